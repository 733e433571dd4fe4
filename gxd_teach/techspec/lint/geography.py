"""Where: one place at most, by a code that exists.

PACT Technical Specifications (WBCSD), geography of a CarbonFootprint; countries by ISO 3166-1
and their subdivisions by ISO 3166-2. No geography at all means the whole world.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gxd_teach.techspec.lint.finding import Hit, hit
from gxd_teach.techspec.lint.rule import ALL, rule
from gxd_teach.techspec.lint.subject import Subject
from gxd_teach.techspec.records.problems import shown

__all__ = ["COUNTRIES"]

# ISO 3166-1 alpha-2, the officially assigned codes.
COUNTRIES = frozenset({
    "AD", "AE", "AF", "AG", "AI", "AL", "AM", "AO", "AQ", "AR", "AS", "AT", "AU", "AW", "AX",
    "AZ", "BA", "BB", "BD", "BE", "BF", "BG", "BH", "BI", "BJ", "BL", "BM", "BN", "BO", "BQ",
    "BR", "BS", "BT", "BV", "BW", "BY", "BZ", "CA", "CC", "CD", "CF", "CG", "CH", "CI", "CK",
    "CL", "CM", "CN", "CO", "CR", "CU", "CV", "CW", "CX", "CY", "CZ", "DE", "DJ", "DK", "DM",
    "DO", "DZ", "EC", "EE", "EG", "EH", "ER", "ES", "ET", "FI", "FJ", "FK", "FM", "FO", "FR",  # codespell:ignore
    "GA", "GB", "GD", "GE", "GF", "GG", "GH", "GI", "GL", "GM", "GN", "GP", "GQ", "GR", "GS",
    "GT", "GU", "GW", "GY", "HK", "HM", "HN", "HR", "HT", "HU", "ID", "IE", "IL", "IM", "IN",
    "IO", "IQ", "IR", "IS", "IT", "JE", "JM", "JO", "JP", "KE", "KG", "KH", "KI", "KM", "KN",
    "KP", "KR", "KW", "KY", "KZ", "LA", "LB", "LC", "LI", "LK", "LR", "LS", "LT", "LU", "LV",
    "LY", "MA", "MC", "MD", "ME", "MF", "MG", "MH", "MK", "ML", "MM", "MN", "MO", "MP", "MQ",
    "MR", "MS", "MT", "MU", "MV", "MW", "MX", "MY", "MZ", "NA", "NC", "NE", "NF", "NG", "NI",
    "NL", "NO", "NP", "NR", "NU", "NZ", "OM", "PA", "PE", "PF", "PG", "PH", "PK", "PL", "PM",
    "PN", "PR", "PS", "PT", "PW", "PY", "QA", "RE", "RO", "RS", "RU", "RW", "SA", "SB", "SC",
    "SD", "SE", "SG", "SH", "SI", "SJ", "SK", "SL", "SM", "SN", "SO", "SR", "SS", "ST", "SV",
    "SX", "SY", "SZ", "TC", "TD", "TF", "TG", "TH", "TJ", "TK", "TL", "TM", "TN", "TO", "TR",
    "TT", "TV", "TW", "TZ", "UA", "UG", "UM", "US", "UY", "UZ", "VA", "VC", "VE", "VG", "VI",
    "VN", "VU", "WF", "WS", "YE", "YT", "ZA", "ZM", "ZW",
})  # fmt: skip
_MEANT = {"UK": "GB", "EL": "GR", "JA": "JP"}
_REGION_MEANT = {"EU": "Europe", "AS": "Asia"}


@rule(
    "GXD-L090",
    "specification",
    "error",
    ALL,
    ("存在しない国・地域コード", "a country or subdivision that does not exist"),
    (
        "PACT Technical Specifications、geography:ISO 3166-1 alpha-2 と ISO 3166-2",
        "PACT Technical Specifications, geography: ISO 3166-1 alpha-2 and ISO 3166-2",
    ),
)
def unknown_code(record: Subject) -> Iterator[Hit]:
    """Two capitals are not yet a country."""
    country = record.pcf.get("geographyCountry")
    two_letters = isinstance(country, str) and re.fullmatch("[A-Za-z]{2}", country)
    if two_letters and country not in COUNTRIES:
        yield _unknown("geographyCountry", str(country), str(country))
    part = record.pcf.get("geographyCountrySubdivision")
    match = (
        re.fullmatch("([A-Z]{2})-([A-Z0-9]{1,3})", part, re.I) if isinstance(part, str) else None
    )
    if match is None:
        return
    if match[1] not in COUNTRIES:
        yield _unknown("geographyCountrySubdivision", str(part), match[1])
    elif match[1] == "JP" and not re.fullmatch("0[1-9]|[1-3][0-9]|4[0-7]", match[2]):
        yield hit(
            "pcf.geographyCountrySubdivision",
            shown(part),
            ("JP-01(北海道)〜 JP-47(沖縄県)", "JP-01 (Hokkaido) to JP-47 (Okinawa)"),
            ("都道府県の番号を確かめる", "check the number of the prefecture"),
        )


def _unknown(name: str, value: str, country: str) -> Hit:
    upper = country.upper()
    meant = _MEANT.get(upper) or (upper if upper in COUNTRIES else None)
    if upper in _REGION_MEANT and meant is None:
        region = _REGION_MEANT[upper]
        repair = (
            f'国ではない。geographyRegionOrSubregion に "{region}" と書く',
            f'it is no country: write "{region}" in geographyRegionOrSubregion',
        )
    elif meant:
        repair = (f"{meant} と書く", f"write {meant}")
    else:
        repair = ("ISO 3166-1 のコードを調べる", "look the code up in ISO 3166-1")
    return hit(
        f"pcf.{name}",
        shown(value),
        ("ISO 3166-1 にある国", "a country of ISO 3166-1"),
        repair,
    )


@rule(
    "GXD-L091",
    "specification",
    "warning",
    ALL,
    ("存在しない地理の項目", "a geography property that does not exist"),
    (
        "PACT Technical Specifications、geography:geographicScope という項目はない",
        "PACT Technical Specifications, geography: there is no geographicScope",
    ),
)
def no_such_property(record: Subject) -> Iterator[Hit]:
    """Examples in circulation carry a `geographicScope`."""
    for name in ("geographicScope", "geographyGlobal"):
        if name in record.pcf:
            yield hit(
                f"pcf.{name}",
                shown(record.pcf[name]),
                ("項目がない", "no such property"),
                (
                    "消して、3 つの geography の項目のどれか 1 つを使う",
                    "delete it, and use one of the three geography properties",
                ),
            )
