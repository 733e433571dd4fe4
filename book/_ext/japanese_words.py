"""The theme's words in Japanese, where neither Sphinx nor the theme has a translation."""

from __future__ import annotations

from gettext import NullTranslations

from sphinx.application import Sphinx
from sphinx.locale import translators

WORDS = {
    "Announcement": "お知らせ",
    "Back to top": "先頭へ戻る",
    "Breadcrumb": "現在の位置",
    "Copyright %(copyright)s": "© %(copyright)s",
    "© Copyright %(copyright)s.": "© %(copyright)s",
    "Home": "表紙",
    "Link to this code": "このコードへのリンク",
    "Link to this definition": "この定義へのリンク",
    "Link to this equation": "この式へのリンク",
    "Link to this heading": "この見出しへのリンク",
    "Link to this image": "この図へのリンク",
    "Link to this table": "この表へのリンク",
    "Link to this term": "この用語へのリンク",
    "Link to this toctree": "この目次へのリンク",
    "On this page": "このページの内容",
    "Section Navigation": "章の目次",
    "Site navigation": "本の目次",
    "Skip to main content": "本文へ移動",
    "Toggle primary sidebar": "目次を開く・閉じる",
    "Toggle secondary sidebar": "ページ内の目次を開く・閉じる",
    "Version warning": "版についての注意",
    "light/dark": "明るい画面・暗い画面の切り替え",
    "next page": "次のページ",
    "previous page": "前のページ",
}


class Words(NullTranslations):
    """A catalogue of the words above, asked last."""

    def gettext(self, message: str) -> str:
        """The Japanese word, or the message itself."""
        return WORDS.get(message, message)


def add_words(app: Sphinx) -> None:
    """Stand behind every catalogue of a Japanese build."""
    if (app.config.language or "").startswith("ja"):
        for catalogue in {id(found): found for found in translators.values()}.values():
            catalogue.add_fallback(Words())


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the words once the catalogues are loaded."""
    app.connect("builder-inited", add_words)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
