"""Extensions travel along as they are; numbers inside them are nobody's to recalculate.

PACT Technical Specifications (WBCSD), DataModelExtension; Green x Digital extension,
https://github.com/Green-x-Digital-Consortium/data-model-extensions: its gateToGate figures
are stated beside v2's, per one declared unit (this course's reading).
"""

from __future__ import annotations

from typing import Any

from gxd_teach.techspec.convert.loss import Report
from gxd_teach.techspec.convert.source import Source
from gxd_teach.techspec.records.json_text import write_json

__all__ = ["carry_extensions"]


def carry_extensions(
    source: Source, document: dict[str, Any], report: Report, *, rescaled: bool
) -> None:
    """Keep every extension; `rescaled` says that the emissions beside them are now per another amount."""
    given = source.take("extensions")
    if given is None:
        return
    if not given:
        report.note(
            "changed", "extensions", "", [],
            "空の配列は、拡張がないのと同じです", "an empty array says as much as none",
        )  # fmt: skip
        return
    once = list({write_json(one): one for one in given}.values())
    if len(once) < len(given):
        report.note(
            "dropped", "extensions", "extensions", None,
            "同じ拡張が 2 回ありました。1 つにしました", "one extension stood there twice",
        )  # fmt: skip
    document["extensions"] = once
    if not rescaled:
        return
    for index, extension in enumerate(once):
        data = extension.get("data", {})
        gate_to_gate = isinstance(data, dict) and "gateToGate" in data
        path = f"extensions[{index}].data" + (".gateToGate" if gate_to_gate else "")
        report.note(
            "missing", path, path, None,
            "拡張の中の数値は変換していません。排出量の基準(1 単位か、量×単位か)が前と変わりました",
            "numbers inside an extension were not recalculated, while the emissions beside them "
            "are now stated for another amount (one unit, or amount x unit)",
            todo=("拡張を定めた仕様で基準を確かめてください。",
                  "See by the extension's own specification what they are per."),
            reversible=True,
        )  # fmt: skip
