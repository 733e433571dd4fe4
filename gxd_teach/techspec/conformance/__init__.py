"""The conformance room: asks any server of footprints what the public suite asks, and more.

Nothing here knows our own server: a case sends bytes, looks at the bytes that come back, and
says which rule they keep or break and how to repair it. Case numbers (TC1 …) are those of
PACT's public conformance service (https://github.com/wbcsd/pact-conformance-service); checks
that go deeper have numbers of this course (GXD-K001 …).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gxd_teach.techspec.conformance.callback import CallbackReceiver
    from gxd_teach.techspec.conformance.case import Case, catalogue
    from gxd_teach.techspec.conformance.report import Report, Result
    from gxd_teach.techspec.conformance.runner import run_conformance
    from gxd_teach.techspec.conformance.settings import Settings

__all__ = [
    "CallbackReceiver",
    "Case",
    "Report",
    "Result",
    "Settings",
    "catalogue",
    "run_conformance",
]

_HOME_OF = {
    "CallbackReceiver": "callback",
    "Case": "case",
    "Report": "report",
    "Result": "report",
    "Settings": "settings",
    "catalogue": "case",
    "run_conformance": "runner",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
