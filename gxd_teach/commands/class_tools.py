"""`gxd class`: new, lint, kit — the tools of who writes exercises and hands the seminar out."""

from __future__ import annotations

import argparse
from pathlib import Path

from gxd_teach.commands.options import course_option
from gxd_teach.language import say

__all__ = ["add_kit", "add_lint", "add_new"]


def add_new(parser: argparse.ArgumentParser) -> None:
    """Give `gxd class new` its options."""
    course_option(parser)
    parser.add_argument("name", metavar="NN-name", help=say("課題の名前(例 05-transport)", "the assignment (such as 05-transport)"))  # fmt: skip
    parser.add_argument("--kinds", default="number", metavar="KIND,…", help=say(
        "問題の種類(number, numbers, choice, choices, table, function, record, figure, text。既定 number)",
        "kinds of question (number, numbers, choice, choices, table, function, record, figure, text; number unless named)"))  # fmt: skip

    def run(options: argparse.Namespace) -> None:
        from gxd_teach.classroom.course import Course
        from gxd_teach.classroom.new_assignment import new_assignment

        folder = new_assignment(Course.at(options.course), options.name, options.kinds)
        for file in sorted(folder.iterdir()):
            print(file)
        print(say(f"TODO を書き換えたら: gxd class lint {folder.name}",
                  f"write over what says TODO, then: gxd class lint {folder.name}"))  # fmt: skip

    parser.set_defaults(run=run)


def add_lint(parser: argparse.ArgumentParser) -> None:
    """Give `gxd class lint` its options."""
    course_option(parser)
    parser.add_argument("names", nargs="*", help=say("課題(省くと全部)", "assignments (default: all)"))  # fmt: skip
    parser.add_argument("--people", type=_count, default=20, metavar="N",
                        help=say("何人分の数値で試すか(既定 20)", "with how many people's numbers (20)"))  # fmt: skip
    parser.add_argument("--format", choices=("table", "json"), default="table",
                        help=say("表示の形", "how to show it"))  # fmt: skip
    parser.add_argument("--no-run", action="store_true", help=say(
        "解答のノートブックを実行しない", "do not run the reference notebooks"))  # fmt: skip
    parser.add_argument("--no-sandbox", action="store_true", help=say(
        "解答のノートブックを囲いなしで実行する", "run the reference notebooks without a sandbox"))  # fmt: skip

    def run(options: argparse.Namespace) -> int:
        from gxd_teach.classroom.course import Course
        from gxd_teach.classroom.linting import lint

        found = lint(Course.at(options.course), options.names or None, count=options.people,
                     run=not options.no_run, walls=not options.no_sandbox)  # fmt: skip
        print(found.to_json() if options.format == "json" else found)
        return 0 if found.ok else 1

    parser.set_defaults(run=run)


def _count(text: str) -> int:
    try:
        count = int(text)
    except ValueError:
        count = 0
    if not 1 <= count <= 10_000:
        raise argparse.ArgumentTypeError(say("1 から 10000 の整数", "a whole number from 1 to 10000"))  # fmt: skip
    return count


def add_kit(parser: argparse.ArgumentParser) -> None:
    """Give `gxd class kit` its options."""
    course_option(parser)
    parser.add_argument("who", choices=("participant", "instructor"),
                        help=say("誰のためのキットか", "whom the kit is for"))  # fmt: skip
    parser.add_argument("--participant", metavar="ID", help=say(
        "名簿のこの人の数値で作る", "with the numbers of this person on the roster"))  # fmt: skip
    parser.add_argument("--wheels", default="", metavar="PLATFORM,…", help=say(
        "パッケージを同梱する(例 win_amd64,manylinux_2_28_x86_64)",
        "bundle the packages (such as win_amd64,manylinux_2_28_x86_64)"))  # fmt: skip
    parser.add_argument("--out", type=Path, metavar="FILE.zip",
                        help=say("書き出す先(既定 _build/kits/)", "where to (default: in _build/kits/)"))  # fmt: skip

    def run(options: argparse.Namespace) -> None:
        from gxd_teach.classroom.course import Course
        from gxd_teach.seminar.kit.make import make_kit

        wheels = [one.strip() for one in options.wheels.split(",") if one.strip()]
        root = Course.at(options.course).root
        print(make_kit(root, options.who, wheels=wheels, participant=options.participant,
                       out=options.out))  # fmt: skip

    parser.set_defaults(run=run)
