"""Questions of chapter 1: the map of documents, editions and systems.

What is asked are facts; everybody gets other editions, other situations, another order.
Dates stand in `datasets/editions.csv`, each with its source.
"""

from datetime import date, timedelta

from gxd_teach import datasets
from gxd_teach.classroom import Choice, Choices, Draw, Given, Number, Part, Question, Table, Text
from gxd_teach.framework import ScopeEmissions, organization_footprint

PUBLISHED = {row["edition_id"]: row["published"] for row in datasets.rows("editions")}
DEPRECATED = {row["edition_id"]: row["deprecated"] for row in datasets.rows("editions")}
LETTERS = ("ア", "イ", "ウ", "エ", "オ", "カ")


# ---------------------------------------------------------------------------------------
# 1a  four documents: which work is each for, and when was it published

DOCUMENTS = ("FW", "仕様", "物流", "拡張")
WORK = {
    "FW": (
        "自社の値をどう計算し、データの質をどう開示するかを決める "
        "(decide how to calculate our value and how to disclose its quality)",
        "取引先に渡す値の範囲(どこからどこまでか)を社内で決める "
        "(settle within the company which processes a value for customers covers)",
        "製品ごとのデータがない部品を、会社の排出量から計算する方法を調べる "
        "(look up how to calculate a part without product data from company emissions)",
    ),
    "仕様": (
        "取引先のシステムと自動でやり取りする API を作る "
        "(build the API that exchanges values with a customer's system)",
        "渡すデータの項目と共通の形式を、開発会社に伝える "
        "(tell the developers the data items and the common format)",
        "異なる製品のソフトどうしをつなぐ通信の決まりを調べる "
        "(look up how software of different vendors connects)",
    ),
    "物流": (
        "荷主として、トラックから鉄道までの輸送全体の排出量を計算する "
        "(calculate a transport chain by truck and rail for a shipper)",
        "物流拠点での荷役の排出量を、輸送と分けて計算する "
        "(calculate the handling at a logistics hub apart from the transport)",
        "輸送を区間に分けて、区間ごとの排出量を足し上げる "
        "(split a transport into legs and add up their emissions)",
    ),
    "拡張": (
        "PACT の記録に「組織ベースで算定した」ことを書き足す "
        "(add to a PACT record that it was calculated organization-based)",
        "使った証書の量を書く欄が、PACT の記録のどこにあるかを探す "
        "(find where a PACT record states the certificates used)",
        "自社分だけ(Gate-to-Gate)の排出量を、PACT の記録に添える "
        "(put the gate-to-gate emissions beside the others in a PACT record)",
    ),
}
EXTENSION_MONTH = PUBLISHED["GXD-EXTENSION"][:7]
NEWS, PLAN = "2023-07-03", "2024-03"  # an article on Edition 1.0; the plan for Edition 2.0
DATES = tuple(
    sorted(
        {
            PUBLISHED["GXD-FW-1.0"],
            PUBLISHED["GXD-SPEC-1.0"],
            PUBLISHED["GXD-FW-2.0"],
            PUBLISHED["GXD-LOGISTICS-1.0"],
            EXTENSION_MONTH,
            NEWS,
            PLAN,
        }
    )
)


def draw_documents(draw: Draw) -> dict:
    """One situation for each document, in a drawn order; an edition of the first two."""
    order = draw.shuffled(DOCUMENTS)
    data = {f"work_{i}": draw.choice(WORK[name]) for i, name in enumerate(order)}
    return data | {
        "letters": {name: LETTERS[i] for i, name in enumerate(order)},
        "fw": draw.choice(("1.0", "2.0")),
        "spec": draw.choice(("1.0", "2.0")),
    }


def documents(data: dict) -> dict:
    """Each document with its work's letter and its date of publication."""
    dates = {
        "FW": PUBLISHED[f"GXD-FW-{data['fw']}"],
        "仕様": PUBLISHED[f"GXD-SPEC-{data['spec']}"],
        "物流": PUBLISHED["GXD-LOGISTICS-1.0"],
        "拡張": EXTENSION_MONTH,
    }
    return {name: {"仕事": data["letters"][name], "公表": dates[name]} for name in DOCUMENTS}


