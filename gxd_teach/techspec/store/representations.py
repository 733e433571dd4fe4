"""One footprint for both of PACT's interfaces: its record of v3, and its record of v2.

An owner states a footprint in one of them; the other is made by conversion, or given by the
owner beside it. v2 and v3 do not interoperate (PACT Technical Specifications, WBCSD): what
cannot be said in the other version is offered in its own only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Any, TypeAlias

from gxd_teach.errors import GxdError
from gxd_teach.techspec.records.v3 import ProductFootprint

__all__ = ["Given", "Representation", "representations"]

# What may be published: a record of either version, or both records of one footprint.
Given: TypeAlias = Any


@dataclass(frozen=True, eq=False)
class Representation:
    """A record in one version; `derived` when it was made from the other one."""

    version: int
    record: Any
    derived: bool = False

    @cached_property
    def body(self) -> bytes:
        """The bytes that will be sent."""
        body: bytes = self.record.to_json()
        return body

    @property
    def key(self) -> tuple[int, str]:
        """What it is known by."""
        return self.version, str(self.record.id)


def representations(given: Given, *, convert: bool = True) -> tuple[Representation, ...]:
    """The records of one footprint, as given and as converted, the given ones first.

    GXD-X059 for something that is no record, or two records of one version.
    """
    records = given if isinstance(given, Sequence) and not isinstance(given, str) else (given,)
    found = [Representation(_version(record), record) for record in records]
    versions = {one.version for one in found}
    if not found or len(versions) < len(found):
        raise GxdError(
            "GXD-X059",
            "1 つのフットプリントは、v3 のレコード、v2 のレコード、またはその両方を 1 つずつ渡してください",
            "give one footprint as a record of v3, a record of v2, or one of each",
        )
    if convert and len(found) == 1:
        other = _converted(found[0])
        if other is not None:
            found.append(other)
    return tuple(found)


def _version(record: Any) -> int:
    if isinstance(record, ProductFootprint):
        return 3
    # By its name in the class hierarchy: the models of v2 are not loaded where none is used.
    if any(kind.__name__ == "ProductFootprintV2" for kind in type(record).__mro__):
        return 2
    shown = "dict" if isinstance(record, Mapping) else type(record).__name__
    raise GxdError(
        "GXD-X059",
        f"PACT のレコードではありません({shown})。ProductFootprint.from_json などで読んでから渡してください",
        f"this is no PACT record ({shown}): read it first, by ProductFootprint.from_json, say",
    )


def _converted(one: Representation) -> Representation | None:
    """The same footprint in the other version, or None where that cannot be said.

    It keeps its id: under both interfaces it is the same footprint.
    """
    name = "v2_to_v3" if one.version == 2 else "v3_to_v2"
    convert = getattr(import_module(f"gxd_teach.techspec.convert.{name}"), name)
    try:
        record = convert(one.record, id=one.record.id).record
    except GxdError:
        return None
    return None if record is None else Representation(5 - one.version, record, derived=True)
