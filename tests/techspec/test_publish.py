"""From a calculated footprint to a record."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from gxd_teach.cli import main
from gxd_teach.errors import GxdError, ProblemsError
from gxd_teach.framework import (
    Footprint,
    Process,
    ProductSystem,
    ScopeEmissions,
    inputs,
    organization_footprint,
)
from gxd_teach.techspec import Company, Product, ProductFootprint

Publish = Callable[..., ProductFootprint]
Calculated = Callable[..., SimpleNamespace]


def test_values_are_for_the_whole_declared_amount(publish: Publish, calculated: Calculated) -> None:
    """25 kg CO2e for 12.5 liter is stated as 25 for 12.5 liter, not as 2 for one."""
    pcf = publish(
        calculated(
            declared_unit="liter", declared_amount=12.5, total_kg_co2e=25.0, product_mass_kg=10.0
        )
    ).pcf
    assert (pcf.declaredUnitAmount, pcf.pcfExcludingBiogenicUptake) == (Decimal("12.5"), 25)
    assert pcf.productMassPerDeclaredUnit == 10


def test_all_of_it_is_fossil_in_this_course(publish: Publish) -> None:
    """Without biogenic carbon the two totals and the fossil emissions are one value."""
    pcf = publish().pcf
    assert pcf.pcfExcludingBiogenicUptake == pcf.pcfIncludingBiogenicUptake
    assert pcf.pcfExcludingBiogenicUptake == pcf.fossilGhgEmissions == Decimal("12.34")


def test_uptake_by_plants_lowers_the_including_total(publish: Publish) -> None:
    """12.34 with an uptake of 0.34 is 12 including biogenic uptake."""
    for uptake in (-0.34, "-0.34", Decimal("-0.34")):
        pcf = publish(more={"biogenicCO2Uptake": uptake}).pcf
        assert pcf.pcfIncludingBiogenicUptake == 12


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (1e15, "1000000000000000"),
        (2 / 3, "0.666666666667"),
        (0.0, "0"),
        (-0.0, "0"),
    ],
)
def test_floats_leave_their_noise_behind(
    publish: Publish, calculated: Calculated, value: float, text: str
) -> None:
    """A record carries twelve significant digits in plain notation, not binary residue."""
    sent = json.loads(publish(calculated(total_kg_co2e=value)).to_json())
    assert sent["pcf"]["pcfExcludingBiogenicUptake"] == text


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_not_published(
    publish: Publish, calculated: Calculated, value: float
) -> None:
    """A division by zero on the way stops before it reaches a customer."""
    with pytest.raises(GxdError) as caught:
        publish(calculated(total_kg_co2e=value))
    assert caught.value.code == "GXD-R042"


@pytest.mark.parametrize("unit", ["piece", "liter", "cubic meter", "square meter"])
def test_goods_need_their_mass(publish: Publish, calculated: Calculated, unit: str) -> None:
    """A customer who buys by piece or by liter must be told the mass."""
    with pytest.raises(GxdError, match="product_mass_kg") as caught:
        publish(calculated(declared_unit=unit, product_mass_kg=None))
    assert caught.value.code == "GXD-R043"


@pytest.mark.parametrize(
    ("unit", "mass"), [("kilogram", "2.5"), ("kilowatt hour", "0"), ("ton kilometer", "0")]
)
def test_other_units_say_their_mass_themselves(
    publish: Publish, calculated: Calculated, unit: str, mass: str
) -> None:
    """2.5 kilogram weigh 2.5 kg; energy and transport weigh nothing."""
    pcf = publish(calculated(declared_unit=unit, declared_amount=2.5, product_mass_kg=None)).pcf
    assert pcf.productMassPerDeclaredUnit == Decimal(mass)


@pytest.mark.parametrize(
    ("changes", "where", "code"),
    [
        ({"declared_unit": "kg"}, "pcf.declaredUnitOfMeasurement", "GXD-R016"),
        ({"declared_amount": 0.0}, "pcf.declaredUnitAmount", "GXD-R006"),
        ({"total_kg_co2e": -1.0}, "pcf.fossilGhgEmissions", "GXD-R006"),
        ({"primary_data_share": 140.0}, "pcf.primaryDataShare", "GXD-R045"),
    ],
)
def test_what_pact_would_refuse_is_refused_here(
    publish: Publish, calculated: Calculated, changes: dict[str, Any], where: str, code: str
) -> None:
    """A footprint that is no PACT footprint is stopped at its author, with the place."""
    with pytest.raises(ProblemsError) as caught:
        publish(calculated(**changes))
    assert [(one.where, one.code) for one in caught.value.problems] == [(where, code)]


def test_a_reversed_period_is_refused(publish: Publish) -> None:
    """A reference period ends after it begins."""
    with pytest.raises(ProblemsError) as caught:
        publish(reference_period_start="2026-04-01", reference_period_end="2025-04-01")
    assert caught.value.code == "GXD-R044"


def test_a_part_that_no_total_holds_is_refused(publish: Publish) -> None:
    """Land-use emissions that the total leaves out are a contradiction."""
    with pytest.raises(ProblemsError) as caught:
        publish(more={"landUseChangeGhgEmissions": 1.0})
    assert caught.value.code == "GXD-R031"


def test_a_plain_date_is_its_midnight_in_utc(publish: Publish) -> None:
    """Text, date and moment say the same reference period."""
    midnight = datetime(2025, 4, 1, tzinfo=UTC)
    for start in ("2025-04-01", date(2025, 4, 1), midnight, "2025-04-01T09:00:00+09:00"):
        assert publish(reference_period_start=start).pcf.referencePeriodStart == midnight


def test_a_moment_without_a_zone_is_refused(publish: Publish) -> None:
    """Nine in the morning is a moment only where one knows where."""
    with pytest.raises(ProblemsError) as caught:
        publish(created=datetime(2026, 4, 1, 9))
    assert (caught.value.problems[0].where, caught.value.code) == ("created", "GXD-R012")


def test_every_record_has_its_own_id(publish: Publish) -> None:
    """Two publications are two footprints, and the id is a random UUID."""
    first, second = publish(), publish()
    assert first.id != second.id
    assert first.id.version == 4


def test_a_lone_urn_is_a_list_of_one(publish: Publish) -> None:
    """One identifier may be given as it is."""
    record = publish(product=Product("筐体", "", "urn:gtin:4912345678904", "urn:cpc:45220"))
    assert record.productIds == ("urn:gtin:4912345678904",)
    assert record.productClassifications == ("urn:cpc:45220",)


@pytest.mark.parametrize("slug", ["", "FICT", "fict chassis", "fict/chassis", "-fict", "架空"])
def test_a_company_id_can_stand_in_an_address(slug: str) -> None:
    """A company's short name is part of its URL."""
    with pytest.raises(GxdError) as caught:
        Company(slug, "架空", "urn:gln:4912345000009")
    assert caught.value.code == "GXD-R041"


