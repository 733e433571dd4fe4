"""Questions of case A: what got better known, what really fell, and what to do next.

The chain is a small one beside the page's; all numbers are invented but the electricity factor, the
national average.
"""

from gxd_teach.classroom import Choice, Draw, Given, Number, Part, Question, Text
from gxd_teach.framework import EmissionFactors, SupplyChain, primary_data_share

KWH = EmissionFactors.load()["ELEC-JP-AVERAGE-FY2024"].value * 1000  # kg-CO2/kWh
CHAPTER = "book/cases/case-user"


def footprint(links: list[tuple[str, str, float]], direct: dict[str, float]) -> float:
    """The footprint of the first product, kg CO2e, by the course's own chain."""
    return float(SupplyChain(links, direct).footprints()[links[0][0]])


# ---------------------------------------------------------------------------------------
# 21a  has it fallen, or is it better known?


def draw_two_years(draw: Draw) -> dict:
    """A casing in two years: less sheet and power; in the second year the supplier's own figure."""
    before = draw.step(1.5, 1.9, 0.05)
    factor = draw.step(9.6, 11.4, 0.1)
    kwh = draw.step(5.5, 7.5, 0.5)
    higher = draw.choice((True, False))
    return {
        "sheet_1": before,
        "sheet_2": round(before - draw.step(0.1, 0.25, 0.05), 2),
        "average": factor,
        "record": round(factor + (1 if higher else -1) * draw.step(0.8, 2.2, 0.1), 1),
        "kwh_1": kwh,
        "kwh_2": kwh - draw.step(0.5, 1.5, 0.5),
        "kwh_factor": KWH,
    }


def casing(data: dict, year: int, factor: float) -> float:
    """A casing's footprint with the amounts of a year and a factor for the sheet."""
    return footprint(
        [("casing", "sheet", data[f"sheet_{year}"]), ("casing", "kWh", data[f"kwh_{year}"])],
        {"casing": 0.0, "sheet": factor, "kWh": data["kwh_factor"]},
    )


def split(data: dict) -> dict:
    """What was reported less, what of it is data, and what has really fallen."""
    reported, now = casing(data, 1, data["average"]), casing(data, 2, data["record"])
    again = casing(data, 1, data["record"])
    return {"seen": reported - now, "data": reported - again, "real": again - now}


q21a = Question(
    "21a",
    title=Text("減ったのか、分かったのか", "Has it fallen, or is it better known?"),
    ask=Text(
        "筐体 1 個です。去年はアルミ板 {sheet_1} kg に二次データの係数を、今年は {sheet_2} kg に仕入先の記録の係数を掛けて報告しました。"
        "電力も去年と今年で違います。報告どうしの差を、データが変わった分と、本当に減った分に分けてください(去年を今年のデータで計算し直して分ける)。"
        "どれも「減ったら正、増えたら負」で、kg-CO2e で答えます。",
        "One casing. Last year {sheet_1} kg of sheet were reported with a secondary factor, this year {sheet_2} kg with the supplier's "
        "record; the electricity differs too. Split the difference of the reports into what changed in the data and what really fell (last "
        "year calculated again with this year's data). All in kg-CO2e, positive where it fell, negative where it rose.",
    ),
    given=(
        Given("sheet_1", Text("去年のアルミ板", "sheet last year"), "kg"),
        Given("sheet_2", Text("今年のアルミ板", "sheet this year"), "kg"),
        Given("average", Text("二次データの係数(去年使った)", "secondary factor, used last year"), "kg-CO2e/kg"),
        Given("record", Text("仕入先の記録の係数(今年使った)", "the supplier's record, used this year"), "kg-CO2e/kg"),
        Given("kwh_1", Text("去年の電力", "electricity last year"), "kWh"),
        Given("kwh_2", Text("今年の電力", "electricity this year"), "kWh"),
        Given("kwh_factor", Text("電気の係数(2 年とも)", "factor of electricity, both years"), "kg-CO2/kWh"),
    ),
    parts={
        "seen": Part(Number("kg-CO2e"), Text("報告どうしの差(減ったら正)", "difference of the reports")),
        "data": Part(Number("kg-CO2e"), Text("データが変わった分", "what changed in the data")),
        "real": Part(Number("kg-CO2e"), Text("本当に減った分", "what really fell")),
    },
    objective="21-split-data-and-reduction",
    read_more=CHAPTER,
    draw=draw_two_years,
    reference=split,
    hints=(
        Text(
            "値を 3 つ作ります。去年の報告、今年の報告、そして「去年の量 × 今年の係数」で計算し直した去年です。",
            "Make three figures: last year's report, this year's, and last year again: its amounts with this year's factors.",
        ),
        Text(
            "データの分 = 去年の報告 − 計算し直した去年 = {sheet_1} ×({average} − {record})。本当に減った分 = 計算し直した去年 − 今年の報告。",
            "Data: last year's report less last year again, {sheet_1} x ({average} - {record}). Fallen: last year again less this year.",
        ),
    ),
)  # fmt: skip


