"""The PC supply chain: five fictitious companies, three tiers, one exchange.

The roles follow the virtual PC supply chain of the consortium's Phase 2 demonstration
(materials, parts, final product); every name and figure is invented (``FICT``). Four
companies calculate product-based, the board maker organization-based.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from gxd_teach import datasets
from gxd_teach.framework import (
    Contribution,
    EmissionFactor,
    EmissionFactors,
    Footprint,
    Inventory,
    ScopeEmissions,
    organization_footprint,
)
from gxd_teach.language import Text, current, say
from gxd_teach.techspec.company import Company, Product
from gxd_teach.techspec.exchange import LocalExchange
from gxd_teach.techspec.publish import product_footprint
from gxd_teach.techspec.records.v3 import ProductFootprint

__all__ = ["PERIOD", "SUPPLIERS", "companies", "footprints", "open_exchange", "record"]

PERIOD = ("2025-04-01", "2026-04-01")  # Japanese fiscal year 2025; the end is exclusive
_FICTITIOUS = Text("架空の値です(セミナー教材)。", "Fictitious values, made for the seminar.")
BOARD_UNITS = 100_000  # boards the PC maker takes a year
BOARD_PRIMARY_SHARE = 30.0  # percent, as the board maker states it
SUPPLIERS = {
    "fict-chassis": ("fict-aluminium", "fict-resin"),
    "fict-pc": ("fict-chassis", "fict-board"),
}  # who reads whose records


def _rows() -> dict[str, dict[str, str]]:
    return {row["company_id"]: row for row in datasets.rows("pc-companies")}


def companies() -> dict[str, Company]:
    """The five companies by id, as the exchange knows them.

    >>> list(companies())[0]
    'fict-aluminium'
    """
    return {
        id_: Company(id_, say(row["name_ja"], row["name_en"]), row["company_urn"])
        for id_, row in _rows().items()
    }


def product(company_id: str) -> Product:
    """What a company sells, with its identifiers."""
    row = _rows()[company_id]
    name = say(row["product_ja"], row["product_en"])
    description = say(
        f"架空の{name}(PCサプライチェーンの教材)", f"fictitious {name} of the PC case"
    )
    return Product(name, description, row["product_urn"])


def footprints() -> dict[str, Footprint]:
    """Every company's footprint per declared unit, each calculated from its suppliers'.

    >>> {id_: round(f.total_kg_co2e, 3) for id_, f in footprints().items()}["fict-pc"]
    21.408
    """
    return dict(_footprints(current()))


@lru_cache(maxsize=2)
def _footprints(language: str) -> tuple[tuple[str, Footprint], ...]:
    factors = EmissionFactors.load()
    rows = _rows()

    def product_based(id_: str, dataset: str, known: EmissionFactors) -> Footprint:
        return Inventory.from_dataset(
            dataset,
            factors=known,
            name=say(rows[id_]["product_ja"], rows[id_]["product_en"]),
            product_mass_kg=float(rows[id_]["product_mass_kg"]),
        ).footprint()

    made = {
        "fict-aluminium": _material("fict-aluminium", factors["FICT-AL-SHEET"]),
        "fict-resin": _material("fict-resin", factors["FICT-RESIN"]),
        "fict-chassis": product_based("fict-chassis", "pc-chassis", factors),
        "fict-board": _board(),
    }
    suppliers = [
        EmissionFactor(
            name,
            made[id_].total_kg_co2e,
            "kg-CO2e/piece",
            "cradle-to-gate",
            made[id_].primary_data_share,
        )
        for name, id_ in (("FICT-CHASSIS", "fict-chassis"), ("FICT-BOARD", "fict-board"))
    ]
    made["fict-pc"] = product_based("fict-pc", "pc-assembly", factors.including(*suppliers))
    return tuple(made.items())


def _material(company_id: str, factor: EmissionFactor) -> Footprint:
    """A material maker states one figure per kilogram; its inventory is its own affair."""
    row = _rows()[company_id]
    name = say(row["product_ja"], row["product_en"])
    part = Contribution(name, "raw_material", factor.value, factor.primary_data_share)
    return Footprint(name, (part,), "kilogram", 1.0, float(row["product_mass_kg"]))


def _board() -> Footprint:
    scopes = [
        ScopeEmissions(
            int(row["scope"]),
            float(row["emissions_t_co2e"]),
            row["distribution_level"],
            row["distribution_index"],
            float(row["customer_amount"]),
            float(row["total_amount"]),
        )
        for row in datasets.rows("pc-board")
    ]
    row = _rows()["fict-board"]
    return organization_footprint(
        scopes,
        units=BOARD_UNITS,
        name=say(row["product_ja"], row["product_en"]),
        primary_data_share=BOARD_PRIMARY_SHARE,
        product_mass_kg=float(row["product_mass_kg"]),
    )


def record(company_id: str, footprint: Footprint | None = None) -> ProductFootprint:
    """A company's footprint as a PACT v3 record; the same call gives the same record."""
    calculated = footprint if footprint is not None else footprints()[company_id]
    unnamed = product_footprint(
        calculated,
        company=companies()[company_id],
        product=product(company_id),
        reference_period_start=PERIOD[0],
        reference_period_end=PERIOD[1],
        fossil_carbon_content_kg=float(_rows()[company_id]["fossil_carbon_content_kg"]),
        comment=" ".join([str(_FICTITIOUS), *calculated.cautions]),
        id=UUID(int=0),
        created="2026-04-20T00:00:00Z",
    )
    # The id follows from the content: another content is another footprint.
    digest = hashlib.sha256(unnamed.to_json()).digest()
    return unnamed.model_copy(update={"id": UUID(bytes=digest[:16], version=4)})


def open_exchange(
    folder: Path | None = None, *, port: int = 0, published: bool = True, **options: Any
) -> LocalExchange:
    """Start an exchange of the five companies on this machine (HTTPS); stop it with `.stop()`.

    With `published`, every company offers its record; else the exchange starts empty.
    `options` are those of `LocalExchange`.
    """
    exchange = LocalExchange(companies().values(), folder=folder, port=port, **options).start()
    if published:
        for company_id in companies():
            exchange.publish(company_id, record(company_id))
    return exchange
