"""Questions of chapter 2: gases by their GWP, fuels by the legal table of the year, units.

GWP100 and fuel coefficients come from `datasets/gwp100.csv` and `datasets/fuels.csv`; the
amounts are invented and drawn.
"""

from gxd_teach.classroom import (
    Calls,
    Choice,
    Choices,
    Draw,
    Given,
    Number,
    Part,
    Question,
    Table,
    Text,
)
from gxd_teach.framework import co2e, combust, fuel_factor, gwp100
from gxd_teach.units import convert

CHAPTER = "book/framework/02-gases"
CARBON_ONLY = 12 / 44  # what is left of a factor where 44/12 was forgotten


# ---------------------------------------------------------------------------------------
# 2a  three gases, AR6, and which methane

FOSSIL, NON_FOSSIL = "化石 (fossil)", "非化石 (non-fossil)"
ORIGINS = {FOSSIL: "fossil", NON_FOSSIL: "non-fossil"}
UNDIVIDED = 27.9  # a published value without the CO2 of oxidation, for no origin
GASES = {"ch4": "CH4", "n2o": "N2O", "hfc32": "HFC-32"}


def draw_gases(draw: Draw) -> dict:
    """Kilograms of three gases, and where the methane comes from."""
    return {
        "ch4_kg": draw.step(2.0, 6.0, 0.1),
        "origin": draw.choice((FOSSIL, NON_FOSSIL)),
        "n2o_kg": draw.step(0.3, 1.6, 0.05),
        "hfc32_kg": draw.step(0.2, 0.8, 0.05),
        "ch4_ar5": gwp100("CH4", "AR5"),
        "ch4_ar6_fossil": gwp100("CH4", "AR6", "fossil"),
        "ch4_ar6_non_fossil": gwp100("CH4", "AR6", "non-fossil"),
        "n2o_ar5": gwp100("N2O", "AR5"),
        "n2o_ar6": gwp100("N2O", "AR6"),
        "hfc32_ar5": gwp100("HFC-32", "AR5"),
        "hfc32_ar6": gwp100("HFC-32", "AR6"),
    }


def in_report(data: dict, report: str, origin: str | None = None) -> float:
    """The three gases in one report, kg CO2e."""
    amounts = {gas: data[f"{name}_kg"] for name, gas in GASES.items()}
    return co2e(amounts, report, origin=origin).kg_co2e


def other_origin(data: dict) -> str:
    """The origin that the methane does not have."""
    return "fossil" if data["origin"] == NON_FOSSIL else "non-fossil"


q02a = Question(
    "02a",
    title=Text("3 つのガスを CO2e にする", "Three gases in CO2e"),
    ask=Text(
        "ある工場から、メタン(CH4){ch4_kg} kg、一酸化二窒素(N2O){n2o_kg} kg、冷媒の HFC-32 {hfc32_kg} kg が"
        "出ました。メタンの由来は {origin} です。PACT v3 の規則(AR6 の GWP100)で、合計の kg-CO2e を"
        "求めてください。",
        "A site let out {ch4_kg} kg of methane (CH4), {n2o_kg} kg of nitrous oxide (N2O) and {hfc32_kg} kg "
        "of the refrigerant HFC-32. The methane is {origin}. Find the total in kg-CO2e by the rule of "
        "PACT v3 (GWP100 of AR6).",
    ),
    given=(
        Given("ch4_kg", Text("メタン(CH4)", "methane (CH4)"), "kg"),
        Given("origin", Text("メタンの由来", "origin of the methane")),
        Given("n2o_kg", Text("一酸化二窒素(N2O)", "nitrous oxide (N2O)"), "kg"),
        Given("hfc32_kg", Text("冷媒 HFC-32", "refrigerant HFC-32"), "kg"),
        Given("ch4_ar5", Text("CH4 の GWP100、AR5(SHK)", "GWP100 of CH4, AR5 (SHK)")),
        Given("ch4_ar6_fossil", Text("CH4 の GWP100、AR6、化石", "GWP100 of CH4, AR6, fossil")),
        Given(
            "ch4_ar6_non_fossil",
            Text("CH4 の GWP100、AR6、非化石", "GWP100 of CH4, AR6, non-fossil"),
        ),
        Given("n2o_ar5", Text("N2O の GWP100、AR5", "GWP100 of N2O, AR5")),
        Given("n2o_ar6", Text("N2O の GWP100、AR6", "GWP100 of N2O, AR6")),
        Given("hfc32_ar5", Text("HFC-32 の GWP100、AR5", "GWP100 of HFC-32, AR5")),
        Given("hfc32_ar6", Text("HFC-32 の GWP100、AR6", "GWP100 of HFC-32, AR6")),
    ),
    parts={"": Part(Number("kg-CO2e"))},
    objective="02-gases-to-co2e",
    read_more=CHAPTER,
    draw=draw_gases,
    reference=lambda data: in_report(data, "AR6", ORIGINS[data["origin"]]),
    hints=(
        Text(
            "ガスごとに「質量(kg)× GWP100」を計算し、3 つを足します。GWP100 は 3 つとも同じ評価報告書から取ります。",
            "Multiply each gas's kilograms by its GWP100 and add the three up; take all three from one report.",
        ),
        Text(
            "AR6 の行を使います。メタンは由来で値が違い、今回は {origin} です。",
            "Use the AR6 lines. Methane has one value for each origin; here it is {origin}.",
        ),
    ),
)


