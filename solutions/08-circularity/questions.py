"""Questions of chapter 8: recycled content, biogenic carbon with its signs, packaging, when it is due.

The chapter works the chassis and the notebook PC; here every participant has other numbers.
"""

from gxd_teach.classroom import Choice, Choices, Draw, Given, Number, Part, Question, Text
from gxd_teach.framework import biogenic_due, material_kg_co2e, uptake_kg_co2e
from gxd_teach.framework.biogenic import CarbonParts, biogenic_carbon_percent
from gxd_teach.framework.circularity import check_packaging

PAGE = "book/framework/08-circularity"
CO2_PER_C = 44 / 12


# ---------------------------------------------------------------------------------------
# 8a  recycled content by cut-off

q08a = Question(
    "08a",
    title=Text("再生材を使うアルミ板", "Aluminium sheet with recycled content"),
    ask=Text(
        "シャーシ 1 個にアルミ板を {al_kg} kg 投入します。板の {recycled_percent} % は再生材です。"
        "使用後は {eol_percent} % が回収され、またアルミになる見込みです。"
        "カットオフ法で、シャーシ 1 個のアルミ板の排出量を kg-CO2e で求めてください。",
        "{al_kg} kg of aluminium sheet go into one chassis; {recycled_percent} % of the sheet is recycled "
        "material. After use, {eol_percent} % is expected to be collected and become aluminium again. "
        "By the cut-off approach, find the emissions of the sheet for one chassis in kg-CO2e.",
    ),
    given=(
        Given("al_kg", Text("アルミ板の投入量", "aluminium sheet put in"), "kg"),
        Given("recycled_percent", Text("再生材の割合", "recycled content"), "%"),
        Given("virgin", Text("新材の排出係数", "factor of virgin material"), "kg-CO2e/kg"),
        Given(
            "recycled",
            Text("再生材の排出係数(回収後の処理)", "factor of recycled material (its processing)"),
            "kg-CO2e/kg",
        ),
        Given(
            "eol_percent",
            Text("使用後に回収される見込み", "expected to be collected after use"),
            "%",
        ),
    ),
    parts={"": Part(Number("kg-CO2e", absolute=0.0006))},
    objective="08-recycled-content-by-cut-off",
    read_more=PAGE,
    draw=lambda draw: {
        "al_kg": draw.step(0.75, 1.65, 0.05),
        "recycled_percent": draw.whole(20, 45, 5),
        "virgin": draw.step(7.4, 9.2, 0.1),
        "recycled": draw.step(0.7, 1.6, 0.1),
        "eol_percent": draw.whole(60, 90, 5),
    },
    reference=lambda data: material_kg_co2e(
        data["al_kg"],
        data["recycled_percent"],
        virgin_kg_co2e_per_kg=data["virgin"],
        recycled_kg_co2e_per_kg=data["recycled"],
    ),
    hints=(
        Text(
            "カットオフ法では、いま使う板の中身だけを見ます。使用後にどうなるかは、この計算に入りません。",
            "Cut-off looks at what the sheet is made of now. What happens after use does not enter.",
        ),
        Text(
            "板 1 kg の係数は、新材の係数 × (1 − {recycled_percent} %) + 再生材の係数 × {recycled_percent} % です。"
            "それに投入量を掛けます。",
            "The factor of one kg of sheet is virgin x (1 - {recycled_percent} %) + recycled x "
            "{recycled_percent} %. Multiply by the amount put in.",
        ),
    ),
)


def split(data: dict, recycled_share: float) -> float:
    """The sheet's emissions if this share of it were recycled material, by hand, kg CO2e."""
    per_kg = (1 - recycled_share) * data["virgin"] + recycled_share * data["recycled"]
    return data["al_kg"] * per_kg


@q08a.misconception(
    Text(
        "使用後のリサイクルの分を差し引いています。カットオフ法では引きません。その分は、再生材を使う次の製品の"
        "係数が小さくなる形で、もう数えられています。",
        "Recycling after use was subtracted. Cut-off gives no such credit: the next product, which uses the "
        "recycled material, already has it in its lower factor.",
    )
)
def later_credit(data: dict) -> float:
    """A credit for the virgin material saved later."""
    saved = data["eol_percent"] / 100 * (data["virgin"] - data["recycled"])
    return split(data, data["recycled_percent"] / 100) - data["al_kg"] * saved


