"""The fault room: named mistakes that a server of footprints can be told to make.

For chapter 14: a class is given a server with a fault, or with several, and finds them by what
comes over the wire. Each fault alters what a good server does, and declares which cases of the conformance
runner or codes of the lint find it; nothing that is sent names the fault.

>>> from gxd_teach.techspec.faults import names
>>> len(names()) >= 40
True
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gxd_teach.techspec.faults.fault import Fault, describe, fault_named, names
    from gxd_teach.techspec.faults.several import Faults
    from gxd_teach.techspec.faults.wrapper import FaultyApp, wrap

__all__ = ["Fault", "Faults", "FaultyApp", "describe", "fault_named", "names", "wrap"]

_HOME_OF = {
    "Fault": "fault",
    "Faults": "several",
    "FaultyApp": "wrapper",
    "describe": "fault",
    "fault_named": "fault",
    "names": "fault",
    "wrap": "wrapper",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
