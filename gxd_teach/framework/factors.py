"""Emission factors: kilograms of CO2e per unit of activity, each with its source and year.

The public ones come from `gxd_teach.datasets`; a footprint received from a supplier becomes
one more factor. Which part of the life cycle a factor covers (`boundary`) stays with it: a
combustion-only value and a cradle-to-gate value can be added up, but not unnoticed.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from numbers import Real

from gxd_teach import datasets
from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_rows, checked_text, is_finite
from gxd_teach.language import current, say

__all__ = ["EmissionFactor", "EmissionFactors"]

CARBON_TO_CO2 = 44 / 12  # molar masses of CO2 and C, as the Japanese legal table uses them


@dataclass(frozen=True)
class EmissionFactor:
    """One factor: `value` in `unit` (kg-CO2e/kg, t-CO2/kWh …), where it holds and whence it is.

    `primary_data_share` is the percentage (0–100) of the factor that rests on primary data:
    a supplier states it for a footprint; averages and statutory values have 0.

    >>> EmissionFactor("FICT-RESIN", 2.0, "kg-CO2e/kg").primary_data_share
    0.0
    """

    name: str
    value: float
    unit: str
    boundary: str = "unspecified"
    primary_data_share: float = 0.0
    year: int | None = None
    label: str = ""
    source: str = ""
    source_url: str = ""

    def __post_init__(self) -> None:
        checked_text(self.name, "EmissionFactor, name")
        checked_text(self.unit, self.name)
        if not isinstance(self.value, Real) or not is_finite(self.value):
            raise GxdError(
                "GXD-F003",
                f"排出係数の値 {self.value} は数値ではありません",
                f"the factor's value {self.value} is not a finite number",
                where=self.name,
            )
        if not isinstance(self.primary_data_share, Real) or not 0 <= self.primary_data_share <= 100:
            raise GxdError(
                "GXD-F002",
                f"一次データ比率 {self.primary_data_share} は 0〜100 (%) の外です",
                f"the primary data share {self.primary_data_share} is outside 0 to 100 (%)",
                where=self.name,
            )


class EmissionFactors:
    """A set of factors by name.

    >>> factors = EmissionFactors.load()
    >>> factors["ELEC-JP-AVERAGE-FY2024"].value
    0.000423
    """

    def __init__(self, factors: Iterable[EmissionFactor] = ()) -> None:
        rows = checked_rows(factors, EmissionFactor, "EmissionFactors")
        self._by_name = {factor.name: factor for factor in rows}

    @classmethod
    def load(cls) -> EmissionFactors:
        """All factors of the course's data sets: fuels, electricity, transport, fictitious."""
        return cls(_public_factors(current()))

    def __getitem__(self, name: str) -> EmissionFactor:
        if checked_text(name, "EmissionFactors") not in self._by_name:
            raise _unknown(name, self._by_name)
        return self._by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __iter__(self) -> Iterator[EmissionFactor]:
        return iter(self._by_name.values())

    def __len__(self) -> int:
        return len(self._by_name)

    def including(self, *factors: EmissionFactor) -> EmissionFactors:
        """A new set that holds these factors too (a supplier's footprint, say).

        >>> more = EmissionFactors().including(EmissionFactor("OWN", 1.5, "kg-CO2e/kg"))
        >>> "OWN" in more
        True
        """
        return EmissionFactors([*self, *factors])

    def __repr__(self) -> str:
        return f"EmissionFactors({len(self)} {say('件', 'factors')})"


def _unknown(name: str, known: Iterable[str]) -> GxdError:
    """GXD-F001: say which known names look like the unknown one."""
    near = difflib.get_close_matches(name.upper(), list(known), n=3, cutoff=0.5)
    hint_ja = f"もしかして: {'、'.join(near)}" if near else "名前の一覧は EmissionFactors.load()"
    hint_en = f"did you mean: {', '.join(near)}" if near else "see EmissionFactors.load()"
    return GxdError(
        "GXD-F001",
        f"排出係数「{name}」がありません。{hint_ja}",
        f"there is no emission factor '{name}'; {hint_en}",
    )


@lru_cache(maxsize=2)
def _public_factors(language: str) -> tuple[EmissionFactor, ...]:
    """Read the factor tables; a fuel's factor is made from its two legal coefficients.

    Kept per language, because the labels are.
    """
    made = [_fuel(row) for row in datasets.rows("fuels")]
    for name in ("electricity", "transport", "fict-factors"):
        made += [_plain(row) for row in datasets.rows(name)]
    return tuple(made)


def _fuel(row: dict[str, str]) -> EmissionFactor:
    value = float(row["t_co2_per_unit"])
    if row["gj_per_unit"] and row["tc_per_gj"]:
        value = float(row["gj_per_unit"]) * float(row["tc_per_gj"]) * CARBON_TO_CO2
    return EmissionFactor(
        name=row["factor_id"],
        value=value,
        unit=f"t-CO2/{row['unit']}",
        boundary=row["boundary"],
        year=int(row["fiscal_year_from"]) if row["fiscal_year_from"] else None,
        label=say(row["name_ja"], row["name_en"]),
        source=row["source"],
        source_url=row["source_url"],
    )


def _plain(row: dict[str, str]) -> EmissionFactor:
    return EmissionFactor(
        name=row["factor_id"],
        value=float(row["value"]),
        unit=row["unit"],
        boundary=row["boundary"],
        primary_data_share=float(row.get("primary_data_share") or 0),
        year=int(row.get("fiscal_year") or row["year"]),
        label=say(row["name_ja"], row["name_en"]),
        source=row["source"],
        source_url=row.get("source_url", ""),
    )
