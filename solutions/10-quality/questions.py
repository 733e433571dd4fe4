"""Questions of chapter 10: data quality and verification.

The chapter rates the notebook PC and reviews one supplier; here every participant rates other
data and reviews another dossier. Suppliers, dossiers and ratings are invented.
"""

from datetime import date, timedelta

from gxd_teach.classroom import (
    Choice,
    Choices,
    Draw,
    Given,
    Number,
    Part,
    Question,
    Table,
    Text,
)
from gxd_teach.errors import GxdError
from gxd_teach.framework import Inventory
from gxd_teach.framework.quality import (
    Component,
    assurance_due,
    data_quality_rating,
    renewal_due,
    score_geography,
    score_technology,
    score_time,
    score_time_days,
)
from gxd_teach.framework.rules import PACT_V2, PACT_V3

CHAPTER = "book/framework/10-quality"
SCORES = ("1", "2", "3", "4", "5")
TIME, GEOGRAPHY_COLUMN, DUE_COLUMN = "時間", "地理", "検証"


def scored(column: str, answers: dict[str, str]) -> dict:
    """Cells of a table with one column: name of a row (in small letters) -> answer."""
    return {name.upper(): {column: answer} for name, answer in answers.items()}


# ---------------------------------------------------------------------------------------
# 10a  a rating weighed by emissions

ITEMS = ("chassis", "board", "power", "box")


def draw_parts(draw: Draw) -> dict:
    """The four parts of a notebook PC with their scores; nobody rated the board's technology."""
    return {
        "chassis_kg": draw.step(9.05, 14.95, 0.1),
        "board_kg": draw.step(2.55, 5.45, 0.1),
        "power_kg": draw.step(3.55, 6.45, 0.1),
        "box_kg": draw.step(0.22, 0.58, 0.02),
        "chassis_time": draw.whole(1, 2),
        "board_time": draw.whole(3, 4),
        "power_time": draw.whole(1, 2),
        "box_time": draw.whole(4, 5),
        "chassis_technology": draw.whole(1, 2),
        "board_technology": "不明 (unknown)",
        "power_technology": 3,
        "box_technology": 4,
    }


def rated(data: dict, indicator: str) -> list[tuple[float, float | None]]:
    """(kg CO2e, score) of each part; an unknown score is None."""
    scores = [data[f"{item}_{indicator}"] for item in ITEMS]
    return [
        (data[f"{item}_kg"], None if isinstance(score, str) else score)
        for item, score in zip(ITEMS, scores, strict=True)
    ]


def mean_with(data: dict, unknown: float) -> float:
    """The technology rating, had the unknown score been `unknown`."""
    parts = rated(data, "technology")
    total = sum(kg for kg, _ in parts)
    return sum(kg * (unknown if score is None else score) for kg, score in parts) / total


def simple_mean(data: dict, indicator: str) -> float:
    """The plain mean of the scores, the unknown one as the worst."""
    scores = [5 if score is None else score for _, score in rated(data, indicator)]
    return sum(scores) / len(scores)


q10a = Question(
    "10a",
    title=Text("評価を 1 つにまとめる", "One rating out of four"),
    ask=Text(
        "ノートPC 1 台の 4 項目を、PACT v3 の 1〜5 で採点しました。製品全体の「時間」と「技術」の評価(DQR)を"
        "求めてください(小数第 2 位まで)。基板の技術は、サプライヤーが申告していません。",
        "The four parts of a notebook PC are scored 1 to 5 as PACT v3 asks. Find the product's ratings "
        "(DQR) of time and of technology, to two decimals. The board's supplier states no technology score.",
    ),
    given=(
        Given("chassis_kg", Text("シャーシの排出量", "emissions of the chassis"), "kg-CO2e"),
        Given("chassis_time", Text("シャーシの時間", "time score of the chassis")),
        Given("chassis_technology", Text("シャーシの技術", "technology score of the chassis")),
        Given("board_kg", Text("基板の排出量", "emissions of the board"), "kg-CO2e"),
        Given("board_time", Text("基板の時間", "time score of the board")),
        Given("board_technology", Text("基板の技術", "technology score of the board")),
        Given("power_kg", Text("電力の排出量", "emissions of the electricity"), "kg-CO2e"),
        Given("power_time", Text("電力の時間", "time score of the electricity")),
        Given("power_technology", Text("電力の技術", "technology score of the electricity")),
        Given("box_kg", Text("段ボール箱の排出量", "emissions of the box"), "kg-CO2e"),
        Given("box_time", Text("段ボール箱の時間", "time score of the box")),
        Given("box_technology", Text("段ボール箱の技術", "technology score of the box")),
    ),
    parts={
        "time": Part(Number("点", absolute=0.006), Text("時間", "time")),
        "technology": Part(Number("点", absolute=0.006), Text("技術", "technology")),
    },
    objective="10-rating-weighed-by-emissions",
    read_more=CHAPTER,
    draw=draw_parts,
    reference=lambda data: {
        name: data_quality_rating(rated(data, name)) for name in ("time", "technology")
    },
    hints=(
        Text(
            "排出量の大きい項目ほど、重く数えます。単純な平均ではありません。",
            "The more a part emits, the more its score counts. It is not the plain mean.",
        ),
        Text(
            "Σ(排出量 × 点)÷ Σ 排出量 です。分母には 4 項目すべてが入り、申告のない点は 5 と数えます。",
            "Sum of emissions x score over sum of emissions. All four parts are in the denominator; "
            "a score nobody states counts 5.",
        ),
    ),
)


@q10a.misconception(
    Text(
        "点を単純に平均しています。排出量で重みを付けます。0.4 kg の箱と 12 kg のシャーシを同じ重さで数えないためです。",
        "That is the plain mean of the scores. Weigh them by emissions, so that a box of 0.4 kg does "
        "not count as much as a chassis of 12 kg.",
    )
)
def not_weighted(data: dict) -> dict:
    """All parts counted alike."""
    return {name: simple_mean(data, name) for name in ("time", "technology")}


