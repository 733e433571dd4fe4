"""The canonical form and the reading of numbers, by the vectors that a page's JavaScript shares.

The same file is run in Chromium by tests/browser/test_page_check_numbers.py.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from gxd_teach.classroom.answers import Interval, Number, UnreadableError
from gxd_teach.classroom.canonical import canonical

VECTORS = json.loads(Path(__file__).with_name("canonical_vectors.json").read_text("utf-8"))


def test_there_are_enough_of_them():
    """Two hundred at least, with every kind of refusal among them."""
    assert len(VECTORS["canonical"]) + len(VECTORS["reading"]) >= 200
    codes = {result for _, _, result in VECTORS["reading"] if result.startswith("GXD")}
    assert codes == {"GXD-C002", "GXD-C003", "GXD-C004"}


@pytest.mark.parametrize(("number", "digits", "form"), VECTORS["canonical"])
def test_the_canonical_form(number, digits, form):
    """Rounded half to even on the decimal digits as typed; one form for every zero."""
    assert canonical(Decimal(number), digits) == form


@pytest.mark.parametrize(("unit", "typed", "result"), VECTORS["reading"])
def test_what_was_typed(unit, typed, result):
    """Read in the unit asked for, or refused for the reason that is meant."""
    if result.startswith("GXD"):
        with pytest.raises(UnreadableError, match=result):
            Number(unit).read(typed)
    else:
        assert canonical(Number(unit).read(typed)) == result


@pytest.mark.parametrize(("number", "low", "high", "inside"), VECTORS["within"])
def test_inside_an_interval(number, low, high, inside):
    """Both edges belong to the interval, to the last digit."""
    assert (Decimal(number) in Interval(Decimal(low), Decimal(high))) is inside
