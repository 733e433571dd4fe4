"""What a server of PACT offers, operation by operation: for the learner's page and OpenAPI.

PACT Technical Specifications v2.3 and v3.0.3 (WBCSD,
https://github.com/wbcsd/data-exchange-protocol), HTTP REST API, in this course's own words.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["OPERATIONS", "PARAMETERS", "Operation", "Parameter"]


@dataclass(frozen=True)
class Parameter:
    """A parameter of a query: what it asks for, in both languages."""

    name: str
    ja: str
    en: str
    many: bool = False
    example: str = ""


@dataclass(frozen=True)
class Operation:
    """One operation: method, path behind the company's base URL, what it is, how to try it."""

    name: str
    method: str
    path: str
    ja: str
    en: str
    curl: str  # {base} stands for the base URL
    refusals: tuple[int, ...]
    parameters: tuple[Parameter, ...] = ()

    @property
    def version(self) -> int | None:
        """Under which of PACT's interfaces it stands; None for both."""
        return int(self.path[1]) if self.path[1:2].isdigit() else None


_URN = "urn:gtin:4912345678904"
_LIMIT = Parameter(
    "limit", "1 ページの件数(これより多くは返さない)", "at most so many on a page", example="10"
)
_CURSOR = Parameter(
    "cursor", "続きの場所。Link ヘッダーにあるものだけが使えます",
    "where to go on: only what stood in a Link header",
)  # fmt: skip
PARAMETERS: dict[int, tuple[Parameter, ...]] = {
    2: (
        _LIMIT,
        _CURSOR,
        Parameter("$filter", "OData の一部による絞り込み", "a filter in a part of OData",
                  example="created ge '2026-04-01T00:00:00Z'"),
    ),
    3: (
        _LIMIT,
        _CURSOR,
        Parameter("productId", "製品の URN", "URN of the product", True, _URN),
        Parameter("companyId", "会社の URN", "URN of the company", True, "urn:gln:4912345000009"),
        Parameter("geography", "国、地域、行政区画のどれか", "country, region or subdivision", True, "JP"),
        Parameter("classification", "製品分類の URN", "URN of a classification", True, "urn:cpc:45291"),
        Parameter("validOn", "この日時に有効", "valid at this moment", example="2026-06-01T00:00:00Z"),
        Parameter("validAfter", "この日時より後に有効になる", "valid from later than this",
                  example="2026-01-01T00:00:00Z"),
        Parameter("validBefore", "この日時より前に期限が切れる", "valid until earlier than this",
                  example="2031-01-01T00:00:00Z"),
        Parameter("status", "Active か Deprecated", "Active or Deprecated", True, "Active"),
    ),
}  # fmt: skip
_BEARER = '-H "Authorization: Bearer $TOKEN"'
_CURL = "curl --cacert ca.pem"
_LIST_REFUSALS = (400, 401, 403, 404, 405, 429, 500)


def _reading(version: int) -> tuple[Operation, ...]:
    filters = {
        2: """--data-urlencode "\\$filter=created ge '2026-04-01T00:00:00Z'\"""",
        3: f"--data-urlencode status=Active --data-urlencode productId={_URN}",
    }[version]
    data = {
        2: '{"pf":{"productIds":["' + _URN + '"]},"comment":"please"}',
        3: '{"productId":["' + _URN + '"],"comment":"please"}',
    }[version]
    kind = {
        2: "org.wbcsd.pathfinder.ProductFootprintRequest.Created.v1",
        3: "org.wbcsd.pact.ProductFootprint.RequestCreatedEvent.3",
    }[version]
    event = (
        f'{{"specversion":"1.0","id":"1","source":"https://partner.example/base",'
        f'"time":"2026-06-01T00:00:00Z","type":"{kind}","data":{data}}}'
    )
    more = (501,) if version == 3 else ()
    return (
        Operation(
            "ListFootprints", "GET", f"/{version}/footprints",
            "フットプリントの一覧。続きがあれば Link ヘッダーの rel=\"next\" が次のページを指します",
            'The list of footprints. While there is more, the Link header of rel="next" leads on',
            f'{_CURL} -i -G {_BEARER} "{{base}}/{version}/footprints" -d limit=10 {filters}',
            (*_LIST_REFUSALS, *more), PARAMETERS[version],
        ),
        Operation(
            "GetFootprint", "GET", f"/{version}/footprints/{{id}}",
            "id で 1 件を読む。ないものは 404、共有されていないものは 403",
            "One footprint by its id: 404 when there is none, 403 when it is not shared with you",
            f'{_CURL} {_BEARER} "{{base}}/{version}/footprints/$ID"',
            _LIST_REFUSALS,
        ),
        Operation(
            "Events", "POST", f"/{version}/events",
            "フットプリントの依頼や公開の知らせ(CloudEvents 1.0)。受け取れば本文なしの 200",
            "A request for a footprint, or news of one (CloudEvents 1.0): 200 without a body",
            f"{_CURL} -i {_BEARER} -H 'Content-Type: application/cloudevents+json'"
            f" '{{base}}/{version}/events' -d '{event}'",
            (*_LIST_REFUSALS, 408, 413, *more),
        ),
    )  # fmt: skip


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "OpenID discovery", "GET", "/.well-known/openid-configuration",
        "トークンをどこで受け取るかを調べる", "Where tokens are to be had",
        f'{_CURL} "{{base}}/.well-known/openid-configuration"',
        (400, 404, 405, 500),
    ),
    Operation(
        "Authenticate", "POST", "/auth/token",
        "クライアント id と秘密をアクセストークンに換える(OAuth 2.0)",
        "Change client id and secret for an access token (OAuth 2.0)",
        f'{_CURL} -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials "{{base}}/auth/token"',
        (404, 405, 429, 500),
    ),
    *_reading(3),
    *_reading(2),
)  # fmt: skip
