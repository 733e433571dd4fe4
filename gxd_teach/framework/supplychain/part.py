"""One set of products that buy from each other, solved by itself: ``p = e + M p``.

A small one is factorized. In a large one nearly every product reaches nearly every other,
and factors would fill the memory: there the loop is walked through tier by tier, and only
what comes round is repeated (BiCGSTAB: H. A. van der Vorst, SIAM J. Sci. Stat. Comput. 13,
1992, 631-644).

Stands on NumPy and SciPy: import it where it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from scipy.sparse import linalg

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["LARGE", "solve_part"]

LARGE = 150  # products in one loop; a larger one is not inverted but solved by itself
FACTORIZE_AT_MOST = 20_000


def solve_part(links: Any, own: Any) -> Any:
    """Solve one part with loops, or None when it has no solution or none was found."""
    system = sparse.csr_array(sparse.eye_array(links.shape[0], format="csr") - links)
    if links.shape[0] > LARGE:
        found = _approach(system, own)
        if found is not None or links.shape[0] > FACTORIZE_AT_MOST:
            return found
    try:
        factors = linalg.splu(system.tocsc(), diag_pivot_thresh=0.0)
    except RuntimeError:  # exactly singular: a loop that needs one unit of itself
        return None
    found = factors.solve(own)
    found += factors.solve(own - system @ found)
    return found if bool(np.isfinite(found).all()) else None


def _approach(system: Any, own: Any) -> Any:
    """A large loop: BiCGSTAB, each step of which runs once through the loop's tiers.

    Factorizing would fill the memory; here only the links that close a loop are repeated.
    The answer is corrected until what is left of each line is dust; None when it fails.
    """
    order = _finished_first(system)
    line = system[order][:, order].tocsr()
    tiers = linalg.splu(
        sparse.tril(line, format="csc"), permc_spec="NATURAL", diag_pivot_thresh=0.0
    )
    through = linalg.LinearOperator(line.shape, matvec=tiers.solve, dtype=np.float64)
    right, found = own[order], np.zeros_like(own)
    for _ in range(12):
        rest = right - line @ found
        if bool((np.abs(rest) <= 1e-13 * np.abs(found)).all()):
            result = np.empty_like(found)
            result[order] = found
            return result
        with np.errstate(all="ignore"):
            more, _ = linalg.bicgstab(line, rest, rtol=1e-6, atol=0.0, maxiter=300, M=through)
        if not np.isfinite(more).all():
            return None
        found += more
    return None


def _finished_first(links: Any) -> NDArray[np.intp]:
    """The products in the order in which a walk to the suppliers finishes them (no recursion)."""
    pointers, suppliers = links.indptr.tolist(), links.indices.tolist()
    size = links.shape[0]
    ends = pointers[1:]
    seen = [False] * size
    finished: list[int] = []
    for start in range(size):
        trail = [] if seen[start] else [start]
        seen[start] = True
        while trail:
            product = trail[-1]
            for place in range(pointers[product], ends[product]):
                if not seen[suppliers[place]]:
                    pointers[product] = place + 1
                    seen[suppliers[place]] = True
                    trail.append(suppliers[place])
                    break
            else:
                finished.append(trail.pop())
    return np.array(finished, dtype=np.intp)
