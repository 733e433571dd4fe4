"""A course of two pages, small enough to be built, broken and interrupted in a test."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gxd_teach.seminar.book.assets import vendor_assets

NOTEBOOK = """---
jupytext:
  text_representation: {{extension: .md, format_name: myst}}
kernelspec: {{display_name: Python 3, language: python, name: python3}}
---

# 章

```{{code-cell}} ipython3
{code}
```
"""


@pytest.fixture
def tiny_course(course_root: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Make a checkout whose only chapter is the given Markdown (or ``code:`` and Python)."""

    def make(chapter: str) -> Path:
        root = tmp_path / "course"
        (root / "book" / "framework").mkdir(parents=True)
        vendor_assets(course_root)
        for part in ("_ext", "_static", "_offline"):
            shutil.copytree(course_root / "book" / part, root / "book" / part)
        for name in ("_config.yml", "requirements.lock"):
            shutil.copy(course_root / name, root / name)
        (root / "gxd_teach").mkdir()
        (root / "datasets").mkdir()
        chapters = "format: jb-book\nroot: book/index\nchapters:\n  - file: book/framework/01\n"
        (root / "_toc.yml").write_text(chapters)
        (root / "book" / "index.md").write_text("# 表紙\n")
        if chapter.startswith("code:"):
            chapter = NOTEBOOK.format(code=chapter.removeprefix("code:"))
        (root / "book" / "framework" / "01.md").write_text(chapter)
        return root

    return make
