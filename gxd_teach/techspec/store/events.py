"""Events at rest: what has to be stored together is stored together, or not at all.

PACT Technical Specifications (WBCSD), Action Events, v2 and v3: a request is answered once, an
answer is taken once, a notification is noted. Each of these is one transaction over inbox,
outbox and activity log, so that a process may die at any point and nothing is half done.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from gxd_teach.errors import GxdError
from gxd_teach.techspec.store.activity import ActivityLog, products_in
from gxd_teach.techspec.store.bell import Bell
from gxd_teach.techspec.store.event_tables import database_of, prepare
from gxd_teach.techspec.store.inbox import Inbox, SentRequest, same_event_key
from gxd_teach.techspec.store.outbox import OutboxTable, answer_id
from gxd_teach.techspec.store.partners import Partner, Partners

__all__ = ["EventStore"]

_PLACE = "_events_of_the_exchange"
_OPENING = threading.Lock()


class EventStore:
    """Inbox, outbox, partners and activity log of one exchange.

    `EventStore.of(store)` gives the same one to everybody in this process, so that who waits
    for an event hears the bell of who brings it.
    """

    def __init__(self, database: Any) -> None:
        prepare(database)
        self._database = database
        self.partners = Partners(database)
        self.inbox = Inbox(database)
        self.outbox = OutboxTable(database)
        self.activity = ActivityLog(database)
        self.came_in = Bell()
        self.to_send = Bell()

    @classmethod
    def of(cls, store: Any) -> EventStore:
        """The events of the exchange whose footprints `store` keeps."""
        database = database_of(store)
        with _OPENING:
            # Kept by the database itself, so that the two end together.
            opened: EventStore | None = vars(database).get(_PLACE)
            if opened is None:
                opened = vars(database)[_PLACE] = cls(database)
            return opened

    # What comes in

    def accept_request(
        self, *, company: str, partner: str, version: int, event_id: str, type: str,
        content: Mapping[str, Any], data: bytes, callback: str | None = None,
    ) -> bool:  # fmt: skip
        """Keep a partner's request and the promise to answer it; False if it was known."""
        key = same_event_key(partner, event_id, type, content)
        row = _row(company, partner, key, "created", version, event_id, None, data)
        with self.transaction() as connection:
            if self.inbox.add(connection, row) is None:
                return False
            self.outbox.add(
                connection, company=company, partner=partner, version=version, kind="answer",
                event_id=answer_id(company, key), request_event_id=event_id, wanted=data,
                callback=callback,
            )  # fmt: skip
            self.activity.append(
                "received", company, partner=partner, product=products_in(content), detail="request",
                connection=connection,
            )  # fmt: skip
        self.ring(self.to_send, self.came_in)
        return True

    def accept_published(
        self, *, company: str, partner: str, version: int, event_id: str, type: str,
        content: Mapping[str, Any], data: bytes,
    ) -> bool:  # fmt: skip
        """Keep a partner's word that footprints are published; False if it was known."""
        key = same_event_key(partner, event_id, type, content)
        row = _row(company, partner, key, "published", version, event_id, None, data)
        pf_ids = content["pfIds"]
        with self.transaction() as connection:
            if self.inbox.add(connection, row) is None:
                return False
            self.activity.append(
                "received", company, partner=partner, detail=f"published: {len(pf_ids)}",
                footprint_id=pf_ids[0] if pf_ids else None, connection=connection,
            )  # fmt: skip
        self.ring(self.came_in)
        return True

    def accept_answer(
        self, *, company: str, partner: str, version: int, kind: str, event_id: str, type: str,
        content: Mapping[str, Any], data: bytes,
    ) -> bool:  # fmt: skip
        """Keep the answer to a request of ours; False if it was known or answers nothing.

        The first answer counts. One to a request we never sent, or sent to somebody else, is
        noted as refused and not kept.
        """
        key = same_event_key(partner, event_id, type, content)
        asked = content["requestEventId"]
        row = _row(company, partner, key, kind, version, event_id, asked, data)
        with self.transaction() as connection:
            awaited = self.inbox.answer_request(
                connection, company=company, partner=partner, event_id=asked, version=version,
                state=kind, data=data,
            )  # fmt: skip
            if awaited:
                self.inbox.add(connection, row)
                self.activity.append(
                    "received", company, partner=partner, detail=kind, connection=connection
                )
            elif not self.inbox.has(connection, company, key):
                self.activity.append(
                    "refused", company, partner=partner, connection=connection,
                    detail=f"{kind}: no request {asked} waits for this",
                )  # fmt: skip
        self.ring(self.came_in)
        return awaited

    # What goes out

    def ask(self, company: str, partner_id: str, wanted: Mapping[str, Any], *, version: int) -> str:
        """Send a request for footprints to a partner by way of the outbox; its event id.

        `wanted` is the event's data as the version writes it. GXD-X082 when the company has no
        such partner.
        """
        self.partner(company, partner_id)
        event_id = str(uuid4())
        data = json.dumps(dict(wanted)).encode()
        about: dict[str, Any] = {"company": company, "partner": partner_id, "version": version}
        with self.transaction() as connection:
            self.inbox.add_request(connection, about | {"event_id": event_id})
            self.outbox.add(connection, kind="created", event_id=event_id, data=data, **about)
            self.activity.append(
                "requested", company, partner=partner_id, product=products_in(wanted),
                connection=connection,
            )  # fmt: skip
        self.ring(self.to_send)
        return event_id

    def notify(
        self, company: str, footprint_ids: Iterable[object], *,
        partners: Iterable[str] | None = None, version: int = 3,
    ) -> list[str]:  # fmt: skip
        """Tell partners (None: all) that footprints are published; the ids of the events.

        GXD-X082 when the company has no such partner, GXD-X084 for what is no footprint's id.
        """
        known = [one.id for one in self.partners.of(company)]
        told = known if partners is None else [self.partner(company, id_).id for id_ in partners]
        ids = [_footprint_id(one) for one in footprint_ids]
        if not ids:
            return []
        data = json.dumps({"pfIds": ids}).encode()
        made = [str(uuid4()) for _ in told]
        with self.transaction() as connection:
            for partner_id, event_id in zip(told, made, strict=True):
                self.outbox.add(
                    connection, company=company, partner=partner_id, version=version,
                    kind="published", event_id=event_id, data=data,
                )  # fmt: skip
        self.ring(self.to_send)
        return made

    def answer_to(self, company: str, event_id: str, *, timeout: float) -> SentRequest:
        """A request of ours, as soon as it is answered or given up, at most `timeout` s later.

        GXD-X083 when the company has sent no such request.
        """
        until = time.monotonic() + timeout
        while True:
            seen = self.came_in.rung
            request = self.inbox.request(company, event_id)
            if request is None:
                raise GxdError(
                    "GXD-X083",
                    f"「{company}」は要求 {event_id} を送っていません",
                    f"'{company}' has sent no request {event_id}",
                )
            left = until - time.monotonic()
            if request.state != "waiting" or left <= 0:
                return request
            self.came_in.wait(seen, min(left, 0.5))  # another process cannot ring here

    def partner(self, company: str, partner_id: str) -> Partner:
        """A registered partner of a company; GXD-X082 names those there are."""
        partner = self.partners.get(company, partner_id)
        if partner is None:
            names = ", ".join(one.id for one in self.partners.of(company)) or "-"
            raise GxdError(
                "GXD-X082",
                f"「{partner_id}」は「{company}」の相手として登録されていません。登録済み: {names}",
                f"'{partner_id}' is not registered as a partner of '{company}'; there are: {names}",
            )
        return partner

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """All or nothing, over inbox, outbox and log."""
        self.activity.flush()  # what happened before stands before
        with self._database.transaction() as connection:
            yield connection

    def ring(self, *bells: Bell) -> None:
        """After a transaction: wake who waits for these, and who watches."""
        for bell in (*bells, self.activity.bell):
            bell.ring()


def _row(
    company: str, partner: str, key: str, kind: str, version: int, event_id: str,
    request_event_id: str | None, data: bytes,
) -> dict[str, Any]:  # fmt: skip
    return {
        "company": company, "partner": partner, "key": key, "kind": kind, "version": version,
        "event_id": event_id, "request_event_id": request_event_id, "data": data,
    }  # fmt: skip


def _footprint_id(given: object) -> str:
    try:
        return str(UUID(str(given)))
    except ValueError:
        raise GxdError(
            "GXD-X084",
            f"「{str(given)[:60]}」はフットプリントの id(UUID)ではありません",
            f"'{str(given)[:60]}' is not the id of a footprint, which is a UUID",
        ) from None
