"""Questions of chapter 9: the primary data share: one product, a chain, negative parts, a faulty sheet.

The chapter works the notebook PC's chain; here every participant has other numbers.
"""

from gxd_teach.classroom import Calls, Choices, Draw, Given, Number, Part, Question, Text
from gxd_teach.framework import primary_data_share

PAGE = "book/framework/09-primary-data"
PERCENT = Number("%", absolute=0.06)  # asked for to one decimal


def weighted(*parts: tuple[float, float]) -> float:
    """Mean of the shares, weighted by the emissions as they stand; for what people get wrong."""
    return sum(kg * share for kg, share in parts) / sum(kg for kg, _ in parts)


# ---------------------------------------------------------------------------------------
# 9a  one product

q09a = Question(
    "09a",
    title=Text("1 つの製品の一次データ比率", "The primary data share of one product"),
    ask=Text(
        "ある部品 1 ロットの排出量は、次の 4 つの項目の合計です。部品の一次データ比率(PDS)は何 % ですか(小数第 1 位まで)。"
        "材料 A はサプライヤーが PDS を申告しています。材料 B は業界平均の係数で計算しました。"
        "輸送は、実測した距離にトンキロ法の係数を掛けました。ボイラーは、自社で燃やした燃料の排出です。",
        "One lot of parts has four items. What is its primary data share (PDS) in %, to one decimal? Of material A "
        "the supplier states a PDS. Material B was calculated with an industry average. The transport is a measured "
        "distance times a tonne-kilometre factor. The boiler is fuel burnt at the own site.",
    ),
    given=(
        Given("a_kg", Text("材料 A の排出量", "emissions of material A"), "kg-CO2e"),
        Given("a_share", Text("材料 A の PDS(申告)", "PDS of material A, as stated"), "%"),
        Given("b_kg", Text("材料 B の排出量", "emissions of material B"), "kg-CO2e"),
        Given("truck_kg", Text("輸送の排出量", "emissions of the transport"), "kg-CO2e"),
        Given("boiler_kg", Text("ボイラーの排出量", "emissions of the boiler"), "kg-CO2e"),
    ),
    parts={"": Part(PERCENT)},
    objective="09-share-of-one-product",
    read_more=PAGE,
    draw=lambda draw: {
        "a_kg": draw.whole(620, 1180, 20),
        "a_share": draw.whole(32, 58, 2),
        "b_kg": draw.whole(1650, 2950, 50),
        "truck_kg": draw.whole(130, 320, 10),
        "boiler_kg": draw.whole(640, 1360, 20),
    },
    reference=lambda data: primary_data_share(
        [
            (data["a_kg"], data["a_share"]),
            (data["b_kg"], 0),
            (data["truck_kg"], 0),
            (data["boiler_kg"], 100),
        ]
    ),
    hints=(
        Text(
            "項目ごとの PDS を先に決めます。活動量と排出係数の両方が一次データでなければ 0 %、自社の直接排出は 100 %、"
            "材料 A は申告のとおりです。",
            "First settle the PDS of each item: 0 % unless both the amount and the factor are primary, 100 % for own "
            "direct emissions, for material A what the supplier states.",
        ),
        Text(
            "「一次データの分」は、材料 A が {a_kg} × {a_share} %、ボイラーが {boiler_kg} kg です。"
            "その和を、4 項目の合計で割ります。",
            "The primary part is {a_kg} x {a_share} % of material A and {boiler_kg} kg of the boiler. Divide the sum "
            "by all four items.",
        ),
    ),
)


def lot(data: dict) -> list[tuple[float, float]]:
    """The four items with their shares, by hand."""
    return [
        (data["a_kg"], data["a_share"]),
        (data["b_kg"], 0),
        (data["truck_kg"], 0),
        (data["boiler_kg"], 100),
    ]


@q09a.misconception(
    Text(
        "4 つの PDS を単純に平均しています。排出量の大きい項目ほど重く数えます。",
        "That is the plain mean of the four shares. Weigh each by its emissions.",
    )
)
def plain_mean(data: dict) -> float:
    """Every item as heavy as the next."""
    return sum(share for _, share in lot(data)) / 4


