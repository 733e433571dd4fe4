"""The kinds of electricity coefficient, and what each is for.

Terms from the list of coefficients for fiscal year 2023 on
(https://policies.env.go.jp/earth/ghg-santeikohyo/): 未調整 is not for reporting; 基礎 is after the
FIT adjustment, 非化石証書, グリーン電力証書 and J-credits from renewable power; 調整後 is after other
J-credits and JCM too. Which other purposes a kind suits is this course's reading; 調整後, for one,
is kept out of a product footprint because it holds credits, and a PCF may not (PACT v2 and v3
rule, https://github.com/wbcsd/tr).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from gxd_teach.errors import GxdError
from gxd_teach.language import Text

__all__ = ["KINDS", "PURPOSES", "Kind", "check_kind", "kind_of", "kinds_for"]

PURPOSES = {
    "basic emissions": Text("基礎排出量の報告", "reporting basic emissions"),
    "adjusted emissions": Text("調整後排出量の報告", "reporting adjusted emissions"),
    "location-based": Text("ロケーション基準", "location-based"),
    "market-based": Text("マーケット基準", "market-based"),
    "product footprint": Text("製品のカーボンフットプリント", "a product footprint"),
}
_PURPOSE_WORDS = {
    "basic emissions": "基礎排出量 基礎排出量の報告 basic",
    "adjusted emissions": "調整後排出量 調整後排出量の報告 adjusted",
    "location-based": "location locationbased ロケーション基準 ロケーションベース",
    "market-based": "market marketbased マーケット基準 マーケットベース",
    "product footprint": "pcf cfp productfootprint 製品 製品カーボンフットプリント",
}


@dataclass(frozen=True)
class Kind:
    """One kind of coefficient: the purposes it suits, and why."""

    key: str
    name: Text
    purposes: tuple[str, ...]
    reason: Text
    words: str = ""


def _all() -> dict[str, Kind]:
    kinds = (
        Kind("unadjusted", Text("未調整", "unadjusted"), (),
             Text("証書などを反映する前の値で、報告には使わない",
                  "it is before certificates and the like, and not for reporting"),
             "未調整排出係数"),
        Kind("basic", Text("基礎", "basic"),
             ("basic emissions", "market-based", "product footprint"),
             Text("FIT 調整と証書(再エネ由来 J-クレジットを含む)を反映した値",
                  "it is after the FIT adjustment and certificates"), "基礎排出係数"),
        Kind("adjusted", Text("調整後", "adjusted"), ("adjusted emissions",),
             Text("ほかの J-クレジットや JCM も反映しており、クレジットを含む",
                  "it holds other J-credits and JCM too, that is, credits"), "調整後排出係数"),
        Kind("menu", Text("メニュー別", "menu"),
             ("basic emissions", "adjusted emissions", "market-based", "product footprint"),
             Text("契約したメニューの値。基礎か調整後かを確かめて使う",
                  "it is the contracted menu's; see whether it is published as basic or adjusted"),
             "メニュー 料金メニュー"),
        Kind("residual", Text("残差", "residual"),
             ("basic emissions", "adjusted emissions", "market-based", "product footprint"),
             Text("証書やメニューで売られた分を除いた残りの値",
                  "it is what remains after certificates and menus were sold"),
             "残差メニュー residualmix 残余"),
        Kind("substitute", Text("代替値", "substitute value"),
             ("basic emissions", "adjusted emissions", "product footprint"),
             Text("供給者の係数が分からないときに使う",
                  "it serves where the supplier's coefficient is not known"), "substitute"),
        Kind("national_average", Text("全国平均", "national average"),
             ("location-based", "product footprint"),
             Text("系統全体の平均で、何を買ったかを問わない",
                  "it is the average of the grid, whatever was bought"), "平均 average gridaverage"),
        Kind("unspecified", Text("種類の記載なし", "unspecified"), (),
             Text("どの係数か書かれていない", "the source does not say which it is")),
    )  # fmt: skip
    return {kind.key: kind for kind in kinds}


KINDS = _all()


def kind_of(name: str) -> str:
    """The kind by any of its names; GXD-E001 lists what there is.

    >>> kind_of("基礎排出係数"), kind_of("代替値"), kind_of("national average")
    ('basic', 'substitute', 'national_average')
    """
    key = _key(name)
    for kind in KINDS.values():
        names = (kind.key, kind.name.ja, kind.name.en, *kind.words.split())
        if key in {_key(word) for word in names}:
            return kind.key
    raise GxdError(
        "GXD-E001",
        f"係数の種類「{name}」はありません。{'、'.join(k.name.ja for k in KINDS.values())} のどれかです",
        f"there is no kind '{name}': it is one of {', '.join(KINDS)}",
    )


def kinds_for(purpose: str) -> tuple[str, ...]:
    """The kinds that suit a purpose, best first; the one named for it leads.

    `purpose`: basic emissions, adjusted emissions, location-based, market-based, product
    footprint, in Japanese too; GXD-E007 for another one ("reporting" alone does not say which).

    >>> kinds_for("基礎排出量")
    ('basic', 'menu', 'residual', 'substitute')
    """
    wanted = _purpose(purpose)
    return tuple(kind.key for kind in KINDS.values() if wanted in kind.purposes)


def check_kind(kind: str, purpose: str) -> str:
    """The kind, if it suits the purpose; GXD-E002 says why not, and which ones do.

    >>> check_kind("調整後", "調整後排出量")
    'adjusted'
    """
    known, wanted = KINDS[kind_of(kind)], _purpose(purpose)
    if wanted in known.purposes:
        return known.key
    fitting = kinds_for(purpose)
    ja = "、".join(KINDS[key].name.ja for key in fitting)
    raise GxdError(
        "GXD-E002",
        f"{known.name.ja}の係数は{PURPOSES[wanted].ja}に使えません({known.reason.ja})。使えるもの: {ja}",
        f"the {known.name.en} coefficient is not for {PURPOSES[wanted].en} ({known.reason.en}); "
        f"use {', '.join(fitting)}",
    )


def _purpose(name: str) -> str:
    key = _key(name)
    for purpose, words in _PURPOSE_WORDS.items():
        if key in {_key(purpose), *words.split()}:
            return purpose
    raise GxdError(
        "GXD-E007",
        f"目的「{name}」が決まりません。{'、'.join(text.ja for text in PURPOSES.values())} のどれですか",
        f"the purpose '{name}' is not one of {', '.join(PURPOSES)}",
    )


def _key(name: str) -> str:
    text = unicodedata.normalize("NFKC", str(name)).casefold()
    return text.replace(" ", "").replace("-", "").replace("_", "")
