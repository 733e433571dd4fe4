"""The page of commands, from the parser of `gxd` itself: what each does, takes, and returns."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from gxd_teach.seminar.reference.docstrings import escaped

__all__ = ["EXAMPLES", "command_page", "commands_of"]

#: One line for each command, as people type it; a test holds that the parser reads it.
EXAMPLES = {
    "gxd seminar": "gxd seminar --open",
    "gxd calc": "gxd calc datasets/activity-template.xlsx",
    "gxd chain": "gxd chain links.csv direct.csv",
    "gxd lint": "gxd lint record.json",
    "gxd convert": "gxd convert record.json --to 2.3 --out record-v2.json",
    "gxd conformance": "gxd conformance https://127.0.0.1:8443/fict-chassis --credentials fict-pc.json",
    "gxd exchange serve": "gxd exchange serve --port 8443",
    "gxd exchange faults": "gxd exchange faults",
    "gxd explain": "gxd explain GXD-U004",
    "gxd book": "gxd book html",
    "gxd case new": "gxd case new battery-2027 --kind user",
    "gxd case check": "gxd case check",
    "gxd class release": "gxd class release --roster roster.csv",
    "gxd class grade": "gxd class grade handed-in",
    "gxd class answers": "gxd class answers alice",
    "gxd class new": "gxd class new 17-transport",
    "gxd class lint": "gxd class lint",
    "gxd class kit": "gxd class kit participant",
    "gxd class feedback": "gxd class feedback",
    "gxd class report": "gxd class report",
    "gxd class export": "gxd class export --format moodle",
    "gxd class certificates": "gxd class certificates",
    "gxd class verify": "gxd class verify 2026.11-20261130-ABCD-EFGH-JKLM",
    "gxd class questionnaire": "gxd class questionnaire answers.csv",
    "gxd class pretest": "gxd class pretest 04-product",
    "gxd class posttest": "gxd class posttest 04-product",
}
#: Where the exit status says more than 0 (done) and 1 (not done).
STATUS = {
    "gxd lint": "0: 誤りなし、1: 誤りあり、2: 読めない",
    "gxd conformance": "0: 合格、1: 不合格あり、2: 試験を始められない",
    "gxd case check": "0: 全部そろっている、1: 足りないものがある",
    "gxd class verify": "0: このクラスが発行した番号、1: そうでない番号",
    "gxd class grade": "0: 全部採点した、1: 採点できないか受け取れない提出があった",
}


def commands_of(
    parser: argparse.ArgumentParser, name: str = "gxd"
) -> Iterator[tuple[str, argparse.ArgumentParser, str]]:
    """Every command that does something: its full name, its parser, its one-line help."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {one.dest: one.help or "" for one in action._choices_actions}
            for word, below in action.choices.items():
                yield from _leaves(below, f"{name} {word}", helps.get(word, ""))


def _leaves(
    parser: argparse.ArgumentParser, name: str, help_: str
) -> Iterator[tuple[str, argparse.ArgumentParser, str]]:
    below = list(commands_of(parser, name))
    yield from below or [(name, parser, help_)]


def command_page(parser: argparse.ArgumentParser) -> str:
    """All commands with what ``--help`` says, an example, and the exit status."""
    lines = [
        "# コマンド",
        "",
        "コマンドプロンプトやターミナルで使います。`gxd <コマンド> --help` が同じ説明を示します。",
        "環境変数 `GXD_LANG=en` で英語になります。",
        "",
        "終了コードは、頼んだとおりにできたら 0、できなければ 1(理由は標準エラー出力)、"
        "書き方の間違いは 2、中断は 130 です。違うものは、それぞれの所に書きます。",
        "",
        "| コマンド | すること |",
        "|---|---|",
    ]
    every = list(commands_of(parser))
    for name, _, help_ in every:
        lines.append(f"| [`{name}`](#{_anchor(name)}) | {escaped(help_)} |")
    lines.append("")
    for name, below, help_ in every:
        lines += _command(name, below, help_)
    return "\n".join(lines) + "\n"


def _anchor(name: str) -> str:
    return "command-" + name.removeprefix("gxd ").replace(" ", "-")


def _command(name: str, parser: argparse.ArgumentParser, help_: str) -> Iterator[str]:
    yield from (f"({_anchor(name)})=", f"## `{name}`", "")
    yield escaped(parser.description or f"{help_}。")
    yield ""
    if name in EXAMPLES:
        yield from ("```console", EXAMPLES[name], "```", "")
    shown = [action for action in parser._actions if action.help != argparse.SUPPRESS]
    for action in shown:
        if not isinstance(action, argparse._HelpAction):
            told = parser._get_formatter()._expand_help(action) if action.help else ""
            yield from _argument(action, " ".join(told.split()))
    if name in STATUS:
        yield from (f"終了コード — {STATUS[name]}", "")


def _argument(action: argparse.Action, help_: str) -> Iterator[str]:
    """One option or argument: how it is written, what it is for, what may stand there."""
    value = _value_of(action)
    if action.option_strings:
        written = ", ".join(f"{option} {value}".strip() for option in action.option_strings)
    else:
        written = value
    notes = ["必須"] if action.required and action.option_strings else []
    notes += ["省ける"] if action.nargs in ("?", "*") and not action.option_strings else []
    notes += ["いくつでも"] if action.nargs in ("*", "+") else []
    told = escaped(help_)
    more = f"({'、'.join(notes)})" if notes else ""
    yield from (f"`{written}`", f": {told}{more}" if told or more else ": –", "")


def _value_of(action: argparse.Action) -> str:
    if action.nargs == 0:
        return ""
    if action.choices is not None:
        return "{" + ",".join(map(str, action.choices)) + "}"
    if isinstance(action.metavar, tuple):
        return " ".join(action.metavar)
    return action.metavar or (action.dest.upper() if action.option_strings else action.dest)
