"""Make the project's environment (.venv) from requirements.lock, with nothing but Python.

Called by `make`; runs again only when the lock, pyproject.toml or the Python changed.
Standard library only, and readable by old Pythons, so that it can say what is missing.
"""

import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "gxd-setup.json"
LOCK = ROOT / "requirements.lock"
UV = "uv==0.13.9"  # installs in seconds; pip takes over where uv cannot


def stop(sentence, remedy):
    """End with what is wrong and what to do, never a traceback."""
    sys.exit(f"\nsetup: {sentence}\n       {remedy}\n")


def check_python():
    """Refuse a Python that the lock was not made for, and one without venv."""
    if sys.version_info < (3, 11):
        stop(
            f"Python {sys.version.split()[0]} is too old: 3.11 or newer is needed.",
            "Install a newer one and name it: make PYTHON=python3.12 seminar",
        )
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        version = "{}.{}".format(*sys.version_info[:2])
        stop(
            "this Python has no venv module, so no environment can be made.",
            f"On Debian or Ubuntu: sudo apt-get install python3-venv (or python{version}-venv)",
        )


def fingerprint():
    """What the environment depends on, as one text."""
    digest = hashlib.sha256()
    for path in (LOCK, ROOT / "pyproject.toml", pathlib.Path(__file__)):
        digest.update(path.read_bytes())
    digest.update(sys.version.encode())
    digest.update(str(ROOT).encode())
    return digest.hexdigest()


def ready(print_):
    """True when the environment was made, to its end, from these very files."""
    try:
        return json.loads(STAMP.read_text())["fingerprint"] == print_ and python().exists()
    except (OSError, ValueError, KeyError):
        return False


def python():
    """The environment's own interpreter."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(*command, quiet=False):
    """Run one step; True when it succeeded."""
    sink = subprocess.DEVNULL if quiet else None
    return subprocess.call([str(part) for part in command], cwd=ROOT, stderr=sink) == 0


def pip_index():
    """The index pip is set up to use (a company's mirror, say), for uv to use too."""
    answer = subprocess.run(
        [str(python()), "-m", "pip", "config", "get", "global.index-url"],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    return os.environ.get("PIP_INDEX_URL") or answer.stdout.strip()


def install_locked():
    """Install exactly what the lock names: by uv, else by pip."""
    pip = [python(), "-m", "pip", "--disable-pip-version-check"]
    if run(*pip, "install", "--quiet", UV, quiet=True):
        uv = [python(), "-m", "uv", "pip", "install", "--python", python()]
        index = pip_index()
        extra = ["--default-index", index] if index else []
        extra += [] if sys.stderr.isatty() else ["--quiet"]
        if run(*uv, *extra, "--require-hashes", "-r", LOCK):
            return
        print("setup: uv could not install the lock; trying pip (slower) …", flush=True)
    if not run(*pip, "install", "--require-hashes", "-r", LOCK):
        stop(
            "the packages in requirements.lock could not be installed (see the lines above).",
            "Check the network or the proxy (pip config list), then run the same command again.",
        )


def main():
    """Make or refresh .venv; quick when there is nothing to do."""
    check_python()
    wanted = fingerprint()
    if ready(wanted):
        return
    begun = time.time()
    print("setup: making .venv from requirements.lock (about a minute) …", flush=True)
    if VENV.exists() and not python().exists():
        shutil.rmtree(VENV)
    STAMP.unlink(missing_ok=True)
    if not run(sys.executable, "-m", "venv", VENV):
        stop("the environment .venv could not be made (see the lines above).", "See README.md.")
    install_locked()
    if not run(
        python(), "-m", "pip", "--disable-pip-version-check", "install", "--quiet",
        "--no-deps", "--no-build-isolation", "--editable", ROOT,
    ):  # fmt: skip
        stop("gxd_teach itself could not be installed (see the lines above).", "See README.md.")
    STAMP.write_text(json.dumps({"fingerprint": wanted}))
    print(f"setup: done in {time.time() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    main()
