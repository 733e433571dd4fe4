"""An activity sheet as people have it, in Excel or CSV, becomes an inventory or a list of repairs."""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pandas
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl.styles import PatternFill

from gxd_teach import datasets
from gxd_teach.errors import GxdError, ProblemsError
from gxd_teach.framework import EmissionFactor, EmissionFactors, Footprint, Inventory
from gxd_teach.framework.report import calc_file
from gxd_teach.framework.sheets import import_sheet as importing
from gxd_teach.framework.sheets import template, text_table, workbook
from gxd_teach.framework.sheets.columns import ActivityColumns
from gxd_teach.framework.sheets.import_sheet import import_sheet

HEADINGS = ["項目", "段階", "数量", "単位", "排出係数", "係数の単位", "データ種別"]
AL = ["アルミ板", "原材料調達", 1.2, "kg", 8.0, "kg-CO2e/kg", "一次"]
POWER = ["電力", "製造", 5, "kWh", "ELEC-JP-AVERAGE-FY2024", None, "一次"]
BY_HAND = 1.2 * 8.0 + 5 * 0.423  # kg CO2e of the two rows


@pytest.fixture
def book(tmp_path):
    """Write rows into an .xlsx and give its path; `change` works on the sheet before saving."""

    def write(*rows, change=None, title="Sheet1") -> Path:
        made = openpyxl.Workbook()
        sheet = made.active
        sheet.title = title
        for row in rows:
            sheet.append(list(row))
        if change:
            change(sheet)
        path = tmp_path / "表.xlsx"
        made.save(path)
        return path

    return write


def csv_of(*rows, delimiter=",") -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return buffer.getvalue()


@pytest.fixture
def text(tmp_path):
    """Write bytes or text into a .csv and give its path."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "表.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def problems(path: Path, **options) -> list[tuple[str, str]]:
    """Code and place of everything refused."""
    with pytest.raises(ProblemsError) as caught:
        import_sheet(path, **options)
    return [(problem.code, problem.where) for problem in caught.value.problems]


def total(path: Path, **options) -> float:
    return Inventory.from_file(path, **options).footprint().total_kg_co2e


def with_formula(path: Path, cell: str, formula: str, saved: str | None, kind: str = "") -> Path:
    """Turn a cell into a formula, with the result a spreadsheet saved for it (or none)."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = "xl/worksheets/sheet1.xml"
    value = "" if saved is None else f"<v>{saved}</v>"
    fresh = f'<c r="{cell}"{kind}><f>{formula}</f>{value}</c>'
    made, count = re.subn(
        rf'<c r="{cell}"[^>]*?(/>|>.*?</c>)', fresh, parts[name].decode(), flags=re.DOTALL
    )
    assert count == 1
    parts[name] = made.encode()
    with zipfile.ZipFile(path, "w") as package:
        for part, content in parts.items():
            package.writestr(part, content)
    return path


