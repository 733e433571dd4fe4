"""A question to begin with: a function."""

from __future__ import annotations

from gxd_teach.classroom.starters.starter import TO_READ, Starter

__all__ = ["FUNCTION"]

FUNCTION = Starter(
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
{TO_READ}    draw=lambda draw: {{
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
