"""Questions of case B: a tool's records and its server are put through lint and conformance.

Companies, products and figures are invented. Numbers and titles of cases are those of the course's
conformance runner; which faults PACT's public suite sees was tried out, one at a time.
"""

from gxd_teach.classroom import Choice, Choices, Draw, Given, Number, Part, Question, Text

CHAPTER = "book/cases/case-solution"
CO2_PER_CARBON = 44 / 12

# ---------------------------------------------------------------------------------------
# 22a  what blocks, what must be repaired, what is advice

STOP = "止める (blocks acceptance)"
REPAIR = "交換の前に直す (repair before exchange)"
ADVICE = "助言 (advice)"
WEIGHTS = (STOP, REPAIR, ADVICE)


def told(ja: str, en: str, *, lint: str = "", deep: str = "", passed: bool = True) -> str:
    """A finding in both languages, with what the lint (or the deeper test) and the public test say."""
    words = {"誤り": "error", "警告": "warning", "参考": "note", "指摘なし": "nothing"}
    words |= {"不合格": "fails", "SHOULD の不合格": "fails a SHOULD"}
    who, who_en = ("リント", "lint") if lint else ("深い確認", "deeper test")
    public, public_en = ("合格", "passes") if passed else ("不合格", "fails")
    return (
        f"{ja}。{who}: {lint or deep}、公開の試験: {public} "
        f"({en}; {who_en}: {words[lint or deep]}; public test: {public_en})"
    )


# A figure changes, lacks or leaks without a word, and no tool says "error".
SILENT = (
    told(
        "一次データ比率が 0.42 と書かれている。台帳では 42 %",
        "share 0.42; the register has 42 %",
        lint="警告",
    ),
    told(
        "一次データ比率が 0.35 と書かれている。台帳では 35 %",
        "share 0.35; the register has 35 %",
        lint="警告",
    ),
    told(
        "同じ製品・同じ期間の Active な記録が 2 件あり、値が違う",
        "two active records of a product and period, with different values",
        lint="警告",
    ),
    told(
        "1,000 本入りの箱の記録に、1 本分の値が書かれている",
        "a box of 1,000 with the value of one",
        lint="指摘なし",
    ),
    told(
        "500 枚入りの箱の記録に、1 枚分の値が書かれている",
        "a box of 500 with the value of one",
        lint="指摘なし",
    ),
)
# The same, and the lint or the deeper test says so.
FALSE = (
    told(
        "合計に、包装の排出を二重に足している", "packaging is added twice to the total", lint="誤り"
    ),
    told(
        "生物由来の取り込みが正の値で、取り込みを含む値が大きく出ている",
        "uptake is positive, so the value including it is too large",
        lint="誤り",
    ),
    told(
        "小数点がコンマで、読み方によっては 1,000 倍になる",
        "a decimal comma: 1,000 times as much, as one reads it",
        lint="誤り",
    ),
    told(
        "トークンの 1 文字を変えても、一覧が読める",
        "an altered token opens the list",
        deep="不合格",
    ),
    told(
        "ページをたどると、最後の 1 件が届かない",
        "following the pages, the last record never comes",
        deep="不合格",
    ),
)
# A rule is broken and some will refuse it; the figure is right.
SEEN = (
    told(
        "値のない欄が null で書かれている", "an empty property is null", lint="誤り", passed=False
    ),
    told(
        "作成日時に時間帯がない", "the date of creation has no time zone", lint="誤り", passed=False
    ),
    told(
        "宣言単位が pcs と書かれている。正しい語は piece",
        "the unit is pcs instead of piece",
        lint="誤り",
        passed=False,
    ),
    told(
        "知らない id への答えが、HTML のページ",
        "an unknown id is answered by an HTML page",
        deep="不合格",
        passed=False,
    ),
)
UNSEEN = (
    told(
        "有効期間が 10 年。値そのものは台帳と同じ",
        "valid for ten years; the value is the register's",
        lint="誤り",
    ),
    told(
        "有効期間が 4 年。値そのものは台帳と同じ",
        "valid for four years; the value is the register's",
        lint="誤り",
    ),
    told(
        "使っていない extensions が、空の配列で書かれている",
        "extensions is an empty array",
        lint="誤り",
    ),
    told(
        "数でない limit を断らず、500 番台で失敗する",
        "a limit that is no number ends in a 500",
        deep="不合格",
    ),
)
# Nobody refuses it and no figure changes; it comes in every record or answer.
SLIGHT = (
    told("データ品質評価(dqi)が {n} 件の記録すべてにない", "no dqi in any of {n} records", lint="参考"),
    told("除外した 1.5 % の説明が {n} 件の記録すべてにない", "1.5 % exempted without a word in all {n} records", lint="警告"),
    told("{n} 回の答えすべてで、Content-Type に charset が付いている",
         "a charset in the Content-Type of all {n} answers", deep="SHOULD の不合格"),
    told("受け付けたイベント {n} 回すべてで、答えに本文が付いている",
         "a body in the answers to all {n} events", deep="SHOULD の不合格"),
)  # fmt: skip
RIGHT = {"silent": STOP, "false": STOP, "seen": REPAIR, "unseen": REPAIR, "slight": ADVICE}


