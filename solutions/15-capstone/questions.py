"""Questions of chapter 15: the whole PC chain, with mixed methods and versions.

The chapter's chain is the public one; here every participant has other numbers. All are invented
but the electricity factor, the national average.
"""

from gxd_teach.classroom import Choice, Draw, Given, Number, Part, Question, Text
from gxd_teach.framework import EmissionFactors, primary_data_share

FACTORS = EmissionFactors.load()
KWH = FACTORS["ELEC-JP-AVERAGE-FY2024"].value * 1000  # kg-CO2/kWh
CARDBOARD = FACTORS["FICT-CARDBOARD"].value  # kg-CO2e/kg
CHAPTER = "book/cases/15-capstone"


def share(parts: list[tuple[float, float]]) -> float:
    """The primary data share of (kg CO2e, percent) parts, by the course's own rule."""
    return float(primary_data_share(parts))


# ---------------------------------------------------------------------------------------
# 15a  the computer: total and primary data share


def draw_computer(draw: Draw) -> dict:
    """What the PC maker has received, and what it adds itself."""
    return {
        "chassis_kg": draw.step(9.15, 14.85, 0.05),
        "chassis_pds": draw.whole(28, 46, 2),
        "board_kg": draw.step(2.4, 5.2, 0.1),
        "board_pds": draw.whole(52, 70, 2),
        "kwh": draw.step(8.5, 15.5, 0.5),
        "box_kg": draw.step(0.35, 0.75, 0.05),
        "kwh_factor": KWH,
        "box_factor": CARDBOARD,
    }


def parts_of(data: dict) -> list[tuple[float, float]]:
    """Emissions and primary data share of the four rows."""
    return [
        (data["chassis_kg"], data["chassis_pds"]),
        (data["board_kg"], data["board_pds"]),
        (data["kwh"] * data["kwh_factor"], 0.0),
        (data["box_kg"] * data["box_factor"], 0.0),
    ]


def total(data: dict) -> float:
    """The computer's footprint, kg CO2e."""
    return sum(kg for kg, _ in parts_of(data))


q15a = Question(
    "15a",
    title=Text("パソコン 1 台と、その一次データ比率", "One computer and its primary data share"),
    ask=Text(
        "シャーシと基板の記録を受け取りました。組立の電力と段ボール箱を足して、パソコン 1 台の排出量(kg-CO2e)と"
        "一次データ比率(%)を求めてください。電気は全国平均、段ボールは二次データです。",
        "The records of chassis and board have come in. Add the electricity of assembly and the cardboard box, and "
        "find the kg-CO2e of one computer and its primary data share in %. Electricity is the national average, the "
        "cardboard secondary data.",
    ),
    given=(
        Given("chassis_kg", Text("シャーシ(記録の値)", "chassis, as recorded"), "kg-CO2e"),
        Given("chassis_pds", Text("シャーシの一次データ比率", "PDS of the chassis"), "%"),
        Given("board_kg", Text("基板(記録の値)", "board, as recorded"), "kg-CO2e"),
        Given("board_pds", Text("基板の一次データ比率", "PDS of the board"), "%"),
        Given("kwh", Text("組立の電力", "electricity for assembly"), "kWh"),
        Given("box_kg", Text("段ボール箱", "cardboard box"), "kg"),
        Given("kwh_factor", Text("電気の係数", "factor of electricity"), "kg-CO2/kWh"),
        Given("box_factor", Text("段ボールの係数", "factor of cardboard"), "kg-CO2e/kg"),
    ),
    parts={
        "kg": Part(Number("kg-CO2e"), Text("1 台の排出量", "emissions of one")),
        "pds": Part(Number("%", absolute=0.06), Text("一次データ比率", "primary data share")),
    },
    objective="15-sum-and-share-of-the-chain",
    read_more=CHAPTER,
    draw=draw_computer,
    reference=lambda data: {"kg": total(data), "pds": share(parts_of(data))},
    hints=(
        Text(
            "行は 4 つです。シャーシ、基板、電力、段ボール。まず 4 つの排出量を出して足します。",
            "There are four rows: chassis, board, electricity, cardboard. Find and add their emissions.",
        ),
        Text(
            "一次データ比率 = Σ(排出量 × その行の比率)÷ 合計。電力と段ボールの比率は 0 % です。",
            "The share is the sum of emissions x share over the total; electricity and cardboard have 0 %.",
        ),
    ),
)


