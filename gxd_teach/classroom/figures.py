"""What a figure shows, in words and numbers: kind, axes, labelled values; never its pixels."""

from __future__ import annotations

import sys
from typing import Any

__all__ = ["KINDS", "describe_figure"]

KINDS = ("bar", "barh", "line", "scatter", "pie", "other")
_MOST = 500  # values of one figure


def describe_figure(figure: object) -> dict[str, Any] | None:
    """Kind, axis labels and values of a matplotlib figure (its first axes); None for anything else.

    >>> import matplotlib.figure
    >>> axes = matplotlib.figure.Figure().subplots()
    >>> _ = axes.bar(["電力", "輸送"], [3, 1])
    >>> _ = axes.set_ylabel("kg-CO2e")
    >>> describe_figure(axes)
    {'kind': 'bar', 'x': '', 'y': 'kg-CO2e', 'values': {'電力': 3.0, '輸送': 1.0}}
    """
    axes = _first_axes(figure)
    if axes is None:
        return None
    x_labels = _tick_labels(axes.get_xticks(), axes.get_xticklabels())
    y_labels = _tick_labels(axes.get_yticks(), axes.get_yticklabels())
    wedges = [patch for patch in axes.patches if type(patch).__name__ == "Wedge"]
    bars = [one for one in axes.containers if type(one).__name__ == "BarContainer"]
    shown = {"kind": "other", "x": axes.get_xlabel(), "y": axes.get_ylabel(), "values": {}}
    if wedges:
        texts = [text.get_text() for text in axes.texts if text.get_text()]
        shares = [(wedge.theta2 - wedge.theta1) / 3.6 for wedge in wedges]
        shown |= {"kind": "pie", "values": dict(zip(texts, map(float, shares), strict=False))}
    elif bars:
        shown |= _bars(bars[0], x_labels, y_labels)
    elif axes.lines:
        line = axes.lines[0]
        shown |= {"kind": "line", "values": _points(line.get_xdata(), line.get_ydata(), x_labels)}
    elif axes.collections:
        offsets = axes.collections[0].get_offsets()
        shown |= {"kind": "scatter", "values": _points(offsets[:, 0], offsets[:, 1], x_labels)}
    return shown


def _first_axes(figure: Any) -> Any:
    library = sys.modules.get("matplotlib.figure")
    if library is None:
        return None
    if isinstance(figure, library.FigureBase):
        return figure.axes[0] if figure.axes else None
    axes = sys.modules["matplotlib.axes"]
    return figure if isinstance(figure, axes.Axes) else None


def _tick_labels(places: Any, labels: Any) -> dict[float, str]:
    return {
        round(float(place), 6): label.get_text()
        for place, label in zip(places, labels, strict=False)
    }


def _bars(container: Any, x_labels: dict[float, str], y_labels: dict[float, str]) -> dict[str, Any]:
    """Bars, standing or lying, by the label they stand at."""
    upright = container.orientation != "horizontal"
    values: dict[str, float] = {}
    for bar in container.patches[:_MOST]:
        if upright:
            middle, value, labels = bar.get_x() + bar.get_width() / 2, bar.get_height(), x_labels
        else:
            middle, value, labels = bar.get_y() + bar.get_height() / 2, bar.get_width(), y_labels
        values[_label(middle, labels)] = float(value)
    return {"kind": "bar" if upright else "barh", "values": values}


def _points(xs: Any, ys: Any, labels: dict[float, str]) -> dict[str, float]:
    pairs = list(zip(xs, ys, strict=False))[:_MOST]
    return {x if isinstance(x, str) else _label(float(x), labels): float(y) for x, y in pairs}


def _label(place: float, labels: dict[float, str]) -> str:
    return labels.get(round(float(place), 6)) or f"{place:g}"
