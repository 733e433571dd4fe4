"""`gxd lint`: what is wrong with records in a file, a folder or at an address."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from gxd_teach.errors import GxdError
from gxd_teach.language import say

__all__ = ["add_lint"]


def add_lint(parser: argparse.ArgumentParser) -> None:
    """Give `gxd lint` its options. It exits 0 without errors, 1 with, 2 when it cannot read."""
    parser.description = say(
        "PACT のレコードを調べ、誤りと直し方を示します。"
        "終了コード: 0 誤りなし、1 誤りあり、2 読めない。",
        "Looks over PACT records: what is wrong, and how to repair it. "
        "Exit status: 0 no errors, 1 errors, 2 something could not be read.",
    )
    parser.add_argument(
        "source",
        help=say(
            "ファイル、フォルダー、または https のアドレス", "a file, a folder or an https URL"
        ),
    )
    parser.add_argument(
        "--format",
        choices=("table", "json"),
        default="table",
        help=say("出力の形(既定: table)", "form of the output (default: table)"),
    )
    parser.add_argument(
        "--level",
        choices=("schema", "specification", "plausibility"),
        default="plausibility",
        help=say("どの段階まで調べるか(既定: 全部)", "how deep to look (default: all of it)"),
    )
    parser.add_argument(
        "--dialect",
        metavar="VERSION",
        help=say("版を決めて読む(2.3、3.0 など)", "read it as 2.3, 3.0 …"),
    )
    parser.add_argument(
        "--today",
        metavar="YYYY-MM-DD",
        help=say("この日のこととして調べる", "as if it were this day"),
    )
    parser.add_argument(
        "--credentials",
        type=Path,
        metavar="FILE",
        help=say("取引先から受け取った接続情報", "credentials received from a partner"),
    )
    parser.add_argument(
        "--ca",
        type=Path,
        metavar="FILE",
        help=say("信頼する認証局の証明書", "a CA certificate to trust"),
    )

    def run(options: argparse.Namespace) -> int:
        from gxd_teach.techspec.lint.files import lint_source

        try:
            report = lint_source(
                options.source,
                credentials=options.credentials,
                ca_file=options.ca,
                dialect=options.dialect,
                today=options.today,
            ).up_to(options.level)
        except GxdError as error:  # 1 would say that the records are wrong
            print(f"gxd: {error}", file=sys.stderr)
            return 2
        if options.format == "json":
            _show(json.dumps(report.to_json(), ensure_ascii=False, indent=2))
        else:
            _show(str(report))
        return report.exit_status

    parser.set_defaults(run=run)


def _show(text: str) -> None:
    """Print it; a reader that has seen enough (`| head`) is no failure."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        # What is left in the buffer must not be tried once more when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
