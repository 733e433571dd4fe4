"""Questions of case C: a supplier's dossier is reviewed, and each fault is quantified.

Companies, products and figures are invented. The order of allocation, the limit of what may be left
out, and the rules of the primary data share are PACT's; the weights of findings are this course's.
"""

from gxd_teach.classroom import Choices, Draw, Given, Number, Part, Question, Text
from gxd_teach.framework import PACT_V3, allocate, exclusion_allowed, primary_data_share
from gxd_teach.framework.allocation import co_products_from
from gxd_teach.framework.energy import market_based

CHAPTER = "book/cases/case-consulting"

# ---------------------------------------------------------------------------------------
# 23a  a line's electricity: certificates, and two products


def draw_line(draw: Draw) -> dict:
    """A line that makes adapters and chargers, and what was bought for its electricity."""
    return {
        "kwh": draw.whole(600_000, 900_000, 50_000),
        "adapters": draw.whole(180_000, 260_000, 20_000),
        "chargers": draw.whole(270_000, 390_000, 30_000),
        "adapter_kg": draw.step(0.24, 0.32, 0.01),
        "charger_kg": draw.step(0.08, 0.13, 0.01),
        "valid": draw.whole(120_000, 240_000, 20_000),
        "old": draw.whole(40_000, 80_000, 10_000),
        "residual": draw.step(0.55, 0.62, 0.01),
        "certified": 0.02,
    }


def line_kg(data: dict, covered: float) -> float:
    """The line's electricity with so many kWh of certificates, kg CO2e a year."""
    return market_based(
        data["kwh"],
        covered,
        residual=data["residual"],
        upstream=0.0,
        certificate_upstream=data["certified"],
    ).kg_co2e


def by_mass(data: dict) -> float:
    """The adapters' share of the line by the mass of what was made, 0 to 1."""
    masses = {
        "adapter": data["adapters"] * data["adapter_kg"],
        "charger": data["chargers"] * data["charger_kg"],
    }
    prices = {"adapter": 5000.0, "charger": 7000.0}  # per kilogram: a ratio below 5
    return allocate(co_products_from(masses=masses, prices=prices)).shares["adapter"]


def of_an_adapter(data: dict, share: float, covered: float | None = None) -> dict:
    """The share in percent, and the electricity of one adapter."""
    kg = line_kg(data, data["valid"] if covered is None else covered)
    return {"share": 100 * share, "kg": kg * share / data["adapters"]}


q23a = Question(
    "23a",
    title=Text("ラインの電気を、1 個の値に直す", "A line's electricity, for one piece"),
    ask=Text(
        "申告書では、アダプターの電気が 0 kg でした。検針票と証書の一覧から計算し直します。ラインでは 2 つの製品を作り、分けて測れません。"
        "価格(1 kg あたり)の比は 5 以下で、質量が関係を表すとします。証書はラインの電気に使われ、2 つのうち 1 つは前の年度の発電です。"
        "アダプターの配分の割合(%)と、アダプター 1 個あたりの電気の排出量(kg-CO2e)を求めてください。係数は上流を含みます。",
        "In the dossier the adapter's electricity is 0 kg. Reckon it again from meter and certificates. The line makes two products that are not metered "
        "apart; their prices per kilogram differ by less than a factor of 5, and mass shows the relation. The certificates are for the line; one block was "
        "generated in the year before. Find the adapters' share (%) and the electricity of one adapter (kg-CO2e). Factors include the upstream.",
    ),
    given=(
        Given("kwh", Text("ラインの電力(2025 年度)", "electricity of the line, FY2025"), "kWh"),
        Given("adapters", Text("アダプターの良品", "good adapters"), "個"),
        Given("adapter_kg", Text("アダプター 1 個の質量", "mass of an adapter"), "kg"),
        Given("chargers", Text("充電器の良品", "good chargers"), "個"),
        Given("charger_kg", Text("充電器 1 個の質量", "mass of a charger"), "kg"),
        Given("valid", Text("証書 1(2025 年 4〜9 月の発電)", "certificates 1, generated April to September 2025"), "kWh"),
        Given("old", Text("証書 2(2025 年 1〜3 月の発電)", "certificates 2, generated January to March 2025"), "kWh"),
        Given("certified", Text("証書の電気の係数(上流のみ)", "factor of certified electricity (upstream only)"), "kg-CO2e/kWh"),
        Given("residual", Text("残りの電気の係数(残差)", "factor of the rest (residual)"), "kg-CO2e/kWh"),
    ),
    parts={
        "share": Part(Number("%", absolute=0.05), Text("アダプターの割合", "the adapters' share")),
        "kg": Part(Number("kg-CO2e"), Text("1 個あたりの電気", "electricity of one adapter")),
    },
    objective="23-electricity-allocated-with-certificates",
    read_more=CHAPTER,
    draw=draw_line,
    reference=lambda data: of_an_adapter(data, by_mass(data)),
    hints=(
        Text(
            "まずライン全体の排出量を出します(使える証書の分 + 残り)。それから、作った質量の割合で分け、個数で割ります。",
            "First the whole line (usable certificates, then the rest); share it by the mass made, and divide by the pieces.",
        ),
        Text(
            "ライン = {valid} × {certified} +({kwh} − {valid})× {residual}。割合 = 個数 × 質量 の比。前の年度の証書は、2025 年度の電気に使えません(この講座の解釈)。",
            "Line = {valid} x {certified} + ({kwh} - {valid}) x {residual}; share by pieces x mass. Last year's certificates do not fit (this course's reading).",
        ),
    ),
)  # fmt: skip


