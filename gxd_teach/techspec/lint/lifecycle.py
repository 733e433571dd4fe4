"""What may change: a record beside its earlier versions.

PACT v2 rule, on which FW Ed. 2.0 is aligned: a minor change keeps the id, raises `version` and
sets `updated`; a major one (another geography, say) is a new id that names the old one; what
is Deprecated changes no more. PACT v3 rule: a footprint is immutable but for turning
Deprecated, and a change is a new id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gxd_teach.techspec.lint.finding import Hit, hit
from gxd_teach.techspec.lint.rule import ALL, V2, V3, rule
from gxd_teach.techspec.lint.subject import Subject, read_moment
from gxd_teach.techspec.records.problems import shown

_GEOGRAPHY = ("geographyRegionOrSubregion", "geographyCountry", "geographyCountrySubdivision")
# Beyond geography, which is PACT's own example, what this course reads as a major change.
_MAJOR_TOO = ("declaredUnit", "unitaryProductAmount")
_MAJOR_TOO_TOP = ("companyIds", "productIds")


def _same_id(record: Subject) -> list[Mapping[str, Any]]:
    """The earlier versions with the record's id."""
    own = record.data.get("id")
    return [
        before
        for before in record.previous
        if isinstance(own, str)
        and isinstance(before.get("id"), str)
        and before["id"].lower() == own.lower()
    ]


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _changed(one: Mapping[str, Any], other: Mapping[str, Any], *beside: str) -> list[str]:
    """The properties that differ, `pcf.` and its own among them."""
    names = [
        name
        for name in dict.fromkeys([*one, *other])
        if name not in (*beside, "pcf") and one.get(name) != other.get(name)
    ]
    first, second = one.get("pcf"), other.get("pcf")
    if not isinstance(first, Mapping) or not isinstance(second, Mapping):
        return [*names, "pcf"] if first != second else names
    inner = dict.fromkeys([*first, *second])
    return [*names, *(f"pcf.{name}" for name in inner if first.get(name) != second.get(name))]


@rule(
    "GXD-L130",
    "specification",
    "error",
    V2,
    ("変わったのに version が増えていない", "changed, and version has not gone up"),
    (
        "PACT v2 の規則:小さな変更のたびに version を増やす",
        "PACT v2 rule: every minor change raises version",
    ),
)
def version_not_raised(record: Subject) -> Iterator[Hit]:
    """A change of the same id has a higher version."""
    now = _whole(record.data.get("version"))
    for before in _same_id(record):
        then = _whole(before.get("version"))
        if now is None or then is None or not _changed(before, record.data, "version"):
            continue
        if now <= then:
            yield hit(
                "version",
                shown(now),
                (f"{then + 1} 以上", f"{then + 1} or more"),
                (f"version を {then + 1} にする", f"make version {then + 1}"),
            )
            return


@rule(
    "GXD-L131",
    "specification",
    "error",
    V2,
    ("変わったのに updated が進んでいない", "changed, and updated has not moved on"),
    (
        "PACT v2 の規則:変更すると updated が前の値より後になる",
        "PACT v2 rule: with a change, updated is later than it was",
    ),
)
def updated_not_later(record: Subject) -> Iterator[Hit]:
    """A change of the same id says when it was made."""
    now = record.moment("updated")
    for before in _same_id(record):
        if not _changed(before, record.data, "version", "updated", "status", "statusComment"):
            continue
        then = read_moment(before.get("updated")) or read_moment(before.get("created"))
        if now is None or (then is not None and now <= then):
            yield hit(
                "updated",
                record.shown("updated"),
                (
                    "前の updated(なければ created)より後",
                    "later than the former updated, or created",
                ),
                ("変更した日時を書く", "state when it was changed"),
            )
            return


