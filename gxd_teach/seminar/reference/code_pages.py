"""Pages of codes: errors by family, the lint's rules by level, the conformance cases.

Each code is an entry of its own (``{gxd-code}``, see book/_ext/reference_codes.py), whose
anchor is the code as it stands in a message.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gxd_teach.language import Text
from gxd_teach.seminar.reference.codes import (
    WORDS,
    CodeEntry,
    conformance_codes,
    error_codes,
    lint_codes,
    seen_messages,
)
from gxd_teach.seminar.reference.docstrings import escaped
from gxd_teach.seminar.reference.raised import Raised, raised_codes

__all__ = ["conformance_page", "error_page", "lint_page"]

FAMILIES = {
    "A": "配分",
    "B": "本とキットを作る",
    "C": "問題、提出、採点",
    "D": "データ、参照",
    "E": "電気と証書",
    "F": "排出係数と入力",
    "G": "ガスと GWP",
    "H": "燃料",
    "I": "活動量の表とフットプリント",
    "J": "炭素の内訳、リサイクル、包装",
    "K": "適合性試験を実行する",
    "L": "リントを実行する",
    "M": "輸送(日本の 4 方法、モーダルシフト)",
    "N": "数値の書き方",
    "O": "組織ベース算定",
    "P": "一次データ比率",
    "Q": "データ品質",
    "R": "記録(レコード)と変換",
    "S": "セミナーを開く",
    "T": "輸送チェーン(ISO 14083)",
    "U": "単位",
    "V": "検証、削減量、データセンター",
    "W": "境界と除外",
    "X": "交換サーバーとクライアント",
    "Y": "サプライチェーンと不確かさ",
    "Z": "コマンド、図、操作パネル",
}


def error_page(raisers: Mapping[str, Sequence[str]]) -> str:
    """Every error, family by family: what happened, what to do, a message as it was seen.

    `raisers` are the full names of public functions and classes in which a code is named.
    """
    lines = [
        "# エラーの記号",
        "",
        "メッセージの初めの `[GXD-…]` が記号です。頭の 1 文字が種類を表します。",
        "コマンドプロンプトやターミナルでは `gxd explain GXD-U004` が、同じ説明をネットワークなしで示します。",
        "記録を調べて見つかったもの(`GXD-R001` など)は{doc}`リントの記号 <lint>`、"
        "適合性試験の番号は{doc}`適合性試験の番号 <conformance>`にあります。",
        "",
        "「例」は実際に出たメッセージ、「形」はプログラムに書かれた文です(… に値が入ります)。",
        "",
    ]
    lines += ["| 記号 | 種類 |", "|---|---|"]
    families = dict.fromkeys(code[4] for code in error_codes())
    for letter in families:
        title = FAMILIES.get(letter, "")
        lines.append(f"| [GXD-{letter}…](#gxd-{letter.lower()}) | {title} |")
    raised = raised_codes()
    for letter in families:
        lines += [
            "",
            f"(gxd-{letter.lower()})=",
            f"## GXD-{letter}… {FAMILIES.get(letter, '')}",
            "",
        ]
        for code, entry in error_codes().items():
            if code[4] == letter:
                lines += _entry(entry, _message(code, raised), raisers.get(code, ()))
    return "\n".join(lines) + "\n"


def _message(code: str, raised: Mapping[str, tuple[Raised, ...]]) -> list[tuple[str, Text]]:
    """An example as it was seen, or else the forms that stand in the sources."""
    if code in seen_messages():
        where, said = seen_messages()[code]
        at = f"{where}: " if where else ""
        return [("例", Text(f"{at}{said.ja}", f"{at}{said.en}"))]
    found = []
    for place in raised.get(code, ()):
        japanese = [form for form in place.forms if not form.isascii() and len(form) > 6]
        english = [form for form in place.forms if form not in japanese and " " in form]
        if japanese and english:
            found.append(("形", Text(japanese[0], english[0])))
    return list(dict.fromkeys(found))[:2]


def lint_page() -> str:
    """Every rule of the lint by level, with why it is one and an example of a repair."""
    lines = [
        "# リントの記号",
        "",
        "`gxd lint` と `lint_record` が示す記号です。**スキーマ**は PACT の公開スキーマが見るもの、"
        "**仕様**は仕様書の本文が求めるもの、**妥当性**は数値のつじつまです。",
        "「誤り」があると終了コードが 1 になります。「警告」と「参考」では 0 です。",
        "「例」と「直し方」は、実際に調べた 1 件のものです。",
        "",
    ]
    for level in ("schema", "specification", "plausibility"):
        title = WORDS[level].ja
        lines += [f"## {title}", ""]
        for entry in lint_codes().values():
            if entry.facts[0][1].ja.startswith(title):
                lines += _entry(entry)
    return "\n".join(lines) + "\n"


def conformance_page() -> str:
    """The conformance runner's cases by number."""
    lines = [
        "# 適合性試験の番号",
        "",
        "`gxd conformance` の報告に出る番号です。TC… は PACT の公開の適合性試験と同じ番号、"
        "GXD-K… はこの教材がさらに調べるものです。",
        "",
    ]
    own = conformance_codes()
    for title, wanted in (("PACT の番号", "TC"), ("この教材の番号", "GXD-")):
        lines += [f"## {title}", ""]
        for code in sorted(own, key=_by_number):
            if code.startswith(wanted):
                lines += _entry(own[code])
    return "\n".join(lines) + "\n"


def _by_number(code: str) -> tuple[int, str]:
    digits = "".join(letter for letter in code if letter.isdigit())
    return int(digits), code


def _entry(
    entry: CodeEntry, messages: Sequence[tuple[str, Text]] = (), raisers: Sequence[str] = ()
) -> Iterator[str]:
    yield from (f"::::{{gxd-code}} {entry.code}", "", escaped(entry.meaning.ja), "")
    yield from (f"**直し方** {escaped(entry.repair.ja)}", "")
    if entry.why:
        yield from (f"**根拠** {escaped(entry.why.ja)}", "")
    for fact, text in entry.facts:
        yield from (f"**{fact.ja}** {escaped(text.ja)}", "")
    for heading, message in messages:
        yield from (f"**{heading}** {escaped(message.ja)}", "")
    if raisers:
        ways = "、".join(f"{{py:obj}}`{way.rpartition('.')[2]} <{way}>`" for way in raisers[:4])
        yield from (f"**関数** {ways}{' など' if len(raisers) > 4 else ''}", "")
    # The directive marks the last paragraph as English.
    english = [escaped(entry.meaning.en), f"Repair: {escaped(entry.repair.en)}"]
    english += [f"{_ENGLISH[heading]}: {escaped(message.en)}" for heading, message in messages]
    yield " ".join(line if line.endswith((".", "…", ")", "?")) else f"{line}." for line in english)
    yield from ("::::", "")


_ENGLISH = {"例": "Example", "形": "Form"}
