"""Questions of chapter 14: pages, refusals, answers by event, and faults of a server.

Companies, records and addresses are invented. Statuses, links and events follow PACT's technical
specifications; what came over the wire in 14d is what this course's faulty servers send.
"""

from gxd_teach.classroom import Choice, Choices, Draw, Given, Number, Part, Question, Text

CHAPTER = "book/techspec/14-exchange"

# ---------------------------------------------------------------------------------------
# 14a  every page, by following the links

LIMIT = 3  # records a page that were asked for
SEP = " | "


def draw_pages(draw: Draw) -> dict:
    """Linked pages, one of them short in the middle, and a page saved last month that no link leads to."""
    sizes = [LIMIT] * 3
    sizes.insert(draw.whole(1, 2), draw.whole(1, 2))  # short, and yet not the last
    sizes.append(draw.whole(1, 2))
    pages = [[draw.step(1.15, 9.85, 0.1) for _ in range(size)] for size in sizes]
    marks = draw.shuffled(["a7", "c2", "f9", "h4", "k8", "m3", "r6", "t5"])
    names = [f"limit={LIMIT}", *(f"after={mark}" for mark in marks[: len(sizes) - 1])]
    rows = [
        (name, page, following)
        for name, page, following in zip(names, pages, [*names[1:], "-"], strict=True)
    ]
    stray = [draw.step(1.15, 9.85, 0.1) for _ in range(LIMIT)]
    rows.append((f"after={marks[-1]}", stray, names[2]))
    files = {
        f"page{number}": SEP.join((name, " + ".join(f"{kg:g}" for kg in page), following))
        for number, (name, page, following) in enumerate(draw.shuffled(rows), 1)
    }
    return {"chain": pages, "stray": stray, **files}


def tally(pages: list[list[float]]) -> dict:
    """How many records, and what they add up to."""
    return {"count": sum(map(len, pages)), "total": sum(map(sum, pages))}


def to_the_end(data: dict) -> dict:
    """All pages that the links lead to from the first one."""
    return tally(data["chain"])


def until_short(data: dict) -> list[list[float]]:
    """The pages up to the first that has fewer records than asked for."""
    short = next(i for i, page in enumerate(data["chain"]) if len(page) < LIMIT)
    return data["chain"][: short + 1]


q14a = Question(
    "14a",
    title=Text("Link をたどって、全部集める", "Collect all by following the links"),
    ask=Text(
        "仕入先の一覧を、1 ページ 3 件までで読みました。保存したページが、順番ばらばらに並んでいます。先月の作業で残ったページも 1 つ"
        "混じっています。どのページも「アドレス | 各記録の kg-CO2e | 次へのリンク」の順に書いてあり、「-」は Link がないことを表します。"
        "limit=3 のページから始め、リンクを最後までたどって、集まる記録の件数と、値の合計(検算用、kg-CO2e)を求めてください。",
        "A supplier's list was read three records a page at most. The saved pages lie in no order, and one left over from last "
        "month is among them. Each has its address | the kg-CO2e of its records | the next link ('-' is: no Link). Start at "
        "limit=3 and follow the links to the end. How many records are there, and what do they add up to in kg-CO2e?",
    ),
    given=tuple(
        Given(
            f"page{number}",
            Text(
                f"保存した {number} 枚目",
                f"saved page {number}",
            ),
        )
        for number in range(1, 7)
    ),
    parts={
        "count": Part(Number("", absolute=0.01), Text("件数", "records")),
        "total": Part(Number("kg-CO2e", absolute=0.006), Text("値の合計", "total")),
    },
    objective="14-follow-links-to-the-end",
    read_more=CHAPTER,
    draw=draw_pages,
    reference=to_the_end,
    hints=(
        Text(
            "limit=3 のページを探し、右端の「次へのリンク」と同じアドレスのページへ進みます。たどった順に番号を振ります。",
            "Find the page limit=3 and go on to the page whose address is its next link. Number them as you go.",
        ),
        Text(
            "終わりのしるしは、Link がないこと(-)だけです。件数が少ないページでも、Link があれば続きがあります。"
            "一度もたどり着かないページは、数えません。",
            "Only a missing Link (-) is the end: a short page with a Link goes on. A page never reached does not count.",
        ),
    ),
)


@q14a.misconception(
    Text(
        "最初のページだけです。Link があるうちは、続きがあります。",
        "That is the first page only. While there is a Link, there is more.",
    )
)
def first_page_only(data: dict) -> dict:
    """One page taken for the list."""
    return tally(data["chain"][:1])


