"""A chain solved in one pass, from the first suppliers to the last buyers.

For chains of very many tiers, where rounds would take as long as the chain is, and for loops
that are nearly endless, where rounds would come to the end only after thousands.

Stands on NumPy and SciPy: import it where it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from scipy.sparse import linalg

from gxd_teach.framework.supplychain.loops import Loops, refuse_unsound
from gxd_teach.framework.supplychain.part import LARGE, solve_part

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["solve_exactly"]


def solve_exactly(matrix: Any, own: NDArray[np.float64]) -> NDArray[np.float64]:
    """Solve ``p = own + matrix @ p`` in one pass from the first suppliers to the last buyers.

    For chains of very many tiers and for loops that are nearly endless. No recursion.
    Raises `DivergingLoop`.

    >>> ring = sparse.csr_array([[0.0, 0.9], [1.1, 0.0]])  # gain 0.99
    >>> solve_exactly(ring, np.array([1.0, 0.0])).round(6).tolist()
    [100.0, 110.0]
    """
    loops = Loops.of(matrix)
    n = len(own)
    refuse_unsound(loops, np.arange(n))
    links, entering, members = _opened(loops)
    right = np.concatenate([own, own[members]])
    right[members] = 0.0
    place = np.concatenate([2 * loops.label + 1, 2 * loops.label[members]])
    order = np.argsort(place, kind="stable")
    result = np.zeros(len(right))
    ready = np.zeros(len(right))
    lower = (links + entering)[order][:, order].tocsr()
    for first, last, looping in _stretches(loops, place, order):
        rows = lower[first:last]
        fixed = right[order[first:last]] + rows[:, :first] @ ready[:first]
        part = rows[:, first:last]
        if looping:
            found = solve_part(part, fixed)
            if found is None:
                raise ArithmeticError("a loop proved sound was not solved")
        else:
            system = sparse.csr_array(sparse.eye_array(last - first, format="csr") - part)
            found = linalg.spsolve_triangular(system, fixed, lower=True)
        ready[first:last] = found
    result[order] = ready
    return result[:n]


def _opened(loops: Loops) -> tuple[Any, Any, NDArray[np.intp]]:
    """The chain with its small loops opened, so that it can be solved in one pass.

    Each product of a small loop gets a second line, "what enters the loop at this product";
    its footprint is then the loop's own inverse (I - M)^-1 times these. That leaves no
    loop, and nothing of the chain around it fills up.
    """
    groups = [group for group in loops.groups if len(group) <= LARGE]
    members = np.concatenate(groups) if groups else np.empty(0, dtype=np.intp)
    n, extra = loops.matrix.shape[0], len(members)
    line = np.arange(n)
    line[members] = n + np.arange(extra)
    small = np.zeros(n, dtype=bool)
    small[members] = True
    keep = ~(loops.inner & small[loops.rows])
    shape = (n + extra, n + extra)
    places = (line[loops.rows[keep]], loops.matrix.indices[keep])
    links = sparse.csr_array((loops.matrix.data[keep], places), shape=shape)
    data: list[Any] = [np.empty(0)]
    rows, columns = [members[:0]], [members[:0]]
    for size in {len(group) for group in groups}:
        same = np.array([group for group in groups if len(group) == size])
        inverse = np.linalg.inv(np.eye(size) - _dense(loops, same))
        data.append(inverse.ravel())
        rows.append(np.repeat(same, size, axis=1).ravel())
        columns.append(np.tile(line[same], (1, size)).ravel())
    inside = (np.concatenate(rows), np.concatenate(columns))
    return links, sparse.csr_array((np.concatenate(data), inside), shape=shape), members


def _dense(loops: Loops, same: NDArray[np.intp]) -> NDArray[np.float64]:
    """The inner links of loops of one size (count x size), as an array (count x size x size)."""
    count, size = same.shape
    number = np.full(loops.matrix.shape[0], -1)
    number[same.ravel()] = np.arange(count * size)
    links = np.flatnonzero(loops.inner & (number[loops.rows] >= 0))
    row, column = number[loops.rows[links]], number[loops.matrix.indices[links]]
    result = np.zeros((count, size, size))
    result[row // size, row % size, column % size] = loops.matrix.data[links]
    return result


def _stretches(loops: Loops, place: Any, order: Any) -> list[tuple[int, int, bool]]:
    """Cut the sorted lines where a large loop stands: (first, last, whether it is the loop)."""
    cuts: list[tuple[int, int, bool]] = []
    done = 0
    for group in (group for group in loops.groups if len(group) > LARGE):
        first = int(np.searchsorted(place[order], 2 * loops.label[group[0]] + 1))
        if first > done:
            cuts.append((done, first, False))
        cuts.append((first, first + len(group), True))
        done = first + len(group)
    if done < len(order):
        cuts.append((done, len(order), False))
    return cuts
