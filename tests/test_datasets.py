"""The data say what they are, and the derived ones can be derived again."""

from __future__ import annotations

import csv
import math

import pytest

from gxd_teach import datasets
from gxd_teach.errors import GxdError
from gxd_teach.framework import EmissionFactors
from gxd_teach.units import kg_co2e_scale


def test_the_data_package_is_valid(course_root):
    """Frictionless finds every file, column, type and constraint in order."""
    from frictionless import validate

    report = validate(str(course_root / "datasets" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])


def test_every_file_is_described(course_root):
    """No CSV and no JSON lies in datasets/ without its description."""
    files = {path.name for path in (course_root / "datasets").glob("*.[cj]s[vo]*")}
    files -= {"datapackage.json"}
    assert files == {resource["path"] for resource in datasets.package()["resources"]}


def test_every_column_is_described():
    """Title, description, and a unit for every number."""
    for resource in datasets.package()["resources"]:
        assert resource["title"]
        if resource["format"] == "json":  # no rows that could each name its source
            assert resource["sources"]
            assert resource["licenses"]
            continue
        with open(datasets.path(resource["name"]), encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == header
        for field in fields:
            assert field["title"]
            assert field["description"]
            if field["type"] == "number":
                assert field.get("unit"), (resource["name"], field["name"])


def test_what_is_invented_is_named_so():
    """Fictitious factors and companies carry FICT; nothing public does."""
    for name in ("fict-factors", "pc-companies"):
        for row in datasets.rows(name):
            assert (row.get("factor_id") or row["name_ja"]).upper().startswith("FICT")
    for name in ("fuels", "electricity", "transport"):
        for row in datasets.rows(name):
            assert not row["factor_id"].startswith("FICT")
            assert row["source_url"].startswith("http")


@pytest.mark.parametrize("row", datasets.rows("fuels"), ids=lambda row: row["factor_id"])
def test_fuel_factors_follow_from_the_two_coefficients(row):
    """GJ/unit x tC/GJ x 44/12, rounded to three decimals."""
    if row["gj_per_unit"]:
        exact = float(row["gj_per_unit"]) * float(row["tc_per_gj"]) * 44 / 12
        assert float(row["t_co2_per_unit"]) == pytest.approx(exact, abs=5.001e-4)


def test_the_truck_factor_follows_from_the_formula():
    """ln y = 2.71 - 0.812 ln(x/100) - 0.654 ln z for 10 t, full, with diesel of the 2023 table."""
    row = datasets.rows("transport")[0]
    litres = math.exp(2.71 - 0.812 * math.log(1.0) - 0.654 * math.log(10_000))
    assert float(row["value"]) == pytest.approx(litres * 38.0 * 0.0188 * 44 / 12 * 1000, rel=1e-4)


def test_methane_of_ar6_is_told_apart():
    """IPCC AR6 WGI Table 7.15: 29.8 fossil, 27.0 non-fossil; never 27.9."""
    methane = {
        row["origin"]: row["gwp100"]
        for row in datasets.rows("gwp100")
        if (row["gas"], row["report"]) == ("CH4", "AR6")
    }
    assert methane == {"fossil": "29.8", "non-fossil": "27.0"}


def test_every_factor_can_be_used():
    """Every factor's unit is read, and every name is unique."""
    factors = list(EmissionFactors.load())
    assert len({factor.name for factor in factors}) == len(factors) > 60
    for factor in factors:
        assert kg_co2e_scale(factor.unit.split("/", 1)[1], factor.unit) > 0


def test_an_unknown_set_names_the_known_ones():
    """A typing slip in a data set's name is easy to put right."""
    with pytest.raises(Exception, match=r"GXD-D002.*fuels"):
        datasets.path("fuel")


@pytest.mark.parametrize("read", [datasets.rows, datasets.table])
def test_records_are_not_read_as_a_table(read):
    """Asked for rows of a JSON file, the data set says what it is."""
    with pytest.raises(GxdError, match="GXD-D004"):
        read("case-consulting-record")