@q09a.misconception(
    Text(
        "輸送を一次データと数えています。距離は実測でも、係数が二次データ(トンキロ法の値)なので 0 % です。",
        "The transport was counted as primary. The distance is measured but the factor is secondary: 0 %.",
    )
)
def measured_distance_counts(data: dict) -> float:
    """Primary activity data with a secondary factor counted as primary."""
    a, b, (truck, _), boiler = lot(data)
    return weighted(a, b, (truck, 100), boiler)


@q09a.misconception(
    Text(
        "材料 A を 100 % と数えています。サプライヤーの値でも、一次データなのは、申告された PDS の分だけです。",
        "Material A was counted as 100 %. Of the supplier's figure only the share it states is primary.",
    )
)
def supplier_is_primary(data: dict) -> float:
    """A supplier's own footprint taken to be primary through and through."""
    (a, _), b, truck, boiler = lot(data)
    return weighted((a, 100), b, truck, boiler)


@q09a.misconception(
    Text(
        "二次データの項目が分母に入っていません。一次データでない項目も、分母には入ります。",
        "The secondary items are not in the denominator. What is not primary belongs there too.",
    )
)
def secondary_left_out(data: dict) -> float:
    """Only the items with some primary data in the denominator."""
    a, _, _, boiler = lot(data)
    return weighted(a, boiler)


@q09a.misconception(
    Text(
        "ボイラーが入っていません。自社の直接排出(燃料の燃焼など)は 100 % と数えます。",
        "The boiler is missing. Own direct emissions, such as fuel burnt, count 100 %.",
    )
)
def direct_emissions_left_out(data: dict) -> float:
    """Own direct emissions counted as secondary."""
    a, b, truck, (boiler, _) = lot(data)
    return weighted(a, b, truck, (boiler, 0))


# ---------------------------------------------------------------------------------------
# 9b  through the chain, with a supplier that cannot state its share


def draw_chain(draw: Draw) -> dict:
    """A chassis maker with two materials, and the PC maker that buys the chassis and a board."""
    return {
        "al_kg": draw.step(7.6, 10.8, 0.2),
        "al_share": draw.whole(34, 62, 2),
        "resin_kg": draw.step(0.9, 2.1, 0.1),
        "resin_share": "—",
        "power_kg": draw.step(1.7, 3.1, 0.1),
        "board_kg": draw.step(2.9, 4.9, 0.1),
        "board_share": draw.whole(18, 44, 2),
        "own_kg": draw.step(4.3, 6.7, 0.1),
    }


def through(data: dict, chassis_share: float) -> dict:
    """Both shares, when the chassis has this one."""
    chassis_kg = data["al_kg"] + data["resin_kg"] + data["power_kg"]
    board = (data["board_kg"], data["board_share"])
    return {
        "chassis": chassis_share,
        "pc": weighted((chassis_kg, chassis_share), board, (data["own_kg"], 0)),
    }


def chain_shares(data: dict) -> dict:
    """The shares tier by tier, an unknown one counted as the rules say."""
    chassis = [
        (data["al_kg"], data["al_share"]),
        (data["resin_kg"], None),
        (data["power_kg"], 0),
    ]
    share = primary_data_share(chassis)
    pc = [
        (sum(kg for kg, _ in chassis), share),
        (data["board_kg"], data["board_share"]),
        (data["own_kg"], 0),
    ]
    return {"chassis": share, "pc": primary_data_share(pc)}


