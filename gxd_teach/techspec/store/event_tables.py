"""The tables of events: what came in, what goes out, who the partners are, what happened.

PACT Technical Specifications (WBCSD), Action Events, asks that an accepted request is answered
and that an answer is tried again for up to 72 hours: both are promises that outlive a process,
so they stand in the database, in the same transaction as the event they follow from.
"""

from __future__ import annotations

import time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from gxd_teach.techspec.store.database import COMPANIES

__all__ = [
    "ACTIVITY",
    "OUTBOX",
    "PARTNERS",
    "RECEIVED",
    "REQUESTS",
    "database_of",
    "insert_new",
    "now_us",
    "prepare",
]

_METADATA = COMPANIES.metadata
# SQLite counts up by itself only in a column that it knows as INTEGER.
_Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_Company = sa.String(64)

RECEIVED = sa.Table(
    "received_events",
    _METADATA,
    sa.Column("number", _Number, primary_key=True, autoincrement=True),
    sa.Column("company", _Company, nullable=False),  # whose inbox
    sa.Column("partner", _Company, nullable=False),  # who sent it
    sa.Column("key", sa.String(64), nullable=False),  # what makes a repeated delivery the same
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("version", sa.SmallInteger, nullable=False),
    sa.Column("event_id", sa.Text, nullable=False),
    sa.Column("request_event_id", sa.Text),
    sa.Column("received", sa.BigInteger, nullable=False),  # microseconds since 1970, UTC
    sa.Column("data", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("company", "key", name="received_once"),
    sa.Index("received_in_order", "company", "number"),
    sqlite_autoincrement=True,
)
REQUESTS = sa.Table(
    "sent_requests",
    _METADATA,
    sa.Column("company", _Company, primary_key=True),
    sa.Column("event_id", sa.String(36), primary_key=True),
    sa.Column("partner", _Company, nullable=False),
    sa.Column("version", sa.SmallInteger, nullable=False),
    sa.Column("sent", sa.BigInteger, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),  # waiting, fulfilled, rejected, given_up
    sa.Column("answer", sa.LargeBinary),  # the data of the event that answered
)
OUTBOX = sa.Table(
    "outbox",
    _METADATA,
    sa.Column("number", _Number, primary_key=True, autoincrement=True),
    sa.Column("company", _Company, nullable=False),
    sa.Column("partner", _Company, nullable=False),
    sa.Column("version", sa.SmallInteger, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),  # answer until it is composed
    sa.Column("event_id", sa.String(36), nullable=False, unique=True),
    sa.Column("request_event_id", sa.Text),
    sa.Column("wanted", sa.LargeBinary),  # the data of the request that is to be answered
    sa.Column("data", sa.LargeBinary),  # the data to send; null until it is composed
    sa.Column("callback", sa.Text),  # a conformance run's address; null: the partner's own
    sa.Column("made", sa.BigInteger, nullable=False),
    sa.Column("due", sa.BigInteger, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("leased_by", sa.String(64)),
    sa.Column("leased_until", sa.BigInteger),
    sa.Column("state", sa.String(16), nullable=False),  # due, done, given_up
    sa.Column("error", sa.Text),
    sa.Index("outbox_by_due", "state", "due"),
    sqlite_autoincrement=True,
)
PARTNERS = sa.Table(
    "partners",
    _METADATA,
    sa.Column("company", _Company, primary_key=True),
    sa.Column("partner", _Company, primary_key=True),
    sa.Column("client_id", sa.Text, nullable=False),
    sa.Column("client_secret", sa.Text, nullable=False),
    sa.Column("base_url", sa.Text),
    sa.Column("auth_url", sa.Text),
    sa.Column("ca_file", sa.Text),
)
ACTIVITY = sa.Table(
    "activity",
    _METADATA,
    sa.Column("number", _Number, primary_key=True, autoincrement=True),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("company", _Company, nullable=False),
    sa.Column("partner", _Company),
    sa.Column("footprint_id", sa.String(36)),
    sa.Column("product", sa.Text),
    sa.Column("detail", sa.Text),
    sqlite_autoincrement=True,
)
_ALL = [RECEIVED, REQUESTS, OUTBOX, PARTNERS, ACTIVITY]


def database_of(store: Any) -> Any:
    """The database behind a footprint store."""
    database = getattr(store, "database", None)
    return database if database is not None else store._database


def prepare(database: Any) -> None:
    """Make the tables where they are missing: the database may be older than this module."""
    with database.transaction() as connection:
        _METADATA.create_all(connection, tables=_ALL)


def insert_new(connection: sa.Connection, table: sa.Table, row: dict[str, Any]) -> int | None:
    """Insert a row unless its like is there already; its number, or None if it was.

    A failed INSERT would spoil the rest of a PostgreSQL transaction, hence ON CONFLICT.
    """
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(**row).on_conflict_do_nothing()
    number: int | None = connection.execute(statement.returning(table.c.number)).scalar()
    return number


def now_us() -> int:
    """Microseconds since 1970."""
    return time.time_ns() // 1000
