"""From any format that the course knows to any other: which one is this, and which way leads there?

PACT v2.0-v2.3 and v3.0, Ouranos, Catena-X 7.0.0 and 9.0.0, iLEAP (from). Each mapping stands in a
module of its own; what lies between two of them goes by PACT.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gxd_teach.errors import GxdError
from gxd_teach.techspec.convert.catenax import catenax_to_pact, catenax_version, pact_to_catenax
from gxd_teach.techspec.convert.ileap import ileap_to_pact
from gxd_teach.techspec.convert.loss import Conversion, Report
from gxd_teach.techspec.convert.ouranos import ouranos_to_pact
from gxd_teach.techspec.convert.ouranos_out import pact_to_ouranos
from gxd_teach.techspec.convert.source import json_data
from gxd_teach.techspec.convert.v2_to_v3 import v2_to_v3
from gxd_teach.techspec.convert.v3_to_v2 import v3_to_v2
from gxd_teach.techspec.records.document import Record
from gxd_teach.techspec.records.reading import dialect_of, read_record
from gxd_teach.techspec.records.v2 import ProductFootprintV2

__all__ = ["TARGETS", "convert", "format_of"]

TARGETS = ("3.0", "2.3", "2.2", "2.1", "2.0", "ouranos", "catenax-9.0.0", "catenax-7.0.0")


def format_of(data: Any) -> str:
    """What a record is: "2.0" … "3.0" (PACT), "ouranos", "catenax-7.0.0", "catenax-9.0.0", "ileap".

    `data` is plain JSON data. GXD-R053… when it looks like none of them (see `dialect_of`).

    >>> format_of({"specVersion": "2.3.0"}), format_of([{"ghgEmission": 1, "cfpType": "x"}])
    ('2.3', 'ouranos')
    """
    first = data[0] if isinstance(data, list) and data else data
    if isinstance(first, Mapping):
        if "ghgEmission" in first or "cfpType" in first:
            return "ouranos"
        if {"shipmentId", "tocId", "hocId"} & set(first) and "pcf" not in first:
            return "ileap"
        try:
            return f"catenax-{catenax_version(first)}"
        except GxdError:
            pass
    return dialect_of(first)


def convert(
    data: Any,
    to: str,
    *,
    fill: Mapping[str, Any] | bytes | str | None = None,
    issuer_domain: str | None = None,
) -> Conversion:
    """Convert one record (or one part's Ouranos rows) to one of `TARGETS`.

    `fill`: a partial PACT record for what the source does not say (v3 for Ouranos and
    Catena-X 9.0.0, v2 for Catena-X 7.0.0 and iLEAP). GXD-R170 for another target; further as
    the mappings themselves.
    """
    target = _target(to)
    plain: Any = data if isinstance(data, Record) else json_data(data)
    source = format_of(json_data(plain))
    if source == target:
        record = read_record(plain) if source[0] in "23" else plain
        return Conversion(record, (), _name(source), _name(target))
    if source[0] in "23":
        return _from_pact(plain, source, target)
    pact = target if target[0] in "23" else "3.0"
    if source == "ouranos":
        made = ouranos_to_pact(plain, fill, version=pact)
    elif source == "ileap":
        made = ileap_to_pact(plain, fill, version=pact)
    else:
        made = catenax_to_pact(plain, version=pact, issuer_domain=issuer_domain, fill=fill)
    if target == pact or made.record is None:
        return made
    return made.then(_from_pact(made.record, pact, target))


def _target(to: str) -> str:
    name = {"catenax": "catenax-9.0.0", "3": "3.0", "2": "2.3"}.get(to.lower(), to.lower())
    if name not in TARGETS:
        raise GxdError(
            "GXD-R170",
            f"「{to}」には変換できません。{'、'.join(TARGETS)} のどれかです",
            f"cannot convert to '{to}': one of {', '.join(TARGETS)}",
        )
    return name


def _name(kind: str) -> str:
    return f"PACT {kind}" if kind[0] in "23" else kind


def _from_pact(record: Any, source: str, target: str) -> Conversion:
    if target == "ouranos":
        return pact_to_ouranos(record)
    if target.startswith("catenax-"):
        return pact_to_catenax(record, target.removeprefix("catenax-"))
    if target == "3.0":
        return v2_to_v3(record)
    if source == "3.0":
        return v3_to_v2(record, target)
    older = read_record(record)
    assert isinstance(older, ProductFootprintV2)
    report = Report()
    made = older.following(target)
    report.note(
        "changed", "specVersion", "specVersion", older.specVersion,
        f"{made.specVersion} のレコードとして書きました。ほかは同じです",
        f"written as a record of {made.specVersion}; the rest is the same",
        reversible=True,
    )  # fmt: skip
    return Conversion(made, tuple(report.losses), _name(source), _name(target))
