"""The runner: PACT's cases by number and order, and what it does with a strange server."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any
from uuid import UUID

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gxd_teach.errors import GxdError
from gxd_teach.techspec.conformance import Report, Settings, catalogue, run_conformance

V2_NUMBERS = [*(f"TC{n}" for n in range(1, 14)), "TC14.A", "TC14.B",
              *(f"TC{n}" for n in range(15, 22))]  # fmt: skip
V3_NUMBERS = [*(f"TC{n}" for n in range(1, 14)), "TC14.A", "TC14.B",
              *(f"TC{n}" for n in range(15, 41))]  # fmt: skip
EVENTS = ["TC12", "TC13", "TC14.A", "TC14.B", "TC15", "TC16", "TC17", "TC21"]


def asked(version: str, transport: httpx2.BaseTransport, **how: Any) -> Report:
    """A run against whatever the transport answers."""
    choices = Settings("https://pcf.fict.example", version, "id", "hush-hush-secret")
    return run_conformance(choices, transport=transport, sleep=lambda _: None, **how)


@pytest.mark.parametrize("version", ["2.0", "2.1", "2.2", "2.3"])
def test_v2_has_the_suites_22_cases(version: str) -> None:
    """Twenty-two cases, 11 of them mandatory in 2.0 and 2.1, 19 in 2.2 and 2.3."""
    cases = {one.number: one.requirement(version) for one in catalogue(version, deeper=False)}
    assert list(cases) == V2_NUMBERS
    optional = {number for number, word in cases.items() if word == "optional"}
    early = {"TC18", "TC19", "TC20", *(EVENTS if version in ("2.0", "2.1") else ())}
    assert optional == early
    assert len(cases) - len(optional) == (11 if version in ("2.0", "2.1") else 19)


def test_v3_has_the_suites_41_cases() -> None:
    """Forty-one cases, 39 of them mandatory; optional are the two of OpenID discovery."""
    cases = {one.number: one.requirement("3.0") for one in catalogue("3.0", deeper=False)}
    assert list(cases) == V3_NUMBERS
    assert {n for n, word in cases.items() if word == "optional"} == {"TC18", "TC19"}


@pytest.mark.parametrize("version", ["2.0", "2.1", "2.2", "2.3", "3.0"])
def test_a_good_server_passes_every_version(bench: Any, version: str) -> None:
    """All that is mandatory passes, and nothing fails; the expiry of a long token is left out."""
    report = bench.run(version)
    assert report.conformant
    assert report.passed
    left = [one.case.number for one in report if one.verdict == "skipped"]
    assert left == ["GXD-K003"]


def test_the_calls_before_the_first_case_come_in_the_suites_order(bench: Any) -> None:
    """Discovery, token, list, list with limit=1."""
    report = bench.run("3.0", cases=["TC1"])
    made = [(call.method, call.url.partition("/fict-maker")[2]) for call in report.opening]
    assert made == [
        ("GET", "/.well-known/openid-configuration"),
        ("POST", "/auth/token"),
        ("GET", "/3/footprints"),
        ("GET", "/3/footprints?limit=1"),
    ]


def test_without_discovery_tokens_are_at_auth_token(bench: Any) -> None:
    """A server without OpenID discovery is asked at /auth/token."""
    good = bench.partner.answer

    def without(method: str, path: str, *rest: Any) -> Any:
        if path.endswith("openid-configuration"):
            path = "/nowhere"
        return good(method, path, *rest)

    bench.partner.answer = without
    try:
        report = bench.run("3.0", cases=["TC1", "TC18", "TC19", "GXD-K010"])
    finally:
        bench.partner.answer = good
    assert [one.verdict for one in report] == ["passed", "passed", "passed", "skipped"]


def test_no_token_ends_the_run_before_the_first_case() -> None:
    """Without a token nothing can be asked: every case is left out, with the reason on top."""
    no = httpx2.MockTransport(lambda _: httpx2.Response(401, json={"error": "invalid_client"}))
    report = asked("3.0", no)
    assert report.aborted is not None
    assert "token" in report.aborted.en
    assert {one.verdict for one in report} == {"skipped"}
    assert not report.passed
    assert not report.conformant


def test_an_empty_list_ends_the_run_before_the_first_case(bench: Any) -> None:
    """The suite takes its specimen from the list: there has to be one."""
    records = bench.partner.records["3"]
    bench.partner.records["3"] = []
    try:
        report = bench.run("3.0")
    finally:
        bench.partner.records["3"] = records
    assert report.aborted is not None
    assert "empty" in report.aborted.en


def test_an_expired_token_is_waited_for(bench: Any) -> None:
    """A server whose tokens live two seconds refuses one after that as TokenExpired."""
    bench.partner.lives = 2
    try:
        report = bench.run("3.0")
    finally:
        bench.partner.lives = 3600
    assert report["GXD-K003"].verdict == "passed"
    assert report.passed


def test_without_a_receiver_the_answers_stay_pending(bench: Any) -> None:
    """Whoever cannot be called back does not know: pending, which is no failure and no pass."""
    report = bench.run("3.0", receiver=None, stranger=None)
    pending = [one.case.number for one in report if one.verdict == "pending"]
    assert pending == ["TC13", "TC14.B"]
    assert report.passed
    assert not report.conformant


def test_one_footprint_is_enough_to_run(bench: Any) -> None:
    """With one footprint there is no next page: TC5 fails, as in the suite, and says why."""
    records = bench.partner.records["3"]
    bench.partner.records["3"] = records[:1]
    try:
        report = bench.run("3.0")
    finally:
        bench.partner.records["3"] = records
    assert [one.case.number for one in report if one.verdict == "failed"] == ["TC5"]
    assert report["GXD-K024"].verdict == "skipped"


def test_a_long_list_is_read_as_far_as_told(bench: Any) -> None:
    """What needs the whole list is left out where the list is longer; nothing fails by that."""
    records = bench.partner.records["3"]
    many = [
        records[0] | {"id": str(UUID(int=number, version=4)), "productIds": [f"urn:gxd:{number}"]}
        for number in range(1, 251)
    ]
    bench.partner.records["3"] = many
    try:
        report = bench.run("3.0", limits={"most_pages": 2})
    finally:
        bench.partner.records["3"] = records
    assert report.passed, report.codes
    skipped = {one.case.number for one in report if one.verdict == "skipped"}
    assert {"GXD-K025", "GXD-K051", "GXD-K052", "GXD-K054"} <= skipped


def test_a_case_may_be_asked_alone(bench: Any) -> None:
    """A case brings along the one whose answer it waits for."""
    assert [one.case.number for one in bench.run("3.0", cases=["tc5"])] == ["TC5"]
    assert [one.case.number for one in bench.run("3.0", cases=["TC13"])] == ["TC12", "TC13"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"version": "4.0"}, "GXD-K190"),
        ({"base_url": "http://pcf.fict.example"}, "GXD-K193"),
        ({"base_url": "pcf.fict.example"}, "GXD-K193"),
        ({"base_url": "https://"}, "GXD-K193"),
        ({"base_url": "https://[x"}, "GXD-K193"),
        ({"auth_url": "ftp://x.example"}, "GXD-K193"),
    ],
)
def test_what_cannot_be_run_is_refused(changes: dict[str, str], code: str) -> None:
    """A version that does not exist, or an address that is not https, is told at once."""
    values = {"base_url": "https://pcf.fict.example", "version": "3.0"} | changes
    with pytest.raises(GxdError, match=code):
        run_conformance(Settings(**values, client_id="a", client_secret="b"))  # type: ignore[arg-type]


def test_an_unknown_case_is_refused(bench: Any) -> None:
    """TC41 does not exist in 3.0, TC22 not in 2.3."""
    for version, number in (("3.0", "TC41"), ("2.3", "TC22")):
        with pytest.raises(GxdError, match="GXD-K194"):
            bench.run(version, cases=[number])


def test_the_address_may_be_given_with_its_tail(bench: Any) -> None:
    """Whoever copies the address of the list means the base URL before it."""
    seen = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.url.path)
        return httpx2.Response(404)

    choices = Settings("https://pcf.fict.example/x/3/footprints", "3", "id", "secret")
    run_conformance(choices, transport=httpx2.MockTransport(answer))
    assert seen[0] == "/x/.well-known/openid-configuration"


def test_secrets_stay_out_of_every_report(bench: Any) -> None:
    """Neither the client secret nor a token is in the table, the JSON or the page."""
    report = bench.run("3.0", "get-is-stale")
    texts = (str(report), json.dumps(report.to_json(), ensure_ascii=False), report.to_html())
    for token in [
        *bench.partner.tokens,
        "fict-secret-4f1c",
        "ZmljdC1jbGllbnQ6ZmljdC1zZWNyZXQtNGYxYw",
    ]:
        assert all(token not in text for text in texts)
    assert "Bearer ****" in texts[1]
    assert "Basic ****" in texts[1]


def test_the_report_says_what_was_sent_what_came_which_rule_and_the_repair(bench: Any) -> None:
    """Every failure carries its calls, its rule and a repair, in both languages."""
    report = bench.run("3.0", "limit-one-too-many")
    made = report.to_json()
    assert (made["version"], made["conformant"], made["passed"]) == ("3.0", True, False)
    (failed,) = [one for one in made["results"] if one["verdict"] == "failed"]
    assert failed["case"] == "GXD-K020"
    assert failed["requirement"] == "deeper"
    for part in ("title", "rule", "repair"):
        assert failed[part]["ja"] != failed[part]["en"]
    call = failed["calls"][0]
    assert call["sent"]["url"].endswith("/3/footprints?limit=1")
    assert call["received"]["status"] == 200
    assert "limit=1 was answered by 2 footprints" in failed["said"][0]["en"]


def test_the_table_tells_cases_and_repairs(bench: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the terminal: number, verdict, kind and title of every case; of failures also why."""
    monkeypatch.setenv("GXD_LANG", "en")
    report = bench.run("3.0", "link-relative")
    text = str(report)
    assert all(one.case.number in text for one in report)
    assert "the link is not absolute: /fict-maker/3/footprints?" in text
    assert "repair: write Link: <https://" in text
    assert text.endswith(
        "PACT 3.0: 39 of 39 mandatory cases passed, 1 deeper checks failed, 0 undecided"
    )
    assert list(report.to_frame().columns) == ["case", "title", "requirement", "verdict", "said"]
    assert "GXD-K021" in report._repr_html_()


