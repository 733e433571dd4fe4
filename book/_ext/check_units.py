"""The units a page understands: for the unit asked for, each accepted word and its factor.

The page cannot carry pint. So the units module is asked at build time about every word that
people write, and what it accepts goes into the page as exact decimals. The words are spelled as
``check-numbers.js`` spells what was typed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product

from gxd_teach.classroom.answers import Number, UnreadableError

GAS = ("kgCO2e", "gCO2e", "tCO2e", "ktCO2e", "MtCO2e", "Mt-CO2e", "mgCO2e")
MASS = tuple(
    [
        "kg",
        "g",
        "t",
        "mg",
        "kt",
        "Mt",
        "ton",
        "tons",
        "tonne",
        "tonnes",
        "TON",
        "kgs",
        "Kg",
        "KG",
        "千t",
        "トン",
        "キログラム",
        "グラム",
        "lb",
    ]
)
ENERGY = tuple(
    [
        "kWh",
        "MWh",
        "GWh",
        "Wh",
        "kwh",
        "KWH",
        "KWh",
        "Kwh",
        "kWH",
        "mwh",
        "MWH",
        "千kWh",
        "万kWh",
        "J",
        "kJ",
        "MJ",
        "GJ",
        "TJ",
        "KJ",
        "kj",
        "mj",
        "gj",
        "メガジュール",
        "ギガジュール",
    ]
)
VOLUME = tuple(
    [
        "L",
        "l",
        "mL",
        "ml",
        "kL",
        "KL",
        "Kl",
        "kl",
        "m3",
        "m^3",
        "m**3",
        "cm3",
        "千m3",
        "1000m3",
        "リットル",
        "キロリットル",
        "立方メートル",
    ]
)
LENGTH = ("m", "km", "cm", "mm")
AREA = ("m2", "m^2", "m**2", "cm2", "km2")
TRANSPORT = (
    *["tkm", "t·km", "t*km", "t・km", "t-km", "tonkm", "kg*km", "kg·km", "トンキロ"],
    *("t km", "ton kilometer", "ton kilometre", "tonne kilometre"),
)
COUNT = tuple(
    [
        "個",
        "台",
        "本",
        "枚",
        "点",
        "箱",
        "袋",
        "セット",
        "個数",
        "piece",
        "pieces",
        "piece(s)",
        "pcs",
        "pcs.",
        "pc",
        "unit",
        "units",
        "ea",
    ]
)
MONEY = ("円", "千円", "万円", "百万円", "JPY", "yen")
TIME = ("時間", "hour", "hours", "h", "min", "day", "days")
WORDS = (*GAS, *MASS, *ENERGY, *VOLUME, *LENGTH, *AREA, *TRANSPORT, *COUNT, *MONEY, *TIME, "%")

_GAS = re.compile(
    r"(?<![A-Za-z])(kt|kg|t|g)[\s_·-]*\(?CO2[\s_-]*(?:e|eq|換算)?\)?(?![A-Za-z0-9])", re.IGNORECASE
)


def spelled(unit: str) -> str:
    """A unit as the page spells it: gas in one spelling, no blanks around a stroke.

    >>> spelled("kg-CO₂eq / kWh"), spelled("トン")
    ('kgCO2e/kWh', 'トン')
    """
    text = unicodedata.normalize("NFKC", unit).replace("−", "-").strip()
    text = re.sub(r"\s*/\s*", "/", text)
    return _GAS.sub(lambda gas: f"{gas[1].lower()}CO2e", text)


@lru_cache(maxsize=256)
def factors(unit: str) -> dict[str, str]:
    """What the page may be given where `unit` is asked for: word to exact decimal factor.

    >>> made = factors("kg-CO2e")
    >>> made["kg"], made["g"], made["t"], made["tCO2e"], "kWh" in made
    ('1', '0.001', '1000', '1000', False)
    """
    kind = Number(unit)
    found = {}
    for word in candidates(unit):
        name = spelled(word)
        try:
            factor = kind.read((1, name))
        except UnreadableError:
            continue
        found[name] = plain(factor)
    return found


def candidates(unit: str) -> list[str]:
    """The words to ask about; of a ratio, each upper word over each lower one."""
    upper, stroke, lower = spelled(unit).partition("/")
    if not stroke:
        return [*WORDS, unit]
    uppers = [word for word in WORDS if _may_stand_for(word, upper)]
    lowers = [word for word in WORDS if _may_stand_for(word, lower)]
    return [*(f"{a}/{b}" for a, b in product(uppers, lowers)), unit]


def _may_stand_for(word: str, unit: str) -> bool:
    try:
        Number(unit).read((1, word))
    except UnreadableError:
        return False
    return True


def plain(factor: object) -> str:
    """The factor without blanks behind the point: ``1``, not ``1.00``."""
    text = f"{factor:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
