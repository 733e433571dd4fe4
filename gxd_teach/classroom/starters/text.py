"""A question to begin with: a short text, marked by hand."""

from __future__ import annotations

from gxd_teach.classroom.starters.starter import TO_READ, Starter

__all__ = ["TEXT"]

TEXT = Starter(
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
{TO_READ}    draw=lambda draw: {{"share": draw.step(5.0, 95.0, 0.5)}},
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
