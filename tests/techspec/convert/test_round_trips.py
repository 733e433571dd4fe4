"""There and back again: what a record has lost is what the two reports say it has lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from gxd_teach.techspec.convert.loss import unexplained
from gxd_teach.techspec.convert.v2_to_v3 import v2_to_v3
from gxd_teach.techspec.convert.v3_to_v2 import v3_to_v2
from gxd_teach.techspec.records.json_text import read_json
from gxd_teach.techspec.records.v2 import EDITIONS, ProductFootprintV2
from gxd_teach.techspec.records.v3 import ProductFootprint
from tests.techspec.strategies import v2_records, v3_records

thorough = settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def data(record: ProductFootprint | ProductFootprintV2) -> dict[str, Any]:
    """A record as JSON data."""
    read: dict[str, Any] = read_json(record.to_json())
    return read


@pytest.mark.parametrize("edition", EDITIONS)
def test_v2_to_v3_and_back_differs_only_where_the_reports_say(edition: str) -> None:
    """Any valid v2 record converts to a valid v3 one, and comes back but for what was named."""

    @thorough
    @given(v2_records(edition))
    def there_and_back(record: ProductFootprintV2) -> None:
        there = v2_to_v3(record)
        assert ProductFootprint.from_json(there.to_json()) == there.record
        back = v3_to_v2(there.record, edition)
        assert unexplained(data(record), data(back.record), there, back) == []

    there_and_back()


@pytest.mark.parametrize("edition", EDITIONS)
def test_v3_to_v2_and_back_differs_only_where_the_reports_say(edition: str) -> None:
    """Any valid v3 record converts or is refused by name, and comes back but for what was named."""

    @thorough
    @given(v3_records())
    def there_and_back(record: ProductFootprint) -> None:
        there = v3_to_v2(record, edition)
        if there.record is None:
            assert [loss.kind for loss in there.losses] == ["missing"]
            return
        assert ProductFootprintV2.from_json(there.to_json()) == there.record
        back = v2_to_v3(there.record)
        assert unexplained(data(record), data(back.record), there, back) == []

    there_and_back()
