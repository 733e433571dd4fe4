"""The stream of what happens: told at once, nothing twice, and nobody holds it up."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from gxd_teach.seminar.live.live import Live
from gxd_teach.seminar.site.site import create_site
from gxd_teach.techspec import Company, LocalExchange
from gxd_teach.techspec.store.activity import ActivityLog
from gxd_teach.techspec.store.events import EventStore

MAKER = Company("fict-chassis", "FICT-CHASSIS", "urn:gln:4912345000009")
BUYER = Company("fict-pc", "FICT-PC", "urn:gln:4912345000016")
PATIENCE = 30  # seconds until a test that waits in vain gives up


@pytest.fixture
def exchange(tmp_path: Path) -> Iterator[LocalExchange]:
    """An exchange of both companies; its port need not be open for its log to be watched."""
    made = LocalExchange([MAKER, BUYER], folder=tmp_path)
    yield made
    made.close()


@pytest.fixture
def log(exchange: LocalExchange) -> ActivityLog:
    return EventStore.of(exchange.store).activity


def run(test: Coroutine[Any, Any, None]) -> None:
    """Run a test's coroutine; apart, for a browser test may have a loop running in this thread."""

    async def limited() -> None:
        async with asyncio.timeout(PATIENCE):
            await test

    with ThreadPoolExecutor(1) as apart:
        apart.submit(lambda: asyncio.run(limited())).result()


class Browser:
    """A page that looks: what was sent to it, and the ways in which it can be slow or gone."""

    def __init__(self, app: Any, *, method: str = "GET", path: str = "/exchange/stream",
                 headers: dict[str, str] | None = None, **query: str) -> None:  # fmt: skip
        given = {"host": "127.0.0.1", "accept-language": "ja"} | (headers or {})
        self.scope = {
            "type": "http", "method": method, "path": path, "raw_path": path.encode(),
            "query_string": urlencode(query).encode(), "scheme": "http", "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in given.items()],
            "server": ("127.0.0.1", 8000), "client": ("127.0.0.1", 1),
        }  # fmt: skip
        self.reads = asyncio.Event()
        self.reads.set()
        self.left = asyncio.Event()
        self.sent: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.text = ""
        self.app = app
        self.task = asyncio.create_task(app(self.scope, self.receive, self.send))

    async def receive(self) -> dict[str, Any]:
        if not self.left.is_set() and not hasattr(self, "asked"):
            self.asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        await self.reads.wait()
        self.sent.put_nowait(message)

    async def status(self) -> int:
        started = await self.sent.get()
        self.headers = {key.decode(): value.decode() for key, value in started["headers"]}
        return int(started["status"])

    async def until(self, word: str) -> str:
        """All the text so far, as soon as this stands in it."""
        while word not in self.text:
            message = await self.sent.get()
            if message["type"] == "http.response.start":
                continue
            self.text += message.get("body", b"").decode()
            if not message.get("more_body") and word not in self.text:
                raise AssertionError(f"the stream ended without {word!r}: {self.text!r}")
        return self.text

    async def rest(self) -> list[dict[str, Any]]:
        """Everything until the stream ends by itself, as messages."""
        await self.task
        return [self.sent.get_nowait() for _ in range(self.sent.qsize())]

    def lines(self) -> list[dict[str, Any]]:
        """The lines of the log it was told so far."""
        events = self.text.split("\n\n")
        told = [event for event in events if "event: activity" in event]
        return [json.loads(event.partition("data: ")[2]) for event in told]

    async def leave(self) -> None:
        self.left.set()
        await self.task


@asynccontextmanager
async def looking(app: Any, **how: Any) -> AsyncIterator[Browser]:
    """A page that has begun to look, and leaves in the end."""
    browser = Browser(app, **how)
    await browser.until("event: state")
    yield browser
    await browser.leave()


def test_what_happens_is_told_at_once(exchange: LocalExchange, log: ActivityLog) -> None:
    """A line comes with its number, its moment, its sentence and its arrow."""

    async def test() -> None:
        live = Live(exchange)
        async with looking(live) as browser:
            log.append("listed", MAKER.id, partner=BUYER.id)
            await browser.until("event: activity")
            (line,) = browser.lines()
            assert line["sentence"] == "FICT-PC が FICT-CHASSIS のフットプリントの一覧を読みました"
            assert line["arrow"] == [BUYER.id, MAKER.id]
            assert line["at"].endswith("Z")
            assert f"id: {live.run}-{line['number']}\n" in browser.text

    run(test())


