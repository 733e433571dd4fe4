"""Memory in large pages, so that a fork of a process that holds much has little to copy.

A fork copies one entry a page: thirty thousand for the libraries that notebooks import, a few
hundred where they lie in pages of 2 MB. See madvise(2), MADV_COLLAPSE (Linux 6.1; before that,
and where the system allows no large pages, nothing happens and a fork takes longer).
"""

from __future__ import annotations

import ctypes
import re
import sys
from typing import Any

__all__ = ["in_large_pages"]

_LARGE = 2 << 20
_MADV_COLLAPSE = 25
_MAPPING = re.compile(r"([0-9a-f]+)-([0-9a-f]+) rw-p \S+ \S+ 0 *(\[heap\])?\n")

_libc: Any = ctypes.CDLL(None) if sys.platform == "linux" else None


def in_large_pages() -> int:
    """Collect this process's own memory in large pages; how many it made of them."""
    made = 0
    with open("/proc/self/maps", encoding="ascii", errors="replace") as file:
        mappings = [found for found in map(_MAPPING.fullmatch, file) if found]
    for found in mappings:
        begin, end = int(found[1], 16), int(found[2], 16)
        for place in range(-(-begin // _LARGE) * _LARGE, end // _LARGE * _LARGE, _LARGE):
            arguments = ctypes.c_void_p(place), ctypes.c_size_t(_LARGE), _MADV_COLLAPSE
            made += _libc.madvise(*arguments) == 0
    return made