@q02a.misconception(
    Text(
        "AR5 の値で計算しています。AR5 は日本の算定・報告・公表制度(SHK)の値です。PACT v3 は AR6 を求めます。",
        "That is by AR5, which Japan's statutory reporting (SHK) uses. PACT v3 asks for AR6.",
    )
)
def by_ar5(data: dict) -> float:
    """The report of the statutory scheme."""
    return in_report(data, "AR5")


@q02a.misconception(
    Text(
        "AR4 の値で計算しています。古い一覧表の値です。どの評価報告書かを、値といっしょに控えます。",
        "That is by AR4, from an old list. Note the report together with the value.",
    )
)
def by_ar4(data: dict) -> float:
    """An old list."""
    return in_report(data, "AR4")


@q02a.misconception(
    Text(
        "メタンの由来が逆です。AR6 では、化石は 29.8、非化石(生物由来など)は 27.0 です。",
        "The methane's origin is the other one: in AR6 fossil has 29.8, non-fossil 27.0.",
    )
)
def other_methane(data: dict) -> float:
    """The value of the other methane."""
    return in_report(data, "AR6", other_origin(data))


@q02a.misconception(
    Text(
        "メタンに 27.9 を使っています。由来を分けない別の表の値で、酸化してできる CO2 を含みません。"
        "化石 29.8、非化石 27.0 から選びます。",
        "27.9 was taken for methane. It stands in another table, for no origin and without the CO2 of "
        "oxidation. Choose 29.8 (fossil) or 27.0 (non-fossil).",
    )
)
def undivided_methane(data: dict) -> float:
    """The value that tells no origins apart."""
    right = in_report(data, "AR6", ORIGINS[data["origin"]])
    methane = gwp100("CH4", "AR6", ORIGINS[data["origin"]])
    return right + data["ch4_kg"] * (UNDIVIDED - methane)


@q02a.misconception(
    Text(
        "GWP を掛けず、ガスの質量をそのまま足しています。1 kg でも、ガスによって温める強さが違います。",
        "The masses were added without their GWP. A kilogram of one gas warms more than one of another.",
    )
)
def masses_added(data: dict) -> float:
    """Kilograms of gas taken for kilograms of CO2e."""
    return sum(data[f"{name}_kg"] for name in GASES)


# ---------------------------------------------------------------------------------------
# 2b  a liquid fuel, by the legal table of the year

LIQUIDS = {
    "軽油": "diesel",
    "灯油": "kerosene",
    "揮発油(ガソリン)": "gasoline",
    "A重油": "fuel oil A",
}
OLD_MONTHS = ("2022-11", "2023-01", "2023-02", "2023-03")
NEW_MONTHS = ("2023-04", "2023-06", "2024-02", "2025-05")


def draw_fuel(draw: Draw) -> dict:
    """Litres of a liquid fuel burned in a month near the change of the legal table."""
    fuel = draw.choice(tuple(LIQUIDS))
    new, old = fuel_factor(fuel, "2023"), fuel_factor(fuel, "before-2023")
    return {
        "fuel": f"{fuel} ({LIQUIDS[fuel]})",
        "name": fuel,
        "litres": draw.whole(610, 4890, 10),
        "month": draw.choice(OLD_MONTHS + NEW_MONTHS),
        "gj_new": new.gj_per_unit,
        "tc_new": new.tc_per_gj,
        "gj_old": old.gj_per_unit,
        "tc_old": old.tc_per_gj,
    }