q01a = Question(
    "01a",
    title=Text("4 つの文書の役割と日付", "Four documents, their work and their dates"),
    ask=Text(
        "次の 4 つの仕事(ア〜エ)で、最初に開く文書はそれぞれどれですか。文書ごとに、仕事の記号と公表の日付を"
        "答えてください。FW は CO2可視化フレームワーク Edition {fw}、仕様は データ連携のための技術仕様 "
        "Version {spec}、物流は 物流CO2可視化のためのガイドライン V1.0、拡張は コンソーシアムの "
        "PACT Data Model Extension(日付は年月)です。",
        "Which document is opened first for each of the four pieces of work (ア to エ)? Give for each "
        "document the letter of its work and its date of publication. FW is the CO2 Visualization "
        "Framework Edition {fw}, 仕様 the technical specification Version {spec}, 物流 the "
        "logistics guideline V1.0, 拡張 the consortium's PACT data model extension (year and month).",
    ),
    given=(
        *(Given(f"work_{i}", Text(LETTERS[i], f"work {LETTERS[i]}")) for i in range(4)),
        Given("fw", Text("FW の版 (Edition)", "edition of the FW")),
        Given("spec", Text("仕様の版 (Version)", "version of the 仕様")),
    ),
    shape=Table(DOCUMENTS, {"仕事": Choice(LETTERS[:4]), "公表": Choice(DATES)}),
    objective="01-place-the-documents",
    read_more="book/framework/01-map",
    draw=draw_documents,
    reference=documents,
    hints=(
        Text(
            "計算の決まりは FW、渡し方の決まりは仕様、運ぶ話は物流、PACT の記録に足す項目は拡張です。",
            "Calculating is the FW's, handing over the 仕様's, transport the 物流's, and what is "
            "added to a PACT record the 拡張's.",
        ),
        Text(
            "FW Edition 1.0 は 2023 年 6 月、技術仕様 Version 1.0 は同じ年の 8 月です。どちらも「2」の版は同じ日に出ました。",
            "FW Edition 1.0 is of June 2023, the 仕様 Version 1.0 of August that year; the second of "
            "both came out on one day.",
        ),
    ),
)


@q01a.misconception(
    Text(
        "FW と技術仕様が入れかわっています。FW は「どう計算し、どう開示するか」、技術仕様は"
        "「どんな形のデータを、どう通信するか」です。",
        "FW and 仕様 are exchanged. The FW says how to calculate and disclose, the 仕様 in which "
        "form and by which API data travel.",
    )
)
def framework_as_specification(data: dict) -> dict:
    """The framework taken for the specification of the API."""
    letters = data["letters"]
    return {"FW": {"仕事": letters["仕様"]}, "仕様": {"仕事": letters["FW"]}}


@q01a.misconception(
    Text(
        "拡張を新しい技術仕様と考えています。拡張は、PACT の記録に GxD の項目を書き足すためのもので、"
        "通信のしかたは技術仕様にあります。",
        "The 拡張 is taken for a newer specification. It adds GxD's items to a PACT record; how to "
        "communicate stands in the 仕様.",
    )
)
def extension_as_specification(data: dict) -> dict:
    """The extension taken for the newest specification."""
    letters = data["letters"]
    return {"拡張": {"仕事": letters["仕様"]}, "仕様": {"仕事": letters["拡張"]}}


@q01a.misconception(
    Text(
        "輸送の計算を FW に任せています。輸送の区間や物流拠点の計算は、物流のガイドラインが受け持ちます。",
        "Transport is left to the FW. Legs and hubs are what the logistics guideline is for.",
    )
)
def logistics_in_the_framework(data: dict) -> dict:
    """The framework taken to cover the logistics calculation, the guideline to be about values."""
    letters = data["letters"]
    return {"FW": {"仕事": letters["物流"]}, "物流": {"仕事": letters["FW"]}}


@q01a.misconception(
    Text(
        "それは紹介記事の日付(2023-07-03)か、計画で示された時期(2024-03)です。公表の日付は、文書そのものが出た日です。",
        "That is the date of an article (2023-07-03) or the time a plan named (2024-03). What counts is "
        "the day on which the document itself came out.",
    )
)
def news_or_plan(data: dict) -> dict:
    """The date of a news item, or of a plan, taken for the publication."""
    return {"FW": {"公表": NEWS if data["fw"] == "1.0" else PLAN}}


