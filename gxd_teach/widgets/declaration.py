"""A panel: controls, a calculation by the framework's rules, and what is drawn of it.

One declaration gives three things: sliders that calculate (JupyterLab), the same sliders over a
grid calculated beforehand (a page of the book, without Python), and a still figure (paper).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Any

from gxd_teach.errors import GxdError
from gxd_teach.language import Text, current
from gxd_teach.widgets.charts import Chart, Curve
from gxd_teach.widgets.controls import Control
from gxd_teach.widgets.shown import Shown

__all__ = ["Panel"]

MOST_POINTS = 1000
NOTHING = Text("", "")
WIDGET = "application/vnd.jupyter.widget-view+json"


@dataclass(frozen=True)
class Panel:
    """An interactive panel; in a notebook it shows itself.

    `calculate` takes every control's value by its name and gives a `Shown`; it is pure, so
    that each position is calculated once. `note` says what the numbers are (invented, of which
    year).

    >>> from gxd_teach.widgets import panel
    >>> print(panel("yield").at(yield_percent=80, processes=1).numbers["good"])
    15.465
    """

    name: str
    title: Text
    controls: tuple[Control, ...]
    charts: tuple[Chart, ...]
    calculate: Callable[..., Shown] = field(repr=False)
    note: Text = NOTHING

    def __post_init__(self) -> None:
        size = 1
        for control in self.controls:
            size *= len(control.values)
        wanted = set(inspect.signature(self.calculate).parameters)
        along = {chart.along for chart in self.charts if isinstance(chart, Curve)}
        names = {control.name for control in self.controls}
        if names != wanted or not along <= names or size > MOST_POINTS:
            raise GxdError(
                "GXD-Z204",
                f"操作部品 {', '.join(sorted(names))} が計算の引数 {', '.join(sorted(wanted))} と合わないか、"
                f"組み合わせが {size} 通りで {MOST_POINTS} を超えています",
                f"the controls {', '.join(sorted(names))} are not what is calculated from "
                f"({', '.join(sorted(wanted))}), or their {size} positions exceed {MOST_POINTS}",
                where=self.name,
            )

    @property
    def start(self) -> dict[str, Any]:
        """Where the controls stand at first."""
        return {control.name: control.start for control in self.controls}

    def at(self, **chosen: Any) -> Shown:
        """What is shown there; controls that are not named stay where they start.

        GXD-Z202 for a control that there is not, GXD-Z203 for a value it cannot take.

        >>> from gxd_teach.widgets import panel
        >>> print(panel("allocation-ratio").at(price_b=5100).verdicts[0].tone)
        over
        """
        names = [control.name for control in self.controls]
        for name in chosen:
            if name not in names:
                raise GxdError(
                    "GXD-Z202",
                    f"「{name}」という操作部品はありません。あるもの: {'、'.join(names)}",
                    f"there is no control '{name}'; there are: {', '.join(names)}",
                    where=self.name,
                )
        values = self.start | chosen
        taken = {one.name: one.values[one.place(values[one.name])] for one in self.controls}
        return self.calculate(**taken)

    @cached_property
    def grid(self) -> tuple[tuple[dict[str, Any], Shown], ...]:
        """Every position of the controls with what it shows, the last control changing first."""
        names = [control.name for control in self.controls]
        every = product(*(control.values for control in self.controls))
        return tuple(
            (dict(zip(names, values, strict=True)), self.calculate(**dict(zip(names, values, strict=True))))
            for values in every
        )  # fmt: skip

    @cached_property
    def payload(self) -> dict[str, Any]:
        """All that the drawing needs, as plain data: see `payload`."""
        from gxd_teach.widgets.payload import payload_of

        return payload_of(self)

    def live(self) -> Any:
        """The panel as ipywidgets, to be moved while Python runs."""
        from gxd_teach.widgets.live import live

        return live(self)

    def __str__(self) -> str:
        said = " ".join(str(verdict) for verdict in self.at().verdicts)
        return f"{self.title}: {said}"

    def _repr_html_(self) -> str:
        from gxd_teach.widgets.page import page_html

        return page_html(self.payload, current())

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> Mapping[str, Any]:
        """Text, the page's version, and the live one where somebody can move it."""
        from gxd_teach.widgets.live import view_of

        bundle: dict[str, Any] = {"text/plain": str(self), "text/html": self._repr_html_()}
        view = view_of(self)
        return bundle if view is None else bundle | {WIDGET: view}
