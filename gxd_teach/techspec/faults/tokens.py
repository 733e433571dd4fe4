"""Faults of authentication: tokens that never end, tokens that anybody can make up.

What is broken is PACT's v2 and v3 rule on OAuth 2.0 client credentials (RFC 6749 §4.4) and on
HTTPS. Most of it the public suite does not try.
"""

from __future__ import annotations

from typing import Any

from gxd_teach.techspec.faults.fault import fault
from gxd_teach.techspec.faults.message import Answer, Asked, json_answer

__all__: list[str] = []

_DATA = ("list", "get", "events")
_SHORT_SECONDS = 2


async def _noting(asked: Asked, server: Any) -> Answer | None:
    """The answer to a token request, its token kept in memory; None for other requests."""
    if asked.kind != "token":
        return None
    answer: Answer = await server.inner(asked)
    token = answer.said.get("access_token")
    if token:
        server.memory[("token", asked.base)] = token
        server.memory[("pair", asked.base)] = asked.header("authorization")
        server.memory.setdefault(("issued", asked.base), set()).add(token)
        server.memory.setdefault("ends", {})[token] = server.clock() + _SHORT_SECONDS
    return answer


def _with_good_token(asked: Asked, server: Any) -> Asked:
    token = server.memory.get(("token", asked.base))
    return asked.with_header("authorization", f"Bearer {token}") if token else asked


@fault("any-token-accepted", "どんなトークンでも通る", "Any token is accepted", place="request",
       found_by=("TC6", "TC7", "TC16", "GXD-K007"))  # fmt: skip
async def any_token(asked: Asked, server: Any) -> Asked | Answer:
    """Whatever stands behind Bearer opens the door."""
    noted = await _noting(asked, server)
    if noted is not None:
        return noted
    return _with_good_token(asked, server) if asked.kind in _DATA and asked.bearer else asked


@fault("no-token-needed", "トークンがなくても通る", "No token is needed", place="request",
       found_by=("GXD-K006",))  # fmt: skip
async def no_token(asked: Asked, server: Any) -> Asked | Answer:
    """Without Authorization there is no check."""
    noted = await _noting(asked, server)
    if noted is not None:
        return noted
    bare = asked.kind in _DATA and not asked.header("authorization")
    return _with_good_token(asked, server) if bare else asked


@fault("signature-unchecked", "トークンの署名を調べない", "A token's signature is not checked",
       place="request", found_by=("GXD-K007",))  # fmt: skip