@q01a.misconception(
    Text(
        "もう一方の版の日付です。版の番号と日付を組にして覚えます。",
        "That is the other edition's date. Keep number and date together.",
    )
)
def other_edition(data: dict) -> dict:
    """The date of the other edition."""
    other = {"1.0": "2.0", "2.0": "1.0"}
    return {
        "FW": {"公表": PUBLISHED[f"GXD-FW-{other[data['fw']]}"]},
        "仕様": {"公表": PUBLISHED[f"GXD-SPEC-{other[data['spec']]}"]},
    }


# ---------------------------------------------------------------------------------------
# 1b  the status of PACT's editions on a day

USABLE = "使える (usable)"
OUT = "非推奨 (deprecated)"
NOT_YET = "未公表 (not yet published)"
STATUS = (USABLE, OUT, NOT_YET)
DIRECT = "そのまま受け渡せる (as it is)"
CONVERT = "変換がいる (needs conversion)"
END_V2 = date.fromisoformat(DEPRECATED["PACT-TECH-2.3"])
START_V3 = date.fromisoformat(PUBLISHED["PACT-TECH-3.0"])


def draw_days(draw: Draw) -> dict:
    """A v2 specification, a day between v3's coming and v2's end, and a day after it."""
    before = START_V3 + timedelta(days=draw.whole(30, 320))
    after = END_V2 + timedelta(days=draw.whole(14, 230))
    return {
        "version": draw.choice(("2.0", "2.1", "2.2", "2.3")),
        "before": before.isoformat(),
        "after": after.isoformat(),
    }


def status(edition: str, day: str) -> str:
    """The status of an edition on a day, by its two dates."""
    if PUBLISHED[edition] > day:
        return NOT_YET
    return OUT if DEPRECATED[edition] and DEPRECATED[edition] <= day else USABLE


def statuses(data: dict) -> dict:
    """Specification v2 on both days, methodology v2 on the later one, and the exchange."""
    edition = f"PACT-TECH-{data['version']}"
    return {
        "spec_before": status(edition, data["before"]),
        "spec_after": status(edition, data["after"]),
        "methodology_after": status("PACT-METHODOLOGY-2", data["after"]),
        "exchange": CONVERT,
    }


q01b = Question(
    "01b",
    title=Text("PACT の版はいま使えるか", "Are these editions of PACT usable"),
    ask=Text(
        "取引先が「PACT の通信仕様(Technical Specifications)v{version}」と言っています。"
        "2 つの日付で、この版の状態を答えてください。計算の方法論(Methodology)v2 の状態と、"
        "v{version} の会社と v3.0 の会社の受け渡しについても答えます。"
        "状態は 使える、非推奨、未公表、受け渡しは そのまま受け渡せる、変換がいる から選びます。",
        "A customer says: PACT Technical Specifications v{version}. Give its status on the two dates, the "
        "status of the PACT Methodology v2, and whether a company with v{version} and one with v3.0 can "
        "exchange as they are. Choose among 使える (usable), 非推奨 (deprecated), 未公表 (not yet "
        "published); そのまま受け渡せる (as it is), 変換がいる (needs conversion).",
    ),
    given=(
        Given("version", Text("取引先の通信仕様 PACT v", "the customer's specification, PACT v")),
        Given("before", Text("日付 1", "date 1")),
        Given("after", Text("日付 2", "date 2")),
    ),
    parts={
        "spec_before": Part(
            Choice(STATUS), Text("通信仕様、日付 1 の状態", "specification on date 1")
        ),
        "spec_after": Part(
            Choice(STATUS), Text("通信仕様、日付 2 の状態", "specification on date 2")
        ),
        "methodology_after": Part(
            Choice(STATUS), Text("方法論 v2、日付 2 の状態", "methodology v2 on date 2")
        ),
        "exchange": Part(
            Choice((DIRECT, CONVERT)), Text("v3.0 との受け渡し", "exchange with v3.0")
        ),
    },
    objective="01-status-on-a-day",
    read_more="book/framework/01-map",
    draw=draw_days,
    reference=statuses,
    hints=(
        Text(
            "通信仕様と方法論は別の文書で、非推奨になる日も別です。章の年表で、それぞれの日を探します。",
            "Specification and methodology are two documents with two dates of deprecation: look for both in "
            "the chapter's timeline.",
        ),
        Text(
            "通信仕様 v2 は 2026-04-01 に、方法論 v2 は 2027-12-31 に非推奨です。v2 と v3 は互いに読めません。",
            "Specification v2 is deprecated on 2026-04-01, methodology v2 on 2027-12-31; v2 and v3 do not "
            "read each other.",
        ),
    ),
)


