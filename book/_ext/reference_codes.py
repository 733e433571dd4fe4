"""Codes such as GXD-U004: an entry for each in the reference, and a link to it wherever it stands.

The directive ``{gxd-code} GXD-U004`` is an entry whose anchor is the code itself, so that
``reference/errors.html#GXD-U004`` works and the book's search leads to it. On every page a code in
running text, in an output or in a table becomes a link, its meaning as what is shown when one
points at it. Code to be typed, forms and what is a link already stay as they are.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.directives import ObjectDescription
from sphinx.domains import ObjType
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

KIND = "gxd-code"
ENGLISH = "language-en"  # docutils writes it as lang="en"
CODE = re.compile(r"\bGXD-[A-Z]\d{3}\b")
PIECE = re.compile(r"(<!--.*?-->|<[^>]*>)", re.S)
TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)([^>]*)>", re.S)
#: Elements in which no link may stand, or in which one would be read as something else.
CLOSED = {"a", "button", "h1", "label", "option", "script", "select", "style", "svg", "textarea", "title"}  # fmt: skip
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}  # fmt: skip
#: Cells' sources, the entries' own headings, and what asks not to be touched.
UNTOUCHED = re.compile(r'class="[^"]*\b(?:cell_input|sig|no-code-links)\b')


class CodeEntry(ObjectDescription[str]):
    """``{gxd-code}``: one code; its content says what it means."""

    def handle_signature(self, sig: str, signode: addnodes.desc_signature) -> str:
        """The code as the entry's heading."""
        code = sig.strip()
        signode += addnodes.desc_name(code, code)
        return code

    def add_target_and_index(self, name: str, sig: str, signode: addnodes.desc_signature) -> None:
        """The anchor is the code as it is written; Sphinx knows it as an object to be searched."""
        signode["ids"].append(name)
        self.state.document.note_explicit_target(signode)
        self.env.get_domain("std").note_object(KIND, name, name, location=signode)  # type: ignore[attr-defined]

    def transform_content(self, content_node: addnodes.desc_content) -> None:
        """Keep the first sentence for those who point at a link; the last is in English."""
        said = [node for node in content_node.children if isinstance(node, nodes.paragraph)]
        if said and self.names:
            meanings(self.env)[self.names[0]] = (self.env.docname, said[0].astext())
            said[-1]["classes"].append(ENGLISH)

    def _toc_entry_name(self, sig_node: addnodes.desc_signature) -> str:
        return ""  # hundreds of codes would bury the page's contents


class English(SphinxDirective):
    """``{english}``: what is said in English on a Japanese page, for screen readers."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """The content itself, each part of it marked."""
        around = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, around)
        for child in around.children:
            child["classes"].append(ENGLISH)  # type: ignore[index]
        return around.children


def meanings(env: BuildEnvironment) -> dict[str, tuple[str, str]]:
    """Code -> (page, first sentence), kept with the environment."""
    if not hasattr(env, "gxd_codes"):
        env.gxd_codes = {}  # type: ignore[attr-defined]
    return env.gxd_codes  # type: ignore[attr-defined,no-any-return]


def purge(_app: Sphinx, env: BuildEnvironment, page: str) -> None:
    """Forget a page that is read anew."""
    for code in [code for code, (where, _) in meanings(env).items() if where == page]:
        del meanings(env)[code]


def merge(_app: Sphinx, env: BuildEnvironment, _pages: set[str], other: BuildEnvironment) -> None:
    """Take over what another process has read."""
    meanings(env).update(meanings(other))


def link_codes(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Make each code of the written page a link to its entry."""
    body = context.get("body")
    known = meanings(app.env)
    if doctree is None or not known or not body or app.builder.format != "html":
        return
    if CODE.search(body):
        context["body"] = linked(body, lambda code: _link(app, page, code, known))


def _link(app: Sphinx, page: str, code: str, known: dict[str, tuple[str, str]]) -> str:
    if code not in known:
        return code
    where, meaning = known[code]
    address = f"#{code}" if where == page else f"{app.builder.get_relative_uri(page, where)}#{code}"
    return (
        f'<a class="reference internal code-link" href="{escape(address)}" '
        f'title="{escape(meaning)}">{code}</a>'
    )


def linked(body: str, link: Any) -> str:
    """The page with a link for each code that stands in open text."""
    pieces = []
    closed = 0  # how many open elements shut what is inside them off
    stack: list[tuple[str, bool]] = []
    for piece in PIECE.split(body):
        tag = TAG.fullmatch(piece)
        if tag is None:
            pieces.append(
                piece if closed or piece.startswith("<") else CODE.sub(lambda m: link(m[0]), piece)
            )
            continue
        pieces.append(piece)
        name = tag[2].lower()
        if tag[1]:
            while stack:
                last, shuts = stack.pop()
                closed -= shuts
                if last == name:
                    break
        elif name not in VOID and not tag[3].endswith("/"):
            shuts = name in CLOSED or bool(UNTOUCHED.search(tag[3]))
            stack.append((name, shuts))
            closed += shuts
    return "".join(pieces)


def narrow(_app: Sphinx, config: Config) -> None:
    """Signatures of the reference fit a phone: no module stands in front of a name."""
    config.add_module_names = False


def setup(app: Sphinx) -> dict[str, Any]:
    """The directive, and the links when a page is written."""
    app.add_directive(KIND, CodeEntry)
    app.add_directive("english", English)
    app.registry.domain_object_types.setdefault("std", {})[KIND] = ObjType("記号")
    app.add_css_file("reference.css")
    app.connect("config-inited", narrow)
    app.connect("env-purge-doc", purge)
    app.connect("env-merge-info", merge)
    app.connect("html-page-context", link_codes)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
