"""A question to begin with: a PACT record."""

from __future__ import annotations

import json

from gxd_teach.classroom.starters.starter import TO_READ, Starter
from gxd_teach.language import Text

__all__ = ["RECORD", "positive_record"]

RECORD = Starter(
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
        "gxd_teach.classroom.starters.record:positive_record",
        {{
            "pcf.declaredUnitAmount": Number("kg"),
            "pcf.pcfExcludingBiogenicUptake": Number("kg-CO2e"),
        }},
    ),
{TO_READ}    draw=lambda draw: {{"kg": draw.whole(120, 480), "lot": draw.whole(1010, 1990, 5)}},
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
