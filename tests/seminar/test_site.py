"""The site: the book, the exercises and the exchange at one local address, and nothing else."""

from __future__ import annotations

import asyncio
import io
import json
import os
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

from gxd_teach.errors import GxdError
from gxd_teach.seminar.site.site import create_site


class TwoCompanies:
    """An exchange as the site sees it."""

    def overview(self) -> list[dict[str, Any]]:
        """One company with a footprint whose name looks like HTML, one without any."""
        footprint = {
            "id": "3893bb5d-da16-4dc1-9185-11d97476c254",
            "productNameCompany": "筐体 <A-100>",
            "declaredUnitAmount": "1",
            "declaredUnitOfMeasurement": "kilogram",
            "pcfExcludingBiogenicUptake": "12.3456",
            "primaryDataShare": "56.12",
            "created": "2026-10-01T00:00:00Z",
            "status": "Active",
        }
        return [
            {"company": "a", "name": "架空筐体", "base_url": None, "footprints": [footprint]},
            {"company": "b", "name": "架空部品", "base_url": "https://x", "footprints": []},
        ]

    def close(self) -> None:
        """Nothing to stop."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A course with a page, an assignment, and things that must stay inside."""
    files = {
        "_build/html/book/index.html": "<h1>表紙</h1>",
        "_build/html/book/framework/04-product.html": "<h1>製品</h1>",
        "_build/html/.gxd-built": "mark",
        "_build/logs/book-html.log": "log",
        "exercises/04-product/data/activity.csv": "a,b",
        "exercises/04-product/.ipynb_checkpoints/old.ipynb": "{}",
        "exercises/empty/.keep": "",
        "solutions/04-product/questions.py": "answer = 42",
        "_grading/secret": "secret",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    cells = [{"cell_type": "markdown", "source": ["# 演習4 製品の\n"]}]
    notebook = tmp_path / "exercises/04-product/04-product.ipynb"
    notebook.write_text(json.dumps({"cells": cells}))
    os.symlink(tmp_path / "solutions", tmp_path / "exercises/04-product/link")
    os.symlink(tmp_path / "solutions", tmp_path / "exercises/leak")
    os.symlink(tmp_path / "_grading/secret", tmp_path / "_build/html/secret.html")
    return tmp_path


@pytest.fixture
def site(root: Path) -> TestClient:
    """A reader with a Japanese browser."""
    headers = {"accept-language": "ja,en;q=0.8"}
    return TestClient(
        create_site(root, TwoCompanies()), base_url="http://127.0.0.1:8000", headers=headers
    )


def test_the_book_stands_at_the_root(site: TestClient) -> None:
    """The address alone leads to the cover; a chapter is where the book has it."""
    assert site.get("/").url.path == "/book/index.html"
    assert "製品" in site.get("/book/framework/04-product.html").text


def test_exercises_are_listed_by_their_titles(site: TestClient) -> None:
    """The list shows titles and links, also under index.html, and leaves out what is none."""
    for address in ("/exercises/", "/exercises/index.html", "/exercises"):
        text = site.get(address).text
        assert "演習4 製品の" in text
        assert "/exercises/04-product.zip" in text
        assert "data/activity.csv" in text
        assert "checkpoints" not in text
        assert "empty" not in text
        assert "leak" not in text
        assert "questions.py" not in text


def test_a_kit_is_the_same_zip_on_any_day(site: TestClient, root: Path) -> None:
    """The zip holds the assignment's own files in a folder, and its bytes do not vary."""
    first = site.get("/exercises/04-product.zip")
    assert first.headers["content-type"] == "application/zip"
    assert "04-product.zip" in first.headers["content-disposition"]
    names = zipfile.ZipFile(io.BytesIO(first.content)).namelist()
    assert names == ["04-product/04-product.ipynb", "04-product/data/activity.csv"]
    os.utime(root / "exercises/04-product/data/activity.csv", (0, 0))
    assert site.get("/exercises/04-product.zip").content == first.content


def test_single_files_are_saved_not_shown(site: TestClient) -> None:
    """A file of a kit comes as a download."""
    answer = site.get("/exercises/04-product/data/activity.csv")
    assert answer.content == b"a,b"
    assert answer.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "address",
    [
        "/.gxd-built",
        "/secret.html",
        "/../logs/book-html.log",
        "/%2e%2e/logs/book-html.log",
        "/book/..%2f..%2flogs/book-html.log",
        "/exercises/leak/04-product/questions.py",
        "/exercises/04-product/link/04-product/questions.py",
        "/exercises/04-product/.ipynb_checkpoints/old.ipynb",
        "/exercises/04-product/../../solutions/04-product/questions.py",
        "/exercises/..%2fsolutions/04-product/questions.py",
        "/exercises/../solutions.zip",
        "/exercises/leak.zip",
        "/exercises/empty.zip",
        "/exercises/solutions.zip",
        "/solutions/04-product/questions.py",
        "/_grading/secret",
        "/book/%00",
    ],
)
def test_nothing_else_is_served(root: Path, address: str) -> None:
    """Neither dots, nor links, nor hidden names lead out of the two folders."""
    seen: list[dict[str, Any]] = []

    async def ask() -> None:
        path, raw = address, address.encode()
        scope = {
            "type": "http", "method": "GET", "path": unquote(path), "raw_path": raw,
            "query_string": b"", "headers": [(b"host", b"127.0.0.1")], "scheme": "http",
            "server": ("127.0.0.1", 8000), "client": ("127.0.0.1", 1), "root_path": "",
        }  # fmt: skip

        async def receive() -> dict[str, Any]:
            return {"type": "http.request"}

        async def send(message: Any) -> None:
            seen.append(message)

        await create_site(root, None)(scope, receive, send)

    with ThreadPoolExecutor(1) as apart:  # a browser test may have a loop running in this one
        apart.submit(lambda: asyncio.run(ask())).result()
    assert seen[0]["status"] == 404
    body = b"".join(message.get("body", b"") for message in seen)
    for kept_back in (b"answer", b"secret", b"mark"):
        assert kept_back not in body.replace(b"</mark>", b"")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil", ""])
