"""Mass: a product weighs what its declared unit says.

PACT Technical Specifications v2.3 and v3.0 (WBCSD), productMassPerDeclaredUnit: kg without
packaging, of one unit in v2 and of the whole declared unit in v3. Densities, and that goods
weigh something, are this course's plausibility.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gxd_teach.techspec.lint.finding import Hit, hit, short
from gxd_teach.techspec.lint.rule import ALL, V3, rule
from gxd_teach.techspec.lint.subject import Subject
from gxd_teach.techspec.records.wire import plain

_MASSLESS = ("kilowatt hour", "megajoule", "ton kilometer", "hour", "megabit second")
_GOODS = ("liter", "cubic meter", "square meter", "piece")
# kg per liter: gases at the low end, the densest metals at the high end
_LIGHTEST, _DENSEST = Decimal("0.00005"), Decimal(23)


@rule(
    "GXD-L116",
    "plausibility",
    "error",
    ALL,
    ("キログラムなのに量と違う質量", "so many kilograms that weigh something else"),
    (
        "PACT Technical Specifications、productMassPerDeclaredUnit:v2 は 1 単位、v3 は宣言単位全体の質量",
        "PACT Technical Specifications, productMassPerDeclaredUnit: of one unit in v2, of the whole declared unit in v3",
    ),
)
def kilograms(record: Subject) -> Iterator[Hit]:
    """Twelve kilogram weigh twelve kilogram."""
    mass, amount = record.number("productMassPerDeclaredUnit"), record.amount
    if record.unit != "kilogram" or mass is None or amount is None or amount <= 0:
        return
    if abs(mass - amount) <= amount * Decimal("1e-6"):
        return
    # iLEAP's mapping of a hub writes the whole amount's mass into a v2 record.
    whole = record.major == 2 and mass == record.number("unitaryProductAmount")
    yield hit(
        "pcf.productMassPerDeclaredUnit",
        record.shown("pcf.productMassPerDeclaredUnit"),
        (f'"{plain(amount)}"', f'"{plain(amount)}"'),
        (
            "kg で書く。v2 では 1 kg あたりなので 1 になる",
            "state it in kg; in v2 it is the mass of one kilogram, which is 1",
        )
        if record.major == 2
        else (
            "宣言単位全体(量 × kg)の質量を kg で書く",
            "state the mass of the whole declared unit, amount x kilogram, in kg",
        ),
        "warning" if whole else None,
    )


@rule(
    "GXD-L117",
    "plausibility",
    "warning",
    V3,
    ("重さのある電気・輸送・サービス", "energy, transport or a service that weighs something"),
    (
        'PACT Technical Specifications v3.0:エネルギー、輸送、サービスの質量は "0"',
        'PACT Technical Specifications v3.0: energy, transport and services have the mass "0"',
    ),
)
def weighty_service(record: Subject) -> Iterator[Hit]:
    """A kilowatt hour weighs nothing."""
    mass = record.number("productMassPerDeclaredUnit")
    if record.unit in _MASSLESS and mass is not None and mass > 0:
        yield hit(
            "pcf.productMassPerDeclaredUnit",
            record.shown("pcf.productMassPerDeclaredUnit"),
            ('"0"', '"0"'),
            (
                '"0" と書く。物を売っているなら、その単位で宣言する',
                'write "0"; if goods are sold, declare them in a unit of goods',
            ),
        )


@rule(
    "GXD-L118",
    "plausibility",
    "warning",
    ALL,
    ("重さのない物", "goods that weigh nothing"),
    (
        "この教材の妥当性:個数や体積で売る物にも質量がある。受け手は kg に直して使う",
        "this course's plausibility: goods sold by piece or volume have a mass, and receivers need it",
    ),
)
def weightless(record: Subject) -> Iterator[Hit]:
    """A piece of zero kilogram cannot be transported, or compared."""
    if record.unit in _GOODS and record.number("productMassPerDeclaredUnit") == 0:
        yield hit(
            "pcf.productMassPerDeclaredUnit",
            record.shown("pcf.productMassPerDeclaredUnit"),
            ("0 より大きい kg", "kg, above 0"),
            ("包装を除いた質量を量る", "weigh it, without packaging"),
        )


@rule(
    "GXD-L119",
    "plausibility",
    "warning",
    ALL,
    ("ありえない密度", "a density that no material has"),
    (
        "この教材の妥当性:気体から最も重い金属までの密度(0.05 g/L 〜 23 kg/L)",
        "this course's plausibility: densities from gases to the heaviest metals, 0.05 g/L to 23 kg/L",
    ),
)
def density(record: Subject) -> Iterator[Hit]:
    """A liter weighs between a breath of gas and 23 kg."""
    liters = {"liter": Decimal(1), "cubic meter": Decimal(1000)}.get(record.unit or "")
    mass, amount = record.number("productMassPerDeclaredUnit"), record.amount
    if liters is None or not mass or mass < 0 or amount is None or amount <= 0:
        return
    kg_per_liter = mass / (liters * amount)
    if not _LIGHTEST <= kg_per_liter <= _DENSEST:
        yield hit(
            "pcf.productMassPerDeclaredUnit",
            record.shown("pcf.productMassPerDeclaredUnit"),
            (
                f"1 L あたり 0.00005〜23 kg(今は {short(kg_per_liter)} kg)",
                f"0.00005 to 23 kg per liter (it is {short(kg_per_liter)} kg)",
            ),
            (
                "質量が kg か、宣言単位全体のものかを見る",
                "see that it is in kg, and of the whole unit",
            ),
        )