@q14a.misconception(
    Text(
        "3 件に満たないページで止まっています。相手は、求めた件数より少なく返してもかまいません。終わりは、Link がないことで知ります。",
        "That stops at the first page with fewer than three. A server may return fewer than asked; the end is where no Link is.",
    )
)
def stops_at_the_short_page(data: dict) -> dict:
    """A short page taken for the last."""
    return tally(until_short(data))


@q14a.misconception(
    Text(
        "保存したページを全部足しています。どのリンクからもたどり着かないページが 1 つ混じっています。",
        "That adds up all that was saved. One of the pages is reached by no link.",
    )
)
def everything_saved(data: dict) -> dict:
    """The left-over page counted too."""
    return tally([*data["chain"], data["stray"]])


# ---------------------------------------------------------------------------------------
# 14b  which answer to which situation

EMPTY = "200 と空の一覧 (an empty list)"
UNREADABLE = "400 か 401 と BadRequest"
EXPIRED = "401 と TokenExpired"
DENIED = "403 と AccessDenied"
NOT_FOUND = "404 と NotFound (v2: NoSuchFootprint)"
FAILED = "500 と InternalError"
ANSWERS = (EMPTY, UNREADABLE, EXPIRED, DENIED, NOT_FOUND, FAILED)

SITUATIONS = {
    "expired": (
        EXPIRED,
        (
            "3 時間前に受け取った 1 時間有効のトークンで、一覧を読んだ (a token good for one hour, three hours old)",
            "昼休みの前に受け取った 30 分有効のトークンを、2 時間後にそのまま使った (a token good for 30 minutes, two hours old)",
            "昨日の夜間処理のトークンを、保存しておいて今朝使った。有効は 1 時間だった (last night's token, good for one hour)",
        ),
    ),
    "garbage": (
        UNREADABLE,
        (
            "トークンの欄に、文字列 abc123 を入れて一覧を読んだ (the text abc123 for a token)",
            "コピーで後ろ半分が欠けたトークンで、一覧を読んだ (a token of which half was lost)",
            "トークンの欄に、まちがえて会社の名前を入れて送った (the company's name for a token)",
        ),
    ),
    "denied": (
        DENIED,
        (
            "基板製造の記録を読むための有効なトークンで、シャーシ製造の一覧を読んだ (a valid token, for another company's list)",
            "樹脂製造の記録を読むための有効なトークンで、アルミ製造の一覧を読んだ (a valid token for the resin maker, at the aluminium maker)",
            "身元は正しいが許可されていない相手が、有効なトークンで一覧を読んだ (a valid token without permission)",
        ),
    ),
    "missing": (
        NOT_FOUND,
        (
            "有効なトークンで、相手が一度も公開していない id の記録を 1 件求めた (a valid token, one record of an unknown id)",
            "読む許可のある相手に、存在しない id の記録を 1 件求めた (one record by an id that does not exist)",
            "id の 1 文字を写しまちがえて、記録を 1 件求めた。その id の記録はない (one record by a miscopied id that nobody has)",
        ),
    ),
}


def draw_situations(draw: Draw) -> dict:
    """The four kinds of refusal in a drawn order, each told in one of three ways."""
    order = draw.shuffled(list(SITUATIONS))
    return {"kinds": order} | {
        f"s{number}": draw.choice(SITUATIONS[kind][1]) for number, kind in enumerate(order, 1)
    }


def answered(data: dict) -> dict:
    """The answer to each situation."""
    return {f"s{number}": SITUATIONS[kind][0] for number, kind in enumerate(data["kinds"], 1)}


def only(data: dict, kind: str, said: str) -> dict:
    """One situation answered wrongly."""
    return {f"s{data['kinds'].index(kind) + 1}": said}


q14b = Question(
    "14b",
    title=Text("どの番号で断るか", "Which refusal"),
    ask=Text(
        "サーバーが返すべき答え(HTTP の番号と code)を、4 つの状況それぞれに選んでください。",
        "For each of four situations choose what the server has to answer (HTTP status and code).",
    ),
    given=tuple(
        Given(f"s{number}", Text(f"状況 {number}", f"situation {number}")) for number in range(1, 5)
    ),
    parts={
        f"s{number}": Part(Choice(ANSWERS), Text(f"状況 {number}", f"situation {number}"))
        for number in range(1, 5)
    },
    objective="14-refusals-by-status",
    read_more=CHAPTER,
    draw=draw_situations,
    reference=answered,
    hints=(
        Text(
            "順に聞きます。トークンは読めるか。期限の内か。その相手の許可があるか。求めたものはあるか。最初に「いいえ」になった所が、断る理由です。",
            "Ask in turn: can the token be read, is it in time, does it open this company, is there such a record. "
            "The first no is the reason.",
        ),
        Text(
            "読めない → BadRequest、期限切れ → TokenExpired、許可がない → 403、ない id → 404 です。",
            "Unreadable: BadRequest. Run out: TokenExpired. Not permitted: 403. No such id: 404.",
        ),
    ),
)  # fmt: skip