@q10a.misconception(
    Text(
        "申告のない項目を計算から外しています。外すと、黙っているほど点がよくなります。不明は 5 と数えます。",
        "The part nobody rated was left out. Then silence would improve the rating: unknown counts 5.",
    )
)
def unknown_left_out(data: dict) -> dict:
    """The unrated part in neither sum."""
    known = [(kg, score) for kg, score in rated(data, "technology") if score is not None]
    return {"technology": sum(kg * score for kg, score in known) / sum(kg for kg, _ in known)}


@q10a.misconception(
    Text(
        "申告のない項目を、まん中の 3 と数えています。「分からない」は「ふつう」ではなく、いちばん悪い 5 です。",
        "The unknown score was taken as a middling 3. Not known does not mean average: it counts 5.",
    )
)
def unknown_is_average(data: dict) -> dict:
    """Unknown taken for the middle of the scale."""
    return {"technology": mean_with(data, 3)}


@q10a.misconception(
    Text(
        "申告のない項目を 0 点で足しています。1 がいちばんよい点なので、0 では「最高よりよい」になります。不明は 5 です。",
        "The unknown score was added as 0. With 1 as the best, that would be better than the best: it counts 5.",
    )
)
def unknown_is_nothing(data: dict) -> dict:
    """Unknown added as nothing, but weighed."""
    return {"technology": mean_with(data, 0)}


@q10a.misconception(
    Text(
        "いちばん排出の大きいシャーシの点をそのまま書いています。ほかの項目も、重みを付けて数えます。",
        "That is the score of the largest part alone. The others count too, by their weight.",
    )
)
def largest_part_only(data: dict) -> dict:
    """The chassis' score for the whole."""
    return {name: data[f"chassis_{name}"] for name in ("time", "technology")}


# ---------------------------------------------------------------------------------------
# 10b  time is scored by days


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


UNDATED = "不明 (unknown)"


def draw_periods(draw: Draw) -> dict:
    """Four data sets in a drawn order.

    One at a limit to the day, two where subtracting years flatters, one without a date.
    """
    end = last_of_month(draw.choice((2024, 2025, 2026)), draw.choice((3, 6, 9, 12)))
    near = [days for days in range(367, 731) if years_apart(end, days) == 1]
    far = [days for days in range(732, 1460) if years_apart(end, days) == score_time_days(days) - 1]
    days = {
        "limit": draw.choice((366, 731, 1096)),
        "near": draw.choice(near),
        "far": draw.choice(far),
    }
    roles = dict(zip((*days, "undated"), draw.shuffled("abcd"), strict=True))
    data = {"pcf_end": end.isoformat(), "roles": roles}
    for role, name in roles.items():
        data |= {f"{name}_start": UNDATED, f"{name}_end": UNDATED}
        if role in days:
            last = end - timedelta(days=days[role])
            # The one at the limit covers two years, the others one.
            first = last - timedelta(days=729 if role == "limit" else 364)
            data |= {f"{name}_start": first.isoformat(), f"{name}_end": last.isoformat()}
    return data


def time_scores(data: dict) -> dict[str, str]:
    """The score of each data set; None is a date nobody knows."""
    ends = {name: data[f"{name}_end"] for name in "abcd"}
    return {
        name: str(score_time(None if end == UNDATED else end, data["pcf_end"]))
        for name, end in ends.items()
    }


def years_apart(end: date, days: int) -> int:
    """Calendar year minus calendar year."""
    return end.year - (end - timedelta(days=days)).year


def days_between(data: dict, name: str, which: str = "end") -> int:
    """Days from a data set's end (or start) to the footprint's end."""
    first, last = (date.fromisoformat(data[key]) for key in (f"{name}_{which}", "pcf_end"))
    return (last - first).days


q10b = Question(
    "10b",
    title=Text("時間を採点する", "Score the time"),
    ask=Text(
        "PCF の算定期間は {pcf_end} に終わります。データ A〜D の「時間」を PACT v3 の 1〜5 で採点してください。"
        "どの日付も、期間の最後(最初)の日です。",
        "The footprint's period ends on {pcf_end}. Score the time of the data sets A to D, 1 to 5 as "
        "PACT v3 asks. All dates are the last (first) days of the periods.",
    ),
    given=(
        Given("pcf_end", Text("PCF の算定期間の終わり", "end of the footprint's period")),
        Given("a_start", Text("データ A の始まり", "start of data set A")),
        Given("a_end", Text("データ A の終わり", "end of data set A")),
        Given("b_start", Text("データ B の始まり", "start of data set B")),
        Given("b_end", Text("データ B の終わり", "end of data set B")),
        Given("c_start", Text("データ C の始まり", "start of data set C")),
        Given("c_end", Text("データ C の終わり", "end of data set C")),
        Given("d_start", Text("データ D の始まり", "start of data set D")),
        Given("d_end", Text("データ D の終わり", "end of data set D")),
    ),
    shape=Table(tuple("ABCD"), {TIME: Choice(SCORES)}),
    objective="10-time-by-days",
    read_more=CHAPTER,
    draw=draw_periods,
    reference=lambda data: scored(TIME, time_scores(data)),
    hints=(
        Text(
            "年を引き算せず、終わりの日から終わりの日までの日数を数えます。表計算なら、日付どうしの引き算で日数が出ます。",
            "Do not subtract years: count the days from end to end. A spreadsheet does it by subtracting dates.",
        ),
        Text(
            "366 日以内は 1、731 日以内は 2、1,096 日以内は 3、1,461 日以内は 4、それより離れているか不明なら 5 です。",
            "Up to 366 days 1, up to 731 days 2, up to 1,096 days 3, up to 1,461 days 4, beyond that or unknown 5.",
        ),
    ),
)


@q10b.misconception(
    Text(
        "年どうしを引き算しています。同じ「1 年差」でも、日数は 1 日から 730 日ほどまであります。日数で採点します。",
        "The years were subtracted. A difference of one year may be anything from 1 to 730 days: count days.",
    )
)
def years_subtracted(data: dict) -> dict:
    """Calendar years in place of days, where it shows."""
    end = date.fromisoformat(data["pcf_end"])
    names = (data["roles"]["near"], data["roles"]["far"])
    return scored(TIME, {name: str(years_apart(end, days_between(data, name))) for name in names})