@q23a.misconception(
    Text(
        "個数で配分しています。アダプターは充電器より重く、同じ 1 個でも仕事の量が違います。木をたどると、ここは質量です。",
        "That allocates by pieces. An adapter is heavier than a charger, and the decision tree leads to mass here.",
    )
)
def by_pieces(data: dict) -> dict:
    """Pieces counted alike."""
    share = data["adapters"] / (data["adapters"] + data["chargers"])
    return of_an_adapter(data, share)


@q23a.misconception(
    Text(
        "1 個の質量の比で分けています。割合は、1 年に作った質量(個数 × 1 個の質量)の比です。",
        "That is the ratio of the masses of one piece. Take what was made in the year: pieces x mass.",
    )
)
def by_mass_of_one(data: dict) -> dict:
    """The numbers made forgotten."""
    share = data["adapter_kg"] / (data["adapter_kg"] + data["charger_kg"])
    return of_an_adapter(data, share)


@q23a.misconception(
    Text(
        "前の年度に発電した証書も数えています。証書は、使った期間に合うものだけを使います。",
        "Certificates of the year before were counted. They must fit the period of consumption.",
    )
)
def old_certificates_too(data: dict) -> dict:
    """Every certificate in the folder used."""
    return {"kg": of_an_adapter(data, by_mass(data), data["valid"] + data["old"])["kg"]}


@q23a.misconception(
    Text(
        "証書を、アダプターだけに先に充てています。証書はラインの電気に使ったものなので、充電器も同じ割合で受け取ります。1 つの製品に寄せると、充電器の側で合わなくなります。",
        "All certificates were given to the adapters. They are the line's: the chargers get the same part of them.",
    )
)
def all_for_this_product(data: dict) -> dict:
    """Certificates moved to the product that is asked about."""
    own = data["kwh"] * by_mass(data)
    covered = min(data["valid"], own)
    kg = covered * data["certified"] + (own - covered) * data["residual"]
    return {"kg": kg / data["adapters"]}


@q23a.misconception(
    Text(
        "証書の分を 0 としています。0 になるのは発電のときだけで、上流の排出は残ります。",
        "Certified electricity was taken as zero. Zero is its generation; the upstream remains.",
    )
)
def certificates_are_zero(data: dict) -> dict:
    """The upstream of renewable power forgotten."""
    kg = (data["kwh"] - data["valid"]) * data["residual"]
    return {"kg": kg * by_mass(data) / data["adapters"]}