def table_of(month: str) -> str:
    """The legal table of the fiscal year (April to March) in which a month lies."""
    year, number = map(int, month.split("-"))
    return "2023" if year - (number < 4) >= 2023 else "before-2023"


def burned(data: dict, table: str) -> float:
    """t CO2 of the fuel by one of the tables."""
    return combust(data["name"], data["litres"], "L", table).t_co2e


def tonnes(data: dict) -> float:
    """t CO2 by the table of the month's fiscal year."""
    return burned(data, table_of(data["month"]))


q02b = Question(
    "02b",
    title=Text("燃料を、その年度の表で CO2 にする", "A fuel in CO2, by the table of its year"),
    ask=Text(
        "{month} に、{fuel} を {litres} L 燃やしました。活動した年度(4 月から翌年 3 月)の法令の表を使って、"
        "CO2 排出量を t-CO2 で求めてください(小数第 3 位まで)。",
        "In {month} {litres} L of {fuel} were burned. Find the emissions in t-CO2, to three decimals, by the "
        "legal table of that fiscal year (April to March).",
    ),
    given=(
        Given("fuel", Text("燃料", "fuel")),
        Given("litres", Text("使った量", "amount"), "L"),
        Given("month", Text("使った月", "month of use")),
        Given(
            "gj_new", Text("単位発熱量(2023年度からの表)", "heating value, from FY2023"), "GJ/kL"
        ),
        Given("tc_new", Text("炭素排出係数(2023年度からの表)", "carbon, from FY2023"), "tC/GJ"),
        Given("gj_old", Text("単位発熱量(改正前の表)", "heating value, before"), "GJ/kL"),
        Given("tc_old", Text("炭素排出係数(改正前の表)", "carbon, before"), "tC/GJ"),
    ),
    parts={"": Part(Number("t-CO2"))},
    objective="02-fuel-of-the-year",
    read_more=CHAPTER,
    draw=draw_fuel,
    reference=tonnes,
    hints=(
        Text(
            "まず表を選びます。2023 年 1〜3 月は 2022 年度です。次に、量を kL に直します(÷ 1,000)。",
            "Choose the table first: January to March 2023 belong to fiscal year 2022. Then turn the amount "
            "into kL (divide by 1,000).",
        ),
        Text(
            "kL × GJ/kL × tC/GJ で炭素(C)の t が出ます。最後に 44/12 を掛けて CO2 にします。",
            "kL x GJ/kL x tC/GJ gives tonnes of carbon; times 44/12 makes it CO2.",
        ),
    ),
)


@q02b.misconception(
    Text(
        "もう一方の表の係数です。表は、計算した日でも暦年でもなく、活動した年度(4〜3 月)で選びます。"
        "2023 年度(2023-04)からが新しい表です。",
        "That is by the other table. It is chosen by the fiscal year of the activity (April to March), not by "
        "the day of calculating nor the calendar year; the new one holds from April 2023.",
    )
)
def other_table(data: dict) -> float:
    """The table of another year."""
    return burned(data, "before-2023" if table_of(data["month"]) == "2023" else "2023")


@q02b.misconception(
    Text(
        "炭素(C)の t のままです。C の質量 12 から CO2 の質量 44 へ、44/12 を掛けます。",
        "That is tonnes of carbon. Multiply by 44/12, from the mass of C to the mass of CO2.",
    )
)
def carbon_for_co2(data: dict) -> float:
    """44/12 forgotten."""
    return tonnes(data) * CARBON_ONLY


@q02b.misconception(
    Text(
        "L を kL として掛けています。係数は 1 kL(1,000 L)あたりなので、先に 1,000 で割ります。",
        "Litres were taken for kilolitres. The factor is per kL: divide by 1,000 first.",
    )
)
def litres_for_kilolitres(data: dict) -> float:
    """The amount in litres times a factor per kilolitre."""
    return tonnes(data) * 1000


