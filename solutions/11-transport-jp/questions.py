"""Questions of chapter 11: transport by the four Japanese methods.

The chapter follows one truck over 576 km; here every participant has other trucks and ways. The
consignments are invented, the coefficients carry their year and source in `datasets/`.
"""

import math

from gxd_teach import datasets
from gxd_teach.classroom import (
    Calls,
    Choice,
    Choices,
    Draw,
    Figure,
    Given,
    Number,
    Part,
    Question,
    Text,
)
from gxd_teach.framework.logistics import (
    Leg,
    Option,
    compare,
    fuel_economy_method,
    fuel_intensity,
    improved_tonne_km_method,
    kg_co2_per_litre,
    mode_coefficient,
)

CHAPTER = "book/framework/11-transport-jp"
DIESEL = kg_co2_per_litre("diesel")
SHOWN_DIESEL = round(DIESEL, 3)
OLD_DIESEL = next(
    float(row["t_co2_per_unit"])
    for row in datasets.rows("fuels")
    if row["factor_id"] == "FUEL-DIESEL-BEFORE2023"
)
FULL_TRUCK = float(datasets.rows("transport")[0]["value"])  # g-CO2/tkm, 10 t, full
RAIL = mode_coefficient("rail", 2006)  # g-CO2/tkm, behind the published example
PAYLOADS = (2000, 3000, 4000, 6000, 8000, 10_000, 12_000)


def litres_per_tkm(x: float, z: float, a=2.71, b=0.812, c=0.654, log=math.log) -> float:
    """The formula written out, so that a mistake can be made in it."""
    return math.exp(a - b * log(x / 100) - c * log(z))


TRUCK_GIVEN = (
    Given("tonnes", Text("運んだ荷物", "load carried"), "t"),
    Given("km", Text("輸送距離(片道)", "distance, one way"), "km"),
    Given("load_percent", Text("積載率", "load rate"), "%"),
    Given("payload_kg", Text("最大積載量", "maximum payload"), "kg"),
    Given("litre_factor", Text("軽油の係数(2023 年度からの表)", "factor of diesel"), "kg-CO2/L"),
)


def full_truck(draw: Draw) -> dict:
    """A truck of some size, full, over some way."""
    payload = draw.choice(PAYLOADS)
    return {
        "tonnes": payload / 1000,
        "km": draw.whole(115, 885, 7),
        "load_percent": 100,
        "payload_kg": payload,
        "litre_factor": SHOWN_DIESEL,
    }


def by_formula(data: dict, litres: float, factor: float = DIESEL) -> float:
    """kg CO2 from litres per tkm."""
    return data["tonnes"] * data["km"] * litres * factor


def improved(data: dict) -> float:
    """The improved tonne-kilometre method, kg CO2."""
    return improved_tonne_km_method(
        data["tonnes"], data["km"], data["load_percent"], data["payload_kg"]
    ).kg_co2


# ---------------------------------------------------------------------------------------
# 11a  the improved tonne-kilometre method, full truck

q11a = Question(
    "11a",
    title=Text("改良トンキロ法(満載)", "The improved tonne-kilometre method, full truck"),
    ask=Text(
        "軽油のトラックが、満載(積載率 100 %)の荷物を運びました。改良トンキロ法で、この輸送の排出量を "
        "kg-CO2 で求めてください。式は ln y = 2.71 − 0.812 ln(x/100) − 0.654 ln z です"
        "(y は L/tkm、x は積載率 %、z は最大積載量 kg)。",
        "A diesel truck carried a full load (load rate 100 %). Find the emissions of this transport in "
        "kg-CO2 by the improved tonne-kilometre method: ln y = 2.71 - 0.812 ln(x/100) - 0.654 ln z "
        "(y in L/tkm, x the load rate in %, z the maximum payload in kg).",
    ),
    given=TRUCK_GIVEN,
    parts={"": Part(Number("kg-CO2"))},
    objective="11-improved-tonne-kilometres",
    read_more=CHAPTER,
    draw=full_truck,
    reference=improved,
    hints=(
        Text(
            "満載なので ln(x/100) は 0 です。表計算なら =EXP(2.71-0.654*LN({payload_kg})) で y(L/tkm)が出ます。",
            "Full means ln(x/100) = 0. In a spreadsheet =EXP(2.71-0.654*LN({payload_kg})) gives y in L/tkm.",
        ),
        Text(
            "排出量 = {tonnes:g} t × {km} km × y × 軽油の係数 です。z は kg、荷物は t で使います。",
            "Emissions = {tonnes:g} t x {km} km x y x factor of diesel. z is in kg, the load in t.",
        ),
    ),
)


@q11a.misconception(
    Text(
        "最大積載量 z を t のまま式に入れています。z は kg です(10 t なら 10,000)。t で入れると、燃料が約 90 倍になります。",
        "The payload z went into the formula in tonnes. It is in kg (10,000 for 10 t): in tonnes the fuel "
        "comes out some 90 times too large.",
    )
)
def payload_in_tonnes(data: dict) -> float:
    """z in tonnes."""
    return by_formula(data, litres_per_tkm(100, data["payload_kg"] / 1000))


