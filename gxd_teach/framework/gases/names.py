"""What people call the gases: formulas, names, refrigerant numbers, and the origin of methane.

Formula or name, Japanese or English, with subscripts or in full width: one gas is meant. The
gases are those of `datasets/gwp100.csv`; which origin a report tells apart is IPCC's
(https://www.ipcc.ch/report/ar6/wg1/chapter/chapter-7/).
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from functools import lru_cache

from gxd_teach import datasets
from gxd_teach.errors import GxdError

__all__ = ["gas_name", "origin_name", "split_origin"]

# What people call the gases, as `_key` spells it; the names of the table need no entry.
_ALIASES = {
    "CO2": "carbondioxide 二酸化炭素 炭酸ガス",
    "CH4": "methane メタン メタンガス",
    "N2O": "nitrousoxide dinitrogenmonoxide dinitrogenoxide 一酸化二窒素 亜酸化窒素",
    "HFC-23": "r23 chf3 trifluoromethane フロン23",
    "HFC-32": "r32 ch2f2 difluoromethane フロン32",
    "HFC-125": "r125 フロン125",
    "HFC-134a": "r134a フロン134a",
    "HFC-143a": "r143a フロン143a",
    "CF4": "pfc14 r14 tetrafluoromethane 四フッ化炭素 四弗化炭素",
    "C2F6": "pfc116 r116 hexafluoroethane 六フッ化エタン 六弗化エタン",
    "SF6": "sulfurhexafluoride sulphurhexafluoride 六フッ化硫黄 六弗化硫黄 六ふっ化硫黄",
    "NF3": "nitrogentrifluoride 三フッ化窒素 三弗化窒素 三ふっ化窒素",
}
# Non-fossil first: every one of its words but two holds the word "fossil" or 化石.
_ORIGINS = (
    ("non-fossil", r"non[\s_-]*fossil|biogenic|bio(?=\s*-?\s*methane)|非化石|生物|バイオ"),
    ("fossil", r"fossil|化石"),
)
_ORIGIN_TAIL = r"(?:[\s_-]*(?:由来|起源|系))?の?"


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    known = {_key(gas): gas for gas in dict.fromkeys(row["gas"] for row in datasets.rows("gwp100"))}
    known.update({_key(word): gas for gas, words in _ALIASES.items() for word in words.split()})
    return known


def gas_name(name: str) -> str:
    """The gas as the table writes it; GXD-G001 names what there is.

    >>> gas_name("CH₄"), gas_name("R-134a"), gas_name("六フッ化硫黄")
    ('CH4', 'HFC-134a', 'SF6')
    """
    key = _key(name)
    if key in _names():
        return _names()[key]
    gases = "、".join(dict.fromkeys(_names().values()))
    near = dict.fromkeys(_names()[k] for k in difflib.get_close_matches(key, _names(), 3, 0.7))
    hint_ja, hint_en = f"あるもの: {gases}", f"there are: {gases.replace('、', ', ')}"
    if re.fullmatch(r"(r|hfc)?[45]\d\d[a-z]?", key):
        hint_ja = "混合冷媒なら、成分のガスごとの質量に分けてください"
        hint_en = "a blend of refrigerants is entered gas by gas, by the mass of each"
    elif near:
        hint_ja, hint_en = f"もしかして: {'、'.join(near)}", f"did you mean: {', '.join(near)}"
    raise GxdError(
        "GXD-G001",
        f"ガス「{name}」の GWP100 がありません。{hint_ja}",
        f"there is no GWP100 for the gas '{name}'; {hint_en}",
    )


def split_origin(name: str) -> tuple[str, str]:
    """A name such as 化石由来メタン, parted into the gas and its origin ("" where it has none).

    >>> split_origin("化石由来のメタン"), split_origin("N2O")
    (('メタン', 'fossil'), ('N2O', ''))
    """
    text = unicodedata.normalize("NFKC", name)
    for origin, words in _ORIGINS:
        rest, found = re.subn(rf"(?:{words}){_ORIGIN_TAIL}", "", text, flags=re.IGNORECASE)
        if found:
            return rest, origin
    return name, ""


def origin_name(origin: str) -> str:
    """ "fossil" or "non-fossil", however it is written; GXD-G004 for another word.

    >>> origin_name("生物由来")
    'non-fossil'
    """
    rest, found = split_origin(str(origin))
    if found and not _key(rest):
        return found
    raise GxdError(
        "GXD-G004",
        f"由来「{origin}」を読めません。fossil(化石)か non-fossil(非化石)です",
        f"the origin '{origin}' is not understood: it is fossil or non-fossil",
    )


def _key(name: str) -> str:
    """Full-width letters, subscripts, capitals, spaces and hyphens make no difference."""
    text = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\s_\-‐‑–−()\[\],、・:]", "", text)
