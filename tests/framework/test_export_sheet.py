"""The exported workbook calculates by itself what the footprint says, and can be read again."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gxd_teach import datasets
from gxd_teach.errors import GxdError
from gxd_teach.framework import Activity, EmissionFactor, EmissionFactors, Footprint, Inventory
from gxd_teach.framework.inputs import energy, material, transport_leg
from gxd_teach.framework.rules import PACT_V2
from gxd_teach.framework.sheets.export_sheet import CALCULATION, CAUTIONS, FACTORS, export_workbook

DAY = datetime.date(2026, 11, 23)
FACTORS_OF_THE_COURSE = EmissionFactors.load()


def chassis() -> Inventory:
    return Inventory.from_dataset("pc-chassis", name="シャーシ", product_mass_kg=1.3)


class Evaluator:
    """Just enough of a spreadsheet: + - * /, ranges, and the functions the export uses."""

    def __init__(self, sheet) -> None:
        self.sheet = sheet

    def value(self, address: str):
        found = self.sheet[address].value
        if self.sheet[address].data_type == "f":
            return self.formula(found)
        return found

    def area(self, text: str) -> numpy.ndarray:
        cells = self.sheet[text.replace("$", "")]
        return numpy.array([self.value(cell.coordinate) for row in cells for cell in row], object)

    def formula(self, text: str):
        parts = re.split(r'("[^"]*")', text.removeprefix("="))  # what stands in quotes stays
        for i in range(0, len(parts), 2):
            parts[i] = parts[i].replace("<>", "!=")
            parts[i] = re.sub(r"(?<![<>!=])=(?!=)", "==", parts[i])
            parts[i] = re.sub(r"\bIF\(", "IF_(", parts[i])
            parts[i] = re.sub(
                r"\$?[A-Z]{1,2}\$?\d+:\$?[A-Z]{1,2}\$?\d+", r"AREA('\g<0>')", parts[i]
            )
            parts[i] = re.sub(
                r"(?<!')(?<![A-Z$:])(\$?[A-Z]{1,2}\$?\d+)(?![\d:'])", r"CELL('\1')", parts[i]
            )
        names = {
            "AREA": self.area,
            "CELL": lambda address: self.value(address.replace("$", "")),
            "ABS": lambda cells: numpy.abs(numbers(cells)),
            "SUM": lambda cells: numbers(cells).sum(),
            "SUMPRODUCT": lambda cells: numbers(cells).sum(),
            "SUMIF": lambda where, what, cells: numbers(cells)[
                where != what[2:] if what.startswith("<>") else where == what
            ].sum(),
            "EXACT": lambda cells, text: (cells == text).astype(float),
            "IF_": lambda test, yes, no: yes if test else no,
        }
        with numpy.errstate(all="ignore"):
            return eval("".join(parts), {"__builtins__": {}}, names)


def numbers(cells) -> numpy.ndarray:
    """Cells as numbers; a blank one counts 0, as SUM has it."""
    return numpy.array([0.0 if cell is None else float(cell) for cell in cells])


def labelled(sheet, label: str, column: str) -> str:
    """The address in a column of the row that has this label."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == label:
                return f"{column}{cell.row}"
    raise AssertionError(label)


def check(path: Path, inventory: Inventory, rate: float | None = None) -> None:
    """Every figure of the sheet against the footprint, to 1e-12."""
    footprint = inventory.footprint(yield_rate=rate)
    sheet = openpyxl.load_workbook(path)[CALCULATION]
    excel = Evaluator(sheet)
    parts = {id(part): part for part in (*footprint.contributions, *footprint.outbound)}
    rows = [excel.value(f"H{5 + i}") for i in range(len(inventory.activities))]
    assert sorted(rows) == pytest.approx(
        sorted(part.kg_co2e for part in parts.values()), rel=1e-12, abs=1e-15
    )
    total = excel.value(labelled(sheet, "合計", "H"))
    size = sum(abs(kg) for kg in rows)
    assert total == pytest.approx(footprint.total_kg_co2e, rel=1e-12, abs=1e-12 * size + 1e-300)
    assert excel.value(labelled(sheet, "合計", "L")) == pytest.approx(
        footprint.primary_data_share, rel=1e-12, abs=1e-12
    )
    assert excel.value(labelled(sheet, "一次データ比率(%)", "H")) == pytest.approx(
        footprint.primary_data_share, rel=1e-12, abs=1e-12
    )
    if footprint.total_kg_co2e:
        assert excel.value(labelled(sheet, "合計", "I")) == pytest.approx(1, rel=1e-9)
    first = sheet[labelled(sheet, "段階別", "H")].row + 1
    stages = [excel.value(f"H{row}") for row in range(first, first + 40) if sheet[f"G{row}"].value]
    expected = [*footprint.by_stage().values()]
    if footprint.outbound:
        expected.append(footprint.outbound_kg_co2e)
    expected.append(footprint.primary_data_share)
    assert sorted(stages) == pytest.approx(sorted(expected), rel=1e-12, abs=1e-12 * size + 1e-12)


