"""The loss report: how it reads, and what counts as a difference."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gxd_teach.techspec.convert.loss import Conversion, Loss, differences, unexplained
from gxd_teach.techspec.convert.v2_to_v3 import v2_to_v3

Make = Callable[..., dict[str, Any]]


def test_a_report_reads_in_both_languages(v2: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every loss says where, what, why and, where there is something to do, what."""
    made = v2_to_v3(v2())
    monkeypatch.setenv("GXD_LANG", "en")
    assert str(made).startswith("PACT 2.3 -> PACT 3.0: dropped ")
    assert "pcf.dqi" in str(made)
    assert "Rate again on v3's scale." in str(made)
    monkeypatch.setenv("GXD_LANG", "ja")
    assert "v3 の尺度で評価し直してください。" in made._repr_html_()
    assert all(one.reason.ja and one.reason.en for one in made.losses)


def test_a_report_is_a_table_too(v2: Make) -> None:
    """One row a loss."""
    made = v2_to_v3(v2())
    frame = made.to_frame()
    assert len(frame) == len(made.losses)
    assert list(frame.columns)[:4] == ["kind", "path", "target", "value"]
    assert not made.lossless


def test_hostile_text_stays_text_in_a_notebook(v2: Make) -> None:
    """A record is a stranger's text."""
    made = v2_to_v3(v2(statusComment="<script>alert(1)</script>"))
    assert "<script>" not in made._repr_html_()


@pytest.mark.parametrize(
    ("before", "after", "paths"),
    [
        ({"a": "1.0"}, {"a": "1.00"}, []),
        ({"a": 1}, {"a": 1.0}, []),
        ({"a": True}, {"a": 1}, ["a"]),
        ({"a": "1"}, {"a": 1}, ["a"]),
        ({"a": "x"}, {"a": "y"}, ["a"]),
        ({"a": [1]}, {"a": [1, 2]}, ["a"]),
        ({"a": {"b": None}}, {"a": {}}, ["a.b"]),
    ],
)
def test_differences_go_by_meaning(before: Any, after: Any, paths: list[str]) -> None:
    """Decimals by value; a string is no number, a list with another item another list."""
    assert list(differences(before, after)) == paths


def test_a_difference_nobody_named_is_found(v2: Make) -> None:
    """The contract's own test: what no report names, or calls reversible, is unexplained."""
    silent = Conversion(None, (), "A", "B")
    said = Conversion(
        None, (Loss("dropped", "a", "", 1, v2_to_v3(v2()).losses[0].reason),), "A", "B"
    )
    promised = Conversion(
        None, (Loss("changed", "a", "b", 1, said.losses[0].reason, reversible=True),), "A", "B"
    )
    assert unexplained({"a": 1}, {}, silent, silent) == ["a"]
    assert unexplained({"a": {"x": 1}}, {"a": {}}, said, silent) == []
    assert unexplained({"a": 1}, {}, promised, silent) == ["a"]
