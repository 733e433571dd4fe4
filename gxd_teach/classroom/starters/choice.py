"""A question to begin with: one of several."""

from __future__ import annotations

from gxd_teach.classroom.starters.starter import TO_READ, Starter

__all__ = ["CHOICE"]

CHOICE = Starter(
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
{TO_READ}    draw=draw_@ID@,
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
