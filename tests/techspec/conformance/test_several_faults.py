"""A server with several faults at once: each is found, on its way in, out and in its events."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from gxd_teach.errors import GxdError
from gxd_teach.techspec import Company, LocalExchange
from gxd_teach.techspec.conformance import CallbackReceiver, Report, Settings, run_conformance
from gxd_teach.techspec.conformance.specimens import specimens
from gxd_teach.techspec.faults import Faults

MAKER = Company("fict-maker", "FICT Maker", "urn:gln:4912345000009")
BUYER = Company("fict-pc", "FICT PC", "urn:gln:4912345000016")


def found_in_a_server_with(faults: list[str], folder: Path) -> Report:
    """What the runner says of an exchange with these faults; its outbox answers for real."""
    with ExitStack() as stack:
        window, stranger = (
            stack.enter_context(CallbackReceiver("127.0.0.1", 0).start(folder / "ca"))
            for _ in range(2)
        )
        server = stack.enter_context(
            LocalExchange(
                [MAKER, BUYER],
                folder=folder / "exchange",
                fault=faults,
                conformance_host=f"127.0.0.1:{window.port}",
                conformance_ca_file=window.ca_file,
            )
        )
        server.publish(MAKER.id, *specimens(MAKER, 5))
        key = server.register(BUYER.id, owner=MAKER.id)
        settings = Settings(key.base_url, "3.0", key.client_id, key.client_secret)
        return run_conformance(settings, ca_file=key.ca_file, receiver=window, stranger=stranger)


@pytest.mark.parametrize("turned", [False, True], ids=["in order", "turned round"])
def test_each_of_several_faults_is_found(turned: bool, tmp_path: Path) -> None:
    """A list's, a token's, a record's, two of the events' answers and plain http, in any order."""
    faults = {
        "limit-ignored": "GXD-K020",
        "signature-unchecked": "GXD-K007",
        "sums-broken": "GXD-L100",
        "answer-sent-twice": "GXD-K081",
        "answer-as-plain-json": "GXD-K080",
        "http-answered": "TC9",
    }
    names = list(faults)[:: -1 if turned else 1]
    report = found_in_a_server_with(names, tmp_path)
    assert report.aborted is None
    assert set(faults.values()) <= report.codes


def test_none_of_them_is_a_good_server(tmp_path: Path) -> None:
    """An empty list of faults is no fault."""
    assert found_in_a_server_with([], tmp_path).passed
    assert not Faults([])
    assert not Faults(None)


def test_one_that_comes_twice_counts_once() -> None:
    """Named twice it does not err twice."""
    assert [one.name for one in Faults(["sums-broken", "sums-broken"])] == ["sums-broken"]
    assert [one.name for one in Faults("sums-broken")] == ["sums-broken"]


def test_an_unknown_one_among_them_is_named() -> None:
    """Before anything is served."""
    with pytest.raises(GxdError, match="GXD-K195") as error:
        LocalExchange([MAKER], fault=["sums-broken", "sums-brocken"])
    assert "sums-brocken" in error.value.en
