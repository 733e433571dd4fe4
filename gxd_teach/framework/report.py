"""A sheet in, a footprint out, and the footprint as JSON: what the command line hands on.

`footprint_json` is a stable form: names do not change and nothing is taken out while
``format`` stays the same; what is added later stands beside them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from gxd_teach.framework.checks import checked_object
from gxd_teach.framework.contribution import Contribution, stage_label
from gxd_teach.framework.factors import EmissionFactors
from gxd_teach.framework.footprint import Footprint
from gxd_teach.framework.inventory import Inventory

__all__ = ["FORMAT", "calc_file", "footprint_json"]

FORMAT = "gxd-footprint/1"


def calc_file(
    path: str | Path,
    *,
    sheet: str | None = None,
    name: str | None = None,
    factors: EmissionFactors | None = None,
    declared_unit: str | None = None,
    declared_amount: float | None = None,
    product_mass_kg: float | None = None,
    yield_rate: float | None = None,
    hidden_rows: str = "refuse",
    encoding: str | None = None,
) -> Footprint:
    """The footprint of an Excel or CSV activity sheet; options and errors as `Inventory.from_file`.

    >>> from gxd_teach import datasets
    >>> round(calc_file(datasets.folder() / "activity-template.csv").total_kg_co2e, 3)
    12.372
    """
    return Inventory.from_file(
        path,
        sheet,
        name=name,
        factors=factors,
        declared_unit=declared_unit,
        declared_amount=declared_amount,
        product_mass_kg=product_mass_kg,
        yield_rate=yield_rate,
        hidden_rows=hidden_rows,
        encoding=encoding,
    ).footprint()


def footprint_json(footprint: Footprint, *, hot_spots: int = 3) -> dict[str, Any]:
    """The footprint as plain data, ready for `json.dumps`. All emissions are in kg CO2e.

    ``format`` (``gxd-footprint/1``), ``name``, ``total`` and its ``unit``; ``declared``
    {amount, unit}; ``product_mass_kg`` or None; ``primary_data_share_percent``; ``by_stage``,
    ``by_process``, ``by_supplier``: lists of {key, label, kg_co2e, share_percent} in the order
    of the sheet, the key "" for rows that name none; ``hot_spots``: the same for the largest flows, largest first;
    ``packaging_kg_co2e``, ``gate_to_gate_kg_co2e`` (both parts of the total),
    ``outbound_kg_co2e`` (not part of it); ``cautions``: sentences; ``rows`` and
    ``outbound_rows``: {flow, stage, process, supplier, amount, factor, kg_co2e,
    share_percent, primary_data_share_percent, boundary, source}.

    >>> from gxd_teach.framework import Inventory
    >>> data = footprint_json(Inventory.from_dataset("pc-chassis", name="chassis").footprint())
    >>> data["unit"], round(data["total"], 3), data["by_stage"][0]["key"]
    ('kg-CO2e', 12.372, 'raw_material')
    """
    total = checked_object(footprint, Footprint, "footprint_json").total_kg_co2e

    def share(kg: float) -> float:
        return 100 * kg / total if total else 0.0

    def groups(found: dict[str, float], label: Callable[[str], str] = str) -> list[dict[str, Any]]:
        return [
            {"key": key, "label": label(key), "kg_co2e": kg, "share_percent": share(kg)}
            for key, kg in found.items()
        ]

    def row(part: Contribution, *, of_total: bool) -> dict[str, Any]:
        return {
            "flow": part.flow,
            "stage": part.stage,
            "process": part.process,
            "supplier": part.supplier,
            "amount": part.amount_text,
            "factor": part.factor_text,
            "kg_co2e": part.kg_co2e,
            "share_percent": share(part.kg_co2e) if of_total else None,
            "primary_data_share_percent": part.primary_data_share,
            "boundary": part.boundary,
            "source": part.source,
        }

    return {
        "format": FORMAT,
        "name": footprint.name,
        "total": total,
        "unit": "kg-CO2e",
        "declared": {"amount": footprint.declared_amount, "unit": footprint.declared_unit},
        "product_mass_kg": footprint.product_mass_kg,
        "primary_data_share_percent": footprint.primary_data_share,
        "by_stage": groups(footprint.by_stage(), stage_label),
        "by_process": groups(footprint.by_process()),
        "by_supplier": groups(footprint.by_supplier()),
        "hot_spots": groups({flow: kg for flow, kg, _ in footprint.hot_spots(hot_spots)}),
        "packaging_kg_co2e": footprint.packaging_kg_co2e,
        "gate_to_gate_kg_co2e": footprint.gate_to_gate_kg_co2e,
        "outbound_kg_co2e": footprint.outbound_kg_co2e,
        "cautions": footprint.cautions,
        "rows": [row(part, of_total=True) for part in footprint.contributions],
        "outbound_rows": [row(part, of_total=False) for part in footprint.outbound],
    }
