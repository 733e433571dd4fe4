"""Search for Japanese words inside compounds: character pairs on both sides, no dictionary.

Sphinx's own splitter segments the index but not the query, so 温室効果ガス finds nothing.
Here a run of Japanese characters becomes its pairs (排出係数: 排出, 出係, 係数) in the index and
in the query alike, and a page is found when it has them all. Single characters are indexed
too, so 炭 finds 炭素. Latin words stay whole; full-width and subscript forms (ＣＯ２, CO₂)
become plain ones by NFKC, and whatever contains CO2 (CO2e, kgCO2e) is found by CO2.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from sphinx.application import Sphinx
from sphinx.search import SearchLanguage

#: Iteration marks, hiragana, katakana with its long sign, and the ideographs; for Python and JS.
RUN = (
    r"\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uf900-\ufaff"
)
RARE = "\U00020000-\U0003ffff"
TOKEN = re.compile(rf"(?P<japanese>[{RUN}{RARE}]+)|[^\W{RUN}{RARE}]+")

JS = r"""
function splitQuery(query) {
  const tokens = query.normalize("NFKC").matchAll(
    /([RUN\u{20000}-\u{3ffff}]+)|(?:(?![RUN\u{20000}-\u{3ffff}])[\p{L}\p{N}_])+/gu);
  return [...tokens].flatMap(([token, japanese]) => {
    const letters = [...token];
    if (!japanese || letters.length < 2) return [token];
    return letters.slice(1).map((letter, i) => letters[i] + letter);
  });
}
if (typeof Search !== "undefined") {
  /* Every part of the query is required; the stock search forgives parts of one or two letters. */
  const searchOne = Search.performTermsSearch;
  Search.performTermsSearch = (terms, excluded) => {
    const rounds = [...terms].map((term) => searchOne(new Set([term]), excluded));
    const score = (round, page) => round.find((result) => result[5] === page)?.[4];
    return (rounds[0] || [])
      .filter((result) => rounds.every((round) => score(round, result[5]) !== undefined))
      .map(([page, title, anchor, text, , file]) =>
        [page, title, anchor, text, Math.min(...rounds.map((r) => score(r, file))), file]);
  };
  /* Sphinx's Japanese catalogue leaves this sentence empty. */
  const said = "Search finished, found ${resultCount} page(s) matching the search query.";
  Documentation.TRANSLATIONS[said] ||= "${resultCount} ページ見つかりました。";
  Documentation.TRANSLATIONS[", in "] = "、";
  /* Mark the words as they were typed, not their pairs. */
  const parse = Search._parseQuery;
  Search._parseQuery = (query) => {
    const parsed = parse(query);
    const typed = query.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    try { localStorage.setItem("sphinx_highlight_terms", typed.join(" ")); } catch {}
    parsed[3] = new Set(typed);
    return parsed;
  };
}
""".replace("RUN", RUN)


class JapanesePairs(SearchLanguage):
    """Pairs of characters for Japanese, words for the rest."""

    lang = "ja"
    language_name = "Japanese"
    js_splitter_code = JS

    def split(self, input: str) -> list[str]:
        """The terms under which a text is found."""
        text = unicodedata.normalize("NFKC", input)
        terms: list[str] = []
        for match in TOKEN.finditer(text):
            token = match[0]
            if match["japanese"]:
                terms += [*token, *(a + b for a, b in pairwise(token))]
            else:
                terms.append(token)
                if "co2" in token.lower():
                    terms.append("CO2")
        return terms

    def word_filter(self, word: str) -> bool:
        """Keep everything: Sphinx would drop the short hiragana terms."""
        return bool(word)


def setup(app: Sphinx) -> dict[str, bool]:
    """Take the place of Sphinx's Japanese splitter."""
    app.add_search_language(JapanesePairs)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
