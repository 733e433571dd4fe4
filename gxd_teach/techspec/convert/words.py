"""The dialects' words for the same thing: standards, IPCC reports, identifiers, units.

PACT Technical Specifications v2.0-v2.3 and v3.0 (WBCSD), data models. Every translation
stands here with its way back, so that a report can say whether it can be undone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote, unquote
from uuid import NAMESPACE_URL, UUID, uuid5

from gxd_teach.framework.rules import PACT_V2, Rules
from gxd_teach.techspec.records.v2 import STANDARD_OF
from gxd_teach.techspec.records.v2_carbon import STANDARDS, UnitV2

__all__ = [
    "MASSLESS",
    "UNITS_V2",
    "UNKNOWN",
    "company_ids_to_v2",
    "company_ids_to_v3",
    "converted_id",
    "cpc_code",
    "cpc_urn",
    "reports_to_v2",
    "reports_to_v3",
    "standards_to_v2",
    "standards_to_v3",
    "strict_urn",
]

UNITS_V2: tuple[str, ...] = UnitV2.__args__  # type: ignore[attr-defined]
# What is no good has no mass: PACT v3 states "0" for energy, transport and services.
MASSLESS = frozenset({"kilowatt hour", "megajoule", "ton kilometer", "hour", "megabit second"})
UNKNOWN = "unknown"  # where v2 demands a text that nobody can give

_OLD_STANDARDS = {code: words for words, code in STANDARD_OF.items()}
# ISO 14044 is the life cycle assessment standard that the others build on (this course's reading).
GENERAL_STANDARD = "ISO Standard 14044"
_COMPANY = re.compile(
    r"urn:(pathfinder|pact)(:company:customcode:(?:buyer|vendor)-assigned:.+)",
    re.IGNORECASE | re.DOTALL,
)
_URN = re.compile(r"urn:[A-Z0-9][A-Z0-9-]{0,30}[A-Z0-9]:[!-~]+", re.IGNORECASE | re.ASCII)
_CPC = re.compile(r"urn:cpc:(.+)", re.IGNORECASE | re.DOTALL)


def standards_to_v3(used: Iterable[str], codes: Iterable[str]) -> list[str]:
    """The standards as v3 codes: v2.3's codes first, then what the older list adds.

    >>> standards_to_v3(["ISO Standard 14067", "ISO Standard 14044"], ["ISO14067"])
    ['ISO14067', 'ISO14040-44']
    """
    return list(dict.fromkeys([*codes, *(STANDARD_OF.get(words, words) for words in used)]))


def standards_to_v2(standards: Sequence[str], minor: str) -> tuple[list[str], list[str]]:
    """The two lists of v2: `crossSectoralStandardsUsed` and (v2.3 only) the codes.

    What v2 has no word for is in neither.

    >>> standards_to_v2(["ISO14067", "PAS2050", "PEF"], "2.3")
    (['ISO Standard 14067'], ['ISO14067', 'PEF'])
    """
    used = [_OLD_STANDARDS[code] for code in standards if code in _OLD_STANDARDS]
    codes = [code for code in standards if code in STANDARDS] if minor >= "2.3" else []
    return used, codes


def reports_to_v3(single: str | None, several: Sequence[str] | None) -> list[str]:
    """The IPCC reports of a v2 record, from the list of v2.2 or the single word before it.

    >>> reports_to_v3("AR5", None), reports_to_v3("AR5", ["AR6"])
    (['AR5'], ['AR6', 'AR5'])
    """
    given = [*(several or []), *([single] if single else [])]
    return list(dict.fromkeys(given))


def reports_to_v2(
    reports: Sequence[str], minor: str, rules: Rules = PACT_V2
) -> tuple[str, list[str] | None]:
    """`characterizationFactors` (one word) and, from v2.2, the list.

    The word is the newest of those that v2 accepts; where the record has none of them, the
    one nearest in time.

    >>> reports_to_v2(["AR5", "AR6"], "2.1"), reports_to_v2(["AR4"], "2.2")
    (('AR6', None), ('AR5', ['AR4']))
    """
    accepted = [report for report in rules.gwp_reports if report in reports]
    single = accepted[-1] if accepted else min(
        rules.gwp_reports, key=lambda known: min(abs(_age(known) - _age(one)) for one in reports)
    )  # fmt: skip
    return single, list(reports) if minor >= "2.2" else None


def _age(report: str) -> int:
    return int(report[2:6])  # AR6 -> 6


def company_ids_to_v3(ids: Iterable[str]) -> list[str]:
    """Company codes as v2.3 and v3 write them: urn:pathfinder became urn:pact.

    >>> company_ids_to_v3(["urn:pathfinder:company:customcode:vendor-assigned:FICT-1"])
    ['urn:pact:company:customcode:vendor-assigned:FICT-1']
    """
    return [_COMPANY.sub(r"urn:pact\2", one) for one in ids]


def company_ids_to_v2(ids: Iterable[str], minor: str) -> list[str]:
    """The same for a version of v2: back to urn:pathfinder before v2.3.

    >>> company_ids_to_v2(["urn:pact:company:customcode:buyer-assigned:7"], "2.2")
    ['urn:pathfinder:company:customcode:buyer-assigned:7']
    """
    authority = "pact" if minor >= "2.3" else "pathfinder"
    return [_COMPANY.sub(rf"urn:{authority}\2", one) for one in ids]


def strict_urn(text: str) -> str:
    """A URN as RFC 8141 wants it: v2's schema looks at no more than ``urn:``.

    What is not ASCII is percent-encoded; what then is still none becomes a name-based UUID.

    >>> strict_urn("urn:fict:筐体"), strict_urn("urn:")[:9]
    ('urn:fict:%E7%AD%90%E4%BD%93', 'urn:uuid:')
    """
    if _URN.fullmatch(text):
        return text
    encoded = re.sub("[^!-~]+", lambda found: quote(found[0], safe="", errors="replace"), text)
    return encoded if _URN.fullmatch(encoded) else f"urn:uuid:{uuid5(NAMESPACE_URL, text)}"


def cpc_urn(code: str) -> str:
    """A UN CPC code as a URN; what a URN cannot hold is percent-encoded (RFC 8141).

    >>> cpc_urn("45220"), cpc_urn("3 1")
    ('urn:cpc:45220', 'urn:cpc:3%201')
    """
    return "urn:cpc:" + quote(code, safe="-._~:/()+,=@;$!*'&")


def cpc_code(urn: str) -> str | None:
    """The UN CPC code in a URN, or None when it is another classification.

    >>> cpc_code("urn:cpc:45220"), cpc_code("urn:unspsc:1")
    ('45220', None)
    """
    found = _CPC.fullmatch(urn)
    if found is None:
        return None
    code = unquote(found[1], errors="replace")
    return code if cpc_urn(code) == urn else found[1]


def converted_id(source_id: str, target: str, version: int | None = None) -> UUID:
    """The id of the record that a conversion makes: the same every time, for the same source.

    A name-based UUID (RFC 9562, version 5) of the source's id, its version where v2 counts
    them, and the target. v2's text asks for version 4, so there the version field says 4.

    >>> converted_id("f81d4fae-7dec-41d0-8765-00a0c91e6bf6", "2").version
    4
    """
    counted = "" if version is None else f"/{version}"
    made = uuid5(NAMESPACE_URL, f"urn:uuid:{source_id.lower()}{counted}#pact-{target}")
    return UUID(int=made.int, version=4) if target.startswith("2") else made