class TestSheetsAsTheyAre:
    """What people's sheets look like is understood."""

    def test_the_plain_sheet(self, book):
        """Two rows: 1.2 kg x 8.0 + 5 kWh x 0.423 = 11.715 kg."""
        assert total(book(HEADINGS, AL, POWER)) == pytest.approx(BY_HAND, rel=1e-12)
        assert round(BY_HAND, 3) == 11.715

    def test_titles_blank_rows_totals_and_notes_are_no_activities(self, book):
        """Only the rows with amounts and factors count; the notes passed over are told."""
        path = book(
            ["CO2 排出量 算定シート"],
            [None, "作成: 環境部"],
            [],
            HEADINGS,
            ["【材料】"],
            AL,
            ["小計", None, 1.2, "kg"],
            [],
            POWER,
            ["合計", None, None, None, None, None, None, 11.715],
            [],
            ["数値は 2025 年度の実績による"],
            change=lambda sheet: sheet.merge_cells("A1:G1"),
        )
        inventory = Inventory.from_file(path)
        assert [row.flow for row in inventory.activities] == ["アルミ板", "電力"]
        assert len(inventory.notices) == 1
        for word in ("5 行目", "【材料】", "12 行目", "2025 年度の実績"):
            assert word in inventory.notices[0]
        assert inventory.notices[0] in inventory.footprint().cautions

    def test_an_incomplete_row_is_not_taken_for_a_note(self, book):
        """A flow without an amount among the data, or right below them, is reported."""
        path = book(HEADINGS, AL, ["樹脂"], POWER, ["塗料"])
        places = {where for _, where in problems(path)}
        assert {"Sheet1!C3", "Sheet1!E3", "Sheet1!C5"} <= places

    def test_columns_in_any_order_with_others_between(self, book):
        """The headings say what a column holds; a column of the sheet's owner is left alone."""
        order = [
            "No.",
            "データ種別",
            "係数の単位",
            "排出係数",
            "備考",
            "単位",
            "数量",
            "段階",
            "項目",
        ]
        row = [1, "一次", "kg-CO2e/kg", 8.0, "=内緒", "kg", 1.2, "原材料調達", "アルミ板"]
        path = book(order, [None if cell == "=内緒" else cell for cell in row])
        assert total(path) == pytest.approx(9.6)

    @pytest.mark.parametrize(
        "headings",
        [
            ["flow", "stage", "amount", "unit", "factor", "factor_unit", "data"],
            ["Flow", "Stage", "Amount", "Unit", "Emission factor", "Factor unit", "Data"],
            [
                "項目 (必須)",
                "段階",
                "活動量",
                "単 位",
                "排出\n係数",
                "排出係数の単位*",
                "データ種別",
            ],
            [
                "品名",
                "ライフサイクル段階",
                "使用量",
                "単位",
                "排出原単位",
                "原単位の単位",
                "データ区分",
            ],
            ["項目", "段階", "数量", "単位", "排出係数", "単位", "データ種別"],
        ],
    )
    def test_headings_in_either_language(self, book, headings):
        """Two columns 単位 each belong to the number they stand behind."""
        assert total(book(headings, AL)) == pytest.approx(9.6)

    def test_two_columns_that_could_be_meant_are_refused(self, book):
        """Which of 活動量 and 使用量 counts is for the sheet's owner to say."""
        path = book([*HEADINGS[:2], "活動量", *HEADINGS[3:], "使用量"], [*AL, 3])
        with pytest.raises(GxdError, match=r"GXD-I013.*活動量.*使用量"):
            import_sheet(path)

    def test_the_courses_own_heading_wins_over_a_synonym(self, book):
        """数量 is the amount, whatever else 使用量 may be for."""
        assert total(book([*HEADINGS, "使用量"], [*AL, 3])) == pytest.approx(9.6)

    def test_a_merged_flow_or_stage_counts_for_every_row_it_covers(self, book):
        """One cell 原材料調達 over two rows is the stage of both."""

        def merge(sheet):
            sheet.merge_cells("B2:B3")
            sheet.merge_cells("A2:A3")

        row = [None, None, 0.3, "kg", 2.0, "kg-CO2e/kg", "一次"]
        found = Inventory.from_file(book(HEADINGS, AL, row, POWER, change=merge)).activities
        assert [(a.flow, a.stage) for a in found[:2]] == [("アルミ板", "raw_material")] * 2

    def test_a_merged_amount_is_refused(self, book):
        """One amount over two rows may be either's or the sum of both."""
        row = ["樹脂", "原材料調達", None, "kg", 2.0, "kg-CO2e/kg", "一次"]
        path = book(HEADINGS, AL, row, change=lambda sheet: sheet.merge_cells("C2:C3"))
        assert problems(path) == [("GXD-I019", "Sheet1!C3")]

    def test_a_blank_row_under_a_merged_cell_is_blank(self, book):
        """A merge that reaches too far makes no activity."""
        path = book(HEADINGS, AL, change=lambda sheet: sheet.merge_cells("B2:B9"))
        assert len(Inventory.from_file(path).activities) == 1

    def test_hidden_rows_with_data_are_reported(self, book):
        """What nobody sees must not enter a footprint unnoticed, nor leave it."""

        def hide(sheet):
            sheet.row_dimensions[3].hidden = True

        path = book(HEADINGS, AL, POWER, change=hide)
        assert problems(path) == [("GXD-I018", "Sheet1!C3")]
        assert total(path, hidden_rows="include") == pytest.approx(BY_HAND)
        assert total(path, hidden_rows="skip") == pytest.approx(9.6)
        with pytest.raises(GxdError, match="GXD-I027"):
            import_sheet(path, hidden_rows="maybe")

    def test_numbers_stored_as_text_are_numbers(self, book):
        """Excel's green triangle does not matter."""
        assert total(book(HEADINGS, [*AL[:2], "1.2", "kg", "8.0", *AL[5:]])) == pytest.approx(9.6)

    def test_a_share_in_percent_is_a_share_in_percent(self, book):
        """40, 40 % as text, and 0.4 shown as 40 % all mean 40 %."""

        def shown_in_percent(sheet):
            sheet["H3"].number_format = "0.0%"

        rows = [[*AL, share] for share in (40, 0.4, "40 %", "４０％")]
        path = book([*HEADINGS, "係数の一次データ比率(%)"], *rows[:3], change=shown_in_percent)
        shares = [a.factor.primary_data_share for a in Inventory.from_file(path).activities]
        assert shares == [40, 40, 40]
        assert problems(book([*HEADINGS, "係数の一次データ比率"], rows[3])) == [
            ("GXD-N002", "Sheet1!H2")
        ]

    def test_dates_in_a_period_column_are_kept_as_dates(self, book):
        """Excel's date and a written month both stand in the period."""
        rows = [[*AL, datetime.datetime(2025, 4, 1)], [*POWER, "2025-05"]]
        found = Inventory.from_file(book([*HEADINGS, "期間"], *rows)).activities
        assert [row.period for row in found] == ["2025-04-01", "2025-05"]

    def test_process_supplier_and_source_travel_with_the_row(self, book):
        """What the sheet says about a row stays with its contribution."""
        more = ["工程", "サプライヤー", "係数の出典", "係数の年"]
        path = book([*HEADINGS, *more], [*AL, "プレス", "FICT アルミ製造", "回答書", "2024年度"])
        inventory = Inventory.from_file(path)
        part = inventory.footprint().contributions[0]
        assert (part.process, part.supplier, part.source) == ("プレス", "FICT アルミ製造", "回答書")
        assert inventory.activities[0].factor.year == 2024

    def test_the_block_above_says_what_was_calculated(self, book):
        """製品名, 宣言単位, mass and yield are read where they are not given."""
        path = book(
            ["製品名", "シャーシ", "宣言数量", 2, "宣言単位", "個"],
            ["製品の質量(kg)", 1.3, "良品率", "95 %"],
            HEADINGS,
            AL,
        )
        found = Inventory.from_file(path)
        assert (found.name, found.declared_amount, found.declared_unit) == ("シャーシ", 2, "piece")
        assert (found.product_mass_kg, found.yield_rate) == (1.3, 0.95)
        assert found.footprint().total_kg_co2e == pytest.approx(9.6 / 0.95)
        assert total(path, yield_rate=1.0) == pytest.approx(9.6)

    def test_a_yield_of_95_above_the_table_is_refused_by_its_cell(self, book):
        """95 is not a share; 95 % is."""
        assert problems(book(["良品率", 95], HEADINGS, AL)) == [("GXD-I008", "Sheet1!B1")]


