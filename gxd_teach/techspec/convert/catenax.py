"""Catena-X PCF records and PACT: 7.0.0 stands beside PACT v2, 9.0.0 beside v3.

Facts: https://github.com/eclipse-tractusx/sldt-semantic-models (CC BY 4.0), io.catenax.pcf
7.0.0 and 9.0.0. Both ways; another version of PACT is reached through `v2_to_v3`/`v3_to_v2`,
with the losses of both steps.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from gxd_teach.errors import GxdError
from gxd_teach.techspec.convert.arithmetic import per, times
from gxd_teach.techspec.convert.catenax_7 import to_pact_v2
from gxd_teach.techspec.convert.catenax_7_out import from_pact_v2
from gxd_teach.techspec.convert.catenax_9 import to_pact_v3
from gxd_teach.techspec.convert.catenax_9_out import from_pact_v3
from gxd_teach.techspec.convert.fill import finished_v3, merged, target_of
from gxd_teach.techspec.convert.loss import Conversion, Report
from gxd_teach.techspec.convert.pact import as_v2, as_v3
from gxd_teach.techspec.convert.source import json_data
from gxd_teach.techspec.records.json_text import read_json, write_json
from gxd_teach.techspec.records.v2 import ProductFootprintV2
from gxd_teach.techspec.records.wire import plain

__all__ = ["VERSIONS", "catenax_to_pact", "catenax_version", "pact_to_catenax"]

VERSIONS = ("7.0.0", "9.0.0")
_PER_UNIT = (
    "pCfExcludingBiogenic", "pCfIncludingBiogenic", "fossilGhgEmissions", "fossilCarbonContent",
    "biogenicCarbonContent", "dLucGhgEmissions", "landManagementGhgEmissions",
    "otherBiogenicGhgEmissions", "biogenicCarbonWithdrawal", "aircraftGhgEmissions",
    "packagingGhgEmissions",
)  # fmt: skip


def catenax_version(data: Mapping[str, Any]) -> str:
    """Which data model a Catena-X record follows: ``"7.0.0"`` (flat) or ``"9.0.0"`` (nested).

    GXD-R140 when it is neither.

    >>> catenax_version({"pcf": {"pcfExcludingBiogenic": 1}, "extWBCSD_pfStatus": "Active"})
    '7.0.0'
    """
    if "productLifeCycleStagesAndEmissions" in data or "scopeOfPcfForm" in data:
        return "9.0.0"
    spec = str(data.get("specVersion", ""))
    if "extWBCSD_pfStatus" in data or spec.startswith("urn:io.catenax.pcf:"):
        return "7.0.0"
    raise GxdError(
        "GXD-R140",
        "Catena-X の PCF(7.0.0 か 9.0.0)ではありません",
        "is no Catena-X PCF of version 7.0.0 or 9.0.0",
    )


def catenax_to_pact(
    document: Mapping[str, Any] | bytes | str,
    *,
    version: str | None = None,
    issuer_domain: str | None = None,
    fill: Mapping[str, Any] | bytes | str | None = None,
) -> Conversion:
    """Convert a Catena-X PCF to PACT: 7.0.0 to v2.3, 9.0.0 to v3.0, or to `version`.

    `issuer_domain` makes URNs of part numbers that are none. `fill`: a partial PACT record
    (of the version that the data model stands beside) for what is missing. `ProblemsError`
    names every property that does not fit, GXD-R140 what is no Catena-X record.
    """
    data = json_data(document)
    if not isinstance(data, Mapping):
        raise GxdError("GXD-R140", "Catena-X の PCF ではありません", "is no Catena-X PCF")
    report = Report()
    model = catenax_version(data)
    if model == "9.0.0":
        v3 = merged(to_pact_v3(data, report, issuer_domain), fill, report)
        record = finished_v3(v3, report, subject="Catena-X 9.0.0 -> PACT")
        made = Conversion(record, tuple(report.losses), "Catena-X 9.0.0", "PACT 3.0")
        return target_of(made, version or "3.0")
    v2, unit, mass = to_pact_v2(data, report, issuer_domain)
    v2 = merged(v2, fill, report)
    names = ("Catena-X 7.0.0", "PACT 2.3")
    if unit == "piece" and not _per_kilogram(v2["pcf"], mass, report):
        return Conversion(None, tuple(report.losses), *names)
    footprint = ProductFootprintV2.from_json(write_json(v2))
    made = Conversion(footprint, tuple(report.losses), *names)
    if version is None or version.startswith("2.3"):
        return made
    from gxd_teach.techspec.convert.v2_to_v3 import v2_to_v3

    newer = made.then(v2_to_v3(footprint))
    return newer if version.startswith("3") else target_of(newer, version)


def _per_kilogram(pcf: dict[str, Any], mass: Decimal, report: Report) -> bool:
    """PACT v2 has no piece: per kilogram instead, by the mass of one piece."""
    if mass <= 0:
        report.note(
            "missing", "pcf.declaredUnit", "pcf.declaredUnit", "piece",
            "PACT v2 に単位 piece はなく、1 kg あたりに直すには質量が要ります",
            "PACT v2 has no unit piece, and per kilogram would need the mass",
        )  # fmt: skip
        return False
    report.note(
        "approximated", "pcf.declaredUnit", "pcf.declaredUnit", "piece",
        f"PACT v2 に単位 piece はありません。1 個 {plain(mass)} kg で 1 kg あたりにしました",
        f"PACT v2 has no unit piece: restated per kilogram, a piece being {plain(mass)} kg",
    )  # fmt: skip
    for name in _PER_UNIT:
        if name in pcf:
            pcf[name] = plain(per(Decimal(pcf[name]), mass)[0])
    amount = times(Decimal(pcf["unitaryProductAmount"]), mass)
    pcf |= {
        "declaredUnit": "kilogram",
        "unitaryProductAmount": plain(amount),
        "productMassPerDeclaredUnit": "1",
    }
    return True


def pact_to_catenax(record: Any, version: str = "9.0.0") -> Conversion:
    """Convert a PACT record (v2 or v3) to a Catena-X PCF, plain JSON data, 7.0.0 or 9.0.0.

    None stands for the record where PACT v2, on the way to 7.0.0, has no unit for it.
    GXD-R145 for another version.
    """
    if version not in VERSIONS:
        raise GxdError(
            "GXD-R145",
            f"Catena-X の「{version}」は扱いません。{'、'.join(VERSIONS)} のどちらかです",
            f"Catena-X '{version}' is not covered: one of {', '.join(VERSIONS)}",
        )
    before = as_v3(record) if version == "9.0.0" else as_v2(record)
    if before.record is None:
        return before
    report = Report()
    data = read_json(before.record.to_json())
    made = from_pact_v3(data, report) if version == "9.0.0" else from_pact_v2(data, report)
    after = Conversion(made, tuple(report.losses), before.target, f"Catena-X {version}")
    return before.then(after)
