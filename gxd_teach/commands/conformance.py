"""`gxd conformance`: ask any server of footprints what PACT's suite asks, and more."""

from __future__ import annotations

import argparse
import json
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gxd_teach.errors import GxdError
from gxd_teach.files import write_whole
from gxd_teach.language import say

if TYPE_CHECKING:
    from gxd_teach.techspec.conformance import CallbackReceiver, Report, Result, Settings

__all__ = ["add_conformance"]

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def add_conformance(parser: argparse.ArgumentParser) -> None:
    """Give `gxd conformance` its options. Status: 0 passed, 1 failed, 2 could not begin."""
    add = parser.add_argument
    add("url", nargs="?", help=say("ベース URL(/2、/3 の前まで)", "base URL, before /2 or /3"))
    add("--version", default="3.0", help=say("2.0 2.1 2.2 2.3 3.0 (既定 3.0)", "2.0 … 3.0 (3.0)"))
    add("--client-id", help=say("クライアント ID", "client id"))
    add(
        "--client-secret",
        help=say("秘密(環境変数 GXD_CLIENT_SECRET でもよい)", "secret, or by GXD_CLIENT_SECRET"),
    )
    add(
        "--credentials", type=Path, metavar="FILE",
        help=say("Credentials.save で保存した接続情報", "what Credentials.save wrote"),
    )  # fmt: skip
    add(
        "--ca", type=Path, metavar="FILE",
        help=say("相手の認証局の証明書", "the CA certificate to trust"),
    )  # fmt: skip
    add("--auth-url", help=say("認証のベース URL(違うとき)", "base URL of authentication"))
    add("--other-url", help=say("開いてはならない別の会社のベース URL", "base URL of a company"
                                " that these credentials must not open"))  # fmt: skip
    add(
        "--several-companies", action="store_true",
        help=say("企業グループなど、複数の会社の一覧", "the list is of several companies"),
    )  # fmt: skip
    add(
        "--callback", metavar="HOST:PORT",
        help=say(
            "答えを受ける所。none で受けない(既定: 相手がこの機械なら空きポート)",
            "where answers are received, or none (default: a free port for a server on this"
            " machine)",
        ),
    )  # fmt: skip
    add(
        "--callback-folder", type=Path, metavar="DIR",
        help=say(
            "受け口の証明書を置く所。URL なしで使うと証明書だけを作る",
            "where the receiver's certificates are kept; without URL they are made, no more",
        ),
    )  # fmt: skip
    add("--callback-wait", type=_seconds, default=30.0, metavar="S",
        help=say("答えを待つ秒数(既定 30)", "seconds to wait for an answer (30)"))  # fmt: skip
    add("--expiry", type=_seconds, default=10.0, metavar="S",
        help=say("この秒数までのトークンは、切れるまで待って確かめる(既定 10)",
                 "wait for the end of tokens that live up to so many seconds (10)"))  # fmt: skip
    add("--format", choices=("table", "json", "html"), default="table", help=say("形式", "format"))
    add("--out", type=Path, metavar="FILE", help=say("報告を書くファイル", "write the report here"))
    add("--case", action="append", metavar="TC5", help=say("この番号だけ(何度でも)", "this only"))
    add("--suite-only", action="store_true",
        help=say("公開の適合試験の番号だけ", "the public suite's cases only"))  # fmt: skip
    parser.set_defaults(run=_run)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds <= 3600:
        raise argparse.ArgumentTypeError("0-3600")
    return seconds


def _run(options: argparse.Namespace) -> int:
    from gxd_teach.techspec.conformance import run_conformance

    with ExitStack() as stack:
        if options.url is None and options.credentials is None:
            return _prepare(options, stack)
        settings = _settings(options)
        receiver, stranger = _receivers(options, settings.base_url, stack)
        if receiver is not None:
            where = f"{receiver.base_url} (CA: {receiver.ca_file})"
            print(f"{say('答えを受ける所', 'answers are received at')}: {where}", file=sys.stderr)
        report = run_conformance(
            settings,
            ca_file=options.ca,
            receiver=receiver,
            stranger=stranger,
            cases=options.case,
            deeper=not options.suite_only,
            on_result=_progress if sys.stderr.isatty() else None,
        )
    _write(options, report)
    return 2 if report.aborted is not None else int(not report.passed)


