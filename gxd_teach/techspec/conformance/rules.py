"""The rules that a case stands on, each said once in both languages with its source.

Restated from PACT Technical Specifications v2.0–2.3 and v3.0 (WBCSD,
https://github.com/wbcsd/data-exchange-protocol). "PACT v2" is the line on which the Green x
Digital Consortium's framework Edition 2.0 is aligned. What is inferred says so: "this
course's reading".
"""

from __future__ import annotations

from gxd_teach.language import Text

__all__ = ["CALLBACK_SECONDS", "CALL_SECONDS", "RULES", "SOURCE"]

SOURCE = "https://github.com/wbcsd/data-exchange-protocol"
CALL_SECONDS = 5.0  # the public suite's limit for one call
CALLBACK_SECONDS = 30.0  # its FAQ's limit for a callback


def _both(ja: str, en: str) -> Text:
    return Text(f"PACT v2・v3 の規則: {ja}", f"PACT v2 and v3 rule: {en}")


def _ours(ja: str, en: str) -> Text:
    return Text(f"この教材の読み: {ja}", f"this course's reading: {en}")


RULES = {
    "token": _both(
        "認証は OAuth 2.0 client credentials(RFC 6749 §4.4)。正しい資格情報には 200 とトークン",
        "authentication is OAuth 2.0 client credentials (RFC 6749 §4.4): 200 and a token",
    ),
    "token-answer": _both(
        "トークンの答えは access_token、token_type、expires_in を持つ JSON(RFC 6749 §5.1)",
        "the token answer is JSON with access_token, token_type, expires_in (RFC 6749 §5.1)",
    ),
    "token-end": _both(
        "トークンには期限を設ける(SHOULD)。期限を過ぎたら 401 TokenExpired",
        "tokens should expire; after that the answer is 401 TokenExpired",
    ),
    "token-refused": _both(
        "資格情報が違えば 400 か 401。本文は OAuth の {error, error_description}(RFC 6749 §5.2)",
        "wrong credentials get 400 or 401 with OAuth's {error, error_description} (RFC 6749 §5.2)",
    ),
    "discovery": _both(
        "OpenID Connect Discovery(2.1 から SHOULD)。token_endpoint は絶対アドレス",
        "OpenID Connect Discovery (SHOULD since 2.1); token_endpoint is an absolute address",
    ),
    "bearer": _both(
        "有効なアクセストークンのない要求は断る(400 か 401、code は BadRequest)",
        "a request without a valid access token is refused (400 or 401, code BadRequest)",
    ),
    "https": _both(
        "通信は HTTPS だけ。http では何も渡さない",
        "HTTPS only: over http nothing is handed out",
    ),
    "list": _both(
        "ListFootprints の答えは {data: […]}。空でも配列で、null ではない",
        "ListFootprints answers {data: […]}: an array even when empty, never null",
    ),
    "get": _both(
        "GetFootprint の答えは {data: {…}} で、一覧にあるものと同じ記録",
        "GetFootprint answers {data: {…}}, the same record as in the list",
    ),
    "schema": _both(
        "記録はその版のデータモデルに従う(必須の項目、型、単位の語)",
        "a record follows the data model of its version (mandatory properties, types, words)",
    ),
    "unknown": Text(
        "PACT の規則: 知らない id は 404。code は v3 で NotFound、v2 で NoSuchFootprint",
        "PACT rule: an unknown id is 404, code NotFound in v3 and NoSuchFootprint in v2",
    ),
    "error": _both(
        "エラーの本文は {code, message} の JSON。500 番台は相手の責任の失敗だけ",
        "an error's body is JSON {code, message}; 5xx only for a failure of the server itself",
    ),
    "limit": _both(
        "limit は正の整数。返す件数はそれ以下(多く返してはならない)",
        "limit is a positive integer; the server may return fewer, never more",
    ),
    "link": _both(
        "続きがあれば Link ヘッダー(RFC 8288)。絶対 URI、要求の Host と同じホスト、180 秒以上有効",
        "more pages are told by a Link header (RFC 8288): absolute URI, same host as the"
        " request's Host, valid for at least 180 seconds",
    ),
    "link-again": Text(
        "PACT の規則: Link は 180 秒以上、何度でも呼べる。v2 では毎回同じ結果になる",
        "PACT rule: a link is callable repeatedly for 180 s; in v2 with the same result each time",
    ),
    "link-rel": Text(
        'RFC 8288 の rel="next"。PACT の公開の適合試験は引用符のない rel を読まない',
        'RFC 8288 rel="next"; PACT\'s public conformance suite does not read an unquoted rel',
    ),
    "pages": _ours(
        "全ページを合わせると一覧になる。欠けず、重ならず、順が変わらない",
        "all pages together are the list: nothing lost, nothing twice, the order stable",
    ),
    "content-type": _both(
        "答えの Content-Type は application/json",
        "the answer's Content-Type is application/json",
    ),
    "filter-v2": Text(
        "PACT v2 の規則: $filter は OData v4 の一部(任意)。対応しないなら無視か NotImplemented(400)",
        "PACT v2 rule: $filter is a subset of OData v4 (optional); where it is not supported it"
        " is ignored or NotImplemented (400)",
    ),
    "filter-v3": Text(
        "PACT v3 の規則: productId companyId geography classification validOn validAfter"
        " validBefore status は必須の絞り込み。答えは 200",
        "PACT v3 rule: productId, companyId, geography, classification, validOn, validAfter,"
        " validBefore and status are mandatory filters; the answer is 200",
    ),
    "filter-logic": Text(
        "PACT v3 の規則: 同じ条件の繰り返しは OR、違う条件は AND、大文字と小文字は区別しない",
        "PACT v3 rule: a repeated criterion means OR, different criteria AND, letters' case is"
        " ignored",
    ),
    "filter-valid": Text(
        "PACT v3 の規則: validOn は 始 ≤ t ≤ 終、validAfter は 始 > t、validBefore は 終 < t。"
        "有効期間がなければ referencePeriodEnd から 3 年",
        "PACT v3 rule: validOn start ≤ t ≤ end, validAfter start > t, validBefore end < t;"
        " without a validity period it is referencePeriodEnd … +3 years",
    ),
    "events": _both(
        "イベントは CloudEvents 1.0 の structured mode。受け取ったら 200、本文は空",
        "events are CloudEvents 1.0 in structured mode; taken: 200 and an empty body",
    ),
    "events-bad": _both(
        "読めないイベントは 400 BadRequest。pfIds は UUID で、URN ではない",
        "an event that cannot be read is 400 BadRequest; pfIds are UUIDs, not URNs",
    ),
    "fulfilled": _both(
        "要求を受けたら、source を確かめたうえで {source}/<版>/events へ Fulfilled か Rejected を返す",
        "a request that was taken is answered by Fulfilled or Rejected to {source}/<version>/events",
    ),
    "answered-once": Text(
        "PACT v3 の規則: 1 つの要求に答えのイベントは 1 つ(v2 ではこの教材の読み)",
        "PACT v3 rule: one answer event for one request (in v2 this course's reading)",
    ),
    "source": _both(
        "答えを送る前に source を確かめる。登録していない相手を呼んではならない",
        "the source is validated before anything is sent to it",
    ),
    "several-owners": _ours(
        "1 つのベース URL は 1 つの会社のもの。ほかの会社の記録は見せない",
        "a base URL is one company's; footprints of others are not shown there",
    ),
    "harmless": _ours(
        "HEAD や OPTIONS はデータを変えず、サーバーを失敗させない(RFC 9110 §9.2.1)",
        "HEAD and OPTIONS change nothing and make no server fail (RFC 9110 §9.2.1)",
    ),
    "lint": Text(
        "PACT の本文の規則と、数値の整合(和、符号、期間、有効期間)。公開の適合試験は見ない",
        "rules of PACT's text, and sense of the numbers (sums, signs, periods, validity): the"
        " public suite does not look at them",
    ),
}
