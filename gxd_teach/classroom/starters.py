"""What a new assignment begins with: for each kind of answer a short question that works.

Each starter is a declaration for `questions.py` and the cells for the notebook. The values are
invented. ``TODO`` marks what the author puts in place of them; ``@ID@`` is the question's id.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from gxd_teach.language import Text

__all__ = ["HEAD", "STARTERS", "Starter", "positive_record"]


@dataclass(frozen=True)
class Starter:
    """A question of one kind: its part of the bank, and what the notebook's cells say."""

    bank: str
    ask: str
    stub: str
    solution: str
    by_hand: bool = False


HEAD = '''"""Questions of @NAME@.

TODO: say in one sentence which chapter these belong to. Every number here is invented.
"""

from gxd_teach.classroom import @USED@
'''

_POWER = """\
        Given("kwh", Text("電力", "electricity"), "kWh"),
        Given("factor", Text("電気の排出係数", "factor of electricity"), "kg-CO2e/kWh"),
"""
_ROWS = """\
        Given("al_kg", Text("アルミ板", "aluminium sheet"), "kg"),
        Given("al_factor", Text("アルミ板の排出係数", "factor of aluminium"), "kg-CO2e/kg"),
        Given("kwh", Text("電力", "electricity"), "kWh"),
        Given("kwh_factor", Text("電気の排出係数", "factor of electricity"), "t-CO2e/kWh"),
"""
_ROWS_DRAW = """\
    draw=lambda draw: {
        "al_kg": draw.step(2.05, 4.95, 0.1),
        "al_factor": 8.0,
        "kwh": draw.whole(12, 28),
        "kwh_factor": 0.0005,
    },
"""
_TO_READ = """\
    objective="@NN@-todo-@LETTER@",  # TODO: what somebody can do who gets this right
    read_more="@READ_MORE@",  # TODO: the page to go back to
"""

_NUMBER = Starter(
    bank=f"""
# @ID@  a number: the lot's electricity, carried by its good pieces

q@ID@ = Question(
    "@ID@",
    title=Text("TODO 良品 1 個あたりの排出量", "TODO Emissions of one good piece"),
    ask=Text(
        "TODO {{begun}} 個に着手し、良品は {{good}} 個でした。良品 1 個あたりの排出量を kg-CO2e で求めてください。",
        "TODO Of {{begun}} pieces begun {{good}} were good. Find the kg-CO2e of one good piece.",
    ),
    given=(
{_POWER}        Given("begun", Text("着手した数", "pieces begun")),
        Given("good", Text("良品の数", "good pieces")),
    ),
    parts={{"": Part(Number("kg-CO2e"))}},
{_TO_READ}    draw=lambda draw: {{
        "kwh": draw.whole(410, 890),
        "factor": 0.5,
        "begun": 100,
        "good": draw.whole(84, 96),
    }},
    reference=lambda data: data["kwh"] * data["factor"] / data["good"],
    hints=(
        Text("まず全体の排出量を求めます。", "Find the emissions of the whole lot first."),
        Text("{{good}} 個で割ります。", "Divide by {{good}} pieces."),
    ),
)


@q@ID@.misconception(
    Text("着手した数で割っています。不良品の分も良品が引き受けます。",
         "Divided by the pieces begun; the good ones carry the rejects too.")
)
def begun_pieces_@ID@(data):
    return data["kwh"] * data["factor"] / data["begun"]


@q@ID@.misconception(
    Text("全体の排出量のままです。1 個あたりにします。", "That is the whole lot, not one piece.")
)
def whole_lot_@ID@(data):
    return data["kwh"] * data["factor"]
""",
    ask="良品 1 個あたりの排出量を **kg-CO2e** で求めてください。答えは小数第 3 位まで。",
    stub="answer_@ID@ = None  # None を消して、答え(kg-CO2e)を書きます",
    solution='answer_@ID@ = (q["kwh"] * q["factor"] / q["good"], "kg")',
)