@q02b.misconception(
    Text(
        "44/12 を 2 回掛けています。tC/GJ に 1 回掛ければ、t-CO2/GJ になります。",
        "44/12 went in twice. Once turns tC/GJ into t-CO2/GJ.",
    )
)
def twice_co2(data: dict) -> float:
    """44/12 on a factor that has it already."""
    return tonnes(data) / CARBON_ONLY


# ---------------------------------------------------------------------------------------
# 2c  three bills, three units

CITY_GAS, LPG, DIESEL = "都市ガス", "LPG", "軽油"
BILLS = (CITY_GAS, LPG, DIESEL)
UNITS = {CITY_GAS: "m3", LPG: "kg", DIESEL: "L"}


def draw_bills(draw: Draw) -> dict:
    """A month's bills, with the rows of the legal table near the right ones."""
    return {
        CITY_GAS: draw.whole(1250, 6850, 50),
        LPG: draw.whole(115, 985, 10),
        DIESEL: draw.whole(155, 1895, 10),
        "city_new": 2.053,
        "city_old": 2.23,
        "natural": 1.957,
        "lpg": 2.994,
        "lng": 2.788,
        "diesel_new": 2.619,
        "gasoline": 2.29,
    }


def bills(data: dict, table: str = "2023") -> dict:
    """kg CO2 of each bill."""
    return {fuel: {"kg": combust(fuel, data[fuel], UNITS[fuel], table).kg_co2e} for fuel in BILLS}


q02c = Question(
    "02c",
    title=Text("3 枚の伝票を kg にする", "Three bills in kilograms"),
    ask=Text(
        "2025 年 5 月の伝票が 3 枚あります。都市ガス(東京ガスが公表する値を使います)、LPG、軽油の CO2 排出量を、"
        "それぞれ kg-CO2 で求め、行が 都市ガス・LPG・軽油、列が kg の表にしてください。",
        "Three bills of May 2025: 都市ガス (city gas, by the value that Tokyo Gas publishes), LPG and 軽油 "
        "(diesel). Give the emissions of each in kg-CO2, as a table with those rows and the column kg.",
    ),
    given=(
        Given(CITY_GAS, Text("都市ガスの使用量", "city gas used"), "m3"),
        Given(LPG, Text("LPG の使用量", "LPG used"), "kg"),
        Given(DIESEL, Text("軽油の使用量", "diesel used"), "L"),
        Given("city_new", Text("都市ガス(2023年度から)", "city gas, from FY2023"), "t-CO2/千m3"),
        Given("city_old", Text("都市ガス(改正前)", "city gas, before"), "t-CO2/千m3"),
        Given("natural", Text("天然ガス(2023年度から)", "natural gas, from FY2023"), "t-CO2/千m3"),
        Given("lpg", Text("LPG(2023年度から)", "LPG, from FY2023"), "t-CO2/t"),
        Given("lng", Text("LNG(2023年度から)", "LNG, from FY2023"), "t-CO2/t"),
        Given("diesel_new", Text("軽油(2023年度から)", "diesel, from FY2023"), "t-CO2/kL"),
        Given("gasoline", Text("揮発油(2023年度から)", "gasoline, from FY2023"), "t-CO2/kL"),
    ),
    shape=Table(BILLS, {"kg": Number("kg-CO2")}),
    objective="02-bills-and-their-units",
    read_more=CHAPTER,
    draw=draw_bills,
    reference=bills,
    hints=(
        Text(
            "行ごとに、量の単位を係数の「何あたりか」にそろえます。m3 → 千m3、kg → t、L → kL は、どれも ÷ 1,000 です。",
            "Row by row, bring the amount to what the factor is per: m3 to 1000 m3, kg to t, L to kL, each by "
            "dividing by 1,000.",
        ),
        Text(
            "÷ 1,000 で掛けると t-CO2 が出ます。kg にするには × 1,000。打ち消し合うので、量 × 係数がそのまま kg です。",
            "After dividing you get t-CO2, and times 1,000 makes kilograms: the two cancel, so amount times "
            "factor is already in kg.",
        ),
    ),
)


def one_bill(data: dict, bill: str, fuel: str, table: str = "2023") -> dict:
    """One bill calculated by the row of another fuel, or by another table."""
    return {bill: {"kg": combust(fuel, data[bill], UNITS[bill], table).kg_co2e}}