def draw_findings(draw: Draw) -> dict:
    """One finding of each of five kinds, in a drawn order."""
    bank = {"silent": SILENT, "false": FALSE, "seen": SEEN, "unseen": UNSEEN, "slight": SLIGHT}
    order = draw.shuffled(list(bank))
    number = draw.whole(8, 24)
    return {"kinds": order} | {
        f"f{place}": draw.choice(bank[kind]).format(n=number) for place, kind in enumerate(order, 1)
    }


def weighed(data: dict, said: dict[str, str] | None = None) -> dict:
    """The weight of each finding; with `said`, only of those kinds, as somebody takes them."""
    taken = RIGHT if said is None else said
    return {
        f"f{place}": taken[kind] for place, kind in enumerate(data["kinds"], 1) if kind in taken
    }


q22a = Question(
    "22a",
    title=Text("どの重さか", "How much does it weigh"),
    ask=Text(
        "受け入れ試験で、5 つのことが見つかりました。この事例の 2 つの問いで、それぞれの重さを決めてください。"
        "問 1「そのまま使うと、数字や比率が変わる、欠ける、よそへ漏れる、のどれかになるか」→ はい: 止める。"
        "問 2「決まりに反していて、受け取れない相手がいるか」→ はい: 交換の前に直す。どちらもいいえ: 助言。",
        "Five things were found in an acceptance test. Weigh each by this case's two questions. 1: used as it is, does a figure or "
        "a share change, lack or leak? Yes: it blocks. 2: does it break a rule, so that somebody cannot take it? Yes: repair it "
        "before exchange. Neither: advice.",
    ),
    given=tuple(
        Given(f"f{place}", Text(f"見つかったこと {place}", f"finding {place}"))
        for place in range(1, 6)
    ),
    parts={
        f"f{place}": Part(Choice(WEIGHTS), Text(f"見つかったこと {place}", f"finding {place}"))
        for place in range(1, 6)
    },
    objective="22-weigh-findings-by-effect",
    read_more=CHAPTER,
    draw=draw_findings,
    reference=weighed,
    hints=(
        Text(
            "「誤り」「合格」の言葉は、いったん隠します。そのまま計算に入れたら何が起きるかを、1 つずつ声に出してみます。",
            "Cover the words error, fails and passes. Say aloud what would happen if you used it as it is.",
        ),
        Text(
            "値が変わる・欠ける・漏れるものが 2 つ、値は正しいが決まりに反するものが 2 つ、どちらでもないものが 1 つあります。",
            "Two change, lack or leak a figure; two break a rule with the figure right; one does neither.",
        ),
    ),
)  # fmt: skip


@q22a.misconception(
    Text(
        "リントの「誤り」「警告」を、そのまま重さにしています。リントは決まりに合うかを言い、受け取る側が困る大きさは言いません。"
        "警告でも数字が 100 倍違うことがあり、誤りでも値は正しいことがあります。",
        "That takes the lint's error and warning for the weight. The lint tells whether a rule is kept, not how much harm is done: "
        "a warning may stand for a factor of 100, an error beside a right figure.",
    )
)
def by_the_lint(data: dict) -> dict:
    """Error blocks; no error is advice."""
    return weighed(data, {"silent": ADVICE, "seen": STOP, "unseen": STOP})


