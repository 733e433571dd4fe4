"""The version a record names, and the version whose names it uses.

PACT Technical Specifications v2.0-2.3 and v3.0 (WBCSD). The two do not interoperate, and a
receiver accepts properties that it does not know: what stands there in the other version's
words is simply not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from gxd_teach.techspec.lint.finding import Hit, hit
from gxd_teach.techspec.lint.properties import (
    PCF_V2_NAMES,
    PCF_V3_NAMES,
    TOP_V2_NAMES,
)
from gxd_teach.techspec.lint.rule import ALL, V2, V3, rule
from gxd_teach.techspec.lint.subject import Subject, spoken_dialect
from gxd_teach.techspec.records.problems import shown

SHAPE = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+(-[0-9]{8})?")  # all that PACT's schema looks at
EXAMPLE = {"2.0": "2.0.1", "2.1": "2.1.0", "2.2": "2.2.0", "2.3": "2.3.3", "3.0": "3.0.3"}


@rule(
    "GXD-L001",
    "specification",
    "error",
    ALL,
    ("知られていない specVersion", "unknown specVersion"),
    (
        "PACT Technical Specifications、ProductFootprint:従った版を書く",
        "PACT Technical Specifications, ProductFootprint: it names the version that is followed",
    ),
)
def unknown_version(record: Subject) -> Iterator[Hit]:
    """A version that PACT has published (schema checks only its shape)."""
    stated = record.data.get("specVersion")
    if isinstance(stated, str) and SHAPE.fullmatch(stated) and spoken_dialect(stated) is None:
        yield hit(
            "specVersion",
            shown(stated),
            ("2.0.x〜2.3.x か 3.0.x", "2.0.x to 2.3.x, or 3.0.x"),
            (
                f'データは {record.dialect} の形なので "{EXAMPLE[record.dialect]}" と書く',
                f"the data look like {record.dialect}: write {EXAMPLE[record.dialect]!r}",
            ),
        )


@rule(
    "GXD-L002",
    "specification",
    "error",
    ALL,
    ("specVersion とデータの版の食い違い", "specVersion and data of different versions"),
    (
        "PACT Technical Specifications、ProductFootprint:v2 と v3 には互換性がない",
        "PACT Technical Specifications, ProductFootprint: v2 and v3 do not interoperate",
    ),
)
def version_mismatch(record: Subject) -> Iterator[Hit]:
    """The version named is the version written, and the one asked for."""
    if record.spoken is None:
        return
    if record.shape is not None and record.spoken[0] != str(record.shape):
        expected = (
            f"項目名は v{record.shape} のもの",
            f"the names in pcf are those of v{record.shape}",
        )
    elif record.asked is not None and record.asked != record.spoken:
        expected = (f"{record.asked} として読んでいる", f"it is read as {record.asked}")
    else:
        return
    yield hit(
        "specVersion",
        record.shown("specVersion"),
        expected,
        (
            "版と項目名をそろえる(数字だけ書き換えても変換にはならない)",
            "make version and names one: changing the number alone converts nothing",
        ),
    )


@rule(
    "GXD-L003",
    "specification",
    "warning",
    V3,
    ("v3 にない v2 の項目", "a v2 property in v3"),
    (
        "PACT Technical Specifications v3.0、v2 からの変更:受け手はこの項目を読まない",
        "PACT Technical Specifications v3.0, changes from v2: no receiver reads it",
    ),
)
def v2_names(record: Subject) -> Iterator[Hit]:
    """Properties that v3 has dropped or renamed."""
    for name, other in TOP_V2_NAMES.items():
        if name in record.data:
            yield _foreign(name, record.data[name], other, name)
    for name, other in PCF_V2_NAMES.items():
        if name in record.pcf:
            yield _foreign(f"pcf.{name}", record.pcf[name], other, name)


@rule(
    "GXD-L004",
    "specification",
    "warning",
    V2,
    ("v2 にない v3 の項目", "a v3 property in v2"),
    (
        "PACT Technical Specifications v2、CarbonFootprint:受け手はこの項目を読まない",
        "PACT Technical Specifications v2, CarbonFootprint: no receiver reads it",
    ),
)
def v3_names(record: Subject) -> Iterator[Hit]:
    """Properties that came with v3."""
    for name, other in PCF_V3_NAMES.items():
        if name in record.pcf:
            yield _foreign(f"pcf.{name}", record.pcf[name], other, name)


def _foreign(path: str, value: Any, other: str, name: str) -> Hit:
    if name in ("version", "updated"):
        repair = (
            "消す。v3 では変更のたびに新しい id にし、前の id を precedingPfIds に書く",
            "delete it: in v3 a change is a new id, and precedingPfIds names the old one",
        )
    elif name in ("unitaryProductAmount", "declaredUnitAmount"):
        repair = (
            f"{other} にする。意味も違う:v2 の値は 1 単位あたり、v3 は量 × 単位あたり",
            f"use {other}; it means something else: v2 states values per one unit, v3 for amount x unit",
        )
    elif other:
        repair = (f"{other} に書き直す", f"write {other} in its place")
    else:
        repair = (
            "対応する項目がない。消すか、文章で comment に書く",
            "it has no counterpart: delete it, or say it in comment",
        )
    return hit(path, shown(value), ("この版の項目", "a property of this version"), repair)
