"""Questions of chapter 12: a transport chain by its elements, after ISO 14083, GLEC and iLEAP.

The chapter follows one consignment by truck, rail and truck; here every participant has other
ways, intensities and records. All of them are fictitious, and so is every adjustment factor.
"""

import json

from gxd_teach.classroom import Choice, Choices, Draw, Given, Number, Part, Question, Table, Text
from gxd_teach.framework.logistics import (
    TCE,
    TOC,
    Distance,
    FuelUse,
    TransportChain,
    intensity_from_fuel,
    transport_activity,
)
from gxd_teach.framework.logistics.lint import lint_transport_records

CHAPTER = "book/framework/12-transport-chain"

# ---------------------------------------------------------------------------------------
# 12a  transport activity


q12a = Question(
    "12a",
    title=Text("輸送活動量", "Transport activity"),
    ask=Text(
        "{mass_kg} kg の貨物を、最大積載量 {payload_t} t のトラックに積み、{km} km 先へ届けました。トラックは同じ道を空で戻りました。"
        "この区間(TCE)の輸送活動量を tkm で求めてください。表には、使わない数も入っています。",
        "{mass_kg} kg went by a truck with a payload of {payload_t} t to a place {km} km away; the truck came back the "
        "same way empty. Find the transport activity of this element (TCE) in tkm. Not every number is needed.",
    ),
    given=(
        Given("mass_kg", Text("貨物の質量", "mass of the goods"), "kg"),
        Given("km", Text("届けるまでの距離(片道)", "distance to the customer, one way"), "km"),
        Given("empty_km", Text("空で戻った距離", "distance back, empty"), "km"),
        Given("payload_t", Text("トラックの最大積載量", "payload of the truck"), "t"),
    ),
    parts={"": Part(Number("tkm"))},
    objective="12-transport-activity",
    read_more=CHAPTER,
    draw=lambda draw: (
        {"mass_kg": draw.whole(130, 1870, 20), "payload_t": draw.choice((2, 3, 4, 6, 8))}
        | dict.fromkeys(("km", "empty_km"), draw.whole(140, 890, 10))
    ),
    reference=lambda data: transport_activity(data["mass_kg"], data["km"]),
    hints=(
        Text(
            "輸送活動量は、荷物の重さ × 荷物が動いた距離です。単位は t × km なので、kg を t に直します。",
            "Transport activity is the mass of the goods times the way they went. Its unit is t x km: turn kg into t.",
        ),
        Text(
            "{mass_kg} kg × {km} km ÷ 1000 です。空で戻った距離には荷物がないので、tkm は増えません。",
            "{mass_kg} kg x {km} km / 1000. On the empty way back nothing is carried: it adds no tkm.",
        ),
    ),
)


@q12a.misconception(
    Text(
        "kg のまま掛けています(kg・km)。tkm の t は 1000 kg なので、1000 で割ります。",
        "That multiplies by kilograms (kg-km). The t of tkm is 1000 kg: divide by 1000.",
    )
)
def kilograms_for_tonnes(data: dict) -> float:
    """kg × km."""
    return data["mass_kg"] * data["km"]


@q12a.misconception(
    Text(
        "空で戻った距離も足しています。戻りに荷物はないので、tkm は増えません。空の走行の燃料は、原単位の中で数えます。",
        "The way back was added. Nothing was carried on it, so it adds no tkm. Its fuel is counted in the intensity.",
    )
)
def way_back_added(data: dict) -> float:
    """The round trip taken for the way of the goods."""
    return transport_activity(data["mass_kg"], data["km"] + data["empty_km"])


@q12a.misconception(
    Text(
        "最大積載量を掛けています。輸送活動量に使うのは、実際に運んだ貨物の質量です。",
        "That multiplies by the payload. Transport activity takes the mass of what was carried.",
    )
)
def payload_for_mass(data: dict) -> float:
    """What the truck could carry."""
    return transport_activity(1000 * data["payload_t"], data["km"])


# ---------------------------------------------------------------------------------------
# 12b  two legs: the sum, and the intensity of the chain


