"""A sheet of footprints becomes records, or a list of cells to put right."""

from __future__ import annotations

import csv
import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from gxd_teach import datasets
from gxd_teach.errors import GxdError, ProblemsError
from gxd_teach.techspec.convert.sheet import sheet_to_records
from gxd_teach.techspec.convert.sheet_template import template_csv, template_excel

FILL = {"created": "2026-05-01T00:00:00Z"}


def sheet(folder: Path, *changes: tuple[int, str, str], encoding: str = "utf-8") -> Path:
    """The template as CSV with cells changed: (row from 0, heading, text)."""
    rows = list(csv.DictReader(io.StringIO(template_csv())))
    for number, heading, text in changes:
        rows[number][heading] = text
    path = folder / "fict.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def problems(path: Path) -> list[tuple[str, str]]:
    """What is wrong with a sheet: (cell, code)."""
    with pytest.raises(ProblemsError) as caught:
        sheet_to_records(path, fill=FILL)
    return [(one.where, one.code) for one in caught.value.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_the_template_reads_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    """As Japanese spreadsheets save it."""
    case, liquid = sheet_to_records(sheet(tmp_path, encoding=encoding), fill=FILL)
    assert case.record.pcf.pcfExcludingBiogenicUptake == Decimal("12.34")
    assert case.record.pcf.declaredUnitOfMeasurement == "piece"
    assert liquid.record.pcf.declaredUnitAmount == 12
    assert liquid.record.pcf.crossSectoralStandards == ("ISO14067", "GHGP-Product")
    assert case.record.pcf.geographyCountry == "JP"


def test_csv_and_excel_say_the_same(tmp_path: Path) -> None:
    """The template's two files make the same records."""
    book = tmp_path / "fict.xlsx"
    book.write_bytes(template_excel())
    from_book = [one.record for one in sheet_to_records(book, fill=FILL)]
    from_text = [one.record for one in sheet_to_records(sheet(tmp_path), fill=FILL)]
    assert [one.pcf for one in from_book] == [one.pcf for one in from_text]


def test_the_last_day_counts(tmp_path: Path) -> None:
    """People write the last day of a period; PACT's end is the moment after it."""
    record = sheet_to_records(sheet(tmp_path), fill=FILL)[0].record
    assert record.pcf.referencePeriodEnd.isoformat() == "2026-04-01T00:00:00+00:00"


def test_every_wrong_cell_is_named_at_once(tmp_path: Path) -> None:
    """By sheet and cell, in one go."""
    path = sheet(
        tmp_path,
        (0, "CFP 吸収を除く(kg-CO2e)", "１２"),
        (0, "会社の識別子", "4912"),
        (0, "宣言単位", "箱入"),
        (1, "対象期間の最終日", "3月"),
        (1, "製品名", ""),
        (1, "一次データ比率(%)", "1,5"),
    )
    assert set(problems(path)) == {
        ("fict!J2", "GXD-N002"), ("fict!F2", "GXD-R008"), ("fict!H2", "GXD-R016"),
        ("fict!S3", "GXD-R165"), ("fict!A3", "GXD-R162"), ("fict!U3", "GXD-N003"),
    }  # fmt: skip


def test_totals_that_are_not_the_sum_of_their_parts_are_found(tmp_path: Path) -> None:
    """Including is excluding plus uptake."""
    path = sheet(tmp_path, (0, "CFP 吸収を含む(kg-CO2e)", "5"))
    assert problems(path) == [("fict!K2", "GXD-R032")]


def test_a_column_that_is_not_there_is_asked_for_once(tmp_path: Path) -> None:
    """Not once a row; `fill` may hold it for all rows."""
    path = tmp_path / "fict.csv"
    rows = list(csv.reader(io.StringIO(template_csv())))
    gone = rows[0].index("準拠した規格")
    path.write_text("\n".join(",".join(row[:gone] + row[gone + 1 :]) for row in rows), "utf-8")
    assert problems(path) == [("fict", "GXD-R163")]
    fill = FILL | {"pcf": {"crossSectoralStandards": ["ISO14067"]}}
    assert len(sheet_to_records(path, fill=fill)) == 2


def test_titles_totals_and_blank_rows_are_passed_over(tmp_path: Path) -> None:
    """As people lay out their sheets."""
    heading, first, second = template_csv().splitlines()
    path = tmp_path / "fict.csv"
    total = "合計" + "," * 9 + "15.94"
    path.write_text(
        "\n".join(["フットプリント一覧", "", heading, first, "", second, total]), "utf-8"
    )
    assert len(sheet_to_records(path, fill=FILL)) == 2


def test_the_same_row_makes_the_same_record_and_a_changed_one_another(tmp_path: Path) -> None:
    """A v3 record never changes: other numbers are another id."""
    first = sheet_to_records(sheet(tmp_path), fill=FILL)[0].record
    again = sheet_to_records(sheet(tmp_path), fill=FILL)[0].record
    other = sheet_to_records(sheet(tmp_path, (0, "CFP 吸収を除く(kg-CO2e)", "12.35")), fill=FILL)[
        0
    ].record
    assert first.to_json() == again.to_json()
    assert other.id != first.id


def test_v2_records_can_be_had_too(tmp_path: Path) -> None:
    """By the same conversion, with its losses: 3.6 kg for 12 liter are 0.3 a liter."""
    liquid = sheet_to_records(sheet(tmp_path), fill=FILL, version="2.3")[1]
    assert liquid.record.pcf.pCfExcludingBiogenic == Decimal("0.3")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "GXD-R160"),
        (b"a,b\n1,2\n", "GXD-R160"),
        (b"%PDF-1.7", "GXD-I010"),
        ("製品名,CFP\n".encode(), "GXD-R166"),
        ("製品名,CFP,CFP(kg-CO2e)\nx,1,2\n".encode(), "GXD-R161"),
    ],
)
def test_a_file_that_is_no_such_sheet_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    """With the reason, not a traceback."""
    path = tmp_path / "fict.csv"
    path.write_bytes(content)
    with pytest.raises(GxdError) as caught:
        sheet_to_records(path)
    assert caught.value.code == code


