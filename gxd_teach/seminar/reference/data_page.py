"""The page of data sets, from ``datasets/datapackage.json``: columns, sources, terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gxd_teach import datasets
from gxd_teach.seminar.reference.docstrings import escaped

__all__ = ["data_page"]

KINDS = {
    "string": "文字",
    "number": "数値",
    "integer": "整数",
    "year": "年",
    "date": "日付",
    "boolean": "真偽",
    "any": "",
}


def data_page() -> str:
    """Every data set: what it is, its columns with meaning and unit, rows, sources, licence."""
    package = datasets.package()
    lines = [
        "# データ",
        "",
        "教材に入っているデータです。`gxd_teach` と一緒に入るので、ネットワークは要りません。"
        "名前に FICT の付くものは、教材のために作った架空の値です。",
        "列の説明の英語は、データの説明書(`datasets/datapackage.json`)のものです。",
        "",
        "```python",
        "from gxd_teach import datasets",
        "",
        'datasets.table("fuels")  # 表(DataFrame)として読む',
        "```",
        "",
        "| 名前 | 題 | 行数 |",
        "|---|---|--:|",
    ]
    for resource in package["resources"]:
        name = resource["name"]
        lines.append(
            f"| [`{name}`](#data-{name}) | {escaped(resource['title'])} | {_rows(resource)} |"
        )
    lines += ["", f"全体の利用条件: {'、'.join(_licences(package))}", ""]
    for resource in package["resources"]:
        lines += _one(resource)
    return "\n".join(lines) + "\n"


def _rows(resource: dict[str, Any]) -> str:
    return f"{len(datasets.rows(resource['name'])):,}" if resource["format"] == "csv" else "–"


def _one(resource: dict[str, Any]) -> Iterator[str]:
    name = resource["name"]
    yield from (f"(data-{name})=", f"## {escaped(resource['title'])} `{name}`", "")
    yield from (":::{english}", escaped(resource["title_en"] + "."))
    if resource.get("description"):
        yield escaped(resource["description"])
    yield from (":::", "")
    rows = f"、{_rows(resource)} 行" if resource["format"] == "csv" else "(JSON)"
    yield f"`datasets/{resource['path']}`{rows}"
    yield ""
    fields = resource.get("schema", {}).get("fields", [])
    if fields:
        yield from ("| 列 | 意味 | 単位 | 種類 |", "|---|---|---|---|")
        for field in fields:
            yield _column(field)
        yield ""
    for heading, items in (
        ("出典", list(_sources(resource))),
        ("利用条件", list(_licences(resource))),
    ):
        if items:
            yield from (f"{heading}:", "", *(f"- {item}" for item in items), "")


def _column(field: dict[str, Any]) -> str:
    constraints = field.get("constraints", {})
    kind = KINDS.get(field["type"], field["type"])
    kind += "(必須)" if constraints.get("required") else ""
    words = constraints.get("enum", [])
    if words:
        kind += ": " + ", ".join(escaped(str(word)) for word in words)
    meaning = escaped(field.get("title", ""))
    if field.get("description"):
        meaning += f" [{escaped(field['description'])}]{{.language-en}}"
    return f"| `{field['name']}` | {meaning} | {escaped(field.get('unit', ''))} | {kind} |"


def _sources(described: dict[str, Any]) -> Iterator[str]:
    for source in described.get("sources", []):
        title = escaped(source["title"])
        yield f"[{title}]({source['path']})" if source.get("path") else title


def _licences(described: dict[str, Any]) -> Iterator[str]:
    for licence in described.get("licenses", []):
        title = escaped(licence.get("title") or licence["name"])
        yield f"[{title}]({licence['path']})" if licence.get("path") else title
