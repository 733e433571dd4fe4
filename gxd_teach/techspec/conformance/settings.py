"""What a run has to know before it begins: whom to ask, by which version, how long to wait.

Limits for calls and callbacks are those of PACT's public conformance service
(https://github.com/wbcsd/pact-conformance-service); the others are this course's.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from gxd_teach.techspec.conformance.rules import CALL_SECONDS, CALLBACK_SECONDS

__all__ = ["Settings"]


@dataclass(frozen=True)
class Settings:
    """What a run needs to know; every `…_seconds` is a limit, in seconds.

    `auth_url` is the base URL of authentication where it differs from `base_url`; `other_url`
    the base URL of a company that these credentials must not open. A token that says it lives
    at most `expiry_seconds` is waited for, to see whether it really ends.
    """

    base_url: str
    version: str
    client_id: str
    client_secret: str = field(repr=False)
    auth_url: str | None = None
    other_url: str | None = None
    several_companies: bool = False
    call_seconds: float = CALL_SECONDS
    callback_seconds: float = CALLBACK_SECONDS
    settle_seconds: float = 1.0
    expiry_seconds: float = 10.0
    most_pages: int = 50
