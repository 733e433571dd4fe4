"""`gxd seminar` and `gxd book`."""

from __future__ import annotations

import argparse

from gxd_teach.commands.options import course_option
from gxd_teach.language import say

__all__ = ["add_book", "add_seminar"]


def add_seminar(parser: argparse.ArgumentParser) -> None:
    """Give `gxd seminar` its options."""
    course_option(parser)
    parser.add_argument(
        "--port", type=int, default=8000, help=say("ポート番号(既定 8000)", "port (8000)")
    )
    parser.add_argument(
        "--open", action="store_true", help=say("ブラウザで開く", "open it in the browser")
    )

    def run(options: argparse.Namespace) -> int:
        from gxd_teach.classroom.course import Course
        from gxd_teach.classroom.release import release_all
        from gxd_teach.seminar.embedded import start_embedded_exchange
        from gxd_teach.seminar.serve import run_seminar

        root = Course.at(options.course).root
        return run_seminar(
            root,
            port=options.port,
            open_browser=options.open,
            release=lambda: release_all(root),
            start_exchange=lambda root: start_embedded_exchange(root, options.port),
        )

    parser.set_defaults(run=run)


def add_book(parser: argparse.ArgumentParser) -> None:
    """Give `gxd book` its kinds."""
    course_option(parser)
    parser.add_argument(
        "kind",
        choices=("html", "instructor"),
        help=say(
            "html: 受講者のテキスト、instructor: 講師の手引き",
            "html: the participants' book, instructor: the instructor's guide",
        ),
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help=say("変更がなくても作り直す", "build even if unchanged"),
    )

    def run(options: argparse.Namespace) -> None:
        from gxd_teach.classroom.course import Course
        from gxd_teach.seminar.book import build_book

        root = Course.at(options.course).root
        print(build_book(root, kind=options.kind, force=options.force) / "index.html")

    parser.set_defaults(run=run)
