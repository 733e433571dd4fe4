"""Where and how measurements run: fresh processes, a limit on time and memory, machine and versions."""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import time
import venv
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
WORK = HERE.parent / "_build" / "bench"
MEMORY_BYTES = 18 * 2**30


def peer_python() -> Path:
    """The peer's own environment, made from requirements.txt when it is not there yet."""
    place = WORK / "peer"
    python = place / "bin" / "python"
    stamp = place / "requirements.txt"
    wanted = (HERE / "requirements.txt").read_text(encoding="utf-8")
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        venv.create(place, with_pip=True, clear=True)
        install = [
            str(python),
            "-m",
            "pip",
            "install",
            "--quiet",
            "-r",
            str(HERE / "requirements.txt"),
        ]
        subprocess.run(install, check=True)
        stamp.write_text(wanted, encoding="utf-8")
    return python


def measure(command: list[str], seconds: float) -> dict[str, object]:
    """The JSON line a fresh process prints; ``{"failed": why}`` beyond the limits."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))

    begin = time.perf_counter()
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=seconds, preexec_fn=limit, check=False
        )
    except subprocess.TimeoutExpired:
        return {"failed": f"> {seconds:.0f} s"}
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or [f"exit {done.returncode}"]
        memory = "MemoryError" in last[0] or "alloc" in last[0].lower() or done.returncode < 0
        why = (
            f"out of memory ({MEMORY_BYTES >> 30} GB)"
            if memory
            else last[0].split(": ", 1)[-1][:110]
        )
        return {"failed": f"{why} after {time.perf_counter() - begin:.0f} s"}
    result: dict[str, object] = json.loads(done.stdout.strip().splitlines()[-1])
    return result


def machine() -> str:
    """Processor, cores, memory and load, in one line."""
    model = next(
        (line.split(":", 1)[1].strip()
         for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
         if line.startswith("model name")),
        platform.processor(),
    )  # fmt: skip
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GB, Linux, load {os.getloadavg()[0]:.1f}"


def versions(*names: str) -> str:
    """Python and these packages as they are installed here."""
    found = [f"Python {platform.python_version()}"]
    return ", ".join([*found, *(f"{name} {version(name)}" for name in names)])


def peer_versions(python: Path) -> str:
    """The peer's packages."""
    code = (
        "from importlib.metadata import version as v;"
        "print(', '.join(f'{n} {v(n)}' for n in "
        "('bw2calc','bw_processing','matrix_utils','pypardiso','scipy','numpy')))"
    )
    done = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def table(headings: list[str], rows: list[list[str]]) -> str:
    """A Markdown table, first column to the left."""
    lines = ["| " + " | ".join(headings) + " |", "|---|" + "---:|" * (len(headings) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def keep(name: str, text: str) -> None:
    """Print a section and keep it for report.py."""
    print(text, file=sys.stdout, flush=True)
    WORK.mkdir(parents=True, exist_ok=True)
    (WORK / f"{name}.md").write_text(text + "\n", encoding="utf-8")
