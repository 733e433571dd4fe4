"""`gxd class`: release, grade, answers, feedback."""

from __future__ import annotations

import argparse
from pathlib import Path

from gxd_teach.commands.options import course_option
from gxd_teach.language import say

__all__ = ["add_class"]


def add_class(parser: argparse.ArgumentParser) -> None:
    """Give `gxd class` its tasks."""
    commands = parser.add_subparsers(required=True, metavar=say("作業", "TASK"))
    _release(
        commands.add_parser(
            "release",
            help=say("課題を配布用にする", "release assignments"),
            description=say(
                "solutions/ から exercises/ を作ります。名簿があれば、1 人ずつの数値で _grading/handout/ に作ります。",
                "Makes exercises/ from solutions/; with a roster, everyone's own numbers in _grading/handout/.",
            ),
        )
    )
    _grade(
        commands.add_parser(
            "grade",
            help=say("提出物を採点する", "grade submissions"),
            description=say(
                "提出物を集めて採点します。変わっていないものは採点し直しません。",
                "Collects and grades submissions; what has not changed is not graded again.",
            ),
        )
    )
    _answers(
        commands.add_parser(
            "answers",
            help=say("1 人分の数値と正解を見る(講師用)", "one person's numbers and answers"),
        )
    )
    _feedback(
        commands.add_parser(
            "feedback", help=say("フィードバックのページを作る", "write the feedback pages")
        )
    )


def _release(parser: argparse.ArgumentParser) -> None:
    course_option(parser)
    parser.add_argument(
        "names", nargs="*", help=say("課題(省くと全部)", "assignments (default: all)")
    )
    parser.add_argument(
        "--roster", type=Path, help=say("受講者名簿(CSV、列 id, name)", "roster (CSV: id, name)")
    )
    parser.add_argument(
        "--force", action="store_true", help=say("変更がなくても作り直す", "even if unchanged")
    )

    def run(options: argparse.Namespace) -> None:
        from gxd_teach.classroom.course import Course
        from gxd_teach.classroom.release import release, release_roster

        course = Course.at(options.course)
        names = options.names or course.assignments()
        made = release(course, names, force=options.force)
        if options.roster is None:
            for name in made or names:
                print(course.exercises / name)
            return
        release_roster(course, names, options.roster)
        print(course.grading / "handout")

    parser.set_defaults(run=run)


def _grade(parser: argparse.ArgumentParser) -> None:
    course_option(parser)
    parser.add_argument(
        "sources",
        nargs="*",
        type=Path,
        help=say(
            "<id>/<課題>/<課題>.ipynb の形のフォルダー、または 1 人分のノートブックか zip",
            "folders laid out as <id>/<assignment>/<assignment>.ipynb, or one person's notebook or zip",
        ),
    )
    parser.add_argument(
        "--participant",
        metavar="ID",
        help=say("1 人分のとき、その人の id", "whose, if one person's"),
    )
    parser.add_argument(
        "--assignment",
        action="append",
        help=say("採点する課題(省くと全部)", "which assignment (default: all)"),
    )
    parser.add_argument(
        "--force", action="store_true", help=say("全部採点し直す", "grade all again")
    )
    parser.add_argument(
        "--public",
        action="store_true",
        help=say(
            "名簿にない人を、公開の数値で採点する",
            "grade who is not on the roster, with the public numbers",
        ),
    )

    def run(options: argparse.Namespace) -> int:
        from gxd_teach.classroom.collecting import collect
        from gxd_teach.classroom.course import Course
        from gxd_teach.classroom.grading import grade
        from gxd_teach.classroom.release import release

        course = Course.at(options.course)
        release(course, options.assignment or course.assignments())
        named = (
            options.assignment[0] if options.assignment and len(options.assignment) == 1 else None
        )
        refused = collect(
            course, options.sources, options.participant, assignment=named, public=options.public
        )
        for line in refused:
            print(line)
        results = grade(course, options.assignment, force=options.force, public=options.public)
        for line in map(str, results):
            print(line)
        failed = [
            result for result in results if result.score is None or result.score.score is None
        ]
        return 1 if failed or refused else 0

    parser.set_defaults(run=run)


def _answers(parser: argparse.ArgumentParser) -> None:
    course_option(parser)
    parser.add_argument(
        "participant",
        nargs="?",
        help=say(
            "名簿の id(省くと公開の数値)", "an id of the roster (default: the public numbers)"
        ),
    )
    parser.add_argument(
        "--assignment", help=say("課題(省くと全部)", "which assignment (default: all)")
    )

    def run(options: argparse.Namespace) -> None:
        from gxd_teach.classroom.answer_key import answer_key
        from gxd_teach.classroom.course import Course

        for line in answer_key(Course.at(options.course), options.participant, options.assignment):
            print(line)

    parser.set_defaults(run=run)


def _feedback(parser: argparse.ArgumentParser) -> None:
    course_option(parser)
    parser.add_argument(
        "names", nargs="*", help=say("課題(省くと全部)", "assignments (default: all)")
    )

    def run(options: argparse.Namespace) -> None:
        from gxd_teach.classroom.course import Course
        from gxd_teach.classroom.grading import feedback

        for page in feedback(Course.at(options.course), options.names or None):
            print(page)

    parser.set_defaults(run=run)