class TestSeveralSheets:
    """Which sheet is read."""

    @pytest.fixture
    def path(self, tmp_path):
        made = openpyxl.Workbook()
        made.active.title = "表紙"
        for title, amount in (("7月", 1.2), ("8月", 2.4)):
            sheet = made.create_sheet(title)
            sheet.append(HEADINGS)
            sheet.append([*AL[:2], amount, *AL[3:]])
        made.create_sheet("空")
        made.save(tmp_path / "a.xlsx")
        return tmp_path / "a.xlsx"

    def test_the_first_with_the_headings_by_default(self, path):
        """A cover sheet is passed over."""
        assert total(path) == pytest.approx(9.6)

    def test_by_name(self, path):
        """The second month when it is asked for."""
        assert Inventory.from_file(path, "8月").footprint().total_kg_co2e == pytest.approx(19.2)

    def test_an_unknown_name_lists_the_sheets(self, path):
        """A typing slip is easy to put right."""
        with pytest.raises(GxdError, match=r"GXD-I012.*7月.*8月"):
            import_sheet(path, sheet="9月")

    def test_a_sheet_without_the_headings_says_which_are_missing(self, path):
        """Nothing is read from elsewhere in its place."""
        with pytest.raises(GxdError, match="GXD-I003"):
            import_sheet(path, sheet="空")

    def test_a_hidden_sheet_is_read_only_by_name(self, path):
        """Last year's copy, hidden, is not taken by accident."""
        made = openpyxl.load_workbook(path)
        made["7月"].sheet_state = "hidden"
        made.save(path)
        assert total(path) == pytest.approx(19.2)
        assert total(path, sheet="7月") == pytest.approx(9.6)

    def test_the_address_of_a_cell_is_what_the_name_box_takes(self, path):
        """A sheet name that begins with a digit stands in quotes."""
        made = openpyxl.load_workbook(path)
        made["7月"]["C2"] = "十"
        made.save(path)
        assert problems(path) == [("GXD-N004", "'7月'!C2")]


