"""A throw-away certificate, so that a classroom on one machine speaks HTTPS as PACT demands.

PACT Technical Specifications (WBCSD) allow HTTPS only. At each start a new certificate
authority of our own is made (by trustme), signs one certificate for this machine's loopback
names, and its key is forgotten. Nobody has to trust it beyond the clients told to.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path

import trustme

from gxd_teach.errors import GxdError
from gxd_teach.files import write_whole_bytes

__all__ = ["Certificates", "client_context", "make_certificates"]


@dataclass(frozen=True)
class Certificates:
    """Where the certificates lie: the CA's for clients, the server's with its private key."""

    ca_file: Path
    server_file: Path


def client_context(ca_file: Path | str | None) -> ssl.SSLContext:
    """Trust the CA in `ca_file` (None: what this computer trusts); GXD-X021 if unreadable."""
    try:
        return ssl.create_default_context(cafile=ca_file)
    except OSError as cause:  # ssl.SSLError is one
        raise GxdError(
            "GXD-X021",
            "認証局の証明書を読めません。交換サーバーを開始したときの ca.pem を指定してください",
            "cannot read the CA certificate: give the ca.pem that the exchange wrote at its start",
            where=str(ca_file),
        ) from cause


def make_certificates(folder: Path | str) -> Certificates:
    """Make a new CA and a certificate for 127.0.0.1 and localhost, written into `folder`.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     print(make_certificates(folder).ca_file.name)
    ca.pem
    """
    place = Path(folder)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    authority = trustme.CA(organization_name="gxd_teach throw-away CA")
    server = authority.issue_cert("127.0.0.1", "::1", "localhost")
    chain = b"".join(blob.bytes() for blob in server.cert_chain_pems)
    made = Certificates(place / "ca.pem", place / "server.pem")
    write_whole_bytes(made.ca_file, authority.cert_pem.bytes(), mode=0o600)
    write_whole_bytes(made.server_file, server.private_key_pem.bytes() + chain, mode=0o600)
    return made
