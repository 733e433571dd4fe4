"""From Ouranos to PACT: which of a part's figures make its footprint.

Facts: https://github.com/ouranos-ecosystem-idi/data-transaction-system (MIT),
domain/model/traceability. A part is told in up to ten rows: four of its own, their totals over
the tree of parts, a supplier's answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from gxd_teach.errors import GxdError, Problem, ProblemsError
from gxd_teach.techspec.convert.arithmetic import plus
from gxd_teach.techspec.convert.fill import assume, finished_v3, merged, target_of
from gxd_teach.techspec.convert.foreign import Reader
from gxd_teach.techspec.convert.loss import Conversion, Report
from gxd_teach.techspec.convert.ouranos_out import CFP_TYPES, UNITS
from gxd_teach.techspec.convert.source import json_data
from gxd_teach.techspec.convert.words import converted_id
from gxd_teach.techspec.records.problems import shown
from gxd_teach.techspec.records.wire import plain

__all__ = ["ouranos_to_pact"]


def ouranos_to_pact(
    models: Sequence[Mapping[str, Any]] | Mapping[str, Any] | bytes | str,
    fill: Mapping[str, Any] | bytes | str | None = None,
    *,
    version: str = "3.0",
) -> Conversion:
    """Convert the CfpModel objects of one part to a PACT record (``version`` 3.0, or 2.0-2.3).

    `fill` holds, as a partial PACT v3 record, what Ouranos does not know: company, product,
    reference period, fossil carbon content, IPCC report, standards, exempted emissions, and
    the mass unless the unit is kilogram. `ProblemsError` names whatever is wrong or missing.

    Totals over the tree are preferred (…Total), then a supplier's answer (…Response), else
    the part's own four figures are added up.
    """
    data = json_data(models)
    if isinstance(data, dict):
        data = data.get("data", [data])
    rows = data if isinstance(data, list) else [data]
    report = Report()
    readers = _readers(rows)
    found = {reader.text("cfpType") or "": reader for reader in readers}
    kinds = _chosen(found, report)
    figures = []
    for kind in kinds:
        reader = found[kind]
        value = reader.number("ghgEmission")
        path = f"[{readers.index(reader)}].ghgEmission"
        if value is None:
            report.note(
                "missing", path, "pcf.pcfExcludingBiogenicUptake", None,
                f"{kind} の値がありません。0 として足しました", f"{kind} has no figure: added as 0",
            )  # fmt: skip
        figures.append(value or Decimal(0))
    first = readers[0]
    unit, trace = first.text("ghgDeclaredUnit") or "", first.text("traceId") or ""
    cfp = first.text("cfpId") or trace
    for index, reader in enumerate(readers):
        _report_ratings(reader, index, report)
    document = {
        "id": str(converted_id(cfp, "3.0")),
        "pcf": {
            "declaredUnitOfMeasurement": UNITS[unit],
            "declaredUnitAmount": "1",
            "pcfExcludingBiogenicUptake": plain(plus(figures)),
        },
    }
    document = merged(document, fill, report)
    given = document.get("productIds") or []
    part = f"urn:uuid:{trace}"
    document["productIds"] = given if part in given else [*given, part]
    report.note(
        "changed", "traceId", "productIds", trace,
        "部品の traceId を製品の識別子の 1 つにしました", "became one of the product's identifiers",
    )  # fmt: skip
    assume(document, "pcf.biogenicCarbonContent", "0", report,
           "生物由来の炭素は分かりません", "biogenic carbon is not told")  # fmt: skip
    made = finished_v3(document, report, subject="Ouranos -> PACT")
    return target_of(Conversion(made, tuple(report.losses), "Ouranos", "PACT 3.0"), version)


def _readers(rows: Sequence[Any]) -> list[Reader]:
    """One reader a CfpModel, after checking that they belong together."""
    problems = []
    readers = []
    for index, row in enumerate(rows):
        if not isinstance(row, Mapping):
            problems.append(
                _problem("GXD-R141", f"[{index}]", shown(row), "オブジェクト { … }", "an object")
            )
            continue
        reader = Reader(row, subject="Ouranos CfpModel", prefix=f"[{index}].")
        reader.number("ghgEmission")
        unit, kind, trace = (reader.text(n) for n in ("ghgDeclaredUnit", "cfpType", "traceId"))
        if unit not in UNITS:
            known = ", ".join(UNITS)
            problems.append(
                _problem("GXD-R142", f"[{index}].ghgDeclaredUnit", shown(unit), known, known)
            )
        if not kind:
            problems.append(
                _problem("GXD-R142", f"[{index}].cfpType", shown(kind), "cfpType", "a cfpType")
            )
        if not _is_uuid(trace):
            problems.append(
                _problem("GXD-R142", f"[{index}].traceId", shown(trace), "UUID", "a UUID")
            )
        if _is_uuid(trace) and reader.text("cfpId") and not _is_uuid(reader.text("cfpId")):
            problems.append(_problem("GXD-R142", f"[{index}].cfpId", shown(reader.text("cfpId")), "UUID", "a UUID"))  # fmt: skip
        problems += reader.problems
        readers.append(reader)
    for name in ("traceId", "ghgDeclaredUnit"):
        if len({reader.text(name) for reader in readers}) > 1:
            problems.append(
                Problem(
                    "GXD-R143", name,
                    "行によって違います。1 つの部品の行だけを渡してください",
                    "differs from row to row: hand over the rows of one part only",
                )
            )  # fmt: skip
    kinds = [reader.text("cfpType") for reader in readers]
    for kind in sorted({str(one) for one in kinds if one and kinds.count(one) > 1}):
        problems.append(
            Problem("GXD-R143", "cfpType", f"{kind} が 2 回あります", f"{kind} stands there twice")
        )
    if not readers and not problems:
        problems.append(Problem("GXD-R144", "$", "CFP の行がありません", "holds no CfpModel"))
    if problems:
        raise ProblemsError("Ouranos CfpModel", problems)
    return readers


def _problem(code: str, where: str, found: str, ja: str, en: str) -> Problem:
    return Problem(code, where, f"{found} です。{ja}を書きます", f"is {found}: expected {en}")


def _is_uuid(text: str | None) -> bool:
    try:
        return text is not None and len(text) == 36 and bool(UUID(text))
    except ValueError:
        return False


def _chosen(found: Mapping[str, Reader], report: Report) -> list[str]:
    """Which rows make the total."""
    for ending, ja, en in (
        (
            "Total",
            "部品の木を通した合計(…Total)を足しました",
            "the totals over the tree were added",
        ),
        ("Response", "取引先の回答(…Response)を足しました", "the supplier's answers were added"),
    ):
        kinds = [kind for kind in found if kind.endswith(ending)]
        if kinds:
            report.note("changed", "ghgEmission", "pcf.pcfExcludingBiogenicUptake", kinds, ja, en)
            return kinds
    kinds = [kind for kind in found if kind in CFP_TYPES]
    if not kinds:
        raise GxdError(
            "GXD-R144",
            f"知らない cfpType だけです: {', '.join(found)}",
            f"holds only unknown cfpTypes: {', '.join(found)}",
        )
    report.note(
        "approximated", "ghgEmission", "pcf.pcfExcludingBiogenicUptake", kinds,
        "この部品の自社工程と部品の値を足しました。子の部品の値が別の traceId にあれば入っていません",
        "own processes and components of this part were added; what child parts state under "
        "their own traceId is not in",
        todo=("…Total の行があればそれを使ってください。", "Use the …Total rows where there are any."),
    )  # fmt: skip
    return kinds


def _report_ratings(reader: Reader, index: int, report: Report) -> None:
    ratings = reader.get("dqrValue")
    if isinstance(ratings, Mapping) and any(value is not None for value in ratings.values()):
        report.note(
            "dropped", f"[{index}].dqrValue", "pcf.dqi", dict(ratings),
            "目盛りが公開資料から分からないので、PACT の DQR に写しません",
            "its scale is not told in public: not copied into PACT's ratings",
        )  # fmt: skip
