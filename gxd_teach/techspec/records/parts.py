"""Parts that records of PACT v2 and v3 share: rules, sources of factors, extensions.

PACT Technical Specifications v2.3.3 and v3.0.3 (WBCSD), data model.
"""

from __future__ import annotations

from typing import Any, Literal

from gxd_teach.techspec.records.document import Part, Text, Texts
from gxd_teach.techspec.records.identifiers import Uri
from gxd_teach.techspec.records.wire import Maybe

__all__ = [
    "DataModelExtension",
    "ProductOrSectorSpecificRule",
    "SecondaryEmissionFactorSource",
]


class ProductOrSectorSpecificRule(Part):
    """A product category rule, and who operates it."""

    operator: Literal["PEF", "EPD International", "Other"]
    ruleNames: Texts
    otherOperatorName: Maybe[Text] = None


class SecondaryEmissionFactorSource(Part):
    """A database of secondary emission factors, by name and version."""

    name: Text
    version: Text


class DataModelExtension(Part):
    """Further data agreed between the two sides, described by a JSON schema of its own."""

    specVersion: str
    dataSchema: Uri
    documentation: Maybe[Uri] = None
    data: dict[str, Any]
