"""Chapter 3: what may be left out, under PACT v2 and v3 side by side.

The verdicts are those of `gxd_teach.framework.exclusion_allowed`; the limits stand in its rules.
"""

from __future__ import annotations

from collections.abc import Mapping

from gxd_teach.framework.exemption import exclusion_allowed
from gxd_teach.framework.rules import PACT_V2, PACT_V3, Rules, exact
from gxd_teach.language import Text
from gxd_teach.widgets.charts import Bars, Limit, Row
from gxd_teach.widgets.controls import tick
from gxd_teach.widgets.declaration import Panel
from gxd_teach.widgets.shown import Shown, Verdict

__all__ = ["SHARES", "exemption_set"]

SHARES = {
    Text("電子部品", "electronic parts"): 50,
    Text("基材", "base material"): 30,
    Text("自社の工程", "own process"): 15,
    Text("部品の輸送", "transport of parts"): 2.4,
    Text("はんだ", "solder"): 1.4,
    Text("洗浄剤", "cleaner"): 0.7,
    Text("ラベル", "label"): 0.5,
}


def exemption_set(shares: Mapping[Text, float] | None = None) -> Panel:
    """Boxes to tick for what is left out, each with its share of the total in percent.

    At most nine (each doubles the grid); errors of the shares are those of `exclusion_allowed`.

    >>> made = exemption_set()
    >>> [one.tone for one in made.at(p4=True, p5=True, p6=True).verdicts]
    ['bad', 'good']
    """
    listed = list((SHARES if shares is None else shares).items())
    by_place = {f"p{place}": float(share) for place, (_, share) in enumerate(listed)}
    names = {f"p{place}": name for place, (name, _) in enumerate(listed)}
    start = {f"p{place}" for place in range(len(listed))[-2:]}

    def calculate(**left_out: bool) -> Shown:
        out = [key for key, chosen in left_out.items() if chosen]
        biggest = max((by_place[key] for key in out), default=0.0)
        verdicts = [exclusion_allowed(by_place, out, rules) for rules in (PACT_V2, PACT_V3)]
        total = f"{verdicts[0].percent:.6g}"
        numbers = {"total": total, "biggest": f"{biggest:.6g}"}
        said = tuple(
            _verdict(rules, bool(one), total, biggest, nothing=not out)
            for rules, one in zip((PACT_V2, PACT_V3), verdicts, strict=True)
        )
        return Shown(numbers, said)

    # The framework's rules are asked position by position; the signature names the boxes.
    calculate.__signature__ = _signature(by_place)  # type: ignore[attr-defined]
    v2, v3 = PACT_V2.exemption_total_percent, PACT_V3.exemption_total_percent
    single = PACT_V2.exemption_process_percent or 0.0
    return Panel(
        "exemption",
        Text("どれを省けるか: PACT v2 と v3", "What may be left out: PACT v2 and v3"),
        tuple(
            tick(
                key,
                Text(
                    f"{names[key].ja}({share:g} %)を省く",
                    f"leave out {names[key].en} ({share:g} %)",
                ),
                key in start,
            )
            for key, share in by_place.items()
        ),
        (
            Bars(
                Text("省いた合計", "left out in all"),
                "%",
                (Row("total", Text("合計", "in all")),),
                most=6,
                limits=(
                    Limit(v3, Text(f"v3 は {v3:g} % まで", f"v3: up to {v3:g} %")),
                    Limit(v2, Text(f"v2 は {v2:g} % まで", f"v2: up to {v2:g} %")),
                ),
            ),
            Bars(
                Text("省いた中で、いちばん大きい 1 項目", "the largest single one left out"),
                "%",
                (Row("biggest", Text("1 項目", "one of them"), "pale"),),
                most=3,
                limits=(
                    Limit(single, Text(f"v2 は {single:g} % まで", f"v2: up to {single:g} %")),
                ),
            ),
        ),
        calculate,
        Text("電源基板 1 個の例(架空の値)。", "A power board, invented values."),
    )


def _verdict(rules: Rules, allowed: bool, total: str, biggest: float, *, nothing: bool) -> Verdict:
    short = rules.name.replace("PACT Methodology", "PACT")
    limit = f"{rules.exemption_total_percent:g}"
    single = rules.exemption_process_percent
    if nothing:
        return Verdict(Text(f"{short}: 何も省いていません。", f"{short}: nothing is left out."))
    filled = (total, f"{biggest:.6g}")
    if allowed:
        extra_ja, extra_en = ("", "")
        if single is not None:
            extra_ja = f"、1 項目も {single:g} % 以下"
            extra_en = f", and none is above {single:g} %"
        return Verdict(
            Text(
                f"{short}: 省けます。合計 {{0}} % は {limit} % 以下{extra_ja}。",
                f"{short}: allowed. {{0}} % in all is not above {limit} %{extra_en}.",
            ),
            filled,
            "good",
        )
    ja, en = [], []
    if exact(total) > exact(rules.exemption_total_percent):
        ja.append(f"合計 {{0}} % が {limit} % を超えます")
        en.append(f"{{0}} % in all is above {limit} %")
    if single is not None and exact(biggest) > exact(single):
        ja.append(f"{{1}} % の項目があり、{single:g} % を超えるものは省けません")
        en.append(f"one is {{1}} %, and none above {single:g} % may be left out")
    return Verdict(
        Text(f"{short}: 省けません。{'。'.join(ja)}。", f"{short}: not allowed. {'; '.join(en)}."),
        filled,
        "bad",
    )


def _signature(names: Mapping[str, float]) -> object:
    from inspect import Parameter, Signature

    return Signature([Parameter(name, Parameter.KEYWORD_ONLY) for name in names])
