"""The boundary: what belongs to a cradle-to-gate footprint, and what may be left out of it.

Cradle-to-gate is everything upstream and the company's own processes. Flows are in, out, or
reported separately; small ones may be exempted (cut-off). PACT v2 rule, on which FW Ed. 2.0 is
aligned: at most 5 % of the total, and every process above 1 % is in. PACT v3 rule: at most 3 %
of the total; transport and storage after the gate are reported apart. Sources: PACT Methodology
Alignment Checklists and Pathfinder Framework v1 (https://github.com/wbcsd/tr).
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from gxd_teach.errors import GxdError
from gxd_teach.framework.checks import checked_rows, checked_text
from gxd_teach.framework.exemption import (
    Exclusion,
    exclusion_allowed,
    exempted_emissions_percent,
    largest_exclusion,
)
from gxd_teach.framework.rules import PACT_V3, Rules, edition
from gxd_teach.language import Text

__all__ = [
    "FLOW_KINDS",
    "IN",
    "OUT",
    "SEPARATE",
    "Exclusion",
    "FlowKind",
    "Placement",
    "classify",
    "classify_all",
    "exclusion_allowed",
    "exempted_emissions_percent",
    "largest_exclusion",
    "word_key",
]

IN, OUT, SEPARATE = "in", "out", "separate"


@dataclass(frozen=True)
class FlowKind:
    """A kind of flow, where it belongs, and why; `after_gate` kinds follow the edition's rule."""

    key: str
    name: Text
    verdict: str
    reason: Text
    words: tuple[str, ...] = ()  # what else people call it
    after_gate: bool = False


@dataclass(frozen=True)
class Placement:
    """Where one flow belongs under one edition: `verdict` is in, out or separate."""

    flow: str
    kind: str
    verdict: str
    reason: Text
    rules: str

    def __str__(self) -> str:
        names = {
            IN: Text("範囲内", "in"),
            OUT: Text("範囲外", "out"),
            SEPARATE: Text("別に報告", "reported separately"),
        }
        return f"{self.flow}: {names[self.verdict]} ({self.reason})"

    def _repr_html_(self) -> str:
        return f"<p>{escape(str(self))}</p>"


_UPSTREAM = Text(
    "上流を含めて、製品をつくるために使う", "it is used to make the product; with its upstream"
)
_OWN = Text("自社の工程で出る", "it is emitted by the company's own processes")
_V1 = Text(
    "製品の算定に含めない(Pathfinder Framework v1 の本文。v3 も同じ考え: 本コースの読み)",
    "not part of a product's calculation (Pathfinder Framework v1 text; for v3 this course's "
    "reading)",
)
_DOWNSTREAM = Text("ゲート(出荷)より後", "it comes after the gate")
_APART = Text(
    "出荷後の輸送・保管は、他社が所有・負担するところまでを PCF と分けて算定・報告する",
    "transport and storage after the gate are calculated and reported apart from the PCF, up "
    "to where another company owns or pays",
)
_NOT_EMISSIONS = Text(
    "PCF は排出量で、オフセットや削減貢献量を差し引かない",
    "a PCF is emissions: neither offsets nor avoided emissions are netted",
)


