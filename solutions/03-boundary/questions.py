"""Questions of chapter 3: the boundary, and what may be left out.

The chapter works the power board of the fictitious board maker; here every participant has other
flows and other shares. Where a flow belongs, and which sets may be exempted, `gxd_teach` says.
"""

from gxd_teach.classroom import Choice, Choices, Draw, Given, Number, Part, Question, Table, Text
from gxd_teach.framework import PACT_V2, PACT_V3, classify, exclusion_allowed, largest_exclusion
from gxd_teach.framework import exempted_emissions_percent as stated_percent

CHAPTER = "book/framework/03-boundary"

# ---------------------------------------------------------------------------------------
# 3a  twelve flows: inside, outside, reported separately

INSIDE, OUTSIDE, SEPARATE = "内側", "外側", "別に報告"
WORDS = {"in": INSIDE, "out": OUTSIDE, "separate": SEPARATE}
COLUMN = "区分"

# flow: (the kind that `classify` knows it by, English)
MATERIALS = {
    "電子部品の製造": ("raw_materials", "making the components"),
    "銅箔の製造": ("raw_materials", "making the copper foil"),
    "基材(樹脂とガラス布)の製造": ("raw_materials", "making the base material"),
    "はんだの製造": ("raw_materials", "making the solder"),
    "洗浄剤の製造": ("raw_materials", "making the cleaner"),
}
OWN = {
    "工場で使う電力": ("energy", "electricity of the factory"),
    "外注しためっき加工": ("production", "plating done by a contractor"),
    "乾燥炉の都市ガス": ("energy", "gas for the drying oven"),
    "製造時の廃棄物の処理": ("production_waste", "treatment of production waste"),
}
INBOUND = {
    "部品が自社に届くまでの輸送": ("inbound_transport", "transport of the parts to your factory"),
    "自社工場どうしの間の輸送": ("inbound_transport", "transport between your own factories"),
}
CAPITAL = {
    "はんだ付け装置の製造": ("capital_goods", "making the soldering machine"),
    "工場の建物の建設": ("capital_goods", "building the factory"),
}
PEOPLE = {
    "従業員の通勤": ("commuting", "commuting"),
    "営業の出張": ("business_travel", "business travel of the sales staff"),
    "研究開発部門の電力": ("research", "electricity of research and development"),
}
AFTER = {
    "納入先までの輸送(自社が手配)": ("outbound_transport", "transport to the customer (arranged by you)"),
    "出荷した製品の倉庫での保管": ("outbound_storage", "warehousing of products already shipped"),
}  # fmt: skip
LATER = {
    "納入先の製品で使われる電力": ("use", "electricity while the product is used"),
    "使用後の廃棄とリサイクル": ("end_of_life", "disposal and recycling after use"),
}
FLOWS = MATERIALS | OWN | INBOUND | CAPITAL | PEOPLE | AFTER | LATER


def draw_list(draw: Draw) -> dict:
    """Twelve flows in a drawn order, some of every kind."""
    flows = draw.shuffled(
        [
            *draw.shuffled(list(MATERIALS))[:3],
            *draw.shuffled(list(OWN))[:2],
            draw.choice(list(INBOUND)),
            draw.choice(list(CAPITAL)),
            *draw.shuffled(list(PEOPLE))[:2],
            *AFTER,
            draw.choice(list(LATER)),
        ]
    )
    english = "; ".join(f"{row} {FLOWS[flow][1]}" for row, flow in enumerate(flows, start=1))
    return {"flows": tuple(flows), "english": english}


def placed(data: dict) -> dict:
    """Where every flow belongs under PACT v3."""
    return {
        flow: {COLUMN: WORDS[classify(FLOWS[flow][0], PACT_V3).verdict]} for flow in data["flows"]
    }


def all_as(data: dict, group: dict, word: str) -> dict:
    """The flows of a group, all put in one place."""
    return {flow: {COLUMN: word} for flow in data["flows"] if flow in group}