@q22a.misconception(
    Text(
        "公開の試験に合格しているから、助言でよいとしています。公開の試験が見るのは主に書き方とやり取りの形です。"
        "合計の誤りも、符号も、期限も、欠けた 1 件も、合格します。",
        "That makes advice of what the public test passes. It looks mostly at form: wrong sums, signs, validity and a lost record pass.",
    )
)
def by_the_public_test(data: dict) -> dict:
    """What the public suite passes cannot be bad."""
    return weighed(data, {"false": ADVICE, "unseen": ADVICE})


@q22a.misconception(
    Text(
        "件数の多さで止めています。全部の記録に出るのは、道具の設定が 1 か所そうなっているからです。原因は 1 つと数え、重さは起きることで決めます。",
        "That blocks by the number of hits. What shows everywhere has one cause in the tool: count it once, and weigh what it does.",
    )
)
def by_number(data: dict) -> dict:
    """Many hits taken for a heavy one."""
    return weighed(data, {"slight": STOP})


@q22a.misconception(
    Text(
        "望ましい(SHOULD)ことや説明の不足を、直さないと交換できないものにしています。数字は変わらず、受け取れない相手もいません。"
        "助言として、次の版での対応を頼みます。",
        "That makes a duty of what SHOULD be, or of a missing explanation. No figure changes and nobody refuses it: advise it for the next release.",
    )
)
def should_taken_for_must(data: dict) -> dict:
    """A recommendation made a condition."""
    return weighed(data, {"slight": REPAIR})


# ---------------------------------------------------------------------------------------
# 22b  the repaired figures, and what the faults were worth


def draw_record(draw: Draw) -> dict:
    """A part's register, and the record that a tool made of it with three faults."""
    fossil = draw.step(0.62, 1.48, 0.02)
    packaging = draw.step(0.04, 0.09, 0.01)
    carbon = draw.step(0.06, 0.12, 0.003)
    share = draw.whole(22, 68)
    uptake = carbon * CO2_PER_CARBON
    return {
        "fossil": fossil,
        "packaging": packaging,
        "carbon": carbon,
        "share": share,
        "pieces": draw.whole(40_000, 95_000, 5_000),
        "stated_excluding": round(fossil + packaging, 3),
        "stated_uptake": f"+{uptake:.3f}",
        "stated_including": round(fossil + packaging + uptake, 3),
        "stated_share": f"0.{share}",
    }


def repaired(data: dict) -> dict:
    """What the record ought to say, and what a year's purchase is off by."""
    including = data["fossil"] - data["carbon"] * CO2_PER_CARBON
    return {
        "excluding": data["fossil"],
        "including": including,
        "share": data["share"],
        "year": (data["stated_including"] - including) * data["pieces"] / 1000,
    }