@q01b.misconception(
    Text(
        "v3 が出た日に v2 が終わった、と考えています。非推奨になるのは 2026-04-01 で、それまでは両方が使えました。",
        "v2 did not end when v3 appeared: it is deprecated since 2026-04-01, and until then both were in use.",
    )
)
def ended_with_the_successor(data: dict) -> dict:
    """A successor taken for the end of its predecessor."""
    return {"spec_before": OUT}


@q01b.misconception(
    Text(
        "GxD の技術仕様が v2 の上に立っていても、PACT の側では通信仕様 v2 は 2026-04-01 から非推奨です。",
        "The consortium's specification stands on v2; with PACT itself v2 is deprecated since 2026-04-01 "
        "all the same.",
    )
)
def in_use_by_the_consortium(data: dict) -> dict:
    """Current because the consortium uses it."""
    return {"spec_after": USABLE}


@q01b.misconception(
    Text(
        "通信仕様と方法論を同じものと見ています。方法論 v2 が非推奨になるのは 2027-12-31 です。",
        "Specification and methodology are taken for one. The methodology v2 is deprecated on 2027-12-31.",
    )
)
def methodology_is_the_specification(data: dict) -> dict:
    """One date for both documents."""
    return {"methodology_after": OUT}


@q01b.misconception(
    Text(
        "v2 と v3 は互換ではありません。数値の意味(何あたりか)も変わったので、変換してから渡します。",
        "v2 and v3 are not compatible: even what a value is per has changed. Convert before handing over.",
    )
)
def newer_reads_older(data: dict) -> dict:
    """A newer version taken to read the older one."""
    return {"exchange": DIRECT}


# ---------------------------------------------------------------------------------------
# 1c  product-based or organization-based, and how a record says so

PER_PIECE = (
    "納入先 1 社の分を求め、納入した数で割って 1 個あたりにした "
    "(took one customer's part and divided it by the pieces delivered)"
)
ORGANIZATION = (
    "自社の Scope 1・2・3 から、納入先の分を切り出した "
    "(cut the customer's part out of the company's Scope 1, 2 and 3)",
    "工場 1 年分の排出量を、納入先に渡した数の割合で分けた "
    "(divided a year's emissions of the site by the share of pieces delivered)",
    "会社全体の Scope 3 に、納入先向けの生産の割合を掛けた "
    "(multiplied the company's Scope 3 by the customer's share of production)",
    "scope1DistributionLevel に site と書いた (wrote site in scope1DistributionLevel)",
    "製品ごとのデータがまだないので、会社の排出量を納入先に配分した "
    "(had no product data yet and allocated company emissions to the customer)",
)
CO_PRODUCT = (
    "工程を 1 つずつ計算し、同じ工程から出る副産物とは質量の比で配分した "
    "(calculated process by process and allocated to a by-product by mass)"
)
AVERAGE_FACTOR = (
    "部品の材料と電力を数えたが、掛けた係数はどれも平均値だった "
    "(counted the part's materials and electricity, all with average factors)"
)
PRODUCT = (
    "部品 1 個に使う材料と電力を工程ごとに数え、係数を掛けて足した "
    "(counted the part's materials and electricity by process, times factors, summed)",
    "LCA の手順で、採掘から出荷口までの工程を製品ごとに並べた "
    "(listed the product's processes from mining to the gate, as an LCA does)",
    "着手 1 個の値を良品率で割り、良品 1 個の値にした "
    "(divided the value of a piece begun by the yield)",
    "投入した材料の重さに、材料ごとの排出係数を掛けた "
    "(multiplied the mass of each material put in by its factor)",
)
CODES = ('"calcMethod": "0"', '"calcMethod": "1"', '"calcMethod": 0', '"calcMethod": 1')
MARKS = ("A", "B", "C", "D")