@q15a.misconception(
    Text(
        "受け取った 2 つの比率を単純に平均しています。4 行すべてを、排出量で重み付けします。",
        "That is the plain mean of the two shares received. Weigh all four rows by their emissions.",
    )
)
def mean_of_two(data: dict) -> dict:
    """Unweighted, and without the own rows."""
    return {"pds": (data["chassis_pds"] + data["board_pds"]) / 2}


@q15a.misconception(
    Text(
        "4 行の比率を単純に平均しています。排出量の大きい行ほど重く数えます。",
        "That is the plain mean over four rows. Rows with more emissions weigh more.",
    )
)
def mean_of_four(data: dict) -> dict:
    """Unweighted."""
    return {"pds": (data["chassis_pds"] + data["board_pds"]) / 4}


@q15a.misconception(
    Text(
        "組立の電力を一次データと数えています。電力量は自社の値でも、係数が全国平均なので 0 % です。",
        "The electricity of assembly was counted as primary: its factor is an average, so it has 0 %.",
    )
)
def metered_is_primary(data: dict) -> dict:
    """Own meter, average factor, counted as primary."""
    rows = parts_of(data)
    return {"pds": share([rows[0], rows[1], (rows[2][0], 100.0), rows[3]])}


@q15a.misconception(
    Text(
        "段ボール箱が入っていません。出荷のための包装も、買った材料として数えます。",
        "The cardboard box is missing. Packaging for shipment is bought material too.",
    )
)
def no_packaging(data: dict) -> dict:
    """Packaging left out of the total."""
    return {"kg": total(data) - parts_of(data)[3][0]}


@q15a.misconception(
    Text(
        "自社の電力だけ(Gate-to-Gate)になっています。受け取った部品の分も入れます。",
        "That is the own electricity only (gate-to-gate). The parts received belong to it.",
    )
)
def own_gate_only(data: dict) -> dict:
    """Gate-to-gate for cradle-to-gate."""
    return {"kg": parts_of(data)[2][0]}


# ---------------------------------------------------------------------------------------
# 15b  a supplier that does not answer


def draw_missing(draw: Draw) -> dict:
    """The board maker gives no record; a database has a value for such boards."""
    data = draw_computer(draw)
    return {
        "chassis_kg": data["chassis_kg"],
        "chassis_pds": data["chassis_pds"],
        "board_kg_mass": draw.step(0.2, 0.35, 0.01),
        "board_factor": draw.step(16.5, 24.5, 0.5),
        "last_pds": data["board_pds"],
        "own_kg": draw.step(4.15, 6.85, 0.1),
    }


def with_secondary(data: dict) -> tuple[list[tuple[float, float]], float]:
    """The rows with a secondary value for the board, and that value."""
    board = data["board_kg_mass"] * data["board_factor"]
    return [(data["chassis_kg"], data["chassis_pds"]), (board, 0.0), (data["own_kg"], 0.0)], board