@rule(
    "GXD-L132",
    "specification",
    "error",
    V2,
    ("同じ id のままの大きな変更", "a major change under the same id"),
    (
        "PACT v2 の規則:地理的範囲などの大きな変更は新しい id にする",
        "PACT v2 rule: a major change, such as another geography, is a new id",
    ),
)
def major_change(record: Subject) -> Iterator[Hit]:
    """Another geography is another footprint."""
    for before in _same_id(record):
        changed = _changed(before, record.data)
        for path in changed:
            name = path.removeprefix("pcf.")
            sure = path.startswith("pcf.") and name in _GEOGRAPHY
            likely = path in _MAJOR_TOO_TOP or (path.startswith("pcf.") and name in _MAJOR_TOO)
            if sure or likely:
                yield hit(
                    path,
                    record.shown(path),
                    ("前と同じ値", "what it was before"),
                    (
                        "新しい id にし、precedingPfIds に前の id を書き、前の記録を Deprecated にする",
                        "make a new id, name the old one in precedingPfIds, and turn that Deprecated",
                    ),
                    None if sure else "warning",
                )


@rule(
    "GXD-L133",
    "specification",
    "error",
    V2,
    ("Deprecated になった後の変更", "changed after it was Deprecated"),
    (
        "PACT v2 の規則:Deprecated の記録は変更しない",
        "PACT v2 rule: what is Deprecated must not change",
    ),
)
def changed_after_end(record: Subject) -> Iterator[Hit]:
    """Deprecated is the last word."""
    for before in _same_id(record):
        if before.get("status") == "Deprecated" and (changed := _changed(before, record.data)):
            # Handing in the later version as the earlier one is not a change of the later.
            then, now = _whole(before.get("version")), _whole(record.data.get("version"))
            if then is not None and now is not None and now < then:
                continue
            yield hit(
                changed[0],
                record.shown(changed[0]),
                ("前と同じ値", "what it was before"),
                ("新しい id で公開する", "publish it under a new id"),
            )
            return


@rule(
    "GXD-L134",
    "specification",
    "error",
    V3,
    ("公開した後の変更", "changed after it was published"),
    (
        "PACT v3 の規則:Deprecated になるほかは変更しない。変更は新しい id",
        "PACT v3 rule: immutable, but for turning Deprecated; a change is a new id",
    ),
)
def immutable(record: Subject) -> Iterator[Hit]:
    """In v3 the same id always says the same."""
    for before in _same_id(record):
        changed = _changed(before, record.data)
        if before.get("status") == "Active" and record.data.get("status") == "Deprecated":
            changed = [path for path in changed if path != "status"]
        for path in changed:
            yield hit(
                path,
                record.shown(path),
                ("前と同じ値", "what it was before"),
                (
                    "新しい id にし、precedingPfIds に前の id を書く",
                    "make a new id, and name the old one in precedingPfIds",
                ),
            )
        if changed:
            return


@rule(
    "GXD-L135",
    "specification",
    "warning",
    ALL,
    ("前の記録を指していない新しい記録", "a new record that does not name the one it replaces"),
    (
        "PACT の規則:v2 の大きな変更では必ず、v3 では推奨で、precedingPfIds に前の id を書く",
        "PACT's rule: precedingPfIds names the old id, always in v2's major changes, SHOULD in v3",
    ),
)
def no_predecessor(record: Subject) -> Iterator[Hit]:
    """Whoever replaces a footprint of the same product says which."""
    own = record.data.get("id")
    products = {urn.lower() for _, urn in record.texts("productIds")}
    named = {identifier.lower() for _, identifier in record.texts("precedingPfIds")}
    for before in record.previous:
        other, urns = before.get("id"), before.get("productIds")
        if not isinstance(other, str) or not isinstance(own, str) or not isinstance(urns, list):
            continue
        same = products & {urn.lower() for urn in urns if isinstance(urn, str)}
        if same and other.lower() != own.lower() and other.lower() not in named:
            yield hit(
                "precedingPfIds",
                record.shown("precedingPfIds"),
                (f"{other[:36]} を含む", f"{other[:36]} among them"),
                (
                    f'precedingPfIds に "{other[:36]}" を書く',
                    f'add "{other[:36]}" to precedingPfIds',
                ),
            )