_NUMBERS = Starter(
    bank=f"""
# @ID@  two numbers: the total, and what part of it the electricity is

q@ID@ = Question(
    "@ID@",
    title=Text("TODO 合計と電力の割合", "TODO The total, and the electricity's part of it"),
    ask=Text(
        "TODO 排出量の合計(kg-CO2e)と、そのうち電力の割合(%)を求めてください。",
        "TODO Find the emissions in all (kg-CO2e) and how much of them is electricity (%).",
    ),
    given=(
        Given("al_kg", Text("アルミ板", "aluminium sheet"), "kg"),
        Given("al_factor", Text("アルミ板の排出係数", "factor of aluminium"), "kg-CO2e/kg"),
{_POWER}    ),
    parts={{
        "total": Part(Number("kg-CO2e"), Text("合計", "total")),
        "share": Part(Number("%", absolute=0.05), Text("電力の割合", "electricity")),
    }},
{_TO_READ}    draw=lambda draw: {{
        "al_kg": draw.step(2.05, 4.95, 0.1),
        "al_factor": 8.0,
        "kwh": draw.whole(12, 28),
        "factor": 0.5,
    }},
    reference=lambda data: both_@ID@(data["al_kg"] * data["al_factor"], data["kwh"] * data["factor"]),
    hints=(
        Text("材料と電力を別々に求めます。", "Find the material and the electricity one by one."),
        Text("割合は 電力 ÷ 合計 です。", "The part is electricity over the total."),
    ),
)


def both_@ID@(material, power):
    \"\"\"Both parts of the answer.\"\"\"
    return {{"total": material + power, "share": 100 * power / (material + power)}}


@q@ID@.misconception(
    Text("電力が合計に入っていません。", "The electricity is missing from the total.")
)
def no_power_@ID@(data):
    return {{"total": data["al_kg"] * data["al_factor"]}}


@q@ID@.misconception(
    Text("電力を、合計ではなく材料で割っています。", "Divided by the material, not by the total.")
)
def of_material_@ID@(data):
    return {{"share": 100 * data["kwh"] * data["factor"] / (data["al_kg"] * data["al_factor"])}}
""",
    ask="合計(kg-CO2e)と電力の割合(%)を求めてください。答えは小数第 1 位まで。",
    stub='answer_@ID@ = {"total": None, "share": None}  # None を 2 つとも、自分の答えに書き換えます',
    solution="""material, power = q["al_kg"] * q["al_factor"], q["kwh"] * q["factor"]
answer_@ID@ = {"total": material + power, "share": 100 * power / (material + power)}""",
)

_CHOICE = Starter(
    bank=f'''
# @ID@  a choice: which material weighs most in the footprint

MATERIALS_@ID@ = ("アルミ板", "樹脂", "塗料")


def draw_@ID@(draw):
    """One material with the largest mass, one with the largest factor, one with the most emissions."""
    rows = [
        (draw.step(9.0, 12.0, 0.1), draw.step(0.3, 0.5, 0.1)),
        (draw.step(0.1, 0.3, 0.1), draw.step(20.0, 30.0, 0.5)),
        (draw.step(2.0, 4.0, 0.1), draw.step(6.0, 9.0, 0.1)),
    ]
    data = {{}}
    for name, (kg, factor) in zip("abc", draw.shuffled(rows)):
        data |= {{f"{{name}}_kg": kg, f"{{name}}_factor": factor}}
    return data


def largest_@ID@(value):
    """The material for which `value` of its letter is largest."""
    return MATERIALS_@ID@["abc".index(max("abc", key=value))]


q@ID@ = Question(
    "@ID@",
    title=Text("TODO 排出量が最も大きい材料", "TODO The material with the largest emissions"),
    ask=Text("TODO 排出量が最も大きい材料はどれですか。", "TODO Which material has the largest emissions?"),
    given=tuple(
        line
        for letter, name in zip("abc", MATERIALS_@ID@)
        for line in (
            Given(f"{{letter}}_kg", Text(name, f"material {{letter}}: {{name}}"), "kg"),
            Given(f"{{letter}}_factor", Text(f"{{name}}の排出係数", f"factor of {{name}}"), "kg-CO2e/kg"),
        )
    ),
    parts={{"": Part(Choice(MATERIALS_@ID@))}},
{_TO_READ}    draw=draw_@ID@,
    reference=lambda data: largest_@ID@(lambda x: data[f"{{x}}_kg"] * data[f"{{x}}_factor"]),
    hints=(
        Text("材料ごとに排出量を求めます。", "Find the emissions of each material."),
        Text("質量 × 排出係数を比べます。", "Compare mass times factor."),
    ),
)


@q@ID@.misconception(Text("質量だけで比べています。", "Only the masses were compared."))
def by_mass_@ID@(data):
    return largest_@ID@(lambda x: data[f"{{x}}_kg"])


@q@ID@.misconception(Text("排出係数だけで比べています。", "Only the factors were compared."))
def by_factor_@ID@(data):
    return largest_@ID@(lambda x: data[f"{{x}}_factor"])
''',
    ask='排出量が最も大きい材料を `"アルミ板"` のように引用符で囲んで答えてください。',
    stub="answer_@ID@ = None  # None を消して、材料の名前を書きます",
    solution="""kg = {name: q[f"{x}_kg"] * q[f"{x}_factor"] for x, name in zip("abc", ("アルミ板", "樹脂", "塗料"))}
answer_@ID@ = max(kg, key=kg.get)""",
)

