"""A supply chain as a Sankey diagram: whose emissions flow into whose product.

A band is the kg CO2e that one company passes on to another inside what it sells; columns are
tiers, the final product at the right. A bar's part that no band enters is what the company
adds itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from gxd_teach.language import say
from gxd_teach.plots import looks, words
from gxd_teach.plots.chain_flows import Flow, of_chain
from gxd_teach.plots.chain_layout import Chain, Node, columns_of, read_chain

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from gxd_teach.framework.supplychain.chain import SupplyChain

__all__ = ["chain_sankey", "describe_chain"]

_BAR = 9.0  # points
_HEADING = 22.0


def chain_sankey(
    flows: Iterable[Flow] | SupplyChain,
    *,
    direct: Mapping[str, float] | None = None,
    product: str | None = None,
    name: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw rows (supplier, buyer, kg CO2e) as bands whose width is the emissions.

    A `SupplyChain` may be given as it is, with `product`: its own emissions are then in the figure.

    A company's tier is its longest way to the final product, so every band runs to the right;
    five columns are drawn, and what lies further upstream is inside their bands. `direct`
    maps a company to its own kg CO2e where the flows do not show it (the final one's);
    `product` names the final product where it is not plain, and only what leads to it is drawn. Each
    column names its seven largest at most and gathers the rest. A link that closes a loop is
    left out (the narrowest of the loop), and the title says so. GXD-Z101 for what is no number, GXD-Z102 for no flow,
    GXD-Z108 for a row that is none, GXD-Z109 for emissions below zero, GXD-Z110 for a chain without
    `product`.

    >>> axes = chain_sankey([("Al", "chassis", 9.6), ("chassis", "PC", 12.4), ("board", "PC", 3.6)])
    >>> [text.get_text().split("\\n")[0] for text in axes.texts[3:]]
    ['PC', 'chassis', 'board', 'Al']
    """
    chain = read_chain(*of_chain(flows, direct, product))
    total = chain.total
    count = chain.columns
    step = looks.WIDTH * 72 / count
    columns = int((step - _BAR - 8) / 5.0)
    labels = {node.key: _label(node, total, columns, count) for node in chain.nodes if node.named}
    height = columns_of(chain, {key: _height(text) for key, text in labels.items()})
    ax = looks.canvas(ax, (height + _HEADING) / 72 + 0.55)
    looks.title(ax, _title(chain, name))
    ax.set_axis_off()
    ax.set_xlim(0, count * step)
    ax.set_ylim(height, -_HEADING)
    for tier in range(count):
        text = say("最終製品", "final product") if tier == 0 else f"Tier {tier}"
        ax.text(
            (count - 1 - tier) * step,
            -_HEADING + 4,
            text,
            fontsize=looks.SMALL,
            color="#555555",
            va="top",
        )
    fills = _fills(chain)
    for link in chain.links:
        x0 = (count - 1 - link.supplier.tier) * step + _BAR
        x1 = (count - 1 - link.buyer.tier) * step
        _band(ax, x0, x1, link.leaves, link.enters, link.thickness, fills[link.source])
    for node in chain.nodes:
        x = (count - 1 - node.tier) * step
        if node.named:
            _bar(ax, x, node, fills[node.key])
            ax.text(
                x + _BAR + 4,
                node.y + node.thickness / 2,
                labels[node.key],
                fontsize=looks.SMALL,
                va="center",
                linespacing=1.1,
                path_effects=looks.halo(),
                zorder=5,
            )
        else:  # a link that passes this column
            _band(ax, x, x + _BAR, node.y, node.y, node.thickness, fills[node.source])
    return ax


def describe_chain(
    flows: Iterable[Flow] | SupplyChain,
    *,
    direct: Mapping[str, float] | None = None,
    product: str | None = None,
    name: str | None = None,
) -> str:
    """The diagram in words: tier by tier, who passes on how much.

    >>> print(describe_chain([("Al", "PC", 9.6), ("kWh", "PC", 2.4)]).split("。")[1])
    最終製品: PC 12.000 kg (100.0 %)
    """
    chain = read_chain(*of_chain(flows, direct, product))
    said = []
    for tier in range(chain.columns):
        heading = say("最終製品", "final product") if tier == 0 else f"Tier {tier}"
        nodes = sorted(
            (node for node in chain.nodes if node.tier == tier and node.named),
            key=lambda node: -node.kg_co2e,
        )
        parts = words.listed(
            f"{node.name} {words.number(node.kg_co2e)} kg{words.share(node.kg_co2e, chain.total)}"
            for node in nodes
        )
        said.append(f"{heading}: {parts}")
    stop = say("。", ". ")
    return stop.join([_title(chain, name), *said])


def _title(chain: Chain, name: str | None) -> str:
    whose = f"{name}: " if name else ""
    kg = words.number(chain.total)
    text = whose + say(
        f"サプライチェーンの排出の流れ {kg} kg-CO₂e", f"emissions along the chain, {kg} kg-CO₂e"
    )
    if chain.looped:
        text += say(
            f"(循環する取引 {chain.looped} 件を省略)", f" ({chain.looped} looping links left out)"
        )
    if chain.deeper:
        text += say("(さらに上流は Tier 4 に含む)", " (further tiers are inside Tier 4)")
    return text


def _label(node: Node, total: float, columns: int, count: int) -> str:
    share = words.share(node.kg_co2e, total) if count <= 4 else ""
    return f"{words.name(node.name, columns, 2)}\n{words.number(node.kg_co2e)} kg{share}"


def _height(text: str) -> float:
    """Points that a label takes; a little more than its lines, so that neighbours do not touch."""
    return 12.5 * (text.count("\n") + 1) + 3


def _fills(chain: Chain) -> dict[str, str]:
    """A colour for each company, in turn down the columns; what is gathered is grey."""
    colours: dict[str, str] = {}
    for node in chain.nodes:
        if node.named:
            turn = len(colours) % len(looks.COLOURS)
            colours[node.key] = looks.GREY if node.gathered else looks.COLOURS[turn]
    return colours


def _bar(ax: Axes, x: float, node: Node, colour: str) -> None:
    from matplotlib.patches import Rectangle

    height = max(node.thickness, 0.8)
    ax.add_patch(
        Rectangle(
            (x, node.y),
            _BAR,
            height,
            facecolor=colour,
            edgecolor=looks.INK,
            linewidth=0.6,
            zorder=3,
        )
    )


def _band(
    ax: Axes, x0: float, x1: float, y0: float, y1: float, thickness: float, colour: str
) -> None:
    """A band of even thickness, level at both ends (two cubic Bézier curves)."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    half = (x0 + x1) / 2
    thick = max(thickness, 0.5)
    points = [
        (x0, y0),
        (half, y0),
        (half, y1),
        (x1, y1),
        (x1, y1 + thick),
        (half, y1 + thick),
        (half, y0 + thick),
        (x0, y0 + thick),
        (x0, y0),
    ]
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    ax.add_patch(
        PathPatch(Path(points, codes), facecolor=colour, alpha=0.38, edgecolor="none", zorder=1)
    )
    if thick < 4:  # it would vanish under an edge
        return
    for first, last in ((0, 4), (4, 8)):  # in grey, white edges tell neighbours apart
        edge = Path(points[first:last], [Path.MOVETO, *[Path.CURVE4] * 3])
        ax.add_patch(PathPatch(edge, fill=False, edgecolor="white", linewidth=0.8, zorder=2))
