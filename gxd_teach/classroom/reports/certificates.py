"""Records of completion: a PDF for everyone who completed the course, and who did not and why.

A record says that somebody *completed* a course (修了); it attests no qualification. Its number
can be checked by `gxd class verify`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gxd_teach.classroom.course import Course
from gxd_teach.classroom.reports.class_book import read_class
from gxd_teach.classroom.reports.completion import (
    ATTENDANCE_PERCENT,
    PASS_PERCENT,
    Completion,
    completions,
    counted,
)
from gxd_teach.classroom.reports.lettering import drawing, new_figure, unwritable
from gxd_teach.classroom.reports.roster_details import attendance_percent, details
from gxd_teach.classroom.reports.safe_csv import write_csv
from gxd_teach.classroom.reports.verification import verification_number
from gxd_teach.errors import GxdError
from gxd_teach.files import write_whole_bytes
from gxd_teach.language import Text, current, say

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

__all__ = ["Issued", "Record", "certificates", "course_title", "draw_record"]

A4 = (11.69, 8.27)  # inches, landscape
_INK, _SOFT = "#1d2733", "#566373"


@dataclass(frozen=True)
class Record:
    """What stands on a record; `hours` and `issuer` where they were given."""

    name: str
    course: str
    edition: str
    day: date
    number: str
    hours: float | None = None
    issuer: str = ""


@dataclass(frozen=True)
class Issued:
    """One person: the record's file and number, or the reasons why there is none."""

    completion: Completion
    file: Path | None = None
    number: str = ""
    reasons: tuple[Text, ...] = ()

    def __str__(self) -> str:
        who = f"{self.completion.participant} {self.completion.name}"
        if self.file is not None:
            return f"{who}: {self.file}"
        return f"{who}: {say('修了していません', 'not completed')}: {'; '.join(map(str, self.reasons))}"


