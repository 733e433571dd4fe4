"""The live view as a class watches it: in a browser, while companies read and ask one another."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
import uvicorn

from gxd_teach.seminar.site.serve import reserve_port
from gxd_teach.seminar.site.site import create_site
from gxd_teach.techspec import Company, ExchangeClient, LocalExchange, Product, product_footprint

NAMES = ("FICT-PC", "FICT-CHASSIS", "FICT-BOARD", "FICT-RESIN")
READS = {"fict-pc": ("fict-chassis", "fict-board"), "fict-chassis": ("fict-resin",)}
CHASSIS = "urn:gtin:4912345678904"


@dataclass
class Class:
    """An exchange that plays, and the page that shows it."""

    exchange: LocalExchange
    address: str
    keys: dict[str, Any] = field(default_factory=dict)

    def publish(self, number: int, name: str) -> None:
        """FICT-CHASSIS publishes another footprint."""
        calculated = SimpleNamespace(
            name="FICT-CHASSIS", declared_unit="piece", declared_amount=1.0, total_kg_co2e=12.34,
            primary_data_share=40.0, product_mass_kg=1.2,
        )  # fmt: skip
        record = product_footprint(
            calculated,
            company=self.exchange.store.company("fict-chassis"),
            product=Product(name, "", CHASSIS),
            reference_period_start="2025-04-01",
            reference_period_end="2026-04-01",
            fossil_carbon_content_kg=0.0,
            id=UUID(int=number, version=4),
            created="2026-04-20T15:30:00Z",
        )
        self.exchange.publish("fict-chassis", record)

    def read(self) -> None:
        """FICT-PC reads the list of FICT-CHASSIS."""
        with ExchangeClient(self.keys["fict-chassis"]) as client:
            list(client.footprints())

    def ask(self) -> None:
        """FICT-PC asks FICT-CHASSIS by event, and is answered."""
        with ExchangeClient(self.keys["fict-chassis"], exchange=self.exchange) as client:
            client.request(CHASSIS)


class Site:
    """The seminar's site on a port of its own; can be ended and begun again there."""

    def __init__(self, root: Path, exchange: LocalExchange) -> None:
        self.root, self.exchange, self.port = root, exchange, 0
        self.server: uvicorn.Server | None = None
        self.begin()

    def begin(self) -> None:
        self.socket = reserve_port(self.port)
        self.port = self.socket.getsockname()[1]
        site = create_site(self.root, self.exchange)
        config = uvicorn.Config(
            site, log_level="error", lifespan="off", timeout_graceful_shutdown=1
        )
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(
            target=self.server.run, kwargs={"sockets": [self.socket]}, daemon=True
        )
        self.thread.start()

    def end(self) -> None:
        assert self.server is not None
        self.server.should_exit = True
        self.thread.join(30)
        self.socket.close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Four companies: FICT-PC reads two, FICT-CHASSIS one."""
    companies = [
        Company(name.lower(), name, f"urn:pact:{name.lower()}.example:company-id:1")
        for name in NAMES
    ]
    with LocalExchange(companies) as exchange:
        icon = tmp_path / "_build/html/_static/favicon.svg"  # comes with the book
        icon.parent.mkdir(parents=True)
        icon.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
        opened = Site(tmp_path, exchange)
        yield opened
        opened.end()


@pytest.fixture
def room(site: Site) -> Class:
    """The class, with FICT-CHASSIS's first footprint published."""
    made = Class(site.exchange, f"http://127.0.0.1:{site.port}")
    for reader, owners in READS.items():
        for owner in owners:
            made.keys[owner] = site.exchange.register(reader, owner=owner)
    made.publish(1, "アルミ筐体")
    return made


@dataclass
class Visit:
    """A visitor's page, with every request it made and every fault it had."""

    page: Any
    address: str
    asked: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def open(self, query: str = "", *, live: bool = True) -> Any:
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda said: self.faults.append(said.text))
        self.page.goto(f"{self.address}/exchange/{query}")
        if live:
            self.connected()
        return self.page

    def connected(self) -> None:
        self.page.wait_for_selector("#connection:text-matches('動いています|Live')")

    def sentence(self, text: str) -> None:
        """Wait for a sentence at the top of the list."""
        self.page.wait_for_selector(f"#events li:has-text('{text}')")


@pytest.fixture
def visit(chromium: Any, room: Class) -> Iterator[Callable[..., Visit]]:
    """Open the page; keywords are the browser's."""
    contexts = []

    def make(**how: Any) -> Visit:
        settings = {"locale": "ja-JP", "timezone_id": "Asia/Tokyo"} | how
        contexts.append(chromium.new_context(**settings))
        return Visit(contexts[-1].new_page(), room.address)

    yield make
    for context in contexts:
        context.close()


