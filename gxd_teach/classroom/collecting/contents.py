"""What a file that is called a notebook really holds, and whether it can be graded.

The notebook format, version 4: https://nbformat.readthedocs.io.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from gxd_teach.language import Text

__all__ = ["Cells", "cells_of", "grade_ids", "other_language", "read_notebook", "ready_to_keep"]

Cells = list[dict[str, Any]]
_SLIM = 20 * 1024 * 1024  # bytes above which outputs are cleared: they play no part
_MOST_VALUES = 5_000_000  # of one notebook, counted roughly; each takes a hundred bytes to read
_SAVE = ("Jupyter で開いて保存したノートブック(.ipynb)を出してもらってください",
         "have the notebook (.ipynb) handed in that Jupyter saves")  # fmt: skip
_KINDS = (
    (b"PK\x03\x04", "zip か Word・Excel の文書で、名前だけがノートブックです", "a zip or an Office document by another name"),
    (b"%PDF", "PDF で、名前だけがノートブックです", "a PDF by another name"),
    (b"\xd0\xcf\x11\xe0", "古い Word・Excel の文書です", "an old Office document"),
    (b"\x1f\x8b", "圧縮されたファイルです", "a compressed file"),
    (b"<", "Web ページを保存したものです", "a web page that was saved"),
)  # fmt: skip


def read_notebook(content: bytes) -> dict[str, Any] | Text:
    """The notebook, or the reason why it is none.

    UTF-8 with or without a mark, UTF-16 and UTF-32 are understood.

    >>> print(read_notebook(b"%PDF-1.7").en)
    it is a PDF by another name: have the notebook (.ipynb) handed in that Jupyter saves
    """
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return Text(f"空のファイルです。{_SAVE[0]}", f"it is an empty file: {_SAVE[1]}")
    for mark, ja, en in _KINDS:
        if content.lstrip().startswith(mark):
            return Text(f"{ja}。{_SAVE[0]}", f"it is {en}: {_SAVE[1]}")
    if sum(map(content.count, (b",", b"[", b"{"))) > _MOST_VALUES:
        return Text("値が多すぎて読めません。出力を消して保存し直してください",
                    "it holds far too many values: clear the outputs and save it again")  # fmt: skip
    try:
        notebook = json.loads(content)
    except (ValueError, RecursionError):
        return _BROKEN
    if not isinstance(notebook, dict):
        return _BROKEN
    if isinstance(notebook.get("worksheets"), list):
        return Text("古い形式(バージョン 3)のノートブックです。JupyterLab で開いて保存し直してください",
                    "a notebook of the old version 3: open it in JupyterLab and save it again")  # fmt: skip
    return notebook if cells_of(notebook) is not None else _BROKEN


_BROKEN = Text("壊れています。もう一度保存してください", "it is broken: save it again")


def cells_of(notebook: Any) -> Cells | None:
    """The cells; None where it is no notebook."""
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        return None
    return cells


def ready_to_keep(content: bytes, notebook: dict[str, Any]) -> bytes:
    """The very bytes, but for what would keep others from reading them: marks, huge outputs."""
    plain = (
        not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) and b"\0" not in content
    )
    if plain and len(content) <= _SLIM:
        return content
    if len(content) > _SLIM:
        cells = [
            {**cell, "outputs": []} if "outputs" in cell else cell for cell in notebook["cells"]
        ]
        notebook = {**notebook, "cells": cells}
    return json.dumps(notebook, ensure_ascii=False).encode("utf-8", "replace")


def other_language(notebook: dict[str, Any]) -> str | None:
    """The language of its kernel where that is not Python; the kernel's name does not matter."""
    metadata = notebook.get("metadata")
    if not isinstance(metadata, dict):
        return None
    for key, name in (("kernelspec", "language"), ("language_info", "name")):
        entry = metadata.get(key)
        language = entry.get(name) if isinstance(entry, dict) else None
        if isinstance(language, str) and language:
            return None if "python" in language.casefold() else language[:40]
    return None


def grade_ids(cells: Sequence[dict[str, object]]) -> list[str]:
    """The grading cells of a notebook, by nbgrader's grade_id, in their order."""
    found = []
    for cell in cells:
        metadata = cell.get("metadata")
        mark = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        if isinstance(mark, dict) and mark.get("grade") is True:
            found.append(str(mark.get("grade_id")))
    return found
