"""Cases of authorization: what a token opens, and that nothing opens without one.

PACT v2 and v3 rule: every request but the one for a token carries `Authorization: Bearer`;
since v3.0.3 and v2.3.2 the JSON body of a refusal is only recommended.
"""

from __future__ import annotations

from secrets import token_urlsafe

from gxd_teach.language import Text
from gxd_teach.techspec.conformance.calls import Call
from gxd_teach.techspec.conformance.case import ALL, V2_EVENTS, V3, case
from gxd_teach.techspec.conformance.run import Run

__all__: list[str] = []

_FIX_BEARER = Text(
    "どの要求でも、データを見る前に Bearer トークンの署名と期限を調べ、だめなら 401 と"
    ' {"code":"BadRequest"} を返してください',
    "check signature and expiry of the Bearer token before anything else, and answer 401 with"
    ' {"code":"BadRequest"} when it is no good',
)


def bad_token(run: Run, answer: Call, *, body: bool = False) -> None:
    """A bogus token is refused by 400 or 401; the code is a demand only with `body`."""
    run.require_status(answer, 400, 401)
    code = answer.member("code")
    ja = f"本文の code は BadRequest のはずが {code} です"
    en = f"expected code BadRequest in the body, found {code}"
    if body:
        run.require(code == "BadRequest", ja, en)
    elif code != "BadRequest":
        run.warn(ja, en)


@case("TC6", "でたらめなトークンでは一覧を断る", rule="bearer", repair=_FIX_BEARER, mandatory=ALL)
def list_with_bogus_token(run: Run) -> None:
    """The list is refused to a bogus token."""
    bad_token(run, run.footprints(token=token_urlsafe(24)))


@case("TC7", "でたらめなトークンでは 1 件を断る", rule="bearer", repair=_FIX_BEARER,
      mandatory=ALL)  # fmt: skip
def get_with_bogus_token(run: Run) -> None:
    """One footprint is refused to a bogus token."""
    bad_token(run, run.footprint(run.specimen.get("id"), token=token_urlsafe(24)))


@case("TC16", "でたらめなトークンではイベントを断る", rule="bearer", repair=_FIX_BEARER,
      mandatory=V2_EVENTS + V3, optional=("2.0", "2.1"))  # fmt: skip
def event_with_bogus_token(run: Run) -> None:
    """An event is refused to a bogus token."""
    answer = run.event("published", {"pfIds": [run.specimen.get("id")]}, token=token_urlsafe(24))
    bad_token(run, answer, body=run.major == "2")


@case("GXD-K003", "切れたトークンを断る", rule="token-end", deeper=ALL, repair=Text(
    "期限を過ぎたトークンには 401 と {\"code\":\"TokenExpired\"} を返してください",
    "answer 401 and {\"code\":\"TokenExpired\"} to a token that has run out"))  # fmt: skip
def expired_token(run: Run) -> None:
    """An expired token is refused as such."""
    answer = run.ask_token()
    lives, token = answer.member("expires_in"), answer.member("access_token")
    if not isinstance(lives, (int, float)) or isinstance(lives, bool) or not token:
        run.skip("トークンが期限を言いません", "the token does not say when it ends")
    if not 0 < lives <= run.settings.expiry_seconds:
        run.skip(
            f"トークンは {lives} 秒使えます。短い期限(--expiry 以下)のサーバーなら待って確かめます",
            f"the token lives {lives} s: only a shorter one (up to --expiry) is waited for",
        )
    run.caller.secrets.add(str(token))
    run.sleep(lives + 1.5)  # ends of tokens are counted in whole seconds
    answer = run.footprints(token=str(token))
    run.require(
        answer.status == 401 and answer.member("code") == "TokenExpired",
        f"期限を {lives} 秒と言ったトークンが、過ぎたあとで HTTP {answer.status}"
        f" {answer.member('code') or ''} でした(401 TokenExpired のはずです)",
        f"a token said to live {lives} s got HTTP {answer.status} {answer.member('code') or ''}"
        " after that (expected 401 TokenExpired)",
    )


def _everywhere(run: Run, token: str) -> list[Call]:
    published = {"pfIds": [run.specimen.get("id")]}
    return [
        run.footprints(token=token),
        run.footprint(run.specimen.get("id"), token=token),
        run.event("published", published, token=token),
    ]


@case("GXD-K006", "トークンなしでは何も渡さない", rule="bearer", deeper=ALL, repair=_FIX_BEARER)
def without_token(run: Run) -> None:
    """Nothing is handed out without a token."""
    for answer in _everywhere(run, ""):
        run.require_status(answer, 400, 401, 403)


@case("GXD-K007", "1 文字変えたトークンを断る", rule="bearer", deeper=ALL, repair=_FIX_BEARER)
def tampered_token(run: Run) -> None:
    """A token with one letter changed is refused."""
    token = run.token
    # Not the last letter: the spare bits of a base64 text's end may mean nothing.
    at = max(len(token) - 8, 0)
    changed = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
    run.caller.secrets.add(changed)
    run.require_status(run.footprints(token=changed), 400, 401, 403)


@case("GXD-K008", "でたらめなトークンを「期限切れ」と言わない", rule="bearer", deeper=ALL,
      repair=Text("TokenExpired は署名を確かめたあとで、期限だけが過ぎたときに使います",
                  "TokenExpired is for a token whose signature is good and whose time is over"),
      )  # fmt: skip
def bogus_is_not_expired(run: Run) -> None:
    """A bogus token is not called expired."""
    for answer in _everywhere(run, token_urlsafe(24)):
        run.require(
            answer.member("code") != "TokenExpired",
            "でたらめなトークンに TokenExpired と答えました",
            "a bogus token was answered by TokenExpired",
        )


@case("GXD-K009", "トークンを断る答えに {code, message} がある", rule="bearer", deeper=ALL,
      strength="SHOULD", repair=_FIX_BEARER)  # fmt: skip
def refusal_has_a_body(run: Run) -> None:
    """A refused token gets {code, message}."""
    for answer in _everywhere(run, token_urlsafe(24)):
        if 400 <= answer.status < 500:
            said = (answer.member("code"), answer.member("message"))
            run.require(
                all(isinstance(one, str) and one for one in said),
                f"HTTP {answer.status} の本文が {{code, message}} の JSON ではありません",
                f"the body of HTTP {answer.status} is not JSON {{code, message}}",
            )


@case("GXD-K011", "このトークンで、ほかの会社のデータは開かない", rule="several-owners",
      deeper=ALL, repair=Text("トークンがどの会社のデータのものかを記録し、違えば 403 を返してください",
                              "note in a token whose data it opens, and answer 403 elsewhere"),
      )  # fmt: skip
def other_company_stays_shut(run: Run) -> None:
    """This token opens no other company's data."""
    other = run.settings.other_url
    if not other:
        run.skip(
            "ほかの会社のベース URL(--other-url)が与えられていません",
            "no base URL of another company was given (--other-url)",
        )
        return
    answer = run.get(f"{other.rstrip('/')}/{run.major}/footprints")
    run.require_status(answer, 400, 401, 403, 404)
