"""Several faults in one server, as a tool that was never tested has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from gxd_teach.techspec.faults.fault import Fault, fault_named
from gxd_teach.techspec.faults.wrapper import wrap

if TYPE_CHECKING:
    import httpx2
    from starlette.types import ASGIApp

__all__ = ["Faults"]


class Faults:
    """Faults that stand around one another: what the first alters, the second may alter again.

    `names` is one or several; one that comes twice counts once, and an empty list is a good
    server. GXD-K195 for a name that is not known.

    >>> [one.name for one in Faults(["limit-ignored", "signature-unchecked"])]
    ['limit-ignored', 'signature-unchecked']
    """

    def __init__(self, names: str | Iterable[str] | None) -> None:
        given = [names] if isinstance(names, str) else list(names or ())
        self._faults = [fault_named(name) for name in dict.fromkeys(given)]

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._faults)

    def __bool__(self) -> bool:
        return bool(self._faults)

    @property
    def plain_http(self) -> bool:
        """Whether one of them shows only where the server also listens without TLS."""
        return any(one.plain_http for one in self._faults)

    def around(
        self, app: ASGIApp
    ) -> tuple[ASGIApp, Callable[[httpx2.BaseTransport], httpx2.BaseTransport]]:
        """The application with all of them, and what its own events have to pass."""
        layers = []
        for one in self._faults:
            app = layer = wrap(app, one.name)
            layers.append(layer.sending)
        return app, partial(_through, tuple(reversed(layers)))


def _through(
    layers: Iterable[Callable[[httpx2.BaseTransport], httpx2.BaseTransport]],
    transport: httpx2.BaseTransport,
) -> httpx2.BaseTransport:
    for layer in layers:  # the outermost fault stands next to the wire, as it does for answers
        transport = layer(transport)
    return transport
