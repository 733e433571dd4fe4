"""Puts the measured sections together into RESULTS.md.

    .venv/bin/python benchmarks/report.py

Run chain.py, montecarlo.py, imports.py, importer.py, exchange.py, grading.py and grading_scale.py
before. A section of which something was not measured here stays as it stands in RESULTS.md.
"""

from __future__ import annotations

import re
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
    .venv/bin/python benchmarks/importer.py
    .venv/bin/python benchmarks/exchange.py 100000 both
    .venv/bin/python benchmarks/grading.py      # otter-grader needs a package index the first time
    .venv/bin/python benchmarks/grading_scale.py
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

Set before, for *tiers* and *loops*: 10⁶ products below 1.0 s without and 1.5 s with loops, below
350 MB, recalculation below 0.4 s, at least 1,000 times the default solver at 10⁴.

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
  `rtol=1e-12` (their default is 1e-8) so that the answers can be compared to 1e-9.

Where it is unkind to us: the peer's one solve gives one product, ours gives all of them, and
the time compared is that.

## Monte Carlo

{montecarlo}

The first case draws 1,200 normal amounts and 200 lognormal factors, each factor once for all
rows that share it. In the second the chain is solved once, transposed; what remains is a
sum of draws. In the third every run changes all links, so each is solved anew.

## The exchange

{exchange}

The Node figures are of PACT's public demo server (wbcsd/pact-demo-api-ts), measured before on two such
cores by the same kind of load; it was not run beside ours. Unkind to it: its pages are assembled from
objects at every request, ours are stored bytes, and it was written to show the protocol, not to be fast.
Set before: five times its requests per second, the first page of 10⁵ footprints below 20 ms.

## The importer

A CSV activity sheet of so many rows; the importer checks every cell, unit and factor besides.
Set before: 200,000 rows/s.

{importer}

## The exercise room

{grading_setting}

{grading}

"In all" is what one waits for: a fresh process, its imports and its sandboxes included.
"Each, once it runs" is the time between two submissions behind the first five: what a large class
costs. nbgrader ran before and after each of ours; the ratio is to the mean of the two.
Memory is that of all processes together, shared pages counted once. Unkind to nbgrader: it
starts a kernel for each submission, and its own start is spread over fewer of them. Unkind to otter, too:
`otter run` is meant for one submission in a container. Unkind to us: ours makes a sandbox around each
submission, which the other two do not. Set before: fifty times nbgrader's submissions per second,
below 1 GiB.

The ratio moves with what else the machine does. Earlier runs of the same script, while other work
ran: 64.4 and 83.2 (1 and 2 jobs, six submissions to nbgrader, load 6 to 9), 49.4 and 52.1 (fifteen,
load 2 to 8). The table above is of the machine by itself.

{grading_scale}

A kill is SIGKILL to the whole process group. Set before: no failure, and the same gradebook.

## Importing

Best of 15 fresh interpreters, the bare interpreter taken off. Set before: `import gxd_teach`
below 50 ms.

{imports}
"""


MISSING = "(not measured)"


def section(name: str) -> str:
    """A measured section, or a word that it is missing."""
    path = setting.WORK / f"{name}.md"
    return path.read_text(encoding="utf-8").strip() if path.exists() else MISSING


def parts(text: str) -> dict[str, str]:
    """A text by its headings of the second level; what stands before the first is named ""."""
    found = {}
    for part in re.split(r"^(?=## )", text, flags=re.MULTILINE):
        found[part.splitlines()[0] if part.startswith("## ") else ""] = part
    return found


def together(measured: str, before: str) -> str:
    """What was measured, with the older part wherever something was not.

    >>> together("# M\\n## A\\n1\\n## B\\n(not measured)\\n", "## B\\n2\\n")
    '# M\\n## A\\n1\\n## B\\n2\\n'
    """
    old = parts(before)
    return "".join(
        old.get(heading, part) if MISSING in part else part
        for heading, part in parts(measured).items()
    )


if __name__ == "__main__":
    file = Path(setting.HERE / "RESULTS.md")
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    machine = section("chain-setting")
    if machine == MISSING and before:
        machine = before.split("\n\n")[1]
    text = TEXT.format(
        setting=machine,
        inputs="88 MB of arrays at a million products",
        ours=section("chain-ours"),
        peer=section("chain-peer"),
        montecarlo=section("montecarlo"),
        imports=section("imports"),
        importer=section("importer"),
        exchange="\n\n".join(
            section(f"exchange-{part}") for part in ("sqlite", "postgresql", "lint")
        ),
        grading_setting=section("grading-setting"),
        grading=section("grading"),
        grading_scale=section("grading-scale"),
    )
    file.write_text(together(text, before), encoding="utf-8")
