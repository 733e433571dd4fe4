"""Interactive panels that let a reader feel a rule: move something, see what the rule says.

`panel("yield")` shows itself: with sliders that calculate in JupyterLab, with the same sliders
over a grid calculated beforehand in a page of the book, as a still figure on paper. Everything
shown comes from the rules of `gxd_teach.framework`; `PANELS` lists the panels by name.
"""

from gxd_teach.widgets.allocation_ratio import allocation_ratio
from gxd_teach.widgets.catalogue import PANELS, panel
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

__all__ = [
    "PANELS",
    "Panel",
    "allocation_ratio",
    "data_centres",
    "electricity_choice",
    "empty_running",
    "exemption_set",
    "load_factor",
    "organization_level",
    "panel",
    "primary_data_chain",
    "uncertain_inputs",
    "yield_loss",
]
