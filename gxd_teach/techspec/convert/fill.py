"""What the other format does not say and PACT demands: given by the caller, never guessed.

`fill` is a partial PACT v3 record (plain data, PACT's JSON names). It stands in where the
source is silent; what the source says wins, and no figure is borrowed from another value.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from gxd_teach.errors import GxdError, Problem, ProblemsError
from gxd_teach.techspec.convert.arithmetic import plus
from gxd_teach.techspec.convert.fill_figures import fitting
from gxd_teach.techspec.convert.loss import Conversion, Report
from gxd_teach.techspec.convert.source import json_data
from gxd_teach.techspec.records.json_text import write_json
from gxd_teach.techspec.records.v3 import SPEC_VERSION, ProductFootprint
from gxd_teach.techspec.records.wire import moment_text, plain

__all__ = ["assume", "finished_v3", "merged", "target_of"]


def merged(
    source: Mapping[str, Any],
    fill: Mapping[str, Any] | bytes | str | None,
    report: Report | None = None,
) -> dict[str, Any]:
    """The source's properties, and the filled-in ones where it has none (objects by property).

    Figures are taken for the source's declared unit, and not from another value's record (see
    `fitting`); what was left or converted is noted in `report`.

    >>> merged({"pcf": {"a": "1"}}, {"pcf": {"a": "9", "b": "2"}, "companyName": "FICT"})
    {'pcf': {'a': '1', 'b': '2'}, 'companyName': 'FICT'}
    """
    given = json_data(fill) if fill is not None else {}
    if not isinstance(given, dict):
        raise GxdError(
            "GXD-R120",
            "fill は PACT v3 の項目のオブジェクト { … } です",
            "fill is an object { … } of PACT v3 properties",
        )
    pcf, own = given.get("pcf"), source.get("pcf")
    if isinstance(pcf, dict) and isinstance(own, Mapping):
        given = given | {"pcf": fitting(own, pcf, report)}
    return _merged(dict(source), given)


def _merged(source: dict[str, Any], fill: dict[str, Any]) -> dict[str, Any]:
    both = dict(source)
    for name, value in fill.items():
        inner = both.get(name)
        if isinstance(inner, dict) and isinstance(value, dict):
            both[name] = _merged(inner, value)
        elif inner is None:
            both[name] = value
    return both


def assume(
    document: dict[str, Any], path: str, value: Any, report: Report, ja: str, en: str
) -> None:
    """Put a value in where neither the source nor `fill` has one, and say so."""
    *parents, last = path.split(".")
    place = document
    for name in parents:
        place = place.setdefault(name, {})
    if place.get(last) is None:
        place[last] = value
        report.note("assumed", "", path, value, ja, en)


def finished_v3(document: dict[str, Any], report: Report, *, subject: str) -> ProductFootprint:
    """The PACT v3 record, with totals and mass completed; `ProblemsError` names what lacks.

    GXD-R121: mandatory in PACT, in neither the source nor `fill`.
    """
    pcf = document.setdefault("pcf", {})
    now = moment_text(datetime.now(UTC).replace(microsecond=0))
    assume(
        document, "specVersion", SPEC_VERSION, report, "PACT v3 のレコードです", "a PACT v3 record"
    )
    assume(document, "created", now, report, "変換した時刻です", "when it was converted")
    assume(document, "status", "Active", report, "有効とみました", "taken as active")
    assume(
        document, "productDescription", "", report, "説明はありません", "there is no description"
    )
    excluding, uptake = pcf.get("pcfExcludingBiogenicUptake"), pcf.get("biogenicCO2Uptake", "0")
    if isinstance(excluding, str):
        assume(document, "pcf.fossilGhgEmissions", excluding, report,
               "全部を化石とみました", "all of it taken as fossil")  # fmt: skip
        try:
            including = plain(plus([Decimal(excluding), Decimal(uptake)]))
        except ArithmeticError:
            including = excluding
        assume(document, "pcf.pcfIncludingBiogenicUptake", including, report,
               "除く合計に生物由来の吸収を足しました", "excluding plus biogenic uptake")  # fmt: skip
    if pcf.get("declaredUnitOfMeasurement") == "kilogram" and pcf.get("declaredUnitAmount"):
        assume(document, "pcf.productMassPerDeclaredUnit", pcf["declaredUnitAmount"], report,
               "単位が kg なので量が質量です", "the unit is kg: the amount is the mass")  # fmt: skip
    try:
        return ProductFootprint.from_json(write_json(document))
    except ProblemsError as error:
        raise ProblemsError(subject, [_helped(one) for one in error.problems]) from None


def _helped(problem: Problem) -> Problem:
    if problem.code != "GXD-R002":
        return problem
    return Problem(
        "GXD-R121",
        problem.where,
        "PACT では必須ですが、もとにありません。fill で渡してください",
        "is mandatory in PACT and not in the source: hand it over by fill",
    )


def target_of(made: Conversion, version: str) -> Conversion:
    """The conversion as it is (v3.0), or carried on to an edition of v2."""
    if str(version).startswith("3"):
        return made
    from gxd_teach.techspec.convert.v3_to_v2 import v3_to_v2

    return made.then(v3_to_v2(made.record, version))