@q11a.misconception(
    Text(
        "ガソリン車の式(2.67、0.927、0.648)を使っています。この車は軽油なので、2.71、0.812、0.654 です。",
        "Those are the constants of gasoline (2.67, 0.927, 0.648). A diesel truck takes 2.71, 0.812, 0.654.",
    )
)
def constants_of_gasoline(data: dict) -> float:
    """Gasoline's constants with the factor of diesel."""
    return by_formula(data, litres_per_tkm(100, data["payload_kg"], 2.67, 0.927, 0.648))


@q11a.misconception(
    Text(
        "軽油の係数が 2023 年度改正の前の値(2.585)です。いまの表では 2.619 kg-CO2/L です。係数は年を見て選びます。",
        "The factor of diesel is that of the table before 2023 (2.585). The table in force gives 2.619 "
        "kg-CO2/L: look at the year.",
    )
)
def former_table(data: dict) -> float:
    """The legal table before 2023."""
    return by_formula(data, litres_per_tkm(100, data["payload_kg"]), OLD_DIESEL)


@q11a.misconception(
    Text(
        "ln(自然対数)ではなく、常用対数で計算しています。表計算の LOG は底が 10 です。LN を使ってください。",
        "That took the common logarithm. In a spreadsheet LOG has base 10: use LN.",
    )
)
def common_logarithm(data: dict) -> float:
    """LOG for LN in a spreadsheet."""
    return by_formula(data, litres_per_tkm(100, data["payload_kg"], log=math.log10))


@q11a.misconception(
    Text(
        "荷物の重さが掛かっていません。y は「1 t を 1 km 運ぶ」ときの燃料なので、t と km の両方を掛けます。",
        "The load is missing. y is the fuel for one tonne over one kilometre: multiply by both.",
    )
)
def load_not_multiplied(data: dict) -> float:
    """Kilometres for tonne-kilometres."""
    return by_formula(data, litres_per_tkm(100, data["payload_kg"])) / data["tonnes"]


# ---------------------------------------------------------------------------------------
# 11b  the same, partly loaded


def part_load(draw: Draw) -> dict:
    """The truck with part of its load."""
    data = full_truck(draw)
    load = draw.whole(25, 75, 5)
    return data | {"load_percent": load, "tonnes": round(data["payload_kg"] * load / 100_000, 3)}


q11b = Question(
    "11b",
    title=Text("積載率が下がると", "With a lower load rate"),
    ask=Text(
        "最大積載量 {payload_kg} kg の軽油トラックが、積載率 {load_percent} %({tonnes:g} t)で走りました。改良トンキロ法で、"
        "この輸送の排出量を kg-CO2 で求めてください。",
        "A diesel truck with a maximum payload of {payload_kg} kg ran at a load rate of {load_percent} % "
        "({tonnes:g} t). Find the emissions of this transport in kg-CO2 by the improved tonne-kilometre method.",
    ),
    given=TRUCK_GIVEN,
    parts={"": Part(Number("kg-CO2"))},
    objective="11-load-rate",
    read_more=CHAPTER,
    draw=part_load,
    reference=improved,
    hints=(
        Text(
            "荷物が減れば tkm は減りますが、1 tkm あたりの燃料 y は増えます。両方を計算します。",
            "Less load means fewer tkm, but more fuel y per tkm. Reckon both.",
        ),
        Text(
            "y = EXP(2.71 − 0.812 × LN({load_percent}/100) − 0.654 × LN({payload_kg})) を使い、{tonnes:g} t × {km} km × y × 係数 です。",
            "Take y = EXP(2.71 - 0.812*LN({load_percent}/100) - 0.654*LN({payload_kg})); then {tonnes:g} t x {km} km "
            "x y x factor.",
        ),
    ),
)


@q11b.misconception(
    Text(
        "軽油の係数が 2023 年度改正の前の値(2.585)です。いまの表では 2.619 kg-CO2/L です。係数は年を見て選びます。",
        "The factor of diesel is that of the table before 2023 (2.585). The table in force gives 2.619 "
        "kg-CO2/L: look at the year.",
    )
)
def former_table_part_load(data: dict) -> float:
    """The legal table before 2023."""
    litres = litres_per_tkm(data["load_percent"], data["payload_kg"])
    return by_formula(data, litres, OLD_DIESEL)


@q11b.misconception(
    Text(
        "積載率が入っていません(満載の燃料のまま)。空いた荷台も走らせているので、1 tkm あたりの燃料は満載より増えます。",
        "The load rate is not in it (the fuel of a full truck). The empty part of the truck runs too: fuel per "
        "tkm is above that of a full one.",
    )
)
def load_ignored(data: dict) -> float:
    """The intensity of a full truck."""
    return by_formula(data, litres_per_tkm(100, data["payload_kg"]))