def chain(data: dict) -> TransportChain:
    """The way over both legs; the distances are of the kind that the intensities hold for."""
    return TransportChain(
        [
            TCE(
                leg,
                data["mass_kg"],
                Distance(data[f"km_{leg}"], "actual"),
                toc=TOC(f"FICT-{leg}", "Road", data[f"wtw_{leg}"], data[f"ttw_{leg}"]),
            )
            for leg in ("a", "b")
        ]
    )


def draw_chain(draw: Draw) -> dict:
    """A long leg by a large truck and a short one by a small truck."""
    data = {
        "mass_kg": draw.whole(260, 1940, 20),
        "km_a": draw.whole(310, 690, 4),
        "km_b": draw.whole(45, 190, 5),
    }
    for leg, low, high in (("a", 0.06, 0.11), ("b", 0.17, 0.26)):
        wtw = draw.step(low, high, 0.005)
        data |= {f"wtw_{leg}": wtw, f"ttw_{leg}": round(wtw * draw.choice((0.78, 0.8, 0.82)), 4)}
    return data


def both(data: dict, kg: float) -> dict:
    """Emissions, and what they make per tonne-kilometre of the chain."""
    return {"kg": kg, "intensity": kg / chain(data).transport_activity_tkm}


LEGS = {
    "a": ("区間 A(幹線、大型車)", "leg A, large truck"),
    "b": ("区間 B(配送、小型車)", "leg B, small truck"),
}

q12b = Question(
    "12b",
    title=Text("2 つの区間を足し、チェーンの原単位を出す", "Two legs, and the intensity of the chain"),
    ask=Text(
        "{mass_kg} kg の貨物を、区間 A の大型車から区間 B の小型車に引き継いで届けました。距離は実距離で、原単位も実距離のものです(すべて架空)。"
        "取引先が求める WTW の排出量の合計(kg-CO2e)と、チェーン全体の原単位(kg-CO2e/tkm)を求めてください。",
        "{mass_kg} kg went by a large truck (leg A) and then by a small one (leg B). Distances are actual ones, and so "
        "are those of the intensities (all fictitious). The customer asks for WTW: find the emissions of the chain in "
        "kg-CO2e and its intensity in kg-CO2e/tkm.",
    ),
    given=(
        Given("mass_kg", Text("貨物の質量", "mass of the goods"), "kg"),
        *(
            Given(f"{name}_{leg}", Text(f"{ja} の{what[0]}", f"{en}: {what[1]}"), unit)
            for leg, (ja, en) in LEGS.items()
            for name, what, unit in (
                ("km", ("実距離", "actual distance"), "km"),
                ("wtw", ("原単位 WTW", "intensity WTW"), "kg-CO2e/tkm"),
                ("ttw", ("原単位 TTW", "intensity TTW"), "kg-CO2e/tkm"),
            )
        ),
    ),
    parts={
        "kg": Part(Number("kg-CO2e"), Text("排出量(WTW)の合計", "emissions, WTW")),
        "intensity": Part(Number("kg-CO2e/tkm"), Text("チェーンの原単位", "intensity of the chain")),
    },
    objective="12-sum-of-the-chain",
    read_more=CHAPTER,
    draw=draw_chain,
    reference=lambda data: {"kg": chain(data).wtw_kg_co2e, "intensity": chain(data).wtw_kg_per_tkm},
    hints=(
        Text(
            "区間ごとに、tkm × WTW の原単位を求めて足します。TTW の行は使いません。",
            "For each leg tkm x the WTW intensity, then the sum. The TTW rows are not needed.",
        ),
        Text(
            "チェーンの原単位 = 排出量の合計 ÷ tkm の合計 です。原単位どうしは平均しません。",
            "Intensity of the chain = sum of the emissions / sum of the tkm. Intensities are not averaged.",
        ),
    ),
)  # fmt: skip


@q12b.misconception(
    Text(
        "2 つの原単位を単純に平均しています。区間の長さが違うので、排出量の合計 ÷ tkm の合計 で求めます。",
        "That is the plain mean of the two intensities. The legs differ in length: divide the emissions by the tkm.",
    )
)
def mean_of_intensities(data: dict) -> dict:
    """The mean that knows no weights, and the emissions reckoned from it."""
    mean = (data["wtw_a"] + data["wtw_b"]) / 2
    return both(data, mean * chain(data).transport_activity_tkm)


