"""Questions of chapter 13: what a record says, in two versions, and what is wrong with it.

The chapter reads one can of bioethanol; here every participant gets other cans, another faulty
record and other dates. Companies, products and figures are invented.
"""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from gxd_teach.classroom import (
    Choice,
    Choices,
    Draw,
    Given,
    Number,
    Part,
    Question,
    Record,
    Text,
)
from gxd_teach.classroom.shapes.values import Values
from gxd_teach.framework.rules import PACT_V3
from gxd_teach.techspec import (
    as_data_model_extension,
    check_extension,
    footprint_v2,
    lint_record,
    usability_of,
    v2_to_v3,
)
from gxd_teach.techspec.conformance.schema import suite_problems
from gxd_teach.techspec.lint.subject import add_years
from gxd_teach.techspec.records.gxd_extension import (
    GXD_DOCUMENTATION,
    GXD_SCHEMA,
    extension_data_of,
)

CHAPTER = "book/techspec/13-records"
TODAY = "2026-11-23"  # the day by which a record is looked over


# ---------------------------------------------------------------------------------------
# 13a  from per one unit (v2) to amount x unit (v3)

# kg of product and of biogenic carbon per litre, and the UN CPC code
LIQUIDS = {
    "バイオエタノール": ("bioethanol", 0.789, 0.41, "34131"),
    "植物油の潤滑油": ("vegetable lubricant", 0.92, 0.7, "21690"),
    "植物由来の溶剤": ("plant-based solvent", 1.03, 0.52, "34140"),
}


def draw_can(draw: Draw) -> dict:
    """A can of some liquid, stated in v2: everything per litre."""
    product = draw.choice(tuple(LIQUIDS))
    english, density, carbon, _ = LIQUIDS[product]
    return {
        "product": product,
        "product_en": english,
        "amount": draw.choice((4, 5, 10, 15, 16, 18, 20)),
        "per_unit": draw.step(0.85, 2.95, 0.05),
        "kg": density,
        "carbon": carbon,
        "pds": draw.whole(15, 85),
    }


def converted(data: dict) -> dict:
    """The right way: the record of v2, converted."""
    record = footprint_v2(
        companyName="FICT 溶剤製造",
        companyIds=["urn:gln:4912345000023"],
        productIds=["urn:pact:solvent.fict.example:product-id:can"],
        productNameCompany=data["product"],
        productCategoryCpc=LIQUIDS[data["product"]][3],
        pcf={
            "declaredUnit": "liter",
            "unitaryProductAmount": str(data["amount"]),
            "productMassPerDeclaredUnit": str(data["kg"]),
            "pCfExcludingBiogenic": str(data["per_unit"]),
            "fossilGhgEmissions": str(data["per_unit"]),
            "fossilCarbonContent": "0",
            "biogenicCarbonContent": str(data["carbon"]),
            "primaryDataShare": data["pds"],
            "referencePeriodStart": "2024-01-01T00:00:00Z",
            "referencePeriodEnd": "2025-01-01T00:00:00Z",
        },
    )
    pcf = v2_to_v3(record).record.pcf
    return {
        "pcf": float(pcf.pcfExcludingBiogenicUptake),
        "mass": float(pcf.productMassPerDeclaredUnit),
        "carbon": float(pcf.biogenicCarbonContent),
        "pds": float(pcf.primaryDataShare),
    }


q13a = Question(
    "13a",
    title=Text("v2 の数値を v3 に書き直す", "From v2's figures to v3's"),
    ask=Text(
        "{product} {amount} L 缶の記録を、PACT v2 で受け取りました(declaredUnit は liter)。宣言単位を"
        "「{amount} L」のままにして v3 に書き直すとき、4 つの欄に入る数値を求めてください。",
        "The record of a {amount}-litre can of {product_en} comes in PACT v2 (declaredUnit liter). Rewrite it "
        "in v3 with the declared unit kept at {amount} litres: find the four figures.",
    ),
    given=(
        Given("amount", Text("unitaryProductAmount(製品の量)", "unitaryProductAmount"), "L"),
        Given("per_unit", Text("pCfExcludingBiogenic(v2 の値)", "pCfExcludingBiogenic"), "kg-CO2e"),
        Given(
            "kg",
            Text("productMassPerDeclaredUnit(v2 の値)", "productMassPerDeclaredUnit"),
            "kg",
        ),
        Given(
            "carbon",
            Text("biogenicCarbonContent(v2 の値、炭素の kg)", "biogenicCarbonContent, in kg of carbon"),
            "kg",
        ),
        Given("pds", Text("primaryDataShare(v2 の値)", "primaryDataShare"), "%"),
    ),
    parts={
        "pcf": Part(Number("kg-CO2e"), Text("pcfExcludingBiogenicUptake", "pcfExcludingBiogenicUptake")),
        "mass": Part(Number("kg"), Text("productMassPerDeclaredUnit", "productMassPerDeclaredUnit")),
        "carbon": Part(Number("kg"), Text("biogenicCarbonContent", "biogenicCarbonContent")),
        "pds": Part(Number("%"), Text("primaryDataShare", "primaryDataShare")),
    },
    objective="13-per-unit-against-amount-times-unit",
    read_more=CHAPTER,
    draw=draw_can,
    reference=converted,
    hints=(
        Text(
            "v2 の値は「1 L あたり」、v3 の値は「{amount} L 全体」です。kg で書く欄と、% で書く欄を分けて考えます。",
            "v2's values are per 1 litre, v3's for all {amount} litres. Tell what is in kilograms from what is in percent.",
        ),
        Text(
            "kg の 3 つは {amount} 倍します。質量の v2 の値は 1 L の重さ、炭素は炭素のまま(44/12 は掛けません)です。% は変わりません。",
            "Multiply the three in kilograms by {amount}. The mass in v2 is that of 1 litre; carbon stays carbon (no 44/12). The percentage stays.",
        ),
    ),
)  # fmt: skip


@q13a.misconception(
    Text(
        "v2 の値をそのまま写しています。v2 は 1 単位あたり、v3 は「量 × 単位」の全体の値なので、量を掛けます。",
        "v2's value was copied. v2 states one unit, v3 the whole of amount x unit: multiply by the amount.",
    )
)
def copied(data: dict) -> dict:
    """ADR 36 not known: the numbers kept."""
    return {"pcf": data["per_unit"], "mass": data["kg"], "carbon": data["carbon"]}


@q13a.misconception(
    Text(
        "量で割っています。v2 の値を缶全体の値だと読むと、こうなります。v2 の値は、はじめから 1 L あたりです。",
        "That divides by the amount, as if v2's value were that of the whole can. It is per litre already.",
    )
)
def divided(data: dict) -> dict:
    """v2's value read as the whole supply's."""
    return {
        "pcf": data["per_unit"] / data["amount"],
        "mass": data["kg"] / data["amount"],
        "carbon": data["carbon"] / data["amount"],
    }


@q13a.misconception(
    Text(
        "質量(kg)を掛けています。宣言単位は L なので、掛けるのは L の数です。",
        "That multiplies by the mass in kg. The declared unit is the litre: multiply by the litres.",
    )
)
def times_the_mass(data: dict) -> dict:
    """Kilograms of product in place of litres."""
    kg = data["kg"] * data["amount"]
    return {"pcf": data["per_unit"] * kg, "carbon": data["carbon"] * kg}


@q13a.misconception(
    Text(
        "量の数字を質量として書いています。1 L は 1 kg とはかぎりません。1 L の質量に量を掛けます。",
        "The amount was written as the mass. A litre need not weigh a kilogram: multiply the mass of one.",
    )
)
def litres_as_kilograms(data: dict) -> dict:
    """Twelve litres taken for twelve kilograms."""
    return {"mass": data["amount"]}


@q13a.misconception(
    Text(
        "炭素を CO2 に直しています(× 44/12)。この欄は炭素の質量のままです。CO2 の量は biogenicCO2Uptake に書きます。",
        "The carbon was turned into CO2 (x 44/12). This property stays a mass of carbon; the CO2 goes "
        "into biogenicCO2Uptake.",
    )
)
def carbon_as_co2(data: dict) -> dict:
    """A carbon content given as carbon dioxide."""
    return {"carbon": data["carbon"] * data["amount"] * 44 / 12}


@q13a.misconception(
    Text(
        "割合(%)にまで量を掛けています。缶が大きくても、一次データの割合は変わりません。",
        "The percentage was multiplied too. A larger can has no larger share of primary data.",
    )
)
def percent_multiplied(data: dict) -> dict:
    """A share taken for an amount."""
    return {"pds": data["pds"] * data["amount"]}


@q13a.misconception(
    Text(
        "0〜1 の割合にしています。v3 で変わるのは書き方(数値から文字列へ)だけで、単位は % のままです。",
        "That is a fraction. Only the way of writing changes in v3 (a number becomes a string); the unit is still %.",
    )
)
def percent_as_fraction(data: dict) -> dict:
    """40 % written as 0.4."""
    return {"pds": data["pds"] / 100}


# ---------------------------------------------------------------------------------------
# 13b  what is wrong with a record

