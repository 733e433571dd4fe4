"""What a v2 record made from a v3 one is called: ids, company, product, classification.

PACT Technical Specifications v3.0.3 and v2.0-v2.3 (WBCSD). Company codes go back to
urn:pathfinder before v2.3; v2 demands one UN CPC code, which v3 keeps among its URNs.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from gxd_teach.techspec.convert import words
from gxd_teach.techspec.convert.loss import Report
from gxd_teach.techspec.convert.source import Source
from gxd_teach.techspec.records.v2 import SPEC_VERSION_V2

__all__ = ["identifiers_to_v2", "identity_to_v2"]


def identity_to_v2(
    source: Source, document: dict[str, Any], report: Report, minor: str, given: UUID | str | None
) -> None:
    """The id, what it stands in place of, and which specification the record follows."""
    old = str(source.take("id"))
    new = str(given if given is not None else words.converted_id(old, minor))
    spec = SPEC_VERSION_V2 if SPEC_VERSION_V2.startswith(minor) else f"{minor}.0"
    source.take("specVersion")
    document |= {"id": new, "specVersion": spec, "version": 0}
    before = source.take("precedingPfIds") or []
    preceding = list(before) if new.lower() == old.lower() else [old, *before]
    preceding = list({one.lower(): one for one in preceding}.values())
    if preceding:
        document["precedingPfIds"] = preceding
    report.note(
        "assumed", "specVersion", "specVersion", spec,
        f"{spec} のレコードにしました", f"the record follows {spec} now",
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
        "assumed", "", "version", 0,
        "v2 は版を数えます。新しいレコードなので 0 です",
        "v2 counts versions: a new record has 0",
    )  # fmt: skip


def identifiers_to_v2(source: Source, document: dict[str, Any], report: Report, minor: str) -> None:
    """Company, product and classification identifiers."""
    companies = list(source.take("companyIds"))
    older = words.company_ids_to_v2(companies, minor)
    again = words.company_ids_to_v3(older)
    for index, (old, new, back) in enumerate(zip(companies, older, again, strict=True)):
        if old != new or old != back:
            report.note(
                "changed", f"companyIds[{index}]", f"companyIds[{index}]", old,
                f"PACT {minor} では {new} と書きます", f"is {new} in PACT {minor}",
                reversible=old == back,
            )  # fmt: skip
    document["companyIds"] = list(dict.fromkeys(older))
    if len(document["companyIds"]) < len(older) or len(set(again)) < len(again):
        report.note(
            "changed", "companyIds", "companyIds", companies,
            "この版の書き方では同じものになりました", "two of them are the same in these words",
        )  # fmt: skip
    products = list(source.take("productIds"))
    document["productIds"] = products
    if minor < "2.3" and any(one.lower().startswith("urn:pact:") for one in products):
        report.note(
            "missing", "productIds", "productIds", products,
            f"{minor} の書き方(urn:pathfinder:product:…)に直す規則がありません。そのまま残しました",
            f"there is no rule for the words of {minor} (urn:pathfinder:product:…): kept",
            reversible=True,
        )  # fmt: skip
    _classification(source, document, report, minor)


def _classification(source: Source, document: dict[str, Any], report: Report, minor: str) -> None:
    given = list(source.take("productClassifications") or [])
    codes = [(one, words.cpc_code(one)) for one in given]
    urn, code = next(((one, code) for one, code in codes if code is not None), (None, None))
    rest = [one for one in given if one != urn]
    if code is None:
        document["productCategoryCpc"] = words.UNKNOWN
        report.note(
            "assumed", "productClassifications", "productCategoryCpc", words.UNKNOWN,
            "v2 では UN CPC の番号が必須ですが、もとに urn:cpc: がありません",
            "v2 demands a UN CPC code, and the source has no urn:cpc:",
            todo=("番号を入れてください。", "Give the code."),
            reversible=True,
        )  # fmt: skip
    else:
        document["productCategoryCpc"] = code
        comes_back = given[0] == urn and words.cpc_urn(code) == urn and code != words.UNKNOWN
        report.note(
            "changed", "productClassifications", "productCategoryCpc", urn,
            f"v2 では productCategoryCpc に {code} と書きます",
            f"is written {code} in v2's productCategoryCpc",
            reversible=comes_back and words.cpc_urn(code) not in rest,
        )  # fmt: skip
    if rest and minor >= "2.3":
        document["productClassifications"] = rest
    elif rest:
        report.note(
            "dropped", "productClassifications", "", rest,
            f"PACT {minor} に productClassifications はありません",
            f"PACT {minor} has no productClassifications",
        )  # fmt: skip
