"""A page on which a learner sees what an exchange offers, and how to ask by hand.

Japanese and English side by side, every operation with a worked `curl` line; nothing is loaded
from elsewhere, and it reads well without a style sheet.
"""

from __future__ import annotations

from html import escape

from gxd_teach.techspec.server.operations import OPERATIONS, Operation

__all__ = ["learners_page"]

_HEAD = """<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>フットプリントの交換 / Footprint exchange</title>
<style>
body { font-family: sans-serif; line-height: 1.6; max-width: 60rem; margin: 1rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
pre { background: #f2f4f3; padding: .6rem; overflow-x: auto; }
table { border-collapse: collapse; } th, td { text-align: left; padding: .2rem .7rem; border-bottom: 1px solid #ccc; vertical-align: top; }
[lang=en] { color: #4a4a4a; } code { overflow-wrap: anywhere; }
</style>
</head>
<body>
<main>
"""
_INTRODUCTION = """<h1>フットプリントの交換 <span lang="en">/ Footprint exchange</span></h1>
<p>ベース URL は <code>{base}</code> です。まずトークンを受け取り、それを付けて一覧を読みます。\
<code>ca.pem</code> は交換サーバーを始めたときの認証局の証明書です。</p>
<p lang="en">The base URL is <code>{base}</code>. Fetch a token first, then read the list with it. \
<code>ca.pem</code> is the certificate authority that the exchange made at its start.</p>
<p>機械のための記述 <span lang="en">/ described for machines</span>: <a href="{root}/openapi.json">openapi.json</a></p>
"""
_REFUSALS = """<h2>断られたとき <span lang="en">/ When it is refused</span></h2>
<p>答えはいつも <code>{"code": …, "message": …}</code> です\
(トークンの要求だけは OAuth の <code>error</code>、<code>error_description</code>)。</p>
<p lang="en">The answer is always <code>{"code": …, "message": …}</code> \
(a token request alone has OAuth's <code>error</code> and <code>error_description</code>).</p>
"""


def learners_page(base_url: str) -> str:
    """The page for one company's base URL, as HTML.

    >>> "curl" in learners_page("https://127.0.0.1:8443/fict-chassis")
    True
    """
    base = escape(base_url)
    root = base.rsplit("/", 1)[0]
    parts = [_HEAD, _INTRODUCTION.format(base=base, root=root)]
    parts += [_section(operation, base_url) for operation in OPERATIONS]
    return "\n".join([*parts, _REFUSALS, "</main>\n</body>\n</html>\n"])


def _section(operation: Operation, base_url: str) -> str:
    version = f" (PACT v{operation.version})" if operation.version else ""
    lines = [
        f"<h2>{escape(operation.name)}{version}</h2>",
        f"<p><code>{operation.method} {escape(operation.path)}</code></p>",
        f"<p>{escape(operation.ja)}。</p>",
        f'<p lang="en">{escape(operation.en)}.</p>',
        f"<pre><code>{escape(operation.curl.replace('{base}', base_url))}</code></pre>",
    ]
    if operation.parameters:
        lines.append(
            "<table><thead><tr><th>名前 / name</th><th>意味</th>"
            '<th lang="en">meaning</th><th>例 / example</th></tr></thead><tbody>'
        )
        for one in operation.parameters:
            cells = (f"<code>{escape(one.name)}</code>", escape(one.ja), escape(one.en))
            row = "".join(f"<td>{cell}</td>" for cell in (*cells, escape(one.example)))
            lines.append(f"<tr>{row}</tr>")
        lines.append("</tbody></table>")
    return "\n".join(lines)
