"""Transport chains (輸送チェーン): the elements of one consignment's way, WTW and TTW apart.

After ISO 14083:2023 and the GLEC Framework v3, with the names and limits of iLEAP
(https://github.com/sine-fdn/ileap-extension): a transport chain (TC) is split into elements (TCE);
each is bound to a transport operation category (TOC) or a hub operation category (HOC), never
both. The chain's emissions are the sum of its elements', in kg CO2e.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_rows
from gxd_teach.framework.logistics.element import TCE
from gxd_teach.language import say
from gxd_teach.tables import html_table

if TYPE_CHECKING:
    import pandas

__all__ = ["TransportChain"]


@dataclass(frozen=True)
class TransportChain:
    """The elements of one consignment's way, in order, and their sums.

    GXD-T016 for a chain without elements, GXD-T017 for two elements of one name.

    >>> from gxd_teach.framework.logistics import TOC
    >>> legs = [TCE("1", toc=TOC("a", "Road", 0.1, 0.08), tonne_km=36.801),
    ...         TCE("2", toc=TOC("b", "Road", 0.17, 0.14), tonne_km=27.927)]
    >>> print(TransportChain(legs))
    輸送チェーン(2 要素、64.728 tkm): WTW 8.428 kg-CO2e、TTW 6.854 kg-CO2e、WTW 0.1302 kg-CO2e/tkm
    """

    elements: tuple[TCE, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "elements", checked_rows(self.elements, TCE, "elements"))
        names = [element.tce_id for element in self.elements]
        if not names:
            raise GxdError(
                "GXD-T016",
                "要素(TCE)がありません。1 つ以上渡してください",
                "the chain has no elements: give at least one TCE",
            )
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise GxdError(
                "GXD-T017",
                f"要素「{'、'.join(twice)}」が 2 回あります。二重計上でなければ別の名前にしてください",
                f"element {', '.join(twice)} is there twice: rename it unless it is counted twice",
            )

    @property
    def wtw_kg_co2e(self) -> float:
        """Well-to-wheel emissions of the chain, kg CO2e: what ISO 14083 and PACT ask for."""
        return math.fsum(element.wtw_kg_co2e for element in self.elements)

    @property
    def ttw_kg_co2e(self) -> float:
        """Tank-to-wheel emissions, kg CO2e: a part of the well-to-wheel ones, never added to them."""
        return math.fsum(element.ttw_kg_co2e for element in self.elements)

    @property
    def transport_activity_tkm(self) -> float:
        """Sum of the elements' transport activities, tkm; hubs add none."""
        return math.fsum(element.transport_activity_tkm for element in self.elements)

    @property
    def wtw_kg_per_tkm(self) -> float:
        """Intensity of the chain: its emissions over its activity, not the mean of intensities."""
        return self.wtw_kg_co2e / self._activity()

    @property
    def ttw_kg_per_tkm(self) -> float:
        """The same for tank-to-wheel."""
        return self.ttw_kg_co2e / self._activity()

    def _activity(self) -> float:
        activity = self.transport_activity_tkm
        if activity == 0:
            raise GxdError(
                "GXD-T018",
                "輸送活動量が 0 tkm なので、tkm あたりの原単位は決まりません",
                "the transport activity is 0 tkm, so there is no intensity per tkm",
            )
        return activity

    @property
    def cautions(self) -> list[str]:
        """What a reader must know: tonne-kilometres of different kinds of distance in one sum."""
        kinds = sorted({element.toc.distance_kind for element in self.elements if element.toc})
        if len(kinds) < 2:
            return []
        return [
            say(
                f"距離の種類({'、'.join(kinds)})が混ざっています。tkm あたりの原単位は目安です",
                f"kinds of distance are mixed ({', '.join(kinds)}): the intensity per tkm is a guide",
            )
        ]

    def by_element(self) -> dict[str, tuple[float, float]]:
        """Element -> (WTW, TTW) in kg CO2e, in the order of the chain."""
        return {
            element.tce_id: (element.wtw_kg_co2e, element.ttw_kg_co2e) for element in self.elements
        }

    def to_frame(self) -> pandas.DataFrame:
        """One row an element: category, mode or hub, tkm, WTW and TTW in kg CO2e."""
        import pandas

        columns = [
            say("要素", "element"),
            "TOC / HOC",
            say("モード・拠点", "mode or hub"),
            say("輸送活動量 [tkm]", "transport activity [tkm]"),
            "WTW [kg-CO2e]",
            "TTW [kg-CO2e]",
        ]
        rows = [
            (
                element.tce_id,
                *element.bound()[:2],
                element.transport_activity_tkm,
                element.wtw_kg_co2e,
                element.ttw_kg_co2e,
            )
            for element in self.elements
        ]
        return pandas.DataFrame(rows, columns=columns)

    def __str__(self) -> str:
        activity = self.transport_activity_tkm
        head = say(
            f"輸送チェーン({len(self.elements)} 要素、{activity:.3f} tkm)",
            f"transport chain ({len(self.elements)} elements, {activity:.3f} tkm)",
        )
        sums = [f"WTW {self.wtw_kg_co2e:.3f} kg-CO2e", f"TTW {self.ttw_kg_co2e:.3f} kg-CO2e"]
        if activity:
            sums.append(f"WTW {self.wtw_kg_per_tkm:.4f} kg-CO2e/tkm")
        return f"{head}: {say('、', ', ').join(sums)}"

    def _repr_html_(self) -> str:
        frame = self.to_frame()
        rows = [
            # A hub handles; it does not carry, and has no transport activity.
            [*row[:3], f"{row[3]:.3f}" if row[3] else "–", *(f"{value:.3f}" for value in row[4:])]
            for row in frame.itertuples(index=False)
        ]
        notes = "".join(f"<li>{note}</li>" for note in self.cautions)
        table = html_table(list(frame.columns), rows, numeric=(3, 4, 5))
        return f"<p><strong>{self}</strong></p>{table}" + (f"<ul>{notes}</ul>" if notes else "")
