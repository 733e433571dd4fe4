"""A PACT record of any version, as the version that another mapping starts from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gxd_teach.errors import GxdError
from gxd_teach.techspec.convert.loss import Conversion
from gxd_teach.techspec.convert.source import json_data, read_as
from gxd_teach.techspec.records.json_text import write_json
from gxd_teach.techspec.records.v2 import ProductFootprintV2
from gxd_teach.techspec.records.v3 import ProductFootprint

__all__ = ["as_v2", "as_v3"]


def as_v3(record: Any) -> Conversion:
    """The record in v3, with the losses of getting it there; none when it was v3 already.

    GXD-R105 when it is no PACT record; `ProblemsError` when it is not valid.
    """
    if _major(record) == "2":
        from gxd_teach.techspec.convert.v2_to_v3 import v2_to_v3

        return v2_to_v3(record)
    if isinstance(record, ProductFootprint):
        return Conversion(record, (), "PACT 3.0", "PACT 3.0")
    made = ProductFootprint.from_json(write_json(read_as(ProductFootprint, record)))
    return Conversion(made, (), "PACT 3.0", "PACT 3.0")


def as_v2(record: Any) -> Conversion:
    """The record in v2 (2.3 when it has to be converted), with the losses of getting it there."""
    if _major(record) == "3":
        from gxd_teach.techspec.convert.v3_to_v2 import v3_to_v2

        return v3_to_v2(record)
    data = read_as(ProductFootprintV2, record)
    name = f"PACT {data['specVersion'][:3]}"
    return Conversion(ProductFootprintV2.from_json(write_json(data)), (), name, name)


def _major(record: Any) -> str:
    if isinstance(record, (ProductFootprint, ProductFootprintV2)):
        return record.specVersion[0]
    data = json_data(record)
    spec = str(data.get("specVersion")) if isinstance(data, Mapping) else ""
    if spec[:2] not in ("2.", "3."):
        raise GxdError(
            "GXD-R105",
            "PACT のレコードではありません(specVersion が 2.n か 3.n ではない)",
            "is no PACT record (its specVersion is neither 2.n nor 3.n)",
            where="specVersion",
        )
    return spec[0]