@q21a.misconception(
    Text(
        "報告どうしの差を、そのまま削減にしています。係数が二次データから記録に替わった分は、何も減らしていません。",
        "The whole difference was taken for a reduction. What came from another factor has reduced nothing.",
    )
)
def all_of_it(data: dict) -> dict:
    """The difference of the reports taken for a reduction."""
    return {"real": split(data)["seen"]}


@q21a.misconception(
    Text(
        "減った量に、去年の二次データの係数を掛けています。去年の量は、今年の係数(実際に近い値)で計算し直します。",
        "What was saved was multiplied by last year's secondary factor. Calculate last year again with this year's factor, which is nearer to the truth.",
    )
)
def with_the_old_factor(data: dict) -> dict:
    """Both effects, split with the old factor."""
    real = casing(data, 1, data["average"]) - casing(data, 2, data["average"])
    return {"data": split(data)["seen"] - real, "real": real}


@q21a.misconception(
    Text(
        "電力の分が入っていません。アルミ板のほかに、電力でも実際に減っています。",
        "The electricity is missing: it fell too, beside the sheet.",
    )
)
def without_electricity(data: dict) -> dict:
    """Only the sheet."""
    return {"real": data["record"] * (data["sheet_1"] - data["sheet_2"])}


@q21a.misconception(
    Text(
        "係数の差(1 kg あたり)のままです。去年の量を掛けて、1 個あたりにします。",
        "That is the difference of the factors, per kilogram. Multiply by last year's amount.",
    )
)
def per_kilogram(data: dict) -> dict:
    """A difference of factors taken for one of emissions."""
    return {"data": data["average"] - data["record"]}


# ---------------------------------------------------------------------------------------
# 21b  whom to ask next for primary data

CASING, BOARD, DISPLAY, BATTERY = (
    "筐体製造 (casing maker)",
    "基板製造 (board maker)",
    "画面製造 (display maker)",
    "電池製造 (battery maker)",
)
MAKERS = {"casing": CASING, "board": BOARD, "display": DISPLAY, "battery": BATTERY}


def draw_makers(draw: Draw) -> dict:
    """Four suppliers: the largest, the lowest share, the largest step in points, and the best to ask."""
    best, large, lowest, step = draw.shuffled(list(MAKERS))
    rows = {
        best: (draw.step(22.0, 28.0, 0.5), draw.whole(8, 14), draw.whole(24, 30)),
        large: (draw.step(38.0, 46.0, 0.5), draw.whole(24, 30), draw.whole(2, 6)),
        lowest: (draw.step(9.0, 13.0, 0.5), 0, draw.whole(10, 16)),
        step: (draw.step(4.0, 6.5, 0.5), draw.whole(3, 7), draw.whole(45, 60)),
    }
    data: dict = {"own_kg": draw.step(5.2, 7.6, 0.2)}
    for name in MAKERS:
        kg, now, more = rows[name]
        data |= {f"{name}_kg": kg, f"{name}_now": now, f"{name}_then": now + more}
    return data


def shares(data: dict, asked: str = "") -> float:
    """The computer's primary data share when `asked` has answered."""
    rows = [(data["own_kg"], 0.0)]
    for name in MAKERS:
        share = data[f"{name}_then" if name == asked else f"{name}_now"]
        rows.append((data[f"{name}_kg"], float(share)))
    return float(primary_data_share(rows))


def whom(data: dict) -> dict:
    """The supplier whose answer raises the share most, and the share afterwards."""
    best = max(MAKERS, key=lambda name: shares(data, name))
    return {"whom": MAKERS[best], "pds": shares(data, best)}


