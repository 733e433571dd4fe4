"""What a submission may use before it is stopped."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

__all__ = ["Limits"]


@dataclass(frozen=True)
class Limits:
    """Time, memory and room of one submission.

    `cell_seconds` of wall time for a cell, `seconds` for the whole; `memory_mb` for all its
    processes together; `processes` at once; `disk_mb` of files; `output_kb` of shown output
    for a cell; `sent_kb` of everything it sends out.

    >>> Limits(seconds=5).cell_seconds
    10.0
    """

    cell_seconds: float = 10.0
    seconds: float = 60.0
    memory_mb: int = 1024
    processes: int = 32
    disk_mb: int = 64
    output_kb: int = 256
    sent_kb: int = 8192

    def as_json(self) -> dict[str, Any]:
        """The limits as they travel into the sandbox."""
        return asdict(self)
