"""Questions of chapter 7: electricity and certificates.

The coefficients of the national average, the substitute value and the menus are published ones
(t-CO2/kWh, fiscal year 2024); a supplier with all three kinds of coefficient is invented.
"""

from datetime import date, timedelta

from gxd_teach.classroom import Choice, Choices, Draw, Given, Number, Part, Question, Table, Text
from gxd_teach.framework.energy import (
    Certificate,
    Claim,
    ElectricityFactor,
    electricity_factor,
    find_double_use,
    fiscal_year,
    kinds_for,
    location_based,
    market_based,
)

READ_MORE = "book/framework/07-electricity"


def tonnes(factor_id: str) -> float:
    """A published coefficient as it is listed, t-CO2/kWh."""
    return round(electricity_factor(factor_id).kg_per_kwh / 1000, 9)


AVERAGE, SUBSTITUTE = tonnes("ELEC-JP-AVERAGE-FY2024"), tonnes("ELEC-JP-SUBSTITUTE-FY2024")
UNADJUSTED = tonnes("ELEC-YONDEN-UNADJUSTED-FY2024")
MENU = tonnes("ELEC-YONDEN-MENU-C-FY2024")
# Coefficients published for the electricity of which no certificate is sold, or for a menu.
RESTS = tuple(
    tonnes(f"ELEC-{name}-FY2024")
    for name in ("YONDEN-MENU-C", "UPOWER-MENU-B", "UPOWER-MENU-C", "FPS-RESIDUAL")
)


def listed(value: float) -> str:
    """A coefficient as market_based reads it."""
    return f"{value:.6f} t-CO2/kWh"


# ---------------------------------------------------------------------------------------
# 7a  location-based

q07a = Question(
    "07a",
    title=Text("ロケーション基準の排出量", "The location-based emissions"),
    ask=Text(
        "工場が 1 年に使った電気 {kwh:,} kWh の排出量を、ロケーション基準で kg-CO2 で求めてください。",
        "A site used {kwh:,} kWh of electricity in a year. Find its location-based emissions in kg-CO2.",
    ),
    given=(
        Given("kwh", Text("使った電気", "electricity used"), "kWh"),
        Given("unadjusted", Text("供給者の未調整排出係数", "the supplier's unadjusted (未調整) coefficient"), "t-CO2/kWh"),
        Given("menu", Text("契約しているメニューの排出係数", "the coefficient of the contracted menu"), "t-CO2/kWh"),
        Given("average", Text("全国平均の排出係数", "the national average (全国平均)"), "t-CO2/kWh"),
        Given("substitute", Text("代替値", "the substitute value (代替値)"), "t-CO2/kWh"),
    ),
    parts={"": Part(Number("kg-CO2"))},
    objective="07-location-based",
    read_more=READ_MORE,
    draw=lambda draw: {
        "kwh": draw.whole(8_200, 48_600, 200),
        "unadjusted": UNADJUSTED,
        "menu": MENU,
        "average": AVERAGE,
        "substitute": SUBSTITUTE,
    },
    reference=lambda data: location_based(data["kwh"], listed(data["average"])).kg_co2e,
    hints=(
        Text(
            "ロケーション基準は、何を契約したかによらず、系統全体の平均で計算します。",
            "Location-based takes the average of the grid, whatever was contracted.",
        ),
        Text(
            "係数は t-CO2/kWh です。{kwh:,} kWh に掛けたあと、1,000 倍すると kg になります。",
            "The coefficient is in t-CO2/kWh: multiply by {kwh:,} kWh, then by 1,000 to get kg.",
        ),
    ),
)  # fmt: skip


@q07a.misconception(
    Text(
        "代替値で計算しています。代替値は、供給者の係数が分からないときに使う値で、系統の平均ではありません。",
        "That takes the substitute value (代替値), which serves where the supplier's coefficient is not known; it is not the average of the grid.",
    )
)
def substitute_for_average(data: dict) -> float:
    """The substitute value taken for the average."""
    return data["kwh"] * data["substitute"] * 1000


@q07a.misconception(
    Text(
        "契約メニューの係数で計算しています。それはマーケット基準です。ロケーション基準は系統の平均を使います。",
        "That takes the contracted menu, which is market-based. Location-based takes the average of the grid.",
    )
)
def market_for_location(data: dict) -> float:
    """What was bought, where the grid was asked for."""
    return data["kwh"] * data["menu"] * 1000