q21b = Question(
    "21b",
    title=Text("次に、だれに一次データを頼むか", "Whom to ask next for primary data"),
    ask=Text(
        "ノートPC 1 台の 5 行です。時間があるのは 1 社に頼む分だけです。頼めば、その会社の一次データ比率(PDS)は「頼んだ後」の値になります"
        "(排出量は変わらないものとします)。1 台の PDS がいちばん上がるのはどの会社ですか。その会社に頼んだ後の、1 台の PDS(%)も答えてください。",
        "Five rows of one computer, and time to ask one supplier only. Asked, its primary data share becomes the one under 'then' (its "
        "emissions stay). Whose answer raises the computer's share most, and what is that share (%) then?",
    ),
    given=(
        *(
            Given(f"{name}_{key}", Text(f"{maker.split(' ')[0]} {ja}", f"{name}, {en}"), unit)
            for name, maker in MAKERS.items()
            for key, ja, en, unit in (
                ("kg", "排出量", "emissions", "kg-CO2e"),
                ("now", "いまの PDS", "share now", "%"),
                ("then", "頼んだ後の PDS", "share then", "%"),
            )
        ),
        Given("own_kg", Text("自社の電力(PDS 0 %)", "own electricity (0 %)"), "kg-CO2e"),
    ),
    parts={
        "whom": Part(Choice(tuple(MAKERS.values())), Text("頼む会社", "whom to ask")),
        "pds": Part(Number("%", absolute=0.06), Text("頼んだ後の 1 台の PDS", "the share then")),
    },
    objective="21-whom-to-ask-next",
    read_more=CHAPTER,
    draw=draw_makers,
    reference=whom,
    hints=(
        Text(
            "大事なのは、排出量 × PDS の上がり幅です。比率だけ、排出量だけでは決まりません。",
            "What counts is emissions times the rise of the share: neither of them alone.",
        ),
        Text(
            "4 社それぞれの 排出量 ×(頼んだ後 − いま)を比べます。PDS は、5 行の Σ(排出量 × PDS)÷ 合計です。",
            "Compare emissions x (then - now) of the four. The share is the sum of emissions x share of five rows over the total.",
        ),
    ),
)


@q21b.misconception(
    Text(
        "PDS がいちばん低い会社を選んでいます。排出量が小さければ、1 台の PDS はあまり動きません。",
        "That is the supplier with the lowest share. With few emissions it hardly moves the computer's share.",
    )
)
def the_lowest(data: dict) -> dict:
    """The lowest share, whatever its weight."""
    return {"whom": MAKERS[min(MAKERS, key=lambda name: data[f"{name}_now"])]}


@q21b.misconception(
    Text(
        "排出量がいちばん大きい会社を選んでいます。上がり幅が小さければ、1 台の PDS はあまり動きません。",
        "That is the supplier with the most emissions. If its share rises little, the computer's does too.",
    )
)
def the_largest(data: dict) -> dict:
    """The most emissions, whatever can be gained."""
    return {"whom": MAKERS[max(MAKERS, key=lambda name: data[f"{name}_kg"])]}


@q21b.misconception(
    Text(
        "PDS の上がり幅(ポイント)がいちばん大きい会社を選んでいます。排出量の重みを掛けて比べます。",
        "That is the largest rise in points. Weigh it by the emissions.",
    )
)
def the_steepest(data: dict) -> dict:
    """The largest rise in points."""
    return {"whom": MAKERS[max(MAKERS, key=lambda n: data[f"{n}_then"] - data[f"{n}_now"])]}


@q21b.misconception(
    Text(
        "上がり幅を、そのまま 1 台の PDS に足しています。その会社の分は、全体の一部です。",
        "The rise was added to the computer's share as it is; the supplier is only a part of it.",
    )
)
def points_added(data: dict) -> dict:
    """The rise of a part taken for the rise of the whole."""
    best = max(MAKERS, key=lambda name: shares(data, name))
    return {"pds": shares(data) + data[f"{best}_then"] - data[f"{best}_now"]}