def test_each_page_in_its_language(exchange: LocalExchange, log: ActivityLog) -> None:
    """A Japanese and an English page look at the same moment."""

    async def test() -> None:
        live = Live(exchange)
        async with looking(live, lang="ja") as japanese, looking(live, lang="en") as english:
            log.append("rejected", MAKER.id, partner=BUYER.id)
            await japanese.until("event: activity")
            await english.until("event: activity")
            assert "辞退" in japanese.lines()[0]["sentence"]
            assert english.lines()[0]["sentence"] == "FICT-CHASSIS rejected FICT-PC’s request"

    run(test())


def test_a_page_that_comes_back_is_told_what_it_missed(
    exchange: LocalExchange, log: ActivityLog
) -> None:
    """With the last number it saw, a page gets what came after, and nothing twice."""

    async def test() -> None:
        live = Live(exchange)
        for number in range(5):
            log.append("listed", MAKER.id, partner=f"reader-{number}")
        third = log.read()[2].number
        back = {"last-event-id": f"{live.run}-{third}"}
        async with looking(live, headers=back) as browser, looking(live) as new:
            log.append("listed", MAKER.id, partner="reader-5")
            await browser.until("reader-5")
            await new.until("reader-5")
            assert [line["way"][0] for line in browser.lines()] == [
                "reader-3", "reader-4", "reader-5"
            ]  # fmt: skip
            assert [line["way"][0] for line in new.lines()] == ["reader-5"]

    run(test())


@pytest.mark.parametrize(
    "id_", ["deadbeef-1", "1", "", "-", "x-y", "{run}-", "{run}-x", "{run}-²", "{run}-" + "9" * 30]
)
def test_a_number_of_another_run_is_no_number(
    exchange: LocalExchange, log: ActivityLog, id_: str
) -> None:
    """A page that was left open since another seminar is told which run this is, and goes on."""

    async def test() -> None:
        live = Live(exchange)
        log.append("listed", MAKER.id, partner="before")
        async with looking(live, headers={}, after=id_.replace("{run}", live.run)) as browser:
            assert json.dumps(live.run) in browser.text
            log.append("listed", MAKER.id, partner="after")
            await browser.until("after")
            assert [line["way"][0] for line in browser.lines()] == ["after"]

    run(test())


def test_new_companies_and_footprints_are_told_without_a_line(exchange: LocalExchange) -> None:
    """What the log does not note, such as a company that joins, still reaches the page."""

    async def test() -> None:
        async with looking(Live(exchange)) as browser:
            before = browser.text
            exchange.add(Company("fict-board", "FICT-BOARD", "urn:gln:4912345000023"))
            while browser.text.count("event: state") == before.count("event: state"):
                await browser.until(browser.text + "event: state")
        states = [part for part in browser.text.split("\n") if part.startswith('data: {"run"')]
        assert len(set(states)) == 2

    run(test())