@q10b.misconception(
    Text(
        "データの始まりの日から数えています。比べるのは、データの終わりと PCF の終わりです。",
        "That counts from the start of the data. What is compared is the end of the data with the footprint's end.",
    )
)
def counted_from_the_start(data: dict) -> dict:
    """The first day of the data in place of the last."""
    dated = [name for name in "abcd" if data[f"{name}_start"] != UNDATED]
    apart = {name: days_between(data, name, "start") for name in dated}
    return scored(TIME, {name: str(score_time_days(days)) for name, days in apart.items()})


@q10b.misconception(
    Text(
        "1 年を 365 日ちょうどで区切っています。v3 の区切りは 366、731、1,096、1,461 日で、その日を含みます。",
        "The limits were set at multiples of 365 days. In v3 they are 366, 731, 1,096 and 1,461 days, "
        "the limit included.",
    )
)
def years_of_365_days(data: dict) -> dict:
    """The one that lies on its limit put one step too far."""
    name = data["roles"]["limit"]
    return scored(TIME, {name: str(score_time_days(days_between(data, name)) + 1)})


@q10b.misconception(
    Text(
        "日付の分からないデータを、まん中の 3 としています。「分からない」は「ふつう」ではなく、いちばん悪い 5 です。",
        "The data without a date got a middling 3. Not known does not mean average: it scores 5.",
    )
)
def undated_is_average(data: dict) -> dict:
    """Unknown taken for the middle of the scale."""
    return scored(TIME, {data["roles"]["undated"]: "3"})


# ---------------------------------------------------------------------------------------
# 10c  geography of a site in Japan

SITES = {
    "日本、宮城県 (Miyagi, Japan)": "JP-04",
    "日本、栃木県 (Tochigi, Japan)": "JP-09",
    "日本、石川県 (Ishikawa, Japan)": "JP-17",
    "日本、長野県 (Nagano, Japan)": "JP-20",
    "日本、三重県 (Mie, Japan)": "JP-24",
    "日本、熊本県 (Kumamoto, Japan)": "JP-43",
}
NATIONAL = {"日本の全国データ (national data of Japan)": "JP"}
REGIONAL = {
    "東アジアの平均 (average of Eastern Asia)": "Eastern Asia",
    "アジアの平均 (average of Asia)": "Asia",
}
GLOBAL = {"世界の平均 (global average)": "global"}
ABROAD = {
    "ドイツの全国データ (national data of Germany)": "DE",
    "米国の全国データ (national data of the USA)": "US",
    "中国の全国データ (national data of China)": "CN",
    "タイの全国データ (national data of Thailand)": "TH",
}
PLACES = {**NATIONAL, **REGIONAL, **GLOBAL, **ABROAD}


def draw_places(draw: Draw) -> dict:
    """A site in Japan and four data sets, of each kind one, in a drawn order."""
    kinds = [draw.choice(tuple(some)) for some in (NATIONAL, REGIONAL, GLOBAL, ABROAD)]
    return {
        "site": draw.choice(tuple(SITES)),
        **dict(zip("abcd", draw.shuffled(kinds), strict=True)),
    }


def of_kind(data: dict, kind: dict, score: str) -> dict:
    """This score for the data set of this kind."""
    name = next(name for name in "abcd" if data[name] in kind)
    return scored(GEOGRAPHY_COLUMN, {name: score})


q10c = Question(
    "10c",
    title=Text("地理を採点する", "Score the geography"),
    ask=Text(
        "工場は日本にあります。4 つのデータの「地理」を、PACT v3 の 1〜5 で採点してください。",
        "The factory is in Japan. Score the geography of the four data sets, 1 to 5 as PACT v3 asks.",
    ),
    given=(
        Given("site", Text("工場の場所", "where the factory is")),
        *(
            Given(name, Text(f"データ {name.upper()}", f"data set {name.upper()}"))
            for name in "abcd"
        ),
    ),
    shape=Table(tuple("ABCD"), {GEOGRAPHY_COLUMN: Choice(SCORES)}),
    objective="10-geography-of-japan",
    read_more=CHAPTER,
    draw=draw_places,
    reference=lambda data: scored(
        GEOGRAPHY_COLUMN,
        {name: str(score_geography(SITES[data["site"]], PLACES[data[name]])) for name in "abcd"},
    ),
    hints=(
        Text(
            "日本は、PACT の「地域区分のある国」のリストに載っていません。全国データより細かい区分は求められません。",
            "Japan is not in PACT's list of countries with subdivisions: nothing finer than national data is asked for.",
        ),
        Text(
            "国(リスト外)1、国(リストの国)2、地域 3、世界 4、不明かよその国 5 です。",
            "Country (not in the list) 1, country (in the list) 2, region 3, global 4, unknown or another country 5.",
        ),
    ),
)


@q10c.misconception(
    Text(
        "全国データを 2 としています。2 は、地域区分がリストにある国の話です。日本はリストにないので、全国データで 1 です。",
        "The national data got 2. That is for countries whose subdivisions are listed. Japan is not in the list: 1.",
    )
)
def national_data_of_japan_are_second_best(data: dict) -> dict:
    """The prefecture looked for."""
    return of_kind(data, NATIONAL, "2")


@q10c.misconception(
    Text(
        "地域の平均を「国の次」の 2 としています。2 も国のデータの点です。地域の平均は 3 です。",
        "The regional average got 2, next to the country. But 2 is a score of national data too: a region is 3.",
    )
)
def region_is_second_best(data: dict) -> dict:
    """The scale counted off without the subdivisions."""
    return of_kind(data, REGIONAL, "2")


@q10c.misconception(
    Text(
        "世界の平均を 5 としています。世界の平均には日本も入るので 4 です。5 は、場所が分からないか、よその国のデータです。",
        "The global average got 5. It has Japan in it: 4. The 5 is for data of an unknown or another place.",
    )
)
def global_is_unknown(data: dict) -> dict:
    """Global taken for no place at all."""
    return of_kind(data, GLOBAL, "5")