@q12b.misconception(
    Text(
        "2 つの原単位を足しています。原単位は 1 tkm あたりの値です。続けて運んでも、1 tkm あたりは足し算になりません。",
        "The intensities were added. They are per tonne-kilometre: one leg after the other does not add them up.",
    )
)
def intensities_added(data: dict) -> dict:
    """Rates added like amounts."""
    return {"intensity": data["wtw_a"] + data["wtw_b"]}


@q12b.misconception(
    Text(
        "WTW と TTW を足しています。TTW は WTW の中に入っているので、二重に数えています。",
        "WTW and TTW were added. TTW is a part of WTW: that counts it twice.",
    )
)
def boundaries_added(data: dict) -> dict:
    """Tank-to-wheel counted twice."""
    return both(data, chain(data).wtw_kg_co2e + chain(data).ttw_kg_co2e)


@q12b.misconception(
    Text(
        "TTW(走行時だけ)の値です。取引先が求めるのは、燃料の採掘・精製も含む WTW です。",
        "That is TTW, the vehicle alone. WTW is asked for, with the making of the fuel.",
    )
)
def tank_to_wheel(data: dict) -> dict:
    """The upstream left out."""
    return both(data, chain(data).ttw_kg_co2e)


@q12b.misconception(
    Text(
        "幹線の原単位を、全部の区間に使っています。配送の小型車は別の TOC なので、区間ごとの原単位を使います。",
        "The main leg's intensity was used all the way. The small truck is another TOC: each leg takes its own.",
    )
)
def one_intensity_for_all(data: dict) -> dict:
    """A chain taken for one leg."""
    return both(data, chain(data).transport_activity_tkm * data["wtw_a"])


# ---------------------------------------------------------------------------------------
# 12c  kinds of distance and the adjustment factor


def adjusted(data: dict) -> dict:
    """Leg A has a shortest feasible distance, leg B one from the odometer."""
    toc = TOC("FICT-C", "Road", data["wtw"], data["wtw"], distance_kind="actual")
    legs = (
        TCE("a", data["mass_kg"], Distance(data["sfd_km"], "sfd"), toc=toc, daf=data["daf"]),
        TCE("b", data["mass_kg"], Distance(data["actual_km"], "actual"), toc=toc),
    )
    whole = TransportChain(legs)
    return {
        "km_a": legs[0].distance_km,
        "km_b": legs[1].distance_km,
        "tkm": whole.transport_activity_tkm,
        "kg": whole.wtw_kg_co2e,
    }


def with_km(data: dict, km_a: float, km_b: float) -> dict:
    """What follows from these kilometres."""
    tkm = transport_activity(data["mass_kg"], km_a + km_b)
    return {"km_a": km_a, "km_b": km_b, "tkm": tkm, "kg": tkm * data["wtw"]}


def changed(data: dict, km_a: float, km_b: float) -> dict:
    """The same, without the parts that are right all the same."""
    right = adjusted(data)
    return {name: value for name, value in with_km(data, km_a, km_b).items() if value != right[name]}  # fmt: skip


