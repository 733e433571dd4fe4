"""`gxd exchange`: run an exchange on this machine, good or with a fault to be found."""

from __future__ import annotations

import argparse
import shlex
import signal
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gxd_teach.errors import GxdError
from gxd_teach.language import say

if TYPE_CHECKING:
    from gxd_teach.techspec import LocalExchange

__all__ = ["add_exchange"]


def add_exchange(parser: argparse.ArgumentParser) -> None:
    """Give `gxd exchange` its tasks."""
    tasks = parser.add_subparsers(required=True, metavar=say("作業", "TASK"))
    _serve(
        tasks.add_parser(
            "serve",
            help=say("交換サーバーを動かす", "run an exchange"),
            description=say(
                "PC のサプライチェーン(架空の 5 社)の交換サーバーを、この計算機だけで動かします。",
                "Runs the exchange of the PC supply chain (five fictitious companies) on this machine.",
            ),
        )
    )
    _faults(
        tasks.add_parser(
            "faults", help=say("故障の一覧(講師用)", "the list of faults, for instructors")
        )
    )


def _serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=int, default=8443, help=say("ポート(省くと 8443)", "port (default 8443)")
    )
    parser.add_argument(
        "--folder",
        type=Path,
        help=say(
            "証明書、接続情報、データベースを置く所(既定: _build/exchange-serve、"
            "適合性試験では _build/exchange-conformance)",
            "where certificates, keys and data are kept (default: _build/exchange-serve, or"
            " _build/exchange-conformance for a conformance run)",
        ),
    )
    parser.add_argument(
        "--db",
        metavar="URL",
        help=say(
            "別のデータベース(postgresql+psycopg://… など)",
            "another database, such as postgresql+psycopg://…",
        ),
    )
    parser.add_argument(
        "--records",
        type=Path,
        metavar="FILE",
        help=say(
            "PC の例の代わりに、このファイルのレコード(JSON、またはフットプリントの表)を公開する",
            "offer the records of this file (JSON, or a sheet of footprints) instead of the PC case",
        ),
    )
    parser.add_argument(
        "--fault",
        metavar="NAME",
        action="append",
        help=say(
            "この故障のあるサーバーにする(gxd exchange faults)。くり返すと、いくつも重ねる",
            "serve with this fault (gxd exchange faults); given again, with several",
        ),
    )
    parser.add_argument(
        "--public-url",
        metavar="URL",
        help=say("プロキシの外から見えるアドレス", "the address as clients see it behind a proxy"),
    )
    parser.add_argument(
        "--conformance",
        action="store_true",
        help=say(
            "この機械の gxd conformance(か、PACT の公式試験のコマンド)に試験させる。試験用の記録を公開する",
            "to be tested on this machine by gxd conformance, or by the command line of PACT's"
            " public suite; publishes test records",
        ),
    )
    parser.add_argument(
        "--conformance-host",
        metavar="URL",
        help=say(
            "ほかの所から試験させる: 呼び返しを受ける所",
            "to be tested from elsewhere: where the suite receives its callbacks",
        ),
    )
    parser.add_argument(
        "--conformance-ca",
        type=Path,
        metavar="FILE",
        help=say("その証明書を発行した CA", "the CA of that host's certificate"),
    )

    def run(options: argparse.Namespace) -> None:
        from gxd_teach.cases import pc
        from gxd_teach.techspec.own_records import (
            READER,
            brought_along,
            companies_of,
            open_exchange_of,
        )
        from gxd_teach.techspec.server.certificates import client_context

        if options.conformance_ca is not None:
            client_context(options.conformance_ca)  # told now, not at the first answer
        testing = options.conformance or options.conformance_host is not None
        own = None if options.records is None else brought_along(options.records)
        # Each keeps to a folder of its own: a test run takes the list's first as specimen.
        kind = "records" if own else "conformance" if testing else "serve"
        folder = options.folder or Path("_build") / f"exchange-{kind}"
        how: dict[str, Any] = {
            "folder": folder,
            "port": options.port,
            "db_url": options.db,
            "public_url": options.public_url,
            "fault": options.fault,
            **_tester(options, folder),
        }
        if own is None:
            exchange = pc.open_exchange(published=not testing, **how)
            readers: Mapping[str, Sequence[str]] = pc.SUPPLIERS
        else:
            exchange = open_exchange_of(own, **how)
            readers = {READER.id: [company.id for company in companies_of(own)]}
        try:
            if testing and own is None:
                _publish_specimens(exchange)
            _tell(exchange, readers)
            if options.conformance:
                _tell_how_to_test(exchange, readers)
            _wait_for_the_end()
        finally:
            exchange.close()

    parser.set_defaults(run=run)