@q10c.misconception(
    Text(
        "よその国のデータを、地域の平均と同じ 3 としています。近い国でも、日本を表すデータではありません。5 です。",
        "Data of another country got 3, like a regional average. However near it is, it does not stand for Japan: 5.",
    )
)
def another_country_is_the_region(data: dict) -> dict:
    """A neighbour taken for the region."""
    return of_kind(data, ABROAD, "3")


# ---------------------------------------------------------------------------------------
# 10d  which assurance is due

NOTHING = "まだ求められない (nothing due yet)"
CORPORATE = "企業レベル (corporate level)"
SYSTEM = "算定システムか代表製品、限定的保証 (PCF system or representative product, limited)"
REASONABLE = "合理的保証 (reasonable assurance)"
MODEL = "算定モデル、限定的保証 (calculation model, limited)"
PROGRAM = "PCF プログラムの認証 (PCF program certification)"
DUE = (NOTHING, CORPORATE, SYSTEM, REASONABLE, MODEL, PROGRAM)
RULES = {"PACT v2": PACT_V2, "PACT v3": PACT_V3}


def draw_companies(draw: Draw) -> dict:
    """Five companies of two sizes and two editions, in a drawn order; no year at a stage's edge."""
    cases = [
        ("sme-waits", "PACT v3", True, draw.whole(2025, 2026)),
        ("sme-late", "PACT v3", True, 2031),
        ("large-model", "PACT v3", False, draw.whole(2026, 2029)),
        ("large-program", "PACT v3", False, draw.whole(2031, 2034)),
        ("sme-v2", "PACT v2", True, 2026),
    ]
    data: dict = {"cases": {}}
    for letter, (case, rules, sme, year) in zip("abcde", draw.shuffled(cases), strict=True):
        size = "中小企業 (SME)" if sme else "大企業 (large)"
        data[letter] = f"{size}、{year} 年、{rules}"
        data["cases"][case] = (letter, rules, sme, year)
    return data


def due(rules: str, sme: bool, year: int) -> str:
    """The option that says what is due."""
    found = assurance_due(year, sme, RULES[rules])
    return {
        (): REASONABLE if found.level == "reasonable" else NOTHING,
        ("corporate level",): CORPORATE,
        ("PCF system", "representative product"): SYSTEM,
        ("PCF calculation model",): MODEL,
        ("PCF program",): PROGRAM,
    }[found.coverages]


q10d = Question(
    "10d",
    title=Text("いつ、何の検証が要るか", "Which assurance is due"),
    ask=Text(
        "5 つの会社について、その年に求められる検証を選んで表にしてください。会社ごとに、大きさ、年、使う版"
        "(PACT v2 か v3)が違います。答えは手順5の表のとおりです。",
        "For five companies, choose the assurance that is due in the year. They differ in size, year and "
        "edition (PACT v2 or v3). The answer follows the table of step 5.",
    ),
    given=tuple(
        Given(
            letter,
            Text(f"会社 {letter.upper()}", f"company {letter.upper()}"),
        )
        for letter in "abcde"
    ),
    shape=Table(tuple("ABCDE"), {DUE_COLUMN: Choice(DUE)}),
    objective="10-assurance-due",
    read_more=CHAPTER,
    draw=draw_companies,
    reference=lambda data: scored(
        DUE_COLUMN,
        {letter: due(rules, sme, year) for letter, rules, sme, year in data["cases"].values()},
    ),
    hints=(
        Text(
            "まず版(v2 か v3)を見て、どちらの列かを決めます。次に会社の大きさ、最後に年です。",
            "First the edition: it says which column. Then the size of the company, then the year.",
        ),
        Text(
            "v3 では、中小企業はどの段階も 2 年遅れます(算定モデルは 2027 年から、プログラムは 2032 年から)。v2 の列に、その猶予はありません。",
            "In v3 every stage comes two years later for SMEs (model from 2027, program from 2032). "
            "The column of v2 has no such delay.",
        ),
    ),
)


@q10d.misconception(
    Text(
        "中小企業の 2 年の猶予を忘れています。v3 では、中小企業はどの段階も大企業より 2 年あとに始まります。",
        "The two years that SMEs have longer are forgotten. In v3 every stage starts two years later for them.",
    )
)
def delay_of_smes_forgotten(data: dict) -> dict:
    """Small companies taken for large ones, under v3."""
    cases = (data["cases"][name] for name in ("sme-waits", "sme-late"))
    return scored(DUE_COLUMN, {letter: due(rules, False, year) for letter, rules, _, year in cases})


@q10d.misconception(
    Text(
        "v3 の猶予(中小企業は 2 年あと)を v2 にも当てはめています。猶予は v3 の列にだけ書かれています。",
        "The delay of v3 (SMEs two years later) was applied to v2 as well. It stands in the column of v3 only.",
    )
)
def delay_carried_into_v2(data: dict) -> dict:
    """The stages of v2 put off by two years."""
    letter, rules, _, year = data["cases"]["sme-v2"]
    return scored(DUE_COLUMN, {letter: due(rules, False, year - 2)})


@q10d.misconception(
    Text(
        "v2 の列を読んでいます。v3 では、2025 年からは算定モデル、2030 年からは PCF プログラムの認証です。",
        "That is the column of v2. In v3 it is the calculation model from 2025 and the PCF program from 2030.",
    )
)
def column_of_v2(data: dict) -> dict:
    """Large companies under v3 read in the column of v2."""
    cases = (data["cases"][name] for name in ("large-model", "large-program"))
    return scored(DUE_COLUMN, {letter: due("PACT v2", sme, year) for letter, _, sme, year in cases})


@q10d.misconception(
    Text(
        "v3 の列を読んでいます。この会社は v2 を使うので、2025〜2030 年は算定システムか代表製品の限定的保証です。",
        "That is the column of v3. This company uses v2: from 2025 to 2030 limited assurance of the PCF "
        "system or a representative product.",
    )
)
def column_of_v3(data: dict) -> dict:
    """The company under v2 read in the column of v3 (without the delay)."""
    letter, _, _, year = data["cases"]["sme-v2"]
    return scored(DUE_COLUMN, {letter: due("PACT v3", False, year)})


