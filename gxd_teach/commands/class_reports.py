"""`gxd class`: report, feedback, export, certificates, verify, questionnaire, pretest, posttest.

Each function gives its subcommand's parser its options; no logic lives here.
"""

from __future__ import annotations

import argparse
import os
from datetime import date
from pathlib import Path

from gxd_teach.commands.options import course_option
from gxd_teach.language import say

__all__ = [
    "add_certificates",
    "add_export",
    "add_feedback",
    "add_phase_test",
    "add_questionnaire",
    "add_report",
    "add_verify",
]


def _names(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "names", nargs="*", help=say("課題(省くと全部)", "assignments (default: all)")
    )


def _language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--language", choices=("ja", "en"), help=say("作るものの言語(既定は GXD_LANG)", "language of what is made (default: GXD_LANG)")
    )  # fmt: skip


def _speak(options: argparse.Namespace) -> None:
    if options.language:
        os.environ["GXD_LANG"] = options.language


def _excel(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--excel", action="store_true", help=say("CSV を Excel で開けるようにする(BOM 付き)", "mark the CSV for Excel (BOM)")
    )  # fmt: skip


def add_feedback(parser: argparse.ArgumentParser) -> None:
    """Give `gxd class feedback` its options."""
    course_option(parser)
    _names(parser)
    _language(parser)
    parser.add_argument(
        "--with-nbgrader", action="store_true",
        help=say("nbgrader の形(ノートブックと出力)で作る", "nbgrader's own pages: the notebook with its outputs"),
    )  # fmt: skip

    def run(options: argparse.Namespace) -> None:
        from gxd_teach.classroom.course import Course
        from gxd_teach.classroom.feedback import feedback

        _speak(options)
        course = Course.at(options.course)
        for page in feedback(course, options.names or None, with_nbgrader=options.with_nbgrader):
            print(page)

    parser.set_defaults(run=run)


def add_report(parser: argparse.ArgumentParser) -> None:
    """Give `gxd class report` its options."""
    course_option(parser)
    _names(parser)
    _language(parser)
    _excel(parser)
    parser.add_argument("--out", type=Path, metavar="DIR", help=say("書き出す先(既定 _grading/report)", "where to (default: _grading/report)"))  # fmt: skip
    parser.add_argument("--pass", dest="pass_percent", type=float, default=70.0, metavar="PERCENT",
                        help=say("修了の目安(%%、既定 70)", "pass mark in %% (70)"))  # fmt: skip

    def run(options: argparse.Namespace) -> None:
        from gxd_teach.classroom.course import Course
        from gxd_teach.classroom.reports.class_report import gather, write_report

        _speak(options)
        course = Course.at(options.course)
        report = gather(course, options.names or None, pass_percent=options.pass_percent)
        print(report)
        print(write_report(report, options.out or course.grading / "report", excel=options.excel))

    parser.set_defaults(run=run)


def add_export(parser: argparse.ArgumentParser) -> None:
    """Give `gxd class export` its options."""
    course_option(parser)
    _names(parser)
    _excel(parser)
    parser.add_argument("--format", required=True, choices=("nbgrader-csv", "moodle", "lms", "json"),
                        help=say("書き出す形式", "which format"))  # fmt: skip
    parser.add_argument("--to", type=Path, metavar="FILE", help=say("書き出す先(既定 _grading/export/)", "where to (default: in _grading/export/)"))  # fmt: skip
    parser.add_argument("--identifier", choices=("id", "email", "username"), default="id",
                        help=say("Moodle が人を見分ける列(既定 id)", "the column by which Moodle knows a person (id)"))  # fmt: skip
    _roster(parser)

    def run(options: argparse.Namespace) -> None:
        from gxd_teach.classroom.course import Course
        from gxd_teach.classroom.reports.exports import export

        print(
            export(
                Course.at(options.course), options.format, options.names or None, to=options.to,
                identifier=options.identifier, roster=options.roster, excel=options.excel,
            )
        )  # fmt: skip

    parser.set_defaults(run=run)