@q08a.misconception(
    Text(
        "再生材を 0 と数えています。前の製品の分は負いませんが、回収して溶かし直す処理の排出は負います。",
        "Recycled material was counted as zero. It is free of its first life, not of the processing that made it "
        "usable again.",
    )
)
def recycled_is_free(data: dict) -> float:
    """Recycled material without any burden."""
    return data["al_kg"] * (1 - data["recycled_percent"] / 100) * data["virgin"]


@q08a.misconception(
    Text(
        "新材と再生材の割合が逆です。再生材の割合は、再生材の係数に掛けます。",
        "The shares are the wrong way round: the recycled content belongs to the recycled factor.",
    )
)
def shares_swapped(data: dict) -> float:
    """The recycled share put on the virgin factor."""
    return split(data, 1 - data["recycled_percent"] / 100)


@q08a.misconception(
    Text(
        "全部を新材として数えています。再生材の分には、再生材の係数を使います。",
        "All of it was counted as virgin material. The recycled part has its own factor.",
    )
)
def all_virgin(data: dict) -> float:
    """The recycled content ignored."""
    return data["al_kg"] * data["virgin"]


@q08a.misconception(
    Text(
        "2 つの係数を単純に平均しています。再生材の割合で重みを付けます。",
        "That is the plain mean of the two factors. Weigh them by the recycled content.",
    )
)
def plain_mean(data: dict) -> float:
    """The two factors averaged."""
    return split(data, 0.5)


# ---------------------------------------------------------------------------------------
# 8b  excluding and including uptake


def draw_tray(draw: Draw) -> dict:
    """A plant-based tray whose total including uptake is clearly apart from zero."""
    while True:
        data = {
            "mass": draw.step(0.5, 1.2, 0.1),
            "carbon_percent": draw.whole(32, 58, 2),
            "fossil": draw.step(1.2, 2.6, 0.05),
            "luc": draw.step(0.06, 0.24, 0.02),
            "non_co2": draw.step(0.03, 0.09, 0.01),
        }
        if abs(fields(data)["including"]) > 0.15:
            return data


def carbon(data: dict) -> float:
    """Biogenic carbon in the tray, kg C."""
    return data["mass"] * data["carbon_percent"] / 100


def fields(data: dict) -> dict:
    """The four fields of a PACT v3 record."""
    uptake = uptake_kg_co2e(carbon(data))
    parts = CarbonParts(
        fossil=data["fossil"],
        land_use_change=data["luc"],
        biogenic_non_co2=data["non_co2"],
        uptake=uptake,
    )
    return {
        "carbon": carbon(data),
        "uptake": uptake,
        "excluding": parts.excluding_uptake,
        "including": parts.including_uptake,
    }


ROUNDED = Number("kg-CO2e", absolute=0.0006)
q08b = Question(
    "08b",
    title=Text("植物由来のトレイの 4 つの欄", "Four fields of a plant-based tray"),
    ask=Text(
        "植物由来の樹脂で作ったトレイ 1 個(架空)について、PACT v3 の記録の 4 つの欄を、"
        "符号を付けて埋めてください(小数第 3 位まで)。",
        "For one (fictitious) tray of plant-based resin, fill in four fields of a PACT v3 record, with their "
        "signs, to three decimals.",
    ),
    given=(
        Given("mass", Text("トレイの質量", "mass of the tray"), "kg"),
        Given(
            "carbon_percent",
            Text("質量のうち生物由来炭素", "biogenic carbon, of the mass"),
            "%",
        ),
        Given("fossil", Text("化石由来の排出", "fossil emissions"), "kg-CO2e"),
        Given("luc", Text("土地利用変化の排出", "emissions of land-use change"), "kg-CO2e"),
        Given(
            "non_co2",
            Text("生物起源の CO2 以外の排出(CH4 など)", "biogenic gases other than CO2 (CH4 etc.)"),
            "kg-CO2e",
        ),
    ),
    parts={
        "carbon": Part(
            Number("kg", absolute=0.0006),
            Text("炭素の kg biogenicCarbonContent", "biogenicCarbonContent, kg of carbon"),
        ),
        "uptake": Part(ROUNDED, Text("吸収 biogenicCO2Uptake", "biogenicCO2Uptake")),
        "excluding": Part(
            ROUNDED, Text("吸収を除く pcfExcludingBiogenicUptake", "pcfExcludingBiogenicUptake")
        ),
        "including": Part(
            ROUNDED, Text("吸収を含む pcfIncludingBiogenicUptake", "pcfIncludingBiogenicUptake")
        ),
    },
    objective="08-excluding-and-including-uptake",
    read_more=PAGE,
    draw=draw_tray,
    reference=fields,
    hints=(
        Text(
            "炭素の欄は {mass} kg × {carbon_percent} %。炭素 12 kg は CO2 44 kg になります。"
            "吸収は大気から減る向きなので、負の数です。",
            "The carbon field is {mass} kg x {carbon_percent} %. 12 kg of carbon make 44 kg of CO2. Uptake takes "
            "from the air: it is negative.",
        ),
        Text(
            "除く値 = 吸収の欄のほかを全部足した値(3 つの排出の和)。含む値 = 除く値 +(負の)吸収です。",
            "Excluding = the sum of all but the uptake (the three emissions). Including = excluding + the "
            "(negative) uptake.",
        ),
    ),
)


