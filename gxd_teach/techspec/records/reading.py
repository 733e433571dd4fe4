"""Records as they come: which dialect is this, and how many are there?

PACT Technical Specifications v2 and v3 (WBCSD): `specVersion` names the edition a record
follows, and v2 and v3 are not interoperable. A file holds one record, an array, the envelope
``{"data": [...]}`` of a list, or one record a line (NDJSON).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from gxd_teach.errors import GxdError, Problem, ProblemsError
from gxd_teach.techspec.records.json_text import read_json
from gxd_teach.techspec.records.problems import not_json, shown
from gxd_teach.techspec.records.v2 import ProductFootprintV2
from gxd_teach.techspec.records.v2_editions import edition_of as v2_edition_of
from gxd_teach.techspec.records.v3 import ProductFootprint
from gxd_teach.techspec.records.v3_editions import edition_of as v3_edition_of

__all__ = [
    "DIALECTS",
    "AnyRecord",
    "Dialect",
    "dialect_of",
    "read_record",
    "read_records",
    "values_in",
]

Dialect = Literal["2.0", "2.1", "2.2", "2.3", "3.0"]
DIALECTS: tuple[Dialect, ...] = ("2.0", "2.1", "2.2", "2.3", "3.0")
AnyRecord = ProductFootprint | ProductFootprintV2

_V2_ONLY = frozenset({"declaredUnit", "unitaryProductAmount", "pCfExcludingBiogenic"})
_V3_ONLY = frozenset(
    {"declaredUnitOfMeasurement", "declaredUnitAmount", "pcfExcludingBiogenicUptake"}
)


def dialect_of(data: Any) -> Dialect:
    """The dialect a record is written in, by its `specVersion`: "2.0" … "2.3" or "3.0".

    `data` is the record, as dict, JSON text or model. GXD-R053 when `specVersion` is missing,
    GXD-R054 when it names no edition that this course knows; both say what the record looks
    like. `ProblemsError` (GXD-R001) when it is no JSON.

    >>> dialect_of({"specVersion": "2.3.0"}), dialect_of('{"specVersion": "3.0.3"}')
    ('2.3', '3.0')
    """
    if isinstance(data, AnyRecord):
        data = {"specVersion": data.specVersion}
    if isinstance(data, (bytes, bytearray, str)):
        data = _parsed(data)
    if not isinstance(data, Mapping):
        raise GxdError(
            "GXD-R055",
            f"{shown(data)} です。レコードはオブジェクト {{ … }} です",
            f"is {shown(data)}: a record is an object {{ … }}",
            where="$",
        )
    stated = data.get("specVersion")
    edition = v2_edition_of(stated) or v3_edition_of(stated)
    name = f"{edition[0]}.{edition[1]}" if edition else ""
    for dialect in DIALECTS:
        if dialect == name:
            return dialect
    like_ja, like_en = _looks_like(data)
    if stated is None:
        raise GxdError(
            "GXD-R053",
            f"specVersion がありません。従う仕様の版を 3.0.3 のように書いてください{like_ja}",
            f"is missing: state the edition that is followed, such as 3.0.3{like_en}",
            where="specVersion",
        )
    raise GxdError(
        "GXD-R054",
        f"{shown(stated)} という版はこの教材にありません。"
        f"2.0.n〜2.3.n か 3.0.n を文字列で書きます{like_ja}",
        f"{shown(stated)} is no edition known here: write 2.0.n to 2.3.n or 3.0.n, as a string{like_en}",
        where="specVersion",
    )


def _looks_like(data: Mapping[str, Any]) -> tuple[str, str]:
    """A hint from the words that only one of the two data models has."""
    pcf = data.get("pcf")
    words = set(pcf) if isinstance(pcf, Mapping) else set()
    for known, version in ((_V2_ONLY, "v2"), (_V3_ONLY, "v3")):
        if found := sorted(known & words):
            return (
                f"(pcf.{found[0]} があるので {version} のようです)",
                f" (pcf.{found[0]} makes it look like {version})",
            )
    return "", ""


def read_record(data: bytes | str | Mapping[str, Any] | AnyRecord) -> AnyRecord:
    """One record of whichever dialect: `ProductFootprint` (v3) or `ProductFootprintV2`.

    `ProblemsError` lists everything that is wrong with it, `GxdError` says that its dialect is
    unknown (see `dialect_of`).

    >>> try:
    ...     read_record('{"specVersion": "2.2.0"}')
    ... except ProblemsError as error:
    ...     print(error.ja.split()[0], error.problems[0].where)
    ProductFootprintV2 id
    """
    if isinstance(data, AnyRecord):
        return data
    text = isinstance(data, (bytes, bytearray, str))
    value = _parsed(data) if text else data  # type: ignore[arg-type]
    model = ProductFootprint if dialect_of(value) == "3.0" else ProductFootprintV2
    record: AnyRecord = model.from_value(value)
    if text:
        record._received = data.encode() if isinstance(data, str) else bytes(data)  # type: ignore[arg-type]
    return record


def read_records(source: Path | bytes | str | list[Any] | Mapping[str, Any]) -> list[AnyRecord]:
    """All records of a file (`Path`), a JSON text or a parsed value, each in its own dialect.

    `ProblemsError` lists what is wrong with any of them: ``data[3].pcf.dqi``, ``line 7: id``.

    >>> read_records('{"data": []}'), read_records("[]")
    ([], [])
    """
    records: list[AnyRecord] = []
    problems: list[Problem] = []
    for place, value in values_in(source):
        try:
            records.append(read_record(value))
        except ProblemsError as error:
            problems += [_inside(place, problem) for problem in error.problems]
        except GxdError as error:
            found = Problem(error.code, error.where or "$", error.ja, error.en)
            problems.append(_inside(place, found))
    if problems:
        raise ProblemsError(source.name if isinstance(source, Path) else "records", problems)
    return records


def values_in(
    source: Path | bytes | str | list[Any] | Mapping[str, Any],
) -> Iterator[tuple[str, Any]]:
    """The single records of a source, unread: (place, parsed value), `place` empty for a lone one.

    GXD-R001 (`ProblemsError`) when it is no JSON, GXD-R055 when ``data`` holds no records.

    >>> list(values_in('{"id": 1}\\n{"id": 2}'))
    [('line 1', {'id': 1}), ('line 2', {'id': 2})]
    """
    if isinstance(source, Path):
        try:
            source = source.read_bytes()
        except OSError as error:
            raise GxdError(
                "GXD-R055",
                f"ファイルを読めません({error.strerror})",
                f"the file cannot be read ({error.strerror})",
                where=str(source),
            ) from None
    if isinstance(source, (bytes, bytearray, str)):
        data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else bytes(source)
        data = data.removeprefix(b"\xef\xbb\xbf")  # a mark that some editors write
        try:
            value = read_json(data)
        except ValueError as error:
            yield from _lines(data, error)
            return
    else:
        value = source
    if isinstance(value, Mapping) and "data" in value and "specVersion" not in value:
        yield from _envelope(value["data"])
    elif isinstance(value, list):
        yield from ((f"[{number}]", one) for number, one in enumerate(value))
    else:
        yield "", value


def _envelope(data: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(data, list):
        yield from ((f"data[{number}]", one) for number, one in enumerate(data))
    elif isinstance(data, Mapping):
        yield "data", data
    else:
        raise GxdError(
            "GXD-R055",
            f"{shown(data)} です。レコードの配列 [ … ] を書きます(0 件なら [])",
            f"is {shown(data)}: write an array of records ([] for none)",
            where="data",
        )


def _lines(data: bytes, error: ValueError) -> Iterator[tuple[str, Any]]:
    """One record a line, if it is that; what is no JSON line is told by its number."""
    lines = [(number, line) for number, line in enumerate(data.splitlines(), 1) if line.strip()]
    values, problems = [], []
    for number, line in lines:
        try:
            values.append((f"line {number}", read_json(line)))
        except ValueError as wrong:
            problems.append(_inside(f"line {number}", not_json(str(wrong))))
    objects = sum(isinstance(value, Mapping) for _, value in values)
    if not objects or 2 * objects < len(lines):  # a broken record over several lines
        raise ProblemsError("records", [not_json(str(error))])
    if problems:
        raise ProblemsError("records", problems)
    yield from values


def _inside(place: str, problem: Problem) -> Problem:
    if not place:
        return problem
    if problem.where == "$":
        where = place
    else:
        where = (
            f"{place}: {problem.where}" if place.startswith("line") else f"{place}.{problem.where}"
        )
    return Problem(problem.code, where, problem.ja, problem.en)


def _parsed(text: bytes | bytearray | str) -> Any:
    try:
        return read_json(text)
    except ValueError as error:
        raise ProblemsError("record", [not_json(str(error))]) from None