@q21b.misconception(
    Text(
        "自社の電力の行が分母に入っていません。PDS 0 % の行も、排出量は合計に入ります。",
        "The own electricity is missing below the line. A row of 0 % counts in the total too.",
    )
)
def without_own(data: dict) -> dict:
    """The own row left out of the total."""
    best = max(MAKERS, key=lambda name: shares(data, name))
    total = sum(data[f"{name}_kg"] for name in MAKERS)
    return {"pds": shares(data, best) * (total + data["own_kg"]) / total}


# ---------------------------------------------------------------------------------------
# 21c  proposals that overlap, and one that reduces nothing


def draw_proposals(draw: Draw) -> dict:
    """Thinner sheet, recycled ingot, and a record for the cathode material; what they cost."""
    sheet = draw.step(1.4, 1.9, 0.05)
    old = draw.step(20.5, 26.5, 0.5)
    return {
        "sheet_1": sheet,
        "sheet_2": round(sheet - draw.step(0.15, 0.35, 0.05), 2),
        "virgin": draw.step(7.8, 9.2, 0.1),
        "mixed": draw.step(5.2, 6.4, 0.1),
        "cathode_kg": draw.step(0.1, 0.16, 0.02),
        "cathode_1": old,
        "cathode_2": old - draw.step(4.5, 7.5, 0.5),
        "cost_1": draw.whole(120, 240, 10),
        "cost_2": draw.whole(380, 620, 10),
        "cost_3": draw.whole(60, 110, 10),
        "units": draw.whole(20_000, 60_000, 5_000),
    }


def computer(data: dict, *, sheet: float, factor: float, cathode: float) -> float:
    """The part of the computer's footprint that the proposals touch, by the course's chain."""
    links = [("PC", "sheet", sheet), ("PC", "cathode", data["cathode_kg"])]
    return footprint(links, {"PC": 0.0, "sheet": factor, "cathode": cathode})


def after(data: dict) -> dict:
    """What both real proposals cut together, in a year, and per tonne."""
    was = computer(data, sheet=data["sheet_1"], factor=data["virgin"], cathode=data["cathode_1"])
    now = computer(data, sheet=data["sheet_2"], factor=data["mixed"], cathode=data["cathode_1"])
    return in_a_year(data, was - now, data["cost_1"] + data["cost_2"])


def in_a_year(data: dict, kg: float, cost: float) -> dict:
    """The three parts of the answer from what is cut per computer and the cost, 10,000 yen a year."""
    tonnes = kg * data["units"] / 1000
    return {"kg": kg, "t": tonnes, "yen": cost * 10_000 / tonnes}


q21c = Question(
    "21c",
    title=Text("一緒にやると、いくら減り、いくらかかるか", "Done together: what falls, and what it costs"),
    ask=Text(
        "3 つの案を、全部やることになりました。(1) アルミ板を {sheet_1} kg から {sheet_2} kg に減らす。(2) アルミ板に再生材を混ぜ、係数を {virgin} から {mixed} にする。"
        "(3) 正極材の記録を受け取り、二次データの {cathode_1} を {cathode_2} に置き換える。"
        "本当に減る量は 1 台で何 kg-CO2e、年 {units} 台で何 t-CO2e ですか。本当に減らす案の費用は、1 t あたり何円ですか。",
        "Three proposals will all be carried out: (1) the sheet goes from {sheet_1} to {sheet_2} kg; (2) recycled content takes its factor "
        "from {virgin} to {mixed}; (3) the record of the cathode material replaces the secondary {cathode_1} by {cathode_2}. How many kg-CO2e "
        "really fall per computer, how many t-CO2e a year with {units} computers, and what do the proposals that reduce cost per tonne, in yen?",
    ),
    given=(
        Given("sheet_1", Text("いまのアルミ板", "sheet today"), "kg"),
        Given("sheet_2", Text("減らした後のアルミ板", "sheet afterwards"), "kg"),
        Given("virgin", Text("いまのアルミ板の係数", "factor of the sheet today"), "kg-CO2e/kg"),
        Given("mixed", Text("再生材を混ぜた係数", "factor with recycled content"), "kg-CO2e/kg"),
        Given("cathode_kg", Text("正極材", "cathode material"), "kg"),
        Given("cathode_1", Text("正極材の二次データ", "its secondary factor"), "kg-CO2e/kg"),
        Given("cathode_2", Text("正極材の記録の値", "its record"), "kg-CO2e/kg"),
        Given("cost_1", Text("(1) の費用", "cost of (1)"), "万円/年"),
        Given("cost_2", Text("(2) の費用", "cost of (2)"), "万円/年"),
        Given("cost_3", Text("(3) の費用", "cost of (3)"), "万円/年"),
        Given("units", Text("1 年の台数", "computers a year")),
    ),
    parts={
        "kg": Part(Number("kg-CO2e"), Text("1 台で本当に減る量", "what really falls per computer")),
        "t": Part(Number("t-CO2e"), Text("1 年で本当に減る量", "in a year")),
        "yen": Part(Number("円"), Text("1 t あたりの費用", "cost per tonne")),
    },
    objective="21-proposals-together",
    read_more=CHAPTER,
    draw=draw_proposals,
    reference=after,
    hints=(
        Text(
            "工場で何かが変わるのは、3 つのうちどれですか。(1) と (2) は同じアルミ板に効くので、一緒にやった後の値から計算します。",
            "Which of the three changes anything at a factory? (1) and (2) touch the same sheet: start from the figure after both.",
        ),
        Text(
            "1 台 = {sheet_1} × {virgin} − {sheet_2} × {mixed}。年の量は × {units} ÷ 1,000。費用は({cost_1} + {cost_2})万円 ÷ 年の t です。",
            "Per computer {sheet_1} x {virgin} - {sheet_2} x {mixed}; a year x {units} / 1,000; the cost ({cost_1} + {cost_2}) x 10,000 yen over the tonnes.",
        ),
    ),
)  # fmt: skip


