"""A received record becomes an emission factor: that is how a chain adds up.

In PACT v3 the values of a record are for the whole declared unit (amount x unit); a factor
is per one unit, so the footprint is divided by the declared amount.
"""

from __future__ import annotations

from gxd_teach.errors import GxdError
from gxd_teach.framework import EmissionFactor
from gxd_teach.techspec.records.reading import AnyRecord
from gxd_teach.techspec.records.v2 import ProductFootprintV2

__all__ = ["supplier_factor"]

# PACT's words for units, as emission factors write them.
_PER = {
    "piece": "piece",
    "kilogram": "kg",
    "liter": "L",
    "cubic meter": "m3",
    "kilowatt hour": "kWh",
    "megajoule": "MJ",
    "ton kilometer": "tkm",
    "square meter": "m2",
}


def supplier_factor(name: str, record: AnyRecord) -> EmissionFactor:
    """The emission factor `name` that a supplier's record stands for, per one declared unit.

    A v3 record (pcfExcludingBiogenicUptake by its amount) or one of v2, which is per unit; a supplier that states no primary data share counts as
    0 % (PACT Methodology). GXD-X090 for a unit no activity row can use.

    >>> from gxd_teach.cases import pc
    >>> factor = supplier_factor("FICT-CHASSIS", pc.record("fict-chassis"))
    >>> round(factor.value, 3), factor.unit, round(factor.primary_data_share, 2)
    (12.372, 'kg-CO2e/piece', 32.25)
    """
    if isinstance(record, ProductFootprintV2):
        unit, kg = str(record.pcf.declaredUnit), record.pcf.pCfExcludingBiogenic
    else:
        unit = str(record.pcf.declaredUnitOfMeasurement)
        kg = record.pcf.pcfExcludingBiogenicUptake / record.pcf.declaredUnitAmount
    pcf = record.pcf
    if unit not in _PER:
        raise GxdError(
            "GXD-X090",
            f"宣言単位「{unit}」の記録は、活動量の表ではまだ使えません",
            f"a record per {unit} cannot be used in an activity sheet yet",
            where="pcf.declaredUnitOfMeasurement",
        )
    return EmissionFactor(
        name,
        float(kg),
        f"kg-CO2e/{_PER[unit]}",
        "cradle-to-gate",
        float(pcf.primaryDataShare or 0),
        label=record.productNameCompany,
        source=record.companyName,
    )
