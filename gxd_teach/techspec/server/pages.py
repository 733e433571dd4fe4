"""Pages kept ready: the bytes of an answer, until the owner's data change.

A page of a list is the stored bytes side by side. Joined once, it is sent to whoever may see
the same and asks the same, as long as the owner's count of changes stays what it was. The
cache has a fixed size in bytes, so that memory stays flat however many pages there are.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import NamedTuple

__all__ = ["Page", "Pages"]


class Page(NamedTuple):
    """A body ready to be sent, and the query of the page that follows it."""

    body: bytes
    following: str | None = None


class Pages:
    """The pages asked for last, `most_bytes` at most.

    >>> pages = Pages(most_bytes=2000)
    >>> for number in range(3):
    ...     pages.keep(number, Page(b"x" * 500))
    >>> [number for number in range(3) if pages.get(number)]
    [1, 2]
    """

    _OVERHEAD = 300  # what an entry weighs besides its body

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._pages: OrderedDict[Hashable, Page] = OrderedDict()
        self._size = 0

    def get(self, key: Hashable) -> Page | None:
        """The page kept under a key."""
        page = self._pages.get(key)
        if page is not None:
            self._pages.move_to_end(key)
        return page

    def keep(self, key: Hashable, page: Page) -> None:
        """Keep a page; those asked for longest ago make room."""
        self._drop(self._pages.pop(key, None))
        if self._weight(page) > self._most // 2:
            return
        self._pages[key] = page
        self._size += self._weight(page)
        while self._size > self._most:
            self._drop(self._pages.popitem(last=False)[1])

    def _drop(self, page: Page | None) -> None:
        if page is not None:
            self._size -= self._weight(page)

    def _weight(self, page: Page) -> int:
        return len(page.body) + len(page.following or "") + self._OVERHEAD
