"""Answers as plain data: what leaves the sandbox is what was computed, or nothing at all."""

from __future__ import annotations

import datetime
import json
import math
import socket
from decimal import Decimal
from fractions import Fraction

import numpy
import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gxd_teach.classroom.answers import Number, UnreadableError
from gxd_teach.classroom.readable import fit_to_judge
from gxd_teach.classroom.sandbox.frames import FrameError, pieces, read_messages, send
from gxd_teach.classroom.sandbox.plain_values import Opaque, from_plain, to_plain
from gxd_teach.units import _registry

PRIME = 2**61 - 1  # whole numbers that are multiples of it all have the same hash

simple = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
    | st.decimals(allow_nan=False) | st.fractions() | st.just(...)
)  # fmt: skip
keys = st.text() | st.integers() | st.tuples(st.text(), st.integers())
values = st.recursive(
    simple,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(keys, inner, max_size=4)
        | st.frozensets(st.integers() | st.text(), max_size=4)
    ),
    max_leaves=20,
)
tags = st.sampled_from(
    ["$tuple", "$set", "$dict", "$decimal", "$fraction", "$array", "$results", "$frame", "$series",
     "$time", "$record", "$figure", "$quantity", "$float", "$ellipsis", "$opaque", "$other", "a"]
)  # fmt: skip
forged = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
    | st.sampled_from(["1/0", "nan", "1e999999999", "kg"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(tags, inner, max_size=2),
    max_leaves=20,
)  # fmt: skip


def travelled(value: object) -> object:
    """A value as it arrives: written, sent as JSON, read."""
    return from_plain(json.loads(json.dumps(to_plain(value))))


@given(values)
def test_what_is_sent_arrives_as_it_was(value):
    """Numbers to the last digit, texts, and what is made of them, with their types."""
    arrived = travelled(value)
    assert repr(arrived) == repr(value) or arrived == value
    assert type(arrived) is type(value)


@given(forged)
def test_whatever_is_sent_is_read_without_an_error(data):
    """Who forges what is sent gets nothing judged, and stops nothing."""
    from_plain(data)


@pytest.mark.parametrize(
    ("value", "arrives"),
    [
        (numpy.float64(12.372), 12.372),
        (numpy.int64(3), 3),
        (numpy.bool_(True), True),
        (numpy.array([[1.5, 2.0]]), [[1.5, 2.0]]),
        (pandas.Timestamp("2026-11-23"), "2026-11-23T00:00:00"),
        (datetime.date(2026, 11, 23), "2026-11-23"),
        ({1: "a", (2, 3): "b"}, {1: "a", (2, 3): "b"}),
        ({"$tuple": 1}, {"$tuple": 1}),
        ({"a", "b"}, frozenset({"a", "b"})),
        (_registry().Quantity(2, "kg"), (2, "kg")),
        (float("inf"), float("inf")),
    ],
)
def test_values_of_the_libraries_arrive_as_plain_ones(value, arrives):
    """Who computes with NumPy, pandas or pint answers with them."""
    assert travelled(value) == arrives


def test_a_table_arrives_as_a_table():
    """Rows, columns and labels; a series likewise."""
    frame = pandas.DataFrame({"kg": [1.5, 2.0], "物": ["a", "b"]}, index=["電力", "輸送"])
    pandas.testing.assert_frame_equal(travelled(frame), frame)
    series = pandas.Series([1.5, 2.0], index=["電力", "輸送"])
    pandas.testing.assert_series_equal(travelled(series), series)


class Liar(float):
    """A number that claims to equal everything."""

    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


class Text(str):
    """A subclass, whose methods may say anything."""


class Entries(dict):
    """A dict whose entries are made up when they are asked for."""

    def items(self):
        raise KeyError


class Frame(pandas.DataFrame):
    """A subclass of a table."""


@pytest.mark.parametrize(
    "value", [Liar(1), Text("a"), Entries(a=1), print, Frame(), [Liar(1)], 3 + 4j, b"1",
              type, Exception("x"), range(3), iter([1])],
)  # fmt: skip
def test_an_object_of_ones_own_class_is_not_asked_anything(value):
    """It leaves as the name of its type, and no question takes that for an answer."""
    arrived = travelled(value)
    arrived = arrived[0] if isinstance(arrived, list) else arrived
    assert isinstance(arrived, Opaque)
    with pytest.raises(UnreadableError):
        Number("kg").read(arrived)


def test_an_object_that_throws_at_every_touch_is_not_touched():
    """It, too, leaves as the name of its type."""

    class Thrower:
        def __getattribute__(self, name):
            raise SystemError(name)

    assert travelled([Thrower()]) == [Opaque("Thrower")]


@pytest.mark.parametrize(
    "value",
    [10**5000, "x" * 300_000, list(range(300_000)), {"a": [[[0] * 1000] * 1000]}],
    ids=lambda value: type(value).__name__,
)
def test_what_is_far_too_large_does_not_leave(value):
    """A huge answer is one that cannot be understood."""
    arrived = travelled(value)
    assert isinstance(arrived["a"] if isinstance(arrived, dict) else arrived, Opaque)


def test_a_list_in_itself_does_not_leave():
    """What has no end is no answer."""
    endless: list[object] = []
    endless.append(endless)
    assert travelled(endless) == Opaque("list")


@pytest.mark.parametrize(
    "data",
    [
        {"$fraction": "1e999999999"},
        {"$fraction": "1/0"},
        {"$decimal": "9" * 10_000_000},
        {"$set": [n * PRIME for n in range(60_000)]},
        {"$dict": [[n * PRIME, 0] for n in range(60_000)]},
        {"$frame": [list(range(60_000)), list(range(60_000)), "x"]},
        {"$frame": [[0] * 4000, [0] * 4000, [[0]]]},
        {"$series": [list(range(60_000)), 1]},
        {"$quantity": []},
        {"$quantity": [1, ["kg"]]},
        {"$record": {"$tuple": []}},
        {"$tuple": 5},
        {"$a": 1, "$b": 2},
        "x" * 10_000_000,
        10**4000,
        [[]] * 300_000,
    ],
    ids=lambda data: str(data)[:20],
)
def test_what_is_short_to_write_is_not_long_to_read(data):
    """Values made to take for ever, or all memory, are not worked out."""
    assert isinstance(from_plain(data), Opaque)


class TestFitToJudge:
    """Texts and units from a submission, before they meet a pattern or a calculator."""

    @pytest.mark.parametrize(
        "answer", [12.5, "12.5 kg", (12.5, "kg"), "１２．５ kg-CO2e/個", (5, "kg/m^2"), (5, "m**3/s**2"),
                   {"flow": "アルミ板", "share": "5 %"}, ["a", "b"], Decimal("1.5"), None, ...],
    )  # fmt: skip
    def test_an_honest_answer_stays_as_it_is(self, answer):
        """Nothing is taken from what people write."""
        assert fit_to_judge(answer) == answer

    @pytest.mark.parametrize(
        "unit", ["kg^9^9^9", "kg*9^(9^9)", "kg*((9)^9)^9", "9 ^ 9 ^ 9", "kg**9**9", "kg*(9)^9999999",
                 "kg＾9＾9", "kg * * 9 * * 9", "kg^99", "9^-(9^9)"],
    )  # fmt: skip
    def test_a_tower_of_powers_is_no_unit(self, unit):
        """It would take longer than a lifetime to work out."""
        assert fit_to_judge((1, unit)) == (1, Opaque("str"))

    def test_a_text_has_no_end_of_blanks(self):
        """Blanks in a row are as good as one; a text of a thousand characters is no number."""
        assert fit_to_judge("5" + " " * 900 + "kg") == "5 kg"
        assert fit_to_judge({"a": ["5" * 2000]}) == {"a": [Opaque("str")]}
        frame = pandas.DataFrame({"a": ["5  kg", 5]})
        assert fit_to_judge(frame)["a"].tolist() == ["5 kg", 5]


class TestFrames:
    """Messages over the socket."""

    @pytest.fixture
    def ends(self):
        first, second = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        second.settimeout(10)
        with first, second:
            yield first, second

    def test_a_long_message_arrives_whole(self, ends):
        """Cut into pieces and put together."""
        first, second = ends
        message = {"text": "あ" * 15_000}
        send(first, message)
        first.close()
        assert list(read_messages(second, 10**6)) == [message]

    def test_what_a_killed_process_began_is_dropped(self, ends):
        """The next process's message is not garbled by half a message before it."""
        first, second = ends
        begun = list(pieces({"text": "x" * 100_000}))
        assert len(begun) > 1
        first.send(begun[0])
        send(first, {"whole": 1})
        first.close()
        assert list(read_messages(second, 10**6)) == [{"whole": 1}]

    @pytest.mark.parametrize(
        "data", [b"", b"1", b"[]", b"NaN", b'"a"', b"{", b"\xff", b"[" * 50_000, b'{"a":' * 9_000,
                 b'{"a": ' + b"9" * 50_000 + b"}"],
    )  # fmt: skip
    def test_what_is_no_object_is_refused(self, ends, data):
        """Too deep, too long, not JSON: one named error."""
        first, second = ends
        first.send(b"12345678." + data)
        with pytest.raises(FrameError):
            next(read_messages(second, 10**6))

    def test_too_much_is_refused(self, ends):
        """Who sends without end is not listened to without end."""
        first, second = ends
        first.send(b"12345678+" + b"x" * 1000)
        with pytest.raises(FrameError):
            next(read_messages(second, 500))

    def test_half_a_character_becomes_a_question_mark(self, ends):
        """Half of a surrogate pair could be written into no file."""
        first, second = ends
        send(first, {"\ud800": ["a\udfffb", "😀"]})
        assert next(read_messages(second, 1000)) == {"?": ["a?b", "😀"]}


def test_not_a_number_arrives_as_such():
    """And is refused by the question, not by the way."""
    assert math.isnan(travelled(float("nan")))
    assert travelled(Fraction(1, 3)) == Fraction(1, 3)
    assert str(travelled(Decimal("0.10"))) == "0.10"
