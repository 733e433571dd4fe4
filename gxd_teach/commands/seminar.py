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
        from gxd_teach.seminar.site.embedded import start_embedded_exchange
        from gxd_teach.seminar.site.serve import run_seminar

        root = Course.at(options.course).root
        return run_seminar(
            root,
            port=options.port,
            open_browser=options.open,
            release=lambda: release_all(root, standing=True),
            start_exchange=lambda root: start_embedded_exchange(root, options.port),
        )

    parser.set_defaults(run=run)


def add_book(parser: argparse.ArgumentParser) -> None:
    """Give `gxd book` its kinds."""
    course_option(parser)
    parser.add_argument(
        "kind",
        choices=("html", "instructor", "slides", "pdf"),
        help=say(
            "html: 受講者のテキスト、instructor: 講師の手引き、slides: 章ごとのスライド、pdf: 配布資料",
            "html: the participants' book, instructor: the instructor's guide, "
            "slides: slides of each chapter, pdf: the handout",
        ),
    )
    parser.add_argument(
        "chapters",
        nargs="*",
        metavar="NN",
        help=say("スライドにする章(既定: 全部)", "chapters to make slides of (default: all)"),
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help=say("変更がなくても作り直す", "build even if unchanged"),
    )
    parser.add_argument(
        "--reference",
        action="store_true",
        help=say(
            "配布資料に索引(コード・命令・名前、数百ページ)も入れる",
            "put the reference (some hundreds of pages) into the handout too",
        ),
    )

    def run(options: argparse.Namespace) -> None:
        from gxd_teach.classroom.course import Course
        from gxd_teach.seminar.book.build import build_book
        from gxd_teach.seminar.handout.build import build_handout
        from gxd_teach.seminar.slides.build import build_slides

        if options.chapters and options.kind != "slides":
            parser.error(
                say("章を選べるのは slides だけです", "only slides can be made of single chapters")
            )
        root = Course.at(options.course).root
        if options.kind == "slides":
            print(build_slides(root, options.chapters, force=options.force))
        elif options.kind == "pdf":
            print(build_handout(root, force=options.force, reference=options.reference))
        else:
            print(build_book(root, kind=options.kind, force=options.force) / "index.html")

    parser.set_defaults(run=run)