# What may be wrong, in words, by the level at which the lint sees it.
NUMBER = "取り込みを除く PCF が引用符のない数値 (the PCF excluding uptake is a number without quotation marks)"
UNIT = "宣言単位が決められた語でない (the declared unit is not a word of the list)"
URN = "会社の識別子が URN でない (the company identifier is no URN)"
ZONE = "referencePeriodStart に時間帯がない (referencePeriodStart has no time zone)"
SIGN = "負にできない欄が負の値 (a value is negative that must not be)"
FLAG = "包装を含めないのに包装の排出がある (packaging emissions although packaging is not included)"
VALID = "有効期間が長すぎる (the validity period is too long)"
SHARE = "一次データ比率がない (the primary data share is missing)"
EXCLUDING = (
    "取り込みを除く合計が部分の和でない (the total excluding uptake is not the sum of its parts)"
)
INCLUDING = "取り込みを含む合計が合わない (the total including uptake does not add up)"
MASS = "中の炭素が製品の質量より重い (the carbon in the product outweighs the product)"
# What is right, and looks wrong.
UPTAKE = "biogenicCO2Uptake が負の値 (biogenicCO2Uptake is negative)"
OFFSET = "created が +09:00 で書かれている (created is written with +09:00)"
VERSION = "version(版の番号)がない (there is no version number)"

SCHEMA, SPECIFICATION, PLAUSIBILITY = (
    (NUMBER, UNIT, URN, ZONE),
    (SIGN, FLAG, VALID, SHARE),
    (EXCLUDING, INCLUDING, MASS),
)
# In no order of levels, so that the place of an option tells nothing.
OPTIONS = (URN, OFFSET, VALID, UNIT, MASS, ZONE, NUMBER, UPTAKE, EXCLUDING, FLAG, VERSION, SIGN,
           INCLUDING, SHARE)  # fmt: skip

# code of the lint and path -> the fault in words; what is right has none.
FAULT_AT = {
    ("GXD-R004", "pcf.pcfExcludingBiogenicUptake"): NUMBER,
    ("GXD-R016", "pcf.declaredUnitOfMeasurement"): UNIT,
    ("GXD-R008", "companyIds[0]"): URN,
    ("GXD-R012", "pcf.referencePeriodStart"): ZONE,
    ("GXD-L021", "pcf.fossilCarbonContent"): SIGN,
    ("GXD-L063", "pcf.packagingGhgEmissions"): FLAG,
    ("GXD-L034", "validityPeriodEnd"): VALID,
    ("GXD-L052", "pcf.primaryDataShare"): SHARE,
    ("GXD-L100", "pcf.pcfExcludingBiogenicUptake"): EXCLUDING,
    ("GXD-L101", "pcf.pcfIncludingBiogenicUptake"): INCLUDING,
    ("GXD-L110", "pcf.biogenicCarbonContent"): MASS,
}
ABSENT = "(なし)"

LINES = {
    "specVersion": Text("従う仕様の版", "edition followed"),
    "id": Text("記録の番号", "number of the record"),
    "created": Text("作った日時", "made at"),
    "status": Text("状態", "status"),
    "companyName": Text("会社名", "company"),
    "companyIds": Text("会社の識別子", "company identifiers"),
    "productIds": Text("製品の識別子", "product identifiers"),
    "productNameCompany": Text("製品名", "product"),
    "productDescription": Text("製品の説明", "description"),
    "validityPeriodEnd": Text("有効期間の終わり", "valid until"),
    "pcf.declaredUnitOfMeasurement": Text("宣言単位", "declared unit"),
    "pcf.declaredUnitAmount": Text("宣言単位の量", "amount of the declared unit"),
    "pcf.productMassPerDeclaredUnit": Text("全体の質量(kg)", "mass of the whole, kg"),
    "pcf.referencePeriodStart": Text("対象期間の始まり", "reference period from"),
    "pcf.referencePeriodEnd": Text("対象期間の終わり", "reference period to"),
    "pcf.pcfExcludingBiogenicUptake": Text("取り込みを除く PCF", "PCF excluding uptake"),
    "pcf.pcfIncludingBiogenicUptake": Text("取り込みを含む PCF", "PCF including uptake"),
    "pcf.fossilGhgEmissions": Text("化石由来の排出", "fossil emissions"),
    "pcf.biogenicNonCO2Emissions": Text("生物由来の CO2 以外", "biogenic, not CO2"),
    "pcf.biogenicCO2Uptake": Text("生物による CO2 の取り込み", "biogenic CO2 uptake"),
    "pcf.fossilCarbonContent": Text("化石由来の炭素(kg)", "fossil carbon, kg"),
    "pcf.biogenicCarbonContent": Text("生物由来の炭素(kg)", "biogenic carbon, kg"),
    "pcf.packagingEmissionsIncluded": Text("包装を含むか", "packaging included?"),
    "pcf.packagingGhgEmissions": Text("うち包装の排出", "of it packaging"),
    "pcf.ipccCharacterizationFactors": Text("IPCC の評価報告書", "IPCC report"),
    "pcf.crossSectoralStandards": Text("従った規格", "standards"),
    "pcf.exemptedEmissionsPercent": Text("除外した排出(%)", "exempted, %"),
    "pcf.primaryDataShare": Text("一次データ比率(%)", "primary data share, %"),
}


def draw_record(draw: Draw) -> dict:
    """A record of v3, right but for two or three faults of each level; a value a line."""
    faults = [
        *draw.shuffled(SCHEMA)[: draw.whole(2, 3)],
        *draw.shuffled(SPECIFICATION)[: draw.whole(2, 3)],
        *draw.shuffled(PLAUSIBILITY)[:2],
    ]
    litres = draw.choice((4, 5, 10, 12, 18, 20))
    density, carbon_per_litre = Decimal("0.789"), Decimal("0.411")
    carbon = carbon_per_litre * litres
    uptake = -(carbon * 44 / 12).quantize(Decimal("0.001"))
    fossil = Decimal(str(draw.step(0.9, 2.1, 0.1))) * litres
    other = Decimal(str(draw.step(0.12, 0.48, 0.04)))
    packaging = Decimal(str(draw.step(0.35, 0.95, 0.05)))
    excluding = fossil + other
    if EXCLUDING in faults:
        excluding += draw.choice((-other, packaging))
    including = excluding + uptake
    if INCLUDING in faults:
        including = draw.choice((excluding, excluding - uptake))
    made = datetime(2026, draw.whole(5, 9), draw.whole(2, 27), 9, 30)
    valid = f"2029-{made.month:02d}-{made.day:02d}" if VALID in faults else "2029-04-01"
    zone = draw.choice(("2025-04-01T00:00:00", "2025-04-01T09:00:00")) if ZONE in faults else ""
    gln, letters = draw.whole(4912345000010, 4912345000990, 10), "0123456789abcdef"
    name = "".join(draw.choice(letters) for _ in range(12))
    stated = {
        "specVersion": "3.0.3",
        "id": f"5b8e2c40-7d1f-4a6b-9e3c-{name}",
        "created": made.strftime("%Y-%m-%dT%H:%M:%S+09:00"),
        "status": "Active",
        "companyName": "FICT 洗浄液製造",
        "companyIds": [str(gln)] if URN in faults else [f"urn:gln:{gln}"],
        "productIds": ["urn:pact:cleaner.fict.example:product-id:can"],
        "productNameCompany": f"洗浄用エタノール {litres} L 缶",
        "productDescription": "架空の製品(教材)",
        "validityPeriodEnd": f"{valid}T00:00:00Z",
        "pcf.declaredUnitOfMeasurement": draw.choice(("L", "litre", "リットル"))
        if UNIT in faults
        else "liter",
        "pcf.declaredUnitAmount": str(litres),
        "pcf.productMassPerDeclaredUnit": str(density if MASS in faults else density * litres),
        "pcf.referencePeriodStart": zone or "2025-04-01T00:00:00Z",
        "pcf.referencePeriodEnd": "2026-04-01T00:00:00Z",
        "pcf.pcfExcludingBiogenicUptake": float(excluding) if NUMBER in faults else str(excluding),
        "pcf.pcfIncludingBiogenicUptake": str(including),
        "pcf.fossilGhgEmissions": str(fossil),
        "pcf.biogenicNonCO2Emissions": str(other),
        "pcf.biogenicCO2Uptake": str(uptake),
        "pcf.fossilCarbonContent": "-0.02" if SIGN in faults else "0",
        "pcf.biogenicCarbonContent": str(carbon),
        "pcf.packagingEmissionsIncluded": FLAG not in faults,
        "pcf.packagingGhgEmissions": str(packaging),
        "pcf.ipccCharacterizationFactors": ["AR6"],
        "pcf.crossSectoralStandards": ["ISO14067"],
        "pcf.exemptedEmissionsPercent": "0",
        "pcf.primaryDataShare": None if SHARE in faults else str(draw.whole(20, 60)),
    }
    return {
        path: ABSENT if value is None else json.dumps(value, ensure_ascii=False)
        for path, value in stated.items()
    }


def record_of(data: dict) -> dict:
    """The record that the lines are of."""
    record: dict = {"pcf": {}}
    for path in LINES:
        if data[path] != ABSENT:
            place, _, name = path.rpartition(".")
            (record["pcf"] if place else record)[name] = json.loads(data[path])
    return record


def wrong_with(data: dict) -> list[str]:
    """The errors of the lint, in words; an error that has no words is a fault of this bank."""
    errors = [
        one for one in lint_record(record_of(data), today=TODAY).findings if one.severity == "error"
    ]
    found = {FAULT_AT[one.code, one.path] for one in errors}
    return [option for option in OPTIONS if option in found]


