"""`gxd case`: begin a case, and check that a case has all its parts."""

from __future__ import annotations

import argparse

from gxd_teach.commands.options import course_option
from gxd_teach.language import say

__all__ = ["add_case"]


def add_case(parser: argparse.ArgumentParser) -> None:
    """Give `gxd case` its two words."""
    words = parser.add_subparsers(required=True, metavar=say("動作", "ACTION"))
    _add_new(words.add_parser("new", help=say("新しい事例のひな形を作る", "begin a new case")))
    _add_check(
        words.add_parser("check", help=say("事例に足りない部分を調べる", "what a case lacks"))
    )


def _add_new(parser: argparse.ArgumentParser) -> None:
    course_option(parser)
    parser.add_argument("name", metavar="NAME", help=say("事例の名前(例 battery-2027)", "the case (such as battery-2027)"))  # fmt: skip
    parser.add_argument("--kind", required=True, choices=("user", "solution", "consulting"), help=say(
        "種類。利用企業、ソリューション、コンサルティング", "user company, solution or consulting"))  # fmt: skip

    def run(options: argparse.Namespace) -> None:
        from gxd_teach.classroom.course import Course
        from gxd_teach.seminar.case.new import new_case

        print(new_case(Course.at(options.course), options.name, options.kind))

    parser.set_defaults(run=run)


def _add_check(parser: argparse.ArgumentParser) -> None:
    """It exits 0 when every case has all its parts, else 1."""
    course_option(parser)
    parser.add_argument("names", metavar="NAME", nargs="*", help=say("事例(省くと全部)", "cases (default: all)"))  # fmt: skip
    parser.add_argument("--no-run", action="store_true", help=say(
        "ページの計算を実行しない", "do not run the code of the pages"))  # fmt: skip

    def run(options: argparse.Namespace) -> int:
        from gxd_teach.classroom.course import Course
        from gxd_teach.seminar.case.check import check_cases

        fine = True
        for found in check_cases(Course.at(options.course), options.names, run=not options.no_run):
            print(found, flush=True)
            fine = fine and found.ok
        return 0 if fine else 1

    parser.set_defaults(run=run)
