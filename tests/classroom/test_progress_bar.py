"""The bar that somebody watches while a class is graded or released."""

from __future__ import annotations

import io

import pytest

from gxd_teach.commands.progress_bar import progress_bar


class Terminal(io.StringIO):
    """A place that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("GXD_LANG", "en")
    monkeypatch.setenv("COLUMNS", "100")


def test_on_a_terminal_one_line_tells_how_far_and_how_long():
    """A third done in ten seconds a step: the time left is that of the steps left."""
    seen, times = Terminal(), iter([0.0, 0.0, 10.0, 20.0])
    tell = progress_bar(seen, clock=lambda: next(times))
    tell("releasing 04-product …")
    for number in (1, 2, 3):
        tell(f"[{number}/3] 04-product p00{number}")
    first, *shown = seen.getvalue().split("\r")
    assert first == "releasing 04-product …\n"
    assert shown[0].startswith(f"[{'█' * 8}{'·' * 16}] 1/3")
    assert "10 s left" in shown[1]
    assert shown[2].startswith(f"[{'█' * 24}] 3/3")
    assert seen.getvalue().count("\n") == 2


def test_a_long_name_does_not_break_the_line():
    """The line ends before the terminal does."""
    seen = Terminal()
    progress_bar(seen)(f"[1/9] {'x' * 500}")
    assert len(seen.getvalue()) < 110


def test_in_a_file_there_are_plain_lines():
    """Nothing that steers a terminal."""
    seen = io.StringIO()
    progress_bar(seen)("[1/2] 04-product p001")
    assert seen.getvalue() == "[1/2] 04-product p001\n"
