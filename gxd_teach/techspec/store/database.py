"""The database behind an exchange: its tables, and one transaction at a time.

SQLite in a file by default, in write-ahead mode, so that readers are not held up by a writer;
PostgreSQL or any other database of SQLAlchemy by its URL (https://www.sqlalchemy.org).
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, OperationalError, ProgrammingError
from sqlalchemy.pool import StaticPool

from gxd_teach.errors import GxdError
from gxd_teach.techspec.store.tables import COMPANIES, FOOTPRINTS, TABLES, WORDS

__all__ = ["COMPANIES", "TABLES", "Database"]


class Database:
    """A database with this exchange's tables.

    GXD-X007 when it cannot be opened, GXD-X097 when the URL is none, GXD-X050 when its tables are those of an older edition.
    """

    def __init__(self, url: str) -> None:
        try:
            place = sa.make_url(url)
            place.get_dialect()
        except (sa.exc.ArgumentError, ValueError) as cause:  # no such kind of database, or port
            # The address is not repeated: unread, it may show a password.
            raise GxdError(
                "GXD-X097",
                "データベースのアドレスではありません。sqlite:///ファイル か"
                " postgresql+psycopg://ユーザー@ホスト/名前 のように書きます",
                "is no database address: write sqlite:///file or"
                " postgresql+psycopg://user@host/name",
                where="db_url",
            ) from cause
        except ImportError:
            pass  # its driver is not installed: said below, with its name
        self.local = place.get_backend_name() == "sqlite"
        self.in_memory = self.local and place.database in (None, "", ":memory:")
        self._where = place.render_as_string(hide_password=True)
        how: dict[str, Any] = {}
        if self.local:
            how["connect_args"] = {"check_same_thread": False, "timeout": 60}
        if self.in_memory:
            how["poolclass"] = StaticPool
        else:
            how |= {"pool_size": 8, "max_overflow": 24, "pool_timeout": 60}
        try:
            self._engine = sa.create_engine(place, **how)
        except ImportError as cause:
            raise self._cannot_open() from cause
        # One connection in memory serves all threads: one transaction at a time, then.
        self._turn = threading.RLock() if self.in_memory else nullcontext()
        self._changed: Counter[str] = Counter()
        self._watching = threading.Lock()
        self._watch: Any = None
        if self.local:
            sa.event.listen(self._engine, "connect", _prepare_sqlite)
        try:
            self.create_tables()
            self._open_watch()
        except DatabaseError as cause:
            self._engine.dispose()
            raise self._cannot_open() from cause
        except BaseException:
            self._engine.dispose()
            raise

    def create_tables(self) -> None:
        """Make the tables that are not there yet; several processes may do so at once."""
        try:
            TABLES.create_all(self._engine)
        except (OperationalError, ProgrammingError, sa.exc.IntegrityError):
            TABLES.create_all(self._engine)  # another process was making them: now they are there
        there = {column["name"] for column in sa.inspect(self._engine).get_columns("companies")}
        if not {column.name for column in COMPANIES.columns} <= there:
            raise GxdError(
                "GXD-X050",
                "このデータベースは以前の版のものです。新しいファイルを指定して、公開し直してください",
                "this database was made by an earlier edition: name a new one and publish again",
                where=self._where,
            )

        self._take_over_words()

    def _take_over_words(self) -> None:
        """Words of an earlier edition, which did not know their place in the list, learn it."""
        if not sa.inspect(self._engine).has_table("footprint_words"):
            return
        old = sa.table("footprint_words", *map(sa.column, ("company", "kind", "word", "number")))
        mine = (FOOTPRINTS.c.company == old.c.company) & (FOOTPRINTS.c.number == old.c.number)
        version = sa.case((old.c.kind.startswith("2 "), 2), else_=3)
        place = (FOOTPRINTS.c.created, FOOTPRINTS.c.id)
        rows = sa.select(old.c.company, old.c.kind, old.c.word, *place, old.c.number).join(
            FOOTPRINTS, mine & (FOOTPRINTS.c.version == version)
        )
        try:
            with self.transaction() as connection:
                connection.execute(WORDS.insert().from_select(WORDS.columns.keys(), rows))
                for index in FOOTPRINTS.indexes:
                    index.create(connection, checkfirst=True)
                connection.exec_driver_sql("DROP TABLE footprint_words")
        except DatabaseError:  # another process was quicker
            if sa.inspect(self._engine).has_table("footprint_words"):
                raise

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """All or nothing: committed at the end, rolled back on an exception."""
        with self._turn, self._engine.begin() as connection:
            yield connection

    @contextmanager
    def change(self, owner: str, *, numbers: int = 0) -> Iterator[tuple[sa.Connection, int]]:
        """A transaction that changes a company's data, one at a time for each company.

        Gives the connection and the first of `numbers` numbers for new footprints. The
        company's row is written first: this is the lock that many writers wait at.
        """
        own = COMPANIES.c.id == owner
        with self.transaction() as connection:
            connection.execute(
                COMPANIES.update()
                .where(own)
                .values(
                    changes=COMPANIES.c.changes + 1, last_number=COMPANIES.c.last_number + numbers
                )
            )
            last = connection.scalar(sa.select(COMPANIES.c.last_number).where(own))
            yield connection, (last or 0) - numbers + 1
        self._changed[owner] += 1

    def changes(self, owner: str) -> int | None:
        """How often a company's data have changed; None when there is no such company.

        Cheap where the database is a file or in memory: ten microseconds. Two equal numbers
        mean that nothing changed in between, whichever process changes things.
        """
        if self.in_memory and self._changed[owner]:
            return self._changed[owner]
        if not self.in_memory:
            with self._watching:
                try:
                    return self._watched(owner)
                except Exception:  # the database went away in between: once more, from anew
                    self._close_watch()
                    self._open_watch()
                    return self._watched(owner)
        with self.transaction() as connection:
            found = sa.select(COMPANIES.c.changes).where(COMPANIES.c.id == owner)
            number: int | None = connection.scalar(found)
        return number

    def _open_watch(self) -> None:
        """A connection for nothing but the counts of changes: each look is one statement."""
        if not self.in_memory:
            self._watch = self._engine.raw_connection()
            if not self.local:
                self._watch.driver_connection.autocommit = True

    def _watched(self, owner: str) -> int | None:
        if self._watch is None:
            raise RuntimeError("this database is closed")
        cursor = self._watch.cursor()
        try:
            mark = "?" if self.local else "%s"
            cursor.execute(f"SELECT changes FROM companies WHERE id = {mark}", (owner,))
            row = cursor.fetchone()
        finally:
            cursor.close()
        return row[0] if row else None

    def _close_watch(self) -> None:
        watch, self._watch = self._watch, None
        if watch is not None:
            watch.invalidate()

    def close(self) -> None:
        """Let go of all connections; what was in memory is gone."""
        with self._watching:
            self._close_watch()
        with self._turn:  # not while another thread reads a database in memory
            self._engine.dispose()

    def _cannot_open(self) -> GxdError:
        return GxdError(
            "GXD-X007",
            "データベースを開けません。フォルダーがあるか、書き込めるか(サーバーなら動いているか、"
            "ドライバーが入っているか)を確かめてください",
            "cannot open the database: see that its folder exists and can be written (a server:"
            " that it runs and its driver is installed)",
            where=self._where,
        )


def _prepare_sqlite(connection: Any, _: Any) -> None:
    # NORMAL: what was committed survives a killed process, though not a power cut.
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
