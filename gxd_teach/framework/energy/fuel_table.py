"""The legal tables of fuels: which fuel has which heating value and carbon content, and since when.

算定省令 別表第1, in force from fiscal year 2023 (https://jplaws.app/d/418M60001400003-a.html), and
the table before it (https://jplaws.app/d/411CO0000000143-a.html). Both hold combustion only
(TTW). A fuel is found by its id or by what people call it.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from gxd_teach import datasets
from gxd_teach.errors import GxdError
from gxd_teach.framework.energy.basis import COMBUSTION
from gxd_teach.framework.energy.years import fiscal_year_number
from gxd_teach.framework.factors import CARBON_TO_CO2
from gxd_teach.language import say

__all__ = ["FuelFactor", "fuel_factor", "fuel_names", "table_for"]

_ALIASES = {
    "GASOLINE": "petrol レギュラーガソリン ハイオクガソリン",
    "DIESEL": "dieseloil dieselfuel gasoil ディーゼル ディーゼル燃料 軽油(ディーゼル)",
    "LPG": "lpガス プロパンガス",
    "FUEL-OIL-BC": "b重油 c重油 fueloilb fueloilc heavyfueloilb heavyfueloilc bc重油 b・c重油",
    "FUEL-OIL-A": "heavyoila heavyfueloila",
    "CITY-GAS": "towngas 都市ガス13a 13a",
    "JET-FUEL": "ジェット燃料 kerosenejetfuel",
}


@dataclass(frozen=True)
class FuelFactor:
    """One row of a legal table: t-CO2 per `unit` of fuel, combustion only, gross heating value.

    `gj_per_unit` and `tc_per_gj` are None where the table gives the product alone.
    """

    factor_id: str
    name_ja: str
    name_en: str
    table: str
    unit: str
    t_co2_per_unit: float
    gj_per_unit: float | None
    tc_per_gj: float | None
    source: str
    source_url: str
    basis: str = COMBUSTION

    @property
    def name(self) -> str:
        """The fuel in the current language."""
        return say(self.name_ja, self.name_en)

    @property
    def calculation(self) -> str:
        """How the factor is made: ``38 GJ/kL × 0.0188 tC/GJ × 44/12``."""
        if self.gj_per_unit is None or self.tc_per_gj is None:
            return f"{self.t_co2_per_unit:g} t-CO2/{self.unit}"
        return f"{self.gj_per_unit:g} GJ/{self.unit} × {self.tc_per_gj:g} tC/GJ × 44/12"


def table_for(fiscal_year: int | str | date) -> str:
    """The legal table for a fiscal year (April to March): "2023" or "before-2023".

    A date gives the fiscal year it lies in. GXD-H003 for what is not a year.

    >>> table_for(2022), table_for("FY2023"), table_for(date(2023, 3, 31))
    ('before-2023', '2023', 'before-2023')
    """
    year = fiscal_year_number(fiscal_year)
    return "2023" if year >= _first_year() else "before-2023"


def fuel_names(table: str | int = "2023") -> list[str]:
    """The fuels of a table, in the current language.

    >>> len(fuel_names("before-2023"))
    5
    """
    return [factor.name for factor in _factors() if factor.table == _table(table)]


def fuel_factor(
    fuel: str, table: str | int | None = None, *, fiscal_year: int | str | date | None = None
) -> FuelFactor:
    """A fuel's factor by its name (軽油, diesel) or id, in the table in force.

    `table` is "2023" (the default) or "before-2023"; or give `fiscal_year`. GXD-H001 unknown
    fuel, or one that this table does not hold; GXD-H002 unknown table, or two that disagree.

    >>> factor = fuel_factor("軽油")
    >>> round(factor.t_co2_per_unit, 3), factor.unit, factor.basis
    (2.619, 'kL', 'combustion')
    """
    text = str(fuel).strip()
    by_id = {factor.factor_id: factor for factor in _factors()}.get(text.upper())
    told = {_table(table)} if table is not None else set()
    told |= {table_for(fiscal_year)} if fiscal_year is not None else set()
    told |= {by_id.table} if by_id else set()
    if len(told) > 1:
        raise GxdError(
            "GXD-H002",
            "表・年度・係数IDが違う法令の表を指しています。どれか1つにしてください",
            "table, fiscal year and factor id point to different legal tables: keep one",
            where=text,
        )
    edition = told.pop() if told else "2023"
    if by_id:
        return by_id
    fits = {f.factor_id: f for f in _factors() if f.table == edition and _key(text) in _names(f)}
    if len(fits) == 1:
        return next(iter(fits.values()))
    raise _unknown(text, edition)


def _table(table: str | int) -> str:
    key = _key(str(table))
    if key in {"2023", "current", "現行", "改正後", "新"}:
        return "2023"
    if key in {"before2023", "former", "old", "旧", "改正前"}:
        return "before-2023"
    raise GxdError(
        "GXD-H002",
        f"法令の表「{table}」はありません。2023 か before-2023 です。年度なら fiscal_year= に書いてください",
        f"there is no legal table '{table}': 2023 or before-2023; a year goes into fiscal_year=",
    )


def _key(name: str) -> str:
    text = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\s_\-‐‑–−・]", "", text)


@lru_cache(maxsize=1)
def _factors() -> tuple[FuelFactor, ...]:
    return tuple(_read(row) for row in datasets.rows("fuels"))


@lru_cache(maxsize=1)
def _first_year() -> int:
    return min(
        int(row["fiscal_year_from"]) for row in datasets.rows("fuels") if row["fiscal_year_from"]
    )


def _read(row: dict[str, str]) -> FuelFactor:
    heat = float(row["gj_per_unit"]) if row["gj_per_unit"] else None
    carbon = float(row["tc_per_gj"]) if row["tc_per_gj"] else None
    made = heat * carbon * CARBON_TO_CO2 if heat and carbon else float(row["t_co2_per_unit"])
    return FuelFactor(
        row["factor_id"], row["name_ja"], row["name_en"], row["legal_table"], row["unit"],
        made, heat, carbon, row["source"], row["source_url"],
    )  # fmt: skip


@lru_cache(maxsize=64)
def _names(factor: FuelFactor) -> frozenset[str]:
    """Everything a fuel is called: its id's middle, both names, what stands in brackets, aliases."""
    slug = re.sub(r"^FUEL-|-(?:BEFORE)?2023$", "", factor.factor_id)
    slugs = {slug, slug.removesuffix("-TOKYO")}
    names = {*slugs, factor.name_ja, factor.name_en}
    for name in (factor.name_ja, factor.name_en):
        names |= {part for part in re.split(r"[()]", name) if part.strip()}
    words = {word for one in slugs for word in _ALIASES.get(one, "").split()}
    return frozenset(_key(name) for name in names | words)


def _unknown(fuel: str, table: str) -> GxdError:
    here = [factor for factor in _factors() if factor.table == table]
    key = _key(fuel)
    near = [f for f in here if key and any(key in name for name in _names(f))]
    if not near:
        names = {name: factor for factor in here for name in _names(factor)}
        near = list(
            dict.fromkeys(names[name] for name in difflib.get_close_matches(key, names, 5, 0.6))
        )
    listed = near or here
    ja = "、".join(factor.name_ja for factor in listed)
    en = ", ".join(factor.name_en for factor in listed)
    title_ja = "2023年度からの表" if table == "2023" else "2023年改正前の表"
    title_en = "the table from 2023" if table == "2023" else "the table before 2023"
    return GxdError(
        "GXD-H001",
        f"燃料「{fuel}」は{title_ja}で1つに決まりません。{'もしかして' if near else 'あるもの'}: {ja}",
        f"'{fuel}' is not one fuel of {title_en}; {'did you mean' if near else 'there are'}: {en}",
    )
