"""Identifiers and words of a record: UUIDs, URNs, and the lists PACT chooses from.

PACT Technical Specifications v3.0.3 (WBCSD); URN by RFC 8141, UUID by RFC 9562, countries and
their subdivisions by ISO 3166, regions by the M49 list of the United Nations.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from gxd_teach.regions import UN_REGIONS
from gxd_teach.techspec.records.problems import fault, null_fault, shown

__all__ = [
    "Assessment",
    "CountryCode",
    "LooseUrn",
    "Region",
    "SubdivisionCode",
    "Unit",
    "Uri",
    "Urn",
    "Uuid",
    "one_geography",
]

Unit = Literal[
    "liter", "kilogram", "cubic meter", "kilowatt hour", "megajoule", "ton kilometer",
    "square meter", "piece", "hour", "megabit second",
]  # fmt: skip
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def _read_uuid(value: Any) -> UUID:
    if value is None:
        raise null_fault()
    if isinstance(value, UUID):
        return value
    if isinstance(value, str) and _UUID.fullmatch(value):
        return UUID(value)
    example = "f81d4fae-7dec-41d0-8765-00a0c91e6bf6"
    raise fault(
        "GXD-R007",
        f"{shown(value)} は UUID ではありません。{example} のように書きます",
        f"{shown(value)} is not a UUID such as {example}",
    )


Uuid = Annotated[
    UUID,
    PlainValidator(_read_uuid),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "format": "uuid"}),
]


def _text(shape: str, code: str, ja: str, en: str) -> PlainValidator:
    """A string that has to have a certain shape."""
    pattern = re.compile(shape)

    def check(value: Any) -> str:
        if value is None:
            raise null_fault()
        if isinstance(value, str) and pattern.fullmatch(value):
            return value
        raise fault(code, f"{shown(value)} は{ja}", f"{shown(value)} is not {en}")

    return PlainValidator(check, json_schema_input_type=str)


Urn = Annotated[
    str,
    _text(
        r"[Uu][Rr][Nn]:[A-Za-z0-9][A-Za-z0-9-]{0,30}[A-Za-z0-9]:[!-~]+",
        "GXD-R008",
        " URN ではありません。urn:gtin:4912345678904 のように urn: から ASCII で書きます",
        "a URN: begin with urn: and use ASCII, such as urn:gtin:4912345678904",
    ),
]
# What the schemas of v2 check of a URN: that it begins as one.
LooseUrn = Annotated[
    str,
    _text(
        r"[Uu][Rr][Nn]:[\s\S]*",
        "GXD-R008",
        " URN ではありません。urn: から書きます",
        "a URN: begin with urn:",
    ),
]
Uri = Annotated[
    str,
    _text(
        r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+",
        "GXD-R014",
        " URI ではありません。https: などから書きます",
        "a URI: begin with https: or the like",
    ),
]


def _read_region(value: Any) -> str:
    if value is None:
        raise null_fault()
    if isinstance(value, str) and value in UN_REGIONS:
        return value
    allowed = ", ".join(UN_REGIONS)
    raise fault(
        "GXD-R016",
        f"{shown(value)} は使えません。使えるもの: {allowed}",
        f"{shown(value)} is not allowed; allowed are {allowed}",
    )


Region = Annotated[
    str,
    PlainValidator(_read_region),
    WithJsonSchema({"type": "string", "enum": list(UN_REGIONS)}),
]
CountryCode = Annotated[
    str,
    _text(
        "[A-Z]{2}",
        "GXD-R014",
        "国コード(ISO 3166-1 の英大文字 2 字、JP など)ではありません",
        "a country code (two capitals of ISO 3166-1, such as JP)",
    ),
]
SubdivisionCode = Annotated[
    str,
    _text(
        "[A-Z]{2}-[A-Z0-9]{1,3}",
        "GXD-R014",
        "地域コード(ISO 3166-2、JP-13 など)ではありません",
        "a subdivision code (ISO 3166-2, such as JP-13)",
    ),
]
Assessment = Annotated[
    str,
    _text(
        "AR[0-9]+",
        "GXD-R014",
        " IPCC 評価報告書の記号(AR6 など)ではありません",
        "an IPCC assessment report such as AR6",
    ),
]


def one_geography(value: str | None, before: Mapping[str, Any]) -> str | None:
    """The geographic scope is given by one property at most: GXD-R013 for a second.

    `before` holds the properties read so far.
    """
    given = [name for name in before if name.startswith("geography") and before[name]]
    if value is not None and given:
        raise fault(
            "GXD-R013",
            f"{given[0]} もあります。地理的範囲は 1 つの項目だけで書きます",
            f"stands beside {given[0]}: give the geography by one property only",
        )
    return value
