"""What of a record the public suite sees: the schema, without the rules of the text.

PACT's public conformance service checks records against a schema that knows mandatory
properties, types and words, but of a decimal only that it is a string, of a URN only that it
begins with `urn:`, of specVersion only its shape; signs it does not see at all. Findings of
our record models that go beyond it are left to the deeper check of records.
"""

from __future__ import annotations

import json
import re
from typing import Any

from gxd_teach.errors import Problem, ProblemsError

__all__ = ["seen_by_suite", "suite_problems"]

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_SHAPE = re.compile(r"\d+\.\d+\.\d+(-\d{8})?")


def suite_problems(record: dict[str, Any], major: str) -> tuple[Problem, ...]:
    """What the suite's schema of v2 or v3 (`major` "2" or "3") finds wrong with a record.

    >>> [one.where for one in suite_problems({"id": "1"}, "3")][:2]
    ['id', 'created']
    """
    return tuple(one for one in _problems(record, major) if seen_by_suite(one, record, major))


def _problems(record: dict[str, Any], major: str) -> tuple[Problem, ...]:
    from gxd_teach.techspec.records.v2 import ProductFootprintV2
    from gxd_teach.techspec.records.v3 import ProductFootprint

    model = ProductFootprint if major == "3" else ProductFootprintV2
    try:
        text = json.dumps(record, allow_nan=False).encode("utf-8", "surrogatepass")
        model.from_json(text)
    except ProblemsError as error:
        return error.problems
    except (ValueError, RecursionError) as error:
        return (Problem("GXD-R001", "$", f"JSON として読めません({error})", f"no JSON ({error})"),)
    return ()


def seen_by_suite(problem: Problem, record: dict[str, Any], major: str) -> bool:
    """Whether the suite's schema sees a finding of our record models."""
    value = _value(record, problem.where)
    if problem.code == "GXD-R005":  # a decimal: any string will do
        return not isinstance(value, str)
    if problem.code == "GXD-R006":  # a sign or a range of a decimal
        return False
    if problem.code == "GXD-R008":
        return not (isinstance(value, str) and value.lower().startswith("urn:"))
    if problem.code == "GXD-R018":
        return not (isinstance(value, str) and _SHAPE.fullmatch(value))
    if problem.code == "GXD-R009":  # empty extensions pass, other empty arrays do not
        return problem.where != "extensions"
    return True


def _value(record: Any, path: str) -> Any:
    """What stands at a JSON path such as `pcf.dqi` or `productIds[1]`; None when nothing."""
    for name, index in _STEP.findall(path):
        if name == "$":
            continue
        try:
            record = record[int(index)] if index else record[name]
        except (KeyError, IndexError, TypeError):
            return None
    return record