q22b = Question(
    "22b",
    title=Text("直した値と、1 年の差", "The figures repaired, and a year's difference"),
    ask=Text(
        "竹繊維のトレー 1 個の記録(v3)に、3 つの誤りがあります。合計に包装を二重に足し、取り込みの符号が逆で、一次データ比率が割合のままです。"
        "台帳の値から、記録に書くべき値を求めてください。また、年に {pieces} 個を買うとき、記録の「取り込みを含む値」をそのまま使うと、何 t-CO2e 多く数えますか。",
        "The record (v3) of a bamboo tray has three faults: packaging is added twice, the uptake has the wrong sign, and the primary data share "
        "is a fraction. From the register, find what it ought to say. With {pieces} pieces bought a year, by how many t-CO2e would the record's "
        "value including uptake be too much?",
    ),
    given=(
        Given("fossil", Text("台帳: 化石由来の排出(包装を含む)", "register: fossil emissions, packaging within"), "kg-CO2e"),
        Given("packaging", Text("台帳: うち包装", "register: packaging, a part of it"), "kg-CO2e"),
        Given("carbon", Text("台帳: 製品中の生物由来の炭素(C)", "register: biogenic carbon in the product (C)"), "kg"),
        Given("share", Text("台帳: 一次データ比率", "register: primary data share"), "%"),
        Given("pieces", Text("年に買う数", "pieces bought a year"), "個"),
        Given("stated_excluding", Text("記録: pcfExcludingBiogenicUptake", "record: pcfExcludingBiogenicUptake"), "kg-CO2e"),
        Given("stated_uptake", Text("記録: biogenicCO2Uptake", "record: biogenicCO2Uptake")),
        Given("stated_including", Text("記録: pcfIncludingBiogenicUptake", "record: pcfIncludingBiogenicUptake"), "kg-CO2e"),
        Given("stated_share", Text("記録: primaryDataShare", "record: primaryDataShare")),
    ),
    parts={
        "excluding": Part(Number("kg-CO2e"), Text("pcfExcludingBiogenicUptake", "pcfExcludingBiogenicUptake")),
        "including": Part(Number("kg-CO2e"), Text("pcfIncludingBiogenicUptake", "pcfIncludingBiogenicUptake")),
        "share": Part(Number("%"), Text("primaryDataShare", "primaryDataShare")),
        "year": Part(Number("t-CO2e"), Text("1 年で多く数える量", "too much in a year")),
    },
    objective="22-repair-and-quantify",
    read_more=CHAPTER,
    draw=draw_record,
    reference=repaired,
    hints=(
        Text(
            "包装は内数です(もう入っています)。取り込みは負の数として足します。一次データ比率は 0〜100 で書きます。",
            "Packaging is within already. The uptake is added as a negative number. The share is written from 0 to 100.",
        ),
        Text(
            "取り込み = −{carbon} × 44/12。含む値 = {fossil} + 取り込み。1 年の差 =({stated_including} − 正しい含む値)× {pieces} ÷ 1,000。",
            "Uptake = -{carbon} x 44/12; including = {fossil} + uptake; a year = ({stated_including} - including) x {pieces} / 1,000.",
        ),
    ),
)  # fmt: skip


@q22b.misconception(
    Text(
        "包装を足したままです。台帳の排出には包装がもう入っています。PACT の包装の欄は内数で、合計には足しません。",
        "Packaging is still added. It is within the register's figure; in PACT it is a part shown, not one to add.",
    )
)
def packaging_kept(data: dict) -> dict:
    """Only the sign repaired."""
    uptake = data["carbon"] * CO2_PER_CARBON
    return {
        "excluding": data["stated_excluding"],
        "including": data["stated_excluding"] - uptake,
        "year": 2 * uptake * data["pieces"] / 1000,
    }


@q22b.misconception(
    Text(
        "包装を引いてしまっています。二重の分を 1 回除けばよく、台帳の値が正しい合計です。包装も排出のうちです。",
        "Packaging was taken off. Only the second helping goes: the register's figure is the total, and packaging belongs to it.",
    )
)
def packaging_removed(data: dict) -> dict:
    """The part thrown out with its double."""
    excluding = data["fossil"] - data["packaging"]
    return {
        "excluding": excluding,
        "including": excluding - data["carbon"] * CO2_PER_CARBON,
    }


@q22b.misconception(
    Text(
        "取り込みを正の数のまま足しています。大気から取り込んだ分は負の数です。含む値は、除く値より小さくなります。",
        "The uptake was added as it stands. What is taken from the air is negative: including is less than excluding.",
    )
)
def sign_kept(data: dict) -> dict:
    """A removal added as an emission."""
    return {"including": data["fossil"] + data["carbon"] * CO2_PER_CARBON}


@q22b.misconception(
    Text(
        "炭素の質量をそのまま引いています。炭素を CO2 に直すには 44/12 を掛けます。",
        "The mass of carbon was subtracted. To make CO2 of carbon, multiply by 44/12.",
    )
)
def carbon_for_co2(data: dict) -> dict:
    """Carbon taken for carbon dioxide."""
    return {"including": data["fossil"] - data["carbon"]}


@q22b.misconception(
    Text(
        "割合(0〜1)のまま書いています。この欄はパーセントなので、そのままでは 1 % に満たない比率と読まれます。",
        "That is still the fraction. The property is in percent: as it stands it is read as less than 1 %.",
    )
)
def share_as_fraction(data: dict) -> dict:
    """A fraction in a field of percent."""
    return {"share": data["share"] / 100}


