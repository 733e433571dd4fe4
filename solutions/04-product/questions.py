"""Questions of chapter 4: product-based calculation.

The chapter works the chassis of the PC case; here every participant has other numbers.
"""

from gxd_teach.classroom import Choice, Choices, Draw, Given, Number, Part, Question, Text
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
        "電気の分が、ほとんど入っていません。電気の排出係数は t-CO2/kWh なので、kg にするには 1,000 倍します。",
        "The electricity is all but missing. Its factor is in t-CO2/kWh: multiply by 1,000 to get kilograms.",
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


# ---------------------------------------------------------------------------------------
# Quick checks, answered in the chapter's page: public numbers, no points, not in the notebook
#
# q1  what is inside the boundary

OWN = "加工に使う電力 (electricity for processing)"
INBOUND = "材料が工場に届くまでの輸送 (transport of the material to the factory)"
OUTBOUND = "納入先までの輸送 (transport to the customer)"
USE = "納入先で使うときの電力 (electricity when the customer uses it)"
METALS = {"アルミ板": "aluminium sheet", "鋼板": "steel sheet", "銅板": "copper sheet"}


def draw_flows(draw: Draw) -> dict:
    """A pressed part of some metal, and the flows around it in a drawn order."""
    metal = draw.choice(tuple(METALS))
    product = f"製品になる分の{metal}の製造 (making the {METALS[metal]} that ends in the product)"
    scrap = f"端材になる分の{metal}の製造 (making the {METALS[metal]} that ends as scrap)"
    flows = (product, scrap, INBOUND, OWN, OUTBOUND, USE)
    return {
        "metal": metal,
        "metal_en": METALS[metal],
        "product": product,
        "scrap": scrap,
        "flows": tuple(draw.shuffled(flows)),
    }


q04q1 = Question(
    "04-q1",
    title=Text("境界の内側はどれ", "What is inside the boundary"),
    ask=Text(
        "{metal}をプレスして部品を作り、納入先へ送ります。部品 1 個の Cradle-to-Gate の排出量に"
        "足すものを、すべて選んでください。",
        "A part is pressed from {metal_en} and sent to the customer. Choose everything that is added "
        "to the cradle-to-gate emissions of one part.",
    ),
    given=(),
    parts={"": Part(lambda data: Choices(data["flows"]))},
    objective="04-cradle-to-gate-boundary",
    read_more="book/framework/04-product",
    draw=draw_flows,
    reference=lambda data: [data["product"], data["scrap"], INBOUND, OWN],
    points=0,
    hints=(
        Text(
            "Cradle-to-Gate は「ゆりかごから出荷口まで」。自社の出荷口より前に起きることは、他社で起きたことも入ります。",
            "Cradle-to-gate is from the cradle to your own gate: what happened before it counts, also at other companies.",
        ),
        Text(
            "材料は投入量で数えます。出荷口を出たあとのことは 2 つあります。",
            "Materials are counted by the amount put in. Two of the flows happen after the gate.",
        ),
    ),
)


@q04q1.misconception(
    Text(
        "自社の中(Gate-to-Gate)だけになっています。材料を作る排出も、それを運ぶ排出も、上流の分として入ります。",
        "That is your own process only (gate-to-gate). Making the material and bringing it in belong to it too.",
    )
)
def own_process_only(data: dict) -> list[str]:
    """Gate-to-gate handed over as cradle-to-gate."""
    return [OWN]


@q04q1.misconception(
    Text(
        "材料の輸送が入っていません。自社に届くまでの輸送は境界の内側です。",
        "The transport of the material is missing. Transport up to your gate is inside the boundary.",
    )
)
def inbound_left_out(data: dict) -> list[str]:
    """Transport taken to be the supplier's affair."""
    return [data["product"], data["scrap"], OWN]


@q04q1.misconception(
    Text(
        "納入先までの輸送が入っています。出荷したあとの輸送は、この値には足さず、別に数えます。",
        "Transport to the customer is in it. What happens after your gate is not added but counted separately.",
    )
)
def outbound_included(data: dict) -> list[str]:
    """Outbound transport added in."""
    return [data["product"], data["scrap"], INBOUND, OWN, OUTBOUND]


@q04q1.misconception(
    Text(
        "端材になる分が抜けています。端材になる材料も買っているので、投入量の全部を数えます。",
        "What ends as scrap is missing. That material was bought as well: count all that is put in.",
    )
)
def scrap_left_out(data: dict) -> list[str]:
    """Materials by what is in the finished part."""
    return [data["product"], INBOUND, OWN]