class TestWrongCells:
    """Every wrong cell is named by its address, all of them at once."""

    def test_all_at_once(self, book):
        """Five faults in three rows, in the order of the rows."""
        path = book(
            HEADINGS,
            ["アルミ板", "原材料調達", "１．２", "kg", 8.0, "kg-CO2e/kg", "一次"],
            [None, "製造", -5, "kWh", "ELEC-JP-AVERAGE-FY2024", None, "たぶん"],
            ["樹脂", "原材料調達", 1, "L", 2.0, "kg-CO2e/kg", "二次"],
        )
        assert problems(path) == [
            ("GXD-N002", "Sheet1!C2"),
            ("GXD-I004", "Sheet1!A3"),
            ("GXD-I005", "Sheet1!C3"),
            ("GXD-I006", "Sheet1!G3"),
            ("GXD-U004", "Sheet1!D4"),
        ]

    @pytest.mark.parametrize(
        ("value", "form", "code"),
        [
            ("1,200", None, "GXD-N003"),
            ("12.5 kg", None, "GXD-N004"),
            ("未定", None, "GXD-N004"),
            (True, None, "GXD-N004"),
            (datetime.datetime(2025, 1, 2), "yyyy/m/d", "GXD-I016"),
            (datetime.time(1, 30), "h:mm", "GXD-I016"),
            (0.5, "0%", "GXD-I017"),
            ("#N/A", None, "GXD-I015"),
            ("#DIV/0!", None, "GXD-I015"),
            ("12\ufffd", None, "GXD-N004"),
        ],
    )
    def test_what_is_no_amount(self, book, value, form, code):
        """Each has a sentence of its own, at its cell."""

        def put(sheet):
            sheet["C2"] = value
            if form:
                sheet["C2"].number_format = form

        assert problems(book(HEADINGS, AL, change=put)) == [(code, "Sheet1!C2")]

    def test_a_percent_sign_in_quotes_is_no_percentage(self, book):
        """A number format may say '1.2 (% of what)' without meaning percent."""

        def put(sheet):
            sheet["C2"].number_format = '0.0" % 含有"'

        assert total(book(HEADINGS, AL, change=put)) == pytest.approx(9.6)

    def test_destroyed_characters_are_reported(self, book):
        """Text that another program spoiled is not passed on."""
        assert problems(book(HEADINGS, ["ア\ufffd板", *AL[1:]])) == [("GXD-I022", "Sheet1!A2")]

    def test_a_total_with_a_factor_would_count_twice(self, book):
        """小計 with a factor is asked about, not added."""
        path = book(HEADINGS, AL, ["小計", *AL[1:]])
        assert problems(path) == [("GXD-I020", "Sheet1!A3")]

    def test_a_thousand_problems_are_enough(self, text):
        """A shifted column is said once more, not a million times."""
        path = text(csv_of(HEADINGS, *[["x", "製造", "?", "kg", 1, "kg-CO2e/kg", "一次"]] * 3000))
        for fast in (True, False):
            found = problems(path, fast=fast)
            assert len(found) == 1001
            assert found[-1][0] == "GXD-I024"


class TestFormulas:
    """A formula counts by the result that the spreadsheet saved for it."""

    def test_the_saved_result_is_read(self, book):
        """=0.6*2 with 1.2 saved is 1.2."""
        path = with_formula(book(HEADINGS, AL), "C2", "0.6*2", "1.2")
        assert total(path) == pytest.approx(9.6)

    def test_a_formula_without_a_result_is_reported(self, book):
        """A file that no spreadsheet ever calculated holds no number there."""
        path = with_formula(book(HEADINGS, AL, POWER), "C2", "0.6*2", None)
        assert problems(path) == [("GXD-I014", "Sheet1!C2")]

    def test_a_formula_that_gives_an_empty_text_is_blank(self, book):
        """=IF(A3="","",…) down a form makes no rows."""
        path = book(HEADINGS, AL, [None, None, 0])
        path = with_formula(path, "C3", 'IF(A3="","",1)', "", ' t="str"')
        assert len(Inventory.from_file(path).activities) == 1

    def test_a_formula_in_a_column_of_the_owners_does_not_matter(self, book):
        """Only the columns that are read need results."""
        path = with_formula(book([*HEADINGS, "排出量"], [*AL, 1]), "H2", "C2*E2", None)
        assert total(path) == pytest.approx(9.6)

    def test_an_error_saved_by_a_formula_is_reported(self, book):
        """=VLOOKUP(…) that found nothing is named at its cell."""
        path = with_formula(book(HEADINGS, AL), "E2", "VLOOKUP(A2,X:Y,2,0)", "#N/A", ' t="e"')
        assert problems(path) == [("GXD-I015", "Sheet1!E2")]