_CHOICES = Starter(
    bank=f'''
# @ID@  several choices: what lies inside the cradle-to-gate boundary

INSIDE_@ID@ = ("材料の製造", "加工の電力", "塗装の電力", "部品の製造")
OUTSIDE_@ID@ = ("顧客への配送", "販売店の照明", "使用後の処理")


def draw_@ID@(draw):
    """Six flows, of which the transport of materials and the use are always there."""
    flows = draw.shuffled(INSIDE_@ID@)[:2] + draw.shuffled(OUTSIDE_@ID@)[:2]
    return {{"flows": draw.shuffled([*flows, "材料の輸送", "使用時の電力"])}}


def inside_@ID@(data):
    """The flows up to the factory gate."""
    return [flow for flow in data["flows"] if flow in (*INSIDE_@ID@, "材料の輸送")]


q@ID@ = Question(
    "@ID@",
    title=Text("TODO Cradle-to-Gate の内側", "TODO Inside cradle-to-gate"),
    ask=Text("TODO Cradle-to-Gate に入るものをすべて選んでください。", "TODO Choose all that lie inside cradle-to-gate."),
    given=(Given("flows", Text("選択肢", "options")),),
    parts={{"": Part(lambda data: Choices(tuple(data["flows"])))}},
{_TO_READ}    draw=draw_@ID@,
    reference=inside_@ID@,
    hints=(
        Text("工場の門を出るまでを考えます。", "Think of everything up to the factory gate."),
        Text("材料が届くまでの輸送は内側です。", "Bringing the materials in is inside."),
    ),
)


@q@ID@.misconception(Text("材料の輸送が抜けています。", "The transport of the materials is missing."))
def no_inbound_transport_@ID@(data):
    return [flow for flow in inside_@ID@(data) if flow != "材料の輸送"]


@q@ID@.misconception(Text("使用時の電力は門の外です。", "Electricity in use lies beyond the gate."))
def with_use_@ID@(data):
    return [*inside_@ID@(data), "使用時の電力"]
''',
    ask='当てはまるものをすべて `["…", "…"]` の形で答えてください。',
    stub="answer_@ID@ = None  # None を消して、[ ] の中に並べます",
    solution="""inside = ("材料の製造", "加工の電力", "塗装の電力", "部品の製造", "材料の輸送")
answer_@ID@ = [flow for flow in q["flows"] if flow in inside]""",
)

_TABLE = Starter(
    bank=f'''
# @ID@  a table: emissions row by row


def rows_@ID@(data):
    """kg-CO2e of each row."""
    return {{
        "アルミ板": {{"kg": data["al_kg"] * data["al_factor"]}},
        "電力": {{"kg": data["kwh"] * data["kwh_factor"] * 1000}},
    }}


q@ID@ = Question(
    "@ID@",
    title=Text("TODO 項目ごとの排出量", "TODO Emissions row by row"),
    ask=Text(
        "TODO アルミ板と電力の排出量を、列 kg(kg-CO2e)の表にしてください。",
        "TODO Put the emissions of アルミ板 and 電力 in a table with the column kg (kg-CO2e).",
    ),
    given=(
{_ROWS}    ),
    shape=Table(("アルミ板", "電力"), {{"kg": Number("kg-CO2e")}}),
{_TO_READ}{_ROWS_DRAW}    reference=rows_@ID@,
    hints=(
        Text("行ごとに 数量 × 排出係数 です。", "Amount times factor, row by row."),
        Text("電気の係数は t です。1,000 倍します。", "The electricity factor is in t: times 1,000."),
    ),
)


@q@ID@.misconception(Text("電力が t-CO2e のままです。", "Electricity is still in tonnes."))
def still_tonnes_@ID@(data):
    return {{"電力": {{"kg": data["kwh"] * data["kwh_factor"]}}}}


@q@ID@.misconception(Text("係数を掛けず、質量を書いています。", "That is the mass, not its emissions."))
def mass_@ID@(data):
    return {{"アルミ板": {{"kg": data["al_kg"]}}}}
''',
    ask="行が アルミ板・電力、列が kg(kg-CO2e)の表(DataFrame)を作ってください。",
    stub="answer_@ID@ = None  # None を消して、DataFrame を入れます",
    solution="""import pandas

kg = [q["al_kg"] * q["al_factor"], q["kwh"] * q["kwh_factor"] * 1000]
answer_@ID@ = pandas.DataFrame({"kg": kg}, index=["アルミ板", "電力"])""",
)

