"""The database behind an exchange: its tables, and one transaction at a time.

SQLite in a file by default, in write-ahead mode, so that readers are not held up by a writer;
any other database of SQLAlchemy by its URL.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from gxd_teach.errors import GxdError

__all__ = ["CLIENTS", "COMPANIES", "FOOTPRINTS", "Database"]

_TABLES = sa.MetaData()
COMPANIES = sa.Table(
    "companies",
    _TABLES,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("urns", sa.Text, nullable=False),
)
FOOTPRINTS = sa.Table(
    "footprints",
    _TABLES,
    sa.Column("company", sa.ForeignKey("companies.id"), primary_key=True),
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("created", sa.BigInteger, nullable=False),  # microseconds since 1970, UTC
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Index("footprints_in_order", "company", "created", "id"),
)
CLIENTS = sa.Table(
    "clients",
    _TABLES,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("secret_hash", sa.String(64), nullable=False),
    sa.Column("company", sa.ForeignKey("companies.id"), nullable=False),
    sa.Column("owner", sa.ForeignKey("companies.id"), nullable=False),
)


class Database:
    """A database with this exchange's tables; GXD-X007 when it cannot be opened."""

    def __init__(self, url: str) -> None:
        place = sa.make_url(url)
        local = place.get_backend_name() == "sqlite"
        self.in_memory = local and place.database in (None, "", ":memory:")
        how: dict[str, Any] = {"connect_args": {"check_same_thread": False}} if local else {}
        if self.in_memory:
            how["poolclass"] = StaticPool
        self._engine = sa.create_engine(place, **how)
        # One connection in memory serves all threads: one transaction at a time, then.
        self._turn = threading.RLock() if self.in_memory else nullcontext()
        if local:
            sa.event.listen(self._engine, "connect", _prepare_sqlite)
        try:
            _TABLES.create_all(self._engine)
        except DatabaseError as cause:
            raise GxdError(
                "GXD-X007",
                "データベースを開けません。フォルダーがあるか、書き込めるかを確かめてください",
                "cannot open the database: see that its folder exists and can be written",
                where=place.render_as_string(hide_password=True),
            ) from cause

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """All or nothing: committed at the end, rolled back on an exception."""
        with self._turn, self._engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of all connections; what was in memory is gone."""
        self._engine.dispose()


def _prepare_sqlite(connection: Any, _: Any) -> None:
    # NORMAL: what was committed survives a killed process, though not a power cut.
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
