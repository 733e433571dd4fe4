"""The catalogue of rules: the same order, whatever was imported first."""

from __future__ import annotations

import subprocess
import sys

import pytest

from gxd_teach.techspec.lint.rule import catalogue


@pytest.mark.parametrize("first", ["mass", "carbon", "extensions"])
def test_the_order_does_not_hang_on_what_was_imported_first(first: str) -> None:
    """Pages and reports are the same in every process."""
    say = "print(*(one.code for one in catalogue()))"
    code = f"import gxd_teach.techspec.lint.{first}\nfrom gxd_teach.techspec.lint.rule import catalogue\n{say}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [one.code for one in catalogue()]
