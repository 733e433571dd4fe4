"""All footprints of a chain: ``p = e + M p``, repeated until nothing changes.

`e` holds each product's own emissions, `M` what a product (row) buys of each supplier
(column) per declared unit. One round of that line is every company reading its suppliers'
footprints once more, so a chain without loops is done after as many rounds as it has
tiers. It is Leontief's inverse (I - M)^-1 e, written as its power series
(R. E. Miller and P. D. Blair, Input-Output Analysis, 2nd ed. 2009, chapter 2).

Stands on NumPy and SciPy: import it where it is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from gxd_teach.framework.supplychain.exact import solve_exactly
from gxd_teach.framework.supplychain.loops import refuse_diverging

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Solution", "link_matrix", "solve"]

TIER_ROUNDS = 48  # a deeper chain is solved in one pass, in the order of its tiers
LOOP_ROUNDS = 96  # loops that need more rounds than this are solved exactly
UNCHANGED = 1e-13  # relative to the value itself
NOTHING_NEW = 1e-19  # relative; far below the last digit, so that what follows is too
NEARLY_ENDLESS = 0.97  # a loop that gives back more than this a round is solved exactly
SMALL = 400  # products; below it rounds and exact solutions of loops alike cost nothing


@dataclass(frozen=True)
class Solution:
    """What solving gave: one value a product, and the rounds until nothing changed.

    `ended` says that the last round brought nothing: then the rounds are the tiers. `rounds` is
    1 where everything was solved in one pass.
    """

    values: NDArray[np.float64]
    rounds: int
    ended: bool


def link_matrix(n: int, buyer: Any, supplier: Any, amount: Any) -> Any:
    """The sparse matrix M (n x n) of the amounts; links given twice add up when multiplied.

    >>> link_matrix(2, [0, 0], [1, 1], [1.0, 2.0]).toarray().tolist()
    [[0.0, 3.0], [0.0, 0.0]]
    """
    index = np.int32 if n < 2**31 else np.int64
    rows, columns = np.asarray(buyer, dtype=index), np.asarray(supplier, dtype=index)
    table = sparse.coo_array((np.asarray(amount, dtype=np.float64), (rows, columns)), shape=(n, n))
    # Products of a matrix and a vector do not need sorted rows, and sorting takes longer
    # than all the rest.
    table.has_canonical_format = True
    return table.tocsr()


def solve(
    matrix: Any,
    own: NDArray[np.float64],
    *,
    refuse_idle_loops: bool = True,
    loops: bool = False,
) -> Solution:
    """Solve ``p = own + matrix @ p`` for p; neither `own` nor `matrix` has negative entries.

    `own` has shape (n,). Raises `DivergingLoop` when a loop needs a unit or more
    of itself; `refuse_idle_loops` looks for such loops also where no emissions enter them.
    `loops` says that there are some, as far as one knows, which saves looking for the end.

    >>> links = link_matrix(3, [0, 1], [1, 2], [2.0, 3.0])
    >>> solution = solve(links, np.array([1.0, 1.0, 1.0]))
    >>> solution.values.tolist(), solution.rounds
    ([9.0, 4.0, 1.0], 2)
    """
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        large = len(own) > SMALL
        solution = Solution(own.copy(), 0, False) if loops and large else _by_tiers(matrix, own)
        if not solution.ended:
            settled = _by_newest(matrix, own, solution) if large else None
            solution = settled or Solution(solve_exactly(matrix, own), 1, False)
    if refuse_idle_loops:
        _look_at_idle(matrix, solution.values)
    return solution


def _by_tiers(matrix: Any, own: NDArray[np.float64]) -> Solution:
    """Tier by tier: each round adds what comes from one tier further up.

    A small chain may take as many rounds as it has products, and so comes to its end; a large one
    stops where loops show: without them ever fewer products have suppliers that far up.
    """
    total, news = own.copy(), own
    small = len(own) <= SMALL
    counts = [-1, -1, -1]
    for rounds in range(max(TIER_ROUNDS, len(own)) if small else TIER_ROUNDS):
        news = matrix @ news
        reached = int(np.count_nonzero(news))
        if reached == 0 or (small and bool((news <= NOTHING_NEW * total).all())):
            # A diverging loop may have grown to infinity, beside which everything is nothing.
            return Solution(total, rounds, bool(np.isfinite(total).all()))
        total += news
        counts = [*counts[1:], reached]
        if not small and len(set(counts)) == 1:
            break
    return Solution(total, rounds + 1, False)


def _by_newest(matrix: Any, own: NDArray[np.float64], begun: Solution) -> Solution | None:
    """Rounds in which a product reads what was calculated earlier in the same round.

    A loop adds 1 + r + r² + … = 1/(1 - r): where the steps of a product shrink by the same
    rate r, the rest of its series is added at once. None when a loop is too slow for that.
    """
    parts = _row_parts(matrix, max(1, min(40, len(own) // 1000)))
    total = begun.values
    step, previous = np.empty_like(total), np.empty_like(total)
    # Rounds since the series were completed, and how many it takes until steps run steadily.
    fresh, enough, slowest = 0, max(2, 12 - begun.rounds), 0.0
    for rounds in range(1, LOOP_ROUNDS + 1):
        step, previous = previous, step
        changed = False
        for part, rows in parts:
            new = rows @ total
            new += own[part]
            np.subtract(new, total[part], out=step[part])
            total[part] = new
            changed = changed or bool((np.abs(step[part]) > UNCHANGED * new).any())
        fresh += 1
        if not changed:
            done = Solution(total, begun.rounds + rounds, False)
            return done if slowest < NEARLY_ENDLESS else None
        if not np.isfinite(total).all():
            return None
        if fresh == enough:
            now, before = 0.0, 0.0
            for part, _ in parts:
                lasting = _complete(total[part], step[part], previous[part])
                now, before = max(now, lasting[0]), max(before, lasting[1])
            slowest = now / before if before else 0.0
            fresh, enough = 0, 8
    return None


def _complete(total: Any, step: Any, previous: Any) -> tuple[float, float]:
    """Add to each total what is left of its series; the largest steps, now and before."""
    steady = np.abs(previous) > 1e3 * UNCHANGED * total
    if not steady.any():
        return 0.0, 0.0
    now = float(np.abs(step[steady] / total[steady]).max())
    before = float(np.abs(previous[steady] / total[steady]).max())
    rate = np.divide(step, previous, out=np.zeros_like(step), where=steady)
    steady = (rate > 0) & (rate < NEARLY_ENDLESS)
    total[steady] += (step * rate)[steady] / (1 - rate[steady])
    return now, before


def _row_parts(matrix: Any, count: int) -> list[tuple[slice, Any]]:
    """The matrix cut into runs of rows, without copying its numbers."""
    n = matrix.shape[0]
    cuts = [n * part // count for part in range(count + 1)]
    parts = []
    for first, last in pairwise(cuts):
        begin, end = matrix.indptr[first], matrix.indptr[last]
        pointers = matrix.indptr[first : last + 1] - begin
        rows = (matrix.data[begin:end], matrix.indices[begin:end], pointers)
        parts.append((slice(first, last), sparse.csr_array(rows, shape=(last - first, n))))
    return parts


def _look_at_idle(matrix: Any, total: NDArray[np.float64]) -> None:
    """A loop that no emissions enter shows nothing in the rounds; look at it all the same."""
    idle = np.flatnonzero(total == 0)
    if not len(idle):
        return
    among = matrix[idle][:, idle]
    if among.nnz and among.data.any():
        refuse_diverging(among, products=idle)