def draw_statements(draw: Draw) -> dict:
    """Six statements in a drawn order, and the four ways of writing the code."""
    statements = draw.shuffled(
        [
            PER_PIECE,
            *draw.shuffled(ORGANIZATION)[:2],
            CO_PRODUCT,
            AVERAGE_FACTOR,
            draw.choice(PRODUCT),
        ]
    )
    codes = draw.shuffled(CODES)
    wanted = draw.choice(("0", "1"))
    return (
        {f"s{i}": text for i, text in enumerate(statements)}
        | {f"code_{mark}": code for mark, code in zip(MARKS, codes, strict=True)}
        | {
            "statements": tuple(statements),
            "codes": tuple(codes),
            "code": wanted,
            "method": {"0": "製品ベース (product-based)", "1": "組織ベース (organization-based)"}[
                wanted
            ],
        }
    )


def lettered(data: dict, wanted: tuple[str, ...]) -> list[str]:
    """The letters of these statements."""
    return [LETTERS[i] for i, text in enumerate(data["statements"]) if text in wanted]


def marked(data: dict, code: str) -> str:
    """The mark of this way of writing."""
    return MARKS[data["codes"].index(code)]


def organization(data: dict) -> list[str]:
    """The letters of what is organization-based."""
    return lettered(data, (PER_PIECE, *ORGANIZATION))


q01c = Question(
    "01c",
    title=Text("製品ベースか、組織ベースか", "Product-based or organization-based"),
    ask=Text(
        "次の 6 つの文は、算定の記録から抜き出したものです。組織ベース算定の記録であるものの記号を"
        "すべて選んでください。また、表の最後の行の算定を拡張の項目 calcMethod で表すとき、正しい書き方は "
        "A〜D のどれですか。",
        "Six sentences from records of calculations. Choose the letters of all that are organization-based. "
        "And which of A to D is the right way to state the calculation of the last line in the extension's "
        "calcMethod?",
    ),
    given=(
        *(Given(f"s{i}", Text(LETTERS[i], f"sentence {LETTERS[i]}")) for i in range(6)),
        *(Given(f"code_{x}", Text(f"書き方 {x}", f"way of writing {x}")) for x in MARKS),
        Given("method", Text("calcMethod で表す算定", "calculation to state in calcMethod")),
    ),
    parts={
        "organization": Part(Choices(LETTERS), Text("組織ベースの文", "organization-based")),
        "written": Part(Choice(MARKS), Text("calcMethod の書き方", "calcMethod")),
    },
    objective="01-product-or-organization",
    read_more="book/framework/01-map",
    draw=draw_statements,
    reference=lambda data: {
        "organization": organization(data),
        "written": marked(data, f'"calcMethod": "{data["code"]}"'),
    },
    hints=(
        Text(
            "出発点を見ます。製品の工程から積み上げたか、会社や工場の排出量から切り出したか。",
            "Look where it starts: built up from a product's processes, or cut out of a company's emissions.",
        ),
        Text(
            '組織ベースの文は 3 つです。calcMethod は文字列で、"0" が製品ベース、"1" が組織ベースです。',
            'Three are organization-based. calcMethod is a string: "0" product-based, "1" '
            "organization-based.",
        ),
    ),
)


@q01c.misconception(
    Text(
        "「1 個あたり」だから製品ベース、と考えています。組織ベースの値も、最後に納入数で割れば 1 個あたりです。",
        "Per piece does not mean product-based: an organization-based value, too, is divided by the pieces "
        "delivered in the end.",
    )
)
def per_piece_is_product(data: dict) -> dict:
    """Whatever is per piece taken for product-based."""
    left = [letter for letter in organization(data) if letter not in lettered(data, (PER_PIECE,))]
    return {"organization": left}


