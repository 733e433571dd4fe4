"""The number on a record of completion: the instructor can check it without any network.

It holds edition and date openly, and 60 bits of HMAC-SHA256 (RFC 2104)
over them and the participant's id, under a key made from the course secret. Whoever has the
secret and the roster finds out to whom it was given; nobody else can make one.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import unicodedata
from datetime import date

from gxd_teach.classroom.course import Course, Participant
from gxd_teach.errors import GxdError

__all__ = ["verification_number", "verify"]

# Digits and letters that nobody mistakes for one another (Crockford's base 32).
_LETTERS = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHJKMNPQRSTVWXYZ")
_READ_AS = str.maketrans("OIL", "011")
_LENGTH = 12


def verification_number(secret: bytes, edition: str, participant: str, day: date) -> str:
    """The number of one person's record.

    GXD-C160 without a secret.

    >>> verification_number(b"s", "2026.11", "p001", date(2026, 11, 27))[:17]
    '2026.11-20261127-'
    """
    if not secret:
        raise GxdError(
            "GXD-C160",
            "コースの秘密(_grading/course-secret)がありません。名簿で配布すると作られます",
            "there is no course secret (_grading/course-secret): releasing to a roster makes it",
        )
    letters = _letters(secret, edition, participant, day)
    return f"{edition}-{day:%Y%m%d}-{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def _letters(secret: bytes, edition: str, participant: str, day: date) -> str:
    key = hmac.new(secret, b"gxd record of completion", hashlib.sha256).digest()
    message = "\x1f".join((edition, day.isoformat(), participant)).encode()
    digest = hmac.new(key, message, hashlib.sha256).digest()
    return base64.b32encode(digest)[:_LENGTH].translate(_LETTERS).decode("ascii")


def verify(course: Course, number: str) -> tuple[Participant, str, date] | None:
    """(who, edition, day) that a number was given for; None where it was never given here.

    Spaces, lower case, full width and O for 0 are forgiven. GXD-C161 for what is no such number.
    """
    plain = "".join(unicodedata.normalize("NFKC", number).split()).upper()
    parts = plain.replace("−", "-").replace("‐", "-").rsplit("-", 4)
    try:
        edition, day_text, *groups = parts
        letters = "".join(groups).translate(_READ_AS)
        day = date(int(day_text[:4]), int(day_text[4:6]), int(day_text[6:]))
        if len(letters) != _LENGTH or len(groups) != 3 or len(day_text) != 8 or not edition:
            raise ValueError
    except ValueError:
        raise GxdError(
            "GXD-C161",
            f"「{number}」は確認番号の形ではありません。版-日付-XXXX-XXXX-XXXX の形です",
            f"'{number}' does not look like such a number: edition-date-XXXX-XXXX-XXXX",
        ) from None
    secret = course.secret()
    if not secret:
        return None
    for person in course.roster().values():
        for spelled in dict.fromkeys((course.edition, edition, edition.lower())):
            if spelled.upper() != edition:
                continue
            right = _letters(secret, spelled, person.id, day)
            if hmac.compare_digest(right.encode(), letters.encode()):
                return person, spelled, day
    return None
