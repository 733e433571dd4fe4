"""Records and those they replace: predecessors exist, have ended, and do not go in a circle.

PACT Technical Specifications v2.0-2.3 and v3.0 (WBCSD), precedingPfIds and the lifecycle of a
ProductFootprint.
"""

from __future__ import annotations

from collections.abc import Sequence

from gxd_teach.techspec.lint.finding import hit
from gxd_teach.techspec.lint.lists import Hits, identifier_of
from gxd_teach.techspec.lint.rule import list_rule
from gxd_teach.techspec.lint.subject import Subject
from gxd_teach.techspec.records.problems import shown


def _by_id(records: Sequence[Subject]) -> dict[str, list[Subject]]:
    known: dict[str, list[Subject]] = {}
    for record in records:
        identifier = identifier_of(record)
        if identifier is not None:
            known.setdefault(identifier, []).append(record)
    return known


def _predecessors(record: Subject) -> list[tuple[str, str]]:
    return [(path, one.lower()) for path, one in record.texts("precedingPfIds")]


@list_rule(
    "GXD-L152",
    "specification",
    "note",
    ("一覧にない前の記録", "a predecessor that is not in the list"),
    (
        "PACT v3 の規則:Deprecated の記録も一覧に残すべき(SHOULD)",
        "PACT v3 rule: Deprecated records SHOULD stay in the list",
    ),
)
def unknown_predecessor(records: Sequence[Subject]) -> Hits:
    """Whoever follows precedingPfIds should arrive somewhere."""
    known = _by_id(records)
    for record in records:
        for path, identifier in _predecessors(record):
            if identifier not in known:
                yield (
                    record,
                    hit(
                        path,
                        shown(identifier),
                        ("一覧にある id", "an id of the list"),
                        (
                            "status で絞った一覧ならこのままでよい。そうでなければ前の記録も出す",
                            "fine in a list filtered by status; else offer the old record too",
                        ),
                    ),
                )


@list_rule(
    "GXD-L153",
    "specification",
    "error",
    ("まだ Active な前の記録", "a predecessor that is still Active"),
    (
        "PACT の規則:置きかえられた記録は Deprecated になる",
        "PACT's rule: what has been replaced turns Deprecated",
    ),
)
def active_predecessor(records: Sequence[Subject]) -> Hits:
    """The old and the new cannot both hold."""
    known = _by_id(records)
    for record in records:
        for path, identifier in _predecessors(record):
            found = known.get(identifier, [])
            if (
                found
                and identifier != identifier_of(record)
                and all(one.data.get("status") == "Active" for one in found)
            ):
                yield (
                    record,
                    hit(
                        path,
                        shown(identifier),
                        (
                            f"Deprecated の記録({found[0].label} は Active)",
                            f"a Deprecated record ({found[0].label} is Active)",
                        ),
                        (
                            "前の記録の status を Deprecated にする",
                            "turn the old record Deprecated",
                        ),
                    ),
                )


@list_rule(
    "GXD-L154",
    "specification",
    "error",
    ("たがいに前の記録とする輪", "records that precede each other in a circle"),
    (
        "PACT Technical Specifications、ProductFootprint:precedingPfIds は時間をさかのぼる",
        "PACT Technical Specifications, ProductFootprint: precedingPfIds leads back in time",
    ),
)
def circle(records: Sequence[Subject]) -> Hits:
    """A comes before B, and B before A."""
    known = _by_id(records)
    links = {
        identifier: [(path, one) for record in group for path, one in _predecessors(record)]
        for identifier, group in known.items()
    }
    state: dict[str, int] = {}  # 1 on the way, 2 done
    for start in known:
        if start in state:
            continue
        state[start] = 1
        trail = [(start, iter(links[start]))]
        while trail:
            here, following = trail[-1]
            step = next(following, None)
            if step is None:
                state[here] = 2
                trail.pop()
                continue
            path, other = step
            if other not in known or other == here:
                continue
            if state.get(other) == 1:
                yield (
                    known[here][0],
                    hit(
                        path,
                        shown(other),
                        ("輪にならない", "no circle"),
                        ("新しい方だけが古い方を指す", "only the newer one names the older"),
                    ),
                )
            elif other not in state:
                state[other] = 1
                trail.append((other, iter(links[other])))


@list_rule(
    "GXD-L155",
    "plausibility",
    "warning",
    ("前の記録より早く作られた記録", "a record made before the one it replaces"),
    (
        "この教材の妥当性:新しい記録は古い記録の後に作られる",
        "this course's plausibility: the new record is made after the old one",
    ),
)
def made_before_predecessor(records: Sequence[Subject]) -> Hits:
    """The successor comes later."""
    known = _by_id(records)
    for record in records:
        made = record.moment("created")
        for path, identifier in _predecessors(record):
            for before in known.get(identifier, [])[:1]:
                then = before.moment("created")
                if made is not None and then is not None and made < then:
                    yield (
                        record,
                        hit(
                            path,
                            shown(identifier),
                            ("より古い記録", "an older record"),
                            ("created か precedingPfIds を直す", "mend created or precedingPfIds"),
                        ),
                    )