# ---------------------------------------------------------------------------------------
# 23b  the corrected value, and what was moved on the way

NAUTICAL_KM = 1.852
SEA, COPPER = 0.039, 4.5  # kg-CO2e/tkm, kg-CO2e/kg


def draw_review(draw: Draw) -> dict:
    """What a review has found in one dossier."""
    return {
        "stated": draw.step(2.65, 3.05, 0.01),
        "outbound": draw.step(0.72, 0.95, 0.01),
        "electricity": draw.step(1.02, 1.28, 0.01),
        "cable": draw.step(0.14, 0.2, 0.01),
        "drawing": 0.06,
        "bought": draw.whole(13_600, 14_400, 200),
        "stock": draw.whole(500, 900, 100),
        "pieces": 200_000,
        "copper": COPPER,
        "sea_kg": draw.step(0.3, 0.4, 0.02),
        "miles": draw.whole(1_000, 1_600, 50),
        "sea": SEA,
    }


def effects(data: dict) -> dict[str, float]:
    """What each correction does to the footprint, kg CO2e."""
    used = (data["bought"] - data["stock"]) / data["pieces"]
    tonne_miles = data["sea_kg"] * data["miles"] / 1000
    return {
        "outbound": -data["outbound"],
        "electricity": data["electricity"],
        "cable": data["cable"],
        "copper": (used - data["drawing"]) * data["copper"],
        "sea": tonne_miles * (NAUTICAL_KM - 1) * data["sea"],
    }


def corrected(data: dict) -> dict:
    """The corrected footprint, its net change, and all that was moved."""
    changes = effects(data)
    total = data["stated"] + sum(changes.values())
    return {
        "total": total,
        "net": 100 * (total / data["stated"] - 1),
        "gross": 100 * sum(map(abs, changes.values())) / data["stated"],
    }


def moved(data: dict, by: float) -> dict:
    """The corrected total, off by something."""
    return {"total": corrected(data)["total"] + by}


q23b = Question(
    "23b",
    title=Text("直した値と、動いた量", "The corrected value, and what was moved"),
    ask=Text(
        "審査で見つけた 5 つの誤りを直します。(1) 出荷後の航空輸送を値に足していた(v3 では別に報告)。(2) 電気が 0 だった。(3) 除外できない DC ケーブルを除いていた。"
        "(4) 銅線の量が図面の質量だった(使った量 = 購買 − 在庫の増加)。(5) 航路の海里を km として計算していた(1 海里 = 1.852 km)。"
        "直した値(kg-CO2e)、差し引きの変化(申告値に対する %)、動いた量の合計(変化の絶対値の合計。申告値に対する %)を求めてください。",
        "Correct five faults: (1) air transport after the gate was added (v3 reports it apart); (2) electricity was 0; (3) a DC cable was left out that must be in; "
        "(4) copper was the drawing's mass (used = bought - increase of stock); (5) nautical miles were taken for km (1.852 km). Find the corrected value (kg-CO2e), "
        "the net change (% of the stated value), and the sum of all changes without their signs (% of the stated value).",
    ),
    given=(
        Given("stated", Text("申告値", "stated value"), "kg-CO2e"),
        Given("outbound", Text("足していた航空輸送", "air transport added"), "kg-CO2e"),
        Given("electricity", Text("計算し直した電気", "electricity reckoned again"), "kg-CO2e"),
        Given("cable", Text("除いていた DC ケーブル", "DC cable left out"), "kg-CO2e"),
        Given("drawing", Text("銅線: 図面の質量(1 個)", "copper: mass of the drawing, a piece"), "kg"),
        Given("bought", Text("銅線: 1 年の購買", "copper: bought in the year"), "kg"),
        Given("stock", Text("銅線: 在庫の増加", "copper: increase of stock"), "kg"),
        Given("pieces", Text("良品", "good pieces"), "個"),
        Given("copper", Text("銅線の係数", "factor of copper"), "kg-CO2e/kg"),
        Given("sea_kg", Text("海上輸送: 1 個分の部品", "sea transport: parts of a piece"), "kg"),
        Given("miles", Text("海上輸送: 航路", "sea transport: route"), "海里"),
        Given("sea", Text("船の係数", "factor of ships"), "kg-CO2e/tkm"),
    ),
    parts={
        "total": Part(Number("kg-CO2e"), Text("直した値", "corrected value")),
        "net": Part(Number("%", absolute=0.1), Text("差し引きの変化", "net change")),
        "gross": Part(Number("%", absolute=0.1), Text("動いた量の合計", "all changes together")),
    },
    objective="23-net-and-gross-of-a-review",
    read_more=CHAPTER,
    draw=draw_review,
    reference=corrected,
    hints=(
        Text(
            "5 行の表を作り、変化を符号つきで書きます。引くのは (1) だけです。",
            "Make a table of five rows with their signs. Only (1) is taken off.",
        ),
        Text(
            "(4) =(({bought} − {stock})÷ {pieces} − {drawing})× {copper}。(5) = {sea_kg} × {miles} ÷ 1,000 ×(1.852 − 1)× {sea}。動いた量は、引いた分も足して数えます。",
            "(4) = (({bought} - {stock}) / {pieces} - {drawing}) x {copper}; (5) = {sea_kg} x {miles} / 1,000 x (1.852 - 1) x {sea}. In the gross what was taken off counts too.",
        ),
    ),
)  # fmt: skip