q03a = Question(
    "03a",
    title=Text("12 の項目を仕分ける", "Sort twelve flows"),
    ask=Text(
        "基板メーカーの各部署から、排出に関わる項目が 12 集まりました。基板 1 個の Cradle-to-Gate の値を PACT v3 の"
        "規則で求めるとき、それぞれは 内側(値に足す)、外側(足さない)、別に報告(値には足さず、別の欄に書く)の"
        "どれですか。出荷したあとの輸送と保管は、自社が費用を負担しています。",
        "The departments of a board maker name twelve flows. For the cradle-to-gate value of one board under "
        "PACT v3, is each 内側 (in: added), 外側 (out: not added) or 別に報告 (reported separately)? Transport "
        "and storage after the gate are paid by the company. The rows: {english}.",
    ),
    given=(),
    shape=lambda data, hidden: Table(data["flows"], {COLUMN: Choice((INSIDE, OUTSIDE, SEPARATE))}),
    objective="03-sort-flows",
    read_more=CHAPTER,
    draw=draw_list,
    reference=placed,
    hints=(
        Text(
            "製品を作るために起きたことで、自社の出荷口より前なら内側です。他社で起きたことでもかまいません。",
            "What happened in order to make the product, before your gate, is inside: also at other companies.",
        ),
        Text(
            "別に報告するのは、出荷したあとの輸送と保管の 2 つだけです。設備と、人の移動や研究は外側です。",
            "Only transport and storage after the gate are reported separately: two of them. Equipment, "
            "people's travel and research are outside.",
        ),
    ),
)


@q03a.misconception(
    Text(
        "自社の工程だけ(Gate-to-Gate)で考えています。材料や部品を作るときの排出は、他社で起きても内側です。",
        "That looks at your own process only (gate-to-gate). Making materials and parts is inside, "
        "although it happens at other companies.",
    )
)
def suppliers_left_out(data: dict) -> dict:
    """What suppliers emit taken to be theirs."""
    return all_as(data, MATERIALS, OUTSIDE)


@q03a.misconception(
    Text(
        "自社に届くまでの輸送を外に出しています。出荷口より前の輸送は、だれが運んでも内側です。",
        "Transport before your gate was put outside. Whoever carries it, it is inside.",
    )
)
def inbound_outside(data: dict) -> dict:
    """Inbound transport left out."""
    return all_as(data, INBOUND, OUTSIDE)


@q03a.misconception(
    Text(
        "「輸送はすべて別に報告」ではありません。別に報告するのは、出荷したあとの輸送と保管です。",
        "Not all transport is reported separately: only transport and storage after the gate.",
    )
)
def all_transport_separate(data: dict) -> dict:
    """Inbound transport treated like outbound."""
    return all_as(data, INBOUND, SEPARATE)


@q03a.misconception(
    Text(
        "出荷したあとの輸送・保管を足しています。出荷口の外なので、PCF の値には足さず、別に報告します。",
        "Transport and storage after the gate were added. They are past the gate: reported separately.",
    )
)
def after_gate_inside(data: dict) -> dict:
    """Outbound transport inside the PCF."""
    return all_as(data, AFTER, INSIDE)


@q03a.misconception(
    Text(
        "出荷したあとの輸送・保管を捨てています。足しませんが、自社が負担する分は PACT v3 では別に報告します。",
        "Transport and storage after the gate were dropped. They are not added, but under PACT v3 the "
        "part you pay for is reported separately.",
    )
)
def after_gate_dropped(data: dict) -> dict:
    """Outbound transport not reported at all."""
    return all_as(data, AFTER, OUTSIDE)


@q03a.misconception(
    Text(
        "設備や建物(資本財)を足しています。製品の算定には含めません。",
        "Equipment or buildings (capital goods) were added. They are not part of a product's calculation.",
    )
)
def capital_goods_inside(data: dict) -> dict:
    """Scope 3 category 2 carried over into the product."""
    return all_as(data, CAPITAL, INSIDE)


@q03a.misconception(
    Text(
        "通勤・出張・研究開発を足しています。会社全体の算定(Scope 3)には出てきますが、製品の算定には含めません。",
        "Commuting, business travel or research were added. They belong to the company's inventory "
        "(scope 3), not to a product's.",
    )
)
def people_inside(data: dict) -> dict:
    """Everything in the company's inventory put in the product's."""
    return all_as(data, PEOPLE, INSIDE)


@q03a.misconception(
    Text(
        "使用や廃棄の段階を足しています。そこまで足すのは Cradle-to-Grave(ゆりかごから墓場まで)です。",
        "Use or end of life were added: that would be cradle-to-grave.",
    )
)
def later_stages_inside(data: dict) -> dict:
    """The whole life cycle."""
    return all_as(data, LATER, INSIDE)


@q03a.misconception(
    Text(
        "使用や廃棄の段階を別に報告するとしています。別に報告するのは、出荷したあとの輸送と保管だけです。",
        "Use or end of life were reported separately. Only transport and storage after the gate are.",
    )
)
def later_stages_separate(data: dict) -> dict:
    """Everything after the gate reported separately."""
    return all_as(data, LATER, SEPARATE)