@q22b.misconception(
    Text(
        "「取り込みを除く値」の差だけを数えています。聞かれているのは「含む値」の差で、符号の誤りが二重に効きます。",
        "Only the difference of the value excluding uptake was taken. Asked is the one including it, where the sign counts twice.",
    )
)
def difference_of_excluding(data: dict) -> dict:
    """The packaging only."""
    return {"year": data["packaging"] * data["pieces"] / 1000}


# ---------------------------------------------------------------------------------------
# 22c  the second run

MUST = {
    "TC8": ("知らない id を正しく断る", "refuses an unknown id"),
    "TC37": ("ない status には空の一覧", "an empty list for an unknown status"),
    "K007": ("1 文字変えたトークンを断る", "refuses an altered token"),
    "K020": ("limit より多く返さない", "no more than limit"),
    "K025": ("全ページを合わせると一覧になる", "all pages make the list"),
    "K032": ("一覧の記録は id で取っても同じ", "a record is the same by its id"),
    "K051": ("当てはまる記録が欠けない", "no match is missing"),
}
SHOULD = {
    "K002": ("トークンはいつ切れるかを言う", "a token says when it ends"),
    "K010": ("discovery は https の絶対アドレス", "discovery is absolute and https"),
    "K031": ("Content-Type は application/json だけ", "Content-Type is application/json only"),
    "K070": ("受けたイベントの答えに本文がない", "no body in answers to events"),
}


def case_of(number: str) -> str:
    """A case as an option, in both languages."""
    ja, en = (MUST | SHOULD)[number]
    return f"{number} {ja} ({number} {en})"


def listed(numbers: list[str]) -> str:
    """Cases as a run's report lists them, each with the strength of its rule."""
    return "、".join(f"{one} [{'MUST' if one in MUST else 'SHOULD'}]" for one in numbers)


ACCEPT = "そのまま受け入れる (accept)"
ADVISED = "助言を付けて受け入れる (accept with advice)"
AGAIN = "直して再試験 (repair and test again)"


def draw_runs(draw: Draw) -> dict:
    """What failed at first, and at the second time: some mended, some left, something new."""
    must, should = draw.shuffled(list(MUST)), draw.shuffled(list(SHOULD))
    mended = [*must[:3], should[0]][: draw.whole(3, 4)]
    left = [should[1]]
    if draw.choice((True, False)):  # nothing of weight is left over
        new = [should[2]]
    elif draw.choice((True, False)):
        new = [must[4]]
    else:
        left, new = [*left, must[3]], [must[4]]
    first, second = draw.shuffled([*mended, *left]), draw.shuffled([*left, *new])
    shown = list(dict.fromkeys([*first, *second, must[5]]))
    return {
        "first": listed(first),
        "second": listed(second),
        "before": [case_of(one) for one in first],
        "after": [case_of(one) for one in second],
        "shown": [case_of(one) for one in draw.shuffled(shown)],
    }


def compared(data: dict) -> dict:
    """The two lists held against each other, and what follows."""
    before, after = set(data["before"]), set(data["after"])
    shown = data["shown"]
    return {
        "mended": [one for one in shown if one in before - after],
        "left": [one for one in shown if one in before & after],
        "new": [one for one in shown if one in after - before],
        "decision": decision(after),
    }


def decision(failed: set[str]) -> str:
    """By the heaviest that failed."""
    if any(one.split(" ")[0] in MUST for one in failed):
        return AGAIN
    return ADVISED if failed else ACCEPT


_SETS = {
    "mended": Text("直った", "mended"),
    "left": Text("残った", "left over"),
    "new": Text("新しく出た", "new"),
}