@q23b.misconception(
    Text(
        "出荷後の輸送を足しています。もう入っていたものを外すので、引きます。",
        "The outbound transport was added. It is in already and has to come out.",
    )
)
def outbound_added(data: dict) -> dict:
    """The wrong sign."""
    return moved(data, 2 * data["outbound"])


@q23b.misconception(
    Text(
        "除いていたケーブルを戻していません。除外が多すぎるときは、大きいものから値に入れます。",
        "The cable is still left out. Where too much is exempted, the largest goes back in.",
    )
)
def cable_still_out(data: dict) -> dict:
    """An exclusion kept."""
    return moved(data, -data["cable"])


@q23b.misconception(
    Text(
        "在庫の増加を引いていません。買った銅線の一部は、まだ倉庫にあります。",
        "The increase of stock was not taken off: part of what was bought still lies there.",
    )
)
def stock_ignored(data: dict) -> dict:
    """Bought taken for used."""
    return moved(data, data["stock"] / data["pieces"] * data["copper"])


@q23b.misconception(
    Text(
        "海里を km に直していません。小さな変化ですが、直した値には入れます。",
        "The nautical miles were not made kilometres. It is small, and belongs to the corrected value.",
    )
)
def miles_kept(data: dict) -> dict:
    """A fault left because it is small."""
    return moved(data, -effects(data)["sea"])


@q23b.misconception(
    Text(
        "直した値に対する割合です。相手が出した申告値に対して何 % か、を書きます。",
        "That is percent of the corrected value. It is told of the value that was stated.",
    )
)
def of_the_corrected(data: dict) -> dict:
    """The wrong base."""
    total = corrected(data)["total"]
    return {"net": 100 * (1 - data["stated"] / total)}


@q23b.misconception(
    Text(
        "差し引きになっています。打ち消し合った分が見えません。変化の絶対値を足します。",
        "That is the net: what cancelled out is not seen. Add the changes without their signs.",
    )
)
def net_for_gross(data: dict) -> dict:
    """Cancelled faults taken for none."""
    return {"gross": corrected(data)["net"]}


@q23b.misconception(
    Text(
        "増えた分だけを足しています。引いた航空輸送も、動いた量のうちです。",
        "Only what rose was added. The transport taken off was moved as well.",
    )
)
def rises_only(data: dict) -> dict:
    """Falls not counted."""
    rose = sum(change for change in effects(data).values() if change > 0)
    return {"gross": 100 * rose / data["stated"]}


# ---------------------------------------------------------------------------------------
# 23c  exclusions: percent of what, and what goes back in