@q01c.misconception(
    Text(
        "「配分」という言葉だけで選んでいます。製品ベースでも、副産物とのあいだで配分します。"
        "会社の排出量を納入先に配分するのが組織ベースです。",
        "Chosen by the word allocation. Product-based calculation allocates between co-products too; "
        "organization-based is allocating a company's emissions to a customer.",
    )
)
def allocation_is_organization(data: dict) -> dict:
    """Whatever is allocated taken for organization-based."""
    return {"organization": sorted([*organization(data), *lettered(data, (CO_PRODUCT,))])}


@q01c.misconception(
    Text(
        "平均値(二次データ)を使うと組織ベース、ではありません。データの出どころと、算定の出発点は別のことです。",
        "Average factors do not make it organization-based: where data come from and where the calculation "
        "starts are two things.",
    )
)
def secondary_is_organization(data: dict) -> dict:
    """Whatever rests on secondary data taken for organization-based."""
    return {"organization": sorted([*organization(data), *lettered(data, (AVERAGE_FACTOR,))])}


@q01c.misconception(
    Text(
        "製品ベースと組織ベースが逆です。会社や工場の排出量から始めて切り出すのが組織ベースです。",
        "Product-based and organization-based are exchanged: the latter starts from the emissions of a "
        "company or a site.",
    )
)
def exchanged(data: dict) -> dict:
    """The two taken for each other, in the sentences and in the code."""
    other = {"0": "1", "1": "0"}[data["code"]]
    return {
        "organization": [x for x in LETTERS if x not in organization(data)],
        "written": marked(data, f'"calcMethod": "{other}"'),
    }


@q01c.misconception(
    Text(
        "数値で書いています。calcMethod は文字列なので、引用符で囲みます。",
        "That is a number. calcMethod is a string: put it in quotes.",
    )
)
def number_for_string(data: dict) -> dict:
    """An integer where the extension has a string."""
    return {"written": marked(data, f'"calcMethod": {data["code"]}')}


# ---------------------------------------------------------------------------------------
# Quick checks, answered in the chapter's page: public numbers, no points, not in the notebook
#
# q1  which document for which request

REQUESTS = {
    "フレームワーク (framework)": (
        "「御社の値は、どこからどこまでの排出を含みますか」",
        "「データの質を、どのように開示していますか」",
    ),
    "技術仕様 (technical specification)": (
        "「御社のシステムと API でつなぎたいのですが」",
        "「データの項目名と形式を教えてください」",
    ),
    "物流のガイドライン (logistics guideline)": (
        "「工場から港までの輸送を、区間ごとに計算してください」",
        "「倉庫での荷役の排出量も含めて、輸送の値を出してください」",
    ),
}
REQUESTS_EN = {
    "フレームワーク (framework)": ("From where to where does your value reach?", "How do you disclose the quality of your data?"),
    "技術仕様 (technical specification)": ("We would like to connect to your system by API.", "Please tell us names and format of the data items."),
    "物流のガイドライン (logistics guideline)": ("Please calculate the way from the factory to the port leg by leg.", "Please include the handling at the warehouse in the transport's value."),
}  # fmt: skip
FRAMEWORK, SPECIFICATION, LOGISTICS = REQUESTS
QUICK_DOCUMENTS = tuple(REQUESTS)


def draw_requests(draw: Draw) -> dict:
    """One request for each document, in a drawn order."""
    data: dict = {"right": {}}
    for place, name in zip("abc", draw.shuffled(QUICK_DOCUMENTS), strict=True):
        index = draw.whole(0, 1)
        data["right"][place] = name
        data[place] = f"{REQUESTS[name][index]} ({REQUESTS_EN[name][index]})"
    return data


q01q1 = Question(
    "01-q1",
    title=Text("どの文書を開きますか", "Which document to open"),
    ask=Text(
        "取引先から 3 通のメール(①〜③)が来ました。それぞれ、最初に開く文書を選んでください。",
        "Three mails of a customer: choose the document to open first for each.",
    ),
    given=tuple(Given(place, Text("①②③"[i], f"mail {i + 1}")) for i, place in enumerate("abc")),
    parts={
        place: Part(Choice(QUICK_DOCUMENTS), Text("①②③"[i], f"mail {i + 1}"))
        for i, place in enumerate("abc")
    },
    objective="01-which-document",
    read_more="book/framework/01-map",
    draw=draw_requests,
    reference=lambda data: data["right"],
    points=0,
    hints=(
        Text(
            "計算のこと、受け渡しのこと、運ぶこと。どれを聞かれているかで分けます。",
            "Calculating, handing over, transporting: which of them is asked about?",
        ),
        Text(
            "範囲や質はフレームワーク、項目や API は技術仕様、区間や倉庫は物流のガイドラインです。",
            "Boundary and quality: framework. Items and API: technical specification. Legs and warehouses: "
            "logistics guideline.",
        ),
    ),
)