@q11b.misconception(
    Text(
        "満載の値を積載率で割っています(× 1/積載率)。それでは「空でも満載でも同じ燃料」になります。式では ln の中に入り、増え方はそれより小さくなります。",
        "The full truck's value was divided by the load rate. Then a truck would burn the same whether full or "
        "not. In the formula the load stands inside ln, and the increase is smaller.",
    )
)
def one_over_the_load(data: dict) -> float:
    """Intensity inversely proportional to the load."""
    full = by_formula(data, litres_per_tkm(100, data["payload_kg"]))
    return full / (data["load_percent"] / 100)


@q11b.misconception(
    Text(
        "運んだ重さに、最大積載量を使っています。積載率は y の式に入り、tkm には実際に運んだ荷物を使います。",
        "The maximum payload was taken for the load carried. The load rate goes into y; the tkm take what was carried.",
    )
)
def payload_as_load(data: dict) -> float:
    """Tonne-kilometres of a full truck."""
    litres = litres_per_tkm(data["load_percent"], data["payload_kg"])
    return data["payload_kg"] / 1000 * data["km"] * litres * DIESEL


@q11b.misconception(
    Text(
        "積載率を割合(0.5 など)で入れ、さらに 100 で割っています。式の x は % です。半分なら 50 を入れます。",
        "The load rate went in as a share (such as 0.5) and was divided by 100 again. In the formula x is in "
        "percent: 50 for a half.",
    )
)
def load_as_a_share(data: dict) -> float:
    """x between 0 and 1."""
    return by_formula(data, litres_per_tkm(data["load_percent"] / 100, data["payload_kg"]))


# ---------------------------------------------------------------------------------------
# 11c  the fuel economy method

q11c = Question(
    "11c",
    title=Text("燃費法", "The fuel economy method"),
    ask=Text(
        "貸し切りの軽油トラックが {tonnes:g} t の荷物を運びました。運送会社から、走行距離と燃費の実績が届きました。"
        "燃費法で、この輸送の排出量を kg-CO2 で求めてください。",
        "A diesel truck hired as a whole carried {tonnes:g} t. The haulier reports the kilometres and the fuel "
        "economy. Find the emissions of this transport in kg-CO2 by the fuel economy method.",
    ),
    given=(
        Given("km", Text("走行距離", "kilometres driven"), "km"),
        Given("economy", Text("燃費の実績", "fuel economy"), "km/L"),
        Given("tonnes", Text("荷物", "load"), "t"),
        Given("load_percent", Text("積載率", "load rate"), "%"),
        Given(
            "litre_factor", Text("軽油の係数(2023 年度からの表)", "factor of diesel"), "kg-CO2/L"
        ),
    ),
    parts={"": Part(Number("kg-CO2"))},
    objective="11-fuel-economy-divides",
    read_more=CHAPTER,
    draw=lambda draw: {
        "km": draw.whole(215, 875, 5),
        "economy": draw.step(3.1, 6.9, 0.1),
        "tonnes": draw.step(2.5, 8.5, 0.5),
        "load_percent": draw.whole(45, 85, 5),
        "litre_factor": SHOWN_DIESEL,
    },
    reference=lambda data: fuel_economy_method(data["km"], data["economy"]).kg_co2,
    hints=(
        Text(
            "まず、走るのに使った軽油の量(L)を求めます。燃費 {economy} km/L は、1 L で {economy} km 走るという意味です。",
            "First find the litres used. A fuel economy of {economy} km/L means that one litre lasts {economy} km.",
        ),
        Text(
            "{km} km ÷ {economy} km/L × 係数 です。燃費は実績なので、荷物の重さや積載率はもう入っています。",
            "{km} km / {economy} km/L x factor. The economy is a measured one: load and load rate are in it already.",
        ),
    ),
)


@q11c.misconception(
    Text(
        "距離に燃費を掛けています。km/L は 1 L で走れる距離なので、距離を燃費で割ると L になります。",
        "The distance was multiplied by the economy. km/L is how far a litre goes: divide to get litres.",
    )
)
def economy_multiplied(data: dict) -> float:
    """Better economy, more emissions."""
    return data["km"] * data["economy"] * DIESEL


@q11c.misconception(
    Text(
        "荷物の重さを掛けています。燃費法で求めた燃料は、その車が走った全部の燃料です。重さを掛けるのはトンキロ法です。",
        "The load was multiplied in. The litres found are all that the truck burnt; tonnes belong to the "
        "tonne-kilometre methods.",
    )
)
def tonnes_multiplied(data: dict) -> float:
    """Tonne-kilometres over the economy."""
    return data["tonnes"] * data["km"] / data["economy"] * DIESEL


@q11c.misconception(
    Text(
        "積載率を掛けています。使った燃料は、距離と燃費からもう分かっています。積載の影響は、燃費の実績に入っています。",
        "The load rate was multiplied in. The fuel is known from distance and economy already; the measured economy has the load in it.",
    )
)
def load_rate_multiplied(data: dict) -> float:
    """Only the loaded share of the fuel."""
    return data["km"] / data["economy"] * DIESEL * data["load_percent"] / 100


@q11c.misconception(
    Text(
        "燃料の量(L)で止まっています。CO2 にするには、軽油の係数を掛けます。",
        "That is the litres of fuel. Multiply by the factor of diesel to get CO2.",
    )
)
def litres_only(data: dict) -> float:
    """The factor forgotten."""
    return data["km"] / data["economy"]