def _settings(options: argparse.Namespace) -> Settings:
    from gxd_teach.techspec.conformance import Settings

    url, client_id = options.url, options.client_id
    secret = options.client_secret or os.environ.get("GXD_CLIENT_SECRET")
    if options.credentials is not None:
        from gxd_teach.techspec.client.credentials import Credentials

        kept = Credentials.load(options.credentials)
        url, client_id = url or kept.base_url, client_id or kept.client_id
        secret = secret or kept.client_secret
        options.ca = options.ca or kept.ca_file
    if not client_id or not secret:
        raise GxdError(
            "GXD-K196",
            "--client-id と --client-secret(または --credentials)が要ります",
            "--client-id and --client-secret are needed, or --credentials",
        )
    return Settings(
        url,
        options.version,
        client_id,
        secret,
        auth_url=options.auth_url,
        other_url=options.other_url,
        several_companies=options.several_companies,
        callback_seconds=options.callback_wait,
        expiry_seconds=options.expiry,
    )


def _prepare(options: argparse.Namespace, stack: ExitStack) -> int:
    """Make the receiver's certificates, so that a server can be told of them before a run."""
    if options.callback in (None, "none") or options.callback_folder is None:
        raise GxdError(
            "GXD-K197",
            "相手がありません。ベース URL か --credentials を指定してください"
            "(受け口の証明書だけを作るなら --callback と --callback-folder)",
            "there is no server to test: give its base URL or --credentials (or --callback and"
            " --callback-folder, to make the receiver's certificates only)",
        )
    receiver, _ = _receivers(options, "", stack)
    assert receiver is not None
    print(f"source: {receiver.base_url}\nCA: {receiver.ca_file}")
    return 0


def _receivers(
    options: argparse.Namespace, url: str, stack: ExitStack
) -> tuple[CallbackReceiver | None, CallbackReceiver | None]:
    """Where answers come in, and a second place that nobody may call."""
    from gxd_teach.techspec.conformance import CallbackReceiver

    named, folder = options.callback, options.callback_folder
    if named is None and _is_here(url):
        named, folder = _local(options)
    if named is None or named == "none":
        return None, None
    parts = urlsplit(f"//{named}")
    try:
        host, port = parts.hostname, parts.port or 0
    except ValueError:
        host, port = None, 0
    if not host or parts.path:
        raise GxdError(
            "GXD-K198",
            f"「{named}」は HOST:PORT ではありません。127.0.0.1:8500 のように書きます",
            f"'{named}' is not HOST:PORT, such as 127.0.0.1:8500",
            where="--callback",
        )
    folder = folder or Path(stack.enter_context(TemporaryDirectory()))
    receiver = stack.enter_context(CallbackReceiver(host, port).start(folder))
    stranger = stack.enter_context(CallbackReceiver("127.0.0.1", 0).start(folder))
    return receiver, stranger


def _is_here(url: str) -> bool:
    try:
        return urlsplit(url).hostname in _LOOPBACK
    except ValueError:  # no URL at all: the run will say so
        return False


def _local(options: argparse.Namespace) -> tuple[str, Path | None]:
    """The place agreed on with `gxd exchange serve --conformance`, else any free port."""
    from gxd_teach.techspec.conformance.callback import LOCAL

    folder = options.callback_folder
    if folder is None and options.credentials is not None:
        beside: Path = options.credentials.parent
        if (beside / f"callback-ca-{LOCAL.partition(':')[0]}.pem").exists():
            return LOCAL, beside
    return "127.0.0.1:0", folder


def _progress(result: Result) -> None:
    print(f"{result.case.number} {result.verdict.shown}", file=sys.stderr)


def _write(options: argparse.Namespace, report: Report) -> None:
    if options.format == "json":
        text = json.dumps(report.to_json(), ensure_ascii=False, indent=2) + "\n"
    elif options.format == "html":
        text = report.to_html()
    else:
        text = f"{report}\n"
    if options.out is None:
        print(text, end="")
        return
    try:
        write_whole(options.out, text)
    except OSError as error:
        print(text, end="")  # a run of minutes is not thrown away for a file's name
        raise GxdError(
            "GXD-K203",
            f"報告を書けません({error.strerror})。代わりに画面に出しました",
            f"the report cannot be written ({error.strerror}): it was printed instead",
            where=str(options.out),
        ) from None
    print(report.summary, file=sys.stderr)