def course_title(course: Course) -> str:
    """The course's title, as its book has it in _config.yml."""
    found = re.search(
        r"^title:\s*(.+?)\s*$",
        (course.root / "_config.yml").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    return found[1].strip("'\"") if found else course.root.name


def certificates(
    course: Course,
    names: Sequence[str] | None = None,
    *,
    day: date | None = None,
    pass_percent: float = PASS_PERCENT,
    least_attendance: float | None = None,
    roster: Path | None = None,
    title: str | None = None,
    hours: float | None = None,
    issuer: str = "",
    out: Path | None = None,
) -> list[Issued]:
    """Write a record for everyone on the roster who completed; everyone, with file or reasons.

    `pass_percent` and `least_attendance` are percentages; attendance counts only where the
    latter is given. `day` is the date on the records (today's unless given). A list of all,
    `certificates.csv`, lies beside the PDFs; a record of somebody who no longer completes is taken
    away. GXD-C082 where nothing was graded, GXD-C132 attendance that no roster has, GXD-C150 a
    pass mark that is no percentage, GXD-C151 hours that are no positive number.
    """
    if hours is not None and not 0 < hours < 10_000:
        raise GxdError("GXD-C151", f"時間 {hours:g} は正の数ではありません", f"{hours:g} hours is no positive number")  # fmt: skip
    book = read_class(course, names)
    if not counted(book) or not book.papers:
        raise GxdError(
            "GXD-C082",
            "採点の済んだ提出がありません。先に gxd class grade を実行してください",
            "nothing has been graded: run gxd class grade first",
        )
    attendance = None
    if least_attendance is not None:
        attendance = attendance_percent(details(course, roster))
    found = completions(
        book, pass_percent=pass_percent, attendance=attendance,
        least_attendance=ATTENDANCE_PERCENT if least_attendance is None else least_attendance,
    )  # fmt: skip
    day = day or date.today()
    folder = out or course.grading / "certificates"
    on_roster, secret = course.roster(), course.secret()
    issued = []
    for one in found:
        file = folder / f"{one.participant}.pdf"
        reasons = (*one.reasons, *_unfit(one, one.participant in on_roster))
        if reasons:
            file.unlink(missing_ok=True)
            issued.append(Issued(one, reasons=reasons))
            continue
        number = verification_number(secret, course.edition, one.participant, day)
        record = Record(one.name, title or course_title(course), course.edition, day, number, hours, issuer)  # fmt: skip
        write_whole_bytes(file, draw_record(record))
        issued.append(Issued(one, file, number))
    _list(folder, issued, day)
    return issued


def _unfit(one: Completion, on_roster: bool) -> list[Text]:
    if not on_roster:
        return [Text("名簿にない人です", "is not on the roster")]
    if missing := unwritable(one.name):
        return [Text(f"名前の「{missing}」を書ける文字がフォントにありません。名簿の名前を書き換えてください",
                     f"the font lacks '{missing}' of the name: spell it otherwise on the roster")]  # fmt: skip
    return []


def _list(folder: Path, issued: Sequence[Issued], day: date) -> None:
    rows = [
        (
            one.completion.participant, one.completion.name, one.file is not None,
            round(one.completion.percent, 2), day.isoformat() if one.file else "", one.number,
            "; ".join(map(str, one.reasons)),
        )
        for one in issued
    ]  # fmt: skip
    headings = ("id", "name", "completed", "percent", "date", "number", "why_not")
    write_csv(folder / "certificates.csv", headings, rows)


def draw_record(record: Record) -> bytes:
    """The record as a PDF: A4 landscape, its letters embedded; the same record is the same file."""
    import io

    buffer = io.BytesIO()
    with drawing():
        figure = _drawn(record)
        told = {
            "Title": f"{say('修了証', 'Record of completion')}: {record.name}",
            "Subject": record.course, "Keywords": record.number, "CreationDate": None,
        }  # fmt: skip
        figure.savefig(buffer, format="pdf", metadata=told)
    return buffer.getvalue()


def _drawn(record: Record) -> Figure:
    from matplotlib.patches import Rectangle

    figure = new_figure(*A4)
    for inset, width in ((0.036, 1.4), (0.043, 0.5)):
        across = inset * A4[1] / A4[0]
        figure.add_artist(
            Rectangle((across, inset), 1 - 2 * across, 1 - 2 * inset, fill=False,
                      edgecolor=_INK, linewidth=width, transform=figure.transFigure)
        )  # fmt: skip

    def write(y: float, text: str, size: float, colour: str = _INK, wide: float = 0.8) -> None:
        made = figure.text(0.5, y, text, ha="center", va="center", fontsize=size, color=colour)
        box = made.get_window_extent(figure.canvas.get_renderer())  # type: ignore[attr-defined]
        room = wide * figure.bbox.width
        if box.width > room:  # a long name is written smaller, never cut
            made.set_fontsize(size * room / box.width)

    from matplotlib.backends.backend_agg import FigureCanvasAgg

    FigureCanvasAgg(figure)  # measures the letters
    write(0.795, say("修 了 証", "Record of Completion"), 34)
    write(0.60, say(f"{record.name} 様", record.name), 30)
    figure.add_artist(_rule(0.545))
    write(0.475, say("上の方は、次の講座を修了しました。", "has completed the course"), 14)
    write(0.395, record.course, 20)
    hours = [say(f"{record.hours:g} 時間", f"{record.hours:g} hours")] if record.hours else []
    edition = say(f"{record.edition} 版", f"edition {record.edition}")
    write(0.335, " · ".join([edition, *hours]), 12, _SOFT)
    write(0.235, _day(record.day), 13)
    if record.issuer:
        write(0.19, record.issuer, 13)
    write(0.118, say(f"確認番号 {record.number}", f"Number {record.number}"), 9.5, _SOFT)
    note = say("講座を終えたことを示すもので、資格ではありません。番号は開催者が確認できます。",
               "It states that the course was completed and attests no qualification. "
               "The organiser can check the number.")  # fmt: skip
    write(0.088, note, 8.5, _SOFT)
    return figure


def _rule(y: float) -> Line2D:
    from matplotlib.lines import Line2D

    return Line2D((0.28, 0.72), (y, y), color=_SOFT, linewidth=0.7)


def _day(day: date) -> str:
    if current() == "ja":
        return f"{day.year} 年 {day.month} 月 {day.day} 日"
    return day.isoformat()
