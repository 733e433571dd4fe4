"""Coefficients of electricity: published ones by id or kind, and what people type, in kg per kWh.

The published ones are those of the list for fiscal year 2023 on
(https://policies.env.go.jp/earth/ghg-santeikohyo/), CO2 at generation; an upstream part may be
added to each. What each kind is for stands in `kinds`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from gxd_teach import datasets
from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_text
from gxd_teach.framework.energy.basis import not_negative
from gxd_teach.framework.energy.kinds import KINDS, kind_of
from gxd_teach.language import say

__all__ = ["ElectricityFactor", "electricity_factor", "is_written", "kg_per_kwh"]

_WRITTEN = re.compile(
    r"(\d+(?:\.\d+)?)\s*(t|kg|g)\s*[-_ ]?\s*CO2\s*(?:-?e|-?eq)?\s*/\s*(kWh|MWh)", re.IGNORECASE
)
_TO_KG = {"t": 1000.0, "kg": 1.0, "g": 0.001}
# Below a gram or above five kilograms a kilowatt-hour, another unit was meant.
_PLAUSIBLE = (0.001, 5.0)


@dataclass(frozen=True)
class ElectricityFactor:
    """One coefficient, kg CO2 per kWh at generation, and its upstream where that is known."""

    kg_per_kwh: float
    kind: str = "unspecified"
    supplier: str = ""
    fiscal_year: int | None = None
    name: str = ""
    source: str = ""
    source_url: str = ""
    upstream_kg_per_kwh: float | None = None

    def with_upstream(self, upstream: float | str) -> ElectricityFactor:
        """The same with the upstream of the fuels (and losses), kg CO2e per kWh.

        >>> electricity_factor("national_average").with_upstream(0.06).upstream_kg_per_kwh
        0.06
        """
        return replace(self, upstream_kg_per_kwh=kg_per_kwh(upstream, tiny=True))


def kg_per_kwh(value: float | str, *, tiny: bool = False) -> float:
    """A coefficient in kg per kWh: a number that is so already, or text with its unit.

    GXD-E003 for text without a readable unit, or for a value no electricity has: 0.000423
    comes from a list in t-CO2/kWh, 423 from one in g, "0.423 t-CO2/kWh" from a wrong unit. `tiny` lets small values pass (upstream
    parts).

    >>> kg_per_kwh("0.000423 t-CO2/kWh"), kg_per_kwh(0.423)
    (0.423, 0.423)
    """
    if isinstance(value, str):
        text = unicodedata.normalize("NFKC", value).replace("−", "-").strip()
        found = _WRITTEN.fullmatch(text)
        if not found:
            raise GxdError(
                "GXD-E003",
                f"「{value}」を読めません。0.000423 t-CO2/kWh のように単位を付けてください",
                f"'{value}' is not read: write it with its unit, like 0.000423 t-CO2/kWh",
            )
        number = float(found[1]) * _TO_KG[found[2].lower()]
        number = float(f"{number / (1000 if found[3].lower() == 'mwh' else 1):.12g}")
        written, likely = f"{number:g} kg/kWh({text})", f"{found[1]} kg-CO2/kWh"
    else:
        number = not_negative(value)
        written, likely = f"{number:g} kg/kWh", f"{number:g} {'t' if number < 1 else 'g'}-CO2/kWh"
    if (0 < number < _PLAUSIBLE[0] and not tiny) or number > _PLAUSIBLE[1]:
        raise GxdError(
            "GXD-E003",
            f'{written} は電気の係数としてありえません。"{likely}" ではありませんか',
            f'{written} is no electricity; did you mean "{likely}"?',
        )
    return number


def is_written(text: str) -> bool:
    """Whether a text is a coefficient with its unit, and not the name of one.

    >>> is_written("0.000423 t-CO2/kWh"), is_written("代替値")
    (True, False)
    """
    return _WRITTEN.fullmatch(unicodedata.normalize("NFKC", text).strip()) is not None


def electricity_factor(
    name: str, *, supplier: str | None = None, fiscal_year: int | None = None
) -> ElectricityFactor:
    """A published coefficient by its id, or by its kind with supplier and fiscal year.

    GXD-E004 when none or several fit: they are listed, with their years.

    >>> factor = electricity_factor("代替値")
    >>> factor.kg_per_kwh, factor.fiscal_year
    (0.416, 2024)
    """
    checked_text(name, "name")
    if supplier is not None:
        checked_text(supplier, "supplier")
    by_id = {row["factor_id"]: row for row in datasets.rows("electricity")}
    if name in by_id:
        return _read(by_id[name])
    kind = kind_of(name)
    fits = [
        row
        for row in by_id.values()
        if row["kind"] == kind
        and (supplier is None or _plain(supplier) in _plain(row["supplier"] + row["name_en"]))
        and (fiscal_year is None or row["fiscal_year"] == str(fiscal_year))
    ]
    if len(fits) == 1:
        return _read(fits[0])
    listed = fits or [row for row in by_id.values() if row["kind"] == kind]
    told = ", ".join(
        f"{row['factor_id']} ({row['supplier']}, {row['fiscal_year']})" for row in listed
    )
    raise GxdError(
        "GXD-E004",
        f"{KINDS[kind].name.ja}の係数が 1 つに決まりません。ID で選んでください: {told or 'なし'}",
        f"the coefficient is not one of a kind: choose by id among {told or 'none'}",
        where=name,
    )


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().replace(" ", "")


def _read(row: dict[str, str]) -> ElectricityFactor:
    return ElectricityFactor(
        kg_per_kwh(f"{row['value']} {row['unit']}"), row["kind"], row["supplier"],
        int(row["fiscal_year"]), say(row["name_ja"], row["name_en"]),
        row["source"], row["source_url"],
    )  # fmt: skip
