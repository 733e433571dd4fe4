"""Product-based calculation (製品ベース算定): processes in sequence, from cradle to gate.

A product goes through one process after another. Of what a process begins, the yield (良品率)
turns out good; what went into the rest is carried by the good ones, and so is everything
upstream of it: losses compound. One good product at the end needs 1/y begun in the last
process, 1/(y·y') in the one before it, and so on.

Activity times emission factor, added up over the processes: ISO 14067 and PACT Methodology
(https://github.com/wbcsd/tr), v2 and v3 alike. Outbound transport: PACT v3 rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from gxd_teach.errors import GxdError
from gxd_teach.framework.activity import Activity
from gxd_teach.framework.checks import checked_number, checked_rows
from gxd_teach.framework.contribution import LARGEST_KG, OUTBOUND_STAGE
from gxd_teach.framework.footprint import Footprint
from gxd_teach.framework.inventory import Inventory
from gxd_teach.framework.rules import PACT_V3, Rules, edition
from gxd_teach.framework.sheets.header_block import check_yield
from gxd_teach.language import say

__all__ = ["Process", "ProductSystem"]


@dataclass(frozen=True)
class Process:
    """One process. All amounts are per unit begun in it.

    `yield_rate` is good units per unit begun (0.95 for 95 %). `scrap` is the treatment of
    off-cuts, per unit begun; `rejects` the treatment of one rejected unit. `takes` says how
    much of the previous process's output one unit begun here takes in (1.2 kg of sheet per
    piece, say). An `outsourced` process is not between the own gates.

    Refused: a blank name (GXD-I030), a yield outside 0 < y ≤ 1 (GXD-I008), `takes` that is
    not positive (GXD-I032), outbound transport among the inputs (GXD-I033).

    >>> from gxd_teach.framework.inputs import energy, material
    >>> press = Process("プレス", [material("アルミ板", 1.2, "kg", "FICT-AL-SHEET")], yield_rate=0.8)
    >>> press.begun_per_good
    1.25
    """

    name: str
    inputs: Iterable[Activity]
    yield_rate: float = 1.0
    scrap: Iterable[Activity] = ()
    rejects: Iterable[Activity] = ()
    takes: float = 1.0
    outsourced: bool = False

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name.strip():
            raise GxdError("GXD-I030", "工程に名前を付けてください", "a process needs a name")
        for noun in ("inputs", "scrap", "rejects"):
            rows = checked_rows(getattr(self, noun), Activity, f"{self.name}, {noun}")
            object.__setattr__(self, noun, rows)
        try:
            check_yield(self.yield_rate)
        except GxdError as error:
            raise GxdError(error.code, error.ja, error.en, where=self.name) from None
        takes = checked_number(self.takes, f"{self.name}, takes", above=0, code="GXD-I032")
        object.__setattr__(self, "takes", takes)
        for row in (*self.inputs, *self.scrap, *self.rejects):
            if row.stage == OUTBOUND_STAGE:
                raise GxdError(
                    "GXD-I033",
                    f"「{row.flow}」は出荷後の輸送です。工程ではなく ProductSystem の outbound に入れます",
                    f"'{row.flow}' lies after the gate: give it to ProductSystem as outbound",
                    where=self.name,
                )

    @classmethod
    def of_batch(
        cls,
        name: str,
        inputs: Iterable[Activity],
        *,
        begun: float,
        good: float,
        scrap: Iterable[Activity] = (),
        rejects: Iterable[Activity] = (),
        takes: float = 1.0,
        outsourced: bool = False,
    ) -> Process:
        """From a batch as the shop floor records it: so many begun, so many good.

        `inputs` and `scrap` are those of the whole batch; `rejects` still the treatment of one
        rejected unit. GXD-I035 unless 0 < good ≤ begun.

        >>> from gxd_teach.framework.inputs import energy
        >>> power = energy("電力", 5000, "kWh", "ELEC-JP-AVERAGE-FY2024")
        >>> Process.of_batch("成形", [power], begun=1000, good=950).yield_rate
        0.95
        """
        good = checked_number(good, f"{name}, good", code="GXD-I035")
        begun = checked_number(begun, f"{name}, begun", code="GXD-I035")
        if not 0 < good <= begun:
            raise GxdError(
                "GXD-I035",
                f"良品 {good:g} は 0 より大きく、着手 {begun:g} 以下の数です",
                f"{good:g} good of {begun:g} begun: good must be above 0 and at most what was begun",
                where=name,
            )
        inputs = checked_rows(inputs, Activity, f"{name}, inputs")
        scrap = checked_rows(scrap, Activity, f"{name}, scrap")
        return cls(
            name,
            tuple(_times(row, 1 / begun) for row in inputs),
            good / begun,
            tuple(_times(row, 1 / begun) for row in scrap),
            rejects,
            takes,
            outsourced,
        )

    @property
    def begun_per_good(self) -> float:
        """Units begun for one good unit: 1 / yield."""
        return 1 / self.yield_rate

    def activities(self, begun: float) -> Iterator[Activity]:
        """The rows of so many units begun, each with the process's name."""
        rejected = begun * (1 - self.yield_rate)
        for rows, times in ((self.inputs, begun), (self.scrap, begun), (self.rejects, rejected)):
            for row in rows if times else ():
                outsourced = self.outsourced or row.outsourced
                yield replace(_times(row, times), process=self.name, outsourced=outsourced)


