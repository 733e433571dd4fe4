"""One IPython shell that runs cells as a notebook does, and keeps what they show.

Magics, ``display``, ``%matplotlib inline`` and top-level ``await`` work as in a kernel
(https://ipython.readthedocs.io); the outputs are in the notebook format
(https://nbformat.readthedocs.io), in the order in which they came, cut where they get long.
"""

from __future__ import annotations

import io
import sys
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell

__all__ = ["Shell"]

_MARK = {"ja": "… 出力はここまで …", "en": "… output cut here …"}


class _Shown:
    """The outputs of the cell that runs, and the room left for them."""

    def __init__(self) -> None:
        self.outputs: list[dict[str, Any]] = []
        self.room = 0

    def begin(self, room: int) -> None:
        self.outputs, self.room = [], room

    def text(self, name: str, text: str) -> None:
        if self.room <= 0 or not text:
            return
        kept = text[: self.room]
        self.room -= len(kept)
        if len(kept) < len(text):
            kept += f"\n{_MARK['ja']} / {_MARK['en']}\n"
            self.room = 0
        last = self.outputs[-1] if self.outputs else {}
        if last.get("name") == name:
            last["text"] += kept
        else:
            self.outputs.append({"output_type": "stream", "name": name, "text": kept})

    def add(self, output: dict[str, Any]) -> None:
        size = sum(len(str(value)) for value in output.get("data", {}).values())
        if size <= self.room:
            self.room -= size
            self.outputs.append(output)
        elif self.room > 0:
            self.text("stderr", "x" * (self.room + 1))


class _Stream(io.TextIOBase):
    """Stands for stdout or stderr while cells run."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, name: str, shown: _Shown) -> None:
        self.name, self._shown = name, shown

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return False

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._shown.text(self.name, text)
        return len(text)


class _Publisher(DisplayPublisher):
    """Keeps what `display` shows."""

    shell: Any

    def publish(self, data: Any, metadata: Any = None, **_: Any) -> None:  # type: ignore[override]
        self.shell.gxd_shown.add(
            {"output_type": "display_data", "data": dict(data), "metadata": dict(metadata or {})}
        )

    def clear_output(self, wait: bool = False) -> None:
        self.shell.gxd_shown.outputs.clear()


class _Hook(DisplayHook):
    """Keeps the value of a cell's last expression."""

    shell: Any

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        self.shell.gxd_shown.add(
            {
                "output_type": "execute_result",
                "data": dict(format_dict),
                "metadata": dict(md_dict or {}),
                "execution_count": self.shell.gxd_count,
            }
        )


class _Shell(InteractiveShell):
    """IPython without history, colours or a terminal."""

    def __init__(self, **options: Any) -> None:
        self.gxd_shown, self.gxd_count = _Shown(), 0
        super().__init__(**options)

    def init_history(self) -> None:
        self.config.HistoryManager.enabled = False
        self.config.HistoryManager.hist_file = ":memory:"
        super().init_history()

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
        self.gxd_shown.add(
            {
                "output_type": "error",
                "ename": getattr(etype, "__name__", str(etype)),
                "evalue": str(evalue)[:2000],
                "traceback": [line[:4000] for line in stb[-60:]],
            }
        )

    def enable_gui(self, gui: Any = None) -> None:
        pass


class Shell:
    """The shell a submission runs in; made once, before anything is forked."""

    def __init__(self) -> None:
        self.room = 256 * 1024  # characters of output for a cell
        self._shell = _Shell(
            colors="NoColor", display_pub_class=_Publisher, displayhook_class=_Hook
        )
        instances: Any = InteractiveShell
        instances._instance = self._shell  # get_ipython() of everybody
        self._shell.run_line_magic("matplotlib", "inline")

    def run(self, source: str) -> tuple[list[dict[str, Any]], int]:
        """Run one cell: its outputs in the notebook format, and its number."""
        shown = self._shell.gxd_shown
        shown.begin(self.room)
        before = sys.stdout, sys.stderr
        sys.stdout = _Stream("stdout", shown)
        sys.stderr = _Stream("stderr", shown)
        count = self._shell.gxd_count = self._shell.execution_count
        try:
            self._shell.run_cell(source, store_history=True)
        except SystemExit:
            pass
        finally:
            sys.stdout, sys.stderr = before
        return shown.outputs, count

    def value(self, name: str) -> object:
        """What a variable holds; `...` (not answered) when there is none."""
        return self._shell.user_ns.get(name, ...)
