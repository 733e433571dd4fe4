"""What a conversion did to a record: every property that was dropped, restated or made up.

Two dialects seldom say quite the same. A converter that stays silent about that moves
numbers whose meaning has changed; ours hands back the record and the list of losses. The
contract, held by property tests: there and back again, a record differs from itself only
where the two lists say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gxd_teach.errors import GxdError
from gxd_teach.language import Text, say
from gxd_teach.tables import html_table
from gxd_teach.techspec.convert.arithmetic import decimal_of
from gxd_teach.techspec.records.json_text import write_json
from gxd_teach.techspec.records.problems import shown

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["KINDS", "Conversion", "Loss", "Report", "differences", "unexplained"]

KINDS = {
    "dropped": Text("落とした", "dropped"),  # the target has no place for it
    "changed": Text("言い換えた", "changed"),  # the same, in the target's words
    "approximated": Text("近い値にした", "approximated"),  # nearly the same
    "assumed": Text("仮に置いた", "assumed"),  # the target demands it, the source is silent
    "missing": Text("足りない", "missing"),  # the target asks for it; nothing was put in
}
_NOTHING = Text("", "")


@dataclass(frozen=True)
class Loss:
    """One thing that is not the same any more, why, and what a person can do about it.

    `kind` is a key of `KINDS`. `path` is where it stands in the record that was converted,
    `target` where in the one that came out; either is empty where that side has no word for
    it. `value` is what stood there, or, for an assumption, what was put in. `reversible`:
    the way back to the same version restores it.
    """

    kind: str
    path: str
    target: str
    value: Any
    reason: Text
    advice: Text = _NOTHING
    reversible: bool = False

    @property
    def where(self) -> str:
        """Both paths in one: ``pcf.declaredUnit -> pcf.declaredUnitOfMeasurement``."""
        places = list(dict.fromkeys(place for place in (self.path, self.target) if place))
        return " -> ".join(places)

    def __str__(self) -> str:
        value = "" if self.value is None else f" = {shown(self.value)}"
        advice = say(f"。{self.advice.ja}", f". {self.advice.en}") if str(self.advice) else ""
        return f"[{KINDS[self.kind]}] {self.where}{value}: {self.reason}{advice}"


class Report:
    """Collects losses while a record is converted."""

    def __init__(self) -> None:
        self.losses: list[Loss] = []

    def note(
        self,
        kind: str,
        path: str,
        target: str,
        value: Any,
        ja: str,
        en: str,
        *,
        todo: tuple[str, str] = ("", ""),
        reversible: bool = False,
    ) -> None:
        """Add one loss."""
        self.losses.append(
            Loss(kind, path, target, value, Text(ja, en), Text(*todo), reversible=reversible)
        )


@dataclass(frozen=True)
class Conversion:
    """A converted record and what it lost on the way.

    `record` is a model (PACT) or plain JSON data (Ouranos, Catena-X). It is None where the
    target has no words for it at all: the losses say why, and `to_json` refuses (GXD-R110).
    """

    record: Any
    losses: tuple[Loss, ...]
    source: str
    target: str

    def to_json(self) -> bytes:
        """The record as JSON (UTF-8), every digit kept."""
        if self.record is None:
            why = self.of_kind("missing")
            reason = why[-1].reason if why else Text("", "")
            raise GxdError(
                "GXD-R110",
                f"{self.source} から {self.target} には変換できません。{reason.ja}",
                f"cannot be said in {self.target}: {reason.en}",
                where=why[-1].path if why else None,
            )
        if hasattr(self.record, "to_json"):
            text: bytes = self.record.to_json()
            return text
        return write_json(self.record)

    def of_kind(self, *kinds: str) -> tuple[Loss, ...]:
        """The losses of these kinds, in order."""
        return tuple(loss for loss in self.losses if loss.kind in kinds)

    @property
    def lossless(self) -> bool:
        """Whether everything was said again: nothing dropped, approximated, assumed or missing."""
        return all(loss.kind == "changed" for loss in self.losses)

    def then(self, after: Conversion) -> Conversion:
        """Two conversions as one: the last record, and the losses of both."""
        return Conversion(after.record, self.losses + after.losses, self.source, after.target)

    def rows(self) -> list[tuple[str, str, str, str, str]]:
        """The report as rows of text: kind, where, value, why, what to do."""
        return [
            (
                str(KINDS[loss.kind]),
                loss.where,
                "" if loss.value is None else shown(loss.value),
                str(loss.reason),
                str(loss.advice),
            )
            for loss in self.losses
        ]

    def to_frame(self) -> pd.DataFrame:
        """The losses as a DataFrame, one row each."""
        import pandas as pd

        columns = ("kind", "path", "target", "value", "reason", "advice", "reversible")
        return pd.DataFrame(
            [
                (o.kind, o.path, o.target, o.value, str(o.reason), str(o.advice), o.reversible)
                for o in self.losses
            ],
            columns=list(columns),
        )

    def __str__(self) -> str:
        counts = ", ".join(
            f"{label} {len(self.of_kind(kind))}"
            for kind, label in KINDS.items()
            if self.of_kind(kind)
        )
        head = f"{self.source} -> {self.target}: {counts or say('損失なし', 'nothing lost')}"
        return "\n".join([head, *(f"  {loss}" for loss in self.losses)])

    def _repr_html_(self) -> str:
        headings = (
            say("種類", "kind"),
            say("どこ", "where"),
            say("値", "value"),
            say("わけ", "why"),
            say("すること", "what to do"),
        )
        head = f"<p><strong>{self.source} → {self.target}</strong></p>"
        if not self.losses:
            return f"{head}<p>{say('損失はありません', 'nothing was lost')}</p>"
        return head + html_table(headings, self.rows(), numeric=(2,))


def differences(before: Any, after: Any, path: str = "") -> Iterator[str]:
    """The JSON paths at which two documents say different things.

    Decimals are compared by value (``"1.50"`` is ``"1.5"``), everything else as it stands.

    >>> list(differences({"a": "1.50", "b": [1, 2]}, {"a": "1.5", "b": [1, 3], "c": ""}))
    ['b[1]', 'c']
    """
    if isinstance(before, dict) and isinstance(after, dict):
        for name in [*before, *(name for name in after if name not in before)]:
            step = f"{path}.{name}" if path else name
            if name not in before or name not in after:
                yield step
            else:
                yield from differences(before[name], after[name], step)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from differences(one, other, f"{path}[{index}]")
    elif not _same(before, after):
        yield path


def _same(before: Any, after: Any) -> bool:
    if isinstance(before, bool) or isinstance(after, bool) or type(before) is not type(after):
        return before is after or (before == after and _are_numbers(before, after))
    if before == after and not isinstance(before, float):
        return True
    try:
        return isinstance(before, (str, float)) and decimal_of(before) == decimal_of(after)
    except ArithmeticError:
        return False


def _are_numbers(*values: Any) -> bool:
    return all(isinstance(one, (int, float)) and not isinstance(one, bool) for one in values)


def unexplained(before: Any, after: Any, there: Conversion, back: Conversion) -> list[str]:
    """Where a record that went there and back differs, and neither report says so.

    What `there` calls reversible must have come back. An empty list is the contract.
    """
    named = [loss.path for loss in there.losses if not loss.reversible]
    named += [loss.target for loss in back.losses if not loss.reversible]
    return [
        path
        for path in differences(before, after)
        if not any(name and _covers(name, path) for name in named)
    ]


def _covers(name: str, path: str) -> bool:
    return path == name or path.startswith((f"{name}.", f"{name}["))