def test_many_pages_have_one_reader(
    exchange: LocalExchange, log: ActivityLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many pages look, one thread at a time waits at the log; without pages, none."""
    waiting = threading.Semaphore(1)
    wait = log.wait

    def counted(*args: Any, **more: Any) -> Any:
        assert waiting.acquire(blocking=False), "two threads wait at the log"
        try:
            return wait(*args, **more)
        finally:
            waiting.release()

    monkeypatch.setattr(log, "wait", counted)

    async def test() -> None:
        live = Live(exchange)
        browsers = [Browser(live) for _ in range(20)]
        for browser in browsers:
            await browser.until("event: state")
        log.append("listed", MAKER.id, partner=BUYER.id)
        for browser in browsers:
            await browser.until("event: activity")
        assert live.streams == 20
        for browser in browsers:
            await browser.leave()
        assert live.streams == 0
        assert live._reader is not None
        await live._reader

    run(test())


def test_there_are_only_so_many_places(exchange: LocalExchange) -> None:
    """One page too many is refused; when another has left, there is a place again."""

    async def test() -> None:
        live = Live(exchange, most_streams=2)
        async with looking(live):
            async with looking(live):
                third = Browser(live)
                assert await third.status() == 503
            async with looking(live):
                assert live.streams == 2
        assert live.streams == 0

    run(test())


def test_a_browser_that_does_not_read_is_let_go(exchange: LocalExchange, log: ActivityLog) -> None:
    """It loses its place, and the others are told as before."""

    async def test() -> None:
        live = Live(exchange, send_seconds=0.05)
        slow = Browser(live)
        await slow.until("event: state")
        async with looking(live) as good:
            slow.reads.clear()
            log.append("listed", MAKER.id, partner=BUYER.id)
            await good.until("event: activity")
            await slow.task
            assert live.streams == 1
            log.append("read", MAKER.id, partner=BUYER.id)
            await good.until('"kind": "read"')

    run(test())


def test_a_quiet_stream_shows_that_it_lives(exchange: LocalExchange) -> None:
    """While nothing happens a comment is sent, so that a broken connection is noticed."""

    async def test() -> None:
        async with looking(Live(exchange, heartbeat_seconds=0.01)) as browser:
            await browser.until("\n\n:\n\n:\n\n")

    run(test())


def test_a_stream_ends_in_time_and_the_page_may_come_again(exchange: LocalExchange) -> None:
    """No stream is for ever: it ends as HTTP has it, and the browser opens the next."""

    async def test() -> None:
        live = Live(exchange, stream_seconds=0.05, heartbeat_seconds=0.01)
        browser = Browser(live)
        messages = await browser.rest()
        assert messages[-1] == {"type": "http.response.body", "body": b"", "more_body": False}
        assert b"retry:" in b"".join(message.get("body", b"") for message in messages)

    run(test())


def test_closing_ends_all_streams(exchange: LocalExchange) -> None:
    """After `close` every stream ends whole, and no other begins."""

    async def test() -> None:
        live = Live(exchange)
        browsers = [Browser(live) for _ in range(3)]
        for browser in browsers:
            await browser.until("event: state")
        live.close()
        for browser in browsers:
            assert (await browser.rest())[-1]["more_body"] is False
        late = Browser(live)
        assert await late.status() == 503

    run(test())


def test_an_exchange_that_was_closed_ends_the_stream() -> None:
    """The page is told no lie and nobody a traceback: the stream ends, another is refused."""

    async def test() -> None:
        exchange = LocalExchange([MAKER, BUYER])  # its folder goes with it
        live = Live(exchange)
        browser = Browser(live)
        await browser.until("event: state")
        exchange.close()
        assert (await browser.rest())[-1]["more_body"] is False
        late = Browser(live)
        assert await late.status() == 503

    run(test())


def test_a_flood_is_passed_over(exchange: LocalExchange, log: ActivityLog) -> None:
    """Of thousands of lines in a moment the newest are told, in order; the last among them."""

    async def test() -> None:
        async with looking(Live(exchange)) as browser:
            for number in range(5000):
                log.append("listed", MAKER.id, partner=f"reader-{number}.")
            await browser.until("reader-4999.")
        numbers = [line["number"] for line in browser.lines()]
        assert numbers == sorted(set(numbers))
        assert len(numbers) < 1000

    run(test())


def test_no_secret_goes_over_the_stream(exchange: LocalExchange, log: ActivityLog) -> None:
    """Even when a partner's error text repeats a secret or a token, the page does not."""
    secret = exchange.store.add_client(BUYER.id, owner=MAKER.id)[1]
    token = exchange.tokens.issue("a-client", owner=MAKER.id)

    async def test() -> None:
        async with looking(Live(exchange)) as browser:
            said = f"401 Unauthorized: {secret} / Bearer {token}"
            log.append("delivery_failed", BUYER.id, partner=MAKER.id, detail=said)
            log.append("refused", BUYER.id, partner=MAKER.id, detail="the last line")
            await browser.until("the last line")
            assert "401 Unauthorized" in browser.text
            assert secret not in browser.text
            assert token[:40] not in browser.text

    run(test())


@pytest.mark.parametrize(
    ("how", "status"),
    [
        ({"headers": {"host": "evil.example"}}, 400),
        ({"headers": {"sec-fetch-site": "cross-site"}}, 403),
        ({"headers": {"sec-fetch-site": "same-site"}}, 403),
        ({"method": "POST"}, 405),
        ({"method": "HEAD"}, 405),
        ({}, 200),
        ({"headers": {"sec-fetch-site": "same-origin"}}, 200),
    ],
)
def test_who_may_look(exchange: LocalExchange, how: dict[str, Any], status: int) -> None:
    """This computer's own pages, by GET; nobody under another name or from another page."""

    async def test() -> None:
        browser = Browser(create_site(Path("/nowhere"), exchange), **how)
        assert await browser.status() == status
        assert "default-src" in browser.headers["content-security-policy"]
        if status == 200:
            assert browser.headers["content-type"] == "text/event-stream; charset=utf-8"
            assert browser.headers["cache-control"] == "no-store"
        await browser.leave()

    run(test())
