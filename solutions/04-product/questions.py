"""Questions of chapter 4: product-based calculation.

The chapter works the chassis of the PC case; here every participant has other numbers.
"""

from gxd_teach.classroom import Choice, Draw, Given, Number, Part, Question, Text
from gxd_teach.framework import EmissionFactors, Inventory

FACTORS = EmissionFactors.load()
ALUMINIUM, RESIN = FACTORS["FICT-AL-SHEET"], FACTORS["FICT-RESIN"]
STEEL = FACTORS["FICT-STEEL"]
POWER, TRUCK = FACTORS["ELEC-JP-AVERAGE-FY2024"], FACTORS["TRUCK-10T-DIESEL-FULL"]
KWH = POWER.value * 1000  # kg-CO2/kWh
TKM = TRUCK.value / 1000  # kg-CO2/tkm


# ---------------------------------------------------------------------------------------
# 4a  a footprint from activity rows


def draw_chassis(draw: Draw) -> dict:
    """A chassis: materials that go in, what comes out, electricity, the way to the factory."""
    al_kg = draw.step(0.75, 1.6, 0.05)
    resin_kg = draw.step(0.2, 0.6, 0.05)
    return {
        "al_kg": al_kg,
        "resin_kg": resin_kg,
        "product_kg": round((al_kg + resin_kg) * draw.step(0.84, 0.9, 0.01), 2),
        "kwh": draw.step(3.5, 8.0, 0.5),
        "km": draw.whole(450, 900, 25),
        "al_factor": ALUMINIUM.value,
        "resin_factor": RESIN.value,
        "kwh_factor": POWER.value,
        "tkm_factor": TRUCK.value,
    }


def materials(data: dict) -> float:
    """Emissions of the materials that go in, kg CO2e."""
    return data["al_kg"] * ALUMINIUM.value + data["resin_kg"] * RESIN.value


def transport(data: dict) -> float:
    """Emissions of bringing the materials in, kg CO2."""
    return (data["al_kg"] + data["resin_kg"]) / 1000 * data["km"] * TKM


def chassis(data: dict) -> float:
    """The right way: activity times factor, row by row, with the units checked."""
    tkm = (data["al_kg"] + data["resin_kg"]) / 1000 * data["km"]
    rows = [
        ("aluminium", "raw_material", data["al_kg"], "kg", ALUMINIUM.name),
        ("resin", "raw_material", data["resin_kg"], "kg", RESIN.name),
        ("electricity", "production", data["kwh"], "kWh", POWER.name),
        ("transport", "transport", tkm, "tkm", TRUCK.name),
    ]
    names = ("flow", "stage", "amount", "unit", "factor")
    inventory = Inventory.from_rows(
        {**dict(zip(names, row, strict=True)), "data": "primary"} for row in rows
    )
    return inventory.footprint().total_kg_co2e


q04a = Question(
    "04a",
    title=Text("シャーシ 1 個の排出量", "The footprint of one chassis"),
    ask=Text(
        "ノートPC用シャーシ 1 個の、原材料調達から製造まで(Cradle-to-Gate)の排出量を kg-CO2e で"
        "求めてください。材料はどちらも工場までトラックで運びます。",
        "Find the cradle-to-gate emissions of one notebook PC chassis in kg-CO2e. "
        "Both materials come to the factory by truck.",
    ),
    given=(
        Given("al_kg", Text("アルミ板の投入量", "aluminium sheet put in"), "kg"),
        Given("resin_kg", Text("樹脂の投入量", "resin put in"), "kg"),
        Given(
            "product_kg", Text("出来上がったシャーシの質量", "mass of the finished chassis"), "kg"
        ),
        Given("kwh", Text("加工の電力", "electricity for processing"), "kWh"),
        Given("km", Text("材料の輸送距離", "distance the materials travel"), "km"),
        Given("al_factor", Text("アルミ板の排出係数", "factor of aluminium sheet"), "kg-CO2e/kg"),
        Given("resin_factor", Text("樹脂の排出係数", "factor of resin"), "kg-CO2e/kg"),
        Given("kwh_factor", Text("電気の排出係数(全国平均)", "factor of electricity"), "t-CO2/kWh"),
        Given(
            "tkm_factor", Text("10 t トラックの排出係数", "factor of the 10 t truck"), "g-CO2/tkm"
        ),
    ),
    parts={"": Part(Number("kg-CO2e"))},
    objective="04-sum-of-activity-times-factor",
    read_more="book/framework/04-product",
    draw=draw_chassis,
    reference=chassis,
    hints=(
        Text(
            "行は 4 つです。アルミ板、樹脂、電力、輸送。それぞれ「数量 × 排出係数」を kg にして足します。",
            "There are four rows: aluminium, resin, electricity, transport. Multiply each amount by "
            "its factor, in kg, and add up.",
        ),
        Text(
            "輸送の数量は tkm(トンキロ)です。材料 2 つの合計を t に直し、{km} km を掛けます。",
            "The amount of transport is in tkm: both materials together in tonnes, times {km} km.",
        ),
    ),
)


