"""The door for events: requests, answers and notices of partners come in here.

PACT Technical Specifications v2.3 and v3.0.3 (WBCSD), Action Events
(https://github.com/wbcsd/data-exchange-protocol). An event is accepted (HTTP 200, empty body)
when it and the promise it makes lie in the database; what happens then is the outbox's work.
An event that comes twice is accepted twice and counts once.

What is refused at once, because an accepted request has to be answered: a request whose
`source` is not the address registered for its sender. An answer to a request that was never
sent is accepted and comes to nothing: its sender could do no better by trying for 72 hours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from gxd_teach.techspec.server.callbacks import REGISTERED_ONLY, Callbacks
from gxd_teach.techspec.server.events_answer import criteria
from gxd_teach.techspec.server.events_reading import Event, read_event
from gxd_teach.techspec.server.refusals import PactError
from gxd_teach.techspec.store.events import EventStore

if TYPE_CHECKING:
    from gxd_teach.techspec.store.footprints import Client, FootprintStore

__all__ = ["EventDoor"]


class EventDoor:
    """Takes events for the companies of one exchange; safe from any thread.

    `callbacks` says where this exchange is and whether a conformance run is under way; the
    outbox has to be given the same.

    >>> from gxd_teach.techspec import Company, FootprintStore
    >>> from gxd_teach.techspec.store.footprints import Client
    >>> store = FootprintStore()
    >>> door = EventDoor(store)
    >>> body = (b'{"type": "org.wbcsd.pact.ProductFootprint.PublishedEvent.3", "id": "e1",'
    ...         b' "specversion": "1.0", "source": "//pc.example", "time": "2026-04-01T00:00:00Z",'
    ...         b' "data": {"pfIds": ["f81d4fae-7dec-41d0-8765-00a0c91e6bf6"]}}')
    >>> sender = Client("c1", company="fict-pc", owner="fict-chassis")
    >>> door.take(company="fict-chassis", version=3, client=sender,
    ...           content_type="application/cloudevents+json", body=body)
    >>> [event.partner for event in EventStore.of(store).inbox.read("fict-chassis")]
    ['fict-pc']
    """

    def __init__(self, store: FootprintStore, callbacks: Callbacks = REGISTERED_ONLY) -> None:
        self._events = EventStore.of(store)
        self.callbacks = callbacks

    def take(
        self,
        *,
        company: str,
        version: Literal[2, 3],
        client: Client,
        content_type: str,
        body: bytes,
    ) -> None:
        """Take an event that `client`, already authenticated, has sent to a company.

        Returns when the event is stored. `PactError` when it is refused: nothing is stored
        then but a line in the activity log.
        """
        try:
            event = read_event(version, content_type, body)
            self._store(company, version, client.company, event)
        except PactError as error:
            self._events.activity.append(
                "refused", company, partner=client.company, detail=error.message
            )
            raise

    def _store(self, company: str, version: int, partner: str, event: Event) -> None:
        common: dict[str, Any] = {
            "company": company, "partner": partner, "version": version, "event_id": event.id,
            "type": event.type, "content": event.content, "data": event.data,
        }  # fmt: skip
        if event.kind == "created":
            criteria(version, event.content)
            callback = self._callback(company, partner, event.source)
            self._events.accept_request(**common, callback=callback)
        elif event.kind == "published":
            self._events.accept_published(**common)
        else:
            self._events.accept_answer(**common, kind=event.kind)

    def _callback(self, company: str, partner_id: str, source: str) -> str | None:
        """The address of a conformance run, or None for the partner's registered one."""
        partner = self._events.partners.get(company, partner_id)
        if partner is not None and self.callbacks.is_registered(source, partner):
            return None
        address = self.callbacks.conformance_address(source)
        if address is None:
            raise PactError(
                400,
                "BadRequest",
                "the source is not the address registered for you here, so this request could"
                " not be answered: register it, or send its own",
            )
        return address
