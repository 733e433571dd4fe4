"""Where a Sankey diagram's bars and bands stand: tiers, gathering, and heights in points.

Every bar gets at least the height of its label, so labels never overlap. Nothing here is
recursive: a chain may be as deep as it likes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gxd_teach.plots import words
from gxd_teach.plots.chain_reading import leading_to, read_direct, read_flows, without_loops

MOST_COLUMNS = 5
MOST_NODES = 7  # in a column, the gathered one among them
TOO_SMALL = 0.005  # of the whole; several below it are gathered
TALLEST = 200.0  # points of the tallest column's bars
GAP = 6.0


@dataclass(eq=False)
class Node:
    """A company in its column, or (not `named`) a place where a link passes a column."""

    key: str
    name: str
    tier: int
    kg_co2e: float
    named: bool = True
    gathered: bool = False
    source: str = ""
    y: float = 0.0
    thickness: float = 0.0


@dataclass(eq=False)
class Link:
    """A band between neighbouring columns; `leaves` and `enters` are its upper edges."""

    supplier: Node
    buyer: Node
    kg_co2e: float
    source: str  # the key of the company whose band it is
    leaves: float = 0.0
    enters: float = 0.0
    thickness: float = 0.0


@dataclass
class Chain:
    """What is drawn; `looped` links close a loop and are left out."""

    nodes: list[Node]
    links: list[Link]
    looped: int
    deeper: bool
    total: float
    columns: int = field(init=False)

    def __post_init__(self) -> None:
        self.columns = max(node.tier for node in self.nodes) + 1


def read_chain(flows: Any, direct: Mapping[str, float] | None, product: str | None = None) -> Chain:
    """Rows (supplier, buyer, kg CO2e) as nodes in columns and links between neighbours."""
    edges = read_flows(flows)
    own = read_direct(direct)
    if product is not None:
        edges = leading_to(product, edges)
    edges, looped = without_loops(edges)
    tiers = _tiers(edges)
    deeper = max(tiers.values()) >= MOST_COLUMNS
    weights = _weights(edges, own)
    total = sum(weights[name] for name, tier in tiers.items() if tier == 0)
    shown = {name: min(tier, MOST_COLUMNS - 1) for name, tier in tiers.items()}
    # Beyond the last column nothing is drawn: it is inside the bands of those before it.
    edges = {pair: kg for pair, kg in edges.items() if shown[pair[1]] < MOST_COLUMNS - 1}
    drawn = {name for pair in edges for name in pair}
    nodes = _gathered({name: shown[name] for name in tiers if name in drawn}, weights, total)
    links: dict[tuple[str, str], float] = defaultdict(float)
    for (supplier, buyer), kg in edges.items():
        links[nodes[supplier].key, nodes[buyer].key] += kg
    by_key = {node.key: node for node in nodes.values()}
    made, passed = _between_neighbours(links, by_key)
    return Chain([*by_key.values(), *passed], made, looped, deeper, total)


def _tiers(edges: dict[tuple[str, str], float]) -> dict[str, int]:
    """Each company's longest way to the final product, in links."""
    suppliers: dict[str, list[str]] = defaultdict(list)
    waiting: dict[str, int] = {}
    for supplier, buyer in edges:
        suppliers[buyer].append(supplier)
        waiting[supplier] = waiting.get(supplier, 0) + 1
        waiting.setdefault(buyer, 0)
    tiers = {name: 0 for name, buyers in waiting.items() if not buyers}
    ready = list(tiers)
    for name in ready:  # grows while it is read
        for supplier in suppliers[name]:
            tiers[supplier] = max(tiers.get(supplier, 0), tiers[name] + 1)
            waiting[supplier] -= 1
            if not waiting[supplier]:
                ready.append(supplier)
    return tiers


def _weights(edges: dict[tuple[str, str], float], own: dict[str, float]) -> dict[str, float]:
    """A company's kg CO2e: what it takes in and adds, or what it passes on if that is more."""
    taken: dict[str, float] = defaultdict(float)
    passed: dict[str, float] = defaultdict(float)
    for (supplier, buyer), kg in edges.items():
        passed[supplier] += kg
        taken[buyer] += kg
    return {
        name: max(taken[name] + own.get(name, 0.0), passed[name]) for name in {**taken, **passed}
    }


