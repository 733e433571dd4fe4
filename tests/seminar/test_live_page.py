"""The exchange's page as it is sent: whole without a script, and nothing in it that could be one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from gxd_teach.seminar.live.askings import Asking, askings
from gxd_teach.seminar.live.offers import fingerprint, offerings
from gxd_teach.seminar.live.page import local_time
from gxd_teach.seminar.site.site import create_site
from gxd_teach.techspec import Company, LocalExchange, Product, footprint_v2, product_footprint
from gxd_teach.techspec.store.events import EventStore

MAKER = Company("fict-chassis", "FICT-CHASSIS", "urn:gln:4912345000009")
BUYER = Company("fict-pc", "FICT-PC", "urn:gln:4912345000016")
NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)


@pytest.fixture
def exchange() -> Iterator[LocalExchange]:
    """A running exchange of both companies."""
    with LocalExchange([MAKER, BUYER]) as running:
        yield running


@pytest.fixture
def page(exchange: LocalExchange) -> Callable[[str], str]:
    """Read the exchange's page, with a query."""
    client = TestClient(
        create_site(Path("/nowhere"), exchange),
        base_url="http://127.0.0.1:8000",
        headers={"accept-language": "ja"},
    )

    def read(query: str = "") -> str:
        answer = client.get(f"/exchange/{query}")
        assert answer.status_code == 200
        return str(answer.text)

    return read


def chassis(number: int = 1, name: str = "アルミ筐体", **changes: Any) -> Any:
    """A v3 record of FICT-CHASSIS: 12.34 kg CO2e a piece, 40 % of it from primary data."""
    calculated = SimpleNamespace(
        name="FICT-CHASSIS", declared_unit="piece", declared_amount=1.0, total_kg_co2e=12.34,
        primary_data_share=40.0, product_mass_kg=1.2,
    )  # fmt: skip
    values: dict[str, Any] = {
        "company": MAKER,
        "product": Product(name, "ノートパソコン用", "urn:gtin:4912345678904"),
        "reference_period_start": "2025-04-01",
        "reference_period_end": "2026-04-01",
        "fossil_carbon_content_kg": 0.0,
        "id": UUID(int=number, version=4),
        "created": NOON + timedelta(minutes=number),
    }
    return product_footprint(calculated, **(values | changes))


def old_record(version: int) -> Any:
    """A v2 record: 10.25 kg CO2e for one kilogram, of which the product has 1.2."""
    return footprint_v2(
        id=UUID(int=77, version=4),
        created=NOON,
        updated=NOON + timedelta(days=version) if version else None,
        version=version,
        companyName=MAKER.name,
        companyIds=MAKER.company_urns,
        productIds=["urn:gtin:4912345678904"],
        productNameCompany="古い筐体",
        productCategoryCpc="45291",
        pcf={
            "declaredUnit": "kilogram",
            "unitaryProductAmount": "1.2",
            "pCfExcludingBiogenic": "10.25",
            "fossilGhgEmissions": "10.25",
            "fossilCarbonContent": "0",
            "biogenicCarbonContent": "0",
            "referencePeriodStart": "2024-04-01T00:00:00Z",
            "referencePeriodEnd": "2024-10-01T00:00:00Z",
        },
    )


def rows(html: str, part: str) -> list[str]:
    """The text of each row of a table's body."""
    body = html.split(f'<tbody id="{part}"')[1].split("</tbody>")[0]
    found = [re.sub(r"<[^>]+>", " ", row) for row in body.split("<tr")[1:]]
    return [" ".join(unescape(row.partition(">")[2]).split()) for row in found]


def test_a_footprint_with_all_that_a_class_asks_for(
    exchange: LocalExchange, page: Callable[[str], str]
) -> None:
    """Name, value, unit, primary data share, status and the editions it is offered in."""
    exchange.publish(MAKER.id, chassis())
    (row,) = rows(page(""), "offers-fict-chassis")
    assert "アルミ筐体" in row
    assert "12.34 1 piece 40 % Active" in row
    assert "PACT 3.0.3" in row
    assert "PACT 2.3" in row