def boxed(*, packaging: bool = True, outbound: bool = True) -> Footprint:
    """9.6 kg of aluminium, 0.36 kg of cardboard around it, and 1.5 kg carried 400 km after the gate."""
    box = [inputs.packaging("箱", 0.4, "kg", "FICT-CARDBOARD", primary=False)]
    leg = inputs.transport_leg("出荷", 1.5, 400, "TRUCK-10T-DIESEL-FULL")
    return ProductSystem(
        "FICT-CHASSIS",
        [
            Process(
                "組立",
                [
                    inputs.material("アルミ板", 1.2, "kg", "FICT-AL-SHEET"),
                    *(box if packaging else []),
                ],
            )
        ],
        product_mass_kg=1.2,
        outbound=[leg] if outbound else [],
    ).footprint()


def test_packaging_is_inside_the_total_and_named(publish: Publish) -> None:
    """9.6 kg and 0.4 kg of cardboard at 0.9 kg/kg make 9.96 kg, of which 0.36 are packaging."""
    pcf = publish(boxed(outbound=False)).pcf
    assert pcf.pcfExcludingBiogenicUptake == pcf.fossilGhgEmissions == Decimal("9.96")
    assert pcf.packagingEmissionsIncluded is True
    assert pcf.packagingGhgEmissions == Decimal("0.36")
    assert pcf.outboundLogisticsGhgEmissions is None


def test_a_footprint_without_packaging_says_so(publish: Publish) -> None:
    """No packaging among the rows: the flag is false, and there is no amount beside it."""
    pcf = publish(boxed(packaging=False)).pcf
    assert pcf.packagingEmissionsIncluded is False
    assert pcf.packagingGhgEmissions is None


def test_outbound_logistics_stand_beside_the_total(publish: Publish) -> None:
    """0.6 tkm at 95.31 g after the gate are 0.057186 kg, and in no total."""
    pcf = publish(boxed(packaging=False)).pcf
    assert pcf.pcfExcludingBiogenicUptake == Decimal("9.6")
    assert pcf.outboundLogisticsGhgEmissions == Decimal("0.057186")


def test_an_organization_cannot_tell_its_packaging(publish: Publish) -> None:
    """Scope 1, 2 and 3 cut out for a customer hold packaging that nobody has told apart."""
    scopes = [ScopeEmissions(n, 10, "site", "unit", 1, 4) for n in (1, 2, 3)]
    pcf = publish(organization_footprint(scopes, units=100, product_mass_kg=1.0)).pcf
    assert pcf.packagingEmissionsIncluded is None
    assert pcf.packagingGhgEmissions is None


def test_what_the_publisher_states_wins(publish: Publish) -> None:
    """A flag of false, said by hand, leaves no amount of packaging beside it."""
    pcf = publish(boxed(), more={"packagingEmissionsIncluded": False}).pcf
    assert pcf.packagingEmissionsIncluded is False
    assert pcf.packagingGhgEmissions is None


def test_the_shell_writes_the_same_record(tmp_path: Path) -> None:
    """`gxd calc --pact` names packaging and outbound transport of an Excel sheet too."""
    sheet, out = tmp_path / "chassis.csv", tmp_path / "record.json"
    sheet.write_text(
        "項目,段階,数量,単位,排出係数,係数の単位,データ種別\n"
        "アルミ板,原材料調達,1.2,kg,8.0,kg-CO2e/kg,一次\n"
        "箱,包装,0.4,kg,0.9,kg-CO2e/kg,二次\n"
        "出荷,出荷輸送,0.6,tkm,95.31,g-CO2e/tkm,二次\n",
        encoding="utf-8",
    )
    said = {
        "--mass": "1.2", "--company": "架空シャーシ", "--company-urn": "urn:gln:4912345000009",
        "--product-urn": "urn:gtin:4912345678904", "--period-start": "2025-04-01",
        "--period-end": "2026-04-01", "--fossil-carbon": "0",
    }  # fmt: skip
    options = [word for pair in said.items() for word in pair]
    assert main(["calc", str(sheet), "--pact", str(out), *options]) == 0
    pcf = json.loads(out.read_bytes())["pcf"]
    assert pcf["pcfExcludingBiogenicUptake"] == "9.96"
    assert (pcf["packagingEmissionsIncluded"], pcf["packagingGhgEmissions"]) == (True, "0.36")
    assert pcf["outboundLogisticsGhgEmissions"] == "0.057186"
