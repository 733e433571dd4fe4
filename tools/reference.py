"""Make the book's reference anew from the package: `.venv/bin/python tools/reference.py`.

`--check` writes nothing and ends with 1, naming the pages, where one is not as it would be.
"""

from __future__ import annotations

import sys
from pathlib import Path

from gxd_teach.cli import command_parser
from gxd_teach.seminar.reference.write import stale_pages, write_reference


def main() -> int:
    """Write, or check; the pages' names on standard output."""
    root = Path(__file__).resolve().parent.parent
    check = "--check" in sys.argv[1:]
    changed = (stale_pages if check else write_reference)(root, command_parser)
    for name in changed:
        print(f"book/reference/{name}")
    return int(check and bool(changed))


if __name__ == "__main__":
    sys.exit(main())
