"""A question as its participant sees it: in a notebook a table, on a terminal lines."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gxd_teach.errors import GxdError
from gxd_teach.language import Text, say
from gxd_teach.tables import html_table

__all__ = ["Sheet", "said"]


def said(text: Mapping[str, str]) -> str:
    """A leaflet's text in the reader's language.

    >>> said({"ja": "比", "en": "ratio"})
    '比'
    """
    return str(Text(text["ja"], text["en"]))


@dataclass(frozen=True)
class Sheet:
    """A question as its participant sees it; `sheet["name"]` is one of its numbers."""

    id: str
    entry: Mapping[str, Any] = field(repr=False)

    def __getitem__(self, name: str) -> Any:
        for line in self.entry["given"]:
            if line["name"] == name:
                return line["value"]
        names = ", ".join(line["name"] for line in self.entry["given"])
        raise GxdError(
            "GXD-C050",
            f"「{name}」という数値はありません。あるもの: {names}",
            f"there is no '{name}'; there are: {names}",
            where=self.id,
        )

    def _lines(self) -> list[tuple[str, str, str]]:
        """(label, value with unit, name to use in code) of each number."""
        return [
            (said(line["label"]), f"{line['value']} {line['unit']}".strip(), line["name"])
            for line in self.entry["given"]
        ]

    def _options(self) -> dict[tuple[str, ...], list[str]]:
        """What there is to choose from, and the parts that choose from it."""
        if self.entry.get("shape", {}).get("shape") not in ("values", "table"):
            return {}
        found: dict[tuple[str, ...], list[str]] = {}
        for name, part in self.entry["parts"].items():
            if part.get("options"):
                label = said(part["label"]) if part.get("label") else name
                found.setdefault(tuple(part["options"]), []).append(label)
        return found

    def __str__(self) -> str:
        lines = [f"{self.id} {said(self.entry['title'])}", said(self.entry["ask"])]
        lines += [f"  {label}: {value}" for label, value, _ in self._lines()]
        for options, parts in self._options().items():
            lines.append(_heading(parts))
            lines += [f"  {number}. {option}" for number, option in enumerate(options, start=1)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        headings = (say("項目", "item"), say("値", "value"), say("コードでの名前", "name in code"))
        table = html_table(headings, self._lines(), numeric=(1,)) if self.entry["given"] else ""
        choices = "".join(
            f"<p>{html.escape(_heading(parts))}</p><ol>"
            + "".join(f"<li>{html.escape(option)}</li>" for option in options)
            + "</ol>"
            for options, parts in self._options().items()
        )
        return (
            f"<p><strong>{self.id} {html.escape(said(self.entry['title']))}</strong></p>"
            f"<p>{html.escape(said(self.entry['ask']))}</p>{table}{choices}"
        )


def _heading(parts: list[str]) -> str:
    """What stands over a list of options: the parts that are answered from it."""
    named = [part for part in parts if part]
    of = f"({'、'.join(named[:4])}{' …' if len(named) > 4 else ''})" if named else ""
    return say(
        f"選択肢{of}。文を写すか、番号で答えます。",
        f"Options {of}: type the text or its number.".replace(" :", ":"),
    )
