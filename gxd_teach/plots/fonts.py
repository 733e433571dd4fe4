"""Fonts of the figures: IPAexGothic, and DejaVu Sans for what it lacks (the ₂ of CO₂e).

IPAexGothic travels inside the package matplotlib-fontja: no system font is needed.
"""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path

__all__ = ["characters", "use_japanese"]


@lru_cache(maxsize=1)
def _japanese_font() -> Path:
    """IPAexGothic's file inside matplotlib-fontja; importing that package is not needed."""
    package = importlib.util.find_spec("matplotlib_fontja")
    assert package is not None and package.origin is not None  # noqa: PT018
    return next(Path(package.origin).parent.rglob("ipaexg.ttf"))


def use_japanese() -> None:
    """Let matplotlib write Japanese: sets the font list for all figures of this session.

    >>> use_japanese()
    """
    import matplotlib
    from matplotlib import font_manager

    known = {font.name for font in font_manager.fontManager.ttflist}
    if "IPAexGothic" not in known:
        font_manager.fontManager.addfont(str(_japanese_font()))
    matplotlib.rcParams["font.family"] = ["IPAexGothic", "DejaVu Sans"]
    matplotlib.rcParams["axes.unicode_minus"] = False


@lru_cache(maxsize=1)
def characters() -> frozenset[int]:
    """Every character that one of the two fonts can draw."""
    import matplotlib
    from matplotlib.ft2font import FT2Font

    dejavu = Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
    return frozenset(
        code for path in (_japanese_font(), dejavu) for code in FT2Font(str(path)).get_charmap()
    )
