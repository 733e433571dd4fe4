"""What every code in a message means, and how to repair it: errors, lint, conformance.

An error's meaning is written in ``error_codes.csv`` beside this file, a row for each code; a
test holds it against all places that raise one. Lint rules and conformance cases bring their
own catalogues. `error_examples.csv` and `lint_examples.csv` hold messages as they were seen
once; a test sees that the sources can still say them.
"""

from __future__ import annotations

import csv
import difflib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gxd_teach.errors import GxdError
from gxd_teach.language import Text, say

__all__ = ["CodeEntry", "code_entry", "code_like", "conformance_codes", "error_codes", "every_code", "explained", "lint_codes", "seen_messages"]  # fmt: skip

HERE = Path(__file__).parent
PAGES = {"error": "errors", "lint": "lint", "conformance": "conformance"}
KINDS = {
    "error": Text("エラー", "error"),
    "lint": Text("リントの規則", "lint rule"),
    "conformance": Text("適合性試験の検査", "conformance case"),
}
WORDS = {
    "schema": Text("スキーマ", "schema"),
    "specification": Text("仕様", "specification"),
    "plausibility": Text("妥当性", "plausibility"),
    "error": Text("誤り", "error"),
    "warning": Text("警告", "warning"),
    "note": Text("参考", "note"),
}


@dataclass(frozen=True)
class CodeEntry:
    """One code: what it means, how to repair it, and what is said about it beside that.

    `facts` are pairs of a heading and a text, such as the level of a lint rule and its versions.
    """

    code: str
    kind: str
    meaning: Text
    repair: Text
    why: Text | None = None
    facts: tuple[tuple[Text, Text], ...] = ()

    @property
    def address(self) -> str:
        """Where it stands in the built book, from the book's folder.

        >>> code_entry("GXD-U004").address
        'reference/errors.html#GXD-U004'
        """
        return f"reference/{PAGES[self.kind]}.html#{self.code}"


def _rows(name: str) -> list[dict[str, str]]:
    with open(HERE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def error_codes() -> dict[str, CodeEntry]:
    """The errors by code, as ``error_codes.csv`` has them.

    >>> error_codes()["GXD-U001"].meaning.en
    'The unit is blank.'
    """
    return {
        row["code"]: CodeEntry(
            row["code"],
            "error",
            Text(row["ja"], row["en"]),
            Text(row["repair_ja"], row["repair_en"]),
        )
        for row in _rows("error_codes.csv")
    }


@cache
def seen_messages() -> dict[str, tuple[str, Text]]:
    """Messages as they were seen once, by code: where, and the sentence in both languages.

    >>> seen_messages()["GXD-U001"][1].en
    'the unit is blank: write one such as kg, kWh or kg-CO2e/kWh'
    """
    return {
        row["code"]: (row["where"], Text(row["ja"], row["en"]))
        for row in _rows("error_examples.csv")
    }


@cache
def lint_codes() -> dict[str, CodeEntry]:
    """The lint's rules by code; the repair is the one of the example.

    >>> lint_codes()["GXD-L022"].repair.en
    'see whether it should be "-1.10"'
    """
    from gxd_teach.techspec.lint import catalogue

    examples = {row["code"]: row for row in _rows("lint_examples.csv")}
    entries = {}
    for rule in catalogue():
        example = examples.get(rule.code)
        sort = (WORDS[rule.level], WORDS[rule.severity])
        facts = [
            (
                Text("種類", "kind"),
                Text(
                    f"{'、'.join(one.ja for one in sort)}(版 {'、'.join(rule.dialects)})",
                    f"{', '.join(one.en for one in sort)} (versions {', '.join(rule.dialects)})",
                ),
            )
        ]
        if example:
            at = f"{example['path']}: {example['found'] or '-'}"
            facts.append(
                (
                    Text("例", "example"),
                    Text(
                        f"{at}(期待: {example['expected_ja']})",
                        f"{at} (expected: {example['expected_en']})",
                    ),
                )
            )
        repair = (
            Text(example["repair_ja"], example["repair_en"])
            if example
            else Text("示された所の値を直す", "mend the value named")
        )
        entries[rule.code] = CodeEntry(
            rule.code, "lint", rule.title, repair, rule.why, tuple(facts)
        )
    return entries


@cache
def conformance_codes() -> dict[str, CodeEntry]:
    """The conformance runner's cases by number, PACT's own (TC…) and this course's (GXD-K…).

    >>> conformance_codes()["GXD-K020"].meaning.ja
    'limit より多く返さない'
    """
    from gxd_teach.techspec.conformance import catalogue

    entries = {}
    for case in catalogue():
        kinds = (
            (Text("必須", "mandatory"), case.mandatory),
            (Text("任意", "optional"), case.optional),
            (Text("この教材の検査", "this course's own"), case.deeper),
        )
        asked = [(word, versions) for word, versions in kinds if versions]
        said = Text(
            "、".join(f"{word.ja} {'・'.join(versions)}" for word, versions in asked),
            "; ".join(f"{word.en} {', '.join(versions)}" for word, versions in asked),
        )
        facts = ((Text("版", "versions"), said),)
        entries[case.number] = CodeEntry(
            case.number, "conformance", case.title, case.repair, case.rule, facts
        )
    return entries


def every_code() -> dict[str, CodeEntry]:
    """All codes there are.

    >>> {entry.kind for entry in every_code().values()} == set(KINDS)
    True
    """
    return error_codes() | lint_codes() | conformance_codes()


def code_like(typed: str) -> str:
    """A code as people type it, written in full.

    >>> code_like(" gxd-u4 "), code_like("L022"), code_like("[GXD-U004]"), code_like("tc5")
    ('GXD-U004', 'GXD-L022', 'GXD-U004', 'TC5')
    """
    text = typed.strip(" []:").upper()
    match = re.fullmatch(r"(?:GXD-?)?([A-Z])-?(\d{1,3})", text)
    return f"GXD-{match[1]}{int(match[2]):03}" if match else text


def code_entry(typed: str) -> CodeEntry:
    """The entry of one code; GXD-D003 names those near it when there is none.

    >>> code_entry("u4").code
    'GXD-U004'
    """
    known = every_code()
    code = code_like(typed)
    if code in known:
        return known[code]
    near = difflib.get_close_matches(code, known, n=5, cutoff=0.5)
    raise GxdError(
        "GXD-D003",
        f"「{typed[:40]}」という記号はありません。近いもの: {'、'.join(near) or 'なし'}",
        f"there is no code '{typed[:40]}'; near it: {', '.join(near) or 'none'}",
    )


def explained(typed: str) -> str:
    """The entry as text for a terminal, in the current language.

    >>> explained("GXD-U001").splitlines()[0].split()[0]
    'GXD-U001'
    """
    entry = code_entry(typed)
    lines = [f"{entry.code}  ({KINDS[entry.kind]})", f"  {entry.meaning}"]
    lines.append(f"  {say('直し方', 'repair')}: {entry.repair}")
    if entry.why:
        lines.append(f"  {say('根拠', 'why')}: {entry.why}")
    lines += [f"  {heading}: {text}" for heading, text in entry.facts]
    if entry.code in seen_messages():
        where, message = seen_messages()[entry.code]
        place = f"{where}: " if where else ""
        lines.append(f"  {say('例', 'example')}: {place}{message}")
    lines.append(f"  {say('本の巻末', 'in the book')}: {entry.address}")
    return "\n".join(lines)
