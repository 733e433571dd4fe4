"""Catena-X PCF 7.0.0 and 9.0.0, and PACT."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from gxd_teach.errors import GxdError, ProblemsError
from gxd_teach.techspec.convert.catenax import catenax_to_pact, pact_to_catenax
from gxd_teach.techspec.convert.fill import merged
from gxd_teach.techspec.convert.foreign import Reader
from gxd_teach.techspec.records.json_text import read_json

Make = Callable[..., dict[str, Any]]
_STAGE = "productLifeCycleStagesAndEmissions.productionStage"


def at(document: Any, path: str) -> Any:
    """What stands at a path of a nested Catena-X document."""
    return Reader(read_json(document.to_json()), subject="").get(path)


def test_version_7_is_v2_by_other_names_and_as_numbers(v2: Make) -> None:
    """Decimal strings become JSON numbers; the capital S of Standard is Catena-X's."""
    made = pact_to_catenax(
        v2(crossSectoralStandardsUsed=["GHG Protocol Product standard"]), "7.0.0"
    )
    text = made.to_json()
    assert b'"pcfExcludingBiogenic":0.25,' in text
    assert b'"extWBCSD_productCodeCpc":"24410"' in text
    content = read_json(text)
    assert content["pcf"]["crossSectoralStandardsUsed"][0] == {
        "crossSectoralStandard": "GHG Protocol Product Standard"
    }
    assert content["pcf"]["geographyRegionOrSubregion"] == "Eastern Asia"
    assert content["pcf"]["dataQualityRating"]["reliabilityDQR"] == 3


def test_version_7_comes_back(v2: Make) -> None:
    """The footprint, its parts and its ratings are the same afterwards."""
    there = pact_to_catenax(v2(), "7.0.0")
    back = catenax_to_pact(there.to_json())
    before, after = v2()["pcf"], read_json(back.to_json())["pcf"]
    for name in ("pCfExcludingBiogenic", "pCfIncludingBiogenic", "landManagementGhgEmissions",
                 "biogenicCarbonWithdrawal", "fossilCarbonContent"):  # fmt: skip
        assert Decimal(after[name]) == Decimal(before[name])
    assert after["dqi"] == before["dqi"]
    assert back.record.specVersion == "2.3.3"


def test_a_piece_of_version_7_is_restated_per_kilogram(v2: Make) -> None:
    """PACT v2 has no piece: 3 kg CO2e a piece of 1.5 kg are 2 per kilogram."""
    content = read_json(pact_to_catenax(v2(), "7.0.0").to_json())
    content["pcf"] |= {
        "declaredUnit": "piece", "unitaryProductAmount": 1, "productMassPerDeclaredUnit": 1.5,
        "pcfExcludingBiogenic": 3, "fossilGhgEmissions": 3,
    }  # fmt: skip
    pcf = catenax_to_pact(content).record.pcf
    assert (pcf.declaredUnit, pcf.pCfExcludingBiogenic) == ("kilogram", 2)
    assert pcf.unitaryProductAmount == Decimal("1.5")
    content["pcf"]["productMassPerDeclaredUnit"] = 0
    assert catenax_to_pact(content).record is None


def test_part_numbers_become_urns_with_the_issuers_domain(v2: Make) -> None:
    """A part number is no URN; PACT's form names who issued it."""
    content = read_json(pact_to_catenax(v2(), "7.0.0").to_json())
    content["productIds"] = ["8A 907/115"]
    made = catenax_to_pact(content, issuer_domain="fict.example")
    assert made.record.productIds == ("urn:pact:fict.example:product-id:8A%20907%2F115",)
    assert not [one for one in made.of_kind("assumed") if one.path.startswith("productIds")]
    assert [
        one for one in catenax_to_pact(content).of_kind("assumed") if one.path == "productIds[0]"
    ]


