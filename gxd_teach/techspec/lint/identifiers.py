"""Who and what: URNs in the form of their version, ids that are ids, none of them a placeholder.

PACT Technical Specifications v2.0-2.3 and v3.0 (WBCSD), identifiers of companies, products and
classifications; URN by RFC 8141. PACT's schemas look only whether a URN begins with ``urn:``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeGuard

from gxd_teach.techspec.lint.finding import Hit, hit
from gxd_teach.techspec.lint.rule import ALL, V2, rule
from gxd_teach.techspec.lint.subject import Subject
from gxd_teach.techspec.records.problems import shown

_URN = re.compile(r"[Uu][Rr][Nn]:[A-Za-z0-9][A-Za-z0-9-]{0,30}[A-Za-z0-9]:[!-~]+")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_COMPANY = re.compile(r"urn:(pact|pathfinder):company:customcode:(buyer|vendor)-assigned:.+", re.I)
_OLD_PRODUCT = re.compile(
    r"urn:pathfinder:product:(customcode:(buyer|vendor)-assigned|id:[a-z0-9-]+):.+", re.I
)
_NEW_PRODUCT = re.compile(
    r"urn:pact:[a-z0-9-]+(\.[a-z0-9-]+)+:(product-id|buyer-id|supplier-id):.+", re.I
)
_NEW_CLASS = re.compile(r"urn:pact:[a-z0-9-]+(\.[a-z0-9-]+)+:[a-z0-9-]+:.+", re.I)
_PLACEHOLDERS = {
    "test", "example", "sample", "dummy", "null", "none", "unknown", "tbd", "todo", "xxx", "na",
    "n/a", "foo", "bar", "string", "abc", "id", "0", "-",
}  # fmt: skip
_PLACES = ("companyIds", "productIds", "productClassifications")


def _is_uuid(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


def _is_one_digit(uuid: str) -> bool:
    """All zeros, all ones: nobody drew that."""
    return len(set(uuid.replace("-", "").lower())) == 1


@rule(
    "GXD-L080",
    "specification",
    "error",
    ALL,
    ("URN の形でない識別子", "an identifier that is no URN"),
    (
        "PACT Technical Specifications、URN:RFC 8141(urn:名前空間:値)",
        "PACT Technical Specifications, URN: RFC 8141, urn:namespace:value",
    ),
)
def not_a_urn(record: Subject) -> Iterator[Hit]:
    """`urn:` alone passes PACT's schema and names nothing."""
    for place in _PLACES:
        for path, urn in record.texts(place):
            if urn[:4].lower() == "urn:" and not _URN.fullmatch(urn):
                yield hit(
                    path,
                    shown(urn),
                    ("urn:名前空間:値", "urn:namespace:value"),
                    (
                        "urn:gtin:4912345678904 のように、名前空間と値を書く",
                        "write namespace and value, as in urn:gtin:4912345678904",
                    ),
                )


@rule(
    "GXD-L081",
    "specification",
    "warning",
    ALL,
    ("もう一方の時代の URN", "a URN of another version's kind"),
    (
        "PACT Technical Specifications:v2.2 までは urn:pathfinder:、v2.3 からは urn:pact:",
        "PACT Technical Specifications: urn:pathfinder: up to v2.2, urn:pact: from v2.3",
    ),
)
def urn_of_another_time(record: Subject) -> Iterator[Hit]:
    """The project's former name went out of the URNs with v2.3."""
    old = record.dialect in ("2.0", "2.1", "2.2")
    wrong, right = ("urn:pact:", "urn:pathfinder:") if old else ("urn:pathfinder:", "urn:pact:")
    for place in _PLACES[:2] if old else _PLACES:
        for path, urn in record.texts(place):
            if urn.lower().startswith(wrong) and _URN.fullmatch(urn):
                yield hit(
                    path,
                    shown(urn),
                    (f"{right}…", f"{right}…"),
                    (
                        "この版の形に書き直し、受け手に新旧の対応を知らせる",
                        "rewrite it in this version's form, and tell receivers which was which",
                    ),
                )


@rule(
    "GXD-L082",
    "specification",
    "error",
    ALL,
    ("PACT の形に合わない URN", "a PACT URN that is not in PACT's form"),
    (
        "PACT Technical Specifications、識別子:urn:pact:発行者のドメイン:product-id:値 など",
        "PACT Technical Specifications, identifiers: urn:pact:issuer-domain:product-id:value and the like",
    ),
)
def malformed_pact_urn(record: Subject) -> Iterator[Hit]:
    """PACT's own namespace has a form for companies, products and classifications."""
    for place in _PLACES:
        for path, urn in record.texts(place):
            low = urn.lower()
            if not low.startswith(("urn:pact:", "urn:pathfinder:")) or not _URN.fullmatch(urn):
                continue
            if place == "companyIds":
                fits = _COMPANY.fullmatch(urn) is not None
                # v3 takes any URN for a company; a product's form is still no company's.
                fits = fits or (record.major == 3 and not _NEW_PRODUCT.fullmatch(urn))
                form = "urn:pact:company:customcode:vendor-assigned:値"
            elif place == "productIds":
                fits = bool(_OLD_PRODUCT.fullmatch(urn) or _NEW_PRODUCT.fullmatch(urn))
                form = "urn:pact:fict-chassis.example:product-id:値"
            else:
                fits = bool(_NEW_CLASS.fullmatch(urn) or _OLD_PRODUCT.fullmatch(urn))
                form = "urn:pact:fict-chassis.example:classification:値"
            if not fits:
                english = form.replace("値", "VALUE")
                yield hit(
                    path,
                    shown(urn),
                    (f"{form} の形", f"the form {english}"),
                    (
                        "項目に合う形に直す。会社の URN は companyIds に書く",
                        "use the form that belongs here; a company's URN belongs in companyIds",
                    ),
                )