q09b = Question(
    "09b",
    title=Text("申告のない仕入先と、鎖の PDS", "A supplier without a share, and the chain"),
    ask=Text(
        "シャーシ製造は、アルミ板と樹脂を買い、加工の電力(全国平均の係数)を使います。樹脂の会社は PDS を申告できません。"
        "パソコン製造は、そのシャーシと基板を買い、自社で電力(全国平均の係数)を使います。"
        "シャーシと、ノートPC の PDS を、それぞれ % で答えてください(小数第 1 位まで)。",
        "The chassis maker buys aluminium sheet and resin and uses electricity (national average factor). The resin "
        "maker cannot state its PDS. The PC maker buys that chassis and a board, and uses electricity itself "
        "(national average factor). Give the PDS of the chassis and of the PC in %, to one decimal.",
    ),
    given=(
        Given("al_kg", Text("アルミ板の排出量", "emissions of the aluminium"), "kg-CO2e"),
        Given("al_share", Text("アルミ板の PDS(申告)", "PDS of the aluminium, as stated"), "%"),
        Given("resin_kg", Text("樹脂の排出量", "emissions of the resin"), "kg-CO2e"),
        Given("resin_share", Text("樹脂の PDS(申告なし)", "PDS of the resin (not stated)")),
        Given(
            "power_kg",
            Text("シャーシ製造の電力の排出量", "electricity of the chassis maker"),
            "kg-CO2e",
        ),
        Given("board_kg", Text("基板の排出量", "emissions of the board"), "kg-CO2e"),
        Given("board_share", Text("基板の PDS(申告)", "PDS of the board, as stated"), "%"),
        Given(
            "own_kg",
            Text("パソコン製造の電力の排出量", "electricity of the PC maker"),
            "kg-CO2e",
        ),
    ),
    parts={
        "chassis": Part(PERCENT, Text("シャーシの PDS", "PDS of the chassis")),
        "pc": Part(PERCENT, Text("ノートPC の PDS", "PDS of the PC")),
    },
    objective="09-share-through-a-chain",
    read_more=PAGE,
    draw=draw_chain,
    reference=chain_shares,
    hints=(
        Text(
            "申告のない PDS は 0 % です。外すのではなく、0 % として分母に入れます。",
            "A share that is not stated is 0 %. It is not left out: it stands in the denominator with 0 %.",
        ),
        Text(
            "まずシャーシの排出量(3 項目の和)と PDS を出します。次に、それを 1 つの項目として、基板、自社の電力と並べ、"
            "もう一度、排出量で重みを付けます。",
            "First the chassis: its emissions (three items) and PDS. Then take it as one item beside the board and the "
            "own electricity, and weigh by emissions again.",
        ),
    ),
)


@q09b.misconception(
    Text(
        "申告のない樹脂を、分母から外しています。外すと、聞かないほうが PDS が高くなってしまいます。0 % として残します。",
        "The resin without a share was left out of the denominator. Then asking less would raise the share: keep it, "
        "with 0 %.",
    )
)
def unknown_left_out(data: dict) -> dict:
    """The unknown one dropped."""
    return through(data, weighted((data["al_kg"], data["al_share"]), (data["power_kg"], 0)))


@q09b.misconception(
    Text(
        "樹脂にアルミ板の PDS を当てはめています。申告のない値は、ほかから借りずに 0 % とします。",
        "The resin was given the share of the aluminium. What is not stated is 0 %, not borrowed from elsewhere.",
    )
)
def unknown_like_the_others(data: dict) -> dict:
    """The unknown one filled with another supplier's share."""
    materials = data["al_kg"] + data["resin_kg"]
    return through(data, weighted((materials, data["al_share"]), (data["power_kg"], 0)))


@q09b.misconception(
    Text(
        "PDS を単純に平均しています。シャーシでもノートPC でも、排出量で重みを付けます。",
        "The shares were plainly averaged. Weigh by the emissions, for the chassis and for the PC.",
    )
)
def plain_means(data: dict) -> dict:
    """Not weighted, at both tiers."""
    chassis = data["al_share"] / 3
    return {"chassis": chassis, "pc": (chassis + data["board_share"]) / 3}


@q09b.misconception(
    Text(
        "シャーシと基板を 100 % と数えています。取引先から受け取った値でも、一次データなのは、申告された PDS の分だけです。",
        "Chassis and board were counted as 100 %. Of a figure received from a supplier, only the share that is stated "
        "is primary.",
    )
)
def received_is_primary(data: dict) -> dict:
    """Suppliers' records taken to be primary as a whole."""
    bought = data["al_kg"] + data["resin_kg"] + data["power_kg"] + data["board_kg"]
    return {"pc": weighted((bought, 100), (data["own_kg"], 0))}