ENCODINGS = ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "utf-16-be"]


class TestCsv:
    """The same sheet as text, in whatever encoding and delimiter a spreadsheet writes."""

    @pytest.mark.parametrize("encoding", ENCODINGS)
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_encodings_and_delimiters(self, text, encoding, delimiter):
        """Each decodes to the same two rows."""
        content = csv_of(["算定シート"], HEADINGS, AL, POWER, delimiter=delimiter)
        inventory = Inventory.from_file(text(content.encode(encoding)))
        assert [row.flow for row in inventory.activities] == ["アルミ板", "電力"]
        assert inventory.footprint().total_kg_co2e == pytest.approx(BY_HAND)

    def test_shift_jis_with_english_headings_needs_kana_to_be_known(self, text):
        """アルミ板 shows that it is Shift_JIS; 軽油 alone may be anything, and is asked about."""
        english = ["flow", "stage", "amount", "unit", "factor", "factor_unit", "data"]
        row = [*AL[:1], "production", *AL[2:6], "primary"]
        assert total(text(csv_of(english, row).encode("cp932"))) == pytest.approx(9.6)
        path = text(csv_of(english, ["軽油", *row[1:]]).encode("cp932"))
        with pytest.raises(GxdError, match="CSV UTF-8"):
            import_sheet(path)
        assert total(path, encoding="cp932") == pytest.approx(9.6)

    @pytest.mark.parametrize(
        ("flow", "encoding"),
        [("アルミ板", "euc-jp"), ("Blé moulé", "cp1252"), ("铝板", "gbk"), ("알루미늄", "euc-kr")],
    )
    def test_no_silent_mojibake(self, text, flow, encoding):
        """Another encoding that happens to decode as Shift_JIS is not taken for it."""
        english = ["flow", "stage", "amount", "unit", "factor", "factor_unit", "data"]
        row = [flow, "production", 1.2, "kg", 8, "kg-CO2e/kg", "primary"]
        with pytest.raises(GxdError, match="GXD-I002"):
            import_sheet(text(csv_of(english, row).encode(encoding)))

    def test_rows_count_as_the_spreadsheet_counts_them(self, text):
        """Blank lines count, and a line break inside a cell makes no new row."""
        rows = [["題\n名"], [], HEADINGS, [], ["ア\nルミ", *AL[1:]], [*AL[:2], "x", *AL[3:]]]
        assert problems(text(csv_of(*rows))) == [("GXD-N004", "6行目「数量」")]

    def test_a_comma_inside_a_number_that_shifts_the_columns_is_told(self, text):
        """1,200 without quotes is two cells; the row has one too many."""
        lines = [",".join(HEADINGS), "アルミ板,原材料調達,1,200,kg,8,kg-CO2e/kg,一次"]
        for fast in (True, False):
            assert problems(text("\n".join(lines)), fast=fast) == [("GXD-I021", "2行目")]

    def test_a_quote_that_is_never_closed_swallows_nothing(self, text):
        """The rest of the file would be one cell: it is refused, with the row."""
        content = csv_of(HEADINGS, AL) + '"樹脂,原材料調達,1,kg\n' + csv_of(POWER)
        for fast in (True, False):
            with pytest.raises(GxdError, match=r"GXD-I002.*3 行目"):
                import_sheet(text(content), fast=fast)

    def test_a_missing_heading_is_named(self, text):
        """The row that comes nearest is taken for the headings."""
        with pytest.raises(GxdError, match=r"GXD-I003.*排出係数"):
            import_sheet(text(csv_of(["題"], [*HEADINGS[:4], *HEADINGS[5:]])))

    def test_a_csv_has_no_sheets(self, text):
        """Asking for one is a slip worth telling."""
        with pytest.raises(GxdError, match="GXD-I012"):
            import_sheet(text(csv_of(HEADINGS, AL)), sheet="7月")


