"""The patches of PACT v3.0: what one says and the next says otherwise."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest

from gxd_teach.errors import ProblemsError
from gxd_teach.regions import UN_REGIONS
from gxd_teach.techspec.records.sums import check_sums
from gxd_teach.techspec.records.v3 import ProductFootprint
from gxd_teach.techspec.records.v3_editions import check_edition


def read(content: dict[str, Any], spec_version: str, **pcf: Any) -> ProductFootprint:
    copy = deepcopy(content) | {"specVersion": spec_version}
    copy["pcf"] |= pcf
    return ProductFootprint.from_json(json.dumps(copy))


@pytest.mark.parametrize("spec_version", ["3.0.0", "3.0.1"])
def test_removals_were_positive_until_3_0_1(content: dict[str, Any], spec_version: str) -> None:
    """Until 3.0.1 an amount removed was written 0 or more."""
    assert check_edition(read(content, spec_version, technologicalCO2Removals="1")) == []
    (found,) = check_edition(read(content, spec_version, technologicalCO2Removals="-1"))
    assert (found.code, found.where) == ("GXD-R056", "pcf.technologicalCO2Removals")


@pytest.mark.parametrize("spec_version", ["3.0.2", "3.0.3", "3.0.4"])
def test_removals_are_negative_since_3_0_2(content: dict[str, Any], spec_version: str) -> None:
    """Since 3.0.2 what is removed is written 0 or less."""
    assert check_edition(read(content, spec_version, technologicalCO2Removals="-1")) == []
    with pytest.raises(ProblemsError) as caught:
        read(content, spec_version, technologicalCO2Removals="1")
    (found,) = caught.value.problems
    assert (found.code, found.where) == ("GXD-R006", "pcf.technologicalCO2Removals")


def test_removals_lower_the_total_whichever_way_they_are_written(content: dict[str, Any]) -> None:
    """12 fossil less 2 removed is 10, written +2 in 3.0.1 and -2 in 3.0.3."""
    total = {
        "fossilGhgEmissions": "12",
        "pcfExcludingBiogenicUptake": "10",
        "pcfIncludingBiogenicUptake": "10",
    }
    assert check_sums(read(content, "3.0.1", technologicalCO2Removals="2", **total)) == []
    assert check_sums(read(content, "3.0.3", technologicalCO2Removals="-2", **total)) == []
    wrong = check_sums(read(content, "3.0.1", technologicalCO2Removals="3", **total))
    assert [one.code for one in wrong] == ["GXD-R031"]


def test_the_list_of_standards_was_closed_in_3_0_0(content: dict[str, Any]) -> None:
    """PAS2050 came later: in 3.0.0 it is outside the list, since 3.0.1 any word is accepted."""
    standards = {"crossSectoralStandards": ["ISO14067", "PAS2050"]}
    (found,) = check_edition(read(content, "3.0.0", **standards))
    assert (found.code, found.where) == ("GXD-R057", "pcf.crossSectoralStandards[1]")
    assert check_edition(read(content, "3.0.1", **standards)) == []


def test_an_extension_of_3_0_0_is_read_by_its_misspelled_version(content: dict[str, Any]) -> None:
    """3.0.0 wrote an extension's `specversion`; it is read, and written by both names."""
    old = {"specversion": "2.0.0", "dataSchema": "https://example.org/s.json", "data": {}}
    record = ProductFootprint.from_json(
        json.dumps(content | {"specVersion": "3.0.0", "extensions": [old]})
    )
    assert record.extensions is not None
    assert record.extensions[0].specVersion == "2.0.0"
    written = json.loads(record.to_json())["extensions"][0]
    assert written == old | {"specVersion": "2.0.0"}
    with pytest.raises(ProblemsError) as caught:
        ProductFootprint.from_json(
            json.dumps(content | {"specVersion": "3.0.3", "extensions": [old]})
        )
    assert caught.value.problems[0].where == "extensions[0].specVersion"


@pytest.mark.parametrize("region", UN_REGIONS)
def test_every_region_of_the_united_nations_is_a_geography(
    content: dict[str, Any], region: str
) -> None:
    """A footprint's region is one of the 22 words of the United Nations."""
    place = deepcopy(content)
    del place["pcf"]["geographyCountry"]
    place["pcf"]["geographyRegionOrSubregion"] = region
    assert ProductFootprint.from_json(json.dumps(place)).pcf.geographyRegionOrSubregion == region