@q02c.misconception(
    Text(
        "改正前の表の係数(2.23)です。2025 年 5 月は 2025 年度なので、2023年度からの値を使います。",
        "That is by the table before the revision (2.23). May 2025 is in fiscal year 2025: use the value from "
        "FY2023.",
    )
)
def old_table(data: dict) -> dict:
    """City gas by the table before FY2023."""
    return one_bill(data, CITY_GAS, CITY_GAS, "before-2023")


@q02c.misconception(
    Text(
        "天然ガスの行を使っています。都市ガスは天然ガスをもとに作った別の燃料で、係数も別です。",
        "That is the row of natural gas. City gas is made from it and has a factor of its own.",
    )
)
def natural_gas(data: dict) -> dict:
    """City gas taken for natural gas."""
    return one_bill(data, CITY_GAS, "天然ガス")


@q02c.misconception(
    Text(
        "LNG(液化した天然ガス)の行を使っています。LPG(プロパンなど)は別の燃料です。",
        "That is the row of LNG (liquefied natural gas). LPG (propane and the like) is another fuel.",
    )
)
def lng_for_lpg(data: dict) -> dict:
    """LPG taken for LNG."""
    return one_bill(data, LPG, "LNG")


@q02c.misconception(
    Text(
        "揮発油(ガソリン)の行を使っています。軽油はディーゼル車の燃料で、行が別です。",
        "That is the row of gasoline. 軽油 is diesel, in a row of its own.",
    )
)
def gasoline_for_diesel(data: dict) -> dict:
    """Diesel taken for gasoline."""
    return one_bill(data, DIESEL, "揮発油")


@q02c.misconception(
    Text(
        "t-CO2 のままです。量を 1,000 で割って掛けると t になるので、kg にするには 1,000 倍します。",
        "That is in t-CO2. Having divided the amount by 1,000 you get tonnes: times 1,000 for kilograms.",
    )
)
def still_tonnes(data: dict) -> dict:
    """Tonnes written in a column of kilograms."""
    return {fuel: {"kg": row["kg"] / 1000} for fuel, row in bills(data).items()}


@q02c.misconception(
    Text(
        "量の単位をそろえずに掛けて、さらに 1,000 倍しています。m3 を千m3、kg を t、L を kL に直してから掛けます。",
        "The amount was not brought to the factor's unit before multiplying by 1,000: m3 to 1000 m3, kg to t, "
        "L to kL first.",
    )
)
def amount_not_scaled(data: dict) -> dict:
    """Litres taken for kilolitres, and the result turned into kilograms."""
    return {fuel: {"kg": row["kg"] * 1000} for fuel, row in bills(data).items()}


# ---------------------------------------------------------------------------------------
# 2d  a function that reads a factor with its unit


def draw_factors(draw: Draw) -> dict:
    """Electricity factors as different lists write them; `more` are not shown."""
    values = [draw.whole(372, 598) for _ in range(6)]  # g-CO2/kWh
    return {
        "first": f"{values[0] / 1e6:.6f} t-CO2/kWh",
        "second": f"{values[1]} g-CO2/kWh",
        "third": f"{values[2] / 1e3:.3f} t-CO2/MWh",
        "more": (
            f"{values[3] / 1e3:.3f} kg-CO2/kWh",
            f"{values[4] / 1e6:.6f} t-CO2/kWh",
            f"{values[5]} kg-CO2/MWh",
        ),
    }


def per_kwh(text: str) -> float:
    """A factor such as "0.000423 t-CO2/kWh" in kg CO2 per kWh."""
    number, unit = text.split(" ")
    return convert(float(number), unit, "kg-CO2/kWh")