class Page(HTMLParser):
    """What a page would load, and the tags it has."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)
        self.loads += [value for name, value in attrs if name in ("src", "href", "srcset")]


def test_the_page_is_whole_and_runs_nothing(bench: Any) -> None:
    """One HTML page without script or address; what a server sent cannot become part of it."""
    evil = "</pre><script>alert(1)</script><img src=x onerror=alert(2)>"
    records = bench.partner.records["3"]
    bench.partner.records["3"] = [one | {"productDescription": evil} for one in records]
    try:
        report = bench.run("3.0", "get-is-stale")
    finally:
        bench.partner.records["3"] = records
    page = Page()
    page.feed(report.to_html())
    assert not page.tags & {"script", "img", "link", "iframe", "object"}
    assert page.loads == ["#GXD-K032", "#GXD-K083"]  # places in the page itself
    assert "alert(1)" in report.to_html()


def test_a_token_never_follows_a_link_elsewhere(bench: Any) -> None:
    """A link to another host fails, and nothing is sent there."""
    report = bench.run("3.0", "link-to-another-host")
    assert report["TC5"].verdict == "failed"
    calls = [call for one in report for call in one.calls]
    assert all(call.url.startswith("http") and "backend" not in call.url for call in calls)


def test_a_busy_server_is_asked_again() -> None:
    """429 with a short Retry-After is patience asked for, not a failure."""
    waited: list[float] = []
    answers = iter([429, 429, 404])

    def answer(_: httpx2.Request) -> httpx2.Response:
        status = next(answers, 400)
        return httpx2.Response(status, headers={"Retry-After": "2"} if status == 429 else {})

    choices = Settings("https://pcf.fict.example", "3.0", "id", "secret")
    report = run_conformance(
        choices, transport=httpx2.MockTransport(answer), sleep=waited.append, cases=["TC1"]
    )
    assert waited == [2, 2]
    assert report.opening[0].status == 404


class Late(httpx2.SyncByteStream):
    """A body that never ends."""

    def __iter__(self) -> Any:
        while True:
            yield b" "


def test_a_body_without_end_ends_the_call() -> None:
    """A server that drips is cut off by the time limit of the whole call."""
    choices = Settings("https://pcf.fict.example", "3.0", "id", "secret", call_seconds=0.01)
    drip = httpx2.MockTransport(lambda _: httpx2.Response(200, stream=Late()))
    report = run_conformance(choices, transport=drip, cases=["TC1"])
    assert report.aborted is not None
    assert "no whole answer within" in report.opening[0].failure


@pytest.mark.parametrize(
    "error", [httpx2.ConnectError, httpx2.ReadTimeout, httpx2.RemoteProtocolError]
)
def test_no_connection_is_a_sentence(error: Any) -> None:
    """Nobody there, no answer, rubbish on the line: the report says so."""

    def fail(_: httpx2.Request) -> httpx2.Response:
        raise error("FICT")

    report = asked("3.0", httpx2.MockTransport(fail))
    assert report.opening[0].failure == f"{error.__name__}: FICT"
    assert not report.passed


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["data", "id", "pcf", "code", "productIds", "access_token", "created"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)
answers = st.tuples(
    st.sampled_from([200, 200, 200, 202, 204, 302, 400, 401, 404, 500]),
    json_values.map(lambda value: json.dumps(value).encode()) | st.binary(max_size=20),
    st.sampled_from(["application/json", "text/html", "application/json;", ""]),
    st.sampled_from(["", '<x>; rel="next"', "<https://pcf.fict.example/3/footprints?p>; rel=next",
                     "<", '<http://[x>; rel="next"', "<https://a:b/>"]),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(version=st.sampled_from(["2.0", "2.3", "3.0"]), strange=st.lists(answers, min_size=1))
def test_no_answer_however_strange_ends_a_run(
    version: str, strange: list[tuple[int, bytes, str, str]]
) -> None:
    """Whatever a server sends after its token and first list, every case comes to an end."""
    count = 0

    def answer(request: httpx2.Request) -> httpx2.Response:
        nonlocal count
        count += 1
        if count == 2:
            return httpx2.Response(200, json={"access_token": "t" * 20, "expires_in": 1e12})
        if count == 3:
            return httpx2.Response(200, json={"data": [{"id": "1", "pcf": 3, "productIds": 0}]})
        status, body, kind, link = strange[count % len(strange)]
        headers = {"content-type": kind} | ({"link": link} if link else {})
        return httpx2.Response(status, content=body, headers=headers)

    report = asked(version, httpx2.MockTransport(answer))
    assert len(report.results) == len(catalogue(version))
    assert not [said for one in report for said in one.said if "too strange" in said.en]
    json.dumps(report.to_json())
    report.to_html()
