"""Rule functions need the standard library only: they run in a Python that has nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import gxd_teach

# One of each rule, calculated (not only imported) without site-packages.
RULES = """
import sys
from gxd_teach.framework import *
from gxd_teach.framework.allocation import co_products_from
from gxd_teach.framework.carbon_parts import CarbonParts
from gxd_teach.framework.logistics import TCE, TOC, Distance, Leg, Option, intensity_from_vehicle
from gxd_teach.framework.quality import RatedPart, score_geography, score_time
from gxd_teach.framework.supplychain import plain_footprints

kg = {
    "gases": co2e({"CH4 (fossil)": 2, "N2O": 0.5}).kg_co2e,
    "fuel": combust("軽油", 1200, "L").kg_co2e,
    "exemption": largest_exclusion({"A": 97.4, "B": 1.4, "C": 0.7, "D": 0.5}).percent,
    "boundary": len(classify_all(["電力", "通勤", "出荷輸送"])),
    "allocation": allocate(
        co_products_from(masses={"A": 8, "B": 2}, prices={"A": 1, "B": 10})
    ).percent["A"],
    "organization": organization_footprint(
        [ScopeEmissions(1, 200, "site", "unit", 100_000, 1_000_000)], units=100_000
    ).total_kg_co2e,
    "electricity": market_based(10_000, 4_000, residual=0.457).kg_co2e,
    "biogenic": CarbonParts(fossil=2.0, uptake=-1.4).including_uptake,
    "recycled": recycled_content_factor(
        30, virgin_kg_co2e_per_kg=8.0, recycled_kg_co2e_per_kg=1.0
    ),
    "primary data share": primary_data_share([(800, 36), (2400, 0), (90, 0), (1000, 100)]),
    "rating": data_quality_rating([(12.372, 2), (3.6, 3), (5.076, 2), (0.36, 4)]),
    "ratings": data_quality([RatedPart("Al", 3, {"time": 2})]).ratings["time"],
    "scores": score_time("2023-12-31", "2024-12-31") + score_geography("JP", "JP"),
    "assurance": assurance_due(2026).since,
    "japanese methods": improved_tonne_km_method(10, 576, 100, 10_000).kg_co2,
    "iso 14083": TransportChain(
        [TCE("1", 1000, Distance(400, "sfd"), TOC("a", "Road", 0.1, 0.08), daf=1.05)]
    ).wtw_kg_co2e,
    "modal shift": compare(Option("a", Leg("truck", 549)), Option("b", Leg("rail", 142)))
    .saving_percent(),
    "chain in plain Python": plain_footprints({"PC": {"Al": 1.2}}, {"PC": 5, "Al": 8})["PC"],
}
assert all(kg.values()), kg
foreign = {
    name.split(".")[0] for name, module in sys.modules.items()
    if "site-packages" in (getattr(module, "__file__", None) or "")
}
assert not foreign, foreign
print(len(kg))
"""


def test_every_rule_runs_without_site_packages():
    """A browser's Python, or one just installed, calculates all that the chapters' rules say."""
    root = Path(gxd_teach.__file__).parent.parent
    ran = subprocess.run(
        [sys.executable, "-S", "-c", RULES],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "1"},
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == "18"
