"""Questions of chapter 5: allocation among products that come out of one process.

The chapter works a board line and the scrap of a press shop, both fictitious; here every
participant has other masses and prices. Shares, ratio and sentence are those of `gxd_teach`.
"""

from gxd_teach.classroom import Calls, Choice, Choices, Draw, Given, Number, Part, Question, Text
from gxd_teach.framework.allocation import allocate, co_products_from, value_ratio

CHAPTER = "book/framework/05-allocation"
PHYSICAL, ECONOMIC = "物理", "経済"
BRANCHES = {"physical": PHYSICAL, "economic": ECONOMIC}
METHODS = (PHYSICAL + "的配分", ECONOMIC + "的配分")


def outcome(masses: dict[str, float], prices: dict[str, float]):
    """What the tree of PACT v3 leads to where neither rule, subdivision nor substitution helps."""
    return allocate(co_products_from(masses=masses, prices=prices))


def shared(total: float, weights: dict[str, float]) -> dict[str, float]:
    """A total in proportion to weights."""
    whole = sum(weights.values())
    return {name: total * weight / whole for name, weight in weights.items()}


def of_two(data: dict, quantity: str) -> dict[str, float]:
    """The masses, or the prices, of two products by their letters."""
    return {letter: data[f"{quantity}_{letter}"] for letter in ("a", "b")}


def values(data: dict) -> dict[str, float]:
    """Price times mass of two products."""
    return {letter: data[f"price_{letter}"] * data[f"mass_{letter}"] for letter in ("a", "b")}


def allocated(data: dict) -> dict:
    """Ratio of the prices per kilogram, the way to go, and what each product carries."""
    made = outcome(of_two(data, "mass"), of_two(data, "price"))
    method = BRANCHES[made.branch] + "的配分"
    return {"ratio": made.ratio, "method": method, **made.of(data["total_kg"])}


def ratio_of(amounts: dict[str, float]) -> float:
    """Highest over lowest."""
    return max(amounts.values()) / min(amounts.values())


def lowest_over_highest(data: dict) -> float:
    """The ratio upside down."""
    return 1 / ratio_of(of_two(data, "price"))


def two_products(a: Text, b: Text) -> tuple[Given, ...]:
    """What is given of a process with two products."""
    return (
        Given("total_kg", Text("工程の排出量", "emissions of the process"), "kg-CO2e"),
        Given("mass_a", Text(f"{a.ja}の質量", f"mass, {a.en}"), "kg"),
        Given("mass_b", Text(f"{b.ja}の質量", f"mass, {b.en}"), "kg"),
        Given("price_a", Text(f"{a.ja}の価格", f"price, {a.en}"), "円/kg"),
        Given("price_b", Text(f"{b.ja}の価格", f"price, {b.en}"), "円/kg"),
    )


def two_answers(a: Text, b: Text) -> dict[str, Part]:
    """The ratio, the way to go, and what each product carries."""
    return {
        "ratio": Part(Number("", absolute=0.006), Text("価格の比", "ratio of the prices")),
        "method": Part(Choice(METHODS), Text("方法", "method")),
        "a": Part(Number("kg-CO2e", absolute=0.06), Text(f"{a.ja}の分", f"for {a.en}")),
        "b": Part(Number("kg-CO2e", absolute=0.06), Text(f"{b.ja}の分", f"for {b.en}")),
    }


# ---------------------------------------------------------------------------------------
# 5a  two boards from one line

BOARDS = Text("電源基板", "the power board"), Text("通信基板", "the radio board")


def draw_boards(draw: Draw) -> dict:
    """Two boards whose prices per kilogram are not far apart, in either order."""
    prices = draw.shuffled([draw.whole(2400, 3900, 100), draw.whole(1100, 1900, 100)])
    return {
        "total_kg": draw.whole(320, 980, 20),
        "mass_a": draw.whole(62, 94, 2),
        "mass_b": draw.whole(14, 36, 2),
        "price_a": prices[0],
        "price_b": prices[1],
    }


