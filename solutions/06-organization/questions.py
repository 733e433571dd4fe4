"""Questions of chapter 6: organization-based calculation.

The chapter works the board maker of the PC case; here every participant has other numbers.
"""

import json

from gxd_teach.classroom import Choice, Choices, Draw, Given, Number, Part, Question, Text
from gxd_teach.framework import ScopeEmissions, conserves, organization_footprint
from gxd_teach.techspec import check_extension

READ_MORE = "book/framework/06-organization"


def per_unit(scopes: list[ScopeEmissions], units: float) -> float:
    """Kg CO2e of one of the units that the customer takes."""
    return organization_footprint(scopes, units=units).total_kg_co2e


# ---------------------------------------------------------------------------------------
# 6a  one unit of what a customer takes


def draw_maker(draw: Draw) -> dict:
    """A board maker: Scope 1 and 2 of the site, Scope 3 of the organization, one customer."""
    total = draw.whole(600_000, 1_500_000, 50_000)
    return {
        "s1_t": draw.whole(150, 390, 10),
        "s2_t": draw.whole(700, 1_400, 20),
        "s3_t": draw.whole(9_000, 16_000, 250),
        "units": draw.whole(60_000, 180_000, 5_000),
        "total_units": total,
        "percent": draw.step(1.5, 4.0, 0.5),
    }


def at_site(data: dict) -> list[ScopeEmissions]:
    """Scope 1 and 2 by pieces of the site, Scope 3 by the share of production."""
    units, total = data["units"], data["total_units"]
    return [
        ScopeEmissions(1, data["s1_t"], "site", "unit", units, total),
        ScopeEmissions(2, data["s2_t"], "site", "unit", units, total),
        ScopeEmissions(3, data["s3_t"], "organization", "production", data["percent"], 100),
    ]


q06a = Question(
    "06a",
    title=Text("納入先に渡す基板 1 枚の排出量", "One board for one customer"),
    ask=Text(
        "基板メーカーが、ある納入先に 1 年で {units:,} 枚を納めます。Scope 1 と 2 は工場(site)の値を枚数"
        "(unit)で、Scope 3 は会社全体(organization)の値を生産に占める割合(production)で配分します。"
        "納入先に渡す 1 枚あたりの排出量を kg-CO2e で求めてください。",
        "A board maker delivers {units:,} boards a year to one customer. Scope 1 and 2 are the site's, "
        "distributed by pieces (unit); Scope 3 is the organization's, distributed by the share of "
        "production. Find the kg-CO2e of one board for this customer.",
    ),
    given=(
        Given("s1_t", Text("工場の Scope 1", "Scope 1 of the site"), "t-CO2e"),
        Given("s2_t", Text("工場の Scope 2", "Scope 2 of the site"), "t-CO2e"),
        Given("s3_t", Text("会社全体の Scope 3(上流)", "Scope 3 of the organization, upstream"), "t-CO2e"),
        Given("units", Text("納入先に納める枚数", "boards for the customer")),
        Given("total_units", Text("工場で作る枚数", "boards made at the site")),
        Given("percent", Text("納入先が会社の生産に占める割合", "the customer's share of the organization's production"), "%"),
    ),
    parts={"": Part(Number("kg-CO2e"))},
    objective="06-per-customer-and-per-unit",
    read_more=READ_MORE,
    draw=draw_maker,
    reference=lambda data: per_unit(at_site(data), data["units"]),
    hints=(
        Text(
            "Scope ごとに「排出量 × 納入先の分 ÷ 全体」を計算します。Scope 1 と 2 の割合は枚数、Scope 3 の割合は "
            "{percent} % です。",
            "For each scope: emissions times the customer's part over the whole. For Scope 1 and 2 that is in "
            "boards, for Scope 3 it is {percent} %.",
        ),
        Text(
            "3 つを足すと納入先の分(t)です。kg に直し(× 1,000)、納入先に納める {units:,} 枚で割ります。",
            "The three together are the customer's tonnes. Turn them into kg (x 1,000) and divide by the "
            "{units:,} boards delivered.",
        ),
    ),
)  # fmt: skip


@q06a.misconception(
    Text(
        "納入先の合計になっています。相手が使うのは 1 枚あたりの値です。納めた枚数で割ります。",
        "That is all the customer's emissions. The customer works with one board: divide by the boards delivered.",
    )
)
def not_per_unit(data: dict) -> float:
    """The customer's kilograms, not divided."""
    return per_unit(at_site(data), data["units"]) * data["units"]