@q09b.misconception(
    Text(
        "ノートPC の分母に、自社の電力が入っていません。二次データの項目も分母に入れます。",
        "The PC maker's own electricity is not in the denominator. Secondary items belong there too.",
    )
)
def own_electricity_left_out(data: dict) -> dict:
    """Only what was bought in the denominator."""
    share = weighted(
        (data["al_kg"], data["al_share"]), (data["resin_kg"], 0), (data["power_kg"], 0)
    )
    chassis_kg = data["al_kg"] + data["resin_kg"] + data["power_kg"]
    return {"pc": weighted((chassis_kg, share), (data["board_kg"], data["board_share"]))}


# ---------------------------------------------------------------------------------------
# 9c  a function: two items, of which one may be negative


def shown_calls(data: dict, hidden: bool) -> Calls:
    """The participant's pair and one more; hidden ones with the removal in either place, and none."""
    own = (data["kg"], data["share"], -data["removed_kg"], data["removed_share"])
    shown = (own, (8.0, 25, 2.0, 75))
    more = ((10.0, 50, -2.0, 100), (-data["removed_kg"], 20, data["kg"], 80), (6.0, 40, 4.0, 0))
    return Calls(shown + (more if hidden else ()), PERCENT)


def two_items(kg1: float, share1: float, kg2: float, share2: float) -> float:
    """The share of two items by the rules."""
    return primary_data_share([(kg1, share1), (kg2, share2)])


q09c = Question(
    "09c",
    title=Text("負の項目があるときの関数", "A function for a negative item"),
    ask=Text(
        "2 つの項目の排出量(kg-CO2e)と PDS(%)から、全体の PDS(%)を返す関数を書いてください。"
        "排出量は、除去を表す負の数のこともあります。たとえば、排出 {kg} kg(PDS {share} %)と、"
        "除去 −{removed_kg} kg(PDS {removed_share} %)です。",
        "Write a function of two items' emissions (kg-CO2e) and PDS (%) that returns the PDS of the whole (%). "
        "Emissions may be negative, for a removal: {kg} kg emitted (PDS {share} %) and -{removed_kg} kg removed "
        "(PDS {removed_share} %), for example.",
    ),
    given=(
        Given("kg", Text("排出", "emitted"), "kg-CO2e"),
        Given("share", Text("排出の PDS", "PDS of the emissions"), "%"),
        Given("removed_kg", Text("除去の大きさ", "size of the removal"), "kg-CO2e"),
        Given("removed_share", Text("除去の PDS", "PDS of the removal"), "%"),
    ),
    shape=shown_calls,
    objective="09-absolute-weights",
    read_more=PAGE,
    draw=lambda draw: {
        "kg": draw.step(7.2, 12.8, 0.2),
        "share": draw.whole(20, 60, 5),
        "removed_kg": draw.step(1.2, 3.4, 0.2),
        "removed_share": draw.whole(75, 100, 5),
    },
    reference=lambda data: two_items,
    hints=(
        Text(
            "重みは、排出量の大きさ(絶対値)です。Python では abs(kg) と書きます。",
            "The weight is the size of the emissions, without the sign: abs(kg) in Python.",
        ),
        Text(
            "分子は abs(kg1) × share1 + abs(kg2) × share2、分母は abs(kg1) + abs(kg2) です。",
            "Above: abs(kg1) x share1 + abs(kg2) x share2. Below: abs(kg1) + abs(kg2).",
        ),
    ),
)


@q09c.misconception(
    Text(
        "符号の付いたまま重みにしています。除去は負の重みになり、PDS が 0〜100 % を外れることもあります。絶対値で重みを付けます。",
        "The weights carry their sign. A removal then weighs less than nothing and the share may leave 0 to 100 %. "
        "Weigh by absolute values.",
    )
)
def signed_weights(data: dict):
    """Weights with their sign."""
    return lambda kg1, share1, kg2, share2: weighted((kg1, share1), (kg2, share2))


@q09c.misconception(
    Text(
        "負の項目を外しています。除去も計算の一部です。その大きさで重みを付けて、分子と分母に入れます。",
        "The negative item was left out. A removal is part of the calculation: weigh it by its size, above and below.",
    )
)
def negative_left_out(data: dict):
    """Only what is emitted counts."""
    return lambda kg1, share1, kg2, share2: weighted((max(kg1, 0), share1), (max(kg2, 0), share2))