q05a = Question(
    "05a",
    title=Text("2 種類の基板に配分する", "Share out between two boards"),
    ask=Text(
        "1 枚のパネルに、電源基板と通信基板を一緒に並べて作っています。使える業界ルールはなく、工程は分けられず、決まった代替品も"
        "ありません。質量は、工程の排出量との関係をよく表します。価格の比(最高 ÷ 最低)を求め、方法を決め、PACT の規則で排出量を配分してください。",
        "Power boards and radio boards are made side by side on one panel. There is no sector rule, the process cannot be "
        "subdivided, there is no substitute. Mass shows the underlying relation. Find the ratio of the prices "
        "(highest over lowest), the method (物理的配分: physical, 経済的配分: economic), and share out the "
        "emissions by PACT's rule.",
    ),
    given=two_products(*BOARDS),
    parts=two_answers(*BOARDS),
    objective="05-physical-allocation",
    read_more=CHAPTER,
    draw=draw_boards,
    reference=allocated,
    hints=(
        Text(
            "まず 1 kg あたりの価格で、最高 ÷ 最低を求めます。5 を超えますか。",
            "First, of the prices per kilogram, highest over lowest. Is it above 5?",
        ),
        Text(
            "5 以下で、質量が関係を表すので、物理的配分です。工程の排出量を、質量の割合で分けます。",
            "It is not above 5 and mass shows the relation: physical allocation. Share out by mass.",
        ),
    ),
)


@q05a.misconception(
    Text(
        "価値(価格 × 量)で配分しています。比は 5 以下で、質量が関係を表すので、質量で配分します。",
        "That shares out by value (price times mass). The ratio is not above 5 and mass shows the "
        "relation: share out by mass.",
    )
)
def by_value_05a(data: dict) -> dict:
    """Economic allocation where the tree leads to physical."""
    return {"method": METHODS[1], **shared(data["total_kg"], values(data))}


@q05a.misconception(
    Text(
        "1 kg あたりの価格の割合で配分しています。たくさん作る製品が、多く引き受けるはずです。質量の割合で分けます。",
        "That shares out by the price per kilogram. What is made in larger amounts carries more: share out by mass.",
    )
)
def by_price_05a(data: dict) -> dict:
    """The price per kilogram as the weight."""
    return shared(data["total_kg"], of_two(data, "price"))


@q05a.misconception(
    Text(
        "半分ずつに分けています。何の割合で分けたかを、取引先に説明できません。質量の割合で分けます。",
        "That gives each one half, which nobody can justify. Share out by mass.",
    )
)
def halves_05a(data: dict) -> dict:
    """Equal shares."""
    return shared(data["total_kg"], {"a": 1, "b": 1})


@q05a.misconception(
    Text(
        "最低 ÷ 最高になっています。比は 最高 ÷ 最低 なので、必ず 1 以上になります。",
        "That is lowest over highest. Highest over lowest is never below 1.",
    )
)
def upside_down_05a(data: dict) -> dict:
    """The ratio upside down."""
    return {"ratio": lowest_over_highest(data)}


@q05a.misconception(
    Text(
        "総額(価格 × 量)の比になっています。たくさん作っただけで比が大きくなるので、1 kg あたりの価格で比べます。",
        "That is the ratio of the total values, which grows with the mere amount. Compare prices per kilogram.",
    )
)
def totals_05a(data: dict) -> dict:
    """Total values compared."""
    return {"ratio": ratio_of(values(data))}


# ---------------------------------------------------------------------------------------
# 5b  the chassis and its scrap

PRESSED = Text("シャーシ部材", "the chassis parts"), Text("端材", "the scrap")

q05b = Question(
    "05b",
    title=Text("端材を売っているとき", "Where the scrap is sold"),
    ask=Text(
        "プレス工程から、シャーシ部材と端材が出ます。端材は売れるので、この会社は連産品として扱います。工程の排出量には、材料のアルミ板の分も入っています。使える業界ルールはなく、"
        "工程は分けられず、決まった代替品もありません。価格の比(最高 ÷ 最低)を求め、方法を決め、PACT の規則で排出量を配分してください。",
        "Pressing gives chassis parts and scrap. The scrap is sold and treated as a co-product. The emissions include the aluminium. There is no "
        "sector rule, the process cannot be subdivided, there is no substitute. Find the ratio of the prices "
        "(highest over lowest), the method (物理的配分: physical, 経済的配分: economic), and share out the "
        "emissions by PACT's rule.",
    ),
    given=two_products(*PRESSED),
    parts=two_answers(*PRESSED),
    objective="05-economic-allocation",
    read_more=CHAPTER,
    draw=lambda draw: {
        "total_kg": draw.whole(8200, 13800, 200),
        "mass_a": draw.whole(780, 900, 10),
        "mass_b": draw.whole(130, 230, 10),
        "price_a": draw.whole(1600, 2600, 50),
        "price_b": draw.whole(120, 220, 10),
    },
    reference=allocated,
    hints=(
        Text(
            "1 kg あたりの価格で、最高 ÷ 最低を求めます。5 を超えるなら、経済的配分です。",
            "Of the prices per kilogram, highest over lowest: above 5 it is economic allocation.",
        ),
        Text(
            "経済的配分の重みは、価格 × 量(円)です。2 つの価値を出してから、工程の排出量を分けます。",
            "Economic allocation weighs by price times mass. Find both values, then share out the emissions.",
        ),
    ),
)


