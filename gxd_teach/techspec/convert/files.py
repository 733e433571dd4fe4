"""A whole file converted, or nothing of it: one record, an array, an envelope, a sheet.

Whatever shape the file has (a record, ``[…]``, ``{"data": […]}``) the converted one has too;
one record a line and a sheet become an array. A record that cannot be converted stops the
file, with its place named: a list with gaps would be taken for the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gxd_teach.errors import GxdError, Problem, ProblemsError
from gxd_teach.techspec.convert.anything import convert
from gxd_teach.techspec.convert.loss import Conversion
from gxd_teach.techspec.convert.sheet import sheet_to_records
from gxd_teach.techspec.records.json_text import read_json, write_json
from gxd_teach.techspec.records.reading import values_in

__all__ = ["ConvertedFile", "convert_file"]

_JSON_NAMES = frozenset({".json", ".jsonl", ".ndjson"})


@dataclass(frozen=True)
class ConvertedFile:
    """The converted records, each with its place in the source, and the file they make."""

    places: tuple[str, ...]
    conversions: tuple[Conversion, ...]
    json: bytes

    def report_text(self) -> str:
        """The losses of every record, in the order of the file."""
        return "\n".join(
            f"{place or '$'}: {one}"
            for place, one in zip(self.places, self.conversions, strict=True)
        )

    def report_rows(self) -> list[dict[str, Any]]:
        """The losses as rows of plain data, for a table or JSON."""
        return [
            {
                "record": place or "$",
                "kind": loss.kind,
                "path": loss.path,
                "target": loss.target,
                "value": loss.value,
                "reason": str(loss.reason),
                "advice": str(loss.advice),
                "reversible": loss.reversible,
            }
            for place, one in zip(self.places, self.conversions, strict=True)
            for loss in one.losses
        ]


def convert_file(
    path: str | Path,
    to: str,
    *,
    fill: Mapping[str, Any] | bytes | str | None = None,
    issuer_domain: str | None = None,
    sheet: str | None = None,
) -> ConvertedFile:
    """Convert a file of records to one of `TARGETS`; what the file holds, its content says.

    `ProblemsError` names every record that is wrong or cannot be converted (GXD-R110), and
    nothing is made; GXD-R167 when the file cannot be read.
    """
    path = Path(path)
    content = _content(path)
    if not _is_json(content) and path.suffix.lower() not in _JSON_NAMES:
        rows = sheet_to_records(path, sheet=sheet, fill=fill)
        pairs = [(f"{path.stem}[{number}]", one) for number, one in enumerate(rows)]
        made = [(place, one.then(convert(one.record, to))) for place, one in pairs]
        return _finished(made, "array", to, path.name)
    values, shape = _records(content)
    done: list[tuple[str, Conversion]] = []
    problems: list[Problem] = []
    for place, value in values:
        try:
            done.append((place, convert(value, to, fill=fill, issuer_domain=issuer_domain)))
        except ProblemsError as error:
            problems += [Problem(p.code, _at(place, p.where), p.ja, p.en) for p in error.problems]
        except GxdError as error:
            problems.append(Problem(error.code, _at(place, error.where or "$"), error.ja, error.en))
    if problems:
        raise ProblemsError(path.name, problems)
    return _finished(done, shape, to, path.name)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        raise GxdError(
            "GXD-R167",
            f"ファイルを読めません({error.strerror})",
            f"cannot be read ({error.strerror})",
            where=str(path),
        ) from None


def _is_json(content: bytes) -> bool:
    return content.lstrip(b" \t\r\n")[:1] in (b"{", b"[")


def _records(content: bytes) -> tuple[list[tuple[str, Any]], str]:
    """The records with their places, and the shape they stood in; Ouranos rows by part."""
    values = list(values_in(content))
    try:
        whole = read_json(content)
    except ValueError:
        shape = "array"  # one record a line
    else:
        enveloped = isinstance(whole, dict) and "data" in whole and "specVersion" not in whole
        shape = "envelope" if enveloped and isinstance(whole["data"], list) else "single"
        shape = "array" if isinstance(whole, list) else shape
    rows = [value for _, value in values]
    if not rows or any(not isinstance(row, Mapping) or "cfpType" not in row for row in rows):
        return values, shape
    parts: dict[str, tuple[str, list[Any]]] = {}
    for place, row in values:
        parts.setdefault(str(row.get("traceId")), (place, []))[1].append(row)
    return list(parts.values()), "single" if len(parts) == 1 else "array"


def _at(place: str, where: str) -> str:
    if not place:
        return where
    return place if where == "$" else f"{place}.{where}"


def _finished(made: list[tuple[str, Conversion]], shape: str, to: str, name: str) -> ConvertedFile:
    texts: list[Any] = []
    problems = []
    for place, one in made:
        try:
            texts.append(one.to_json())
        except GxdError as error:
            problems.append(Problem(error.code, _at(place, error.where or "$"), error.ja, error.en))
    if problems:
        raise ProblemsError(name, problems)
    if to.lower() == "ouranos":  # four rows a part, all in one array
        rows = [row for text in texts for row in read_json(text)]
        content = write_json({"data": rows} if shape == "envelope" else rows)
    elif shape == "single" and len(texts) == 1:
        content = texts[0]
    else:
        content = b"[" + b",\n".join(texts) + b"]"
        content = b'{"data":' + content + b"}" if shape == "envelope" else content
    return ConvertedFile(
        tuple(place for place, _ in made), tuple(one for _, one in made), content + b"\n"
    )
