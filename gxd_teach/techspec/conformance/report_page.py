"""A report as one HTML page: no script, no font, no address but its own.

Both languages stand in the page, one of them open; every case folds out to what was sent and
what came back. Whatever a server sent is escaped: a report must not run its answers.
"""

from __future__ import annotations

import json
from html import escape
from typing import Any

from gxd_teach.language import Text, current, say
from gxd_teach.techspec.conformance.calls import Call
from gxd_teach.techspec.conformance.report import Report, Result
from gxd_teach.techspec.conformance.verdicts import Verdict

__all__ = ["page"]

_STYLE = """
:root{color-scheme:light}
body{font:16px/1.6 system-ui,sans-serif;max-width:72rem;margin:1.5rem auto;padding:0 1rem;color:#111;background:#fff}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #bbb}
.other{color:#444}p{margin:.1rem 0 .4rem}
.v{font-weight:700;white-space:nowrap}
.failed{color:#a01010}.passed{color:#0b5d1e}.warning{color:#7a4b00}.skipped,.pending{color:#444}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f3f3f3;padding:.6rem;margin:.3rem 0}
summary{cursor:pointer}
h1,p,li,td,th{overflow-wrap:anywhere}
@media (max-width:40rem){
thead{position:absolute;clip-path:inset(50%)}
table,tbody,tr,th,td{display:block}
th,td{border:0;padding:.1rem 0}tr{border-bottom:1px solid #bbb;padding:.6rem 0}
ul{padding-left:1.2rem}}
@media print{details>*{display:block}}
"""


def page(report: Report) -> str:
    """The page as text.

    >>> "<script" in page(Report("https://a.example", "3.0", ()))
    False
    """
    title = say("PACT 適合の報告", "PACT conformance report")
    rows = "".join(_row(one) for one in report.results)
    heads = (
        Text("番号", "case"), Text("判定", "verdict"), Text("種類", "kind"),
        Text("内容と理由", "title and reason"),
    )  # fmt: skip
    head = "".join(f"<th scope='col'>{_line(one)}</th>" for one in heads)
    opening = "".join(_call(call) for call in report.opening)
    failed = "".join(
        f"<li><a href='#{escape(one.case.number)}'>{escape(one.case.number)}</a> "
        f"{_line(one.case.title)}</li>"
        for one in report.results
        if one.verdict is Verdict.FAILED
    )
    before = say("始めの呼び出し", "calls before the first case")
    return (
        f"<!doctype html>\n<html lang='{current()}'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width,initial-scale=1'>"
        f"<title>{title}</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>{title}</h1><p>{escape(report.base_url)}</p>{_both(report.summary)}"
        f"{f'<ul>{failed}</ul>' if failed else ''}"
        f"<details><summary>{before}</summary>{opening}</details>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        "</main></body></html>\n"
    )


def _line(text: Text) -> str:
    first, second = (text.en, text.ja) if current() == "en" else (text.ja, text.en)
    return f"{escape(first)} <span class='other'>{escape(second)}</span>"


def _both(text: Text) -> str:
    order = (("en", text.en), ("ja", text.ja))
    first, second = order if current() == "en" else order[::-1]
    return (
        f"<p lang='{first[0]}'>{escape(first[1])}<br>"
        f"<span class='other' lang='{second[0]}'>{escape(second[1])}</span></p>"
    )


def _row(one: Result) -> str:
    said = "".join(_both(text) for text in one.said)
    found = "".join(
        f"<li><code>{escape(problem.code)}</code> <code>{escape(problem.where)}</code> "
        f"{escape(str(Text(problem.ja, problem.en)))}</li>"
        for problem in one.findings[:20]
    )
    calls = "".join(_call(call) for call in one.calls)
    details = (
        f"<details><summary>{say('規則、直し方、通信', 'rule, repair, calls')}</summary>"
        f"<h3>{say('規則', 'rule')} ({escape(one.case.strength)})</h3>{_both(one.case.rule)}"
        f"<h3>{say('直し方', 'repair')}</h3>{_both(one.case.repair)}{calls}</details>"
    )
    word = one.verdict.value
    return (
        f"<tr id='{escape(one.case.number)}'><th scope='row'>{escape(one.case.number)}</th>"
        f"<td class='v {word}'>{_line(one.verdict.shown)}</td>"
        f"<td>{_line(one.requirement_shown)}</td>"
        f"<td>{_both(one.case.title)}<div class='{word}'>{said}</div>"
        f"{f'<ul>{found}</ul>' if found else ''}{details}</td></tr>"
    )


def _call(call: Call) -> str:
    shown: dict[str, Any] = call.shown()
    sent, got = shown["sent"], shown["received"]
    out = f"{sent['method']} {sent['url']}\n{_headers(sent['headers'])}\n\n{sent['body']}".rstrip()
    back = (
        f"HTTP {got['status']}\n{_headers(got['headers'])}\n\n{_pretty(got['body'])}".rstrip()
        if got["status"]
        else got["failure"]
    )
    return f"<pre>{escape(out)}</pre><pre>{escape(back)}</pre>"


def _headers(headers: dict[str, str]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in headers.items())


def _pretty(body: str) -> str:
    try:
        return json.dumps(json.loads(body), ensure_ascii=False, indent=2)
    except (ValueError, RecursionError):
        return body