q15b = Question(
    "15b",
    title=Text("返事のないサプライヤー", "A supplier that does not answer"),
    ask=Text(
        "基板製造から、締め切りまでに記録が届きませんでした。基板 1 枚は {board_kg_mass} kg で、データベースの二次データは"
        " {board_factor} kg-CO2e/kg です。二次データで埋めて、パソコン 1 台の排出量(kg-CO2e)と一次データ比率(%)を求めてください。",
        "The board maker sent no record in time. One board weighs {board_kg_mass} kg and the database's secondary value is "
        "{board_factor} kg-CO2e/kg. Fill the gap with it and find the kg-CO2e of one computer and its primary data share.",
    ),
    given=(
        Given("chassis_kg", Text("シャーシ(記録の値)", "chassis, as recorded"), "kg-CO2e"),
        Given("chassis_pds", Text("シャーシの一次データ比率", "PDS of the chassis"), "%"),
        Given("board_kg_mass", Text("基板 1 枚の質量", "mass of one board"), "kg"),
        Given("board_factor", Text("基板の二次データ", "secondary value of boards"), "kg-CO2e/kg"),
        Given("last_pds", Text("去年の記録にあった基板の比率", "PDS of last year's record"), "%"),
        Given(
            "own_kg", Text("自社の電力と段ボール(比率 0 %)", "own power and box (0 %)"), "kg-CO2e"
        ),
    ),
    parts={
        "kg": Part(Number("kg-CO2e"), Text("1 台の排出量", "emissions of one")),
        "pds": Part(Number("%", absolute=0.06), Text("一次データ比率", "primary data share")),
    },
    objective="15-gap-filled-and-flagged",
    read_more=CHAPTER,
    draw=draw_missing,
    reference=lambda data: {
        "kg": sum(kg for kg, _ in with_secondary(data)[0]),
        "pds": share(with_secondary(data)[0]),
    },
    hints=(
        Text(
            "部品を落としてはいけません。二次データの値を入れ、その行の一次データ比率は 0 % にします。",
            "Never drop the part: put the secondary value in, with a primary data share of 0 %.",
        ),
        Text(
            "基板 = {board_kg_mass} kg × {board_factor} kg-CO2e/kg。去年の比率は、今年の二次データには使えません。",
            "The board is {board_kg_mass} kg x {board_factor} kg-CO2e/kg. Last year's share does not belong to it.",
        ),
    ),
)


@q15b.misconception(
    Text(
        "基板を落としています。記録が届かない部品も、ゼロではありません。二次データで埋めて、その旨を書きます。",
        "The board was dropped. A part without a record is not zero: fill it with secondary data and say so.",
    )
)
def dropped(data: dict) -> dict:
    """The gap taken for zero."""
    rows, board = with_secondary(data)
    return {"kg": sum(kg for kg, _ in rows) - board, "pds": share([rows[0], rows[2]])}


@q15b.misconception(
    Text(
        "二次データの値に、去年の一次データ比率を付けています。値が二次データなら、比率は 0 % です。",
        "Last year's share was put on a secondary value. A secondary value has a share of 0 %.",
    )
)
def last_years_share(data: dict) -> dict:
    """The share of a record that is not used."""
    rows, board = with_secondary(data)
    return {"pds": share([rows[0], (board, data["last_pds"]), rows[2]])}


@q15b.misconception(
    Text(
        "係数(1 kg あたり)をそのまま 1 枚の値にしています。1 枚の質量を掛けます。",
        "The factor per kilogram was taken for one board. Multiply by the mass of one board.",
    )
)
def per_kilogram_for_a_piece(data: dict) -> dict:
    """Per kilogram taken per piece."""
    rows, board = with_secondary(data)
    return {"kg": sum(kg for kg, _ in rows) - board + data["board_factor"]}


# ---------------------------------------------------------------------------------------
# 15c  which action cuts more

ALUMINIUM = "再生材を使う (recycled aluminium)"
OTHERS = {
    "certificates": "組立の電力に証書を使う (certificates for the electricity of assembly)",
    "yield": "シャーシの良品率を上げる (a better yield of the chassis)",
}


def draw_actions(draw: Draw) -> dict:
    """Two actions: recycled aluminium in the chassis, and one of two others."""
    kind = draw.choice(tuple(OTHERS))
    return {
        "kind": kind,
        "other": OTHERS[kind],
        "al_kg": draw.step(0.9, 1.3, 0.05),
        "virgin": 8.0,
        "mixed": draw.step(5.6, 6.4, 0.1),
        "kwh": draw.step(12.5, 16.5, 0.5),
        "covered": draw.whole(80, 95, 5),
        "kwh_factor": KWH,
        "begun_kg": draw.step(12.1, 15.9, 0.1),
        "yield_before": draw.whole(68, 74),
        "yield_after": draw.whole(94, 98),
    }


def cuts(data: dict) -> dict:
    """What each action cuts, kg CO2e per computer, and the better one."""
    aluminium = data["al_kg"] * (data["virgin"] - data["mixed"])
    if data["kind"] == "certificates":
        other = data["kwh"] * data["covered"] / 100 * data["kwh_factor"]
    else:
        other = 100 * data["begun_kg"] * (1 / data["yield_before"] - 1 / data["yield_after"])
    return {"al": aluminium, "other": other, "better": max(
        (aluminium, ALUMINIUM), (other, data["other"]))[1]}  # fmt: skip


