"""Sealed feedback: a sentence that only the answer it belongs to can open.

For every right and every known wrong answer, the feedback is encrypted (AES-GCM) under a key
derived (PBKDF2-SHA256, one salt per question and participant) from the answer's canonical
form. Who reads the file does not read the answers. It resists reading, not patient guessing:
no mark depends on it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import cache, partial
from typing import Any

from gxd_teach.classroom.answers import Interval, fits
from gxd_teach.classroom.canonical import DIGITS, canonical, neighbours
from gxd_teach.language import Text

__all__ = ["ITERATIONS", "Known", "open_sealed", "seal"]

ITERATIONS = 200_000
_BLOCK = 512  # all payloads of a part get one length, a multiple of this: it tells nothing

Known = tuple[Interval | str, Text, bool]


def _key(answer: str, salt: bytes, iterations: int) -> bytes:
    # The same key as hashlib's pbkdf2_hmac, in half the time: it brings a newer OpenSSL.
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

    return PBKDF2HMAC(SHA256(), 32, salt, iterations).derive(answer.encode())


@cache
def _workers() -> ThreadPoolExecutor:
    """As many as there are cores: a key derivation lets go of the GIL."""
    return ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="sealing")


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_workers.cache_clear)  # threads stay behind


def _forms(accepted: Interval | str, digits: int) -> list[str]:
    if isinstance(accepted, Interval):
        return neighbours(accepted.low, accepted.high, digits)
    return [_choice_form(accepted)]


def _choice_form(option: str) -> str:
    return f"={option}"


def seal(
    known: Iterable[Known],
    *,
    context: str,
    salt: bytes,
    digits: int = DIGITS,
    iterations: int = ITERATIONS,
) -> dict[str, Any]:
    """Seal the known answers of one part of a question; a JSON object.

    `context` (question and part) enters the key, so that entries cannot be moved about.
    The same input gives the same output: the nonce comes from key and content.

    >>> sealed = seal([(Interval(Decimal("9"), Decimal("9")), Text("正解", "right"), True)],
    ...               context="00a/", salt=b"salt", iterations=10)
    >>> open_sealed(sealed, Decimal("9.0"), context="00a/")[0]["right"]
    True
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    by_form: dict[str, list[dict[str, Any]]] = {}
    for accepted, sentence, right in known:
        entry: dict[str, Any] = {"right": right, "ja": sentence.ja, "en": sentence.en}
        if isinstance(accepted, Interval):
            entry |= {"low": str(accepted.low), "high": str(accepted.high)}
        for form in _forms(accepted, digits):
            by_form.setdefault(form, []).append(entry)
    written = {
        form: json.dumps(payload, ensure_ascii=False).encode() for form, payload in by_form.items()
    }
    longest = max(map(len, written.values()), default=0)
    length = longest + -longest % _BLOCK
    entries = []
    derive = partial(_key, salt=salt, iterations=iterations)
    keys = _workers().map(derive, [f"{context}\x1f{form}" for form in written])
    for key, payload in zip(keys, written.values(), strict=True):
        plain = payload.ljust(length)
        nonce = hmac.new(key, plain, hashlib.sha256).digest()[:12]
        locked = nonce + AESGCM(key).encrypt(nonce, plain, context.encode())
        entries.append(base64.b64encode(locked).decode())
    return {
        "salt": salt.hex(),
        "iterations": iterations,
        "digits": digits,
        "entries": sorted(entries),  # an order that tells nothing
    }


def open_sealed(
    sealed: Mapping[str, Any], answer: Decimal | str, *, context: str
) -> list[dict[str, Any]]:
    """The feedback sealed for this answer, all that fits: one key derivation, then trial decryption.

    `answer` is a number in the unit asked for, or an option's text.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if isinstance(answer, Decimal):
        form = canonical(answer, sealed["digits"])
    else:
        form = _choice_form(answer)
    key = _key(f"{context}\x1f{form}", bytes.fromhex(sealed["salt"]), sealed["iterations"])
    cipher = AESGCM(key)
    for entry in sealed["entries"]:
        locked = base64.b64decode(entry)
        try:
            plain = cipher.decrypt(locked[:12], locked[12:], context.encode())
        except InvalidTag:
            continue
        return [known for known in json.loads(plain) if fits(answer, _accepted(known, answer))]
    return []


def _accepted(known: Mapping[str, Any], answer: Decimal | str) -> Interval | str:
    if "low" in known:
        return Interval(Decimal(known["low"]), Decimal(known["high"]))
    return str(answer)  # an option's own key opened it
