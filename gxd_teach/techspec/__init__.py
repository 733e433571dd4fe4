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
    from gxd_teach.techspec.certificates import make_certificates
    from gxd_teach.techspec.client import ExchangeClient
    from gxd_teach.techspec.company import Company, Product
    from gxd_teach.techspec.credentials import Credentials
    from gxd_teach.techspec.exchange import LocalExchange
    from gxd_teach.techspec.publish import product_footprint
    from gxd_teach.techspec.receive import supplier_factor
    from gxd_teach.techspec.record import (
        CarbonFootprint,
        DataModelExtension,
        DataQualityIndicators,
        ProductFootprint,
        ProductOrSectorSpecificRule,
        SecondaryEmissionFactorSource,
        Verification,
    )
    from gxd_teach.techspec.server import create_app
    from gxd_teach.techspec.store import FootprintStore
    from gxd_teach.techspec.sums import check_sums
    from gxd_teach.techspec.tokens import Tokens

__all__ = [
    "CarbonFootprint",
    "Company",
    "Credentials",
    "DataModelExtension",
    "DataQualityIndicators",
    "ExchangeClient",
    "FootprintStore",
    "LocalExchange",
    "Product",
    "ProductFootprint",
    "ProductOrSectorSpecificRule",
    "SecondaryEmissionFactorSource",
    "Tokens",
    "Verification",
    "check_sums",
    "create_app",
    "make_certificates",
    "product_footprint",
    "supplier_factor",
]

_HOMES = {
    "certificates": ("make_certificates",),
    "client": ("ExchangeClient",),
    "company": ("Company", "Product"),
    "credentials": ("Credentials",),
    "exchange": ("LocalExchange",),
    "publish": ("product_footprint",),
    "receive": ("supplier_factor",),
    "record": (
        "CarbonFootprint",
        "DataModelExtension",
        "DataQualityIndicators",
        "ProductFootprint",
        "ProductOrSectorSpecificRule",
        "SecondaryEmissionFactorSource",
        "Verification",
    ),
    "server": ("create_app",),
    "store": ("FootprintStore",),
    "sums": ("check_sums",),
    "tokens": ("Tokens",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
