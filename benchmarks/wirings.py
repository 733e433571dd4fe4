"""Supply chains to measure with: the same arrays for us and for the peer.

`tiers` is what a supply chain looks like: 15 tiers, most links to the next one, some
further up, nothing back. `loops` sends one link in twenty anywhere, so that nearly all
products stand in one loop. `random` sends every link anywhere: the worst case for
factorization. `deep` is one long line with side links: the worst case for rounds.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

LINKS = 5
TIERS = 15
WIRINGS = ("tiers", "loops", "random", "deep")


def make(n: int, wiring: str, seed: int = 2026) -> dict[str, np.ndarray]:
    """buyer, supplier (int32), amount, direct (float64), and the product to ask for."""
    random = np.random.default_rng(seed)
    count = LINKS * n
    if wiring == "deep":
        buyer = np.concatenate([np.arange(n - 1), random.integers(0, n - 1, count - n + 1)])
        supplier = np.concatenate([np.arange(1, n), np.zeros(count - n + 1, dtype=np.int64)])
        side = buyer[n - 1 :]
        supplier[n - 1 :] = side + random.integers(1, np.minimum(50, n - side - 1) + 1)
    elif wiring == "random":
        buyer, supplier = random.integers(0, n, (2, count))
    else:
        buyer, supplier = _tiers(random, n, count)
        if wiring == "loops":
            back = random.random(count) < 0.05
            supplier[back] = random.integers(0, n, int(back.sum()))
    amount = random.random(count) * 0.3  # 0.75 units of inputs for a unit, on average
    names = np.arange(n) if wiring == "deep" else random.permutation(n)
    return {
        "buyer": names[buyer].astype(np.int32),
        "supplier": names[supplier].astype(np.int32),
        "amount": amount,
        "direct": random.random(n),
        "asked": np.array(names[0]),
    }


def _tiers(random: np.random.Generator, n: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    tier = np.sort(random.integers(0, TIERS, n))
    start = np.searchsorted(tier, np.arange(TIERS + 1))
    buyer = random.integers(0, start[TIERS - 1], count)
    first = start[tier[buyer] + 1]
    last = np.where(
        random.random(count) < 0.8, start[tier[buyer] + 2 - (tier[buyer] + 2 > TIERS)], n
    )
    supplier = first + (random.random(count) * (last - first)).astype(np.int64)
    return buyer, supplier


def file_of(folder: Path, n: int, wiring: str) -> Path:
    """The arrays on disk, made once."""
    path = folder / f"{wiring}-{n}.npz"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        np.savez(path, **make(n, wiring))
    return path