@q21c.misconception(
    Text(
        "(1) と (2) の減りを別々に計算して足しています。もう買わないアルミ板を、再生材に替えることはできません。一緒にやった後の値を引きます。",
        "(1) and (2) were calculated apart and added. Sheet that is no longer bought cannot be replaced by recycled one: subtract the figure after both.",
    )
)
def added_up(data: dict) -> dict:
    """The overlap counted twice."""
    less = (data["sheet_1"] - data["sheet_2"]) * data["virgin"]
    recycled = data["sheet_1"] * (data["virgin"] - data["mixed"])
    return in_a_year(data, less + recycled, data["cost_1"] + data["cost_2"])


@q21c.misconception(
    Text(
        "(3) も削減に数えています。記録を受け取っても、正極材の排出は減りません。変わるのは、知っていることです。",
        "(3) was counted as a reduction. Receiving a record makes the cathode material emit no less; only what is known changes.",
    )
)
def the_record_too(data: dict) -> dict:
    """Better data taken for a reduction, its cost included."""
    known = data["cathode_kg"] * (data["cathode_1"] - data["cathode_2"])
    cost = data["cost_1"] + data["cost_2"] + data["cost_3"]
    return in_a_year(data, after(data)["kg"] + known, cost)


@q21c.misconception(
    Text(
        "(3) の費用まで入れています。何も減らさない案の費用は、削減 1 t あたりの費用に入れません(データの予算です)。",
        "The cost of (3) was counted in. It reduces nothing, so it is no cost of a reduction (it is one of data).",
    )
)
def its_cost_too(data: dict) -> dict:
    """The cost of data counted as one of reductions."""
    cost = data["cost_1"] + data["cost_2"] + data["cost_3"]
    return {"yen": cost * 10_000 / after(data)["t"]}


@q21c.misconception(
    Text(
        "(1) と (2) の費用対効果を別々に出して、平均しています。費用の合計を、一緒に減る量で割ります。",
        "The costs per tonne of (1) and (2) were averaged. Divide the cost of both by what falls together.",
    )
)
def mean_of_costs(data: dict) -> dict:
    """A mean of ratios."""
    less = (data["sheet_1"] - data["sheet_2"]) * data["virgin"]
    recycled = data["sheet_1"] * (data["virgin"] - data["mixed"])
    one = in_a_year(data, less, data["cost_1"])["yen"]
    other = in_a_year(data, recycled, data["cost_2"])["yen"]
    return {"yen": (one + other) / 2}


# ---------------------------------------------------------------------------------------
# Quick checks, answered in the page: public numbers, no points, not in the notebook
#
# q1  the footprints of a chain are not added