def test_a_footprint_of_v2_alone(exchange: LocalExchange, page: Callable[[str], str]) -> None:
    """PACT v2 rule: the value is for one unit, whatever amount of it the product has."""
    exchange.store.put(MAKER.id, old_record(version=3), convert=False)
    (row,) = rows(page(""), "offers-fict-chassis")
    assert "古い筐体" in row
    assert "10.25 1 kilogram" in row
    assert "v2 の version: 3" in row
    assert "PACT 3" not in row


def test_the_newest_stand_first_and_the_rest_is_counted(
    exchange: LocalExchange, page: Callable[[str], str]
) -> None:
    """Of 120 footprints the newest 50 are listed, and the page says so."""
    exchange.publish(MAKER.id, *[chassis(number, f"製品{number}.") for number in range(1, 121)])
    html = page("")
    found = rows(html, "offers-fict-chassis")
    assert len(found) == 50
    assert found[0].startswith("製品120.")
    assert found[-1].startswith("製品71.")
    assert "全 120 件のうち新しい 50 件" in html
    assert 'data-offers="120"' in html


def test_who_may_ask_whom_is_shown_before_anybody_has(exchange: LocalExchange) -> None:
    """Who was given credentials has an arrow; the way back, for answers, is none."""
    exchange.register(BUYER.id, owner=MAKER.id)
    assert askings(exchange.store) == [Asking("fict-pc", "fict-chassis")]


def test_what_both_sides_note_is_counted_once(exchange: LocalExchange) -> None:
    """One request, seen by who asks and by who is asked, is one request."""
    log = EventStore.of(exchange.store).activity
    for _ in range(2):
        log.append("listed", MAKER.id, partner=BUYER.id)
    log.append("read", MAKER.id, partner=BUYER.id)
    log.append("requested", BUYER.id, partner=MAKER.id)
    log.append("received", MAKER.id, partner=BUYER.id, detail="request")
    log.append("fulfilled", MAKER.id, partner=BUYER.id)
    log.append("received", BUYER.id, partner=MAKER.id, detail="fulfilled")
    log.append("notified", MAKER.id, partner=BUYER.id)
    log.append("received", BUYER.id, partner=MAKER.id, detail="published: 2")
    log.append("delivery_failed", MAKER.id, partner=BUYER.id, detail="no answer")
    assert askings(exchange.store) == [
        Asking("fict-pc", "fict-chassis", read=3, requested=1, fulfilled=1, notified=1, troubles=1)
    ]


def test_a_partner_elsewhere_is_counted_by_what_came_in(exchange: LocalExchange) -> None:
    """Whose requests this exchange only receives is seen all the same."""
    log = EventStore.of(exchange.store).activity
    log.append("received", MAKER.id, partner="fict-far", detail="request")
    log.append("rejected", MAKER.id, partner="fict-far")
    assert askings(exchange.store) == [Asking("fict-far", "fict-chassis", requested=1, rejected=1)]


def test_the_newest_event_stands_first(exchange: LocalExchange, page: Callable[[str], str]) -> None:
    """Without a script, the page lists what has happened so far, in sentences."""
    log = EventStore.of(exchange.store).activity
    log.append("requested", BUYER.id, partner=MAKER.id, product="urn:gtin:1")
    log.append("listed", MAKER.id, partner=BUYER.id)
    html = page("")
    first = html.index("FICT-PC が FICT-CHASSIS のフットプリントの一覧を読みました")
    assert first < html.index("FICT-PC が FICT-CHASSIS のフットプリントを依頼しました")
    assert "urn:gtin:1" in html
    assert "再読み込み" in html


def test_one_company_at_a_time(exchange: LocalExchange, page: Callable[[str], str]) -> None:
    """Filtered, the page keeps what concerns one company, and both languages keep the filter."""
    exchange.add(Company("fict-board", "FICT-BOARD", "urn:gln:4912345000023"))
    log = EventStore.of(exchange.store).activity
    log.append("listed", MAKER.id, partner=BUYER.id)
    log.append("listed", "fict-board", partner=BUYER.id)
    html = page("?company=fict-chassis")
    assert "FICT-CHASSIS のフットプリントの一覧" in html
    assert "FICT-BOARD のフットプリントの一覧" not in html
    assert 'id="company-fict-chassis"' in html
    assert 'id="company-fict-board"' not in html
    assert [row.split(" →")[0] for row in rows(html, "pairs")] == ["FICT-PC"]
    assert 'href="?lang=en&amp;company=fict-chassis"' in html
    assert 'href="?lang=en&amp;company=fict-board"' in page("?lang=en&company=fict-chassis")