class TestOtherFiles:
    """A file that is no such sheet gets a sentence, whatever its name says."""

    @pytest.mark.parametrize(
        ("content", "code", "word"),
        [
            (workbook._OLE + b"\0" * 600, "GXD-I010", "xlsx"),
            (workbook._OLE + b"\0" * 600 + workbook._ENCRYPTED, "GXD-I010", "パスワード"),
            (b"%PDF-1.7 ...", "GXD-I010", "PDF"),
            (b"\xef\xbb\xbf<html><table><tr><td>", "GXD-I010", "HTML"),
            (b"PK\x03\x04 and then nothing", "GXD-I002", "壊れて"),
            (b"", "GXD-I001", "空"),
            (b"\xff\xfe", "GXD-I001", "空"),
            (b"\x00\x01\x02\x03\xff\xfe", "GXD-I002", "文字コード"),
        ],
    )
    def test_by_content(self, tmp_path, content, code, word):
        """An old .xls, a password, a PDF, HTML named .xls, a torn file."""
        path = tmp_path / "表.xlsx"
        path.write_bytes(content)
        with pytest.raises(GxdError) as caught:
            import_sheet(path)
        assert caught.value.code == code
        assert word in caught.value.ja

    @pytest.mark.parametrize(
        ("part", "word"), [("content.xml", ".ods"), ("xl/workbook.bin", ".xlsb"), ("word/document.xml", "ブックではありません")]
    )  # fmt: skip
    def test_other_packages(self, tmp_path, part, word):
        """OpenDocument, a binary workbook, a Word file."""
        path = tmp_path / "a.xlsx"
        with zipfile.ZipFile(path, "w") as package:
            package.writestr(part, "x")
        with pytest.raises(GxdError, match="GXD-I010") as caught:
            import_sheet(path)
        assert word in caught.value.ja

    def test_content_decides_not_the_name(self, tmp_path, book):
        """An .xlsx named .csv, and a CSV named .xlsx, are read."""
        moved = book(HEADINGS, AL).rename(tmp_path / "a.csv")
        assert total(moved) == pytest.approx(9.6)
        (tmp_path / "b.xlsx").write_text(csv_of(HEADINGS, AL), encoding="utf-8")
        assert total(tmp_path / "b.xlsx") == pytest.approx(9.6)

    def test_a_torn_workbook(self, book):
        """Half a file is no file."""
        path = book(HEADINGS, AL)
        path.write_bytes(path.read_bytes()[:-200])
        with pytest.raises(GxdError, match="GXD-I002"):
            import_sheet(path)

    @pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml"])
    def test_broken_xml_inside(self, book, part):
        """A part that is no XML is a damaged file, not a traceback."""
        path = book(HEADINGS, AL)
        with zipfile.ZipFile(path) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        parts[part] = parts[part][:80]
        with zipfile.ZipFile(path, "w") as package:
            for name, content in parts.items():
                package.writestr(name, content)
        with pytest.raises(GxdError, match="GXD-I002"):
            import_sheet(path)

    def test_a_zip_that_unpacks_to_too_much(self, book, monkeypatch):
        """The sizes a zip declares are added up before anything is unpacked."""
        path = book(HEADINGS, AL)
        monkeypatch.setattr(workbook, "MAX_UNPACKED_BYTES", 1000)
        with pytest.raises(GxdError, match="GXD-I011"):
            import_sheet(path)

    def test_entities_are_never_expanded(self, book):
        """XML with a document type is refused before it is read."""
        path = book(HEADINGS, AL)
        with zipfile.ZipFile(path) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        name = "xl/worksheets/sheet1.xml"
        parts[name] = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + parts[name]
        with zipfile.ZipFile(path, "w") as package:
            for part, content in parts.items():
                package.writestr(part, content)
        with pytest.raises(GxdError, match="GXD-I002"):
            import_sheet(path)

    def test_too_many_rows_or_bytes(self, book, text, monkeypatch):
        """There is a limit, and the way out is in the sentence."""
        monkeypatch.setattr(workbook, "MAX_ROWS", 2)
        with pytest.raises(GxdError, match=r"GXD-I011.*CSV"):
            import_sheet(book(HEADINGS, AL, POWER))
        monkeypatch.setattr(text_table, "MAX_TEXT_BYTES", 20)
        with pytest.raises(GxdError, match="GXD-I011"):
            import_sheet(text(csv_of(HEADINGS, AL)))

    def test_formatted_rows_far_below_do_not_matter(self, book):
        """Colour down to the last row of the sheet is not data."""

        def colour(sheet):
            sheet["A1048576"].fill = PatternFill("solid", fgColor="FFFF00")

        assert total(book(HEADINGS, AL, change=colour)) == pytest.approx(9.6)

    def test_a_folder_is_no_file(self, tmp_path):
        """Its name is in the sentence."""
        with pytest.raises(GxdError, match="GXD-I002"):
            import_sheet(tmp_path)