@q14b.misconception(
    Text(
        "全部を 403 にしています。それでは相手は、トークンを取り直せばよいのか、許可をもらうのか、id を直すのかが分かりません。",
        "Everything was refused by 403. Then nobody knows whether to fetch a new token, to get permission, or to correct the id.",
    )
)
def all_403(data: dict) -> dict:
    """One refusal for all."""
    return {part: DENIED for part, said in answered(data).items() if said != DENIED}


@q14b.misconception(
    Text(
        "許可がないときに、トークンの誤りとして断っています。トークンは有効で、身元は確かめられています。足りないのは許可なので 403 です。",
        "A missing permission was refused as a bad token. The token is valid and its holder known; what lacks is permission: 403.",
    )
)
def permission_as_bad_token(data: dict) -> dict:
    """401 where it is permission that lacks."""
    return only(data, "denied", UNREADABLE)


@q14b.misconception(
    Text(
        "許可がないときに、期限切れとして断っています。相手は新しいトークンを取り直しますが、同じ理由でまた断られます。足りないのは許可なので 403 です。",
        "A missing permission was refused as an expired token. A new token will be refused for the same reason: what lacks is permission, 403.",
    )
)
def permission_as_expired(data: dict) -> dict:
    """TokenExpired where it is permission that lacks."""
    return only(data, "denied", EXPIRED)


@q14b.misconception(
    Text(
        "ない id を 1 件求めたのに、空の一覧を返しています。200 と空の一覧は、一覧を絞り込んで何もなかったときの答えです。1 件の取得は 404 です。",
        "An empty list for one unknown id. That is the answer to a filter without a result; for one record it is 404.",
    )
)
def empty_list_for_an_id(data: dict) -> dict:
    """A list's answer for one record."""
    return only(data, "missing", EMPTY)


@q14b.misconception(
    Text(
        "読めないトークンに「期限切れ」と答えています。相手は取り直しを繰り返すだけで、壊れたトークンに気づけません。",
        "An unreadable token was called expired. The client will fetch new ones and never see that it sends rubbish.",
    )
)
def rubbish_called_expired(data: dict) -> dict:
    """TokenExpired for rubbish."""
    return only(data, "garbage", EXPIRED)


@q14b.misconception(
    Text(
        "期限切れを「読めないトークン」と同じに扱っています。TokenExpired と返せば、相手のプログラムは自動で取り直せます。",
        "An expired token was treated as rubbish. Told TokenExpired, the client's program can fetch a new one by itself.",
    )
)
def expired_as_rubbish(data: dict) -> dict:
    """BadRequest for an expired token."""
    return only(data, "expired", UNREADABLE)


# ---------------------------------------------------------------------------------------
# 14c  answers that came back, matched by the id of the request

FULFILLED, REJECTED = "応じた (fulfilled)", "断られた (rejected)"
WAITING, BROKEN = "返事待ち (no answer yet)", "規則違反の返事 (an answer that breaks a rule)"
STATES = (FULFILLED, REJECTED, WAITING, BROKEN)
_SAID = {
    FULFILLED: "Fulfilled / pfs: {count} 件",
    REJECTED: "Rejected / error: {code}",
    WAITING: "Rejected / error: {code}",  # the answer to somebody else's request
    BROKEN: "Fulfilled / pfs: 0 件",
}
# Which answer stands at the place of which fate: nowhere at that of its own.
_TURNED = (
    {BROKEN: REJECTED, FULFILLED: WAITING, REJECTED: FULFILLED, WAITING: BROKEN},
    {BROKEN: WAITING, FULFILLED: REJECTED, REJECTED: FULFILLED, WAITING: BROKEN},
    {BROKEN: REJECTED, FULFILLED: WAITING, REJECTED: BROKEN, WAITING: FULFILLED},
    {BROKEN: WAITING, FULFILLED: REJECTED, REJECTED: BROKEN, WAITING: FULFILLED},
)


