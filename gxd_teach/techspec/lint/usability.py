"""How usable a record is to its receiver: indicative, consistent or complete, and what is missing.

The three levels of WBCSD PACT's usability model (white paper "Using PCF Data in Practice: A
Usability Model", March 2026, known here through WBCSD's open directory service, not read
itself): an *indicative* footprint says what, how much and per what; a *consistent* one lets its
receiver judge reliability and method; a *methodologically complete* one states all that the
methodology makes mandatory. They say how much is told, not how good the data are. The lists for
v2, which the model does not cover, and what may be left out (100 % primary data has no secondary
source) are this course's reading.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gxd_teach.errors import ProblemsError
from gxd_teach.framework.rules import PACT_V2, PACT_V3
from gxd_teach.language import Text, say
from gxd_teach.techspec.lint.reading import as_value, unwrapped
from gxd_teach.techspec.lint.subject import Subject

__all__ = ["LEVEL_WORDS", "Usability", "usability_of"]

LEVEL_WORDS = (
    Text("目安に足りない(レベル 0)", "below indicative (level 0)"),
    Text("目安(レベル 1、indicative)", "indicative (level 1)"),
    Text("一貫(レベル 2、consistent)", "consistent (level 2)"),
    Text("完全(レベル 3、complete)", "complete (level 3)"),
)
_NAMES = ("none", "indicative", "consistent", "complete")


@dataclass(frozen=True)
class Usability:
    """The level reached, 0 to 3, and the paths still missing for each level above it.

    >>> usability_of({"specVersion": "3.0.3"}).name
    'none'
    """

    level: int
    missing_by_level: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]

    @property
    def name(self) -> str:
        """The level's word: none, indicative, consistent or complete."""
        return _NAMES[self.level]

    @property
    def word(self) -> Text:
        """The level in both languages."""
        return LEVEL_WORDS[self.level]

    @property
    def missing(self) -> tuple[str, ...]:
        """What the next level still needs; empty at the highest."""
        return self.missing_by_level[self.level] if self.level < 3 else ()

    def next_step(self) -> str:
        """What is missing for the next level, as a sentence."""
        if self.level == 3:
            return str(self.word)
        paths = ", ".join(self.missing)
        following = LEVEL_WORDS[self.level + 1]
        return say(
            f"「{following.ja}」になるには: {paths} が必要",
            f"to become {following.en}, it needs: {paths}",
        )

    def __str__(self) -> str:
        return f"{self.word}: {self.next_step()}" if self.missing else str(self.word)

    def to_json(self) -> dict[str, Any]:
        """The level and what is missing, as plain values."""
        return {
            "level": self.level,
            "name": self.name,
            "missing_for_next_level": list(self.missing),
        }


# An item is a path, or several of which one is enough, and when it is asked for.
Wanted = Callable[[Subject], bool]


def _always(record: Subject) -> bool:
    return True


def _uses_secondary_data(record: Subject) -> bool:
    return record.number("primaryDataShare") != 100


def _exempts_much(record: Subject) -> bool:
    percent = record.number("exemptedEmissionsPercent")
    limit = (PACT_V3 if record.major == 3 else PACT_V2).exemption_total_percent
    return percent is not None and percent > limit


def _exempts(record: Subject) -> bool:
    return bool(record.number("exemptedEmissionsPercent"))


def _mass_is_open(record: Subject) -> bool:
    """Goods not sold by the kilogram, in an edition that can state their mass."""
    goods = ("liter", "cubic meter", "square meter")
    return record.dialect == "2.3" and record.unit in goods


Item = tuple[tuple[str, ...], Wanted]


def _each(*paths: str) -> list[Item]:
    return [((path,), _always) for path in paths]


_GEOGRAPHY: Item = (
    (
        "pcf.geographyCountrySubdivision",
        "pcf.geographyCountry",
        "pcf.geographyRegionOrSubregion",
    ),
    _always,
)
_CORE = _each("productNameCompany", "productDescription", "productIds", "status")
_PERIOD = _each("pcf.referencePeriodStart", "pcf.referencePeriodEnd")
_SECONDARY: Item = (("pcf.secondaryEmissionFactorSources",), _uses_secondary_data)