@dataclass(frozen=True)
class ProductSystem:
    """A product and the processes it goes through, first to last (ISO 14040's product system).

    All results are for one good declared unit. `outbound` are the transport legs after the
    gate, per good unit. GXD-I030 without a process, GXD-I031 when two have the same name,
    GXD-I038 where losses compound beyond what can be calculated.

    >>> from gxd_teach.framework.inputs import energy, material, transport_leg
    >>> chassis = ProductSystem("シャーシ", [
    ...     Process("プレス", [
    ...         material("アルミ板", 1.2, "kg", "FICT-AL-SHEET"),
    ...         material("樹脂", 0.3, "kg", "FICT-RESIN"),
    ...         transport_leg("材料の輸送", 1.5, 400, "TRUCK-10T-DIESEL-FULL"),
    ...         energy("電力", 5, "kWh", "ELEC-JP-AVERAGE-FY2024")])])
    >>> round(chassis.footprint().total_kg_co2e, 3)
    12.372
    """

    name: str
    processes: Iterable[Process]
    declared_unit: str = "piece"
    product_mass_kg: float | None = None
    outbound: Iterable[Activity] = ()

    def __post_init__(self) -> None:
        processes = checked_rows(self.processes, Process, f"{self.name}, processes")
        object.__setattr__(self, "processes", processes)
        legs = checked_rows(self.outbound, Activity, f"{self.name}, outbound")
        outbound = tuple(replace(row, stage=OUTBOUND_STAGE) for row in legs)
        object.__setattr__(self, "outbound", outbound)
        names = [process.name for process in self.processes]
        if not names:
            raise GxdError(
                "GXD-I030", "工程が 1 つもありません", "there is no process", where=self.name
            )
        doubled = sorted({name for name in names if names.count(name) > 1})
        if doubled:
            raise GxdError(
                "GXD-I031",
                f"工程「{'」「'.join(doubled)}」が 2 つあります。名前を分けてください",
                f"several processes are named {', '.join(doubled)}: give each its own name",
                where=self.name,
            )

    def units_begun(self) -> dict[str, float]:
        """Units begun in each process for one good product at the end.

        >>> two = [Process("前", (), yield_rate=0.5), Process("後", (), yield_rate=0.8)]
        >>> ProductSystem("x", two).units_begun()
        {'前': 2.5, '後': 1.25}
        """
        begun: dict[str, float] = {}
        wanted = 1.0
        for process in reversed(tuple(self.processes)):
            begun[process.name] = wanted * process.begun_per_good
            wanted = begun[process.name] * process.takes
            if not wanted <= LARGEST_KG:
                raise GxdError(
                    "GXD-I038",
                    f"着手数が {wanted:g} になり、計算できません。良品率と、前工程から受け取る量(takes)"
                    "を確かめてください",
                    f"{wanted:g} units would have to be begun, which cannot be calculated with: check "
                    "the yields, and what is taken from the process before",
                    where=f"{self.name}, {process.name}",
                )
        return dict(reversed(begun.items()))

    def inventory(self) -> Inventory:
        """All rows for one good product, as one sheet: to look at, to export, to add up."""
        begun = self.units_begun()
        rows = [
            row for process in self.processes for row in process.activities(begun[process.name])
        ]
        return Inventory(
            self.name,
            (*rows, *self.outbound),
            self.declared_unit,
            product_mass_kg=self.product_mass_kg,
        )

    def footprint(self, *, rules: Rules = PACT_V3) -> Footprint:
        """Cradle-to-gate kg CO2e of one good product, by stage, process and supplier.

        Outbound transport is reported apart and in no total where the rules ask for it (PACT
        v3); where they do not (v2), it lies outside the boundary and is only named.
        """
        rules = edition(rules)
        footprint = self.inventory().footprint()
        if footprint.outbound and not rules.outbound_separate:
            flows = "、".join(row.flow for row in self.outbound)
            notice = say(
                f"出荷後の輸送({flows})は Cradle-to-Gate の外なので入れていません({rules.name})",
                f"outbound transport ({flows}) lies outside cradle-to-gate ({rules.name})",
            )
            return replace(footprint, outbound=(), notices=(*footprint.notices, notice))
        return footprint


def _times(row: Activity, times: float) -> Activity:
    return replace(row, amount=row.amount * times)