@q05b.misconception(
    Text(
        "質量で配分しています。比が 5 を超えるので経済的配分です。質量で分けると、安い端材に排出を押し付けることになります。",
        "That shares out by mass. The ratio is above 5: economic. By mass, cheap scrap would take over the emissions.",
    )
)
def by_mass_05b(data: dict) -> dict:
    """Physical allocation where the tree leads to economic."""
    return {"method": METHODS[0], **shared(data["total_kg"], of_two(data, "mass"))}


@q05b.misconception(
    Text(
        "1 kg あたりの価格だけで配分しています。量を掛けていません。経済的配分の重みは、価格 × 量です。",
        "That shares out by the price per kilogram alone. Economic allocation weighs by price times mass.",
    )
)
def by_price_05b(data: dict) -> dict:
    """Unit price alone."""
    return shared(data["total_kg"], of_two(data, "price"))


@q05b.misconception(
    Text(
        "全部をシャーシ部材に付けています。それは端材を廃棄物として扱う方法です。ここでは端材は売れるので、価値の割合で引き受けます。",
        "All of it went to the chassis parts, as if the scrap were waste. It is sold here and carries its share.",
    )
)
def scrap_as_waste_05b(data: dict) -> dict:
    """A co-product treated as waste."""
    return {"a": data["total_kg"], "b": 0.0}


@q05b.misconception(
    Text(
        "最低 ÷ 最高になっています。それでは 5 を超えることがありません。比は 最高 ÷ 最低 です。",
        "That is lowest over highest, which can never exceed 5. The ratio is highest over lowest.",
    )
)
def upside_down_05b(data: dict) -> dict:
    """The ratio upside down."""
    return {"ratio": lowest_over_highest(data)}


@q05b.misconception(
    Text(
        "総額(価格 × 量)の比になっています。どちらの方法を使うかは、1 kg あたりの価格の比で決めます。",
        "That is the ratio of the total values. Which way to go is decided by the prices per kilogram.",
    )
)
def totals_05b(data: dict) -> dict:
    """Total values compared."""
    return {"ratio": ratio_of(values(data))}


# ---------------------------------------------------------------------------------------
# 5c  a function: which way to go


def branch(prices: list[float]) -> str:
    """Where the tree leads for these prices per kilogram; the masses do not matter for it."""
    names = [f"product {number}" for number in range(len(prices))]
    made = outcome(dict.fromkeys(names, 1), dict(zip(names, prices, strict=True)))
    return BRANCHES[made.branch]


def by_ratio(ratio) -> object:
    """A function of prices that decides by some ratio of them, above 5."""
    return lambda prices: ECONOMIC if ratio(prices) > 5 else PHYSICAL


def draw_prices(draw: Draw) -> dict:
    """Prices of pairs and triples; `five` is the lower of a pair whose ratio is exactly 5."""
    return {
        "five": draw.whole(200, 900, 100),
        "cheap": draw.whole(50, 90, 10),
        "near": draw.whole(1100, 1900, 100),
        "middle": draw.whole(400, 480, 10),
    }


def prices_to_try(data: dict, hidden: bool) -> tuple[tuple[list[float]], ...]:
    """What the function is called with: shown, and (of the grader) not shown."""
    five, cheap, near, middle = data["five"], data["cheap"], data["near"], data["middle"]
    shown = ([3000, near], [cheap, near], [5 * five, five], [middle, 10, 500])
    more = ([five, 5 * five], [near, cheap], [near, 3000, near + 50], [500, middle, 20], [700, 700])
    return tuple((prices,) for prices in (shown + more if hidden else shown))


q05c = Question(
    "05c",
    title=Text("方法を決める関数", "A function that decides"),
    ask=Text(
        "製品の 1 kg あたりの価格のリスト(例 [3000, {near}])を受け取り、物理的配分なら \"物理\"、経済的配分なら \"経済\" を返す"
        "関数を書いてください。業界ルール、分割、代替は使えず、質量は関係をよく表すものとします。リストの順番は決まっていません。",
        "Write a function that takes a list of prices per kilogram (such as [3000, {near}]) and returns \"物理\" for "
        "physical or \"経済\" for economic allocation. No rule, subdivision or substitution helps, and mass shows "
        "the relation. The list is in no particular order.",
    ),
    given=(
        Given("five", Text("例: 安い方の価格", "example: the lower price"), "円/kg"),
        Given("near", Text("例: 高い方の価格", "example: the higher price"), "円/kg"),
    ),
    shape=lambda data, hidden: Calls(prices_to_try(data, hidden), Choice((PHYSICAL, ECONOMIC))),
    objective="05-decide-by-ratio",
    read_more=CHAPTER,
    draw=draw_prices,
    reference=lambda data: branch,
    hints=(
        Text(
            "max(prices) が最高、min(prices) が最低の価格です。最高 ÷ 最低を ratio という名前にします。",
            "max(prices) is the highest price and min(prices) the lowest. Call highest over lowest ratio.",
        ),
        Text(
            "ratio > 5 のときだけ \"経済\" を返します。ちょうど 5 は「超えて」いません。",
            "Return \"経済\" only where ratio > 5. Exactly 5 is not above 5.",
        ),
    ),
)  # fmt: skip


