"""A question to begin with: a number with a unit."""

from __future__ import annotations

from gxd_teach.classroom.starters.starter import POWER, TO_READ, Starter

__all__ = ["NUMBER"]

NUMBER = Starter(
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
{POWER}        Given("begun", Text("着手した数", "pieces begun")),
        Given("good", Text("良品の数", "good pieces")),
    ),
    parts={{"": Part(Number("kg-CO2e"))}},
{TO_READ}    draw=lambda draw: {{
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