q15c = Question(
    "15c",
    title=Text("どちらの対策が大きいか", "Which action cuts more"),
    ask=Text(
        "パソコン 1 台あたりで、2 つの対策を比べます。(1) シャーシのアルミ板 {al_kg} kg に再生材を混ぜ、係数を {virgin} から {mixed} kg-CO2e/kg にする。"
        "(2) {other}。それぞれの削減量(kg-CO2e)と、大きいほうを答えてください。"
        "証書なら電力 {kwh} kWh の {covered} % を排出ゼロとし、良品率なら着手 1 個あたり {begun_kg} kg-CO2e のまま {yield_before} % から {yield_after} % に上げます"
        "(書かれた対策に関係のない数は使いません)。",
        "Compare two actions per computer. (1) Recycled content in the {al_kg} kg of aluminium of the chassis takes its factor from {virgin} to "
        "{mixed} kg-CO2e/kg. (2) {other}. Give what each cuts in kg-CO2e, and the larger. With certificates {covered} % of {kwh} kWh "
        "emit nothing; a better yield goes from {yield_before} % to {yield_after} % with {begun_kg} kg-CO2e per piece begun (leave the numbers that "
        "do not belong to the action).",
    ),
    given=(
        Given("other", Text("対策 (2)", "action (2)")),
        Given("al_kg", Text("アルミ板", "aluminium sheet"), "kg"),
        Given("virgin", Text("いまの係数", "factor today"), "kg-CO2e/kg"),
        Given("mixed", Text("再生材を混ぜた係数", "factor with recycled content"), "kg-CO2e/kg"),
        Given("kwh", Text("組立の電力", "electricity for assembly"), "kWh"),
        Given("covered", Text("証書で賄う割合", "share covered by certificates"), "%"),
        Given("kwh_factor", Text("電気の係数", "factor of electricity"), "kg-CO2/kWh"),
        Given("begun_kg", Text("シャーシの着手 1 個あたり", "per chassis begun"), "kg-CO2e"),
        Given("yield_before", Text("いまの良品率", "yield today"), "%"),
        Given("yield_after", Text("上げた後の良品率", "yield afterwards"), "%"),
    ),
    parts={
        "al": Part(Number("kg-CO2e"), Text("(1) 再生材の削減量", "(1) recycled aluminium")),
        "other": Part(Number("kg-CO2e"), Text("(2) もう一方の削減量", "(2) the other action")),
        "better": Part(
            lambda data: Choice((ALUMINIUM, data["other"])), Text("大きいほう", "the larger")
        ),
    },
    objective="15-choose-by-calculation",
    read_more=CHAPTER,
    draw=draw_actions,
    reference=cuts,
    hints=(
        Text(
            "削減量 = 対策の前 − 対策の後。ホットスポットかどうかではなく、減る量を比べます。",
            "What is cut is before minus after. Compare what goes, not what is largest.",
        ),
        Text(
            "(1) は {al_kg} ×({virgin} − {mixed})。(2) は、証書なら 電力 × 割合 × 係数、良品率なら 着手の値 ÷ 前の率 − 着手の値 ÷ 後の率 です。",
            "(1) is {al_kg} x ({virgin} - {mixed}). (2): energy x share x factor, or begun / yield before - begun / yield after.",
        ),
    ),
)


@q15c.misconception(
    Text(
        "ホットスポットだからという理由でアルミを選んでいませんか。いちばん大きい項目が、いちばん減らせるとはかぎりません。減る量を計算して比べます。",
        "Was aluminium chosen because it is the hot spot? The largest item is not always the one that can be cut most: calculate.",
    )
)
def picks_the_hot_spot(data: dict) -> dict:
    """No calculation."""
    return {"better": ALUMINIUM}


@q15c.misconception(
    Text(
        "対策の後の排出量になっています。削減量は、前と後の差です。",
        "Those are the emissions afterwards. What is cut is the difference.",
    )
)
def what_is_left(data: dict) -> dict:
    """After in place of before minus after."""
    if data["kind"] == "certificates":
        left = data["kwh"] * (100 - data["covered"]) / 100 * data["kwh_factor"]
        return {"al": data["al_kg"] * data["mixed"], "other": left}
    return {
        "al": data["al_kg"] * data["mixed"],
        "other": 100 * data["begun_kg"] / data["yield_after"],
    }