@q04q1.misconception(
    Text(
        "使用段階まで入っています。それは Cradle-to-Grave(ゆりかごから墓場まで)の範囲です。",
        "The use of the part is in it: that would be cradle-to-grave.",
    )
)
def cradle_to_grave(data: dict) -> list[str]:
    """The whole life."""
    return list(data["flows"])


# ---------------------------------------------------------------------------------------
# q2  tonne-kilometres

q04q2 = Question(
    "04-q2",
    title=Text("輸送の数量", "The amount of transport"),
    ask=Text(
        "{kg} kg の樹脂を、最大積載量 {truck} t のトラックで {km} km 運びます。排出係数(g-CO2/tkm)に"
        "掛ける数量は、何 tkm ですか。",
        "{kg} kg of resin go {km} km by a truck that can carry {truck} t. How many tkm is that, the "
        "amount that belongs to a factor in g-CO2/tkm?",
    ),
    given=(
        Given("kg", Text("樹脂の質量", "mass of the resin"), "kg"),
        Given("truck", Text("トラックの最大積載量", "what the truck can carry"), "t"),
        Given("km", Text("輸送距離(片道)", "distance, one way"), "km"),
    ),
    parts={"": Part(Number("tkm"))},
    objective="04-tonne-kilometres",
    read_more="book/framework/04-product",
    draw=lambda draw: {
        "kg": draw.whole(125, 985, 5),
        "truck": draw.choice((2, 4, 10)),
        "km": draw.whole(155, 865, 10),
    },
    reference=lambda data: data["kg"] / 1000 * data["km"],
    points=0,
    hints=(
        Text(
            "tkm(トンキロ)は、運んだ質量(t)× 運んだ距離(km)です。",
            "A tonne-kilometre is the mass carried in tonnes times the distance in kilometres.",
        ),
        Text(
            "{kg} kg を 1,000 で割って t に直し、{km} km を掛けます。",
            "Divide {kg} kg by 1,000 to get tonnes, then multiply by {km} km.",
        ),
    ),
)


@q04q2.misconception(
    Text(
        "kg のまま距離を掛けています。tkm にするには、先に質量を t に直します(÷ 1,000)。",
        "The mass is still in kg. For tkm, turn it into tonnes first (divide by 1,000).",
    )
)
def kilograms_times_kilometres(data: dict) -> float:
    """Kilogram-kilometres."""
    return data["kg"] * data["km"]


@q04q2.misconception(
    Text(
        "トラックの最大積載量を掛けています。数えるのは、実際に運んだ荷物の質量です。",
        "That takes what the truck could carry. What counts is the mass that was carried.",
    )
)
def capacity_times_distance(data: dict) -> float:
    """The truck's capacity in place of the load."""
    return data["truck"] * data["km"]


@q04q2.misconception(
    Text(
        "往復の距離になっています。輸送の数量は、荷物を運んだ片道の距離で数えます。",
        "That is there and back. The amount of transport takes the distance over which the goods went.",
    )
)
def there_and_back(data: dict) -> float:
    """The empty way back counted as transport."""
    return data["kg"] / 1000 * data["km"] * 2


# ---------------------------------------------------------------------------------------
# q3  primary data share


q04q3 = Question(
    "04-q3",
    title=Text("一次データ比率", "Primary data share"),
    ask=Text(
        "部品 1 個の排出量は、材料 {material_kg} kg-CO2e(サプライヤーの申告で PDS {supplier_pds} %)と、"
        "電力 {power_kg} kg-CO2e(自社のメーターの電力量 × 全国平均の係数)の合計です。"
        "部品の一次データ比率は何 % ですか(小数第 1 位まで)。",
        "One part carries {material_kg} kg-CO2e of material (the supplier states a PDS of {supplier_pds} %) "
        "and {power_kg} kg-CO2e of electricity (own meter times the national average factor). "
        "What is its primary data share in %, to one decimal?",
    ),
    given=(
        Given("material_kg", Text("材料の排出量", "emissions of the material"), "kg-CO2e"),
        Given("supplier_pds", Text("材料の PDS(申告)", "PDS of the material, as stated"), "%"),
        Given("power_kg", Text("電力の排出量", "emissions of the electricity"), "kg-CO2e"),
    ),
    parts={"": Part(Number("%", absolute=0.06))},
    objective="04-primary-data-share",
    read_more="book/framework/04-product",
    draw=lambda draw: {
        "material_kg": draw.step(4.15, 9.85, 0.1),
        "supplier_pds": draw.whole(35, 75, 5),
        "power_kg": draw.step(1.55, 3.95, 0.1),
    },
    reference=lambda data: (
        data["material_kg"] * data["supplier_pds"] / (data["material_kg"] + data["power_kg"])
    ),
    points=0,
    hints=(
        Text(
            "一次データと数えるのは、活動量と排出係数の両方が一次データである部分です。電力の係数はどちらですか。",
            "Only what has both its amount and its factor from primary data counts. Which is the factor of the electricity?",
        ),
        Text(
            "排出量で重みを付けます。Σ(排出量 × PDS)÷ Σ 排出量。電力の PDS は 0 % です。",
            "Weigh by the emissions: sum of emissions x PDS over the sum of emissions. The electricity has 0 %.",
        ),
    ),
)