def with_documents(data: dict, change: dict[str, str]) -> dict:
    """The mails whose document is one of `change`, with what it is mistaken for."""
    return {place: change[name] for place, name in data["right"].items() if name in change}


@q01q1.misconception(
    Text(
        "フレームワークと技術仕様が逆です。フレームワークは計算と開示、技術仕様はデータの形と通信です。",
        "Framework and specification are exchanged: the one is about calculating and disclosing, the other "
        "about the form of data and their transmission.",
    )
)
def quick_framework_as_specification(data: dict) -> dict:
    """Framework and specification exchanged."""
    return with_documents(data, {FRAMEWORK: SPECIFICATION, SPECIFICATION: FRAMEWORK})


@q01q1.misconception(
    Text(
        "輸送の計算には、専用のガイドラインがあります。",
        "There is a guideline of its own for calculating transport.",
    )
)
def quick_logistics_in_the_framework(data: dict) -> dict:
    """Logistics left to the framework."""
    return with_documents(data, {LOGISTICS: FRAMEWORK})


# ---------------------------------------------------------------------------------------
# q2  what conformance means

TRUE_1 = (
    "計算の方法論と通信の仕様は別の文書である (methodology and specification are two documents)"
)
TRUE_2 = "会社どうしが API で直接データを受け渡す (companies exchange directly by API)"
TRUE_3 = "適合(conformance)は通信の試験に通ったことをいう (conformance means passing tests of the exchange)"
TRUE_4 = "通信仕様 v2 と v3 はそのままではつながらない (specifications v2 and v3 do not connect as they are)"
VERIFIED = "適合したソフトから来た値は計算も検証ずみである (values from conformant software have been verified)"
PLATFORM = (
    "全社のデータを 1 か所に集める基盤である (it is a platform that gathers all data in one place)"
)
SAME = (
    "GxD の技術仕様は PACT と無関係に作られた (the consortium's specification is unrelated to PACT)"
)
NEVER = "一度出た版は非推奨にならない (an edition once published is never deprecated)"


def draw_pact(draw: Draw) -> dict:
    """Three true statements, the two known mistakes, and one more that is false."""
    true = [TRUE_3, *draw.shuffled([TRUE_1, TRUE_2, TRUE_4])[:2]]
    flows = draw.shuffled([*true, VERIFIED, PLATFORM, draw.choice((SAME, NEVER))])
    return {"statements": tuple(flows), "true": tuple(true)}


q01q2 = Question(
    "01-q2",
    title=Text("PACT について正しいもの", "What is true of PACT"),
    ask=Text("PACT について、正しい文をすべて選んでください。", "Choose all that is true of PACT."),
    given=(),
    parts={"": Part(lambda data: Choices(data["statements"]))},
    objective="01-what-pact-is",
    read_more="book/framework/01-map",
    draw=draw_pact,
    reference=lambda data: [text for text in data["statements"] if text in data["true"]],
    points=0,
    hints=(
        Text(
            "PACT は「計算の決まり」と「渡し方の決まり」を出しています。データを預かる場所ではありません。",
            "PACT publishes how to calculate and how to hand over; it keeps nobody's data.",
        ),
        Text(
            "正しい文は 3 つです。適合の試験が見るのは通信で、計算の中身ではありません。",
            "Three are true. The conformance tests look at the exchange, not at the calculation.",
        ),
    ),
)


@q01q2.misconception(
    Text(
        "適合(conformance)の試験が見るのは通信です。計算が正しいかどうかは、別に検証します。",
        "Conformance is about the exchange. Whether a calculation is right is verified separately.",
    )
)
def conformance_verifies(data: dict) -> list[str]:
    """Conformance taken for a verification of the calculation."""
    return [text for text in data["statements"] if text in (*data["true"], VERIFIED)]


