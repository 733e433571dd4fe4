"""Where a company's footprints rest until they are asked for: as the bytes that will be sent.

PACT v3 rule: a footprint never changes but for turning Deprecated. PACT v2 rule, on which FW
Ed. 2.0 is aligned: a minor change keeps the id and raises `version`, and the list holds the
latest. (PACT Technical Specifications, WBCSD,
https://github.com/wbcsd/data-exchange-protocol.) So a footprint is stored once as the JSON of
each version, beside the columns a list is ordered and found by: a page is a query and a join
of bytes. SQLite in a file by default; PostgreSQL by its URL.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from gxd_teach.errors import GxdError
from gxd_teach.techspec.company import Company
from gxd_teach.techspec.store import clients, sharing, writing
from gxd_teach.techspec.store.clients import Client
from gxd_teach.techspec.store.conditions import Condition
from gxd_teach.techspec.store.database import Database
from gxd_teach.techspec.store.filters import conditions
from gxd_teach.techspec.store.representations import Given
from gxd_teach.techspec.store.search import find
from gxd_teach.techspec.store.tables import COMPANIES, FOOTPRINTS

__all__ = ["Client", "FootprintStore", "StoredFootprint"]


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


class FootprintStore:
    """Companies, their footprints, and the clients that may read them.

    `url` is SQLAlchemy's (``sqlite:///exchange.sqlite``); by default nothing outlives it.
    `version` is 3 or 2: under which of PACT's interfaces one looks.

    >>> store = FootprintStore()
    >>> store.add_company(Company("fict-chassis", "架空シャーシ", "urn:gln:4912345000009"))
    >>> [company.name for company in store.companies()]
    ['架空シャーシ']
    >>> store.close()
    """

    def __init__(self, url: str = "sqlite://") -> None:
        self._database = Database(url)
        # A file answers at once; a server over the network is asked beside the event loop.
        self.changes_at_once = self._database.local

    @property
    def database(self) -> Database:
        """The database, for tables of others that belong to the exchange."""
        return self._database

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
                    f"会社「{company.id}」は別の名前か URN ですでに登録されています。別のフォルダーか"
                    "データベースを使うか、前と同じ名前(言語)にしてください",
                    f"company '{company.id}' is already there with another name or URN:"
                    " take another folder or database, or the name (language) it had before",
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
        return self.changes(company_id) is not None

    def changes(self, company_id: str) -> int | None:
        """How often a company's footprints or access changed; None for an unknown company."""
        return self._database.changes(company_id)

    def put(self, company_id: str, *records: Given, convert: bool = True) -> None:
        """Store footprints for good, all or none; the very same again is fine.

        Each is a record of v3 or of v2, or a pair of both. The other version is converted
        unless `convert` is False. GXD-X001 when an id is already there with other content:
        in v3 what changes is a new footprint with a new id that names the old one in
        precedingPfIds; in v2 a higher `version` replaces the lower one (GXD-X052, X053).
        """
        self.company(company_id)
        writing.put(self._database, company_id, records, convert=convert)

    def deprecate(self, company_id: str, id: UUID | str) -> None:
        """Turn a footprint Deprecated, the one change that PACT allows; GXD-X008 if unknown."""
        writing.deprecate(self._database, company_id, str(id).lower())

    def get(self, company_id: str, id: UUID | str, *, version: int = 3) -> StoredFootprint | None:
        """One footprint of a company, or None."""
        one = sa.and_(
            FOOTPRINTS.c.company == company_id,
            FOOTPRINTS.c.id == str(id).lower(),
            FOOTPRINTS.c.version == version,
        )
        with self._database.transaction() as connection:
            row = connection.execute(FOOTPRINTS.select().where(one)).first()
        return _stored(row) if row is not None else None

    def page(
        self,
        company_id: str,
        *,
        after: tuple[int, str] | None = None,
        limit: int,
        version: int = 3,
        viewer: str | None = None,
        filters: Mapping[str, str | Iterable[str]] | Sequence[Condition] = (),
    ) -> list[StoredFootprint]:
        """At most `limit` footprints of a company, those behind the key `after`.

        `viewer` is the company that looks: it sees what is shared with it (None: the owner).
        `filters` are PACT v3's by name, or conditions.
        """
        found = conditions(filters) if isinstance(filters, Mapping) else filters
        with self._database.transaction() as connection:
            wanted = [*sharing.seen_by(connection, company_id, viewer), *found]
            rows = find(connection, company_id, version, wanted, after=after, limit=limit)
        return [_stored(row) for row in rows]

    def search(
        self,
        company_id: str,
        filters: Mapping[str, str | Iterable[str]] | Sequence[Condition] = (),
        *,
        version: int = 3,
        viewer: str | None = None,
    ) -> list[StoredFootprint]:
        """All footprints of a company that a viewer may see and the filters let through.

        >>> store = FootprintStore()
        >>> store.search("fict-chassis", {"productId": ["urn:gtin:1"], "status": "Active"})
        []
        >>> store.close()
        """
        return list(self._walk(company_id, version=version, viewer=viewer, filters=filters))

    def all(self, company_id: str, *, version: int = 3) -> Iterator[StoredFootprint]:
        """Every footprint of a company, oldest first."""
        return self._walk(company_id, version=version)

    def _walk(self, company_id: str, **how: Any) -> Iterator[StoredFootprint]:
        after = None
        while page := self.page(company_id, after=after, limit=500, **how):
            yield from page
            after = page[-1].key

    def may_see(self, owner: str, partner: str, id: UUID | str) -> bool:
        """Whether a partner may see a footprint of the owner (which need not exist)."""
        return sharing.may_see(self._database, owner, partner, str(id).lower())

    def share(
        self,
        owner: str,
        with_company: str,
        *,
        ids: Iterable[UUID | str] | str = (),
        products: Iterable[str] | str = (),
        all: bool = False,
    ) -> None:
        """Let a company see these footprints or products; from the first choice on, only those.

        `all=True` shares everything (again). GXD-X057 when nothing is chosen.
        """
        self.company(owner)
        self.company(with_company)
        sharing.share(self._database, owner, with_company, ids=ids, products=products, all=all)

    def unshare(self, owner: str, with_company: str) -> None:
        """Take back everything shared with a company: it sees nothing from now on."""
        self.company(owner)
        self.company(with_company)
        sharing.unshare(self._database, owner, with_company)

    def restrict(self, owner: str) -> None:
        """From now on every partner sees only what is shared with it."""
        self.company(owner)
        sharing.restrict(self._database, owner)

    def add_client(self, company_id: str, *, owner: str) -> tuple[str, str]:
        """Let a company read an owner's footprints: a new client id and its secret.

        The secret is told here once; the store keeps its hash.
        """
        self.company(company_id)
        self.company(owner)
        return clients.add_client(self._database, company_id, owner)

    def authenticate(self, client_id: str, secret: str) -> Client | None:
        """The client whose id and secret these are, or None."""
        return clients.authenticate(self._database, client_id, secret)

    def client(self, client_id: str) -> Client | None:
        """A client by its id; None when there is none or it was revoked."""
        return clients.client_of(self._database, client_id)

    def sees_all(self, client: Client) -> bool:
        """Whether a client reads everything of its owner."""
        with self._database.transaction() as connection:
            return sharing.scope_of(connection, client.owner, client.company) == "all"

    def revoke(self, client_id: str) -> None:
        """Take a client's access back at once and for good; GXD-X058 for an unknown one."""
        clients.revoke(self._database, client_id)

    def close(self) -> None:
        """Let go of the database; what was in memory is gone."""
        self._database.close()


def _stored(row: Any) -> StoredFootprint:
    return StoredFootprint(row.id, row.created, row.status, bytes(row.body))