q12c = Question(
    "12c",
    title=Text("距離の種類と DAF", "Kinds of distance, and the DAF"),
    ask=Text(
        "原単位は実距離(actual)のものです。区間 A の距離は経路検索で求めた最短の実行可能な距離(SFD)、区間 B は車の走行記録から取った実距離です。"
        "この運送会社の DAF(SFD を実距離に直す係数、架空)を使い、距離を原単位と同じ実距離にそろえて計算します。各区間の計算に使う距離、輸送活動量の合計、WTW の排出量の合計を求めてください。",
        "The intensity holds for actual distances. That of leg A is the shortest feasible one (SFD) from a route planner, "
        "that of leg B the actual one from the vehicle's records. With the DAF of this haulier (SFD to actual, "
        "fictitious) bring every distance to the actual kind, as the intensity has it, and find the kilometres to count for each leg, the transport activity and the WTW emissions of both.",
    ),
    given=(
        Given("mass_kg", Text("貨物の質量", "mass of the goods"), "kg"),
        Given("sfd_km", Text("区間 A: 経路検索の距離(SFD)", "leg A: route planner, SFD"), "km"),
        Given("actual_km", Text("区間 B: 走行記録の距離(実距離)", "leg B: vehicle's records, actual"), "km"),
        Given("daf", Text("DAF(SFD → 実距離、架空)", "DAF, SFD to actual (fictitious)")),
        Given("wtw", Text("原単位 WTW(実距離)", "intensity WTW, actual distance"), "kg-CO2e/tkm"),
    ),
    parts={
        "km_a": Part(Number("km"), Text("区間 A の距離", "kilometres of leg A")),
        "km_b": Part(Number("km"), Text("区間 B の距離", "kilometres of leg B")),
        "tkm": Part(Number("tkm"), Text("輸送活動量の合計", "transport activity")),
        "kg": Part(Number("kg-CO2e"), Text("排出量(WTW)の合計", "emissions, WTW")),
    },
    objective="12-distance-kinds",
    read_more=CHAPTER,
    draw=lambda draw: {
        "mass_kg": draw.whole(420, 2980, 20),
        "sfd_km": draw.whole(320, 580, 20),
        "actual_km": draw.whole(215, 475, 10),
        "daf": draw.step(1.03, 1.12, 0.01),
        "wtw": draw.step(0.085, 0.165, 0.005),
    },
    reference=adjusted,
    hints=(
        Text(
            "原単位と同じ種類(実距離)になっていない区間だけを直します。どちらの区間ですか。",
            "Only a distance that is not of the intensity's kind (actual) is adjusted. Which of the two is it?",
        ),
        Text(
            "区間 A は {sfd_km} km × {daf}、区間 B は {actual_km} km のままです。tkm = kg × km の合計 ÷ 1000、排出量 = tkm × 原単位。",
            "Leg A counts {sfd_km} km x {daf}, leg B its {actual_km} km. tkm = kg x km / 1000; emissions = tkm x intensity.",
        ),
    ),
)  # fmt: skip


@q12c.misconception(
    Text(
        "実距離の区間にも DAF を掛けています。走行記録の距離は、遠回りがもう入った実距離です。掛けると二重の補正になります。",
        "The DAF was applied to an actual distance too. The vehicle's records have every detour in them: it corrects twice.",
    )
)
def daf_on_both(data: dict) -> dict:
    """An actual distance adjusted once more."""
    return changed(data, data["sfd_km"] * data["daf"], data["actual_km"] * data["daf"])


@q12c.misconception(
    Text(
        "DAF を使っていません。SFD の距離に実距離の原単位を掛けると、排出量が少なく出ます。",
        "The DAF was not used. A shortest distance with an intensity for actual ones gives too little.",
    )
)
def daf_left_out(data: dict) -> dict:
    """Kinds of distance mixed."""
    return changed(data, data["sfd_km"], data["actual_km"])


@q12c.misconception(
    Text(
        "DAF で割っています。実際に走る距離は、最短の距離より短くなりません。SFD から実距離へは掛け算です。",
        "That divides by the DAF. No actual way is shorter than the shortest: from SFD to actual it is multiplied.",
    )
)
def daf_divided(data: dict) -> dict:
    """The other way round."""
    return changed(data, data["sfd_km"] / data["daf"], data["actual_km"])


@q12c.misconception(
    Text(
        "DAF を掛ける区間が逆です。直すのは SFD の区間 A で、実距離の区間 B はそのまま使います。",
        "The DAF went to the wrong leg: leg A (SFD) is adjusted, leg B (actual) is used as it is.",
    )
)
def daf_on_the_wrong_leg(data: dict) -> dict:
    """SFD taken for the actual distance and the reverse; each distance by itself is named above."""
    swapped = with_km(data, data["sfd_km"], data["actual_km"] * data["daf"])
    return {name: swapped[name] for name in ("tkm", "kg")}


@q12c.misconception(
    Text(
        "距離を直したあとで、排出量にもう一度 DAF を掛けています。DAF で直すのは距離だけです。",
        "The emissions were multiplied by the DAF once more. It is the distance alone that it adjusts.",
    )
)
def daf_on_emissions(data: dict) -> dict:
    """Adjusted at the end again."""
    return {"kg": adjusted(data)["kg"] * data["daf"]}


# ---------------------------------------------------------------------------------------
# 12d  five records of operation categories

