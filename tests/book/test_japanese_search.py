"""A Japanese word is found wherever it stands, also inside a longer one, without a network."""

from __future__ import annotations

import functools
import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

PAGES = {
    "index": "表紙\n====\n\n.. toctree::\n\n   steel\n   ratio\n   tour\n",
    "steel": "鋼材\n====\n\n国内の電力排出係数一覧から CO₂e を求める。炭素の量。\n",
    "ratio": "比率\n====\n\n温室効果ガス排出量の一次データ比率。gxd_teach で求めた\nCO2 の値。\n",
    "tour": "社会見学\n========\n\n排気管から出る係員の数。一つのデータ。比べる率。\n",
}
CONF = """
import sys
sys.path.insert(0, {ext!r})
project = "見本"
language = "ja"
extensions = ["japanese_search", "japanese_text"]
html_theme = "sphinx_book_theme"
"""


@pytest.fixture(scope="module")
def built(course_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of four pages, built by Sphinx with our splitter."""
    home = tmp_path_factory.mktemp("search")
    (home / "conf.py").write_text(CONF.format(ext=str(course_root / "book" / "_ext")))
    for name, text in PAGES.items():
        (home / f"{name}.rst").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", str(home)]
    subprocess.run([*command, str(home / "out")], check=True)
    return home / "out"


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    """Where that site is served."""
    handler = functools.partial(_Quiet, directory=built)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


def found(chromium: Any, url: str, query: str) -> set[str]:
    """The pages that the search shows for a query."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{url}/search.html?q={quote(query)}")
    ended = "document.querySelector('.search-summary')?.innerText"
    page.wait_for_function(ended, timeout=10_000)
    links = page.eval_on_selector_all("ul.search li a", "all => all.map(a => a.pathname)")
    context.close()
    return {Path(link).stem for link in links}


@pytest.mark.parametrize(
    ("query", "pages"),
    [
        ("排出係数", {"steel"}),
        ("温室効果ガス", {"ratio"}),
        ("一次データ比率", {"ratio"}),
        ("排出", {"steel", "ratio"}),
        ("データ", {"ratio", "tour"}),
        ("炭", {"steel"}),
        ("の", {"steel", "ratio", "tour"}),
        ("CO2", {"steel", "ratio"}),
        ("ＣＯ２", {"steel", "ratio"}),
        ("CO₂e", {"steel"}),
        ("co2 排出係数", {"steel"}),
        ("CO2排出係数", {"steel"}),
        ("gxd_teach", {"ratio"}),
        ("求めたCO2", {"ratio"}),
        ("見学", {"index", "tour"}),  # the cover lists the titles
        ("水素", set()),
        ("CO2水素", set()),
    ],
)
def test_a_word_is_found_inside_compounds(
    chromium: Any, address: str, query: str, pages: set[str]
) -> None:
    """Every page with all parts of the query is shown, and no other."""
    assert found(chromium, address, query) == pages


def test_found_from_the_file_system(chromium: Any, built: Path) -> None:
    """A book opened from a folder, with no server at all, is searched as well."""
    assert found(chromium, built.as_uri(), "排出係数") == {"steel"}