@q04q3.misconception(
    Text(
        "電力を一次データと数えています。電力量は自社の値でも、係数が全国平均なので、この部分は 0 % です。",
        "The electricity was counted as primary. The amount is your own but the factor is an average: that part has 0 %.",
    )
)
def metered_is_primary(data: dict) -> float:
    """Primary activity data with a secondary factor counted as primary."""
    primary = data["material_kg"] * data["supplier_pds"] + data["power_kg"] * 100
    return primary / (data["material_kg"] + data["power_kg"])


@q04q3.misconception(
    Text(
        "PDS を単純に平均しています。排出量の大きい項目ほど重く数えます。",
        "That is the plain mean of the two shares. Weigh each by its emissions.",
    )
)
def plain_mean(data: dict) -> float:
    """Not weighted by emissions."""
    return data["supplier_pds"] / 2


@q04q3.misconception(
    Text(
        "電力が分母に入っていません。一次データでない項目も、分母には入ります。",
        "The electricity is not in the denominator. What is not primary belongs there too.",
    )
)
def secondary_left_out(data: dict) -> float:
    """Secondary items left out of the whole."""
    return data["supplier_pds"]


# ---------------------------------------------------------------------------------------
# what the buyer does with the record

q04q4 = Question(
    "04-q4",
    title=Text("渡した値は、相手の表にどう入るか", "What the buyer enters"),
    ask=Text(
        "あなたの部品の記録(PACT v3)には、宣言単位 1 個、`pcfExcludingBiogenicUptake` は {pcf} kg-CO2e、"
        "一次データ比率は {pds} % とあります。取引先の製品 1 台は、この部品を {pieces} 個使います。"
        "取引先の表で、この部品の行は何 kg-CO2e になりますか(小数第 2 位まで)。",
        "Your part's record (PACT v3) states a declared unit of 1 piece, a `pcfExcludingBiogenicUptake` of "
        "{pcf} kg-CO2e and a primary data share of {pds} %. One product of your customer holds {pieces} of them. "
        "How many kg-CO2e does the part's line have in the customer's sheet, to two decimals?",
    ),
    given=(
        Given("pcf", Text("部品 1 個の PCF", "footprint of one part"), "kg-CO2e"),
        Given("pds", Text("一次データ比率", "primary data share"), "%"),
        Given("pieces", Text("製品 1 台に使う個数", "parts in one product"), "個"),
    ),
    parts={"": Part(Number("kg-CO2e", absolute=0.006))},
    objective="04-record-becomes-a-factor",
    read_more="book/framework/04-product",
    draw=lambda draw: {
        "pcf": draw.step(1.15, 6.85, 0.1),
        "pds": draw.whole(35, 80, 5),
        "pieces": draw.whole(2, 6),
    },
    reference=lambda data: data["pcf"] * data["pieces"],
    points=0,
    hints=(
        Text(
            "受け取った PCF は、相手の表では「排出係数」です。活動量は、何でしょうか。",
            "In the customer's sheet your footprint is an emission factor. What is the activity amount?",
        ),
        Text(
            "行の排出量 = 使う個数 × 1 個の PCF。一次データ比率は、排出量ではなく確かさを言う数字です。",
            "Emissions of the line = parts used x footprint of one. The primary data share says how sure it is, not how much.",
        ),
    ),
)


@q04q4.misconception(
    Text(
        "1 個の値のままです。取引先は 1 台に何個も使うので、個数を掛けます。",
        "That is the value of one part. The customer uses several in a product: multiply by how many.",
    )
)
def one_piece_only(data: dict) -> float:
    """The footprint of one part is entered for all of them."""
    return data["pcf"]


@q04q4.misconception(
    Text(
        "一次データ比率を掛けています。比率は確かさの説明で、排出量はその分だけ減りません。",
        "The primary data share was multiplied in. It tells how the value was made; no emissions go away by it.",
    )
)
def only_the_primary_part(data: dict) -> float:
    """Only the primary part is passed on."""
    return data["pcf"] * data["pieces"] * data["pds"] / 100