@q09c.misconception(
    Text(
        "絶対値にしたのが分母だけです。分子の重みも絶対値にします。",
        "Only the denominator has absolute values. The weights above need them too.",
    )
)
def absolute_below_only(data: dict):
    """The sign kept in the numerator."""
    return lambda kg1, share1, kg2, share2: (kg1 * share1 + kg2 * share2) / (abs(kg1) + abs(kg2))


@q09c.misconception(
    Text(
        "2 つの PDS を単純に平均しています。排出量の大きさで重みを付けます。",
        "That is the plain mean of the two shares. Weigh by the size of the emissions.",
    )
)
def unweighted(data: dict):
    """The two shares averaged."""
    return lambda kg1, share1, kg2, share2: (share1 + share2) / 2


# ---------------------------------------------------------------------------------------
# 9d  recompute a sheet and find the lines that are wrong

STATED = ("アルミ板", "樹脂", "塗料", "ねじ")
FLOWS = (*STATED, "電力", "輸送")
ZERO = ("電力", "輸送")  # rightly 0 %


def draw_sheet(draw: Draw) -> dict:
    """A sheet in which one contribution is halved, one is 0, and the total is cut to a whole number."""
    kg = {
        "アルミ板": draw.step(6.4, 9.6, 0.4),
        "樹脂": draw.step(2.4, 4.4, 0.4),
        "塗料": draw.step(1.6, 3.2, 0.4),
        "ねじ": draw.step(1.2, 2.8, 0.4),
        "電力": draw.step(3.2, 6.4, 0.4),
        "輸送": draw.step(0.4, 1.2, 0.4),
    }
    share = {name: draw.whole(30, 70, 5) for name in STATED} | dict.fromkeys(ZERO, 0)
    halved, zeroed = draw.shuffled(STATED)[:2]
    right = {name: kg[name] * share[name] / 100 for name in FLOWS}
    printed = right | {halved: right[halved] / 2, zeroed: 0.0}
    total = sum(kg.values())
    rows = {
        f"row{place}": f"{kg[name]:.1f} kg × {share[name]} % → {printed[name]:.2f} kg"
        for place, name in enumerate(FLOWS, start=1)
    }
    return rows | {
        "total": f"{total:.1f} kg, PDS {int(100 * sum(printed.values()) / total)} %",
        "halved": halved,
        "zeroed": zeroed,
        "kg": kg,
        "share": share,
        "printed": printed,
    }


def mended(data: dict, *names: str) -> float:
    """The share that the sheet's contributions give when these lines are put right, percent."""
    right = {name: data["kg"][name] * data["share"][name] / 100 for name in names}
    return 100 * sum((data["printed"] | right).values()) / sum(data["kg"].values())


def sheet_answer(data: dict) -> dict:
    """The two wrong lines, and the share recomputed from emissions and shares."""
    parts = [(data["kg"][name], data["share"][name]) for name in FLOWS]
    wrong = [name for name in FLOWS if name in (data["halved"], data["zeroed"])]
    return {"lines": wrong, "share": primary_data_share(parts)}


q09d = Question(
    "09d",
    title=Text("計算書の誤りを見つける", "Find the errors in a sheet"),
    ask=Text(
        "取引先から届いた計算書(架空)です。各行は「排出量 × PDS → 一次データの分」です。"
        "計算し直して、一次データの分が誤っている行をすべて選び、正しい PDS を % で答えてください(小数第 1 位まで)。",
        "A (fictitious) sheet from a business partner. Each line reads: emissions x PDS -> primary part. Recompute it; "
        "choose all the lines whose primary part is wrong (アルミ板 aluminium, 樹脂 resin, 塗料 paint, ねじ screws, "
        "電力 electricity, 輸送 transport), and give the right PDS in %, to one decimal.",
    ),
    given=(
        *(Given(f"row{place}", Text(name, name)) for place, name in enumerate(FLOWS, start=1)),
        Given("total", Text("合計(計算書に書かれた値)", "total, as the sheet states it")),
    ),
    parts={
        "lines": Part(Choices(FLOWS), Text("誤っている行", "wrong lines")),
        "share": Part(PERCENT, Text("正しい PDS", "right PDS")),
    },
    objective="09-recompute-a-sheet",
    read_more=PAGE,
    draw=draw_sheet,
    reference=sheet_answer,
    hints=(
        Text(
            "行ごとに、排出量 × PDS ÷ 100 を計算して、→ の右の値と比べます。0 の行も確かめます。",
            "Line by line, calculate emissions x PDS / 100 and compare with what stands after the arrow, also where it is 0.",
        ),
        Text(
            "PDS が 0 % の行は、0 で正しいのです。誤りは 2 行あります。直した値の合計を、排出量の合計で割ります。",
            "A line with a PDS of 0 % is rightly 0. Two lines are wrong. Divide the mended sum by the sum of emissions.",
        ),
    ),
)