q02d = Question(
    "02d",
    title=Text("係数を、単位ごと読む関数", "A function that reads a factor with its unit"),
    ask=Text(
        "電気の排出係数は、一覧表によって「{first}」「{second}」「{third}」のように単位が違います。"
        "この形の文字を受け取り、kg-CO2/kWh にした数を返す関数を書いてください。質量は t、kg、g、電力量は kWh、MWh の"
        "どれでも来ます。",
        "Lists write the factor of electricity as “{first}”, “{second}” or “{third}”. Write a function that "
        "takes such a text and returns the number in kg-CO2/kWh; the mass may be t, kg or g, the energy kWh "
        "or MWh.",
    ),
    given=(
        Given("first", Text("一覧表 1 の係数", "factor in list 1")),
        Given("second", Text("一覧表 2 の係数", "factor in list 2")),
        Given("third", Text("一覧表 3 の係数", "factor in list 3")),
    ),
    shape=lambda data, hidden: Calls(
        tuple(
            (text,)
            for text in (
                data["first"],
                data["second"],
                data["third"],
                *(data["more"] if hidden else ()),
            )
        ),
        Number("kg-CO2/kWh"),
    ),
    objective="02-unit-stays-with-the-value",
    read_more=CHAPTER,
    draw=draw_factors,
    reference=lambda data: per_kwh,
    hints=(
        Text(
            'number, unit = text.split(" ") で、数と単位に分かれます。数は float(number) で計算できる数になります。',
            'number, unit = text.split(" ") parts number and unit; float(number) makes it a number to '
            "calculate with.",
        ),
        Text(
            'return convert(float(number), unit, "kg-CO2/kWh") と書けば、単位の換算は convert がします。',
            'return convert(float(number), unit, "kg-CO2/kWh") lets convert do the units.',
        ),
    ),
)


@q02d.misconception(
    Text(
        "単位を捨てて、数だけを返しています。t-CO2/kWh なら 1,000 倍、g-CO2/kWh なら 1,000 分の 1 です。",
        "The unit was thrown away. t-CO2/kWh needs times 1,000, g-CO2/kWh a thousandth.",
    )
)
def unit_dropped(data: dict):
    """The bare number."""
    return lambda text: float(text.split(" ")[0])


@q02d.misconception(
    Text(
        "いつも 1,000 倍しています。それは t-CO2/kWh のときだけです。単位の文字を見て決めます。",
        "Always times 1,000: that holds for t-CO2/kWh only. Let the unit decide.",
    )
)
def always_tonnes(data: dict):
    """Every list taken to be in tonnes per kWh."""
    return lambda text: float(text.split(" ")[0]) * 1000


@q02d.misconception(
    Text(
        "「何あたりか」を見ていません。t-CO2/MWh の分母は MWh(1,000 kWh)なので、その分 1,000 で割ります。",
        "What it is per was not looked at: a MWh is 1,000 kWh, so a factor per MWh is divided by 1,000.",
    )
)
def denominator_ignored(data: dict):
    """The mass converted, the energy taken for kWh."""
    grams = {"t": 1000.0, "kg": 1.0, "g": 0.001}
    return lambda text: float(text.split(" ")[0]) * grams[text.split(" ")[1].split("-")[0]]


# ---------------------------------------------------------------------------------------
# Quick checks, answered in the chapter's page: public numbers, no points, not in the notebook
#
# q1  which methane

SOURCES = {
    "都市ガスの配管からの漏れ": ("a leak of a city gas pipe", "fossil"),
    "炭鉱から出るガス": ("gas from a coal mine", "fossil"),
    "天然ガスの採掘での漏れ": ("leaks at a natural gas well", "fossil"),
    "牛のげっぷ": ("cattle", "non-fossil"),
    "生ごみの発酵": ("fermenting food waste", "non-fossil"),
    "水田": ("rice paddies", "non-fossil"),
}


def draw_methane(draw: Draw) -> dict:
    """Kilograms of methane from somewhere."""
    source = draw.choice(tuple(SOURCES))
    return {"kg": draw.whole(12, 98), "source": source, "source_en": SOURCES[source][0]}


def methane(data: dict, other: bool = False) -> float:
    """By AR6, with the source's origin (or with the other one), kg CO2e."""
    origin = SOURCES[data["source"]][1]
    if other:
        origin = "non-fossil" if origin == "fossil" else "fossil"
    return co2e({"CH4": data["kg"]}, "AR6", origin=origin).kg_co2e


q02q1 = Question(
    "02-q1",
    title=Text("どちらのメタンですか", "Which methane"),
    ask=Text(
        "メタンが {kg} kg 出ました。出どころは「{source}」です。AR6 の GWP100 で何 kg-CO2e ですか。",
        "{kg} kg of methane were let out; the source: {source_en}. How many kg-CO2e by the GWP100 of AR6?",
    ),
    given=(Given("kg", Text("メタンの質量", "mass of methane"), "kg"),),
    parts={"": Part(Number("kg-CO2e"))},
    objective="02-two-methanes",
    read_more=CHAPTER,
    draw=draw_methane,
    reference=methane,
    points=0,
    hints=(
        Text(
            "地下から掘り出した炭素なら化石、生きものの活動から出たのなら非化石です。",
            "Carbon dug up from below is fossil; what living things give off is non-fossil.",
        ),
        Text(
            "化石は 29.8、非化石は 27.0 を掛けます。",
            "Multiply by 29.8 where it is fossil, by 27.0 where it is not.",
        ),
    ),
)


