"""The one door to the course's data: public factors with their source, and fictitious cases.

The files are CSV (UTF-8) described by a Frictionless `datapackage.json`: every column has a
unit or says that it needs none, every row a year and a source. Records to be checked are JSON.
All travel inside the wheel.
What is invented is named ``FICT-…``.
"""

from __future__ import annotations

import csv
import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gxd_teach.errors import GxdError

if TYPE_CHECKING:
    import pandas

__all__ = ["folder", "names", "package", "path", "rows", "table"]


@lru_cache(maxsize=1)
def folder() -> Path:
    """Where the files are: inside the installed package, or beside it in a checkout."""
    here = Path(__file__).resolve().parent
    for candidate in (here / "_datasets", here.parent / "datasets"):
        if (candidate / "datapackage.json").is_file():
            return candidate
    raise GxdError(
        "GXD-D001",
        "データセットが見つかりません。gxd_teach を入れ直してください",
        "the datasets are missing: install gxd_teach again",
        where=str(here),
    )


@lru_cache(maxsize=1)
def package() -> dict[str, Any]:
    """The data package's own description (titles, columns, units, sources, licences)."""
    with open(folder() / "datapackage.json", encoding="utf-8") as file:
        described: dict[str, Any] = json.load(file)
    return described


def names() -> list[str]:
    """The names of the data sets.

    >>> "fuels" in names()
    True
    """
    return [resource["name"] for resource in package()["resources"]]


def path(name: str) -> Path:
    """The file of one data set; GXD-D002 names the sets there are.

    >>> path("fuels").name
    'fuels.csv'
    """
    for resource in package()["resources"]:
        if resource["name"] == name:
            return folder() / resource["path"]
    raise GxdError(
        "GXD-D002",
        f"データセット「{name}」はありません。あるもの: {', '.join(names())}",
        f"there is no data set '{name}'; there are: {', '.join(names())}",
    )


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a data set as text, with the standard library only; GXD-D004 for records.

    >>> rows("fuels")[0]["unit"]
    't'
    """
    with open(_sheet(name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table(name: str) -> pandas.DataFrame:
    """The rows of a data set as a DataFrame; GXD-D004 for records.

    >>> list(table("gwp100").columns)[:2]
    ['gas', 'report']
    """
    import pandas

    return pandas.read_csv(_sheet(name))


def _sheet(name: str) -> Path:
    """The file of a data set that has rows and columns."""
    file = path(name)
    if file.suffix == ".csv":
        return file
    raise GxdError(
        "GXD-D004",
        f"「{name}」は表ではなく、JSON の記録です。datasets.path({name!r}) のファイルを読んでください",
        f"'{name}' is no table but records in JSON: read the file datasets.path({name!r})",
        where=file.name,
    )