# What may stand in a cell, right and wrong; each column mostly right, so that rows often are.
_CELLS = (
    st.sampled_from(["アルミ板", "樹脂", " 樹脂", "合計", "小計", "※注", "", "電力,夜", '5" 管', "a\nb", "'=x"]),
    st.sampled_from(["製造", "原材料調達", "production", "検査", " 製造 ", "出荷輸送", "合計", ""]),
    st.sampled_from(["1.2", "0", " 5", "1e3", ".5", "-1", "１２", "1,200", "", "x", "1e999", "nan", "1_0"]),
    st.sampled_from(["kg", "t", " kg", "kWh", "", "foo", "ｋｇ"]),
    st.sampled_from(["8.0", "2", "FICT-RESIN", " FICT-RESIN", "FICT-RESIM", "", "-1", "2.0", "八", "1e400"]),
    st.sampled_from(["kg-CO2e/kg", "t-CO2e/t", "", "", "kg-CO2e/kWh", "kg"]),
    st.sampled_from(["一次", "二次", "Primary", "", "たぶん", "1次"]),
    st.sampled_from(["", "40", "40 %", "140", "abc", "0.5"]),
    st.sampled_from(["", "", "甲社", "乙社 "]),
)  # fmt: skip
_GOOD = st.tuples(
    st.sampled_from(["アルミ板", "樹脂", " 樹脂", '管 "A"', "a,b"]),
    st.sampled_from(["製造", "原材料調達", "検査", "出荷輸送"]),
    st.sampled_from(["1.2", "0", "5", "1e-3", " 7 "]),
    st.sampled_from(["kg", "t", "g"]),
    st.sampled_from(["8.0", "2", "0.5"]),
    st.sampled_from(["kg-CO2e/kg", "t-CO2e/t"]),
    st.sampled_from(["一次", "二次", "primary"]),
    st.sampled_from(["", "40", "25 %"]),
    st.sampled_from(["", "甲社"]),
)
_ROW = st.one_of(
    _GOOD, _GOOD, st.tuples(*_CELLS), st.just(("",) * 9), st.tuples(_CELLS[0], *[st.just("")] * 8)
)
_OWN_FACTORS = EmissionFactors.load().including(EmissionFactor("2.0", 3.0, "kg-CO2e/kg"))


def outcome(path: Path, fast: bool) -> tuple:
    """What an import gives: the activities and notices, or the problems, to the letter."""
    try:
        read = import_sheet(path, factors=_OWN_FACTORS, fast=fast)
    except ProblemsError as error:
        return tuple(str(problem) for problem in error.problems)
    except GxdError as error:
        return (str(error),)
    return tuple(read.activities), read.header, read.notices


