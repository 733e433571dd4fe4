"""Loops in a chain: steel needs power, power needs steel. Found, and refused where unsound.

A loop is productive when one unit of its product needs less than one unit of itself; then
``v = 1 + M v`` has a solution in which every v is positive, and only then (the
Hawkins-Simon condition: D. Hawkins and H. A. Simon, Econometrica 17, 1949, 245-248).
That solution is the proof that the loop is sound; without one, the chain is refused.

Stands on NumPy and SciPy: import it where it is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from gxd_teach.framework.supplychain.part import LARGE, solve_part

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["LARGE", "DivergingLoop", "Loops", "depth", "refuse_diverging", "refuse_unsound"]

ENDLESS = 1e13  # needing that many units for one is, in 16 digits, needing no end of them


class DivergingLoop(Exception):
    """A loop that needs a unit or more of itself: its `products` (numbers), and what it needs.

    `cycle` is the strongest way round inside it, as numbers in the order of buying;
    `gain` is how much of its first product that way needs for one unit of it.
    """

    def __init__(self, products: NDArray[np.intp], cycle: list[int], gain: float) -> None:
        super().__init__(f"{len(products)} products, gain {gain:.6g}")
        self.products, self.cycle, self.gain = products, cycle, gain


@dataclass(frozen=True)
class Loops:
    """A chain sorted so that suppliers come first; the products of one loop share a label."""

    matrix: Any  # duplicates added up, zeros left out
    label: NDArray[np.intp]

    @classmethod
    def of(cls, matrix: Any) -> Loops:
        """Find the strongly connected components, numbered from the suppliers' end."""
        # csgraph never returns when a row holds the same column twice.
        tidy = sparse.csr_array(matrix, copy=True)
        tidy.sum_duplicates()
        tidy.eliminate_zeros()
        _, label = csgraph.connected_components(tidy, directed=True, connection="strong")
        loops = cls(tidy, label)
        if bool((label[tidy.indices] > label[loops.rows]).any()):
            return cls(tidy, _supplier_first(label, loops.rows, tidy.indices))
        return loops

    @cached_property
    def rows(self) -> NDArray[np.intp]:
        """The buyer of every stored link."""
        return np.repeat(np.arange(self.matrix.shape[0]), np.diff(self.matrix.indptr))

    @cached_property
    def inner(self) -> NDArray[np.bool_]:
        """Which stored links run inside a loop."""
        return self.label[self.rows] == self.label[self.matrix.indices]

    @cached_property
    def groups(self) -> list[NDArray[np.intp]]:
        """The products of each loop."""
        members = np.unique(self.rows[self.inner])
        members = members[np.argsort(self.label[members], kind="stable")]
        cuts = np.flatnonzero(np.diff(self.label[members])) + 1
        return np.split(members, cuts) if len(members) else []


def _supplier_first(label: Any, rows: Any, columns: Any) -> Any:
    """Number the components so that no supplier has a higher number than its buyer."""
    from graphlib import TopologicalSorter

    before: dict[int, set[int]] = {int(one): set() for one in np.unique(label)}
    for buyer, supplier in zip(label[rows].tolist(), label[columns].tolist(), strict=True):
        if buyer != supplier:
            before[buyer].add(supplier)
    place = np.empty(len(before), dtype=np.intp)
    place[list(TopologicalSorter(before).static_order())] = np.arange(len(before))
    return place[label]


def refuse_diverging(matrix: Any, products: Any = None) -> None:
    """Raise `DivergingLoop` if any loop of the matrix needs a unit or more of itself.

    `products` are the numbers to name the rows by, where the matrix is a part of a chain.
    """
    refuse_unsound(Loops.of(matrix), np.arange(matrix.shape[0]) if products is None else products)


def refuse_unsound(loops: Loops, names: Any) -> None:
    """The same for loops already found; `names` are the numbers to name the rows by."""
    small = [group for group in loops.groups if len(group) <= LARGE]
    if small and _sound(loops.matrix, np.concatenate(small), loops.label):
        small = []  # all proved at once, which is nearly always so
    for group in [*small, *(group for group in loops.groups if len(group) > LARGE)]:
        if not _sound(loops.matrix, group, loops.label):
            cycle, gain = _strongest_cycle(loops.matrix[group][:, group])
            raise DivergingLoop(names[group], [int(names[group[i]]) for i in cycle], gain)


def _sound(matrix: Any, members: NDArray[np.intp], label: NDArray[np.intp]) -> bool:
    """Whether v = 1 + M v has a positive solution over these loops, links between them left out."""
    within = matrix[members][:, members].tocoo()
    same = label[members][within.coords[0]] == label[members][within.coords[1]]
    places = (within.coords[0][same], within.coords[1][same])
    links = sparse.csr_array((within.data[same], places), shape=within.shape)
    need = solve_part(links, np.ones(len(members)))
    if need is None or not bool(((need > 0) & (need < ENDLESS)).all()):
        return False
    return bool((need - links @ need > 0.5).all())


def _strongest_cycle(links: Any) -> tuple[list[int], float]:
    """The way round that needs the most of itself, found along the loop's own proportions."""
    size = links.shape[0]
    weight = np.full(size, 1.0 / size)
    for _ in range(200):
        weight = weight + links @ weight
        weight /= weight.sum()
    place = int(np.argmax(weight))
    seen: dict[int, int] = {}
    way: list[int] = []
    amounts: list[float] = []
    while place not in seen:
        seen[place] = len(way)
        begin, end = links.indptr[place], links.indptr[place + 1]
        best = begin + int(np.argmax(links.data[begin:end] * weight[links.indices[begin:end]]))
        way.append(place)
        amounts.append(float(links.data[best]))
        place = int(links.indices[best])
    start = seen[place]
    return way[start:], float(np.prod(amounts[start:]))


def depth(matrix: Any) -> int | None:
    """How many tiers of suppliers the longest chain of links has; None where there are loops.

    >>> depth(sparse.csr_array([[0.0, 2.0], [0.0, 0.0]]))
    1
    """
    loops = Loops.of(matrix)
    if loops.groups:
        return None
    pointers, suppliers = loops.matrix.indptr.tolist(), loops.matrix.indices.tolist()
    tiers = [0] * matrix.shape[0]
    for product in np.argsort(loops.label, kind="stable").tolist():
        found = suppliers[pointers[product] : pointers[product + 1]]
        if found:
            tiers[product] = 1 + max(tiers[supplier] for supplier in found)
    return max(tiers, default=0)