def draw_events(draw: Draw) -> dict:
    """Four requests, each with another fate; one of the four answers is to a request of somebody else."""
    states = draw.shuffled(STATES)
    products = draw.shuffled(["シャーシ", "基板", "アルミ板", "樹脂"])
    marks = draw.shuffled([f"{letter}{number}" for letter in "bdfh" for number in (31, 58, 74)])
    ids = [f"req-{mark}" for mark in marks[:4]]
    turned = draw.choice(_TURNED)
    data: dict = {"states": states, "by_order": []}
    for i, state in enumerate(states):
        data[f"request{i + 1}"] = f"{products[i]} / id: {ids[i]}"
        shown = turned[state]
        to = f"req-{marks[4]}" if shown == WAITING else ids[states.index(shown)]
        said = _SAID[shown].format(
            count=draw.whole(1, 3), code=draw.choice(("NotFound", "AccessDenied"))
        )
        data[f"answer{i + 1}"] = f"{said} / requestEventId: {to}"
        data["by_order"].append(REJECTED if shown == WAITING else shown)
    return data


def fates(data: dict) -> dict:
    """What became of each request."""
    return {f"r{i}": state for i, state in enumerate(data["states"], 1)}


def one_fate(data: dict, state: str, other: str) -> dict:
    """The request of a fate, told otherwise."""
    return {f"r{data['states'].index(state) + 1}": other}


q14c = Question(
    "14c",
    title=Text("返事を、要求と結び付ける", "Match answers to requests"),
    ask=Text(
        "あなたは 4 件の要求(Created)を送り、4 件の返事を受け取りました。届いた順に並べてあります。要求 1 から 4 は、それぞれどうなりましたか。",
        "You sent four requests (Created) and received four answers, listed as they came. What became of each request?",
    ),
    given=tuple(
        Given(f"request{i}", Text(f"要求 {i}", f"request {i}")) for i in range(1, 5)
    ) + tuple(
        Given(f"answer{i}", Text(f"届いた返事 {i}", f"answer {i}")) for i in range(1, 5)
    ),
    parts={
        f"r{i}": Part(Choice(STATES), Text(f"要求 {i}", f"request {i}")) for i in range(1, 5)
    },
    objective="14-match-answers-by-id",
    read_more=CHAPTER,
    draw=draw_events,
    reference=fates,
    hints=(
        Text(
            "返事の requestEventId と、要求の id が同じものを線で結びます。届いた順番は使いません。",
            "Join an answer to the request whose id is its requestEventId. The order means nothing.",
        ),
        Text(
            "どの返事も指していない要求は、返事待ちです。Fulfilled なのに pfs が 0 件の返事は、規則違反です。",
            "A request that no answer points to is waiting. A Fulfilled without any pfs breaks a rule.",
        ),
    ),
)  # fmt: skip


@q14c.misconception(
    Text(
        "届いた順に結び付けています。返事は送った順に来るとはかぎりません。requestEventId と要求の id で結び付けます。",
        "That goes by the order in which they came. Answers overtake one another: go by requestEventId and the request's id.",
    )
)
def by_order(data: dict) -> dict:
    """First answer to first request."""
    return {f"r{i}": state for i, state in enumerate(data["by_order"], 1)}


@q14c.misconception(
    Text(
        "pfs が 0 件の Fulfilled を「応じた」と数えています。応じるなら記録が 1 件以上要ります。渡すものがなければ Rejected です。",
        "A Fulfilled without pfs was taken for an answer. It needs one record or more; with none to give it is Rejected.",
    )
)
def empty_is_fulfilled(data: dict) -> dict:
    """An empty answer taken for data."""
    return one_fate(data, BROKEN, FULFILLED)


@q14c.misconception(
    Text(
        "返事のない要求を「断られた」としています。残った Rejected の requestEventId は、あなたの要求の id ではありません。"
        "断られたと分かるのは、自分の id を指す Rejected が届いたときだけです。",
        "A request without an answer was taken for rejected. The Rejected left over has another requestEventId; only one that "
        "points to your own id is a refusal.",
    )
)
def silence_is_refusal(data: dict) -> dict:
    """Silence, or somebody else's refusal, taken for a no."""
    return one_fate(data, WAITING, REJECTED)


# ---------------------------------------------------------------------------------------
# 14d  a server with a fault

