"""Questions of chapter 16: the value of a reduction, kept apart from the footprint; data centres.

All companies and figures are invented; the electricity factor is the national average.
"""

from gxd_teach.classroom import Calls, Choice, Choices, Draw, Given, Number, Part, Question, Text
from gxd_teach.framework import EmissionFactors
from gxd_teach.framework.reduction_value import (
    mass_balance,
    power_usage_effectiveness,
    reduced_emissions,
)

POWER = EmissionFactors.load()["ELEC-JP-AVERAGE-FY2024"]
KWH = POWER.value * 1000  # kg-CO2/kWh, which is also t-CO2/MWh
CHAPTER = "book/cases/16-value"


# ---------------------------------------------------------------------------------------
# 16a  reduced emissions of a product


q16a = Question(
    "16a",
    title=Text("削減実績量", "Reduced emissions of a product"),
    ask=Text(
        "FICT 鉄鋼は、炉を改良して鋼板 1 t あたりの排出量を {baseline} t-CO2e から {actual} t-CO2e に下げ、"
        "今年は {quantity} t を作りました。削減実績量は何 t-CO2e ですか(式はこの講座の解釈です)。",
        "FICT Steel rebuilt its furnace: a tonne of sheet now emits {actual} t-CO2e, before it was "
        "{baseline}. It made {quantity} t this year. Find the reduced emissions in t-CO2e (by this "
        "course's reading).",
    ),
    given=(
        Given("baseline", Text("基準(改良前)の 1 t あたり", "baseline per tonne"), "t-CO2e/t"),
        Given("actual", Text("実績(改良後)の 1 t あたり", "actual per tonne"), "t-CO2e/t"),
        Given("quantity", Text("今年の生産量", "made this year"), "t"),
        Given("before", Text("去年の生産量", "made last year"), "t"),
    ),
    parts={"": Part(Number("t-CO2e"))},
    objective="16-reduced-emissions",
    read_more=CHAPTER,
    draw=lambda draw: {
        "baseline": draw.step(1.85, 2.45, 0.05),
        "actual": draw.step(0.95, 1.45, 0.05),
        "quantity": draw.whole(820, 1460, 20),
        "before": draw.whole(1510, 2190, 20),
    },
    reference=lambda data: reduced_emissions(data["baseline"], data["actual"], data["quantity"]),
    hints=(
        Text("1 t あたりで、いくら減りましたか。", "By how much did a single tonne improve?"),
        Text(
            "(基準 − 実績)× 今年の生産量 {quantity} t です。去年の生産量は使いません。",
            "(Baseline - actual) x {quantity} t. Last year's quantity is not needed.",
        ),
    ),
)


@q16a.misconception(
    Text(
        "会社全体の排出量の差(去年の量 − 今年の量)になっています。生産量が減っただけの分は、削減実績量ではありません。",
        "That is the change of the company's total. What fell only because less was made is no reduced emission.",
    )
)
def change_of_the_total(data: dict) -> float:
    """Totals of two years compared, with two different quantities."""
    return data["baseline"] * data["before"] - data["actual"] * data["quantity"]


@q16a.misconception(
    Text(
        "実際に出した排出量になっています。削減実績量は、基準との差です。",
        "That is what was emitted. The reduced emissions are the difference from the baseline.",
    )
)
def what_was_emitted(data: dict) -> float:
    """The footprint of the quantity."""
    return data["actual"] * data["quantity"]


@q16a.misconception(
    Text(
        "去年の生産量を掛けています。改良後に実際に作った量で数えます。",
        "That takes last year's quantity. Count what was made after the improvement.",
    )
)
def last_years_quantity(data: dict) -> float:
    """The improvement times the wrong year's quantity."""
    return (data["baseline"] - data["actual"]) * data["before"]


# ---------------------------------------------------------------------------------------
# 16b  mass balance


