"""All footprints of a supply chain: ours and Brightway's bw2calc, side by side in one run.

    .venv/bin/python benchmarks/chain.py [--sizes 1000 10000 …] [--limit SECONDS] [--repeats 5]

The peer lives in its own environment under _build/bench, made at the first run from
benchmarks/requirements.txt. Every measurement is a fresh process.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import setting
import wirings

SOLVERS = {
    "default": "bw2calc, default (SuperLU)",
    "pardiso": "bw2calc, default with PARDISO",
    "bicgstab": "bw2calc, IterativeLCA (BiCGSTAB)",
    "gmres": "bw2calc, JacobiGMRESLCA",
}


def one(python: Path, solver: str, size: int, wiring: str, options: argparse.Namespace) -> dict:
    """Measure one solver on one chain; its answer stays in a file beside."""
    data = wirings.file_of(setting.WORK / "data", size, wiring)
    answer = setting.WORK / f"answer-{solver}.npz"
    answer.unlink(missing_ok=True)
    command = [str(python), str(setting.HERE / "one_chain.py"), solver, str(data), str(answer)]
    found = setting.measure([*command, str(options.repeats)], options.limit)
    if solver != "ours" and answer.exists():
        with np.load(setting.WORK / "answer-ours.npz") as mine, np.load(answer) as theirs:
            score = abs(float(theirs["score"] / mine["score"]) - 1)
            supply = np.abs(theirs["supply"] - mine["supply"]).max() / mine["supply"].max()
        found["difference"] = max(score, float(supply))
    return found


def seconds(found: dict) -> str:
    """3 figures, or why there are none."""
    return found["failed"] if "failed" in found else f"{found['seconds']:.3g} s"


def run(options: argparse.Namespace) -> None:
    peer = setting.peer_python()
    here = Path(sys.executable)
    sides: list[list[str]] = []
    alone: list[list[str]] = []
    for size in options.sizes:
        for wiring in wirings.WIRINGS:
            mine = one(here, "ours", size, wiring, options)
            name = f"{size:,} {wiring}"
            if "failed" in mine:
                alone.append([name, mine["failed"], *[""] * 6])
                continue
            alone.append([
                name, seconds(mine), f"{mine['build']:.3g} s", f"{mine['again']:.3g} s",
                f"{mine['transposed']:.3g} s", f"{mine['peak_mb']:.0f} MB", str(mine["rounds"]),
                f"{mine['residual']:.0e}",
            ])  # fmt: skip
            print(*alone[-1], flush=True)
            if wiring == "deep":
                continue
            for solver, label in SOLVERS.items():
                if solver in ("default", "pardiso") and size > options.factorize_to:
                    continue
                found = one(peer, solver, size, wiring, options)
                row = [f"{name}: {label}", seconds(mine), seconds(found)]
                if "failed" in found:
                    sides.append([*row, "–", "–", "–"])
                else:
                    if solver == "bicgstab" and not found["stages"].get("iterative"):
                        row[0] += ", fell back to factorizing"
                    sides.append([
                        *row, f"{found['seconds'] / mine['seconds']:,.0f} x",
                        f"{found['peak_mb']:.0f} MB", f"{found['difference']:.0e}",
                    ])  # fmt: skip
                print(*sides[-1], flush=True)
    first = ["products, wiring", "build + solve", "of it build", "recalculation", "one product's needs",
             "peak RSS", "rounds", "residual"]  # fmt: skip
    second = ["products, wiring: peer", "ours, all products", "peer, one product", "ratio",
              "peer's peak RSS", "largest difference"]  # fmt: skip
    setting.keep("chain-ours", setting.table(first, alone))
    setting.keep("chain-peer", setting.table(second, sides))
    setting.keep(
        "chain-setting",
        f"{setting.machine()}. Ours: {setting.versions('numpy', 'scipy', 'pandas')}. "
        f"Peer: {setting.peer_versions(peer)}. Best of {options.repeats} runs in one process "
        f"(the peer's until 30 s are spent); limit {options.limit:.0f} s a process.",
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--limit", type=float, default=300.0)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--factorize-to", type=int, default=100_000)
    run(parser.parse_args())