q21q1 = Question(
    "21-q1",
    title=Text("鎖の合計", "The total of a chain"),
    ask=Text(
        "アルミ圧延の値はアルミ板 1 kg で {sheet} kg-CO2e。筐体製造は 1 個に {used} kg を使い、自社の分を足して筐体 1 個 {casing} kg-CO2e でした(アルミ板の分を含みます)。"
        "筐体 1 個について、2 社を合わせた排出量は何 kg-CO2e ですか。",
        "One kg of sheet has {sheet} kg-CO2e. The casing maker uses {used} kg of it and adds its own: {casing} kg-CO2e for one casing, the sheet "
        "included. How many kg-CO2e do the two companies emit together for one casing?",
    ),
    given=(
        Given("sheet", Text("アルミ板 1 kg", "1 kg of sheet"), "kg-CO2e"),
        Given("used", Text("筐体 1 個に使うアルミ板", "sheet in one casing"), "kg"),
        Given("casing", Text("筐体 1 個(筐体製造の値)", "one casing, as its maker states it"), "kg-CO2e"),
    ),
    parts={"": Part(Number("kg-CO2e"))},
    objective="21-no-adding-of-footprints",
    read_more=CHAPTER,
    draw=lambda draw: {
        "sheet": draw.step(8.2, 9.8, 0.1),
        "used": draw.step(1.4, 1.9, 0.1),
        "casing": draw.step(19.5, 22.5, 0.1),
    },
    reference=lambda data: data["casing"],
    points=0,
    hints=(
        Text("筐体の値には、何がもう入っていますか。", "What is in the casing's figure already?"),
        Text("筐体 1 個の値が、2 社を合わせた値です。", "The casing's figure is that of both together."),
    ),
)  # fmt: skip


@q21q1.misconception(
    Text(
        "2 つの値をそのまま足しています。アルミ板の分を 2 回数え、しかも 1 kg と 1 個を足しています。",
        "Both figures were added: the sheet is counted twice, and a kilogram added to a piece.",
    )
)
def both(data: dict) -> float:
    """Footprints added."""
    return data["casing"] + data["sheet"]


@q21q1.misconception(
    Text(
        "アルミ板の分を、もう 1 度足しています。筐体の値(Cradle-to-Gate)に、もう入っています。",
        "The sheet was added once more: it is in the casing's cradle-to-gate figure already.",
    )
)
def sheet_twice(data: dict) -> float:
    """The upstream counted twice."""
    return data["casing"] + data["sheet"] * data["used"]


@q21q1.misconception(
    Text(
        "アルミ板の分を引いています。それは筐体製造の自社の分だけで、2 社を合わせた値ではありません。",
        "The sheet was subtracted: that is the casing maker alone, not both together.",
    )
)
def own_only(data: dict) -> float:
    """Gate-to-gate for cradle-to-gate."""
    return data["casing"] - data["sheet"] * data["used"]


# ---------------------------------------------------------------------------------------
# q2  what to say to the manager

KNOWN = "同じ年を知り直しただけで排出は変わっていない (the same year is better known; nothing was emitted less or more)"
FELL = "仕入先の努力で排出が変わった (the suppliers' efforts changed the emissions)"
WRONG = (
    "どちらかの計算が誤りだったので1つ目を取り消す (one calculation was wrong; withdraw the first)"
)
HIDE = "小さいほうの値を選んで報告する (report whichever is smaller)"

q21q2 = Question(
    "21-q2",
    title=Text("段階①と②の差", "The difference between rounds 1 and 2"),
    ask=Text(
        "{product}の値が、単独の算定では {alone} kg-CO2e、同じ年のデータを交換すると {exchanged} kg-CO2e でした。上司に、差をどう説明しますか。",
        "The {product_en} had {alone} kg-CO2e calculated alone, and {exchanged} kg-CO2e after an exchange of data of the same year. How do "
        "you explain the difference?",
    ),
    given=(),
    parts={"": Part(lambda data: Choice(data["options"]))},
    objective="21-explain-the-difference",
    read_more=CHAPTER,
    draw=lambda draw: {
        **draw.choice(
            (
                {"product": "電池", "product_en": "battery", "alone": "9.6", "exchanged": "13.6"},
                {"product": "画面", "product_en": "display", "alone": "34.0", "exchanged": "24.1"},
                {"product": "筐体", "product_en": "casing", "alone": "20.8", "exchanged": "17.4"},
            )
        ),
        "options": tuple(draw.shuffled((KNOWN, FELL, WRONG, HIDE))),
    },
    reference=lambda data: KNOWN,
    points=0,
    hints=(
        Text("2 つの計算の間に、工場で何かが変わりましたか。", "Did anything change at a factory between the two?"),
        Text("同じ年、同じ活動量です。変わったのは係数だけです。", "The same year, the same activity: only the factor changed."),
    ),
)  # fmt: skip