# ---------------------------------------------------------------------------------------
# 11d  modal shift


def draw_shift(draw: Draw) -> dict:
    """A consignment of full 10-t trucks that might go by rail, with lorries at both ends."""
    road = draw.whole(480, 920, 4)
    return {
        "tonnes": draw.whole(20, 60, 10),
        "road_km": road,
        "rail_km": road - draw.whole(8, 40, 2),
        "collection_km": draw.whole(12, 36, 2),
        "delivery_km": draw.whole(12, 36, 2),
        "truck_g": FULL_TRUCK,
        "rail_g": RAIL,
    }


def by_rail(data: dict, *, ends: bool = True, ends_g: float = FULL_TRUCK) -> Option:
    """The rail option, with its legs at both ends or without."""
    legs = [Leg.by_tonne_km("rail", data["tonnes"], data["rail_km"], data["rail_g"])]
    for role in ("collection", "delivery") if ends else ():
        legs.append(Leg.by_tonne_km("truck", data["tonnes"], data[f"{role}_km"], ends_g, role=role))
    return Option("rail", tuple(legs), data["tonnes"])


def by_road(data: dict) -> Option:
    """Today's way."""
    leg = Leg.by_tonne_km("truck", data["tonnes"], data["road_km"], data["truck_g"])
    return Option("truck", (leg,), data["tonnes"])


def shift(data: dict, rail: Option) -> dict:
    """Kilograms of the rail option, and what it saves in percent of today's way."""
    return {"rail_kg": rail.kg_co2e, "saving": compare(by_road(data), rail).saving_percent()}


q11d = Question(
    "11d",
    title=Text("モーダルシフトの削減率", "What a modal shift saves"),
    ask=Text(
        "{tonnes} t の荷物を、満載の 10 t トラックで {road_km} km 運んでいます。鉄道(両端はトラックで集荷・配達)に"
        "替えたときの排出量を kg-CO2 で、トラックだけのときに対する削減率を %(小数第 1 位まで)で求めてください。"
        "鉄道の係数は、公表例のもとになった値(2006 年)です。",
        "{tonnes} t go {road_km} km by full 10 t trucks. Find the emissions in kg-CO2 if they go by rail, with "
        "collection and delivery by truck, and the saving in % of today's way (one decimal). The rail "
        "coefficient is the one behind the published example (2006).",
    ),
    given=(
        Given("tonnes", Text("荷物", "load"), "t"),
        Given("road_km", Text("いまのトラックの距離", "today's distance by truck"), "km"),
        Given("rail_km", Text("鉄道の距離", "distance by rail"), "km"),
        Given("collection_km", Text("集荷(トラック)", "collection by truck"), "km"),
        Given("delivery_km", Text("配達(トラック)", "delivery by truck"), "km"),
        Given("truck_g", Text("10 t トラック満載の係数", "10 t truck, full"), "g-CO2/tkm"),
        Given("rail_g", Text("鉄道の係数(2006 年)", "rail (2006)"), "g-CO2/tkm"),
    ),
    parts={
        "rail_kg": Part(Number("kg-CO2"), Text("鉄道の案", "by rail")),
        "saving": Part(Number("%", absolute=0.06), Text("削減率", "saving")),
    },
    objective="11-modal-shift",
    read_more=CHAPTER,
    draw=draw_shift,
    reference=lambda data: shift(data, by_rail(data)),
    hints=(
        Text(
            "鉄道の案は 3 区間です。集荷(トラック)+ 鉄道 + 配達(トラック)。区間ごとに t × km × 係数 ÷ 1,000 です。",
            "By rail there are three legs: collection, rail, delivery. Each is t x km x coefficient / 1,000.",
        ),
        Text(
            "削減率 =(いま − 鉄道の案)÷ いま × 100。分母は、いまのトラックです。",
            "Saving = (today - by rail) / today x 100. Today's way is the base.",
        ),
    ),
)


@q11d.misconception(
    Text(
        "集荷と配達のトラックが入っていません。鉄道は、駅までと駅からを運べません。両端も鉄道の案の一部です。",
        "Collection and delivery by truck are missing. They belong to the rail option.",
    )
)
def ends_left_out(data: dict) -> dict:
    """The main leg alone."""
    return shift(data, by_rail(data, ends=False))


@q11d.misconception(
    Text(
        "集荷と配達にも鉄道の係数を使っています。両端はトラックなので、トラックの係数です。",
        "The rail coefficient was used for collection and delivery as well. They go by truck.",
    )
)
def ends_by_rail(data: dict) -> dict:
    """All kilometres by rail."""
    return shift(data, by_rail(data, ends_g=RAIL))


@q11d.misconception(
    Text(
        "鉄道の案で割っています。削減率は「いま」に対する割合なので、分母はいまのトラックです。100 % を超えたら疑ってください。",
        "That divides by the rail option. A saving is a share of today's way; doubt one above 100 %.",
    )
)
def divided_by_rail(data: dict) -> dict:
    """The alternative as the base."""
    rail = by_rail(data).kg_co2e
    return {"saving": 100 * (by_road(data).kg_co2e - rail) / rail}


