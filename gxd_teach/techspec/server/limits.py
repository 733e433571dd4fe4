"""How much one client may ask of an exchange: sizes, times, and requests a second.

Nothing here is a rule of PACT's but that a page may be smaller than asked for (PACT Technical
Specifications v3.0.3, WBCSD); the numbers are this course's. Too many requests are answered by
429 with Retry-After (RFC 6585, section 4).
"""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import dataclass

from gxd_teach.errors import GxdError

__all__ = ["Limits", "Rates"]


@dataclass(frozen=True)
class Limits:
    """The limits of a server. GXD-X060 for one that is not above zero.

    `requests_per_second` holds for each client, with as many more at once as `burst`; None
    sets no limit, as on a laptop where all are in one room.

    >>> Limits(requests_per_second=10).page_size
    100
    """

    page_size: int = 100  # footprints, when no limit is asked for
    largest_page: int = 1000
    body_bytes: int = 1_000_000
    header_bytes: int = 32_768
    header_seconds: float = 10.0  # also for the greeting of TLS
    body_seconds: float = 20.0
    idle_seconds: float = 20.0  # between two requests
    write_seconds: float = 30.0  # a client that does not read its answer
    connections: int = 1000
    requests_per_second: float | None = None
    burst: int = 50
    cache_bytes: int = 64_000_000  # answers kept ready

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            wrong = not isinstance(value, int | float) or isinstance(value, bool) or not value > 0
            optional = name == "requests_per_second" and value is None
            if wrong and not optional:
                raise GxdError(
                    "GXD-X060",
                    f"limits の {name} が {value!r} です。0 より大きい数にしてください",
                    f"{name} of the limits is {value!r}: give a number greater than 0",
                    where=name,
                )


class Rates:
    """Who has asked how often: a bucket for each client, filled by time.

    >>> rates = Rates(requests_per_second=2, burst=1)
    >>> rates.wait_seconds("a", now=0.0), rates.wait_seconds("a", now=0.0)
    (0, 1)
    """

    MOST_CLIENTS = 10_000

    def __init__(self, requests_per_second: float | None, burst: int) -> None:
        self._rate, self._burst = requests_per_second, float(burst)
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_seconds(self, who: str, *, now: float) -> int:
        """0 when the client may ask now, else after how many whole seconds."""
        if self._rate is None:
            return 0
        left, then = self._buckets.pop(who, (self._burst, now))
        left = min(self._burst, left + (now - then) * self._rate)
        allowed = left >= 1
        self._buckets[who] = (left - allowed, now)
        if len(self._buckets) > self.MOST_CLIENTS:
            self._buckets.popitem(last=False)  # the one that has been quiet longest
        return 0 if allowed else max(1, math.ceil((1 - left) / self._rate))