_LEVELS_V3: tuple[list[Item], ...] = (
    [
        *_CORE,
        *_each(
            "pcf.pcfExcludingBiogenicUptake",
            "pcf.declaredUnitOfMeasurement",
            "pcf.declaredUnitAmount",
            "pcf.productMassPerDeclaredUnit",
        ),
        *_PERIOD,
        _GEOGRAPHY,
    ],
    [
        *_each("pcf.pcfIncludingBiogenicUptake", "pcf.primaryDataShare"),
        _SECONDARY,
        *_each("pcf.packagingEmissionsIncluded", "pcf.ipccCharacterizationFactors"),
    ],
    [
        *_each(
            "pcf.boundaryProcessesDescription",
            "companyName",
            "companyIds",
            "pcf.fossilGhgEmissions",
            "pcf.fossilCarbonContent",
            "pcf.crossSectoralStandards",
            "pcf.exemptedEmissionsPercent",
            "pcf.allocationRulesDescription",
        ),
        (("pcf.exemptedEmissionsDescription",), _exempts_much),
    ],
)
_LEVELS_V2: tuple[list[Item], ...] = (
    [
        *_CORE,
        *_each("pcf.pCfExcludingBiogenic", "pcf.declaredUnit", "pcf.unitaryProductAmount"),
        (("pcf.productMassPerDeclaredUnit",), _mass_is_open),
        *_PERIOD,
        _GEOGRAPHY,
    ],
    [
        *_each("pcf.pCfIncludingBiogenic", "pcf.primaryDataShare"),
        _SECONDARY,
        *_each("pcf.packagingEmissionsIncluded"),
        (("pcf.ipccCharacterizationFactorsSources", "pcf.characterizationFactors"), _always),
    ],
    [
        *_each(
            "pcf.boundaryProcessesDescription",
            "companyName",
            "companyIds",
            "pcf.fossilGhgEmissions",
            "pcf.fossilCarbonContent",
        ),
        (("pcf.crossSectoralStandards", "pcf.crossSectoralStandardsUsed"), _always),
        *_each("pcf.exemptedEmissionsPercent", "pcf.allocationRulesDescription"),
        (("pcf.exemptedEmissionsDescription",), _exempts),
    ],
)


def usability_of(record: Any) -> Usability:
    """The usability level of a record: a parsed JSON object, a text, a model or a `Subject`.

    A level is reached when it and all below it are filled in; blank text and empty arrays fill
    nothing. Nothing is refused: what is no record has level 0.

    >>> bare = {"specVersion": "3.0.3", "pcf": {"declaredUnitOfMeasurement": "piece"}}
    >>> usability_of(bare).level, "pcf.geographyCountrySubdivision" in usability_of(bare).missing
    (0, False)
    """
    if not isinstance(record, Subject):
        try:
            record = Subject(unwrapped(as_value(record)))
        except ProblemsError:
            record = Subject({})
    levels = _LEVELS_V3 if record.major == 3 else _LEVELS_V2
    one, two, three = (_missing(record, items) for items in levels)
    reached = 0
    for gaps in (one, two, three):
        if gaps:
            break
        reached += 1
    return Usability(reached, (one, two, three))


def _missing(record: Subject, items: list[Item]) -> tuple[str, ...]:
    return tuple(
        _name(paths) for paths, wanted in items if not _stated(record, paths) and wanted(record)
    )


def _stated(record: Subject, paths: tuple[str, ...]) -> bool:
    for path in paths:
        value = record.pcf.get(path[4:]) if path[:4] == "pcf." else record.data.get(path)
        if isinstance(value, str):
            value = value.strip()
        # False and 0 say something; blank text, an empty array and null do not.
        if value or isinstance(value, int | float):
            return True
    return False


def _name(paths: tuple[str, ...]) -> str:
    return paths[0] if "geography" not in paths[0] else "pcf.geographyCountry"
