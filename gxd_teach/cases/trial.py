"""The three rounds of the consortium's trial on a fictitious chain of eight companies.

The roles and the rounds (each company alone, exchange with primary data, the whole chain) follow
the consortium's Phase 2 demonstration; every name and figure is invented (``FICT``) and no company's
result. Seven companies calculate product-based, the board maker organization-based.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from gxd_teach import datasets
from gxd_teach.framework import (
    EmissionFactor,
    Footprint,
    Inventory,
    ScopeEmissions,
    SupplyChain,
    organization_footprint,
)
from gxd_teach.framework.activity import Activity
from gxd_teach.framework.inputs import direct_emissions, energy, material, packaging
from gxd_teach.language import Text, say
from gxd_teach.techspec.company import Company, Product
from gxd_teach.techspec.publish import product_footprint
from gxd_teach.techspec.receive import supplier_factor
from gxd_teach.techspec.records.v3 import ProductFootprint

__all__ = ["UNITS_A_YEAR", "actions", "answers", "calculate", "chain", "companies", "product_urn",
           "record", "suppliers_of", "tier"]  # fmt: skip

UNITS_A_YEAR = 50_000  # computers, and the boards for them
BOARD_PRIMARY_SHARE = 25.0  # percent, as the board maker states it
FIRST_YEAR = 2025  # Japanese fiscal year of the trial; the year after is there to compare
POWER = "ELEC-JP-AVERAGE-FY2024"
_FICTITIOUS = Text("架空の値です(セミナー教材)。", "Fictitious values, made for the seminar.")
Row = dict[str, str]


def _companies() -> dict[str, Row]:
    return {row["company_id"]: row for row in datasets.rows("case-user-companies")}


def companies() -> dict[str, Company]:
    """The eight companies by id, from the final product up.

    >>> list(companies())[0]
    'fict-pcmaker'
    """
    return {
        id_: Company(id_, say(row["name_ja"], row["name_en"]), row["company_urn"])
        for id_, row in _companies().items()
    }


def tier(number: int) -> list[str]:
    """The companies of a tier: 1 final product, 2 parts, 3 materials.

    >>> tier(3)
    ['fict-rolling', 'fict-glass', 'fict-cathode']
    """
    return [id_ for id_, row in _companies().items() if int(row["tier"]) == number]


def answers(company_id: str, year: int = FIRST_YEAR) -> bool:
    """Whether the company can give its record in that fiscal year.

    >>> answers("fict-cathode"), answers("fict-cathode", 2026)
    (False, True)
    """
    return year >= int(_companies()[company_id]["answers_from"])


def product_urn(company_id: str) -> str:
    """The identifier by which a company's product is asked for.

    >>> product_urn("fict-glass")
    'urn:pact:glass.fict.example:product-id:glass'
    """
    return _companies()[company_id]["product_urn"]


def product_name(company_id: str) -> str:
    """What a company makes, in the current language."""
    row = _companies()[company_id]
    return say(row["product_ja"], row["product_en"])


def suppliers_of(company_id: str) -> list[str]:
    """The companies of the chain that a company buys from.

    >>> suppliers_of("fict-casing")
    ['fict-rolling']
    """
    return [_maker(row) for row in _rows(company_id) if row["kind"] == "supplier"]


def actions() -> list[Row]:
    """The proposals for reduction, a row each, with their cost and their months.

    >>> [row["action_id"] for row in actions() if row["effect"] == "data"]
    ['FICT-A6']
    """
    return datasets.rows("case-user-actions")


def _rows(company_id: str) -> list[Row]:
    return [r for r in datasets.rows("case-user-activities") if r["company_id"] == company_id]


def _maker(row: Row) -> str:
    return next((i for i, one in _companies().items()
                 if one["product"] == row["supplier_product"]), "")  # fmt: skip


def _values(row: Row, year: int, taken: Iterable[str]) -> tuple[float, float]:
    """Amount and factor of a row in a year, after the proposals `taken`."""
    column = "" if year == FIRST_YEAR else "_next"
    amount, factor = float(row[f"amount{column}"]), float(row[f"factor{column}"])
    for action in actions():
        if action["row"] == row["row_id"] and action["action_id"] in set(taken):
            if action["effect"] == "amount":
                amount = float(action["after"])
            else:
                factor = float(action["after"])
    return amount, factor


def calculate(
    company_id: str,
    received: Mapping[str, ProductFootprint] | None = None,
    *,
    year: int = FIRST_YEAR,
    taken: Iterable[str] = (),
) -> Footprint:
    """A company's footprint of one declared unit, kg CO2e, with the records it has `received`.

    `received` maps a supplier's id to its record; what is not in it counts with the secondary factor
    at hand. `year` is 2025 or 2026, `taken` are ids of `actions` that have been carried out.

    >>> round(calculate("fict-pcmaker").total_kg_co2e, 3), calculate("fict-rolling").total_kg_co2e
    (115.772, 8.9445)
    """
    row = _companies()[company_id]
    name, mass = product_name(company_id), float(row["product_mass_kg"])
    if row["method"] == "organization":
        return _board(name, mass)
    known = received or {}
    activities = [_activity(one, *_values(one, year, taken), known) for one in _rows(company_id)]
    return Inventory(
        name, activities, declared_unit=row["declared_unit"], product_mass_kg=mass
    ).footprint()


def _activity(
    row: Row, amount: float, value: float, received: Mapping[str, ProductFootprint]
) -> Activity:
    flow, unit, maker = say(row["flow_ja"], row["flow_en"]), row["unit"], _maker(row)
    if row["kind"] == "direct":
        return direct_emissions(flow, amount)
    if row["kind"] == "power":
        return energy(flow, amount, unit, POWER)
    if maker in received:
        factor = supplier_factor(maker.upper(), received[maker])
        return material(flow, amount, unit, factor, supplier=maker)
    label = say("二次データ", "secondary data")
    factor = EmissionFactor(row["row_id"], value, row["factor_unit"], "cradle-to-gate", label=label)
    kind = packaging if row["kind"] == "packaging" else material
    return kind(flow, amount, unit, factor, primary=False, supplier=maker)


def _board(name: str, mass: float) -> Footprint:
    scopes = [
        ScopeEmissions(int(row["scope"]), float(row["emissions_t_co2e"]), row["distribution_level"],
                       row["distribution_index"], float(row["customer_amount"]),
                       float(row["total_amount"]))
        for row in datasets.rows("case-user-board")
    ]  # fmt: skip
    return organization_footprint(scopes, units=UNITS_A_YEAR, name=name, product_mass_kg=mass,
                                  primary_data_share=BOARD_PRIMARY_SHARE)  # fmt: skip


def record(company_id: str, footprint: Footprint, *, year: int = FIRST_YEAR) -> ProductFootprint:
    """The footprint as a PACT v3 record; the same content is the same record, another is another.

    >>> str(record("fict-glass", calculate("fict-glass")).pcf.pcfExcludingBiogenicUptake)
    '2.3684'
    """
    name = product_name(company_id)
    said = say(f"架空の{name}(PC のサプライチェーンの事例)", f"fictitious {name} of the PC case")
    unnamed = product_footprint(
        footprint,
        company=companies()[company_id],
        product=Product(name, said, product_urn(company_id)),
        reference_period_start=f"{year}-04-01",
        reference_period_end=f"{year + 1}-04-01",
        fossil_carbon_content_kg=float(_companies()[company_id]["fossil_carbon_content_kg"]),
        comment=" ".join([str(_FICTITIOUS), *footprint.cautions]),
        id=UUID(int=0),
        created=f"{year + 1}-04-20T00:00:00Z",
    )
    digest = hashlib.sha256(unnamed.to_json()).digest()  # another content is another footprint
    return unnamed.model_copy(update={"id": UUID(bytes=digest[:16], version=4)})


def chain(
    answered: Iterable[str], *, year: int = FIRST_YEAR, taken: Iterable[str] = ()
) -> SupplyChain:
    """The companies as one `SupplyChain`, kg CO2e per declared unit, with primary data shares.

    What a company does itself (its electricity, its own emissions) stands with its product; what it
    buys from outside the chain is a product of its own. Of a company that is not in `answered` only
    its buyer's secondary factor is known.

    >>> round(chain(["fict-casing", "fict-rolling"]).footprints()["筐体"], 3)
    17.449
    """
    known, taken = [tier(1)[0], *answered], list(taken)
    links: list[tuple[str, str, float]] = []
    direct: list[dict[str, Any]] = []
    for id_ in known:
        product = product_name(id_)
        if _companies()[id_]["method"] == "organization":  # nothing of its chain can be seen
            direct.append(_line(product, calculate(id_).total_kg_co2e, BOARD_PRIMARY_SHARE))
            continue
        own = primary = 0.0
        for row in _rows(id_):
            amount, factor = _values(row, year, taken)
            if row["kind"] in ("power", "direct"):
                part = _activity(row, amount, factor, {})
                own += part.kg_co2e
                primary += part.kg_co2e * part.primary_data_share
                continue
            maker, flow = _maker(row), say(row["flow_ja"], row["flow_en"])
            if maker not in known:
                direct.append(_line(flow, factor, 0.0))
            links.append((product, product_name(maker) if maker in known else flow, amount))
        direct.append(_line(product, own, primary / own))
    return SupplyChain(links, direct)


def _line(product: str, kg_co2e: float, primary_data_share: float) -> dict[str, Any]:
    return {"product": product, "kg_co2e": kg_co2e, "primary_data_share": primary_data_share}