FINE = "誤りなし (no fault)"
UPSTREAM = "WTW が TTW より小さい (WTW below TTW)"
SHARES = "構成比の合計が 1 でない (shares do not make 1)"
BOTH = "tocId と hocId の両方がある (both tocId and hocId)"
COMMA = "小数点がカンマ (a decimal comma)"
UNIT = "活動量の単位が違う (wrong unit of activity)"
VERDICTS = (FINE, UPSTREAM, SHARES, BOTH, COMMA, UNIT)
FAULT_OF = {
    "GXD-T031": UPSTREAM,
    "GXD-T032": SHARES,
    "GXD-T033": BOTH,
    "GXD-T030": COMMA,
    "GXD-T034": UNIT,
}
ROWS = tuple(f"R{number}" for number in range(1, 6))
COLUMN = "判定"


def record(draw: Draw, name: str, fault: str) -> dict:
    """A TOC as it is sent, with one fault or none; the one without is an electric truck."""
    if fault == FINE:
        carriers = [{"energyCarrier": "Electric", "relativeShare": "1"}]
        mode, wtw, ttw = "Road", draw.step(0.041, 0.079, 0.002), 0.0
    else:
        first, second = draw.choice((("Diesel", "HVO"), ("Diesel", "Electric")))
        share = draw.whole(60, 90, 5)
        rest = 100 - share + (draw.choice((-5, 5, 10)) if fault == SHARES else 0)
        carriers = [
            {"energyCarrier": first, "relativeShare": f"{share / 100:g}"},
            {"energyCarrier": second, "relativeShare": f"{rest / 100:g}"},
        ]
        mode, wtw = draw.choice(("Road", "Rail")), draw.step(0.065, 0.135, 0.005)
        ttw = round(wtw * draw.choice((0.7, 0.8)), 4)
    if fault == UPSTREAM:
        wtw, ttw = ttw, wtw
    made = {"tocId": f"FICT-TOC-{name}"}
    if fault == BOTH:
        made["hocId"] = f"FICT-HOC-{name}"
    return made | {
        "mode": mode,
        "energyCarriers": carriers,
        "co2eIntensityWTW": f"{wtw:g}".replace(".", "," if fault == COMMA else "."),
        "co2eIntensityTTW": f"{ttw:g}",
        "transportActivityUnit": draw.choice(("km", "tonnes", "kgkm")) if fault == UNIT else "tkm",
    }


def draw_records(draw: Draw) -> dict:
    """An electric truck without a fault, and four of the five faults, in a drawn order."""
    faults = draw.shuffled([FINE, UPSTREAM, BOTH, *draw.shuffled([SHARES, COMMA, UNIT])[:2]])
    numbers = draw.shuffled(range(11, 60))
    return {
        f"record_{place}": json.dumps(record(draw, str(numbers[place]), fault))
        for place, fault in enumerate(faults, start=1)
    }


def looked_at(data: dict) -> dict[str, str]:
    """What the lint says of each; a finding that has no words, or a second one, is a fault of this bank."""
    verdicts = {}
    for row in ROWS:
        found = lint_transport_records([json.loads(data[row.replace("R", "record_")])])
        (code,) = {problem.code for problem in found} or {""}
        verdicts[row] = FAULT_OF[code] if code else FINE
    return verdicts


def as_cells(verdicts: dict[str, str]) -> dict:
    """Rows of the table of answers."""
    return {row: {COLUMN: verdict} for row, verdict in verdicts.items()}


def instead(data: dict, of: tuple[str, ...], verdict: str) -> dict:
    """Another verdict where the right one is among these."""
    return as_cells({row: verdict for row, right in looked_at(data).items() if right in of})


