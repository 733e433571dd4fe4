"""Whom a company sends events to: its partners, each with an address and credentials.

PACT Technical Specifications (WBCSD): an answer to a request goes to the partner's own events
endpoint, and the responder has to validate where that is. Here it goes to the address that was
registered and nowhere else, whatever an event says.

A partner's client secret has to be shown to that partner again, so it stands in the database
as it is: whoever can read the file can use it. The exchange keeps its folder to its owner.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa

from gxd_teach.errors import GxdError
from gxd_teach.techspec.client.credentials import Credentials
from gxd_teach.techspec.store.event_tables import PARTNERS, database_of

__all__ = ["Partner", "Partners", "connect"]


@dataclass(frozen=True)
class Partner:
    """A company one sends events to, and the credentials one got from it.

    `base_url` None means that the partner lives on this very exchange, wherever that is
    listening today. Tokens come from `auth_url` where that differs from the base URL. GXD-X080
    when an address is not a plain https one.

    >>> Partner("fict-pc", "c1", "hush", "https://pc.example/pact/")
    Partner(id='fict-pc', client_id='c1', base_url='https://pc.example/pact', auth_url=None, ca_file=None)
    """

    id: str
    client_id: str
    client_secret: str = field(repr=False)
    base_url: str | None = None
    auth_url: str | None = None
    ca_file: Path | str | None = None

    def __post_init__(self) -> None:
        for name in ("base_url", "auth_url"):
            url = getattr(self, name)
            if url is not None:
                object.__setattr__(self, name, _plain_https(url, name))
        if self.ca_file is not None:
            object.__setattr__(self, "ca_file", str(self.ca_file))

    @classmethod
    def of(cls, id: str, credentials: Credentials) -> Partner:
        """A partner elsewhere, from the credentials it has handed out."""
        return cls(
            id,
            credentials.client_id,
            credentials.client_secret,
            credentials.base_url,
            credentials.auth_url,
            credentials.ca_file,
        )


class Partners:
    """The partners of every company on an exchange."""

    def __init__(self, database: Any) -> None:
        self._database = database

    def put(self, company: str, partner: Partner) -> None:
        """Register a partner of a company, in place of an earlier registration."""
        row = {
            "company": company,
            "partner": partner.id,
            "client_id": partner.client_id,
            "client_secret": partner.client_secret,
            "base_url": partner.base_url,
            "auth_url": partner.auth_url,
            "ca_file": partner.ca_file,
        }
        with self._database.transaction() as connection:
            connection.execute(PARTNERS.delete().where(_one(company, partner.id)))
            connection.execute(PARTNERS.insert(), row)

    def remove(self, company: str, partner_id: str) -> None:
        """Forget a partner; what still waits for it is tried in vain and given up in the end."""
        with self._database.transaction() as connection:
            connection.execute(PARTNERS.delete().where(_one(company, partner_id)))

    def get(self, company: str, partner_id: str) -> Partner | None:
        """One partner of a company, or None."""
        with self._database.transaction() as connection:
            row = connection.execute(PARTNERS.select().where(_one(company, partner_id))).first()
        return _partner(row) if row is not None else None

    def of(self, company: str) -> list[Partner]:
        """All partners of a company, by id."""
        query = PARTNERS.select().where(PARTNERS.c.company == company)
        with self._database.transaction() as connection:
            rows = connection.execute(query.order_by(PARTNERS.c.partner)).all()
        return [_partner(row) for row in rows]

    def by_client_id(self, client_id: str) -> tuple[str, Partner] | None:
        """Whose partner gave these credentials out: the company and its partner, or None."""
        query = PARTNERS.select().where(PARTNERS.c.client_id == client_id)
        with self._database.transaction() as connection:
            row = connection.execute(query).first()
        return (row.company, _partner(row)) if row is not None else None


def connect(store: Any, one: str, other: str) -> None:
    """Let two companies of one exchange send events to each other, as far as they cannot yet.

    The credentials this takes stay within the exchange: they are told to nobody.

    >>> from gxd_teach.techspec import Company, FootprintStore
    >>> store = FootprintStore()
    >>> for slug in ("fict-chassis", "fict-pc"):
    ...     store.add_company(Company(slug, slug, f"urn:fict:{slug}"))
    >>> connect(store, "fict-pc", "fict-chassis")
    >>> [partner.id for partner in Partners(database_of(store)).of("fict-chassis")]
    ['fict-pc']
    """
    partners = Partners(database_of(store))
    for sender, receiver in ((one, other), (other, one)):
        if partners.get(sender, receiver) is None:
            client_id, secret = store.add_client(sender, owner=receiver)
            partners.put(sender, Partner(receiver, client_id, secret))


def _one(company: str, partner: str) -> sa.ColumnElement[bool]:
    return (PARTNERS.c.company == company) & (PARTNERS.c.partner == partner)


def _partner(row: Any) -> Partner:
    return Partner(
        row.partner, row.client_id, row.client_secret, row.base_url, row.auth_url, row.ca_file
    )


def _plain_https(url: str, name: str) -> str:
    """An https address without user, query or fragment, without a slash at its end."""
    try:
        parts = urlsplit(url)
        plain = parts.scheme.lower() == "https" and bool(parts.hostname)
        plain = plain and "@" not in parts.netloc and not parts.query and not parts.fragment
        plain = plain and parts.port != 0
    except (ValueError, AttributeError):
        plain = False
    if not plain:
        raise GxdError(
            "GXD-X080",
            f"相手のアドレス「{url}」は使えません。https://pc.example/pact のように、"
            "ユーザー名も ? も # もない https のアドレスを書きます",
            f"'{url}' cannot be a partner's address: give an https address without user name,"
            " ? and #, such as https://pc.example/pact",
            where=name,
        )
    return url.rstrip("/")