def emissions(data: dict) -> float:
    """The three emissions together, kg CO2e."""
    return data["fossil"] + data["luc"] + data["non_co2"]


@q08b.misconception(
    Text(
        "吸収の符号が逆です。吸収は大気から CO2 が減る向きなので負の数で書き、含む値は除く値より小さくなります。",
        "The sign of the uptake is reversed. Uptake is written as a negative number, and the total that includes "
        "it is the smaller one.",
    )
)
def uptake_added(data: dict) -> dict:
    """Uptake as if it were an emission."""
    co2 = carbon(data) * CO2_PER_C
    return {"uptake": co2, "including": emissions(data) + co2}


@q08b.misconception(
    Text(
        "吸収が炭素の kg のままです。CO2 にするには 44/12 を掛けます。",
        "The uptake is still in kilograms of carbon. Multiply by 44/12 to get CO2.",
    )
)
def carbon_as_co2(data: dict) -> dict:
    """Carbon taken for carbon dioxide."""
    return {"uptake": -carbon(data), "including": emissions(data) - carbon(data)}


@q08b.misconception(
    Text(
        "換算の向きが逆です。炭素 12 に酸素が付いて CO2 44 になるので、重くなる向き(× 44/12)です。",
        "The conversion goes the wrong way. Carbon gains oxygen: 12 becomes 44, so it gets heavier (x 44/12).",
    )
)
def carbon_shrinks(data: dict) -> dict:
    """Twelve over forty-four."""
    co2 = carbon(data) / CO2_PER_C
    return {"uptake": -co2, "including": emissions(data) - co2}


@q08b.misconception(
    Text(
        "除く値に吸収を入れています。吸収(負の数)を足すのは「含む」値のほうです。",
        "The uptake was taken off the total that excludes it. It belongs to the including total.",
    )
)
def uptake_in_excluding(data: dict) -> dict:
    """The uptake netted in the excluding total."""
    return {"excluding": emissions(data) - carbon(data) * CO2_PER_C}


@q08b.misconception(
    Text(
        "化石由来だけになっています。「吸収を除く」値から外れるのは吸収だけで、土地利用変化や生物起源の CH4 などは入ります。",
        "That is the fossil part alone. Excluding uptake leaves out the uptake only: land-use change and "
        "biogenic CH4 and the like belong to it.",
    )
)
def fossil_only(data: dict) -> dict:
    """Excluding uptake read as excluding all that is not fossil."""
    uptake = carbon(data) * CO2_PER_C
    return {"excluding": data["fossil"], "including": data["fossil"] - uptake}


@q08b.misconception(
    Text(
        "生物起源の CO2 以外の排出(CH4 など)が抜けています。大気に出る温室効果ガスなので、由来によらず足します。",
        "Biogenic gases other than CO2 are missing. They are greenhouse gases that go into the air, whatever "
        "they come from.",
    )
)
def methane_left_out(data: dict) -> dict:
    """Biogenic methane held to be neutral."""
    kept = data["fossil"] + data["luc"]
    return {"excluding": kept, "including": kept - carbon(data) * CO2_PER_C}


@q08b.misconception(
    Text(
        "炭素の欄に CO2 の kg を書いています。biogenicCarbonContent の単位は kg-C です。44/12 を掛けるのは、吸収の欄だけです。",
        "Kilograms of CO2 stand in the carbon field. biogenicCarbonContent is in kg of carbon; 44/12 belongs to the "
        "uptake only.",
    )
)
def co2_as_carbon(data: dict) -> dict:
    """The carbon content stated as carbon dioxide."""
    return {"carbon": carbon(data) * CO2_PER_C}


@q08b.misconception(
    Text(
        "トレイの質量を、そのまま炭素の量としています。質量に、炭素の割合を掛けます。",
        "The tray's mass was taken for carbon. Multiply it by the share of carbon.",
    )
)
def mass_as_carbon(data: dict) -> dict:
    """All of the tray taken for carbon."""
    return {"carbon": data["mass"]}


