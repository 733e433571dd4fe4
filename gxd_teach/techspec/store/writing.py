"""Writing footprints down: all or none, the same twice is once, and nothing ever overwritten.

PACT v3 rule: a footprint is immutable but for turning Deprecated. PACT v2 rule, on which FW
Ed. 2.0 is aligned: the same id with a higher `version` and a later `updated` takes the place
of the former one; a Deprecated footprint changes no more. (PACT Technical Specifications,
WBCSD, https://github.com/wbcsd/data-exchange-protocol.)
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import sqlalchemy as sa

from gxd_teach.errors import GxdError
from gxd_teach.techspec.records.v3 import ProductFootprint
from gxd_teach.techspec.store.columns import row_of, words_of
from gxd_teach.techspec.store.database import Database
from gxd_teach.techspec.store.representations import Given, Representation, representations
from gxd_teach.techspec.store.tables import FOOTPRINTS, WORDS

__all__ = ["deprecate", "put"]

_AT_ONCE = 400  # ids in one question
_MOMENT = timedelta(microseconds=1)
Footprint = tuple[Representation, ...]
Rows = dict[tuple[int, str], Any]  # by version and id


def put(database: Database, company: str, given: Iterable[Given], *, convert: bool) -> None:
    """Store footprints in one transaction."""
    footprints = _distinct([representations(one, convert=convert) for one in given])
    if not footprints:
        return
    # At most one new number for each: those that are stored already leave gaps.
    with database.change(company, numbers=len(footprints)) as (connection, first):
        stored = _stored(connection, company, footprints)
        rows: list[dict[str, Any]] = []
        words: list[dict[str, Any]] = []
        for number, footprint in enumerate(footprints, first):
            for one, its in _fresh(connection, company, footprint, stored, number):
                mine = {"company": company, "number": its}
                row = row_of(one.record, one.version, one.body)
                rows.append(mine | row)
                place = mine | {name: row[name] for name in ("created", "id")}
                found = words_of(one.record, one.version)
                words += [place | {"kind": kind, "word": word} for kind, word in found]
        if rows:
            connection.execute(FOOTPRINTS.insert(), rows)
            connection.execute(WORDS.insert(), words)


def _distinct(footprints: Sequence[Footprint]) -> list[Footprint]:
    """Each footprint once; GXD-X001 for one given twice with other content."""
    seen: dict[tuple[int, str], bytes] = {}
    left = []
    for footprint in footprints:
        known = False
        for one in footprint:
            key, body = one.key, one.body
            if seen.setdefault(key, body) != body:
                raise _immutable(key[1])
            known = known or seen[key] is not body
        if not known:
            left.append(footprint)
    return left


def _stored(connection: sa.Connection, company: str, footprints: Sequence[Footprint]) -> Rows:
    """The rows that are there under the ids of these footprints."""
    ids = sorted({one.key[1] for footprint in footprints for one in footprint})
    found = {}
    for start in range(0, len(ids), _AT_ONCE):
        known = FOOTPRINTS.c.id.in_(ids[start : start + _AT_ONCE])
        for row in connection.execute(
            FOOTPRINTS.select().where(FOOTPRINTS.c.company == company, known)
        ):
            found[row.version, row.id] = row
    return found


def _fresh(
    connection: sa.Connection, company: str, footprint: Footprint, stored: Rows, number: int
) -> list[tuple[Representation, int]]:
    """What of a footprint is to be written, and under which number."""
    there = [one for one in footprint if one.key in stored]
    stated = [one for one in there if not one.derived]
    if not stated:
        # Where only the conversion's id is known, its footprint came in the other version.
        return [(one, number) for one in footprint if one not in there]
    for one in stated:
        row = stored[one.key]
        if not _same(bytes(row.body), one.body, one.version, row.status):
            if one.version == 3 or one.record.version == _version(row):
                raise _immutable(row.id)
            revised = _revised(connection, company, footprint, one, row)
            return [(other, number) for other in revised]
        if one.record.status == "Deprecated" != row.status:
            _turn_deprecated(connection, company, row.number)
    its = stored[stated[0].key].number
    missing = [one for one in footprint if one not in there]
    if not missing:
        return []
    here = (FOOTPRINTS.c.company == company) & (FOOTPRINTS.c.number == its)
    versions = connection.execute(sa.select(FOOTPRINTS.c.version, FOOTPRINTS.c.id).where(here))
    taken = {row.version: row.id for row in versions}
    for one in missing:
        if one.version in taken and not one.derived:
            raise _immutable(taken[one.version])
    return [(one, its) for one in missing if one.version not in taken]


def _revised(
    connection: sa.Connection, company: str, footprint: Footprint, one: Representation, row: Any
) -> Footprint:
    """A new version of a v2 footprint takes the old one's place; in v3 it is a new footprint."""
    old = json.loads(bytes(row.body))
    record = one.record
    if record.version < old["version"] or row.status == "Deprecated":
        raise GxdError(
            "GXD-X053",
            f"フットプリント {row.id} は version {old['version']}({row.status})が公開されています。"
            "古い version に戻すことや、Deprecated を変えることはできません",
            f"footprint {row.id} is published as version {old['version']} ({row.status}):"
            " it cannot go back to an older version, and a Deprecated one cannot change",
        )
    former = datetime.fromisoformat(old.get("updated") or old["created"])
    if record.updated is None or record.updated <= former:
        raise GxdError(
            "GXD-X052",
            f"フットプリント {row.id} の新しい version には、{former.isoformat()} より後の updated が要ります",
            f"the new version of footprint {row.id} needs an `updated` later than"
            f" {former.isoformat()}",
        )
    earlier = connection.execute(
        FOOTPRINTS.select().where(
            FOOTPRINTS.c.company == company,
            FOOTPRINTS.c.number == row.number,
            FOOTPRINTS.c.version == 3,
        )
    ).first()
    _remove(connection, company, row.number, 2)
    if earlier is not None:
        _write(connection, earlier, _deprecated_v3(bytes(earlier.body)), 3)
    return tuple(_succeeding(other, earlier, record.version) for other in footprint)