@q02q1.misconception(
    Text(
        "由来が逆です。掘り出した炭素(都市ガス、炭鉱、天然ガス)が化石、生きもの由来(家畜、生ごみ、水田)が非化石です。",
        "The origin is the other one: dug-up carbon (city gas, coal, natural gas) is fossil; cattle, food waste "
        "and paddies are not.",
    )
)
def quick_other_methane(data: dict) -> float:
    """The other origin."""
    return methane(data, other=True)


@q02q1.misconception(
    Text(
        "AR5 の 28 を使っています。AR6 では由来で 2 つに分かれます。",
        "That is AR5's 28. AR6 has two values, by origin.",
    )
)
def quick_ar5(data: dict) -> float:
    """AR5."""
    return data["kg"] * gwp100("CH4", "AR5")


@q02q1.misconception(
    Text(
        "27.9 は、由来を分けない別の表の値です。29.8 か 27.0 を選びます。",
        "27.9 is from another table, for no origin: choose 29.8 or 27.0.",
    )
)
def quick_undivided(data: dict) -> float:
    """The value for no origin."""
    return data["kg"] * UNDIVIDED


# ---------------------------------------------------------------------------------------
# q2  which legal table

BY_ACTIVITY = "改正前の表。活動したのは 2022 年度だから (the one before: the activity was in fiscal year 2022)"
BY_CALENDAR = "2023年度からの表。2023 年に使ったから (the one from FY2023: it was used in 2023)"
BY_TODAY = (
    "2023年度からの表。計算する今、有効な表だから (the one from FY2023: it is in force today)"
)
EITHER = "どちらでもよい。燃料の性質は変わらないから (either: the fuel has not changed)"


def draw_month(draw: Draw) -> dict:
    """A fuel used in the last months of fiscal year 2022, calculated later."""
    fuel = draw.choice(tuple(LIQUIDS))
    options = draw.shuffled([BY_ACTIVITY, BY_CALENDAR, BY_TODAY, EITHER])
    return {
        "fuel": fuel,
        "fuel_en": LIQUIDS[fuel],
        "litres": draw.whole(220, 980, 20),
        "month": draw.whole(1, 3),
        "now": draw.choice(("2025 年 6 月", "2026 年 5 月", "2026 年 10 月")),
        "options": tuple(options),
    }


q02q2 = Question(
    "02-q2",
    title=Text("どの年度の表を使いますか", "The table of which year"),
    ask=Text(
        "2023 年 {month} 月に使った{fuel} {litres} L の排出量を、{now} に計算します。どの表を使いますか。",
        "{litres} L of {fuel_en} were used in month {month} of 2023; the emissions are calculated years "
        "later. Which table is used?",
    ),
    given=(),
    parts={"": Part(lambda data: Choice(data["options"]))},
    objective="02-table-of-the-year",
    read_more=CHAPTER,
    draw=draw_month,
    reference=lambda data: BY_ACTIVITY,
    points=0,
    hints=(
        Text(
            "表を決めるのは、計算する日ではなく、燃やした日の年度です。",
            "What decides is the fiscal year of burning, not the day of calculating.",
        ),
        Text(
            "年度は 4 月に始まります。2023 年 {month} 月は、何年度ですか。",
            "The fiscal year begins in April. In which one is month {month} of 2023?",
        ),
    ),
)


@q02q2.misconception(
    Text(
        "暦年で選んでいます。2023 年 1〜3 月は 2022 年度です。新しい表は 2023 年度(4 月)からです。",
        "That is by the calendar year. January to March 2023 are in fiscal year 2022; the new table begins in "
        "April.",
    )
)
def by_calendar_year(data: dict) -> str:
    """The calendar year taken for the fiscal one."""
    return BY_CALENDAR


