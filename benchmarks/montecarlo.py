"""Monte Carlo: a PC-sized case with NumPy alone, and one product of a chain of 100,000.

.venv/bin/python benchmarks/montecarlo.py
"""

from __future__ import annotations

import json
import resource
import sys
import time

import numpy as np
import setting
import wirings


def inventory(runs: int) -> dict[str, float]:
    """300 products, 1,200 inputs, 200 shared factors: amounts normal, factors lognormal."""
    from gxd_teach.framework.uncertainty.inventory import (
        Distribution,
        UncertainInventory,
        UncertainRow,
        simulate,
    )

    random = np.random.default_rng(1)
    amount = Distribution.normal(1, 0.05)
    spread = Distribution.lognormal(mean=1, relative_sd=0.2)
    factors = [spread.scaled(value) for value in random.uniform(0.1, 5, 200)]
    rows = []
    for number, use in enumerate(random.integers(0, 200, 1200).tolist()):
        much = amount.scaled(float(random.uniform(0.1, 1)))
        rows.append(UncertainRow(f"{number}", much, factors[use], f"F{use}", f"P{number % 300}"))
    uncertain = UncertainInventory(tuple(rows))
    times = []
    for _ in range(7):
        begin = time.perf_counter()
        found = simulate(uncertain, runs, seed=1)
        times.append(time.perf_counter() - begin)
    return {"seconds": min(times), "mean": found.mean, "sd": found.sd}


def chain(uncertain_amounts: bool, runs: int) -> dict[str, float]:
    """100,000 products in 15 tiers: each one's own emissions, or each link's amount, uncertain."""
    from gxd_teach.framework.supplychain.chain import SupplyChain
    from gxd_teach.framework.supplychain.uncertainty import simulate_chain
    from gxd_teach.framework.uncertainty.inventory import Distribution

    data = wirings.make(100_000, "tiers")
    links = (data["buyer"], data["supplier"], data["amount"])
    made = SupplyChain.from_arrays(100_000, *links, data["direct"])
    asked, times = int(data["asked"]), []
    spread = Distribution.lognormal(mean=1, relative_sd=0.2)
    kind = {"amounts" if uncertain_amounts else "direct": spread}
    for _ in range(1 if uncertain_amounts else 3):
        begin = time.perf_counter()
        found = simulate_chain(made, asked, runs=runs, seed=1, **kind)
        times.append(time.perf_counter() - begin)
    reached = int(np.count_nonzero(made.needs(asked)))
    return {"seconds": min(times), "mean": found.mean, "sd": found.sd, "reached": reached}


CASES = {
    "300 products, 1,200 inputs, 10,000 runs": lambda: inventory(10_000),
    "one of 100,000 products, own emissions uncertain, 1,000 runs": lambda: chain(False, 1000),
    "one of 100,000 products, 500,000 amounts uncertain, 100 runs": lambda: chain(True, 100),
}

if __name__ == "__main__":
    if len(sys.argv) > 1:
        answer = list(CASES.values())[int(sys.argv[1])]()
        answer["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(answer))
    else:
        rows = []
        for place, name in enumerate(CASES):
            found = setting.measure([sys.executable, __file__, str(place)], 600)
            note = f" ({found['reached']:,} up its chain)" if "reached" in found else ""
            rows.append([name + note, f"{found['seconds']:.3g} s", f"{found['peak_mb']:.0f} MB"])
        setting.keep("montecarlo", setting.table(["case", "time", "peak RSS"], rows))