def _succeeding(one: Representation, earlier: Any, version: int) -> Representation:
    """A converted v3 record never takes the id of the one it follows."""
    if not one.derived or one.version != 3 or earlier is None:
        return one
    id_ = one.record.id
    if str(id_) == earlier.id:
        id_ = uuid5(UUID(earlier.id), f"version {version}")
    changed = {"id": id_, "precedingPfIds": (UUID(earlier.id),)}
    return Representation(3, one.record.model_copy(update=changed), derived=True)


def deprecate(database: Database, company: str, id_: str) -> None:
    """Turn a footprint Deprecated in both of its versions; twice is fine."""
    mine = FOOTPRINTS.c.company == company
    number = sa.select(FOOTPRINTS.c.number).where(mine, FOOTPRINTS.c.id == id_)
    with database.change(company) as (connection, _):
        known = connection.scalar(number)
        if known is None:
            raise GxdError(
                "GXD-X008",
                f"フットプリント {id_} は {company} にありません",
                f"there is no footprint {id_} of {company}",
            )
        _turn_deprecated(connection, company, known)


def _turn_deprecated(connection: sa.Connection, company: str, number: int) -> None:
    here = (FOOTPRINTS.c.company == company) & (FOOTPRINTS.c.number == number)
    for row in connection.execute(FOOTPRINTS.select().where(here)).all():
        if row.status != "Deprecated":
            change = _deprecated_v3 if row.version == 3 else _deprecated_v2
            _write(connection, row, change(bytes(row.body)), row.version)


def _deprecated_v3(body: bytes) -> Any:
    return ProductFootprint.from_json(body).model_copy(update={"status": "Deprecated"})


def _deprecated_v2(body: bytes) -> Any:
    from gxd_teach.techspec.records.v2 import ProductFootprintV2

    record = ProductFootprintV2.from_json(body)
    # In v2 this is a new version: `updated` is later than whatever it was.
    updated = max(datetime.now(UTC), (record.updated or record.created) + _MOMENT)
    changed = {"status": "Deprecated", "version": record.version + 1, "updated": updated}
    return record.model_copy(update=changed)


def _write(connection: sa.Connection, row: Any, record: Any, version: int) -> None:
    one = (
        (FOOTPRINTS.c.company == row.company)
        & (FOOTPRINTS.c.number == row.number)
        & (FOOTPRINTS.c.version == version)
    )
    connection.execute(
        FOOTPRINTS.update().where(one).values(**row_of(record, version, record.to_json()))
    )


def _remove(connection: sa.Connection, company: str, number: int, version: int) -> None:
    for table, which in (
        (FOOTPRINTS, FOOTPRINTS.c.version == version),
        (WORDS, WORDS.c.kind.startswith(f"{version} ", autoescape=True)),
    ):
        one = (table.c.company == company) & (table.c.number == number) & which
        connection.execute(table.delete().where(one))


def _version(row: Any) -> int:
    version: int = json.loads(bytes(row.body))["version"]
    return version


def _same(body: bytes, other: bytes, version: int, status: str) -> bool:
    """Whether two contents are one, but for having been deprecated since."""
    if body == other:
        return True
    revised = version == 2 and status == "Deprecated"
    changing = ("status", "version", "updated") if revised else ("status",)
    one, two = json.loads(body), json.loads(other)
    if revised and two["version"] > one["version"]:
        return False  # a change to what is Deprecated, not what was known before
    for content in (one, two):
        for name in changing:
            content.pop(name, None)
    return bool(one == two)


def _immutable(id_: str) -> GxdError:
    return GxdError(
        "GXD-X001",
        f"フットプリント {id_} は内容の違うものがすでに公開されています。"
        "変更は新しい id で公開し、古い id を precedingPfIds に書きます",
        f"footprint {id_} is already published with other content: publish the change under"
        " a new id and name the old one in precedingPfIds",
    )
