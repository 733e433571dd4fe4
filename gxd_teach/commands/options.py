"""Options that several commands share."""

from __future__ import annotations

import argparse
from pathlib import Path

from gxd_teach.language import say

__all__ = ["course_option"]


def course_option(parser: argparse.ArgumentParser) -> None:
    """Add `--course DIR`, for a command called from elsewhere."""
    parser.add_argument(
        "--course",
        type=Path,
        metavar="DIR",
        help=say(
            "コースのフォルダー(既定: いまいる所)", "the course's folder (default: around here)"
        ),
    )