def test_cradle_to_grave_is_not_passed_off_as_cradle_to_gate(v2: Make) -> None:
    """PACT's figure ends at the gate."""
    content = read_json(pact_to_catenax(v2(), "7.0.0").to_json())
    made = catenax_to_pact(content | {"partialFullPcf": "Cradle-to-grave"})
    assert "partialFullPcf" in {one.path for one in made.of_kind("approximated")}


def test_version_9_has_v3s_names_in_nested_lists_and_as_numbers(v3: Make) -> None:
    """pcfExcludingBiogenicUptake is a string in PACT and a number here."""
    made = pact_to_catenax(v3())
    assert float(at(made, f"{_STAGE}.pcfExcludingBiogenicUptake")) == 11.5
    assert isinstance(made.record["companyAndProductInformation"], list)
    assert at(made, "carbonContent.carbonContentTotal") == 0.4
    assert b'"pcfExcludingBiogenicUptake":11.5' in made.to_json()


def test_aircraft_emissions_move_in_and_out_of_the_fossil_ones(v3: Make) -> None:
    """Of 10 fossil, 2 flown: 8 beside 2 in Catena-X 9.0.0, 10 again in PACT."""
    there = pact_to_catenax(v3(pcf_aircraftGhgEmissions="2"))
    assert at(there, f"{_STAGE}.fossilGhgEmissions") == 8
    back = catenax_to_pact(there.to_json())
    assert back.record.pcf.fossilGhgEmissions == 10


def test_version_9_comes_back(v3: Make) -> None:
    """Totals, parts, unit, period and standards are the same afterwards."""
    back = catenax_to_pact(pact_to_catenax(v3()).to_json())
    before, after = v3()["pcf"], read_json(back.to_json())["pcf"]
    for name, value in before.items():
        assert after[name] == value, name


def test_defects_of_version_9_are_named(v3: Make) -> None:
    """Its predecessors have no id, and a megabit second falls apart into two words."""
    made = pact_to_catenax(v3(declaredUnitOfMeasurement="megabit second"))
    assert {one.path for one in made.losses} >= {"precedingPfIds", "pcf.declaredUnitOfMeasurement"}


def test_digits_beyond_a_double_are_written_and_warned_of(v3: Make) -> None:
    """A JSON number holds them; most readers will not."""
    made = pact_to_catenax(v3(fossilCarbonContent="0.12345678901234567891"))
    assert b"0.12345678901234567891" in made.to_json()
    assert "pcf.fossilCarbonContent" in {one.path for one in made.of_kind("approximated")}


def test_a_string_where_catenax_has_a_number_is_refused_by_path(v3: Make) -> None:
    """All of them at once."""
    content = merged({}, pact_to_catenax(v3()).to_json())
    stage = content["productLifeCycleStagesAndEmissions"][0]["productionStage"][0]
    stage |= {"pcfExcludingBiogenicUptake": "11.5", "fossilGhgEmissions": True}
    with pytest.raises(ProblemsError) as caught:
        catenax_to_pact(content)
    assert {one.where for one in caught.value.problems} == {
        f"{_STAGE}.pcfExcludingBiogenicUptake", f"{_STAGE}.fossilGhgEmissions",
    }  # fmt: skip


def test_other_versions_are_refused(v3: Make) -> None:
    """7.0.0 and 9.0.0 are covered."""
    with pytest.raises(GxdError, match="GXD-R145"):
        pact_to_catenax(v3(), "8.0.0")
    with pytest.raises(GxdError, match="GXD-R140"):
        catenax_to_pact({"pcf": {}})


def test_the_long_way_reports_both_steps(v2: Make) -> None:
    """v2 to 9.0.0 goes by v3: the losses of both."""
    made = pact_to_catenax(v2(), "9.0.0")
    assert (made.source, made.target) == ("PACT 2.3", "Catena-X 9.0.0")
    assert "updated" in {one.path for one in made.losses}
    assert at(made, f"{_STAGE}.pcfExcludingBiogenicUptake") == 3.3