def test_the_template_filled_in_leaves_nothing_to_find(tmp_path: Path) -> None:
    """Who fills in every column that applies gets records without any finding of the lint."""
    from gxd_teach.techspec.lint.check import lint_record

    for one in sheet_to_records(sheet(tmp_path)):
        assert list(lint_record(one.to_json()).findings) == []


@pytest.mark.parametrize(
    ("written", "read"),
    [("はい", True), ("いいえ", False), ("TRUE", True), ("false", False), ("○", True),
     ("×", False), (" yes ", True), ("含まない", False), ("", None)],
)  # fmt: skip
def test_yes_and_no_as_people_write_them(tmp_path: Path, written: str, read: bool | None) -> None:
    """Blank says nothing."""
    record = sheet_to_records(sheet(tmp_path, (0, "包装を含むか", written)), fill=FILL)[0].record
    assert record.pcf.packagingEmissionsIncluded is read


def test_what_is_neither_yes_nor_no_is_named(tmp_path: Path) -> None:
    """A guess would be a statement to a customer."""
    assert problems(sheet(tmp_path, (0, "包装を含むか", "たぶん"))) == [("fict!AE2", "GXD-R168")]


def test_the_files_for_learners_are_in_step_with_the_script() -> None:
    """datasets/footprint-template.*: the text to the byte, and every part of the workbook."""

    def parts(content: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return {name: package.read(name) for name in package.namelist()}

    folder = datasets.folder()
    assert (folder / "footprint-template.csv").read_bytes() == template_csv().encode()
    committed = (folder / "footprint-template.xlsx").read_bytes()
    assert parts(committed) == parts(template_excel())
