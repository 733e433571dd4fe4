"""The lines of an exchange's activity log as its page shows them, the newest first."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from gxd_teach.language import Text
from gxd_teach.seminar.live.words import TAGS, arrow, note, sentence, way
from gxd_teach.techspec.store.activity import Activity
from gxd_teach.techspec.store.event_tables import ACTIVITY
from gxd_teach.techspec.store.events import EventStore

__all__ = ["newest_lines", "told"]


def newest_lines(store: Any, *, most: int, company: str | None = None) -> list[Activity]:
    """The newest lines of the log, newest first; those of one company if it is named."""
    query = ACTIVITY.select().order_by(ACTIVITY.c.number.desc()).limit(most)
    if company is not None:
        query = query.where((ACTIVITY.c.company == company) | (ACTIVITY.c.partner == company))
    EventStore.of(store).activity.flush()
    with store.database.transaction() as connection:
        rows = connection.execute(query).all()
    return [
        Activity(row.number, datetime.fromtimestamp(row.at / 1e6, UTC), *tuple(row)[2:])
        for row in rows
    ]


def told(store: Any) -> Callable[[Activity, str], dict[str, Any]]:
    """A function that gives a line of the log as a page shows it, in ``"ja"`` or ``"en"``.

    >>> from datetime import UTC, datetime
    >>> from gxd_teach.techspec import FootprintStore
    >>> line = Activity(7, datetime(2026, 4, 1, tzinfo=UTC), "listed", "fict-pc", partner="fict-it")
    >>> told(FootprintStore())(line, "en")["sentence"]
    'fict-it read the list of fict-pc’s footprints'
    """

    @lru_cache(maxsize=1000)
    def product(company: str, id_: str) -> str | None:
        # A footprint's name never changes, so what was found once stays right.
        found = store.get(company, id_) or store.get(company, id_, version=2)
        return str(json.loads(found.body)["productNameCompany"]) if found else None

    names: dict[str, str] = {}

    def name(id_: str) -> str:
        if id_ not in names:
            names.update((company.id, company.name) for company in store.companies())
        return names.get(id_, id_)

    def of(text: Text, language: str) -> str:
        return text.en if language == "en" else text.ja

    def tell(line: Activity, language: str) -> dict[str, Any]:
        went = way(line)
        return {
            "number": line.number,
            "at": line.at.isoformat().replace("+00:00", "Z"),
            "kind": line.kind,
            "tag": of(TAGS[line.kind], language),
            "sentence": of(sentence(line, name, product), language),
            "note": note(line),
            "companies": list(went or (line.company,)),
            "way": went,
            "arrow": arrow(line),
        }

    return tell