# ---------------------------------------------------------------------------------------
# 10e  review of a dossier

AL_FACTOR, RESIN_FACTOR, KWH_FACTOR = 8.0, 2.0, 0.423  # kg-CO2e per kg, per kg, per kWh
DIESEL = 2.619  # kg-CO2/L, legal table in force from FY2023
OLD_DIESEL = 2.585  # kg-CO2/L, legal table before it
PERIOD_END = date(2026, 3, 31)
FUEL_AND_POWER = "燃料と電気の両方 (fuel and electricity)"
FUEL_ONLY = "燃料のみ。電気は発電時のみ (fuel only)"
THIS_PRODUCT = "納入品そのもの (the product supplied)"
CATEGORY = "「金属筐体」の区分の平均 (average of the category)"
THIRD_PARTY = "独立した審査会社 (an independent verifier)"
OWN_STAFF = "自社の品質保証部 (own quality department)"

GATE_TO_GATE = "自社工程だけの値 (own processes only)"
WHOLE_LOT = "ロット全体の値 (value of the whole lot)"
OUTDATED = "軽油の係数が古い表 (diesel factor of the former table)"
NO_UPSTREAM = "電気の上流が抜けている (upstream of electricity missing)"
NOT_THIS = "対象が納入品でない (not the product supplied)"
IMPOSSIBLE = "一次データ比率がありえない値 (impossible primary data share)"
TOO_LONG = "有効期間が長すぎる (valid for too long)"
NOT_THIRD = "検証者が第三者でない (not verified by a third party)"
LOW_SHARE = "一次データ比率が低い (low primary data share)"
GEOGRAPHY = "地理の評価が 2 でない (geography is not 2)"
FINDINGS = (
    GATE_TO_GATE,
    WHOLE_LOT,
    OUTDATED,
    NO_UPSTREAM,
    NOT_THIS,
    IMPOSSIBLE,
    TOO_LONG,
    NOT_THIRD,
    LOW_SHARE,
    GEOGRAPHY,
)
# What a form can check by itself, without reckoning and without asking what a value means.
FORMAL = {IMPOSSIBLE, TOO_LONG, NOT_THIRD}


def draw_dossier(draw: Draw) -> dict:
    """A supplier's dossier for one casing, with three to five faults planted in it."""
    sums = draw.choice((GATE_TO_GATE, WHOLE_LOT))
    content = draw.shuffled([OUTDATED, NO_UPSTREAM, NOT_THIS])[: draw.whole(1, 2)]
    formal = draw.shuffled(sorted(FORMAL))[: draw.whole(1, 2)]
    faults = {sums, *content, *formal}
    data = {
        "al_kg": draw.step(0.75, 1.55, 0.05),
        "al_factor": AL_FACTOR,
        "resin_kg": draw.step(0.15, 0.45, 0.05),
        "resin_factor": RESIN_FACTOR,
        "kwh": draw.step(3.5, 7.5, 0.5),
        "kwh_factor": KWH_FACTOR,
        "litres": draw.step(0.03, 0.09, 0.01),
        "litre_factor": OLD_DIESEL if OUTDATED in faults else DIESEL,
        "upstream_kg": draw.step(0.02, 0.05, 0.01),
        "upstream": FUEL_ONLY if NO_UPSTREAM in faults else FUEL_AND_POWER,
        "lot": draw.whole(200, 900, 50),
        "about": CATEGORY if NOT_THIS in faults else THIS_PRODUCT,
        "pds": draw.whole(104, 148) if IMPOSSIBLE in faults else draw.whole(12, 34),
        "geography": 1,
        "period_end": PERIOD_END.isoformat(),
        "valid_until": f"{draw.whole(2030, 2031) if TOO_LONG in faults else 2029}-03-31",
        "verifier": OWN_STAFF if NOT_THIRD in faults else THIRD_PARTY,
    }
    if NO_UPSTREAM not in faults:
        data["upstream_kg"] = round(data["upstream_kg"] + 0.05 * data["kwh"], 2)
    right, own = casing(data), own_processes(data)
    stated = {GATE_TO_GATE: own, WHOLE_LOT: right * data["lot"]}[sums]
    return data | {"stated": round(stated, 3)}


def own_processes(data: dict) -> float:
    """What the supplier emits itself and with its electricity, kg CO2e a piece."""
    return data["kwh"] * data["kwh_factor"] + data["litres"] * data["litre_factor"]


def casing(data: dict) -> float:
    """The dossier's own rows added up, kg CO2e a piece."""
    names = ("flow", "stage", "amount", "unit", "factor", "factor_unit")
    rows = [
        ("aluminium", "raw_material", data["al_kg"], "kg", data["al_factor"], "kg-CO2e/kg"),
        ("resin", "raw_material", data["resin_kg"], "kg", data["resin_factor"], "kg-CO2e/kg"),
        ("electricity", "production", data["kwh"], "kWh", data["kwh_factor"], "kg-CO2e/kWh"),
        ("diesel", "transport", data["litres"], "L", data["litre_factor"], "kg-CO2e/L"),
    ]
    inventory = Inventory.from_rows(
        {**dict(zip(names, row, strict=True)), "data": "primary"} for row in rows
    )
    return inventory.footprint().total_kg_co2e + data["upstream_kg"]


def review(data: dict) -> list[str]:
    """The faults found by reading and reckoning, without knowing what was planted."""
    total, stated = casing(data), data["stated"]
    try:
        Component("casing", total, data["pds"])
        possible = True
    except GxdError:
        possible = False
    last = date.fromisoformat(data["period_end"])
    until = date.fromisoformat(data["valid_until"])
    found = {
        GATE_TO_GATE: abs(stated - own_processes(data)) < 0.01 * total,
        WHOLE_LOT: abs(stated / data["lot"] - total) < 0.01 * total,
        OUTDATED: data["litre_factor"] != DIESEL,
        NO_UPSTREAM: data["upstream"] == FUEL_ONLY,
        NOT_THIS: data["about"] != THIS_PRODUCT,
        IMPOSSIBLE: not possible,
        TOO_LONG: until > last.replace(year=last.year + PACT_V3.validity_years),
        NOT_THIRD: data["verifier"] != THIRD_PARTY,
        LOW_SHARE: False,  # a low share is information, and never an error
        GEOGRAPHY: data["geography"] != score_geography("JP", "JP"),
    }
    return [finding for finding in FINDINGS if found[finding]]


