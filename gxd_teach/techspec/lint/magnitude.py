"""Orders of magnitude: a footprint a thousand times too large or too small is a unit slip.

This course's plausibility, no rule of PACT. The bounds are far outside what databases hold;
what lies beyond them is nearly always a gram for a kilogram, a total for a value per unit, or
a missing digit.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gxd_teach.techspec.lint.finding import Hit, hit, short
from gxd_teach.techspec.lint.rule import ALL, rule
from gxd_teach.techspec.lint.subject import Subject

_LOWEST_PER_KG, _HIGHEST_PER_KG = Decimal("0.00001"), Decimal(1000)
# kg CO2e per unit of what has no mass: coal power is about 1.2, air freight 1 to 2 per tkm
_HIGHEST_PER_UNIT = {
    "kilowatt hour": Decimal(3),
    "megajoule": Decimal(1),
    "ton kilometer": Decimal(10),
}


def _total(record: Subject) -> tuple[str, Decimal | None]:
    name = "pCfExcludingBiogenic" if record.major == 2 else "pcfExcludingBiogenicUptake"
    return name, record.number(name)


@rule(
    "GXD-L121",
    "plausibility",
    "warning",
    ALL,
    ("桁の合わない kg あたりの値", "a value per kilogram of an unlikely size"),
    (
        "この教材の妥当性:1 kg の製品はふつう 0.00001〜1000 kg-CO2e",
        "this course's plausibility: a kilogram of product is mostly 0.00001 to 1000 kg CO2e",
    ),
)
def per_kilogram(record: Subject) -> Iterator[Hit]:
    """Water is about 0.0003 kg CO2e per kg, a chip some hundreds."""
    name, total = _total(record)
    mass = record.mass_kg
    if mass is None or mass <= 0 or not total or total < 0:
        return
    per_kg = total / mass
    if not _LOWEST_PER_KG <= per_kg <= _HIGHEST_PER_KG:
        yield hit(
            f"pcf.{name}",
            record.shown(f"pcf.{name}"),
            (
                f"1 kg あたり 0.00001〜1000(今は {short(per_kg)})",
                f"0.00001 to 1000 per kg (it is {short(per_kg)})",
            ),
            (
                "排出と質量の単位(g、kg、t)、合計か単位あたりかを見る",
                "check the units of emissions and mass (g, kg, t), and whether it is a total",
            ),
        )


@rule(
    "GXD-L122",
    "plausibility",
    "warning",
    ALL,
    ("桁の合わない電気・輸送の値", "energy or transport of an unlikely size"),
    (
        "この教材の妥当性:電力は 1 kWh に 3 kg、熱は 1 MJ に 1 kg、輸送は 1 トンキロに 10 kg まで",
        "this course's plausibility: at most 3 kg per kWh, 1 kg per MJ, 10 kg per tonne-kilometer",
    ),
)
def per_unit(record: Subject) -> Iterator[Hit]:
    """A total of a whole transport in place of a value per tonne-kilometer."""
    name, total = _total(record)
    highest, amount = _HIGHEST_PER_UNIT.get(record.unit or ""), record.amount
    if highest is None or total is None or amount is None or amount <= 0:
        return
    each = total / amount
    if each > highest:
        yield hit(
            f"pcf.{name}",
            record.shown(f"pcf.{name}"),
            (
                f"1 {record.unit} あたり {highest} 以下(今は {short(each)})",
                f"at most {highest} per {record.unit} (it is {short(each)})",
            ),
            (
                "全体の値を 1 単位あたりとして書いていないか見る",
                "see whether a total was written where a value per unit belongs",
            ),
        )


@rule(
    "GXD-L123",
    "plausibility",
    "warning",
    ALL,
    ("0 のカーボンフットプリント", "a footprint of zero"),
    (
        "この教材の妥当性:物を作って何も排出しないことはない。クレジットは PCF から引けない",
        "this course's plausibility: nothing is made without emissions, and credits do not count against a PCF",
    ),
)
def zero(record: Subject) -> Iterator[Hit]:
    """Zero is what an empty cell looks like."""
    name, total = _total(record)
    if total == 0 and not record.number("fossilGhgEmissions"):
        yield hit(
            f"pcf.{name}",
            record.shown(f"pcf.{name}"),
            ("0 より大きい", "above 0"),
            (
                "まだ計算していないなら公開しない。相殺したなら相殺前の値を書く",
                "do not publish it before it is calculated; state it before offsetting",
            ),
        )


@rule(
    "GXD-L124",
    "plausibility",
    "warning",
    ALL,
    ("1 以下の一次データ比率", "a primary data share of 1 or less"),
    (
        "この教材の妥当性:primaryDataShare はパーセント。0.4 は 40 % ではなく 0.4 % になる",
        "this course's plausibility: primaryDataShare is a percent; 0.4 means 0.4 %, not 40 %",
    ),
)
def fraction_for_percent(record: Subject) -> Iterator[Hit]:
    """A fraction where a percent belongs."""
    share = record.number("primaryDataShare")
    if share is not None and 0 < share <= 1:
        percent = short(share * 100)
        yield hit(
            "pcf.primaryDataShare",
            record.shown("pcf.primaryDataShare"),
            ("0〜100 のパーセント", "a percent from 0 to 100"),
            (
                f"{percent} % のことなら {percent} と書く",
                f"write {percent} if {percent} % is meant",
            ),
        )
