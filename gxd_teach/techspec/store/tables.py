"""The tables of an exchange: companies, their footprints, what these are found by, who may read.

Every filter of PACT's ListFootprints (PACT Technical Specifications v2.3 and v3.0.3, WBCSD,
https://github.com/wbcsd/data-exchange-protocol) has an index here that answers it. Words for
SQLAlchemy (https://www.sqlalchemy.org), the same for SQLite and PostgreSQL.
"""

from __future__ import annotations

import sqlalchemy as sa

__all__ = ["CLIENTS", "COMPANIES", "FOOTPRINTS", "SCOPES", "SHARED", "TABLES", "WORDS"]

TABLES = sa.MetaData()
COMPANIES = sa.Table(
    "companies",
    TABLES,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("urns", sa.Text, nullable=False),
    # How often this company's data changed: what was made of them before is then stale.
    sa.Column("changes", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("last_number", sa.BigInteger, nullable=False, server_default="0"),
)
_WHOSE = ("company", "version")
FOOTPRINTS = sa.Table(
    "footprints",
    TABLES,
    sa.Column("company", sa.ForeignKey("companies.id"), primary_key=True),
    # One footprint has one number, and a row for each version of PACT it is offered under.
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("version", sa.SmallInteger, primary_key=True, autoincrement=False),  # 2 or 3
    sa.Column("id", sa.String(36), nullable=False),
    sa.Column("status", sa.String(16), nullable=False),
    # Moments are microseconds since 1970, UTC.
    sa.Column("created", sa.BigInteger, nullable=False),
    sa.Column("valid_start", sa.BigInteger),  # these two: version 3 only
    sa.Column("valid_end", sa.BigInteger),
    sa.Column("updated", sa.BigInteger),  # and these: version 2 only
    sa.Column("cpc", sa.Text),
    sa.Column("country", sa.Text),
    sa.Column("period_start", sa.BigInteger),
    sa.Column("period_end", sa.BigInteger),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Index("footprints_by_id", "company", "id", "version", unique=True),
    sa.Index("footprints_by_status", *_WHOSE, "status", "number"),
)
_COMPARED = ("valid_start", "valid_end", "updated", "cpc", "country", "period_start", "period_end")
# Behind the order stands all that a filter compares: a list is walked without its bytes.
sa.Index(
    "footprints_in_order",
    *(FOOTPRINTS.c[name] for name in (*_WHOSE, "created", "id", "number", "status", *_COMPARED)),
)
for _name in _COMPARED:
    _column = FOOTPRINTS.c[_name]
    # Only the rows that have a value: the other version's cost nothing. With the number, which
    # is what is asked for: else SQLite would rather read the whole list above.
    sa.Index(
        f"footprints_with_{_name}",
        *(FOOTPRINTS.c[name] for name in (*_WHOSE, _name, "number")),
        sqlite_where=_column.is_not(None), postgresql_where=_column.is_not(None),
    )  # fmt: skip
# What a footprint is found by and has several of: URNs, classifications, its geography. Each
# word holds its footprint's place in the list: those with a word are read in the list's order.
WORDS = sa.Table(
    "footprint_words_in_order",
    TABLES,
    sa.Column("company", sa.String(64), primary_key=True),
    sa.Column("kind", sa.String(24), primary_key=True),  # "3 productId"
    sa.Column("word", sa.Text, primary_key=True),  # case-folded
    sa.Column("created", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Index("footprint_words_of_number", "company", "number", "kind", "word"),
    sqlite_with_rowid=False,
)
CLIENTS = sa.Table(
    "clients",
    TABLES,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("secret_hash", sa.String(64), nullable=False),
    sa.Column("company", sa.ForeignKey("companies.id"), nullable=False),
    sa.Column("owner", sa.ForeignKey("companies.id"), nullable=False),
    sa.Column("revoked", sa.Boolean, nullable=False, server_default=sa.false()),
)
# Whether a partner (or, as "*", whoever is not named) reads all or what was chosen for it.
SCOPES = sa.Table(
    "scopes",
    TABLES,
    sa.Column("owner", sa.ForeignKey("companies.id"), primary_key=True),
    sa.Column("partner", sa.String(64), primary_key=True),
    sa.Column("scope", sa.String(8), nullable=False),
)
SHARED = sa.Table(
    "shared",
    TABLES,
    sa.Column("owner", sa.ForeignKey("companies.id"), primary_key=True),
    sa.Column("partner", sa.String(64), primary_key=True),
    sa.Column("kind", sa.String(8), primary_key=True),  # "id" or "product"
    sa.Column("word", sa.Text, primary_key=True),
)
