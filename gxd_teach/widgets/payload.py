"""A panel as plain data: what the page holds as JSON, and what the figure is drawn from.

Sentences stand once, with blanks; a position of the controls is a short row: which sentence,
what fills it, and the numbers as written.
"""

from __future__ import annotations

import math
from typing import Any

from gxd_teach.errors import GxdError
from gxd_teach.language import Text
from gxd_teach.widgets.charts import Chart, Curve
from gxd_teach.widgets.controls import Control
from gxd_teach.widgets.declaration import Panel
from gxd_teach.widgets.shown import TONES, read

__all__ = ["both", "payload_of"]

_STEPS = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)


def both(text: Text | str) -> str | dict[str, str]:
    """A text in both languages, or once where they are the same.

    >>> both(Text("比", "ratio")), both(Text("5 %", "5 %"))
    ({'ja': '比', 'en': 'ratio'}, '5 %')
    """
    if isinstance(text, str) or text.ja == text.en:
        return text if isinstance(text, str) else text.ja
    return {"ja": text.ja, "en": text.en}


def payload_of(panel: Panel) -> dict[str, Any]:
    """All of a panel: controls, charts, sentences, and a row for every position.

    GXD-Z205 where a position lacks a number that a chart draws.

    >>> from gxd_teach.widgets import panel
    >>> made = payload_of(panel("exemption"))
    >>> len(made["points"]), made["name"]
    (128, 'exemption')
    """
    keys = list(dict.fromkeys(key for chart in panel.charts for key in chart.keys))
    templates: dict[tuple[str, str, str], int] = {}
    points = []
    for at, shown in panel.grid:
        missing = [key for key in keys if key not in shown.numbers]
        if missing or any(verdict.tone not in TONES for verdict in shown.verdicts):
            raise GxdError(
                "GXD-Z205",
                f"{at} の値がそろっていません: {', '.join(missing) or 'tone'}",
                f"what is shown at {at} lacks {', '.join(missing) or 'a known tone'}",
                where=panel.name,
            )
        said = []
        for one in shown.verdicts:
            template = (one.text.ja, one.text.en, one.tone)
            said.append([templates.setdefault(template, len(templates)), *one.filled])
        points.append([said, [shown.numbers[key] for key in keys]])
    return {
        "name": panel.name,
        "title": both(panel.title),
        "note": both(panel.note),
        "controls": [_control(control) for control in panel.controls],
        "charts": [_chart(chart, panel, keys, points) for chart in panel.charts],
        "templates": [
            {"text": both(Text(ja, en)), "tone": tone} for ja, en, tone in templates
        ],
        "points": points,
    }  # fmt: skip


def _control(control: Control) -> dict[str, Any]:
    made: dict[str, Any] = {
        "kind": control.kind,
        "name": control.name,
        "label": both(control.label),
        "words": [both(word) for word in control.words],
        "start": control.place(control.start),
    }
    if control.kind == "slider":
        made["values"] = list(control.values)
    return made


def _chart(chart: Chart, panel: Panel, keys: list[str], points: list[Any]) -> dict[str, Any]:
    drawn = chart.columns if chart.kind == "columns" else chart.keys  # type: ignore[union-attr]
    made: dict[str, Any] = {
        "kind": chart.kind,
        "title": both(chart.title),
        "unit": chart.unit,
        "most": chart.most or _nice(_largest(points, [keys.index(key) for key in drawn])),
    }
    rows = chart.marks if chart.kind == "columns" else chart.rows  # type: ignore[union-attr]
    made["rows"] = [
        {"key": keys.index(row.key), "label": both(row.label), "look": row.look} for row in rows
    ]
    if chart.kind == "columns":
        return made | {"columns": [keys.index(key) for key in drawn],
                       "low": chart.low, "high": chart.high}  # type: ignore[union-attr]  # fmt: skip
    made["limits"] = [
        {"at": limit.at, "label": both(limit.label)}
        for limit in chart.limits  # type: ignore[union-attr]
    ]
    if isinstance(chart, Curve):
        made["along"] = [control.name for control in panel.controls].index(chart.along)
        made["breaks"] = chart.breaks
    return made


def _largest(points: list[Any], places: list[int]) -> float:
    found = [read(numbers[p]) for _, numbers in points for p in places if numbers[p] is not None]
    return max(found, default=0.0)


def _nice(value: float) -> float:
    """A round number not below the value."""
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in _STEPS if step * power >= value * (1 - 1e-12))
