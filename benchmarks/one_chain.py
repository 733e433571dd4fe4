"""One measurement in a fresh process; prints one line of JSON.

    python one_chain.py {ours,default,pardiso,bicgstab,gmres} FILE OUT REPEATS

Time runs from arrays in memory to the answer: building the matrix and solving. The peer's
own data package is made before its clock starts.
"""

from __future__ import annotations

import json
import resource
import sys
import time
import warnings
from pathlib import Path

import numpy as np


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ours(data: dict[str, np.ndarray], out: Path, repeats: int) -> dict[str, object]:
    import scipy.sparse  # noqa: F401  (imports are not what is measured)

    from gxd_teach.framework.supplychain import arrays  # noqa: F401
    from gxd_teach.framework.supplychain.chain import SupplyChain

    links = (data["buyer"], data["supplier"], data["amount"])
    n, asked = len(data["direct"]), int(data["asked"])
    imported = peak_mb()
    times, again, builds = [], [], []
    peak = 0.0
    for _ in range(repeats):
        begin = time.perf_counter()
        chain = SupplyChain.from_arrays(n, *links, data["direct"])
        built = time.perf_counter()
        found = chain.footprints()
        times.append(time.perf_counter() - begin)
        builds.append(built - begin)
        peak = peak or peak_mb()  # of one chain: later ones are built beside it
    changed = data["direct"] * np.linspace(0.8, 1.2, n)
    for _ in range(repeats):
        begin = time.perf_counter()
        other = chain.with_direct(changed).footprints()
        again.append(time.perf_counter() - begin)
    begin = time.perf_counter()
    need = chain.needs(asked)
    one = time.perf_counter() - begin
    residual = other.kg_co2e - changed - chain.matrix @ other.kg_co2e
    np.savez(out, score=found[asked], supply=need)
    return {
        "seconds": min(times), "build": min(builds), "again": min(again), "transposed": one,
        "peak_mb": peak, "imported_mb": imported, "rounds": found.rounds,
        "residual": float(np.abs(residual / other.kg_co2e).max()),
    }  # fmt: skip


def peer(solver: str, data: dict[str, np.ndarray], out: Path, repeats: int) -> dict[str, object]:
    if solver != "pardiso":
        sys.modules["pypardiso"] = None  # type: ignore[assignment]  # as where it is not installed
    warnings.simplefilter("ignore")
    import bw2calc
    import bw_processing as bwp

    n, asked = len(data["direct"]), int(data["asked"])
    package = bwp.create_datapackage()
    own = np.arange(n)

    def add(
        name: str, rows: np.ndarray, columns: np.ndarray, values: np.ndarray, flip: object
    ) -> None:
        places = np.zeros(len(rows), dtype=bwp.INDICES_DTYPE)
        places["row"], places["col"] = rows, columns
        package.add_persistent_vector(
            matrix=name, indices_array=places, data_array=values, flip_array=flip
        )

    flips = np.concatenate([np.zeros(n, dtype=bool), np.ones(len(data["buyer"]), dtype=bool)])
    rows = np.concatenate([own, data["supplier"]])
    columns = np.concatenate([own, data["buyer"]])
    add("technosphere_matrix", rows, columns, np.concatenate([np.ones(n), data["amount"]]), flips)
    add("biosphere_matrix", np.full(n, n + 1), own, data["direct"], None)
    add("characterization_matrix", np.array([n + 1]), np.array([n + 1]), np.ones(1), None)

    options: dict[str, object] = {"demand": {asked: 1.0}, "data_objs": [package]}
    exact = {"direct_first_solve": False, "rtol": 1e-12, "residual_factor": 1000, "max_error": None}
    kinds = {"bicgstab": bw2calc.IterativeLCA, "gmres": bw2calc.JacobiGMRESLCA}
    times, builds = [], []
    while len(times) < repeats and sum(times) < 30:
        begin = time.perf_counter()
        lca = kinds[solver](**options, **exact) if solver in kinds else bw2calc.LCA(**options)
        lca.load_lci_data()
        builds.append(time.perf_counter() - begin)
        if solver == "bicgstab":  # from zero it breaks down on a demand for one product alone
            lca.guess = np.full(n, 1.0 / n)
        lca.lci()
        lca.lcia()
        times.append(time.perf_counter() - begin)
    np.savez(
        out, score=lca.score, supply=lca.supply_array[[lca.dicts.activity[i] for i in own.tolist()]]
    )
    return {
        "seconds": min(times), "build": min(builds), "runs": len(times), "peak_mb": peak_mb(),
        "stages": dict(getattr(lca, "solver_stats", {})), "pardiso": bw2calc.PYPARDISO,
    }  # fmt: skip


if __name__ == "__main__":
    which, path, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    with np.load(path) as file:
        arrays = {name: file[name] for name in file.files}
    count = int(sys.argv[4])
    print(
        json.dumps(ours(arrays, out, count) if which == "ours" else peer(which, arrays, out, count))
    )