ITEMS = {
    "cable": "DC ケーブル (DC cable)",
    "leaflet": "取扱説明書 (leaflet)",
    "solder": "はんだ (solder)",
    "site": "構内の運搬 (transport on the site)",
}


def draw_exclusions(draw: Draw) -> dict:
    """What was left out of a product, and the two totals one might divide by."""
    return {
        "included": draw.step(2.6, 3.2, 0.05),
        "cable": draw.step(0.12, 0.2, 0.01),
        "leaflet": draw.step(0.04, 0.07, 0.01),
        "solder": draw.step(0.02, 0.03, 0.005),
        "site": draw.step(0.01, 0.015, 0.005),
        "use": draw.step(18.5, 24.5, 0.5),
    }


def shares_of(data: dict) -> dict[str, float]:
    """Everything up to the gate, in kg CO2e, with what was left out."""
    return {"included": data["included"]} | {name: data[name] for name in ITEMS}


def put_back(data: dict) -> dict:
    """The percentage, and the fewest items that go back in, the largest first."""
    shares, out = shares_of(data), sorted(ITEMS, key=lambda name: -data[name])
    percent = exclusion_allowed(shares, out, PACT_V3).percent
    back = []
    while not exclusion_allowed(shares, out, PACT_V3):
        back.append(out.pop(0))
    return {"percent": percent, "back": [ITEMS[name] for name in ITEMS if name in back]}


q23c = Question(
    "23c",
    title=Text("除外は、何の何 % か", "Exclusions: percent of what"),
    ask=Text(
        "申告書は、4 項目を「ライフサイクル全体の約 1 %」として除いています(v3)。Cradle-to-Gate 全体(除いたものも含めた値)の何 % ですか。"
        "また、大きいものから順に戻すとき、3 % 以下にするために、値に入れるべき項目をすべて選んでください(入れるのは最小限にします)。",
        "The dossier leaves four items out as 'about 1 % of the whole life cycle' (v3). What percent of the cradle-to-gate total are they, what is left out included? "
        "And which have to go back in, the largest first and as few as possible, for at most 3 %?",
    ),
    given=(
        Given("included", Text("値に入っている排出(Cradle-to-Gate)", "emissions included, cradle to gate"), "kg-CO2e"),
        Given("cable", Text("除外: DC ケーブル", "left out: DC cable"), "kg-CO2e"),
        Given("leaflet", Text("除外: 取扱説明書", "left out: leaflet"), "kg-CO2e"),
        Given("solder", Text("除外: はんだ", "left out: solder"), "kg-CO2e"),
        Given("site", Text("除外: 構内の運搬", "left out: transport on the site"), "kg-CO2e"),
        Given("use", Text("使用段階の排出(参考)", "emissions of the use stage, for information"), "kg-CO2e"),
    ),
    parts={
        "percent": Part(Number("%", absolute=0.05), Text("除外の割合", "percent left out")),
        "back": Part(Choices(tuple(ITEMS.values())), Text("値に入れる項目", "what goes back in")),
    },
    objective="23-exclusions-of-the-right-total",
    read_more=CHAPTER,
    draw=draw_exclusions,
    reference=put_back,
    hints=(
        Text(
            "割る相手は、出荷口までの全部です。除いたものも、全部のうちに入れます。使用段階は入れません。",
            "Divide by everything up to the gate, what is left out included; the use stage is not in it.",
        ),
        Text(
            "大きいものを 1 つ戻すごとに、残りの除外 ÷ 同じ全体 を計算し直します。3 % 以下になったら止めます。",
            "After each item put back, divide what is still out by the same total. Stop at 3 % or less.",
        ),
    ),
)  # fmt: skip


@q23c.misconception(
    Text(
        "使用段階まで入れたライフサイクル全体で割っています。上限は Cradle-to-Gate に対する割合です。大きな使用段階で割れば、何でも小さく見えます。",
        "Divided by the whole life cycle. The limit is of cradle-to-gate; over a large use stage everything looks small.",
    )
)
def of_the_life_cycle(data: dict) -> dict:
    """The supplier's own reckoning."""
    out = sum(data[name] for name in ITEMS)
    return {"percent": 100 * out / (data["included"] + out + data["use"]), "back": []}


