"""The `organization` object of the consortium's extension: how the emissions were cut out.

Fields as in the Green x Digital Consortium's PACT data model extension
(https://github.com/Green-x-Digital-Consortium/data-model-extensions).
"""

from __future__ import annotations

from collections.abc import Iterable

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_rows
from gxd_teach.framework.organization.scopes import ScopeEmissions

__all__ = ["organization_extension"]


def organization_extension(
    scopes: Iterable[ScopeEmissions],
    *,
    scope3_categories: Iterable[int] = (),
    level_comment: str = "",
    index_comment: str = "",
) -> dict[str, str | list[str]]:
    """The `organization` object of the consortium's extension: level and index of each scope.

    Every value is text, the categories (1–15) too: that is what the published JSON Schema
    accepts, while its documentation says Array<Number>. The two PACT fields which that schema
    also demands (declaredUnit, crossSectoralStandardsUsed) belong to the footprint and are not
    made here. Refused: a scope without a level, which is mandatory for all three (GXD-O007);
    one scope at two levels or by two indexes (GXD-O008); a category outside 1–15 (GXD-O009).

    >>> scopes = [ScopeEmissions(n, 10, "site", "unit", 1, 4) for n in (1, 2, 3)]
    >>> organization_extension(scopes, scope3_categories=[1, 4])["scope3Category"]
    ['1', '4']
    """
    listed = list(checked_rows(scopes, ScopeEmissions, "scopes"))
    made: dict[str, str | list[str]] = {}
    if isinstance(scope3_categories, (str, int)):
        scope3_categories = (scope3_categories,)
    categories = list(checked_rows(scope3_categories, object, "scope3_categories"))
    for category in categories:
        if isinstance(category, bool) or str(category) not in {str(n) for n in range(1, 16)}:
            raise GxdError(
                "GXD-O009",
                f"Scope 3 カテゴリ「{category}」はありません。1〜15 です",
                f"there is no Scope 3 category '{category}': they are 1 to 15",
                where="scope3Category",
            )
    if categories:
        made["scope3Category"] = [str(category) for category in categories]
    for number in (1, 2, 3):
        pairs = dict.fromkeys((s.level, s.index) for s in listed if s.scope == number)
        if len(pairs) != 1:
            code = "GXD-O008" if pairs else "GXD-O007"
            told = "、".join(f"{level} / {index}" for level, index in pairs)
            raise GxdError(
                code,
                f"配分レベルと指標が 1 つに決まりません({told})"
                if pairs
                else "配分レベルがありません。排出がなくても 0 t の行を入れてください",
                f"its level and index are not one ({told})"
                if pairs
                else "it has no distribution level: give it a row, of 0 t if need be",
                where=f"Scope {number}",
            )
        (level, index) = next(iter(pairs))
        made[f"scope{number}DistributionLevel"] = level
        made[f"scope{number}DistributionIndex"] = index
    if level_comment:
        made["distributionLevelComment"] = level_comment
    if index_comment:
        made["distributionIndexComment"] = index_comment
    return made
