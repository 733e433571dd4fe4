"""A question to begin with: several numbers."""

from __future__ import annotations

from gxd_teach.classroom.starters.starter import POWER, TO_READ, Starter

__all__ = ["NUMBERS"]

NUMBERS = Starter(
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
{POWER}    ),
    parts={{
        "total": Part(Number("kg-CO2e"), Text("合計", "total")),
        "share": Part(Number("%", absolute=0.05), Text("電力の割合", "electricity")),
    }},
{TO_READ}    draw=lambda draw: {{
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