@q02q2.misconception(
    Text(
        "計算する日の表を選んでいます。過去の活動には、その年度の表を使います。",
        "That is the table of the day of calculating. Past activities take that of their own year.",
    )
)
def by_the_latest(data: dict) -> str:
    """The latest table for everything."""
    return BY_TODAY


@q02q2.misconception(
    Text(
        "燃料が同じでも、表の係数は改正で変わりました。どの表かで答えが変わります。",
        "The fuel is the same, the coefficients were revised: the answer depends on the table.",
    )
)
def no_matter(data: dict) -> str:
    """The difference not noticed."""
    return EITHER


# ---------------------------------------------------------------------------------------
# q3  what lacks its upstream

POWER = "電気: 全国平均の係数(発電時) (electricity: national average at generation)"
LEGAL = (
    "軽油: 算定省令の係数 (diesel: legal table)",
    "都市ガス: 燃焼の係数 (city gas: combustion factor)",
    "トラック: 改良トンキロ法(走行時) (truck: improved tonne-kilometre method when driving)",
    "灯油: 算定省令の係数 (kerosene: legal table)",
)
WTW_FUEL = "軽油: 上流を含む WTW の係数 (diesel: WTW factor with its upstream)"
CRADLE = (
    "アルミ板: サプライヤーの Cradle-to-Gate の値 (aluminium: supplier's cradle-to-gate value)",
    "樹脂: サプライヤーの Cradle-to-Gate の値 (resin: supplier's cradle-to-gate value)",
    "段ボール: データベースのライフサイクルの値 (cardboard: life-cycle value of a database)",
)


def draw_rows(draw: Draw) -> dict:
    """Six rows of a sheet, three of them without their upstream."""
    rows = [POWER, *draw.shuffled(LEGAL)[:2], WTW_FUEL, *draw.shuffled(CRADLE)[:2]]
    return {"rows": tuple(draw.shuffled(rows))}


def among(data: dict, *wanted: str) -> list[str]:
    """The rows that are among those wanted."""
    return [row for row in data["rows"] if row in wanted]


q02q3 = Question(
    "02-q3",
    title=Text("上流が入っていない行はどれ", "Which rows lack their upstream"),
    ask=Text(
        "計算表の 6 つの行のうち、燃料の上流(採掘・精製・輸送)の分が入っていないものをすべて選んでください。",
        "Of six rows of a sheet, choose all that lack the upstream of the fuel (extraction, refining, "
        "transport).",
    ),
    given=(),
    parts={"": Part(lambda data: Choices(data["rows"]))},
    objective="02-ttw-or-wtw",
    read_more=CHAPTER,
    draw=draw_rows,
    reference=lambda data: among(data, POWER, *LEGAL),
    points=0,
    hints=(
        Text(
            "燃やしたとき、走ったとき、発電したときだけの係数(TTW)を探します。",
            "Look for factors of burning, driving or generating only (TTW).",
        ),
        Text(
            "3 つあります。WTW、ライフサイクル、Cradle-to-Gate と書かれたものには、上流が入っています。",
            "There are three. What says WTW, life cycle or cradle-to-gate has its upstream.",
        ),
    ),
)


@q02q3.misconception(
    Text(
        "電気が抜けています。発電時の係数には、発電所の燃料を掘って運ぶまでの分が入っていません。",
        "Electricity is missing: a factor at generation leaves out getting the power station its fuel.",
    )
)
def electricity_is_clean(data: dict) -> list[str]:
    """Electricity taken to be complete."""
    return among(data, *LEGAL)


@q02q3.misconception(
    Text(
        "「燃料だから」と、WTW の軽油まで選んでいます。WTW(Well-to-Wheel)は、上流と燃焼の合計です。",
        "WTW diesel was chosen because it is a fuel: well-to-wheel is upstream and combustion together.",
    )
)
def every_fuel(data: dict) -> list[str]:
    """Whatever is a fuel."""
    return among(data, POWER, *LEGAL, WTW_FUEL)


@q02q3.misconception(
    Text(
        "逆です。Cradle-to-Gate やライフサイクルの値は、上流を含んでいます。",
        "The other way round: cradle-to-gate and life-cycle values include their upstream.",
    )
)
def upstream_exchanged(data: dict) -> list[str]:
    """Those that have it, in place of those that lack it."""
    return among(data, WTW_FUEL, *CRADLE)