def turned(data: dict, *findings: str) -> list[str]:
    """The right findings with these put in where they are missing, and out where they are there."""
    chosen = set(review(data)) ^ set(findings)
    return [finding for finding in FINDINGS if finding in chosen]


q10e = Question(
    "10e",
    title=Text("誤りのある申告書を審査する", "Review a faulty dossier"),
    ask=Text(
        "買っているアルミ筐体そのものの PCF を求めたところ、サプライヤー(架空)から申告書が届きました。"
        "データは日本の全国データ、版は PACT v3 です。誤りとして差し戻すことを、選択肢からすべて選んでください。"
        "記載の内訳(アルミ、樹脂、電力、軽油、上流)を足して、記載の PCF と比べることから始めます。",
        "You asked for the PCF of the very aluminium casing you buy, and a fictitious supplier sends this "
        "dossier (Japanese national data, PACT v3). Choose everything that has to be sent back as an error. Begin by adding up the "
        "rows it states and comparing them with the PCF it states.",
    ),
    given=(
        Given(
            "stated",
            Text(
                "記載された PCF(Cradle-to-Gate、1 個)", "PCF as stated (cradle-to-gate, per piece)"
            ),
            "kg-CO2e",
        ),
        Given("about", Text("PCF の対象", "what the PCF is of")),
        Given("lot", Text("今回の納入数(ロット)", "pieces in this delivery (the lot)"), "piece"),
        Given("al_kg", Text("アルミ(1 個)", "aluminium, per piece"), "kg"),
        Given("al_factor", Text("アルミの係数(架空)", "its factor (fictitious)"), "kg-CO2e/kg"),
        Given("resin_kg", Text("樹脂(1 個)", "resin, per piece"), "kg"),
        Given("resin_factor", Text("樹脂の係数(架空)", "its factor (fictitious)"), "kg-CO2e/kg"),
        Given("kwh", Text("電力(1 個)", "electricity, per piece"), "kWh"),
        Given("kwh_factor", Text("電気の係数(発電時)", "its factor (generation)"), "kg-CO2/kWh"),
        Given("litres", Text("自社トラックの軽油(1 個)", "diesel of own trucks, per piece"), "L"),
        Given("litre_factor", Text("軽油の係数(燃焼)", "its factor (combustion)"), "kg-CO2/L"),
        Given("upstream", Text("上流を足したもの", "upstream added for")),
        Given("upstream_kg", Text("足した上流の量(1 個)", "upstream added, per piece"), "kg-CO2e"),
        Given("pds", Text("一次データ比率", "primary data share"), "%"),
        Given("geography", Text("地理の評価", "geography rating")),
        Given("period_end", Text("算定期間の最後の日", "last day of the reference period")),
        Given("valid_until", Text("有効期限", "valid until")),
        Given("verifier", Text("検証した人", "verified by")),
    ),
    parts={"": Part(Choices(FINDINGS))},
    objective="10-review-of-a-dossier",
    read_more=CHAPTER,
    draw=draw_dossier,
    reference=review,
    hints=(
        Text(
            "内訳を足すと、1 個は 8〜17 kg ほどになります。記載の PCF は、それより小さすぎますか、大きすぎますか。",
            "The rows add up to some 8 to 17 kg a piece. Is the stated PCF far below that, or far above?",
        ),
        Text(
            "次に 1 行ずつ: いまの軽油の係数は 2.619、比率は 0〜100 %、有効期間は算定期間の終わりから 3 年以内、"
            "検証は第三者。低い比率は誤りではなく、日本の全国データの地理は 1 です。",
            "Then line by line: the diesel factor in force is 2.619, a share is 0 to 100 %, three years from "
            "the end of the period, a third party. A low share is no error, and Japanese national data score 1.",
        ),
    ),
)


@q10e.misconception(
    Text(
        "記載の PCF の読み方が逆です。内訳の合計よりずっと小さければ自社工程だけの値、ずっと大きければロット全体の値です。",
        "The stated PCF was read the wrong way round: far below the sum of the rows it is own processes "
        "only, far above it is the whole lot.",
    )
)
def too_small_and_too_large_confused(data: dict) -> list[str]:
    """Gate-to-gate called a lot, or the other way round."""
    return turned(data, GATE_TO_GATE, WHOLE_LOT)


@q10e.misconception(
    Text(
        "記載の PCF を検算していません。内訳を足して、記載の値と比べてください。いちばん大きな誤りがそこにあります。",
        "The stated PCF was not reckoned again. Add up the rows and compare: the largest error is there.",
    )
)
def sum_not_checked(data: dict) -> list[str]:
    """The one fault that needs arithmetic is missed."""
    return [one for one in review(data) if one not in (GATE_TO_GATE, WHOLE_LOT)]


@q10e.misconception(
    Text(
        "形の決まり(比率の範囲、有効期間、検証者)だけを見ています。数字の中身、つまり合計・係数の表・対象・上流も調べます。",
        "Only what a form can check was looked at (range of the share, validity, verifier). Look at what "
        "the numbers mean as well: the sum, the factor's table, the product, the upstream.",
    )
)
def form_only(data: dict) -> list[str]:
    """What a machine would have found."""
    return [one for one in review(data) if one in FORMAL]


@q10e.misconception(
    Text(
        "電気の上流の読み方が違います。「電気は発電時のみ」なら抜けています。「燃料と電気の両方」なら足してあります。",
        "The upstream of the electricity was misread: 'fuel only' means that it is missing, 'fuel and "
        "electricity' that it is there.",
    )
)
def upstream_misread(data: dict) -> list[str]:
    """Generation only taken for the whole life cycle, or the other way round."""
    return turned(data, NO_UPSTREAM)