q22c = Question(
    "22c",
    title=Text("再試験の結果を読む", "Read the second run"),
    ask=Text(
        "ベンダーから「全部直しました」と連絡があり、全項目をもう一度試しました。1 回目と 2 回目の不合格を突き合わせ、直ったもの、残ったもの、"
        "新しく出たものを、示された項目からすべて選び、次にすることを決めてください。"
        "2 回目に MUST の不合格が 1 つでもあれば「直して再試験」、SHOULD だけなら「助言を付けて受け入れる」とします。",
        "The vendor says that all is mended, and every case was run again. Hold the two lists of failures against each other: choose all "
        "that are mended, left over and new, and decide what follows. One MUST among the second run's failures means another test; "
        "SHOULD only means acceptance with advice.",
    ),
    given=(
        Given("first", Text("1 回目の不合格", "failed in the first run")),
        Given("second", Text("2 回目の不合格", "failed in the second run")),
    ),
    parts={
        **{name: Part(lambda data: Choices(tuple(data["shown"])), label) for name, label in _SETS.items()},
        "decision": Part(Choice((ACCEPT, ADVISED, AGAIN)), Text("次にすること", "what follows")),
    },
    objective="22-compare-two-runs",
    read_more=CHAPTER,
    draw=draw_runs,
    reference=compared,
    hints=(
        Text(
            "2 列の表を作り、項目を 1 行に 1 つ書きます。1 回目にあるか、2 回目にあるかに印を付けます。",
            "Make a table of two columns, one case a row, and mark in which run it failed.",
        ),
        Text(
            "1 回目だけ → 直った、両方 → 残った、2 回目だけ → 新しく出た、どちらにもない → どこにも入れません。"
            "次にすることは、2 回目の不合格のうち、いちばん重い 1 つで決めます。",
            "First only: mended. Both: left. Second only: new. Neither: nowhere. The heaviest failure of the second run decides.",
        ),
    ),
)  # fmt: skip


@q22c.misconception(
    Text(
        "ベンダーの「全部直しました」をそのまま書いています。残っているかどうかは、2 回目の結果で決めます。",
        "That is the vendor's word. Whether something is left over is told by the second run.",
    )
)
def takes_their_word(data: dict) -> dict:
    """All of the first list mended."""
    return {"mended": [one for one in data["shown"] if one in data["before"]], "left": []}


@q22c.misconception(
    Text(
        "新しく出た不合格を、残ったものに入れています。1 回目の一覧にあったかを確かめます。直したことで壊れた所は、1 回目には合格していました。",
        "What is new was put among what is left over. See whether it was on the first list: what a repair has broken passed then.",
    )
)
def new_taken_for_old(data: dict) -> dict:
    """The second list taken for the rest of the first."""
    return {"left": [one for one in data["shown"] if one in data["after"]], "new": []}


@q22c.misconception(
    Text(
        "不合格が減ったから受け入れる、としています。2 回目にも不合格があります。数ではなく、残った 1 件ずつを見ます。",
        "That accepts because fewer failed. Some still fail: it is not the number that counts, but each of them.",
    )
)
def fewer_is_enough(data: dict) -> dict:
    """Progress taken for the end."""
    return {"decision": ACCEPT}


@q22c.misconception(
    Text(
        "残った不合格の重さを見ていません。MUST と SHOULD を分け、いちばん重い 1 件で決めます。",
        "The weight of what fails was not looked at. Tell MUST from SHOULD; the heaviest decides.",
    )
)
def weight_not_looked_at(data: dict) -> dict:
    """MUST taken for SHOULD, or the other way."""
    return {"decision": ADVISED if decision(set(data["after"])) == AGAIN else AGAIN}


# ---------------------------------------------------------------------------------------
# Quick checks, answered in the page: public numbers, no points, not in the notebook
#
# q1  who repairs a record

RETURN = "場所と期待する値を示して 出し直してもらう (return it with the place and what is expected)"
MEND = "自社の取り込みで直して使う (mend it in your own import)"
FLAG = "公開の試験に合格しているので使う (use it, the public test passes)"
ZERO = "その行を飛ばして計算する (skip the row)"