# ---------------------------------------------------------------------------------------
# 3b, 3c  which processes may be left out

LARGE = {"parts": "電子部品", "base": "基材", "power": "工場の電力"}
SMALL = {
    "transport": "部品の輸送",
    "solder": "はんだ",
    "cleaner": "洗浄剤",
    "glue": "接着剤",
    "label": "ラベル",
}
NAMES = LARGE | SMALL
ENGLISH = {
    "parts": "components",
    "base": "base material",
    "power": "electricity of the factory",
    "transport": "transport of the parts",
    "solder": "solder",
    "cleaner": "cleaner",
    "glue": "adhesive",
    "label": "labels",
}
SHARES = tuple(
    Given(key, Text(name, f"{ENGLISH[key]} ({name})"), "%") for key, name in NAMES.items()
)


def draw_shares(draw: Draw, small: list[float]) -> dict:
    """Three large processes and the small ones, whose places are drawn; together 100 %."""
    data = dict(zip(SMALL, draw.shuffled(small), strict=True))
    base, power = draw.step(24.0, 29.0, 0.5), draw.step(12.0, 16.0, 0.5)
    parts = round(100 - base - power - sum(small), 1)
    return {"parts": parts, "base": base, "power": power, **data}


def shares(data: dict) -> dict[str, float]:
    """Name → share of the cradle-to-gate total, percent."""
    return {name: data[key] for key, name in NAMES.items()}


def left_out(data: dict, names: list[str]) -> dict:
    """An answer: these processes, and their share together."""
    return {"items": names, "percent": round(sum(shares(data)[name] for name in names), 6)}


def largest(data: dict, rules) -> dict:
    """The most processes that an edition allows to leave out, the smallest first."""
    found = largest_exclusion(shares(data), rules, by="count")
    return {"items": list(found.excluded), "percent": found.percent}


def smallest_up_to(data: dict, limit: float) -> dict:
    """The smallest first, while their sum is at most `limit`, with no other rule."""
    names, total = [], 0.0
    for name, share in sorted(shares(data).items(), key=lambda item: item[1]):
        total = round(total + share, 6)
        if total > limit:
            break
        names.append(name)
    return left_out(data, names)


def each_up_to(data: dict, limit: float) -> dict:
    """Every process that is itself at most `limit`."""
    return left_out(data, [name for name, share in shares(data).items() if share <= limit])


def answer_parts() -> dict[str, Part]:
    """The set and its sum, as both questions ask for them."""
    return {
        "items": Part(Choices(tuple(NAMES.values())), Text("省く項目", "processes left out")),
        "percent": Part(Number("%", absolute=0.004), Text("合計", "together")),
    }


q03b = Question(
    "03b",
    title=Text("PACT v2 で省ける項目", "What may be left out under PACT v2"),
    ask=Text(
        "基板 1 個の Cradle-to-Gate の排出量の内訳(見積もり)は次のとおりです。PACT v2 の規則で、できるだけ多くの"
        "項目を省くとき、どれを省けますか。省く項目と、その合計(%)を答えてください。",
        "The (estimated) shares of the cradle-to-gate emissions of one board are as follows. Under PACT v2, "
        "which processes can be left out, as many as possible? Give them and their sum in %.",
    ),
    given=SHARES,
    parts=answer_parts(),
    objective="03-exclusion-v2",
    read_more=CHAPTER,
    draw=lambda draw: draw_shares(
        draw,
        [
            draw.step(0.2, 0.5, 0.1),
            draw.step(0.6, 0.9, 0.1),
            draw.step(1.1, 1.4, 0.1),
            draw.step(1.5, 1.9, 0.1),
            draw.step(2.1, 3.9, 0.1),
        ],
    ),
    reference=lambda data: largest(data, PACT_V2),
    hints=(
        Text(
            "PACT v2 の条件は 2 つです。省く合計が 5 % 以下であること、そして、もう 1 つは項目ごとの条件です。",
            "PACT v2 has two conditions: at most 5 % in all, and another one for each process.",
        ),
        Text(
            "1 % を超える項目は省けません。まず 1 % 以下の項目だけを選び、合計が 5 % 以下かを見ます。",
            "A process above 1 % must be in. Pick those of at most 1 %, then see that they add up to at most 5 %.",
        ),
    ),
)