def draw_lots(draw: Draw) -> dict:
    """A mill whose whole reduction fits on a part of its product."""
    quantity = draw.whole(900, 1500, 100)
    baseline = draw.step(1.9, 2.5, 0.1)
    actual = round(baseline - draw.step(0.5, 0.9, 0.1), 1)
    lot = draw.whole(int(quantity * 0.45 / 25) * 25, int(quantity * 0.6 / 25) * 25, 25)
    return {"quantity": quantity, "baseline": baseline, "actual": actual, "lot": lot}


def lots(data: dict) -> dict:
    """All of what was achieved on the named lot; the rest goes back to the baseline."""
    achieved = (data["baseline"] - data["actual"]) * data["quantity"]
    balance = mass_balance(
        {"lot": data["lot"], "rest": data["quantity"] - data["lot"]},
        {"lot": achieved / data["lot"]},
        baseline_per_unit=data["baseline"],
        actual_per_unit=data["actual"],
    )
    return {**balance.per_unit, "total": balance.total}


q16b = Question(
    "16b",
    title=Text("マスバランスで、合計を保つ", "Mass balance keeps the total"),
    ask=Text(
        "FICT 鉄鋼は鋼板 {quantity} t を、1 t あたり {actual} t-CO2e で作りました(基準は {baseline})。"
        "減らした分のすべてを、{lot} t のロットに割り当てて売ります。ロットの 1 t あたり、残りの 1 t あたり、"
        "全部を合わせた排出量(t-CO2e)を答えてください。割り当てのない分は基準に戻します(この講座の解釈)。",
        "FICT Steel made {quantity} t of sheet at {actual} t-CO2e each (baseline {baseline}). All of what "
        "was cut is assigned to a lot of {lot} t. Give the t-CO2e per tonne of the lot, per tonne of the "
        "rest, and of all together. What carries no claim goes back to the baseline (this course's reading).",
    ),
    given=(
        Given("quantity", Text("作った量", "made"), "t"),
        Given("baseline", Text("基準", "baseline"), "t-CO2e/t"),
        Given("actual", Text("実績", "actual"), "t-CO2e/t"),
        Given("lot", Text("割り当てるロット", "lot with the claim"), "t"),
    ),
    parts={
        "lot": Part(Number("t-CO2e"), Text("ロットの 1 t あたり", "per tonne of the lot")),
        "rest": Part(Number("t-CO2e"), Text("残りの 1 t あたり", "per tonne of the rest")),
        "total": Part(Number("t-CO2e"), Text("全部の合計", "all together")),
    },
    objective="16-mass-balance-conserves",
    read_more=CHAPTER,
    draw=draw_lots,
    reference=lots,
    hints=(
        Text(
            "まず減らした量の合計を出し、ロットの量で割ります。それがロット 1 t あたりの主張です。",
            "Find all that was cut and divide it by the lot: that is the claim per tonne.",
        ),
        Text(
            "ロットは 基準 − 主張、残りは基準のまま。合計は、実際に出した {quantity} × {actual} と同じになるはずです。",
            "The lot is baseline - claim, the rest stays at the baseline. Together they must be {quantity} x {actual}.",
        ),
    ),
)


@q16b.misconception(
    Text(
        "実績の値からさらに差し引いています。主張は基準から引きます。実績から引くと、減らした分を 2 回使います。",
        "The claim was taken off the actual value. It comes off the baseline; else the reduction is used twice.",
    )
)
def taken_off_the_actual(data: dict) -> dict:
    """Actual minus claim, the rest left at the actual value."""
    achieved = (data["baseline"] - data["actual"]) * data["quantity"]
    return {"lot": data["actual"] - achieved / data["lot"]}


@q16b.misconception(
    Text(
        "残りを実績のままにしています。減らした分はロットに渡したので、残りは基準に戻ります。そのままだと二重に数えます。",
        "The rest was left at the actual value. Its part went to the lot, so it returns to the baseline; else it counts twice.",
    )
)
def rest_left_low(data: dict) -> dict:
    """The reduction kept by the rest as well."""
    total = lots(data)["lot"] * data["lot"] + data["actual"] * (data["quantity"] - data["lot"])
    return {"rest": data["actual"], "total": total}


