"""The value of a reduction, kept apart from the footprint; and the efficiency of data centres.

Four quantities are never netted: the footprint (what was emitted for a product), the reduced
emissions of a product (what its maker's own measures cut), avoided emissions (what its use saves
others), and credits. PACT footprints hold no offsets and no avoided emissions. The formulas follow
the public descriptions of the terms (https://www.itmedia.co.jp/smartjapan/spv/2402/15/news066_2.html);
that a claim never leaves more or less than was physically emitted is this course's reading of mass
balance. PUE: total energy over IT energy, several sites by their energy, not by their ratios.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_mapping, checked_number
from gxd_teach.language import say
from gxd_teach.tables import html_table

__all__ = ["MassBalance", "mass_balance", "power_usage_effectiveness", "reduced_emissions"]

_ROUNDING = 1e-9


def reduced_emissions(baseline_per_unit: float, actual_per_unit: float, quantity: float) -> float:
    """Reduced emissions of a product: (baseline − actual) × quantity, in the mass unit given.

    Negative when emissions have risen, which is shown and not hidden. GXD-V011 for what is no
    number, a negative baseline, footprint or quantity.

    >>> reduced_emissions(2.0, 1.2, 1000)
    800.0
    """
    baseline = checked_number(baseline_per_unit, "baseline_per_unit", least=0, code="GXD-V011")
    actual = checked_number(actual_per_unit, "actual_per_unit", least=0, code="GXD-V011")
    amount = checked_number(quantity, "quantity", least=0, code="GXD-V011")
    return (baseline - actual) * amount


@dataclass(frozen=True)
class MassBalance:
    """Lots of one product with a part of what was achieved assigned to each, in t CO2e.

    `per_unit` is the footprint each lot is handed over with: baseline − claim. Together the lots
    carry `total`, which is what was `physically` emitted when all that was achieved is claimed, and
    more when less is: never less.
    """

    baseline_per_unit: float
    achieved: float
    physically: float
    quantities: Mapping[str, float]
    claims: Mapping[str, float]

    @property
    def per_unit(self) -> dict[str, float]:
        """The footprint of one unit of each lot."""
        return {
            name: self.baseline_per_unit - self.claims.get(name, 0.0) for name in self.quantities
        }

    @property
    def total(self) -> float:
        """What all lots carry together."""
        each = self.per_unit
        return sum(each[name] * quantity for name, quantity in self.quantities.items())

    @property
    def unclaimed(self) -> float:
        """What was achieved and is claimed by no lot."""
        return self.total - self.physically

    def __str__(self) -> str:
        lots = ", ".join(f"{name} {value:g}" for name, value in self.per_unit.items())
        return say(
            f"1 単位あたり: {lots}。合計 {self.total:g}(実際の排出 {self.physically:g})",
            f"per unit: {lots}; together {self.total:g} (physically {self.physically:g})",
        )

    def _repr_html_(self) -> str:
        head = [
            say("ロット", "lot"),
            say("量", "quantity"),
            say("1 単位あたり", "per unit"),
            say("合計", "total"),
        ]
        each = self.per_unit
        rows = [[name, f"{quantity:g}", f"{each[name]:g}", f"{each[name] * quantity:g}"]
                for name, quantity in self.quantities.items()]  # fmt: skip
        rows.append(
            [say("合計", "together"), f"{sum(self.quantities.values()):g}", "", f"{self.total:g}"]
        )
        return html_table(head, rows, (1, 2, 3))


def mass_balance(
    quantities: Mapping[str, float],
    claims: Mapping[str, float],
    *,
    baseline_per_unit: float,
    actual_per_unit: float,
) -> MassBalance:
    """Assign what was achieved to lots: `claims` by lot, per unit; the others go back to the baseline.

    Every lot was really made at `actual_per_unit`; a lot without a claim is handed over at the
    baseline, so that nothing is counted twice. GXD-V011 for what is no number or negative, GXD-V012
    for a lot that is not known, GXD-V013 for a claim above the baseline, GXD-V014 for more claimed
    than was achieved, GXD-V017 where nothing was.

    >>> balance = mass_balance({"green": 400, "other": 600}, {"green": 2.0},
    ...                        baseline_per_unit=2.0, actual_per_unit=1.2)
    >>> balance.per_unit, balance.total
    ({'green': 0.0, 'other': 2.0}, 1200.0)
    """
    amounts = {
        str(name): checked_number(value, f"quantities, {name}", least=0, code="GXD-V011")
        for name, value in checked_mapping(quantities, "quantities", '{"A": 400, "B": 600}').items()
    }
    baseline = checked_number(baseline_per_unit, "baseline_per_unit", least=0, code="GXD-V011")
    achieved = reduced_emissions(baseline, actual_per_unit, sum(amounts.values()))
    if achieved < 0:
        raise GxdError(
            "GXD-V017",
            f"実際の排出 {actual_per_unit:g} が基準 {baseline:g} を上回っています。減った分がないので、割り当てられません。"
            "実際の値で引き渡してください",
            f"the actual {actual_per_unit:g} exceeds the baseline of {baseline:g}: nothing was "
            "achieved to assign; hand the lots over at the actual value",
            where="actual_per_unit",
        )
    claimed = {}
    for name, value in checked_mapping(claims, "claims", '{"A": 2.0}').items():
        if name not in amounts:
            raise GxdError(
                "GXD-V012",
                f"「{name}」というロットはありません。あるもの: {'、'.join(amounts)}",
                f"there is no lot '{name}'; there are: {', '.join(amounts)}",
                where="claims",
            )
        claim = checked_number(value, f"claims, {name}", least=0, code="GXD-V011")
        if claim > baseline * (1 + _ROUNDING):
            raise GxdError(
                "GXD-V013",
                f"主張 {claim:g} が基準 {baseline:g} を超えています。基準を超えて差し引くと、フットプリントが負になります",
                f"the claim of {claim:g} exceeds the baseline of {baseline:g}: the footprint would be negative",
                where=f"claims, {name}",
            )
        claimed[str(name)] = claim
    total = sum(claimed[name] * amounts[name] for name in claimed)
    if total > max(achieved, 0) * (1 + _ROUNDING):
        raise GxdError(
            "GXD-V014",
            f"割り当てた合計 {total:g} が、実際に減らした {achieved:g} を超えています。減らした分だけを割り当てます",
            f"{total:g} are claimed where {achieved:g} were achieved: claim no more than that",
            where="claims",
        )
    physically = baseline * sum(amounts.values()) - achieved
    return MassBalance(baseline, achieved, physically, amounts, claimed)


def power_usage_effectiveness(it_energy: Mapping[str, float], pue: Mapping[str, float]) -> float:
    """The PUE of several sites together: all energy over all IT energy (any one unit, MWh say).

    The mean of the sites' ratios would let a small site weigh as much as a large one. GXD-V015 for
    IT energy that is not above zero or a PUE below 1, GXD-V016 for sites that are not the same.

    >>> round(power_usage_effectiveness({"A": 1000, "B": 3000}, {"A": 1.2, "B": 1.8}), 6)
    1.65
    """
    energies = checked_mapping(it_energy, "it_energy", '{"A": 1000, "B": 3000}')
    ratios = checked_mapping(pue, "pue", '{"A": 1.2, "B": 1.8}')
    if not energies or set(energies) != set(ratios):
        odd = sorted(map(str, set(energies) ^ set(ratios))) or ["–"]
        raise GxdError(
            "GXD-V016",
            f"IT 機器の電力と PUE の両方がある拠点だけを計算できます。片方しかない拠点: {'、'.join(odd)}",
            f"IT energy and PUE are needed for the same sites; only one of them for: {', '.join(odd)}",
            where="pue",
        )
    total = used = 0.0
    for site, energy in energies.items():
        kwh = checked_number(energy, f"it_energy, {site}", above=0, code="GXD-V015")
        used += kwh
        total += kwh * checked_number(ratios[site], f"pue, {site}", least=1, code="GXD-V015")
    return total / used
