"""A bell that is rung when something new lies in the database, so that nobody has to poll.

Whoever waits first notes how often it has rung, then looks into the database, and only then
waits for the next ring: what happens in between is not missed.
"""

from __future__ import annotations

import threading

__all__ = ["Bell"]


class Bell:
    """Counts its rings; waiting for the next one is safe from any thread.

    >>> bell = Bell()
    >>> seen = bell.rung
    >>> bell.ring()
    >>> bell.wait(seen, timeout=0)
    True
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._rung = 0

    @property
    def rung(self) -> int:
        """How often it has rung so far."""
        with self._changed:
            return self._rung

    def ring(self) -> None:
        """Wake everybody who waits."""
        with self._changed:
            self._rung += 1
            self._changed.notify_all()

    def wait(self, seen: int, timeout: float) -> bool:
        """Whether it has rung since `seen`, waiting at most `timeout` seconds for that."""
        with self._changed:
            return self._changed.wait_for(lambda: self._rung != seen, max(timeout, 0))