@q23c.misconception(
    Text(
        "値に入っている分だけで割っています。全体には、除いたものも含めます。",
        "Divided by what is included only. The whole holds what was left out as well.",
    )
)
def of_what_is_included(data: dict) -> dict:
    """What is left out is no part of the whole."""
    return {"percent": 100 * sum(data[name] for name in ITEMS) / data["included"]}


@q23c.misconception(
    Text(
        "除外を全部やめています。間違いではなくても、求められているのは最小限です。小さいものまで調べる手間は、ほかの行に使います。",
        "Everything was put back. Asked are as few as possible: the work on small items is better spent elsewhere.",
    )
)
def everything_back(data: dict) -> dict:
    """No exclusion at all."""
    return {"back": list(ITEMS.values())}


@q23c.misconception(
    Text(
        "小さいものから戻しています。いくつも戻すのに、割合はほとんど下がりません。大きいものからです。",
        "The small ones were put back. That is much work and hardly lowers the percentage: begin with the largest.",
    )
)
def small_ones_back(data: dict) -> dict:
    """Smallest first."""
    return {"back": [ITEMS["solder"], ITEMS["site"]]}


# ---------------------------------------------------------------------------------------
# Quick checks, answered in the page: public numbers, no points, not in the notebook
#
# q1  which findings weigh most


def draw_weights(draw: Draw) -> dict:
    """Four findings of a review: two of weight, a large row of little effect, a small one."""
    total = draw.step(2.8, 3.4, 0.1)
    cable = draw.whole(7, 12)
    points = draw.whole(8, 14)
    sea = draw.whole(78, 92)
    copper = draw.step(1.1, 1.9, 0.1)
    texts = {
        "cable": f"除外した部品を戻すと 申告値の +{cable} % (a part put back: +{cable} %)",
        "share": f"一次データ比率が {points} ポイント下がる。kg は変わらない (primary data share {points} points lower without any kg)",
        "sea": f"海上輸送の行が +{sea} %。申告値に対しては +0.3 % (sea row +{sea} % and the total +0.3 %)",
        "copper": f"銅線を購買量に直すと 申告値の +{copper:.1f} % (copper as bought: +{copper:.1f} %)",
    }
    return {"stated": total, "texts": texts, "shown": draw.shuffled(list(texts.values()))}


def chosen(data: dict, *names: str) -> list[str]:
    """These findings, in the order shown."""
    wanted = {data["texts"][name] for name in names}
    return [one for one in data["shown"] if one in wanted]


q23q1 = Question(
    "23-q1",
    title=Text("使う前に直してもらうもの", "What to mend before use"),
    ask=Text(
        "申告値 {stated} kg-CO2e の審査です。「1 件で申告値の 5 % 以上、または一次データ比率で 5 ポイント以上」動くものを、使う前に直してもらう約束です。当てはまるものをすべて選んでください。",
        "A dossier states {stated} kg-CO2e. Agreed is: what moves the stated value by 5 % or more, or the primary data share by 5 points or more, is mended before use. Choose all.",
    ),
    given=(Given("stated", Text("申告値", "stated value"), "kg-CO2e"),),
    parts={"": Part(lambda data: Choices(tuple(data["shown"])))},
    objective="23-materiality-of-findings",
    read_more=CHAPTER,
    draw=draw_weights,
    reference=lambda data: chosen(data, "cable", "share"),
    points=0,
    hints=(
        Text("何に対する % かを、1 つずつ確かめます。", "See of what each percentage is."),
        Text("5 % の相手は申告値です。比率は、ポイントのほうで見ます。", "The 5 % is of the stated value; a share is judged by its points."),
    ),
)  # fmt: skip


@q23q1.misconception(
    Text(
        "行の中の割合で選んでいます。大きく間違った小さな行は、全体をほとんど動かしません。",
        "That goes by the percentage of a row. A small row that is badly wrong hardly moves the whole.",
    )
)
def percent_of_the_row(data: dict) -> list[str]:
    """A large fault in a small row."""
    return chosen(data, "cable", "share", "sea")