@q07a.misconception(
    Text(
        "供給者の未調整の係数で計算しています。未調整は 1 社の、証書などを反映する前の値で、報告には使いません。",
        "That takes the supplier's unadjusted coefficient: one company's, before certificates, and not for reporting.",
    )
)
def unadjusted_for_average(data: dict) -> float:
    """One supplier's generation mix taken for the grid's."""
    return data["kwh"] * data["unadjusted"] * 1000


@q07a.misconception(
    Text(
        "t のまま答えています。kg で求めるので 1,000 倍します。",
        "That is in tonnes. It is asked for in kg: multiply by 1,000.",
    )
)
def still_tonnes(data: dict) -> float:
    """t-CO2/kWh taken for kg-CO2/kWh."""
    return data["kwh"] * data["average"]


# ---------------------------------------------------------------------------------------
# 7b  market-based


def draw_market(draw: Draw) -> dict:
    """A consumption, of which certificates cover a part."""
    kwh = draw.whole(9_000, 30_000, 500)
    return {
        "kwh": kwh,
        "certified": draw.whole(kwh // 4 // 100 * 100, kwh * 6 // 10 // 100 * 100, 100),
        "rest_factor": draw.choice(RESTS),
        "average": AVERAGE,
    }


q07b = Question(
    "07b",
    title=Text("マーケット基準の排出量", "The market-based emissions"),
    ask=Text(
        "使った電気 {kwh:,} kWh のうち、{certified:,} kWh に有効な再エネ証書(発電時の排出 0)があります。残りは、"
        "供給者が「証書のない電気」として公表する係数を使います。マーケット基準の排出量を kg-CO2 で求めてください。",
        "Of {kwh:,} kWh of electricity {certified:,} kWh are covered by valid renewable certificates (no "
        "emissions at generation). For the rest the supplier publishes a coefficient of the electricity without "
        "certificates. Find the market-based emissions in kg-CO2.",
    ),
    given=(
        Given("kwh", Text("使った電気", "electricity used"), "kWh"),
        Given("certified", Text("有効な証書の電力量", "covered by valid certificates"), "kWh"),
        Given("rest_factor", Text("供給者の残差の排出係数", "the supplier's residual coefficient"), "t-CO2/kWh"),
        Given("average", Text("全国平均の排出係数", "the national average"), "t-CO2/kWh"),
    ),
    parts={"": Part(Number("kg-CO2"))},
    objective="07-market-based",
    read_more=READ_MORE,
    draw=draw_market,
    reference=lambda data: market_based(
        data["kwh"], data["certified"], residual=listed(data["rest_factor"])
    ).kg_co2e,
    hints=(
        Text(
            "証書のある {certified:,} kWh は 0 です。排出があるのは残りの電気だけです。",
            "The {certified:,} kWh with certificates emit nothing. Only the rest does.",
        ),
        Text(
            "残りの kWh に、供給者の残差の係数を掛けます(平均ではありません)。t → kg は 1,000 倍です。",
            "Multiply the remaining kWh by the supplier's residual coefficient (not the average); t to kg is times 1,000.",
        ),
    ),
)  # fmt: skip


@q07b.misconception(
    Text(
        "残りに全国平均を使っています。平均には、ほかの会社が証書で使う再エネの分も入っているので、二重に数えることになります。残差の係数を使います。",
        "The rest was taken at the national average. Others' certified electricity is in that average, so it would be counted twice: use the residual coefficient.",
    )
)
def average_for_the_rest(data: dict) -> float:
    """The average of the grid for what has no certificate."""
    return (data["kwh"] - data["certified"]) * data["average"] * 1000


@q07b.misconception(
    Text(
        "証書のある分を排出として数え、残りを 0 にしています。0 になるのは証書のある方です。",
        "The certified part was counted as emitting and the rest as nothing. It is the certified part that has none.",
    )
)
def certified_part_emits(data: dict) -> float:
    """The two parts changed about."""
    return data["certified"] * data["rest_factor"] * 1000


@q07b.misconception(
    Text(
        "証書が入っていません。使った電気の全部に係数を掛けています。",
        "The certificates are not in it: all of the electricity was multiplied by the coefficient.",
    )
)
def certificates_forgotten(data: dict) -> float:
    """As if nothing had been bought."""
    return data["kwh"] * data["rest_factor"] * 1000


@q07b.misconception(
    Text(
        "ロケーション基準になっています。マーケット基準では、証書と、供給者の残差の係数を使います。",
        "That is the location-based figure. Market-based takes the certificates and the supplier's residual coefficient.",
    )
)
def location_for_market(data: dict) -> float:
    """The grid, where what was bought was asked for."""
    return data["kwh"] * data["average"] * 1000


# ---------------------------------------------------------------------------------------
# 7c  which claims are wrong

PERIOD = fiscal_year(2025)
ROWS = tuple(f"R{number}" for number in range(1, 9))
PER_SERIAL = 100  # kWh of one serial number
LAST_QUARTER, NEXT_QUARTER = ("2025-01-01", "2025-03-31"), ("2026-04-01", "2026-06-30")
WITHIN = (("2025-04-01", "2025-06-30"), ("2025-07-01", "2025-09-30"), ("2025-10-01", "2025-12-31"))
NEW_YEAR = ("2026-01-01", "2026-03-31")


def draw_claims(draw: Draw) -> dict:
    """Eight claims: a pair of one block, a pair that overlaps, one out of period, three in order."""
    at = 0

    def block(count: int) -> tuple[int, int]:
        nonlocal at
        first, at = at + 1, at + count
        return first, at

    def size() -> int:
        return draw.whole(12, 48)

    when = draw.shuffled(WITHIN)
    twin = block(size())
    first = block(size())
    overlap = draw.whole(2, 9)
    second = (first[1] - overlap + 1, first[1] + size())
    at = second[1]
    late, turn = block(size()), block(size())
    alone, other_scheme = block(size()), (twin[0], twin[0] + size() - 1)
    claims = [
        ("twin", "NF", twin, when[0]),
        ("twin", "NF", twin, when[0]),
        ("overlap", "NF", first, when[1]),
        ("overlap", "NF", second, when[1]),
        ("period", "NF", late, LAST_QUARTER),
        ("new year", "NF", turn, NEW_YEAR),
        ("alone", "NF", alone, when[2]),
        ("other scheme", "GE", other_scheme, when[0]),
    ]
    order = draw.shuffled(claims)
    who = [draw.choice("ABCD") for _ in order]
    data: dict = {"claims": {}}
    for row, name, (why, scheme, (low, high), days) in zip(ROWS, who, order, strict=True):
        kwh = (high - low + 1) * PER_SERIAL
        data["claims"][row] = (why, f"{scheme}-{low:04}", f"{scheme}-{high:04}", kwh, days, name)
        data[row] = f"{scheme}-{low:04}..{high:04} / {kwh} kWh / {days[0]}..{days[1]} / {name}"
    return data


def wrong_claims(
    data: dict, period: tuple = PERIOD, *, codes: tuple = ("GXD-E011", "GXD-E012")
) -> list[str]:
    """The rows that the rules mind: a serial used twice, or a generation outside the period."""
    claims = {
        row: Claim(who, Certificate(low, kwh, *days, serial_to=high), *period)
        for row, (_, low, high, kwh, days, who) in data["claims"].items()
    }
    minded = {
        label
        for problem in find_double_use(claims.values())
        if problem.code in codes
        for label in problem.where.split(", ")
    }
    return [row for row, claim in claims.items() if claim.certificate.label in minded]  # fmt: skip


def answer_without(data: dict, rows: list[str]) -> dict:
    """The rows named wrong, and the kWh that are left without them."""
    kwh = {row: claim[3] for row, claim in data["claims"].items()}
    return {"rows": rows, "kwh": sum(kwh.values()) - sum(kwh[row] for row in rows)}


q07c = Question(
    "07c",
    title=Text("証書の一覧を確かめる", "Look through a list of certificates"),
    ask=Text(
        "2025 年度(2025-04-01〜2026-03-31)の電気に使った証書の一覧です。列は、番号の範囲 / 電力量 / 発電した期間 / 使用者で、"
        "1 番が 100 kWh です。証書に有効期間の記載はなく、発電した期間が 2025 年度の中にあれば使えることにします。"
        "二重に使われた番号を含む行(両方とも)と、期間の合わない行を、すべて選んでください。次に、それらの行を全部除くと、"
        "使える証書は何 kWh 残りますか。",
        "These certificates were used for electricity of fiscal year 2025 (2025-04-01 to 2026-03-31): block of "
        "serials / electricity / period of generation / user; one serial is 100 kWh. No validity is stated; a "
        "certificate may be used if its generation lies within fiscal year 2025. Choose every row with a serial "
        "used twice (both rows of it) and every row that does not fit the period. Then: without all of those rows, "
        "how many kWh of usable certificates are left?",
    ),
    given=tuple(Given(row, Text(row, row)) for row in ROWS),
    parts={
        "rows": Part(Choices(ROWS), Text("問題のある行", "rows with a problem")),
        "kwh": Part(Number("kWh", relative=1e-6), Text("使える証書", "usable certificates")),
    },
    objective="07-certificates-once-and-in-time",
    read_more=READ_MORE,
    draw=draw_claims,
    reference=lambda data: answer_without(data, wrong_claims(data)),
    hints=(
        Text(
            "番号の頭(NF か GE)ごとに、始まりの番号の順に並べ替えます。前の行の終わりより小さい番号で始まる行があれば、重なっています。",
            "Sort the rows by their first serial, NF and GE apart. A row that begins before the one above has ended overlaps it.",
        ),
        Text(
            "年度は 4 月から翌年 3 月です。重なりは 2 組(同じ範囲が 1 組、一部だけが 1 組)、期間の合わない行は 1 つあります。",
            "A fiscal year runs from April to March. There are two pairs that overlap (one the same block, one in part) and one row out of period.",
        ),
    ),
)  # fmt: skip


def rows_of(data: dict, *reasons: str) -> list[str]:
    """The rows that were drawn for one of these reasons."""
    return [row for row, claim in data["claims"].items() if claim[0] in reasons]


@q07c.misconception(
    Text(
        "合計だけを見ています。二重に使われた番号と期間の合わない証書は、合計には現れません。1 行ずつ番号と期間を確かめます。",
        "Only the sum was looked at. Serials used twice and certificates out of period do not show in it: look at serials and periods row by row.",
    )
)
def sum_only(data: dict) -> dict:
    """Everything added up."""
    return {"kwh": answer_without(data, [])["kwh"]}


@q07c.misconception(
    Text(
        "範囲の一部だけが重なる組が抜けています。文字が違っても、間の番号が重なっていれば二重です。",
        "The pair that overlaps in part is missing. The text differs, but the serials in between are used twice.",
    )
)
def same_text_only(data: dict) -> dict:
    """Only blocks that are written alike are found."""
    return answer_without(data, rows_of(data, "twin", "period"))


@q07c.misconception(
    Text(
        "期間の合わない行が抜けています。番号が 1 回だけでも、前の年度に発電した証書は、この年度の電気には使えません。",
        "The row that does not fit the period is missing. Even a serial used once cannot cover this year if it was generated in another.",
    )
)
def period_not_checked(data: dict) -> dict:
    """Serials alone."""
    return answer_without(data, wrong_claims(data, codes=("GXD-E011",)))


@q07c.misconception(
    Text(
        "期間だけを確かめています。同じ番号が 2 回使われていないかも確かめます。",
        "Only the periods were checked. See whether a serial was used twice as well.",
    )
)
def serials_not_checked(data: dict) -> dict:
    """Periods alone."""
    return answer_without(data, wrong_claims(data, codes=("GXD-E012",)))


@q07c.misconception(
    Text(
        "重なった組の片方だけを除いています。どちらが正しいかは一覧からは分からないので、両方とも止めます。",
        "Only one row of each pair was taken out. The list does not say which of them is right: both are stopped.",
    )
)
def later_one_only(data: dict) -> dict:
    """The first one to come is believed."""
    seen: set[str] = set()
    rows = []
    for row, claim in data["claims"].items():
        if claim[0] in ("twin", "overlap"):
            if claim[0] in seen:
                rows.append(row)
            seen.add(claim[0])
        elif claim[0] == "period":
            rows.append(row)
    return answer_without(data, rows)


@q07c.misconception(
    Text(
        "暦年(1〜12 月)で見ています。2025 年度は 2025 年 4 月から 2026 年 3 月です。2026 年 1〜3 月に発電した証書は使え、2025 年 1〜3 月の証書は使えません。",
        "That goes by the calendar year. Fiscal year 2025 runs from April 2025 to March 2026: generation in January to March 2026 fits, that of January to March 2025 does not.",
    )
)
def calendar_year(data: dict) -> dict:
    """2025 taken from January to December."""
    year = date(2025, 1, 1), date(2026, 1, 1) - timedelta(days=1)
    return answer_without(data, wrong_claims(data, year))


@q07c.misconception(
    Text(
        "制度の違う証書を、番号だけで二重と見ています。NF と GE は別の制度で、同じ数字でも別の証書です。",
        "Certificates of two schemes were taken for the same by their number. NF and GE are different schemes: the same figure is another certificate.",
    )
)
def scheme_ignored(data: dict) -> dict:
    """The running number without its scheme."""
    rows = {*wrong_claims(data), *rows_of(data, "other scheme")}
    return answer_without(data, [row for row in ROWS if row in rows])


# ---------------------------------------------------------------------------------------
# 7d  which coefficient for which purpose

KINDS = ("未調整", "基礎", "調整後", "全国平均", "代替値")
KEYS = ("unadjusted", "basic", "adjusted", "national_average", "substitute")
BASIC, ADJUSTED, LOCATION = "基礎排出量", "調整後排出量", "ロケーション基準"
PURPOSES = {BASIC: "basic emissions", ADJUSTED: "adjusted emissions", LOCATION: "location-based"}


def chosen(data: dict, kinds: dict[str, str]) -> dict:
    """The table that takes these kinds of coefficient, row by row."""
    return {
        row: {"種類": KINDS[KEYS.index(key)], "kg": data["kwh"] * data[key] * 1000}
        for row, key in kinds.items()
    }


def by_purpose(data: dict) -> dict:
    """For each purpose the kind that leads, and its emissions."""
    table = chosen(data, {row: kinds_for(purpose)[0] for row, purpose in PURPOSES.items()})
    average = ElectricityFactor(data["national_average"] * 1000, "national_average")
    table[LOCATION]["kg"] = location_based(data["kwh"], average).kg_co2e
    return table


q07d = Question(
    "07d",
    title=Text("目的に合う係数を選ぶ", "The coefficient that suits the purpose"),
    ask=Text(
        "使った電気は {kwh:,} kWh です。3 つの目的(基礎排出量の報告、調整後排出量の報告、ロケーション基準)に、どの種類の係数を使うか(種類)と、その排出量(kg、kg-CO2)を"
        "表にしてください。供給者の係数は分かっています。種類は 未調整、基礎、調整後、全国平均、代替値 のどれかです。",
        "The electricity used is {kwh:,} kWh. For 基礎排出量 (reporting basic emissions), 調整後排出量 "
        "(reporting adjusted emissions) and ロケーション基準 (location-based), give the kind of coefficient (種類) and the "
        "emissions (kg, in kg-CO2). The supplier's coefficients are known. The kinds are 未調整 (unadjusted), "
        "基礎 (basic), 調整後 (adjusted), 全国平均 (national average), 代替値 (substitute value).",
    ),
    given=(
        Given("kwh", Text("使った電気", "electricity used"), "kWh"),
        Given("unadjusted", Text("供給者の未調整排出係数(架空)", "the supplier's unadjusted coefficient (fictitious)"), "t-CO2/kWh"),
        Given("basic", Text("供給者の基礎排出係数(架空)", "the supplier's basic coefficient (fictitious)"), "t-CO2/kWh"),
        Given("adjusted", Text("供給者の調整後排出係数(架空)", "the supplier's adjusted coefficient (fictitious)"), "t-CO2/kWh"),
        Given("national_average", Text("全国平均の排出係数", "the national average"), "t-CO2/kWh"),
        Given("substitute", Text("代替値", "the substitute value"), "t-CO2/kWh"),
    ),
    shape=Table(tuple(PURPOSES), {"種類": Choice(KINDS), "kg": Number("kg-CO2")}),
    objective="07-coefficient-by-purpose",
    read_more=READ_MORE,
    draw=lambda draw: {
        "kwh": draw.whole(6_200, 24_800, 200),
        "unadjusted": draw.step(0.000351, 0.000399, 0.000001),
        "basic": draw.step(0.000452, 0.000499, 0.000001),
        "adjusted": draw.step(0.000431, 0.000449, 0.000001),
        "national_average": AVERAGE,
        "substitute": SUBSTITUTE,
    },
    reference=by_purpose,
    hints=(
        Text(
            "報告する排出量と同じ名前の係数があります。未調整は、報告には使いません。",
            "There is a coefficient with the same name as the emissions reported. Unadjusted is not for reporting.",
        ),
        Text(
            "ロケーション基準は系統の平均です。代替値は、供給者の係数が分からないときだけ使います。kg にするには 1,000 倍します。",
            "Location-based is the average of the grid. The substitute value is only for when the supplier's coefficient is not known. Times 1,000 gives kg.",
        ),
    ),
)  # fmt: skip


@q07d.misconception(
    Text(
        "未調整の係数を使っています。未調整は証書などを反映する前の値で、報告には使いません。",
        "That takes the unadjusted coefficient: it is before certificates, and not for reporting.",
    )
)
def unadjusted_for_reporting(data: dict) -> dict:
    """The first coefficient of the list."""
    return chosen(data, {BASIC: "unadjusted", ADJUSTED: "unadjusted", LOCATION: "unadjusted"})


@q07d.misconception(
    Text(
        "基礎と調整後が逆です。ほかの J-クレジットや JCM まで反映したものが調整後です。",
        "Basic and adjusted are changed about. The one after other J-credits and JCM is the adjusted one.",
    )
)
def changed_about(data: dict) -> dict:
    """Basic for adjusted and the other way round."""
    return chosen(data, {BASIC: "adjusted", ADJUSTED: "basic"})


@q07d.misconception(
    Text(
        "代替値を使っています。供給者の係数が分かっているときは使いません。系統の平均でもありません。",
        "That takes the substitute value, which is not for when the supplier's coefficient is known; nor is it the average of the grid.",
    )
)
def substitute_though_known(data: dict) -> dict:
    """The substitute value to be on the safe side."""
    return chosen(data, dict.fromkeys(PURPOSES, "substitute"))


@q07d.misconception(
    Text(
        "全国平均を使っています。報告では、契約している供給者の係数を使います。",
        "That takes the national average. For reporting it is the contracted supplier's coefficient.",
    )
)
def average_for_reporting(data: dict) -> dict:
    """One average for everything."""
    return chosen(data, dict.fromkeys((BASIC, ADJUSTED), "national_average"))


@q07d.misconception(
    Text(
        "供給者の基礎係数を使っています。ロケーション基準は、何を契約したかによらず、系統の平均です。",
        "That takes the supplier's basic coefficient. Location-based is the average of the grid, whatever was contracted.",
    )
)
def supplier_for_the_grid(data: dict) -> dict:
    """What was bought, for where it was used."""
    return chosen(data, {LOCATION: "basic"})


@q07d.misconception(
    Text(
        "t のままです。kg で答えるので 1,000 倍します。",
        "That is in tonnes. It is asked for in kg: multiply by 1,000.",
    )
)
def in_tonnes(data: dict) -> dict:
    """t-CO2/kWh taken for kg-CO2/kWh."""
    return {row: {"kg": cells["kg"] / 1000} for row, cells in by_purpose(data).items()}


# ---------------------------------------------------------------------------------------
# Quick checks, answered in the chapter's page: public numbers, no points, not in the notebook
#
# q1  what a coefficient holds

FIT = "FIT の調整 (the FIT adjustment)"
NFC = "非化石証書 (non-fossil certificates)"
GREEN = "グリーン電力証書 (green power certificates)"
RE_CREDIT = "再エネ電力由来の J-クレジット (J-credits from renewable electricity)"
OTHER_CREDIT = "そのほかの J-クレジット (other J-credits)"
JCM = "JCM クレジット (JCM credits)"
HELD = {"basic": (FIT, NFC, GREEN, RE_CREDIT), "adjusted": (FIT, NFC, GREEN, RE_CREDIT, OTHER_CREDIT, JCM)}  # fmt: skip
FUEL_UPSTREAM = "発電に使った燃料の上流 (the upstream of the fuels burned)"


def draw_held(draw: Draw) -> dict:
    """One of the two kinds that are reported, and what may be in it in a drawn order."""
    kind = draw.choice(("basic", "adjusted"))
    name = {"basic": ("基礎排出係数", "basic (基礎)"), "adjusted": ("調整後排出係数", "adjusted (調整後)")}  # fmt: skip
    return {
        "kind": kind,
        "name": name[kind][0],
        "name_en": name[kind][1],
        "options": draw.shuffled([*HELD["adjusted"], FUEL_UPSTREAM]),
    }


q07q1 = Question(
    "07-q1",
    title=Text("係数に反映されているもの", "What a coefficient holds"),
    ask=Text(
        "電気事業者の{name}(2023 年度実績から)に反映されているものを、すべて選んでください。",
        "Choose everything that is reflected in a supplier's {name_en} coefficient (fiscal year 2023 on).",
    ),
    given=(),
    parts={"": Part(lambda data: Choices(tuple(data["options"])))},
    objective="07-kinds-of-coefficient",
    read_more=READ_MORE,
    draw=draw_held,
    reference=lambda data: list(HELD[data["kind"]]),
    points=0,
    hints=(
        Text(
            "順番は 未調整 → 基礎 → 調整後 です。あとのものは、前のものに何かを足しています。",
            "They come in the order unadjusted, basic, adjusted; each adds something to the one before.",
        ),
        Text(
            "基礎は、FIT の調整と、電気の証書(再エネ電力の J-クレジットを含む)まで。どの係数も発電時の値です。",
            "Basic goes as far as the FIT adjustment and certificates of electricity, J-credits from renewable power included. All of them are values at generation.",
        ),
    ),
)


@q07q1.misconception(
    Text(
        "基礎と調整後が入れ替わっています。電気の証書までが基礎、ほかの J-クレジットと JCM まで入るのが調整後です。",
        "Basic and adjusted are changed about: basic goes as far as certificates of electricity, adjusted holds other J-credits and JCM too.",
    )
)
def other_kind(data: dict) -> list[str]:
    """What the other kind holds."""
    return list(HELD["adjusted" if data["kind"] == "basic" else "basic"])


@q07q1.misconception(
    Text(
        "再エネ電力由来の J-クレジットが抜けています。これは電気の証書と同じ扱いで、基礎から入っています。",
        "J-credits from renewable electricity are missing. They are treated like certificates, from basic on.",
    )
)
def all_credits_apart(data: dict) -> list[str]:
    """Every J-credit taken for a credit of the other sort."""
    return [one for one in HELD[data["kind"]] if one != RE_CREDIT]


@q07q1.misconception(
    Text(
        "燃料の上流まで入っています。公表される電気の係数は、どれも発電時の CO2 だけです。",
        "The upstream of the fuels is in it. All published coefficients of electricity are CO2 at generation only.",
    )
)
def upstream_thought_in(data: dict) -> list[str]:
    """A life-cycle value expected."""
    return [*HELD[data["kind"]], FUEL_UPSTREAM]


@q07q1.misconception(
    Text(
        "証書だけになっています。FIT の調整も反映されています。",
        "Only certificates and credits are in it. The FIT adjustment is reflected too.",
    )
)
def fit_left_out(data: dict) -> list[str]:
    """The FIT adjustment forgotten."""
    return [one for one in HELD[data["kind"]] if one != FIT]


# ---------------------------------------------------------------------------------------
# q2  the residual

q07q2 = Question(
    "07-q2",
    title=Text("残りの電気の係数", "The coefficient of the rest"),
    ask=Text(
        "ある系統は 1 年に {mwh:,} MWh を発電し、{tonnes:,} t-CO2 を排出しました。そのうち排出 0 の {certified:,} MWh は、"
        "証書で特定の会社が使ったことになっています。残りの電気の係数は、何 kg-CO2/kWh ですか(小数第 3 位まで)。",
        "A grid generates {mwh:,} MWh a year and emits {tonnes:,} t-CO2. Of this, {certified:,} MWh without emissions "
        "are claimed by certificates. What is the coefficient of the rest in kg-CO2/kWh, to three decimals?",
    ),
    given=(
        Given("mwh", Text("発電量", "generation"), "MWh"),
        Given("tonnes", Text("排出量", "emissions"), "t-CO2"),
        Given("certified", Text("証書で使われた分", "claimed by certificates"), "MWh"),
    ),
    parts={"": Part(Number("kg-CO2/kWh", absolute=0.0006))},
    objective="07-residual",
    read_more=READ_MORE,
    draw=lambda draw: {
        "mwh": 1_000,
        "tonnes": draw.whole(385, 455, 5),
        "certified": draw.whole(120, 300, 20),
    },
    reference=lambda data: data["tonnes"] / (data["mwh"] - data["certified"]),
    points=0,
    hints=(
        Text(
            "排出量は減りません。減るのは、その排出を引き受ける電気の量です。",
            "The emissions do not get less. What gets less is the electricity that carries them.",
        ),
        Text(
            "{tonnes:,} t を、証書のない電気(発電量 − 証書の分)で割ります。t/MWh と kg/kWh は同じ数字です。",
            "Divide {tonnes:,} t by the electricity without certificates (generation minus certified). t/MWh and kg/kWh are the same figure.",
        ),
    ),
)


@q07q2.misconception(
    Text(
        "系統の平均のままです。排出 0 の分は証書で使われたので、残りの電気だけで全部の排出を引き受けます。",
        "That is the average of the grid. The part without emissions is claimed, so the rest alone carries all emissions.",
    )
)
def average_of_the_grid(data: dict) -> float:
    """The average, with what others have claimed in it."""
    return data["tonnes"] / data["mwh"]


@q07q2.misconception(
    Text(
        "証書の割合だけ、平均を小さくしています。証書で減るのではなく、残りは平均より大きくなります。",
        "The average was made smaller by the certified share. The rest does not become cleaner but dirtier than the average.",
    )
)
def made_smaller(data: dict) -> float:
    """The certified share taken off the average."""
    return data["tonnes"] / data["mwh"] * (1 - data["certified"] / data["mwh"])


@q07q2.misconception(
    Text(
        "証書の分を、平均に上乗せしています(×(1 + 割合))。残りの電気で割るので、÷(1 − 割合)になります。",
        "The certified share was added on (x (1 + share)). Dividing by the rest means dividing by (1 - share).",
    )
)
def share_added_on(data: dict) -> float:
    """One plus the share in place of division by one minus it."""
    return data["tonnes"] / data["mwh"] * (1 + data["certified"] / data["mwh"])


# ---------------------------------------------------------------------------------------
# q3  the upstream

q07q3 = Question(
    "07-q3",
    title=Text("上流を足す", "Add the upstream"),
    ask=Text(
        "電気 {kwh:,} kWh のうち {certified:,} kWh に有効な証書があります。発電時の係数は、証書の分が 0、残りが {rest} kg-CO2/kWh です。"
        "上流は、証書の分が {certified_up} kg-CO2e/kWh、残りが {rest_up} kg-CO2e/kWh です(どれも架空)。"
        "ライフサイクルの排出量は何 kg-CO2e ですか。",
        "Of {kwh:,} kWh of electricity {certified:,} kWh have valid certificates. At generation they emit nothing and the "
        "rest {rest} kg-CO2/kWh. The upstream is {certified_up} kg-CO2e/kWh for the certified part and "
        "{rest_up} kg-CO2e/kWh for the rest (all fictitious). What are the life-cycle emissions in kg-CO2e?",
    ),
    given=(
        Given("kwh", Text("使った電気", "electricity used"), "kWh"),
        Given("certified", Text("証書の分", "with certificates"), "kWh"),
        Given("rest", Text("残りの発電時の係数", "the rest, at generation"), "kg-CO2/kWh"),
        Given("certified_up", Text("証書の分の上流", "upstream of the certified part"), "kg-CO2e/kWh"),
        Given("rest_up", Text("残りの上流", "upstream of the rest"), "kg-CO2e/kWh"),
    ),
    parts={"": Part(Number("kg-CO2e"))},
    objective="07-upstream",
    read_more=READ_MORE,
    draw=lambda draw: {
        "kwh": draw.whole(8_000, 16_000, 500),
        "certified": draw.whole(2_500, 5_500, 500),
        "rest": draw.step(0.45, 0.59, 0.01),
        "certified_up": draw.step(0.02, 0.04, 0.005),
        "rest_up": draw.step(0.06, 0.09, 0.005),
    },
    reference=lambda data: market_based(
        data["kwh"],
        data["certified"],
        residual=data["rest"],
        upstream=data["rest_up"],
        certificate_upstream=data["certified_up"],
    ).kg_co2e,
    points=0,
    hints=(
        Text(
            "証書の分と残りを別々に、(発電時 + 上流)× kWh で計算して足します。",
            "Take the certified part and the rest apart: (generation + upstream) x kWh each, then add.",
        ),
        Text(
            "証書の分の発電時は 0 ですが、上流は 0 ではありません。",
            "The certified part has nothing at generation, but its upstream is not nothing.",
        ),
    ),
)  # fmt: skip


@q07q3.misconception(
    Text(
        "発電時だけになっています。上流を足さないと、ライフサイクルの値になりません。",
        "That is generation only. Without the upstream it is no life-cycle figure.",
    )
)
def generation_only(data: dict) -> float:
    """The published coefficients as they are."""
    return (data["kwh"] - data["certified"]) * data["rest"]


@q07q3.misconception(
    Text(
        "証書の分の上流が入っていません。発電時が 0 でも、ライフサイクルで 0 とはかぎりません。",
        "The upstream of the certified part is missing. Nothing at generation is not nothing over the life cycle.",
    )
)
def renewable_is_nothing(data: dict) -> float:
    """Zero at generation taken for zero altogether."""
    return (data["kwh"] - data["certified"]) * (data["rest"] + data["rest_up"])


@q07q3.misconception(
    Text(
        "全部の電気に、残りの上流を掛けています。証書の分には、証書の分の上流を使います。",
        "The upstream of the rest was applied to all electricity. The certified part has its own.",
    )
)
def one_upstream_for_all(data: dict) -> float:
    """The same upstream for everything."""
    return (data["kwh"] - data["certified"]) * data["rest"] + data["kwh"] * data["rest_up"]
