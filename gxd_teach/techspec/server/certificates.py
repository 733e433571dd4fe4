"""A throw-away certificate, so that a classroom on one machine speaks HTTPS as PACT demands.

PACT Technical Specifications (WBCSD) allow HTTPS only. For each folder a certificate authority of
our own is made once (by trustme), signs one certificate for this machine's loopback names, and its
key is forgotten. Nobody has to trust it beyond the clients told to; who was told stays served, also
by the next start and while a second exchange is tried.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme

from gxd_teach.errors import GxdError
from gxd_teach.files import write_whole_bytes

__all__ = ["Certificates", "client_context", "make_certificates", "unwritable"]


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
    """A CA and a certificate for 127.0.0.1 and localhost in `folder`: those there, or new ones.

    What lies there is kept while it fits together and is valid for a day more. GXD-X096 when `folder` cannot be written to.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     print(make_certificates(folder).ca_file.name)
    ca.pem
    """
    place = Path(folder)
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as cause:
        raise unwritable(place, cause) from cause
    made = Certificates(place / "ca.pem", place / "server.pem")
    if _good(made):
        return made
    authority = trustme.CA(organization_name="gxd_teach throw-away CA")
    server = authority.issue_cert("127.0.0.1", "::1", "localhost")
    chain = b"".join(blob.bytes() for blob in server.cert_chain_pems)
    try:
        write_whole_bytes(made.ca_file, authority.cert_pem.bytes(), mode=0o600)
        write_whole_bytes(made.server_file, server.private_key_pem.bytes() + chain, mode=0o600)
    except OSError as cause:
        raise unwritable(place, cause) from cause
    return made


def _good(there: Certificates) -> bool:
    """Whether both files are there, the one signed by the other, with its key, and still valid."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature

    try:
        authority = x509.load_pem_x509_certificate(there.ca_file.read_bytes())
        server = x509.load_pem_x509_certificates(there.server_file.read_bytes())[0]
        server.verify_directly_issued_by(authority)
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(there.server_file)
    except (OSError, ValueError, TypeError, IndexError, InvalidSignature):
        return False
    soon = datetime.now(UTC) + timedelta(days=1)
    return min(authority.not_valid_after_utc, server.not_valid_after_utc) > soon


def unwritable(folder: Path, cause: OSError) -> GxdError:
    """GXD-X096: certificates, keys and data cannot be kept in this folder."""
    return GxdError(
        "GXD-X096",
        f"このフォルダーには書けません({cause.strerror})。書けるフォルダーを指定してください",
        f"this folder cannot be written to ({cause.strerror}): name one that can",
        where=str(folder),
    )
