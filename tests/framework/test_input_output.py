"""Textbook economies as chains: what the books print is what `SupplyChain` finds."""

from __future__ import annotations

import pytest

from gxd_teach.framework import SupplyChain
from gxd_teach.framework.supplychain import plain_footprints

# R. E. Miller and P. D. Blair, Input-Output Analysis, chapter 2: of sector i, sector j takes
# A[i][j] for one unit of output; the Leontief inverse is printed with four digits.
A = ((0.15, 0.25), (0.20, 0.05))
INVERSE = ((1.2541, 0.3300), (0.2640, 1.1221))
SECTORS = ("agriculture", "manufacturing")
LINKS = [(SECTORS[j], SECTORS[i], A[i][j]) for i in range(2) for j in range(2)]


def economy(direct: tuple[float, float]) -> SupplyChain:
    return SupplyChain(LINKS, dict(zip(SECTORS, direct, strict=True)))


class TestLeontief:
    """Two sectors that buy from each other and from themselves."""

    @pytest.mark.parametrize("j", [0, 1])
    def test_the_needs_are_the_leontief_inverse(self, j):
        """One unit of final demand for sector j takes the j-th column of (I - A)^-1."""
        column = [INVERSE[i][j] for i in range(2)]
        assert economy((0, 0)).needs(SECTORS[j]) == pytest.approx(column, abs=5e-5)

    def test_the_output_for_a_final_demand(self):
        """Demands of 600 and 1,500 take outputs of 1,247.52 and 1,841.58."""
        for place, output in ((0, 1247.52), (1, 1841.58)):
            direct = (1.0, 0.0) if place == 0 else (0.0, 1.0)  # counts the output of one sector
            found = economy(direct).footprints()
            total = 600 * found["agriculture"] + 1500 * found["manufacturing"]
            assert total == pytest.approx(output, abs=0.005)

    def test_a_multiplier_is_the_emissions_times_the_inverse(self):
        """2 and 3 kg a unit of output make 2 × 1.2541 + 3 × 0.2640 = 3.3002 kg a unit of demand."""
        assert economy((2, 3)).footprints()["agriculture"] == pytest.approx(3.3002, abs=3e-4)

    def test_the_version_in_plain_python_says_the_same(self):
        """A dictionary and a queue, read before the fast one."""
        inputs: dict[str, dict[str, float]] = {}
        for buyer, supplier, amount in LINKS:
            inputs.setdefault(buyer, {})[supplier] = amount
        plain = plain_footprints(inputs, dict(zip(SECTORS, (2, 3), strict=True)))
        fast = economy((2, 3)).footprints()
        assert plain == pytest.approx({name: fast[name] for name in SECTORS}, rel=1e-12)
