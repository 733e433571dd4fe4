"""A life-cycle stage as people write it: 配送, Outbound, 梱包 are stages that a rule hangs on.

What comes after the gate is reported apart, what a footprint does not count at all is refused:
taken as a stage of somebody's own, it would be added to the total without a word.
"""

from __future__ import annotations

from functools import lru_cache

from gxd_teach.errors import GxdError
from gxd_teach.framework.boundary import FLOW_KINDS, OUT, word_key
from gxd_teach.framework.contribution import STAGES

__all__ = ["stage_of"]

_STAGE_OF_KIND = {
    "raw_materials": "raw_material",
    "inbound_transport": "transport",
    "production": "production",
    "packaging": "packaging",
    "production_waste": "waste",
    "outbound_transport": "outbound",
    "outbound_storage": "outbound",
}
_MORE = {"production": ("生産", "製造工程"), "outbound_transport": ("出荷", "製品輸送")}


@lru_cache(maxsize=1)
def _stages() -> dict[str, str]:
    found = {
        word_key(word): _STAGE_OF_KIND[kind.key]
        for kind in FLOW_KINDS
        if kind.key in _STAGE_OF_KIND
        for word in (kind.key, kind.name.ja, kind.name.en, *kind.words, *_MORE.get(kind.key, ()))
    }
    own = {word_key(word): code for code, text in STAGES.items() for word in (code, text.ja, text.en)}  # fmt: skip
    return found | own


@lru_cache(maxsize=1)
def _refused() -> dict[str, str]:
    return {
        word_key(word): str(kind.reason)
        for kind in FLOW_KINDS
        if kind.verdict == OUT and kind.key not in _STAGE_OF_KIND
        for word in (kind.key, kind.name.ja, kind.name.en, *kind.words)
    }


@lru_cache(maxsize=4096)
def stage_of(word: str) -> str:
    """The stage's code where the word is one of its names; a stage of one's own as it is.

    GXD-I039 for what a cradle-to-gate footprint does not count (see `classify`).

    >>> stage_of("配送"), stage_of("Outbound Transport"), stage_of("梱包"), stage_of("検査")
    ('outbound', 'outbound', 'packaging', '検査')
    """
    key = word_key(word)
    code = _stages().get(key)
    if code is not None:
        return code
    if key in _refused():
        raise GxdError(
            "GXD-I039",
            f"「{word}」は Cradle-to-Gate の範囲の外で、合計に入れません。この行を除いてください",
            f"'{word}' is outside cradle-to-gate and not counted: take this row out",
        )
    return word