@q11d.misconception(
    Text(
        "残った割合(鉄道 ÷ トラック)を答えています。削減率は、そこまで減った分、つまり 100 % からそれを引いた値です。",
        "That is the share that is left (rail / truck). The saving is what is gone: 100 % less that.",
    )
)
def what_is_left(data: dict) -> dict:
    """The rest taken for the saving."""
    return {"saving": 100 * by_rail(data).kg_co2e / by_road(data).kg_co2e}


@q11d.misconception(
    Text(
        "「いま ÷ 鉄道の案」を答えています。それは、いまが鉄道の何倍かです。削減率は、減った分 ÷ いま です。",
        "That is today's way over the rail option: how many times as much it emits. The saving is what is gone, "
        "over today's way.",
    )
)
def how_many_times(data: dict) -> dict:
    """The ratio taken for the saving."""
    return {"saving": 100 * by_road(data).kg_co2e / by_rail(data).kg_co2e}


@q11d.misconception(
    Text(
        "係数どうしを比べています。距離も違い、両端のトラックもあるので、排出量を出してから比べます。",
        "Only the coefficients were compared. The distances differ and there are trucks at both ends: compare "
        "emissions.",
    )
)
def coefficients_compared(data: dict) -> dict:
    """Grams per tkm against grams per tkm."""
    return {"saving": 100 * (1 - data["rail_g"] / data["truck_g"])}


# ---------------------------------------------------------------------------------------
# 11e  the intensity as a function

q11e = Question(
    "11e",
    title=Text("燃料原単位の関数", "The fuel intensity as a function"),
    ask=Text(
        "積載率(%)と最大積載量(kg)から、軽油トラックの燃料原単位 y(L/tkm)を返す関数を書いてください。"
        "式は ln y = 2.71 − 0.812 ln(x/100) − 0.654 ln z です。表にない値でも試されます。",
        "Write a function of the load rate (%) and the maximum payload (kg) that returns the fuel intensity y "
        "of a diesel truck in L/tkm: ln y = 2.71 - 0.812 ln(x/100) - 0.654 ln z. It is tried with other values too.",
    ),
    given=(
        Given("load_percent", Text("試す積載率", "a load rate to try"), "%"),
        Given("payload_kg", Text("試す最大積載量", "a payload to try"), "kg"),
    ),
    shape=lambda data, hidden: Calls(
        ((100, 10_000), (data["load_percent"], data["payload_kg"]))
        + (((data["other_percent"], data["other_kg"]), (62, 2750)) if hidden else ()),
        Number("L/tkm"),
    ),
    objective="11-intensity-function",
    read_more=CHAPTER,
    draw=lambda draw: {
        "load_percent": draw.whole(22, 88),
        "payload_kg": draw.choice((2000, 3000, 4000, 6000, 8000)),
        "other_percent": draw.whole(31, 79),
        "other_kg": draw.whole(1500, 11_500, 250),
    },
    reference=lambda data: fuel_intensity,
    hints=(
        Text(
            "ln y が分かれば、y = exp(ln y) です。Python では math.log が ln、math.exp が exp です。",
            "From ln y follows y = exp(ln y). In Python math.log is ln and math.exp is exp.",
        ),
        Text(
            "return math.exp(2.71 - 0.812 * math.log(… / 100) - 0.654 * math.log(…)) の … を埋めます。",
            "Fill in return math.exp(2.71 - 0.812 * math.log(... / 100) - 0.654 * math.log(...)).",
        ),
    ),
)


@q11e.misconception(
    Text(
        "最大積載量を t に直してから入れています。式の z は kg です。",
        "The payload was turned into tonnes. In the formula z is in kg.",
    )
)
def function_in_tonnes(data: dict):
    """z in tonnes."""
    return lambda x, z: litres_per_tkm(x, z / 1000)


@q11e.misconception(
    Text(
        "積載率を 100 で割らずに ln に入れています。満載で ln(100/100) = 0 になるように、x/100 にします。",
        "The load rate was not divided by 100. A full truck must give ln(100/100) = 0.",
    )
)
def percent_not_divided(data: dict):
    """ln x for ln(x/100)."""
    return lambda x, z: litres_per_tkm(100 * x, z)


@q11e.misconception(
    Text(
        "積載率で割っています(1/積載率)。式では −0.812 ln(x/100) なので、積載率が半分でも 2 倍にはなりません。",
        "That divides by the load rate. The formula has -0.812 ln(x/100): half the load does not double it.",
    )
)
def function_one_over_load(data: dict):
    """Inversely proportional to the load."""
    return lambda x, z: litres_per_tkm(100, z) / (x / 100)


@q11e.misconception(
    Text(
        "積載率が使われていません。どの積載率でも、満載の値を返しています。",
        "The load rate is not used: the function gives the value of a full truck for any load.",
    )
)
def function_without_load(data: dict):
    """The load rate ignored."""
    return lambda x, z: litres_per_tkm(100, z)