q12d = Question(
    "12d",
    title=Text("5 つの記録の誤りと理由", "Five records: which are wrong, and why"),
    ask=Text(
        "運送会社から、輸送区分(TOC)の記録 R1〜R5 が届きました(iLEAP の書き方の抜粋、架空)。送り返すのはどれですか。記録ごとに、"
        "誤りの理由か「誤りなし」を選んでください。誤りは 1 つの記録に多くても 1 つです。",
        "Five records of transport operation categories (TOC), R1 to R5, arrive, in the manner of iLEAP (excerpts, fictitious). Which "
        "go back? Choose for each the reason, or that there is no fault. A record has at most one.",
    ),
    given=tuple(
        Given(f"record_{place}", Text(row, row)) for place, row in enumerate(ROWS, start=1)
    ),
    shape=Table(ROWS, {COLUMN: Choice(VERDICTS)}),
    objective="12-lint-of-transport-records",
    read_more=CHAPTER,
    draw=draw_records,
    reference=lambda data: as_cells(looked_at(data)),
    hints=(
        Text(
            "1 行ずつ 5 つを見ます: WTW ≧ TTW か、relativeShare の合計は 1 か、id は 1 つか、小数点は「.」か、単位は tkm か。",
            "Look at five things in each: WTW >= TTW, shares that make 1, one id, a decimal point, the unit tkm.",
        ),
        Text(
            "電気だけのトラックの TTW は 0 でかまいません。誤りなしの記録は 1 つ、誤りのある記録は 4 つで、理由はすべて違います。",
            "A truck that runs on electricity alone may have a TTW of 0. One record is fine; four are not, each for another reason.",
        ),
    ),
)


@q12d.misconception(
    Text(
        "電気のトラックの TTW が 0 なのを誤りとしています。走るときに燃料を燃やさないので 0 で正しく、WTW には発電の分があります。",
        "A TTW of 0 of the electric truck was called a fault. It burns nothing on the road; its WTW has the power station.",
    )
)
def zero_is_a_fault(data: dict) -> dict:
    """No exhaust taken for a missing value."""
    return instead(data, (FINE,), UPSTREAM)


@q12d.misconception(
    Text(
        "WTW が TTW より小さい記録を見逃しています。WTW は TTW に燃料の採掘・精製などを足した値なので、小さくなりません。",
        "The record whose WTW is below its TTW was passed. WTW has the making of the energy on top and is never smaller.",
    )
)
def upstream_not_compared(data: dict) -> dict:
    """Two numbers read one by one."""
    return instead(data, (UPSTREAM,), FINE)


@q12d.misconception(
    Text(
        "tocId と hocId の両方がある記録を見逃しています。輸送(TOC)か拠点(HOC)か、どちらか 1 つです。両方では、どちらの原単位か分かりません。",
        "The record with both ids was passed. It is a transport (TOC) or a hub (HOC): with both, nobody knows which is meant.",
    )
)
def two_ids_are_welcome(data: dict) -> dict:
    """More is taken for better."""
    return instead(data, (BOTH,), FINE)


@q12d.misconception(
    Text(
        "書き方の誤りを見逃しています。構成比の合計、小数点の文字、単位の語も確かめます。人は読めても、機械は別の値に読むか、止まります。",
        "How it is written was not looked at: the sum of the shares, the decimal sign, the word of the unit. A machine "
        "stops there, or reads another value.",
    )
)
def writing_not_looked_at(data: dict) -> dict:
    """Only the sizes of the intensities compared."""
    return instead(data, (SHARES, COMMA, UNIT), FINE)


# ---------------------------------------------------------------------------------------
# Quick checks, answered in the chapter's page: public numbers, no points, not in the notebook
#
# q1  which elements are bound to a hub category

HUBS = (
    "貨物駅でコンテナを積み替える (moving containers between train and truck at a station)",
    "港のターミナルで荷役をする (handling at a sea terminal)",
    "中継倉庫に 2 日保管する (two days in a warehouse on the way)",
    "仕分けセンターで荷物を分ける (sorting at a parcel centre)",
)
MOVES = (
    "工場から貨物駅までトラックで運ぶ (truck from the factory to the station)",
    "貨物駅から貨物駅まで列車で運ぶ (train from station to station)",
    "港から港まで船で運ぶ (ship from port to port)",
    "倉庫から店まで軽トラックで配る (small van from the warehouse to the shop)",
)

