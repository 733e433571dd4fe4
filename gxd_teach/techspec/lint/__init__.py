"""The lint: what is wrong with a record at three levels, and how usable it is to its receiver.

Names are brought in when they are first used.

>>> from gxd_teach.techspec.lint import lint_record
>>> lint_record("{}").ok
False
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gxd_teach.techspec.lint.check import lint_record, lint_records
    from gxd_teach.techspec.lint.files import lint_source
    from gxd_teach.techspec.lint.finding import Finding
    from gxd_teach.techspec.lint.report import LintReport
    from gxd_teach.techspec.lint.rule import catalogue
    from gxd_teach.techspec.lint.usability import Usability, usability_of

__all__ = [
    "Finding",
    "LintReport",
    "Usability",
    "catalogue",
    "lint_record",
    "lint_records",
    "lint_source",
    "usability_of",
]

_HOME_OF = {
    "Finding": "finding",
    "LintReport": "report",
    "Usability": "usability",
    "catalogue": "rule",
    "lint_record": "check",
    "lint_records": "check",
    "lint_source": "files",
    "usability_of": "usability",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
