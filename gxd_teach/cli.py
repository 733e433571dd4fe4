"""The `gxd` command: words on the command line become calls; no logic lives here."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from gxd_teach import __version__
from gxd_teach.commands.classroom import add_class
from gxd_teach.commands.framework import add_calc, add_chain
from gxd_teach.commands.seminar import add_book, add_seminar
from gxd_teach.errors import GxdError
from gxd_teach.language import say

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it did what was asked, else 1, with the reason on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may not speak UTF-8
            stream.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options) or 0)
    except GxdError as error:
        print(f"gxd: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(say("\ngxd: 中断しました", "\ngxd: interrupted"), file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
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
    add_book(commands.add_parser("book", help=say("テキストを作る", "build the book")))
    add_class(
        commands.add_parser("class", help=say("課題の配布と採点", "release and grade assignments"))
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