@q04a.misconception(
    Text(
        "材料を出来上がりの質量で計算しています。端材になる分も材料として調達しているので、"
        "投入量を使います。",
        "The materials were counted by the mass of the finished chassis. What ends as scrap was "
        "bought too: use the amounts put in.",
    )
)
def net_mass(data: dict) -> float:
    """Materials, and their transport, by the mass of what comes out."""
    share = data["product_kg"] / (data["al_kg"] + data["resin_kg"])
    return share * (materials(data) + transport(data)) + data["kwh"] * KWH


@q04a.misconception(
    Text(
        "材料の輸送が入っていません。自社に届くまでの輸送は Cradle-to-Gate の内側です。",
        "The transport of the materials is missing. Transport up to your gate is inside the "
        "cradle-to-gate boundary.",
    )
)
def no_inbound_transport(data: dict) -> float:
    """Inbound transport left out."""
    return materials(data) + data["kwh"] * KWH


@q04a.misconception(
    Text(
        "輸送の数量が kg × km になっています。排出係数は 1 tkm あたりなので、質量を t に直してから"
        "距離を掛けます。",
        "The amount of transport is in kg x km. The factor is per tkm: turn the mass into tonnes "
        "before multiplying by the distance.",
    )
)
def kilogram_kilometres(data: dict) -> float:
    """Kilogram-kilometres taken for tonne-kilometres."""
    return materials(data) + data["kwh"] * KWH + 1000 * transport(data)


@q04a.misconception(
    Text(
        "電気の排出係数は t-CO2/kWh です。kg にするには 1,000 倍します。",
        "The electricity factor is in t-CO2/kWh: multiply by 1,000 to get kilograms.",
    )
)
def tonnes_as_kilograms(data: dict) -> float:
    """t-CO2/kWh taken for kg-CO2/kWh."""
    return materials(data) + data["kwh"] * POWER.value + transport(data)


# ---------------------------------------------------------------------------------------
# 4b  yield


q04b = Question(
    "04b",
    title=Text("良品率を入れる", "Bring in the yield"),
    ask=Text(
        "着手した 1 個あたりの排出量は {begun_kg} kg-CO2e です。着手したもののうち {yield_percent} % が"
        "良品になり、残りは廃棄されます(廃棄の排出は考えません)。良品 1 個あたりの排出量を kg-CO2e で"
        "求めてください。",
        "Each piece begun carries {begun_kg} kg-CO2e. {yield_percent} % of the pieces begun turn out "
        "good, the rest is scrapped (leave its disposal aside). Find the emissions of one good "
        "piece in kg-CO2e.",
    ),
    given=(
        Given("begun_kg", Text("着手 1 個あたりの排出量", "emissions per piece begun"), "kg-CO2e"),
        Given("yield_percent", Text("良品率", "yield"), "%"),
    ),
    parts={"": Part(Number("kg-CO2e"))},
    objective="04-yield-divides",
    read_more="book/framework/04-product",
    draw=lambda draw: {
        "begun_kg": draw.step(8.15, 17.95, 0.05),
        "yield_percent": draw.whole(86, 94),
    },
    reference=lambda data: data["begun_kg"] / (data["yield_percent"] / 100),
    hints=(
        Text(
            "良品 1 個を得るには、1 個より多く着手します。答えは {begun_kg} より大きくなるはずです。",
            "More than one piece must be begun to get one good piece: the answer is above {begun_kg}.",
        ),
        Text(
            "100 個に着手すると、良品は {yield_percent} 個です。100 個分の排出量を、良品の数で割ります。",
            "Of 100 pieces begun, {yield_percent} are good. Divide the emissions of all 100 by those.",
        ),
    ),
)