def in_order(data: dict) -> list[str]:
    """The same faults in the order in which the record is read."""
    paths = [path for _, path in FAULT_AT]
    places = {fault: path for (_, path), fault in FAULT_AT.items()}
    lines = [path for path in LINES if path in paths or f"{path}[0]" in paths]
    return sorted(
        wrong_with(data), key=lambda fault: lines.index(places[fault].removesuffix("[0]"))
    )


def but_for(data: dict, fault: str) -> list[str]:
    """The right answer with one fault put in where it is missing, and out where it is there."""
    chosen = set(wrong_with(data)) ^ {fault}
    return [option for option in OPTIONS if option in chosen]


q13b = Question(
    "13b",
    title=Text("届いた記録の誤りを見つける", "Find what is wrong with a record"),
    ask=Text(
        "PACT v3 の記録(架空)が届きました。引用符 \" \" も含めて、届いたとおりに示します。誤りを選択肢からすべて選んで"
        "ください。誤りは 6〜8 個あります。正しいのに誤りに見えるものも、選択肢にあります。",
        "A record of PACT v3 (fictitious) arrives, shown as it came, quotation marks included. Choose everything that "
        "is an error. There are 6 to 8; some options look wrong and are right.",
    ),
    given=tuple(
        Given(path, Text(f"{label.ja} {path.removeprefix('pcf.')}", f"{label.en}: {path}"))
        for path, label in LINES.items()
    ),
    parts={"": Part(Choices(OPTIONS))},
    objective="13-lint-at-three-levels",
    read_more=CHAPTER,
    draw=draw_record,
    reference=wrong_with,
    hints=(
        Text(
            "3 回に分けて読みます。1 回目は書き方(引用符、語、URN、時間帯)、2 回目は決まり(符号、フラグ、期間、必須)、"
            "3 回目は電卓です。",
            "Read it three times: first how it is written (quotation marks, words, URNs, zones), then the rules (signs, "
            "flags, periods, what must be there), then with a calculator.",
        ),
        Text(
            "電卓では 3 つ: 除く = 化石 + CO2 以外(包装は内数)、含む = 除く + 取り込み(負の数を足す)、"
            "製品の質量 > 炭素の質量。有効期間は対象期間の終わりから 3 年です。",
            "Reckon three things: excluding = fossil + non-CO2 (packaging is inside); including = excluding + uptake, a "
            "negative number; the product outweighs its carbon. Validity: 3 years from the end of the reference period.",
        ),
    ),
)  # fmt: skip


@q13b.misconception(
    Text(
        "最初の 1 つで止まっています。誤りを 1 つ返しては直してもらうと、そのたびに何日もかかります。最後まで読み、まとめて返します。",
        "You stopped at the first one. Sending errors back one at a time costs days for each: read to the end.",
    )
)
def stopped_at_the_first(data: dict) -> list[str]:
    """One fault found, the rest unread."""
    return in_order(data)[:1]


@q13b.misconception(
    Text(
        "書き方の誤り(スキーマの段階)だけです。公開の試験サービスが見るのはそこまでです。決まりと計算も調べます。",
        "Only how it is written (the schema level), which is as far as the public test sees. Look at rules and sums too.",
    )
)
def schema_only(data: dict) -> list[str]:
    """What the public suite sees."""
    return [one for one in wrong_with(data) if one in SCHEMA]


@q13b.misconception(
    Text(
        "計算をしていません。合計と質量は、電卓で確かめないと見つかりません。",
        "Nothing was reckoned: totals and mass need a calculator.",
    )
)
def no_calculator(data: dict) -> list[str]:
    """Schema and specification, without the arithmetic."""
    return [one for one in wrong_with(data) if one not in PLAUSIBILITY]


@q13b.misconception(
    Text(
        "負の biogenicCO2Uptake を誤りとしています。取り込みは大気から減る量なので、0 以下で書くのが正しい形です。",
        "A negative biogenicCO2Uptake was called an error. An uptake leaves the air: 0 or less is right.",
    )
)
def uptake_must_be_positive(data: dict) -> list[str]:
    """The sign of an uptake."""
    return but_for(data, UPTAKE)


@q13b.misconception(
    Text(
        "+09:00 を誤りとしています。v3 では時間帯が書いてあれば読めます(UTC で書くと、より親切です)。時間帯のないことが誤りです。",
        "+09:00 was called an error. In v3 a stated zone can be read (UTC is kinder); having none is the error.",
    )
)
def only_utc(data: dict) -> list[str]:
    """An offset from UTC taken for a missing zone."""
    return but_for(data, OFFSET)


@q13b.misconception(
    Text(
        "version がないことを誤りとしています。それは v2 の欄です。v3 の記録は変更されず、直すときは新しい id の記録を作ります。",
        "The missing version was called an error. That is v2: a record of v3 does not change; a correction has a new id.",
    )
)
def version_of_v2(data: dict) -> list[str]:
    """v2's bookkeeping asked of v3."""
    return but_for(data, VERSION)


@q13b.misconception(
    Text(
        "数値の書き方の判断が違います。PACT では小数を引用符の付いた文字列で書きます。同じ値でも、引用符がなければ誤りです。",
        "The way of writing a number was misjudged: PACT writes decimals as strings, and without quotation marks it is an error.",
    )
)
def a_number_is_a_number(data: dict) -> list[str]:
    """Decimals as numbers accepted, or strings refused."""
    return but_for(data, NUMBER)


@q13b.misconception(
    Text(
        "宣言単位の語の判断が違います。使えるのは liter のような決められた英語だけで、L や litre は機械が読めません。",
        "The word of the declared unit was misjudged: only the words of the list, such as liter, can be read.",
    )
)
def any_word_for_a_unit(data: dict) -> list[str]:
    """Another word for the unit accepted, or the right one refused."""
    return but_for(data, UNIT)


@q13b.misconception(
    Text(
        "有効期間の数え方が違います。対象期間の終わりから 3 年までです。作った日からではありません。",
        "The validity was counted otherwise: 3 years at most from the end of the reference period, not from the day it was made.",
    )
)
def three_years_from_making(data: dict) -> list[str]:
    """Counted from `created`."""
    return but_for(data, VALID)


@q13b.misconception(
    Text(
        "包装の欄の判断が違います。フラグが false なら、包装の排出は 0 でも書けません。true なら、内数として書けます。",
        "The packaging was misjudged: with the flag false no packaging emissions may stand there; with true they may.",
    )
)
def packaging_flag_ignored(data: dict) -> list[str]:
    """The flag not held against the value."""
    return but_for(data, FLAG)


# ---------------------------------------------------------------------------------------
# 13c  the latest end of the validity period

END_DAYS = ("2025-01-01", "2025-04-01", "2025-07-01", "2025-10-01", "2026-01-01", "2026-04-01")


