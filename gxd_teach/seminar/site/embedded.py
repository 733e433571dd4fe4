"""The exchange that runs beside the seminar: the PC case's five companies, made anew at start."""

from __future__ import annotations

from pathlib import Path

from gxd_teach.cases import pc
from gxd_teach.techspec.exchange import LocalExchange

__all__ = ["FOLDER", "start_embedded_exchange"]

FOLDER = "_build/exchange"


def start_embedded_exchange(root: Path, port: int) -> LocalExchange:
    """Start it with every company's record published, and credentials for a learner's notebook.

    `_build/exchange/<port of the seminar>/` gets the CA certificate and, for each supplier a company may read, a file
    `<buyer>-reads-<supplier>.json` for `Credentials.load`. What an earlier run left is removed:
    the exchange is as new at every start.
    """
    folder = root / FOLDER / str(port)  # two seminars at once do not share one
    folder.mkdir(parents=True, exist_ok=True)
    for old in (*folder.glob("exchange.sqlite*"), *folder.glob("*-reads-*.json")):
        old.unlink()
    exchange = pc.open_exchange(folder)
    for buyer, suppliers in pc.SUPPLIERS.items():
        for supplier in suppliers:
            credentials = exchange.register(buyer, owner=supplier)
            credentials.save(folder / f"{buyer}-reads-{supplier}.json")
    return exchange