@q04b.misconception(
    Text(
        "良品率を掛けています。不良品の分の排出も良品が引き受けるので、歩留まりは割り算です。",
        "The yield was multiplied. Good pieces also carry what went into the rejected ones: divide.",
    )
)
def multiplied(data: dict) -> float:
    """Multiplied by the yield."""
    return data["begun_kg"] * data["yield_percent"] / 100


@q04b.misconception(
    Text(
        "不良率の分を足しています(×(1 + 不良率))。良品の数で割るので、÷ 良品率 になります。",
        "The reject rate was added on (x (1 + reject rate)). Dividing by the number of good pieces "
        "means dividing by the yield.",
    )
)
def rejects_added(data: dict) -> float:
    """Multiplied by one plus the reject rate."""
    return data["begun_kg"] * (1 + (100 - data["yield_percent"]) / 100)


@q04b.misconception(
    Text(
        "良品率が入っていません。不良品の分の排出を、良品に割り振ります。",
        "The yield is not in it. What went into the rejected pieces is carried by the good ones.",
    )
)
def yield_ignored(data: dict) -> float:
    """The piece begun, as if all were good."""
    return data["begun_kg"]


# ---------------------------------------------------------------------------------------
# 4c  hot spot

FLOWS = {"al": "アルミ板", "resin": "樹脂", "steel": "鋼の金具", "power": "電力"}


def draw_bracket(draw: Draw) -> dict:
    """A part in which the heaviest input is not the one that emits most."""
    return {
        "al_kg": draw.step(0.6, 1.2, 0.05),
        "resin_kg": draw.step(1.4, 2.0, 0.05),
        "steel_kg": draw.step(0.2, 0.6, 0.05),
        "kwh": draw.step(2.0, 6.0, 0.5),
        "al_factor": ALUMINIUM.value,
        "resin_factor": RESIN.value,
        "steel_factor": STEEL.value,
        "kwh_factor": KWH,
    }


def emissions(data: dict) -> dict[str, float]:
    """Emissions of each flow, kg CO2e."""
    return {
        FLOWS["al"]: data["al_kg"] * data["al_factor"],
        FLOWS["resin"]: data["resin_kg"] * data["resin_factor"],
        FLOWS["steel"]: data["steel_kg"] * data["steel_factor"],
        FLOWS["power"]: data["kwh"] * data["kwh_factor"],
    }


def masses(data: dict) -> dict[str, float]:
    """Mass of each material, kg."""
    return {FLOWS[name]: data[f"{name}_kg"] for name in ("al", "resin", "steel")}


def largest(amounts: dict[str, float]) -> str:
    """The name with the largest amount."""
    return max(amounts, key=lambda name: amounts[name])


def hot_spot(data: dict) -> dict:
    """The flow that emits most, and its share of the total in percent."""
    kg = emissions(data)
    flow = largest(kg)
    return {"flow": flow, "share": 100 * kg[flow] / sum(kg.values())}