def same(one: Footprint, other: Footprint) -> None:
    """The same footprint; numbers to 1e-12, as a workbook holds them in 16 digits."""

    def rest(parts):
        return [replace(part, kg_co2e=0.0, primary_data_share=0.0) for part in parts]

    for parts, others in (
        (one.contributions, other.contributions),
        (one.outbound, other.outbound),
    ):
        assert rest(parts) == rest(others)
        for noun in ("kg_co2e", "primary_data_share"):
            found = [getattr(part, noun) for part in parts]
            assert found == pytest.approx([getattr(part, noun) for part in others], rel=1e-12)
    assert replace(one, contributions=(), outbound=()) == replace(
        other, contributions=(), outbound=()
    )


class TestFormulas:
    """The sheet 計算."""

    def test_each_row_is_a_formula_a_reviewer_can_follow(self, tmp_path):
        """Emissions of row 5 are amount x factor x conversion factor: =C5*E5*G5."""
        path = export_workbook(chassis(), tmp_path / "a.xlsx")
        sheet = openpyxl.load_workbook(path)[CALCULATION]
        assert sheet["H5"].value == "=C5*E5*G5"
        assert [sheet[f"{column}7"].value for column in "ABCDEFG"] == [
            "プレス・成形の電力", "製造", 5, "kWh", 0.000423, "t-CO2/kWh", 1000
        ]  # fmt: skip
        assert sheet["H9"].value == "=SUM($H$5:$H$8)"

    def test_the_chassis(self, tmp_path):
        """9.6 + 0.6 + 2.115 + 0.0572 = 12.372 kg, and 32.25 % primary data."""
        path = export_workbook(chassis(), tmp_path / "a.xlsx")
        sheet = openpyxl.load_workbook(path)[CALCULATION]
        excel = Evaluator(sheet)
        assert excel.value("H9") == pytest.approx(12.372186, rel=1e-9)
        assert excel.value("H9") == pytest.approx(9.6 + 0.6 + 2.115 + 0.057186, rel=1e-12)
        assert excel.value("L9") == pytest.approx(32.25, abs=0.005)
        check(path, chassis())

    def test_the_yield_divides_every_row(self, tmp_path):
        """At 95 % the sheet's rows and total are those of a good product: 13.023 kg."""
        path = export_workbook(chassis(), tmp_path / "a.xlsx", yield_rate=0.95)
        sheet = openpyxl.load_workbook(path)[CALCULATION]
        assert sheet["H5"].value == "=C5*E5*G5/$B$3"
        assert sheet["B3"].value == 0.95
        assert Evaluator(sheet).value("H9") == pytest.approx(13.023, abs=5e-4)
        check(path, chassis(), 0.95)

    def test_outbound_transport_is_in_no_total(self, tmp_path):
        """It has its row and its stage, and the total leaves it out."""
        rows = (
            material("アルミ板", 1.2, "kg", "FICT-AL-SHEET"),
            transport_leg("出荷", 1.3, 300, "TRUCK-10T-DIESEL-FULL", outbound=True),
            energy("電力", 5, "kWh", "ELEC-JP-AVERAGE-FY2024"),
        )
        inventory = Inventory("x", rows)
        check(export_workbook(inventory, tmp_path / "a.xlsx", yield_rate=0.9), inventory, 0.9)

    def test_an_empty_or_zero_calculation_divides_by_nothing(self, tmp_path):
        """No #DIV/0! where nothing is emitted."""
        none = Inventory("x", (material("水", 0, "kg", "FICT-RESIN"),))
        check(export_workbook(none, tmp_path / "a.xlsx"), none)

    def test_a_spreadsheet_agrees(self, tmp_path):
        """LibreOffice recalculates the workbook to the same total."""
        path = export_workbook(chassis(), tmp_path / "a.xlsx", yield_rate=0.95)
        made = saved_by_libreoffice(path, tmp_path / "again", "csv")
        assert "13.023" in made.read_text(encoding="utf-8", errors="replace")

    @pytest.mark.parametrize(
        "kind", ["xlsx", "csv:Text - txt - csv (StarCalc):44,34,76",
                 "csv:Text - txt - csv (StarCalc):44,34,64"], ids=["xlsx", "utf-8", "shift_jis"]
    )  # fmt: skip
    def test_what_a_spreadsheet_saved_is_read(self, tmp_path, kind):
        """The template, opened and saved by another program than Excel, is the same sheet."""
        template = datasets.folder() / "activity-template.xlsx"
        again = saved_by_libreoffice(template, tmp_path / "again", kind)
        same(Inventory.from_file(again).footprint(), Inventory.from_file(template).footprint())


