"""The figures of `fill`: taken for the source's declared unit, or not at all.

Whoever hands over a whole record to fill the gaps of another source hands over its figures too.
Emissions, primary data share, ratings and verification belong to the value they were stated
with: beside another total they would be a contradiction, or a borrowed merit. Mass and carbon
belong to the product; they are converted to the declared amount of the source.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from gxd_teach.techspec.convert.arithmetic import decimal_of, per, times
from gxd_teach.techspec.convert.loss import Report
from gxd_teach.techspec.records.wire import plain

__all__ = ["fitting"]

_TOTALS = ("pcfExcludingBiogenicUptake", "pCfExcludingBiogenic")
_EMISSIONS = re.compile(r"(?:Emissions|Uptake|Withdrawal|ExcludingBiogenic|IncludingBiogenic|Capture|Removals?)\Z")  # fmt: skip
_OF_THE_PRODUCT = re.compile(r"(?:Content|productMassPerDeclaredUnit)\Z")
_OF_THE_VALUE = frozenset({"primaryDataShare", "dqi", "verification", "assurance"})
#: Multiply and divide by these; 1 where nothing changes, None where the units differ.
Ratio = tuple[Decimal, Decimal] | int | None
_CLOSE = Decimal("0.000001")  # of the total: what two ways of rounding may differ by


def fitting(
    source: Mapping[str, Any], fill: Mapping[str, Any], report: Report | None
) -> dict[str, Any]:
    """What of the properties of a `pcf` fits beside those of the source; the rest is reported.

    >>> fitting({"pcfExcludingBiogenicUptake": "1.5"},
    ...         {"pcfExcludingBiogenicUptake": "2", "primaryDataShare": "40", "geographyCountry": "JP"},
    ...         None)
    {'geographyCountry': 'JP'}
    """
    ratio = _ratio(source, fill)
    same_value = _same_value(source, fill, ratio)
    taken: dict[str, Any] = {}
    for name, value in fill.items():
        emissions = bool(_EMISSIONS.search(name)) and not isinstance(value, bool)
        figure = emissions or bool(_OF_THE_PRODUCT.search(name))
        if source.get(name) is not None:
            taken[name] = value  # the source's own wins anyway
        elif (emissions or name in _OF_THE_VALUE) and not same_value:
            _leave(name, value, report, "もとの値とは別の値についてのものです",
                   "was stated with another value than the source's")  # fmt: skip
        elif figure and ratio is None:
            _leave(name, value, report, "宣言単位が違うので、直せません",
                   "is for another declared unit and cannot be converted")  # fmt: skip
        elif figure and ratio != 1:
            taken[name] = _scaled(value, ratio)
            if report is not None:
                report.note(
                    "changed", f"fill.pcf.{name}", f"pcf.{name}", value,
                    f"もとの宣言数量に合わせて {taken[name]} にしました",
                    f"became {taken[name]} for the declared amount of the source",
                )  # fmt: skip
        else:
            taken[name] = value
    if same_value and any(name in fill for name in _TOTALS):
        return taken
    return {name: value for name, value in taken.items() if name not in _TOTALS}


def _leave(name: str, value: Any, report: Report | None, ja: str, en: str) -> None:
    if report is not None:
        report.note(
            "dropped", f"fill.pcf.{name}", "", value,
            f"{ja}。使いません", f"{en}: not taken",
            todo=("この記録の値なら、合計を除いた fill で渡してください。",
                  "If it holds for this record, hand it over in a fill without a total."),
        )  # fmt: skip


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or value is None:
        return None
    try:
        found = decimal_of(value)  # type: ignore[arg-type]
    except (ArithmeticError, TypeError, ValueError):
        return None
    return found if found.is_finite() else None


def _ratio(source: Mapping[str, Any], fill: Mapping[str, Any]) -> Ratio:
    """By what a figure of `fill` is multiplied and divided; 1 for the same, None for another unit.

    In v2 every figure is for one unit, whatever the amount says.
    """
    for unit in ("declaredUnitOfMeasurement", "declaredUnit"):
        mine, other = source.get(unit), fill.get(unit)
        if mine is not None and other is not None and mine != other:
            return None
    mine, other = (_number(one.get("declaredUnitAmount")) for one in (source, fill))
    if mine is None or other is None or mine == other or other == 0:
        return 1
    return mine, other


def _scaled(value: Any, ratio: Ratio) -> Any:
    number = _number(value)
    if number is None or not isinstance(ratio, tuple):
        return value
    return plain(per(times(number, ratio[0]), ratio[1])[0])


def _same_value(
    source: Mapping[str, Any],
    fill: Mapping[str, Any],
    ratio: Ratio,
) -> bool:
    """Whether `fill` states no total, or the one of the source."""
    for name in _TOTALS:
        mine, other = _number(source.get(name)), fill.get(name)
        if mine is None or other is None:
            continue
        if ratio is None or (its := _number(_scaled(other, ratio))) is None:
            return False
        return abs(its - mine) <= _CLOSE * abs(mine)
    return True
