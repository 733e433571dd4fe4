"""Recycling, waste and packaging: the cut-off (recycled content) approach.

Recycled material comes with the emissions of recycling it, not with those of its first life, and
what is recycled after use earns nothing: the next product counts it (PACT v2 rule, on which FW
Ed. 2.0 is aligned: cut-off / recycled content; PACT v3 rule: cut-off recommended; Alignment
Checklists, https://github.com/wbcsd/tr). What cut-off does with energy recovery is this course's
reading; Catena-X's polluter-pays rule for it can be chosen.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from gxd_teach.errors import GxdError, Problem
from gxd_teach.framework.checks import checked_number
from gxd_teach.framework.energy.basis import not_negative
from gxd_teach.framework.rules import exact
from gxd_teach.language import Text

__all__ = [
    "CUT_OFF",
    "POLLUTER_PAYS",
    "ROUTES",
    "WasteTreatment",
    "check_packaging",
    "material_kg_co2e",
    "recycled_content_factor",
    "waste_treatment",
]

CUT_OFF, POLLUTER_PAYS = "cut-off", "polluter pays"
ROUTES = {
    "landfill": Text("埋立", "landfill"),
    "incineration": Text("単純焼却", "incineration without energy recovery"),
    "wastewater": Text("排水処理", "wastewater treatment"),
    "energy recovery": Text("エネルギー回収", "energy recovery"),
    "recycling": Text("リサイクル", "recycling"),
}
_ROUTE_WORDS = {
    "landfill": "埋立 埋立て 埋め立て 最終処分 disposal",
    "incineration": "焼却 単純焼却 burning",
    "wastewater": "排水処理 wastewatertreatment",
    "energy recovery": "エネルギー回収 熱回収 サーマルリサイクル wastetoenergy incinerationwithenergyrecovery",
    "recycling": "リサイクル 再資源化 再生利用 materialrecycling マテリアルリサイクル",
}


@dataclass(frozen=True)
class WasteTreatment:
    """Emissions of treating waste, and who counts them, kg CO2e.

    `kg_co2e` is what the product that made the waste counts; `passed_on_kg_co2e` is what the next
    product (recycled material, recovered energy) counts. Nothing is counted twice or lost.
    """

    route: str
    kg: float
    kg_co2e: float
    passed_on_kg_co2e: float
    reason: Text

    def __str__(self) -> str:
        return f"{ROUTES[self.route]}: {self.kg_co2e:g} kg-CO2e ({self.reason})"

    def _repr_html_(self) -> str:
        return f"<p>{escape(str(self))}</p>"


def recycled_content_factor(
    recycled_percent: float,
    *,
    virgin_kg_co2e_per_kg: float,
    recycled_kg_co2e_per_kg: float,
    later_recycling_credit_kg_co2e_per_kg: float = 0.0,
) -> float:
    """The factor of a material with recycled content, kg CO2e per kg, by cut-off.

    (1 − r) × virgin + r × recycled, with r = `recycled_percent` / 100 (30 for 30 %). A credit
    for recycling after use is refused (GXD-J011): cut-off gives that benefit to the next product,
    and taking it here too would count it twice. GXD-J012 for a percentage outside 0–100.

    >>> recycled_content_factor(30, virgin_kg_co2e_per_kg=8.0, recycled_kg_co2e_per_kg=1.0)
    5.9
    """
    if later_recycling_credit_kg_co2e_per_kg:
        raise GxdError(
            "GXD-J011",
            "カットオフでは、使用後のリサイクルによる控除はありません(次の製品が再生材として数えます)。"
            "0 にしてください",
            "cut-off has no credit for recycling after use: the next product counts it as recycled "
            "material; leave it out",
        )
    share = exact(recycled_percent) / 100
    if not 0 <= share <= 1:
        raise GxdError(
            "GXD-J012",
            f"再生材の割合 {recycled_percent} は 0〜100 (%) の外です",
            f"the recycled content {recycled_percent} is outside 0 to 100 (%)",
        )
    virgin = exact(not_negative(virgin_kg_co2e_per_kg, "virgin"))
    recycled = exact(not_negative(recycled_kg_co2e_per_kg, "recycled"))
    return float((1 - share) * virgin + share * recycled)


def material_kg_co2e(
    kg: float,
    recycled_percent: float,
    *,
    virgin_kg_co2e_per_kg: float,
    recycled_kg_co2e_per_kg: float,
) -> float:
    """The emissions of an amount of material with recycled content, kg CO2e, by cut-off.

    >>> material_kg_co2e(2, 50, virgin_kg_co2e_per_kg=8.0, recycled_kg_co2e_per_kg=1.0)
    9.0
    """
    return not_negative(kg, "kg") * recycled_content_factor(
        recycled_percent,
        virgin_kg_co2e_per_kg=virgin_kg_co2e_per_kg,
        recycled_kg_co2e_per_kg=recycled_kg_co2e_per_kg,
    )


def waste_treatment(
    kg: float,
    kg_co2e_per_kg: float,
    route: str,
    *,
    approach: str = CUT_OFF,
    avoided_kg_co2e: float = 0.0,
) -> WasteTreatment:
    """The emissions of treating production waste by one route, and who counts them.

    Landfill, incineration and wastewater stay with the product that made the waste. Recycling
    goes with the recycled material. Energy recovery goes with the recovered energy under
    `approach` "cut-off", with the waste under "polluter pays". Either way nothing is credited
    for what is displaced: `avoided_kg_co2e` other than 0 is refused (GXD-J011). GXD-J013
    unknown route, GXD-J014 unknown approach.

    >>> waste_treatment(2, 0.5, "landfill").kg_co2e, waste_treatment(2, 0.5, "recycling").kg_co2e
    (1.0, 0.0)
    """
    known = _route(route)
    if approach not in (CUT_OFF, POLLUTER_PAYS):
        raise GxdError(
            "GXD-J014",
            f"方法「{approach}」はありません。{CUT_OFF} か {POLLUTER_PAYS} です",
            f"there is no approach '{approach}': {CUT_OFF} or {POLLUTER_PAYS}",
        )
    if avoided_kg_co2e:
        raise GxdError(
            "GXD-J011",
            "カットオフでは、代替した材料やエネルギーの分を差し引きません。0 にしてください",
            "nothing is credited for the material or energy that is displaced: leave it out",
            where=str(ROUTES[known]),
        )
    emitted = not_negative(kg, "kg") * not_negative(kg_co2e_per_kg, "kg-CO2e/kg")
    if known == "recycling":
        reason = Text(
            "再生材を使う次の製品が数える", "counted by the product that uses the recycled material"
        )
    elif known == "energy recovery" and approach == CUT_OFF:
        reason = Text(
            "回収したエネルギーを使う側が数える(カットオフ、本コースの読み)",
            "counted by who uses the recovered energy (cut-off, this course's reading)",
        )
    else:
        own = Text("廃棄物を出した製品が数える", "counted by the product that made the waste")
        return WasteTreatment(known, float(kg), emitted, 0.0, own)
    return WasteTreatment(known, float(kg), 0.0, emitted, reason)


def check_packaging(
    included: bool | None, packaging_kg_co2e: float | None, *, total_kg_co2e: float | None = None
) -> tuple[Problem, ...]:
    """Whether packagingEmissionsIncluded and packagingGhgEmissions go together; empty when so.

    Findings: a value although the flag says false, 0 included (GXD-J015: it must be absent); no
    flag at all, or one that is neither true nor false (GXD-J016); a value that is negative or no
    number (GXD-J017); more than the whole footprint (GXD-J018).
    A flag without a value is fine: the value is not mandatory.

    >>> [problem.code for problem in check_packaging(False, 0.36)], check_packaging(True, 0.36)
    (['GXD-J015'], ())
    """
    return tuple(_packaging(included, packaging_kg_co2e, total_kg_co2e))


def _packaging(
    included: bool | None, value: float | None, total: float | None
) -> Iterable[Problem]:
    where = "packagingGhgEmissions"
    if included is not True and included is not False:
        yield Problem(
            "GXD-J016",
            "packagingEmissionsIncluded",
            f"包装を含めたかどうかが分かりません({included})。true か false を書いてください",
            f"it does not say whether packaging is in ({included}): write true or false",
        )
    if value is None:
        return
    try:
        value = checked_number(value, where, code="GXD-J017")
        total = None if total is None else checked_number(total, "total_kg_co2e", code="GXD-J018")
    except GxdError as error:
        yield Problem(error.code, str(error.where), error.ja, error.en)
        return
    if included is False:
        yield Problem(
            "GXD-J015",
            where,
            f"packagingEmissionsIncluded が false なのに値 {value:g} があります。値を消すか true にしてください",
            f"packagingEmissionsIncluded is false, but there is a value of {value:g}: remove it, or "
            "say true",
        )
    if value < 0:
        yield Problem(
            "GXD-J017", where, f"値 {value:g} が負です", f"the value {value:g} is negative"
        )
    if total is not None and value > total >= 0:
        yield Problem(
            "GXD-J018",
            where,
            f"包装 {value:g} kg が全体 {total:g} kg を超えています",
            f"packaging of {value:g} kg exceeds the whole of {total:g} kg",
        )


def _route(route: str) -> str:
    key = unicodedata.normalize("NFKC", str(route)).casefold()
    key = key.replace(" ", "").replace("-", "").replace("_", "")
    for known, words in _ROUTE_WORDS.items():
        if key == known.replace(" ", "") or key in words.split():
            return known
    raise GxdError(
        "GXD-J013",
        f"処理方法「{route}」はありません。{'、'.join(text.ja for text in ROUTES.values())} のどれかです",
        f"there is no route '{route}': it is one of {', '.join(ROUTES)}",
    )
