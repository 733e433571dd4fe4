"""The data of a case: described, licensed, with their source, and named as invented.

Described are they in `datasets/datapackage.json` (https://specs.frictionlessdata.io/data-package/).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from gxd_teach.classroom.course import Course
from gxd_teach.errors import Problem
from gxd_teach.seminar.case.page import Page

__all__ = ["data_faults"]


def data_faults(course: Course, stem: str, page: Page) -> Iterator[Problem]:
    """Each CSV is described, licensed, sourced and named FICT; at least one, and the page uses it."""
    folder = course.root / "datasets"
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    by_path = {one["path"]: one for one in described}
    files = sorted(folder.glob(f"{stem}*.csv"))
    if not files:
        yield Problem("GXD-B025", "datasets", f"データ {stem}….csv がありません",
                      f"there are no data {stem}….csv")  # fmt: skip
    elif not any(file.stem in page.text for file in files):
        yield Problem("GXD-B025", f"book/cases/{stem}.md",
                      f"ページがデータ({', '.join(file.stem for file in files)})に触れていません",
                      f"the page names none of its data ({', '.join(file.stem for file in files)})")  # fmt: skip
    for file in files:
        where, entry = f"datasets/{file.name}", by_path.get(file.name)
        if entry is None:
            yield Problem("GXD-B025", where, "datapackage.json に説明がありません",
                          "has no entry in datapackage.json")  # fmt: skip
            continue
        for key, ja in (("licenses", "利用条件(licenses)"), ("sources", "出典(sources)")):
            if not entry.get(key):
                yield Problem("GXD-B025", f"datapackage.json, {entry['name']}", f"{ja}がありません", f"has no {key}")  # fmt: skip
        if "TODO" in json.dumps(entry, ensure_ascii=False):
            yield Problem("GXD-B021", f"datapackage.json, {entry['name']}",
                          "TODO が残っています", "TODO is left in it")  # fmt: skip
        yield from _rows(file, where)


def _rows(file: Path, where: str) -> Iterator[Problem]:
    with file.open(encoding="utf-8", newline="") as opened:
        for number, row in enumerate(csv.DictReader(opened), start=2):
            lacking = [key for key in ("source", "licence") if not row.get(key)]
            if lacking:
                yield Problem("GXD-B025", f"{where}, {number}", f"{'・'.join(lacking)} の列が空です",
                              f"has no {' and no '.join(lacking)}")  # fmt: skip
            first = next(iter(row.values()), "") or ""
            if not first.upper().startswith("FICT"):
                yield Problem("GXD-B024", f"{where}, {number}",
                              f"「{first}」は架空のものなので、名前を FICT- で始めます",
                              f"'{first}' is invented: begin its name with FICT-")  # fmt: skip