@q16b.misconception(
    Text(
        "基準のままの合計です。割り当てても、実際に減らした分は合計から消えません。",
        "That is the total at the baseline. What was really cut stays cut, whoever claims it.",
    )
)
def total_at_the_baseline(data: dict) -> dict:
    """As if nothing had been cut."""
    return {"total": data["baseline"] * data["quantity"]}


# ---------------------------------------------------------------------------------------
# 16c  PUE of two sites, as a function


q16c = Question(
    "16c",
    title=Text("2 つの拠点の PUE", "The PUE of two sites"),
    ask=Text(
        "2 つのデータセンターの IT 機器の電力(MWh)と PUE を受け取り、合わせた PUE を返す関数を書いてください。"
        "引数の順は、1 つ目の IT 電力、1 つ目の PUE、2 つ目の IT 電力、2 つ目の PUE です。"
        "たとえば {it_1} MWh・{pue_1} と {it_2} MWh・{pue_2} で試せます。",
        "Write a function of the IT energy (MWh) and the PUE of two data centres that returns their PUE "
        "together. Arguments: IT energy and PUE of the first, then of the second. Try it with "
        "{it_1} MWh at {pue_1} and {it_2} MWh at {pue_2}.",
    ),
    given=(
        Given("it_1", Text("1 つ目の IT 電力", "IT energy of the first"), "MWh"),
        Given("pue_1", Text("1 つ目の PUE", "PUE of the first")),
        Given("it_2", Text("2 つ目の IT 電力", "IT energy of the second"), "MWh"),
        Given("pue_2", Text("2 つ目の PUE", "PUE of the second")),
    ),
    shape=lambda data, hidden: Calls(
        ((data["it_1"], data["pue_1"], data["it_2"], data["pue_2"]),)
        + (((500, 1.3, 4500, 1.9), (2400, 1.7, 600, 1.1)) if hidden else ()),
        Number(""),
    ),
    objective="16-pue-combined-by-energy",
    read_more=CHAPTER,
    draw=lambda draw: {
        "it_1": draw.whole(800, 1400, 50),
        "pue_1": draw.step(1.15, 1.3, 0.05),
        "it_2": draw.whole(2600, 4000, 50),
        "pue_2": draw.step(1.6, 1.85, 0.05),
    },
    reference=lambda data: (
        lambda it_1, pue_1, it_2, pue_2: power_usage_effectiveness(
            {"1": it_1, "2": it_2}, {"1": pue_1, "2": pue_2}
        )
    ),
    hints=(
        Text(
            "PUE = 全体の電力 ÷ IT の電力。拠点ごとの全体の電力は、IT の電力 × PUE です。",
            "PUE is all energy over IT energy. A site's energy is its IT energy times its PUE.",
        ),
        Text(
            "2 拠点の全体の電力を足し、2 拠点の IT の電力の合計で割ります。",
            "Add the energy of both sites, then divide by the IT energy of both.",
        ),
    ),
)


@q16c.misconception(
    Text(
        "2 つの PUE の単純な平均です。電力の多い拠点ほど重く数えます。",
        "That is the plain mean of both ratios. The site that uses more energy weighs more.",
    )
)
def plain_mean(data: dict):
    """Ratios averaged."""
    return lambda it_1, pue_1, it_2, pue_2: (pue_1 + pue_2) / 2


@q16c.misconception(
    Text(
        "PUE を IT の電力で割る向きが逆です(IT ÷ PUE)。全体の電力は IT × PUE です。",
        "The IT energy was divided by the PUE. All energy is IT energy times PUE.",
    )
)
def divided_by_the_ratio(data: dict):
    """Total energy taken as IT over PUE."""
    return lambda it_1, pue_1, it_2, pue_2: (it_1 + it_2) / (it_1 / pue_1 + it_2 / pue_2)


