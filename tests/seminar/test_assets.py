"""Page assets are locked by checksum, kept whole, and missed with a sentence."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from gxd_teach.errors import GxdError
from gxd_teach.seminar.book import assets


def test_the_lock_holds_checksums_and_no_addresses(course_root: Path) -> None:
    """Every package of the lock has a checksum; where it comes from is npm's own setting."""
    lock = course_root / "book/_offline/package-lock.json"
    text = lock.read_text(encoding="utf-8")
    assert "http" not in text
    assert '"resolved"' not in text
    packages = json.loads(text)["packages"]
    assert all("integrity" in package for name, package in packages.items() if name)


def test_kept_files_name_no_outside_place_to_load_from(course_root: Path) -> None:
    """The widget manager falls back on nothing outside, and finds its fonts beside itself."""
    vendor = assets.vendor_assets(course_root)
    script = (vendor / assets.WIDGETS[1]).read_text(encoding="utf-8")
    assert "jsdelivr" not in script
    assert "MathJax.Hub.Queue" not in script
    assert (vendor / assets.MATHJAX).is_file()
    assert list(vendor.glob("html-manager/*.woff2"))
    assert not list(vendor.rglob("*.map"))


def test_kept_once(course_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the same lock nothing is fetched again."""
    assets.vendor_assets(course_root)
    monkeypatch.setattr(assets, "npm", lambda *arguments: pytest.fail("fetched"))
    assets.vendor_assets(course_root)


def test_no_registry(course_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When npm cannot reach its registry, the sentence says what to check, and nothing is kept."""
    home = tmp_path / "book/_offline"
    home.mkdir(parents=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(course_root / "book/_offline" / name, home / name)
    failing = "print('npm error code ENOTFOUND'); raise SystemExit(1)"
    monkeypatch.setattr(assets, "_npm", lambda: [sys.executable, "-c", failing])
    with pytest.raises(GxdError, match="GXD-B001") as caught:
        assets.vendor_assets(tmp_path, progress=lambda line: None)
    assert "ENOTFOUND" in caught.value.ja
    assert not (home / "vendor").exists()