# ---------------------------------------------------------------------------------------
# 8c  the packaging flag: which records break the rule

LETTERS = ("A", "B", "C", "D", "E", "F", "G")


def shown(flag: bool | None, value: float | None) -> str:
    """A record's two fields as a reader sees them: flag / value, — where there is none."""
    said = {True: "true", False: "false", None: "—"}[flag]
    return f"{said} / " + ("—" if value is None else f'"{value:g}"')


def draw_records(draw: Draw) -> dict:
    """Seven records in a drawn order: three that keep the rule, four that break it."""
    kinds = {
        "stated": (True, draw.step(0.21, 0.48, 0.03)),
        "unstated": (True, None),
        "left out": (False, None),
        "contradicts": (False, draw.step(0.2, 0.5, 0.03)),
        "zero": (False, 0.0),
        "no flag": (None, draw.step(0.25, 0.55, 0.05)),
        "negative": (True, -draw.step(0.15, 0.35, 0.05)),
    }
    order = dict(zip(draw.shuffled(list(kinds)), LETTERS, strict=True))
    data = {order[name]: shown(*pair) for name, pair in kinds.items()}
    return dict(sorted(data.items())) | {"kinds": kinds, "order": order}


def letters(data: dict, *names: str) -> list[str]:
    """The letters of these records."""
    return sorted(data["order"][name] for name in names)


def broken(data: dict) -> list[str]:
    """The records that the packaging rule finds fault with."""
    return letters(data, *(name for name, pair in data["kinds"].items() if check_packaging(*pair)))


q08c = Question(
    "08c",
    title=Text("包装のフラグと値", "The packaging flag and its value"),
    ask=Text(
        "取引先から届いた 7 件の記録です。「packagingEmissionsIncluded / packagingGhgEmissions」の順に並べました。"
        "— は、その項目が記録にないことを表します。規則に合わない記録を、すべて選んでください。",
        "Seven records have arrived, shown as packagingEmissionsIncluded / packagingGhgEmissions. A dash means "
        "that the property is not in the record. Choose all the records that break the rules.",
    ),
    given=tuple(Given(name, Text(f"記録 {name}", f"record {name}")) for name in LETTERS),
    parts={"": Part(Choices(LETTERS))},
    objective="08-packaging-flag-and-value",
    read_more=PAGE,
    draw=draw_records,
    reference=broken,
    hints=(
        Text(
            "決まりは 3 つです。フラグは必ず報告する。フラグが false なら値の項目は書かない。値は 0 以上。",
            "Three rules: the flag is always reported; with the flag false there is no value; a value is 0 or more.",
        ),
        Text(
            "フラグが true でも、値は必須ではありません(書くことが望ましい)。規則に合わない記録は 4 件あります。",
            "With the flag true the value is desirable, not mandatory. Four records break the rules.",
        ),
    ),
)


@q08c.misconception(
    Text(
        "フラグが false なのに値がある記録を見逃しています。「含めていない」と言いながら値があると、受け手は合計に入って"
        "いるのかどうか判断できません。false なら値の項目は書きません。",
        "A record with the flag false and a value was passed. Whoever reads it cannot tell whether the packaging is "
        "in the total: with false, the value must be absent.",
    )
)
def value_is_a_service(data: dict) -> list[str]:
    """A value beside the flag false taken for additional information."""
    return letters(data, "zero", "no flag", "negative")


@q08c.misconception(
    Text(
        'フラグが false で値が "0" の記録を見逃しています。0 は「計算したら 0 だった」という意味です。含めていないなら、'
        "項目そのものを書きません。",
        'A record with the flag false and "0" was passed. Zero says that it was calculated and came to nothing: what '
        "is not included is not written at all.",
    )
)
def zero_is_nothing(data: dict) -> list[str]:
    """Zero held to be the same as absent."""
    return letters(data, "contradicts", "no flag", "negative")


@q08c.misconception(
    Text(
        "フラグのない記録を見逃しています。値があっても、含めたかどうかの表示(フラグ)は必ず報告します。",
        "A record without the flag was passed. Whether packaging is included must be reported, also beside a value.",
    )
)
def flag_goes_without_saying(data: dict) -> list[str]:
    """The flag thought to follow from the value."""
    return letters(data, "contradicts", "zero", "negative")


@q08c.misconception(
    Text(
        "フラグが true で値のない記録まで選んでいます。包装の値を別に示すことは望ましいのですが、必須ではありません。",
        "A record with the flag true and no value was chosen. Stating the value apart is desirable, not mandatory.",
    )
)
def value_is_mandatory(data: dict) -> list[str]:
    """A missing value held to be a fault."""
    return letters(data, "contradicts", "zero", "no flag", "negative", "unstated")


