"""What both Catena-X data models share with PACT in other dress: times, URNs, sources, standards.

Facts: https://github.com/eclipse-tractusx/sldt-semantic-models (CC BY 4.0), io.catenax.pcf.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from gxd_teach.techspec.convert.loss import Report
from gxd_teach.techspec.convert.words import strict_urn

__all__ = [
    "GEOGRAPHY",
    "moment",
    "narrowest",
    "region_for",
    "source_name",
    "source_of",
    "urns_of",
]

GEOGRAPHY = ("geographyCountrySubdivision", "geographyCountry", "geographyRegionOrSubregion")
_NO_REGION = ("Global", "Several")  # Catena-X's words beside the regions of the United Nations
_NO_ZONE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?")
_ISSUER = "catena-x.net"  # stands in for the issuer's own domain


def moment(text: str | None, path: str, target: str, report: Report) -> str | None:
    """A time with a zone: Catena-X leaves it open, PACT wants one."""
    if text is None or not _NO_ZONE.fullmatch(text):
        return text
    report.note(
        "assumed", path, target, f"{text}Z",
        "時間帯がないので UTC とみました", "has no time zone: taken as UTC",
        todo=("発行者の時間帯を確かめてください。", "Ask the issuer for the zone."),
    )  # fmt: skip
    return f"{text}Z"


def urns_of(
    values: list[Any], path: str, kind: str, issuer: str | None, report: Report
) -> list[str]:
    """Identifiers as URNs: Catena-X takes any URI or part number, PACT only URNs."""
    made = []
    for index, value in enumerate(map(str, values)):
        if value.lower().startswith("urn:"):
            urn = strict_urn(value)
        else:
            domain = issuer or _ISSUER
            urn = f"urn:pact:{domain}:{kind}:{quote(value, safe='-._~', errors='replace')}"
        if urn != value:
            report.note(
                "changed" if issuer or value.lower().startswith("urn:") else "assumed",
                f"{path}[{index}]", f"{path}[{index}]", value,
                f"URN ではないので {urn} としました", f"is no URN: became {urn}",
                todo=("", "") if issuer else (
                    "issuer_domain に発行者のドメインを渡してください。",
                    "Hand over the issuer's domain by issuer_domain.",
                ),
            )  # fmt: skip
        made.append(urn)
    return list(dict.fromkeys(made))


def narrowest(places: dict[str, str | None], report: Report, prefix: str) -> dict[str, str]:
    """PACT's one geography of Catena-X's up to three: the narrowest."""
    given = {name: places.get(name) for name in GEOGRAPHY if places.get(name)}
    region = given.get("geographyRegionOrSubregion")
    if region in _NO_REGION:
        report.note(
            "changed" if region == "Global" else "approximated",
            f"{prefix}geographyRegionOrSubregion", "", region,
            "PACT では、地理を書かないことが世界全体です",
            "PACT says global by leaving the geography out",
        )  # fmt: skip
        del given["geographyRegionOrSubregion"]
    kept: dict[str, str] = {}
    for name, value in given.items():
        if not kept:
            kept[name] = str(value)
            continue
        report.note(
            "dropped", f"{prefix}{name}", "", value,
            "PACT では地理を 1 つの項目だけで書きます。最も狭いものを残しました",
            "PACT gives the geography by one property: the narrowest was kept",
        )  # fmt: skip
    return kept


def region_for(pcf: dict[str, Any], target: str, report: Report) -> str:
    """The region that Catena-X demands."""
    region = pcf.get("geographyRegionOrSubregion")
    if region:
        return str(region)
    place = pcf.get("geographyCountrySubdivision") or pcf.get("geographyCountry") or ""
    if str(place)[:2] == "JP":
        return "Eastern Asia"  # the United Nations' M49
    if place:
        report.note(
            "assumed", "pcf.geographyCountry", target, "Several",
            f"{place} がどの地域かはここでは分かりません。Catena-X では必須です",
            f"Catena-X demands a region, and which one {place} lies in is not known here",
            todo=("地域を入れてください。", "Give the region."),
        )  # fmt: skip
        return "Several"
    return "Global"


def source_name(source: dict[str, Any]) -> str:
    """A source of secondary factors in one text: name and version.

    >>> source_name({"name": "FICT-DB", "version": "3.8"})
    'FICT-DB 3.8'
    """
    return f"{source['name']} {source['version']}"


def source_of(text: str, path: str, report: Report) -> dict[str, str]:
    """Name and version out of one text; PACT demands both.

    >>> source_of("FICT-DB 3.8", "a", Report())
    {'name': 'FICT-DB', 'version': '3.8'}
    """
    name, blank, version = text.strip().rpartition(" ")
    if blank and any(sign.isdigit() for sign in version):
        return {"name": name, "version": version}
    report.note(
        "assumed", path, "pcf.secondaryEmissionFactorSources", "unknown",
        f"「{text}」に版がありません。PACT では必須です",
        f"'{text}' names no version, which PACT demands",
        todo=("データベースの版を入れてください。", "Give the database's version."),
    )  # fmt: skip
    return {"name": text.strip() or "unknown", "version": "unknown"}