@q16c.misconception(
    Text(
        "全体の電力(IT × PUE)を重みにしています。PUE の分母は IT の電力なので、重みも IT の電力です。",
        "The weights are all energy (IT x PUE). The base of PUE is IT energy, so that is the weight.",
    )
)
def weighted_by_all_energy(data: dict):
    """PUE weighted by total energy."""
    return lambda it_1, pue_1, it_2, pue_2: (
        (it_1 * pue_1**2 + it_2 * pue_2**2) / (it_1 * pue_1 + it_2 * pue_2)
    )


# ---------------------------------------------------------------------------------------
# 16d  what a better PUE saves


q16d = Question(
    "16d",
    title=Text("PUE を下げたときの削減量", "What a better PUE saves"),
    ask=Text(
        "あるデータセンターの IT 機器は年に {it} MWh の電力を使います。PUE を {before} から {after} に下げると、"
        "排出量は年に何 t-CO2 減りますか。IT の電力は変わらないものとし、電気の係数は {factor} t-CO2/MWh を使います。",
        "The IT equipment of a data centre uses {it} MWh a year. By how many t-CO2 a year do the emissions fall "
        "when its PUE goes from {before} to {after}? The IT energy stays; use {factor} t-CO2/MWh.",
    ),
    given=(
        Given("it", Text("IT 機器の電力(年)", "IT energy, a year"), "MWh"),
        Given("before", Text("改善前の PUE", "PUE before")),
        Given("after", Text("改善後の PUE", "PUE after")),
        Given("factor", Text("電気の係数(全国平均)", "factor of electricity"), "t-CO2/MWh"),
    ),
    parts={"": Part(Number("t-CO2"))},
    objective="16-pue-saves",
    read_more=CHAPTER,
    draw=lambda draw: {
        "it": draw.whole(650, 1850, 50),
        "before": draw.step(1.65, 1.85, 0.05),
        "after": draw.step(1.3, 1.45, 0.05),
        "factor": KWH,
    },
    reference=lambda data: data["it"] * (data["before"] - data["after"]) * data["factor"],
    hints=(
        Text(
            "減る電力は、IT の電力 ×(改善前の PUE − 改善後の PUE)です。",
            "The energy saved is the IT energy times the difference of the PUE.",
        ),
        Text(
            "MWh に t-CO2/MWh を掛けると t-CO2 になります。{it} ×({before} − {after})× {factor}。",
            "MWh times t-CO2/MWh gives t-CO2: {it} x ({before} - {after}) x {factor}.",
        ),
    ),
)


@q16d.misconception(
    Text(
        "改善前の全体の排出量になっています。聞かれているのは、減る分です。",
        "Those are all emissions before the change. What is asked for is the part that goes.",
    )
)
def all_before(data: dict) -> float:
    """The whole, at the old PUE."""
    return data["it"] * data["before"] * data["factor"]


@q16d.misconception(
    Text(
        "減る電力(MWh)のままです。電気の係数を掛けて、t-CO2 にします。",
        "That is the energy saved, in MWh. Multiply by the factor to get t-CO2.",
    )
)
def energy_for_emissions(data: dict) -> float:
    """Megawatt hours taken for tonnes."""
    return data["it"] * (data["before"] - data["after"])


@q16d.misconception(
    Text(
        "全体の電力に改善の割合を掛けたつもりで、IT の電力に (1 − 後 ÷ 前) を掛けています。差を取るのは PUE そのものです。",
        "The IT energy was multiplied by (1 - after / before). That share is of all energy, not of the IT energy.",
    )
)
def share_of_the_it_energy(data: dict) -> float:
    """The relative improvement applied to the IT energy."""
    return data["it"] * (1 - data["after"] / data["before"]) * data["factor"]


# ---------------------------------------------------------------------------------------
# Quick checks, answered in the chapter's page: public numbers, no points, not in the notebook
#
# q1  which of the four quantities

