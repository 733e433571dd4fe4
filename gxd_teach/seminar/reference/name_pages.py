"""Pages of functions and classes: signature, what it does, its errors, its worked example."""

from __future__ import annotations

import inspect
import pprint
import re
from collections.abc import Iterator, Sequence
from typing import Any

from gxd_teach.seminar.reference.docstrings import has_example, shown
from gxd_teach.seminar.reference.known_names import Names, own_doc, public_members, source_of
from gxd_teach.seminar.reference.names import PublicName, rooms
from gxd_teach.seminar.reference.raised import codes_in
from gxd_teach.seminar.reference.signatures import signature_of

__all__ = ["ROOM_TITLES", "name_pages"]

ROOM_TITLES = {
    "base": "関数: 土台(単位、数値、データ)",
    "framework": "関数: フレームワーク",
    "techspec": "関数: 技術仕様",
    "cases": "関数: 事例",
    "classroom": "関数: 問題と答え合わせ",
    "plots": "関数: 図",
    "widgets": "関数: 操作パネル",
}
MODULE_TITLES = {
    "gxd_teach.framework": "算定の入口",
    "gxd_teach.framework.allocation": "配分",
    "gxd_teach.framework.energy": "燃料と電気",
    "gxd_teach.framework.gases": "ガスと GWP",
    "gxd_teach.framework.logistics": "輸送",
    "gxd_teach.framework.organization": "組織ベース算定",
    "gxd_teach.framework.quality": "一次データ比率とデータ品質",
    "gxd_teach.framework.supplychain": "サプライチェーン",
    "gxd_teach.framework.uncertainty": "不確かさ",
    "gxd_teach.techspec": "記録と交換の入口",
    "gxd_teach.techspec.conformance": "適合性試験",
    "gxd_teach.techspec.faults": "故障のあるサーバー",
    "gxd_teach.techspec.lint": "リント",
    "gxd_teach.classroom": "問題を作る、答え合わせをする",
    "gxd_teach.classroom.collecting": "提出物を集める",
    "gxd_teach.units": "単位",
    "gxd_teach.unit_words": "単位の書き方",
    "gxd_teach.numerals": "数値の読み方",
    "gxd_teach.datasets": "データ",
    "gxd_teach.errors": "エラー",
    "gxd_teach.language": "日本語と英語",
    "gxd_teach.tables": "表",
    "gxd_teach.files": "ファイル",
    "gxd_teach.regions": "地域",
    "gxd_teach.cases.pc": "パソコンのサプライチェーン",
    "gxd_teach.cases.trial": "実証の 3 段階(事例 A)",
    "gxd_teach.plots": "図を描く、言葉で説明する",
}
NOTE = "説明は英語です(プログラムの中の説明と同じもの)。例の入力と出力は、教材の試験で毎回実行して確かめています。"
_LONGEST_VALUE = 40


def name_pages(every: Names) -> Iterator[tuple[str, str]]:
    """A page for each room: its file's name, and its text."""
    for room, listed in rooms(every.names).items():
        lines = [f"# {ROOM_TITLES.get(room, room)}", "", NOTE, ""]
        modules = list(dict.fromkeys(one.module for one in listed))
        for module in modules:
            title = MODULE_TITLES.get(module, "")
            lines += [f"## {title} `{module}`" if title else f"## `{module}`", ""]
            for one in (one for one in listed if one.module == module):
                lines += [*_entry(one, every), ""]
        yield f"names-{room}", "\n".join(lines)


def _entry(one: PublicName, every: Names) -> Iterator[str]:
    thing = one.thing
    if inspect.isclass(thing):
        kind = "exception" if issubclass(thing, Exception) else "class"
        yield f":::::{{py:{kind}}} {one.name}{signature_of(thing)}"
    elif inspect.isroutine(thing):
        yield f":::::{{py:function}} {one.name}{signature_of(thing)}"
    else:
        yield f":::::{{py:data}} {one.name}"
    yield from (f":module: {one.module}", ":no-contents-entry:", ":no-index-entry:", "")
    imports = [f">>> {line}" for line in every.imports(one)]
    if inspect.isclass(thing) or inspect.isroutine(thing):
        yield from _said(thing, [] if _written_elsewhere(one, every) else imports)
        yield from _further(one, every)
        if inspect.isclass(thing):
            yield from _members(thing)
    else:
        yield from _value(one, imports)
    yield from _around(one)
    yield ":::::"


def _said(thing: Any, imports: Sequence[str] = ()) -> Iterator[str]:
    """What its docstring says; `imports` come before the first example."""
    doc = shown(inspect.getdoc(thing) if own_doc(thing) else None)
    if doc.prose:
        yield from (":::{english}", doc.prose, ":::", "")
    for place, example in enumerate(doc.examples):
        yield from ("```pycon", *(imports if place == 0 else ()), example, "```", "")
    if imports and not doc.examples:
        yield from ("```pycon", *imports, "```", "")


def _written_elsewhere(one: PublicName, every: Names) -> bool:
    """Whether its example is one with imports of its own."""
    return not has_example(one.thing) and isinstance(every.example_of(one), str)


def _further(one: PublicName, every: Names) -> Iterator[str]:
    """Where the thing has no example of its own: one written for it, or where it is made."""
    if has_example(one.thing):
        return
    found = every.example_of(one)
    if isinstance(found, str):
        for example in shown(found).examples:
            yield from ("```pycon", example, "```", "")
    elif found:
        made = "、".join(f"{{py:obj}}`{way.name} <{way.module}.{way.name}>`" for way in found[:4])
        yield from (f"例は、これを返すものの所にあります: {made}", "")


def _members(thing: type) -> Iterator[str]:
    for name, member, inner in public_members(thing):
        stands = isinstance(member, (classmethod, staticmethod)) or inspect.isfunction(member)
        kind = "method" if stands else "property"
        yield f"::::{{py:{kind}}} {name}{signature_of(inner) if stands else ''}"
        if isinstance(member, (classmethod, staticmethod)):
            yield f":{type(member).__name__}:"
        yield from (":no-contents-entry:", ":no-index-entry:", "")
        yield from _said(inner)
        yield from ("::::", "")


def _value(one: PublicName, imports: Sequence[str]) -> Iterator[str]:
    """What a constant holds, as Python would write it; the first lines of a long one."""
    text = pprint.pformat(one.thing, width=66, sort_dicts=False)
    lines = re.sub(r"<\w+ ([\w.]+) at 0x\w+>", r"\1", text).split("\n")
    more = ["…"] if len(lines) > _LONGEST_VALUE else []
    said = (*imports, f">>> {one.name}", *lines[:_LONGEST_VALUE], *more)
    yield from ("```pycon", *said, "```", "")


def _around(one: PublicName) -> Iterator[str]:
    codes = codes_in(source_of(one.thing))
    if codes:
        yield from (f"エラー: {'、'.join(codes)}", "")
    if one.also:
        yield from (f"ほかの入口: {'、'.join(f'`{way}`' for way in one.also)}", "")
    if one.chapters:
        pages = "、".join(f"{{doc}}`/{page}`" for page in one.chapters)
        yield from (f"使う章: {pages}", "")
