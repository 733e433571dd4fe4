"""The filters of ListFootprints in PACT v3, read from what a partner asks.

PACT v3 rule (PACT Technical Specifications v3.0.3, WBCSD,
https://github.com/wbcsd/data-exchange-protocol): `productId`, `companyId`, `geography`,
`classification` and `status` may be given several times: one of the values has to fit, in any
capitals. All filters have to fit together. `validOn`, `validAfter` and `validBefore` take one
moment each. An empty value is no filter. A status that does not exist fits nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from gxd_teach.errors import GxdError
from gxd_teach.techspec.store.columns import microseconds
from gxd_teach.techspec.store.conditions import Among, Compare, Condition, Has

__all__ = ["FILTERS", "conditions", "read_moment"]

FILTERS = (
    "productId", "companyId", "geography", "classification",
    "validOn", "validAfter", "validBefore", "status",
)  # fmt: skip
_STATUS = {"active": "Active", "deprecated": "Deprecated"}
_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[Tt](?P<time>\d\d:\d\d:\d\d(?:\.\d+)?)(?P<zone>[Zz]|[+\- ]\d\d:?\d\d))?",
    re.ASCII,
)


def conditions(filters: Mapping[str, str | Iterable[str]]) -> list[Condition]:
    """The conditions that filters by these names and values mean; other names are no filters.

    GXD-X055 for a moment that cannot be read, GXD-X056 for two moments where one is asked.

    >>> conditions({"productId": "urn:gtin:4912345678904", "geography": ""})
    [Has(name='productId', words=('urn:gtin:4912345678904',))]
    """
    found: list[Condition] = []
    for name in FILTERS:
        given = filters.get(name, ())
        values = [value for value in ([given] if isinstance(given, str) else given) if value]
        if not values:
            continue
        if not name.startswith("valid"):
            found.append(_status(values) if name == "status" else Has(name, tuple(values)))
            continue
        if len(values) > 1:
            raise GxdError(
                "GXD-X056",
                f"{name} が {len(values)} 回あります。1 回だけ書いてください",
                f"{name} is given {len(values)} times: give it once",
                where=name,
            )
        moment = microseconds(read_moment(values[0], where=name))
        if name == "validOn":
            found += [Compare("valid_start", "le", moment), Compare("valid_end", "ge", moment)]
        elif name == "validAfter":
            found.append(Compare("valid_start", "gt", moment))
        else:
            found.append(Compare("valid_end", "lt", moment))
    return found


def _status(values: Iterable[str]) -> Condition:
    wanted = {_STATUS.get(value.casefold()) for value in values} - {None}
    return Among("status", tuple(sorted(str(status) for status in wanted)))


def read_moment(text: str, *, where: str) -> datetime:
    """A moment as a partner writes it into an address; GXD-X055 when it cannot be known.

    Its offset's ``+`` may have become a space on the way (an address is a form, where ``+``
    means a space); a day alone is its midnight in UTC.

    >>> read_moment("2026-04-01T09:00:00 09:00", where="validOn").isoformat()
    '2026-04-01T00:00:00+00:00'
    """
    match = _MOMENT.fullmatch(text.strip())
    try:
        if match is None:
            raise ValueError
        zone = (match["zone"] or "Z").upper().replace(" ", "+")
        clock = (match["time"] or "00:00:00").partition(".")
        fraction = f".{clock[2][:6]}" if clock[2] else ""
        return datetime.fromisoformat(f"{match['day']}T{clock[0]}{fraction}{zone}").astimezone(UTC)
    except (ValueError, OverflowError):
        raise GxdError(
            "GXD-X055",
            f"「{text[:40]}」は日時として読めません。2026-04-01T00:00:00Z のように時間帯まで書いてください",
            f"'{text[:40]}' is not a date-time: write it with its zone, like 2026-04-01T00:00:00Z",
            where=where,
        ) from None