@q08c.misconception(
    Text(
        "フラグが false で値のない記録まで選んでいます。「包装は含めていない」と正しく伝えている記録です。",
        "A record with the flag false and no value was chosen. It says correctly that packaging is not included.",
    )
)
def must_be_included(data: dict) -> list[str]:
    """The flag false itself held to be a fault."""
    return letters(data, "contradicts", "zero", "no flag", "negative", "left out")


@q08c.misconception(
    Text(
        "値が負の記録を見逃しています。包装の排出量は 0 以上です。植物が吸収した分を、ここで差し引くことはしません。",
        "A record with a negative value was passed. Packaging emissions are 0 or more; what plants took up is not "
        "netted here.",
    )
)
def paper_takes_up(data: dict) -> list[str]:
    """Uptake of the cardboard netted in the packaging value."""
    return letters(data, "contradicts", "zero", "no flag")


# ---------------------------------------------------------------------------------------
# 8d  when the biogenic part is due, and why

PRODUCTS = LETTERS[:5]
CARBON_DUE = "生物由来炭素だけが基準を超えるので、算定が必要 (due: only the biogenic carbon is above its limit)"
LAND_DUE = "土地由来の排出だけが基準を超えるので、算定が必要 (due: only the land emissions are above their limit)"
BOTH_DUE = "両方が基準を超えるので、算定が必要 (due: both are above their limits)"
CARBON_LOW = (
    "生物由来炭素が基準以下なので、省ける (left out: the biogenic carbon is not above its limit)"
)
LAND_LOW = "土地由来の排出が基準以下なので、省ける (left out: the land emissions are not above their limit)"
BOTH_LOW = "両方が基準以下なので、省ける (left out: neither is above its limit)"
REASONS = (CARBON_DUE, LAND_DUE, BOTH_DUE, CARBON_LOW, LAND_LOW, BOTH_LOW)


def draw_products(draw: Draw) -> dict:
    """Five products: above one limit, the other, both, neither, and exactly at both."""
    shares = {
        "carbon": (draw.step(5.5, 9.5, 0.5), draw.step(0.2, 2.6, 0.2)),
        "land": (draw.step(1.0, 4.5, 0.5), draw.step(3.2, 6.8, 0.2)),
        "both": (draw.step(15.0, 45.0, 2.5), draw.step(3.6, 8.4, 0.4)),
        "neither": (draw.step(1.5, 4.5, 0.5), draw.step(0.4, 2.6, 0.2)),
        "limit": (5.0, 3.0),
    }
    order = dict(zip(draw.shuffled(list(shares)), PRODUCTS, strict=True))
    facts = {}
    for name, (carbon_percent, land_percent) in shares.items():
        mass = draw.step(0.4, 2.4, 0.2)
        facts[name] = (round(mass * carbon_percent / 100, 5), mass, land_percent)
    data = {
        order[name]: f"{carbon:g} kg / {mass:g} kg / {land:g} %"
        for name, (carbon, mass, land) in facts.items()
    }
    asked = draw.choice(("carbon", "land"))
    more = {"facts": facts, "order": order, "kind": asked, "asked": order[asked]}
    return dict(sorted(data.items())) | more


def which_are_due(data: dict) -> dict:
    """The products whose biogenic part must be calculated, by the rules of PACT v3."""
    due = [
        name
        for name, (carbon, mass, land) in data["facts"].items()
        if biogenic_due(biogenic_carbon_percent(carbon, mass), land)
    ]
    return {
        "due": letters(data, *due),
        "reason": {"carbon": CARBON_DUE, "land": LAND_DUE}[data["kind"]],
    }


