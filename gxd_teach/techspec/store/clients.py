"""Who may ask: the clients of an exchange, their secrets, and taking a client's access back.

OAuth 2.0 client credentials (RFC 6749, section 2.3.1). A secret is told once; the store keeps
its hash. A revoked client gets no token, and the tokens it has stop working at once: the
server asks for the client at every request.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from gxd_teach.errors import GxdError
from gxd_teach.techspec.store.database import Database
from gxd_teach.techspec.store.tables import CLIENTS

__all__ = ["Client", "add_client", "authenticate", "client_of", "revoke"]


@dataclass(frozen=True)
class Client:
    """Who may ask: a client of one company, for the data of one owner."""

    id: str
    company: str
    owner: str


def add_client(database: Database, company: str, owner: str) -> tuple[str, str]:
    """A new client id and its secret."""
    client_id, secret = secrets.token_urlsafe(12), secrets.token_urlsafe(32)
    row = {"id": client_id, "secret_hash": _hash(secret), "company": company, "owner": owner}
    with database.transaction() as connection:
        connection.execute(CLIENTS.insert(), row)
    return client_id, secret


def authenticate(database: Database, client_id: str, secret: str) -> Client | None:
    """The client whose id and secret these are, or None."""
    if "\x00" in client_id:  # PostgreSQL's text holds none
        return None
    one = (CLIENTS.c.id == client_id) & ~CLIENTS.c.revoked
    with database.transaction() as connection:
        row = connection.execute(CLIENTS.select().where(one)).first()
    # An unknown client is compared as well, so that time does not tell which ids exist.
    expected = row.secret_hash if row is not None else _hash("")
    right = hmac.compare_digest(expected, _hash(secret))
    return Client(row.id, row.company, row.owner) if right and row is not None else None


def client_of(database: Database, client_id: str) -> Client | None:
    """A client by its id; None when there is none or it was revoked."""
    one = (CLIENTS.c.id == client_id) & ~CLIENTS.c.revoked
    with database.transaction() as connection:
        row = connection.execute(CLIENTS.select().where(one)).first()
    return Client(row.id, row.company, row.owner) if row is not None else None


def revoke(database: Database, client_id: str) -> None:
    """Take a client's access back for good; twice is fine, GXD-X058 for an unknown one."""
    one = CLIENTS.c.id == client_id
    with database.transaction() as connection:
        row = connection.execute(CLIENTS.select().where(one)).first()
    if row is None:
        raise GxdError(
            "GXD-X058",
            f"クライアント {client_id} はありません",
            f"there is no client {client_id}",
        )
    with database.change(row.owner) as (connection, _):
        connection.execute(CLIENTS.update().where(one).values(revoked=True))


def _hash(secret: str) -> str:
    # A random secret of 256 bits needs no slow hash: there is no dictionary to try.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
