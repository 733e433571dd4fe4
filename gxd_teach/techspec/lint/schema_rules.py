"""The schema level: what the record models find, and whether PACT's own suite would see it.

PACT Technical Specifications (WBCSD) and the OpenAPI schemas that its conformance service
checks. The models of this course are stricter than those schemas: what they find beyond them
belongs to the level *specification*.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from gxd_teach.errors import GxdError, Problem
from gxd_teach.language import Text
from gxd_teach.techspec.lint.finding import Finding
from gxd_teach.techspec.lint.rule import model_rule
from gxd_teach.techspec.lint.subject import Subject
from gxd_teach.techspec.lint.versions import EXAMPLE, SHAPE
from gxd_teach.techspec.records.problems import problems_of, shown
from gxd_teach.techspec.records.v2 import ProductFootprintV2
from gxd_teach.techspec.records.v3 import ProductFootprint
from gxd_teach.techspec.records.wire import WIRE

__all__ = ["schema_findings", "unreadable"]

_SUITE = (
    "PACT の公開スキーマ(公式の適合試験が見る)",
    "PACT's published schema, which its conformance suite checks",
)
_TEXT = (
    "PACT Technical Specifications の本文(公式の適合試験は見ない)",
    "the text of the PACT Technical Specifications; its conformance suite does not look",
)
_TITLES = {
    "GXD-R001": ("JSON でない", "not JSON"),
    "GXD-R002": ("必須の項目がない", "a mandatory property is missing"),
    "GXD-R003": ("null がある", "a null"),
    "GXD-R004": ("数値で書かれた小数", "a decimal written as a number"),
    "GXD-R005": ("小数として読めない値", "a value that is no decimal"),
    "GXD-R006": ("範囲の外の値", "a value out of its range"),
    "GXD-R007": ("UUID でない id", "an id that is no UUID"),
    "GXD-R008": ("URN でない識別子", "an identifier that is no URN"),
    "GXD-R009": ("空の配列", "an empty array"),
    "GXD-R010": ("重複した要素", "an item that appears twice"),
    "GXD-R011": ("日時として読めない値", "a value that is no date-time"),
    "GXD-R012": ("時間帯のない日時", "a date-time without a zone"),
    "GXD-R013": ("2 つ以上の地理的範囲", "more than one geography"),
    "GXD-R014": ("形の合わないコードや URI", "a code or URI that is not in its form"),
    "GXD-R015": ("型の違う値", "a value of another type"),
    "GXD-R016": ("決められた語にない値", "a word that is not in the list"),
    "GXD-R017": ("空の文字列", "an empty string"),
    "GXD-R018": ("読めない specVersion", "a specVersion that cannot be read"),
    "GXD-R019": ("合わない値", "a value that does not fit"),
    "GXD-R050": ("文字列で書かれた数値", "a number written as a string"),
    "GXD-R051": ("範囲の外の数値", "a number out of its range"),
}
# What the models find and PACT's schemas do not look at.
_UNSEEN = ("GXD-R005", "GXD-R006")

for _code, _title in _TITLES.items():
    _beyond = _code in _UNSEEN
    model_rule(
        _code,
        "specification" if _beyond else "schema",
        _title,
        _TEXT if _beyond else _SUITE,
    )


def schema_findings(record: Subject) -> list[Finding]:
    """What the model of the record's dialect says about it."""
    model: type[ProductFootprint | ProductFootprintV2]
    model = ProductFootprint if record.major == 3 else ProductFootprintV2
    try:
        model.model_validate(_as_its_dialect(record), context=WIRE)
    except ValidationError as error:
        return [_finding(problem, record) for problem in problems_of(error)]
    except GxdError as error:
        return [_finding(Problem(error.code, error.where or "$", error.ja, error.en), record)]
    except (ValueError, RecursionError, ArithmeticError) as error:
        return [_finding(Problem("GXD-R019", "$", str(error), str(error)), record)]
    return []


def unreadable(problem: Problem, record: str = "") -> Finding:
    """The finding for what cannot be read as JSON at all."""
    return _made(problem, "schema", "", record)


def _as_its_dialect(record: Subject) -> Any:
    """The record with a version that its model reads; a wrong one has a rule of its own."""
    stated = record.data.get("specVersion")
    if isinstance(stated, str) and SHAPE.fullmatch(stated) and record.spoken != record.dialect:
        return dict(record.data) | {"specVersion": EXAMPLE[record.dialect]}
    return record.content


def _finding(problem: Problem, record: Subject) -> Finding:
    value = _at(record.data, problem.where)
    level = "specification" if _unseen(problem, value) else "schema"
    return _made(problem, level, "" if value is _NOTHING else shown(value), record.label)


def _unseen(problem: Problem, value: Any) -> bool:
    """Whether PACT's own schemas would let it pass."""
    if problem.code in _UNSEEN:
        return True
    if problem.code == "GXD-R008":
        return isinstance(value, str) and value[:4].lower() == "urn:"
    if problem.code == "GXD-R009":
        return problem.where == "extensions"
    return False


def _made(problem: Problem, level: str, found: str, record: str) -> Finding:
    title = _TITLES.get(problem.code, ("レコードの誤り", "a fault in the record"))
    why = _SUITE if level == "schema" else _TEXT
    said = Text(problem.ja, problem.en)
    return Finding(
        problem.code,
        level,
        "error",
        problem.where,
        found,
        Text(*title),
        said,
        Text(*why),
        _repair(problem.code),
        record,
    )


_REPAIRS = {
    "GXD-R001": ("JSON の構文を直す", "mend the JSON syntax"),
    "GXD-R002": ("項目を書く", "state the property"),
    "GXD-R003": ("項目ごと消す", "leave the property out"),
    "GXD-R004": ("引用符で囲む", "put it in quotes"),
    "GXD-R009": ("項目ごと消す", "leave the property out"),
    "GXD-R010": ("1 つにする", "keep one of them"),
    "GXD-R012": ("末尾に Z を付ける", "end it with Z"),
    "GXD-R013": ("最も細かいもの 1 つを残す", "keep the most precise one"),
    "GXD-R050": ("引用符を取る", "take the quotes away"),
}


def _repair(code: str) -> Text:
    return Text(*_REPAIRS.get(code, ("値を直す", "mend the value")))


_NOTHING = object()
_STEP = re.compile(r"[^.\[\]]+|\[\d+\]")


def _at(data: Mapping[str, Any], path: str) -> Any:
    """The value at a JSON path such as ``productIds[1]``, or nothing."""
    value: Any = data
    if path == "$":
        return _NOTHING
    for step in _STEP.findall(path):
        if step.startswith("[") and isinstance(value, list) and int(step[1:-1]) < len(value):
            value = value[int(step[1:-1])]
        elif isinstance(value, Mapping) and step in value:
            value = value[step]
        else:
            return _NOTHING
    return value
