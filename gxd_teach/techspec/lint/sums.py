"""Totals and parts: a footprint is the sum of what it is made of, and no part outgrows it.

PACT Technical Specifications v3.0 (WBCSD), notes to the schema of CarbonFootprint: *excluding*
is fossil emissions plus land use change, land management, removals, capture and biogenic
non-CO2 gases; *including* adds the biogenic uptake. For v2 no such sum is written down: what is
said of it here is this course's plausibility.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gxd_teach.techspec.lint.finding import Hit, hit
from gxd_teach.techspec.lint.rule import ALL, V2, V3, rule
from gxd_teach.techspec.lint.subject import Subject
from gxd_teach.techspec.lint.values import OLD_REMOVALS
from gxd_teach.techspec.records.wire import plain

EXCLUDING_PARTS = (
    "fossilGhgEmissions",
    "landUseChangeGhgEmissions",
    "landManagementBiogenicCO2Emissions",
    "landManagementBiogenicCO2Removals",
    "technologicalCO2Removals",
    "ccsTechnologicalCO2Capture",
    "biogenicNonCO2Emissions",
)
_V2_BIOGENIC = (
    "dLucGhgEmissions",
    "landManagementGhgEmissions",
    "otherBiogenicGhgEmissions",
    "iLucGhgEmissions",
    "biogenicCarbonWithdrawal",
)
_DUST = Decimal("1e-9")  # the last digits of a sender who computed with floats
# Up to a thousandth, and half a unit in the last place of each term, is taken for rounding.
_ROUNDED = Decimal("1e-3")


def total_v3(record: Subject) -> tuple[Decimal, list[Decimal], str] | None:
    """The sum of the parts of *excluding*, its terms, and their names; None without fossil."""
    if record.number("fossilGhgEmissions") is None:
        return None
    names, terms = [], []
    for name in EXCLUDING_PARTS:
        number = record.number(name)
        if number is None:
            if record.has(name):
                return None  # it is there and cannot be read
            continue
        if name == "technologicalCO2Removals" and record.data.get("specVersion") in OLD_REMOVALS:
            number = -abs(number)
        names.append(name)
        terms.append(number)
    return sum(terms, Decimal(0)), terms, " + ".join(names)


def _is_off(stated: Decimal, total: Decimal, terms: list[Decimal]) -> str | None:
    """None when equal, "note" when rounding explains the gap, else "error"."""
    gap = abs(stated - total)
    largest = max(abs(term) for term in (stated, *terms))
    if gap <= _DUST * largest:
        return None
    places = [Decimal(1).scaleb(int(term.as_tuple().exponent)) / 2 for term in (stated, *terms)]
    return "note" if gap <= min(sum(places), _ROUNDED * largest) else "error"


def _hit(name: str, stated: str, total: Decimal, names: str, off: str) -> Hit:
    rounding = ("端数の丸めなら、丸める前の値から", "if it is rounding, add before you round")
    wrong = ("部分か合計のどちらかを直す", "mend the total, or a part")
    return hit(
        f"pcf.{name}",
        stated,
        (f"{names} = {plain(total)}", f"{names} = {plain(total)}"),
        rounding if off == "note" else wrong,
        off,
    )


@rule(
    "GXD-L100",
    "plausibility",
    "error",
    V3,
    ("部分の和でない合計(取り込みを除く)", "a total excluding uptake that is not its parts' sum"),
    (
        "PACT Technical Specifications v3.0、CarbonFootprint への注:合計は部分の和",
        "PACT Technical Specifications v3.0, notes to CarbonFootprint: the total is the parts' sum",
    ),
)
def excluding(record: Subject) -> Iterator[Hit]:
    """Fossil + land use change + land management + removals + capture + biogenic non-CO2."""
    stated, summed = record.number("pcfExcludingBiogenicUptake"), total_v3(record)
    if stated is not None and summed is not None:
        total, terms, names = summed
        off = _is_off(stated, total, terms)
        if off:
            name = "pcfExcludingBiogenicUptake"
            yield _hit(name, record.shown(f"pcf.{name}"), total, names, off)


@rule(
    "GXD-L101",
    "plausibility",
    "error",
    V3,
    ("取り込みを含む合計が合わない", "a total including uptake that does not add up"),
    (
        "PACT Technical Specifications v3.0、CarbonFootprint への注:含む = 除く + biogenicCO2Uptake",
        "PACT Technical Specifications v3.0, notes to CarbonFootprint: including = excluding + biogenicCO2Uptake",
    ),
)
def including(record: Subject) -> Iterator[Hit]:
    """Including = excluding + uptake, which is zero or less."""
    stated = record.number("pcfIncludingBiogenicUptake")
    without = record.number("pcfExcludingBiogenicUptake")
    uptake = record.number("biogenicCO2Uptake")
    if stated is None or without is None or (uptake is None and record.has("biogenicCO2Uptake")):
        return
    terms = [without] if uptake is None else [without, uptake]
    names = "pcfExcludingBiogenicUptake" + ("" if uptake is None else " + biogenicCO2Uptake")
    total = sum(terms, Decimal(0))
    off = _is_off(stated, total, terms)
    if off:
        name = "pcfIncludingBiogenicUptake"
        yield _hit(name, record.shown(f"pcf.{name}"), total, names, off)


@rule(
    "GXD-L102",
    "plausibility",
    "error",
    V3,
    (
        "化石排出より大きい土地管理の化石排出",
        "land management's fossil part above all fossil emissions",
    ),
    (
        "PACT Technical Specifications v3.0:landManagementFossilGhgEmissions は fossilGhgEmissions の内数",
        "PACT Technical Specifications v3.0: landManagementFossilGhgEmissions is inside fossilGhgEmissions",
    ),
)
def fossil_of_land(record: Subject) -> Iterator[Hit]:
    """A part is not larger than the whole it is inside of."""
    part = record.number("landManagementFossilGhgEmissions")
    whole = record.number("fossilGhgEmissions")
    if part is not None and whole is not None and part > whole:
        yield _larger("landManagementFossilGhgEmissions", record, "fossilGhgEmissions", whole)


@rule(
    "GXD-L103",
    "plausibility",
    "error",
    ALL,
    ("合計より大きい内数", "a part that is larger than the total"),
    (
        "この教材の妥当性:航空輸送と包装の排出は合計の内数である",
        "this course's plausibility: aircraft and packaging emissions are parts of the total",
    ),
)
def larger_than_total(record: Subject) -> Iterator[Hit]:
    """Emissions of aircraft and packaging are inside the total."""
    total, name = _largest_total(record)
    if total is None:
        return
    for part_name in ("aircraftGhgEmissions", "packagingGhgEmissions"):
        if part_name == "packagingGhgEmissions" and not record.pcf.get(
            "packagingEmissionsIncluded", True
        ):
            continue  # not in the total, and that is another rule's finding
        part = record.number(part_name)
        if part is not None and part > total:
            yield _larger(part_name, record, name, total)


@rule(
    "GXD-L104",
    "plausibility",
    "warning",
    V3,
    ("合計より大きい出荷後の輸送", "outbound logistics larger than the footprint"),
    (
        "この教材の妥当性:出荷後の輸送は別に報告するが、ふつうは製造までより小さい",
        "this course's plausibility: outbound logistics, reported apart, is mostly less than making the goods",
    ),
)
def outbound(record: Subject) -> Iterator[Hit]:
    """Carrying a product rarely emits more than making it."""
    total, name = _largest_total(record)
    part = record.number("outboundLogisticsGhgEmissions")
    if total is not None and part is not None and part > total > 0:
        yield _larger("outboundLogisticsGhgEmissions", record, name, total)


@rule(
    "GXD-L105",
    "plausibility",
    "error",
    V2,
    ("合計より大きい化石排出", "fossil emissions above the total"),
    (
        "この教材の妥当性:v2 の pCfExcludingBiogenic は化石由来の排出を含む",
        "this course's plausibility: v2's pCfExcludingBiogenic holds the fossil emissions",
    ),
)
def fossil_above_total(record: Subject) -> Iterator[Hit]:
    """A footprint of 0 with 0.123 of fossil emissions is a contradiction."""
    total, part = record.number("pCfExcludingBiogenic"), record.number("fossilGhgEmissions")
    if total is not None and part is not None and part > total + _DUST * part:
        yield _larger("fossilGhgEmissions", record, "pCfExcludingBiogenic", total)


@rule(
    "GXD-L106",
    "plausibility",
    "warning",
    V2,
    (
        "生物由来の部分がないのに 2 つの合計が違う",
        "two totals that differ, and nothing biogenic between",
    ),
    (
        "この教材の妥当性:v2 の 2 つの合計の差は、生物由来の部分から生じる",
        "this course's plausibility: what lies between v2's two totals are its biogenic parts",
    ),
)
def totals_without_reason(record: Subject) -> Iterator[Hit]:
    """Including and excluding differ only by something biogenic."""
    without, stated = record.number("pCfExcludingBiogenic"), record.number("pCfIncludingBiogenic")
    if without is None or stated is None or any(record.number(name) for name in _V2_BIOGENIC):
        return
    if any(record.has(name) and record.number(name) is None for name in _V2_BIOGENIC):
        return
    if abs(stated - without) > _DUST * max(abs(stated), abs(without)):
        yield hit(
            "pcf.pCfIncludingBiogenic",
            record.shown("pcf.pCfIncludingBiogenic"),
            (
                f"pCfExcludingBiogenic と同じ {plain(without)}",
                f"{plain(without)}, as pCfExcludingBiogenic",
            ),
            (
                "差のもと(dLucGhgEmissions、biogenicCarbonWithdrawal など)を書く",
                "state what makes the difference (dLucGhgEmissions, biogenicCarbonWithdrawal …)",
            ),
        )


def _largest_total(record: Subject) -> tuple[Decimal | None, str]:
    """The larger of fossil emissions and the total: captured carbon lowers only the latter."""
    excluding_name = "pCfExcludingBiogenic" if record.major == 2 else "pcfExcludingBiogenicUptake"
    stated = [
        (number, name)
        for name in (excluding_name, "fossilGhgEmissions")
        if (number := record.number(name)) is not None
    ]
    return max(stated, default=(None, excluding_name), key=lambda one: one[0])


def _larger(name: str, record: Subject, whole_name: str, whole: Decimal) -> Hit:
    return hit(
        f"pcf.{name}",
        record.shown(f"pcf.{name}"),
        (f"{whole_name} の {plain(whole)} 以下", f"at most {whole_name}, {plain(whole)}"),
        (
            "単位(kg か g か)と、宣言単位あたりかどうかを見る",
            "check the unit (kg or g), and per what it is",
        ),
    )
