"""An exchange of records somebody brings along: its companies are those that the records name.

For whoever has turned the own sheet into records and wants to see them as a partner would:
with a token, page by page, in the partner's version of PACT.
"""

from __future__ import annotations

import re
import weakref
from collections.abc import Iterable
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from gxd_teach.errors import GxdError
from gxd_teach.techspec.company import Company
from gxd_teach.techspec.exchange import LocalExchange
from gxd_teach.techspec.records.reading import AnyRecord, read_records

__all__ = ["READER", "brought_along", "companies_of", "open_exchange_of"]

#: Who reads: a partner that stands for any customer.
READER = Company("fict-reader", "FICT 読み手", "urn:gln:4912345000996")

_SHEETS = frozenset({".xlsx", ".xlsm", ".csv"})
_LONGEST = 63  # characters of a company's path


def brought_along(file: Path | str) -> list[AnyRecord]:
    """The records of a file: JSON of PACT v3 or v2, or a sheet of footprints.

    `ProblemsError` with everything that is wrong with them; GXD-X098 when there are none.
    """
    file = Path(file)
    if file.suffix.lower() in _SHEETS:
        from gxd_teach.techspec.convert.sheet import sheet_to_records

        found = [one.record for one in sheet_to_records(file)]
    else:
        found = read_records(file)
    if not found:
        raise GxdError(
            "GXD-X098",
            "レコードが 1 件もありません。gxd convert で表からレコードを作り、そのファイルを渡してください",
            "there is no record in it: make records from a sheet by gxd convert, and give that file",
            where=str(file),
        )
    return found


def companies_of(records: Iterable[AnyRecord]) -> dict[Company, list[AnyRecord]]:
    """Who states which records, in the order in which they come.

    A company is known by the first of its identifiers, which also names its path.

    >>> from gxd_teach.cases import pc
    >>> [company.id for company in companies_of([pc.record("fict-chassis")])]
    ['fict-chassis']
    """
    found: dict[str, tuple[Company, list[AnyRecord]]] = {}
    for record in records:
        urns = [str(urn) for urn in record.companyIds]
        if urns[0] not in found:
            taken = {company.id for company, _ in found.values()}
            company = Company(_path(urns[0], taken), record.companyName, urns)
            found[urns[0]] = company, []
        found[urns[0]][1].append(record)
    return dict(found.values())


def _path(urn: str, taken: set[str]) -> str:
    """The end of a URN as an address can have it, a bare number with its scheme before it."""
    *_, scheme, name = urn.lower().split(":")
    own = name if re.search("[a-z]", name) else f"{scheme}-{name}"
    words = re.sub(r"[^a-z0-9]+", "-", own).strip("-")
    path = words[:_LONGEST].strip("-") or "company"
    number = 2
    while path in taken or path == READER.id:
        path, number = f"{words[: _LONGEST - 4].strip('-') or 'company'}-{number}", number + 1
    return path


def open_exchange_of(
    records: Iterable[AnyRecord], *, folder: Path | None = None, **options: Any
) -> LocalExchange:
    """Start an exchange on this machine that offers these records and nothing else.

    They are read from their file at each start, so the database goes with the exchange, unless
    `db_url` names one; `folder` keeps the certificates. `options` are those of `LocalExchange`.
    GXD-X001 when two different records share an id.
    """
    offers = companies_of(records)
    aside = Path(mkdtemp(prefix="gxd-records-"))
    options["db_url"] = options.get("db_url") or f"sqlite:///{aside / 'exchange.sqlite'}"
    try:
        exchange = LocalExchange([*offers, READER], folder=folder, **options)
    except BaseException:
        rmtree(aside, ignore_errors=True)
        raise
    weakref.finalize(exchange, rmtree, aside, ignore_errors=True)
    try:
        exchange.start()
        for company, own in offers.items():
            exchange.publish(company.id, *own)
    except BaseException:
        exchange.close()
        raise
    return exchange