@q06a.misconception(
    Text(
        "Scope 3 の割合(%)を、Scope 1 と 2 にも掛けています。工場の値には、工場での割合(枚数)を使います。",
        "The percentage of Scope 3 was applied to Scope 1 and 2 as well. The site's emissions go by the share at the site, in boards.",
    )
)
def percent_for_all(data: dict) -> float:
    """The organization's percentage applied to the site's emissions."""
    tonnes = (data["s1_t"] + data["s2_t"] + data["s3_t"]) * data["percent"] / 100
    return tonnes * 1000 / data["units"]


@q06a.misconception(
    Text(
        "枚数の割合を、会社全体の Scope 3 にも掛けています。会社全体の値には、会社全体での割合(%)を使います。",
        "The share of boards was applied to the organization's Scope 3. What belongs to the whole organization goes by the share of the whole.",
    )
)
def pieces_for_all(data: dict) -> float:
    """The site's share applied to the organization's emissions."""
    tonnes = (data["s1_t"] + data["s2_t"] + data["s3_t"]) * data["units"] / data["total_units"]
    return tonnes * 1000 / data["units"]


@q06a.misconception(
    Text(
        "Scope 3 が入っていません。自社の分だけ(Gate-to-Gate)になっています。渡すのは、上流も含む Cradle-to-Gate の値です。",
        "Scope 3 is missing: that is your own part only (gate-to-gate). What is handed over is cradle-to-gate, upstream included.",
    )
)
def own_part_only(data: dict) -> float:
    """Gate-to-gate handed over as cradle-to-gate."""
    return per_unit(at_site(data)[:2], data["units"])


@q06a.misconception(
    Text(
        "納入先の分を、工場で作る全部の枚数で割っています。納入先の分は、納入先に納めた枚数で割ります。",
        "The customer's part was divided by all boards of the site. It belongs to the boards delivered to the customer.",
    )
)
def by_all_boards(data: dict) -> float:
    """The customer's emissions over everybody's boards."""
    return per_unit(at_site(data), data["total_units"])


# ---------------------------------------------------------------------------------------
# 6b  another level


def draw_levels(draw: Draw) -> dict:
    """The same maker seen as a site and as an organization; Scope 1 or Scope 2 changes more."""
    while True:
        data = draw_maker(draw)
        even = data["units"] / data["total_units"] / (data["percent"] / 100)  # levels agree here
        if 1.9 <= even <= 4.5:
            break
    near, far = draw.step(0.96, 1.04, 0.01), draw.choice((0.55, 0.6, 0.65, 1.4, 1.5, 1.6))
    first, second = draw.shuffled([near, far])
    return {
        **data,
        "o1_t": max(data["s1_t"] + 20, 10 * round(data["s1_t"] * even * first / 10)),
        "o2_t": max(data["s2_t"] + 50, 50 * round(data["s2_t"] * even * second / 50)),
    }


def at_organization(data: dict) -> list[ScopeEmissions]:
    """All three scopes of the organization, by the share of production."""
    tonnes = (data["o1_t"], data["o2_t"], data["s3_t"])
    return [
        ScopeEmissions(scope, t, "organization", "production", data["percent"], 100)
        for scope, t in enumerate(tonnes, start=1)
    ]


def gaps(data: dict) -> dict[str, float]:
    """Organization level minus site level, kg per board, by scope."""
    pairs = zip(at_site(data), at_organization(data), strict=True)
    return {
        f"Scope {a.scope}": (b.customer_t_co2e - a.customer_t_co2e) * 1000 / data["units"]
        for a, b in pairs
    }


def draw_told_apart(draw: Draw) -> dict:
    """Levels whose gap, and whose largest part of it, nobody can doubt."""
    while True:
        data = draw_levels(draw)
        kg = gaps(data)
        one, two = abs(kg["Scope 1"]), abs(kg["Scope 2"])
        if abs(sum(kg.values())) > 0.12 and abs(one - two) > 0.15 * max(one, two):
            return data


def compared(data: dict) -> dict:
    """The organization's figure, its gap to the site's, and the scope that makes most of it."""
    kg = gaps(data)
    second = per_unit(at_organization(data), data["units"])
    return {
        "whole": second,
        "gap": second - per_unit(at_site(data), data["units"]),
        "scope": max(kg, key=lambda scope: abs(kg[scope])),
    }


