"""A chapter is executed again when what it computes with has changed, and only then."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CONF = """
import sys
sys.path.insert(0, {ext!r})
sys.path.insert(0, {home!r})
extensions = ["myst_nb", "fresh_execution"]
nb_execution_mode = "cache"
nb_execution_raise_on_error = True
html_theme = "basic"
exclude_patterns = ["out"]
fresh_execution_inputs = ["package", "data.csv"]
fresh_execution_ignore = ["package/site"]
"""
CHAPTER = """---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {display_name: Python 3, language: python, name: python3}
---

# 章

```{code-cell} ipython3
import sys; sys.path.insert(0, "."); from package import factor; print("factor", factor.VALUE)
```
"""


@pytest.fixture
def home(course_root: Path, tmp_path: Path) -> Path:
    """One chapter that prints a value of a package."""
    ext = str(course_root / "book" / "_ext")
    (tmp_path / "conf.py").write_text(CONF.format(ext=ext, home=str(tmp_path)))
    (tmp_path / "index.md").write_text(CHAPTER)
    (tmp_path / "package" / "site").mkdir(parents=True)
    (tmp_path / "package" / "factor.py").write_text("VALUE = '0.423'\n")
    (tmp_path / "package" / "site" / "style.css").write_text("")
    (tmp_path / "data.csv").write_text("a\n")
    return tmp_path


def build_anyhow(home: Path) -> subprocess.CompletedProcess[str]:
    """Build, whatever comes of it."""
    command = [sys.executable, "-B", "-m", "sphinx", "-b", "html", ".", "out/html"]
    return subprocess.run(
        [*command, "-d", "out/doctrees"], cwd=home, check=False, capture_output=True, text=True
    )


def build(home: Path) -> tuple[bool, str]:
    """Build; whether the chapter was executed, and its page."""
    done = build_anyhow(home)
    done.check_returncode()
    said = done.stdout + done.stderr
    return "Executed notebook" in said, (home / "out/html/index.html").read_text("utf-8")


def test_a_changed_factor_reaches_the_page(home: Path) -> None:
    """Nothing changed: nothing is executed. A changed value: the page shows the new one."""
    assert build(home)[0]
    (home / "package" / "site" / "style.css").write_text("p {}")
    executed, page = build(home)
    assert not executed
    assert "factor 0.423" in page
    (home / "package" / "factor.py").write_text("VALUE = '0.846'\n")
    executed, page = build(home)
    assert executed
    assert "factor 0.846" in page
    (home / "package" / "factor.py").write_text("VALUE = '0.423'\n")
    executed, page = build(home)
    assert not executed, "the memory before this one is kept"
    assert "factor 0.423" in page


def test_old_memories_are_dropped(home: Path) -> None:
    """Of the folders with remembered outputs the newest two stay."""
    memory = home / "out" / ".jupyter_cache"
    for age in range(3):
        (memory / f"old{age}").mkdir(parents=True)
    build(home)
    assert len(list(memory.iterdir())) == 2


def test_chapters_executed_together_are_not_executed_again(home: Path) -> None:
    """Several are executed before the first is read; each page shows its own outputs."""
    conf = home / "conf.py"
    conf.write_text(conf.read_text().replace('on"]', 'on", "execute_together"]', 1))
    head, body = CHAPTER.split("# 章")
    for name in ("index", "other"):
        (home / f"{name}.md").write_text(f"{head}# {name}{body}".replace('"factor"', f'"{name}"'))
    done = build_anyhow(home)
    assert done.returncode == 0
    assert done.stdout.count("Executing notebook together") == 2
    assert done.stdout.count("Using cached notebook") == 2
    for name in ("index", "other"):
        assert f"{name} 0.423" in (home / f"out/html/{name}.html").read_text("utf-8")


def test_a_fault_in_a_chapter_executed_with_others_is_named(home: Path) -> None:
    """The build stops at the chapter when it is read, and names it."""
    conf = home / "conf.py"
    conf.write_text(conf.read_text().replace('on"]', 'on", "execute_together"]', 1))
    (home / "index.md").write_text(CHAPTER.replace("factor.VALUE", "factor.NONE"))
    done = build_anyhow(home)
    assert done.returncode != 0
    assert "index.md: WARNING: Executing notebook failed: CellExecutionError" in done.stderr