PCF = "PCF(カーボンフットプリント)"
REP = "削減実績量 (reduced emissions of product)"
AVOIDED = "削減貢献量 (avoided emissions)"
CREDIT = "クレジット (credit)"
STORIES = {
    REP: (
        "自社の炉を改良し、同じ鋼板を前より少ない排出で作れるようになった。その差に、作った量を掛けた",
        "we rebuilt our furnace and now make the same sheet with less; the difference times what we made",
    ),
    AVOIDED: (
        "わが社の断熱材を使った建物では、使わない場合より冷暖房の排出が少なくなる。その差",
        "buildings with our insulation need less heating and cooling than without; that difference",
    ),
    CREDIT: (
        "森林の整備で吸収された量が認証され、番号を付けて売り買いされている",
        "what a forest took up was certified and is bought and sold under a number",
    ),
}


def draw_story(draw: Draw) -> dict:
    """One of three stories, and the four quantities in a drawn order."""
    kind = draw.choice(tuple(STORIES))
    return {
        "kind": kind,
        "story": STORIES[kind][0],
        "story_en": STORIES[kind][1],
        "options": tuple(draw.shuffled((PCF, REP, AVOIDED, CREDIT))),
    }


q16q1 = Question(
    "16-q1",
    title=Text("4 つの量のどれか", "Which of the four quantities"),
    ask=Text("「{story}」。これは、どの量ですか。", "“{story_en}”. Which quantity is this?"),
    given=(),
    parts={"": Part(lambda data: Choice(data["options"]))},
    objective="16-four-quantities",
    read_more=CHAPTER,
    draw=draw_story,
    reference=lambda data: data["kind"],
    points=0,
    hints=(
        Text(
            "だれの排出が、何と比べて、減りましたか。",
            "Whose emissions fell, and compared with what?",
        ),
        Text(
            "自社の製品を作る排出なら削減実績量、使う側なら削減貢献量、売り買いする証なら クレジット。PCF は差ではなく、出した量です。",
            "Own production: reduced emissions; the user's: avoided; traded under a number: a credit. A PCF is no difference.",
        ),
    ),
)


@q16q1.misconception(
    Text(
        "PCF は、製品ができるまでに出した量です。減った分や、買った分は入りません。",
        "A PCF is what was emitted for a product; nothing saved or bought is in it.",
    )
)
def everything_is_a_footprint(data: dict) -> str:
    """Any number in t-CO2e taken for a footprint."""
    return PCF


@q16q1.misconception(
    Text(
        "減ったのはだれの排出かを見直してください。自社の製造なら削減実績量、製品を使う側なら削減貢献量、よその削減や吸収が認証され、売り買いされるならクレジットです。",
        "Look again whose emissions fell: the maker's, the user's, or something certified and traded.",
    )
)
def the_other_difference(data: dict) -> str:
    """Reduced and avoided emissions mixed up."""
    return AVOIDED if data["kind"] == REP else REP


# ---------------------------------------------------------------------------------------
# q2  what may enter a footprint

INSIDE = (
    "自社の炉の改良で実際に減った燃料の分 (fuel really saved by the own furnace)",
    "サプライヤーの一次データで減った材料の分 (a supplier's lower primary figure)",
)
OUTSIDE = (
    "買った J-クレジットの分 (J-Credits that were bought)",
    "製品を使う人の節電の分 (what users of the product save)",
    "植林で吸収された分 (what planted trees took up)",
)


def draw_items(draw: Draw) -> dict:
    """The items in a drawn order, for a drawn kind of product."""
    product, product_en = draw.choice(
        (("鋼板", "steel sheet"), ("樹脂", "resin"), ("基板", "board"))
    )
    return {
        "product": product,
        "product_en": product_en,
        "options": tuple(draw.shuffled(INSIDE + OUTSIDE)),
    }