@q11e.misconception(
    Text(
        "積載率の項の符号が逆です。積載率が下がると、1 tkm あたりの燃料は増えるはずです。",
        "The sign of the load term is turned. With a lower load rate the fuel per tkm must rise.",
    )
)
def load_term_turned(data: dict):
    """Plus for minus before the load term."""
    return lambda x, z: litres_per_tkm(x, z, b=-0.812)


@q11e.misconception(
    Text(
        "常用対数(math.log10、表計算の LOG)を使っています。ln は自然対数で、math.log です。",
        "That takes the common logarithm (math.log10). ln is the natural one: math.log.",
    )
)
def function_with_log10(data: dict):
    """log10 for ln."""
    return lambda x, z: litres_per_tkm(x, z, log=math.log10)


# ---------------------------------------------------------------------------------------
# 11f  a figure: kilograms per tonne of load, by load rate

RATES = {"25 %": 25, "50 %": 50, "100 %": 100}


def per_tonne(data: dict, litres) -> dict[str, float]:
    """kg CO2 of one tonne over the way, by load rate, for a given intensity."""
    return {name: data["km"] * litres(rate) * DIESEL for name, rate in RATES.items()}


def right_bars(data: dict) -> dict[str, float]:
    """By the improved method, one tonne at each load rate."""
    return {
        name: improved_tonne_km_method(1, data["km"], rate, data["payload_kg"]).kg_co2
        for name, rate in RATES.items()
    }


q11f = Question(
    "11f",
    title=Text("積載率と 1 t あたりの排出量の図", "A chart of the load rate and kg per tonne"),
    ask=Text(
        "最大積載量 {payload_kg} kg の軽油トラックで {km} km 運びます。荷物 1 t あたりの排出量(kg-CO2)を、積載率 "
        "25 %、50 %、100 % の棒グラフ(ax.bar)にしてください。縦軸のラベルに kg-CO2 を入れます。",
        "A diesel truck with a maximum payload of {payload_kg} kg runs {km} km. Draw the kg-CO2 per tonne of load "
        "at load rates of 25 %, 50 % and 100 % as a bar chart (ax.bar), with kg-CO2 on the label of the y axis.",
    ),
    given=(
        Given("km", Text("輸送距離(片道)", "distance, one way"), "km"),
        Given("payload_kg", Text("最大積載量", "maximum payload"), "kg"),
        Given(
            "litre_factor", Text("軽油の係数(2023 年度からの表)", "factor of diesel"), "kg-CO2/L"
        ),
    ),
    shape=Figure("bar", tuple(RATES), Number("kg-CO2"), y_says=("kg-CO2", "kgCO2")),
    objective="11-load-rate-in-a-figure",
    read_more=CHAPTER,
    draw=lambda draw: {
        "km": draw.whole(120, 880, 5),
        "payload_kg": draw.choice((2000, 4000, 6000, 8000, 10_000, 12_000)),
        "litre_factor": SHOWN_DIESEL,
    },
    reference=right_bars,
    hints=(
        Text(
            "1 t あたりなので、1 t × {km} km × y × 係数 を積載率ごとに計算します。右へいくほど低い棒になるはずです。",
            "Per tonne: 1 t x {km} km x y x factor, for each load rate. The bars must fall from left to right.",
        ),
        Text(
            '棒は ax.bar(["25 %", "50 %", "100 %"], [値, 値, 値])、軸の名前は ax.set_ylabel("1 t あたり [kg-CO2]") です。',
            'The bars are ax.bar(["25 %", "50 %", "100 %"], [...]), the label ax.set_ylabel("per tonne [kg-CO2]").',
        ),
    ),
)


@q11f.misconception(
    Text(
        "どの積載率でも満載の値になっています。荷物が少ないほど、1 t あたりの排出量は増えます。",
        "Every load rate has the value of a full truck. The less it carries, the more each tonne emits.",
    )
)
def bars_all_full(data: dict) -> dict[str, float]:
    """The load rate ignored (it shows at 25 and 50 %)."""
    bars = per_tonne(data, lambda rate: litres_per_tkm(100, data["payload_kg"]))
    return {name: bars[name] for name in ("25 %", "50 %")}


@q11f.misconception(
    Text(
        "満載の値を積載率で割っています。半分積んだとき、1 t あたりの排出は 2 倍より小さい増え方です。",
        "The full truck's value was divided by the load rate. At half the load, a tonne emits less than twice as much.",
    )
)
def bars_one_over_load(data: dict) -> dict[str, float]:
    """Inversely proportional (it shows at 25 and 50 %)."""
    bars = per_tonne(data, lambda rate: litres_per_tkm(100, data["payload_kg"]) / (rate / 100))
    return {name: bars[name] for name in ("25 %", "50 %")}


@q11f.misconception(
    Text(
        "車 1 台分の排出量になっています。求めるのは荷物 1 t あたりです。運んだ t で割ってください。",
        "Those are the emissions of the whole truck. They are asked for per tonne of load.",
    )
)
def bars_of_the_truck(data: dict) -> dict[str, float]:
    """kg of the trip in place of kg per tonne."""
    right = right_bars(data)
    return {name: right[name] * data["payload_kg"] * rate / 1e5 for name, rate in RATES.items()}