@q03b.misconception(
    Text(
        "合計 5 % 以下だけを見ています。PACT v2 では、1 % を超える項目は、合計が小さくても省けません。",
        "Only the 5 % in all was looked at. Under PACT v2 a process above 1 % must be in, however small the sum.",
    )
)
def total_only(data: dict) -> dict:
    """Forgets the rule of 1 %."""
    return smallest_up_to(data, 5)


@q03b.misconception(
    Text(
        "v3 の規則(合計 3 % 以下、項目ごとの条件なし)で選んでいます。ここで求めるのは v2 です。",
        "That is the rule of v3 (at most 3 % in all, nothing about a single process). v2 was asked for.",
    )
)
def rule_of_v3(data: dict) -> dict:
    """The current edition's rule."""
    return largest(data, PACT_V3)


@q03b.misconception(
    Text(
        "「5 % 以下の項目」を選んでいます。5 % は、省く項目を全部足した合計の上限です。",
        "Those are the processes of at most 5 % each. The 5 % is the limit of their sum.",
    )
)
def each_below_five(data: dict) -> dict:
    """The limit of the sum used on each process."""
    return each_up_to(data, 5)


q03c = Question(
    "03c",
    title=Text("PACT v3 で、小さい順に省く", "Leave out the smallest first, under PACT v3"),
    ask=Text(
        "同じような内訳です(数値は前の問と違います)。PACT v3 の規則で、割合の小さい項目から順に 1 つずつ省いていき、"
        "上限を超える手前で止めます。省く項目と、その合計(%)を答えてください。",
        "A similar board, with other numbers. Under PACT v3, leave out one process after another, the smallest "
        "first, and stop before the limit is exceeded. Give the processes left out and their sum in %.",
    ),
    given=SHARES,
    parts=answer_parts(),
    objective="03-exclusion-v3",
    read_more=CHAPTER,
    draw=lambda draw: draw_shares(
        draw,
        [
            draw.step(0.3, 0.5, 0.1),
            draw.step(0.6, 0.9, 0.1),
            draw.step(1.1, 1.5, 0.1),
            draw.step(1.6, 2.0, 0.1),
            draw.step(2.2, 2.9, 0.1),
        ],
    ),
    reference=lambda data: largest(data, PACT_V3),
    hints=(
        Text(
            "PACT v3 の上限は、省く項目の合計で 3 % です。項目ごとの条件はありません。",
            "Under PACT v3 the limit is 3 % for the sum. There is no condition on a single process.",
        ),
        Text(
            "小さい順に並べ、上から足していきます。3 % を超えたら、その項目は省きません。",
            "Sort them by size and add up from the smallest. The one that takes you above 3 % stays in.",
        ),
    ),
)


@q03c.misconception(
    Text(
        "「3 % 以下の項目」を全部省いています。3 % は、省く項目を足した合計の上限です。",
        "Every process of at most 3 % was left out. The 3 % is the limit of their sum.",
    )
)
def each_below_three(data: dict) -> dict:
    """The limit of the sum used on each process."""
    return each_up_to(data, 3)


@q03c.misconception(
    Text(
        "v2 の上限(合計 5 %)を使っています。v3 の上限は 3 % です。",
        "That uses v2's limit of 5 % in all. Under v3 it is 3 %.",
    )
)
def limit_of_v2(data: dict) -> dict:
    """The older edition's limit for the sum."""
    return smallest_up_to(data, 5)


@q03c.misconception(
    Text(
        "v2 の「1 % を超える項目は省けない」を使っています。v3 にこの条件はなく、合計が 3 % までなら省けます。",
        "That uses v2's rule that a process above 1 % must be in. v3 has no such rule: up to 3 % in all.",
    )
)
def single_rule_of_v2(data: dict) -> dict:
    """The older edition's rule for a single process."""
    return each_up_to(data, 1)


@q03c.misconception(
    Text(
        "大きい項目から順に詰めています。この問は、小さい項目から順に省きます。",
        "The largest were taken first. Here the smallest are left out first.",
    )
)
def largest_first(data: dict) -> dict:
    """As much as fits, beginning with the largest that fits at all."""
    names, total = [], 0.0
    for name, share in sorted(shares(data).items(), key=lambda item: -item[1]):
        if round(total + share, 6) <= 3:
            names.append(name)
            total = round(total + share, 6)
    return left_out(data, names)


# ---------------------------------------------------------------------------------------
# 3d  the value of exemptedEmissionsPercent

LETTERS = ("A", "B", "C", "D", "E")


