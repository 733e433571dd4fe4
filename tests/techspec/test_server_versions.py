"""Both of PACT's interfaces, /2 and /3, as a partner and the conformance suite ask them."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import quote

import httpx2
import pytest

from gxd_teach.techspec import Company, Credentials, FootprintStore, LocalExchange, ProductFootprint

Get = Callable[..., httpx2.Response]
ZERO = "00000000-0000-0000-0000-000000000000"


@pytest.fixture(scope="module")
def exchange(
    maker: Company, buyer: Company, publish: Callable[..., ProductFootprint],
    v2: Callable[..., Any],
) -> Iterator[LocalExchange]:  # fmt: skip
    """An exchange with three footprints: two stated in v3, one in v2."""
    with LocalExchange([maker, buyer]) as running:
        base = publish(created="2026-04-02T00:00:00Z")
        pcf = base.pcf.model_copy(update={"geographyCountry": "JP"})
        classified = {"productClassifications": ("urn:cpc:45291",), "pcf": pcf}
        running.publish("fict-chassis", base.model_copy(update=classified))
        running.publish("fict-chassis", publish(created="2026-04-03T00:00:00Z"))
        running.publish("fict-chassis", v2())
        yield running


def trusting(exchange: LocalExchange) -> ssl.SSLContext:
    """What trusts an exchange's certificate authority."""
    return ssl.create_default_context(cafile=exchange.ca_file)


@pytest.fixture
def get(http: httpx2.Client, credentials: Credentials, token: str) -> Get:
    """GET below the maker's base URL with a good token; the query stands as it is written."""

    def ask(path: str, **how: Any) -> httpx2.Response:
        headers = {"Authorization": f"Bearer {token}", **how.pop("headers", {})}
        return http.get(f"{credentials.base_url}{path}", headers=headers, **how)

    return ask


@pytest.mark.parametrize("version", [2, 3])
def test_both_interfaces_offer_every_footprint(get: Get, version: int) -> None:
    """The same footprints, each in the version asked for, with specVersion as followed."""
    data = get(f"/{version}/footprints").json()["data"]
    assert len(data) == 3
    assert {one["specVersion"].split(".")[0] for one in data} == {str(version)}
    assert all(("version" in one) == (version == 2) for one in data)


def test_one_footprint_has_one_id_under_both(get: Get) -> None:
    """What is found under /3 is found under /2 by the same id."""
    ids = [{one["id"] for one in get(f"/{v}/footprints").json()["data"]} for v in (2, 3)]
    assert ids[0] == ids[1]
    for id_ in ids[0]:
        for version in (2, 3):
            assert get(f"/{version}/footprints/{id_}").json()["data"]["id"] == id_


@pytest.mark.parametrize(("version", "code"), [(2, "NoSuchFootprint"), (3, "NotFound")])
@pytest.mark.parametrize("id_", [ZERO, "urn:1", "1"])
def test_each_version_has_its_word_for_missing(get: Get, version: int, code: str, id_: str) -> None:
    """No such footprint: NoSuchFootprint in v2, NotFound in v3."""
    answer = get(f"/{version}/footprints/{id_}")
    assert (answer.status_code, answer.json()["code"]) == (404, code)


@pytest.mark.parametrize("version", [2, 3])
def test_pages_stay_under_their_version(get: Get, version: int, credentials: Credentials) -> None:
    """A link of rel="next", quoted and absolute, leads through /2 or /3 to the end."""
    path, sizes = f"/{version}/footprints?limit=1", []
    while path:
        answer = get(path)
        sizes.append(len(answer.json()["data"]))
        link = answer.links.get("next", {}).get("url", "")
        assert not link or link.startswith(f"{credentials.base_url}/{version}/footprints?")
        assert not link or answer.headers["link"].endswith('>; rel="next"')
        path = link.removeprefix(credentials.base_url)
    assert sizes == [1, 1, 1]


def test_a_link_keeps_its_filters(get: Get, credentials: Credentials) -> None:
    """The next page of a narrowed list is narrowed in the same way."""
    for query in ("/3/footprints?limit=1&status=active&status=x&geography=",
                  "/2/footprints?limit=1&$filter=created ge '2026-04-02T00:00:00Z'"):  # fmt: skip
        ids, path = [], query
        while path:
            answer = get(path)
            ids += [one["id"] for one in answer.json()["data"]]
            path = answer.links.get("next", {}).get("url", "").removeprefix(credentials.base_url)
        assert len(ids) == len(set(ids)) == (3 if "/3/" in query else 2)


