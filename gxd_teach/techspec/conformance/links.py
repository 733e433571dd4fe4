"""Page links: the Link header taken apart, and whether it may be followed with a token.

RFC 8288, web linking; PACT v2 and v3 rule: the link to the next page is absolute and on the
host that was asked. Whoever follows a link elsewhere hands the token to a stranger.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

__all__ = ["Link", "is_https", "joined", "links_of", "same_host"]

_LINK = re.compile(r"<([^<>]*)>((?:\s*;\s*[^\s;,=]+\s*(?:=\s*(?:\"[^\"]*\"|[^\s;,\"]*))?)*)")
_PARAMETER = re.compile(r";\s*([^\s;,=]+)\s*(?:=\s*(\"[^\"]*\"|[^\s;,\"]*))?")


@dataclass(frozen=True)
class Link:
    """One link: its target as written, its relation types, whether `rel` stood in quotes."""

    target: str
    rel: tuple[str, ...]
    quoted: bool

    @property
    def absolute(self) -> bool:
        """Whether the target is a whole address."""
        try:
            parts = urlsplit(self.target)
        except ValueError:
            return False
        return bool(parts.scheme and parts.netloc)


def links_of(header: str) -> tuple[Link, ...]:
    """The links of a Link header, in its order.

    >>> links_of('<https://a.example/p?x=1>; rel="next"')
    (Link(target='https://a.example/p?x=1', rel=('next',), quoted=True),)
    >>> links_of("<p>; rel=next")[0].quoted
    False
    """
    found = []
    for target, rest in _LINK.findall(header):
        said = {name.lower(): value for name, value in _PARAMETER.findall(rest)}
        rel = said.get("rel", "")
        words = tuple(rel.strip('"').lower().split())
        found.append(Link(target.strip(), words, rel.startswith('"')))
    return tuple(found)


def joined(base: str, target: str) -> str:
    """Where a target leads, seen from an address; empty when it cannot be read.

    >>> joined("https://a.example/3/footprints", "?p=2"), joined("https://a.example", "//[x")
    ('https://a.example/3/footprints?p=2', '')
    """
    try:
        return urljoin(base, target)
    except ValueError:
        return ""


def is_https(url: object) -> bool:
    """Whether something is an absolute https address.

    >>> is_https("https://a.example/x"), is_https("/auth/token"), is_https(None)
    (True, False, False)
    """
    try:
        parts = urlsplit(url) if isinstance(url, str) else urlsplit("")
        return parts.scheme == "https" and bool(parts.hostname)
    except ValueError:
        return False


def same_host(one: str, other: str) -> bool:
    """Whether two addresses have the same scheme, host and port.

    >>> same_host("https://A.example/x", "https://a.example:443/y")
    True
    >>> same_host("https://a.example/x", "http://a.example/x")
    False
    """
    return _place(one) is not None and _place(one) == _place(other)


def _place(url: str) -> tuple[str, str, int] | None:
    try:
        parts = urlsplit(url)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme, 0)
    except ValueError:
        return None
    return (parts.scheme, (parts.hostname or "").lower(), port)
