"""A question in the page: the directive ``{check} 04-q1``.

The question comes from the public release (``exercises/NN-name/questions.json``): its text and
numbers are written into the page as text (for the search, for paper, for a browser without
scripts), and all of it, with the sealed feedback, as JSON that the page's script makes a form of.
Nothing is fetched: the page works from a file and without a network.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from check_units import factors
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

#: In the order in which they need each other.
SCRIPTS = tuple(
    f"check{part}.js" for part in ("-numbers", "-sealed", "-store", "-judge", "-form", "-files", "")
)
STYLE = "check.css"


class check_question(nodes.General, nodes.Element):
    """A question: its children are its text, `payload` is what the script needs."""


class Check(SphinxDirective):
    """``{check} 04-q1``: show a question of the public release."""

    required_arguments = 1
    has_content = False

    def run(self) -> list[nodes.Node]:
        """The question as a node; a warning (an error of the build) where there is none."""
        name = self.arguments[0]
        found = self._find(name)
        if found is None:
            said = (
                f"{{check}} {name}: no such question in exercises/*/questions.json (make release)"
            )
            return [self.state.document.reporter.error(said, line=self.lineno)]
        leaflet, entry = found
        units = {part["unit"] for part in entry["parts"].values() if "unit" in part}
        payload = {key: leaflet[key] for key in ("edition", "assignment", "participant")}
        payload |= {"id": name, "entry": entry, "units": {unit: factors(unit) for unit in units}}
        node = check_question(
            "", *self._text(name, entry), ids=[f"check-{name.lower()}"], payload=payload
        )
        self.set_source_info(node)
        return [node]

    def _find(self, name: str) -> tuple[Mapping[str, Any], Mapping[str, Any]] | None:
        """The released leaflet that has the question, and its entry there."""
        for file in sorted(_exercises(self.env.app).glob("*/questions.json")):
            self.env.note_dependency(str(file))
            leaflet = json.loads(file.read_text(encoding="utf-8"))
            if name in leaflet["questions"]:
                return leaflet, leaflet["questions"][name]
        return None

    def _text(self, name: str, entry: Mapping[str, Any]) -> list[nodes.Node]:
        """The question as plain text and a table, in the language of the book."""
        language = "en" if (self.config.language or "ja").startswith("en") else "ja"
        title = _paragraph(f"{name} {entry['title'][language]}", "gxd-check-title")
        asked: list[nodes.Node] = [title, _paragraph(entry["ask"][language], "gxd-check-ask")]
        if entry["given"]:
            rows = [
                (line["label"][language], f"{line['value']} {line['unit']}".strip())
                for line in entry["given"]
            ]
            asked.append(_table(rows))
        options = (part.get("options", ()) for part in entry["parts"].values())
        asked += [
            _paragraph(f"□ {option}", "gxd-check-option") for one in options for option in one
        ]
        return asked


def _exercises(app: Sphinx) -> Path:
    """The folder of releases: named by `check_exercises`, beside the book or further up."""
    named = app.config.check_exercises
    source = Path(app.srcdir).resolve()
    found = (up / named for up in (source, *source.parents) if (up / named).is_dir())
    return next(found, source / named)


def _paragraph(text: str, look: str) -> nodes.paragraph:
    # Not for the translators: both languages come with the question.
    return nodes.paragraph("", text, classes=[look], translatable=False)


def _table(rows: list[tuple[str, str]]) -> nodes.table:
    body = nodes.tbody()
    for row in rows:
        cells = [nodes.entry("", _paragraph(text, "gxd-check-cell")) for text in row]
        body += nodes.row("", *cells)
    group = nodes.tgroup("", nodes.colspec(colwidth=60), nodes.colspec(colwidth=40), body, cols=2)
    return nodes.table("", group, classes=["gxd-check-given"])


def in_script(content: Mapping[str, Any]) -> str:
    """JSON that no text of a question can break out of.

    >>> in_script({"ask": "</script>"})
    '{"ask": "\\\\u003c/script>"}'
    """
    text = json.dumps(content, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def visit(translator: Any, node: check_question) -> None:
    """Open the box; the JSON first, so that the script finds it."""
    data = in_script(node["payload"])
    translator.body.append(
        f'<div class="gxd-check" id="{node["ids"][0]}">'
        f'<script type="application/json" class="gxd-check-data">{data}</script>\n'
        "<noscript><p>答えを確かめるには JavaScript が要ります。"
        " (JavaScript is needed to check an answer.)</p></noscript>\n"
    )


def depart(translator: Any, node: check_question) -> None:
    """Close it."""
    translator.body.append("</div>\n")


def as_it_is(translator: Any, node: check_question) -> None:
    """On paper and elsewhere the text alone."""


def add_scripts(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Load the scripts on the pages that have a question, and on no other."""
    if doctree is not None and next(iter(doctree.findall(check_question)), None) is not None:
        app.add_css_file(STYLE)
        for script in SCRIPTS:
            app.add_js_file(script, loading_method="defer")


def setup(app: Sphinx) -> dict[str, bool]:
    """The directive, and its looks in every format."""
    app.add_config_value("check_exercises", "exercises", "env")
    plain = (as_it_is, as_it_is)
    formats = {name: plain for name in ("latex", "text", "man", "texinfo", "gettext")}
    app.add_node(check_question, html=(visit, depart), epub=plain, **formats)
    app.add_directive("check", Check)
    app.connect("html-page-context", add_scripts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
