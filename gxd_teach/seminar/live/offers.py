"""What the exchange's page shows of the companies: their newest footprints, and how many more.

Values and words are those of the records (PACT Technical Specifications v2.3 and v3.0.3,
WBCSD, https://github.com/wbcsd/data-exchange-protocol); decimals stay the strings that were
stated. A company may have published 100,000 footprints: the newest are read, and the rest
counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from gxd_teach.techspec.store.tables import CLIENTS, COMPANIES, FOOTPRINTS

__all__ = ["Offer", "Offering", "fingerprint", "offerings"]

MOST_OFFERS = 50


@dataclass(frozen=True)
class Offer:
    """A published footprint as a page shows it; `editions` such as ``("3.0.3", "2.3.3")``.

    `value` is in kg CO2e for `amount` times `unit`, `share` the primary data share in percent;
    `version` is a v2 record's own count of its changes.
    """

    id: str
    product: str
    value: str
    amount: str
    unit: str
    share: str | None
    status: str
    created: str
    editions: tuple[str, ...] = ()
    version: int | None = None


@dataclass(frozen=True)
class Offering:
    """A company with its newest footprints, newest first, and how many it has in all."""

    id: str
    name: str
    base_url: str | None
    offers: tuple[Offer, ...]
    total: int


def offerings(exchange: Any, *, most: int = MOST_OFFERS) -> list[Offering]:
    """The companies of an exchange, by id, with at most so many footprints of each.

    >>> from gxd_teach.techspec import Company, LocalExchange
    >>> exchange = LocalExchange([Company("fict-pc", "架空パソコン", "urn:gln:4912345000016")])
    >>> [(one.name, one.total) for one in offerings(exchange)]
    [('架空パソコン', 0)]
    >>> exchange.close()
    """
    store = getattr(exchange, "store", None)
    if store is None:  # an exchange of another make: what it says of itself
        return [_as_told(one) for one in exchange.overview()]
    found = []
    for company in store.companies():
        with store.database.transaction() as connection:
            offers = _newest(connection, company.id, most)
            total = len(offers) if len(offers) < most else _count(connection, company.id)
        url = exchange.base_url(company.id) if exchange.running else None
        found.append(Offering(company.id, company.name, url, tuple(offers), total))
    return found


def fingerprint(exchange: Any) -> str:
    """A short text that is another one when companies, footprints or access have changed."""
    companies = sa.select(COMPANIES.c.id, COMPANIES.c.changes).order_by(COMPANIES.c.id)
    clients = sa.select(sa.func.count(), sa.func.count().filter(CLIENTS.c.revoked))
    with exchange.store.database.transaction() as connection:
        rows = [tuple(row) for row in connection.execute(companies)]
        access = tuple(connection.execute(clients.select_from(CLIENTS)).one())
    return f"{hash((tuple(rows), access, bool(exchange.running))) & 0xFFFFFFFFFFFF:x}"


def _newest(connection: sa.Connection, company: str, most: int) -> list[Offer]:
    """The newest footprints of a company, whichever versions of PACT they are offered under."""
    chosen: dict[int, tuple[int, str]] = {}
    for version in (3, 2):
        query = (
            sa.select(FOOTPRINTS.c.number, FOOTPRINTS.c.created, FOOTPRINTS.c.id)
            .where(FOOTPRINTS.c.company == company, FOOTPRINTS.c.version == version)
            .order_by(FOOTPRINTS.c.created.desc(), FOOTPRINTS.c.id.desc())
            .limit(most)
        )
        for number, created, id_ in connection.execute(query):
            chosen.setdefault(number, (created, id_))
    numbers = sorted(chosen, key=lambda number: chosen[number], reverse=True)[:most]
    bodies: dict[int, dict[int, bytes]] = {number: {} for number in numbers}
    own = (FOOTPRINTS.c.company == company) & FOOTPRINTS.c.number.in_(numbers)
    wanted = sa.select(FOOTPRINTS.c.number, FOOTPRINTS.c.version, FOOTPRINTS.c.body).where(own)
    for number, version, body in connection.execute(wanted):
        bodies[number][version] = bytes(body)
    return [_offer(bodies[number]) for number in numbers]


def _count(connection: sa.Connection, company: str) -> int:
    query = sa.select(sa.func.count(FOOTPRINTS.c.number.distinct()))
    return connection.scalar(query.where(FOOTPRINTS.c.company == company)) or 0


def _offer(bodies: Mapping[int, bytes]) -> Offer:
    """A stored footprint; v3's words where it has them, for v2's value is for one unit."""
    records = {version: json.loads(body) for version, body in bodies.items()}
    new = 3 in records
    record, v2 = records[3 if new else 2], records.get(2)
    pcf = record["pcf"]
    return Offer(
        id=record["id"],
        product=record["productNameCompany"],
        value=str(pcf["pcfExcludingBiogenicUptake" if new else "pCfExcludingBiogenic"]),
        amount=str(pcf["declaredUnitAmount"]) if new else "1",
        unit=pcf["declaredUnitOfMeasurement" if new else "declaredUnit"],
        share=_text(pcf.get("primaryDataShare")),
        status=record["status"],
        created=record["created"],
        editions=tuple(_editions(records.values())),
        version=v2["version"] if v2 else None,
    )


def _editions(records: Iterable[Mapping[str, Any]]) -> list[str]:
    return sorted((str(record["specVersion"]) for record in records), reverse=True)


def _as_told(one: Mapping[str, Any]) -> Offering:
    offers = tuple(
        Offer(
            id=each["id"],
            product=each["productNameCompany"],
            value=each["pcfExcludingBiogenicUptake"],
            amount=each["declaredUnitAmount"],
            unit=each["declaredUnitOfMeasurement"],
            share=_text(each.get("primaryDataShare")),
            status=each["status"],
            created=each["created"],
        )
        for each in one["footprints"]
    )
    return Offering(one["company"], one["name"], one["base_url"], offers, len(offers))


def _text(value: Any) -> str | None:
    return None if value in (None, "") else str(value)