def _tell(exchange: LocalExchange, suppliers: Mapping[str, Sequence[str]]) -> None:
    """Where everybody is, and the key files for those who may read."""
    for company in exchange.companies():
        print(f"{company.name}  {exchange.base_url(company.id)}")
    print(say("接続情報(読み手-reads-相手.json):", "Credentials (reader-reads-owner.json):"))
    for buyer, owners in suppliers.items():
        for owner in owners:
            credentials = exchange.register(buyer, owner=owner)
            print(f"  {credentials.save(exchange.folder / f'{buyer}-reads-{owner}.json')}")
    asked = exchange.base_url(next(iter(suppliers.values()))[0])  # somebody who has records
    print(
        say(
            f"読み方: {asked}/docs   終わるには Ctrl-C",
            f"How to ask: {asked}/docs   Ctrl-C ends it",
        ),
        flush=True,
    )


def _tester(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Whose callbacks are answered in a conformance run, and what its certificate is known by."""
    if options.conformance and options.conformance_host is not None:
        raise GxdError(
            "GXD-K201",
            "--conformance と --conformance-host は一緒に使えません。どちらか一つにしてください",
            "--conformance and --conformance-host exclude each other: give one of them",
            where="--conformance",
        )
    host, ca_file = options.conformance_host, options.conformance_ca
    if options.conformance:
        from gxd_teach.techspec.conformance.callback import (
            LOCAL,
            PUBLIC_SUITE,
            callback_certificates,
        )

        host = (f"https://{LOCAL}", PUBLIC_SUITE)
        ca_file = ca_file or callback_certificates(folder, LOCAL.partition(":")[0])[0]
    return {"conformance_host": host, "conformance_ca_file": ca_file}


def _tell_how_to_test(exchange: LocalExchange, suppliers: Mapping[str, Sequence[str]]) -> None:
    """The line to be typed in the second terminal, and what another tester has to know."""
    from gxd_teach.techspec.conformance.callback import PUBLIC_SUITE

    buyer, owners = list(suppliers.items())[-1]
    file = exchange.folder / f"{buyer}-reads-{owners[0]}.json"
    print(
        say("もう一つの端末で:", "In a second terminal:")
        + f"\n  gxd conformance --credentials {shlex.quote(str(file))}"
    )
    print(
        say(
            f"PACT の公式試験(コマンド版)には {exchange.base_url(owners[0])} と、このファイルの"
            f" client_id、client_secret を。呼び返しは {PUBLIC_SUITE} に届きます",
            f"PACT's public suite (its command line): give it {exchange.base_url(owners[0])} with"
            f" the client_id and client_secret of that file; its callbacks go to {PUBLIC_SUITE}",
        ),
        flush=True,
    )


def _publish_specimens(exchange: LocalExchange) -> None:
    """For a conformance run every company offers complete records, three of them."""
    from gxd_teach.techspec.conformance.specimens import specimens

    for company in exchange.companies():
        exchange.publish(company.id, *specimens(company))


def _wait_for_the_end() -> None:
    ended = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: ended.set())
    while not ended.wait(1.0):  # a wait without end would not hear Ctrl-C on Windows
        pass


def _faults(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--version", choices=("2", "3"), help=say("版を絞る", "of this version only")
    )

    def run(options: argparse.Namespace) -> None:
        from gxd_teach.techspec.faults import describe, names

        for name in names(options.version):
            print(f"{name:32} {describe(name)}")

    parser.set_defaults(run=run)
