"""The editions of PACT v2, and what each makes mandatory: 2.0, 2.1, 2.2, 2.3.

PACT Technical Specifications v2.0.0 to v2.3.3 (WBCSD). One family of models reads them all;
`specVersion` says which edition a record follows, and so what may not be missing from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from pydantic import ValidationInfo, WrapValidator

from gxd_teach.techspec.records.problems import fault, null_fault
from gxd_teach.techspec.records.wire import WIRE

__all__ = ["EDITIONS", "Edition", "edition_of", "left_out", "mandatory", "reading"]

Edition = tuple[int, int, int]
EDITIONS = ("2.0", "2.1", "2.2", "2.3")

_SPEC_VERSION = re.compile(r"2\.([0-3])\.(0|[1-9][0-9]{0,3})(-[0-9]{8})?", re.ASCII)
_LEFT_OUT = object()

# The edition of the record that is being read, for its inner parts to know.
reading: ContextVar[Edition | None] = ContextVar("reading", default=None)


def edition_of(spec_version: object) -> Edition | None:
    """The edition a `specVersion` names, as three numbers; None when it is not one of v2.

    >>> edition_of("2.0.1-20230629"), edition_of("3.0.3"), edition_of("2.4.0")
    ((2, 0, 1), None, None)
    """
    match = _SPEC_VERSION.fullmatch(spec_version) if isinstance(spec_version, str) else None
    return (2, int(match[1]), int(match[2])) if match else None


def left_out() -> Any:
    """The default of a property that some editions make mandatory: it was not there at all."""
    return _LEFT_OUT


def mandatory(*, since: Edition = (2, 0, 0), until: Edition = (3, 0, 0)) -> WrapValidator:
    """A property that is mandatory from edition `since` to before `until`, else optional."""

    def check(value: Any, inner: Callable[[Any], Any], info: ValidationInfo) -> Any:
        if value is not _LEFT_OUT and not (value is None and info.context is not WIRE):
            return inner(value)
        edition = reading.get()
        if edition is None or not since <= edition < until:
            return None
        name = ".".join(map(str, edition))
        raise fault(
            "GXD-R002",
            f"PACT {name} では必須の項目ですが、ありません",
            f"is mandatory in PACT {name} and missing",
        )

    return WrapValidator(check)


def read_spec_version(value: Any) -> str:
    """A `specVersion` of v2; GXD-R018 for any other."""
    if value is None:
        raise null_fault()
    if edition_of(value) is None:
        shown = f"「{value}」" if isinstance(value, str) else "文字列ではないもの"
        found = repr(value) if isinstance(value, str) else "not a string"
        raise fault(
            "GXD-R018",
            f"{shown}です。ここで読めるのは PACT v2(2.0.0〜2.3.n)のレコードです",
            f"is {found}: this reads records of PACT v2 (2.0.0 to 2.3.n)",
        )
    return str(value)
