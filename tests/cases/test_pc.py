"""The PC supply chain: five companies, one answer."""

from __future__ import annotations

import pytest

from gxd_teach.cases import pc
from gxd_teach.framework import EmissionFactors, Inventory
from gxd_teach.techspec import ExchangeClient, ProductFootprint, check_sums, supplier_factor

GOLDEN = {  # kg CO2e per declared unit, primary data share in percent
    "fict-aluminium": (8.0, 40.0),
    "fict-resin": (2.0, 25.0),
    "fict-chassis": (12.372, 32.25),
    "fict-board": (3.60, 30.0),
    "fict-pc": (21.408, 23.68),
}


@pytest.mark.parametrize("company_id", GOLDEN)
def test_every_company_states_its_golden_figures(company_id):
    """Footprint and primary data share, calculated and as published."""
    kg, share = GOLDEN[company_id]
    footprint = pc.footprints()[company_id]
    assert footprint.total_kg_co2e == pytest.approx(kg, abs=5e-4)
    assert footprint.primary_data_share == pytest.approx(share, abs=5e-3)
    record = pc.record(company_id)
    assert float(record.pcf.pcfExcludingBiogenicUptake) == pytest.approx(kg, abs=5e-4)
    assert float(record.pcf.primaryDataShare) == share
    assert check_sums(record) == []
    assert "架空" in record.comment


def test_the_same_content_has_the_same_id_and_another_another():
    """A changed footprint is a new footprint."""
    assert pc.record("fict-chassis").id == pc.record("fict-chassis").id
    changed = Inventory.from_dataset("pc-chassis", product_mass_kg=1.3).footprint(yield_rate=0.95)
    assert pc.record("fict-chassis", changed).id != pc.record("fict-chassis").id


def test_the_pc_maker_gets_21_408_from_what_it_receives():
    """Exchanged over HTTPS, the suppliers' records add up to the same footprint."""
    with pc.open_exchange() as exchange:
        received = {}
        for supplier in pc.SUPPLIERS["fict-pc"]:
            credentials = exchange.register("fict-pc", owner=supplier)
            with ExchangeClient(credentials) as client:
                (received[supplier],) = client.footprints()
    factors = EmissionFactors.load().including(
        supplier_factor("FICT-CHASSIS", received["fict-chassis"]),
        supplier_factor("FICT-BOARD", received["fict-board"]),
    )
    pc_made = Inventory.from_dataset("pc-assembly", factors=factors).footprint()
    assert pc_made.total_kg_co2e == pytest.approx(21.408, abs=5e-4)
    assert pc_made.primary_data_share == pytest.approx(23.68, abs=5e-3)


def test_a_supplier_without_a_share_counts_as_zero():
    """What is not stated is not primary."""
    import json

    content = json.loads(pc.record("fict-board").to_json())
    del content["pcf"]["primaryDataShare"]
    silent = ProductFootprint.from_json(json.dumps(content))
    assert supplier_factor("FICT-BOARD", silent).primary_data_share == 0


def test_a_record_for_ten_pieces_is_a_factor_per_piece():
    """In v3 the value is for the whole declared amount."""
    inventory = Inventory.from_dataset("pc-chassis", product_mass_kg=1.3)
    ten = pc.record("fict-chassis", inventory.scaled(10).footprint())
    assert ten.pcf.declaredUnitAmount == 10
    assert float(ten.pcf.pcfExcludingBiogenicUptake) == pytest.approx(123.72, abs=5e-3)
    assert supplier_factor("X", ten).value == pytest.approx(12.372, abs=5e-4)