def saved_by_libreoffice(path, folder, kind):
    """The file, recalculated and saved anew; skipped loudly without LibreOffice, never in CI."""
    if shutil.which("soffice") is None:
        said = "no LibreOffice: install libreoffice-calc-nogui to run this test"
        if os.environ.get("CI"):
            pytest.fail(said)
        pytest.skip(said)
    home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"  # several at a time
    words = ["soffice", home, "--headless", "--convert-to", kind, "--outdir", folder, path]
    subprocess.run(words, check=True, timeout=120)
    return folder / f"{path.stem}.{kind.partition(':')[0]}"


_NAMES = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp", "Cf"]),
    min_size=1,
    max_size=12,
).filter(lambda text: text.strip() == text and "\ufffd" not in text)
_FACTOR = st.builds(
    EmissionFactor,
    name=_NAMES,
    value=st.floats(0, 1e4),
    unit=st.sampled_from(["kg-CO2e/kg", "t-CO2e/t", "g-CO2e/kg"]),
    boundary=st.sampled_from(["unspecified", "generation", "cradle-to-gate", "combustion"]),
    primary_data_share=st.floats(0, 100),
    year=st.none() | st.integers(1990, 2030),
    source=st.sampled_from(["", "回答書", "=cmd|' /C calc'!A0"]),
)
_ACTIVITY = st.builds(
    Activity,
    flow=_NAMES.filter(lambda text: text not in ("合計", "計", "小計")),
    stage=st.sampled_from(
        ["raw_material", "production", "waste", "outbound", "検査*", ">5", "検査"]
    ),
    amount=st.floats(0, 1e6),
    unit=st.sampled_from(["kg", "t", "g"]),
    factor=_FACTOR,
    primary=st.booleans(),
    process=st.sampled_from(["", "プレス", "@工程"]),
    supplier=st.sampled_from(["", "甲社", "-乙"]),
    outsourced=st.booleans(),
)