@q10e.misconception(
    Text(
        "軽油の係数の読み方が違います。2023 年度からの表では 2.619 kg-CO2/L で、2.585 はその前の表の値です。",
        "The diesel factor was misread: 2.619 kg-CO2/L is the table in force from FY2023, 2.585 the one before.",
    )
)
def table_of_the_factor_misread(data: dict) -> list[str]:
    """The former legal table accepted, or the present one refused."""
    return turned(data, OUTDATED)


@q10e.misconception(
    Text(
        "PCF の対象の読み方が違います。区分の平均は、買った製品の値ではありません。納入品そのものの値かどうかを見ます。",
        "What the PCF is of was misread: the average of a category is not the product that was bought.",
    )
)
def category_average_misread(data: dict) -> list[str]:
    """A generic category taken for the product, or the other way round."""
    return turned(data, NOT_THIS)


@q10e.misconception(
    Text(
        "一次データ比率の範囲の判断が違います。割合なので 0〜100 % のはずです。100 を超えれば誤りで、低いだけなら誤りではありません。",
        "The range of the primary data share was misjudged: a share lies between 0 and 100 %. Above 100 is "
        "an error, low is not.",
    )
)
def range_of_the_share_misjudged(data: dict) -> list[str]:
    """More than 100 % accepted, or a possible share refused."""
    return turned(data, IMPOSSIBLE)


@q10e.misconception(
    Text(
        "有効期間の数え方が違います。期限は、算定期間の終わりから 3 年以内です。発行日や検証日からではありません。",
        "The validity was counted otherwise: three years at most from the end of the reference period, not "
        "from the day of issue.",
    )
)
def validity_miscounted(data: dict) -> list[str]:
    """Four years accepted, or three refused."""
    return turned(data, TOO_LONG)


@q10e.misconception(
    Text(
        "検証者の判断が違います。自社の部署は、どれほど厳しくても第三者ではありません。独立した審査会社は第三者です。",
        "The verifier was misjudged: an own department, however strict, is no third party; an independent "
        "verifier is one.",
    )
)
def own_staff_as_third_party(data: dict) -> list[str]:
    """Self-verification accepted, or a third party refused."""
    return turned(data, NOT_THIRD)


@q10e.misconception(
    Text(
        "低い一次データ比率を誤りとしています。低い比率は、正直な情報です。差し戻すのではなく、次に上げる相談をします。",
        "A low primary data share was called an error. It is honest information: talk about raising it, do not send it back.",
    )
)
def low_share_as_an_error(data: dict) -> list[str]:
    """Low taken for wrong."""
    return turned(data, LOW_SHARE)


@q10e.misconception(
    Text(
        "地理の評価 1 を誤りとしています。日本は地域区分のリストにないので、全国データで 1 が正しい点です。",
        "The geography rating of 1 was called an error. Japan is not in the list of subdivisions: its "
        "national data score 1.",
    )
)
def geography_of_japan_as_an_error(data: dict) -> list[str]:
    """A 2 expected for national data."""
    return turned(data, GEOGRAPHY)


# ---------------------------------------------------------------------------------------
# Quick checks, answered in the chapter's page: public numbers, no points, not in the notebook
#
# q1  the indicators of an edition

INDICATOR_NAMES = {
    "technology": "技術 (technology)",
    "geography": "地理 (geography)",
    "time": "時間 (time)",
    "completeness": "完全性 (completeness)",
    "reliability": "信頼性 (reliability)",
}
SHARE = "一次データ比率 (primary data share)"
SPREAD = "不確かさの幅 (range of uncertainty)"


def indicators(rules: str) -> list[str]:
    """The indicators of an edition as the options say them."""
    return [INDICATOR_NAMES[name] for name in RULES[rules].data_quality_indicators]


q10q1 = Question(
    "10-q1",
    title=Text("指標はどれ", "Which indicators"),
    ask=Text(
        "{rules} のデータ品質評価(DQR)で採点する指標を、すべて選んでください。",
        "Choose all indicators that are scored in the data quality rating (DQR) of {rules}.",
    ),
    given=(),
    parts={"": Part(lambda data: Choices(data["options"]))},
    objective="10-indicators-of-an-edition",
    read_more=CHAPTER,
    draw=lambda draw: {
        "rules": draw.choice(tuple(RULES)),
        "options": tuple(draw.shuffled([*INDICATOR_NAMES.values(), SHARE, SPREAD])),
    },
    reference=lambda data: indicators(data["rules"]),
    points=0,
    hints=(
        Text("v2 は 5 つ、v3 は 3 つです。", "v2 has five, v3 has three."),
        Text(
            "v2 と v3 に共通の 3 つは、データがその工程・場所・時期に合うかを見ます。v2 には、活動量データについての 2 つが加わります。",
            "The three that both have ask whether the data fit the process, the place and the time; v2 adds "
            "two about the activity data.",
        ),
    ),
)


@q10q1.misconception(
    Text(
        "もう一方の版の指標です。v2 は 5 つ(技術・地理・時間・完全性・信頼性)、v3 は 3 つ(技術・地理・時間)です。",
        "Those are the indicators of the other edition: v2 has five, v3 has three.",
    )
)
def other_edition(data: dict) -> list[str]:
    """v2's five for v3, or v3's three for v2."""
    return indicators("PACT v2" if data["rules"] == "PACT v3" else "PACT v3")


@q10q1.misconception(
    Text(
        "一次データ比率(PDS)は、DQR の指標ではありません。品質を伝える別の数字で、両方を添えます。",
        "The primary data share is no indicator of the DQR. It is another figure about quality, given beside it.",
    )
)
def share_as_an_indicator(data: dict) -> list[str]:
    """PDS counted among the indicators."""
    return [*indicators(data["rules"]), SHARE]


# ---------------------------------------------------------------------------------------
# q2  technology of secondary data

