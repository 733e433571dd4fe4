"""What a cell of a sheet may hold, and how it is read: a number, a text, or a reason why not.

A workbook's cell holds more than text: an error (#N/A), a formula whose result was never
saved, a date, a number shown in percent. Each is kept as what it is until a column asks for
a number or a text; what cannot be one is refused, never guessed.
"""

from __future__ import annotations

import datetime
import unicodedata
from dataclasses import dataclass

from gxd_teach.errors import GxdError
from gxd_teach.numerals import read_number

__all__ = [
    "CellError",
    "MergedAway",
    "Percent",
    "Uncached",
    "cell_number",
    "cell_percent",
    "cell_text",
    "is_blank",
]


@dataclass(frozen=True)
class CellError:
    """An error value, such as ``#N/A`` or ``#DIV/0!``."""

    text: str


@dataclass(frozen=True)
class Uncached:
    """A formula without a saved result: the file was never calculated by a spreadsheet."""

    formula: str


@dataclass(frozen=True)
class MergedAway:
    """A cell covered by a merge where carrying the value down would be a guess."""

    lead: str


@dataclass(frozen=True)
class Percent:
    """A number that the sheet shows in percent: 0.4 is shown, and meant, as 40 %."""

    fraction: float

    @property
    def percent(self) -> float:
        """The number as shown, without the dust of binary arithmetic: 7, not 7.000000000000001."""
        return float(f"{self.fraction * 100:.15g}")


def is_blank(value: object) -> bool:
    """Whether a cell holds nothing: None, or one of pandas' blanks (NaN, NA, NaT).

    >>> is_blank(None), is_blank(float("nan")), is_blank(0)
    (True, True, False)
    """
    if value is None or type(value).__name__ in {"NAType", "NaTType"}:
        return True
    return isinstance(value, float) and value != value


def cell_text(value: object) -> str:
    """A cell as text without the blanks around it; a date as 2025-04-01; blank as "".

    GXD-I014 for a formula without a result, GXD-I015 for an error value, GXD-I019 for a
    merged amount, GXD-I022 for text that a wrong encoding destroyed before it came here.

    >>> cell_text("  kg "), cell_text(12), cell_text(None)
    ('kg', '12', '')
    """
    _refuse_flaw(value)
    if is_blank(value):
        return ""
    if isinstance(value, Percent):
        return f"{value.percent:g}%"
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    text = str(value).strip()
    if "\ufffd" in text:
        raise GxdError(
            "GXD-I022",
            f"「{text}」は文字化けしています。元のファイルから書き直してください",
            f"'{text}' lost characters in another program: write it again from the original",
        )
    return text


def cell_number(value: object) -> float:
    """A cell as a plain number; GXD-I016 for a date, GXD-I017 for a percentage, else GXD-N….

    >>> cell_number("12.5"), cell_number(3)
    (12.5, 3.0)
    """
    _refuse_flaw(value)
    if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
        raise GxdError(
            "GXD-I016",
            f"日付・時刻({cell_text(value)})になっています。数値を入れ、表示形式を「標準」にしてください",
            f"is a date or time ({cell_text(value)}): enter a number and format the cell as General",
        )
    if isinstance(value, Percent):
        raise GxdError(
            "GXD-I017",
            f"表示形式が % です({value.percent:g} %)。{value.fraction:g} のように % なしで入れてください",
            f"is formatted in percent ({value.percent:g} %): enter a plain number",
        )
    return read_number(value)


def cell_percent(value: object) -> float:
    """A cell of a column that is in percent: 40, "40", "40 %" and a cell shown as 40 % are 40.

    >>> cell_percent("40 %"), cell_percent(Percent(0.4)), cell_percent(40)
    (40.0, 40.0, 40.0)
    """
    if isinstance(value, Percent):
        return value.percent
    if isinstance(value, str) and unicodedata.normalize("NFKC", value).rstrip().endswith("%"):
        value = value.rstrip()[:-1]
    return cell_number(value)


def _refuse_flaw(value: object) -> None:
    if isinstance(value, CellError):
        raise GxdError(
            "GXD-I015",
            f"エラー値 {value.text} です。参照先の式を直してください",
            f"holds the error {value.text}: put right what the formula refers to",
        )
    if isinstance(value, MergedAway):
        raise GxdError(
            "GXD-I019",
            f"{value.lead} と結合されています。どの行の数量か決められないので、結合を解いて行ごとに"
            "書いてください",
            f"is merged with {value.lead}: undo the merge and write one amount a row",
        )
    if isinstance(value, Uncached):
        raise GxdError(
            "GXD-I014",
            f"式({value.formula[:40]})の計算結果が保存されていません。"
            "Excel で開いて上書き保存するか、値を入れてください",
            f"the formula ({value.formula[:40]}) has no saved result: open the file in a "
            "spreadsheet and save it, or enter the value",
        )