@q05c.misconception(
    Text(
        "ちょうど 5 のときに経済的配分にしています。規則は「5 を超えたら」なので、5 は物理的配分の側です。",
        "At exactly 5 it goes for economic allocation. The rule says above 5: at 5 it is physical.",
    )
)
def five_counts_as_above(data: dict):
    """At least, for above."""
    return lambda prices: ECONOMIC if max(prices) / min(prices) >= 5 else PHYSICAL


@q05c.misconception(
    Text(
        "リストの 1 番目 ÷ 2 番目で決めています。順番が変わると答えが変わります。最高 ÷ 最低を使います。",
        "It decides by the first over the second price, so the order matters. Use highest over lowest.",
    )
)
def first_over_second(data: dict):
    """The product studied over another."""
    return by_ratio(lambda prices: prices[0] / prices[1])


@q05c.misconception(
    Text(
        "いちばん高い価格と 2 番目に高い価格を比べています。3 つ以上あるときも、最高 ÷ 最低 です。",
        "It compares the highest with the second highest price. With three or more, too, it is highest over lowest.",
    )
)
def highest_over_second(data: dict):
    """Neighbours compared."""
    return by_ratio(lambda prices: sorted(prices)[-1] / sorted(prices)[-2])


@q05c.misconception(
    Text(
        "価格が離れているときに物理的配分にしています。逆です。比が 5 を超えたら経済的配分です。",
        "It goes for physical allocation where the prices are far apart. It is the other way round.",
    )
)
def the_other_way_round(data: dict):
    """Branches swapped."""
    return lambda prices: PHYSICAL if max(prices) / min(prices) > 5 else ECONOMIC


# ---------------------------------------------------------------------------------------
# 5d  three co-products, and the sentence

METALS = {"copper": "粗銅", "tin": "粗すず", "slag": "スラグ骨材"}


def of_three(data: dict, quantity: str) -> dict[str, float]:
    """Masses or prices of the three products by their names."""
    return {name: data[f"{quantity}_{key}"] for key, name in METALS.items()}


def worth(data: dict) -> dict[str, float]:
    """Price times mass by product."""
    masses, prices = of_three(data, "mass"), of_three(data, "price")
    return {name: masses[name] * prices[name] for name in masses}


def middle_ratio(data: dict) -> float:
    """The two dearest products compared: the one studied and the next."""
    return data["price_copper"] / data["price_tin"]


def draw_metals(draw: Draw) -> dict:
    """A smelter with two metals and a cheap aggregate, and sentences in a drawn order."""
    data = {
        "total_kg": draw.whole(2200, 3900, 100),
        "mass_copper": draw.whole(320, 520, 10),
        "mass_tin": draw.whole(120, 240, 10),
        "mass_slag": draw.whole(900, 1800, 50),
        "price_copper": draw.whole(500, 590, 10),
        "price_tin": draw.whole(400, 480, 10),
        "price_slag": draw.whole(9, 14),
    }
    forms = sentences(data)
    return data | {"sentences": {form: forms[form] for form in draw.shuffled(list(forms))}}


def sentences(data: dict) -> dict[str, str]:
    """Five sentences for the record, of which one is right and says what it takes to redo the sum."""
    made = outcome(of_three(data, "mass"), of_three(data, "price"))
    near = f"{middle_ratio(data):.3g}"
    by_mass_ja, by_mass_en = listed(data, of_three(data, "mass"))
    by_price_ja, by_price_en = listed(data, of_three(data, "price"))
    _, right_en = listed(data, worth(data))
    edition = made.rules.name
    return {
        "right": f"{made.description.ja} ({edition}: highest over lowest of the prices per kg is "
        f"{made.ratio:.4g}, above 5. Economic allocation by price times mass. Shares: {right_en}.)",
        "studied": f"{edition}: 粗銅÷粗すずの価格の比は {near}(5 以下)。物理的配分(質量)。配分率: {by_mass_ja}。 "
        f"({edition}: copper over tin is {near}, not above 5. Physical allocation by mass. Shares: {by_mass_en}.)",
        "price": f"{edition}: kgあたりの価格の最高÷最低は {made.ratio:.4g}(5 超)。経済的配分(価格)。"
        f"配分率: {by_price_ja}。 ({edition}: highest over lowest of the prices per kg is {made.ratio:.4g}, "
        f"above 5. Economic allocation by price. Shares: {by_price_en}.)",
        "silent": "当社の社内基準により、経済的配分を用いた。配分率は当社の基準による。 "
        "(Economic allocation as our internal standard has it. Shares follow that standard.)",
        "convenient": f"複数の方法を比べ、粗すずの値が最も小さくなる物理的配分(質量)を用いた。配分率: {by_mass_ja}。 "
        f"(Several ways were compared; mass gives tin the lowest figure. Shares: {by_mass_en}.)",
    }