@q11f.misconception(
    Text(
        "燃料(L)の棒になっています。軽油の係数を掛けて CO2 にします。",
        "Those bars are litres of fuel. Multiply by the factor of diesel.",
    )
)
def bars_of_fuel(data: dict) -> dict[str, float]:
    """The factor forgotten."""
    return {name: kg / DIESEL for name, kg in right_bars(data).items()}


# ---------------------------------------------------------------------------------------
# Quick checks, answered in the chapter's page: public numbers, no points, not in the notebook
#
# q1  which method fits the data

FUEL = "燃料法 (fuel method)"
ECONOMY = "燃費法 (fuel economy method)"
IMPROVED = "改良トンキロ法 (improved tonne-kilometre method)"
PLAIN = "トンキロ法 (tonne-kilometre method)"
METHODS = (FUEL, ECONOMY, IMPROVED, PLAIN)
KNOWN = {  # what is known, in English, the method, and two methods people take for it
    "貸し切りトラックの給油量(L)": (
        "litres filled into a truck hired as a whole",
        FUEL,
        ECONOMY,
        IMPROVED,
    ),
    "トラックの走行距離(km)と、その車の燃費の実績(km/L)": (
        "a truck's kilometres and its measured km/L",
        ECONOMY,
        FUEL,
        IMPROVED,
    ),
    "トラックで運んだ重さ(t)、距離(km)、積載率(%)、最大積載量(kg)": (
        "tonnes, kilometres, load rate and maximum payload of a truck",
        IMPROVED,
        PLAIN,
        ECONOMY,
    ),
    "貨物列車で運んだ重さ(t)と距離(km)": (
        "tonnes and kilometres of a freight train",
        PLAIN,
        IMPROVED,
        ECONOMY,
    ),
}
GOODS = {
    "ノートPC": "notebook PCs",
    "シャーシ": "chassis",
    "基板": "boards",
    "アルミ板": "aluminium sheet",
    "樹脂ペレット": "resin pellets",
    "段ボール箱": "cardboard boxes",
}


def draw_known(draw: Draw) -> dict:
    """What a haulier reports of some goods in some month."""
    known, goods = draw.choice(tuple(KNOWN)), draw.choice(tuple(GOODS))
    return {
        "known": known,
        "known_en": KNOWN[known][0],
        "goods": goods,
        "goods_en": GOODS[goods],
        "month": draw.whole(1, 12),
    }


q11q1 = Question(
    "11-q1",
    title=Text("どの方法が使えるか", "Which method fits"),
    ask=Text(
        "{month} 月の{goods}の輸送について、分かったのは「{known}」だけです。使う方法はどれですか。",
        "Of the transport of {goods_en} in month {month} you know only: {known_en}. Which method fits?",
    ),
    given=(),
    parts={"": Part(Choice(METHODS))},
    objective="11-choose-a-method",
    read_more=CHAPTER,
    draw=draw_known,
    reference=lambda data: KNOWN[data["known"]][1],
    points=0,
    hints=(
        Text(
            "式に入れる数字が、そろっている方法を選びます。",
            "Choose the method whose numbers you have.",
        ),
        Text(
            "燃料の量が直接分かれば燃料法、距離と km/L なら燃費法。t と km からなら、トラックは改良トンキロ法、鉄道・船・航空はトンキロ法です。",
            "Litres: fuel method; kilometres and km/L: fuel economy method; tonnes and kilometres: improved method "
            "for trucks, the plain one for rail, ship and air.",
        ),
    ),
)


@q11q1.misconception(
    Text(
        "似た名前の方法と入れ替わっています。燃料法 = 燃料の量、燃費法 = 距離 ÷ 燃費。改良トンキロ法 = トラック、トンキロ法 = 鉄道・船・航空です。",
        "That is the method with the similar name. Fuel method: litres; fuel economy method: kilometres over km/L; "
        "improved: trucks; plain tonne-kilometres: rail, ship, air.",
    )
)
def similar_name(data: dict) -> str:
    """燃料法 and 燃費法, or the two tonne-kilometre methods, exchanged."""
    return KNOWN[data["known"]][2]


@q11q1.misconception(
    Text(
        "その方法に要る数字がそろっていません。分かっている数字だけで計算できる方法を選びます。",
        "The numbers for that method are not there. Choose one that works with what is known.",
    )
)
def numbers_not_there(data: dict) -> str:
    """A method whose inputs are missing."""
    return KNOWN[data["known"]][3]


# ---------------------------------------------------------------------------------------
# q2  how much more per tonne