_FUNCTION = Starter(
    bank=f"""
# @ID@  a function: it is also called with values that are not shown

q@ID@ = Question(
    "@ID@",
    title=Text("TODO 良品率を入れる関数", "TODO A function for the yield"),
    ask=Text(
        "TODO 着手 1 個の排出量(kg-CO2e)と良品率(%)から、良品 1 個の排出量を返す関数を書いてください。",
        "TODO Write a function of the kg-CO2e per piece begun and the yield in percent that returns "
        "the kg-CO2e per good piece.",
    ),
    given=(
        Given("begun_kg", Text("着手 1 個の排出量", "emissions per piece begun"), "kg-CO2e"),
        Given("yield_percent", Text("良品率", "yield"), "%"),
    ),
    shape=lambda data, hidden: Calls(
        ((data["begun_kg"], data["yield_percent"]), (10.0, 50))
        + (((data["other_kg"], 80), (7.5, 100)) if hidden else ()),
        Number("kg-CO2e"),
    ),
{_TO_READ}    draw=lambda draw: {{
        "begun_kg": draw.step(8.15, 17.95, 0.05),
        "yield_percent": draw.whole(82, 94),
        "other_kg": draw.step(3.0, 7.0, 0.1),
    }},
    reference=lambda data: lambda kg, percent: kg / (percent / 100),
    hints=(
        Text("答えは着手 1 個より大きくなります。", "The answer is above that of a piece begun."),
        Text("良品率で割ります。", "Divide by the yield."),
    ),
)


@q@ID@.misconception(Text("良品率を掛けています。", "The yield was multiplied."))
def multiplied_@ID@(data):
    return lambda kg, percent: kg * percent / 100


@q@ID@.misconception(Text("不良率の分を足しています。", "The reject rate was added on."))
def rejects_added_@ID@(data):
    return lambda kg, percent: kg * (2 - percent / 100)
""",
    ask="着手 1 個の排出量と良品率(%)を受け取り、良品 1 個の排出量(kg-CO2e)を返す関数を書いてください。",
    stub="answer_@ID@ = None  # None を消して、def で作った関数の名前を書きます",
    solution="""def per_good_piece(kg, percent):
    return kg / (percent / 100)


answer_@ID@ = per_good_piece""",
)

_RECORD = Starter(
    bank=f"""
# @ID@  a record: the values that a customer reads

q@ID@ = Question(
    "@ID@",
    title=Text("TODO データとして渡す", "TODO Hand it over as data"),
    ask=Text(
        "TODO ロット {{kg}} kg の排出量は {{lot}} kg-CO2e です。宣言単位 1 kg のレコードにしてください。",
        "TODO A lot of {{kg}} kg has {{lot}} kg-CO2e. Make a record with a declared unit of 1 kg.",
    ),
    given=(
        Given("kg", Text("ロットの質量", "mass of the lot"), "kg"),
        Given("lot", Text("ロットの排出量", "emissions of the lot"), "kg-CO2e"),
    ),
    # TODO: name the course's own check of a whole record here.
    shape=Record(
        "gxd_teach.classroom.starters:positive_record",
        {{
            "pcf.declaredUnitAmount": Number("kg"),
            "pcf.pcfExcludingBiogenicUptake": Number("kg-CO2e"),
        }},
    ),
{_TO_READ}    draw=lambda draw: {{"kg": draw.whole(120, 480), "lot": draw.whole(1010, 1990, 5)}},
    reference=lambda data: {{
        "pcf": {{
            "declaredUnitAmount": "1",
            "pcfExcludingBiogenicUptake": str(data["lot"] / data["kg"]),
        }}
    }},
    hints=(
        Text("declaredUnitAmount は 1 です。", "declaredUnitAmount is 1."),
        Text("{{lot}} を {{kg}} で割ります。", "Divide {{lot}} by {{kg}}."),
    ),
)


@q@ID@.misconception(Text("ロット全体の排出量です。", "That is the whole lot."))
def whole_lot_@ID@(data):
    return {{"pcf.pcfExcludingBiogenicUptake": data["lot"]}}


@q@ID@.misconception(Text("宣言単位がロットの質量です。", "The declared unit is the mass of the lot."))
def lot_as_unit_@ID@(data):
    return {{"pcf.declaredUnitAmount": data["kg"]}}
""",
    ask="`pcf` に `declaredUnitAmount`(1)と `pcfExcludingBiogenicUptake` を文字で書いたレコードを作ってください。",
    stub="answer_@ID@ = None  # None を消して、レコード(dict)を入れます",
    solution="""per_kg = str(q["lot"] / q["kg"])
answer_@ID@ = {"pcf": {"declaredUnitAmount": "1", "pcfExcludingBiogenicUptake": per_kg}}""",
)

