"""Puts the measured sections together into RESULTS.md.

    .venv/bin/python benchmarks/report.py

Run chain.py, montecarlo.py and imports.py (and, for its section, importer.py with its output
sent to _build/bench/importer.md) before; what was not measured is left out.
"""

from __future__ import annotations

from pathlib import Path

import setting

TEXT = """# Measured, side by side

{setting}

Measured on 2026-11-23 on a shared machine with two cores, while other work ran on it: the
best of several runs stands here, single runs were up to twice as long. Ratios hold better
than seconds. Nothing here is a timed test; measure again with

    .venv/bin/python benchmarks/chain.py        # about half an hour, most of it the peer's limits
    .venv/bin/python benchmarks/montecarlo.py
    .venv/bin/python benchmarks/imports.py
    .venv/bin/python benchmarks/report.py       # writes this file

The peer, Brightway's `bw2calc`, lives in an environment of its own under `_build/bench`,
which the first run makes from `benchmarks/requirements.txt`.

## A supply chain: all footprints

About five links a product, from arrays in memory: build and solve together. *tiers*: 15 tiers,
no loops. *loops*: one link in twenty goes anywhere, so that nearly all products stand in one
loop. *random*: every link goes anywhere. *deep*: one line of all products with side links, up
to a million tiers. "Recalculation" is all footprints after every factor changed;
"one product's needs" is the transposed solve behind the what-ifs, its first use included,
which turns the matrix. Peak memory is that of one chain in a fresh process, with the
interpreter, NumPy, SciPy and the input arrays ({inputs}); "residual" is the largest
relative one of p = e + M p.

{ours}

{targets}

## The same chains with bw2calc

{peer}

"Largest difference" is that of the score (relative) and of the supply array (relative to its
largest entry) against our `needs`.

Where this comparison is unkind to the peer:

- Random wiring is the worst case for a factorization, which fills up; real life-cycle
  databases have structure, and there SuperLU and PARDISO are far quicker than here
  (bw2calc's own documentation reports a few hundred milliseconds for 23,500 activities).
- A factorization, once made, answers further demands in milliseconds; here it is made for one.
- It does much more than we do: several products and flows of any sign, impact methods,
  uncertainty, scenarios, databases; its time includes mapping identifiers and building three
  matrices, which is most of what its iterative classes take here.
- BiCGSTAB broke down when started from zero on a demand for one single product, and the class
  then factorized; it was given a start of 1/n everywhere. The iterative classes ran with
  `rtol=1e-11` (their default is 1e-8) so that the answers can be compared to 1e-9.

Where it is unkind to us: the peer's one solve gives one product, ours gives all of them, and
the time compared is that.

## Monte Carlo

{montecarlo}

The first case draws 1,200 normal amounts and 200 lognormal factors, each factor once for all
rows that share it. In the second the chain is solved once, transposed; what remains is a
sum of draws. In the third every run changes all links, so each is solved anew.

## Importing

Best of 15 fresh interpreters, the bare interpreter taken off.

{imports}
"""

TARGETS = """Set before: 10⁶ products below 1.0 s without and 1.5 s with loops, below 350 MB,
recalculation below 0.4 s, at least 1,000 times the default solver at 10⁴. {verdict}"""


def section(name: str) -> str:
    """A measured section, or a word that it is missing."""
    path = setting.WORK / f"{name}.md"
    return path.read_text(encoding="utf-8").strip() if path.exists() else "(not measured)"


if __name__ == "__main__":
    verdict = section("verdict")
    text = TEXT.format(
        setting=section("chain-setting"),
        inputs="88 MB of arrays at a million products",
        ours=section("chain-ours"),
        targets=TARGETS.format(verdict="" if verdict == "(not measured)" else verdict).strip(),
        peer=section("chain-peer"),
        montecarlo=section("montecarlo"),
        imports=section("imports"),
    )
    if (setting.WORK / "importer.md").exists():
        text += f"\n## The importer\n\n{section('importer')}\n"
    Path(setting.HERE / "RESULTS.md").write_text(text, encoding="utf-8")
