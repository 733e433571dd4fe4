"""Chapter 6: the same delivery at another level, by another index, is another number.

Kilograms are those of `gxd_teach.framework.organization_footprint`, differences those of
`compare_levels`. The company is the course's FICT board maker.
"""

from __future__ import annotations

from gxd_teach.framework.organization import (
    ScopeEmissions,
    compare_levels,
    organization_footprint,
)
from gxd_teach.language import Text
from gxd_teach.widgets.charts import Bars, Row
from gxd_teach.widgets.controls import choice, slider
from gxd_teach.widgets.declaration import Panel
from gxd_teach.widgets.shown import Shown, Verdict, number

__all__ = ["organization_level"]

#: Level → Scope 1 and 2 in t CO2e, pieces made there; the customer takes 100,000 everywhere.
PLACES = {"site": (200.0, 900.0, 1_000_000), "organization": (500.0, 2000.0, 5_000_000)}
CUSTOMER = 100_000
SCOPE_3 = ScopeEmissions(3, 12_500, "organization", "production", 2, 100)


def _scopes(level: str, index: str, size: float) -> list[ScopeEmissions]:
    """The scopes of the customer, whose boards are `size` times as large as the others'."""
    one, two, pieces = PLACES[level]
    if index == "unit":
        customer, whole = float(CUSTOMER), float(pieces)
    else:  # the area of all boards, in that of an average one of the others
        customer = CUSTOMER * size
        whole = customer + pieces - CUSTOMER
    return [
        ScopeEmissions(1, one, level, index, customer, whole),
        ScopeEmissions(2, two, level, index, customer, whole),
        SCOPE_3,
    ]


def organization_level() -> Panel:
    """Level and index of Scope 1 and 2, and how large the customer's boards are.

    >>> made = organization_level()
    >>> made.at().numbers["total"], made.at(level="organization").numbers["total"]
    ('3.60', '3.00')
    """
    first = _scopes("site", "unit", 1.0)

    def calculate(level: str, index: str, size: float) -> Shown:
        scopes = _scopes(level, index, size)
        made = organization_footprint(scopes, units=CUSTOMER)
        by_scope = made.by_flow()
        numbers: dict[str, str | None] = {
            f"scope{n}": number(by_scope[f"Scope {n}"], 2) for n in (1, 2, 3)
        }
        total = number(made.total_kg_co2e, 2)
        numbers |= {
            "total": total,
            "first": number(organization_footprint(first, units=CUSTOMER).total_kg_co2e, 2),
        }
        gap = compare_levels(first, scopes, units=CUSTOMER).difference_kg_co2e
        signed = ("+" if gap > 0 else "") + number(gap, 2)
        if abs(gap) < 0.005:
            if index == "unit" and size != 1:
                text = Text(
                    "1 枚 {0} kg。枚数で分けるかぎり、基板の大きさを変えても値は動きません。",
                    "{0} kg a piece. Divided by pieces, the size of the boards changes nothing.",
                )
            else:
                text = Text(
                    "1 枚 {0} kg。工場・枚数で分けた値と同じです。",
                    "{0} kg a piece, as by site and pieces.",
                )
            return Shown(numbers, (Verdict(text, (total,)),))
        if level == "site":
            text = Text(
                "1 枚 {0} kg、枚数で分けた値から {1} kg。大きさの違いが、値に現れました。",
                "{0} kg a piece, {1} kg from the value by pieces: now the size shows.",
            )
            return Shown(numbers, (Verdict(text, (total, signed), "plain"),))
        text = Text(
            "1 枚 {0} kg、工場・枚数の値から {1} kg。変わったのは分け方だけで、排出は変わっていません。",
            "{0} kg a piece, {1} kg from site and pieces: the way of dividing changed, no emission did.",
        )
        return Shown(numbers, (Verdict(text, (total, signed), "over"),))

    return Panel(
        "organization-level",
        Text("レベルと指標を変えると、1 枚あたりの値はどう動くか", "The value of a piece by level and index"),
        (
            choice(
                "level",
                Text("Scope 1・2 のレベル", "level of Scope 1 and 2"),
                {"site": Text("工場(site)", "site"),
                 "organization": Text("会社全体(organization)", "organization")},
                "site",
            ),
            choice(
                "index",
                Text("Scope 1・2 の指標", "index of Scope 1 and 2"),
                {"unit": Text("枚数(unit)", "pieces (unit)"),
                 "volume": Text("面積(volume)", "area (volume)")},
                "unit",
            ),
            slider(
                "size",
                Text("納入先の基板の大きさ(ほかの何倍)", "size of the customer's boards (times the others)"),
                [0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0],
                1.0,
                Text("倍", "×"),
                2,
            ),
        ),
        (
            Bars(
                Text("1 枚あたりの排出量", "emissions of a piece"),
                "kg-CO2e",
                (
                    Row("scope1", Text("Scope 1", "Scope 1"), "pale"),
                    Row("scope2", Text("Scope 2", "Scope 2"), "pale"),
                    Row("scope3", Text("Scope 3(会社全体・生産の割合)", "Scope 3 (organization, production)"), "pale"),
                    Row("total", Text("合計", "in all")),
                    Row("first", Text("比べる値: 工場・枚数", "to compare: site, pieces"), "pale"),
                ),
            ),
        ),
        calculate,
        Text("FICT 基板製造(架空の値)。納入先は 1 年に 100,000 枚。",
             "FICT Board (invented values); the customer takes 100,000 a year."),
    )  # fmt: skip
