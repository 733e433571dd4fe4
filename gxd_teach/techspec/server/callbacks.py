"""Where an answer may go: to the partner's registered address, whatever the event claims.

PACT Technical Specifications (WBCSD), Action Events: the responder sends its answer back to
the `source` of the request, after validating it. A server that called whatever address an
event names could be made to call anything it can reach (server-side request forgery). So a
source is only ever *compared* with the address registered for the sender; what is called is
the registered one. Redirects are not followed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from gxd_teach.errors import GxdError
from gxd_teach.techspec.client.credentials import Credentials
from gxd_teach.techspec.store.partners import Partner

__all__ = ["REGISTERED_ONLY", "Base", "Callbacks", "base_of"]

_PORTS = {"https": 443, "http": 80}
_ENDPOINT = re.compile(r"/[23]/events/?$")
_SEGMENTS = re.compile(r"(/[A-Za-z0-9_~!$&'()*+,;=:-][A-Za-z0-9._~!$&'()*+,;=:-]*)*")
_LONGEST = 2048


@dataclass(frozen=True)
class Base:
    """A base URL in one way of writing: lower case, port spelled out, no slash at the end."""

    scheme: str
    host: str
    port: int
    path: str

    def holds(self, other: Base) -> bool:
        """Whether the other address is this one or lies below it."""
        here, there = (self.scheme, self.host, self.port), (other.scheme, other.host, other.port)
        return here == there and f"{other.path}/".startswith(f"{self.path}/")

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.path}"


def base_of(source: str) -> Base | None:
    """The base URL that a `source` stands for, in any of its three shapes; None if it is none.

    Seen in the wild are the base URL, the events endpoint below it, and the endpoint without
    a scheme. A path in which `..` or `%` could hide another one is none.

    >>> str(base_of("https://PC.example:443/pact/"))
    'https://pc.example/pact'
    >>> base_of("//pc.example/pact/3/events") == base_of("https://pc.example/pact/2/events")
    True
    >>> base_of("https://pc.example@elsewhere.example/"), base_of("urn:fict:pc")
    (None, None)
    """
    if len(source) > _LONGEST or not source.isascii() or not source.isprintable():
        return None
    if "\\" in source or " " in source:
        return None
    try:
        parts = urlsplit(f"https:{source}" if source.startswith("//") else source)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname or "@" in parts.netloc:
        return None
    if parts.query or parts.fragment or "?" in source or "#" in source or port == 0:
        return None
    path = _ENDPOINT.sub("", parts.path).rstrip("/")
    if not _SEGMENTS.fullmatch(path):
        return None
    return Base(parts.scheme, parts.hostname, port or _PORTS[parts.scheme], path)


@dataclass(frozen=True)
class Callbacks:
    """Who may be called back, and where this exchange itself can be reached.

    `here` is the exchange's own address, to which a company's path is added (a function, where
    the port is only known later); companies on it trust `ca_file`. Without it only partners
    elsewhere can be answered, and nothing of one's own can be sent.

    `conformance_host` is for a run of PACT's public conformance suite and for nothing else:
    that suite's callback address is registered nowhere, so whoever starts the server names it
    (`https://host`, or `http://localhost:8080` for the suite's own command line, which speaks
    no TLS); several in a tuple. Only these are then called beyond the registered partners, with
    the test credentials below, which are public. GXD-X081 when one is no such address.

    >>> Callbacks("https://127.0.0.1:8443").own_base("fict-pc")
    'https://127.0.0.1:8443/fict-pc'
    """

    here: str | Callable[[], str | None] | None = None
    ca_file: Path | str | None = None
    conformance_host: str | tuple[str, ...] | None = None
    conformance_client_id: str = "test_client_id"
    conformance_client_secret: str = field(default="test_client_secret", repr=False)
    conformance_ca_file: Path | str | None = None

    def __post_init__(self) -> None:
        hosts = self.conformance_host
        if isinstance(hosts, str):
            object.__setattr__(self, "conformance_host", _named(hosts))
        elif hosts is not None:
            object.__setattr__(self, "conformance_host", tuple(map(_named, hosts)))

    def own_base(self, company: str) -> str | None:
        """A company's base URL on this exchange, or None while that has no address."""
        here = self.here() if callable(self.here) else self.here
        return f"{here.rstrip('/')}/{company}" if here else None

    def base_url(self, partner: Partner) -> str | None:
        """The address registered for a partner, or None while that has none."""
        return partner.base_url if partner.base_url is not None else self.own_base(partner.id)

    def is_registered(self, source: str, partner: Partner) -> bool:
        """Whether a source is the address registered for this partner, or lies below it."""
        address = self.base_url(partner)
        registered, claimed = base_of(address or ""), base_of(source)
        if registered is None or claimed is None or claimed.scheme != "https":
            return False
        return registered.holds(claimed)

    def is_conformance(self, address: str) -> bool:
        """Whether an address is the conformance suite's: only there may http be spoken."""
        return self.conformance_address(address) is not None

    def conformance_address(self, source: str) -> str | None:
        """The address of the conformance suite, if a source lies on a host that was named."""
        claimed, hosts = base_of(source), self.conformance_host or ()
        named = map(base_of, (hosts,) if isinstance(hosts, str) else hosts)
        if claimed is None or not any(host is not None and host.holds(claimed) for host in named):
            return None
        return str(claimed)

    def credentials(self, partner: Partner) -> Credentials | None:
        """How to reach a partner; None while it has no address."""
        address = self.base_url(partner)
        if address is None:
            return None
        ca_file = self.ca_file if partner.base_url is None else partner.ca_file
        return Credentials(
            partner.client_id, partner.client_secret, address, ca_file, partner.auth_url
        )

    def conformance_credentials(self, address: str) -> Credentials | None:
        """How to reach the conformance suite; None when it is not, or no longer, allowed."""
        if self.conformance_address(address) is None:
            return None
        return Credentials(
            self.conformance_client_id,
            self.conformance_client_secret,
            address,
            self.conformance_ca_file,
        )


def _named(host: str) -> str:
    """A conformance suite's address, as it is compared."""
    named = base_of(host if "://" in host else f"https://{host}")
    if named is None:
        raise GxdError(
            "GXD-X081",
            f"適合性試験の呼び返し先「{host}」は使えません。https://host や"
            " http://localhost:8080 のように書きます",
            f"'{host}' cannot be the conformance suite's address: give https://host or"
            " http://localhost:8080",
        )
    return str(named)


REGISTERED_ONLY = Callbacks()
