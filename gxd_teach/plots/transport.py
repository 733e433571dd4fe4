"""Modal shift (モーダルシフト): the options side by side, each built up of its legs.

Lengths are emissions of the same consignment within one boundary (TTW or WTW); what an option
saves is said in kg and in percent of the base, today's way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gxd_teach.framework.logistics.modal_shift import ModalShift
from gxd_teach.framework.logistics.options import ROLES, Option
from gxd_teach.language import say
from gxd_teach.plots import checks, looks, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["describe_modal_shift", "modal_shift"]

_MOST_MODES = 8


def modal_shift(result: ModalShift, ax: Axes | None = None) -> Axes:
    """Draw each option's legs (kg CO2e) as parts of one bar, with what it saves in kg and percent.

    Legs are filled by mode; the base is on top. Of more than 20 options the best are shown.
    GXD-Z107 for what is no comparison.

    >>> from gxd_teach.framework.logistics import Leg, compare
    >>> shift = compare(Option("road", (Leg("truck", 549),)), Option("rail", (Leg("rail", 142),)))
    >>> [text.get_text().split("\\n")[0] for text in modal_shift(shift).texts]
    ['549.0 kg', '142.0 kg']
    """
    options, left_out = _shown(result)
    ax = looks.canvas(ax, looks.rows_height(len(options), 1.7) + 0.18 * len(options))
    fills = _fills(options)
    for place, option in enumerate(options):
        reached = 0.0
        for leg in option.legs:
            fill = fills.get(leg.mode, looks.OTHERS)
            ax.barh(place, leg.kg_co2e, left=reached, height=0.62, linewidth=0.6, **fill)
            reached += leg.kg_co2e
        said = f"{words.number(option.kg_co2e)} kg"
        if option is not result.base:
            said += "\n" + _saving(result, option)
        looks.beside(ax, reached, place, said)
    looks.row_names(ax, (_label(result, option) for option in options))
    looks.limits(ax, 0.0, max(option.kg_co2e for option in options))
    looks.kg_axis(ax)
    looks.title(ax, _title(result, left_out))
    entries = dict(fills)
    if any(leg.mode not in fills for option in options for leg in option.legs):
        entries[say("その他", "others")] = looks.OTHERS
    looks.legend(ax, entries, say("モード", "mode"))
    return ax


def describe_modal_shift(result: ModalShift) -> str:
    """The comparison in words: every option with its legs and its saving.

    >>> from gxd_teach.framework.logistics import Leg, compare
    >>> shift = compare(Option("road", (Leg("truck", 549),)), Option("rail", (Leg("rail", 142),)))
    >>> "407.0 kg (74.1 %) の削減" in describe_modal_shift(shift)
    True
    """
    options, left_out = _shown(result)
    comma = say("、", ", ")
    said = []
    for option in options:
        legs = words.listed(
            f"{leg.mode} ({ROLES[leg.role]}) {words.number(leg.kg_co2e)} kg" for leg in option.legs
        )
        saved = "" if option is result.base else comma + _saving(result, option)
        said.append(
            f"{_label(result, option)}: {words.number(option.kg_co2e)} kg-CO2e{saved} [{legs}]"
        )
    title, stop = _title(result, left_out), say("。", ". ")
    return stop.join([title, *said, *result.cautions])


def _shown(result: ModalShift) -> tuple[list[Option], int]:
    checks.checked_result(
        result,
        ModalShift,
        "モーダルシフトの比較(compare の結果)",
        "a comparison, the result of compare",
    )
    room = words.MOST_BARS - 1
    alternatives = list(result.alternatives)
    if len(alternatives) > room:
        best = sorted(alternatives, key=lambda option: option.kg_co2e)[:room]
        alternatives = [option for option in alternatives if option in best][:room]
    options = [result.base, *alternatives]
    return options, len(result.alternatives) - len(alternatives)


def _fills(options: list[Option]) -> dict[str, looks.Fill]:
    """A fill for each mode; of too many, for those that emit most."""
    sums: dict[str, float] = {}
    for option in options:
        for mode, kg in option.by_mode().items():
            sums[mode] = sums.get(mode, 0.0) + kg
    kept = sorted(sums, key=lambda mode: -sums[mode])
    kept = kept if len(kept) <= _MOST_MODES else kept[: _MOST_MODES - 1]
    modes = [mode for mode in sums if mode in kept]
    return {mode: looks.look(place) for place, mode in enumerate(modes)}


def _title(result: ModalShift, left_out: int) -> str:
    boundaries = dict.fromkeys(option.boundary for option in (result.base, *result.alternatives))
    which = say("と", " and ").join(boundaries)
    more_ja = f"(ほか {left_out} 案は省略)" if left_out else ""
    more_en = f", {left_out} more options left out" if left_out else ""
    return say(f"モーダルシフトの比較、{which}{more_ja}", f"modal shift, {which}{more_en}")


def _label(result: ModalShift, option: Option) -> str:
    return option.name + (say("(基準)", " (base)") if option is result.base else "")


def _saving(result: ModalShift, option: Option) -> str:
    saved = result.base.kg_co2e - option.kg_co2e
    share = words.share(abs(saved), result.base.kg_co2e)
    word = say("の削減", "saved") if saved >= 0 else say("の増加", "more")
    return f"{words.number(abs(saved))} kg{share} {word}"
