"""What importing costs: a fresh interpreter each time, the bare interpreter taken off.

.venv/bin/python benchmarks/imports.py
"""

from __future__ import annotations

import subprocess
import sys
import time

import setting

STATEMENTS = (
    "import gxd_teach",
    "from gxd_teach.framework import Inventory",
    "from gxd_teach.framework.supplychain.chain import SupplyChain",
    "from gxd_teach.framework.uncertainty.inventory import simulate",
    "import numpy",
    "import pandas",
)


def best(code: str, times: int = 15) -> float:
    """The shortest of several runs of a fresh interpreter, seconds."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        taken.append(time.perf_counter() - begin)
    return min(taken)


if __name__ == "__main__":
    bare = best("pass")
    rows = []
    for line in STATEMENTS:
        taken = 1000 * (best(line) - bare)
        rows.append([f"`{line}`", f"{taken:.0f} ms" if taken >= 1 else "< 1 ms"])
    setting.keep("imports", setting.table(["statement", "time"], rows))
