"""The `gxd` command: words on the command line become calls; no logic lives here."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from gxd_teach import __version__
from gxd_teach.commands.case import add_case
from gxd_teach.commands.classroom import add_class
from gxd_teach.commands.conformance import add_conformance
from gxd_teach.commands.convert import add_convert
from gxd_teach.commands.exchange import add_exchange
from gxd_teach.commands.explain import add_explain
from gxd_teach.commands.framework import add_calc, add_chain
from gxd_teach.commands.lint import add_lint
from gxd_teach.commands.seminar import add_book, add_seminar
from gxd_teach.errors import GxdError
from gxd_teach.language import say

__all__ = ["command_parser", "main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it did what was asked, else 1, with the reason on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may not speak UTF-8
            stream.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)
    options = command_parser().parse_args(arguments)
    try:
        return int(options.run(options) or 0)
    except GxdError as error:
        print(f"gxd: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever read along has read enough: `gxd … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print(say("\ngxd: 中断しました", "\ngxd: interrupted"), file=sys.stderr)
        return 130


def command_parser() -> argparse.ArgumentParser:
    """Everything that `gxd` can be told, in the current language.

    >>> command_parser().prog
    'gxd'
    """
    parser = argparse.ArgumentParser(
        prog="gxd",
        description=say(
            "CO2可視化フレームワークのセミナーを開く、配る、採点する",
            "open, hand out and grade the seminar on the CO2 Visualization Framework",
        ),
    )
    parser.add_argument("--version", action="version", version=f"gxd {__version__}")
    commands = parser.add_subparsers(required=True, metavar=say("コマンド", "COMMAND"))
    add_seminar(
        commands.add_parser("seminar", help=say("セミナー全体を開く", "serve the whole seminar"))
    )
    add_calc(
        commands.add_parser(
            "calc", help=say("活動量の表から計算する", "a footprint from an activity sheet")
        )
    )
    add_chain(
        commands.add_parser(
            "chain", help=say("サプライチェーンを計算する", "all footprints of a supply chain")
        )
    )
    add_lint(
        commands.add_parser(
            "lint", help=say("フットプリントのレコードを調べる", "look over footprint records")
        )
    )
    add_convert(
        commands.add_parser(
            "convert",
            help=say("レコードを別の版や形式に直す", "turn records into another version or format"),
        )
    )
    add_conformance(
        commands.add_parser(
            "conformance",
            help=say("交換サーバーを試験する", "test an exchange server by PACT's cases"),
        )
    )
    add_exchange(
        commands.add_parser("exchange", help=say("交換サーバーを動かす", "run an exchange server"))
    )
    add_explain(
        commands.add_parser(
            "explain", help=say("メッセージの記号の意味と直し方", "what a message's code means")
        )
    )
    add_book(commands.add_parser("book", help=say("テキストを作る", "build the book")))
    add_class(
        commands.add_parser("class", help=say("課題の配布と採点", "release and grade assignments"))
    )
    add_case(
        commands.add_parser("case", help=say("事例を加える、調べる", "add a case, or check it"))
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