def listed(data: dict, weights: dict[str, float]) -> tuple[str, str]:
    """The shares by these weights, as a sentence lists them in Japanese and in English."""
    percent = {key: shared(100, weights)[name] for key, name in METALS.items()}
    ja = "、".join(f"{METALS[key]} {share:.4g} %" for key, share in percent.items())
    return ja, ", ".join(f"{key} {share:.4g} %" for key, share in percent.items())


def smelted(data: dict) -> dict:
    """Ratio, way, what tin carries, and the sentence."""
    made = outcome(of_three(data, "mass"), of_three(data, "price"))
    return {
        "ratio": made.ratio,
        "method": BRANCHES[made.branch] + "的配分",
        "kg": made.of(data["total_kg"])["粗すず"],
        "sentence": data["sentences"]["right"],
    }


def tin_by(data: dict, weights: dict[str, float]) -> float:
    """What tin carries by these weights."""
    return shared(data["total_kg"], weights)["粗すず"]


q05d = Question(
    "05d",
    title=Text("3 つの連産品と、理由の文", "Three co-products, and the reason in a sentence"),
    ask=Text(
        "精錬の工程から、粗銅、粗すず、スラグ骨材が出ます(価格は架空)。あなたの製品は粗すずです。使える業界ルールはなく、"
        "工程は分けられず、決まった代替品もありません。価格の比(最高 ÷ 最低)、配分の方法、粗すずの分の排出量、"
        "allocationRulesDescription に書く文を答えてください。",
        "Smelting gives crude copper (粗銅), crude tin (粗すず) and slag aggregate (スラグ骨材), at invented prices. "
        "Your product is tin. No rule, subdivision or substitution helps. Give the ratio of the prices (highest over "
        "lowest), the method (物理的配分: physical, 経済的配分: economic), the emissions of tin, and the sentence for "
        "allocationRulesDescription.",
    ),
    given=(
        Given("total_kg", Text("工程の排出量", "emissions of the process"), "kg-CO2e"),
        Given("mass_copper", Text("粗銅の質量", "mass of the copper"), "kg"),
        Given("mass_tin", Text("粗すずの質量", "mass of the tin"), "kg"),
        Given("mass_slag", Text("スラグ骨材の質量", "mass of the slag"), "kg"),
        Given("price_copper", Text("粗銅の価格", "price of the copper"), "円/kg"),
        Given("price_tin", Text("粗すずの価格", "price of the tin"), "円/kg"),
        Given("price_slag", Text("スラグ骨材の価格", "price of the slag"), "円/kg"),
    ),
    parts={
        "ratio": Part(Number("", absolute=0.06), Text("価格の比", "ratio of the prices")),
        "method": Part(Choice(METHODS), Text("方法", "method")),
        "kg": Part(Number("kg-CO2e", absolute=0.06), Text("粗すずの分", "for the tin")),
        "sentence": Part(
            lambda data: Choice(tuple(data["sentences"].values())), Text("理由の文", "sentence")
        ),
    },
    objective="05-three-co-products-and-reason",
    read_more=CHAPTER,
    draw=draw_metals,
    reference=smelted,
    hints=(
        Text(
            "比は、3 つのうち最高の価格 ÷ 最低の価格です。あなたの製品の価格が最高や最低でなくてもかまいません。",
            "The ratio is the highest of the three prices over the lowest, whichever of them is yours.",
        ),
        Text(
            "文に要るのは、同じ計算をやり直せることです。比、それが 5 を超えるか、方法、配分率がそろった文を選びます。",
            "With the sentence others can redo the sum: it has the ratio, whether it is above 5, the method and the shares.",
        ),
    ),
)