@q15c.misconception(
    Text(
        "割合の差を着手の値に掛けています。良品率は割り算なので、前と後をそれぞれ割ってから引きます(証書の場合は、賄う割合も掛けます)。",
        "The difference of the rates was multiplied. Yield divides: divide before and after, then subtract "
        "(with certificates: multiply by the share covered).",
    )
)
def rates_multiplied(data: dict) -> dict:
    """Yield as a factor; certificates as if they covered everything."""
    if data["kind"] == "yield":
        gain = (data["yield_after"] - data["yield_before"]) / 100
        return {"other": data["begun_kg"] * gain}
    return {"other": data["kwh"] * data["kwh_factor"]}


# ---------------------------------------------------------------------------------------
# Quick checks, answered in the chapter's page: public numbers, no points, not in the notebook
#
# q1  a record that is not in the list

ASK = "イベントで要求する (request it by event)"
ZERO = "ゼロとして計算を進める (go on with zero)"
LAST = "去年の値に、去年の一次データ比率を付けて使う (last year's value with last year's share)"
WAIT = "届くまで、自社の記録も出さない (publish nothing until it comes)"

q15q1 = Question(
    "15-q1",
    title=Text("一覧にない記録", "A record that is not in the list"),
    ask=Text(
        "{supplier}の一覧を読みましたが、買っている{product}の記録がありません。まず、何をしますか。",
        "You have read the list of {supplier_en}, and the record of the {product_en} you buy is not in it. What do you do first?",
    ),
    given=(),
    parts={"": Part(lambda data: Choice(data["options"]))},
    objective="15-request-what-is-missing",
    read_more=CHAPTER,
    draw=lambda draw: {
        **draw.choice(
            (
                {"supplier": "樹脂製造", "supplier_en": "the resin maker", "product": "樹脂", "product_en": "resin"},
                {"supplier": "アルミ製造", "supplier_en": "the aluminium maker", "product": "アルミ板", "product_en": "aluminium sheet"},
                {"supplier": "基板製造", "supplier_en": "the board maker", "product": "基板", "product_en": "board"},
            )
        ),
        "options": tuple(draw.shuffled((ASK, ZERO, LAST, WAIT))),
    },
    reference=lambda data: ASK,
    points=0,
    hints=(
        Text("PACT には、一覧を読むほかに、もう 1 つの手順があります。", "PACT has another way besides the list."),
        Text("要求を送ると、相手は「応じた」か「断った」を返します。", "A request is answered: fulfilled or rejected."),
    ),
)  # fmt: skip


@q15q1.misconception(
    Text(
        "記録がないことは、排出がないことではありません。ゼロにすると、全体が小さく見えます。",
        "No record does not mean no emissions. Zero makes the whole look small.",
    )
)
def zero(data: dict) -> str:
    """A gap taken for zero."""
    return ZERO


@q15q1.misconception(
    Text(
        "去年の値は、有効期間の内なら候補になりますが、まず相手に聞くのが先です。比率だけを今年に付け替えることもできません。",
        "Last year's value may serve while it is valid, but ask first; and its share cannot be moved to another year.",
    )
)
def last_year(data: dict) -> str:
    """Old data used without asking."""
    return LAST


@q15q1.misconception(
    Text(
        "待っていると、下流の会社の計算も止まります。聞いたうえで、間に合わなければ二次データで埋めて、そう書きます。",
        "Waiting stops everybody downstream. Ask, and if it is late fill the gap with secondary data and say so.",
    )
)
def waits(data: dict) -> str:
    """Nothing published until everything is there."""
    return WAIT


# ---------------------------------------------------------------------------------------
# q2  a v2 record of a piece

