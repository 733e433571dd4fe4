"""What stands above an activity table: the product, its declared unit, its mass, the yield.

A label (製品名, 宣言単位, 宣言数量, 製品の質量, 良品率) with its value in the next filled cell
to the right. Whatever else stands there is a title, and left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from gxd_teach.errors import GxdError, Problem
from gxd_teach.framework.contribution import UNITS
from gxd_teach.framework.sheets.cells import Percent, cell_number, cell_percent, cell_text
from gxd_teach.units import convert

__all__ = ["HeaderBlock", "check_yield", "read_header_block"]

_LABELS = {
    "製品名": "name", "product name": "name",
    "宣言単位": "declared_unit", "declared unit": "declared_unit",
    "宣言数量": "declared_amount", "宣言単位の数量": "declared_amount",
    "declared amount": "declared_amount", "declared unit amount": "declared_amount",
    "製品の質量": "product_mass_kg", "製品質量": "product_mass_kg",
    "product mass": "product_mass_kg", "mass of the product": "product_mass_kg",
    "良品率": "yield_rate", "歩留まり": "yield_rate", "歩留り": "yield_rate", "yield": "yield_rate",
    "歩留まり率": "yield_rate", "歩留率": "yield_rate", "yield rate": "yield_rate",
}  # fmt: skip
# How people write the units in which a product is declared, and PACT's words for them.
_WRITTEN_UNITS = {
    "台": "piece", "本": "piece", "枚": "piece", "pcs": "piece", "litre": "liter",
    "トンキロ": "ton kilometer", "h": "hour",
}  # fmt: skip


@dataclass(frozen=True)
class HeaderBlock:
    """What the block states; None where it says nothing. `yield_rate` is a share, 0.95 for 95 %."""

    name: str | None = None
    declared_unit: str | None = None
    declared_amount: float | None = None
    product_mass_kg: float | None = None
    yield_rate: float | None = None


def read_header_block(
    rows: Iterable[tuple[int, Mapping[int, object]]],
    address: Callable[[int, int], str],
    problems: list[Problem],
) -> HeaderBlock:
    """Read the labelled values; what does not fit is added to `problems`."""
    stated: dict[str, object] = {}
    for number, cells in rows:
        positions = sorted(cells)
        for position, after in pairwise(positions):
            noun = _LABELS.get(_label(cells[position]))
            if noun is None and (unit := _other_unit(cells[position])):
                problems.append(
                    Problem(
                        "GXD-I040", address(number, position),
                        f"「{unit}」では読めません。製品の質量は kg、良品率は小数か % で書いてください",
                        f"'{unit}' is not read here: write the product's mass in kg, the yield as a share or in %",
                    )
                )  # fmt: skip
            if noun is None or noun in stated or _label(cells[after]) in _LABELS:
                continue
            try:
                stated[noun] = _READERS[noun](cells[after])
            except GxdError as error:
                problems.append(Problem(error.code, address(number, after), error.ja, error.en))
    return HeaderBlock(**stated)  # type: ignore[arg-type]


def _label(value: object) -> str:
    text = unicodedata.normalize("NFKC", str(value)).strip().lower()
    return re.sub(r"\s*([(\[](kg|%|任意|必須|小数)[)\]]|[::*])+$", "", text).strip()


def _other_unit(value: object) -> str | None:
    """The unit in brackets behind one of our labels, where it is none that we read."""
    text = unicodedata.normalize("NFKC", str(value)).strip().lower()
    found = re.fullmatch(r"(.+?)\s*[(\[]([^)\]]+)[)\]]", text)
    return found[2] if found and found[1] in _LABELS else None


def check_yield(value: float) -> float:
    """A yield (良品率): good products per product begun, 0 < y ≤ 1; GXD-I008 outside it.

    >>> check_yield(0.95)
    0.95
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= 1:
        raise GxdError(
            "GXD-I008",
            f"良品率 {value} は 0 より大きく 1 以下の数です(95 % なら 0.95)",
            f"the yield {value} must be above 0 and at most 1 (0.95 for 95 %)",
        )
    return value


def _read_yield(value: object) -> float:
    in_percent = isinstance(value, Percent) or cell_text(value).endswith(("%", "％"))
    return check_yield(
        float(f"{cell_percent(value) / 100:.15g}") if in_percent else cell_number(value)
    )


def _read_declared_unit(value: object) -> str:
    """PACT's word for the unit; a unit that PACT does not know stays as it is written."""
    text = cell_text(value)
    known = {_plain(name): code for code, label in UNITS.items() for name in (code, label.ja)}
    return (known | _WRITTEN_UNITS).get(_plain(text), text)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower().strip()


def _read_amount(value: object) -> float:
    number = cell_number(value)
    if not number > 0:
        raise GxdError(
            "GXD-I023",
            f"{number:g} は 0 より大きい数で書いてください",
            f"{number:g} must be above 0",
        )
    return number


def _read_mass(value: object) -> float:
    """A mass: a number in kg, or with its unit (1.3 kg, 250 g)."""
    written = (
        re.fullmatch(r"([\d.]+)\s*(kg|g|t)", value.strip()) if isinstance(value, str) else None
    )
    if written:
        return _read_amount(convert(_read_amount(written[1]), written[2], "kg"))
    return _read_amount(value)


_READERS: dict[str, Callable[[object], object]] = {
    "name": cell_text,
    "declared_unit": _read_declared_unit,
    "declared_amount": _read_amount,
    "product_mass_kg": _read_mass,
    "yield_rate": _read_yield,
}