q22q1 = Question(
    "22-q1",
    title=Text("だれが直すか", "Who repairs it"),
    ask=Text(
        "ベンダーの道具が出した{product}の記録に、{fault}という誤りがありました。買い手のあなたは、まず何をしますか。",
        "A record of a tool ({product_en}) has a fault: {fault_en}. You are the buyer. What do you do first?",
    ),
    given=(),
    parts={"": Part(lambda data: Choice(tuple(data["options"])))},
    objective="22-the-sender-repairs",
    read_more=CHAPTER,
    draw=lambda draw: {
        **draw.choice(
            (
                {"product": "ヒンジ", "product_en": "hinge"},
                {"product": "天板", "product_en": "top cover"},
                {"product": "ゴム足", "product_en": "rubber foot"},
            )
        ),
        **draw.choice(
            (
                {"fault": "小数点がコンマ", "fault_en": "a comma for the decimal point"},
                {"fault": "取り込みの符号が逆", "fault_en": "the uptake's sign is wrong"},
                {"fault": "一次データ比率が割合のまま", "fault_en": "the share is a fraction"},
            )
        ),
        "options": draw.shuffled((RETURN, MEND, FLAG, ZERO)),
    },
    reference=lambda data: RETURN,
    points=0,
    hints=(
        Text("同じ記録を受け取る会社は、あなたの会社だけですか。", "Are you the only one to receive this record?"),
        Text("直すのは、値に責任を持つ送り手です。受け手は、直せるだけの情報を返します。", "Who answers for the value repairs it; the receiver returns what is needed for that."),
    ),
)  # fmt: skip


@q22q1.misconception(
    Text(
        "自社で直すと、ほかの受け手には誤った記録が残り、次の出力でまた同じ誤りが来ます。どの値が本当かも、受け手には決められません。",
        "Mended at your side, the fault stays with everybody else and comes again; and it is not yours to say which value is true.",
    )
)
def mended_here(data: dict) -> str:
    """The receiver repairs."""
    return MEND


@q22q1.misconception(
    Text(
        "公開の試験は、この種の誤りを見ません。合格は、使ってよいという意味ではありません。",
        "The public test does not see such a fault. A pass does not mean that the value may be used.",
    )
)
def passed_is_good(data: dict) -> str:
    """A pass taken for truth."""
    return FLAG


@q22q1.misconception(
    Text(
        "行を飛ばすと、その部品の排出がゼロになります。使えない間は、二次データで埋めて、そう書きます。",
        "Skipped, the part counts as zero. Until it can be used, fill the gap with secondary data and say so.",
    )
)
def skipped(data: dict) -> str:
    """A row dropped."""
    return ZERO


# ---------------------------------------------------------------------------------------
# q2  what a comma does


def draw_comma(draw: Draw) -> dict:
    """A value with three decimals, and the rest of the computer."""
    value = draw.step(0.31, 0.97, 0.01)
    return {
        "value": value,
        "written": f"{value:.3f}".replace(".", ","),
        "rest": draw.step(6.2, 9.8, 0.1),
    }


q22q2 = Question(
    "22-q2",
    title=Text("コンマの小数を読むと", "A decimal comma, read"),
    ask=Text(
        "部品の記録に「{written}」kg-CO2e とあります(正しくは {value})。ほかの部品の合計は {rest} kg-CO2e です。"
        "(1) コンマを桁区切りとして消す取り込みでは、1 台の合計は何 kg-CO2e になりますか。"
        "(2) 読めない行を飛ばす取り込みでは、正しい合計より何 % 小さくなりますか。",
        "A part's record says {written} kg-CO2e (rightly {value}); all other parts come to {rest}. (1) An import that drops commas as "
        "separators of thousands: what is the total? (2) One that skips rows it cannot read: by how many percent of the right total is it too small?",
    ),
    given=(
        Given("written", Text("記録に書かれた値", "as written"), "kg-CO2e"),
        Given("value", Text("正しい値", "the right value"), "kg-CO2e"),
        Given("rest", Text("ほかの部品の合計", "all other parts"), "kg-CO2e"),
    ),
    parts={
        "total": Part(Number("kg-CO2e"), Text("(1) 1 台の合計", "(1) the total")),
        "short": Part(Number("%", absolute=0.02), Text("(2) 何 % 小さいか", "(2) percent too small")),
    },
    objective="22-a-comma-is-two-faults",
    read_more=CHAPTER,
    draw=draw_comma,
    reference=lambda data: {
        "total": data["rest"] + 1000 * data["value"],
        "short": 100 * data["value"] / (data["rest"] + data["value"]),
    },
    points=0,
    hints=(
        Text("コンマを消した数字を、そのまま読みます。小数点はもうありません。", "Drop the comma and read what is left: there is no decimal point any more."),
        Text("(2) は、飛ばした値 ÷ 正しい合計 です。正しい合計は {rest} + {value}。", "(2) is the value skipped over the right total, {rest} + {value}."),
    ),
)  # fmt: skip


