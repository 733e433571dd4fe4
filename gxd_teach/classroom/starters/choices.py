"""A question to begin with: a set of several."""

from __future__ import annotations

from gxd_teach.classroom.starters.starter import TO_READ, Starter

__all__ = ["CHOICES"]

CHOICES = Starter(
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
{TO_READ}    draw=draw_@ID@,
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