q06b = Question(
    "06b",
    title=Text("レベルを変えると、いくつになるか", "What another level makes of it"),
    ask=Text(
        "同じ納入先への同じ基板を、3 つの Scope とも会社全体(organization)のレベルで、生産に占める割合 "
        "{percent} % を使って計算し直します。(1) 1 枚あたりの排出量、(2) 工場レベルの計算(Scope 1・2 は工場の値を"
        "枚数で、Scope 3 は会社全体)との差(会社全体 − 工場)、(3) 差をいちばん大きくしている Scope を"
        "答えてください。",
        "Calculate the same boards for the same customer with all three scopes at the level of the organization, "
        "by its {percent} % of production. Give (1) the kg-CO2e of one board, (2) the gap to the calculation at "
        "the site (Scope 1 and 2 of the site by boards, Scope 3 of the organization): organization minus site, "
        "and (3) the scope that makes most of the gap.",
    ),
    given=(
        Given("o1_t", Text("会社全体の Scope 1", "Scope 1 of the organization"), "t-CO2e"),
        Given("o2_t", Text("会社全体の Scope 2", "Scope 2 of the organization"), "t-CO2e"),
        Given("s3_t", Text("会社全体の Scope 3(上流)", "Scope 3 of the organization, upstream"), "t-CO2e"),
        Given("percent", Text("納入先が会社の生産に占める割合", "the customer's share of the organization's production"), "%"),
        Given("s1_t", Text("工場の Scope 1", "Scope 1 of the site"), "t-CO2e"),
        Given("s2_t", Text("工場の Scope 2", "Scope 2 of the site"), "t-CO2e"),
        Given("units", Text("納入先に納める枚数", "boards for the customer")),
        Given("total_units", Text("工場で作る枚数", "boards made at the site")),
    ),
    parts={
        "whole": Part(Number("kg-CO2e"), Text("会社全体レベルの 1 枚", "one board, organization level")),
        "gap": Part(Number("kg-CO2e", absolute=0.0011), Text("差(会社全体 − 工場)", "gap (organization minus site)")),
        "scope": Part(Choice(("Scope 1", "Scope 2", "Scope 3")), Text("差をいちばん大きくする Scope", "scope that makes most of it")),
    },
    objective="06-level-changes-the-number",
    read_more=READ_MORE,
    draw=draw_told_apart,
    reference=compared,
    hints=(
        Text(
            "会社全体レベルでは、3 つの Scope のすべてに {percent} % を掛けます。工場の枚数は使いません。",
            "At the organization's level all three scopes go by {percent} %. The boards of the site are not used.",
        ),
        Text(
            "差は Scope ごとに出します。Scope 3 はどちらの計算でも同じです。差はマイナスにもなります。",
            "Find the gap scope by scope. Scope 3 is the same in both. A gap may be negative.",
        ),
    ),
)  # fmt: skip


@q06b.misconception(
    Text(
        "レベルが混ざっています。会社全体の排出量に、工場での割合(枚数)を掛けています。会社全体には会社全体での割合(%)を使います。",
        "Levels are mixed: the organization's emissions were multiplied by the share at the site. Use the share of the whole organization.",
    )
)
def organization_by_site_share(data: dict) -> dict:
    """The organization's Scope 1 and 2 by the site's boards."""
    share = data["units"] / data["total_units"]
    tonnes = (data["o1_t"] + data["o2_t"]) * share + data["s3_t"] * data["percent"] / 100
    kg = tonnes * 1000 / data["units"]
    return {"whole": kg, "gap": kg - per_unit(at_site(data), data["units"])}


@q06b.misconception(
    Text(
        "レベルが混ざっています。Scope 1 と 2 が工場の値のまま、会社全体の割合(%)を掛けています。",
        "Levels are mixed: Scope 1 and 2 are still the site's, but multiplied by the organization's percentage.",
    )
)
def site_by_organization_share(data: dict) -> dict:
    """The site's Scope 1 and 2 by the organization's percentage."""
    tonnes = (data["s1_t"] + data["s2_t"] + data["s3_t"]) * data["percent"] / 100
    kg = tonnes * 1000 / data["units"]
    return {"whole": kg, "gap": kg - per_unit(at_site(data), data["units"])}


@q06b.misconception(
    Text(
        "差の向きが逆です。会社全体レベルの値から、工場レベルの値を引きます。",
        "The gap runs the other way: subtract the site's figure from the organization's.",
    )
)
def the_other_way_round(data: dict) -> dict:
    """Site minus organization."""
    return {"gap": -compared(data)["gap"]}


@q06b.misconception(
    Text(
        "排出量が最も大きい Scope を選んでいます。Scope 3 はどちらの計算でも同じレベル・同じ割合なので、差を作りません。",
        "That is the scope with the largest emissions. Scope 3 has the same level and share in both calculations, so it makes no gap.",
    )
)
def largest_scope(data: dict) -> dict:
    """The largest scope taken for the largest change."""
    return {"scope": "Scope 3"}


# ---------------------------------------------------------------------------------------
# 6c  conservation

SETS = ("A", "B", "C", "D", "E")


