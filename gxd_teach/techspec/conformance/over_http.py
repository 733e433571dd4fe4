"""Cases over plain http: a server hands out neither tokens nor data that way.

PACT v2 and v3 rule: HTTPS only. The address is the same but for its scheme; a closed port, an
error or a redirect all pass, a token or data in clear text do not.
"""

from __future__ import annotations

from gxd_teach.language import Text
from gxd_teach.techspec.conformance.case import ALL, V2_EVENTS, V3, case
from gxd_teach.techspec.conformance.run import Run

__all__: list[str] = []

_FIX = Text(
    "http のポートを閉じるか、何も渡さずに断ってください(資格情報と記録が読まれます)",
    "close the http port, or refuse there without handing out anything: everybody can read it",
)


@case("TC9", "http ではトークンを渡さない", rule="https", repair=_FIX, mandatory=ALL)
def token_over_http(run: Run) -> None:
    """No token over http."""
    # The run's own secret would go in clear text, as in the suite: the server is one's own.
    answer = run.ask_token(url=run.over_http(run.token_endpoint))
    run.require(
        not (answer.status == 200 and answer.member("access_token")),
        "http でトークンが取れました",
        "a token was handed out over http",
    )


@case("TC10", "http では一覧を渡さない", rule="https", repair=_FIX, mandatory=ALL)
def list_over_http(run: Run) -> None:
    """No list over http."""
    answer = run.get(run.over_http(run.url("/footprints")))
    run.require(
        not (answer.status in (200, 202) and isinstance(answer.member("data"), list)),
        "http で一覧が取れました",
        "the list was handed out over http",
    )


@case("TC11", "http では 1 件を渡さない", rule="https", repair=_FIX, mandatory=ALL)
def get_over_http(run: Run) -> None:
    """No footprint over http."""
    answer = run.get(run.over_http(run.url(f"/footprints/{run.specimen.get('id')}")))
    run.require(
        not (answer.status == 200 and isinstance(answer.member("data"), dict)),
        "http で記録が取れました",
        "a footprint was handed out over http",
    )


@case("TC17", "http ではイベントを受けない", rule="https", repair=_FIX,
      mandatory=V2_EVENTS + V3, optional=("2.0", "2.1"))  # fmt: skip
def event_over_http(run: Run) -> None:
    """No event is taken over http."""
    answer = run.event(
        "published", {"pfIds": [run.specimen.get("id")]}, url=run.over_http(run.events_url)
    )
    run.require(
        answer.status != 200,
        "http でイベントが受け付けられました",
        "an event was taken over http",
    )