def _gathered(tiers: dict[str, int], weights: dict[str, float], total: float) -> dict[str, Node]:
    """A node for each company; small ones of a column share one."""
    nodes: dict[str, Node] = {}
    columns: dict[int, list[str]] = defaultdict(list)
    for name, tier in tiers.items():
        columns[tier].append(name)
    for tier in sorted(columns):
        ranked = sorted(columns[tier], key=lambda name: -weights[name])
        kept = [name for name in ranked if weights[name] >= TOO_SMALL * total] or ranked[:1]
        kept = kept if len(kept) <= MOST_NODES else kept[: MOST_NODES - 1]
        if len(ranked) - len(kept) == 1 and len(ranked) <= MOST_NODES:
            kept = ranked  # one alone is not gathered
        elif len(ranked) > len(kept) >= MOST_NODES:
            kept = kept[: MOST_NODES - 1]
        for name in kept:
            nodes[name] = Node(f"company {name}", name, tier, weights[name])
        rest = ranked[len(kept) :]
        if rest:
            kg = sum(weights[name] for name in rest)
            shared = Node(f"others {tier}", words.others(len(rest)), tier, kg, gathered=True)
            nodes.update(dict.fromkeys(rest, shared))
    return nodes


def _between_neighbours(
    links: Mapping[tuple[str, str], float], nodes: dict[str, Node]
) -> tuple[list[Link], list[Node]]:
    """Links that skip a column pass it in a slot of their own, behind nobody's bar."""
    made, passed = [], []
    for (supplier, buyer), kg in links.items():
        here, end = nodes[supplier], nodes[buyer]
        for tier in range(here.tier - 1, end.tier, -1):
            slot = Node(f"{supplier} → {buyer} {tier}", "", tier, kg, named=False, source=supplier)
            passed.append(slot)
            made.append(Link(here, slot, kg, supplier))
            here = slot
        made.append(Link(here, end, kg, supplier))
    return made, passed


def columns_of(chain: Chain, label_heights: Mapping[str, float]) -> float:
    """Set every y and thickness, in points from the top; returns the height of the whole."""
    columns: dict[int, list[Node]] = defaultdict(list)
    for node in chain.nodes:
        columns[node.tier].append(node)
    scale = TALLEST / max(sum(node.kg_co2e for node in column) for column in columns.values())
    for node in chain.nodes:
        node.thickness = scale * node.kg_co2e
    leaving: dict[str, list[Link]] = defaultdict(list)
    entering: dict[str, list[Link]] = defaultdict(list)
    for link in chain.links:
        link.thickness = scale * link.kg_co2e
        leaving[link.supplier.key].append(link)
        entering[link.buyer.key].append(link)

    def slot(node: Node) -> float:
        return max(node.thickness, label_heights.get(node.key, 0.0))

    heights = {tier: sum(slot(node) + GAP for node in column) for tier, column in columns.items()}
    tallest = max(heights.values())

    def wish(node: Node) -> float:
        """The middle of the buyers, by weight."""
        mine = leaving[node.key]
        weight = sum(link.kg_co2e for link in mine) or 1.0
        return (
            sum(link.kg_co2e * (link.buyer.y + link.buyer.thickness / 2) for link in mine) / weight
        )

    for tier in sorted(columns):  # buyers stand before their suppliers do
        column = columns[tier]
        column.sort(key=lambda node: (wish(node) if tier else 0.0, node.gathered, -node.kg_co2e))
        y = (tallest - heights[tier]) / 2
        for node in column:
            node.y = y + (slot(node) - node.thickness) / 2
            y += slot(node) + GAP
    for node in chain.nodes:
        y = node.y
        for link in sorted(entering[node.key], key=lambda link: link.supplier.y):
            link.enters, y = y, y + link.thickness
        y = node.y
        for link in sorted(leaving[node.key], key=lambda link: link.buyer.y):
            link.leaves, y = y, y + link.thickness
    chain.nodes.sort(key=lambda node: (node.tier, node.y))
    return tallest