@q05d.misconception(
    Text(
        "自分の製品と、となりの製品だけを比べています。比は、3 つ全部の中の 最高 ÷ 最低 です。",
        "That compares your product with its neighbour. The ratio is the highest over the lowest of all three.",
    )
)
def studied_over_other(data: dict) -> dict:
    """Only the neighbour looked at, and so to the other branch."""
    return {
        "ratio": middle_ratio(data),
        "method": METHODS[0],
        "kg": tin_by(data, of_three(data, "mass")),
        "sentence": data["sentences"]["studied"],
    }


@q05d.misconception(
    Text(
        "最低 ÷ 最高になっています。比は 最高 ÷ 最低 なので、必ず 1 以上です。",
        "That is lowest over highest. Highest over lowest is never below 1.",
    )
)
def upside_down_05d(data: dict) -> dict:
    """The ratio upside down."""
    prices = of_three(data, "price")
    return {"ratio": min(prices.values()) / max(prices.values())}


@q05d.misconception(
    Text(
        "価格の割合だけで配分しています。量を掛けていません。重みは 価格 × 量 です。",
        "That shares out by price alone, without the masses. The weight is price times mass.",
    )
)
def by_price_05d(data: dict) -> dict:
    """Unit price alone."""
    return {"kg": tin_by(data, of_three(data, "price")), "sentence": data["sentences"]["price"]}


@q05d.misconception(
    Text(
        "スラグ骨材を外して配分しています。安くても売れるので連産品です。3 つ全部で分けます。",
        "The slag was left out. Cheap as it is, it is sold: share out over all three.",
    )
)
def slag_left_out(data: dict) -> dict:
    """The cheapest product treated as waste."""
    weights = worth(data)
    weights["スラグ骨材"] = 0.0
    return {"kg": tin_by(data, weights)}


@q05d.misconception(
    Text(
        "「社内基準」では、受け取った人がやり直せません。比と、それが 5 を超えること、配分率を書きます。",
        "Nobody can redo 'our internal standard'. Give the ratio, that it is above 5, and the shares.",
    )
)
def internal_standard(data: dict) -> dict:
    """A sentence without a reason."""
    return {"sentence": data["sentences"]["silent"]}


@q05d.misconception(
    Text(
        "値が小さくなる方法を選ぶのは、規則ではありません。方法は、結果を見る前に、決定木で決まります。",
        "To take what gives the lowest figure is no rule. The tree decides, before the result is seen.",
    )
)
def the_lowest_figure(data: dict) -> dict:
    """The result chooses the way."""
    return {"sentence": data["sentences"]["convenient"]}


# ---------------------------------------------------------------------------------------
# Quick checks, answered in the chapter's page: public numbers, no points, not in the notebook
#
# q1  waste carries nothing


def by_mass(data: dict, total: float, *kept: str) -> float:
    """The product's part of a total, by mass among the named outputs."""
    weights = {name: data[f"{name}_mass"] for name in ("product", *kept)}
    return shared(total, weights)["product"]


def with_treatment(data: dict) -> float:
    """The process and what it takes to treat its waste."""
    return data["process_kg"] + data["treatment_kg"]


def carried_by_product(data: dict) -> float:
    """The product's part: the waste carries nothing, its treatment is shared out with the rest."""
    masses = {"product": data["product_mass"], "side": data["side_mass"]}
    made = outcome(masses, dict.fromkeys(masses, 1))
    return made.of(with_treatment(data))["product"]


q05q1 = Question(
    "05-q1",
    title=Text("廃棄物は引き受けない", "Waste carries nothing"),
    ask=Text(
        "ある工程から、部品、売れる粉末、売れない汚泥が出ます。部品と粉末の 1 kg あたりの価格は近く、質量が関係を表します。"
        "汚泥の処理にも排出があります。部品の分の排出量は何 kg-CO2e ですか(PACT v2: 経済価値のないものは廃棄物)。",
        "A process gives a part, a powder that is sold, and sludge that nobody buys. Part and powder have similar "
        "prices and mass shows the relation. Treating the sludge emits as well. What does the part carry in "
        "kg-CO2e? (PACT v2: what has no economic value is waste.)",
    ),
    given=(
        Given("process_kg", Text("工程の排出量", "emissions of the process"), "kg-CO2e"),
        Given("treatment_kg", Text("汚泥の処理の排出量", "treating the sludge"), "kg-CO2e"),
        Given("product_mass", Text("部品の質量", "mass of the part"), "kg"),
        Given("side_mass", Text("粉末の質量", "mass of the powder"), "kg"),
        Given("sludge_mass", Text("汚泥の質量", "mass of the sludge"), "kg"),
    ),
    parts={"": Part(Number("kg-CO2e", absolute=0.06))},
    objective="05-waste-or-co-product",
    read_more=CHAPTER,
    draw=lambda draw: {
        "process_kg": draw.whole(210, 390, 10),
        "treatment_kg": draw.whole(12, 24, 2),
        "product_mass": draw.whole(70, 95, 5),
        "side_mass": draw.whole(15, 30, 5),
        "sludge_mass": draw.whole(12, 20, 2),
    },
    reference=carried_by_product,
    points=0,
    hints=(
        Text(
            "汚泥は売れないので廃棄物です。廃棄物は排出を引き受けません。",
            "Nobody buys the sludge: it is waste, and waste carries nothing.",
        ),
        Text(
            "汚泥を処理する排出も、製品が引き受けます。足してから、部品と粉末の質量で分けます。",
            "What its treatment emits is carried by the products: add it, then share out by mass over part and powder.",
        ),
    ),
)