# By the name of the fault (`gxd exchange faults`): what was sent and what came back, the rule
# that is broken, the repair, a repair that only hides the symptom, and a rule of similar looks.
FAULTS = {
    "link-missing": {
        "sent": "GET /3/footprints?limit=1 (公開した記録は 3 件 / three records published)",
        "got": "HTTP 200 / Link: なし (none) / data: 1 件",
        "rule": "続きがあれば Link で次のページを示す (a Link where there is more)",
        "repair": "残りがある間は rel=\"next\" の Link を付ける (send a next Link while records remain)",
        "patch": "limit を無視して全部を一度に返す (ignore limit and send all at once)",
        "near": "limit-ignored",
    },
    "limit-ignored": {
        "sent": "GET /3/footprints?limit=1 (公開した記録は 3 件 / three records published)",
        "got": "HTTP 200 / Link: なし (none) / data: 3 件",
        "rule": "limit より多くは返さない (never more than limit)",
        "repair": "limit 件で切り 続きは Link で示す (cut at limit and link to the rest)",
        "patch": "1 件だけ返し 残りは捨てる (send one and drop the rest)",
        "near": "link-missing",
    },
    "http-answered": {
        "sent": "POST http://…/auth/token (正しい id と秘密 / right id and secret)",
        "got": "HTTP 200 / access_token あり (present)",
        "rule": "HTTPS だけで答える (answer over HTTPS only)",
        "repair": "http の口を閉じるか 断る (close or refuse plain http)",
        "patch": "http で返すトークンの有効時間を短くする (shorten the life of tokens sent over http)",
        "near": "token-opens-every-company",
    },
    "bad-token-403": {
        "sent": "GET /3/footprints / Authorization: Bearer でたらめな文字 (rubbish)",
        "got": "HTTP 403 / code: AccessDenied",
        "rule": "読めないトークンは 400 か 401 で断る (400 or 401 for an unreadable token)",
        "repair": "トークンの検査を許可の検査より先に行う (check the token before the permission)",
        "patch": "でたらめなトークンにも許可を与える (give rubbish tokens permission)",
        "near": "token-opens-every-company",
    },
    "token-opens-every-company": {
        "sent": "GET /3/footprints (シャーシ製造の一覧) / 基板製造用の有効なトークン (a valid token for the board maker at the chassis maker)",
        "got": "HTTP 200 / data: 3 件",
        "rule": "許可のない相手は 403 で断る (403 without permission)",
        "repair": "トークンがどの会社用かを毎回確かめる (check at each request which company the token is for)",
        "patch": "ほかの会社のアドレスを秘密にする (keep the other companies' addresses secret)",
        "near": "bad-token-403",
    },
    "decimal-as-number": {
        "sent": "GET /3/footprints/{id}",
        "got": "HTTP 200 / \"pcfExcludingBiogenicUptake\": 12.37",
        "rule": "小数は文字列で書く (decimals are strings)",
        "repair": "値を引用符で囲んで出力する (write the value in quotation marks)",
        "patch": "値を整数に丸めて出力する (round the value to a whole number)",
        "near": "fulfilled-empty",
    },
    "filter-without-result-404": {
        "sent": "GET /3/footprints?productId=urn:… (どの記録にもない製品 / a product in no record)",
        "got": "HTTP 404 / code: NotFound",
        "rule": "絞り込みの結果がなければ 200 と空の一覧 (200 and an empty list for no result)",
        "repair": "一覧の取得では data を空の配列にして 200 を返す (send 200 with data as an empty array)",
        "patch": "絞り込みを無視して全部を返す (ignore the filter and send all)",
        "near": "bad-token-403",
    },
    "fulfilled-empty": {
        "sent": "POST /3/events (要求 Created / a request)",
        "got": "あとで届いた返事 (the answer): RequestFulfilledEvent / pfs: [ ]",
        "rule": "応じる返事には記録を 1 件以上入れる (one record or more in a fulfilled answer)",
        "repair": "渡す記録がなければ Rejected と理由を返す (send Rejected with a reason if there is none)",
        "patch": "返事を送るのをやめる (send no answer at all)",
        "near": "events-202",
    },
    "events-202": {
        "sent": "POST /3/events (要求 Created / a request)",
        "got": "HTTP 202 / 本文なし (no body)",
        "rule": "受け付けたイベントには 200 と空の本文 (200 and an empty body for an event taken)",
        "repair": "番号を 200 に変える (change the status to 200)",
        "patch": "記録ができるまで答えずに待たせる (keep the caller waiting until the record is made)",
        "near": "fulfilled-empty",
    },
    "urn-as-footprint-id": {
        "sent": "POST /3/events (公開 Published / pfIds: [\"urn:…\"])",
        "got": "HTTP 200",
        "rule": "形の誤ったイベントは 400 で断る (400 for a malformed event)",
        "repair": "pfIds が UUID かを確かめ 違えば 400 を返す (check that pfIds are UUIDs and answer 400 if not)",
        "patch": "200 を返したまま そのイベントを捨てる (keep the 200 and drop the event)",
        "near": "events-202",
    },
}  # fmt: skip
SUMS_RULE = "排出量の計算の規則 (a rule of calculation)"
SUMS_REPAIR = "排出量を計算し直す (calculate the emissions again)"


