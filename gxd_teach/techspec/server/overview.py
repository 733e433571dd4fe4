"""Who has published what on an exchange: the few values of a footprint that a page shows.

The names are those of PACT v3 (PACT Technical Specifications v3.0.3, WBCSD,
https://github.com/wbcsd/data-exchange-protocol); decimals stay the strings that were stated.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from gxd_teach.language import say
from gxd_teach.tables import html_table

__all__ = ["overview_table", "summary"]


def summary(body: bytes) -> dict[str, Any]:
    """What a page shows of a stored v3 footprint.

    >>> record = b'{"id": "1", "productNameCompany": "FICT", "created": "", "status": "Active",'
    >>> record += b'"pcf": {"declaredUnitAmount": "1", "declaredUnitOfMeasurement": "piece",'
    >>> record += b'"pcfExcludingBiogenicUptake": "12.34"}}'
    >>> summary(record)["pcfExcludingBiogenicUptake"]
    '12.34'
    """
    record = json.loads(body)
    pcf = record["pcf"]
    return {
        "id": record["id"],
        "productNameCompany": record["productNameCompany"],
        "declaredUnitAmount": pcf["declaredUnitAmount"],
        "declaredUnitOfMeasurement": pcf["declaredUnitOfMeasurement"],
        "pcfExcludingBiogenicUptake": pcf["pcfExcludingBiogenicUptake"],
        "primaryDataShare": pcf.get("primaryDataShare"),
        "created": record["created"],
        "status": record["status"],
    }


def overview_table(companies: Sequence[Mapping[str, Any]]) -> str:
    """The companies of an overview as an HTML table: name, base URL, number of footprints."""
    head = (
        say("会社", "company"),
        say("ベース URL", "base URL"),
        say("公開した PCF", "published PCFs"),
    )
    rows = [
        (one["name"], one["base_url"] or say("停止中", "stopped"), str(len(one["footprints"])))
        for one in companies
    ]
    return html_table(head, rows, [2])
