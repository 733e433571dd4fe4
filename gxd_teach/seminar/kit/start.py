"""Open the seminar at home: the exchange runs on this computer, and JupyterLab opens beside it.

It travels in the kit as `start/open_seminar.py` and is run by the kit's own Python. The folder
`exchange` gets a certificate and the credential files ``<buyer>-reads-<supplier>.json``, new at
every start. Ctrl-C stops both.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from gxd_teach.errors import GxdError
from gxd_teach.language import say

__all__ = ["exchange_with_keys", "main"]


@contextmanager
def exchange_with_keys(folder: Path) -> Iterator[list[Path]]:
    """The exchange of the PC case, running, with everyone's credential files in `folder`."""
    from gxd_teach.cases import pc

    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in (*folder.glob("exchange.sqlite*"), *folder.glob("*-reads-*.json")):
        old.unlink()  # the exchange is as new at every start
    with pc.open_exchange(folder) as exchange:
        keys = []
        for buyer, suppliers in pc.SUPPLIERS.items():
            for supplier in suppliers:
                credentials = exchange.register(buyer, owner=supplier)
                keys.append(credentials.save(folder / f"{buyer}-reads-{supplier}.json"))
        yield keys


def main(arguments: Sequence[str], home: Path | None = None) -> int:
    """Run both until one is stopped; `arguments` go to JupyterLab."""
    home = home or Path(__file__).resolve().parent.parent
    signal.signal(signal.SIGTERM, _interrupt)
    lab: subprocess.Popen[bytes] | None = None
    try:
        with exchange_with_keys(home / "exchange") as keys:
            for key in keys:
                print(key.relative_to(home).as_posix(), flush=True)
            print(say("Ctrl-C で終わります。", "Press Ctrl-C to stop."), flush=True)
            command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={home}"]
            command += ["--ServerApp.answer_yes=True", *arguments]
            lab = subprocess.Popen(command, cwd=home, env={**os.environ, "PYTHONUTF8": "1"})
            return lab.wait()
    except GxdError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        if lab is not None and lab.poll() is None:
            lab.terminate()
            with suppress(subprocess.TimeoutExpired, KeyboardInterrupt):
                lab.wait(10)
            if lab.poll() is None:
                lab.kill()


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
