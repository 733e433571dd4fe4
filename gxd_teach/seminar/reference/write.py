"""Write the reference's pages into ``book/reference``, or say which are not as they would be."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from gxd_teach.files import write_whole
from gxd_teach.seminar.reference.code_pages import conformance_page, error_page, lint_page
from gxd_teach.seminar.reference.command_page import command_page
from gxd_teach.seminar.reference.data_page import data_page
from gxd_teach.seminar.reference.known_names import Names
from gxd_teach.seminar.reference.name_pages import ROOM_TITLES, name_pages
from gxd_teach.seminar.reference.names import public_names

__all__ = ["FOLDER", "reference_pages", "stale_pages", "write_reference"]

FOLDER = "book/reference"
MARK = "% Made by tools/reference.py from the package; do not edit: make it again.\n\n"
INDEX = """# リファレンス

この部は、教材のプログラムから自動で作られています。章を読む途中で「この関数は何を受け取るのだったか」
「このメッセージは何のことか」と思ったときに引いてください。初めから読むものではありません。

| 知りたいこと | 見る所 |
|---|---|
| `[GXD-…]` で始まるメッセージの意味と直し方 | {doc}`errors` |
| 記録を調べて出た記号 | {doc}`lint` |
| `gxd conformance` の報告の番号 | {doc}`conformance` |
| コマンドの書き方 | {doc}`commands` |
| 教材のデータの列、出典、利用条件 | {doc}`data` |
| 関数とクラス | 下の一覧 |

## 引き方

- **記号から** — 本の中のメッセージの記号は、押すとその説明に移ります。
  手元のノートブックやターミナルで出た記号は、本の検索に `GXD-U004` のように入れるか、
  ターミナルで `gxd explain GXD-U004`(ノートブックのセルなら `!gxd explain GXD-U004`)を実行します。
- **名前から** — 関数やクラスの名前を、本の検索に入れます。
- **章から** — それぞれの関数には、使っている章へのリンクがあります。

関数とクラスの説明は英語です。プログラムの中の説明をそのまま載せているためで、例はそのまま試せます。

## 関数とクラス

"""


def reference_pages(root: Path, parser: Callable[[], argparse.ArgumentParser]) -> dict[str, str]:
    """Every page by its file's name; the parser is made anew, so that it speaks Japanese."""
    before = os.environ.get("GXD_LANG")
    os.environ["GXD_LANG"] = "ja"
    try:
        every = Names.of(public_names(root))
        pages = dict(name_pages(every))
        listed = [f"- {{doc}}`{name}`" for name in sorted(pages, key=_by_room)]
        pages["index"] = INDEX + "\n".join(listed) + "\n"
        pages |= {
            "commands": command_page(parser()),
            "errors": error_page(every.raisers()),
            "lint": lint_page(),
            "conformance": conformance_page(),
            "data": data_page(),
        }
    finally:
        if before is None:
            del os.environ["GXD_LANG"]
        else:
            os.environ["GXD_LANG"] = before
    return {f"{name}.md": MARK + text for name, text in pages.items()}


def _by_room(name: str) -> tuple[int, str]:
    rooms = list(ROOM_TITLES)
    room = name.removeprefix("names-")
    return (rooms.index(room) if room in rooms else len(rooms), name)


def write_reference(root: Path, parser: Callable[[], argparse.ArgumentParser]) -> list[str]:
    """Write what has changed and remove pages that are no more; the names of both."""
    pages = reference_pages(root, parser)
    changed = _differing(root, pages)
    for name in changed:
        if name in pages:
            write_whole(root / FOLDER / name, pages[name])
        else:
            (root / FOLDER / name).unlink()
    return changed


def stale_pages(root: Path, parser: Callable[[], argparse.ArgumentParser]) -> list[str]:
    """The pages that differ from what would be written now, are missing, or too many."""
    return _differing(root, reference_pages(root, parser))


def _differing(root: Path, pages: dict[str, str]) -> list[str]:
    there = {file.name: file.read_text("utf-8") for file in (root / FOLDER).glob("*.md")}
    return sorted(
        name for name in pages.keys() | there.keys() if pages.get(name) != there.get(name)
    )