def spread(draw: Draw, total: int) -> tuple[int, int, int]:
    """Three customers who together take exactly the total."""
    first = draw.whole(total * 3 // 10 // 10 * 10, total * 45 // 100 // 10 * 10, 10)
    second = draw.whole(total * 2 // 10 // 10 * 10, total * 35 // 100 // 10 * 10, 10)
    return first, second, total - first - second


def draw_sets(draw: Draw) -> dict:
    """Five sets of three customers: exact, with a rest, and too much in three different ways."""
    made = {}
    for kind in ("exact", "rest", "cross", "much", "one"):
        totals = draw.whole(180, 420, 20), draw.whole(700, 1_400, 20)
        parts = [list(spread(draw, total)) for total in totals]
        over = draw.whole(10, 30, 10)
        if kind == "rest":
            parts[0][2] -= over
            parts[1][1] -= 2 * over
        elif kind == "cross":  # Scope 1 too much, Scope 2 with more than that to spare
            parts[0][1] += over
            parts[1][0] -= 3 * over
        elif kind == "much":
            parts[0][0] += over
            parts[1][2] += 2 * over
        elif kind == "one":  # too much in Scope 2 alone, and in the sum
            parts[1][1] += over
        made[kind] = [(total, part) for total, part in zip(totals, parts, strict=True)]
    kinds = draw.shuffled(made)
    data = {"kinds": dict(zip(SETS, kinds, strict=True))}
    for name, kind in data["kinds"].items():
        data[name] = "; ".join(
            f"Scope {scope}: {' + '.join(map(str, part))} / {total}"
            for scope, (total, part) in enumerate(made[kind], start=1)
        )
    data["sets"] = {name: made[kind] for name, kind in data["kinds"].items()}
    return data


def conserved(data: dict) -> list[str]:
    """The sets in which no scope gives away more than there is."""
    return [
        name
        for name, scopes in data["sets"].items()
        if all(conserves(total, part) for total, part in scopes)
    ]


q06c = Question(
    "06c",
    title=Text("納入先の合計は、全体を超えていないか", "Do the customers together stay within the whole?"),
    ask=Text(
        "5 つの組は、3 社の納入先に渡した排出量(t-CO2e、足し算の形)と、配分元の排出量(/ のあと)です。"
        "どの Scope でも、渡した合計が配分元を超えていない組を、すべて選んでください。",
        "Each of five sets shows the t-CO2e given to three customers (as a sum) and what there was to distribute "
        "(behind the slash). Choose all sets in which, in every scope, no more was given than there was.",
    ),
    given=tuple(Given(name, Text(f"組 {name}", f"set {name}"), "t-CO2e") for name in SETS),
    parts={"": Part(Choices(SETS))},
    objective="06-conservation",
    read_more=READ_MORE,
    draw=draw_sets,
    reference=conserved,
    hints=(
        Text(
            "1 社ずつではなく、3 社を足してから、配分元と比べます。Scope 1 と Scope 2 は別々に比べます。",
            "Add up the three customers before comparing, not one by one; and compare Scope 1 and Scope 2 each for itself.",
        ),
        Text(
            "ちょうど同じでも、余りがあってもかまいません。1 つの Scope でも超えていたら、その組は選びません。",
            "Equal is fine, and so is a rest. A set with too much in even one scope is not chosen.",
        ),
    ),
)  # fmt: skip


@q06c.misconception(
    Text(
        "1 社ずつしか比べていません。1 社の分が全体より小さくても、3 社を足すと超えることがあります。",
        "The customers were checked one by one. Each may be below the whole, and all three together above it.",
    )
)
def one_by_one(data: dict) -> list[str]:
    """Every single part is below the whole: all sets pass."""
    return [
        name
        for name, scopes in data["sets"].items()
        if all(max(part) <= total for total, part in scopes)
    ]


@q06c.misconception(
    Text(
        "Scope 1 と 2 を合わせて比べています。片方の余りで、もう片方の超過は消えません。Scope ごとに比べます。",
        "Scope 1 and 2 were added up before comparing. What is left of one does not make up for too much of the other.",
    )
)
def scopes_added_up(data: dict) -> list[str]:
    """Only the grand total is checked."""
    return [
        name
        for name, scopes in data["sets"].items()
        if sum(sum(part) for _, part in scopes) <= sum(total for total, _ in scopes)
    ]


@q06c.misconception(
    Text(
        "余りのある組を外しています。ほかの納入先や在庫の分が残っているのは、正しい状態です。超えていないかだけを見ます。",
        "Sets with a rest were left out. A rest is right: it belongs to other customers or the stock. Only too much is wrong.",
    )
)
def must_be_used_up(data: dict) -> list[str]:
    """Only what adds up exactly."""
    return [
        name
        for name, scopes in data["sets"].items()
        if all(sum(part) == total for total, part in scopes)
    ]


@q06c.misconception(
    Text(
        "ちょうど同じ組を外しています。全部を配り切っても、超えてはいません。",
        "The set that adds up exactly was left out. Everything given away is not too much.",
    )
)
def must_be_less(data: dict) -> list[str]:
    """Strictly less than the whole."""
    return [
        name
        for name, scopes in data["sets"].items()
        if all(sum(part) < total for total, part in scopes)
    ]


# ---------------------------------------------------------------------------------------
# 6d  the extension against the published schema

CATEGORIES, UNIT = "organization.scope3Category", "organization.declaredUnit"
STANDARDS = "organization.crossSectoralStandardsUsed"
LEVEL_1, LEVEL_2 = (f"organization.scope{n}DistributionLevel" for n in (1, 2))
INDEX_2 = "organization.scope2DistributionIndex"
EDITION, GATE = "FWedition", "gateToGate.gateToGateFossilGhgEmissions"
PLACES = (EDITION, CATEGORIES, LEVEL_1, LEVEL_2, INDEX_2, UNIT, STANDARDS, GATE)
LISTS = ("[1, 4]", '["1", "4"]', '"1, 4"', '[1, "4"]')


def extension(data: dict) -> dict:
    """The extension's data that the question shows."""
    shown = {name: json.loads(data[name]) for name in GIVEN}
    organization = {f"scope{n}DistributionLevel": shown[f"level{n}"] for n in (1, 2, 3)}
    organization |= {f"scope{n}DistributionIndex": shown[f"index{n}"] for n in (1, 2, 3)}
    return {
        "calcMethod": shown["method"],
        "FWedition": shown["edition"],
        "organization": {"scope3Category": shown["categories"], **organization},
        "gateToGate": {"gateToGateFossilGhgEmissions": shown["gate"]},
    }


GIVEN = {
    "method": "calcMethod",
    "edition": EDITION,
    "categories": CATEGORIES,
    **{f"level{n}": f"organization.scope{n}DistributionLevel" for n in (1, 2, 3)},
    **{f"index{n}": f"organization.scope{n}DistributionIndex" for n in (1, 2, 3)},
    "gate": GATE,
}


def draw_extension(draw: Draw) -> dict:
    """Written by the documentation, with one slip the schema sees and one that it does not."""
    values = {
        "method": "1",
        "edition": "2.0",
        "categories": draw.choice(([1, 4], [1, 3, 4], [1, 5], [1, 4, 5], [1, 3])),
        "level1": draw.choice(("site", "building")),
        "level2": draw.choice(("site", "building", "production line")),
        "level3": "organization",
        "index1": "unit",
        "index2": draw.choice(("unit", "volume")),
        "index3": "production",
        "gate": f"{draw.step(0.6, 1.9, 0.05):.2f}",
    }
    slips = (
        {"level1": draw.choice(("factory", "工場", "plant"))},
        {"level2": draw.choice(("line", "ライン", "shop floor"))},
        {"index2": draw.choice(("sales", "revenue", "売上"))},
    )
    unseen = ({"edition": draw.choice(("Edition 2", "Ver.2", "2.0版"))},
              {"gate": draw.choice((f"{values['gate']} kg", "abc", f"約{values['gate']}"))})  # fmt: skip
    values |= draw.choice(slips) | draw.choice(unseen)
    return {name: json.dumps(value, ensure_ascii=False) for name, value in values.items()}


def found_by(data: dict, profile: str) -> list[str]:
    """The properties a reading minds; `scope3Category[0]` counts as scope3Category."""
    problems = check_extension(extension(data), profile)
    where = {problem.where.split("[")[0] for problem in problems}
    return [place for place in PLACES if place in where]


def accepted_list(data: dict) -> str:
    """The way of writing categories 1 and 4 that the published schema takes."""
    for written in LISTS:
        tried = extension({**data, "categories": written})
        where = {problem.where.split("[")[0] for problem in check_extension(tried, "as published")}
        if CATEGORIES not in where:
            return written
    raise ValueError(LISTS)


q06d = Question(
    "06d",
    title=Text("拡張データを、公開スキーマに合わせる", "An extension that fits the published schema"),
    ask=Text(
        "文書を見ながら書いた GxD 拡張の data です(表にない項目は書かれていません)。2025 年 3 月に公開された "
        "JSON Schema で検査すると指摘される項目を、すべて選んでください。また、カテゴリ 1 と 4 を"
        "スキーマが受け付けるように書いたものを選んでください。",
        "This is the data of a GxD extension, written by the documentation (what is not in the table is not in "
        "it). Choose every property that the JSON Schema published in March 2025 complains about. Also choose "
        "the way to write categories 1 and 4 that the schema takes.",
    ),
    given=tuple(
        Given(name, Text(place.split(".")[-1], place.split(".")[-1]))
        for name, place in GIVEN.items()
    ),
    parts={
        "places": Part(Choices(PLACES), Text("指摘される項目", "properties complained about")),
        "categories": Part(Choice(LISTS), Text("カテゴリの書き方", "how to write the categories")),
    },
    objective="06-extension-as-published",
    read_more=READ_MORE,
    draw=draw_extension,
    reference=lambda data: {
        "places": found_by(data, "as published"),
        "categories": accepted_list(data),
    },
    hints=(
        Text(
            "スキーマが見るのは 3 つ: 必須の項目があるか、型(文字列・配列)が合うか、決まった語のどれかか。文の意味は見ません。",
            "The schema looks at three things: is what it requires there, is the type right (string, array), is the word one of the list. It does not read for sense.",
        ),
        Text(
            "本文の手順6の一覧を使います。文書にない必須項目が 2 つあり、カテゴリの中身は文字列です。",
            "Use the chapter's list of where documentation and schema differ (step 6). Two properties are required that the documentation does not have, and categories are strings.",
        ),
    ),
)  # fmt: skip


@q06d.misconception(
    Text(
        "文書にない必須項目が抜けています。公開スキーマは、文書のどこにもない 2 つの項目を organization に求めます。",
        "What the documentation does not have is missing: the published schema demands two properties of the organization that nobody describes.",
    )
)
def documentation_only(data: dict) -> dict:
    """What the schema says of the documented properties, without the two it demands besides."""
    places = found_by(data, "as published")
    return {"places": [place for place in places if place not in (UNIT, STANDARDS)]}


@q06d.misconception(
    Text(
        "カテゴリが抜けています。文書は「数値の配列」と書いていますが、公開スキーマは文字列の配列しか受け付けません。",
        "The categories are missing: the documentation says an array of numbers, and the published schema takes strings only.",
    )
)
def numbers_are_fine(data: dict) -> dict:
    """Scope 3 categories as numbers taken to be right."""
    places = found_by(data, "as published")
    return {"places": [place for place in places if place != CATEGORIES], "categories": "[1, 4]"}


@q06d.misconception(
    Text(
        "足りない項目とカテゴリだけを挙げています。レベルや指標の語も、決まった語のどれかでなければ指摘されます。",
        "Only what is missing and the categories are named. Levels and indexes are checked against their lists of words too.",
    )
)
def words_not_checked(data: dict) -> dict:
    """The words of level and index not looked at."""
    return {"places": [CATEGORIES, UNIT, STANDARDS]}


@q06d.misconception(
    Text(
        "意味のおかしい値まで挙げています。人には直したい所ですが、公開スキーマは文字列であることしか見ないので、通ってしまいます。",
        "That includes values that make no sense. A person would mend them, but the schema only sees that they are strings, and lets them pass.",
    )
)
def read_for_sense(data: dict) -> dict:
    """What the strict reading minds besides."""
    both = {*found_by(data, "as published"), *found_by(data, "strict")}
    return {"places": [place for place in PLACES if place in both]}


@q06d.misconception(
    Text(
        "配列になっていません。1 つの文字列ではなく、文字列を並べた配列 [ … ] にします。",
        "That is no array. It is asked for as an array of strings [ … ], not as one string.",
    )
)
def one_string(data: dict) -> dict:
    """The categories as one text."""
    return {"categories": '"1, 4"'}


@q06d.misconception(
    Text(
        "数値が 1 つ残っています。配列の中は、すべて文字列にします。",
        "A number is left in it: everything in the array is to be a string.",
    )
)
def one_number_left(data: dict) -> dict:
    """Half corrected."""
    return {"categories": '[1, "4"]'}


# ---------------------------------------------------------------------------------------
# Quick checks, answered in the chapter's page: public numbers, no points, not in the notebook
#
# q1  what of Scope 3 belongs to cradle-to-gate

UPSTREAM = {
    1: "カテゴリ 1 購入した製品・サービス (1 purchased goods and services)",
    3: "カテゴリ 3 燃料・エネルギーの上流 (3 fuel- and energy-related activities)",
    4: "カテゴリ 4 上流の輸送・配送 (4 upstream transportation and distribution)",
    5: "カテゴリ 5 事業から出る廃棄物 (5 waste generated in operations)",
}
COMMUTING = "カテゴリ 7 従業員の通勤 (7 employee commuting)"
DOWNSTREAM = {
    9: "カテゴリ 9 下流の輸送・配送 (9 downstream transportation and distribution)",
    11: "カテゴリ 11 販売した製品の使用 (11 use of sold products)",
    12: "カテゴリ 12 販売した製品の廃棄 (12 end-of-life treatment of sold products)",
}


def draw_categories(draw: Draw) -> dict:
    """Category 1, two others that are inside, commuting, and two that come after the gate."""
    inside = [UPSTREAM[1], *draw.shuffled([UPSTREAM[n] for n in (3, 4, 5)])[:2]]
    outside = draw.shuffled(DOWNSTREAM.values())[:2]
    return {
        "inside": [one for one in UPSTREAM.values() if one in inside],
        "outside": outside,
        "listed": draw.shuffled([*inside, *outside, COMMUTING]),
    }


q06q1 = Question(
    "06-q1",
    title=Text("配分する Scope 3 のカテゴリ", "The Scope 3 categories to distribute"),
    ask=Text(
        "組織ベース算定で、納入先に渡す Cradle-to-Gate の値に入れる Scope 3 のカテゴリを、すべて選んでください。",
        "Choose all Scope 3 categories that go into the cradle-to-gate figure handed to a customer.",
    ),
    given=(),
    parts={"": Part(lambda data: Choices(tuple(data["listed"])))},
    objective="06-categories-within-the-boundary",
    read_more=READ_MORE,
    draw=draw_categories,
    reference=lambda data: data["inside"],
    points=0,
    hints=(
        Text(
            "自社の出荷口より前に起きることだけを選びます。販売したあとのことは入れません。",
            "Choose what happens before your own gate, and nothing that happens after the sale.",
        ),
        Text(
            "下流のカテゴリは 9〜15 です。通勤や出張は、PACT の境界では数えません。",
            "Categories 9 to 15 are downstream. Commuting and business travel are not counted within PACT's boundary.",
        ),
    ),
)


@q06q1.misconception(
    Text(
        "Scope 3 を丸ごと入れています。販売したあと(下流)の分は、出荷口より後なので外します。",
        "That is all of Scope 3. What happens after the sale comes after your gate and is left out.",
    )
)
def all_of_scope_3(data: dict) -> list[str]:
    """Scope 3 as it stands in the annual report."""
    return list(data["listed"])


@q06q1.misconception(
    Text(
        "購入した製品だけになっています。燃料の上流、届くまでの輸送、工程の廃棄物も、出荷口より前に起きています。",
        "Only purchased goods are in it. The upstream of fuels, inbound transport, and process waste also happen before the gate.",
    )
)
def purchases_only(data: dict) -> list[str]:
    """Category 1 alone."""
    return [UPSTREAM[1]]


@q06q1.misconception(
    Text(
        "通勤が入っています。通勤・出張は、PACT の境界では製品の排出に数えません。",
        "Commuting is in it. Commuting and business travel are not counted within PACT's boundary of a product.",
    )
)
def commuting_counted(data: dict) -> list[str]:
    """Commuting taken for a part of the product."""
    return [*data["inside"], COMMUTING]


# ---------------------------------------------------------------------------------------
# q2  which level

LEVELS = {
    "organization": "会社全体 (organization)",
    "site": "工場・事業所 (site)",
    "building": "建屋 (building)",
    "line": "生産ライン (production line)",
}
NAMES = {"site": ("工場", "site"), "building": ("建屋", "building"), "line": ("生産ライン", "production line")}  # fmt: skip
ORDER = ("organization", "site", "building", "line")


def draw_metering(draw: Draw) -> dict:
    """Electricity known at one level and pieces at another: the coarser of the two is left."""
    coarse, fine = draw.choice((("site", "building"), ("site", "line"), ("building", "line")))
    meter, pieces = draw.shuffled([coarse, fine])
    return {
        "coarse": coarse,
        "fine": fine,
        "meter": NAMES[meter][0],
        "meter_en": NAMES[meter][1],
        "pieces": NAMES[pieces][0],
        "pieces_en": NAMES[pieces][1],
        "sites": draw.whole(2, 4),
        "buildings": draw.whole(5, 9),
        "lines": draw.whole(12, 29),
    }


q06q2 = Question(
    "06-q2",
    title=Text("どのレベルで配分するか", "At which level to distribute"),
    ask=Text(
        "ある会社には工場が {sites} か所、建屋が {buildings} 棟、生産ラインが {lines} 本あります。電力量は{meter}ごとに、"
        "生産した個数は{pieces}ごとに分かります。個数(unit)で Scope 2 を配分するとき、使えるいちばん細かいレベルは"
        "どれですか。",
        "A company has {sites} sites, {buildings} buildings and {lines} production lines. Electricity is known for "
        "each {meter_en}, pieces made for each {pieces_en}. Which is the finest level at which Scope 2 can be "
        "distributed by pieces (unit)?",
    ),
    given=(),
    parts={"": Part(Choice(tuple(LEVELS.values())))},
    objective="06-choose-the-level",
    read_more=READ_MORE,
    draw=draw_metering,
    reference=lambda data: LEVELS[min(data["coarse"], data["fine"], key=ORDER.index)],
    points=0,
    hints=(
        Text(
            "配分には、同じレベルの排出量と個数の両方が要ります。",
            "Distributing needs both the emissions and the pieces, of one and the same level.",
        ),
        Text(
            "細かい方は、足し合わせれば粗い方にそろえられます。逆はできません。",
            "The finer figures can be added up to the coarser level; the other way is not possible.",
        ),
    ),
)


@q06q2.misconception(
    Text(
        "細かい方に合わせています。そのレベルでは、もう片方の数字が分かりません。粗い方にそろえます。",
        "That is the finer of the two, where the other figure is not known. Take the coarser level.",
    )
)
def finer_one(data: dict) -> str:
    """The level at which only one of the two is known."""
    return LEVELS[data["fine"]]


@q06q2.misconception(
    Text(
        "会社全体でも計算できますが、もっと細かいレベルで両方が分かっています。細かいほど、製品の実態に近づきます。",
        "The whole organization would do, but both are known at a finer level, which is nearer to the product.",
    )
)
def always_organization(data: dict) -> str:
    """The organization, to be on the safe side."""
    return LEVELS["organization"]


# ---------------------------------------------------------------------------------------
# q3  the customer's part, in tonnes

q06q3 = Question(
    "06-q3",
    title=Text("納入先の分", "The customer's part"),
    ask=Text(
        "工場の Scope 2 は {site_t:,} t-CO2e、工場で作る部品は {total:,} 個です。納入先 X に {units:,} 個を納めます。"
        "納入先 X の分の Scope 2 は、何 t-CO2e ですか。なお会社全体の Scope 2 は {whole_t:,} t-CO2e です。",
        "The site's Scope 2 is {site_t:,} t-CO2e; it makes {total:,} pieces, {units:,} of them for customer X. How "
        "many t-CO2e of Scope 2 are customer X's? (The whole organization's Scope 2 is {whole_t:,} t-CO2e.)",
    ),
    given=(
        Given("site_t", Text("工場の Scope 2", "Scope 2 of the site"), "t-CO2e"),
        Given("whole_t", Text("会社全体の Scope 2", "Scope 2 of the organization"), "t-CO2e"),
        Given("units", Text("納入先 X の個数", "pieces for customer X")),
        Given("total", Text("工場で作る個数", "pieces made at the site")),
    ),
    parts={"": Part(Number("t-CO2e"))},
    objective="06-customer-share-of-a-scope",
    read_more=READ_MORE,
    draw=lambda draw: {
        "site_t": draw.whole(640, 1_280, 20),
        "whole_t": draw.whole(1_900, 3_400, 50),
        "units": draw.whole(45_000, 95_000, 5_000),
        "total": draw.whole(500_000, 900_000, 50_000),
    },
    reference=lambda data: (
        ScopeEmissions(
            2, data["site_t"], "site", "unit", data["units"], data["total"]
        ).customer_t_co2e
    ),
    points=0,
    hints=(
        Text(
            "納入先の分 = 排出量 × 納入先の個数 ÷ 全部の個数。同じレベルの数字どうしを使います。",
            "The customer's part = emissions x the customer's pieces / all pieces, all of one level.",
        ),
        Text(
            "工場の個数で割るなら、掛ける排出量も工場の値です。",
            "If you divide by the site's pieces, multiply by the site's emissions.",
        ),
    ),
)


@q06q3.misconception(
    Text(
        "会社全体の排出量に、工場での割合を掛けています。レベルが混ざっています。",
        "The organization's emissions were multiplied by a share at the site: two levels are mixed.",
    )
)
def levels_mixed(data: dict) -> float:
    """The organization's Scope 2 by the site's share."""
    return data["whole_t"] * data["units"] / data["total"]


@q06q3.misconception(
    Text(
        "納入先以外の分まで引き受けています。工場の全体に、納入先の割合を掛けます。",
        "That is everybody's. Multiply the site's emissions by the customer's share.",
    )
)
def whole_site(data: dict) -> float:
    """Everything of the site."""
    return data["site_t"]


@q06q3.misconception(
    Text(
        "納入先を除いた残りで割っています。分母は、納入先の分も含む全部の個数です。",
        "That divides by the pieces of the others only. The base is all pieces, the customer's included.",
    )
)
def over_the_others(data: dict) -> float:
    """The customer's pieces against everybody else's."""
    return data["site_t"] * data["units"] / (data["total"] - data["units"])