def test_the_suites_filters(get: Get) -> None:
    """The values of the first footprint, put into the address as they are, find it again."""
    data = get("/3/footprints").json()["data"]
    first = data[0]
    pcf = first["pcf"]
    day = timedelta(days=1)
    start = datetime.fromisoformat(pcf["referencePeriodEnd"])
    end = start.replace(year=start.year + 3)
    whole = 3
    expected = {
        f"productId={first['productIds'][0]}": whole,
        f"companyId={first['companyIds'][0].upper()}": whole,
        f"companyId=urn:a:b&companyId=urn:c:d&companyId={first['companyIds'][0]}": whole,
        "geography=jp": sum(one["pcf"].get("geographyCountry") == "JP" for one in data),
        "classification=": whole,
        f"validOn={start.isoformat()}": whole,  # its +00:00 arrives as a space
        f"validAfter={(start - day).isoformat()}": whole,
        f"validBefore={(end + day).isoformat()}": whole,
        f"status={first['status']}": whole,
        f"status={first['status']}&productId={first['productIds'][0]}": whole,
        "productId=urn:bogus:1": 0,
        "companyId=urn:bogus:1": 0,
        "geography=XX": 0,
        "classification=urn:bogus:1": 0,
        "validOn=1900-01-01T00:00:00Z": 0,
        "validAfter=2099-01-01T00:00:00Z": 0,
        "validBefore=1900-01-01T00:00:00Z": 0,
        "status=BogusStatus": 0,
        "companyId=urn:bogus:1&productId=urn:bogus:2": 0,
        "companyId=urn:bogus:1&companyId=urn:bogus:2&companyId=urn:bogus:3": 0,
    }
    for query, count in expected.items():
        answer = get(f"/3/footprints?{query}")
        assert answer.status_code == 200, query
        assert len(answer.json()["data"]) == count, query
        assert "null" not in answer.text


def test_the_suites_odata(get: Get) -> None:
    """`created ge` the first one's own moment gives at least that one, compared as text."""
    first = get("/2/footprints").json()["data"][0]["created"]
    answer = get(f"/2/footprints?$filter=created ge '{first}'")
    data = answer.json()["data"]
    assert data
    assert all(one["created"] >= first for one in data)


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("/2/footprints?$filter=status eq 'Active'", 400, "NotImplemented"),
        ("/2/footprints?$filter=created ge", 400, "BadRequest"),
        ("/2/footprints?$filter=created ge '2026'", 400, "BadRequest"),
        ("/2/footprints?$filter=created ge '2026-04-01'&$filter=x", 400, "BadRequest"),
        ("/3/footprints?validOn=tomorrow", 400, "BadRequest"),
        ("/3/footprints?validOn=2026-01-01&validOn=2027-01-01", 400, "BadRequest"),
        ("/3/footprints?limit=1&limit=2", 400, "BadRequest"),
        (
            "/3/footprints?" + "&".join(f"productId=urn:x:{n}" for n in range(1001)),
            400,
            "BadRequest",
        ),
    ],
)
def test_a_filter_that_cannot_be_read_is_refused(
    get: Get, query: str, status: int, code: str
) -> None:
    """What cannot be read is a bad request with a sentence, never an empty list."""
    answer = get(query)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"]


@pytest.mark.parametrize("path", ["/2/footprints", "/3/footprints", f"/2/footprints/{ZERO}"])
def test_a_bogus_token_is_a_bad_request(
    http: httpx2.Client, credentials: Credentials, path: str
) -> None:
    """A bearer that is none: 401 with code BadRequest, not merely expired."""
    headers = {"Authorization": "Bearer bogus"}
    answer = http.get(credentials.base_url + path, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, "BadRequest")
    assert answer.headers["www-authenticate"].startswith("Bearer")


def post(
    http: httpx2.Client, credentials: Credentials, token: str, version: int, event: Any
) -> httpx2.Response:
    """Send an event."""
    content = event if isinstance(event, bytes) else json.dumps(event).encode()
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/cloudevents+json; charset=utf-8",
    }
    url = f"{credentials.base_url}/{version}/events"
    return http.post(url, content=content, headers=headers)


PUBLISHED = {
    2: "org.wbcsd.pathfinder.ProductFootprint.Published.v1",
    3: "org.wbcsd.pact.ProductFootprint.PublishedEvent.3",
}


def published(version: int, *ids: str) -> dict[str, Any]:
    return {
        "specversion": "1.0", "id": "1", "source": "https://partner.example/base",
        "time": "2026-04-01T00:00:00Z", "type": PUBLISHED[version], "data": {"pfIds": list(ids)},
    }  # fmt: skip


@pytest.mark.parametrize("version", [2, 3])
def test_an_event_is_answered_by_nothing(
    http: httpx2.Client, credentials: Credentials, token: str, version: int
) -> None:
    """An event that is taken: 200 and an empty body."""
    answer = post(http, credentials, token, version, published(version, ZERO))
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize("version", [2, 3])
@pytest.mark.parametrize("event", ["urn", b"{", b"", b"\xff\xfe", []])
def test_a_bad_event_is_refused(
    http: httpx2.Client, credentials: Credentials, token: str, version: int, event: Any
) -> None:
    """A Published event that names a URN, or something that is no event, is a bad request."""
    sent = published(version, "urn:gtin:1") if event == "urn" else event
    answer = post(http, credentials, token, version, sent)
    assert (answer.status_code, answer.json()["code"]) == (400, "BadRequest")