async def no_signature(asked: Asked, server: Any) -> Asked | Answer:
    """A token that differs from a good one in its last part passes."""
    noted = await _noting(asked, server)
    if noted is not None:
        return noted
    mine = asked.bearer
    issued = server.memory.get(("issued", asked.base), ())
    alike = any(
        len(one) == len(mine) and one[: len(one) // 2] == mine[: len(one) // 2] for one in issued
    )
    return _with_good_token(asked, server) if asked.kind in _DATA and alike else asked


@fault("wrong-secret-accepted", "違う秘密でもトークンを出す", "A wrong secret gets a token",
       place="request", found_by=("TC2", "TC19", "GXD-K005"))  # fmt: skip
async def any_secret(asked: Asked, server: Any) -> Asked | Answer:
    """Whoever asks gets a token, once somebody got one rightly."""
    answer = await _noting(asked, server)
    if answer is None:
        return asked
    pair = server.memory.get(("pair", asked.base))
    if answer.status != 200 and pair and asked.header("authorization"):
        return await server.inner(asked.with_header("authorization", pair))
    return answer


@fault("token-without-end", "トークンがいつ切れるかを言わない", "The token never says when it ends",
       place="answer", found_by=("GXD-K002",))  # fmt: skip
def without_end(asked: Asked, answer: Answer, server: Any) -> Answer:
    """expires_in is left out."""
    if asked.kind != "token" or "access_token" not in answer.said:
        return answer
    return answer.saying({k: v for k, v in answer.said.items() if k != "expires_in"})


@fault("expired-token-accepted", "切れたはずのトークンが通る", "An expired token is accepted",
       place="answer", found_by=("GXD-K003",))  # fmt: skip
def never_ends(asked: Asked, answer: Answer, server: Any) -> Answer:
    """The token is said to be short-lived, and lives on."""
    if asked.kind != "token" or "access_token" not in answer.said:
        return answer
    return answer.saying(answer.said | {"expires_in": _SHORT_SECONDS})


@fault("expired-token-is-bad-request", "切れたトークンに TokenExpired と言わない",
       "An expired token is not told TokenExpired", place="request",
       found_by=("GXD-K003",))  # fmt: skip
async def expired_is_bad(asked: Asked, server: Any) -> Asked | Answer:
    """The client cannot know that a new token would help."""
    noted = await _noting(asked, server)
    if noted is not None:
        said = noted.said
        return noted.saying(said | {"expires_in": _SHORT_SECONDS}) if noted.status == 200 else noted
    ends = server.memory.get("ends", {}).get(asked.bearer)
    if asked.kind in _DATA and ends is not None and server.clock() >= ends:
        return json_answer(401, {"code": "BadRequest", "message": "bad token"})
    return asked


@fault("token-type-missing", "トークンの種類を言わない", "The token's type is missing",
       place="answer", found_by=("GXD-K001",))  # fmt: skip
def no_type(asked: Asked, answer: Answer, server: Any) -> Answer:
    """token_type is left out."""
    if asked.kind != "token" or "access_token" not in answer.said:
        return answer
    return answer.saying({k: v for k, v in answer.said.items() if k != "token_type"})


@fault("token-as-201", "トークンを 201 で返す", "A token is answered by 201", place="answer",
       found_by=("TC1", "TC18"))  # fmt: skip
def created(asked: Asked, answer: Answer, server: Any) -> Answer:
    """Only the first token comes with 200."""
    if asked.kind != "token" or answer.status != 200:
        return answer
    first = server.memory.setdefault("first", asked.path) and not server.memory.get("served")
    server.memory["served"] = True
    return answer if first else Answer(201, answer.headers, answer.body)


@fault("token-error-in-pacts-shape", "トークンを断る答えが OAuth の形でない",
       "A refused token request has PACT's error, not OAuth's", place="answer",
       found_by=("GXD-K004",))  # fmt: skip
def pact_error(asked: Asked, answer: Answer, server: Any) -> Answer:
    """{code, message} where {error} belongs."""
    if asked.kind != "token" or answer.status == 200:
        return answer
    return json_answer(answer.status, {"code": "AccessDenied", "message": "no such client"})


@fault("discovery-relative", "discovery のアドレスが相対", "Discovery names a relative address",
       place="answer", found_by=("GXD-K010",))  # fmt: skip
def relative(asked: Asked, answer: Answer, server: Any) -> Answer:
    """token_endpoint without scheme and host."""
    if asked.kind != "discovery" or answer.status != 200:
        return answer
    return answer.saying(answer.said | {"token_endpoint": f"{asked.base}/auth/token"})


@fault("discovery-leads-nowhere", "discovery のアドレスにトークンがない",
       "Discovery names an address without tokens", place="answer",
       found_by=("TC18", "TC19"))  # fmt: skip
def nowhere(asked: Asked, answer: Answer, server: Any) -> Answer:
    """The first client is led rightly, later ones are not."""
    if asked.kind != "discovery" or answer.status != 200:
        return answer
    if not server.memory.get("led"):
        server.memory["led"] = True
        return answer
    endpoint = str(answer.said.get("token_endpoint", "")).replace("/auth/token", "/oauth/tokens")
    return answer.saying(answer.said | {"token_endpoint": endpoint})


@fault("http-answered", "http でも答える", "Plain http is answered", place="request",
       found_by=("TC9", "TC10", "TC11", "TC17"), plain_http=True)  # fmt: skip
def over_http(asked: Asked, server: Any) -> Asked:
    """The application is told that all is https."""
    from dataclasses import replace

    return replace(asked, scheme="https")


@fault("token-opens-every-company", "ほかの会社のデータも開く", "A token opens every company's data",
       place="answer", found_by=("GXD-K011",))  # fmt: skip
def every_company(asked: Asked, answer: Answer, server: Any) -> Answer:
    """Where another company's door stays shut, data come out all the same."""
    if asked.kind != "list":
        return answer
    if answer.status == 200 and answer.records:
        server.memory["seen"], server.memory["token"] = answer, asked.bearer
    seen = server.memory.get("seen")
    shut = answer.status in (403, 404) and asked.bearer == server.memory.get("token")
    return seen if shut and seen is not None else answer