def draw_exempted(draw: Draw) -> dict:
    """A total, three processes left out of it, and five ways to write their share."""
    total = draw.choice((1.6, 2.0, 2.5, 3.2, 4.0))
    small = [draw.step(0.3, 0.6, 0.1), draw.step(0.7, 0.9, 0.1), draw.step(1.1, 1.4, 0.1)]
    kg = [round(share * total / 100, 5) for share in draw.shuffled(small)]
    percent = round(sum(small), 1)
    of_the_rest = round(100 * percent / (100 - percent), 2)
    forms = {
        "text": f'"{percent}"',
        "number": f"{percent}",
        "fraction": f'"{round(percent / 100, 3)}"',
        "sign": f'"{percent} %"',
        "rest": f'"{of_the_rest}"',
    }
    order = draw.shuffled(list(forms))
    written = {
        letter: f'"exemptedEmissionsPercent": {forms[form]}'
        for letter, form in zip(LETTERS, order, strict=True)
    }
    return {
        "total_kg": total,
        **dict(zip(("solder_kg", "cleaner_kg", "label_kg"), kg, strict=True)),
        **written,
        "letter": {form: letter for letter, form in zip(LETTERS, order, strict=True)},
    }


def exempted_kg(data: dict) -> float:
    """What is left out, kg CO2e."""
    return data["solder_kg"] + data["cleaner_kg"] + data["label_kg"]


def exempted_in_v3(data: dict) -> dict:
    """The share of the whole, and the letter under which it stands as PACT v3 writes it."""
    kg = {name: data[f"{name}_kg"] for name in ("solder", "cleaner", "label")}
    kg["what stays in"] = data["total_kg"] - exempted_kg(data)
    allowed = exclusion_allowed(kg, ("solder", "cleaner", "label"), PACT_V3)
    value = f'"exemptedEmissionsPercent": "{stated_percent(allowed)}"'
    return {
        "percent": allowed.percent,
        "written": next(letter for letter in LETTERS if data[letter] == value),
    }


q03d = Question(
    "03d",
    title=Text("exemptedEmissionsPercent を書く", "Write exemptedEmissionsPercent"),
    ask=Text(
        "はんだ、洗浄剤、ラベルの 3 項目を省きました。省いた割合は何 % ですか。また、PACT v3 の記録には、どう書きますか"
        "(A〜E)。",
        "Solder, cleaner and labels were left out. What percentage is that, and how is it written in a "
        "PACT v3 record (A to E)?",
    ),
    given=(
        Given(
            "total_kg",
            Text("省く前の、全部入りの排出量", "emissions with everything in"),
            "kg-CO2e",
        ),
        Given("solder_kg", Text("うち はんだ", "of these, solder"), "kg-CO2e"),
        Given("cleaner_kg", Text("うち 洗浄剤", "of these, cleaner"), "kg-CO2e"),
        Given("label_kg", Text("うち ラベル", "of these, labels"), "kg-CO2e"),
        *(Given(letter, Text(f"書き方 {letter}", f"form {letter}")) for letter in LETTERS),
    ),
    parts={
        "percent": Part(Number("%", absolute=0.004), Text("省いた割合", "share left out")),
        "written": Part(Choice(LETTERS), Text("書き方", "form")),
    },
    objective="03-exempted-emissions-percent",
    read_more=CHAPTER,
    draw=draw_exempted,
    reference=exempted_in_v3,
    hints=(
        Text(
            "分母は、省く前の全部入りの排出量です。単位は % で、0〜1 の割合ではありません。",
            "The base is the total with everything in. The unit is percent, not a fraction of one.",
        ),
        Text(
            "PACT v3 では、小数を文字列(引用符つき)で書きます。文字列の中は数字だけで、% の記号は入れません。",
            "PACT v3 writes decimals as text, in quotation marks. The text holds the number alone, without a % sign.",
        ),
    ),
)


@q03d.misconception(
    Text(
        "0〜1 の割合で書いています。この欄は % なので 100 を掛けます。そのままだと、100 分の 1 しか省いていないことになります。",
        "That is a fraction of one. The field is in percent: multiply by 100, or you claim a hundredth of it.",
    )
)
def fraction_of_one(data: dict) -> dict:
    """0.026 for 2.6 %."""
    return {
        "percent": exempted_kg(data) / data["total_kg"],
        "written": data["letter"]["fraction"],
    }


@q03d.misconception(
    Text(
        "省いたあとの合計で割っています。分母は、省いた分も含む全体です。",
        "That divides by what is left. The base is the whole, with what was left out.",
    )
)
def share_of_the_rest(data: dict) -> dict:
    """The denominator without what was left out."""
    return {
        "percent": 100 * exempted_kg(data) / (data["total_kg"] - exempted_kg(data)),
        "written": data["letter"]["rest"],
    }