def test_other_names_are_refused(site: TestClient, host: str) -> None:
    """A page from elsewhere that points its name here gets nothing."""
    answer = site.get("/book/index.html", headers={"host": host})
    assert answer.status_code == 400
    assert "表紙" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "LOCALHOST:80", "[::1]:8000"])
def test_local_names_are_answered(site: TestClient, host: str) -> None:
    """This computer's own names all work."""
    assert site.get("/book/index.html", headers={"host": host}).status_code == 200


def test_the_exchange_shows_who_offers_what(site: TestClient) -> None:
    """Companies and footprints stand in a table, with names taken literally."""
    text = site.get("/exchange/").text
    assert "筐体 &lt;A-100&gt;" in text
    assert "12.3456" in text
    assert "公開しているフットプリントはまだありません" in text
    assert site.get("/exchange/overview.json").json() == TwoCompanies().overview()


def test_no_exchange_no_fault(root: Path) -> None:
    """Without an exchange the page says so; with a troubled one it gives its sentence."""

    class Troubled(TwoCompanies):
        def overview(self) -> list[dict[str, Any]]:
            raise GxdError("GXD-X012", "止まっています", "it is stopped")

    def ask(exchange: Any) -> Any:
        client = TestClient(create_site(root, exchange), base_url="http://localhost")
        return client.get("/exchange/?lang=ja")

    assert "動いていません" in ask(None).text
    assert ask(Troubled()).status_code == 503
    assert "止まっています" in ask(Troubled()).text


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [
        ("", "ja", "ja"),
        ("", "en-US,en;q=0.9,ja;q=0.5", "ja"),
        ("", "en-GB", "en"),
        ("", "fr", "ja"),
        ("?lang=en", "ja", "en"),
        ("?lang=xx", "en", "en"),
    ],
)
def test_japanese_first(site: TestClient, query: str, accepted: str, language: str) -> None:
    """English is for those who ask for it, or read it and no Japanese."""
    answer = site.get(f"/exercises/{query}", headers={"accept-language": accepted})
    assert f'<html lang="{language}">' in answer.text
    assert ("演習</h1>" in answer.text) == (language == "ja")


def test_a_missing_page_shows_the_way_home(site: TestClient) -> None:
    """A wrong address is answered in Japanese with a link to the cover."""
    answer = site.get("/book/nowhere.html")
    assert answer.status_code == 404
    assert "このページはありません" in answer.text
    assert 'href="/book/index.html"' in answer.text


def test_every_answer_carries_the_policy(site: TestClient) -> None:
    """Pages, downloads and refusals all forbid loading from outside."""
    for address in ("/book/index.html", "/exercises/", "/exercises/04-product.zip", "/nope"):
        headers = site.get(address).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    assert site.post("/exercises/").status_code == 405
