"""What people may type: the right answer in its equivalent forms, and answers that just miss it.

For trying a question out (see `instrument`); nothing here judges.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from gxd_teach.classroom.answers import Choice, Number
from gxd_teach.classroom.choices import SEPARATOR, Choices
from gxd_teach.classroom.exercise import Instance, Misconception
from gxd_teach.classroom.shapes.calls import Calls
from gxd_teach.classroom.shapes.figure import Figure
from gxd_teach.classroom.shapes.record import Record
from gxd_teach.classroom.shapes.table import Table
from gxd_teach.classroom.words import Says

__all__ = ["hard_coded", "near_misses", "right_forms", "typed"]


def typed(instance: Instance, mistake: Misconception | None = None) -> object:
    """The right answer, or one with a known mistake, as somebody hands it in to be graded.

    Of a function the function itself, which is then called with what is not shown too.
    """
    if isinstance(instance.shape, Calls):
        question = instance.question
        answer: object = (mistake.answer if mistake else question.reference)(instance.data)
        if callable(answer):
            return answer
    return instance.as_graded().answered(mistake)


def right_forms(instance: Instance) -> Iterator[object]:
    """The right answer as people may type it, one part changed at a time."""
    parts = dict(instance.expected())
    reference = instance.question.reference(instance.data)
    yield instance.answered()
    if instance.shape.kinds() is None or isinstance(instance.shape, Calls):
        yield reference
    yield from _whole_forms(instance, parts, reference)
    for name, kind in instance.kinds.items():
        # A record's decimals stand there as PACT writes them: digits, without a unit.
        record = isinstance(instance.shape, Record)
        for form in [parts[name]] if record else _ways_to_type(kind, parts[name]):
            yield instance.shape.put_together({**parts, name: form}, reference)


def _whole_forms(instance: Instance, parts: Mapping[str, Any], reference: Any) -> Iterator[object]:
    """A table as a DataFrame, a record as JSON text, a figure as it is drawn."""
    shape = instance.shape
    answer: Any = instance.answered()
    if isinstance(shape, Table):
        import pandas

        frame = pandas.DataFrame.from_dict(answer, orient="index", columns=list(shape.columns))
        yield frame
        yield frame.iloc[::-1]
        yield frame.reset_index(names="項目")
        yield [answer[row] for row in shape.rows]
    elif isinstance(shape, Record):
        yield from (json.dumps(answer), json.dumps(answer).encode(), reference)
    elif isinstance(shape, Figure):
        yield from _drawn(shape, parts)


def _drawn(shape: Figure, parts: Mapping[str, Any]) -> Iterator[object]:
    if shape.kind not in ("bar", "barh"):
        return
    import matplotlib.figure

    figure = matplotlib.figure.Figure()
    axes = figure.subplots()
    values = [float(parts[f"value: {label}"]) for label in shape.labels]
    getattr(axes, shape.kind)(list(shape.labels), values)
    axes.set_xlabel(parts.get("x axis", ""))
    axes.set_ylabel(parts.get("y axis", ""))
    yield from (axes, figure)


def _ways_to_type(kind: object, value: Any) -> Iterator[object]:
    if isinstance(kind, Number):
        number = float(value)
        interval = kind.interval(number)
        rounded = round(number, 1 if kind.unit == "%" else 3)
        if interval.low <= kind.read(rounded) <= interval.high:
            yield rounded
            yield f"{rounded} {kind.unit}"
        yield from (str(number), (number, kind.unit), interval.low, interval.high)
        if kind.unit == "kg-CO2e":
            yield from ((number, "kg"), (number * 1000, "g"), (number / 1000, "t-CO2e"))
    elif isinstance(kind, Choice):
        yield f"  {kind.read(value)} "
        yield kind.options.index(kind.read(value)) + 1
    elif isinstance(kind, Choices):
        chosen = [option for option in kind.read(value).split(SEPARATOR) if option]
        yield from (list(reversed(chosen)), set(chosen))
        if chosen:
            yield "、".join(chosen)


def near_misses(instance: Instance) -> Iterator[object]:
    """Answers that differ from the right one in one part, and are not right."""
    parts = dict(instance.expected())
    reference = instance.question.reference(instance.data)
    for name, kind in instance.kinds.items():
        for wrong in _misses(kind, parts[name]):
            changed = {**parts, name: wrong}
            yield instance.shape.put_together(changed, reference)


def _misses(kind: object, value: Any) -> Iterator[object]:
    """Off by a tenth, a thousandfold, of the other sign; another option; one too many or too few."""
    if isinstance(kind, Number):
        number = float(value)
        yield from (number * 1.1, number * 0.9, number * 1000, -number) if number else (1.0, -1.0)
    elif isinstance(kind, Choice):
        yield from (option for option in kind.options if option != kind.read(value))
    elif isinstance(kind, Choices):
        chosen = [option for option in kind.read(value).split(SEPARATOR) if option]
        for option in kind.options:
            changed = set(chosen) ^ {option}
            yield sorted(changed) if changed else "なし"
    elif isinstance(kind, Says):
        yield "?"


def hard_coded(instance: Instance) -> Callable[..., object]:
    """A function that knows the shown calls' results by heart, and gives the last one otherwise."""
    shape = instance.shape
    assert isinstance(shape, Calls)
    known = dict(zip(map(repr, shape.arguments), instance.expected().values(), strict=True))
    last = list(known.values())[-1] if known else 0.0

    def by_heart(*given: object) -> object:
        return known.get(repr(given), last)

    return by_heart