q15q2 = Question(
    "15-q2",
    title=Text("v2 の記録を、1 個あたりに直す", "A v2 record, per piece"),
    ask=Text(
        "基板の v2 の記録には、宣言単位 kilogram、1 kg あたり {per_kg} kg-CO2e とあります。基板 1 枚は {mass} kg です。1 枚あたり何 kg-CO2e ですか。",
        "A v2 record of a board says: declared unit kilogram, {per_kg} kg-CO2e per kilogram. One board weighs {mass} kg. How many "
        "kg-CO2e is one board?",
    ),
    given=(
        Given("per_kg", Text("1 kg あたり(記録の値)", "per kilogram, as recorded"), "kg-CO2e"),
        Given("mass", Text("1 枚の質量", "mass of one board"), "kg"),
    ),
    parts={"": Part(Number("kg-CO2e"))},
    objective="15-v2-per-unit",
    read_more=CHAPTER,
    draw=lambda draw: {"per_kg": draw.step(12.4, 19.6, 0.4), "mass": draw.step(0.2, 0.45, 0.05)},
    reference=lambda data: data["per_kg"] * data["mass"],
    points=0,
    hints=(
        Text("v2 の値は、宣言単位 **1 つ**あたりです。", "Values of v2 are per ONE declared unit."),
        Text("{per_kg} × {mass} です。", "{per_kg} x {mass}."),
    ),
)


@q15q2.misconception(
    Text(
        "1 kg あたりの値を、そのまま 1 枚の値にしています。1 枚は 1 kg ではありません。",
        "The value per kilogram was taken for one board, which does not weigh a kilogram.",
    )
)
def kept(data: dict) -> float:
    """The number copied."""
    return data["per_kg"]


@q15q2.misconception(
    Text(
        "質量で割っています。1 kg あたりから 1 枚あたりにするには、1 枚の質量を掛けます。",
        "Divided by the mass. From a kilogram to a board, multiply by the mass of a board.",
    )
)
def divided(data: dict) -> float:
    """The other way round."""
    return data["per_kg"] / data["mass"]


# ---------------------------------------------------------------------------------------
# q3  gate-to-gate

q15q3 = Question(
    "15-q3",
    title=Text("パソコン製造の Gate-to-Gate", "The PC maker's gate-to-gate"),
    ask=Text(
        "パソコン 1 台の内訳は、シャーシ {chassis}、基板 {board}、組立の電力 {power}、段ボール箱(買った物){box}(すべて kg-CO2e)です。"
        "パソコン製造の Gate-to-Gate(自社の工程だけ)は何 kg-CO2e ですか(この講座の解釈)。",
        "One computer: chassis {chassis}, board {board}, electricity of assembly {power}, cardboard box (bought) {box}, all in kg-CO2e. "
        "Find the PC maker's gate-to-gate (its own process only, by this course's reading).",
    ),
    given=(
        Given("chassis", Text("シャーシ", "chassis"), "kg-CO2e"),
        Given("board", Text("基板", "board"), "kg-CO2e"),
        Given("power", Text("組立の電力", "electricity of assembly"), "kg-CO2e"),
        Given("box", Text("段ボール箱", "cardboard box"), "kg-CO2e"),
    ),
    parts={"": Part(Number("kg-CO2e"))},
    objective="15-gate-to-gate",
    read_more=CHAPTER,
    draw=lambda draw: {
        "chassis": draw.step(9.15, 14.85, 0.1),
        "board": draw.step(2.4, 5.2, 0.1),
        "power": draw.step(4.15, 6.85, 0.1),
        "box": draw.step(0.3, 0.9, 0.05),
    },
    reference=lambda data: data["power"],
    points=0,
    hints=(
        Text("自社の門の中で起きることだけです。買った物は、作った会社の分です。", "Only what happens inside the own gate; what is bought was made elsewhere."),
        Text("4 つのうち、自社の工程は 1 つです。", "Only one of the four is the own process."),
    ),
)  # fmt: skip


@q15q3.misconception(
    Text(
        "段ボール箱が入っています。箱は買った物なので、上流の分です。",
        "The cardboard box is in it. It was bought, so it belongs to the upstream.",
    )
)
def with_the_box(data: dict) -> float:
    """Bought packaging counted as the own process."""
    return data["power"] + data["box"]


@q15q3.misconception(
    Text(
        "合計(Cradle-to-Gate)になっています。自社の工程だけを答えます。",
        "That is the total (cradle-to-gate). Give the own process only.",
    )
)
def everything(data: dict) -> float:
    """Cradle-to-gate for gate-to-gate."""
    return data["chassis"] + data["board"] + data["power"] + data["box"]
