"""Modal shift (モーダルシフト): the same consignment by other modes, and what that saves.

The saving is told in kg and in percent of the base (today's way): 142 kg in place of 549 kg save
74.1 %. A rail or ship option has its collection and delivery legs by truck, which belong to it.
Options are compared within one boundary: tank-to-wheel (TTW, as the Japanese methods give) or
well-to-wheel (WTW, as ISO 14083 asks), not one against the other.

The published example https://www.nittsu.co.jp/corporate/environment/modal_shift.html has nine routes of
10 t: by rail or ship with 20 km and more of collection and delivery, against truck (with a ferry
to Hokkaido). It may serve as a model for options of one's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_number, checked_rows, refuse_huge
from gxd_teach.framework.energy.basis import by_basis, missing_upstream, mixture
from gxd_teach.framework.logistics.options import ROLES, Option
from gxd_teach.language import say
from gxd_teach.tables import html_table

if TYPE_CHECKING:
    import pandas

__all__ = ["ModalShift", "compare", "saving_percent"]


def saving_percent(base_kg: float, alternative_kg: float) -> float:
    """What the alternative saves, in percent of the base; negative when it emits more.

    GXD-M001 when the base is not above 0.

    >>> round(saving_percent(549, 142), 1)
    74.1
    """
    base = checked_number(base_kg, "base_kg", above=0, code="GXD-M001")
    saved = 100 * (base - checked_number(alternative_kg, "alternative_kg", code="GXD-M001")) / base
    refuse_huge(saved, "%", "GXD-M001")
    return saved


def compare(
    base: Option, *alternatives: Option, allow_mixed_boundaries: bool = False
) -> ModalShift:
    """Compare today's way with others for the same consignment.

    Refused: no alternative or two options of one name (GXD-M005), different consignments
    (GXD-M006), TTW against WTW unless `allow_mixed_boundaries` says that you know
    (GXD-M007), a base without emissions (GXD-M001).

    >>> from gxd_teach.framework.logistics import Leg
    >>> print(compare(Option("truck", (Leg("truck", 549),)), Option("rail", (Leg("rail", 142),))))
    truck 549.0 kg-CO2e → rail 142.0 kg-CO2e: 407.0 kg (74.1 %) の削減
    """
    options = checked_rows((base, *alternatives), Option, "compare")
    names = [option.name for option in options]
    if not alternatives or len(set(names)) < len(names):
        raise GxdError(
            "GXD-M005",
            "比べる案が要ります。基準と、名前の違う案を 1 つ以上渡してください",
            "give the base and at least one alternative, each with a name of its own",
        )
    masses = {option.tonnes for option in options if option.tonnes is not None}
    if len(masses) > 1:
        raise GxdError(
            "GXD-M006",
            f"貨物の重量が違います({'、'.join(f'{mass:g} t' for mass in sorted(masses))})。同じ貨物どうしを比べてください",
            f"the consignments differ ({', '.join(f'{mass:g} t' for mass in sorted(masses))}): "
            "compare the same one",
        )
    mixed = mixture(by_basis((option.name, option.boundary) for option in options))
    if mixed and not allow_mixed_boundaries:
        raise GxdError(
            "GXD-M007",
            f"範囲が違います({mixed.ja})。TTW か WTW にそろえてください",
            f"the boundaries differ ({mixed.en}): bring them all to TTW or to WTW",
        )
    saving_percent(base.kg_co2e, 0)  # a base of nothing is refused by name
    return ModalShift(base, tuple(alternatives))


@dataclass(frozen=True)
class ModalShift:
    """A comparison: the base, and the alternatives in the order given."""

    base: Option
    alternatives: tuple[Option, ...]

    def saving_kg(self, name: str | None = None) -> float:
        """What an alternative saves, kg CO2e; the first one when no name is given."""
        return self.base.kg_co2e - self._find(name).kg_co2e

    def saving_percent(self, name: str | None = None) -> float:
        """The same in percent of the base."""
        return saving_percent(self.base.kg_co2e, self._find(name).kg_co2e)

    @property
    def best(self) -> Option:
        """The option with the lowest emissions, which may be the base itself."""
        return min((self.base, *self.alternatives), key=lambda option: option.kg_co2e)

    def _find(self, name: str | None) -> Option:
        for option in self.alternatives:
            if name in (None, option.name):
                return option
        known = "、".join(option.name for option in self.alternatives)
        raise GxdError(
            "GXD-M008",
            f"「{name}」という案はありません。あるもの: {known}",
            f"there is no alternative '{name}'; there are: {known}",
        )

    def to_frame(self) -> pandas.DataFrame:
        """One row a leg, then a row with each option's sum and its saving in kg and percent."""
        import pandas

        columns = [
            say("案", "option"),
            say("区分", "role"),
            say("モード", "mode"),
            say("範囲", "boundary"),
            say("排出量 [kg-CO2e]", "emissions [kg-CO2e]"),
            say("削減量 [kg-CO2e]", "saving [kg-CO2e]"),
            say("削減率 [%]", "saving [%]"),
        ]
        rows: list[tuple[object, ...]] = []
        for option in (self.base, *self.alternatives):
            rows += [
                (option.name, str(ROLES[leg.role]), leg.mode, leg.boundary, leg.kg_co2e, None, None)
                for leg in option.legs
            ]
            kg = self.base.kg_co2e - option.kg_co2e
            percent = saving_percent(self.base.kg_co2e, option.kg_co2e)
            total = say("合計", "total")
            rows.append((option.name, total, "", option.boundary, option.kg_co2e, kg, percent))
        return pandas.DataFrame(rows, columns=columns)

    @property
    def cautions(self) -> list[str]:
        """What to say with the comparison."""
        options = (self.base, *self.alternatives)
        groups = by_basis((option.name, option.boundary) for option in options)
        if mixed := mixture(groups):
            return [
                say(
                    f"範囲の違う案を比べています({mixed.ja})",
                    f"options of different boundaries are compared ({mixed.en})",
                )
            ]
        missing = missing_upstream(groups)
        return [str(missing)] if missing else []

    def __str__(self) -> str:
        return "\n".join(_line(self.base, option) for option in self.alternatives)

    def _repr_html_(self) -> str:
        frame = self.to_frame()
        rows = [
            [
                *row[:4],
                f"{row[4]:.1f}",
                *("" if value != value else f"{value:.1f}" for value in row[5:]),
            ]
            for row in frame.itertuples(index=False)
        ]
        notes = "".join(f"<p>{note}</p>" for note in self.cautions)
        return html_table(list(frame.columns), rows, numeric=(4, 5, 6)) + notes


def _line(base: Option, option: Option) -> str:
    saved = base.kg_co2e - option.kg_co2e
    percent = abs(saving_percent(base.kg_co2e, option.kg_co2e))
    word = say("の削減", "saved") if saved >= 0 else say("の増加", "more")
    ways = f"{base.name} {base.kg_co2e:.1f} kg-CO2e → {option.name} {option.kg_co2e:.1f} kg-CO2e"
    return f"{ways}: {abs(saved):.1f} kg ({percent:.1f} %) {word}"
