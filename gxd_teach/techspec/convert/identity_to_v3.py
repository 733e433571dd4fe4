"""What a v3 record made from a v2 one is called: ids, company, product, classification.

PACT Technical Specifications v2.0-v2.3 and v3.0.3 (WBCSD). v2.3 renamed urn:pathfinder company
codes to urn:pact; for product codes the new form names an issuer's domain, which no old code
tells. v3 wants URNs by RFC 8141 where v2's schema looks at their first four letters.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from gxd_teach.techspec.convert import words
from gxd_teach.techspec.convert.loss import Report
from gxd_teach.techspec.convert.source import Source
from gxd_teach.techspec.records.v3 import SPEC_VERSION

__all__ = ["identifiers_to_v3", "identity_to_v3"]


def identity_to_v3(
    source: Source,
    document: dict[str, Any],
    report: Report,
    minor: str,
    given: UUID | str | None,
) -> None:
    """The id, what it stands in place of, and which specification the record follows."""
    old = str(source.take("id"))
    version = source.take("version")
    new = str(given if given is not None else words.converted_id(old, "3.0", int(version)))
    document["id"], document["specVersion"] = new, SPEC_VERSION
    before = source.take("precedingPfIds") or []
    preceding = list(before) if new.lower() == old.lower() else [old, *before]
    preceding = list({one.lower(): one for one in preceding}.values())
    if preceding:
        document["precedingPfIds"] = preceding
    report.note(
        "assumed", "specVersion", "specVersion", SPEC_VERSION,
        f"PACT {minor} から {SPEC_VERSION} のレコードにしました",
        f"the record follows {SPEC_VERSION} now, not {minor}",
    )  # fmt: skip
    if new.lower() != old.lower():
        report.note(
            "assumed", "id", "id", new,
            f"変換したものは別のレコードなので、id を {old} から作りました(何度でも同じ)",
            f"a converted record is another record: its id is made from {old}, always the same",
        )  # fmt: skip
        report.note(
            "assumed", "precedingPfIds", "precedingPfIds", old,
            "もとのレコードの id を先頭に置きました",
            "the id of the record it was made from stands first",
        )  # fmt: skip
    report.note(
        "dropped", "version", "", version, 
        "v3 のレコードは変わりません。変更は新しい id になります",
        "a v3 record never changes: a change makes a new id",
        todo=("v2 の版を公開し続けるなら、どちらが新しいかを受け手に伝えてください。",
              "If v2 stays published too, tell receivers which one is newer."),
    )  # fmt: skip


def identifiers_to_v3(source: Source, document: dict[str, Any], report: Report, minor: str) -> None:
    """Company, product and classification URNs."""
    companies = list(source.take("companyIds"))
    document["companyIds"] = _urns(
        "companyIds", companies, words.company_ids_to_v3(companies), report, minor
    )
    products = list(source.take("productIds"))
    document["productIds"] = _urns("productIds", products, products, report, minor)
    for index, one in enumerate(products):
        if one.lower().startswith("urn:pathfinder:"):
            report.note(
                "missing", f"productIds[{index}]", f"productIds[{index}]", one,
                "2.3 以降の形 urn:pact:<発行者のドメイン>:… には発行者のドメインが要り、ここからは"
                "分かりません。そのまま残しました",
                "the form since 2.3, urn:pact:<issuer domain>:…, needs the issuer's domain, "
                "which is not known here: kept as it stands",
                todo=("発行者のドメインで書き直してください。", "Rewrite it with the issuer's domain."),
                reversible=True,
            )  # fmt: skip
    code = source.take("productCategoryCpc")
    given = list(source.take("productClassifications") or [])
    classes = _urns("productClassifications", given, given, report, minor) if given else []
    moves = bool(given) and minor < "2.3"  # what the way back does to the list
    if code == words.UNKNOWN:
        moves = moves or any(words.cpc_code(one) is not None for one in given)
        report.note(
            "dropped", "productCategoryCpc", "", code, "分類が分かりません", "the class is unknown"
        )
    else:
        urn = words.cpc_urn(code)
        fresh = urn not in classes
        classes = [urn, *classes] if fresh else classes
        moves = moves or not fresh
        report.note(
            "changed", "productCategoryCpc", "productClassifications", code,
            f"UN CPC の番号を {urn} と書きます",
            f"the UN CPC code is written {urn}",
            reversible=fresh,
        )  # fmt: skip
    if moves:
        report.note(
            "changed", "productClassifications", "productClassifications", given,
            "v2 に戻すと、CPC の番号は productCategoryCpc だけになります(一覧は 2.3 だけ)",
            "on the way back a CPC code stands in productCategoryCpc only (a list: only in 2.3)",
        )  # fmt: skip
    if classes:
        document["productClassifications"] = classes


def _urns(
    name: str, before: list[str], renamed: list[str], report: Report, minor: str
) -> list[str]:
    """A list of URNs as v3 wants them: RFC 8141, each once."""
    after = [words.strict_urn(one) for one in renamed]
    back = words.company_ids_to_v2(after, minor) if name == "companyIds" else after
    for index, (old, new, again) in enumerate(zip(before, after, back, strict=True)):
        if old != new or old != again:
            report.note(
                "changed", f"{name}[{index}]", f"{name}[{index}]", old,
                f"v3 では {new} と書きます", f"is {new} in v3",
                reversible=old == again,
            )  # fmt: skip
    once = list(dict.fromkeys(after))
    if len(once) < len(after):
        report.note(
            "changed", name, name, before, "v3 の書き方では同じものになったので 1 つにしました",
            "two of them are the same in v3's words, and stand once",
        )  # fmt: skip
    return once