@q05q1.misconception(
    Text(
        "汚泥にも排出を付けています。売れないものは廃棄物で、排出を引き受けません。",
        "The sludge was given a share. What nobody buys is waste and carries nothing.",
    )
)
def sludge_carries(data: dict) -> float:
    """Waste allocated to."""
    return by_mass(data, with_treatment(data), "side", "sludge")


@q05q1.misconception(
    Text(
        "汚泥の処理の排出が入っていません。廃棄物の処理も、製品を作るための排出です。",
        "Treating the sludge is missing. It, too, was emitted to make the products.",
    )
)
def treatment_forgotten(data: dict) -> float:
    """The waste's treatment left out."""
    return by_mass(data, data["process_kg"], "side")


@q05q1.misconception(
    Text(
        "全部を部品に付けています。粉末は売れるので連産品です。質量の割合で引き受けます。",
        "All of it went to the part. The powder is sold: it is a co-product and carries its share.",
    )
)
def part_carries_all(data: dict) -> float:
    """The co-product treated as waste."""
    return with_treatment(data)


# ---------------------------------------------------------------------------------------
# q2  what can be told apart is not allocated


def by_subdivision(data: dict) -> float:
    """A's own process, and A's part of what is used by both."""
    masses = {"a": data["mass_a"], "b": data["mass_b"]}
    made = outcome(masses, dict.fromkeys(masses, 1))
    return data["only_a_kg"] + made.of(data["both_kg"])["a"]


q05q2 = Question(
    "05-q2",
    title=Text("分けられる分は、分ける", "What can be told apart"),
    ask=Text(
        "ラインの排出量は、製品 A だけのめっき、製品 B だけの塗装、共通の工程の 3 つに分けて測れます。共通の工程は、質量で"
        "配分します。製品 A の分の排出量は何 kg-CO2e ですか。",
        "A line is metered in three parts: plating, for product A only; painting, for product B only; and what both "
        "use, which is shared out by mass. What does product A carry in kg-CO2e?",
    ),
    given=(
        Given("only_a_kg", Text("めっき(A だけ)", "plating (A only)"), "kg-CO2e"),
        Given("only_b_kg", Text("塗装(B だけ)", "painting (B only)"), "kg-CO2e"),
        Given("both_kg", Text("共通の工程", "used by both"), "kg-CO2e"),
        Given("mass_a", Text("A の質量", "mass of A"), "kg"),
        Given("mass_b", Text("B の質量", "mass of B"), "kg"),
    ),
    parts={"": Part(Number("kg-CO2e", absolute=0.06))},
    objective="05-subdivide-first",
    read_more=CHAPTER,
    draw=lambda draw: {
        "only_a_kg": draw.whole(32, 58, 2),
        "only_b_kg": draw.whole(12, 26, 2),
        "both_kg": draw.whole(70, 130, 10),
        "mass_a": draw.whole(15, 40, 5),
        "mass_b": draw.whole(55, 85, 5),
    },
    reference=by_subdivision,
    points=0,
    hints=(
        Text(
            "配分するのは、分けられない部分だけです。めっきは、だれの排出ですか。",
            "Only what cannot be told apart is allocated. Whose is the plating?",
        ),
        Text(
            "めっきの全部と、共通の工程のうち A の質量の割合を足します。塗装は入りません。",
            "All of the plating, plus A's share by mass of what both use. None of the painting.",
        ),
    ),
)


@q05q2.misconception(
    Text(
        "全部を足してから質量で配分しています。先に分ければ、めっきは A、塗装は B だけの排出です。",
        "All of it was added and shared out by mass. Told apart first, plating is A's and painting is B's.",
    )
)
def all_by_mass(data: dict) -> float:
    """Allocation that could be avoided."""
    total = data["only_a_kg"] + data["only_b_kg"] + data["both_kg"]
    return shared(total, of_two(data, "mass"))["a"]


