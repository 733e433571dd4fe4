"""Which part of the life cycle a figure covers: combustion (TTW), its upstream (WTT), or both.

A combustion-only value and a life-cycle value can be added up, but not unnoticed. Japanese
statutory coefficients of fuels and electricity cover combustion or generation only; PACT
(https://github.com/wbcsd/tr) and ISO 14083 ask for the life cycle (WTW). The words for the parts
and the sentences about them stand here once; fuels, electricity, transport, and footprints
use them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import refuse_huge
from gxd_teach.language import Text
from gxd_teach.numerals import read_number

__all__ = [
    "BASIS_NAMES",
    "COMBUSTION",
    "DIRECT",
    "LIFE_CYCLE",
    "MIXED",
    "UNSPECIFIED",
    "UPSTREAM",
    "basis_of",
    "by_basis",
    "missing_upstream",
    "mixture",
    "not_negative",
]

COMBUSTION, UPSTREAM, LIFE_CYCLE = "combustion", "upstream", "life-cycle"
DIRECT = "direct"  # gas a process lets out: it has no upstream, so it goes with any of them
UNSPECIFIED, MIXED = "unspecified", "mixed"
_BASES = {
    COMBUSTION: "combustion ttw tanktowheel tanktowake generation 燃焼 燃焼のみ 走行時 発電時",
    UPSTREAM: "upstream wtt welltotank 上流",
    LIFE_CYCLE: "lifecycle wtw welltowheel welltowake cradletogate ライフサイクル",
    DIRECT: "direct 直接排出",
    UNSPECIFIED: "unspecified organization",
    MIXED: "mixed",
}
BASIS_NAMES = {
    COMBUSTION: Text("燃焼・走行・発電時のみ(TTW)", "combustion only (TTW)"),
    UPSTREAM: Text("燃料の上流のみ(WTT)", "upstream of the fuel only (WTT)"),
    LIFE_CYCLE: Text("ライフサイクル(WTW)", "life cycle (WTW)"),
    DIRECT: Text("工程の直接排出", "direct emissions of the process"),
    UNSPECIFIED: Text("範囲が不明", "unspecified"),
    MIXED: Text("範囲が混在", "mixed"),
}
_NAMED = 8  # a sentence names so many; a sheet of thousands would fill the page

Groups = Mapping[str, Sequence[str]]  # basis -> labels of what covers it


def basis_of(boundary: str) -> str:
    """The part of the life cycle a word stands for: combustion, upstream or life-cycle.

    TTW and electricity "at generation" are combustion, WTT is upstream, WTW and cradle-to-gate
    are the life cycle. GXD-H006 for a word that says none of them.

    >>> basis_of("tank-to-wheel"), basis_of("WTW")
    ('combustion', 'life-cycle')
    """
    basis = _known(str(boundary))
    if basis is None:
        raise GxdError(
            "GXD-H006",
            f"範囲「{boundary}」を読めません。combustion (TTW)、upstream (WTT)、life-cycle (WTW) のどれかです",
            f"the basis '{boundary}' is not known: combustion (TTW), upstream (WTT) or life-cycle (WTW)",
        )
    return basis


def by_basis(parts: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Labels by the part of the life cycle they cover, from pairs (label, boundary).

    A boundary that says none of the parts is unspecified; a label is named once.

    >>> by_basis([("kWh", "generation"), ("Al", "cradle-to-gate"), ("truck", "TTW")])
    {'combustion': ['kWh', 'truck'], 'life-cycle': ['Al']}
    """
    groups: dict[str, dict[str, None]] = {}
    for label, boundary in parts:
        groups.setdefault(_known(str(boundary)) or UNSPECIFIED, {})[label] = None
    return {basis: list(labels) for basis, labels in groups.items()}


def missing_upstream(groups: Groups) -> Text | None:
    """The sentence a reader must be given about what is combustion-only; None where nothing is.

    >>> print(missing_upstream({"combustion": ["軽油"]}))
    「軽油」は燃焼・走行・発電時のみ(TTW)の値で、燃料の採掘・精製・輸送など上流の分を含みません(WTW ではありません)
    """
    if not groups.get(COMBUSTION):
        return None
    ja, en = _listed([label for label in groups[COMBUSTION] if label])
    name = BASIS_NAMES[COMBUSTION]
    return Text(
        f"{ja and ja + 'は'}{name.ja}の値で、燃料の採掘・精製・輸送など上流の分を含みません"
        "(WTW ではありません)",
        f"{en and en + ': '}{name.en}; the upstream of the fuel is not in it (no WTW figure)",
    )


def mixture(groups: Groups) -> Text | None:
    """Who covers which part, where they differ; None where all agree.

    >>> mixture({"combustion": ["kWh"], "life-cycle": ["Al"]}).en
    'combustion only (TTW): kWh; life cycle (WTW): Al'
    >>> mixture({"direct": ["gas"], "life-cycle": ["Al"]}) is None
    True
    """
    apart = {basis: labels for basis, labels in groups.items() if basis != DIRECT}
    if len(apart) < 2:
        return None
    listed = {basis: _listed(labels) for basis, labels in apart.items()}
    return Text(
        "、".join(f"{BASIS_NAMES[basis].ja}: {ja}" for basis, (ja, _) in listed.items()),
        "; ".join(f"{BASIS_NAMES[basis].en}: {en}" for basis, (_, en) in listed.items()),
    )


def not_negative(value: object, where: str = "") -> float:
    """A number of 0 or more, or the error that names it (GXD-H005; GXD-N00… when no number).

    >>> not_negative("12.5")
    12.5
    """
    try:
        amount = read_number(value)
    except GxdError as error:
        raise GxdError(error.code, error.ja, error.en, where=where or None) from None
    refuse_huge(amount, where, "GXD-H005")
    if amount < 0:
        raise GxdError(
            "GXD-H005",
            f"{amount:g} は負です。0 以上の数を入れてください",
            f"{amount:g} is negative: enter a number of 0 or more",
            where=where or None,
        )
    return amount


@lru_cache(maxsize=1024)
def _known(boundary: str) -> str | None:
    text = unicodedata.normalize("NFKC", str(boundary)).casefold()
    key = re.sub(r"[\s_\-‐‑–−・]", "", text)
    return next((basis for basis, words in _BASES.items() if key in words.split()), None)


def _listed(labels: Sequence[str]) -> tuple[str, str]:
    """The labels in Japanese and in English: the first eight, and how many more."""
    if not labels:
        return "", ""
    more = len(labels) - _NAMED
    ja, en = "」「".join(labels[:_NAMED]), ", ".join(labels[:_NAMED])
    if more <= 0:
        return f"「{ja}」", en
    return f"「{ja}」ほか {more} 件", f"{en} and {more} more"
