"""A case's page as its author wrote it: headings, tables, cells, what is glued into the prose.

The pages are MyST notebooks (https://myst-nb.readthedocs.io); read here as text, without Sphinx.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

__all__ = ["Cell", "Page"]

_FENCE = re.compile(r"^(`{3,}|:{3,})(?:\{([\w:-]+)\})?([^\n]*)\n(.*?)^\1[ \t]*$", re.M | re.S)
_HEADING = re.compile(r"^## +(.+?) *$", re.M)
_ROW = re.compile(r"^\|(.*)\|[ \t]*$", re.M)
_GLUE = re.compile(r"\{glue(?::\w+)?\}`([^`]+)`")
_YAML = re.compile(r"\A---\n.*?^---\n", re.M | re.S)


@dataclass(frozen=True)
class Cell:
    """A code cell: its line in the page, its source, and the words of its options."""

    line: int
    source: str
    options: str

    @property
    def shown(self) -> bool:
        """Whether a reader sees what it prints."""
        return "remove-cell" not in self.options and "remove-output" not in self.options

    @property
    def readable(self) -> bool:
        """Whether its options can be read: a colon within a text wants quotation marks around it."""
        import yaml

        try:
            yaml.safe_load(self.options)
        except yaml.YAMLError:
            return False
        return True

    def option(self, name: str) -> str:
        """What an option such as ``alt`` says; nothing where it is not there."""
        found = re.search(rf"^ *{name}: *(\S.*)$", self.options, re.M)
        return found[1].strip() if found else ""


@dataclass(frozen=True)
class Page:
    """The text of a case's page.

    >>> Page("# 事例 X\\n\\n## 依頼\\n\\n本文です。\\n").section("依頼")
    '本文です。'
    """

    text: str

    @cached_property
    def sections(self) -> dict[str, str]:
        """What stands under each heading of the second level, code cells and all."""
        plain = self._blank_cells()
        marks = [(one[1], one.start(), one.end()) for one in _HEADING.finditer(plain)]
        ends = [*(start for _, start, _ in marks[1:]), len(self.text)][: len(marks)]
        return {
            name: self.text[begin:end].strip()
            for (name, _, begin), end in zip(marks, ends, strict=True)
        }

    def section(self, word: str) -> str:
        """The first section whose heading holds the word; nothing where there is none."""
        return next((body for name, body in self.sections.items() if word in name), "")

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The code cells in their order."""
        return tuple(_cell(self.text, found) for found in _FENCE.finditer(self.text)
                     if found[2] == "code-cell")  # fmt: skip

    def _blank_cells(self) -> str:
        """The text with its code cells blanked, every place where it was."""

        def blank(found: re.Match[str]) -> str:
            if found[2] != "code-cell":
                return found[0]
            return re.sub(r"[^\n]", " ", found[0])  # fmt: skip

        return _FENCE.sub(blank, self.text)

    @cached_property
    def prose(self) -> str:
        """What is read as text: without the head, code, checks and the list of sources."""
        text = self._blank_cells()
        for name in self.sections:
            if name.startswith("出典"):
                text = text.replace(self.sections[name], "")
        text = re.sub(r"^```\{check\}[^\n]*\n```[ \t]*$", "", text, flags=re.M)
        text = re.sub(r"^```(?!\{)[^\n]*\n.*?^```[ \t]*$", "", text, flags=re.M | re.S)
        return _YAML.sub("", text)

    @cached_property
    def glued(self) -> tuple[str, ...]:
        """The names of the values that the prose asks for, each once."""
        return tuple(dict.fromkeys(_GLUE.findall(self.prose)))

    @cached_property
    def checks(self) -> tuple[str, ...]:
        """The ids of the questions that are answered in the page."""
        return tuple(re.findall(r"^```\{check\} (\S+)[ \t]*$", self.text, re.M))

    def with_values(self, values: dict[str, str]) -> str:
        """The prose with each glued value in its place, between the marks \\x01 and \\x02."""
        return _GLUE.sub(lambda found: f"\x01{values.get(found[1], '')}\x02", self.prose)

    def table(self, section: str) -> list[list[str]]:
        """The cells of the first table of a section, its headings first; no lines between."""
        rows: list[list[str]] = []
        end = 0
        for found in _ROW.finditer(self.section(section)):
            if rows and found.start() > end + 1:
                break
            end = found.end()
            cells = [cell.strip() for cell in found[1].split("|")]
            if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
                rows.append(cells)
        return rows


def _cell(text: str, found: re.Match[str]) -> Cell:
    """Options stand at the beginning, between --- or as lines that begin with a colon."""
    body = found[4]
    options = ""
    if body.startswith("---\n"):
        options, _, body = body[4:].partition("---\n")
    while body.startswith(":"):
        line, _, body = body.partition("\n")
        options += f"{line[1:]}\n"
    return Cell(text.count("\n", 0, found.start()) + 1, body, options)
