"""A question to begin with: a figure."""

from __future__ import annotations

from gxd_teach.classroom.starters.starter import ROWS, ROWS_DRAW, TO_READ, Starter

__all__ = ["FIGURE"]

FIGURE = Starter(
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
{ROWS}    ),
    shape=Figure("bar", ("アルミ板", "電力"), Number("kg-CO2e"), y_says=("kg-CO2e", "kgCO2e")),
{TO_READ}{ROWS_DRAW}    reference=lambda data: {{
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
