"""Distances (輸送距離) and transport activity: kilometres of a kind, and tonne-kilometres.

After ISO 14083:2023 and the GLEC Framework v3, with iLEAP's names
(https://github.com/sine-fdn/ileap-extension): the actual distance, the great circle distance `gcd` or
the shortest feasible one `sfd`. A distance adjustment factor (DAF) leads from one kind to another;
no value of it is built in.
"""

from __future__ import annotations

from dataclasses import dataclass

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_number, checked_word

__all__ = ["DISTANCE_KINDS", "Distance", "transport_activity"]

DISTANCE_KINDS = ("actual", "gcd", "sfd")
_LARGEST_DAF = 5.0  # from here on a percentage was meant (5 for +5 %)


def transport_activity(mass_kg: float, distance_km: float) -> float:
    """Transport activity in tonne-kilometres: kg × km / 1000. GXD-T001 for a negative or no number.

    >>> transport_activity(230, 700)
    161.0
    """
    mass = checked_number(mass_kg, "mass_kg", least=0)
    return mass * checked_number(distance_km, "distance_km", least=0) / 1000


@dataclass(frozen=True)
class Distance:
    """Kilometres of one kind: "actual", "gcd" (great circle) or "sfd" (shortest feasible).

    GXD-T001 for kilometres that cannot be, GXD-T002 for an unknown kind.

    >>> Distance(400, "sfd").to("actual", daf=1.05).km
    420.0
    """

    km: float
    kind: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "km", checked_number(self.km, "km", least=0))
        checked_word(self.kind, DISTANCE_KINDS, "GXD-T002", "kind")

    def to(self, kind: str, daf: float | None = None) -> Distance:
        """The same way as a distance of another kind; `daf` is actual km per gcd or sfd km.

        Refused: a DAF on a distance that already is of that kind (GXD-T003), a conversion
        without one (GXD-T004), between gcd and sfd (GXD-T005), a DAF below 1 or given in
        percent (GXD-T006).
        """
        checked_word(kind, DISTANCE_KINDS, "GXD-T002", "kind")
        if kind == self.kind:
            if daf is not None and daf != 1:
                raise GxdError(
                    "GXD-T003",
                    f"距離はすでに {kind} です。DAF {daf:g} をさらに掛けると二重の補正になります",
                    f"the distance is {kind} already: a DAF of {daf:g} would correct it twice",
                )
            return self
        if daf is None:
            raise GxdError(
                "GXD-T004",
                f"{self.kind} の距離を {kind} の原単位に使うには DAF(距離補正係数)が要ります。出典のある値を渡してください",
                f"a distance of kind {self.kind} needs a DAF (with a source) to be used as {kind}",
            )
        if "actual" not in (kind, self.kind):
            raise GxdError(
                "GXD-T005",
                f"{self.kind} と {kind} は 1 つの DAF では換算できません。actual を経てください",
                f"one DAF does not lead from {self.kind} to {kind}: go through actual",
            )
        factor = checked_number(daf, "daf", above=0)
        if not 1 <= factor < _LARGEST_DAF:
            raise GxdError(
                "GXD-T006",
                f"DAF {factor:g} は 1 以上の倍率で書いてください(+5 % なら 1.05)",
                f"the DAF {factor:g} must be a ratio of 1 or more (1.05 for +5 %)",
            )
        return Distance(self.km * factor if kind == "actual" else self.km / factor, kind)