q08d = Question(
    "08d",
    title=Text("生物由来の分の算定が要るか", "Whether the biogenic part is due"),
    ask=Text(
        "5 つの製品について、「製品 1 個に含まれる生物由来炭素 / 製品 1 個の質量 / フットプリントに占める土地由来の排出の割合」"
        "を示します。PACT v3 の規則(炭素 5 %、土地 3 %)で、生物由来の分の算定が必要な製品をすべて選び、"
        "製品 {asked} についてはその理由も 1 つ選んでください。",
        "For five products you see: biogenic carbon in one piece / mass of one piece / land emissions in percent "
        "of the footprint. By the rule of PACT v3 (carbon 5 %, land 3 %), choose all the products whose biogenic "
        "part must be calculated, and for product {asked} the reason.",
    ),
    given=(
        *(Given(name, Text(f"製品 {name}", f"product {name}")) for name in PRODUCTS),
        Given("asked", Text("理由を答える製品", "product whose reason is asked")),
    ),
    parts={
        "due": Part(Choices(PRODUCTS), Text("算定が必要な製品", "products")),
        "reason": Part(Choice(REASONS), Text("理由", "reason")),
    },
    objective="08-when-the-biogenic-part-is-due",
    read_more=PAGE,
    draw=draw_products,
    reference=which_are_due,
    hints=(
        Text(
            "まず炭素を % に直します。生物由来炭素 ÷ 製品の質量 × 100。それから 5 % と 3 % を、それぞれ超えるかを見ます。",
            "First turn the carbon into percent: carbon / mass x 100. Then see for each whether it is above 5 % and 3 %.",
        ),
        Text(
            "規則は「炭素が 5 % を超える、または土地が 3 % を超えるなら算定する」です。ちょうどの値は、超えていません。",
            "The rule: due if carbon is above 5 % or land is above 3 %. Exactly the limit is not above it.",
        ),
    ),
)


@q08d.misconception(
    Text(
        "「または」の否定を取り違えています。算定の条件が「または」なので、省ける条件は「かつ」(両方が基準以下)です。",
        "The negation of 'or' went wrong. It is due if one or the other is above, so it may be left out only if both "
        "are not.",
    )
)
def either_below_is_enough(data: dict) -> dict:
    """Left out as soon as one share is below its limit."""
    low = {"carbon": LAND_LOW, "land": CARBON_LOW}[data["kind"]]
    return {"due": letters(data, "both"), "reason": low}


@q08d.misconception(
    Text(
        "炭素だけで決めています。炭素が少ない製品でも、土地由来の排出が 3 % を超えれば算定が必要です。",
        "That goes by the carbon alone. With little carbon, land emissions above 3 % make it due as well.",
    )
)
def carbon_alone(data: dict) -> dict:
    """The land emissions forgotten."""
    return {"due": letters(data, "carbon", "both")}


@q08d.misconception(
    Text(
        "土地由来の排出だけで決めています。炭素は kg のまま 5 と比べるのではなく、製品の質量に対する % に直して比べます。",
        "That goes by the land emissions alone. The carbon is compared as a percentage of the product's mass, not as "
        "kilograms against 5.",
    )
)
def land_alone(data: dict) -> dict:
    """Kilograms of carbon held against five percent: never above."""
    return {"due": letters(data, "land", "both")}


@q08d.misconception(
    Text(
        "基準ちょうどの製品まで入れています。規則は「超える」なので、5 % と 3 % ちょうどは超えていません。",
        "A product exactly at the limits is in it. The rule says above: exactly 5 % and 3 % are not above.",
    )
)
def limit_counts(data: dict) -> dict:
    """At the limit taken for above it."""
    return {"due": letters(data, "carbon", "land", "both", "limit")}


@q08d.misconception(
    Text(
        "いつでも算定する、は PACT v2 の規則です。ここでは v3 の規則(5 % と 3 %)で答えます。",
        "Always is the rule of PACT v2. Here the rule of v3 (5 % and 3 %) is asked for.",
    )
)
def always(data: dict) -> dict:
    """The older edition's rule."""
    return {"due": list(PRODUCTS)}


# ---------------------------------------------------------------------------------------
# Quick checks, answered in the chapter's page: public numbers, no points, not in the notebook
#
# q1  who counts what under cut-off

METALS = {"アルミ": "aluminium", "鋼": "steel", "銅": "copper"}


def draw_two_lives(draw: Draw) -> dict:
    """A part of some metal with recycled content, and what happens around it."""
    ja = draw.choice(tuple(METALS))
    en = METALS[ja]
    data = {
        "metal": ja,
        "metal_en": en,
        "virgin": f"部品に使う新材の{ja}の製造 (making the virgin {en} in the part)",
        "melting": f"部品に使う再生{ja}の回収・溶解 (collecting and melting the recycled {en} in the part)",
        "landfill": "自社の廃材を埋め立てる処理 (landfilling the own waste)",
        "first_life": f"再生{ja}が前の製品で新材だったときの製造 (making that recycled {en} when it was virgin)",
        "own_scrap": f"リサイクルに出した自社の端材を溶かす処理 (melting the own {en} scrap that was sent to recycling)",
        "credit": f"使用後に回収されて節約される新材の分を引く (subtracting the virgin {en} saved after use)",
    }
    names = ("virgin", "melting", "landfill", "first_life", "own_scrap", "credit")
    return data | {"options": tuple(draw.shuffled([data[name] for name in names]))}


