"""``$filter`` of PACT v2: the part of OData that ListFootprints names, and nothing more.

PACT v2 rule, on which FW Ed. 2.0 is aligned (PACT Technical Specifications v2.3, WBCSD,
https://github.com/wbcsd/data-exchange-protocol): ``eq lt le gt ge`` on created, updated,
productCategoryCpc, pcf/geographyCountry, pcf/referencePeriodStart and pcf/referencePeriodEnd;
``any`` with ``eq`` on companyIds and productIds; ``and`` between them. What else OData has is
refused as not implemented: a filter that is ignored would give wrong data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gxd_teach.errors import GxdError
from gxd_teach.techspec.store.columns import microseconds, word_of
from gxd_teach.techspec.store.conditions import Compare, Condition, Has
from gxd_teach.techspec.store.filters import read_moment

__all__ = ["NotOffered", "read_filter"]

_MOMENTS = {
    "created": "created",
    "updated": "updated",
    "pcf/referencePeriodStart": "period_start",
    "pcf/referencePeriodEnd": "period_end",
}
_CODES = {"productCategoryCpc": "cpc", "pcf/geographyCountry": "country"}
_LISTS = {"companyIds": "companyId", "productIds": "productId"}
_OPERATORS = ("eq", "lt", "le", "gt", "ge")
_MOST_TERMS = 50
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<text>'(?:[^']|'')*')
    | (?P<moment>\d{4}-\d\d-\d\d(?:[Tt][\d:.]+(?:[Zz]|[+\-\ ]\d\d:?\d\d)?)?(?![\w]))
    | (?P<word>[A-Za-z_][\w/]*)
    | (?P<sign>[():,])
    | (?P<other>\S)
    )""",
    re.VERBOSE | re.ASCII,
)


class NotOffered(GxdError):
    """OData that PACT does not ask for, GXD-X062: answered by NotImplemented."""


def _malformed(found: str) -> GxdError:
    return GxdError(
        "GXD-X061",
        f"$filter を読めません(「{found[:40]}」の所)。created ge '2026-04-01T00:00:00Z' and"
        " productIds/any(p:(p eq 'urn:gtin:4912345678904')) のように書いてください",
        f"cannot read $filter (at '{found[:40]}'): write it like created ge"
        " '2026-04-01T00:00:00Z' and productIds/any(p:(p eq 'urn:gtin:4912345678904'))",
        where="$filter",
    )


def _not_offered(found: str) -> NotOffered:
    return NotOffered(
        "GXD-X062",
        f"$filter の「{found[:40]}」には対応していません",
        f"'{found[:40]}' in $filter is not offered here",
        where="$filter",
    )


@dataclass
class _Tokens:
    """The words of a filter, taken one after another."""

    left: list[tuple[str, str]]  # kind and text, the next one last

    @property
    def next(self) -> tuple[str, str]:
        return self.left[-1] if self.left else ("end", "")

    def take(self, kind: str, *texts: str) -> str:
        """The next word, which has to be of this kind and one of these texts."""
        found = self.next
        if found[0] != kind or (texts and found[1] not in texts):
            raise _malformed(found[1] or "…")
        self.left.pop()
        return found[1]

    def take_if(self, kind: str, text: str) -> bool:
        """Take the next word if it is this one."""
        if self.next != (kind, text):
            return False
        self.left.pop()
        return True


def read_filter(text: str) -> list[Condition]:
    """The conditions a ``$filter`` names; GXD-X061 malformed, `NotOffered` beyond PACT's part.

    >>> read_filter("productIds/any(id:(id eq 'urn:gtin:4912345678904'))")
    [Has(name='productId', words=('urn:gtin:4912345678904',))]
    >>> read_filter("productCategoryCpc eq '45291' and pcf/geographyCountry ge 'JP'")[1].operator
    'ge'
    """
    found = [
        (match.lastgroup or "", match[match.lastgroup or 0]) for match in _TOKEN.finditer(text)
    ]
    tokens = _Tokens(found[::-1])
    conditions: list[Condition] = []
    depth = 0
    while True:  # brackets around terms joined by `and` change nothing: they are only counted
        while tokens.take_if("sign", "("):
            depth += 1
        conditions.append(_term(tokens))
        while depth and tokens.take_if("sign", ")"):
            depth -= 1
        if tokens.next == ("end", "") and not depth:
            return conditions
        if tokens.next[1] == "or":
            raise _not_offered("or")
        tokens.take("word", "and")
        if len(conditions) >= _MOST_TERMS:
            raise _not_offered(f"and × {_MOST_TERMS}")


def _term(tokens: _Tokens) -> Condition:
    name = tokens.take("word")
    if name in ("and", "or"):
        raise _malformed(name)
    if name == "not" or tokens.next == ("sign", "("):
        path, _, function = name.rpartition("/")
        if function == "any" and path in _LISTS:
            return _any(tokens, path)
        raise _not_offered(name)
    if name not in _MOMENTS and name not in _CODES:
        raise _not_offered(name)
    operator = tokens.take("word")
    if operator not in _OPERATORS:
        raise _not_offered(operator)
    if name in _MOMENTS:
        kind, literal = tokens.next
        if kind not in ("text", "moment"):
            raise _malformed(literal or "…")
        moment = tokens.take(kind).strip("'")
        try:
            value = microseconds(read_moment(moment, where="$filter"))
        except GxdError:
            raise _malformed(literal) from None
        return Compare(_MOMENTS[name], operator, value)
    return Compare(_CODES[name], operator, word_of(_text(tokens)) or "")


def _any(tokens: _Tokens, path: str) -> Condition:
    """``any(x:(x eq 'urn'))``, with or without the inner brackets."""
    tokens.take("sign", "(")
    variable = tokens.take("word")
    tokens.take("sign", ":")
    inner = tokens.take_if("sign", "(")
    if tokens.take("word") != variable:
        raise _not_offered(f"{path}/any")
    operator = tokens.take("word")
    if operator != "eq":
        raise _not_offered(operator)
    value = _text(tokens)
    if tokens.next[1] in ("or", "and"):
        raise _not_offered(tokens.next[1])
    if inner:
        tokens.take("sign", ")")
        if tokens.next[1] in ("or", "and"):
            raise _not_offered(tokens.next[1])
    tokens.take("sign", ")")
    return Has(_LISTS[path], (value,))


def _text(tokens: _Tokens) -> str:
    return tokens.take("text")[1:-1].replace("''", "'")