@q01q2.misconception(
    Text(
        "PACT は、データを 1 か所に集めません。会社(が使うソフト)どうしが直接つながります。",
        "PACT gathers no data in one place: companies, or their software, connect directly.",
    )
)
def pact_is_a_platform(data: dict) -> list[str]:
    """PACT taken for a central platform."""
    return [text for text in data["statements"] if text in (*data["true"], PLATFORM)]


@q01q2.misconception(
    Text(
        "適合(conformance)の意味が抜けています。適合は通信の試験に通ったことをいい、計算の検証ではありません。",
        "What conformance means is missing: passing the tests of the exchange, which is no verification.",
    )
)
def conformance_left_out(data: dict) -> list[str]:
    """The meaning of conformance not recognised."""
    return [text for text in data["statements"] if text in data["true"] and text != TRUE_3]


# ---------------------------------------------------------------------------------------
# q3  a first organization-based value


def draw_site(draw: Draw) -> dict:
    """A site's year, and what one customer takes of it."""
    total = draw.whole(210, 890, 10) * 1000
    return {
        "t": draw.whole(310, 1490, 10),
        "total": total,
        "units": int(total * draw.step(0.08, 0.32, 0.02)) // 1000 * 1000,
    }


def per_unit(data: dict) -> float:
    """The customer's part of the site, for one piece, kg CO2e."""
    scope = ScopeEmissions(2, data["t"], "site", "unit", data["units"], data["total"])
    return organization_footprint([scope], units=data["units"]).total_kg_co2e


q01q3 = Question(
    "01-q3",
    title=Text("はじめての組織ベース", "A first organization-based value"),
    ask=Text(
        "ある工場の電気の排出量(Scope 2)は 1 年で {t} t-CO2e です。1 年に {total} 個を作り、そのうち {units} 個を"
        "納入先に渡しました。数の割合で配分すると、納入先に渡す 1 個あたりの Scope 2 は何 kg-CO2e ですか。",
        "A site's electricity (Scope 2) makes {t} t-CO2e a year. Of {total} pieces made, {units} went to the "
        "customer. Allocated by pieces, how many kg-CO2e of Scope 2 does one piece carry?",
    ),
    given=(
        Given("t", Text("工場の Scope 2(1 年)", "the site's Scope 2 in a year"), "t-CO2e"),
        Given("total", Text("作った数", "pieces made"), "個"),
        Given("units", Text("納入先に渡した数", "pieces for the customer"), "個"),
    ),
    parts={"": Part(Number("kg-CO2e"))},
    objective="01-per-unit-of-an-organization",
    read_more="book/framework/01-map",
    draw=draw_site,
    reference=per_unit,
    points=0,
    hints=(
        Text(
            "納入先の分は {t} t × {units} ÷ {total} です。これは納入した全部の分です。",
            "The customer's part is {t} t x {units} / {total}, which is for all pieces delivered.",
        ),
        Text(
            "それを kg に直し(× 1,000)、納入した {units} 個で割ります。",
            "Turn it into kilograms (x 1,000) and divide by the {units} pieces delivered.",
        ),
    ),
)


@q01q3.misconception(
    Text(
        "納入先 1 社の合計になっています。1 個あたりにするには、納入した数で割ります。",
        "That is the customer's total. Divide by the pieces delivered to get one piece.",
    )
)
def customer_total(data: dict) -> float:
    """All that the customer takes, kg."""
    return data["t"] * 1000 * data["units"] / data["total"]


@q01q3.misconception(
    Text(
        "工場の全部を、この納入先に負わせています。ほかの納入先に渡した分は、そちらが引き受けます。",
        "All of the site is put on this customer. What went elsewhere is carried there.",
    )
)
def all_on_one_customer(data: dict) -> float:
    """The whole site over one customer's pieces."""
    return data["t"] * 1000 / data["units"]


@q01q3.misconception(
    Text(
        "t のままです。1 t は 1,000 kg なので、1,000 倍します。",
        "That is in tonnes: times 1,000 for kilograms.",
    )
)
def still_tonnes(data: dict) -> float:
    """Tonnes given as kilograms."""
    return data["t"] / data["total"]
