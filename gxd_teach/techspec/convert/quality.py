"""Percentages and verification: what both dialects have, in different dress.

PACT Technical Specifications v2.0-v2.3 and v3.0 (WBCSD). A percentage is a JSON number in v2
and a decimal string in v3. Assurance (v2) and verification (v3) share the provider, the
date, the standard and the comments; of the words for coverage only "product level" is in
both, and level and boundary have no counterpart.
"""

from __future__ import annotations

from decimal import Context, Decimal
from typing import Any

from gxd_teach.techspec.convert.arithmetic import decimal_of
from gxd_teach.techspec.convert.loss import Report
from gxd_teach.techspec.convert.source import Source
from gxd_teach.techspec.records.json_text import NumberDecimal
from gxd_teach.techspec.records.wire import plain

__all__ = ["carry_percent", "to_assurance", "to_verification"]

_PLACES = 40  # decimals of a percentage; what is finer is the noise of somebody's program
_FINEST = Decimal(1).scaleb(-_PLACES)
_FINE = Context(prec=60)  # 100 % with 40 decimals has 43 digits
_SHARED = ("providerName", "completedAt", "standardName", "comments")
_BOTH = "product level"


def carry_percent(
    pcf: Source, name: str, made: dict[str, Any], report: Report, *, as_text: bool
) -> None:
    """A percentage as a decimal string (v3, `as_text`) or as a number from 0 to 100 (v2)."""
    given = pcf.take(name)
    if given is None:
        return
    value = decimal_of(given)
    if as_text:
        # 1e-999 as plain text would be a page of zeros.
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and exponent < -_PLACES:
            value = _FINE.quantize(value, _FINEST) if value > _FINEST else Decimal(0)
            report.note(
                "approximated", f"pcf.{name}", f"pcf.{name}", given,
                "小数 40 桁までにしました", "kept to 40 decimals",
            )  # fmt: skip
        made[name] = plain(value)
        return
    if 0 <= value <= 100:
        made[name] = NumberDecimal(value)
        return
    is_needed = name == "exemptedEmissionsPercent"
    report.note(
        "approximated" if is_needed else "dropped", f"pcf.{name}", f"pcf.{name}", given,
        "v2 の百分率は 0 から 100 です。" + ("端の値にしました" if is_needed else "書きませんでした"),
        "a percentage of v2 is 0 to 100: " + ("taken to the limit" if is_needed else "left out"),
        todo=("もとの値を確かめてください。", "Look at the source."),
    )  # fmt: skip
    if is_needed:
        made[name] = NumberDecimal(0 if value < 0 else 100)


def to_verification(pcf: Source, made: dict[str, Any], report: Report) -> None:
    """v2's assurance as v3's verification."""
    given = pcf.take("assurance")
    if given is None:
        return
    assurance = Source(given, "pcf.assurance")
    flag = assurance.take("assurance")
    if flag is False:
        report.note(
            "dropped", "pcf.assurance", "", given,
            "保証を受けていないので、v3 では verification を書きません",
            "it was not assured: v3 says so by leaving verification out",
        )  # fmt: skip
        return
    verification = {name: assurance.take(name) for name in _SHARED if name in assurance}
    coverage = assurance.take("coverage")
    if coverage == _BOTH:
        verification["coverage"] = coverage
    elif coverage is not None:
        report.note(
            "dropped", "pcf.assurance.coverage", "pcf.verification.coverage", coverage,
            "v3 の語(PCF calculation model、PCF program、product level)に当たるものがありません",
            "is none of v3's words (PCF calculation model, PCF program, product level)",
            todo=("検証機関に確かめてください。", "Ask the provider."),
        )  # fmt: skip
    if flag is None:
        report.note(
            "assumed", "pcf.assurance.assurance", "pcf.verification", True,
            "保証を受けたものとみました", "taken as assured",
        )  # fmt: skip
    assurance.drop_the_rest(
        report, {}, ("v3 の verification にない項目です", "is not in v3's verification")
    )
    made["verification"] = verification
    report.note(
        "changed", "pcf.assurance", "pcf.verification", None,
        "assurance は verification になりました", "assurance became verification",
        reversible=True,
    )  # fmt: skip


def to_assurance(pcf: Source, made: dict[str, Any], report: Report, minor: str) -> None:
    """v3's verification as v2's assurance, where v2's mandatory fields are known."""
    given = pcf.take("verification")
    if given is None:
        return
    verification = Source(given, "pcf.verification")
    coverage = verification.take("coverage")
    provider = verification.take("providerName")
    if not provider or (minor == "2.0" and coverage != _BOTH):
        lacking = "providerName" if not provider else "coverage"
        report.note(
            "dropped", "pcf.verification", "pcf.assurance", given,
            f"v2 の assurance に必須の {lacking} が分かりません",
            f"v2's assurance demands {lacking}, which is not known",
            todo=("検証機関に確かめて書いてください。", "Ask the provider and write it."),
        )  # fmt: skip
        return
    assurance: dict[str, Any] = {"assurance": True, "providerName": provider}
    assurance |= {name: verification.take(name) for name in _SHARED if name in verification}
    if coverage == _BOTH:
        assurance["coverage"] = coverage
    elif coverage is not None:
        report.note(
            "dropped", "pcf.verification.coverage", "pcf.assurance.coverage", coverage,
            "v2 の語に当たるものがありません", "is none of v2's words",
        )  # fmt: skip
    verification.drop_the_rest(
        report, {}, ("v2 の assurance にない項目です", "is not in v2's assurance")
    )
    made["assurance"] = assurance
    report.note(
        "changed", "pcf.verification", "pcf.assurance", None,
        "verification は assurance になりました", "verification became assurance",
        reversible=True,
    )  # fmt: skip