_FIGURE = Starter(
    bank=f"""
# @ID@  a figure: judged by what it shows

q@ID@ = Question(
    "@ID@",
    title=Text("TODO 棒グラフ", "TODO A bar chart"),
    ask=Text(
        "TODO アルミ板と電力の排出量を棒グラフにしてください。縦軸に単位 kg-CO2e を書きます。",
        "TODO Draw the emissions of アルミ板 and 電力 as bars, with the unit kg-CO2e on the y axis.",
    ),
    given=(
{_ROWS}    ),
    shape=Figure("bar", ("アルミ板", "電力"), Number("kg-CO2e"), y_says=("kg-CO2e", "kgCO2e")),
{_TO_READ}{_ROWS_DRAW}    reference=lambda data: {{
        "アルミ板": data["al_kg"] * data["al_factor"],
        "電力": data["kwh"] * data["kwh_factor"] * 1000,
    }},
    hints=(
        Text("ax.bar([名前], [値]) で描きます。", "Draw it by ax.bar([names], [values])."),
        Text("ax.set_ylabel に単位を入れます。", "Put the unit in ax.set_ylabel."),
    ),
)


@q@ID@.misconception(Text("電力が t-CO2e のままです。", "Electricity is still in tonnes."))
def still_tonnes_@ID@(data):
    return {{"電力": data["kwh"] * data["kwh_factor"]}}


@q@ID@.misconception(Text("排出量ではなく質量の棒です。", "That bar is the mass, not its emissions."))
def mass_@ID@(data):
    return {{"アルミ板": data["al_kg"]}}
""",
    ask="アルミ板と電力の排出量を棒グラフにしてください。縦軸のラベルに **kg-CO2e** を入れます。",
    stub="answer_@ID@ = None  # None を消して、図(fig か ax)を入れます",
    solution="""import matplotlib.figure

answer_@ID@ = matplotlib.figure.Figure().subplots()
answer_@ID@.bar(["アルミ板", "電力"], [q["al_kg"] * q["al_factor"], q["kwh"] * q["kwh_factor"] * 1000])
answer_@ID@.set_ylabel("kg-CO2e")""",
)

_TEXT = Starter(
    bank=f"""
# @ID@  a short text: an instructor grades it by the rubric

q@ID@ = Question(
    "@ID@",
    title=Text("TODO 説明する", "TODO Explain"),
    ask=Text(
        "TODO 1 次データ比率が {{share}} % の PCF を、取引先にどう説明しますか。",
        "TODO How do you explain a PCF with a primary data share of {{share}} % to a customer?",
    ),
    given=(Given("share", Text("1 次データ比率", "primary data share"), "%"),),
{_TO_READ}    draw=lambda draw: {{"share": draw.step(5.0, 95.0, 0.5)}},
    reference=lambda data: "",
    hints=(
        Text("何の割合かを書きます。", "Say what it is a share of."),
        Text("上げるための次の一歩も書きます。", "Add the next step towards more of it."),
    ),
    by_hand=Text(
        "TODO 採点基準: 割合の意味(0.5 点)、改善の案(0.5 点)。",
        "TODO Rubric: what the share means (0.5), a way to improve it (0.5).",
    ),
)
""",
    ask="2、3 文で書いてください。講師が採点します。",
    stub="",
    solution="TODO 解答例: 排出量のうち自社や取引先の実測に基づく割合です。主な材料から実測に替えます。",
    by_hand=True,
)

STARTERS: dict[str, Starter] = {
    "number": _NUMBER,
    "numbers": _NUMBERS,
    "choice": _CHOICE,
    "choices": _CHOICES,
    "table": _TABLE,
    "function": _FUNCTION,
    "record": _RECORD,
    "figure": _FIGURE,
    "text": _TEXT,
}


def positive_record(text: str) -> list[Text]:
    """What is wrong with a record at first sight: amounts in `pcf` that are not above zero.

    >>> [str(one.en) for one in positive_record('{"pcf": {"declaredUnitAmount": "0"}}')]
    ['pcf.declaredUnitAmount must be above zero']
    """
    try:
        found = json.loads(text)["pcf"]
        amount = float(found["declaredUnitAmount"])
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return [
            Text("pcf.declaredUnitAmount が数ではありません", "pcf.declaredUnitAmount is no number")
        ]
    if amount > 0:
        return []
    return [
        Text(
            "pcf.declaredUnitAmount は 0 より大きくします",
            "pcf.declaredUnitAmount must be above zero",
        )
    ]