@q23q1.misconception(
    Text(
        "kg が変わらないので、比率を外しています。比率は、そのまま次の会社の計算に入ります。約束にも 5 ポイントとあります。",
        "The share was left out because no kilogram moves. It goes on into the next company's figures, and the agreement names 5 points.",
    )
)
def kilograms_only(data: dict) -> list[str]:
    """Only what changes the footprint."""
    return chosen(data, "cable")


@q23q1.misconception(
    Text(
        "全部を選んでいます。全部が最優先なら、相手はどこから手を付けるか分かりません。",
        "Everything was chosen. If all is urgent, nobody knows where to begin.",
    )
)
def all_urgent(data: dict) -> list[str]:
    """No priorities."""
    return list(data["shown"])


# ---------------------------------------------------------------------------------------
# q2  the primary data share, reckoned again


def draw_share(draw: Draw) -> dict:
    """Four rows of a product with what is known of each."""
    return {
        "copper": draw.step(0.28, 0.44, 0.02),
        "copper_share": draw.whole(30, 48, 2),
        "board": draw.step(1.05, 1.45, 0.05),
        "power": draw.step(0.85, 1.15, 0.05),
    }


def share(data: dict, copper: float, board: float, power: float) -> float:
    """The share with these shares of the three rows."""
    parts = ((data["copper"], copper), (data["board"], board), (data["power"], power))
    return float(primary_data_share(parts))


q23q2 = Question(
    "23-q2",
    title=Text("一次データ比率を計算し直す", "The primary data share, again"),
    ask=Text(
        "銅線(仕入れ先の記録の係数。その比率は {copper_share} %)、電源基板(データベースの平均)、電気(自社のメーター × 電力会社の残差)の 3 行です。"
        "残差の一次データ比率は、だれも示していません。全体の一次データ比率は何 % ですか。",
        "Three rows: copper (a supplier's factor whose share is {copper_share} %), a power board (a database's average), electricity (own meter times the "
        "utility's residual factor, for which nobody states a share). Find the primary data share.",
    ),
    given=(
        Given("copper", Text("銅線", "copper"), "kg-CO2e"),
        Given("copper_share", Text("銅線の係数の一次データ比率", "share of the copper's factor"), "%"),
        Given("board", Text("電源基板", "power board"), "kg-CO2e"),
        Given("power", Text("電気", "electricity"), "kg-CO2e"),
    ),
    parts={"": Part(Number("%", absolute=0.05))},
    objective="23-primary-data-share-again",
    read_more=CHAPTER,
    draw=draw_share,
    reference=lambda data: share(data, data["copper_share"], 0, 0),
    points=0,
    hints=(
        Text("活動量と係数の両方が一次データのときだけ、一次です。示されていない比率は 0 % です。", "Primary is what has both activity and factor primary; a share nobody states is 0 %."),
        Text("{copper} × {copper_share} ÷(3 行の合計)です。", "{copper} x {copper_share} over the sum of the three rows."),
    ),
)  # fmt: skip


@q23q2.misconception(
    Text(
        "買った量を測ったので、銅線を 100 % にしています。係数の比率({copper_share} %)までしか、一次とは言えません。",
        "Copper was counted 100 % because its amount was measured. Its factor is primary to {copper_share} % only.",
    )
)
def activity_is_enough(data: dict) -> float:
    """Measured amounts taken for primary data."""
    return share(data, 100, 0, 0)


@q23q2.misconception(
    Text(
        "メーターで測ったので、電気を 100 % にしています。係数は電力会社の値で、比率が示されていないので 0 % と数えます。",
        "Electricity was counted 100 % because it is metered. Its factor is the utility's and states no share: 0 %.",
    )
)
def metered_is_primary(data: dict) -> float:
    """The meter counted, the factor not."""
    return share(data, data["copper_share"], 0, 100)