@q05q2.misconception(
    Text(
        "共通の工程の分だけです。A だけのめっきを足します。",
        "That is A's part of what both use. Add the plating, which is A's alone.",
    )
)
def only_the_shared_part(data: dict) -> float:
    """The own sub-process forgotten."""
    return shared(data["both_kg"], of_two(data, "mass"))["a"]


@q05q2.misconception(
    Text(
        "共通の工程を半分ずつに分けています。質量の割合で分けます。",
        "What both use was halved. Share it out by mass.",
    )
)
def shared_part_halved(data: dict) -> float:
    """Equal shares of the common part."""
    return data["only_a_kg"] + data["both_kg"] / 2


# ---------------------------------------------------------------------------------------
# q3  above 5


def draw_pairs(draw: Draw) -> dict:
    """Groups of prices: near, far apart but not above 5, exactly 5, above, and three of them."""
    near, far = draw.whole(700, 900, 100), draw.whole(3000, 4000, 500)
    five, above = draw.whole(400, 600, 100), draw.whole(60, 90, 10)
    middle = draw.whole(400, 480, 20)
    groups = {
        "near": (near + 200, near),
        "far": (3 * far, far),
        "five": (5 * five, five),
        "above": (above, 6 * above),
        "three": (middle, 500, 10),
    }
    order = draw.shuffled(list(groups))
    return {
        "prices": {name: groups[name] for name in order},
        "said": {name: _listed(groups[name]) for name in order},
    }


def _listed(prices: tuple[int, ...]) -> str:
    # No commas: a set may be typed as text with commas between its options.
    ja, en = (word.join(map(str, prices)) for word in (" と ", " and "))
    return f"{ja} 円/kg ({en} yen/kg)"


def chosen(data: dict, fits) -> list[str]:
    """The groups whose prices fit."""
    return [data["said"][name] for name, prices in data["prices"].items() if fits(prices)]


def above_five(data: dict) -> list[str]:
    """The groups that the tree takes to economic allocation."""
    return chosen(data, lambda prices: branch(list(prices)) == ECONOMIC)


def ratio_of_prices(prices: tuple[int, ...]) -> float:
    """Highest over lowest, as the package has it."""
    masses = dict.fromkeys(map(str, range(len(prices))), 1)
    return value_ratio(
        co_products_from(masses=masses, prices=dict(zip(masses, prices, strict=True)))
    )


q05q3 = Question(
    "05-q3",
    title=Text("5 を超えるのはどれ", "Which are above 5"),
    ask=Text(
        "1 つの工程から一緒に出る製品の、1 kg あたりの価格です(架空)。価格の比から経済的配分になる組を、すべて選んでください。"
        "業界ルール、分割、代替は使えないものとします。",
        "Prices per kilogram (invented) of products that come out of one process together. Choose all groups that the "
        "ratio of the prices takes to economic allocation. No rule, subdivision or substitution helps.",
    ),
    given=(),
    parts={"": Part(lambda data: Choices(tuple(data["said"].values())))},
    objective="05-ratio-above-five",
    read_more=CHAPTER,
    draw=draw_pairs,
    reference=above_five,
    points=0,
    hints=(
        Text(
            "組ごとに、最高 ÷ 最低を電卓で求めます。",
            "For each group, find highest over lowest with a calculator.",
        ),
        Text(
            "5 を超えた組だけを選びます。ちょうど 5 は超えていません。3 つの組も、最高 ÷ 最低です。",
            "Choose what is above 5. Exactly 5 is not. In the group of three, too, it is highest over lowest.",
        ),
    ),
)


@q05q3.misconception(
    Text(
        "ちょうど 5 の組を入れています。規則は「5 を超えたら」です。",
        "A group at exactly 5 is in it. The rule says above 5.",
    )
)
def five_included(data: dict) -> list[str]:
    """At least, for above."""
    return chosen(data, lambda prices: ratio_of_prices(prices) >= 5)


@q05q3.misconception(
    Text(
        "価格の差(引き算)で選んでいます。比(割り算)で判断します。安い製品どうしでも、比は大きくなります。",
        "That goes by the difference of the prices. The ratio decides: it can be large among cheap products.",
    )
)
def by_difference(data: dict) -> list[str]:
    """Subtraction in place of division."""
    return chosen(data, lambda prices: max(prices) - min(prices) >= 1000)


@q05q3.misconception(
    Text(
        "3 つの組を、近い 2 つだけで比べています。3 つ全部の中の 最高 ÷ 最低 を使います。",
        "Of the three only the two similar ones were compared. Take the highest and the lowest of all.",
    )
)
def neighbours_only(data: dict) -> list[str]:
    """The highest and the second highest."""
    return chosen(data, lambda prices: sorted(prices)[-1] / sorted(prices)[-2] > 5)
