"""Every fault is found by what comes over the wire, and every check finds some fault."""

from __future__ import annotations

import re
from typing import Any

import pytest

from gxd_teach.errors import GxdError
from gxd_teach.techspec.conformance import Report, catalogue
from gxd_teach.techspec.faults import describe, fault_named, names, wrap

VERSIONS = ("2.3", "3.0")
CASES = [(version, name) for version in VERSIONS for name in names(version)]


@pytest.fixture(scope="module")
def clean(bench: Any) -> dict[str, Report]:
    """What the runner says of the good server."""
    return {version: bench.run(version) for version in VERSIONS}


def wire(report: Report, bench: Any) -> bytes:
    """All that the server has sent: heads, bodies, events."""
    calls = [*report.opening, *(call for one in report for call in one.calls)]
    parts = [call.body + repr(call.headers).encode() for call in calls]
    arrivals = bench.partner.partner.arrivals
    return b"".join(parts + [one.body + repr(one.headers).encode() for one in arrivals])


@pytest.mark.parametrize(("version", "name"), CASES)
def test_every_fault_is_found_by_what_it_declares(
    bench: Any, clean: dict[str, Report], version: str, name: str
) -> None:
    """Runner and lint, seeing bytes only, find the fault where it says it is found."""
    fault = fault_named(name)
    report = bench.run(version, name)
    declared = fault.found_in(version[0])
    found = report.noticed - clean[version].noticed
    assert declared
    assert declared <= found, f"not found by {sorted(declared - found)}; new: {sorted(found)}"
    assert report.aborted is None
    if not fault.warned:
        assert not report.passed
        assert report.codes - clean[version].codes
    assert name.encode() not in wire(report, bench)
    assert not [one for one in report for said in one.said if "too strange" in said.en]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_clean_server_shows_none(clean: dict[str, Report], version: str) -> None:
    """The good server has no failure and no warning."""
    assert clean[version].passed
    assert clean[version].conformant
    assert clean[version].noticed == frozenset()


@pytest.mark.parametrize("version", VERSIONS)
def test_every_check_finds_some_fault(version: str) -> None:
    """No case of the runner is idle: for each there is a fault that it finds."""
    found = {code for name in names(version) for code in fault_named(name).found_in(version[0])}
    assert [one.number for one in catalogue(version) if one.number not in found] == []


def test_what_finds_a_fault_exists() -> None:
    """A declaration names cases of the runner and codes of the lint, and no others."""
    from gxd_teach.techspec.lint import catalogue as rules

    for name in names():
        fault = fault_named(name)
        for major in fault.versions:
            cases = {one.number for one in catalogue({"2": "2.3", "3": "3.0"}[major])}
            assert fault.found_in(major) <= cases | {rule.code for rule in rules()}, name


def test_there_are_many_and_they_are_told_in_two_languages() -> None:
    """At least forty faults in each version; names are words, titles sentences in both."""
    assert min(len(names("2.3")), len(names("3.0"))) >= 40
    for name in names():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
        assert re.search(r"[ぁ-んァ-ヶ一-龠]", fault_named(name).title.ja)
        assert fault_named(name).title.en.isascii()
        assert fault_named(name).title.en in describe(name).en


def test_an_unknown_fault_is_refused_with_names_near_it() -> None:
    """A slip of the pen is answered by what was probably meant."""
    with pytest.raises(GxdError, match="GXD-K195") as error:
        wrap(lambda *_: None, "limit-ignore")  # type: ignore[arg-type]
    assert "limit-ignored" in error.value.en


def test_a_fault_shows_the_same_each_time(bench: Any) -> None:
    """List and footprint, first and second time, have the fault at the same place."""
    for seed in range(4):
        bench.run("3.0", cases=["TC4"])
        bench.faulty.use("decimal-as-number", seed=seed)
        record = bench.partner.records["3"][0]
        made = [bench.faulty._record(_copy(record), "3") for _ in range(2)]
        assert made[0] == made[1] != record


def test_seeds_choose_the_place() -> None:
    """Different seeds put the fault at different places."""
    import random

    act = fault_named("decimal-as-number").act
    places = set()
    for seed in range(30):
        pcf = {name: "1" for name in ("declaredUnitAmount", "pcfExcludingBiogenicUptake",
               "pcfIncludingBiogenicUptake", "fossilGhgEmissions", "fossilCarbonContent")}  # fmt: skip
        act({"pcf": pcf}, "3", random.Random(seed))
        places |= {name for name, value in pcf.items() if not isinstance(value, str)}
    assert len(places) >= 3


def test_a_fault_ends_when_it_is_told_to(bench: Any, clean: dict[str, Report]) -> None:
    """The same wrapper, told to be good again, is as good as before."""
    assert not bench.run("3.0", "limit-ignored").passed
    assert bench.run("3.0").noticed == clean["3.0"].noticed


def _copy(record: dict[str, Any]) -> dict[str, Any]:
    import json

    copied: dict[str, Any] = json.loads(json.dumps(record))
    return copied