def moment(text: str) -> datetime:
    """A date at midnight UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def wire(when: datetime) -> str:
    """A moment as a record writes it."""
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def draw_period(draw: Draw) -> dict:
    """A reference period of a year, a record made after it, a validity that starts later still."""
    end = moment(draw.choice(END_DAYS))
    made = end + timedelta(days=draw.whole(40, 85))
    month = end.month + draw.whole(4, 8)
    start = datetime(end.year + (month - 1) // 12, (month - 1) % 12 + 1, 1, tzinfo=UTC)
    return {
        "period_start": wire(end.replace(year=end.year - 1)),
        "period_end": wire(end),
        "created": wire(made),
        "validity_start": wire(start),
    }


def day(when: datetime) -> dict:
    """Year, month and day."""
    return {"year": when.year, "month": when.month, "day": when.day}


def three_years_after(text: str) -> datetime:
    """The validity that the rules allow, counted from a moment."""
    return add_years(datetime.fromisoformat(text), PACT_V3.validity_years)


q13c = Question(
    "13c",
    title=Text("有効期間の終わり", "The end of the validity period"),
    ask=Text(
        "PACT v3 の記録に、次の日時が書かれています。validityPeriodEnd に書ける、最も遅い日付(0 時 0 分、UTC)を、"
        "年・月・日で答えてください。v2 でも同じ規則です。",
        "A record of PACT v3 states these moments. Give the latest date (midnight UTC) that validityPeriodEnd may "
        "state, as year, month and day. The rule is the same in v2.",
    ),
    given=(
        Given("period_start", Text("対象期間の始まり referencePeriodStart", "referencePeriodStart")),
        Given("period_end", Text("対象期間の終わり referencePeriodEnd", "referencePeriodEnd")),
        Given("created", Text("作った日時 created", "created")),
        Given("validity_start", Text("有効期間の始まり validityPeriodStart", "validityPeriodStart")),
    ),
    parts={
        "year": Part(Number("年", relative=0), Text("年", "year")),
        "month": Part(Number("月", relative=0), Text("月", "month")),
        "day": Part(Number("日", relative=0), Text("日", "day")),
    },
    shape=Values(joint=True),
    objective="13-validity-from-the-reference-period",
    read_more=CHAPTER,
    draw=draw_period,
    reference=lambda data: day(three_years_after(data["period_end"])),
    hints=(
        Text(
            "4 つの日時のうち、数え始めるのは 1 つだけです。値が古くなるのは、どの日からでしょうか。",
            "Only one of the four moments is counted from. Since when do the figures grow old?",
        ),
        Text(
            "対象期間の終わり(referencePeriodEnd)の、ちょうど 3 年後です。終わりの時刻は期間に含まれないので、1 日引きません。",
            "Exactly three years after referencePeriodEnd. The end is not part of the period, so no day is taken off.",
        ),
    ),
)  # fmt: skip


@q13c.misconception(
    Text(
        "有効期間の始まりから 3 年を数えています。遅く使い始めても、値の古さは変わりません。対象期間の終わりから数えます。",
        "That counts from the start of the validity. Beginning late does not make the figures younger: count from the end "
        "of the reference period.",
    )
)
def from_validity_start(data: dict) -> dict:
    """Start + 3 years."""
    return day(three_years_after(data["validity_start"]))


@q13c.misconception(
    Text(
        "記録を作った日から 3 年を数えています。記録は後から作れます。古くなるのは中の値なので、対象期間の終わりから数えます。",
        "That counts from the day the record was made. What grows old is what is in it: count from the end of the "
        "reference period.",
    )
)
def from_creation(data: dict) -> dict:
    """Created + 3 years."""
    return day(three_years_after(data["created"]))


@q13c.misconception(
    Text(
        "対象期間の始まりから 3 年を数えています。始まりではなく、終わりから数えます。",
        "That counts from the start of the reference period, not from its end.",
    )
)
def from_period_start(data: dict) -> dict:
    """The start of the reference period + 3 years."""
    return day(three_years_after(data["period_start"]))


@q13c.misconception(
    Text(
        "1 日前になっています。終わりの時刻は期間に含まない書き方なので、ちょうど 3 年後の 0 時まで書けます。",
        "That is a day early. The end is written exclusively, so it may be midnight exactly three years on.",
    )
)
def last_day_included(data: dict) -> dict:
    """The last valid day written as the end."""
    return day(three_years_after(data["period_end"]) - timedelta(days=1))


# ---------------------------------------------------------------------------------------
# 13d  the GxD extension at its place

# Where it could be put, and the record that comes of it.
AT_PLACE = (
    "記録の直下の extensions に、data で包んで並べる (in the record's extensions, wrapped in data)"
)
LOOSE = (
    "記録の直下に、calcMethod などを直接書く (calcMethod and the rest at the record's top level)"
)
IN_PCF = "pcf の中の extensions に並べる (in an extensions array inside pcf)"
UNWRAPPED = "extensions の中に、calcMethod などを直接書く (in extensions, without data around them)"
PLACES = (AT_PLACE, LOOSE, IN_PCF, UNWRAPPED)

HOME = GXD_SCHEMA.partition("/blob/")[0]
LEVELS = {
    "organization": ("会社全体の排出量を配った", "the whole company's emissions were shared out"),
    "site": ("基板工場(敷地全体)の排出量を配った", "those of the board factory, the whole site"),
    "building": ("工場の第 2 棟のメーターの値を配った", "the meter of the factory's building 2"),
    "production line": ("実装ライン 1 本のメーターの値を配った", "the meter of one assembly line"),
}
METHODS = ('"1"', "1", '"0"', '"organization"')
CATEGORY_SETS = ((1, 4), (1, 3, 4), (1, 5), (1, 4, 5), (1, 3))


def written(categories: list[int]) -> dict[str, str]:
    """Ways to write the Scope 3 categories: as numbers, as strings, as one string."""
    return {
        "numbers": json.dumps(categories),
        "strings": json.dumps([str(one) for one in categories]),
        "one": json.dumps(", ".join(map(str, categories))),
    }


def draw_attachment(draw: Draw) -> dict:
    """An organization-based footprint: how its Scope 2 was shared out, and the categories."""
    level = draw.choice(tuple(LEVELS))
    categories = list(draw.choice(CATEGORY_SETS))
    spoken = draw.choice(("2.1.0", "2.2.1", "2.3.3"))
    return {
        "spoken": spoken,
        "level": level,
        "scope2": LEVELS[level][0],
        "scope2_en": LEVELS[level][1],
        "categories": "、".join(map(str, categories)),
        "category_list": categories,
        "places": draw.shuffled(PLACES),
        "versions": draw.shuffled(('"2.0.0"', '"2.0"', json.dumps(spoken))),
        "schemas": draw.shuffled((GXD_SCHEMA, GXD_DOCUMENTATION, HOME)),
        "methods": draw.shuffled(METHODS),
        "ways": draw.shuffled(written(categories).values()),
        "levels": draw.shuffled((*LEVELS, "会社")),
    }


def content(data: dict, method: str = '"1"', categories: str = "", level: str = "") -> dict:
    """The extension's data as somebody writes it."""
    levels = {f"scope{n}DistributionLevel": "organization" for n in (1, 3)}
    return {
        "calcMethod": json.loads(method),
        "FWedition": "2.0",
        "organization": {
            "scope3Category": json.loads(categories or written(data["category_list"])["numbers"]),
            "scope2DistributionLevel": level or data["level"],
            **levels,
        },
    }


def placed(data: dict, place: str) -> dict:
    """The record with the extension at a place."""
    inside = content(data)
    whole = json.loads(as_data_model_extension(inside, "as documented").model_dump_json())
    record: dict = {"specVersion": data["spoken"], "pcf": {}}
    if place == AT_PLACE:
        return record | {"extensions": [whole]}
    if place == LOOSE:
        return record | inside
    if place == UNWRAPPED:
        return record | {"extensions": [inside]}
    return record | {"pcf": {"extensions": [whole]}}


def attached(data: dict) -> dict:
    """What the package writes, and where a receiver finds it."""
    right = as_data_model_extension(content(data), "as documented")
    found = [place for place in data["places"] if extension_data_of(placed(data, place))]
    ways = [
        one
        for one in data["ways"]
        if not check_extension(content(data, categories=one), "as documented")
    ]
    return {
        "place": found[0],
        "version": json.dumps(right.specVersion),
        "schema": str(right.dataSchema),
        "method": json.dumps(right.data["calcMethod"]),
        "categories": ways[0],
        "level": right.data["organization"]["scope2DistributionLevel"],
    }  # fmt: skip


q13d = Question(
    "13d",
    title=Text("GxD の拡張を付ける", "Attach the GxD extension"),
    ask=Text(
        "FICT 基板製造は、Edition 2.0 の組織ベース算定で求めた値を、PACT {spoken} の記録で渡します。Scope 2 は{scope2}もので、"
        "Scope 3 はカテゴリ {categories} を使いました。受け取る会社は拡張を「文書のとおり」に検査します。"
        "拡張をどこに、どう書くかを選んでください。",
        "FICT Board hands over an organization-based figure (Edition 2.0) in a record of PACT {spoken}. Scope 2: {scope2_en}. "
        "Scope 3: the categories {categories}. The receiver checks the extension as documented. Choose where and how it is written.",
    ),
    given=(),
    parts={
        "place": Part(lambda data: Choice(tuple(data["places"])), Text("書く場所", "place")),
        "version": Part(lambda data: Choice(tuple(data["versions"])), Text("拡張の specVersion", "specVersion of the extension")),
        "schema": Part(lambda data: Choice(tuple(data["schemas"])), Text("dataSchema", "dataSchema")),
        "method": Part(lambda data: Choice(tuple(data["methods"])), Text("calcMethod", "calcMethod")),
        "categories": Part(lambda data: Choice(tuple(data["ways"])), Text("scope3Category", "scope3Category")),
        "level": Part(lambda data: Choice(tuple(data["levels"])), Text("scope2DistributionLevel", "scope2DistributionLevel")),
    },
    objective="13-extension-at-its-place",
    read_more=CHAPTER,
    draw=draw_attachment,
    reference=attached,
    hints=(
        Text(
            "拡張は荷札です。送り状(記録)の決まった場所に、番号(specVersion)、様式の場所(dataSchema)、中身(data)の 3 つを書きます。",
            "An extension is a tag: at its place on the record, with its number (specVersion), where its form is "
            "(dataSchema) and what it says (data).",
        ),
        Text(
            "specVersion は拡張のしくみの版で、記録の版でも Edition でもありません。dataSchema は JSON Schema のファイルを指します。"
            "文書では、値は文字列、カテゴリだけが数値の配列です。",
            "specVersion is the edition of the extension mechanism, not the record's, not the framework's. dataSchema points to "
            "the JSON Schema file. In the documentation values are strings, and only the categories are an array of numbers.",
        ),
    ),
)  # fmt: skip


@q13d.misconception(
    Text(
        "記録の直下に直接書いています。受け取る側は extensions しか見ないので、無い物と同じになります。",
        "It stands at the record's top level. Receivers look into extensions only: there it is as good as absent.",
    )
)
def loose(data: dict) -> dict:
    """At the top level."""
    return {"place": LOOSE}


@q13d.misconception(
    Text(
        "pcf の中に入れています。extensions は記録の直下の欄で、pcf と並びます。",
        "It is inside pcf. The array extensions is a property of the record, beside pcf.",
    )
)
def inside_pcf(data: dict) -> dict:
    """Inside the carbon footprint."""
    return {"place": IN_PCF}


@q13d.misconception(
    Text(
        "data で包んでいません。extensions の 1 件は、specVersion、dataSchema、data の 3 つからなります。",
        "The wrapping is missing: an item of extensions has specVersion, dataSchema and data.",
    )
)
def not_wrapped(data: dict) -> dict:
    """Without data."""
    return {"place": UNWRAPPED}


