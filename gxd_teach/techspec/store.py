"""Where a company's footprints rest until they are asked for: as the bytes that will be sent.

A footprint of PACT v3 never changes but for turning Deprecated (PACT Technical Specifications
v3.0.3, footprint lifecycle), so it is stored once as its JSON, beside the few columns a list
is ordered and found by. A page of a list is then one query and no work. SQLite in a file by
default; any database of SQLAlchemy by its URL.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from gxd_teach.errors import GxdError
from gxd_teach.techspec.company import Company
from gxd_teach.techspec.database import CLIENTS, COMPANIES, FOOTPRINTS, Database
from gxd_teach.techspec.record import ProductFootprint

__all__ = ["Client", "FootprintStore", "StoredFootprint"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class StoredFootprint:
    """One footprint as stored; `key` is its place in the order of a list."""

    id: str
    created: int
    status: str
    body: bytes

    @property
    def key(self) -> tuple[int, str]:
        """Oldest first, and by id among those of the same microsecond."""
        return self.created, self.id


@dataclass(frozen=True)
class Client:
    """Who may ask: a client of one company, for the data of one owner."""

    id: str
    company: str
    owner: str


class FootprintStore:
    """Companies, their footprints, and the clients that may read them.

    `url` is SQLAlchemy's (``sqlite:///exchange.sqlite``); by default nothing outlives it.

    >>> store = FootprintStore()
    >>> store.add_company(Company("fict-chassis", "架空シャーシ", "urn:gln:4912345000009"))
    >>> [company.name for company in store.companies()]
    ['架空シャーシ']
    >>> store.close()
    """

    def __init__(self, url: str = "sqlite://") -> None:
        self._database = Database(url)

    def add_company(self, company: Company) -> None:
        """Add a company; the same one again is fine, another of that id is GXD-X003."""
        row = {"id": company.id, "name": company.name, "urns": json.dumps(company.company_urns)}
        try:
            with self._database.transaction() as connection:
                connection.execute(COMPANIES.insert(), row)
        except IntegrityError:
            if self.company(company.id) != company:
                raise GxdError(
                    "GXD-X003",
                    f"会社「{company.id}」は別の名前か URN ですでに登録されています",
                    f"company '{company.id}' is already there with another name or URN",
                ) from None

    def companies(self) -> list[Company]:
        """All companies, by id."""
        with self._database.transaction() as connection:
            rows = connection.execute(COMPANIES.select().order_by(COMPANIES.c.id)).all()
        return [Company(row.id, row.name, tuple(json.loads(row.urns))) for row in rows]

    def company(self, company_id: str) -> Company:
        """One company; GXD-X002 names those there are."""
        known = {company.id: company for company in self.companies()}
        if company_id not in known:
            names = ", ".join(known) or "-"
            raise GxdError(
                "GXD-X002",
                f"会社「{company_id}」は登録されていません。登録済み: {names}",
                f"there is no company '{company_id}'; there are: {names}",
            )
        return known[company_id]

    def has_company(self, company_id: str) -> bool:
        """Whether a company of that id is registered."""
        wanted = sa.select(COMPANIES.c.id).where(COMPANIES.c.id == company_id)
        with self._database.transaction() as connection:
            return connection.execute(wanted).first() is not None

    def put(self, company_id: str, *records: ProductFootprint) -> None:
        """Store records for good, all or none; the very same again is fine.

        GXD-X001 when an id is already there with other content: what changes is a new
        footprint with a new id that names the old one in precedingPfIds.
        """
        self.company(company_id)
        rows: dict[str, dict[str, Any]] = {}
        for record in records:
            row = _row(company_id, record)
            if rows.setdefault(row["id"], row)["body"] != row["body"]:
                raise _immutable(row["id"])
        while rows:
            try:
                with self._database.transaction() as connection:
                    connection.execute(FOOTPRINTS.insert(), list(rows.values()))
                return
            except IntegrityError:
                left = self._not_yet(company_id, rows)
                if len(left) == len(rows):
                    raise
                rows = left

    def _not_yet(self, company_id: str, rows: dict[str, dict[str, Any]]) -> dict[str, Any]:
        """The rows that are not stored yet; GXD-X001 for one that is, with other content."""
        left = {}
        for id_, row in rows.items():
            stored = self.get(company_id, id_)
            if stored is None:
                left[id_] = row
            elif _but_for_status(stored.body) != _but_for_status(row["body"]):
                raise _immutable(id_)
        return left

    def deprecate(self, company_id: str, id: UUID | str) -> None:
        """Turn a footprint Deprecated, the one change that PACT allows; GXD-X008 if unknown."""
        stored = self.get(company_id, id)
        if stored is None:
            raise GxdError(
                "GXD-X008",
                f"フットプリント {id} は {company_id} にありません",
                f"there is no footprint {id} of {company_id}",
            )
        record = ProductFootprint.from_json(stored.body)
        changed = record.model_copy(update={"status": "Deprecated"})
        row = _row(company_id, changed)
        one = (FOOTPRINTS.c.company == company_id) & (FOOTPRINTS.c.id == row["id"])
        with self._database.transaction() as connection:
            connection.execute(
                FOOTPRINTS.update().where(one).values(status=row["status"], body=row["body"])
            )

    def get(self, company_id: str, id: UUID | str) -> StoredFootprint | None:
        """One footprint of a company, or None."""
        one = (FOOTPRINTS.c.company == company_id) & (FOOTPRINTS.c.id == str(id).lower())
        with self._database.transaction() as connection:
            row = connection.execute(FOOTPRINTS.select().where(one)).first()
        return _stored(row) if row is not None else None

    def page(
        self, company_id: str, *, after: tuple[int, str] | None = None, limit: int
    ) -> list[StoredFootprint]:
        """At most `limit` footprints of a company, those behind the key `after`.

        A page begins behind a footprint, not at a number: what is added meanwhile neither
        repeats a footprint nor skips one.
        """
        order = (FOOTPRINTS.c.created, FOOTPRINTS.c.id)
        query = FOOTPRINTS.select().where(FOOTPRINTS.c.company == company_id)
        if after is not None:
            query = query.where(sa.tuple_(*order) > sa.tuple_(*after))
        with self._database.transaction() as connection:
            rows = connection.execute(query.order_by(*order).limit(limit)).all()
        return [_stored(row) for row in rows]

    def all(self, company_id: str) -> Iterator[StoredFootprint]:
        """Every footprint of a company, oldest first."""
        after = None
        while page := self.page(company_id, after=after, limit=500):
            yield from page
            after = page[-1].key

    def add_client(self, company_id: str, *, owner: str) -> tuple[str, str]:
        """Let a company read an owner's footprints: a new client id and its secret.

        The secret is told here once; the store keeps its hash.
        """
        self.company(company_id)
        self.company(owner)
        client_id, secret = secrets.token_urlsafe(12), secrets.token_urlsafe(32)
        row = {"id": client_id, "secret_hash": _hash(secret), "company": company_id, "owner": owner}
        with self._database.transaction() as connection:
            connection.execute(CLIENTS.insert(), row)
        return client_id, secret

    def authenticate(self, client_id: str, secret: str) -> Client | None:
        """The client whose id and secret these are, or None."""
        with self._database.transaction() as connection:
            row = connection.execute(CLIENTS.select().where(CLIENTS.c.id == client_id)).first()
        # An unknown client is compared as well, so that time does not tell which ids exist.
        expected = row.secret_hash if row is not None else _hash("")
        right = hmac.compare_digest(expected, _hash(secret))
        return Client(row.id, row.company, row.owner) if right and row is not None else None

    def close(self) -> None:
        """Let go of the database; what was in memory is gone."""
        self._database.close()


def _row(company_id: str, record: ProductFootprint) -> dict[str, Any]:
    return {
        "company": company_id,
        "id": str(record.id),
        "created": (record.created - _EPOCH) // timedelta(microseconds=1),
        "status": record.status,
        "body": record.to_json(),
    }


def _but_for_status(body: bytes) -> dict[str, Any]:
    """The content that never changes: a footprint that was deprecated since stays so."""
    content: dict[str, Any] = json.loads(body)
    content.pop("status", None)
    return content


def _stored(row: Any) -> StoredFootprint:
    return StoredFootprint(row.id, row.created, row.status, bytes(row.body))


def _hash(secret: str) -> str:
    # A random secret of 256 bits needs no slow hash: there is no dictionary to try.
    return hashlib.sha256(secret.encode()).hexdigest()


def _immutable(id_: str) -> GxdError:
    return GxdError(
        "GXD-X001",
        f"フットプリント {id_} は内容の違うものがすでに公開されています。"
        "変更は新しい id で公開し、古い id を precedingPfIds に書きます",
        f"footprint {id_} is already published with other content: publish the change under"
        " a new id and name the old one in precedingPfIds",
    )
