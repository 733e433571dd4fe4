"""Join lines of Japanese: a line break in the source is no space on the page.

The chapters break lines at clauses. HTML shows a line break as a space, which Japanese does not
have, and the search would lose a word that was broken in two.
"""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

#: Punctuation, kana, ideographs and full-width forms.
WIDE = re.compile(r"[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uffee]")


class JoinJapaneseLines(SphinxTransform):
    """Take out the line breaks that stand between two Japanese characters."""

    default_priority = 800  # after the translations, which are looked up by the source text

    def apply(self, **kwargs: object) -> None:
        """Look at every line break of running text; code is left alone."""
        for node in list(self.document.findall(nodes.Text)):
            parent = node.parent
            if node.astext() != "\n" or not isinstance(parent, nodes.Element):
                continue  # MyST makes each line break a text of its own
            here = parent.index(node)
            if not 0 < here < len(parent) - 1:
                continue
            before, after = parent[here - 1], parent[here + 1]
            if not WIDE.match(before.astext()[-1:]) or not WIDE.match(after.astext()[:1]):
                continue
            if isinstance(before, nodes.Text) and isinstance(after, nodes.Text):
                parent[here - 1 : here + 2] = [nodes.Text(before.astext() + after.astext())]
            else:
                del parent[here]


def setup(app: Sphinx) -> dict[str, bool]:
    """Run on every page that is read."""
    app.add_transform(JoinJapaneseLines)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