@q23q2.misconception(
    Text(
        "3 つの比率を単純に平均しています。排出量で重みを付けます。",
        "That is the plain mean of three shares: weigh them by emissions.",
    )
)
def plain_mean(data: dict) -> float:
    """Unweighted."""
    return data["copper_share"] / 3


# ---------------------------------------------------------------------------------------
# q3  two faults in one row


def draw_two(draw: Draw) -> dict:
    """kWh and factor of one row, as stated and as they ought to be."""
    return {
        "kwh": draw.step(1.4, 1.7, 0.1),
        "right_kwh": draw.step(2.2, 2.6, 0.1),
        "factor": draw.step(0.1, 0.16, 0.01),
        "right_factor": draw.step(0.38, 0.46, 0.01),
    }


q23q3 = Question(
    "23-q3",
    title=Text("1 行に、誤りが 2 つ", "Two faults in one row"),
    ask=Text(
        "電気の行に、誤りが 2 つあります。申告は {kwh} kWh × {factor} kg-CO2e/kWh、正しくは {right_kwh} kWh × {right_factor} です。"
        "先に証書(係数)を直し、次に配分(kWh)を直すとき、それぞれの影響は何 kg-CO2e ですか。",
        "An electricity row has two faults: stated are {kwh} kWh x {factor}, right would be {right_kwh} kWh x {right_factor} kg-CO2e/kWh. "
        "Certificates (the factor) are corrected first, then the allocation (kWh). How many kg-CO2e does each make?",
    ),
    given=(
        Given("kwh", Text("申告の電力", "electricity stated"), "kWh"),
        Given("right_kwh", Text("正しい電力", "electricity, rightly"), "kWh"),
        Given("factor", Text("申告の係数", "factor stated"), "kg-CO2e/kWh"),
        Given("right_factor", Text("正しい係数", "factor, rightly"), "kg-CO2e/kWh"),
    ),
    parts={
        "factor": Part(Number("kg-CO2e"), Text("先に直す証書", "certificates, first")),
        "kwh": Part(Number("kg-CO2e"), Text("次に直す配分", "allocation, then")),
    },
    objective="23-effects-in-order",
    read_more=CHAPTER,
    draw=draw_two,
    reference=lambda data: {
        "factor": data["kwh"] * (data["right_factor"] - data["factor"]),
        "kwh": (data["right_kwh"] - data["kwh"]) * data["right_factor"],
    },
    points=0,
    hints=(
        Text("1 つ直すごとに、行の値を計算し直し、前との差を取ります。", "Reckon the row again after each correction, and take the difference."),
        Text(
            "証書: {kwh} ×({right_factor} − {factor})。配分: ({right_kwh} − {kwh})× {right_factor}。",
            "Certificates: {kwh} x ({right_factor} - {factor}). Allocation: ({right_kwh} - {kwh}) x {right_factor}.",
        ),
    ),
)  # fmt: skip


@q23q3.misconception(
    Text(
        "証書の影響に、配分を直した後の kWh を使っています。先に直すのは証書なので、kWh はまだ申告のままです。",
        "The certificates' effect was taken with the corrected kWh. They come first: the kWh are still those stated.",
    )
)
def later_kwh(data: dict) -> dict:
    """The other order."""
    return {"factor": data["right_kwh"] * (data["right_factor"] - data["factor"])}


@q23q3.misconception(
    Text(
        "配分の影響に、直す前の係数を使っています。それでは、2 つの影響を足しても全体の差になりません。",
        "The allocation's effect was taken with the factor before its correction: the two do not add up to the whole then.",
    )
)
def earlier_factor(data: dict) -> dict:
    """Each from the stated row."""
    return {"kwh": (data["right_kwh"] - data["kwh"]) * data["factor"]}


@q23q3.misconception(
    Text(
        "直した後の行の値そのものです。影響は、直す前との差です。",
        "That is the row after it. An effect is the difference from before.",
    )
)
def the_row_itself(data: dict) -> dict:
    """After in place of after minus before."""
    return {
        "factor": data["kwh"] * data["right_factor"],
        "kwh": data["right_kwh"] * data["right_factor"],
    }