@q13d.misconception(
    Text(
        "記録の版を書いています。拡張の specVersion は、拡張のしくみの版です。",
        "That is the record's edition. The extension's specVersion is the edition of the extension mechanism.",
    )
)
def version_of_the_record(data: dict) -> dict:
    """The record's specVersion repeated."""
    return {"version": json.dumps(data["spoken"])}


@q13d.misconception(
    Text(
        "フレームワークの Edition を書いています。それは data の中の FWedition です。",
        "That is the framework's edition, which belongs in FWedition inside data.",
    )
)
def edition_of_the_framework(data: dict) -> dict:
    """The framework's edition as specVersion."""
    return {"version": '"2.0"'}


@q13d.misconception(
    Text(
        "人が読む説明の文書を指しています。それは documentation の欄です。dataSchema は、機械が検査に使う JSON Schema です。",
        "That is the document for people, which belongs in documentation. dataSchema is the JSON Schema that machines check by.",
    )
)
def documentation_as_schema(data: dict) -> dict:
    """The prose in place of the schema."""
    return {"schema": GXD_DOCUMENTATION}


@q13d.misconception(
    Text(
        "置き場所のトップページを指しています。どの様式かを 1 つに決められるファイルの場所を書きます。",
        "That is the repository's front page. Name the one file that is the form.",
    )
)
def repository_as_schema(data: dict) -> dict:
    """The repository in place of the file."""
    return {"schema": HOME}


@q13d.misconception(
    Text(
        "数値になっています。calcMethod は文字列です。引用符で囲みます。",
        "That is a number. calcMethod is a string, in quotation marks.",
    )
)
def method_as_a_number(data: dict) -> dict:
    """1 in place of "1"."""
    return {"method": "1"}


@q13d.misconception(
    Text(
        '"0" は製品ベースです。組織ベースの値を製品ベースと名乗ると、受け取る側は品種の差まで測った値だと思います。',
        '"0" is product-based. An organization-based figure under that name is taken for a measured difference between products.',
    )
)
def method_of_products(data: dict) -> dict:
    """The other method."""
    return {"method": '"0"'}


@q13d.misconception(
    Text(
        '言葉で書いています。calcMethod に書けるのは "0" か "1" だけです。',
        'That is a word. calcMethod takes "0" or "1" only.',
    )
)
def method_in_words(data: dict) -> dict:
    """A word in place of the code."""
    return {"method": '"organization"'}


@q13d.misconception(
    Text(
        "文字列の配列になっています。それは公開スキーマの書き方です。この相手は文書のとおりに検査するので、数値の配列で書きます。",
        "Those are strings, as the published schema wants them. This receiver checks by the documentation: an array of numbers.",
    )
)
def categories_as_strings(data: dict) -> dict:
    """Written for the other reading."""
    return {"categories": written(data["category_list"])["strings"]}


@q13d.misconception(
    Text(
        "1 つの文字列になっています。文書でも公開スキーマでも、配列 [ … ] にします。",
        "That is one string. Both the documentation and the schema ask for an array [ … ].",
    )
)
def categories_as_one_string(data: dict) -> dict:
    """No array at all."""
    return {"categories": written(data["category_list"])["one"]}


@q13d.misconception(
    Text(
        "日本語で書いています。レベルは、決められた 4 つの英語のどれかです。",
        "The level is in Japanese. It is one of four English words.",
    )
)
def level_in_japanese(data: dict) -> dict:
    """A word that is not in the list."""
    return {"level": "会社"}


@q13d.misconception(
    Text(
        "レベルが違います。配るもとにした排出量を、どの範囲で測ったかを書きます。会社全体なら organization、敷地なら site、"
        "棟なら building、ラインなら production line です。",
        "Another level. It is the extent over which the emissions that were shared out were measured: the company "
        "(organization), the site, a building, a production line.",
    )
)
def another_level(data: dict) -> dict:
    """One level too wide; of the whole company, too narrow."""
    names = tuple(LEVELS)
    place = names.index(data["level"])
    return {"level": names[place - 1] if place else "site"}


# ---------------------------------------------------------------------------------------
# Quick checks, answered in the chapter's page: public numbers, no points, not in the notebook
#
# q1  read a value of v3

q13q1 = Question(
    "13-q1",
    title=Text("送り状を読む", "Read the record"),
    ask=Text(
        '塗料の記録(PACT v3)に、declaredUnitOfMeasurement "liter"、declaredUnitAmount "{amount}"、'
        'pcfExcludingBiogenicUptake "{pcf}"、productMassPerDeclaredUnit "{mass}" とあります。'
        "塗料 1 L あたりの排出量は何 kg-CO2e ですか。",
        'The record of a paint (PACT v3) states declaredUnitOfMeasurement "liter", declaredUnitAmount "{amount}", '
        'pcfExcludingBiogenicUptake "{pcf}", productMassPerDeclaredUnit "{mass}". How many kg-CO2e is that per litre?',
    ),
    given=(
        Given("amount", Text("declaredUnitAmount", "declaredUnitAmount"), "L"),
        Given("pcf", Text("pcfExcludingBiogenicUptake", "pcfExcludingBiogenicUptake"), "kg-CO2e"),
        Given("mass", Text("productMassPerDeclaredUnit", "productMassPerDeclaredUnit"), "kg"),
    ),
    parts={"": Part(Number("kg-CO2e"))},
    objective="13-value-of-the-whole-declared-unit",
    read_more=CHAPTER,
    draw=lambda draw: {
        "amount": (amount := draw.choice((4, 5, 14, 15, 16, 18))),
        "pcf": round(amount * draw.step(2.2, 3.8, 0.1), 2),
        "mass": round(amount * draw.choice((1.2, 1.25, 1.3, 1.4)), 2),
    },
    reference=lambda data: data["pcf"] / data["amount"],
    points=0,
    hints=(
        Text(
            "v3 の値は「declaredUnitAmount × 単位」の全体の値です。ここでは {amount} L 全体です。",
            "In v3 a value is for declaredUnitAmount x unit: here for all {amount} litres.",
        ),
        Text("{pcf} を {amount} で割ります。", "Divide {pcf} by {amount}."),
    ),
)  # fmt: skip


@q13q1.misconception(
    Text(
        "全体の値のままです。v3 の値は宣言した量の全体なので、1 L あたりにするには量で割ります。",
        "That is the whole. A value of v3 is for the whole amount: divide by it to get one litre.",
    )
)
def whole_taken_for_one(data: dict) -> float:
    """v3 read as v2."""
    return data["pcf"]


@q13q1.misconception(
    Text(
        "質量で割っています。それは 1 kg あたりです。聞かれているのは 1 L あたりです。",
        "Divided by the mass: that is per kilogram. Per litre is asked for.",
    )
)
def per_kilogram(data: dict) -> float:
    """Per kilogram."""
    return data["pcf"] / data["mass"]


@q13q1.misconception(
    Text(
        "量を掛けています。v3 の値には、もう量が入っています。掛けるのは v2 の値を v3 に直すときです。",
        "The amount was multiplied. It is in v3's value already; multiply only to get from v2 to v3.",
    )
)
def multiplied_again(data: dict) -> float:
    """The amount counted twice."""
    return data["pcf"] * data["amount"]


# ---------------------------------------------------------------------------------------
# q2  what is multiplied in a conversion

MULTIPLIED = {
    "fossilGhgEmissions": "化石由来の排出 fossilGhgEmissions",
    "fossilCarbonContent": "化石由来の炭素 fossilCarbonContent",
    "biogenicCarbonContent": "生物由来の炭素 biogenicCarbonContent",
    "packagingGhgEmissions": "うち包装の排出 packagingGhgEmissions",
}
MASS_FIELD = "製品の質量 productMassPerDeclaredUnit"
AMOUNT_FIELD = "製品の量 unitaryProductAmount"
PERCENTS = {
    "primaryDataShare": "一次データ比率 primaryDataShare",
    "exemptedEmissionsPercent": "除外した割合 exemptedEmissionsPercent",
}
TOTAL_FIELD = "PCF pCfExcludingBiogenic"


def draw_fields(draw: Draw) -> dict:
    """The total, the mass, two other amounts, the percentages and the amount itself."""
    others = draw.shuffled(tuple(MULTIPLIED.values()))[:2]
    inside = [TOTAL_FIELD, MASS_FIELD, *others]
    return {
        "amount": draw.choice((4, 10, 12, 18, 20)),
        "inside": inside,
        "others": others,
        "options": draw.shuffled((*inside, AMOUNT_FIELD, *PERCENTS.values())),
    }