def draw_fault(draw: Draw) -> dict:
    """A fault, and five rules and five repairs among which the right ones stand."""
    name = draw.choice(list(FAULTS))
    fault = FAULTS[name]
    others = [one for one in FAULTS if one not in (name, fault["near"])]
    others = draw.shuffled(others)
    rules = [FAULTS[one]["rule"] for one in (name, fault["near"], others[0], others[1])]
    repairs = [fault["repair"], fault["patch"], FAULTS[fault["near"]]["repair"], FAULTS[others[2]]["repair"]]  # fmt: skip
    return {
        "fault": name,
        "sent": fault["sent"],
        "got": fault["got"],
        "rules": draw.shuffled([*rules, SUMS_RULE]),
        "repairs": draw.shuffled([*repairs, SUMS_REPAIR]),
    }


def diagnosis(data: dict) -> dict:
    """The rule that is broken, and the repair."""
    return {key: FAULTS[data["fault"]][key] for key in ("rule", "repair")}


q14d = Question(
    "14d",
    title=Text("サーバーの誤りを見つける", "Find the fault of a server"),
    ask=Text(
        "取引先のサーバーを調べたら、次のやり取りが記録されました。どの規則が破られていますか。また、相手に何を直してもらいますか。"
        "それぞれ、示された選択肢から 1 つ選んでください。",
        "A partner's server was tested, and this came over the wire. Which rule is broken, and what should the partner repair? "
        "Choose one of the options for each.",
    ),
    given=(
        Given("sent", Text("送ったもの", "what was sent")),
        Given("got", Text("返ってきたもの", "what came back")),
    ),
    parts={
        "rule": Part(lambda data: Choice(tuple(data["rules"])), Text("破られた規則", "broken rule")),
        "repair": Part(lambda data: Choice(tuple(data["repairs"])), Text("直し方", "repair")),
    },
    objective="14-diagnose-a-server",
    read_more=CHAPTER,
    draw=draw_fault,
    reference=diagnosis,
    hints=(
        Text(
            "正しいサーバーなら、何が返ってきたはずかを先に書きます。番号、見出し(Link)、本文の順に見比べます。",
            "First write down what a good server would have sent. Compare status, headers (Link) and body in turn.",
        ),
        Text(
            "直し方は、相手が同じ要求をもう一度送ったとき、正しい答えが返る変え方です。見えなくするだけの変え方は選びません。",
            "A repair makes the same request end in the right answer. One that only hides the symptom is none.",
        ),
    ),
)  # fmt: skip


@q14d.misconception(
    Text(
        "計算の誤りだとしています。やり取りに出ているのは、番号や形です。適合性の試験が確かめるのは通信で、計算ではありません。",
        "That takes it for a mistake of calculation. What shows is status and form: such a test is of the exchange, not the sums.",
    )
)
def sums_are_wrong(data: dict) -> dict:
    """Calculation blamed for what is exchange."""
    return {"rule": SUMS_RULE, "repair": SUMS_REPAIR}


@q14d.misconception(
    Text(
        "その直し方では、症状が見えなくなるだけで、別の規則を破るか、相手が困ります。もう一度同じ要求を送ったとき、"
        "規則どおりの答えが返るかを確かめてください。",
        "That only hides the symptom: another rule is broken by it, or the partner is left in trouble. Ask whether the same "
        "request, sent again, would get the answer that the rule demands.",
    )
)
def symptom_hidden(data: dict) -> dict:
    """The symptom treated."""
    return {"repair": FAULTS[data["fault"]]["patch"]}


@q14d.misconception(
    Text(
        "似ていますが、別の規則です。送ったものと返ってきたものの、どこが決まりと違うかを 1 つずつ見比べます。",
        "That is a similar rule, but another one. Compare what was sent with what came back, one thing after the other.",
    )
)
def similar_rule(data: dict) -> dict:
    """The neighbouring rule."""
    return {key: FAULTS[FAULTS[data["fault"]]["near"]][key] for key in ("rule", "repair")}


# ---------------------------------------------------------------------------------------
# q1  round trips


