"""What a customer asks for: the filters of a list, and the criteria of a request by event.

PACT v3 rule: `productId`, `companyId`, `geography`, `classification`, `status` (one value or
several), `validOn`, `validAfter`, `validBefore` (a moment), the same for both ways of asking.
PACT v2 rule, on which FW Ed. 2.0 is aligned: a list is narrowed by `$filter`, a subset of
OData 4; a request states a fragment of a footprint. (PACT Technical Specifications v2.3 and
v3.0.3, WBCSD, https://github.com/wbcsd/data-exchange-protocol.)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from gxd_teach.errors import GxdError

__all__ = ["event_data", "query"]

_LISTS = ("productId", "companyId", "geography", "classification", "status")
_MOMENTS = ("validOn", "validAfter", "validBefore")
# v2's names, and v3's where they say the same
_V2_PATHS = {
    "productId": "productIds",
    "productIds": "productIds",
    "companyId": "companyIds",
    "companyIds": "companyIds",
    "geography": "pcf/geographyCountry",
    "geographyCountry": "pcf/geographyCountry",
    "productCategoryCpc": "productCategoryCpc",
    "classification": "productCategoryCpc",
    "created": "created",
    "updated": "updated",
    "referencePeriodStart": "pcf/referencePeriodStart",
    "referencePeriodEnd": "pcf/referencePeriodEnd",
}
_V2_MOMENTS = ("created", "updated", "referencePeriodStart", "referencePeriodEnd")
_OPERATORS = ("eq", "lt", "le", "gt", "ge")


def query(version: int, filters: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The query of ListFootprints, as names and values; None and empty values are no filter.

    In v2, moments are compared by `created_ge=…`, `updated_lt=…` and the like, and `filter`
    takes a whole `$filter` as it is. GXD-X088 for a name that the version does not know,
    GXD-X089 for a value it cannot take.

    >>> query(3, {"productId": ["urn:gtin:1", "urn:gtin:2"], "status": "Active"})
    [('productId', 'urn:gtin:1'), ('productId', 'urn:gtin:2'), ('status', 'Active')]
    >>> query(2, {"productId": "urn:gtin:1", "created_ge": "2026-04-01T00:00:00Z"})
    ... # doctest: +NORMALIZE_WHITESPACE
    [('$filter', "productIds/any(productId:(productId eq 'urn:gtin:1'))
     and created ge '2026-04-01T00:00:00Z'")]
    """
    given = {name: value for name, value in filters.items() if _values(value)}
    if version == 2:
        terms = [_term(name, value) for name, value in given.items()]
        return [("$filter", " and ".join(terms))] if terms else []
    found: list[tuple[str, str]] = []
    for name, value in _v3(given).items():
        found += [(name, one) for one in ([value] if isinstance(value, str) else value)]
    return found


def event_data(version: int, filters: Mapping[str, Any], comment: str | None) -> dict[str, Any]:
    """What a request event says: v3's criteria, or v2's fragment `pf`.

    >>> event_data(2, {"productId": "urn:gtin:1"}, None)
    {'pf': {'productIds': ['urn:gtin:1']}}
    """
    given = {name: value for name, value in filters.items() if _values(value)}
    said = {"pf": _fragment(given)} if version == 2 else _v3(given)
    return said | ({"comment": comment} if comment else {})


def _v3(given: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in given.items():
        if name in _LISTS or name.startswith("x-"):
            found[name] = _values(value)
        elif name in _MOMENTS:
            found[name] = _one(name, value)
        else:
            raise _unknown(name, 3, (*_LISTS, *_MOMENTS))
    return found


def _term(name: str, value: Any) -> str:
    """One condition of a $filter."""
    if name == "filter":
        return _one(name, value)
    plain, _, operator = name.partition("_")
    if plain not in _V2_PATHS or (operator or "eq") not in _OPERATORS:
        names = (*_V2_PATHS, *(f"{one}_ge" for one in _V2_MOMENTS), "filter")
        raise _unknown(name, 2, names)
    path = _V2_PATHS[plain]
    text = _one(name, value)
    if plain == "classification":
        text = _cpc(text)
    quoted = "'" + text.replace("'", "''") + "'"
    if path in ("productIds", "companyIds"):
        if operator not in ("", "eq"):
            raise _unknown(name, 2, tuple(_V2_PATHS))
        one = path.removesuffix("s")
        return f"{path}/any({one}:({one} eq {quoted}))"
    return f"{path} {operator or 'eq'} {quoted}"


def _fragment(given: Mapping[str, Any]) -> dict[str, Any]:
    """The fragment of a v2 footprint that states what is wanted."""
    fragment: dict[str, Any] = {}
    for name, value in given.items():
        if name == "pf" and isinstance(value, Mapping):
            fragment |= dict(value)
            continue
        if name not in _V2_PATHS:
            raise _unknown(name, 2, (*_V2_PATHS, "pf"))
        first, _, second = _V2_PATHS[name].partition("/")
        if first in ("productIds", "companyIds"):
            fragment[first] = _values(value)
        else:
            text = _cpc(_one(name, value)) if name == "classification" else _one(name, value)
            if second:
                fragment.setdefault(first, {})[second] = text
            else:
                fragment[first] = text
    return fragment


def _values(value: Any) -> list[str]:
    """One value or several, as texts."""
    if value is None or value == "":
        return []
    if isinstance(value, Mapping):
        return ["…"] if value else []
    several = value if isinstance(value, Iterable) and not isinstance(value, str) else [value]
    return [_text(one) for one in several if one not in (None, "")]


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        if value.utcoffset() is None:
            raise GxdError(
                "GXD-X089",
                f"{value} に時間帯がありません。datetime(…, tzinfo=UTC) のように付けてください",
                f"{value} has no time zone: give one, as in datetime(…, tzinfo=UTC)",
            )
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, str):
        return value
    raise GxdError(
        "GXD-X089",
        f"{value!r} は条件に使えません。文字列か日時を書いてください",
        f"{value!r} cannot be a filter's value: give a text or a date-time",
    )


def _one(name: str, value: Any) -> str:
    values = _values(value)
    if len(values) != 1:
        raise GxdError(
            "GXD-X089",
            f"{name} に値が {len(values)} 個あります。ここでは 1 つだけ使えます(複数なら 1 つずつ問い合わせます)",
            f"{name} has {len(values)} values; here only one can be given (ask for each in turn)",
            where=name,
        )
    return values[0]


def _cpc(urn: str) -> str:
    """The CPC code in a classification, the only classification v2 can be asked for."""
    if not urn.lower().startswith("urn:cpc:"):
        raise GxdError(
            "GXD-X089",
            f"PACT v2 で問い合わせられる分類は CPC だけです(urn:cpc:45291 のように書きます)。「{urn}」は使えません",
            f"in PACT v2 only CPC classifications can be asked for (urn:cpc:45291), not '{urn}'",
            where="classification",
        )
    return urn[8:]


def _unknown(name: str, version: int, known: Iterable[str]) -> GxdError:
    names = ", ".join(known)
    return GxdError(
        "GXD-X088",
        f"「{name}」という条件は PACT v{version} にありません。使えるもの: {names}",
        f"PACT v{version} has no filter '{name}'; there are: {names}",
        where=name,
    )
