"""What a person may type, and the canonical form behind the self-check."""

from __future__ import annotations

from decimal import Decimal

import numpy
import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach.classroom.answers import Choice, Interval, Number, UnreadableError, unanswered
from gxd_teach.classroom.canonical import canonical, neighbours
from gxd_teach.classroom.draw import Draw, seed_for
from gxd_teach.classroom.sealed import open_sealed, seal
from gxd_teach.language import Text

VECTORS = [  # value, digits, canonical form: shared with the page's own check
    ("12.372", 3, "124e-1"),
    ("0.012372", 3, "124e-4"),
    ("9.996", 3, "100e-1"),
    ("9.995", 3, "100e-1"),  # half to even: 999.5 goes to 1000
    ("9.985", 3, "998e-2"),
    ("-0.0456", 3, "-456e-4"),
    ("0", 3, "0"),
    ("-0.000", 3, "0"),
    ("1e6", 3, "100e4"),
    ("5", 1, "5e0"),
    ("123456789.123456789", 5, "12346e4"),
]


@pytest.mark.parametrize(("value", "digits", "form"), VECTORS)
def test_canonical_form_of_known_values(value, digits, form):
    """Decimal digits in, one written form out."""
    assert canonical(Decimal(value), digits) == form


decimals = st.decimals(
    allow_nan=False, allow_infinity=False, places=6, min_value="-1e6", max_value="1e6"
)


@given(decimals.filter(lambda value: value != 0), st.floats(0, 1))
def test_every_number_in_the_tolerance_has_a_neighbouring_form(value, where):
    """Whatever lies in the interval opens one of the sealed entries."""
    interval = Number("kg").interval(float(value))
    inside = interval.low + (interval.high - interval.low) * Decimal(repr(where))
    assert inside in interval
    assert canonical(inside) in neighbours(interval.low, interval.high)


def test_an_interval_across_zero_is_refused():
    """There is no finite list of forms between a negative and a positive number."""
    with pytest.raises(ValueError, match="zero"):
        neighbours(Decimal("-1"), Decimal("1"))


@pytest.mark.parametrize(
    "typed",
    [
        12.372,
        Decimal("12.372"),
        numpy.float64(12.372),
        pandas.Series([12.372]).iloc[0],
        "12.372",
        "１２．３７２",
        " 12.372 kg",
        "12.372kg-CO2e",
        "12,372 g",
        "12.372 kg-CO2e/個",
        "12.372 kg / 個",
        (12.372, "kg"),
        (12.372, "kg-CO2e"),
        (12372, "g"),
        ("0.012372", "t"),
        [12.372, "kg"],
    ],
)
def test_a_footprint_may_be_typed_in_many_ways(typed):
    """Numbers, text, full-width, thousands marks, other units of the same kind."""
    assert Number("kg-CO2e").read(typed) == Decimal("12.372")


def test_a_pint_quantity_is_understood():
    """Who computes with units answers with units."""
    import pint

    registry = pint.UnitRegistry()
    assert Number("kg").read(registry.Quantity(0.5, "tonne")) == 500


@pytest.mark.parametrize(
    ("typed", "value"),
    [("77.6 %", "77.6"), ("77.6パーセント", "77.6"), ("77.6", "77.6"), ("７７．６％", "77.6")],
)
def test_a_share_may_have_its_sign(typed, value):
    """77.6 and 77.6 % are the same answer."""
    assert Number("%").read(typed) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (True, "GXD-C001"),
        ({"a": 1}, "GXD-C001"),
        ([1, 2, 3], "GXD-C001"),
        (print, "GXD-C001"),
        (3 + 4j, "GXD-C001"),
        ("たぶん 12", "GXD-C002"),
        ("12,5", "GXD-C002"),
        (float("nan"), "GXD-C003"),
        (float("inf"), "GXD-C003"),
        (Decimal("sNaN"), "GXD-C003"),
        (Decimal("1e99999"), "GXD-C003"),
        ("1e99999", "GXD-C003"),
        ((12, "kWh"), "GXD-C004"),
        ("12 kWh", "GXD-C004"),
        ((12, "furlong_"), "GXD-C004"),
    ],
)
def test_what_cannot_be_understood_gets_a_sentence(typed, code):
    """Never a traceback, never a verdict."""
    with pytest.raises(UnreadableError) as caught:
        Number("kg-CO2e").read(typed)
    assert caught.value.code == code


@pytest.mark.parametrize("typed", ["アルミ板", " アルミ板 ", "ｱﾙﾐ板", 1])
def test_a_choice_may_be_typed_or_counted(typed):
    """The text, also half-width, or its number."""
    assert Choice(("アルミ板", "樹脂")).read(typed) == "アルミ板"