q12q1 = Question(
    "12-q1",
    title=Text("TOC か HOC か", "TOC or HOC"),
    ask=Text(
        "あるノートPC の輸送チェーンを、要素に分けました。HOC(拠点の区分)に結び付けるものを、すべて選んでください。",
        "The transport chain of some notebook PCs was split into elements. Choose all that are bound to a HOC (hub "
        "operation category).",
    ),
    given=(),
    parts={"": Part(lambda data: Choices(data["options"]))},
    objective="12-bind-toc-or-hoc",
    read_more=CHAPTER,
    draw=lambda draw: {
        "options": tuple(
            draw.shuffled([*HUBS[:3:2], draw.choice(HUBS[1::2]), *draw.shuffled(MOVES)[:3]])
        )
    },
    reference=lambda data: [one for one in data["options"] if one in HUBS],
    points=0,
    hints=(
        Text(
            "荷物が場所から場所へ移動するのが TOC です。HOC には距離がありません。",
            "Goods that go from place to place: TOC. A HOC has no distance.",
        ),
        Text("選ぶのは 3 つです。", "There are three to choose."),
    ),
)  # fmt: skip


@q12q1.misconception(
    Text(
        "移動の方を選んでいます。場所から場所へ運ぶのは TOC です。HOC は、1 つの場所で行う作業です。",
        "Those are the moves, which are bound to a TOC. A HOC is work done at one place.",
    )
)
def moves_for_hubs(data: dict) -> list[str]:
    """TOC and HOC the other way round."""
    return [one for one in data["options"] if one in MOVES]


@q12q1.misconception(
    Text(
        "保管を忘れています。倉庫の保管も、電気などを使う拠点の作業です。距離がなくても要素になります。",
        "Storage is missing. A warehouse uses energy: without any distance it is an element, too.",
    )
)
def storage_left_out(data: dict) -> list[str]:
    """Nothing moves, nothing emits."""
    return [one for one in data["options"] if one in HUBS and one != HUBS[2]]


@q12q1.misconception(
    Text(
        "全部を選んでいます。1 つの要素は、TOC か HOC のどちらか 1 つだけに結び付けます。",
        "All were chosen. An element is bound to a TOC or to a HOC, to exactly one.",
    )
)
def everything_a_hub(data: dict) -> list[str]:
    """Every element both."""
    return list(data["options"])


# ---------------------------------------------------------------------------------------
# q2  empty runs

q12q2 = Question(
    "12-q2",
    title=Text("空の走行と原単位", "Empty runs and the intensity"),
    ask=Text(
        "架空の運送会社のトラック(1 つの TOC)の 1 か月の実績です。軽油の WTW の係数(架空)を使い、この TOC の原単位を kg-CO2e/tkm で求めてください。",
        "One month of the trucks (one TOC) of a fictitious haulier. With the WTW factor of diesel (fictitious) find the "
        "intensity of this TOC in kg-CO2e/tkm.",
    ),
    given=(
        Given("loaded_l", Text("荷物を積んで走った軽油", "diesel, loaded runs"), "L"),
        Given("empty_l", Text("空で走った軽油", "diesel, empty runs"), "L"),
        Given("tkm", Text("運んだ輸送活動量", "transport activity"), "tkm"),
        Given("share", Text("総距離のうち空の距離", "empty over total distance"), "%"),
        Given("wtw", Text("軽油の係数 WTW(架空)", "factor of diesel, WTW (fictitious)"), "kg-CO2e/L"),
    ),
    parts={"": Part(Number("kg-CO2e/tkm"))},
    objective="12-empty-runs",
    read_more=CHAPTER,
    draw=lambda draw: {
        "loaded_l": draw.whole(2400, 4800, 50),
        "empty_l": draw.whole(600, 1100, 50),
        "tkm": draw.whole(90_000, 160_000, 1000),
        "share": draw.whole(22, 34),
        "wtw": 3.2,
    },
    reference=lambda data: intensity_from_fuel(
        [FuelUse("Diesel", data["loaded_l"] + data["empty_l"], data["wtw"], data["wtw"])],
        data["tkm"],
    )[0],
    points=0,
    hints=(
        Text(
            "空で走った燃料も、その TOC の仕事のために使った燃料です。",
            "The fuel of empty runs was burnt for the work of this TOC, too.",
        ),
        Text(
            "軽油の合計 × {wtw} ÷ {tkm} tkm です。空の距離の割合は、燃料にもう現れています。",
            "All of the diesel x {wtw} / {tkm} tkm. The share of empty kilometres shows in the fuel already.",
        ),
    ),
)  # fmt: skip