def test_what_happens_appears_without_a_reload(room: Class, visit: Callable[..., Visit]) -> None:
    """A list that is read, a request and a new footprint show up by themselves."""
    seen = visit()
    page = seen.open()
    page.evaluate("window.sameDocument = true")
    room.read()
    seen.sentence("FICT-PC が FICT-CHASSIS のフットプリントの一覧を読みました")
    room.ask()
    seen.sentence("FICT-PC が FICT-CHASSIS のフットプリントを依頼しました")
    seen.sentence("FICT-CHASSIS が FICT-PC の依頼に答えて")
    room.publish(2, "改良した筐体")
    page.wait_for_selector("#offers-fict-chassis th:has-text('改良した筐体')")
    assert "12.34" in page.inner_text("#offers-fict-chassis tr:has-text('改良した筐体')")
    newest = page.inner_text("#events li >> nth=0")
    assert "改良した筐体" in newest
    row = page.locator("#pairs tr[data-asker=fict-pc][data-asked=fict-chassis]")
    page.wait_for_function(
        "row => row.cells[1].textContent === '1' && row.cells[2].textContent === '1'"
        " && row.cells[3].textContent === '1'",
        arg=row.element_handle(),
    )
    assert page.evaluate("window.sameDocument") is True
    assert seen.faults == []
    assert [url for url in seen.asked if not url.startswith(room.address)] == []


def test_the_picture_says_what_the_table_says(room: Class, visit: Callable[..., Visit]) -> None:
    """Four companies, three arrows; the one that is used loses its dots and lights up."""
    page = visit(reduced_motion="reduce").open()
    assert page.locator("#picture .company").count() == 4
    assert page.locator("#picture .arrow").count() == page.locator("#pairs tr").count() == 3
    assert page.locator("#picture .arrow.used").count() == 0
    tops = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('#picture .company')].map("
        "one => [one.querySelector('title').textContent, one.querySelector('rect').y.baseVal.value]))"
    )
    assert tops["FICT-PC"] < tops["FICT-CHASSIS"] == tops["FICT-BOARD"] < tops["FICT-RESIN"]
    room.read()
    page.wait_for_selector("#picture .arrow.lit.used", state="attached")
    assert page.text_content("#picture .happening.lit") == "一覧"
    page.wait_for_selector("#picture .lit", state="detached")
    assert page.locator("#picture .arrow.used").count() == 1
    assert page.get_attribute("#picture svg", "role") == "img"
    assert "表" in page.get_attribute("#picture svg", "aria-label")