q08q1 = Question(
    "08-q1",
    title=Text("カットオフ法でだれが数えるか", "Who counts what by cut-off"),
    ask=Text(
        "再生{metal}を一部に使った部品を作ります。カットオフ法で、この部品の排出量に入れるものを、すべて選んでください。",
        "A part is made with some recycled {metal_en}. By the cut-off approach, choose everything that enters the "
        "emissions of the part.",
    ),
    given=(),
    parts={"": Part(lambda data: Choices(data["options"]))},
    objective="08-who-counts-by-cut-off",
    read_more=PAGE,
    draw=draw_two_lives,
    reference=lambda data: [data["virgin"], data["melting"], data["landfill"]],
    points=0,
    hints=(
        Text(
            "線は「リサイクルに回した所」で引きます。線より前は前の製品、線より後は次の製品のものです。",
            "The line runs where something is handed over to recycling: before it the earlier product, after it the next.",
        ),
        Text(
            "入れるものは 3 つです。埋め立ては、だれにも使われないので、出した側が数えます。",
            "Three of them enter. What is landfilled serves nobody: who made the waste counts it.",
        ),
    ),
)


@q08q1.misconception(
    Text(
        "使用後のリサイクルの分を引いています。それは再生材を使う次の製品に現れるので、ここで引くと二重になります。",
        "Recycling after use was subtracted. It shows in the next product, which uses the material: taken here too, it "
        "counts twice.",
    )
)
def credit_taken(data: dict) -> list[str]:
    """The credit of later recycling taken as well."""
    return [data["virgin"], data["melting"], data["landfill"], data["credit"]]


@q08q1.misconception(
    Text(
        "再生材の前の一生まで負わせています。新材だったときの製造は、前の製品がもう数えました。",
        "The recycled material was charged with its first life. The earlier product has counted that.",
    )
)
def first_life_carried(data: dict) -> list[str]:
    """The first life of the recycled material counted again."""
    return [data["virgin"], data["melting"], data["landfill"], data["first_life"]]


@q08q1.misconception(
    Text(
        "リサイクルに出した端材の処理まで入れています。溶かす処理は、その再生材を使う次の製品が数えます。",
        "Processing the scrap sent to recycling is in it. Who uses the recycled material counts that.",
    )
)
def scrap_processing_carried(data: dict) -> list[str]:
    """Recycling of the own scrap kept."""
    return [data["virgin"], data["melting"], data["landfill"], data["own_scrap"]]


@q08q1.misconception(
    Text(
        "埋め立てが抜けています。処理業者が行っても、廃棄物を出した製品が数えます。",
        "Landfilling is missing. Whoever carries it out, the product that made the waste counts it.",
    )
)
def landfill_left_out(data: dict) -> list[str]:
    """Waste treatment held to be the contractor's."""
    return [data["virgin"], data["melting"]]


# ---------------------------------------------------------------------------------------
# q2  uptake from the carbon content

q08q2 = Question(
    "08-q2",
    title=Text("炭素から吸収を求める", "Uptake from the carbon content"),
    ask=Text(
        "質量 {mass} kg の植物由来の樹脂に、生物由来炭素が質量の {percent} % 含まれます。"
        "biogenicCO2Uptake は何 kg-CO2e ですか(符号を付けて、小数第 3 位まで)。",
        "{mass} kg of a plant-based resin hold biogenic carbon of {percent} % of their mass. What is "
        "biogenicCO2Uptake in kg-CO2e, with its sign, to three decimals?",
    ),
    given=(
        Given("mass", Text("樹脂の質量", "mass of the resin"), "kg"),
        Given("percent", Text("生物由来炭素の割合", "share of biogenic carbon"), "%"),
    ),
    parts={"": Part(ROUNDED)},
    objective="08-uptake-from-carbon",
    read_more=PAGE,
    draw=lambda draw: {
        "mass": draw.step(0.3, 0.9, 0.05),
        "percent": draw.whole(46, 64, 2),
    },
    reference=lambda data: uptake_kg_co2e(data["mass"] * data["percent"] / 100),
    points=0,
    hints=(
        Text(
            "まず炭素の質量を出します。{mass} kg × {percent} % です。",
            "First the mass of carbon: {mass} kg x {percent} %.",
        ),
        Text(
            "炭素 × 44/12 が CO2 の質量です。吸収なので、負の符号を付けます。",
            "Carbon x 44/12 is the mass of CO2. It is an uptake: put a minus sign.",
        ),
    ),
)