def grown(data: dict) -> list[str]:
    """The fields whose value is `amount` times as large after the conversion."""
    amount = data["amount"]
    values = {
        "pCfExcludingBiogenic": "2.5",
        "fossilGhgEmissions": "2.5",
        "fossilCarbonContent": "0.25",
        "biogenicCarbonContent": "0.125",
        "packagingEmissionsIncluded": True,
        "packagingGhgEmissions": "0.5",
        "productMassPerDeclaredUnit": "1.25",
        "primaryDataShare": 40,
        "exemptedEmissionsPercent": 2,
    }
    record = footprint_v2(
        companyName="FICT 溶剤製造",
        companyIds=["urn:gln:4912345000023"],
        productIds=["urn:pact:solvent.fict.example:product-id:can"],
        productNameCompany="溶剤",
        productCategoryCpc="34140",
        pcf={
            "declaredUnit": "liter",
            "unitaryProductAmount": str(amount),
            "referencePeriodStart": "2024-01-01T00:00:00Z",
            "referencePeriodEnd": "2025-01-01T00:00:00Z",
            **values,
        },
    )
    after = v2_to_v3(record).record.pcf
    new = {"pCfExcludingBiogenic": after.pcfExcludingBiogenicUptake}
    names = {"pCfExcludingBiogenic": TOTAL_FIELD, "productMassPerDeclaredUnit": MASS_FIELD}
    names |= MULTIPLIED | PERCENTS
    found = {AMOUNT_FIELD} if after.declaredUnitAmount == amount * amount else set()
    for name, label in names.items():
        if new.get(name, getattr(after, name, None)) == Decimal(str(values[name])) * amount:
            found.add(label)
    return [option for option in data["options"] if option in found]


q13q2 = Question(
    "13-q2",
    title=Text("量を掛ける欄はどれ", "What is multiplied"),
    ask=Text(
        "{amount} L 缶の記録を、宣言単位を {amount} L のまま、PACT v2 から v3 に書き直します。値を {amount} 倍する欄を、"
        "すべて選んでください(v2 の欄の名前で示します)。",
        "The record of a {amount}-litre can is rewritten from PACT v2 to v3, with {amount} litres kept as declared unit. "
        "Choose every property (by its name in v2) whose value is multiplied by {amount}.",
    ),
    given=(),
    parts={"": Part(lambda data: Choices(tuple(data["options"])))},
    objective="13-what-is-multiplied",
    read_more=CHAPTER,
    draw=draw_fields,
    reference=grown,
    points=0,
    hints=(
        Text(
            "1 L あたりの量(kg)は、{amount} L 全体の量になります。割合(%)はどうでしょうか。",
            "What is kilograms per litre becomes kilograms for all {amount} litres. And a percentage?",
        ),
        Text(
            "kg で書く欄は、すべて掛けます。製品の量と % は変わりません。",
            "Multiply all that is in kilograms. The amount itself and percentages stay.",
        ),
    ),
)  # fmt: skip


@q13q2.misconception(
    Text(
        "PCF の合計だけです。質量も、炭素も、内訳も「1 L あたり」で書かれています。合計だけ直すと、記録の中で食い違います。",
        "Only the total. Mass, carbon and the parts are per litre too: the record would contradict itself.",
    )
)
def total_only(data: dict) -> list[str]:
    """Only the headline figure."""
    return [TOTAL_FIELD]


@q13q2.misconception(
    Text(
        "質量が抜けています。v2 の productMassPerDeclaredUnit は 1 L の質量、v3 は全体の質量です。名前が同じなので見落とします。",
        "The mass is missing: v2's productMassPerDeclaredUnit is that of one litre, v3's of the whole, under the same name.",
    )
)
def mass_left(data: dict) -> list[str]:
    """The mass kept per unit."""
    return [option for option in grown(data) if option != MASS_FIELD]


@q13q2.misconception(
    Text(
        "割合(%)にも掛けています。割合は、缶の大きさによって変わりません。",
        "Percentages were multiplied too. A share does not depend on the size of the can.",
    )
)
def percentages_too(data: dict) -> list[str]:
    """Shares multiplied."""
    return [*grown(data), *PERCENTS.values()]


@q13q2.misconception(
    Text(
        "製品の量にも掛けています。量はそのまま declaredUnitAmount に移します。",
        "The amount itself was multiplied. It goes to declaredUnitAmount as it is.",
    )
)
def amount_too(data: dict) -> list[str]:
    """The amount squared."""
    return [*grown(data), AMOUNT_FIELD]


# ---------------------------------------------------------------------------------------
# q3  what the public suite does not see

SEEN = {
    "PCF が引用符のない数値 (the PCF is a number without quotation marks)": {"pcf": {"pcfExcludingBiogenicUptake": 18.4}},
    "製品の識別子が 2 回書かれている (a product identifier stands there twice)": {"productIds": ["urn:gtin:4912345678904"] * 2},
    "宣言単位が L (the declared unit is L)": {"pcf": {"declaredUnitOfMeasurement": "L"}},
    "対象期間の始まりに時間帯がない (no time zone at the start of the period)": {"pcf": {"referencePeriodStart": "2025-04-01T00:00:00"}},
    "国と地域が両方書かれている (both a country and a region)": {"pcf": {"geographyCountry": "JP", "geographyRegionOrSubregion": "Asia"}},
}  # fmt: skip
COMMA = "化石由来の排出の小数点がカンマ (a decimal comma in the fossil emissions)"
SUMS = "含む合計が「除く合計 + 取り込み」でない (including is not excluding plus uptake)"
NEGATIVE = "化石由来の排出が負 (fossil emissions are negative)"
UNSEEN = {
    COMMA: {"pcf": {"fossilGhgEmissions": "18,4"}},
    SUMS: {"pcf": {"pcfIncludingBiogenicUptake": "21.6"}},
    NEGATIVE: {"pcf": {"fossilGhgEmissions": "-18.4"}},
    "specVersion が 9.9.9 (specVersion is 9.9.9)": {"specVersion": "9.9.9"},
    "有効期間が 10 年 (a validity of ten years)": {"validityPeriodEnd": "2036-04-01T00:00:00Z"},
    "対象期間の始まりと終わりが逆 (the reference period is reversed)": {"pcf": {"referencePeriodStart": "2027-04-01T00:00:00Z"}},
}  # fmt: skip


def sound() -> dict:
    """A record of v3 in which the suite's schema finds nothing."""
    return {
        "id": "0f6f2c1e-5b7d-4e8a-9c10-2f4b6d8e0a11",
        "specVersion": "3.0.3",
        "created": "2026-05-11T00:00:00Z",
        "status": "Active",
        "companyName": "FICT 溶剤製造",
        "companyIds": ["urn:gln:4912345000023"],
        "productDescription": "",
        "productIds": ["urn:gtin:4912345678904"],
        "productNameCompany": "溶剤",
        "pcf": {
            "declaredUnitOfMeasurement": "liter",
            "declaredUnitAmount": "12",
            "productMassPerDeclaredUnit": "9.468",
            "referencePeriodStart": "2025-04-01T00:00:00Z",
            "referencePeriodEnd": "2026-04-01T00:00:00Z",
            "pcfExcludingBiogenicUptake": "18.4",
            "pcfIncludingBiogenicUptake": "18.4",
            "fossilGhgEmissions": "18.4",
            "fossilCarbonContent": "0",
            "ipccCharacterizationFactors": ["AR6"],
            "crossSectoralStandards": ["ISO14067"],
            "exemptedEmissionsPercent": "0",
        },
    }


def with_fault(change: dict) -> dict:
    """The sound record with one fault in it."""
    record = sound()
    return record | change | {"pcf": record["pcf"] | change.get("pcf", {})}


def draw_unseen(draw: Draw) -> dict:
    """Three faults that the suite sees, the comma, the sum, the sign, and one more that it does not."""
    more = draw.shuffled([one for one in UNSEEN if one not in (COMMA, SUMS, NEGATIVE)])[:1]
    shown = [*draw.shuffled(SEEN)[:3], COMMA, SUMS, NEGATIVE, *more]
    return {"options": draw.shuffled(shown)}


def passes(data: dict) -> list[str]:
    """The faults with which a record passes the suite's schema."""
    every = SEEN | UNSEEN
    return [one for one in data["options"] if not suite_problems(with_fault(every[one]), "3")]


q13q3 = Question(
    "13-q3",
    title=Text("試験に合格しても残る誤り", "Errors behind a pass"),
    ask=Text(
        "公開されている PACT の試験サービスは、v3 の記録をスキーマ(必須の欄、型、決められた語)で調べます。"
        "この試験では見つからない誤りを、すべて選んでください。",
        "The public PACT test service checks a record of v3 by a schema: what must be there, types, words of a list. "
        "Choose every error that this test does not find.",
    ),
    given=(),
    parts={"": Part(lambda data: Choices(tuple(data["options"])))},
    objective="13-what-the-suite-does-not-see",
    read_more=CHAPTER,
    draw=draw_unseen,
    reference=passes,
    points=0,
    hints=(
        Text(
            "スキーマは、書き方を見て、意味を読みません。小数は「文字列かどうか」しか見ません。",
            "A schema looks at how it is written, not at what it means. Of a decimal it only sees that it is a string.",
        ),
        Text(
            "型・語・重なり・時間帯は見つかります。値の大小、符号、合計、期間の長さは見つかりません。",
            "Types, words, repetitions and zones are found. Size, sign, sums and lengths of time are not.",
        ),
    ),
)  # fmt: skip


@q13q3.misconception(
    Text(
        "見つかるほうを選んでいます。聞かれているのは、試験を通ってしまう誤りです。",
        "Those are the ones that are found. The question is what passes the test.",
    )
)
def the_other_way_round(data: dict) -> list[str]:
    """The complement."""
    right = passes(data)
    return [one for one in data["options"] if one not in right]


@q13q3.misconception(
    Text(
        "合計だけを選んでいます。符号も、期間も、小数のカンマも、スキーマは見ません。",
        "Only the sum. The schema sees neither signs nor periods nor a decimal comma.",
    )
)
def only_sums(data: dict) -> list[str]:
    """Only arithmetic is thought to escape."""
    return [SUMS]