class TestRoundTrip:
    """Out and in again."""

    @pytest.mark.parametrize("rate", [None, 0.95])
    def test_the_same_footprint(self, tmp_path, rate):
        """Total, shares, stages, cautions, sources and what is declared come back."""
        path = export_workbook(chassis(), tmp_path / "a.xlsx", yield_rate=rate)
        again = Inventory.from_file(path)
        same(again.footprint(), chassis().footprint(yield_rate=rate))
        assert again.footprint().cautions == chassis().footprint().cautions
        assert (again.name, again.product_mass_kg) == ("シャーシ", 1.3)

    @settings(
        deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(st.lists(_ACTIVITY, min_size=1, max_size=6), st.floats(0.1, 1))
    def test_any_inventory(self, tmp_path, activities, rate):
        """Whatever people call their flows and stages, and however they scale."""
        inventory = Inventory("製品", tuple(activities), "kilogram", 12.5, yield_rate=rate)
        path = export_workbook(inventory, tmp_path / "a.xlsx", date=DAY)
        check(path, inventory)
        again = Inventory.from_file(path)
        same(again.footprint(), inventory.footprint())
        assert [row.outsourced for row in again.activities] == [a.outsourced for a in activities]
        assert (again.declared_unit, again.declared_amount) == ("kilogram", 12.5)


class TestSafety:
    """What people typed is never run by a spreadsheet."""

    @pytest.mark.parametrize("text", ["=1+1", "+1", "-1+cmd", "@SUM(A1)", '=HYPERLINK("http://x")'])
    def test_no_text_becomes_a_formula(self, tmp_path, text):
        """Flow, stage, unit, names and sources that look like formulas stay text."""
        factor = EmissionFactor(
            text, 1, "kg-CO2e/kg", text, source=text, source_url=text, label=text
        )
        row = Activity(text, text, 1, "kg", factor, True, text, text, text)
        path = export_workbook(Inventory(text, (row,)), tmp_path / "a.xlsx")
        for sheet in openpyxl.load_workbook(path):
            for cells in sheet.iter_rows():
                for cell in cells:
                    if isinstance(cell.value, str) and text in cell.value:
                        assert cell.data_type == "s"
                        assert not cell.value.startswith(("=", "+", "-", "@"))
        assert Inventory.from_file(path).activities[0].flow == text

    def test_characters_that_no_workbook_holds_are_left_out(self, tmp_path):
        """A control character in a name does not stop the export."""
        factor = FACTORS_OF_THE_COURSE["FICT-RESIN"]
        row = Activity("樹\x00脂\x1b", "raw_material", 1, "kg", factor, True)
        path = export_workbook(Inventory("x", (row,)), tmp_path / "a.xlsx")
        assert Inventory.from_file(path).activities[0].flow == "樹脂"


class TestSheets:
    """What else is in the workbook."""

    def test_factors_stand_once_with_their_source(self, tmp_path):
        """Four rows, four factors, with value, unit, year, source, address and boundary."""
        rows = chassis() + chassis()
        sheet = openpyxl.load_workbook(export_workbook(rows, tmp_path / "a.xlsx"))[FACTORS]
        names = [sheet[f"A{row}"].value for row in range(4, sheet.max_row + 1)]
        assert names == [
            "FICT-AL-SHEET", "FICT-RESIN", "ELEC-JP-AVERAGE-FY2024", "TRUCK-10T-DIESEL-FULL"
        ]  # fmt: skip
        assert [sheet[f"{column}6"].value for column in "CDEH"] == [
            0.000423, "t-CO2/kWh", 2024, "発電時のみ"
        ]  # fmt: skip
        assert sheet["F6"].value.startswith("環境省")
        assert sheet["G6"].value.startswith("https://")

    def test_cautions_edition_and_date_are_stated(self, tmp_path):
        """What the factors leave out, what is not included, by which edition, and when."""
        path = export_workbook(chassis(), tmp_path / "a.xlsx", rules=PACT_V2, date=DAY)
        sheet = openpyxl.load_workbook(path)[CAUTIONS]
        said = " ".join(str(sheet[f"B{row}"].value) for row in range(1, sheet.max_row + 1))
        for word in ("2026-11-23", "PACT Methodology v2", "発電時のみ", "資本財", "Cradle-to-Gate"):
            assert word in said

    def test_it_prints_on_paper(self, tmp_path):
        """Frozen headings, one page wide, headings again on every page."""
        sheet = openpyxl.load_workbook(export_workbook(chassis(), tmp_path / "a.xlsx"))[CALCULATION]
        assert sheet.freeze_panes == "B5"
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.print_title_rows == "$4:$4"
        assert "$L$" in sheet.print_area
        assert sheet["H5"].number_format == "#,##0.000"

    def test_the_same_calculation_makes_the_same_bytes(self, tmp_path):
        """Two exports of one day do not differ, so a change is a change."""
        files = [
            export_workbook(chassis(), tmp_path / name, date=DAY) for name in ("a.xlsx", "b.xlsx")
        ]
        assert files[0].read_bytes() == files[1].read_bytes()

    def test_a_place_that_cannot_be_written_is_told(self, tmp_path):
        """A missing folder, a name of another kind."""
        for path in (tmp_path / "nowhere" / "a.xlsx", tmp_path / "a.xls"):
            with pytest.raises(GxdError, match="GXD-I028"):
                export_workbook(chassis(), path)
        assert list(tmp_path.iterdir()) == []