q11q2 = Question(
    "11-q2",
    title=Text("1 t あたりは何倍か", "How many times per tonne"),
    ask=Text(
        "軽油トラックの積載率が 100 % から {load_percent} % に下がりました。改良トンキロ法では、荷物 1 t を 1 km 運ぶ"
        "排出量は何倍になりますか(小数第 2 位まで)。",
        "The load rate of a diesel truck fell from 100 % to {load_percent} %. By the improved tonne-kilometre "
        "method, by what factor do the emissions per tonne and kilometre rise (two decimals)?",
    ),
    given=(Given("load_percent", Text("下がったあとの積載率", "load rate afterwards"), "%"),),
    parts={"": Part(Number("倍", absolute=0.006))},
    objective="11-load-rate-per-tonne",
    read_more=CHAPTER,
    draw=lambda draw: {"load_percent": draw.whole(30, 80)},
    reference=lambda data: (
        fuel_intensity(data["load_percent"], 10_000) / fuel_intensity(100, 10_000)
    ),
    points=0,
    hints=(
        Text(
            "最大積載量は同じなので、比をとると z は消えます。残るのは積載率の項だけです。",
            "The payload is the same, so z cancels in the ratio: only the term of the load rate is left.",
        ),
        Text(
            "表計算なら =EXP(-0.812*LN({load_percent}/100)) です。",
            "In a spreadsheet: =EXP(-0.812*LN({load_percent}/100)).",
        ),
    ),
)


@q11q2.misconception(
    Text(
        "1 ÷ 積載率になっています。軽い車は燃料も少し減るので、増え方はそれより小さくなります。",
        "That is one over the load rate. A lighter truck burns somewhat less, so the increase is smaller.",
    )
)
def inverse_of_the_load(data: dict) -> float:
    """As if the fuel of a trip did not depend on the load."""
    return 100 / data["load_percent"]


@q11q2.misconception(
    Text(
        "変わらない(1 倍)としています。荷台が空いていても車は走るので、1 t あたりの燃料は増えます。",
        "That says nothing changes. The truck runs with its empty space too: fuel per tonne rises.",
    )
)
def nothing_changes(data: dict) -> float:
    """The load rate ignored."""
    return 1.0


@q11q2.misconception(
    Text(
        "車 1 台の排出量の比になっています。運ぶ t も減っているので、1 t あたりでは増えます。",
        "That is the ratio for the whole truck. It carries fewer tonnes, so per tonne there is an increase.",
    )
)
def ratio_of_the_truck(data: dict) -> float:
    """kg per trip against kg per trip."""
    share = data["load_percent"] / 100
    return share * math.exp(-0.812 * math.log(share))


# ---------------------------------------------------------------------------------------
# q3  an electric truck

KWH = "走行に使った電力量 (kWh used for driving)"
GRID = "年度の分かる電気の排出係数 (factor of electricity with its year)"
LOAD = "積載率 (load rate)"
PAYLOAD = "最大積載量 (maximum payload)"
OIL = "軽油の排出係数 (factor of diesel)"
ZERO = "何も要らない。排出は 0 (nothing: the emissions are zero)"

q11q3 = Question(
    "11-q3",
    title=Text("EV トラックの便", "A delivery by electric truck"),
    ask=Text(
        "最大積載量 {payload} t の EV トラックで、{km} km 先へ届けました。この便の排出量を求めるのに使うものを、すべて選んでください。",
        "An electric truck with a payload of {payload} t made a delivery {km} km away. Choose everything that is "
        "used to find the emissions of this trip.",
    ),
    given=(),
    parts={"": Part(lambda data: Choices(data["options"]))},
    objective="11-electric-truck",
    read_more=CHAPTER,
    draw=lambda draw: {
        "payload": draw.choice((1, 1.5, 2, 3, 4)),
        "km": draw.whole(24, 140),
        "options": tuple(draw.shuffled([KWH, GRID, LOAD, PAYLOAD, OIL, ZERO])),
    },
    reference=lambda data: [KWH, GRID],
    points=0,
    hints=(
        Text(
            "改良トンキロ法の式は、燃料の量を出す式です。EV は燃料を燃やしません。",
            "The improved method is a formula of fuel. An electric truck burns none.",
        ),
        Text(
            "電力量 × 電気の排出係数 です。電気を作るところで CO2 が出ています。",
            "Electricity times its factor: the CO2 is emitted where the electricity is made.",
        ),
    ),
)


@q11q3.misconception(
    Text(
        "改良トンキロ法の入力です。この式は軽油かガソリンの量を出すもので、EV には使えません。",
        "Those are the inputs of the improved method. It gives litres of diesel or gasoline and does not fit an "
        "electric truck.",
    )
)
def electric_by_the_fuel_formula(data: dict) -> list[str]:
    """The formula of fuel used for an electric truck."""
    return [LOAD, PAYLOAD, OIL]


@q11q3.misconception(
    Text(
        "排出 0 としています。走るときは出なくても、電気を作るときに出ています。電力量から計算します。",
        "That says zero. Nothing is emitted on the road, but where the electricity is made: reckon from the kWh.",
    )
)
def electric_is_zero(data: dict) -> list[str]:
    """No exhaust taken for no emissions."""
    return [ZERO]


@q11q3.misconception(
    Text(
        "電力量だけでは CO2 になりません。どの年度の、どの電気かが分かる排出係数も要ります。",
        "Electricity alone is no CO2: its factor, with the year, is needed too.",
    )
)
def electricity_without_a_factor(data: dict) -> list[str]:
    """kWh without a factor."""
    return [KWH]