@q03d.misconception(
    Text(
        "引用符のない数値で書くのは v2 の形です。v3 では文字列(引用符つき)にします。",
        "A number without quotation marks is v2's form. In v3 it is text.",
    )
)
def number_as_in_v2(data: dict) -> dict:
    """A JSON number."""
    return {"written": data["letter"]["number"]}


@q03d.misconception(
    Text(
        "% の記号が入っています。記号があると、受け取った側は数値として読めません。",
        "There is a % sign in it: whoever receives it cannot read it as a number.",
    )
)
def with_percent_sign(data: dict) -> dict:
    """Text, but not a decimal."""
    return {"written": data["letter"]["sign"]}


@q03d.misconception(
    Text(
        "% ではなく、省いた排出量(kg-CO2e)になっています。全部入りの排出量で割り、100 を掛けます。",
        "Those are the kilograms left out. Divide by the total and multiply by 100.",
    )
)
def kilograms(data: dict) -> dict:
    """The amount in place of its share."""
    return {"percent": exempted_kg(data)}


# ---------------------------------------------------------------------------------------
# Quick checks, answered in the chapter's page: public numbers, no points, not in the notebook
#
# q1  from the list to the cradle-to-gate value


def inside(data: dict, *more: str) -> float:
    """The upstream and the own process, and what else is named."""
    names = ("parts_kg", "inbound_kg", "power_kg", "waste_kg", *more)
    return sum(data[name] for name in names)


q03q1 = Question(
    "03-q1",
    title=Text("Cradle-to-Gate の合計", "The cradle-to-gate total"),
    ask=Text(
        "基板 1 個について、次の値が集まりました。Cradle-to-Gate の排出量は何 kg-CO2e ですか。",
        "These values were collected for one board. What are its cradle-to-gate emissions in kg-CO2e?",
    ),
    given=(
        Given(
            "parts_kg",
            Text("電子部品と基材の製造", "making components and base material"),
            "kg-CO2e",
        ),
        Given(
            "inbound_kg", Text("部品が届くまでの輸送", "transport of the parts to you"), "kg-CO2e"
        ),
        Given("power_kg", Text("工場で使う電力", "electricity of the factory"), "kg-CO2e"),
        Given("waste_kg", Text("製造時の廃棄物の処理", "treatment of production waste"), "kg-CO2e"),
        Given(
            "machine_kg",
            Text("はんだ付け装置の製造(1 個あたり)", "making the soldering machine (per board)"),
            "kg-CO2e",
        ),
        Given("outbound_kg", Text("納入先までの輸送", "transport to the customer"), "kg-CO2e"),
    ),
    parts={"": Part(Number("kg-CO2e"))},
    objective="03-cradle-to-gate-total",
    read_more=CHAPTER,
    draw=lambda draw: {
        "parts_kg": draw.step(1.25, 1.95, 0.05),
        "inbound_kg": draw.step(0.04, 0.09, 0.01),
        "power_kg": draw.step(0.25, 0.55, 0.05),
        "waste_kg": draw.step(0.02, 0.04, 0.01),
        "machine_kg": draw.step(0.11, 0.16, 0.01),
        "outbound_kg": draw.step(0.17, 0.24, 0.01),
    },
    reference=inside,
    points=0,
    hints=(
        Text(
            "製品を作るために、自社の出荷口より前で起きた排出を足します。",
            "Add what was emitted to make the product, before your gate.",
        ),
        Text(
            "足すのは 4 行です。装置(資本財)と、出荷したあとの輸送は足しません。",
            "Four rows are added. Neither the machine (a capital good) nor the transport after the gate is.",
        ),
    ),
)


@q03q1.misconception(
    Text(
        "自社の工程だけ(Gate-to-Gate)です。部品と材料、それが届くまでの輸送を足します。",
        "That is your own process only (gate-to-gate). Add the parts, the materials and their transport.",
    )
)
def gate_to_gate(data: dict) -> float:
    """The own process handed over as cradle-to-gate."""
    return data["power_kg"] + data["waste_kg"]


@q03q1.misconception(
    Text(
        "部品が届くまでの輸送が入っていません。自社の出荷口より前の輸送は内側です。",
        "The transport of the parts to you is missing: before your gate, it is inside.",
    )
)
def inbound_missing(data: dict) -> float:
    """Inbound transport left out."""
    return inside(data) - data["inbound_kg"]