q04c = Question(
    "04c",
    title=Text("ホットスポットを見つける", "Find the hot spot"),
    ask=Text(
        "ある部品 1 個について、排出量が最も大きい項目(ホットスポット)と、それが全体に占める割合を % で"
        "(小数第 1 位まで)答えてください。項目名は アルミ板、樹脂、鋼の金具、電力 のどれかです。",
        "For one part, name the flow that emits most (the hot spot) and its share of the total in % "
        "(to one decimal). The flows are アルミ板 (aluminium), 樹脂 (resin), 鋼の金具 (steel fitting), "
        "電力 (electricity).",
    ),
    given=(
        Given("al_kg", Text("アルミ板", "aluminium sheet (アルミ板)"), "kg"),
        Given("resin_kg", Text("樹脂", "resin (樹脂)"), "kg"),
        Given("steel_kg", Text("鋼の金具", "steel fitting (鋼の金具)"), "kg"),
        Given("kwh", Text("電力", "electricity (電力)"), "kWh"),
        Given("al_factor", Text("アルミ板の排出係数", "factor of aluminium sheet"), "kg-CO2e/kg"),
        Given("resin_factor", Text("樹脂の排出係数", "factor of resin"), "kg-CO2e/kg"),
        Given(
            "steel_factor",
            Text("鋼の金具の排出係数(架空)", "factor of steel (fictitious)"),
            "kg-CO2e/kg",
        ),
        Given("kwh_factor", Text("電気の排出係数", "factor of electricity"), "kg-CO2/kWh"),
    ),
    parts={
        "flow": Part(Choice(tuple(FLOWS.values())), Text("項目", "flow")),
        "share": Part(Number("%", absolute=0.06), Text("割合", "share")),
    },
    objective="04-hot-spot",
    read_more="book/framework/04-product",
    draw=draw_bracket,
    reference=hot_spot,
    hints=(
        Text(
            "質量ではなく排出量で比べます。まず 4 つの項目の排出量を kg-CO2e で出してください。",
            "Compare emissions, not masses. First find the emissions of all four flows in kg-CO2e.",
        ),
        Text(
            "割合 = その項目の排出量 ÷ 4 項目の排出量の合計 × 100 です。",
            "Share = emissions of that flow / emissions of all four x 100.",
        ),
    ),
)


@q04c.misconception(
    Text(
        "質量で比べています。軽くても排出係数が大きければ排出量は大きくなります。排出量で比べましょう。",
        "That compares masses. A light input with a large factor can emit most: compare emissions.",
    )
)
def heaviest(data: dict) -> dict:
    """The heaviest flow, and its share of the emissions."""
    kg = emissions(data)
    flow = largest(masses(data))
    return {"flow": flow, "share": 100 * kg[flow] / sum(kg.values())}


@q04c.misconception(
    Text(
        "質量の割合になっています。排出量の割合を求めます。",
        "That is a share of the mass. The share of the emissions is asked for.",
    )
)
def share_of_mass(data: dict) -> dict:
    """The hot spot's share of the mass."""
    kg = masses(data)
    return {"share": 100 * kg[largest(emissions(data))] / sum(kg.values())}


@q04c.misconception(
    Text(
        "ほかの項目の合計で割っています。分母には、その項目自身も入ります。",
        "That divides by the other flows only. The whole, the flow itself included, is the base.",
    )
)
def ratio_to_the_rest(data: dict) -> dict:
    """The hot spot against all the others."""
    kg = emissions(data)
    top = kg[largest(kg)]
    return {"share": 100 * top / (sum(kg.values()) - top)}


@q04c.misconception(
    Text(
        "電力が入っていません。材料だけでなく、4 項目すべての合計で割ります。",
        "Electricity is missing. Divide by all four flows, not by the materials alone.",
    )
)
def materials_only(data: dict) -> dict:
    """The hot spot's share of the materials' emissions."""
    kg = emissions(data)
    top = kg[largest(kg)]
    return {"share": 100 * top / (sum(kg.values()) - kg[FLOWS["power"]])}


@q04c.misconception(
    Text(
        "割合が 0〜1 の数になっています。% で求めるので 100 を掛けます。",
        "That is a share from 0 to 1. It is asked for in %: multiply by 100.",
    )
)
def fraction(data: dict) -> dict:
    """A fraction in place of a percentage."""
    return {"share": hot_spot(data)["share"] / 100}