def _roster(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--roster", type=Path, metavar="CSV", help=say(
        "email, username, attendance の列のある名簿(既定はクラスの名簿)",
        "a roster with columns email, username, attendance (default: the class's own)"))  # fmt: skip


def add_certificates(parser: argparse.ArgumentParser) -> None:
    """Give `gxd class certificates` its options."""
    course_option(parser)
    _names(parser)
    _language(parser)
    _roster(parser)
    parser.add_argument("--pass", dest="pass_percent", type=float, default=70.0, metavar="PERCENT",
                        help=say("修了に要る得点(%%、既定 70)", "score it takes, in %% (70)"))  # fmt: skip
    parser.add_argument("--attendance", type=float, nargs="?", const=80.0, metavar="PERCENT",
                        help=say("出席も条件にする(%%、既定 80)", "ask for attendance too, in %% (80)"))  # fmt: skip
    parser.add_argument("--date", type=date.fromisoformat, metavar="YYYY-MM-DD",
                        help=say("修了証の日付(既定は今日)", "the date on it (today)"))  # fmt: skip
    parser.add_argument("--title", help=say("講座の名前(既定はテキストの題)", "the course's name (default: the book's title)"))  # fmt: skip
    parser.add_argument("--hours", type=float, help=say("講座の時間数", "how many hours it took"))
    parser.add_argument("--issuer", default="", help=say("発行者の名前", "who issues it"))
    parser.add_argument("--out", type=Path, metavar="DIR", help=say("書き出す先(既定 _grading/certificates)", "where to (default: _grading/certificates)"))  # fmt: skip

    def run(options: argparse.Namespace) -> None:
        from gxd_teach.classroom.course import Course
        from gxd_teach.classroom.reports.certificates import certificates

        _speak(options)
        for one in certificates(
            Course.at(options.course), options.names or None, day=options.date,
            pass_percent=options.pass_percent, least_attendance=options.attendance,
            roster=options.roster, title=options.title, hours=options.hours,
            issuer=options.issuer, out=options.out,
        ):  # fmt: skip
            print(one)

    parser.set_defaults(run=run)


def add_verify(parser: argparse.ArgumentParser) -> None:
    """Give `gxd class verify` its options."""
    course_option(parser)
    parser.add_argument("number", help=say("修了証の確認番号", "the number on the record"))

    def run(options: argparse.Namespace) -> int:
        from gxd_teach.classroom.course import Course
        from gxd_teach.classroom.reports.verification import verify

        found = verify(Course.at(options.course), options.number)
        if found is None:
            print(say("この番号は、このクラスで発行したものではありません", "this number was not issued by this class"))  # fmt: skip
            return 1
        person, edition, day = found
        print(f"{person.id}  {person.name}  {edition}  {day.isoformat()}")
        return 0

    parser.set_defaults(run=run)


def add_questionnaire(parser: argparse.ArgumentParser) -> None:
    """Give `gxd class questionnaire` its options."""
    course_option(parser)
    parser.add_argument("file", type=Path, metavar="FILE.csv", help=say(
        "列 question, answer(1〜5 か文章)、あれば id。Google や Microsoft のフォームの CSV はそのまま",
        "columns question, answer (1 to 5, or text), id if asked; a form's CSV as Google or Microsoft give it"))  # fmt: skip

    def run(options: argparse.Namespace) -> None:
        from gxd_teach.classroom.course import Course
        from gxd_teach.classroom.reports.questionnaire import take_in

        print(take_in(Course.at(options.course), options.file))

    parser.set_defaults(run=run)


def add_phase_test(parser: argparse.ArgumentParser, phase: str) -> None:
    """Give `gxd class pretest` (phase "pre") or `posttest` ("post") its options."""
    course_option(parser)
    parser.add_argument(
        "name", help=say("元になる課題", "the assignment whose questions are asked")
    )

    def run(options: argparse.Namespace) -> None:
        from gxd_teach.classroom.course import Course
        from gxd_teach.classroom.reports.phases import make_phase

        print(make_phase(Course.at(options.course), options.name, phase))

    parser.set_defaults(run=run)