def trips(records: int, page: int) -> int:
    """Pages that a list of so many records takes."""
    return -(-records // page)


def journey(data: dict, count: int) -> dict:
    """So many round trips, and the seconds they take."""
    return {"trips": count, "seconds": count * data["ms"] / 1000}


def draw_list(draw: Draw) -> dict:
    """A list that does not come out even."""
    page = draw.choice((20, 25, 50))
    pages = draw.whole(24, 46)
    return {
        "records": page * pages + draw.whole(3, 17),
        "page": page,
        "ms": draw.whole(60, 140, 20),
    }


q14q1 = Question(
    "14-q1",
    title=Text("何往復かかるか", "How many round trips"),
    ask=Text(
        "{records} 件の一覧を、1 ページ {page} 件で読みます。1 往復に {ms} ミリ秒かかります。ページを読む往復は何回で、全部で何秒ですか。",
        "A list of {records} records is read {page} a page; one round trip takes {ms} ms. How many round trips are "
        "there, and how many seconds do they take?",
    ),
    given=(
        Given("records", Text("記録", "records"), "件"),
        Given("page", Text("1 ページ", "records a page"), "件"),
        Given("ms", Text("1 往復", "one round trip"), "ミリ秒"),
    ),
    parts={
        "trips": Part(Number("", absolute=0.01), Text("往復(回)", "round trips")),
        "seconds": Part(Number("", absolute=0.006), Text("時間(秒)", "seconds")),
    },
    objective="14-paging-is-sequential",
    read_more=CHAPTER,
    draw=draw_list,
    reference=lambda data: journey(data, trips(data["records"], data["page"])),
    points=0,
    hints=(
        Text("記録の数を、1 ページの件数で割ります。", "Divide the records by the records a page."),
        Text(
            "割り切れないときは、最後の少ないページの分も 1 往復です(切り上げ)。ミリ秒は 1,000 で割ります。",
            "What is left over takes one more round trip (round up). Divide milliseconds by 1,000.",
        ),
    ),
)  # fmt: skip


@q14q1.misconception(
    Text(
        "最後の、件数の少ないページが抜けています。余りがあれば、もう 1 往復です(切り上げ)。",
        "The last, short page is missing. What is left over takes one more trip (round up).",
    )
)
def rounded_down(data: dict) -> dict:
    """The remainder dropped."""
    return journey(data, data["records"] // data["page"])


@q14q1.misconception(
    Text(
        "1 件ごとに 1 往復にしています。1 往復で 1 ページ分が届きます。",
        "That is one round trip a record. One trip brings a whole page.",
    )
)
def one_trip_a_record(data: dict) -> dict:
    """Every record fetched alone."""
    return journey(data, data["records"])


@q14q1.misconception(
    Text(
        "ページを同時に読めると考えています。次のページの場所は、前のページの Link を読むまで分かりません。順に 1 往復ずつです。",
        "That has the pages read at the same time. Where the next one is, is known only from the Link of the one before.",
    )
)
def all_at_once(data: dict) -> dict:
    """Pages taken to be parallel."""
    return {"seconds": data["ms"] / 1000}


# ---------------------------------------------------------------------------------------
# q2  what a conformance test looks at

SEEN = (
    "http の要求を断るか (refuses plain http)",
    "読めないトークンを断るか (refuses an unreadable token)",
    "次のページへの Link があるか (a Link to the next page)",
    "絞り込みに合う記録だけが返るか (only records that match a filter)",
    "応じられない要求に Rejected が返るか (Rejected for what cannot be given)",
)
WRITTEN = "小数が文字列で書かれているか (decimals written as strings)"
SUMS = (
    "排出係数の選び方が正しいか (the right emission factors)",
    "算定の境界が正しいか (the right boundary)",
    "活動量の測り方が正しいか (activity measured well)",
)
SENSE = (
    "対象期間の始めと終わりが逆でないか (period not reversed)",
    "有効期間が 10 年になっていないか (validity not of ten years)",
    "化石由来の排出が負でないか (fossil emissions not negative)",
)


def draw_statements(draw: Draw) -> dict:
    """Two things of the exchange, how a record is written, one of calculation, one of sense."""
    seen = draw.shuffled(SEEN)[:2]
    sums, sense = draw.choice(SUMS), draw.choice(SENSE)
    return {
        "shown": draw.shuffled([*seen, WRITTEN, sums, sense]),
        "sums": sums,
        "sense": sense,
    }


def visible(data: dict, *more: str, without: str = "") -> list[str]:
    """What the public test looks at, in the order shown."""
    wanted = {*SEEN, WRITTEN, *more} - {without}
    return [one for one in data["shown"] if one in wanted]


q14q2 = Question(
    "14-q2",
    title=Text("適合性の試験が見るもの", "What a conformance test sees"),
    ask=Text(
        "PACT の公開の適合性試験(v3.0、この章の時点)が見つけられるものを、すべて選んでください。",
        "Choose all that PACT's public conformance test (v3.0, as of this chapter) can detect.",
    ),
    given=(),
    parts={"": Part(lambda data: Choices(tuple(data["shown"])))},
    objective="14-what-conformance-is",
    read_more=CHAPTER,
    draw=draw_statements,
    reference=visible,
    points=0,
    hints=(
        Text(
            "試験は、要求を送り、返ってきたものの形を見ます。会社の工場や計算書は見ません。",
            "It sends requests and looks at the form of what comes back. It sees neither factory nor calculation.",
        ),
        Text(
            "形(文字列か、欄があるか)は見ます。書かれた値や日付が意味として正しいかは、見ないことがあります。それはリントの仕事です。",
            "It looks at form: strings, properties. Whether a value or a date makes sense it may not see; that is for the lint.",
        ),
    ),
)


@q14q2.misconception(
    Text(
        "計算の正しさを入れています。試験が見るのは通信です。計算が誤っていても合格します。",
        "Calculation is among them. The test is of the exchange: it passes with wrong sums.",
    )
)
def sums_included(data: dict) -> list[str]:
    """Conformance taken for verification."""
    return visible(data, data["sums"])


@q14q2.misconception(
    Text(
        "値や日付の意味を入れています。形が合っていれば、公開の試験は通します。意味はリントで調べます。",
        "The sense of values and dates is among them. The public test lets them pass if the form is right; use the lint.",
    )
)
def sense_included(data: dict) -> list[str]:
    """Form taken for sense."""
    return visible(data, data["sense"])


@q14q2.misconception(
    Text(
        "記録の書き方が抜けています。試験は、返ってきた記録を仕様のスキーマに照らします。小数が数値で書かれていれば不合格です。",
        "How records are written is missing. They are checked against the schema: decimals as numbers fail.",
    )
)
def form_left_out(data: dict) -> list[str]:
    """Only behaviour, not form."""
    return visible(data, without=WRITTEN)


# ---------------------------------------------------------------------------------------
# q3  OR inside, AND between

q14q3 = Question(
    "14-q3",
    title=Text("絞り込みに合うのは何件", "How many match"),
    ask=Text(
        "仕入先の一覧には、製品 A・B・C の記録があります。productId に A と B、geography に JP を指定して"
        "絞り込みました(v3)。何件返りますか。",
        "A supplier's list has records of products A, B and C. It is filtered (v3) by productId A and B and by geography JP. "
        "How many records come back?",
    ),
    given=(
        Given("a_jp", Text("製品 A・日本(JP)", "product A in JP"), "件"),
        Given("a_de", Text("製品 A・ドイツ(DE)", "product A in DE"), "件"),
        Given("b_jp", Text("製品 B・日本(JP)", "product B in JP"), "件"),
        Given("c_jp", Text("製品 C・日本(JP)", "product C in JP"), "件"),
    ),
    parts={"": Part(Number("", absolute=0.01))},
    objective="14-filters-or-and",
    read_more=CHAPTER,
    draw=lambda draw: {
        "a_jp": draw.whole(11, 18),
        "a_de": draw.whole(2, 9),
        "b_jp": draw.whole(21, 34),
        "c_jp": draw.whole(3, 9),
    },
    reference=lambda data: data["a_jp"] + data["b_jp"],
    points=0,
    hints=(
        Text(
            "同じ名前の条件は「どれか」、違う名前の条件は「どちらも」です。",
            "The same criterion twice is 'any of them'; different criteria are 'both'.",
        ),
        Text("(A か B)で、しかも JP の記録を数えます。", "Count records of (A or B) that are of JP too."),
    ),
)  # fmt: skip


@q14q3.misconception(
    Text(
        "全部を「または」でつないでいます。製品と地域は違う条件なので、両方に合う記録だけです。",
        "Everything was joined by or. Product and geography are different criteria: both must match.",
    )
)
def all_by_or(data: dict) -> float:
    """OR between criteria."""
    return data["a_jp"] + data["a_de"] + data["b_jp"] + data["c_jp"]


@q14q3.misconception(
    Text(
        "地域の条件を使っていません。ドイツの製品 A は外れます。",
        "The geography was not used: product A of DE does not match.",
    )
)
def geography_forgotten(data: dict) -> float:
    """Only the product filter."""
    return data["a_jp"] + data["a_de"] + data["b_jp"]


@q14q3.misconception(
    Text(
        "後から書いた productId(B)だけを使っています。同じ名前を繰り返したら、どれかに合えば当てはまります。",
        "Only the productId that stands last (B) was used. Repeated, any of them matches.",
    )
)
def last_value_only(data: dict) -> float:
    """The last value wins."""
    return data["b_jp"]
