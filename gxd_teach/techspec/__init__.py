"""Part II, the data-exchange specification: write a record, publish it, read another's.

PACT Technical Specifications v3.0.3 (WBCSD), to which the Green x Digital Consortium's data
exchange is aligned. One calculated footprint becomes a record (`product_footprint`), is
offered on an exchange (`LocalExchange`) and read by a customer (`ExchangeClient`).

Names are brought in when they are first used: asking for `Company` starts no web server.

>>> from gxd_teach.techspec import Company
>>> Company("fict-pc", "架空パソコン", "urn:gln:4912345000016").name
'架空パソコン'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gxd_teach.techspec.client.client import ExchangeClient
    from gxd_teach.techspec.client.credentials import Credentials
    from gxd_teach.techspec.company import Company, Product
    from gxd_teach.techspec.convert.catenax import catenax_to_pact, pact_to_catenax
    from gxd_teach.techspec.convert.ileap import ileap_to_pact
    from gxd_teach.techspec.convert.loss import Conversion, Loss
    from gxd_teach.techspec.convert.ouranos import ouranos_to_pact
    from gxd_teach.techspec.convert.ouranos_out import pact_to_ouranos
    from gxd_teach.techspec.convert.sheet import sheet_to_records
    from gxd_teach.techspec.convert.v2_to_v3 import v2_to_v3
    from gxd_teach.techspec.convert.v3_to_v2 import v3_to_v2
    from gxd_teach.techspec.exchange import LocalExchange
    from gxd_teach.techspec.lint.check import lint_record, lint_records
    from gxd_teach.techspec.lint.files import lint_source
    from gxd_teach.techspec.lint.rule import catalogue
    from gxd_teach.techspec.lint.usability import usability_of
    from gxd_teach.techspec.publish import product_footprint
    from gxd_teach.techspec.receive import supplier_factor
    from gxd_teach.techspec.records.gxd_comparison import compare_profiles
    from gxd_teach.techspec.records.gxd_extension import (
        GxdExtension,
        as_data_model_extension,
        extension_of,
    )
    from gxd_teach.techspec.records.gxd_profiles import Profile, check_extension
    from gxd_teach.techspec.records.ileap import HOC, TAD, TOC, ShipmentFootprint
    from gxd_teach.techspec.records.reading import dialect_of, read_record, read_records
    from gxd_teach.techspec.records.sums import check_sums
    from gxd_teach.techspec.records.v2 import ProductFootprintV2, footprint_v2
    from gxd_teach.techspec.records.v2_carbon import CarbonFootprintV2
    from gxd_teach.techspec.records.v3 import (
        CarbonFootprint,
        DataModelExtension,
        DataQualityIndicators,
        ProductFootprint,
        ProductOrSectorSpecificRule,
        SecondaryEmissionFactorSource,
        Verification,
    )
    from gxd_teach.techspec.server.app import create_app
    from gxd_teach.techspec.server.callbacks import Callbacks
    from gxd_teach.techspec.server.certificates import make_certificates
    from gxd_teach.techspec.server.events import EventDoor
    from gxd_teach.techspec.server.limits import Limits
    from gxd_teach.techspec.server.outbox import Outbox
    from gxd_teach.techspec.server.tokens import Tokens
    from gxd_teach.techspec.store.activity import Activity
    from gxd_teach.techspec.store.events import EventStore
    from gxd_teach.techspec.store.footprints import FootprintStore
    from gxd_teach.techspec.store.partners import Partner

__all__ = [
    "HOC",
    "TAD",
    "TOC",
    "Activity",
    "Callbacks",
    "CarbonFootprint",
    "CarbonFootprintV2",
    "Company",
    "Conversion",
    "Credentials",
    "DataModelExtension",
    "DataQualityIndicators",
    "EventDoor",
    "EventStore",
    "ExchangeClient",
    "FootprintStore",
    "GxdExtension",
    "Limits",
    "LocalExchange",
    "Loss",
    "Outbox",
    "Partner",
    "Product",
    "ProductFootprint",
    "ProductFootprintV2",
    "ProductOrSectorSpecificRule",
    "Profile",
    "SecondaryEmissionFactorSource",
    "ShipmentFootprint",
    "Tokens",
    "Verification",
    "as_data_model_extension",
    "catalogue",
    "catenax_to_pact",
    "check_extension",
    "check_sums",
    "compare_profiles",
    "create_app",
    "dialect_of",
    "extension_of",
    "footprint_v2",
    "ileap_to_pact",
    "lint_record",
    "lint_records",
    "lint_source",
    "make_certificates",
    "ouranos_to_pact",
    "pact_to_catenax",
    "pact_to_ouranos",
    "product_footprint",
    "read_record",
    "read_records",
    "sheet_to_records",
    "supplier_factor",
    "usability_of",
    "v2_to_v3",
    "v3_to_v2",
]

_HOMES = {
    "server.limits": ("Limits",),
    "convert.loss": (
        "Conversion",
        "Loss",
    ),
    "convert.v2_to_v3": ("v2_to_v3",),
    "convert.v3_to_v2": ("v3_to_v2",),
    "convert.ouranos": ("ouranos_to_pact",),
    "convert.ouranos_out": ("pact_to_ouranos",),
    "convert.catenax": (
        "catenax_to_pact",
        "pact_to_catenax",
    ),
    "convert.ileap": ("ileap_to_pact",),
    "convert.sheet": ("sheet_to_records",),
    "server.events": ("EventDoor",),
    "server.outbox": ("Outbox",),
    "server.callbacks": ("Callbacks",),
    "store.partners": ("Partner",),
    "store.events": ("EventStore",),
    "store.activity": ("Activity",),
    "records.v2": (
        "ProductFootprintV2",
        "footprint_v2",
    ),
    "records.v2_carbon": ("CarbonFootprintV2",),
    "records.reading": (
        "dialect_of",
        "read_record",
        "read_records",
    ),
    "records.gxd_extension": (
        "GxdExtension",
        "as_data_model_extension",
        "extension_of",
    ),
    "records.gxd_profiles": (
        "Profile",
        "check_extension",
    ),
    "records.gxd_comparison": ("compare_profiles",),
    "records.ileap": (
        "HOC",
        "TAD",
        "TOC",
        "ShipmentFootprint",
    ),
    "lint.check": (
        "lint_record",
        "lint_records",
    ),
    "lint.files": ("lint_source",),
    "lint.usability": ("usability_of",),
    "lint.rule": ("catalogue",),
    "server.certificates": ("make_certificates",),
    "client.client": ("ExchangeClient",),
    "company": ("Company", "Product"),
    "client.credentials": ("Credentials",),
    "exchange": ("LocalExchange",),
    "publish": ("product_footprint",),
    "receive": ("supplier_factor",),
    "records.v3": (
        "CarbonFootprint",
        "DataModelExtension",
        "DataQualityIndicators",
        "ProductFootprint",
        "ProductOrSectorSpecificRule",
        "SecondaryEmissionFactorSource",
        "Verification",
    ),
    "server.app": ("create_app",),
    "store.footprints": ("FootprintStore",),
    "records.sums": ("check_sums",),
    "server.tokens": ("Tokens",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
