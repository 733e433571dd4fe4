"""Cases of authentication: getting a token, and being refused one.

PACT v2 and v3 rule: OAuth 2.0 client credentials (RFC 6749 §4.4) and OpenID discovery.
"""

from __future__ import annotations

from secrets import token_urlsafe

from gxd_teach.language import Text
from gxd_teach.techspec.conformance.calls import Call
from gxd_teach.techspec.conformance.case import ALL, case
from gxd_teach.techspec.conformance.links import is_https, joined
from gxd_teach.techspec.conformance.run import Run

__all__: list[str] = []

_FIX_TOKEN = Text(
    "トークンのエンドポイントで HTTP Basic の client_id と client_secret を調べ、合えば 200 と"
    " access_token、違えば 401 invalid_client を返してください",
    "at the token endpoint check client_id and client_secret of HTTP Basic: 200 with an"
    " access_token when they fit, 401 invalid_client when not",
)


def _wrong_pair() -> tuple[str, str]:
    return (f"gxd-{token_urlsafe(9)}", token_urlsafe(18))


def _has_token(call: Call) -> bool:
    return call.status == 200 and bool(call.member("access_token"))


def _opens(run: Run, url: str) -> None:
    answer = run.ask_token(url=url)
    run.require_status(answer, 200)
    run.require_json(answer)
    run.require(
        isinstance(answer.member("access_token"), str) and answer.member("access_token"),
        "access_token がありません",
        "there is no access_token",
    )


def _is_refused(run: Run, url: str = "") -> None:
    answer = run.ask_token(_wrong_pair(), url=url)
    run.require_status(answer, 400, 401)


@case("TC1", "正しい資格情報でトークンを取る", rule="token", repair=_FIX_TOKEN, mandatory=ALL)
def token_for_right_credentials(run: Run) -> None:
    """A token for the right credentials."""
    _opens(run, run.token_endpoint)


@case("TC2", "違う資格情報ではトークンを渡さない", rule="token-refused", repair=_FIX_TOKEN,
      mandatory=ALL)  # fmt: skip
def no_token_for_wrong_credentials(run: Run) -> None:
    """No token for wrong credentials."""
    _is_refused(run)


_FIX_DISCOVERY = Text(
    "token_endpoint には、そのまま POST できる https の絶対アドレスを書いてください",
    "let token_endpoint be an absolute https address that can be posted to as it stands",
)


@case("TC18", "OpenID discovery の示す所でトークンを取る", rule="discovery",
      repair=_FIX_DISCOVERY, optional=ALL)  # fmt: skip
def token_by_discovery(run: Run) -> None:
    """A token at the endpoint that discovery names."""
    _opens(run, _discovered(run))


@case("TC19", "OpenID discovery の示す所でも、違う資格情報は断る", rule="token-refused",
      repair=_FIX_TOKEN, optional=ALL)  # fmt: skip
def no_token_by_discovery(run: Run) -> None:
    """No token there for wrong credentials."""
    _is_refused(run, _discovered(run))


def _discovered(run: Run) -> str:
    answer = run.caller.call("GET", f"{run.auth_base}/.well-known/openid-configuration")
    endpoint = answer.member("token_endpoint") if answer.status == 200 else None
    if isinstance(endpoint, str) and endpoint:
        found = joined(answer.url, endpoint)
        run.require(
            is_https(found),
            f"token_endpoint が https ではないので、秘密を送らずに止めました: {endpoint}",
            f"token_endpoint is not https, so the secret was not sent there: {endpoint}",
        )
        return found
    return f"{run.auth_base}/auth/token"


@case("GXD-K001", "トークンの答えの形", rule="token-answer", deeper=ALL, repair=Text(
    "access_token と token_type(Bearer)を JSON で返し、Cache-Control: no-store を付けてください",
    "answer JSON with access_token and token_type Bearer, and Cache-Control: no-store"))  # fmt: skip
def token_answer(run: Run) -> None:
    """The token answer has its fields."""
    answer = run.ask_token()
    run.require_status(answer, 200)
    run.require_json(answer)
    kind = answer.member("token_type")
    run.require(
        isinstance(kind, str) and kind.lower() == "bearer",
        f"token_type は Bearer のはずが {kind} です",
        f"expected token_type Bearer, found {kind}",
    )
    if "no-store" not in answer.header("cache-control").lower():
        run.warn(
            "Cache-Control: no-store がありません(RFC 6749 §5.1)",
            "there is no Cache-Control: no-store (RFC 6749 §5.1)",
        )


@case("GXD-K002", "トークンはいつ切れるかを言う", rule="token-end", deeper=ALL, strength="SHOULD",
      repair=Text("トークンに期限を付け、expires_in に残りの秒数を書いてください",
                  "let tokens expire, and say in expires_in after how many seconds"))  # fmt: skip
def token_says_its_end(run: Run) -> None:
    """A token says when it ends."""
    answer = run.ask_token()
    run.require_status(answer, 200)
    lives = answer.member("expires_in")
    run.require(
        isinstance(lives, (int, float)) and not isinstance(lives, bool) and lives > 0,
        f"expires_in は正の秒数のはずが {lives} です",
        f"expected expires_in in seconds, more than 0, found {lives}",
    )
    if lives > 86_400:
        run.warn(
            f"トークンが {lives / 86_400:.0f} 日も使えます(この教材の読み: 1 日まで)",
            f"the token lives {lives / 86_400:.0f} days (this course's reading: at most one)",
        )


@case("GXD-K004", "トークンを断る答えは OAuth の形", rule="token-refused", deeper=ALL, repair=Text(
    "トークンを断るときの本文は PACT の {code} ではなく {\"error\":\"invalid_client\", …} です",
    "the body of a refused token request is {\"error\":\"invalid_client\", …}, not PACT's {code}",
))  # fmt: skip
def oauth_error(run: Run) -> None:
    """A refused token request has OAuth's error."""
    answer = run.ask_token(_wrong_pair())
    run.require_status(answer, 400, 401)
    run.require(
        isinstance(answer.member("error"), str),
        "本文に error がありません(OAuth 2.0 の形は {error, error_description})",
        "the body has no member error (OAuth 2.0: {error, error_description})",
    )


@case("GXD-K005", "資格情報なし、別の grant_type ではトークンを渡さない", rule="token-refused",
      deeper=ALL, repair=_FIX_TOKEN)  # fmt: skip
def no_token_otherwise(run: Run) -> None:
    """No token without credentials, or for another grant."""
    for answer in (
        run.ask_token(("", "")),
        run.ask_token((run.settings.client_id, token_urlsafe(18))),
        run.ask_token(form="grant_type=password&username=a&password=b"),
    ):
        run.require(
            not _has_token(answer) and 400 <= answer.status < 500,
            f"断られるはずの要求に HTTP {answer.status} でした",
            f"HTTP {answer.status} to a request that has to be refused",
        )


@case("GXD-K010", "discovery の token_endpoint は https の絶対アドレス", rule="discovery",
      deeper=ALL, strength="SHOULD", repair=_FIX_DISCOVERY)  # fmt: skip
def discovery_is_absolute(run: Run) -> None:
    """Discovery names an absolute https address."""
    answer = run.caller.call("GET", f"{run.auth_base}/.well-known/openid-configuration")
    if answer.status == 404:
        run.skip("discovery はありません(任意)", "there is no discovery (optional)")
    run.require_status(answer, 200)
    endpoint = answer.member("token_endpoint")
    run.require(
        is_https(endpoint),
        f"token_endpoint が https の絶対アドレスではありません: {endpoint}",
        f"token_endpoint is no absolute https address: {endpoint}",
    )
