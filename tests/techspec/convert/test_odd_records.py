"""Records that a schema lets pass and nobody should write, and JSON that is no record at all."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gxd_teach.errors import GxdError
from gxd_teach.techspec.convert.anything import TARGETS, convert
from gxd_teach.techspec.convert.loss import unexplained
from gxd_teach.techspec.convert.v2_to_v3 import v2_to_v3
from gxd_teach.techspec.convert.v3_to_v2 import v3_to_v2
from gxd_teach.techspec.records.json_text import read_json
from gxd_teach.techspec.records.v2 import ProductFootprintV2
from gxd_teach.techspec.records.v3 import ProductFootprint
from tests.techspec.convert.conftest import V2, V3
from tests.techspec.strategies import decimal_texts, v3_records

ordinary = settings(deadline=None, max_examples=200, suppress_health_check=list(HealthCheck))

_any_urns = st.lists(
    st.text(max_size=6).map("urn:".__add__)
    | st.sampled_from(
        ["urn:", "URN:PATHFINDER:company:customcode:buyer-assigned:1",
         "urn:pact:company:customcode:buyer-assigned:1", "urn:cpc:1", "urn:cpc:%41", "urn:x:1",
         "urn:pathfinder:product:id:cas:64-17-5"]
    ),
    min_size=1, max_size=3, unique=True,
)  # fmt: skip
_numbers = decimal_texts() | st.sampled_from(["0", "-0", "+1.50", "007", "0." + "0" * 50 + "1"])
_ODD_V2 = st.fixed_dictionaries(
    {
        "specVersion": st.sampled_from(["2.0.0", "2.1.0", "2.2.1", "2.3.3"]),
        "companyIds": _any_urns,
        "productIds": _any_urns,
        "productCategoryCpc": st.text(min_size=1, max_size=4) | st.just("unknown"),
        "comment": st.text(max_size=3),
    },
    optional={"productClassifications": _any_urns, "extensions": st.just([]), "x-fict": st.none()},
)
_ODD_V2_PCF = st.fixed_dictionaries(
    {},
    optional={
        name: _numbers
        for name, value in V2["pcf"].items()  # type: ignore[attr-defined]
        if isinstance(value, str) and value.lstrip("-").replace(".", "").isdigit()
    }
    | {
        "characterizationFactors": st.sampled_from(["AR5", "AR6"]),
        "ipccCharacterizationFactorsSources": st.sampled_from([["AR4"], ["AR6", "AR5"], ["AR7"]]),
        "exemptedEmissionsPercent": st.floats(0, 100) | st.just(1e-300),
        "crossSectoralStandards": st.sampled_from([["PEF"], ["ISO14083", "ISO14067"]]),
        "assurance": st.just({"assurance": True, "coverage": "product level", "providerName": "F"}),
        "iLucGhgEmissions": _numbers,
        "fict": st.just({"deep": [1]}),
    },
)


def _data(record: ProductFootprint | ProductFootprintV2) -> Any:
    return read_json(record.to_json())


@ordinary
@given(_ODD_V2, _ODD_V2_PCF)
def test_odd_v2_records_convert_and_come_back_as_reported(
    head: dict[str, Any], pcf: dict[str, Any]
) -> None:
    """Wrong signs, amounts of 0, half URNs and unknown properties: each one named, none silent."""
    content = {**V2, **head, "pcf": {**V2["pcf"], **pcf}}  # type: ignore[dict-item]
    content.pop("x-fict", None)
    record = ProductFootprintV2.from_json(json.dumps(content))
    there = v2_to_v3(record)
    back = v3_to_v2(there.record, record.specVersion[:3])
    assert unexplained(_data(record), _data(back.record), there, back) == []


@ordinary
@given(
    v3_records(),
    st.fixed_dictionaries(
        {},
        optional={
            "pcfExcludingBiogenicUptake": _numbers,
            "pcfIncludingBiogenicUptake": _numbers,
            "exemptedEmissionsPercent": _numbers,
            "primaryDataShare": _numbers,
            "ipccCharacterizationFactors": st.sampled_from([["AR4"], ["AR12", "AR5"]]),
            "crossSectoralStandards": st.sampled_from([["ISO14067", "PEF"], ["国内基準"]]),
        },
    ),
    st.sampled_from(["2.0", "2.1", "2.2", "2.3"]),
)
def test_v3_records_whose_sums_do_not_hold_come_back_as_reported(
    record: ProductFootprint, odd: dict[str, Any], edition: str
) -> None:
    """A total that is not the sum of its parts is kept where it can be and named where it cannot."""
    content = _data(record)
    content["pcf"] |= odd
    there = v3_to_v2(content, edition)
    if there.record is None:
        return
    back = v2_to_v3(there.record)
    assert unexplained(content, _data(back.record), there, back) == []


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["pcf", "specVersion", "cfpType", "ghgEmission", "traceId", "tocId", "tces", "general",
             "scopeOfPcfForm", "extWBCSD_pfStatus", "companyIds", "precedingPfIds",
             "productLifeCycleStagesAndEmissions", "crossSectoralStandardsUsed"]
        ),
        inner, max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@settings(parent=ordinary, max_examples=500)
@given(_json, st.sampled_from(TARGETS))
def test_what_is_no_record_is_refused_with_a_sentence(data: Any, target: str) -> None:
    """Arbitrary JSON never ends in a traceback."""
    with suppress(GxdError):
        convert(data, target)


@settings(parent=ordinary, max_examples=60)
@given(v3_records(), st.sampled_from(["ouranos", "catenax-7.0.0", "catenax-9.0.0"]))
def test_any_valid_record_goes_to_the_neighbours_or_is_refused_by_name(
    record: ProductFootprint, target: str
) -> None:
    """And what comes out can be read back, or says what it lacks."""
    made = convert(record, target)
    if made.record is None:
        assert made.of_kind("missing")
        return
    fill = {key: V3[key] for key in ("companyName", "companyIds", "productNameCompany")}
    try:
        back = convert(made.record, "3.0", fill=fill)
    except GxdError:
        return
    if target == "catenax-9.0.0":
        total = back.record.pcf.pcfExcludingBiogenicUptake
        assert total == record.pcf.pcfExcludingBiogenicUptake
