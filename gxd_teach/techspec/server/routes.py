"""Which operation stands at which address: ``/{company}/3/footprints`` and the others.

PACT Technical Specifications v2.3 and v3.0.3 (WBCSD), HTTP REST API below a company's base URL.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

__all__ = ["Route", "find_route"]

_VERSIONS: dict[str, Literal[2, 3]] = {"2": 2, "3": 3}


class Route(NamedTuple):
    """An operation: its name, the method it asks for, and what the address says."""

    name: str
    method: str
    company: str | None = None
    version: Literal[2, 3] = 3
    id: str = ""


def find_route(path: str) -> Route | None:
    """The operation at a path, or None.

    >>> find_route("/fict-chassis/2/footprints/1")
    Route(name='get_footprint', method='GET', company='fict-chassis', version=2, id='1')
    >>> find_route("/fict-chassis/3/footprints/") is None
    True
    """
    match path.split("/"):
        case ["", company, "2" | "3" as version, "footprints"]:
            return Route("list_footprints", "GET", company, _VERSIONS[version])
        case ["", company, "2" | "3" as version, "footprints", id_] if id_:
            return Route("get_footprint", "GET", company, _VERSIONS[version], id_)
        case ["", company, "2" | "3" as version, "events"]:
            return Route("take_event", "POST", company, _VERSIONS[version])
        case ["", company, "auth", "token"]:
            return Route("authenticate", "POST", company)
        case ["", company, ".well-known", "openid-configuration"]:
            return Route("discover", "GET", company)
        case ["", company, "docs"]:
            return Route("explain", "GET", company)
        case ["", "docs"]:
            return Route("explain", "GET")
        case ["", "openapi.json"]:
            return Route("describe", "GET")
    return None
