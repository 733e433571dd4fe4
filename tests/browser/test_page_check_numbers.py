"""The page's JavaScript and the package's Python read numbers alike, to the last digit."""

from __future__ import annotations

import importlib.util
import json
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gxd_teach.classroom.answers import Number, UnreadableError
from gxd_teach.classroom.canonical import canonical

UNITS = ("kg-CO2e", "%", "tkm", "kWh", "kg-CO2e/kg", "個", "kg")
READ = """([unit, typed, factors, digits]) => {
  try { return gxdNumbers.canonical(gxdNumbers.read(typed, unit, factors), digits); }
  catch (error) { if (error instanceof gxdNumbers.Unreadable) return error.code; throw error; }
}"""


@pytest.fixture(scope="module")
def factors(course_root: Path) -> Any:
    """The table of units that the build writes into a page."""
    file = course_root / "book" / "_ext" / "check_units.py"
    spec = importlib.util.spec_from_file_location("check_units_tested", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.factors


@pytest.fixture(scope="module")
def vectors(course_root: Path) -> Any:
    """The shared vectors."""
    file = course_root / "tests" / "classroom" / "canonical_vectors.json"
    return json.loads(file.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def numbers(chromium: Any, course_root: Path) -> Any:
    """An empty page with the script that reads numbers."""
    page = chromium.new_page()
    page.add_script_tag(path=course_root / "book" / "_static" / "check-numbers.js")
    yield page
    page.close()


def in_the_page(page: Any, rows: list[list[Any]]) -> list[str]:
    """The canonical form or the code of the refusal, for [unit, typed, factors, digits] each."""
    return list(page.evaluate(f"(rows) => rows.map({READ})", rows))


def in_python(unit: str, typed: str, digits: int = 3) -> str:
    try:
        return canonical(Number(unit).read(typed), digits)
    except UnreadableError as error:
        return error.code


def test_every_shared_vector(numbers, vectors, factors):
    """Canonical forms, readings and intervals of the shared file hold in Chromium."""
    rows = [["", number, {}, digits] for number, digits, _ in vectors["canonical"]]
    assert in_the_page(numbers, rows) == [form for _, _, form in vectors["canonical"]]
    rows = [[unit, typed, factors(unit), 3] for unit, typed, _ in vectors["reading"]]
    made = in_the_page(numbers, rows)
    wrong = [
        (row[:2], got, wanted)
        for row, got, (_, _, wanted) in zip(rows, made, vectors["reading"], strict=True)
        if got != wanted
    ]
    assert wrong == []
    inside = numbers.evaluate(
        "(rows) => rows.map(([n, low, high]) => gxdNumbers.within(gxdNumbers.understand(n), low, high))",
        vectors["within"],
    )
    assert inside == [row[3] for row in vectors["within"]]


def test_whatever_is_typed_is_read_alike(numbers, factors):
    """Thousands of strings of digits, signs, marks, blanks and units: one verdict on both sides."""
    draw = random.Random(4)
    signs = ["", "", "-", "+", "−", "－", "▲", "--"]
    marks = ["", "", "", ".", ",", "．", "，", "e", "E-", "..", "e+"]
    blanks = ["", "", " ", "\u3000", "\u00a0", "\t"]
    rows = []
    for _ in range(4000):
        unit = draw.choice(UNITS)
        units = ["", "", unit, *draw.sample(sorted(factors(unit)), k=min(3, len(factors(unit))))]
        units += ["kg", "%", "xyz", "個", "kg-CO₂e", "Kg-co2", "kg/個"]
        digits = "".join(draw.choice("0123456789９５５０") for _ in range(draw.randint(1, 6)))
        more = "".join(draw.choice("0123456789") for _ in range(draw.randint(0, 12)))
        number = draw.choice(signs) + digits + draw.choice(marks) + more
        typed = draw.choice(blanks) + number + draw.choice(blanks) + draw.choice(units)
        rows.append([unit, typed, factors(unit), draw.choice([1, 2, 3, 4, 6])])
    made = in_the_page(numbers, rows)
    wrong = [
        (row[0], row[1], row[3], got, wanted)
        for row, got in zip(rows, made, strict=True)
        if got != (wanted := in_python(row[0], row[1], row[3]))
    ]
    assert wrong == []
    assert sum(not one.startswith("GXD") for one in made) > 500  # there is something to compare


def test_more_digits_than_python_carries(numbers):
    """Python's decimal arithmetic carries 28 digits; the page does the same."""
    draw = random.Random(28)
    rows = []
    for _ in range(300):
        ties = draw.choice(
            ["5", "50000000000000000000000000000001", "4999999999999999999999999999"]
        )
        rows.append(["kg", f"{draw.randint(1, 999)}.{draw.randint(0, 99)}{ties}", {}, 3])
    rows.append(["kg", "9" * 40, {}, 3])
    assert in_the_page(numbers, rows) == [in_python("kg", row[1]) for row in rows]


def test_arabic_and_other_digits(numbers):
    """Digits of other scripts count as digits on both sides."""
    rows = [["kg", typed, {}, 3] for typed in ("١٢٫٥", "١٢", "१२.५", "𝟏𝟐.𝟓", "໑໒")]
    assert in_the_page(numbers, rows) == [in_python("kg", row[1]) for row in rows]


def test_the_units_in_a_page_are_those_of_the_units_module(factors):
    """Every factor is what the package itself multiplies by; nothing of another kind is among them."""
    for unit in UNITS:
        table = factors(unit)
        for word, factor in table.items():
            assert Number(unit).read(f"1 {word}") == Decimal(factor), (unit, word)
    assert "kWh" not in factors("kg-CO2e")
    assert factors("%") == {"%": "1"}
    assert factors("tkm")["kg·km"] == "0.001"


def test_how_a_number_is_shown(numbers):
    """Plain digits, without a tail of zeros, in the order a person reads them."""
    shown = {"12.500": "12.5", "1e3": "1000", "0.00012": "0.00012", "-0": "0", "-1.5e-2": "-0.015"}
    got = numbers.evaluate(
        "(all) => all.map((one) => gxdNumbers.shown(gxdNumbers.understand(one)))", list(shown)
    )
    assert got == list(shown.values())
