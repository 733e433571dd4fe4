"""`gxd class`: release, grade, answers, and what is made of the results."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from gxd_teach.commands import class_reports, class_tools
from gxd_teach.commands.options import course_option
from gxd_teach.commands.progress_bar import progress_bar
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
    for name, add, words in (
        ("new", class_tools.add_new, ("新しい課題を作る", "begin a new assignment")),
        ("lint", class_tools.add_lint, ("課題を検査する", "examine the questions")),
        ("kit", class_tools.add_kit, ("持ち帰り用の一式を作る", "a kit to take home")),
        (
            "feedback",
            class_reports.add_feedback,
            ("1 人ずつのページ", "a feedback page for everyone"),
        ),
        ("report", class_reports.add_report, ("クラスの報告", "a report on the class")),
        ("export", class_reports.add_export, ("成績を書き出す", "scores for other systems")),
        ("certificates", class_reports.add_certificates, ("修了証", "certificates of completion")),
        (
            "verify",
            class_reports.add_verify,
            ("修了証の番号を確かめる", "check a certificate's number"),
        ),
        (
            "questionnaire",
            class_reports.add_questionnaire,
            ("アンケートを読む", "take in a questionnaire"),
        ),
    ):
        add(commands.add_parser(name, help=say(*words)))
    for name, phase, words in (
        ("pretest", "pre", ("事前テストを作る", "make a pre-test")),
        ("posttest", "post", ("事後テストを作る", "make a post-test")),
    ):
        class_reports.add_phase_test(commands.add_parser(name, help=say(*words)), phase)


def _release(parser: argparse.ArgumentParser) -> None:
    course_option(parser)
    parser.add_argument(
        "names", nargs="*", help=say("課題(省くと全部)", "assignments (default: all)")
    )
    parser.add_argument(
        "--roster", type=Path, help=say("受講者名簿(CSV、列 id, name)", "roster (CSV: id, name)")
    )
    parser.add_argument("--edition", metavar="NAME", help=say(
        "この回の名前(例 2026-winter)。数値は回ごとに変わり、名前は次からも使われます",
        "this class's edition (such as 2026-winter): it draws numbers of its own, and is kept"))  # fmt: skip
    parser.add_argument(
        "--force", action="store_true", help=say("変更がなくても作り直す", "even if unchanged")
    )

    def run(options: argparse.Namespace) -> None:
        from gxd_teach.classroom.course import Course, name_edition
        from gxd_teach.classroom.release import release, release_roster

        course = Course.at(options.course)
        if options.edition is not None:
            name_edition(course.root, options.edition)
            course = Course.at(course.root)
        names = options.names or course.assignments()
        made = release(course, names, force=options.force)
        if options.roster is None:
            for name in made or names:
                print(course.exercises / name)
            return
        release_roster(course, names, options.roster, progress=progress_bar())
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
    parser.add_argument(
        "--jobs",
        type=int,
        default=os.cpu_count() or 1,
        help=say(
            "同時に採点する数(省くとコアの数)", "how many at a time (default: as many as cores)"
        ),
    )
    parser.add_argument("--reason", default="", help=say(
        "採点し直す理由(_grading/history に残る)", "why it is graded again (kept in _grading/history)"))  # fmt: skip
    parser.add_argument("--scheduler", default="", metavar="tcp://HOST:PORT", help=say(
        "Dask のクラスターで採点する", "mark on a Dask cluster"))  # fmt: skip
    parser.add_argument("--gradebook", metavar="URL", help=say(
        "成績簿のデータベース(例 postgresql://…。既定は GXD_GRADEBOOK_URL、なければファイル)",
        "the gradebook's database (postgresql://…; default: GXD_GRADEBOOK_URL, else a file)"))  # fmt: skip
    parser.add_argument("--late-after", metavar="DATE", help=say(
        "提出期限(2026-11-30 か 2026-11-30T18:00+09:00)。提出の時刻は、ノートブックの横の timestamp.txt から読みます。ないものは減点しません", "due date (2026-11-30, or 2026-11-30T18:00+09:00); when it was handed in stands in timestamp.txt beside the notebook, and without one nothing is taken off"))  # fmt: skip
    parser.add_argument("--late-percent", type=float, default=None, metavar="N", help=say(
        "遅れ 1 日ごと(1 日に満たない分も 1 日)に引く得点の割合(%%)", "percent of the score taken off for each day late, a part of one too"))  # fmt: skip
    parser.add_argument(
        "--trust-submissions",
        action="store_true",
        help=say(
            "囲い(サンドボックス)なしで実行する。全員を信頼できるときだけ",
            "run them without a sandbox: only where you trust everybody",
        ),
    )
    parser.add_argument(
        "--with-nbgrader",
        action="store_true",
        help=say(
            "nbgrader の autograde で採点する(囲いなし、1 件 2 秒ほど)",
            "grade by nbgrader's autograde (no sandbox, about 2 s each)",
        ),
    )

    def run(options: argparse.Namespace) -> int:
        from gxd_teach.classroom.collecting import collect
        from gxd_teach.classroom.course import Course
        from gxd_teach.classroom.grading import How, grade
        from gxd_teach.classroom.late import set_late_rule

        if options.gradebook:
            os.environ["GXD_GRADEBOOK_URL"] = options.gradebook
        course = Course.at(options.course)
        if (options.late_after is None) != (options.late_percent is None):
            print(say("--late-after と --late-percent は一緒に付けてください", "give --late-after and --late-percent together"))  # fmt: skip
            return 2
        if options.late_after is not None:
            names = options.assignment or course.assignments()
            set_late_rule(course, names, options.late_after, options.late_percent)
        named = (
            options.assignment[0] if options.assignment and len(options.assignment) == 1 else None
        )
        refused = collect(
            course, options.sources, options.participant, assignment=named, public=options.public
        )
        for line in refused:
            print(line)
        how = How(
            jobs=max(1, options.jobs),
            walls=not options.trust_submissions,
            with_nbgrader=options.with_nbgrader,
            scheduler=options.scheduler,
        )
        results = grade(
            course,
            options.assignment,
            force=options.force,
            public=options.public,
            how=how,
            reason=options.reason,
            progress=progress_bar(),
        )
        for line in map(str, results):
            print(line)
        failed = [
            result
            for result in results
            if result.lost or result.score is None or result.score.score is None
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