@q21q2.misconception(
    Text(
        "2 つは同じ年の値です。仕入先は、まだ何も変えていません。",
        "Both are of the same year: no supplier has changed anything yet.",
    )
)
def efforts(data: dict) -> str:
    """Better data taken for a change of emissions."""
    return FELL


@q21q2.misconception(
    Text(
        "二次データの値も、手元の資料による正しい計算でした。取り消すのではなく、どの段階の値かを書いて並べます。",
        "The figure from secondary data was right for what was at hand. Do not withdraw it: say of which round each is.",
    )
)
def withdraw(data: dict) -> str:
    """An estimate taken for an error."""
    return WRONG


@q21q2.misconception(
    Text(
        "都合のよい値を選ぶと、大きい一次データを出した仕入先が損をします。新しいほう(一次データ)を使い、差の理由を書きます。",
        "Picking the smaller punishes a supplier whose own figure is larger. Use the primary data, and say why it differs.",
    )
)
def the_smaller(data: dict) -> str:
    """The convenient figure."""
    return HIDE


# ---------------------------------------------------------------------------------------
# q3  along a path

q21q3 = Question(
    "21-q3",
    title=Text("経路をたどる", "Along a path"),
    ask=Text(
        "ノートPC 1 台に画面 1 個、画面 1 個にガラス {glass} kg、ガラス 1 kg に溶融炉の排出が {furnace} kg-CO2e、ガラス工場の電力が {power} kg-CO2e あります。"
        "ノートPC ← 画面 ← ガラス という経路で、溶融炉から来る排出は、1 台あたり何 kg-CO2e ですか。",
        "One computer has one display, a display {glass} kg of glass, and a kilogram of glass {furnace} kg-CO2e of the melting furnace and "
        "{power} kg-CO2e of electricity. Along computer - display - glass, how many kg-CO2e per computer come from the furnace?",
    ),
    given=(
        Given("glass", Text("画面 1 個のガラス", "glass in a display"), "kg"),
        Given("furnace", Text("ガラス 1 kg の溶融炉の排出", "furnace, per kg of glass"), "kg-CO2e"),
        Given("power", Text("ガラス 1 kg の電力", "electricity, per kg of glass"), "kg-CO2e"),
    ),
    parts={"": Part(Number("kg-CO2e"))},
    objective="21-follow-a-path",
    read_more=CHAPTER,
    draw=lambda draw: {
        "glass": draw.step(0.45, 0.75, 0.05),
        "furnace": draw.step(1.5, 2.1, 0.1),
        "power": draw.step(0.3, 0.5, 0.02),
    },
    reference=lambda data: footprint(
        [("PC", "display", 1.0), ("display", "glass", data["glass"])],
        {"PC": 0.0, "display": 0.0, "glass": data["furnace"]},
    ),
    points=0,
    hints=(
        Text("1 台に、ガラスは何 kg 入っていますか。", "How many kilograms of glass are in a computer?"),
        Text("{glass} kg × {furnace} です。", "{glass} kg x {furnace}."),
    ),
)  # fmt: skip


@q21q3.misconception(
    Text(
        "ガラス 1 kg あたりのままです。1 台に入るガラスの量を掛けます。",
        "That is per kilogram of glass. Multiply by the glass in a computer.",
    )
)
def of_a_kilogram(data: dict) -> float:
    """Per kilogram taken per computer."""
    return data["furnace"]


@q21q3.misconception(
    Text(
        "電力まで足しています。溶融炉から来る分だけを答えます。",
        "The electricity was added: only the furnace is asked for.",
    )
)
def furnace_and_power(data: dict) -> float:
    """All of the glass."""
    return data["glass"] * (data["furnace"] + data["power"])