TECHNOLOGY_OPTIONS = (
    "1 その工場の値 (1, plant-specific)",
    "2 その会社の、同じ技術の値 (2, company-specific)",
    "3 同じ技術の平均 (3, average of the same technology)",
    "4 似た技術で代用 (4, proxy technology)",
    "5 違う技術か不明 (5, different or unknown)",
)
SOURCES = {  # what the database says of itself: in English, and PACT's word for it
    "同じ技術の 40 工場の平均": ("a mean of 40 plants of the same technology", "average"),
    "似ているが別の技術の平均": ("a mean of a similar, but another technology", "proxy"),
    "技術の説明がない平均": ("a mean whose technology is not described", "unknown"),
}
PROCESSES = {
    "アルミのプレス": "pressing of aluminium",
    "樹脂の射出成形": "injection moulding of resin",
    "基板の実装": "board assembly",
    "塗装": "painting",
    "めっき": "plating",
    "鋳造": "casting",
}

q10q2 = Question(
    "10-q2",
    title=Text("技術の点", "The score of technology"),
    ask=Text(
        "自社の{process}の電力量はメーターで測りました。排出係数は、公開データベースの値です"
        "({source}、{year} 年)。この排出係数の「技術」は、PACT v3 で何点ですか。",
        "The electricity of your own {process_en} is metered. The emission factor comes from a public "
        "database ({source_en}, {year}). Which technology score does this factor get in PACT v3?",
    ),
    given=(),
    parts={"": Part(Choice(TECHNOLOGY_OPTIONS))},
    objective="10-technology-of-secondary-data",
    read_more=CHAPTER,
    draw=lambda draw: {
        "process": (process := draw.choice(tuple(PROCESSES))),
        "process_en": PROCESSES[process],
        "source": (source := draw.choice(tuple(SOURCES))),
        "source_en": SOURCES[source][0],
        "year": draw.whole(2019, 2025),
    },
    reference=lambda data: TECHNOLOGY_OPTIONS[
        score_technology(SOURCES[data["source"]][1], primary=False) - 1
    ],
    points=0,
    hints=(
        Text(
            "採点するのは排出係数です。電力量がメーターの値であることは、この点に関係しません。",
            "It is the factor that is scored. That the electricity is metered does not matter here.",
        ),
        Text(
            "1 と 2 は一次データだけの点です。公開データベースの平均値は二次データなので、よくても 3 です。",
            "1 and 2 are for primary data only. An average from a public database is secondary: 3 at best.",
        ),
    ),
)


@q10q2.misconception(
    Text(
        "測った電力量を採点しています。採点するのは排出係数のほうです。二次データの係数に 1 は付きません。",
        "That scores the metered electricity. It is the factor that is scored, and a secondary factor never gets 1.",
    )
)
def activity_scored(data: dict) -> str:
    """The activity data's origin taken for the factor's."""
    return TECHNOLOGY_OPTIONS[0]


@q10q2.misconception(
    Text(
        "「自社の工程に当てはめたから会社の値」と考えています。2 も一次データだけの点です。公開の平均値は、よくても 3 です。",
        "Applying a factor to your own process does not make it company-specific. 2 is for primary data as "
        "well; a public average gets 3 at best.",
    )
)
def used_by_the_company(data: dict) -> str:
    """A public factor taken for the company's because the company uses it."""
    return TECHNOLOGY_OPTIONS[1]


# ---------------------------------------------------------------------------------------
# q3  when assurance is due again

NOW = "すぐに受ける (now)"


def draw_renewal(draw: Draw) -> dict:
    """The last assurance, and a change since then that is large or is not."""
    last = draw.whole(2025, 2029)
    size = draw.choice((draw.step(3.5, 8.5, 0.5), draw.step(11.5, 18.5, 0.5)))
    years = tuple(f"{last + more} 年 ({last + more})" for more in (1, 3, 5))
    return {
        "last": last,
        "change": f"{draw.choice(('+', '−'))}{size:g}",
        "percent": size,
        "options": (NOW, *years),
    }


q10q3 = Question(
    "10-q3",
    title=Text("次の検証はいつ", "When is the next assurance due"),
    ask=Text(
        "ある会社は {last} 年に検証を受けました。そのあと、同じ年のうちに PCF が {change} % 変わりました。"
        "PACT v3 の決まりでは、次の検証はいつですか。",
        "A company was verified in {last}. Later in the same year its PCF changed by {change} %. When is the "
        "next verification due under PACT v3?",
    ),
    given=(
        Given("last", Text("前回の検証", "last verification"), "年"),
        Given("change", Text("そのあとの PCF の変化", "change of the PCF since then"), "%"),
    ),
    parts={"": Part(lambda data: Choice(data["options"]))},
    objective="10-renewal-of-assurance",
    read_more=CHAPTER,
    draw=draw_renewal,
    reference=lambda data: data["options"][
        0 if renewal_due(data["last"], data["last"], data["percent"]) else 2
    ],
    points=0,
    hints=(
        Text(
            "きっかけは 2 つです。年数と、変化の大きさです。",
            "There are two triggers: years, and the size of a change.",
        ),
        Text(
            "3 年ごと、または 10 % を超えて変わったときです。増えても減っても数えます。",
            "Every three years, or on a change of more than 10 %, up or down.",
        ),
    ),
)


@q10q3.misconception(
    Text(
        "変化の大きさの判断が違います。境目は 10 % で、超えればすぐに、超えなければ 3 年後です。減ったときも同じです。",
        "The size of the change was misjudged: beyond 10 % it is due at once, otherwise after three years; "
        "a fall counts like a rise.",
    )
)
def change_misjudged(data: dict) -> str:
    """A large change ignored, or a small one taken for a large one."""
    return data["options"][0 if data["percent"] <= 10 else 2]


@q10q3.misconception(
    Text(
        "毎年としています。算定は毎年でも、検証は 3 年ごとです。",
        "That is every year. The calculation may be yearly; the verification is due every three years.",
    )
)
def every_year(data: dict) -> str:
    """Verification as often as the calculation."""
    return data["options"][1]


@q10q3.misconception(
    Text(
        "中小企業の 2 年の猶予を足しています。猶予は段階の始まりを遅らせるもので、更新の間隔は 3 年です。",
        "The two years of SMEs were added. They put off the start of a stage; the interval is three years.",
    )
)
def delay_added_to_the_interval(data: dict) -> str:
    """The delay of the stages taken for one of the interval."""
    return data["options"][3]