@q03q1.misconception(
    Text(
        "納入先までの輸送を足しています。出荷したあとの輸送は別に報告します。",
        "Transport to the customer was added. After the gate it is reported separately.",
    )
)
def outbound_added(data: dict) -> float:
    """Outbound transport inside."""
    return inside(data, "outbound_kg")


@q03q1.misconception(
    Text(
        "装置の製造を足しています。資本財は製品の算定に含めません。",
        "Making the machine was added. Capital goods are not part of a product's calculation.",
    )
)
def machine_added(data: dict) -> float:
    """Capital goods inside."""
    return inside(data, "machine_kg")


@q03q1.misconception(
    Text(
        "6 行すべてを足しています。一覧にあるから足すのではなく、境界の内側だけを足します。",
        "All six rows were added. Not all that is listed lies inside the boundary.",
    )
)
def everything_added(data: dict) -> float:
    """The whole list."""
    return inside(data, "machine_kg", "outbound_kg")


# ---------------------------------------------------------------------------------------
# q2  where the transport after the gate is written

q03q2 = Question(
    "03-q2",
    title=Text("出荷後の輸送の書き場所", "Where transport after the gate is written"),
    ask=Text(
        "PACT v3 の記録を作ります。PCF の値(pcfExcludingBiogenicUptake)と、出荷後の物流の値"
        "(outboundLogisticsGhgEmissions)は、それぞれ何 kg-CO2e ですか。出荷後の輸送と保管は自社が負担しています。",
        "For a PACT v3 record: what are the PCF (pcfExcludingBiogenicUptake) and the logistics after the gate "
        "(outboundLogisticsGhgEmissions) in kg-CO2e? You pay for transport and storage after the gate.",
    ),
    given=(
        Given("upstream_kg", Text("上流(材料、部品、届くまでの輸送)", "upstream, with its transport"), "kg-CO2e"),
        Given("own_kg", Text("自社の工程", "your own process"), "kg-CO2e"),
        Given("storage_kg", Text("出荷後の保管", "storage after the gate"), "kg-CO2e"),
        Given("transport_kg", Text("納入先までの輸送", "transport to the customer"), "kg-CO2e"),
    ),
    parts={
        "pcf": Part(Number("kg-CO2e"), Text("PCF の値", "PCF")),
        "outbound": Part(Number("kg-CO2e"), Text("出荷後の物流", "logistics after the gate")),
    },
    objective="03-outbound-separate",
    read_more=CHAPTER,
    draw=lambda draw: {
        "upstream_kg": draw.step(1.45, 2.35, 0.05),
        "own_kg": draw.step(0.35, 0.65, 0.05),
        "storage_kg": draw.step(0.03, 0.07, 0.01),
        "transport_kg": draw.step(0.11, 0.19, 0.01),
    },
    reference=lambda data: {
        "pcf": data["upstream_kg"] + data["own_kg"],
        "outbound": data["storage_kg"] + data["transport_kg"],
    },
    points=0,
    hints=(
        Text(
            "PCF の値は、出荷口までです。出荷したあとの 2 行は、もう 1 つの欄に入ります。",
            "The PCF ends at the gate. The two rows after it go into the other field.",
        ),
        Text("どちらの欄も、2 行ずつの足し算です。", "Each of the fields is the sum of two rows."),
    ),
)  # fmt: skip


@q03q2.misconception(
    Text(
        "出荷したあとの輸送と保管も PCF の値に足しています。v3 では別の欄に分けます。",
        "Transport and storage after the gate were added to the PCF. v3 has another field for them.",
    )
)
def all_in_the_pcf(data: dict) -> dict:
    """Everything in one figure."""
    kg = [data[name] for name in ("upstream_kg", "own_kg", "storage_kg", "transport_kg")]
    return {"pcf": sum(kg)}


@q03q2.misconception(
    Text(
        "保管を PCF の値に入れています。出荷したあとの保管は、輸送と同じ側です。",
        "Storage was put in the PCF. After the gate it goes with the transport.",
    )
)
def storage_in_the_pcf(data: dict) -> dict:
    """Storage on the wrong side of the gate."""
    return {
        "pcf": data["upstream_kg"] + data["own_kg"] + data["storage_kg"],
        "outbound": data["transport_kg"],
    }


@q03q2.misconception(
    Text(
        "自社の工程だけになっています。上流も足します。",
        "That is your own process alone. The upstream belongs to it.",
    )
)
def own_process_only(data: dict) -> dict:
    """Gate-to-gate."""
    return {"pcf": data["own_kg"]}


