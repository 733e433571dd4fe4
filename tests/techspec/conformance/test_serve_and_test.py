"""Two terminals, one dialogue: an exchange that offers itself, and the runner that tests it."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from gxd_teach.commands import conformance, exchange
from gxd_teach.errors import GxdError
from gxd_teach.techspec import Company, LocalExchange
from gxd_teach.techspec.conformance import CallbackReceiver, callback
from gxd_teach.techspec.conformance.specimens import specimens

MAKER = Company("fict-maker", "FICT Maker", "urn:gln:4912345000009")
BUYER = Company("fict-pc", "FICT PC", "urn:gln:4912345000016")


def serve(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    exchange.add_exchange(parser)
    return parser.parse_args(["serve", *words])


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    conformance.add_conformance(parser)
    options = parser.parse_args(words)
    return int(options.run(options) or 0)


def test_both_terminals_meet_without_being_told_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its credentials file alone, the runner receives the answers of `serve --conformance`."""
    with CallbackReceiver().start(tmp_path / "free") as free:
        local = f"127.0.0.1:{free.port}"  # a port that was free a moment ago
    monkeypatch.setattr(callback, "LOCAL", local)
    tester = exchange._tester(serve("--conformance"), tmp_path)
    assert tester["conformance_host"] == (f"https://{local}", callback.PUBLIC_SUITE)
    with LocalExchange([MAKER, BUYER], folder=tmp_path, **tester) as running:
        running.publish("fict-maker", *specimens(MAKER))
        mine = running.register("fict-pc", owner="fict-maker").save(tmp_path / "mine.json")
        assert run("--credentials", str(mine), "--version", "3.0", "--suite-only") == 0


def test_an_answer_that_distrusts_the_certificate_is_told_apart(tmp_path: Path) -> None:
    """Who connects and says nothing may not trust the receiver's authority."""
    receiver = CallbackReceiver()
    assert not receiver.untold
    receiver.connected()
    assert receiver.untold
    receiver.take("POST", "/3/events", {}, b"{}")
    assert not receiver.untold


def test_one_tester_at_a_time(tmp_path: Path) -> None:
    """Our runner's place and another suite's address exclude each other."""
    with pytest.raises(GxdError, match="GXD-K201"):
        exchange._tester(
            serve("--conformance", "--conformance-host", "https://fict.example"), tmp_path
        )


def test_a_tester_s_authority_must_be_there_before_the_run() -> None:
    """A CA file that cannot be read is told at the start, not at the first answer."""
    options = serve("--conformance-host", "https://fict.example", "--conformance-ca", "no.pem")
    with pytest.raises(GxdError, match="GXD-X021"):
        options.run(options)


def test_a_folder_that_cannot_hold_certificates_is_named(tmp_path: Path) -> None:
    """Where a file stands in the way there is a sentence, not a traceback."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(GxdError, match="GXD-K202"):
        callback.callback_certificates(tmp_path / "file", "127.0.0.1")
    with pytest.raises(GxdError, match="GXD-X096"):
        LocalExchange([MAKER], folder=tmp_path / "file")


@pytest.mark.parametrize("url", ["nonsense://", "no address", "postgresql://u:geheim@h:x/d"])
def test_a_database_address_that_is_none_is_named_without_its_password(
    url: str, tmp_path: Path
) -> None:
    """An unreadable address is not repeated: it may show a password."""
    with pytest.raises(GxdError, match="GXD-X097") as told:
        LocalExchange([MAKER], folder=tmp_path, db_url=url)
    assert "geheim" not in str(told.value)


def test_a_report_that_cannot_be_written_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A run is not thrown away for a wrong file name."""
    (tmp_path / "file").write_text("x")
    with LocalExchange([MAKER, BUYER], folder=tmp_path / "here") as running:
        running.publish("fict-maker", *specimens(MAKER))
        mine = running.register("fict-pc", owner="fict-maker").save(tmp_path / "mine.json")
        with pytest.raises(GxdError, match="GXD-K203"):
            run("--credentials", str(mine), "--case", "TC1", "--out", str(tmp_path / "file/r"))
    assert "TC1" in capsys.readouterr().out
