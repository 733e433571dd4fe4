"""What the Green x Digital Consortium adds to a PACT record: how it was calculated, and by whom.

The consortium's data model extension (calcMethod, FWedition, organization, certificate,
gateToGate), https://github.com/Green-x-Digital-Consortium/data-model-extensions, MIT. Its
documentation and its JSON Schema contradict each other; `gxd_profiles` shows where.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import StrictFloat, StrictInt

from gxd_teach.errors import GxdError, ProblemsError
from gxd_teach.techspec.records.document import Part, Record
from gxd_teach.techspec.records.gxd_profiles import Profile, check_extension
from gxd_teach.techspec.records.json_text import read_json, write_json
from gxd_teach.techspec.records.parts import DataModelExtension
from gxd_teach.techspec.records.wire import Maybe

if TYPE_CHECKING:
    from gxd_teach.techspec.records.v2 import ProductFootprintV2
    from gxd_teach.techspec.records.v3 import ProductFootprint

__all__ = [
    "GXD_DOCUMENTATION",
    "GXD_SCHEMA",
    "Certificate",
    "GateToGate",
    "GxdExtension",
    "OrganizationBasis",
    "as_data_model_extension",
    "extension_data_of",
    "extension_of",
    "in_profile",
]

_HOME = "https://github.com/Green-x-Digital-Consortium/data-model-extensions"
GXD_SCHEMA = f"{_HOME}/blob/main/specs/GxD_schema_en.json"
GXD_DOCUMENTATION = f"{_HOME}/blob/main/specs/GxD_extension_en.md"
_HOMES = (_HOME, "https://raw.githubusercontent.com/Green-x-Digital-Consortium/")
# The two properties of PACT's pcf that the published schema demands of an organization.
_BORROWED = ("declaredUnit", "crossSectoralStandardsUsed")


class OrganizationBasis(Part):
    """Organization-based calculation: at which level and by which index each scope was cut."""

    # Numbers in the documentation, text in the published schema: both are read as they are.
    scope3Category: Maybe[tuple[StrictInt | StrictFloat | str, ...]] = None
    scope1DistributionLevel: str
    scope2DistributionLevel: str
    scope3DistributionLevel: str
    scope1DistributionIndex: Maybe[str] = None
    scope2DistributionIndex: Maybe[str] = None
    scope3DistributionIndex: Maybe[str] = None
    distributionLevelComment: Maybe[str] = None
    distributionIndexComment: Maybe[str] = None


class Certificate(Part):
    """Certificates used, among them J-Credits from renewable electricity."""

    certificateAmount: Maybe[str] = None
    certificateType: Maybe[str] = None


class GateToGate(Part):
    """The own processes' part of the footprint; decimals as text.

    gateToGateBiogenicCarbonContent is named a carbon content, and documented as emissions
    *including* the biogenic ones.
    """

    gateToGateFossilGhgEmissions: Maybe[str] = None
    gateToGateBiogenicCarbonContent: Maybe[str] = None
    unitaryProductAmountComment: Maybe[str] = None


class GxdExtension(Record):
    """The extension's data: product-based (calcMethod "0") or organization-based ("1").

    >>> GxdExtension(calcMethod="0", FWedition="2.0").to_json()
    b'{"calcMethod":"0","FWedition":"2.0"}'
    """

    SUBJECT: ClassVar[str] = "GxdExtension"

    calcMethod: str
    FWedition: str
    organization: Maybe[OrganizationBasis] = None
    certificate: Maybe[Certificate] = None
    gateToGate: Maybe[GateToGate] = None


def in_profile(
    data: GxdExtension | Mapping[str, Any],
    profile: Profile | str,
    *,
    pcf: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The extension's data written the way a profile wants it; what it says stays the same.

    As published: categories as text, and the two properties of PACT's pcf that the schema
    demands, taken from `pcf` where there is an organization. Otherwise: categories as numbers.

    >>> levels = {f"scope{n}DistributionLevel": "site" for n in (1, 2, 3)}
    >>> data = {"calcMethod": "1", "FWedition": "2.0",
    ...         "organization": {"scope3Category": ["1", "4"], **levels}}
    >>> in_profile(data, "as documented")["organization"]["scope3Category"]
    [1, 4]
    """
    published = Profile.of(profile) is Profile.AS_PUBLISHED
    content: dict[str, Any] = dict(_plain(data))
    organization = content.get("organization")
    if not isinstance(organization, Mapping):
        return content
    written = dict(organization)
    categories = written.get("scope3Category")
    if isinstance(categories, (list, tuple)):
        written["scope3Category"] = [
            str(one) if published else _as_number(one) for one in categories
        ]
    for name in _BORROWED:
        if published and pcf is not None and name in pcf:
            written.setdefault(name, pcf[name])
        elif not published:
            written.pop(name, None)
    return content | {"organization": written}


def _as_number(category: Any) -> Any:
    return int(category) if isinstance(category, str) and category.isdecimal() else category


def _plain(data: Any) -> Any:
    """A part of a record as the JSON it stands for."""
    return read_json(data.to_json()) if isinstance(data, Record) else data


def as_data_model_extension(
    data: GxdExtension | Mapping[str, Any],
    profile: Profile | str = Profile.STRICT,
    *,
    pcf: Mapping[str, Any] | None = None,
) -> DataModelExtension:
    """The extension as it hangs in a PACT record's `extensions`, written for a profile.

    `ProblemsError` lists what that profile does not accept. `pcf` as in `in_profile`.

    >>> as_data_model_extension(GxdExtension(calcMethod="0", FWedition="2.0")).specVersion
    '2.0.0'
    """
    content = in_profile(data, profile, pcf=pcf)
    if problems := check_extension(content, profile):
        raise ProblemsError("GxdExtension", problems)
    return DataModelExtension(
        specVersion="2.0.0",
        dataSchema=GXD_SCHEMA,
        documentation=GXD_DOCUMENTATION,
        data=read_json(write_json(content)),
    )


def extension_data_of(
    record: ProductFootprint | ProductFootprintV2 | Mapping[str, Any],
) -> dict[str, Any] | None:
    """The consortium's extension in a record, as plain data and unread; None without one.

    It is known by its `dataSchema`, or by having both of its mandatory properties.
    """
    extensions = _plain(record).get("extensions") if not isinstance(record, str) else None
    for extension in extensions if isinstance(extensions, list) else ():
        data = extension.get("data") if isinstance(extension, Mapping) else None
        if not isinstance(data, Mapping):
            continue
        schema = extension.get("dataSchema")
        at_home = isinstance(schema, str) and schema.startswith(_HOMES)
        if at_home or ("calcMethod" in data and "FWedition" in data):
            return dict(data)
    return None


def extension_of(
    record: ProductFootprint | ProductFootprintV2 | Mapping[str, Any],
) -> GxdExtension | None:
    """The consortium's extension in a record, read; None without one.

    `ProblemsError` lists what cannot be read of it; what a profile asks for beyond that tells
    `check_extension`.

    >>> hung = {"dataSchema": GXD_SCHEMA, "data": {"calcMethod": "0", "FWedition": "2.0"}}
    >>> extension_of({"extensions": [hung]}).FWedition
    '2.0'
    """
    if not isinstance(record, (Record, Mapping)):
        raise GxdError(
            "GXD-R055",
            "レコード(オブジェクト)を渡してください",
            "pass a record (an object)",
        )
    data = extension_data_of(record)
    return None if data is None else GxdExtension.from_value(data)
