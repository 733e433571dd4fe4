"""What a starter is, and the lines that several of them share."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["HEAD", "POWER", "ROWS", "ROWS_DRAW", "TO_READ", "Starter"]


@dataclass(frozen=True)
class Starter:
    """A question of one kind: its part of the bank, and what the notebook's cells say."""

    bank: str
    ask: str
    stub: str
    solution: str
    by_hand: bool = False


HEAD = '''"""Questions of @NAME@.

TODO: say in one sentence which chapter these belong to. Every number here is invented.
"""

from gxd_teach.classroom import @USED@
'''

POWER = """\
        Given("kwh", Text("電力", "electricity"), "kWh"),
        Given("factor", Text("電気の排出係数", "factor of electricity"), "kg-CO2e/kWh"),
"""
ROWS = """\
        Given("al_kg", Text("アルミ板", "aluminium sheet"), "kg"),
        Given("al_factor", Text("アルミ板の排出係数", "factor of aluminium"), "kg-CO2e/kg"),
        Given("kwh", Text("電力", "electricity"), "kWh"),
        Given("kwh_factor", Text("電気の排出係数", "factor of electricity"), "t-CO2e/kWh"),
"""
ROWS_DRAW = """\
    draw=lambda draw: {
        "al_kg": draw.step(2.05, 4.95, 0.1),
        "al_factor": 8.0,
        "kwh": draw.whole(12, 28),
        "kwh_factor": 0.0005,
    },
"""
TO_READ = """\
    objective="@NN@-todo-@LETTER@",  # TODO: what somebody can do who gets this right
    read_more="@READ_MORE@",  # TODO: the page to go back to
"""
