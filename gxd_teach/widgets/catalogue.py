"""All panels by name, each made anew with its own parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from gxd_teach.errors import GxdError
from gxd_teach.widgets.allocation_ratio import allocation_ratio
from gxd_teach.widgets.data_centres import data_centres
from gxd_teach.widgets.declaration import Panel
from gxd_teach.widgets.electricity_choice import electricity_choice
from gxd_teach.widgets.empty_running import empty_running
from gxd_teach.widgets.exemption_set import exemption_set
from gxd_teach.widgets.load_factor import load_factor
from gxd_teach.widgets.organization_level import organization_level
from gxd_teach.widgets.primary_data_chain import primary_data_chain
from gxd_teach.widgets.uncertain_inputs import uncertain_inputs
from gxd_teach.widgets.yield_loss import yield_loss

__all__ = ["PANELS", "panel"]

PANELS: Mapping[str, Callable[..., Panel]] = MappingProxyType(
    {
        "exemption": exemption_set,
        "yield": yield_loss,
        "allocation-ratio": allocation_ratio,
        "organization-level": organization_level,
        "electricity": electricity_choice,
        "primary-data": primary_data_chain,
        "uncertainty": uncertain_inputs,
        "load-factor": load_factor,
        "empty-running": empty_running,
        "data-centres": data_centres,
    }
)


def panel(name: str, **parameters: Any) -> Panel:
    """The panel of this name; `parameters` are those of its function.

    GXD-Z201 for a name there is not, GXD-Z206 for a parameter it does not have.

    >>> panel("yield").name, len(PANELS)
    ('yield', 10)
    """
    make = PANELS.get(name) if isinstance(name, str) else None
    if make is None:
        raise GxdError(
            "GXD-Z201",
            f"パネル「{name}」はありません。あるもの: {'、'.join(PANELS)}",
            f"there is no panel '{name}'; there are: {', '.join(PANELS)}",
        )
    _check(make, name, parameters)
    return make(**parameters)


def _check(make: Callable[..., Panel], name: str, parameters: Mapping[str, Any]) -> None:
    from inspect import signature

    known = list(signature(make).parameters)
    for parameter in parameters:
        if parameter not in known:
            raise GxdError(
                "GXD-Z206",
                f"「{parameter}」という設定はありません。あるもの: {'、'.join(known) or 'なし'}",
                f"it has no parameter '{parameter}'; it has: {', '.join(known) or 'none'}",
                where=name,
            )
