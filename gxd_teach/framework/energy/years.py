"""The Japanese fiscal year (年度): April to March, as the legal tables and the coefficients count."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from gxd_teach.errors import GxdError

__all__ = ["fiscal_year", "fiscal_year_number"]


def fiscal_year_number(year: int | str | date) -> int:
    """The fiscal year (April to March) that is meant; a date gives the one it lies in. GXD-H003.

    >>> fiscal_year_number("FY2025"), fiscal_year_number(date(2026, 3, 31))
    (2025, 2025)
    """
    if isinstance(year, date):
        return year.year - (year.month < 4)
    text = unicodedata.normalize("NFKC", str(year)).strip().upper()
    found = re.fullmatch(r"(?:FY\s*)?((?:19|20)\d\d)\s*(?:年度)?", text)
    if not found or isinstance(year, bool):
        raise GxdError(
            "GXD-H003",
            f"「{year}」は年度として読めません。2024 のように書いてください",
            f"'{year}' is not a fiscal year: write it like 2024",
        )
    return int(found[1])


def fiscal_year(year: int | str | date) -> tuple[date, date]:
    """The Japanese fiscal year as a period, both days inclusive; GXD-H003 for what is no year.

    >>> [str(day) for day in fiscal_year(2025)]
    ['2025-04-01', '2026-03-31']
    """
    number = fiscal_year_number(year)
    return date(number, 4, 1), date(number + 1, 4, 1) - timedelta(days=1)