def test_by_keyboard_alone(room: Class, visit: Callable[..., Visit]) -> None:
    """Pause, go on, choose a company: by Tab and Enter, and the focus stays where it is."""
    seen = visit()
    page = seen.open()

    def tab_to(id_: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == id_:
                return
        pytest.fail(f"Tab does not reach {id_}")

    tab_to("pause")
    page.keyboard.press("Enter")
    assert page.inner_text("#pause") == "再開"
    before = page.locator("#events li").count()
    room.read()
    page.wait_for_selector("#connection:has-text('新しい出来事 1 件')")
    assert page.locator("#events li").count() == before
    page.keyboard.press("Space")
    seen.sentence("FICT-PC が FICT-CHASSIS のフットプリントの一覧を読みました")
    assert page.evaluate("document.activeElement.id") == "pause"
    tab_to("only-fict-board")
    page.keyboard.press("Enter")
    page.wait_for_selector("#company-fict-chassis", state="detached")
    assert page.evaluate("document.activeElement.id") == "only-fict-board"
    assert page.get_attribute("#only-fict-board", "aria-current") == "true"
    assert page.locator("#events li").count() == 0
    room.exchange.add(Company("fict-late", "FICT-LATE", "urn:pact:late.example:company-id:1"))
    page.wait_for_selector("#only-fict-late")
    assert page.evaluate("document.activeElement.id") == "only-fict-board"


def test_one_company_and_all_again(room: Class, visit: Callable[..., Visit]) -> None:
    """A filter holds for what comes in, has an address of its own, and the way back works."""
    seen = visit()
    page = seen.open()
    page.click("#only-fict-resin")
    page.wait_for_url("**/exchange/?company=fict-resin")
    page.wait_for_selector("#company-fict-chassis", state="detached")
    room.read()  # concerns two others
    with ExchangeClient(room.keys["fict-resin"]) as client:
        list(client.footprints())
    seen.sentence("FICT-CHASSIS が FICT-RESIN のフットプリントの一覧を読みました")
    assert "FICT-PC" not in page.inner_text("#events")
    page.go_back()
    seen.sentence("FICT-PC が FICT-CHASSIS のフットプリントの一覧を読みました")
    page.wait_for_selector("#company-fict-chassis")


def test_english_keeps_the_company(room: Class, visit: Callable[..., Visit]) -> None:
    """One click gives the page in English, and its news as well; the filter stays."""
    seen = visit()
    page = seen.open()
    page.click("#only-fict-chassis")
    page.wait_for_selector("#company-fict-pc", state="detached")
    page.click("header >> text=English")
    page.wait_for_url("**/exchange/?lang=en&company=fict-chassis")
    seen.connected()
    assert page.get_attribute("html", "lang") == "en"
    assert page.inner_text("#pause") == "Pause"
    room.read()
    seen.sentence("FICT-PC read the list of FICT-CHASSIS’s footprints")
    ours = page.inner_text("main").replace("アルミ筐体", "")
    assert not [sign for sign in ours if "\u3040" <= sign <= "\u30ff"]


def test_a_screen_reader_hears_the_newest(room: Class, visit: Callable[..., Visit]) -> None:
    """News is announced politely, several at once as one, and takes no focus."""
    page = visit().open()
    assert page.get_attribute("#announcer", "aria-live") == "polite"
    assert page.inner_text("#announcer") == ""
    room.ask()
    page.wait_for_selector("#announcer:text-matches('ほか \\\\d+ 件')", state="attached")
    assert page.evaluate("document.activeElement === document.body")
    names = page.evaluate(
        "[...document.querySelectorAll('main [tabindex], main a, main button, main summary')]"
        ".filter(one => !one.textContent.trim() && !one.getAttribute('aria-label')).length"
    )
    assert names == 0


def test_times_are_the_readers(room: Class, visit: Callable[..., Visit]) -> None:
    """15:30 in UTC is half past midnight of the next day in Tokyo, and half past eight in New York."""
    page = visit().open()
    assert "2026/04/21 0:30:00" in page.inner_text("#offers-fict-chassis")
    assert "Asia/Tokyo" in page.inner_text("#zone")
    page = visit(timezone_id="America/New_York").open()
    assert "2026/04/20 11:30:00" in page.inner_text("#offers-fict-chassis")


def test_a_broken_connection_is_mended(
    room: Class, site: Site, visit: Callable[..., Visit]
) -> None:
    """The page says that it waits, connects again, and shows what happened in between."""
    seen = visit()
    page = seen.open()
    site.end()
    page.wait_for_selector("#connection:has-text('つなぎ直しています')")
    room.read()
    site.begin()
    seen.connected()
    seen.sentence("FICT-PC が FICT-CHASSIS のフットプリントの一覧を読みました")
    assert page.locator("#events li:has-text('一覧を読みました')").count() == 1


def test_without_javascript(room: Class, visit: Callable[..., Visit]) -> None:
    """The same lists, to be read again by hand: companies, footprints, who asked whom, events."""
    room.read()
    page = visit(java_script_enabled=False).open(live=False)
    text = page.inner_text("main")
    assert "アルミ筐体" in text
    assert "FICT-PC が FICT-CHASSIS のフットプリントの一覧を読みました" in text
    assert "再読み込みしてください" in text
    assert not page.is_visible("#pause")
    page.click("#only-fict-board")
    assert page.locator("#company-fict-chassis").count() == 0
    page.click("header >> text=English")
    assert "Reload it" in page.inner_text("main")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_telephone(room: Class, visit: Callable[..., Visit], scheme: str) -> None:
    """360 pixels wide nothing sticks out, and what is printed is as wide as the paper."""
    seen = visit(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page = seen.open()
    room.ask()
    seen.sentence("依頼しました")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    box = page.locator("#pause").bounding_box()
    assert box["height"] >= 24  # WCAG 2.2, target size
    for one in page.locator("#picture .company text").element_handles():
        inside = one.evaluate(
            "text => text.getComputedTextLength() <= text.parentNode.querySelector('rect')"
            ".width.baseVal.value"
        )
        assert inside
    page.emulate_media(media="print")
    assert not page.is_visible("#pause")
    assert page.is_visible("#pairs")


def test_a_page_that_nobody_sees_gives_its_connection_back(
    room: Class, visit: Callable[..., Visit]
) -> None:
    """Left alone for a while, a hidden page stops listening; seen again, it has missed nothing."""
    seen = visit()
    seen.page.clock.install()
    page = seen.open()
    hide = (
        "hidden => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});"
        " document.dispatchEvent(new Event('visibilitychange')); }"
    )
    page.evaluate(hide, True)
    page.clock.run_for(30_000)
    streams = sum("/exchange/stream" in url for url in seen.asked)
    room.read()
    page.evaluate(hide, False)
    seen.sentence("FICT-PC が FICT-CHASSIS のフットプリントの一覧を読みました")
    assert sum("/exchange/stream" in url for url in seen.asked) == streams + 1