@q08q2.misconception(
    Text(
        "符号が正になっています。吸収は大気から減る向きなので、負の数で書きます。",
        "The sign is positive. Uptake takes from the air and is written as a negative number.",
    )
)
def uptake_positive(data: dict) -> float:
    """Uptake written as an emission."""
    return data["mass"] * data["percent"] / 100 * CO2_PER_C


@q08q2.misconception(
    Text(
        "炭素の質量のままです。CO2 にするには 44/12 を掛けます。",
        "That is the mass of carbon. Multiply by 44/12 to get CO2.",
    )
)
def still_carbon(data: dict) -> float:
    """Not turned into CO2."""
    return -data["mass"] * data["percent"] / 100


@q08q2.misconception(
    Text(
        "樹脂の質量の全部を炭素としています。先に生物由来炭素の割合を掛けます。",
        "All of the resin's mass was taken for carbon. Multiply by the share of biogenic carbon first.",
    )
)
def all_is_carbon(data: dict) -> float:
    """The whole mass taken for carbon."""
    return -data["mass"] * CO2_PER_C


# ---------------------------------------------------------------------------------------
# q3  leaving packaging out of a record

ABSENT = "項目を書かない (leave the property out)"
ZERO = '"0" と書く (write "0")'
KEPT = "包装の排出量を参考として書く (state the packaging's emissions for information)"

q08q3 = Question(
    "08-q3",
    title=Text("包装を含めない記録", "A record without packaging"),
    ask=Text(
        "ノートPC 1 台の合計は {total} kg-CO2e で、そのうち包装が {packaging} kg-CO2e です。"
        "包装を含めない記録(packagingEmissionsIncluded が false)に直します。"
        "合計の値と、packagingGhgEmissions の書き方を答えてください。",
        "One notebook PC has {total} kg-CO2e, of which packaging is {packaging} kg-CO2e. Make it a record without "
        "packaging (packagingEmissionsIncluded false): the total, and what to do with packagingGhgEmissions.",
    ),
    given=(
        Given("total", Text("包装を含む合計", "total with packaging"), "kg-CO2e"),
        Given("packaging", Text("うち包装", "of it packaging"), "kg-CO2e"),
    ),
    parts={
        "total": Part(Number("kg-CO2e", relative=1e-4), Text("合計", "total")),
        "value": Part(
            Choice((ABSENT, ZERO, KEPT)), Text("packagingGhgEmissions", "packagingGhgEmissions")
        ),
    },
    objective="08-record-without-packaging",
    read_more=PAGE,
    draw=lambda draw: {
        "total": draw.step(20.11, 23.91, 0.1),
        "packaging": draw.step(0.26, 0.62, 0.04),
    },
    reference=lambda data: {"total": data["total"] - data["packaging"], "value": ABSENT},
    points=0,
    hints=(
        Text(
            "包装の排出量は、合計の内数です。フラグは合計に入っているかどうかを表します。",
            "Packaging is part of the total. The flag says whether it is in it.",
        ),
        Text(
            "false のとき、値の項目は記録にあってはいけません。0 も同じです。",
            "With the flag false the property must not be there, not even as 0.",
        ),
    ),
)


@q08q3.misconception(
    Text(
        "合計がそのままです。フラグを false にするなら、包装の分を合計から外します。",
        "The total is unchanged. With the flag false, packaging comes out of it.",
    )
)
def flag_alone_changed(data: dict) -> dict:
    """Only the flag turned."""
    return {"total": data["total"]}


@q08q3.misconception(
    Text(
        "包装を合計に足しています。包装の排出量は、もともと合計の内数です。",
        "Packaging was added. It is part of the total already.",
    )
)
def packaging_on_top(data: dict) -> dict:
    """Packaging taken to be on top of the total."""
    return {"total": data["total"] + data["packaging"]}


@q08q3.misconception(
    Text(
        '"0" は「計算したら 0 だった」という意味になります。含めていないなら、項目を書きません。',
        '"0" says that it was calculated and came to nothing. What is not included is not written.',
    )
)
def zero_written(data: dict) -> dict:
    """Zero for absent."""
    return {"value": ZERO}


@q08q3.misconception(
    Text(
        "false のまま値を書くと、受け手は合計に入っているのかどうか分かりません。参考の値は comment などの文章で伝えます。",
        "A value beside false leaves the reader in doubt whether it is in the total. Say it in words, in comment.",
    )
)
def kept_for_information(data: dict) -> dict:
    """The value kept beside the flag false."""
    return {"value": KEPT}
