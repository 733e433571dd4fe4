"""Letters and lines of what is drawn here: Japanese fonts, no display, the same bytes each time.

IPAexGothic travels inside the package matplotlib-fontja; DejaVu Sans stands in for what it lacks.
"""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["drawing", "new_figure", "svg", "unwritable"]

_SETTINGS: Any = {
    "font.family": ["IPAexGothic", "DejaVu Sans"],
    "axes.unicode_minus": False,
    "text.parse_math": False,  # a $ is a $
    "svg.fonttype": "path",  # letters as outlines: no font is needed where it is read
    "svg.hashsalt": "gxd",
    "pdf.fonttype": 42,  # the letters used are embedded, and can be searched
    "hatch.linewidth": 0.8,
}


@lru_cache(maxsize=1)
def _japanese_font() -> Path:
    package = importlib.util.find_spec("matplotlib_fontja")
    assert package is not None and package.origin is not None  # noqa: PT018
    return next(Path(package.origin).parent.rglob("ipaexg.ttf"))


@contextmanager
def drawing() -> Iterator[None]:
    """Draw with these letters; whatever else is drawn in this process keeps its own."""
    import matplotlib
    from matplotlib import font_manager

    if "IPAexGothic" not in {font.name for font in font_manager.fontManager.ttflist}:
        font_manager.fontManager.addfont(str(_japanese_font()))
    with matplotlib.rc_context(_SETTINGS):
        yield


def new_figure(width: float, height: float, **options: Any) -> Figure:
    """A figure of so many inches that no window and no other figure knows of."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), **options)


def svg(figure: Figure) -> bytes:
    """The figure as an SVG without a date: the same figure is the same file."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None})
    return buffer.getvalue()


@lru_cache(maxsize=1)
def _characters() -> frozenset[int]:
    import matplotlib
    from matplotlib.ft2font import FT2Font

    dejavu = Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
    return frozenset(
        code for path in (_japanese_font(), dejavu) for code in FT2Font(str(path)).get_charmap()
    )


def unwritable(text: str) -> str:
    """The characters of a text that neither font has.

    >>> unwritable("髙橋 Ünal"), unwritable("\\U00020bb7野")
    ('', '\\U00020bb7')
    """
    return "".join(sign for sign in text if ord(sign) not in _characters())
