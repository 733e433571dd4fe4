"""What is wrong with a record: pydantic's findings as sentences for a person.

Each finding keeps the JSON path (`pcf.declaredUnitAmount`, `productIds[1]`), says what was
found and what PACT expects. The types of `wire` and `identifiers` bring their sentences
along by `fault`; here stand those for what pydantic itself checks.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticCustomError

from gxd_teach.errors import Problem
from gxd_teach.techspec.records.json_text import JsonNumber

if TYPE_CHECKING:
    from pydantic import ValidationError

__all__ = ["fault", "json_path", "not_json", "null_fault", "problems_of", "shown"]

_KINDS = {
    "string_type": ("文字列", "a string"),
    "bool_type": ("true か false ", "true or false"),
    "tuple_type": ("配列 [ … ]", "an array [ … ]"),
    "dict_type": ("オブジェクト { … }", "an object { … }"),
    "model_type": ("オブジェクト { … }", "an object { … }"),
}


def fault(code: str, ja: str, en: str, *, at: tuple[int | str, ...] = ()) -> PydanticCustomError:
    """A finding in both languages, in the form in which pydantic collects findings.

    `at` leads from the value that was looked at to the place inside it that is wrong.
    """
    return PydanticCustomError("gxd", "{en}", {"code": code, "ja": ja, "en": en, "at": at})


def shown(value: object) -> str:
    """A value as it stood in the JSON, cut to a readable length.

    >>> shown("1,5"), shown(None)
    ('"1,5"', 'null')
    """
    if isinstance(value, (Decimal, JsonNumber)):
        text = getattr(value, "token", str(value))
    else:
        text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:57]}..."


def null_fault() -> PydanticCustomError:
    """The finding for ``null``: PACT's own checks refuse it, so absent means left out."""
    return fault(
        "GXD-R003",
        "null と書かれています。値がない項目は、項目ごと書かないでください",
        "is null: leave out a property that has no value",
    )


def json_path(place: tuple[int | str, ...]) -> str:
    """A place in a JSON document as people write it; ``$`` is the whole.

    >>> json_path(("pcf", "dqi", "temporalDQR")), json_path(("productIds", 1)), json_path(())
    ('pcf.dqi.temporalDQR', 'productIds[1]', '$')
    """
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return path.removeprefix(".") or "$"


def not_json(where: str) -> Problem:
    """The finding for a text that is no JSON at all; `where` is the parser's line and column."""
    return Problem("GXD-R001", "$", f"JSON として読めません({where})", f"is not JSON ({where})")


def problems_of(error: ValidationError) -> list[Problem]:
    """All findings of one reading, in the order of the data model."""
    return [_problem(finding) for finding in error.errors(include_url=False)]


def _problem(finding: Any) -> Problem:
    code, ja, en = _sentence(finding)
    inside = finding.get("ctx", {}).get("at", ()) if finding["type"] == "gxd" else ()
    return Problem(code, json_path((*finding["loc"], *inside)), ja, en)


def _sentence(finding: Any) -> tuple[str, str, str]:
    kind, found, details = finding["type"], finding["input"], finding.get("ctx", {})
    if kind == "gxd":
        return details["code"], details["ja"], details["en"]
    if kind == "missing":
        return "GXD-R002", "必須の項目がありません", "is mandatory and missing"
    if found is None:
        null = null_fault().context or {}
        return null["code"], null["ja"], null["en"]
    if kind in _KINDS:
        ja, en = _KINDS[kind]
        return (
            "GXD-R015",
            f"{shown(found)} です。{ja}で書きます",
            f"is {shown(found)}: expected {en}",
        )
    if kind == "literal_error":
        allowed = details["expected"].replace(" or ", ", ")
        return (
            "GXD-R016",
            f"{shown(found)} は使えません。使えるもの: {allowed}",
            f"{shown(found)} is not allowed; allowed are {allowed}",
        )
    if kind == "string_too_short":
        return "GXD-R017", "空の文字列です。1 文字以上書いてください", "is empty: write something"
    if kind == "string_pattern_mismatch":  # specVersion alone has one
        return (
            "GXD-R018",
            f"{shown(found)} です。ここで読めるのは PACT v3(3.0.3 など)のレコードです",
            f"is {shown(found)}: this reads records of PACT v3 (3.0.3, say)",
        )
    return (
        "GXD-R019",
        f"{shown(found)} は使えません({finding['msg']})",
        f"{shown(found)} does not fit ({finding['msg']})",
    )
