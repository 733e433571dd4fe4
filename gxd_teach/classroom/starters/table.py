"""A question to begin with: a table."""

from __future__ import annotations

from gxd_teach.classroom.starters.starter import ROWS, ROWS_DRAW, TO_READ, Starter

__all__ = ["TABLE"]

TABLE = Starter(
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
{ROWS}    ),
    shape=Table(("アルミ板", "電力"), {{"kg": Number("kg-CO2e")}}),
{TO_READ}{ROWS_DRAW}    reference=rows_@ID@,
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