@rule(
    "GXD-L083",
    "plausibility",
    "warning",
    ALL,
    ("仮の値のままの識別子", "an identifier that is a placeholder"),
    (
        "この教材の妥当性:試験用の値が残ると、受け手が別の製品と取り違える",
        "this course's plausibility: test values make receivers take one product for another",
    ),
)
def placeholder(record: Subject) -> Iterator[Hit]:
    """`urn:pact:null`, `…:TEST`, a UUID of zeros: somebody meant to fill it in."""
    identifier = record.data.get("id")
    if _is_uuid(identifier) and _is_one_digit(identifier):
        yield hit(
            "id",
            shown(identifier),
            ("無作為に作った UUID", "a UUID made at random"),
            ("新しい UUID を作る", "make a new UUID"),
        )
    for place in _PLACES:
        for path, urn in record.texts(place):
            last = urn.rsplit(":", 1)[-1].strip().lower()
            if _URN.fullmatch(urn) and last in _PLACEHOLDERS:
                yield hit(
                    path,
                    shown(urn),
                    ("実際のコード", "a real code"),
                    ("製品や会社のコードを書く", "write the code of the product or company"),
                )


@rule(
    "GXD-L084",
    "specification",
    "warning",
    ALL,
    ("大文字・小文字だけが違う同じ識別子", "one identifier twice, but for its case"),
    (
        "PACT Technical Specifications:1 つの識別子は 1 回だけ。v3 の検索は大文字と小文字を区別しない",
        "PACT Technical Specifications: each identifier once; v3's filters do not look at case",
    ),
)
def same_but_for_case(record: Subject) -> Iterator[Hit]:
    """Exact repetition is seen by the schema; this one is not."""
    for place in _PLACES:
        seen: dict[str, str] = {}
        for path, urn in record.texts(place):
            first = seen.setdefault(urn.lower(), urn)
            if first != urn:
                yield hit(
                    path,
                    shown(urn),
                    ("1 回だけ", "only once"),
                    ("どちらかを消す", "delete one of the two"),
                )


@rule(
    "GXD-L085",
    "specification",
    "warning",
    V2,
    ("バージョン 4 でない UUID", "a UUID that is not of version 4"),
    (
        "PACT Technical Specifications v2、PfId:本文は UUID v4 を求め、スキーマはどの UUID も通す",
        "PACT Technical Specifications v2, PfId: the text wants UUID v4, the schema takes any",
    ),
)
def not_version_4(record: Subject) -> Iterator[Hit]:
    """v2's text asks for random UUIDs."""
    identifier = record.data.get("id")
    if not _is_uuid(identifier) or _is_one_digit(identifier):
        return
    if identifier[14] != "4" or identifier[19] not in "89abAB":
        yield hit(
            "id",
            shown(identifier),
            ("UUID v4", "UUID v4"),
            ("無作為の UUID を作る", "make a random UUID"),
        )


@rule(
    "GXD-L086",
    "specification",
    "error",
    ALL,
    ("自分自身を前の版とする記録", "a record that names itself as its predecessor"),
    (
        "PACT Technical Specifications、ProductFootprint:precedingPfIds は置きかえた前の記録の id",
        "PACT Technical Specifications, ProductFootprint: precedingPfIds holds the ids it replaces",
    ),
)
def own_predecessor(record: Subject) -> Iterator[Hit]:
    """Nothing comes before itself."""
    own = record.data.get("id")
    for path, identifier in record.texts("precedingPfIds"):
        if isinstance(own, str) and identifier.lower() == own.lower():
            yield hit(
                path,
                shown(identifier),
                ("前の記録の id", "the id of an earlier record"),
                ("消すか、前の id を書く", "delete it, or write the earlier id"),
            )


@rule(
    "GXD-L087",
    "specification",
    "warning",
    V2,
    ("CPC コードの形でない製品分類", "a product category that is no CPC code"),
    (
        "PACT Technical Specifications v2、productCategoryCpc:国連の CPC コード(数字 1〜5 桁)",
        "PACT Technical Specifications v2, productCategoryCpc: a UN CPC code, one to five digits",
    ),
)
def not_cpc(record: Subject) -> Iterator[Hit]:
    """The Central Product Classification numbers its subclasses with five digits."""
    code = record.data.get("productCategoryCpc")
    if isinstance(code, str) and code and not re.fullmatch(r"[0-9]{1,5}", code):
        yield hit(
            "productCategoryCpc",
            shown(code),
            ("45220 のような数字", "digits such as 45220"),
            ("CPC Ver. 2.1 の数字だけを書く", "write the digits of CPC Ver. 2.1 alone"),
        )
