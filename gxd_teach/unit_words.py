"""Units as the field writes them: Japanese counters, full-width letters, 1000m3, ton for tonne.

`spell` rewrites a unit into the words of pint; `refuse_ambiguous` turns back what two people
would read differently.
"""

from __future__ import annotations

import re
import unicodedata

from gxd_teach.errors import GxdError
from gxd_teach.language import Text

__all__ = ["refuse_ambiguous", "spell"]

# How the field writes units: the left side after NFKC, the right side as pint reads it.
# "ton" is a short ton to pint and a tonne to everyone in this course.
_WORDS = {
    "ton kilometer": "tkm", "ton kilometre": "tkm", "tonne kilometre": "tkm", "t·km": "tkm",
    "t*km": "tkm", "トンキロ": "tkm", "t-km": "tkm", "t・km": "tkm", "tonkm": "tkm",
    "kilowatt hour": "kWh", "kwh": "kWh", "KWH": "kWh", "KWh": "kWh", "Kwh": "kWh",
    "kWH": "kWh", "mwh": "MWh", "MWH": "MWh", "cubic meter": "m**3", "square meter": "m**2",
    "megabit second": "megabit*second", "piece": "piece", "pieces": "piece", "pcs": "piece",
    "個": "piece", "台": "piece", "本": "piece", "枚": "piece", "点": "piece", "unit": "piece",
    "units": "piece", "Unit": "piece", "ea": "piece", "pc": "piece", "pcs.": "piece",
    "セット": "piece", "箱": "piece", "袋": "piece", "piece(s)": "piece", "個数": "piece",
    "千kWh": "1000*kWh", "万kWh": "10000*kWh", "千t": "1000*tonne", "kt": "1000*tonne", "Mt": "1000000*tonne", "万円": "10000*JPY",
    "TON": "tonne", "kgs": "kg", "KJ": "kJ", "kj": "kJ", "mj": "MJ", "gj": "GJ",
    "円": "JPY", "yen": "JPY", "千円": "1000*JPY", "百万円": "1000000*JPY",
    "ton": "tonne", "tons": "tonne", "トン": "tonne", "キログラム": "kg", "グラム": "g",
    "Kg": "kg", "KG": "kg", "リットル": "L", "l": "L", "ℓ": "L", "KL": "kL", "Kl": "kL",
    "kl": "kL", "キロリットル": "kL", "立方メートル": "m**3", "千m3": "1000*m**3",
    "時間": "hour", "メガジュール": "MJ", "ギガジュール": "GJ",
}  # fmt: skip
_GAS = re.compile(
    r"(kt|kg|t|g)[\s_·-]*\(?CO2[\s_-]*(?:e|eq|換算)?\)?(?![A-Za-z0-9])", re.IGNORECASE
)
_POWER = re.compile(r"(?<![A-Za-z])(m|cm|mm)\s*(?:\^|\*\*)?\s*([23])(?![0-9])")
_COUNT = re.compile(r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s*(?=[A-Za-z])")
# What a unit may be written with. Anything else is a slip, and pint would make sense of it.
_LETTERS = re.compile(r"[\w%()·・^* ./,+-]+")
# Spellings that two people read differently, by factors of a thousand to a thousand million.
_AMBIGUOUS = {
    re.compile(r"(?<![A-Za-z])(mt|MT)(?![a-z])"): Text(
        "t(トン)、kt(千トン)、Mt(百万トン)のどれかを、1000 t のように書いてください",
        "write t, or 1000 t for a thousand tonnes",
    ),
    re.compile(r"(?<![A-Za-z])k\s*m\s*\^?3"): Text(
        "km3 は立方キロメートルです。千立方メートルなら 1000m3 と書いてください",
        "km3 is a cubic kilometre; write 1000m3 for a thousand cubic metres",
    ),
    re.compile(r"(?<![A-Za-z])m(Wh|J)(?![a-z])"): Text(
        "小文字の m はミリ(千分の一)です。メガなら MWh、MJ と書いてください",
        "a small m is milli; write MWh or MJ for mega",
    ),
    re.compile(r"\d\s+\d|\d,(?!\d{3}(?!\d))|\*\*\s*\d*\*|\d\s*\*\*|\^\s*\d{2}|\*\*\s*\d{2}"): Text(
        "数の書き方を読めません。1000m3 のように、空白や小数のコンマを使わずに書いてください",
        "the number in it cannot be read; write it like 1000m3, without spaces or decimal commas",
    ),
}

_POWERS = re.compile(r"\^|\*\*")
_POWER_WORDS = re.compile(r"\b(?:squared|cubed|cubic|square|sq)(?![a-z])", re.IGNORECASE)
_ONE_POWER = re.compile(r"(?<=[^\W\d_])(?:\^|\*\*)-?\d(?![\d^(.]|\*\*)")


def spell(unit: str) -> str:
    """Rewrite a unit as the field writes it into pint's words.

    >>> spell("ｔ－CO2e/千m3"), spell("kg-CO₂/㎥")
    ('tCO2e/(1000*m**3)', 'kgCO2e/(m**3)')
    """
    text = unicodedata.normalize("NFKC", unit).replace("－", "-").replace("−", "-").strip()
    text = _GAS.sub(lambda gas: f"{gas[1].lower().replace('mt', 'Mt')}CO2e", text)
    parts = [part.strip() for part in re.split(r"/|(?<=\S)\s+per\s+", text)]
    return "/".join(_spell_part(part, bracket=i > 0) for i, part in enumerate(parts))


def _spell_part(part: str, *, bracket: bool) -> str:
    """One side of a division: a word of the field, or pint's own."""
    word = _WORDS.get(part)
    if word is None:
        word = _POWER.sub(r"\1**\2", part)
        word = _COUNT.sub(lambda count: f"{count[1].replace(',', '')}*", word)
    simple = re.fullmatch(r"\w+", word)
    return f"({word})" if bracket and not simple else word


def refuse_ambiguous(unit: str) -> None:
    """GXD-U005 for a spelling that could mean two things, GXD-U002 for one that means none."""
    text = unicodedata.normalize("NFKC", unit).replace("－", "-").replace("−", "-").strip()
    for spelling, advice in _AMBIGUOUS.items():
        if spelling.search(text):
            raise GxdError(
                "GXD-U005",
                f"単位「{unit}」は読み違えのおそれがあります。{advice.ja}",
                f"the unit '{unit}' may be misread: {advice.en}",
            )
    # 9^9^9 would keep pint busy for ever: a power stands behind a letter, one digit, once.
    towering = len(_POWERS.findall(text)) != len(_ONE_POWER.findall(text))
    # pint makes powers of words, too: "square cubic count cubed^9" is a tower.
    words = len(_POWER_WORDS.findall(text))
    towering = towering or (words > 0 and words + len(_POWERS.findall(text)) > 1)
    if (
        towering
        or not _LETTERS.fullmatch(text)
        or len(text) > 60
        or re.search(r"inf|nan", text, re.IGNORECASE)
    ):
        raise GxdError(
            "GXD-U002",
            f"単位「{unit[:60]}」を読めません。kg、t、L、kL、m3、kWh、MJ、tkm、個 などが使えます",
            f"unknown unit '{unit[:60]}': kg, t, L, kL, m3, kWh, MJ, tkm, piece and the like",
        )
