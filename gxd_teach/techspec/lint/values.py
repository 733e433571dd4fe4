"""The values themselves: decimals that are decimals, signs that are right, percents within 100.

PACT Technical Specifications v2.0-2.3 and v3.0 (WBCSD), CarbonFootprint. PACT's own suite
checks none of this: to its schemas a decimal is a string, whatever stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from gxd_teach.framework.rules import PACT_V3
from gxd_teach.techspec.lint.finding import Hit, hit
from gxd_teach.techspec.lint.properties import V2_NUMBERS, signs
from gxd_teach.techspec.lint.rule import ALL, V3, rule
from gxd_teach.techspec.lint.subject import MOST_DIGITS, Subject, read_decimal
from gxd_teach.techspec.records.problems import shown

_EITHER_SIGN_IN = {
    # 2.0's text gave the wrong sign for it, and v3.0.0 and v3.0.1 for the removals.
    ("2.0", "biogenicCarbonWithdrawal"),
}
OLD_REMOVALS = ("3.0.0", "3.0.1")  # where a removal was 0 or more


def _decimals(record: Subject) -> Iterator[tuple[str, Any]]:
    """Every property that is a decimal string in this version, with its path."""
    for name in signs(record.major):
        if name in record.pcf:
            yield f"pcf.{name}", record.pcf[name]
    if record.major == 3:
        for name in V2_NUMBERS:
            if name in record.pcf:
                yield f"pcf.{name}", record.pcf[name]
        for name in ("technologicalDQR", "temporalDQR", "geographicalDQR"):
            if name in record.part("dqi"):
                yield f"pcf.dqi.{name}", record.part("dqi")[name]


@rule(
    "GXD-L020",
    "specification",
    "error",
    ALL,
    ("小数として読めない文字列", "a string that is no decimal"),
    (
        "PACT Technical Specifications、Decimal:符号、数字、小数点だけで書く",
        "PACT Technical Specifications, Decimal: sign, digits and point only",
    ),
)
def not_a_decimal(record: Subject) -> Iterator[Hit]:
    """No comma, no exponent, no words, no unit."""
    for path, value in _decimals(record):
        if not isinstance(value, str) or read_decimal(value) is not None:
            continue
        if len(value) > MOST_DIGITS and set(value) <= set("+-.0123456789"):
            continue  # that is another rule's business
        yield hit(
            path,
            shown(value),
            ('"12.5" のような文字列', 'a string such as "12.5"'),
            _decimal_repair(value),
        )


def _decimal_repair(value: str) -> tuple[str, str]:
    if "," in value:
        return ("コンマを使わない。小数点は . で書く", "no comma: the decimal point is a dot")
    try:
        number = Decimal(value.strip())
    except ArithmeticError:
        number = Decimal("NaN")
    if number.is_finite() and abs(number.adjusted()) < MOST_DIGITS:
        plain = format(number, "f")
        return (f'"{plain}" と書く', f'write "{plain}"')
    return ("数だけを半角で書く", "write the number alone, in half-width characters")


@rule(
    "GXD-L021",
    "specification",
    "error",
    ALL,
    ("負の値", "a negative value"),
    (
        "PACT Technical Specifications、CarbonFootprint:0 以上",
        "PACT Technical Specifications, CarbonFootprint: 0 or more",
    ),
)
def negative(record: Subject) -> Iterator[Hit]:
    """Emissions, carbon contents and masses are zero or more."""
    for name, sign in signs(record.major).items():
        number = record.number(name) if sign == "+" else None
        if number is not None and number < 0:
            yield hit(
                f"pcf.{name}",
                record.shown(f"pcf.{name}"),
                ("0 以上", "0 or more"),
                (
                    "符号を直す。吸収や除去は別の項目に負の値で書く",
                    "mend the sign; uptake and removals have properties of their own",
                ),
            )


@rule(
    "GXD-L022",
    "specification",
    "error",
    ALL,
    ("正の値の吸収・除去", "an uptake or removal above zero"),
    (
        "PACT Technical Specifications、CarbonFootprint:吸収、除去、回収は 0 以下",
        "PACT Technical Specifications, CarbonFootprint: uptake, removals and capture are 0 or less",
    ),
)
def positive(record: Subject) -> Iterator[Hit]:
    """What is taken out of the air is zero or less."""
    for name, sign in signs(record.major).items():
        number = record.number(name) if sign == "-" else None
        if number is None or number <= 0 or (record.dialect, name) in _EITHER_SIGN_IN:
            continue
        if name == "technologicalCO2Removals" and record.data.get("specVersion") in OLD_REMOVALS:
            continue
        yield hit(
            f"pcf.{name}",
            record.shown(f"pcf.{name}"),
            ("0 以下", "0 or less"),
            (
                f'"-{format(abs(number), "f")}" ではないか確かめる',
                f'see whether it should be "-{format(abs(number), "f")}"',
            ),
        )


@rule(
    "GXD-L023",
    "specification",
    "note",
    V3,
    ("v3.0.2 で変わった符号", "a sign that changed with v3.0.2"),
    (
        "PACT Technical Specifications v3.0.0 と v3.0.1 では technologicalCO2Removals が 0 以上だった",
        "PACT Technical Specifications v3.0.0 and v3.0.1 had technologicalCO2Removals as 0 or more",
    ),
)
def old_removals(record: Subject) -> Iterator[Hit]:
    """Before v3.0.2 a removal was written as a positive value."""
    number = record.number("technologicalCO2Removals")
    if number and record.data.get("specVersion") in OLD_REMOVALS:
        yield hit(
            "pcf.technologicalCO2Removals",
            record.shown("pcf.technologicalCO2Removals"),
            ("v3.0.1 までは 0 以上、v3.0.2 からは 0 以下", "0 or more to v3.0.1, 0 or less since"),
            (
                "負の値で書き、specVersion を 3.0.3 にする",
                "write it negative, with specVersion 3.0.3",
            ),
            "warning" if number < 0 else None,
        )


@rule(
    "GXD-L024",
    "specification",
    "error",
    ALL,
    ("0 以下の宣言量", "a declared amount that is not above zero"),
    (
        "PACT Technical Specifications、CarbonFootprint:宣言単位の量は 0 より大きい",
        "PACT Technical Specifications, CarbonFootprint: the amount of the declared unit is above 0",
    ),
)
def no_amount(record: Subject) -> Iterator[Hit]:
    """A footprint of nothing cannot be divided."""
    for name, sign in signs(record.major).items():
        number = record.number(name) if sign == ">" else None
        if number is not None and number <= 0:
            yield hit(
                f"pcf.{name}",
                record.shown(f"pcf.{name}"),
                ("0 より大きい", "greater than 0"),
                ('1 単位あたりの値なら "1" と書く', 'write "1" for values per one unit'),
            )


@rule(
    "GXD-L025",
    "specification",
    "error",
    V3,
    ("0〜100 の外のパーセント", "a percent outside 0 to 100"),
    (
        "PACT Technical Specifications、Percent:0 から 100。v3 では文字列なので、スキーマは範囲を見ない",
        "PACT Technical Specifications, Percent: 0 to 100; in v3 it is a string, whose range no schema sees",
    ),
)
def percent(record: Subject) -> Iterator[Hit]:
    """Shares are percents of a whole."""
    for name in V2_NUMBERS:
        number = record.number(name)
        if number is not None and not 0 <= number <= 100:
            yield hit(
                f"pcf.{name}",
                record.shown(f"pcf.{name}"),
                ("0 から 100", "from 0 to 100"),
                ("計算を見直す", "look at its calculation again"),
            )


@rule(
    "GXD-L026",
    "specification",
    "error",
    V3,
    ("尺度の外のデータ品質評価", "a data quality rating off its scale"),
    (
        "PACT v3 の規則、データ品質評価:1〜5(1 が最良)",
        "PACT v3 rule on data quality ratings: 1 to 5, and 1 is best",
    ),
)
def rating(record: Subject) -> Iterator[Hit]:
    """A rating is on the scale of its version."""
    best, worst = PACT_V3.data_quality_best, PACT_V3.data_quality_worst
    for name in ("technologicalDQR", "temporalDQR", "geographicalDQR"):
        number = read_decimal(record.part("dqi").get(name))
        if number is None or best <= number <= worst:
            continue
        yield hit(
            f"pcf.dqi.{name}",
            shown(record.part("dqi")[name]),
            (f"{best}〜{worst}", f"{best} to {worst}"),
            ("評価表で付け直す。不明なら最も悪い値", "rate it anew; what is unknown rates worst"),
        )


@rule(
    "GXD-L027",
    "plausibility",
    "warning",
    ALL,
    ("桁の多すぎる小数", "a decimal of too many digits"),
    (
        f"この教材の妥当性:{MOST_DIGITS} 字を超える小数は測定値ではない(上の検査もできない)",
        f"this course's plausibility: beyond {MOST_DIGITS} characters no decimal is a measurement",
    ),
)
def too_many_digits(record: Subject) -> Iterator[Hit]:
    """Sixty digits are no measurement."""
    for path, value in _decimals(record):
        if (
            isinstance(value, str)
            and len(value) > MOST_DIGITS
            and set(value) <= set("+-.0123456789")
        ):
            yield hit(
                path,
                shown(value),
                ("意味のある桁数", "as many digits as mean something"),
                ("有効数字 12 桁ほどに丸める", "round it to a dozen significant digits"),
            )


@rule(
    "GXD-L028",
    "plausibility",
    "warning",
    ALL,
    ("空白だけの名前", "a name of blanks only"),
    (
        "この教材の妥当性:名前は人が読むためにある",
        "this course's plausibility: a name is for people to read",
    ),
)
def blank_name(record: Subject) -> Iterator[Hit]:
    """Company and product have names; a blank passes every schema."""
    for name in ("companyName", "productNameCompany"):
        value = record.data.get(name)
        if isinstance(value, str) and value and not value.strip():
            yield hit(name, shown(value), ("名前", "a name"), ("名前を書く", "write the name"))