@pytest.mark.parametrize("typed", ["鉄", 0, 3, 1.0, True, ["アルミ板"]])
def test_what_is_not_an_option_names_the_options(typed):
    """The sentence lists what there is."""
    with pytest.raises(UnreadableError, match="アルミ板、樹脂"):
        Choice(("アルミ板", "樹脂")).read(typed)


def test_nothing_typed_is_no_answer():
    """None, dots and blanks are unanswered; zero is an answer."""
    assert [unanswered(value) for value in (None, ..., "", "  ", 0, False)] == [
        True, True, True, True, False, False,
    ]  # fmt: skip


class TestSealed:
    """Feedback that only its answer opens."""

    known = (
        (Interval(Decimal("12.36"), Decimal("12.39")), Text("正解", "right"), True),
        (Interval(Decimal("11.74"), Decimal("11.77")), Text("掛けています", "multiplied"), False),
    )

    def sealed(self, **changed):
        options = {"context": "04b/", "salt": b"0123456789abcdef", "iterations": 100, **changed}
        return seal(self.known, **options)

    def test_right_and_known_wrong_answers_open_their_own_sentence(self):
        """The sentence fits the answer."""
        sealed = self.sealed()
        assert open_sealed(sealed, Decimal("12.372"), context="04b/")[0]["right"]
        assert open_sealed(sealed, Decimal("11.753"), context="04b/")[0]["ja"] == "掛けています"

    @pytest.mark.parametrize(
        ("value", "opens"),
        [("12.36", True), ("12.39", True), ("12.3599999", False), ("12.3900001", False)],
    )
    def test_the_edge_of_the_tolerance_is_exact(self, value, opens):
        """The same canonical form, but outside the interval: not right."""
        assert (open_sealed(self.sealed(), Decimal(value), context="04b/") != []) is opens

    def test_another_answer_opens_nothing(self):
        """An unknown wrong answer stays unknown."""
        assert open_sealed(self.sealed(), Decimal("7"), context="04b/") == []

    def test_an_entry_cannot_be_moved_to_another_question(self):
        """The question is part of the key."""
        assert open_sealed(self.sealed(), Decimal("12.372"), context="04a/") == []

    def test_the_same_input_gives_the_same_bytes(self):
        """A release can be compared with its source."""
        assert self.sealed() == self.sealed()

    def test_entries_tell_nothing_by_length_or_order(self):
        """A long sentence and a short one look alike, and stand in the order of their letters."""
        known = (*self.known, (Interval(Decimal("3"), Decimal("3")), Text("長" * 400, "l"), False))
        for salt in (b"a" * 16, b"b" * 16):
            entries = seal(known, context="04b/", salt=salt, iterations=10)["entries"]
            assert len({len(entry) for entry in entries}) == 1
            assert entries == sorted(entries)

    def test_another_salt_gives_other_entries(self):
        """One participant's entries do not help another."""
        mine, theirs = self.sealed()["entries"], self.sealed(salt=b"f" * 16)["entries"]
        assert not set(mine) & set(theirs)


class TestDraws:
    """Numbers of one's own."""

    def test_the_sequence_is_fixed(self):
        """The same seed draws the same numbers on every machine and in every version."""
        draw = Draw(seed_for("04a", edition="2026.11"))
        drawn = [draw.step(0, 1, 0.01), draw.whole(1, 100), draw.choice("abc")]
        again = Draw(seed_for("04a", edition="2026.11"))
        assert drawn == [again.step(0, 1, 0.01), again.whole(1, 100), again.choice("abc")]
        assert drawn == [0.4, 80, "a"]

    def test_person_question_edition_and_secret_all_matter(self):
        """Any of the four changes the seed."""
        base = {"edition": "2026.11", "participant": "p1", "secret": b"s"}
        seeds = {
            seed_for("04a", **base),
            seed_for("04b", **base),
            seed_for("04a", **{**base, "edition": "2027.05"}),
            seed_for("04a", **{**base, "participant": "p2"}),
            seed_for("04a", **{**base, "secret": b"t"}),
        }
        assert len(seeds) == 5

    @given(st.binary(min_size=1, max_size=8))
    def test_draws_stay_in_their_range(self, seed):
        """Ends included, steps exact in decimal."""
        draw = Draw(seed)
        value = draw.step(0.05, 0.95, 0.05)
        assert 0.05 <= value <= 0.95
        assert len(repr(value)) <= 4
        assert 3 <= draw.whole(3, 9, 3) <= 9
        assert sorted(draw.shuffled([1, 2, 3])) == [1, 2, 3]
