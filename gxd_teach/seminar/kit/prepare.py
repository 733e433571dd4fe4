"""Make the kit's environment and open the seminar; the start scripts call it with any Python 3.11+.

It travels in the kit as `start/prepare.py` and needs nothing but Python's standard library.
Packages come from the folder `wheels` where they were bundled for this Python and system, else
from the package index, each checked against its hash.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

__all__ = ["bundled_for_here", "main"]

NEEDED = (3, 11)
_SYSTEMS = {"win": "Windows", "manylinux": "Linux", "macosx": "Darwin"}


def say(ja: str, en: str) -> str:
    """The sentence in the language of GXD_LANG."""
    return en if os.environ.get("GXD_LANG", "ja").lower().startswith("en") else ja


def bundled_for_here(kit: dict[str, object]) -> bool:
    """Whether the kit's wheels are for this Python, system and kind of machine.

    >>> bundled_for_here({"platforms": [], "python": "3.11"})
    False
    """
    machine = {"amd64": "x86_64", "aarch64": "arm64"}
    here = platform.machine().lower()
    here = machine.get(here, here)
    platforms = kit.get("platforms")
    for name in platforms if isinstance(platforms, list) else []:
        system = next((s for p, s in _SYSTEMS.items() if str(name).startswith(p)), None)
        found = re.search(r"(amd64|x86_64|arm64|aarch64)$", str(name))
        wanted = machine.get(found[1], found[1]) if found else "x86"
        if system == platform.system() and wanted == here:
            return kit.get("python") == "{}.{}".format(*sys.version_info[:2])
    return False


def main(arguments: list[str]) -> int:
    """Prepare `.venv` when it is not as the kit wants it, then run `open_seminar.py` in it."""
    home = Path(__file__).resolve().parent.parent
    kit = json.loads((home / "start" / "kit.json").read_text(encoding="utf-8"))
    if sys.version_info < NEEDED:
        print(say(f"Python {platform.python_version()} では古すぎます。3.11 以上を入れてください: https://www.python.org/",
                  f"Python {platform.python_version()} is too old: install 3.11 or newer, https://www.python.org/"))  # fmt: skip
        return 1
    environment = home / ".venv"
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = environment / "gxd-kit.txt"
    wanted = _fingerprint(home)
    if not (python.exists() and stamp.exists() and stamp.read_text() == wanted):
        if not _install(home, kit, environment, python):
            return 1
        stamp.write_text(wanted)
    if "--prepare-only" in arguments:
        return 0
    command = [str(python), str(home / "start" / "open_seminar.py"), *arguments]
    if os.name == "posix":
        os.execv(command[0], command)  # so that Ctrl-C and SIGTERM reach it
    try:
        return subprocess.call(command)
    except KeyboardInterrupt:  # it was told as well, and has stopped what it started
        return 0


def _fingerprint(home: Path) -> str:
    digest = hashlib.sha256(f"{sys.version}{home}".encode())
    for file in (home / "start" / "requirements.txt", home / "start" / "kit.json"):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _install(home: Path, kit: dict[str, object], environment: Path, python: Path) -> bool:
    print(say("環境を用意しています(初回だけ、数分かかります)…", "preparing the environment (only once, some minutes) …"), flush=True)  # fmt: skip
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(environment)]):
        print(say("環境(.venv)を作れませんでした。Debian や Ubuntu では sudo apt-get install python3-venv が要ります。",
                  "the environment .venv could not be made. Debian and Ubuntu need: sudo apt-get install python3-venv"))  # fmt: skip
        return False
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    wanted = ["--require-hashes", "--requirement", str(home / "start" / "requirements.txt")]
    offline = ["--no-index", "--find-links", str(home / "wheels")]
    own = home / "wheels" / str(kit["wheel"])
    here = bundled_for_here(kit)
    if kit.get("platforms") and not here:
        print(say(f"同梱のパッケージは Python {kit['python']}、{kit['platforms']} 用です。この PC 用はインターネットから取ります。",
                  f"the bundled packages are for Python {kit['python']} on {kit['platforms']}; this computer's come from the internet."))  # fmt: skip
    got = here and subprocess.call([*pip, *offline, *wanted]) == 0
    if not got:
        got = subprocess.call([*pip, *wanted]) == 0
    if not got:
        print(say("パッケージを入れられませんでした。上の行を見て、ネットワークかプロキシの設定を確かめ、もう一度始めてください。",
                  "the packages could not be installed: see the lines above, check network and proxy, and start again."))  # fmt: skip
        return False
    return subprocess.call([*pip, "--no-index", "--no-deps", "--force-reinstall", str(own)]) == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