@q09d.misconception(
    Text(
        "計算書の PDS を写しています。誤った行の合計を、さらに小数以下で切り捨てた値です。",
        "That is the sheet's own PDS: the sum of its wrong lines, with the decimals cut off besides.",
    )
)
def copied(data: dict) -> dict:
    """The printed total."""
    return {"share": int(mended(data))}


@q09d.misconception(
    Text(
        "計算書の「一次データの分」を、そのまま足しています。足す前に、行ごとに計算し直します。",
        "The sheet's primary parts were added up as they stand. Recompute each line before adding.",
    )
)
def added_up_as_printed(data: dict) -> dict:
    """The printed contributions, only added up again."""
    return {"share": mended(data)}


@q09d.misconception(
    Text(
        "半分になっている行だけを見つけています。PDS が 0 % でないのに 0 になっている行もあります。",
        "Only the halved line was found. There is also a line that is 0 although its PDS is not.",
    )
)
def zero_overlooked(data: dict) -> dict:
    """The zero taken for a rightful one."""
    return {"lines": [data["halved"]], "share": mended(data, data["halved"])}


@q09d.misconception(
    Text(
        "0 になっている行だけを見つけています。0 でない行も計算し直すと、半分になっている行があります。",
        "Only the line that is 0 was found. Recompute the others too: one of them is halved.",
    )
)
def only_zero_found(data: dict) -> dict:
    """Only what is conspicuous recomputed."""
    return {"lines": [data["zeroed"]], "share": mended(data, data["zeroed"])}


@q09d.misconception(
    Text(
        "PDS が 0 % の行(電力と輸送)まで誤りとしています。0 % の項目の一次データの分は、0 で正しいのです。",
        "The lines with a PDS of 0 % (electricity and transport) were called wrong. With 0 % the primary part is rightly 0.",
    )
)
def rightful_zeros(data: dict) -> dict:
    """Every zero held to be a mistake."""
    wrong = (data["halved"], data["zeroed"], *ZERO)
    return {"lines": [name for name in FLOWS if name in wrong]}


# ---------------------------------------------------------------------------------------
# Quick checks, answered in the chapter's page: public numbers, no points, not in the notebook
#
# q1  what counts as primary as a whole

FUELS = {"都市ガス": "city gas", "軽油": "diesel", "灯油": "kerosene", "LPG": "LPG"}


def draw_items(draw: Draw) -> dict:
    """Six items of a footprint, two of them the company's own direct emissions."""
    fuel = draw.choice(tuple(FUELS))
    share = draw.whole(30, 80, 5)
    data = {
        "fuel": f"自社のボイラーで燃やした{fuel}の排出 ({FUELS[fuel]} burnt in the own boiler)",
        "process": "自社の工程から出た CO2 の排出 (CO2 from the own process)",
        "power": "自社のメーターの電力量 × 全国平均の係数 (own meter x national average factor)",
        "truck": "実測した距離 × トンキロ法の係数 (measured distance x tonne-kilometre factor)",
        "supplier": f"購入量 × PDS {share} % と申告された仕入先の値 (amount x a supplier's value with PDS {share} %)",
        "average": "購入量 × 業界平均の係数 (amount bought x industry average)",
    }
    names = ("fuel", "process", "power", "truck", "supplier", "average")
    return data | {"options": tuple(draw.shuffled([data[name] for name in names]))}


