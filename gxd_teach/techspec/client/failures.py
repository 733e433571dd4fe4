"""What can go wrong between two companies, said by its cause and its repair.

The customer's side of an exchange meets connections, certificates, refusals (PACT Technical
Specifications v3.0.3, error responses) and answers that are something else altogether. Each
becomes a `GxdError` of its own code.
"""

from __future__ import annotations

import ssl
import time
from datetime import UTC
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx2

from gxd_teach.errors import GxdError

__all__ = [
    "RefusedError",
    "UnreachableError",
    "must_be_https",
    "not_pact",
    "refused",
    "retry_after_seconds",
    "unreachable",
]

_LONGEST_SENTENCE = 300


class UnreachableError(GxdError):
    """Nobody has answered."""


class RefusedError(GxdError):
    """The answer was a refusal: its HTTP status, and what it says about trying again."""

    status: int
    retry_after: float | None


def unreachable(url: httpx2.URL, error: Exception, ca_file: Path | str | None) -> UnreachableError:
    """No answer at all: GXD-X021 when TLS does not trust the other side, else GXD-X020."""
    untrusted = _certificate_error(error)
    if untrusted is not None:
        return UnreachableError(
            "GXD-X021",
            f"相手の証明書を信頼できません({untrusted})。使った認証局ファイル: {ca_file or '-'}。"
            "相手の今の ca.pem か確かめてください",
            f"the other side's certificate is not trusted ({untrusted}); CA file used:"
            f" {ca_file or '-'}. See that it is that server's present ca.pem",
            where=str(url),
        )
    return UnreachableError(
        "GXD-X020",
        "接続できません。交換サーバーが動いているか、アドレスとポートが正しいかを確かめてください",
        "cannot connect: see that the exchange is running and that address and port are right",
        where=str(url),
    )


def must_be_https(url: str) -> None:
    """GXD-X029 unless it is an https address."""
    try:
        scheme = httpx2.URL(url).scheme
    except httpx2.InvalidURL:
        scheme = ""
    if scheme != "https":
        raise GxdError(
            "GXD-X029",
            "https: で始まるアドレスだけを使います(http では秘密が読まれてしまいます)",
            "only https addresses are used: over http anyone can read the secret",
            where=url,
        )


def _certificate_error(error: BaseException) -> str | None:
    """What TLS says against a certificate, found along the chain of causes."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return cause.verify_message
        cause = cause.__cause__ or cause.__context__
    return None


def not_pact(answer: httpx2.Response, missing: str) -> GxdError:
    """GXD-X025: an answer that came, and is not what PACT says it should be."""
    kind = answer.headers.get("content-type", "-")
    return GxdError(
        "GXD-X025",
        f"PACT の JSON ではない答えです({missing} がありません。Content-Type: {kind})。ベース URL を確かめてください",
        f"the answer is not PACT's JSON (no {missing}; Content-Type: {kind}): check the base URL",
        where=str(answer.url),
    )


def retry_after_seconds(answer: httpx2.Response) -> float | None:
    """What a `Retry-After` header asks for (RFC 9110: seconds or a date), if it can be read.

    >>> retry_after_seconds(httpx2.Response(429, headers={"Retry-After": "12"}))
    12.0
    """
    text = answer.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(moment.timestamp() - time.time(), 0.0)


def refused(answer: httpx2.Response) -> RefusedError:
    """The error for a status that is not 200, with what the other side said."""
    try:
        said = answer.json()
        message = _readable(f"{said['code']}: {said['message']}")
    except (ValueError, KeyError, TypeError, RecursionError):
        message = f"HTTP {answer.status_code}"
    code, ja, en = {
        401: ("GXD-X023", "トークンを受け付けてもらえません", "the token is not accepted"),
        403: (
            "GXD-X023",
            "このデータを読む許可がありません",
            "there is no permission to read this",
        ),
        404: ("GXD-X024", "見つかりません", "not found"),
        429: (
            "GXD-X027",
            "要求が多すぎると断られました。しばらく待ってください",
            "the request was refused for there were too many: wait a while",
        ),
    }.get(
        answer.status_code,
        ("GXD-X028", "相手のサーバーで失敗しました", "the other side's server failed")
        if answer.status_code >= 500
        else ("GXD-X027", "要求を断られました", "the request was refused"),
    )
    error = RefusedError(code, f"{ja}({message})", f"{en} ({message})", where=str(answer.url))
    error.status, error.retry_after = answer.status_code, retry_after_seconds(answer)
    return error


def _readable(text: str) -> str:
    """A stranger's words, fit for a line on the screen."""
    line = "".join(one if one.isprintable() else "\ufffd" for one in text[:_LONGEST_SENTENCE])
    return f"{line}…" if len(text) > _LONGEST_SENTENCE else line