@q13q3.misconception(
    Text(
        "カンマの小数が抜けています。18,4 は引用符の中の文字列なので、文字列かどうかだけを見る試験は通します。",
        "The decimal comma is missing: 18,4 is a string, and a test that asks for a string lets it pass.",
    )
)
def comma_is_seen(data: dict) -> list[str]:
    """The form of a decimal taken to be checked."""
    return [one for one in passes(data) if one != COMMA]


@q13q3.misconception(
    Text(
        "負の排出量が抜けています。この試験は、値の符号を見ません。",
        "The negative emissions are missing: this test does not look at signs.",
    )
)
def signs_are_seen(data: dict) -> list[str]:
    """Signs taken to be checked."""
    return [one for one in passes(data) if one != NEGATIVE]


# ---------------------------------------------------------------------------------------
# q4  how usable a record is

WORDS = (
    "レベル 0 目安に足りない (level 0: below indicative)",
    "レベル 1 目安 (level 1: indicative)",
    "レベル 2 一貫 (level 2: consistent)",
    "レベル 3 完全 (level 3: complete)",
)
# A property of each level that a sender may leave out, and how a person calls it.
OF_LEVEL = {
    1: {"pcf.geographyCountry": "地理的範囲 geographyCountry", "productDescription": "製品の説明 productDescription"},
    2: {"pcf.primaryDataShare": "一次データ比率 primaryDataShare",
        "pcf.secondaryEmissionFactorSources": "二次データの出典 secondaryEmissionFactorSources"},
    3: {"pcf.boundaryProcessesDescription": "算定の範囲の説明 boundaryProcessesDescription",
        "pcf.allocationRulesDescription": "配分の説明 allocationRulesDescription"},
}  # fmt: skip


SOLD = {
    "洗浄液": "cleaner",
    "塗料": "paint",
    "潤滑油": "lubricant",
    "接着剤": "adhesive",
    "溶剤": "solvent",
}


def full() -> dict:
    """A record that reaches the highest level."""
    record = sound() | {"productDescription": "架空の溶剤"}
    record["pcf"] |= {
        "geographyCountry": "JP",
        "primaryDataShare": "40",
        "secondaryEmissionFactorSources": [{"name": "FICT-DB", "version": "2025"}],
        "packagingEmissionsIncluded": False,
        "boundaryProcessesDescription": "Cradle-to-Gate",
        "allocationRulesDescription": "配分なし",
    }
    return record


def draw_gaps(draw: Draw) -> dict:
    """What is missing: something of the second level, or of the first and of others too."""
    levels = draw.choice(((2,), (1, 3), (1,), (1, 2)))
    paths = [draw.choice(tuple(OF_LEVEL[level])) for level in levels]
    named = {path: label for group in OF_LEVEL.values() for path, label in group.items()}
    name = draw.choice(tuple(SOLD))
    return {
        "product": name,
        "product_en": SOLD[name],
        "litres": draw.choice((1, 4, 5, 10, 12, 16, 18, 20)),
        "levels": list(levels),
        "paths": paths,
        "missing": "、".join(named[path] for path in paths),
        "missing_en": " and ".join(path.removeprefix("pcf.") for path in paths),
    }


def reached(data: dict) -> str:
    """The level of the record with these properties left out."""
    record = full()
    for path in data["paths"]:
        place, _, name = path.rpartition(".")
        del (record["pcf"] if place else record)[name]
    return WORDS[usability_of(record).level]


q13q4 = Question(
    "13-q4",
    title=Text("どこまで使える記録か", "How usable a record"),
    ask=Text(
        "{product} {litres} L 缶(架空)の PACT v3 の記録です。本文の「使いやすさ」の表にある欄のうち、{missing} だけが書かれていません。"
        "使いやすさのレベルはどれですか。",
        "The record of a {litres}-litre can of {product_en} (fictitious), PACT v3. Of the chapter's table of usability it lacks "
        "{missing_en}, and nothing else. Which level of usability has it?",
    ),
    given=(),
    parts={"": Part(Choice(WORDS))},
    objective="13-usability-of-a-record",
    read_more=CHAPTER,
    draw=draw_gaps,
    reference=reached,
    points=0,
    hints=(
        Text(
            "本文の「使いやすさ」の表で、書かれていない欄がどのレベルのものかを探します。",
            "Find in the chapter's table of usability to which level the missing properties belong.",
        ),
        Text(
            "下のレベルから順に確かめます。欠けた欄のあるレベルには届かず、その 1 つ下で止まります。",
            "Go up from the lowest level. A level with a gap is not reached: stop one below it.",
        ),
    ),
)  # fmt: skip


@q13q4.misconception(
    Text(
        "下のレベルの欠けを飛ばしています。上のレベルの欄があっても、下が欠けていれば届きません。",
        "A gap further down was passed over. What is there of a higher level does not make up for it.",
    )
)
def highest_filled(data: dict) -> str:
    """The highest level of which nothing is missing."""
    return WORDS[max(level for level in (1, 2, 3) if level not in data["levels"])]


@q13q4.misconception(
    Text(
        "欠けた欄のあるレベルを答えています。そのレベルには届いていません。1 つ下です。",
        "That is the level of the missing property, which is not reached: it is one below.",
    )
)
def level_of_the_gap(data: dict) -> str:
    """One too high."""
    return WORDS[min(data["levels"])]


# ---------------------------------------------------------------------------------------
# what a conversion leaves to people

BY_A_PERSON = {
    "dqi の評価点 [the data quality ratings]": True,
    "検証の水準と範囲 [level and scope of the assurance]": True,
    "土地管理の排出の内訳 [what the land management emissions consist of]": True,
    "その他の生物由来の排出の内訳 [what the other biogenic emissions consist of]": True,
    "宣言単位の量を掛けた PCF [the footprint times the declared amount]": False,
    "量を掛けた化石由来の炭素の質量 [the fossil carbon times the declared amount]": False,
    "PDS の数値を文字列にすること [the primary data share as a string]": False,
    "もとの id を precedingPfIds に入れること [the old id among the preceding ones]": False,
}


def draw_by_a_person(draw: Draw) -> dict:
    """The rating, two more for a person, and three that are arithmetic or spelling."""
    people = [one for one, person in BY_A_PERSON.items() if person]
    machine = [one for one, person in BY_A_PERSON.items() if not person]
    shown = [people[0], *draw.shuffled(people[1:])[:2], *draw.shuffled(machine)[:3]]
    return {"options": draw.shuffled(shown)}


q13q5 = Question(
    "13-q5",
    title=Text("変換のあと、人が決めること", "What a conversion leaves to you"),
    ask=Text(
        "v2 の記録を `v2_to_v3` で v3 に直しました。報告を読んで、人が評価し直すか、相手に聞かなければ決まらないものを、すべて選んでください。",
        "A v2 record was converted by `v2_to_v3`. Choose everything that a person has to assess again or to ask for.",
    ),
    given=(),
    parts={"": Part(lambda data: Choices(tuple(data["options"])))},
    objective="13-what-a-conversion-loses",
    read_more=CHAPTER,
    draw=draw_by_a_person,
    reference=lambda data: [one for one in data["options"] if BY_A_PERSON[one]],
    points=0,
    hints=(
        Text(
            "機械が直せるのは、掛け算と書き方だけです。目盛りや意味が違うものは、どうでしょうか。",
            "A program can multiply and respell. What of a scale or a meaning that differs?",
        ),
        Text(
            "v3 に同じ意味の欄がないもの、内訳がわからないと置き場所が決まらないものを選びます。",
            "Choose what has no field of the same meaning in v3, or no place as long as its parts are unknown.",
        ),
    ),
)


@q13q5.misconception(
    Text(
        "機械が直すほうを選んでいます。掛け算と書き方は、報告を読んで検算すれば足ります。",
        "Those are done by the program. Products and spelling only want checking.",
    )
)
def what_the_program_does(data: dict) -> list[str]:
    """The complement."""
    return [one for one in data["options"] if not BY_A_PERSON[one]]


@q13q5.misconception(
    Text(
        "dqi が抜けています。v2 の 2 と v3 の 2 は目盛りが違う別の評価で、写すことはできません。",
        "The rating is missing. A 2 of v2 and a 2 of v3 stand on different scales and cannot be copied.",
    )
)
def copies_the_rating(data: dict) -> list[str]:
    """The rating is taken over as it is."""
    return [one for one in data["options"] if BY_A_PERSON[one] and not one.startswith("dqi")]


# ---------------------------------------------------------------------------------------
# 13e  a record to repair

# What the draft states, line by line: path in the record and what it is.
DRAFT_LINES = {
    "pcf.declaredUnitOfMeasurement": Text("宣言単位", "declared unit"),
    "pcf.declaredUnitAmount": Text("宣言単位の量", "amount of the declared unit"),
    "pcf.productMassPerDeclaredUnit": Text("質量(kg)", "mass, kg"),
    "pcf.fossilGhgEmissions": Text("化石由来の排出", "fossil emissions"),
    "pcf.biogenicCO2Uptake": Text("CO2 の取り込み", "CO2 uptake"),
    "pcf.pcfExcludingBiogenicUptake": Text("PCF(取り込みを除く)", "footprint without uptake"),
    "pcf.pcfIncludingBiogenicUptake": Text("PCF(取り込みを含む)", "footprint with uptake"),
    "pcf.biogenicCarbonContent": Text("生物由来の炭素(kg)", "biogenic carbon, kg"),
    "pcf.packagingEmissionsIncluded": Text("包装を含むか", "packaging included"),
    "pcf.packagingGhgEmissions": Text("包装の排出", "packaging emissions"),
    "validityPeriodEnd": Text("有効期間の終わり", "valid until"),
}