class TestFastAndSlow:
    """The vectorised reader gives what the cell-by-cell reader gives, right or wrong."""

    @settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        rows=st.lists(_ROW, max_size=12),
        delimiter=st.sampled_from([",", ";", "\t"]),
        ending=st.sampled_from(["\n", "\r\n"]),
        quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    )
    @example(rows=[("",) * 9], delimiter=",", ending="\n", quoting=csv.QUOTE_MINIMAL)
    def test_the_same_inventory_or_the_same_problems(
        self, tmp_path, rows, delimiter, ending, quoting
    ):
        """Rows right and wrong, blank, totals and notes, in any mixture."""
        path = tmp_path / "a.csv"
        head = [*HEADINGS, "係数の一次データ比率", "サプライヤー"]
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=delimiter, lineterminator=ending, quoting=quoting)
            writer.writerows([["題"], head, *rows])
        assert outcome(path, fast=True) == outcome(path, fast=False)

    @settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(body=st.text(alphabet='"",\n\r a1製\t\0', max_size=40))
    def test_the_same_for_any_text_at_all(self, tmp_path, body):
        """Quotes, line ends and commas in the wrong places."""
        path = tmp_path / "a.csv"
        good = "アルミ板,製造,1,kg,8,kg-CO2e/kg,一次\n"
        path.write_bytes((",".join(HEADINGS) + "\n" + good + body).encode())
        assert outcome(path, fast=True) == outcome(path, fast=False)

    @settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(rows=st.lists(_GOOD, min_size=1, max_size=30), rate=st.floats(0.1, 1))
    def test_a_footprint_in_columns_is_a_footprint(self, tmp_path, rows, rate):
        """Totals, shares, stages, suppliers, hot spots and cautions do not depend on the form."""
        path = tmp_path / "a.csv"
        head = [*HEADINGS, "係数の一次データ比率", "サプライヤー"]
        path.write_text(csv_of(head, *rows), encoding="utf-8")
        quick = import_sheet(path, fast=True).activities
        assert isinstance(quick, ActivityColumns)
        a, b = (
            Inventory("x", activities).footprint(yield_rate=rate)
            for activities in (quick, import_sheet(path, fast=False).activities)
        )
        assert tuple(a.contributions) == b.contributions
        assert tuple(a.outbound) == tuple(b.outbound)
        assert a.total_kg_co2e == pytest.approx(b.total_kg_co2e, rel=1e-12, abs=1e-300)
        assert a.primary_data_share == pytest.approx(b.primary_data_share, rel=1e-12, abs=1e-12)
        for view in (Footprint.by_stage, Footprint.by_flow, Footprint.by_supplier):
            assert view(a) == pytest.approx(view(b), rel=1e-12, abs=1e-300)
            assert list(view(a)) == list(view(b))
        assert a.gate_to_gate_kg_co2e == pytest.approx(b.gate_to_gate_kg_co2e)
        assert a.cautions == b.cautions
        pandas.testing.assert_frame_equal(a.to_frame(), b.to_frame(), rtol=1e-12)
        more = Inventory("x", quick).scaled(3).footprint(yield_rate=rate)
        assert more.total_kg_co2e == pytest.approx(3 * b.total_kg_co2e, rel=1e-12)

    def test_a_long_sheet_is_kept_in_columns(self, text):
        """From two thousand rows on, and it still reads like a tuple."""
        path = text(csv_of(HEADINGS, *[AL, POWER] * importing.FAST_FROM_ROWS))
        inventory = Inventory.from_file(path)
        assert isinstance(inventory.activities, ActivityColumns)
        assert inventory.activities[-1].flow == "電力"
        assert len(inventory.activities[1:4]) == 3
        footprint = inventory.footprint()
        assert footprint.total_kg_co2e == pytest.approx(BY_HAND * importing.FAST_FROM_ROWS)
        shown = footprint._repr_html_()
        assert "4,000" in shown
        assert shown.count("<tr>") == 51

    def test_more_cells_than_headings_do_not_slow_or_mislead(self, text):
        """Rows that end in empty cells are read; a filled one beyond the headings is told."""
        lines = [",".join(HEADINGS)] + ["アルミ板,製造,1,kg,8,kg-CO2e/kg,一次,,,"] * 3
        for fast in (True, False):
            assert len(import_sheet(text("\n".join(lines)), fast=fast).activities) == 3
            wrong = "\n".join([*lines, lines[1] + "x"])
            assert problems(text(wrong), fast=fast) == [("GXD-I021", "5行目")]

    def test_a_remark_beside_the_table_is_no_shifted_column(self, text):
        """Where the heading row itself has blank cells to the right, what stands there is no fault."""
        path = text(csv_of([*HEADINGS, "", ""], [*AL, "", "要確認"]))
        for fast in (True, False):
            assert len(import_sheet(path, fast=fast).activities) == 1


class TestTemplate:
    """The template people fill in."""

    def test_the_files_are_in_step_with_the_script(self):
        """Made anew, the text is the same to the byte, and so is every part of the workbook."""

        def parts(content: bytes) -> dict[str, bytes]:
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                return {name: package.read(name) for name in package.namelist()}

        folder = datasets.folder()
        assert (folder / "activity-template.csv").read_bytes() == template.csv_text().encode()
        committed = (folder / "activity-template.xlsx").read_bytes()
        assert parts(committed) == parts(template.excel_bytes())

    def test_it_does_not_depend_on_the_language(self, monkeypatch):
        """One template, made on any computer."""
        monkeypatch.setenv("GXD_LANG", "en")
        self.test_the_files_are_in_step_with_the_script()

    @pytest.mark.parametrize("name", ["activity-template.xlsx", "activity-template.csv"])
    def test_its_example_is_the_chassis(self, name):
        """9.6 + 0.6 + 2.115 + 0.0572 = 12.372 kg, primary data share 32.25 %."""
        footprint = calc_file(datasets.folder() / name)
        assert footprint.total_kg_co2e == pytest.approx(12.372, abs=5e-4)
        assert footprint.primary_data_share == pytest.approx(32.25, abs=0.005)
        assert list(footprint.by_process()) == ["プレス・成形"]
        assert footprint.notices == ()

    def test_the_excel_file_says_what_is_declared(self):
        """Its block above the table holds product, unit, mass and yield."""
        found = Inventory.from_file(datasets.folder() / "activity-template.xlsx")
        assert (found.name, found.declared_unit, found.product_mass_kg, found.yield_rate) == (
            "FICT ノートPC用シャーシ", "piece", 1.3, 1.0
        )  # fmt: skip
