"""Three readings of the consortium's extension: as published, as documented, and strict.

The published JSON Schema and the documentation beside it
(https://github.com/Green-x-Digital-Consortium/data-model-extensions) do not agree: the schema
demands two properties of an organization that nobody describes, wants Scope 3 categories as
text where the documentation says numbers, and takes an organization-based footprint without
its organization. *Strict* is the documentation plus what it means (this course's reading).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from gxd_teach.errors import GxdError, Problem
from gxd_teach.framework.organization import INDEXES, LEVELS
from gxd_teach.techspec.records.problems import shown

__all__ = ["FW_EDITIONS", "Profile", "check_extension"]

# Editions of the CO2 Visualization Framework; "2.0" is what the documentation says to write.
FW_EDITIONS = ("1.0", "2.0", "2.0.1")
_SCOPES = (1, 2, 3)
_BORROWED = ("declaredUnit", "crossSectoralStandardsUsed")
_DECIMAL = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


class Profile(Enum):
    """By which reading an extension is checked."""

    AS_PUBLISHED = "as published"
    AS_DOCUMENTED = "as documented"
    STRICT = "strict"

    @classmethod
    def of(cls, profile: Profile | str) -> Profile:
        """A profile by itself or by its name; GXD-R066 for another word.

        >>> Profile.of("as published")
        <Profile.AS_PUBLISHED: 'as published'>
        """
        word = profile.value if isinstance(profile, Profile) else str(profile)
        for one in cls:
            if one.value == word.strip().lower().replace("_", " ").replace("-", " "):
                return one
        names = ", ".join(one.value for one in cls)
        raise GxdError(
            "GXD-R066",
            f"「{word}」という読み方はありません。{names} のどれかです",
            f"'{word}' is not one of {names}",
        )


def check_extension(
    data: Any,
    profile: Profile | str = Profile.STRICT,
    *,
    pcf: Mapping[str, Any] | None = None,
) -> list[Problem]:
    """What a profile does not accept in the extension's data; none means accepted.

    `data` is the object in the extension's `data`, from JSON or as a `GxdExtension`; whatever
    comes is answered, nothing raises. With `pcf` (the record's, as JSON) strict also compares
    gate-to-gate with the whole. Codes: GXD-R002 missing, R003 null, R015 type, R016 word,
    R060 organization-based without organization, R061 demanded by the published schema alone,
    R062 edition, R063 category, R064 decimal, R065 gate-to-gate above the whole.

    >>> levels = {f"scope{n}DistributionLevel": "site" for n in (1, 2, 3)}
    >>> data = {"calcMethod": "1", "FWedition": "2.0", "organization": levels}
    >>> [problem.where for problem in check_extension(data, "as published")]
    ['organization.declaredUnit', 'organization.crossSectoralStandardsUsed']
    >>> check_extension(data, "strict")
    []
    """
    chosen = Profile.of(profile)
    if hasattr(data, "model_dump"):
        data = data.model_dump(exclude_none=True)
    if not isinstance(data, Mapping):
        return [_problem("$", "GXD-R015", data, "オブジェクト { … }", "an object { … }")]
    found = list(_top(data, chosen))
    for name, check in (("organization", _organization), ("certificate", _certificate),
                        ("gateToGate", _gate_to_gate)):  # fmt: skip
        if name not in data:
            continue
        part = data[name]
        if isinstance(part, Mapping):
            found += check(part, chosen)
        else:
            found.append(_problem(name, "GXD-R015", part, "オブジェクト { … }", "an object { … }"))
    if chosen is Profile.STRICT:
        found += _whole(data, pcf)
    return found


def _top(data: Mapping[str, Any], profile: Profile) -> Iterator[Problem]:
    yield from _text(data, "calcMethod", "", needed=True, words=("0", "1"))
    known = FW_EDITIONS if profile is Profile.STRICT else None
    yield from _text(data, "FWedition", "", needed=True, words=known, code="GXD-R062")


def _organization(part: Mapping[str, Any], profile: Profile) -> Iterator[Problem]:
    # The documentation names the levels' words in its prose at most: only the schema closes them.
    closed = profile is not Profile.AS_DOCUMENTED
    if profile is Profile.AS_PUBLISHED:
        for name in _BORROWED:
            if name not in part:
                yield Problem(
                    "GXD-R061",
                    f"organization.{name}",
                    "公開スキーマだけが求める項目です(PACT の pcf の項目で、文書にはありません)",
                    "is demanded by the published schema alone: a property of PACT's pcf, which "
                    "the documentation does not have here",
                )
    yield from _categories(part, profile)
    for scope in _SCOPES:
        level = f"scope{scope}DistributionLevel"
        yield from _text(
            part, level, "organization.", needed=True, words=LEVELS if closed else None
        )
    for scope in _SCOPES:
        index = f"scope{scope}DistributionIndex"
        yield from _text(part, index, "organization.", words=INDEXES if closed else None)
    for name in ("distributionLevelComment", "distributionIndexComment"):
        yield from _text(part, name, "organization.")


def _categories(part: Mapping[str, Any], profile: Profile) -> Iterator[Problem]:
    where = "organization.scope3Category"
    if "scope3Category" not in part:
        return
    categories = part["scope3Category"]
    if not isinstance(categories, (list, tuple)):
        yield _problem(where, "GXD-R015", categories, "配列 [ … ]", "an array [ … ]")
        return
    seen = []
    for place, category in enumerate(categories):
        at = f"{where}[{place}]"
        number = isinstance(category, (int, float)) and not isinstance(category, bool)
        if profile is Profile.AS_PUBLISHED:
            if not isinstance(category, str):
                text = f'"{category:g}"' if number else '"4"'
                yield _problem(at, "GXD-R015", category, f"文字列({text})", f"a string ({text})")
        elif not number:
            plain = category if isinstance(category, str) and category.isdecimal() else "4"
            yield _problem(at, "GXD-R015", category, f"数値({plain})", f"a number ({plain})")
        elif profile is Profile.STRICT and (category not in range(1, 16) or category in seen):
            yield Problem(
                "GXD-R063",
                at,
                f"{shown(category)} です。Scope 3 のカテゴリは 1〜15 で、1 回ずつ書きます",
                f"is {shown(category)}: Scope 3 categories are 1 to 15, each written once",
            )
        else:
            seen.append(category)


def _certificate(part: Mapping[str, Any], profile: Profile) -> Iterator[Problem]:
    yield from _amount(part, "certificateAmount", "certificate.", profile, at_least_zero=True)
    yield from _text(part, "certificateType", "certificate.")


def _gate_to_gate(part: Mapping[str, Any], profile: Profile) -> Iterator[Problem]:
    at_least_zero = {"gateToGateFossilGhgEmissions": True, "gateToGateBiogenicCarbonContent": False}
    for name, positive in at_least_zero.items():
        yield from _amount(part, name, "gateToGate.", profile, at_least_zero=positive)
    yield from _text(part, "unitaryProductAmountComment", "gateToGate.")


def _whole(data: Mapping[str, Any], pcf: Mapping[str, Any] | None) -> Iterator[Problem]:
    """What only the parts together tell."""
    if data.get("calcMethod") == "1" and "organization" not in data:
        yield Problem(
            "GXD-R060",
            "organization",
            "組織ベース算定(calcMethod が 1)なのに、配分レベルを書く organization がありません",
            "is missing: an organization-based calculation (calcMethod 1) states its levels there",
        )
    gate = data.get("gateToGate")
    own = gate.get("gateToGateFossilGhgEmissions") if isinstance(gate, Mapping) else None
    total = pcf.get("pCfExcludingBiogenic") if isinstance(pcf, Mapping) else None
    if _is_decimal(own) and _is_decimal(total) and Decimal(str(own)) > Decimal(str(total)):
        yield Problem(
            "GXD-R065",
            "gateToGate.gateToGateFossilGhgEmissions",
            f"{own} です。ゆりかごから門までの {total} を、その一部の自社分が超えています",
            f"is {own}: the own part exceeds the whole from cradle to gate, {total}",
        )


def _is_decimal(value: Any) -> bool:
    return isinstance(value, str) and _DECIMAL.fullmatch(value) is not None


def _text(
    part: Mapping[str, Any],
    name: str,
    inside: str,
    *,
    needed: bool = False,
    words: tuple[str, ...] | None = None,
    code: str = "GXD-R016",
) -> Iterator[Problem]:
    where = f"{inside}{name}"
    if name not in part:
        if needed:
            yield Problem("GXD-R002", where, "必須の項目がありません", "is mandatory and missing")
        return
    value = part[name]
    if not isinstance(value, str):
        yield _problem(where, "GXD-R015", value, "文字列", "a string")
    elif words is not None and value not in words:
        allowed = ", ".join(words)
        yield Problem(
            code,
            where,
            f"{shown(value)} は使えません。使えるもの: {allowed}",
            f"{shown(value)} is not allowed; allowed are {allowed}",
        )


def _amount(
    part: Mapping[str, Any], name: str, inside: str, profile: Profile, *, at_least_zero: bool
) -> Iterator[Problem]:
    wrong = list(_text(part, name, inside))
    yield from wrong
    if wrong or name not in part or profile is not Profile.STRICT:
        return
    value = part[name]
    if not _is_decimal(value) or (at_least_zero and Decimal(value) < 0):
        yield Problem(
            "GXD-R064",
            f"{inside}{name}",
            f'{shown(value)} です。"12.5" のような小数の文字列で書きます'
            + ("(0 以上)" if at_least_zero else ""),
            f'is {shown(value)}: write a decimal as a string, such as "12.5"'
            + (" (0 or more)" if at_least_zero else ""),
        )


def _problem(where: str, code: str, value: Any, ja: str, en: str) -> Problem:
    if value is None:
        return Problem(
            "GXD-R003",
            where,
            "null と書かれています。値がない項目は、項目ごと書かないでください",
            "is null: leave out a property that has no value",
        )
    return Problem(
        code, where, f"{shown(value)} です。{ja}で書きます", f"is {shown(value)}: expected {en}"
    )
