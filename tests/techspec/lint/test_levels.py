"""What PACT's official suite sees of a fault, what it does not, and what this lint makes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gxd_teach.errors import GxdError
from gxd_teach.techspec.lint import lint_record
from gxd_teach.techspec.records.v2 import ProductFootprintV2
from gxd_teach.techspec.records.v3 import ProductFootprint

Spoil = Callable[..., dict[str, Any]]
Good = Callable[[str], dict[str, Any]]
GONE = "<gone>"

# Faults that the suite was shown and let pass, version by version.
UNSEEN: list[tuple[str, dict[str, Any]]] = [
    ("2.3", {"pcf.pCfExcludingBiogenic": "-10.3"}),
    ("2.3", {"pcf.fossilGhgEmissions": "-1"}),
    ("3.0", {"pcf.fossilGhgEmissions": "-1"}),
    ("2.3", {"pcf.fossilGhgEmissions": "about two"}),
    ("3.0", {"pcf.fossilGhgEmissions": "1,5"}),
    ("3.0", {"pcf.fossilCarbonContent": "1E-7"}),
    ("2.3", {"specVersion": "9.9.9"}),
    ("3.0", {"specVersion": "9.9.9"}),
    ("2.3", {"pcf.referencePeriodEnd": "2024-01-01T00:00:00Z"}),
    ("3.0", {"pcf.referencePeriodEnd": "2024-01-01T00:00:00Z"}),
    ("2.3", {"validityPeriodEnd": "2036-01-01T00:00:00Z"}),
    ("3.0", {"validityPeriodEnd": "2036-04-01T00:00:00Z"}),
    ("2.3", {"created": "2026-02-01T09:00:00+09:00"}),
    ("3.0", {"created": "2026-05-01T09:00:00+09:00"}),
    ("2.3", {"pcf.exemptedEmissionsPercent": 80}),
    ("3.0", {"pcf.exemptedEmissionsPercent": "80"}),
    ("2.3", {"pcf.primaryDataShare": GONE, "pcf.dqi": GONE}),
    ("3.0", {"pcf.primaryDataShare": GONE, "pcf.dqi": GONE}),
    ("2.3", {"pcf.packagingEmissionsIncluded": False, "pcf.packagingGhgEmissions": "1"}),
    ("3.0", {"pcf.packagingEmissionsIncluded": False, "pcf.packagingGhgEmissions": "1"}),
    ("3.0", {"version": 3, "updated": "2026-06-01T00:00:00Z"}),
    ("2.3", {"extensions": []}),
    ("3.0", {"extensions": []}),
    ("2.3", {"companyIds": ["urn:"]}),
    ("3.0", {"companyIds": ["urn:"]}),
    ("3.0", {"pcf.dqi.temporalDQR": "9"}),
    ("2.3", {"pcf.crossSectoralStandards": GONE}),
    ("3.0", {"pcf.pcfExcludingBiogenicUptake": "1.75"}),
]
# Faults that the suite does see.
SEEN: list[tuple[str, dict[str, Any]]] = [
    ("2.3", {"pcf.fossilGhgEmissions": 10.1}),
    ("3.0", {"pcf.fossilGhgEmissions": 12.34}),
    ("2.3", {"statusComment": None}),
    ("3.0", {"pcf.packagingGhgEmissions": None}),
    ("2.3", {"productIds": ["urn:gtin:4912345678904"] * 2}),
    ("3.0", {"companyIds": ["FICT-1"]}),
    ("2.3", {"created": "2026-02-01T00:00:00"}),
    ("3.0", {"created": "2026-05-01"}),
    ("2.3", {"pcf.geographyCountry": "JP"}),
    ("3.0", {"pcf.geographyRegionOrSubregion": "Eastern Asia"}),
    ("2.3", {"pcf.declaredUnit": "kg"}),
    ("2.3", {"pcf.dqi.temporalDQR": 9}),
    ("3.0", {"pcf.crossSectoralStandards": GONE}),
    ("2.3", {"pcf.crossSectoralStandardsUsed": GONE}),
    ("2.2", {"pcf.ipccCharacterizationFactorsSources": GONE}),
    ("3.0", {"pcf.ipccCharacterizationFactors": GONE}),
    ("3.0", {"extensions": [{"specVersion": "2.0.0", "dataSchema": "schema", "data": {}}]}),
    ("3.0", {"pcf.productOrSectorSpecificRules": []}),
    ("2.3", {"pcf.secondaryEmissionFactorSources": []}),
]


def changes(table: dict[str, Any], deleted: object) -> dict[str, Any]:
    return {path: deleted if value == GONE else value for path, value in table.items()}


@pytest.mark.parametrize(("version", "table"), UNSEEN)
def test_what_the_suite_lets_pass_is_found_beyond_the_schema(
    version: str,
    table: dict[str, Any],
    good: Good,
    spoil: Spoil,
    deleted: object,
    today: str,
) -> None:
    """A fault that a green suite does not show is found, and not called a schema fault."""
    report = lint_record(spoil(good(version), changes(table, deleted)), today=today)
    assert not report.by_level["schema"]
    assert not report.clean
    assert report.up_to("schema").clean


@pytest.mark.parametrize(("version", "table"), SEEN)
def test_what_the_suite_sees_is_a_schema_finding(
    version: str,
    table: dict[str, Any],
    good: Good,
    spoil: Spoil,
    deleted: object,
    today: str,
) -> None:
    """A fault for which the official suite fails stands at the first level."""
    report = lint_record(spoil(good(version), changes(table, deleted)), today=today)
    assert report.by_level["schema"]
    assert not report.ok


def test_the_levels_deepen(good_v3: dict[str, Any], spoil: Spoil, today: str) -> None:
    """Each level holds the findings of the one before it."""
    bad = spoil(
        good_v3,
        {"status": "active", "version": 1, "pcf.pcfIncludingBiogenicUptake": "13"},
    )
    report = lint_record(bad, today=today)
    counts = [
        len(report.up_to(level).findings) for level in ("schema", "specification", "plausibility")
    ]
    assert counts == [1, 2, 3]
    with pytest.raises(GxdError) as caught:
        report.up_to("deep")
    assert caught.value.code == "GXD-L191"


def test_one_fault_is_told_once(good_v3: dict[str, Any], spoil: Spoil, today: str) -> None:
    """A wrong sign is one finding, though the model and a rule both see it."""
    report = lint_record(spoil(good_v3, {"pcf.landUseChangeGhgEmissions": "-0.66"}), today=today)
    on_the_sign = [one for one in report.findings if one.path == "pcf.landUseChangeGhgEmissions"]
    assert [one.code for one in on_the_sign] == ["GXD-L021"]


def test_one_fault_does_not_hide_the_next(
    good_v3: dict[str, Any], spoil: Spoil, deleted: object, today: str
) -> None:
    """A record with a part missing is still looked over for everything else."""
    bad = spoil(
        good_v3,
        {"companyIds": deleted, "pcf.fossilGhgEmissions": 11, "productIds": ["urn:pact:null"]},
    )
    codes = set(lint_record(bad, today=today).codes)
    assert {"GXD-R002", "GXD-R004", "GXD-L082", "GXD-L083", "GXD-L100"} <= codes


@pytest.mark.parametrize(
    ("asked", "dialect"),
    [
        ("3", "3.0"),
        ("v3.0", "3.0"),
        ("3.0.3", "3.0"),
        ("2", "2.3"),
        ("V2.1", "2.1"),
        ("2.3.3", "2.3"),
    ],
)
def test_a_version_may_be_named_as_people_do(asked: str, dialect: str) -> None:
    """v3, 3.0 and 3.0.3 are one dialect."""
    assert lint_record("{}", dialect=asked).dialects == (dialect,)


@pytest.mark.parametrize("asked", ["", "4", "2.9", "latest"])
def test_a_version_that_does_not_exist_is_refused(asked: str) -> None:
    """There is no PACT 4."""
    with pytest.raises(GxdError) as caught:
        lint_record("{}", dialect=asked)
    assert caught.value.code == "GXD-L190"


def test_a_day_that_is_none_is_refused() -> None:
    """Expiry is told by a day."""
    with pytest.raises(GxdError) as caught:
        lint_record("{}", today="tomorrow")
    assert caught.value.code == "GXD-L192"


def test_the_data_tell_the_version_when_the_number_lies(
    good: Good, spoil: Spoil, today: str
) -> None:
    """A v2 record that calls itself 3.0.3 is read as v2, and its number is the one finding."""
    report = lint_record(spoil(good("2.3"), {"specVersion": "3.0.3"}), today=today)
    assert report.dialects == ("2.3",)
    assert report.codes == ("GXD-L002",)


def test_every_way_to_hand_a_record_over(good: Good, today: str) -> None:
    """JSON text, bytes, an object, the models and an envelope say the same record."""
    import json

    for version in ("2.3", "3.0"):
        record = good(version)
        text = json.dumps(record)
        model = ProductFootprint if version == "3.0" else ProductFootprintV2
        read = model.from_json(text)
        ways = (text, text.encode(), record, read, read.to_json(), {"data": record},
                read.model_dump(exclude_none=True))  # fmt: skip
        for way in ways:
            assert lint_record(way, today=today).clean, type(way)


def test_a_finding_says_everything(
    good_v3: dict[str, Any],
    spoil: Spoil,
    today: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Code, place, what was found, what was expected, why, and how to repair it."""
    report = lint_record(spoil(good_v3, {"pcf.fossilGhgEmissions": "-12.34"}), today=today)
    one = report.by_level["specification"][0]
    assert (one.code, one.path, one.found) == ("GXD-L021", "pcf.fossilGhgEmissions", '"-12.34"')
    told = one.to_json()
    assert told["expected"] == {"ja": "0 以上", "en": "0 or more"}
    assert "PACT Technical Specifications" in told["why"]["en"]
    assert told["repair"]["en"]
    monkeypatch.setenv("GXD_LANG", "en")
    assert "error" in str(report)
    assert "0 or more" in str(report)
    assert "fossilGhgEmissions" in report._repr_html_()
    frame = report.to_frame()
    assert list(frame["code"][:1]) == ["GXD-L021"]
    assert frame.loc[0, "expected"] == "0 or more"