def per_can(data: dict, name: str) -> Decimal:
    """A value per litre times the litres of a can."""
    return Decimal(str(data[name])) * data["litres"]


def draft_of(data: dict) -> dict:
    """The colleague's draft: values per litre, a wrong word, a missing sign, a flag, a date."""
    return {
        "pcf.declaredUnitOfMeasurement": "L",
        "pcf.declaredUnitAmount": str(data["litres"]),
        "pcf.productMassPerDeclaredUnit": str(data["kg_per_litre"]),
        "pcf.fossilGhgEmissions": str(data["fossil_per_litre"]),
        "pcf.biogenicCO2Uptake": str(data["uptake_per_litre"]),
        "pcf.pcfExcludingBiogenicUptake": str(data["fossil_per_litre"]),
        "pcf.pcfIncludingBiogenicUptake": str(data["fossil_per_litre"]),
        "pcf.biogenicCarbonContent": str(data["carbon_per_litre"]),
        "pcf.packagingEmissionsIncluded": False,
        "pcf.packagingGhgEmissions": str(data["packaging"]),
        "validityPeriodEnd": f"{data['year'] + 4}-04-01T00:00:00Z",
    }


def draw_draft(draw: Draw) -> dict:
    """A can of ethanol, by the litre, and the draft of its record."""
    data = {
        "litres": draw.choice((4, 5, 8, 12, 15, 16, 18)),
        "fossil_per_litre": draw.step(0.85, 2.95, 0.05),
        "kg_per_litre": 0.789,
        "carbon_per_litre": 0.411,
        "uptake_per_litre": 1.507,  # 0.411 x 44/12
        "packaging": draw.step(0.21, 0.69, 0.02),
        "year": draw.choice((2025, 2026)),
    }
    draft = draft_of(data)
    return data | {path: json.dumps(value) for path, value in draft.items()}


def frame(data: dict) -> dict:
    """What is right in the draft, and stays."""
    return {
        "specVersion": "3.0.0",
        "id": "7d0c2a54-1f0b-4c55-9a3d-2b7e1d4c9f13",
        "created": f"{data['year']}-05-11T00:00:00Z",
        "status": "Active",
        "companyName": "FICT 溶剤製造",
        "companyIds": ["urn:gln:4912345000023"],
        "productIds": ["urn:pact:solvent.fict.example:product-id:can"],
        "productNameCompany": "バイオエタノール缶",
        "productDescription": "植物から作ったエタノールの缶",
        "pcf": {
            "referencePeriodStart": f"{data['year'] - 1}-04-01T00:00:00Z",
            "referencePeriodEnd": f"{data['year']}-04-01T00:00:00Z",
            "geographyCountry": "JP",
            "fossilCarbonContent": "0",
            "primaryDataShare": "45",
            "ipccCharacterizationFactors": ["AR6"],
            "crossSectoralStandards": ["ISO14067"],
            "exemptedEmissionsPercent": "0",
        },
    }


def repaired(data: dict) -> dict:
    """Everything for the whole can, the uptake below zero, no packaging, three years."""
    record = frame(data)
    fossil, uptake = per_can(data, "fossil_per_litre"), -per_can(data, "uptake_per_litre")
    record["validityPeriodEnd"] = f"{data['year'] + 3}-04-01T00:00:00Z"
    record["pcf"] |= {
        "declaredUnitOfMeasurement": "liter",
        "declaredUnitAmount": str(data["litres"]),
        "productMassPerDeclaredUnit": str(per_can(data, "kg_per_litre")),
        "fossilGhgEmissions": str(fossil),
        "biogenicCO2Uptake": str(uptake),
        "pcfExcludingBiogenicUptake": str(fossil),
        "pcfIncludingBiogenicUptake": str(fossil + uptake),
        "biogenicCarbonContent": str(per_can(data, "carbon_per_litre")),
        "packagingEmissionsIncluded": False,
    }
    return record


q13e = Question(
    "13e",
    title=Text("下書きの記録を直す", "Repair a draft"),
    ask=Text(
        "同僚が、エタノール缶の v3 の記録を下書きしました。正しい材料は、1 L あたりの値です: 化石由来の排出 {fossil_per_litre} kg-CO2e、"
        "CO2 の取り込み {uptake_per_litre} kg、質量 {kg_per_litre} kg、生物由来の炭素 {carbon_per_litre} kg。"
        "包装の排出は計算に入れていません。渡すのは {litres} L の缶 1 つの値です。下書きを直して、リントの「誤り」をなくしてください。",
        "A colleague has drafted a v3 record for a can of ethanol. What is right is given per litre: fossil emissions "
        "{fossil_per_litre} kg-CO2e, CO2 uptake {uptake_per_litre} kg, mass {kg_per_litre} kg, biogenic carbon "
        "{carbon_per_litre} kg. Packaging is not included. The record is for one can of {litres} L. "
        "Repair the draft until the lint finds no error.",
    ),
    given=(
        Given("litres", Text("缶の大きさ", "size of the can"), "L"),
        Given("fossil_per_litre", Text("化石由来の排出", "fossil emissions"), "kg-CO2e/L"),
        Given("uptake_per_litre", Text("CO2 の取り込み", "CO2 uptake"), "kg-CO2/L"),
        Given("kg_per_litre", Text("質量", "mass"), "kg/L"),
        Given("carbon_per_litre", Text("生物由来の炭素", "biogenic carbon"), "kg/L"),
        Given("year", Text("対象期間の終わり(4 月 1 日)の年", "year in whose April the period ends")),
        *(
            Given(path, Text(f"下書き {label.ja} {path.removeprefix('pcf.')}", f"draft, {label.en}: {path}"))
            for path, label in DRAFT_LINES.items()
        ),
    ),
    shape=Record(
        "gxd_teach.techspec.lint.sound:errors_in",
        {
            "pcf.declaredUnitAmount": Number("L"),
            "pcf.productMassPerDeclaredUnit": Number("kg", absolute=0.0006),
            "pcf.pcfExcludingBiogenicUptake": Number("kg-CO2e", absolute=0.0006),
            "pcf.biogenicCO2Uptake": Number("kg-CO2", absolute=0.0006),
            "pcf.pcfIncludingBiogenicUptake": Number("kg-CO2e", absolute=0.0006),
        },
    ),
    objective="13-repair-a-record",
    read_more=CHAPTER,
    draw=draw_draft,
    reference=repaired,
    hints=(
        Text(
            "まず `lint_record(record)` を実行し、「誤り」を 1 つずつ直します。リントには見えない誤りが残ります: その値は、缶 1 つの値ですか。",
            "First run `lint_record(record)` and mend its errors one by one. One thing it cannot see: is each value that of a whole can?",
        ),
        Text(
            "v3 では、kg で書く欄はすべて 1 L の値 × 缶の大きさです。取り込みは負の数。含む = 除く + 取り込み。"
            "包装を含めないなら、包装の排出の欄は消します。期限は対象期間の終わりから 3 年です。",
            "In v3 every field in kg is the value of 1 L times the size. An uptake is negative; including = excluding + uptake. "
            "Without packaging its field goes. Valid for three years from the end of the reference period.",
        ),
    ),
)  # fmt: skip


@q13e.misconception(
    Text(
        "1 L の値のままです。v3 では、宣言単位の量(缶の大きさ)の全体の値を書きます。リントは、合計の合う小さな値を疑いません。",
        "That is the value of one litre. In v3 it is that of the whole amount declared. The lint has no reason to doubt small values that add up.",
    )
)
def per_litre(data: dict) -> dict:
    """Values per litre, as v2 has them."""
    return {
        "pcf.productMassPerDeclaredUnit": data["kg_per_litre"],
        "pcf.pcfExcludingBiogenicUptake": data["fossil_per_litre"],
        "pcf.biogenicCO2Uptake": -data["uptake_per_litre"],
        "pcf.pcfIncludingBiogenicUptake": data["fossil_per_litre"] - data["uptake_per_litre"],
    }


@q13e.misconception(
    Text(
        "取り込みを足していません。「含む」は、「除く」に負の取り込みを足した値です。",
        "The uptake is not in it. 'Including' is 'excluding' plus the negative uptake.",
    )
)
def uptake_left_out(data: dict) -> dict:
    """The total with uptake equals the one without."""
    return {"pcf.pcfIncludingBiogenicUptake": float(per_can(data, "fossil_per_litre"))}


@q13e.misconception(
    Text(
        "量を 1 にしています。缶で売るので、宣言単位の量は缶の大きさです。値を 1 L のままにして量を 1 にすると、缶の記録ではなくなります。",
        "The amount became 1. A can is sold, so the amount is its size. With 1 the record is of a litre, not of a can.",
    )
)
def amount_of_one(data: dict) -> dict:
    """The declared amount is set to one instead of multiplying."""
    return {"pcf.declaredUnitAmount": 1}
