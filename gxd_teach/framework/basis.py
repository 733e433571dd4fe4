"""Which part of the life cycle a figure covers: combustion (TTW), its upstream (WTT), or both.

A combustion-only value and a life-cycle value can be added up, but not unnoticed. Japanese
statutory coefficients of fuels and electricity cover combustion or generation only; PACT
(https://github.com/wbcsd/tr) and ISO 14083 ask for the life cycle (WTW). `Emissions` carries
its basis along, and `add_emissions` mixes only when it is told to.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from gxd_teach.errors import GxdError
from gxd_teach.language import Text, say
from gxd_teach.numerals import read_number
from gxd_teach.tables import html_table

__all__ = [
    "COMBUSTION",
    "LIFE_CYCLE",
    "MIXED",
    "UNSPECIFIED",
    "UPSTREAM",
    "Emissions",
    "add_emissions",
    "basis_of",
    "not_negative",
]

COMBUSTION, UPSTREAM, LIFE_CYCLE = "combustion", "upstream", "life-cycle"
UNSPECIFIED, MIXED = "unspecified", "mixed"
_BASES = {
    COMBUSTION: "combustion ttw tanktowheel tanktowake generation 燃焼 燃焼のみ 走行時 発電時",
    UPSTREAM: "upstream wtt welltotank 上流",
    LIFE_CYCLE: "lifecycle wtw welltowheel welltowake cradletogate ライフサイクル",
    UNSPECIFIED: "unspecified organization",
    MIXED: "mixed",
}
_BASIS_NAMES = {
    COMBUSTION: Text("燃焼・走行・発電時のみ(TTW)", "combustion only (TTW)"),
    UPSTREAM: Text("燃料の上流のみ(WTT)", "upstream of the fuel only (WTT)"),
    LIFE_CYCLE: Text("ライフサイクル(WTW)", "life cycle (WTW)"),
    UNSPECIFIED: Text("範囲が不明", "unspecified"),
    MIXED: Text("範囲が混在", "mixed"),
}


@dataclass(frozen=True)
class Emissions:
    """Kilograms of CO2e that know which part of the life cycle they cover (`basis`).

    >>> diesel = Emissions(2.62, "TTW", "diesel")
    >>> diesel.basis, diesel.with_upstream(0.5).basis
    ('combustion', 'life-cycle')
    """

    kg_co2e: float
    basis: str
    label: str = ""
    calculation: str = ""
    source: str = ""
    parts: tuple[Emissions, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "basis", basis_of(self.basis))

    @property
    def t_co2e(self) -> float:
        """The same in tonnes."""
        return self.kg_co2e / 1000

    def with_upstream(self, kg_co2e: float, *, source: str = "") -> Emissions:
        """The life cycle (WTW) of the same fuel: this combustion and its upstream, kg CO2e.

        GXD-H008 when this is not combustion-only, GXD-H005 for a negative upstream (WTW is
        never below TTW).
        """
        if self.basis != COMBUSTION:
            raise GxdError(
                "GXD-H008",
                f"上流を足せるのは燃焼のみの値です。これは{_BASIS_NAMES[self.basis].ja}です",
                f"upstream goes with a combustion-only value; this is {_BASIS_NAMES[self.basis].en}",
                where=self.label or None,
            )
        upstream = Emissions(not_negative(kg_co2e, self.label), UPSTREAM, self.label, source=source)
        return replace(
            self, kg_co2e=self.kg_co2e + upstream.kg_co2e, basis=LIFE_CYCLE, parts=(self, upstream)
        )

    @property
    def cautions(self) -> list[str]:
        """What the reader must be told before the value is passed on."""
        if self.basis == COMBUSTION:
            return [
                say("燃料の採掘・精製など上流の分を含みません", "the fuel's upstream is not in it")
            ]
        if self.basis == MIXED:
            return [_mixture(self.parts, "を合わせています", "added together: ")]
        return []

    def __str__(self) -> str:
        label = f"{self.label}: " if self.label else ""
        return f"{label}{self.kg_co2e:.6g} kg-CO2e ({_BASIS_NAMES[self.basis]})"

    def _repr_html_(self) -> str:
        heads = [say("項目", "item"), "kg-CO2e", say("範囲", "basis"), say("計算", "calculation")]
        rows = [
            [part.label, f"{part.kg_co2e:.6g}", str(_BASIS_NAMES[part.basis]), part.calculation]
            for part in (self.parts or (self,))
        ]
        return f"<p><strong>{escape(str(self))}</strong></p>{html_table(heads, rows, numeric=(1,))}"


def basis_of(boundary: str) -> str:
    """The part of the life cycle a word stands for: combustion, upstream or life-cycle.

    TTW and electricity "at generation" are combustion, WTT is upstream, WTW and cradle-to-gate
    are the life cycle. GXD-H006 for a word that says none of them.

    >>> basis_of("tank-to-wheel"), basis_of("WTW")
    ('combustion', 'life-cycle')
    """
    key = _key(boundary)
    for basis, words in _BASES.items():
        if key in words.split():
            return basis
    raise GxdError(
        "GXD-H006",
        f"範囲「{boundary}」を読めません。combustion (TTW)、upstream (WTT)、life-cycle (WTW) のどれかです",
        f"the basis '{boundary}' is not known: combustion (TTW), upstream (WTT) or life-cycle (WTW)",
    )


def add_emissions(parts: Iterable[Any], allow_mixed: bool = False) -> Emissions:
    """Add emissions up; parts of different basis are refused (GXD-H007) unless that is stated.

    A part is an `Emissions`, a `Contribution` of a footprint, or a pair (kg CO2e, basis).
    Combustion and upstream of one fuel make its life cycle by `Emissions.with_upstream`;
    everything else that differs is a mixture, and with `allow_mixed` the sum says so.

    >>> add_emissions([(3.0, "TTW"), (2.0, "combustion")]).kg_co2e
    5.0
    >>> add_emissions([(3.0, "TTW"), (2.0, "WTW")], allow_mixed=True).basis
    'mixed'
    """
    read = tuple(_part(part) for part in parts)
    bases = {part.basis for part in read}
    total = sum(part.kg_co2e for part in read)
    if len(bases) <= 1:
        return Emissions(total, bases.pop() if bases else UNSPECIFIED, parts=read)
    if not allow_mixed:
        raise GxdError(
            "GXD-H007",
            f"範囲の違う排出量です({_grouped(read, 'ja')})。上流を加えてそろえるか、"
            "allow_mixed=True で混在を明示してください",
            f"these cover different parts of the life cycle ({_grouped(read, 'en')}): add the "
            "upstream, or say allow_mixed=True",
        )
    return Emissions(total, MIXED, parts=read)


def _part(part: Any) -> Emissions:
    if isinstance(part, Emissions):
        return part
    if isinstance(part, tuple):
        return Emissions(float(part[0]), part[1])
    # A footprint's contribution calls the basis its factor's boundary.
    return Emissions(part.kg_co2e, part.boundary, part.flow, part.factor_text, part.source)


def _grouped(parts: Iterable[Emissions], language: str) -> str:
    groups: dict[str, list[str]] = {}
    for part in parts:
        groups.setdefault(part.basis, []).append(part.label or f"{part.kg_co2e:g} kg")
    name = {basis: getattr(_BASIS_NAMES[basis], language) for basis in groups}
    return "; ".join(f"{name[basis]}: {', '.join(labels)}" for basis, labels in groups.items())


def _mixture(parts: Iterable[Emissions], ja: str, en: str) -> str:
    read = tuple(parts)
    return say(f"{_grouped(read, 'ja')} {ja}", f"{en}{_grouped(read, 'en')}")


def not_negative(value: object, where: str = "") -> float:
    """A number of 0 or more, or the error that names it (GXD-H005; GXD-N00… when no number).

    >>> not_negative("12.5")
    12.5
    """
    try:
        amount = read_number(value)
    except GxdError as error:
        raise GxdError(error.code, error.ja, error.en, where=where or None) from None
    if amount < 0:
        raise GxdError(
            "GXD-H005",
            f"{amount:g} は負です。0 以上の数を入れてください",
            f"{amount:g} is negative: enter a number of 0 or more",
            where=where or None,
        )
    return amount


def _key(name: str) -> str:
    text = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\s_\-‐‑–−・]", "", text)