@q12q2.misconception(
    Text(
        "積んで走った燃料だけを数えています。空の走行の燃料を引き受ける荷物がなくなってしまいます。",
        "Only the fuel of loaded runs was counted. Then no goods carry that of the empty ones.",
    )
)
def loaded_fuel_only(data: dict) -> float:
    """Empty runs left out."""
    return data["loaded_l"] * data["wtw"] / data["tkm"]


@q12q2.misconception(
    Text(
        "空の距離の割合で、もう一度割り増ししています。空の走行の燃料は足してあるので、二重になります。",
        "The share of empty kilometres was applied on top. Their fuel is in the sum already: that counts it twice.",
    )
)
def empty_share_on_top(data: dict) -> float:
    """Empty runs counted twice."""
    fuel = data["loaded_l"] + data["empty_l"]
    return fuel * data["wtw"] / data["tkm"] / (1 - data["share"] / 100)


@q12q2.misconception(
    Text(
        "輸送活動量を、空の走行の分だけ増やしています。空の車は荷物を運ばないので、tkm は増えません。",
        "The transport activity was raised for the empty runs. An empty truck carries nothing and adds no tkm.",
    )
)
def activity_of_empty_runs(data: dict) -> float:
    """Empty kilometres taken for tonne-kilometres."""
    fuel = data["loaded_l"] + data["empty_l"]
    return fuel * data["wtw"] / (data["tkm"] / (1 - data["share"] / 100))


# ---------------------------------------------------------------------------------------
# q3  WTW and TTW

q12q3 = Question(
    "12-q3",
    title=Text("WTW と TTW", "WTW and TTW"),
    ask=Text(
        "ある区間の輸送活動量と原単位です(架空)。PACT の記録に使う排出量を、kg-CO2e で求めてください。",
        "Transport activity and intensities of a leg (fictitious). Find the emissions to use in a PACT record, kg-CO2e.",
    ),
    given=(
        Given("tkm", Text("輸送活動量", "transport activity"), "tkm"),
        Given("wtw", Text("原単位 WTW", "intensity WTW"), "kg-CO2e/tkm"),
        Given("ttw", Text("原単位 TTW", "intensity TTW"), "kg-CO2e/tkm"),
    ),
    parts={"": Part(Number("kg-CO2e"))},
    objective="12-wtw-not-added-to-ttw",
    read_more=CHAPTER,
    draw=lambda draw: (
        {"tkm": draw.whole(320, 980, 20), "wtw": draw.step(0.1, 0.18, 0.01)}
        | {"ttw": draw.step(0.065, 0.085, 0.005)}
    ),
    reference=lambda data: (
        TransportChain(
            [TCE("leg", tonne_km=data["tkm"], toc=TOC("FICT", "Road", data["wtw"], data["ttw"]))]
        ).wtw_kg_co2e
    ),
    points=0,
    hints=(
        Text(
            "PACT が求めるのは、燃料を作るところからの値です。WTW と TTW のどちらですか。",
            "PACT asks for emissions from the making of the fuel on. Which is that, WTW or TTW?",
        ),
        Text(
            "{tkm} tkm × {wtw} です。TTW は、その中に入っています。",
            "{tkm} tkm x {wtw}. TTW is inside it.",
        ),
    ),
)


@q12q3.misconception(
    Text(
        "WTW と TTW を足しています。WTW は、タンクから先(TTW)をもう含んでいます。",
        "WTW and TTW were added. WTW has what comes after the tank (TTW) in it already.",
    )
)
def both_boundaries(data: dict) -> float:
    """Tank-to-wheel twice."""
    return data["tkm"] * (data["wtw"] + data["ttw"])


@q12q3.misconception(
    Text(
        "TTW の値です。燃料の採掘や精製(WTT)が入っていません。",
        "That is TTW: the making of the fuel (WTT) is missing.",
    )
)
def vehicle_only(data: dict) -> float:
    """Upstream left out."""
    return data["tkm"] * data["ttw"]


@q12q3.misconception(
    Text(
        "差を取っています。WTW − TTW は燃料を作るところだけ(WTT)の値です。",
        "That is the difference, the making of the fuel alone (WTT).",
    )
)
def upstream_only(data: dict) -> float:
    """WTW minus TTW."""
    return data["tkm"] * (data["wtw"] - data["ttw"])