q16q2 = Question(
    "16-q2",
    title=Text("PCF を小さくしてよいもの", "What may make a footprint smaller"),
    ask=Text(
        "{product}の PCF の計算に反映してよい(PCF が小さくなる)ものを、すべて選んでください。",
        "Choose all that may make the footprint of the {product_en} smaller.",
    ),
    given=(),
    parts={"": Part(lambda data: Choices(data["options"]))},
    objective="16-nothing-is-netted",
    read_more=CHAPTER,
    draw=draw_items,
    reference=lambda data: list(INSIDE),
    points=0,
    hints=(
        Text(
            "PCF は、その製品ができるまでに実際に出た量です。よそで減った量は関係ありません。",
            "A footprint is what was really emitted for the product; what fell elsewhere has no part in it.",
        ),
        Text(
            "オフセット(買った量)と削減貢献量は、PCF から差し引けません。残るのは 2 つです。",
            "Offsets and avoided emissions are never subtracted. Two items remain.",
        ),
    ),
)


@q16q2.misconception(
    Text(
        "買ったクレジットを差し引いています。PACT の PCF に、オフセットは入れられません。",
        "Credits were subtracted. No offset enters a PACT footprint.",
    )
)
def credits_subtracted(data: dict) -> list[str]:
    """Offsets netted."""
    return [*INSIDE, OUTSIDE[0]]


@q16q2.misconception(
    Text(
        "使う人の節電(削減貢献量)を差し引いています。それは別の量で、別に示します。",
        "What users save was subtracted: those are avoided emissions, shown on their own.",
    )
)
def avoided_subtracted(data: dict) -> list[str]:
    """Avoided emissions netted."""
    return [*INSIDE, OUTSIDE[1]]


@q16q2.misconception(
    Text(
        "全部を差し引いています。よそで減った量や買った量は、PCF とは別の量です。",
        "Everything was subtracted. What fell elsewhere or was bought is another quantity.",
    )
)
def everything_subtracted(data: dict) -> list[str]:
    """All netted."""
    return [*INSIDE, *OUTSIDE]


# ---------------------------------------------------------------------------------------
# q3  energy of a data centre


q16q3 = Question(
    "16-q3",
    title=Text("IT 機器以外の電力", "What is not IT equipment"),
    ask=Text(
        "IT 機器が年に {it} MWh の電力を使うデータセンターの PUE は {pue} です。"
        "冷却や照明など、**IT 機器以外**が使う電力は年に何 MWh ですか。",
        "The IT equipment of a data centre uses {it} MWh a year and its PUE is {pue}. How many MWh a year does "
        "everything that is not IT use?",
    ),
    given=(
        Given("it", Text("IT 機器の電力", "IT energy"), "MWh"),
        Given("pue", Text("PUE", "PUE")),
    ),
    parts={"": Part(Number("MWh"))},
    objective="16-pue-meaning",
    read_more=CHAPTER,
    draw=lambda draw: {"it": draw.whole(650, 1850, 50), "pue": draw.step(1.3, 1.75, 0.05)},
    reference=lambda data: data["it"] * (data["pue"] - 1),
    points=0,
    hints=(
        Text("PUE = 全体の電力 ÷ IT 機器の電力、です。", "PUE is all energy over IT energy."),
        Text(
            "全体は {it} × {pue}。そこから IT の分を引きます。",
            "All energy is {it} x {pue}; take the IT part off.",
        ),
    ),
)


@q16q3.misconception(
    Text(
        "全体の電力です。IT 機器の分を引いてください。", "That is all energy: take the IT part off."
    )
)
def all_of_it(data: dict) -> float:
    """The whole."""
    return data["it"] * data["pue"]


@q16q3.misconception(
    Text(
        "IT の電力を全体だと考えています。PUE の分母が IT の電力です。",
        "The IT energy was taken for all energy. It is the base of the PUE.",
    )
)
def it_taken_for_all(data: dict) -> float:
    """As if the given energy were the whole."""
    return data["it"] - data["it"] / data["pue"]