q09q1 = Question(
    "09-q1",
    title=Text("100 % と数えるもの", "What counts 100 %"),
    ask=Text(
        "一次データ比率の計算で、その項目の PDS を 100 % と数えるものを、すべて選んでください。",
        "Choose all the items whose PDS counts as 100 % in the calculation of the primary data share.",
    ),
    given=(),
    parts={"": Part(lambda data: Choices(data["options"]))},
    objective="09-what-counts-as-primary",
    read_more=PAGE,
    draw=draw_items,
    reference=lambda data: [data["fuel"], data["process"]],
    points=0,
    hints=(
        Text(
            "活動量と排出係数の両方が一次データかどうかを見ます。自社の直接排出は 100 % です。",
            "See whether both the amount and the factor are primary. Own direct emissions count 100 %.",
        ),
        Text(
            "仕入先の値は、申告された PDS がそのまま付きます。100 % になるものは 2 つです。",
            "A supplier's value carries the share that is stated. Two items count 100 %.",
        ),
    ),
)


@q09q1.misconception(
    Text(
        "電力が入っています。メーターで測ったのは活動量だけで、係数が全国平均(二次データ)なので 0 % です。",
        "The electricity is in it. Only the amount is metered; the factor is a national average, so it counts 0 %.",
    )
)
def metered_electricity(data: dict) -> list[str]:
    """Metered electricity held to be primary."""
    return [data["fuel"], data["process"], data["power"]]


@q09q1.misconception(
    Text(
        "自社で測った量を使うものを、すべて選んでいます。量が実測でも、係数が二次データなら 0 % です。",
        "Everything with an amount of one's own was chosen. With a secondary factor it counts 0 %, measured or not.",
    )
)
def own_amounts(data: dict) -> list[str]:
    """Primary activity data thought to be enough."""
    return [data[name] for name in ("fuel", "process", "power", "truck", "average")]


@q09q1.misconception(
    Text(
        "仕入先の値が入っています。100 % ではなく、申告された PDS の分だけが一次データです。",
        "The supplier's value is in it. Not 100 % of it but the share that is stated is primary.",
    )
)
def supplier_value(data: dict) -> list[str]:
    """A supplier's value held to be primary as a whole."""
    return [data["fuel"], data["process"], data["supplier"]]


@q09q1.misconception(
    Text(
        "燃料の燃焼が抜けています。自社で燃やした燃料は自社の直接排出なので、100 % と数えます。",
        "The fuel is missing. What is burnt at the own site is a direct emission and counts 100 %.",
    )
)
def fuel_left_out(data: dict) -> list[str]:
    """Fuel judged like electricity."""
    return [data["process"]]


# ---------------------------------------------------------------------------------------
# q2  points that one item adds

q09q2 = Question(
    "09-q2",
    title=Text("部品が支えるポイント", "The points that one part adds"),
    ask=Text(
        "ノートPC 1 台 {total_kg} kg-CO2e のうち、シャーシが {part_kg} kg-CO2e です。シャーシの PDS は {share} % です。"
        "シャーシは、ノートPC の PDS を何ポイント(%)上げていますか(小数第 1 位まで)。",
        "Of the {total_kg} kg-CO2e of a PC, {part_kg} kg-CO2e are the chassis, which has a PDS of {share} %. How many "
        "points (%) does the chassis add to the PDS of the PC, to one decimal?",
    ),
    given=(
        Given("total_kg", Text("ノートPC の排出量", "emissions of the PC"), "kg-CO2e"),
        Given("part_kg", Text("うちシャーシ", "of it the chassis"), "kg-CO2e"),
        Given("share", Text("シャーシの PDS", "PDS of the chassis"), "%"),
    ),
    parts={"": Part(PERCENT)},
    objective="09-points-of-one-part",
    read_more=PAGE,
    draw=lambda draw: {
        "total_kg": draw.step(19.6, 25.4, 0.2),
        "part_kg": draw.step(8.2, 13.8, 0.2),
        "share": draw.whole(26, 44, 2),
    },
    reference=lambda data: data["part_kg"] / data["total_kg"] * data["share"],
    points=0,
    hints=(
        Text(
            "シャーシの重みは、シャーシの排出量 ÷ ノートPC の排出量です。",
            "The weight of the chassis is its emissions over those of the PC.",
        ),
        Text("重み × {share} % がポイントです。", "The points are that weight x {share} %."),
    ),
)


