"""Whatever arrives is looked over: no content of a record, however odd, raises an error."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import hypothesis
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from gxd_teach.techspec.lint import LintReport, catalogue, lint_record, lint_records

ordinary = hypothesis.settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
Good = Callable[[str], dict[str, Any]]

odd_texts = st.sampled_from(
    [
        "", " ", "0", "-0", "1E+999999", "9" * 500, "urn:", "urn:pact:", "urn:pact:a:b:c", "AR",
        "AR²", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+23:59", "2026-02-30T00:00:00Z",
        "２０２６", "kilogram", "Active", "3.0.3", "2.3.0", "NaN", "Infinity", "-1.5", "1" * 59,
    ]
)  # fmt: skip
anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | odd_texts
    | st.integers(-(10**400), 10**400),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8) | odd_texts, inner)
    ),
    max_leaves=10,
)
versions = st.sampled_from(["2.0", "2.1", "2.2", "2.3", "3.0"])
CODES = {one.code for one in catalogue()}


def sane(report: LintReport) -> bool:
    """Every finding has a known code, a place, and can be told in every form."""
    str(report)
    json.dumps(report.to_json())
    report._repr_html_()
    return all(one.path and one.code in CODES | {"GXD-R055"} for one in report.findings)


@ordinary
@given(data=anything, dialect=st.none() | versions)
def test_any_json_is_looked_over(data: Any, dialect: str | None) -> None:
    """Rubbish gives findings, never an exception."""
    report = lint_record(data, dialect=dialect)
    assert sane(report)
    assert not report.ok


@ordinary
@given(text=st.binary(max_size=200) | st.text(max_size=200))
def test_any_text_is_looked_over(text: bytes | str) -> None:
    """Bytes that are no JSON give one finding."""
    assert not lint_record(text).ok


def _paths(record: dict[str, Any]) -> list[tuple[str, ...]]:
    inner = [("pcf", name) for name in record["pcf"]]
    deep = [
        ("pcf", name, key)
        for name in ("dqi", "verification", "assurance")
        for key in record["pcf"].get(name, {})
    ]
    more = (
        "precedingPfIds",
        "extensions",
        "updated",
        "validityPeriodEnd",
        "productClassifications",
    )
    return [(name,) for name in (*record, *more)] + inner + deep


@ordinary
@given(data=st.data(), version=versions)
def test_a_mutated_record_is_looked_over(good: Good, data: st.DataObject, version: str) -> None:
    """Up to four properties of a good record, replaced by anything at all."""
    record = copy.deepcopy(good(version))
    paths = _paths(record)
    for path in data.draw(st.lists(st.sampled_from(paths), min_size=1, max_size=4)):
        part: Any = record
        for step in path[:-1]:
            part = part.get(step) if isinstance(part, dict) else None
        if isinstance(part, dict):
            part[path[-1]] = data.draw(anything | st.lists(anything, max_size=3))
    assert sane(lint_record(record, previous=good(version)))
    assert sane(lint_record(good(version), previous=record))
    assert sane(lint_records([good(version), record, record]))


@ordinary
@given(records=st.lists(anything, max_size=5))
def test_any_list_is_looked_over(records: list[Any]) -> None:
    """The rules between records hold out against anything in them."""
    report = lint_records(records)
    assert sane(report)
    assert report.records == len(records)


@ordinary
@given(
    text=st.text() | st.binary() | anything.map(json.dumps) | st.dictionaries(st.text(), anything)
)
def test_any_text_is_a_list_or_is_not(text: Any) -> None:
    """One text for many records is looked over, or said to be none."""
    assert sane(lint_records(text))


def test_a_text_holds_records_and_not_letters(good: Good) -> None:
    """A list in one text gives the findings that the list itself gives."""
    records = [good("3.0"), good("3.0") | {"specVersion": "9.9.9"}]
    codes = lint_records(records).codes
    lines = "\n".join(json.dumps(record) for record in records)
    whole = json.dumps(records)
    for text in (whole, whole.encode(), lines, {"data": records}, json.dumps({"data": records})):
        report = lint_records(text)
        assert (report.records, report.codes) == (2, codes)
    assert lint_records("no JSON").exit_status == 2


@ordinary
@given(previous=anything)
def test_any_earlier_version_is_looked_at(good: Good, previous: Any) -> None:
    """What is no record is no earlier version."""
    assert sane(lint_record(good("2.3"), previous=previous))


@given(data=st.dictionaries(st.text(max_size=5), anything), day=st.dates())
def test_any_day_will_do(data: dict[str, Any], day: Any) -> None:
    """The first and the last day of the calendar are days."""
    assert sane(lint_record(data, today=day))


def test_what_python_knows_and_json_does_not() -> None:
    """A set, an endless list or a lone surrogate is no JSON, and said to be so."""
    endless: list[Any] = []
    endless.append(endless)
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    for what in (
        {1, 2},
        {"a": {1}},
        endless,
        deep,
        {"id": "\ud800"},
        {"x": float("nan")},
        {(1,): 2},
    ):
        assert lint_record(what).codes == ("GXD-R001",)
    assert lint_record("[" * 100_000).codes == ("GXD-R001",)