@q22q2.misconception(
    Text(
        "コンマを小数点と読んでいます。人にはそう見えますが、この取り込みは桁区切りとして消します。",
        "That reads the comma as a decimal point, as a person would. This import drops it.",
    )
)
def read_by_a_person(data: dict) -> dict:
    """What a person sees."""
    return {"total": data["rest"] + data["value"]}


@q22q2.misconception(
    Text(
        "飛ばした値を、残りの合計で割っています。「正しい合計より」なので、正しい合計で割ります。",
        "Divided by what is left. It is percent of the right total.",
    )
)
def of_the_rest(data: dict) -> dict:
    """The wrong base."""
    return {"short": 100 * data["value"] / data["rest"]}


# ---------------------------------------------------------------------------------------
# q3  causes, not hits

EVERYWHERE = (
    "除外の説明がない: {n} 件、全部の記録 (no word on exemptions: {n}, every record)",
    "データ品質評価がない: {n} 件、全部の記録 (no dqi: {n}, every record)",
    "規格の名前が古い書き方: {n} 件、全部の記録 (old names of standards: {n}, every record)",
)
ONCE = (
    "コンマの小数: 4 か所、同じ 1 件の記録 (decimal commas: 4 in one record)",
    "時間帯のない日時: 3 か所、同じ 1 件の記録 (no time zone: 3 in one record)",
    "null の欄: 2 か所、同じ 1 件の記録 (null: 2 in one record)",
    "有効期間が 10 年: 1 か所 (valid for ten years: 1)",
)


def draw_hits(draw: Draw) -> dict:
    """Lines of a lint, each of one cause, with many hits."""
    number = draw.whole(9, 19)
    wide = draw.shuffled(EVERYWHERE)[: draw.whole(1, 2)]
    once = draw.shuffled(ONCE)[: draw.whole(1, 3)]
    lines = draw.shuffled([*wide, *once])
    hits = sum(
        number if "{n}" in line else int(line.split(": ")[1].split(" ")[0]) for line in lines
    )
    shown = [line.format(n=number) for line in lines] + ["―"] * (5 - len(lines))
    return {"causes": len(lines), "hits": hits, "records": number} | {
        f"l{place}": line for place, line in enumerate(shown, 1)
    }


q22q3 = Question(
    "22-q3",
    title=Text("直す所はいくつ", "How many things to mend"),
    ask=Text(
        "{records} 件の記録のリントをまとめると、次のようになりました。1 行の指摘は、1 つの原因(道具の設定やプログラムの 1 か所)から出ています。"
        "ベンダーへの報告には、直してもらうことをいくつ書きますか。",
        "The lint of {records} records comes to this; each line has one cause in the tool. How many things to mend does the report to the vendor have?",
    ),
    given=tuple(
        Given(f"l{place}", Text(f"指摘 {place}", f"line {place}")) for place in range(1, 6)
    ),
    parts={"": Part(Number("", absolute=0.01))},
    objective="22-causes-not-hits",
    read_more=CHAPTER,
    draw=draw_hits,
    reference=lambda data: data["causes"],
    points=0,
    hints=(
        Text("件数を足すのではなく、直す場所を数えます。", "Count the places to mend, not the hits."),
        Text("1 行が 1 つの原因です。「―」は数えません。", "A line is a cause; leave out those that are empty."),
    ),
)  # fmt: skip


@q22q3.misconception(
    Text(
        "指摘の件数を足しています。同じ原因の指摘は、1 か所を直せば全部なくなります。",
        "That adds up the hits. Those of one cause go when one place is mended.",
    )
)
def all_hits(data: dict) -> int:
    """Every hit counted."""
    return data["hits"]


@q22q3.misconception(
    Text(
        "記録の件数です。直すのは記録ではなく、記録を作った道具の側です。",
        "That is the number of records. It is the tool that is mended, not each record.",
    )
)
def records_counted(data: dict) -> int:
    """One repair a record."""
    return data["records"]
