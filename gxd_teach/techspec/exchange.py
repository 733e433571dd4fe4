"""An exchange on this machine: real HTTPS on a real port, for a classroom or a notebook.

PACT Technical Specifications v3.0.3 (WBCSD). Several companies publish here and read one
another's footprints as they would over the internet: same protocol, same certificates, same
tokens; only the address is this machine's loopback.
"""

from __future__ import annotations

import json
import threading
import weakref
from collections.abc import Iterable
from html import escape
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from types import TracebackType
from typing import Any

from gxd_teach.errors import GxdError
from gxd_teach.language import say
from gxd_teach.techspec.certificates import make_certificates
from gxd_teach.techspec.company import Company
from gxd_teach.techspec.credentials import Credentials
from gxd_teach.techspec.record import ProductFootprint
from gxd_teach.techspec.server import create_app
from gxd_teach.techspec.serving import HOST, HttpsServer
from gxd_teach.techspec.store import FootprintStore
from gxd_teach.techspec.tokens import Tokens

__all__ = ["LocalExchange"]


class LocalExchange:
    """A running exchange of several companies, started by `with` or `start()`.

    `folder` keeps certificates and footprints (a temporary one unless given), `port` 0 takes
    a free one, `db_url` names another database. A token lives `token_lifetime_seconds`.

    >>> company = Company("fict-chassis", "架空シャーシ", "urn:gln:4912345000009")
    >>> with LocalExchange([company]) as exchange:
    ...     exchange.base_url("fict-chassis").startswith("https://127.0.0.1:")
    True
    """

    def __init__(
        self,
        companies: Iterable[Company] = (),
        *,
        folder: Path | str | None = None,
        port: int = 0,
        db_url: str | None = None,
        token_lifetime_seconds: int = 3600,
    ) -> None:
        self.folder = Path(mkdtemp(prefix="gxd-exchange-") if folder is None else folder).absolute()
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Also when nobody calls close(): a temporary folder goes with its exchange.
        self._tidy = weakref.finalize(self, rmtree, self.folder, ignore_errors=True)
        if folder is not None:
            self._tidy.detach()
        self.port = port
        self.tokens = Tokens(lifetime_seconds=token_lifetime_seconds)
        self.store = FootprintStore(db_url or f"sqlite:///{self.folder / 'exchange.sqlite'}")
        self._wanted_port = port
        self._server: HttpsServer | None = None
        self._lock = threading.Lock()
        for company in companies:
            self.store.add_company(company)

    def start(self) -> LocalExchange:
        """Make certificates, open the port, answer. Starting twice changes nothing.

        GXD-X010 when the port is taken, GXD-X011 when it may not be used.
        """
        with self._lock:
            if self._server is None:
                certificates = make_certificates(self.folder)
                app = create_app(self.store, self.tokens)
                self._server = HttpsServer(app, certificates.server_file, port=self._wanted_port)
                self.port = self._server.port
        return self

    def stop(self) -> None:
        """Close the port. What was published stays, and `start()` offers it again."""
        with self._lock:
            if self._server is not None:
                self._server.stop()
                self._server = None

    def close(self) -> None:
        """Stop, and let go of database and temporary folder."""
        self.stop()
        self.store.close()
        self._tidy()

    def __enter__(self) -> LocalExchange:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def running(self) -> bool:
        """Whether the port is open."""
        return self._server is not None and self._server.running

    @property
    def ca_file(self) -> Path:
        """The certificate authority that clients have to trust."""
        return self.folder / "ca.pem"

    def base_url(self, company_id: str) -> str:
        """A company's base URL in PACT's sense; GXD-X012 before `start()`."""
        self.store.company(company_id)
        if not self.running:
            raise GxdError(
                "GXD-X012",
                "交換サーバーが動いていません。start() を呼ぶか with で開いてください",
                "the exchange is not running: call start(), or open it by with",
            )
        return f"https://{HOST}:{self.port}/{company_id}"

    def add(self, company: Company) -> None:
        """Let one more company take part."""
        self.store.add_company(company)

    def companies(self) -> list[Company]:
        """The companies that take part."""
        return self.store.companies()

    def publish(self, company_id: str, *records: ProductFootprint) -> None:
        """Publish records of a company, all or none; GXD-X001 when one would change another."""
        self.store.put(company_id, *records)

    def register(self, client_company_id: str, *, owner: str) -> Credentials:
        """Let one company read another's footprints: the credentials it will need."""
        base_url = self.base_url(owner)
        client_id, secret = self.store.add_client(client_company_id, owner=owner)
        return Credentials(client_id, secret, base_url, str(self.ca_file))

    def overview(self) -> list[dict[str, Any]]:
        """Who has published what, as plain values for a page; decimals stay strings."""
        return [
            {
                "company": company.id,
                "name": company.name,
                "base_url": self.base_url(company.id) if self.running else None,
                "footprints": [_summary(stored.body) for stored in self.store.all(company.id)],
            }
            for company in self.companies()
        ]

    def __repr__(self) -> str:
        state = f"https://{HOST}:{self.port}" if self.running else say("停止中", "stopped")
        names = ", ".join(company.id for company in self.companies()) or "-"
        return f"LocalExchange({state}; {names})"

    def _repr_html_(self) -> str:
        head = (
            say("会社", "company"),
            say("ベース URL", "base URL"),
            say("公開した PCF", "published PCFs"),
        )
        rows = [
            (one["name"], one["base_url"] or say("停止中", "stopped"), str(len(one["footprints"])))
            for one in self.overview()
        ]
        cells = "".join(f"<th>{escape(cell)}</th>" for cell in head)
        body = "".join(
            f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows
        )
        return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"


def _summary(body: bytes) -> dict[str, Any]:
    record = json.loads(body)
    pcf = record["pcf"]
    return {
        "id": record["id"],
        "productNameCompany": record["productNameCompany"],
        "declaredUnitAmount": pcf["declaredUnitAmount"],
        "declaredUnitOfMeasurement": pcf["declaredUnitOfMeasurement"],
        "pcfExcludingBiogenicUptake": pcf["pcfExcludingBiogenicUptake"],
        "primaryDataShare": pcf.get("primaryDataShare"),
        "created": record["created"],
        "status": record["status"],
    }
