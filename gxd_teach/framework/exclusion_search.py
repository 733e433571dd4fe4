"""The largest set of small processes within a limit: by number, or by emissions.

By number the smallest go first. By emissions every set counts, and the best is found exactly:
the sums of each half of the candidates, then the best pair of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from fractions import Fraction
from math import lcm

from gxd_teach.errors import GxdError

__all__ = ["largest_sum", "smallest_first"]

# Sums of half the candidates that are kept; beyond it the exact search would take too long.
_MOST_SUMS = 1 << 16


def smallest_first(candidates: Mapping[str, Fraction], limit: Fraction) -> set[str]:
    """As many as the limit holds, the smallest first.

    >>> sorted(smallest_first({"a": Fraction(1), "b": Fraction(2), "c": Fraction(3)}, Fraction(4)))
    ['a', 'b']
    """
    chosen: set[str] = set()
    used = Fraction(0)
    for name, share in sorted(candidates.items(), key=lambda item: item[1]):
        used += share
        if used > limit:
            break
        chosen.add(name)
    return chosen


def largest_sum(candidates: Mapping[str, Fraction], limit: Fraction) -> set[str]:
    """The subset of the largest sum within the limit; of equal ones, the one with more members.

    GXD-W007 where the candidates have too many different sums.

    >>> sorted(largest_sum({"a": Fraction(1), "b": Fraction(2), "c": Fraction(3)}, Fraction(4)))
    ['a', 'c']
    """
    names = list(candidates)
    scale = lcm(limit.denominator, *(share.denominator for share in candidates.values()))
    sizes = [int(candidates[name] * scale) for name in names]
    most = int(limit * scale)
    half = len(names) // 2
    left = _sums(sizes[:half], most)
    right = _sums(sizes[half:], most)
    ordered = sorted(right)
    best = (-1, -1, 0)
    for total, mask in left.items():
        # The empty set is always there, so a partner is always found.
        partner = ordered[bisect_right(ordered, most - total) - 1]
        both = mask | right[partner] << half
        best = max(best, (total + partner, both.bit_count(), both), key=lambda found: found[:2])
    return {name for bit, name in enumerate(names) if best[2] >> bit & 1}


def _sums(sizes: list[int], most: int) -> dict[int, int]:
    """Every sum up to `most`, with the set (as bits) of the most members that makes it."""
    found = {0: 0}
    for bit, size in enumerate(sizes):
        for total, mask in list(found.items()):
            more, members = total + size, mask | 1 << bit
            if more <= most and members.bit_count() > found.get(more, 0).bit_count():
                found[more] = members
        if len(found) > _MOST_SUMS:
            raise GxdError(
                "GXD-W007",
                "候補が多すぎて、排出量が最大の組を正確に探せません。小さい工程をまとめるか、"
                'by="count" を使ってください',
                "there are too many candidates to search exactly: group the small processes, or "
                'use by="count"',
            )
    return found