def test_a_company_that_is_not_there(page: Callable[[str], str]) -> None:
    """An unknown company is named as unknown, literally, and all are shown."""
    html = page("?company=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "「&lt;script&gt;alert(1)&lt;/script&gt;」という企業はありません" in html
    assert 'id="company-fict-pc"' in html


def test_names_are_taken_literally(exchange: LocalExchange, page: Callable[[str], str]) -> None:
    """A product or a company that is called like HTML is shown, not obeyed."""
    exchange.add(Company("fict-x", '"><img src=x onerror=alert(1)>', "urn:gln:4912345000030"))
    exchange.publish(MAKER.id, chassis(name="<script>alert(1)</script>"))
    html = page("")
    assert "<img" not in html
    assert "alert(1)</script>" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_the_page_itself_holds_no_script(exchange: LocalExchange) -> None:
    """What runs comes from three files of its own; the policy forbids all else."""
    site = TestClient(create_site(Path("/nowhere"), exchange), base_url="http://127.0.0.1")
    answer = site.get("/exchange/")
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "default-src 'none'" in policy
    assert re.findall(r"<script[^>]*>", answer.text) == [
        '<script type="module" src="/exchange/live.js">'
    ]
    assert not re.search(r"\son[a-z]+=", answer.text)
    for name, kind in (
        ("live.js", "javascript"),
        ("picture.js", "javascript"),
        ("live.css", "css"),
    ):
        part = site.get(f"/exchange/{name}")
        assert kind in part.headers["content-type"]
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", part.text)
        assert "innerHTML =" not in part.text
    assert site.get("/exchange/exchange.html").status_code == 404


def test_no_secret_is_on_the_page(exchange: LocalExchange, page: Callable[[str], str]) -> None:
    """Neither credentials nor what the database keeps of them."""
    credentials = exchange.register(BUYER.id, owner=MAKER.id)
    partners = [
        partner
        for one in (MAKER, BUYER)
        for partner in EventStore.of(exchange.store).partners.of(one.id)
    ]
    log = EventStore.of(exchange.store).activity
    log.append("refused", MAKER.id, partner=BUYER.id, detail=f"secret {credentials.client_secret}")
    html = page("")
    assert "secret" in html
    for hidden in [credentials.client_secret, *(one.client_secret for one in partners)]:
        assert hidden not in html


def test_the_words_of_the_script_come_from_the_page(page: Callable[[str], str]) -> None:
    """Both languages have the same words, each its own; the script itself has none."""
    found = []
    for language in ("ja", "en"):
        html = page(f"?lang={language}")
        found.append(json.loads(unescape(html.split('data-words="')[1].split('"')[0])))
    assert found[0].keys() == found[1].keys()
    assert all(found[0][key] != found[1][key] for key in found[0])
    script = (Path(__file__).parents[2] / "gxd_teach/seminar/templates/live.js").read_text()
    assert script.isascii()


def test_the_state_changes_with_what_is_shown(exchange: LocalExchange) -> None:
    """A publication, a withdrawal, a company that joins, a new reader: each is another state."""
    states = [fingerprint(exchange)]
    for change in (
        lambda: exchange.publish(MAKER.id, chassis()),
        lambda: exchange.deprecate(MAKER.id, chassis().id),
        lambda: exchange.add(Company("fict-board", "FICT-BOARD", "urn:gln:4912345000023")),
        lambda: exchange.register(BUYER.id, owner=MAKER.id),
        exchange.stop,
    ):
        assert fingerprint(exchange) == states[-1]
        change()
        states.append(fingerprint(exchange))
    assert len(set(states)) == len(states)


def test_a_stopped_exchange_still_shows_what_it_has(
    exchange: LocalExchange, page: Callable[[str], str]
) -> None:
    """Without a port there is no base URL, and what was published can be read here."""
    exchange.publish(MAKER.id, chassis())
    exchange.stop()
    assert "停止中" in page("")
    assert offerings(exchange)[0].offers[0].value == "12.34"


@given(st.text() | st.datetimes().map(lambda moment: moment.isoformat() + "Z"))
def test_any_moment_can_be_shown(moment: str) -> None:
    """What is no moment is shown as it was written."""
    assert isinstance(local_time(moment), str)
