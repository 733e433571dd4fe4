"""The patches of PACT v3.0, and where one says something else than the next.

PACT Technical Specifications v3.0.0 to v3.0.3 (WBCSD), data model: technological removals
were positive until 3.0.1 and are negative since 3.0.2; the list of standards was closed in
3.0.0 and is open since; 3.0.0 misspelled an extension's `specVersion`, mended in 3.0.3.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from gxd_teach.errors import Problem
from gxd_teach.techspec.records.wire import plain

if TYPE_CHECKING:
    from gxd_teach.techspec.records.v3 import ProductFootprint

__all__ = [
    "CLOSED_STANDARDS",
    "NEGATIVE_REMOVALS",
    "OPEN_STANDARDS",
    "SPELLED_EXTENSION_VERSION",
    "check_edition",
    "edition_of",
    "with_spec_version",
]

NEGATIVE_REMOVALS = (3, 0, 2)
OPEN_STANDARDS = (3, 0, 1)
SPELLED_EXTENSION_VERSION = (3, 0, 3)
# The words of the closed list, which 2.3 has too (that both lists are one is this course's reading).
CLOSED_STANDARDS = frozenset(
    {"ISO14067", "ISO14083", "ISO14040-44", "GHGP-Product", "PEF", "PACT-1.0", "PACT-2.0",
     "PACT-3.0"}
)  # fmt: skip

_SPEC_VERSION = re.compile(r"3\.([0-9]{1,4})\.([0-9]{1,4})(-[0-9]{8})?", re.ASCII)


def edition_of(spec_version: object) -> tuple[int, int, int] | None:
    """The edition a `specVersion` names, as three numbers; None when it is not one of v3.

    >>> edition_of("3.0.3"), edition_of("2.3.0")
    ((3, 0, 3), None)
    """
    match = _SPEC_VERSION.fullmatch(spec_version) if isinstance(spec_version, str) else None
    return (3, int(match[1]), int(match[2])) if match else None


def with_spec_version(extension: Any) -> Any:
    """An extension of 3.0.0, its `specversion` repeated by the right name; others as they are.

    The old name stays beside it, for receivers that still look for it.

    >>> with_spec_version({"specversion": "2.0.0"})
    {'specversion': '2.0.0', 'specVersion': '2.0.0'}
    """
    if isinstance(extension, dict) and "specversion" in extension:
        return {**extension, "specVersion": extension.get("specVersion", extension["specversion"])}
    return extension


def check_edition(record: ProductFootprint) -> list[Problem]:
    """What the very patch that `specVersion` names asks for and its successors do not.

    GXD-R056: technologicalCO2Removals below 0 before 3.0.2. GXD-R057: a standard outside the
    list that 3.0.0 closed. The schema of 3.0.4, which the public suite checks by, sees neither.
    """
    edition = edition_of(record.specVersion)
    if edition is None:
        return []
    found = []
    removals = record.pcf.technologicalCO2Removals
    if removals is not None and removals < 0 and edition < NEGATIVE_REMOVALS:
        found.append(
            Problem(
                "GXD-R056",
                "pcf.technologicalCO2Removals",
                f"{plain(removals)} です。{record.specVersion} では 0 以上の値で書きます"
                "(3.0.2 から 0 以下)。specVersion を 3.0.2 以上にするのが確実です",
                f"is {plain(removals)}: {record.specVersion} wants 0 or more (0 or less since "
                "3.0.2); better state specVersion 3.0.2 or later",
            )
        )
    if edition < OPEN_STANDARDS:
        for place, standard in enumerate(record.pcf.crossSectoralStandards):
            if standard not in CLOSED_STANDARDS:
                found.append(
                    Problem(
                        "GXD-R057",
                        f"pcf.crossSectoralStandards[{place}]",
                        f"「{standard}」は 3.0.0 の一覧にありません(3.0.1 からは自由です)",
                        f"'{standard}' is not in the list of 3.0.0 (open since 3.0.1)",
                    )
                )
    return found
