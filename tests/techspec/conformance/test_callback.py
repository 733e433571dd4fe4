"""The receiver of callbacks: a small HTTPS server that takes whatever comes."""

from __future__ import annotations

import contextlib
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from gxd_teach.errors import GxdError
from gxd_teach.techspec.conformance import CallbackReceiver


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[CallbackReceiver]:
    with CallbackReceiver().start(tmp_path) as started:
        yield started


@pytest.fixture
def http(receiver: CallbackReceiver) -> Iterator[httpx2.Client]:
    trust = ssl.create_default_context(cafile=receiver.ca_file)
    with httpx2.Client(verify=trust, trust_env=False, base_url=receiver.base_url) as client:
        yield client


def test_an_answer_with_a_token_is_taken(receiver: CallbackReceiver, http: httpx2.Client) -> None:
    """Discovery names the token endpoint, a token is had for any credentials, events are kept."""
    found = http.get("/.well-known/openid-configuration").json()["token_endpoint"]
    assert found == f"{receiver.base_url}/auth/token"
    form = {"grant_type": "client_credentials"}
    token = http.post(found, auth=("anyone", "anything"), data=form).json()["access_token"]
    event = {"data": {"requestEventId": "run/12"}}
    answer = http.post("/3/events", json=event, headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.content) == (200, b"")
    arrival = receiver.wait(lambda one: one.request_id == "run/12", 5)
    assert arrival is not None
    assert arrival.authorized
    assert (arrival.method, arrival.path) == ("POST", "/3/events")


def test_no_credentials_no_token(receiver: CallbackReceiver, http: httpx2.Client) -> None:
    """The receiver's token endpoint wants HTTP Basic, and says so in OAuth's shape."""
    answer = http.post("/auth/token", data={"grant_type": "client_credentials"})
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_an_answer_without_a_token_is_taken_and_marked(
    receiver: CallbackReceiver, http: httpx2.Client
) -> None:
    """Whether the sender has authenticated is for the report to say."""
    http.post("/2/events", content=b"[" * 100_000)
    arrival = receiver.wait(lambda one: True, 5)
    assert arrival is not None
    assert not arrival.authorized
    assert arrival.event == {}
    assert arrival.request_id is None


def test_what_does_not_come_is_not_waited_for_longer_than_told() -> None:
    """After its seconds a wait ends with nothing."""
    assert CallbackReceiver().wait(lambda one: True, 0.0) is None


def test_whoever_connects_is_counted(receiver: CallbackReceiver) -> None:
    """A connection without a word of TLS is a call as well."""
    with socket.create_connection((receiver.host, receiver.port), timeout=5) as plain:
        plain.sendall(b"GET / HTTP/1.1\r\n\r\n")
        plain.settimeout(5)
        with contextlib.suppress(OSError):
            assert plain.recv(10) == b""
    assert receiver.connections == 1
    assert receiver.arrivals == []


def test_certificates_are_kept_for_the_next_run(tmp_path: Path) -> None:
    """A server told to trust the receiver today trusts it tomorrow."""
    made = []
    for _ in range(2):
        with CallbackReceiver().start(tmp_path) as receiver:
            assert receiver.ca_file is not None
            made.append(receiver.ca_file.read_bytes())
    assert made[0] == made[1]


def test_a_port_that_is_taken_is_told(receiver: CallbackReceiver, tmp_path: Path) -> None:
    """GXD-K192 names the port and the way out."""
    with pytest.raises(GxdError, match="GXD-K192"):
        CallbackReceiver("127.0.0.1", receiver.port).start(tmp_path)
    with pytest.raises(GxdError, match="GXD-K192"):
        CallbackReceiver("127.0.0.1", 99_999).start(tmp_path)