@q09q2.misconception(
    Text(
        "シャーシの PDS そのものです。ノートPC の中での重みを掛けます。",
        "That is the PDS of the chassis itself. Multiply by its weight in the PC.",
    )
)
def own_share(data: dict) -> float:
    """Not weighted."""
    return data["share"]


@q09q2.misconception(
    Text(
        "ノートPC に占めるシャーシの割合です。それにシャーシの PDS を掛けます。",
        "That is the chassis' part of the PC's emissions. Multiply it by the PDS of the chassis.",
    )
)
def weight_alone(data: dict) -> float:
    """The weight without the share."""
    return 100 * data["part_kg"] / data["total_kg"]


@q09q2.misconception(
    Text(
        "一次データの kg のままです。ノートPC の排出量で割って % にします。",
        "That is kilograms of primary data. Divide by the emissions of the PC to get percent.",
    )
)
def primary_kilograms(data: dict) -> float:
    """Kilograms in place of points."""
    return data["part_kg"] * data["share"] / 100


@q09q2.misconception(
    Text(
        "シャーシ以外の排出量で割っています。分母は、シャーシも含むノートPC 全体です。",
        "That divides by what is not the chassis. The base is the whole PC, the chassis included.",
    )
)
def against_the_rest(data: dict) -> float:
    """The rest as denominator."""
    return data["part_kg"] / (data["total_kg"] - data["part_kg"]) * data["share"]


# ---------------------------------------------------------------------------------------
# q3  a removal

q09q3 = Question(
    "09-q3",
    title=Text("除去があるときの重み", "Weights where something is removed"),
    ask=Text(
        "ある材料の排出量は、製造の +{kg} kg-CO2e(PDS {share} %)と、技術による除去の −{removed_kg} kg-CO2e"
        "(PDS 100 %)からなります。この材料の PDS は何 % ですか(小数第 1 位まで)。",
        "A material has +{kg} kg-CO2e of production (PDS {share} %) and -{removed_kg} kg-CO2e of technological removal "
        "(PDS 100 %). What is its PDS in %, to one decimal?",
    ),
    given=(
        Given("kg", Text("製造の排出", "production"), "kg-CO2e"),
        Given("share", Text("製造の PDS", "PDS of production"), "%"),
        Given("removed_kg", Text("除去の大きさ", "size of the removal"), "kg-CO2e"),
    ),
    parts={"": Part(PERCENT)},
    objective="09-weights-with-a-removal",
    read_more=PAGE,
    draw=lambda draw: {
        "kg": draw.step(7.0, 12.0, 0.5),
        "share": draw.whole(30, 60, 5),
        "removed_kg": draw.step(1.5, 3.5, 0.5),
    },
    reference=lambda data: primary_data_share(
        [(data["kg"], data["share"]), (-data["removed_kg"], 100)]
    ),
    points=0,
    hints=(
        Text(
            "重みは、符号を取った大きさ(絶対値)です。除去も、大きさの分だけ重みを持ちます。",
            "The weight is the size without the sign. A removal weighs by its size too.",
        ),
        Text(
            "({kg} × {share} % + {removed_kg} × 100 %) ÷ ({kg} + {removed_kg}) です。",
            "({kg} x {share} % + {removed_kg} x 100 %) / ({kg} + {removed_kg}).",
        ),
    ),
)


@q09q3.misconception(
    Text(
        "符号の付いたまま計算しています。PDS の重みは絶対値です。",
        "The signs were kept. The weights of a PDS are absolute values.",
    )
)
def signs_kept(data: dict) -> float:
    """Signed weights."""
    return weighted((data["kg"], data["share"]), (-data["removed_kg"], 100))


@q09q3.misconception(
    Text(
        "除去を外して、製造の PDS をそのまま答えています。除去も 1 つの項目として重みを持ちます。",
        "The removal was left out. It is an item with a weight of its own.",
    )
)
def removal_left_out(data: dict) -> float:
    """Production alone."""
    return data["share"]


@q09q3.misconception(
    Text(
        "分母だけを絶対値にしています。分子の重みも絶対値にします。",
        "Only the denominator has absolute values. The weights above need them too.",
    )
)
def signs_above(data: dict) -> float:
    """The sign kept above."""
    above = data["kg"] * data["share"] - data["removed_kg"] * 100
    return above / (data["kg"] + data["removed_kg"])
