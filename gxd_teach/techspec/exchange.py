"""An exchange on this machine: real HTTPS on a real port, for a classroom or a notebook.

PACT Technical Specifications v2.3 and v3.0.3 (WBCSD,
https://github.com/wbcsd/data-exchange-protocol). Several companies publish here, read one
another's footprints and answer one another's requests as they would over the internet: same
protocol, same certificates, same tokens; only the address is this machine's loopback.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from types import TracebackType
from typing import Any
from uuid import UUID

from gxd_teach.errors import GxdError
from gxd_teach.language import say
from gxd_teach.techspec.client.credentials import Credentials
from gxd_teach.techspec.company import Company
from gxd_teach.techspec.server.app import create_app
from gxd_teach.techspec.server.callbacks import Callbacks
from gxd_teach.techspec.server.certificates import make_certificates, unwritable
from gxd_teach.techspec.server.events import EventDoor
from gxd_teach.techspec.server.limits import Limits
from gxd_teach.techspec.server.outbox import Outbox
from gxd_teach.techspec.server.overview import overview_table, summary
from gxd_teach.techspec.server.serving import HOST, HttpsServer
from gxd_teach.techspec.server.tokens import Tokens
from gxd_teach.techspec.store.events import EventStore
from gxd_teach.techspec.store.footprints import FootprintStore
from gxd_teach.techspec.store.partners import connect
from gxd_teach.techspec.store.representations import Given

__all__ = ["LocalExchange"]

_MOST_LINES = 50  # of one publication in the activity log


class LocalExchange:
    """A running exchange of several companies, started by `with` or `start()`.

    `folder` keeps certificates and footprints (a temporary one unless given), `port` 0 takes
    a free one, `db_url` names another database. A token lives `token_lifetime_seconds`, or
    until its client is revoked. `public_url` is the address clients use where a proxy hides
    this one. `conformance_host` is for a run of PACT's public conformance suite and nothing
    else: the unregistered host, or hosts, whose requests are answered (see `Callbacks`), with
    `conformance_ca_file` where its certificate is of its own making. `fault` names a mistake
    that the server is to make, or several (`gxd_teach.techspec.faults`), for a class that has
    to find them.

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
        limits: Limits | None = None,
        public_url: str | None = None,
        conformance_host: str | tuple[str, ...] | None = None,
        conformance_ca_file: Path | str | None = None,
        fault: str | Iterable[str] | None = None,
    ) -> None:
        self.folder = Path(mkdtemp(prefix="gxd-exchange-") if folder is None else folder).absolute()
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as cause:
            raise unwritable(self.folder, cause) from cause
        # Also when nobody calls close(): a temporary folder goes with its exchange.
        self._tidy = weakref.finalize(self, rmtree, self.folder, ignore_errors=True)
        if folder is not None:
            self._tidy.detach()
        self.port = port
        self.tokens = Tokens(lifetime_seconds=token_lifetime_seconds)
        self.store = FootprintStore(db_url or f"sqlite:///{self.folder / 'exchange.sqlite'}")
        self.limits = limits or Limits()
        self._public_url = public_url.rstrip("/") if public_url else None
        self._wanted_port = port
        self._server: HttpsServer | None = None
        self._lock = threading.Lock()
        # The address is known only when the port is; held apart from the exchange, so that
        # who delivers events does not keep a forgotten exchange alive.
        self._address: dict[str, str] = {}
        here = partial(self._address.get, "here")
        callbacks = Callbacks(
            here, self.ca_file, conformance_host, conformance_ca_file=conformance_ca_file
        )
        self._faults = _faults(fault)
        self._plain: Any = None
        self._events = EventStore.of(self.store)
        self.outbox = Outbox(self.store, callbacks)
        self._door = EventDoor(self.store, callbacks)
        weakref.finalize(self, _stop_unseen, self.outbox).atexit = False
        for company in companies:
            self.store.add_company(company)

    def start(self) -> LocalExchange:
        """Make certificates, open the port, answer. Starting twice changes nothing.

        GXD-X010 when the port is taken, GXD-X011 when it may not be used.
        """
        with self._lock:
            if self._server is None:
                certificates = make_certificates(self.folder)
                app = create_app(
                    self.store,
                    self.tokens,
                    limits=self.limits,
                    public_url=self._public_url,
                    events=self._door,
                    notice=partial(_note, self._events.activity),
                )
                plain = False
                if self._faults:
                    app, self.outbox.through = self._faults.around(app)
                    plain = self._faults.plain_http
                inner = 0 if plain else self._wanted_port
                self._server = HttpsServer(
                    app, certificates.server_file, port=inner, limits=self.limits
                )
                self.port = self._server.port
                if plain:
                    self._open_plain_port(app)
                self._address["here"] = self._public_url or f"https://{HOST}:{self.port}"
                self.outbox.start()
        return self

    def stop(self) -> None:
        """Close the port. What was published stays, and `start()` offers it again."""
        with self._lock:
            if self._server is not None:
                self.outbox.stop()
                if self._plain is not None:
                    self._plain.stop()
                    self._plain = None
                self._server.stop()
                self._server = None

    def _open_plain_port(self, app: Any) -> None:
        """For the fault of answering http: one port for both, in front of the server's."""
        from gxd_teach.techspec.faults.plain_port import PlainPort

        self._plain = PlainPort(app, self.port, port=self._wanted_port)
        self.port = self._plain.port

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
        return f"{self._public_url or f'https://{HOST}:{self.port}'}/{company_id}"

    def add(self, company: Company) -> None:
        """Let one more company take part."""
        self.store.add_company(company)

    def companies(self) -> list[Company]:
        """The companies that take part."""
        return self.store.companies()

    def publish(self, company_id: str, *records: Given) -> None:
        """Publish footprints of a company, all or none; GXD-X001 when one would change another.

        Each is a record of PACT v3 or v2, or a pair of both; the other version is converted.
        """
        self.store.put(company_id, *records)
        firsts = [one[0] if isinstance(one, tuple | list) else one for one in records]
        for record in firsts[:_MOST_LINES]:
            self._events.activity.append(
                "published", company_id, footprint_id=record.id, product=record.productNameCompany
            )
        if len(firsts) > _MOST_LINES:
            self._events.activity.append(
                "published", company_id, detail=f"+ {len(firsts) - _MOST_LINES}"
            )

    def deprecate(self, company_id: str, id: UUID | str) -> None:
        """Turn a footprint Deprecated; GXD-X008 for an unknown one."""
        self.store.deprecate(company_id, id)
        self._events.activity.append("deprecated", company_id, footprint_id=id)

    def register(self, client_company_id: str, *, owner: str) -> Credentials:
        """Let one company read another's footprints: the credentials it will need.

        From then on the two may also send each other requests and answers as events.
        """
        base_url = self.base_url(owner)
        client_id, secret = self.store.add_client(client_company_id, owner=owner)
        if client_company_id != owner:
            connect(self.store, client_company_id, owner)
        return Credentials(client_id, secret, base_url, str(self.ca_file))

    def revoke(self, client_id: str) -> None:
        """Take credentials back: no new token, and those given stop working at once."""
        self.store.revoke(client_id)

    def share(
        self,
        owner: str,
        with_company: str,
        *,
        ids: Iterable[UUID | str] | str = (),
        products: Iterable[str] | str = (),
        all: bool = False,
    ) -> None:
        """Let a company see these footprints or products; from the first choice on, only those.

        `all=True` shares everything (again). GXD-X057 when nothing is chosen.
        """
        self.store.share(owner, with_company, ids=ids, products=products, all=all)

    def unshare(self, owner: str, with_company: str) -> None:
        """Take back everything shared with a company: it sees nothing from now on."""
        self.store.unshare(owner, with_company)

    def restrict(self, owner: str) -> None:
        """From now on every partner sees only what is shared with it."""
        self.store.restrict(owner)

    def overview(self) -> list[dict[str, Any]]:
        """Who has published what, as plain values for a page; decimals stay strings."""
        return [
            {
                "company": company.id,
                "name": company.name,
                "base_url": self.base_url(company.id) if self.running else None,
                "footprints": [summary(stored.body) for stored in self.store.all(company.id)],
            }
            for company in self.companies()
        ]

    def __repr__(self) -> str:
        state = f"https://{HOST}:{self.port}" if self.running else say("停止中", "stopped")
        names = ", ".join(company.id for company in self.companies()) or "-"
        return f"LocalExchange({state}; {names})"

    def _repr_html_(self) -> str:
        return overview_table(self.overview())


def _faults(names: str | Iterable[str] | None) -> Any:
    if not names:
        return None
    from gxd_teach.techspec.faults import Faults

    return Faults(names)


def _note(activity: Any, what: str, owner: str, partner: str, id_: str | None) -> None:
    activity.append(what, owner, partner=partner, footprint_id=id_)


def _stop_unseen(outbox: Outbox) -> None:
    # Called when an exchange was dropped, maybe from the very thread that delivers for it.
    threading.Thread(target=outbox.stop, daemon=True).start()