def _kinds() -> tuple[FlowKind, ...]:
    def kind(
        key: str, ja: str, en: str, verdict: str, reason: Text, words: str = "", gate: bool = False
    ) -> FlowKind:
        named = tuple(word.strip() for word in words.split("|") if word.strip())
        return FlowKind(key, Text(ja, en), verdict, reason, named, gate)

    return (
        kind("raw_materials", "原材料", "raw materials", IN, _UPSTREAM,
             "raw material|materials|原材料調達|素材|購入部品|部品|purchased parts|parts|components"
             "|purchased goods|raw material extraction|原材料の採掘|資源採取|副資材|補助材料"
             "|auxiliary materials|consumables|ancillary materials"),
        kind("inbound_transport", "調達輸送", "inbound transport", IN, _UPSTREAM,
             "inbound logistics|upstream transport|原材料の輸送|部品の輸送|入荷輸送|調達物流"
             "|transport of raw materials|supplier transport|transport between sites"
             "|intersite transport|拠点間輸送|工場間輸送"),
        kind("energy", "エネルギー", "energy", IN,
             Text("燃料・電気・熱は、燃焼・発電だけでなく上流も含める",
                  "fuels, electricity and heat count with their upstream"),
             "electricity|電力|電気|purchased electricity|購入電力|fuel|fuels|燃料|燃料の燃焼"
             "|fuel combustion|heat|steam|熱|蒸気|manufacturing energy|製造時の電力"
             "|fuel upstream|燃料の上流|燃料の採掘・精製"),
        kind("production", "製造", "production", IN, _OWN,
             "manufacturing|own processes|自社工程|assembly|組立|加工|processing|outsourced processing"
             "|外注加工"),
        kind("process_emissions", "プロセス排出", "process emissions", IN, _OWN,
             "direct emissions|直接排出|refrigerant leakage|refrigerants|冷媒の漏えい|冷媒漏えい"
             "|chemical process emissions|工程からの排出"),
        kind("water", "用水", "water", IN, _UPSTREAM, "water supply|水|工業用水|上水"),
        kind("packaging", "包装", "packaging", IN,
             Text("含めたかどうかを packagingEmissionsIncluded に、量を packagingGhgEmissions に書く",
                  "say in packagingEmissionsIncluded whether it is in, in packagingGhgEmissions how much"),
             "包装材|梱包|梱包材|容器包装|product packaging|packaging materials"),
        kind("production_waste", "製造時の廃棄物処理", "treatment of production waste", IN, _OWN,
             "waste treatment|廃棄物処理|廃棄物の処理|製造廃棄物|production waste|manufacturing waste"
             "|waste|廃棄物|scrap|端材|wastewater treatment|排水処理|waste treatment in production"
             "|treatment of waste from production"),
        kind("capital_goods", "資本財", "capital goods", OUT, _V1,
             "設備|生産設備|建物|機械|machinery|buildings|infrastructure|equipment|factory building"
             "|production equipment|資本財の製造|設備の製造"),
        kind("commuting", "従業員の通勤", "employee commuting", OUT, _V1, "通勤|commute|commuter travel"),
        kind("business_travel", "出張", "business travel", OUT, _V1, "従業員の出張|business trips"),
        kind("research", "研究開発", "research and development", OUT, _V1,
             "R&D|研究|開発|research|R&D activities|research & development"),
        kind("outbound_transport", "出荷輸送", "outbound transport", OUT, _DOWNSTREAM,
             "outbound logistics|出荷後の輸送|製品の輸送|納品輸送|delivery|distribution|配送|出荷物流"
             "|downstream transport|transport to customer|delivery to customer|納入輸送|販売輸送",
             True),
        kind("outbound_storage", "出荷後の保管", "outbound storage", OUT, _DOWNSTREAM,
             "storage after the gate|warehousing|製品の保管|倉庫保管|storage of finished goods"
             "|outbound warehousing|製品倉庫", True),
        kind("use", "使用", "use", OUT, _DOWNSTREAM,
             "use phase|use stage|使用段階|製品の使用|product use|使用時の電力|use of sold products"),
        kind("downstream_processing", "出荷後の加工", "processing by the customer", OUT, _DOWNSTREAM,
             "processing of sold products|販売した製品の加工|customer's processing|顧客での加工"),
        kind("end_of_life", "使用後の廃棄・リサイクル", "end of life", OUT, _DOWNSTREAM,
             "end-of-life|EoL|廃棄段階|使用後の廃棄|製品の廃棄|廃棄・リサイクル|disposal|product disposal"
             "|end of life treatment|recycling after use|使用後のリサイクル"),
        kind("offsets", "オフセット・クレジット", "offsets and credits", OUT, _NOT_EMISSIONS,
             "offset|credits|carbon credits|carbon offsets|クレジット|オフセット|カーボンクレジット"
             "|J-クレジット|carbon neutral certificates"),
        kind("avoided_emissions", "削減貢献量", "avoided emissions", OUT, _NOT_EMISSIONS,
             "回避排出量|削減貢献|handprint"),
    )  # fmt: skip


FLOW_KINDS = _kinds()


def classify(flow: str, rules: Rules = PACT_V3) -> Placement:
    """Where a flow belongs in a cradle-to-gate footprint: in, out or reported separately.

    `flow` is a kind (``"capital_goods"``) or what people call it, in Japanese or English; one
    that is not known is refused with its neighbours (GXD-W001), never guessed.

    >>> classify("出荷輸送").verdict, classify("通勤").verdict, classify("raw materials").verdict
    ('separate', 'out', 'in')
    >>> from gxd_teach.framework.rules import PACT_V2
    >>> classify("outbound transport", PACT_V2).verdict
    'out'
    """
    kind = _by_name().get(word_key(checked_text(flow, "flow")))
    if kind is None:
        raise _unknown(flow)
    verdict, reason = kind.verdict, kind.reason
    rules = edition(rules)
    if kind.after_gate and rules.outbound_separate:
        verdict, reason = SEPARATE, _APART
    return Placement(flow, kind.key, verdict, reason, rules.name)


def classify_all(flows: Iterable[str], rules: Rules = PACT_V3) -> dict[str, list[str]]:
    """The flows sorted under in, out and separate.

    >>> classify_all(["電力", "通勤", "出荷輸送"])
    {'in': ['電力'], 'out': ['通勤'], 'separate': ['出荷輸送']}
    """
    sorted_flows: dict[str, list[str]] = {IN: [], OUT: [], SEPARATE: []}
    for flow in checked_rows(flows, str, "flows"):
        sorted_flows[classify(flow, rules).verdict].append(flow)
    return sorted_flows


def word_key(name: str) -> str:
    """A word as it is compared: width, case, blanks and brackets do not count.

    >>> word_key("Ｏutbound_transport") == word_key("outbound transport")
    True
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\s_\-‐‑–−・()、,]|the\b", "", text)


@lru_cache(maxsize=1)
def _by_name() -> Mapping[str, FlowKind]:
    return {
        word_key(word): kind
        for kind in FLOW_KINDS
        for word in (kind.key, kind.name.ja, kind.name.en, *kind.words)
    }


def _unknown(flow: str) -> GxdError:
    key = word_key(flow)
    near = [word for word in _by_name() if len(word) > 1 and (word in key or (key and key in word))]
    near += difflib.get_close_matches(key, _by_name(), 4, 0.5)
    kinds = list(dict.fromkeys(_by_name()[word].key for word in near))[:4]
    listed = [kind for kind in FLOW_KINDS if not kinds or kind.key in kinds]
    ja = "、".join(kind.name.ja for kind in listed)
    en = ", ".join(kind.name.en for kind in listed)
    return GxdError(
        "GXD-W001",
        f"フロー「{flow}」の種類が決まりません。どれに当たるか選んでください: {ja}",
        f"it is not known what kind of flow '{flow}' is: choose from {en}",
    )
