"""A record somebody repaired: what the lint still calls an error, as sentences.

For exercises in which a record is handed in (`Record` of the classroom names `errors_in`), and for
whoever only wants to know what must be mended.
"""

from __future__ import annotations

import json
from datetime import date

from gxd_teach.language import Text
from gxd_teach.techspec.lint.check import lint_record

__all__ = ["errors_in"]

_MOST = 5  # sentences at a time; who mends these sees the next


def errors_in(text: str) -> list[Text]:
    """What must be mended in the JSON `text` of one record, at all three levels; [] when nothing.

    Warnings and remarks do not count. Dates are compared with the day the record was created, so
    that a record is not found out of date merely because years have passed.

    >>> errors_in("{}")[0].en
    'id: a mandatory property is missing → state the property'
    """
    report = lint_record(text, today=_created(text))
    found = [one for one in report.findings if one.severity == "error"]
    return [
        Text(
            f"{one.path}: {one.title.ja} → {one.repair.ja or one.expected.ja}",
            f"{one.path}: {one.title.en} → {one.repair.en or one.expected.en}",
        )
        for one in found[:_MOST]
    ]


def _created(text: str) -> date | None:
    """The day on which the record says it was made, if it says so."""
    try:
        said = json.loads(text)["created"]
        return date.fromisoformat(said[:10])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
