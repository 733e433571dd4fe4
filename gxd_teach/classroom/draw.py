"""Numbers of one's own: an exercise's data drawn from a seed, the same on every machine.

A seed is made from the edition, the participant and the question. For the participants of a
class the course secret enters too, so that the public sources reveal nobody's numbers.
"""

from __future__ import annotations

import hashlib
import hmac
import random
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

__all__ = ["PUBLIC", "Draw", "seed_for"]

PUBLIC = "public"  # who practises alone, without a class
Item = TypeVar("Item")


def seed_for(
    question_id: str, *, edition: str, participant: str = PUBLIC, secret: bytes = b""
) -> bytes:
    """The seed of one question for one participant (32 bytes, HMAC-SHA256).

    >>> seed_for("04a", edition="2026.11").hex()[:8] == seed_for("04a", edition="2026.11").hex()[:8]
    True
    """
    message = "\x1f".join((edition, participant, question_id)).encode()
    return hmac.new(secret, message, hashlib.sha256).digest()


class Draw:
    """Draws values from a seed; only `random()` is used, whose sequence Python guarantees.

    >>> Draw(b"seed").step(0.8, 2.0, 0.05) in [round(0.8 + 0.05 * i, 2) for i in range(25)]
    True
    """

    def __init__(self, seed: bytes) -> None:
        self._random = random.Random(int.from_bytes(hashlib.sha256(seed).digest(), "big"))

    def _index(self, count: int) -> int:
        return min(int(self._random.random() * count), count - 1)

    def step(self, low: float, high: float, step: float) -> float:
        """One of low, low + step, … high; exact in decimal, so that it prints as it was drawn."""
        start, width = Decimal(repr(low)), Decimal(repr(step))
        count = int((Decimal(repr(high)) - start) / width) + 1
        return float(start + width * self._index(count))

    def whole(self, low: int, high: int, step: int = 1) -> int:
        """One of low, low + step, … high."""
        return low + step * self._index((high - low) // step + 1)

    def choice(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[self._index(len(items))]

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """The items in a drawn order."""
        rest = list(items)
        return [rest.pop(self._index(len(rest))) for _ in range(len(rest))]
