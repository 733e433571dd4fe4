"""How fast a long activity sheet is read: the importer beside `pandas.read_csv` alone.

    python benchmarks/importer.py [ROWS …]

Writes a CSV of so many rows to a temporary folder and reads it, each reader in a process of
its own (so that peak memory is its own), three times; the best time counts. `pandas.read_csv`
splits and converts; the importer also checks every cell, unit and factor, and its footprint
is the sum a reader wants. The cell-by-cell reader, from which both must not differ, is
measured on fewer rows. Prints a table in Markdown.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import setting

HEADINGS = "項目,段階,数量,単位,排出係数,係数の単位,データ種別,係数の一次データ比率\n"
KINDS = (  # what the rows of a large company's sheet look like
    ("原材料調達", "kg", "8.0", "kg-CO2e/kg", "一次", "40"),
    ("原材料調達", "kg", "FICT-RESIN", "", "一次", ""),
    ("製造", "kWh", "ELEC-JP-AVERAGE-FY2024", "", "一次", ""),
    ("輸送", "tkm", "TRUCK-10T-DIESEL-FULL", "", "二次", ""),
    ("製造", "L", "2.62", "t-CO2/kL", "一次", "0"),
)
READERS = ("pandas.read_csv", "gxd_teach, from_file", "gxd_teach, from_file + footprint")
SLOW = "gxd_teach, cell by cell"
SLOW_ROWS = 20_000


def write_sheet(path: Path, rows: int) -> None:
    """A sheet of so many rows: 50,000 flows, amounts that all differ, five kinds of factor."""
    draw = random.Random(20261123)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(HEADINGS)
        for number in range(rows):
            stage, unit, factor, per, data, share = KINDS[number % len(KINDS)]
            amount = f"{draw.random() * 100:.5f}"
            file.write(
                f"部品 {number % 50_000},{stage},{amount},{unit},{factor},{per},{data},{share}\n"
            )


def reader(name: str, path: Path) -> Callable[[], object]:
    """What is measured."""
    if name == "pandas.read_csv":
        import pandas

        return lambda: pandas.read_csv(path)
    from gxd_teach.framework import Inventory
    from gxd_teach.framework.sheets.import_sheet import import_sheet

    if name == SLOW:
        return lambda: import_sheet(path, fast=False)
    if name.endswith("footprint"):
        return lambda: Inventory.from_file(path).footprint().total_kg_co2e
    return lambda: Inventory.from_file(path)


def measure(name: str, path: Path) -> dict[str, float]:
    """The best of three, and this process's peak memory."""
    read = reader(name, path)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times = []
    for _ in range(3):
        start = time.perf_counter()
        read()
        times.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"seconds": min(times), "peak_mb": peak / 1024, "before_mb": before / 1024}


def in_own_process(name: str, path: Path) -> dict[str, float]:
    """Measure in a fresh process."""
    done = subprocess.run(
        [sys.executable, __file__, "--measure", name, str(path)],
        check=True,
        capture_output=True,
        text=True,
    )
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def main(arguments: list[str]) -> None:
    """Measure every reader at every size and print the table."""
    if arguments[:1] == ["--measure"]:
        print(json.dumps(measure(arguments[1], Path(arguments[2]))))
        return
    sizes = [int(text) for text in arguments] or [10_000, 100_000, 1_000_000]
    table = []
    with tempfile.TemporaryDirectory() as folder:
        jobs = [(rows, name) for rows in sizes for name in READERS] + [(SLOW_ROWS, SLOW)]
        for rows, name in jobs:
            path = Path(folder) / f"{rows}.csv"
            if not path.exists():
                write_sheet(path, rows)
            found = in_own_process(name, path)
            table.append([
                name, f"{rows:,}", f"{found['seconds']:.3f}", f"{rows / found['seconds']:,.0f}",
                f"{found['peak_mb']:.0f} ({found['before_mb']:.0f})",
            ])  # fmt: skip
            print(*table[-1], flush=True)
    headings = ["reader", "rows", "seconds", "rows/s", "peak MB (before)"]
    setting.keep("importer", setting.table(headings, table))


if __name__ == "__main__":
    main(sys.argv[1:])