@pytest.mark.parametrize("version", [2, 3])
def test_an_event_with_a_bogus_token(
    http: httpx2.Client, credentials: Credentials, version: int
) -> None:
    """A bad token on an event: 401, and a body with code BadRequest."""
    answer = post(http, credentials, "bogus", version, published(version, ZERO))
    assert (answer.status_code, answer.json()["code"]) == (401, "BadRequest")


def test_a_revoked_clients_token_stops_at_once(
    http: httpx2.Client, exchange: LocalExchange, credentials: Credentials, token: str
) -> None:
    """Access taken back holds from the next request on, however long the token would live."""
    headers = {"Authorization": f"Bearer {token}"}
    url = f"{credentials.base_url}/3/footprints"
    assert http.get(url, headers=headers).status_code == 200
    exchange.revoke(credentials.client_id)
    for one in (url, url.replace("/3/", "/2/")):
        answer = http.get(one, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "BadRequest")


def test_what_is_not_shared_is_not_there(
    maker: Company, buyer: Company, publish: Callable[..., ProductFootprint]
) -> None:
    """Lists and filters leave out what the owner does not share; asked by its id it is denied."""
    shown, hidden = publish(), publish()
    with LocalExchange([maker, buyer]) as exchange:
        exchange.publish("fict-chassis", shown, hidden)
        credentials = exchange.register("fict-pc", owner="fict-chassis")
        token = exchange.tokens.issue(credentials.client_id, owner="fict-chassis")
        headers = {"Authorization": f"Bearer {token}"}
        with httpx2.Client(verify=trusting(exchange), trust_env=False, headers=headers) as http:
            for version in (2, 3):  # before and after: what is kept ready follows at once
                listed = http.get(f"{credentials.base_url}/{version}/footprints").json()["data"]
                assert len(listed) == 2
            exchange.share("fict-chassis", "fict-pc", ids=[shown.id])
            for version in (2, 3):
                url = f"{credentials.base_url}/{version}/footprints"
                assert [one["id"] for one in http.get(url).json()["data"]] == [str(shown.id)]
                assert http.get(f"{url}/{shown.id}").status_code == 200
                answer = http.get(f"{url}/{hidden.id}")
                assert (answer.status_code, answer.json()["code"]) == (403, "AccessDenied")


def test_another_process_publishes_into_the_same_database(
    maker: Company, many: Callable[..., list[ProductFootprint]], db_url: str
) -> None:
    """A page kept ready is made anew as soon as anybody has changed the owner's data."""
    with LocalExchange([maker], db_url=db_url) as exchange:
        token = exchange.tokens.issue(
            exchange.register(maker.id, owner=maker.id).client_id, owner=maker.id
        )
        headers = {"Authorization": f"Bearer {token}"}
        elsewhere = FootprintStore(db_url)
        with httpx2.Client(verify=trusting(exchange), trust_env=False, headers=headers) as http:
            for number in range(1, 4):
                elsewhere.put(maker.id, *many(number), convert=False)
                answer = http.get(f"{exchange.base_url(maker.id)}/3/footprints")
                assert len(answer.json()["data"]) == number
        elsewhere.close()


def test_head_is_a_get_without_its_body(
    get: Get, http: httpx2.Client, credentials: Credentials, token: str
) -> None:
    """HEAD has the head of the GET and nothing behind it."""
    full = get("/3/footprints")
    headers = {"Authorization": f"Bearer {token}"}
    answer = http.head(f"{credentials.base_url}/3/footprints", headers=headers)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(full.content))


@pytest.mark.parametrize("path", ["/docs", "/fict-chassis/docs"])
def test_the_learners_page(http: httpx2.Client, exchange: LocalExchange, path: str) -> None:
    """The page lists every operation with a curl line, in both languages, and loads nothing."""
    answer = http.get(f"https://127.0.0.1:{exchange.port}{path}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    for word in ("ListFootprints", "GetFootprint", "Events", "auth/token", "$filter", "validOn"):
        assert word in answer.text
    assert answer.text.count("<pre>") == 8
    assert "<script" not in answer.text
    assert "src=" not in answer.text
    assert 'lang="en"' in answer.text
    if path != "/docs":
        assert f'"{exchange.base_url("fict-chassis")}/3/footprints"' in unescape(answer.text)


def test_an_odd_host_makes_no_link(get: Get) -> None:
    """A Host that could write something into a link is refused."""
    answer = get("/3/footprints?limit=1", headers={"Host": 'x>; rel="next", <https://evil'})
    assert (answer.status_code, answer.json()["code"]) == (400, "BadRequest")
    assert get(f"/3/footprints?productId={quote('urn:x:1>')}").status_code == 200