# ---------------------------------------------------------------------------------------
# q3  which sets may be left out under v2


def draw_sets(draw: Draw) -> dict:
    """Four sets: small enough, one process too large, too much in all, and just at the limits."""
    a, b = draw.step(0.3, 0.6, 0.1), draw.step(0.7, 0.9, 0.1)
    single = draw.step(1.2, 1.9, 0.1)
    share, count = draw.choice(((0.9, 6), (0.8, 7), (0.9, 7), (0.7, 8), (0.8, 8)))
    sets = {
        "fine": ((a, b), f"{a} % と {b} % の 2 項目 ({a} % and {b} %: two)"),
        "single": ((single,), f"{single} % の 1 項目 ({single} %: one)"),
        "sum": ((share,) * count, f"{share} % が {count} 項目 ({count} times {share} %)"),
        "limit": ((1.0,) * 5, "ちょうど 1.0 % が 5 項目 (5 times exactly 1.0 %)"),
    }
    order = draw.shuffled(list(sets))
    return {
        "sets": {name: sets[name][0] for name in order},
        "said": {name: sets[name][1] for name in order},
    }


def allowed_sets(data: dict) -> list[str]:
    """Those that PACT v2 allows to leave out; what stays in makes up the rest of 100 %."""
    allowed = []
    for name, sizes in data["sets"].items():
        processes = {f"{name} {number}": size for number, size in enumerate(sizes)}
        if exclusion_allowed(processes, list(processes), PACT_V2, total=100):
            allowed.append(data["said"][name])
    return allowed


def said(data: dict, *names: str) -> list[str]:
    """The sets as they are offered."""
    return [data["said"][name] for name in names]


q03q3 = Question(
    "03-q3",
    title=Text("v2 で省いてよい組", "Sets that v2 allows to leave out"),
    ask=Text(
        "省きたい項目の組が 4 つあります(% は Cradle-to-Gate の合計に対する割合)。それぞれ、それだけを省くとき、"
        "PACT v2 の規則で省いてよい組をすべて選んでください。",
        "There are four sets of processes to leave out (in % of the cradle-to-gate total). Taken each by "
        "itself, which may be left out under PACT v2? Choose all.",
    ),
    given=(),
    parts={"": Part(lambda data: Choices(tuple(data["said"].values())))},
    objective="03-both-conditions-of-v2",
    read_more=CHAPTER,
    draw=draw_sets,
    reference=allowed_sets,
    points=0,
    hints=(
        Text(
            "条件は 2 つとも満たす必要があります。合計と、項目ごとの大きさです。",
            "Both conditions must hold: the sum, and the size of each process.",
        ),
        Text(
            "上限は「以下」です。ちょうど 5 %、ちょうど 1 % は、超えていません。",
            "The limits are 'at most': exactly 5 % and exactly 1 % do not exceed them.",
        ),
    ),
)


@q03q3.misconception(
    Text(
        "1 % を超える項目を省いています。合計が 5 % 以下でも、v2 では省けません。",
        "A process above 1 % was left out. v2 does not allow that, even below 5 % in all.",
    )
)
def forgets_the_single_rule(data: dict) -> list[str]:
    """Looks at the sum alone."""
    return said(data, "fine", "single", "limit")


@q03q3.misconception(
    Text(
        "合計を見ていません。どの項目も 1 % 以下でも、足して 5 % を超えたら省けません。",
        "The sum was not looked at. Small as each is, above 5 % together they may not be left out.",
    )
)
def forgets_the_sum(data: dict) -> list[str]:
    """Looks at each process alone."""
    return said(data, "fine", "sum", "limit")


@q03q3.misconception(
    Text(
        "ちょうど 1 %、ちょうど 5 % を「超えた」と見ています。規則は「以下なら省いてよい」です。",
        "Exactly 1 % and exactly 5 % were taken to exceed the limits. The rule says 'at most'.",
    )
)
def limit_taken_as_exceeded(data: dict) -> list[str]:
    """Less than, for at most."""
    return said(data, "fine")


@q03q3.misconception(
    Text(
        "合計が 3 % を超えるものを落としています。3 % は v3 の上限で、v2 は 5 % です。",
        "What exceeds 3 % in all was dropped, and a process above 1 % kept. That is v3's rule; v2 was asked for.",
    )
)
def rule_of_the_other_edition(data: dict) -> list[str]:
    """v3 in place of v2."""
    return said(data, "fine", "single")
