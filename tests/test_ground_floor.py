"""The ground floor: imports, numbers, units, two languages."""

from __future__ import annotations

import subprocess
import sys

import pytest

from gxd_teach.errors import GxdError, Problem, ProblemsError
from gxd_teach.numerals import read_number, understand_number
from gxd_teach.units import convert, dimension_of, kg_co2e_scale, same_dimension


def test_importing_the_package_needs_the_standard_library_only():
    """In a Python without site-packages `import gxd_teach` and its ground floor still work."""
    code = (
        "import gxd_teach, gxd_teach.errors, gxd_teach.language, gxd_teach.numerals, "
        "gxd_teach.units, gxd_teach.datasets, gxd_teach.framework, gxd_teach.classroom, sys;"
        "heavy = {'pandas', 'numpy', 'pint', 'pydantic', 'matplotlib', 'scipy', 'httpx2', "
        "'nbgrader', 'cryptography'} & set(sys.modules); assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("amount", "factor", "scale"),
    [
        ("kWh", "t-CO2/kWh", 1000),
        ("L", "t-CO2/kL", 1),
        ("ℓ", "kg-CO2/L", 1),
        ("m3", "t-CO2/1000m3", 1),
        ("㎥", "t-CO₂/千m3", 1),
        ("t", "kg-CO2e/kg", 1000),
        ("ton", "kg CO2eq/kg", 1000),
        ("tkm", "g-CO2/tkm", 0.001),
        ("ton kilometer", "kgCO2e/tkm", 1),
        ("個", "kg-CO2e/piece", 1),
        ("台", "g-CO2e/個", 0.001),
        ("GJ", "kg-CO2/MJ", 1000),
        ("円", "t-CO2e/百万円", 0.001),
        ("ＫＷＨ", "ｋｇ－ＣＯ２／ｋＷｈ", 1),
    ],
)
def test_units_as_the_field_writes_them(amount, factor, scale):
    """Full-width letters, Japanese counters, 1000m3 and tonnes called ton all mean what they mean."""
    assert kg_co2e_scale(amount, factor) == pytest.approx(scale, rel=1e-12)


@pytest.mark.parametrize(
    ("unit", "kg"),
    [("kt", 1e6), ("Mt", 1e9), ("千t", 1e6), ("1000 t", 1e6), ("kgs", 1), ("TON", 1000)],
)
def test_thousands_of_tonnes(unit, kg):
    """kt is a thousand tonnes, never a knot."""
    assert convert(1, unit, "kg") == kg


@pytest.mark.parametrize(
    ("unit", "kwh"), [("MWh", 1000), ("mwh", 1000), ("千kWh", 1000), ("万kWh", 1e4)]
)
def test_thousands_of_kilowatt_hours(unit, kwh):
    """As a Japanese bill writes them."""
    assert convert(1, unit, "kWh") == pytest.approx(kwh)


@pytest.mark.parametrize("unit", ["pc", "pcs.", "units", "piece(s)", "セット", "箱", "ea"])
def test_pieces_by_many_names(unit):
    """A parsec and a nit are not meant."""
    assert convert(1, unit, "個") == 1


@pytest.mark.parametrize(
    "unit",
    ["0,5 kg", "2,5kg", "1 000 kg", "MTCO2e", "MT CO2e", "mt", "mtCO2e", "k㎥", "km3", "mWh", "mJ",
     "9**9**9", "10,00 m3"],
)  # fmt: skip
def test_a_unit_that_two_people_read_differently_is_refused(unit):
    """By factors of ten to a thousand million: asked back, with the way out."""
    with pytest.raises(GxdError, match="GXD-U005"):
        dimension_of(unit)


@pytest.mark.parametrize(
    "unit", ["inf", "nan", "-5kg", "kg#x", "kg;L", "kg|L", "kg\nL", "9*9", "℃", "%", "k" * 200]
)
def test_what_is_no_unit_is_refused(unit):
    """Nothing is cut off, multiplied or evaluated in silence."""
    with pytest.raises(GxdError, match="GXD-U002"):
        dimension_of(unit)


def test_a_ton_is_a_tonne():
    """Never an American short ton of 907 kg."""
    assert convert(1, "ton", "kg") == 1000


def test_mass_is_not_mass_of_gas():
    """A kilogram of product does not pass for a kilogram of CO2e."""
    assert not same_dimension("kg", "kg-CO2e")
    with pytest.raises(GxdError, match="GXD-U003"):
        convert(1, "kg", "kg-CO2e")


@pytest.mark.parametrize("unit", ["", "  "])
def test_a_blank_unit_is_asked_for(unit):
    """An amount without a unit means nothing."""
    with pytest.raises(GxdError, match="GXD-U001"):
        convert(1, unit, "kg")


@pytest.mark.parametrize("unit", ["kgg", "5", "__import__('os')", "kg**", "(", "お茶"])
def test_an_unknown_unit_is_named(unit):
    """Whatever is typed, the answer is a sentence."""
    with pytest.raises(GxdError, match="GXD-U002"):
        convert(1, unit, "kg")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1,234.5", "1234.5"), ("１２．５", "12.5"), (" 12 ", "12"), ("−3", "-3"), ("1e3", "1E+3")],
)
def test_a_typed_answer_is_understood(typed, meant):
    """Full-width digits, thousands marks, a real minus sign."""
    assert str(understand_number(typed)) == meant


@pytest.mark.parametrize("typed", ["12,5", "1,23", "abc", "", "12.5kg", "nan", "inf"])
def test_an_ambiguous_answer_is_not_guessed(typed):
    """A decimal comma could be a thousands mark: no guess."""
    assert understand_number(typed) is None


def test_a_comma_in_a_data_file_gets_both_readings():
    """1,200 may be 1200 or 1.200: the sentence offers both."""
    with pytest.raises(GxdError, match=r"1200 か 1\.200"):
        read_number("1,200")


def test_errors_speak_two_languages(monkeypatch):
    """GXD_LANG=en turns the sentence, the code stays."""
    error = ProblemsError("a.csv", [Problem("GXD-N001", "row 1", "空欄です", "is blank")])
    assert "空欄です" in str(error)
    monkeypatch.setenv("GXD_LANG", "en")
    assert "is blank" in str(error)
    assert error.code == "GXD-N001"
    assert "Traceback" not in "".join(error._render_traceback_())


@pytest.mark.parametrize("unit", ["kg^9^9^9", "9^9^9 kg", "kg*(9)^(9999999)", "kg**9**9", "(kg)^9"])
def test_a_tower_of_powers_is_no_unit(unit):
    """It is refused at once; worked out, it would never end."""
    with pytest.raises(GxdError, match="GXD-U00"):
        dimension_of(unit)


@pytest.mark.parametrize("unit", ["m^3", "m**3", "kg/m^2", "㎥", "千m3"])
def test_a_plain_power_is_one(unit):
    """As the field writes areas and volumes."""
    assert dimension_of(unit)
