"""The registry of codes, the public names and the pages of the reference."""

from __future__ import annotations

import ast
import csv
import doctest
import inspect
import re
import tempfile
from pathlib import Path

import pytest

import gxd_teach
from gxd_teach.cli import command_parser, main
from gxd_teach.errors import GxdError
from gxd_teach.seminar.reference.codes import (
    HERE,
    code_entry,
    conformance_codes,
    error_codes,
    every_code,
    explained,
    lint_codes,
    seen_messages,
)
from gxd_teach.seminar.reference.command_page import EXAMPLES, STATUS, commands_of
from gxd_teach.seminar.reference.docstrings import has_example, more_examples
from gxd_teach.seminar.reference.known_names import Names
from gxd_teach.seminar.reference.names import public_names
from gxd_teach.seminar.reference.raised import CODE, Raised, raised_codes, sentence_forms
from gxd_teach.seminar.reference.write import stale_pages

PACKAGE = Path(gxd_teach.__file__).parent


@pytest.fixture(scope="module")
def names(course_root: Path) -> Names:
    """All public names, with where they are made."""
    return Names.of(public_names(course_root))


def test_every_code_that_is_raised_has_an_entry() -> None:
    """Whoever reads a code in a message finds it in the reference: error_codes.csv has a row."""
    missing = raised_codes().keys() - every_code().keys()
    assert missing == set(), "add a row to gxd_teach/seminar/reference/error_codes.csv"


def test_no_entry_stands_for_a_code_that_is_never_raised() -> None:
    """A code that is gone from the sources leaves the reference, too."""
    assert error_codes().keys() - raised_codes().keys() == set()


def test_a_code_means_one_thing() -> None:
    """No error has the code of a lint rule or of a conformance case."""
    assert error_codes().keys() & (lint_codes().keys() | conformance_codes().keys()) == set()


def test_a_code_is_raised_in_one_room() -> None:
    """The same code in two rooms that know nothing of each other would be two things."""
    shared = {"commands", "cases", "seminar"}  # they say again what a room below has said
    odd = {}
    for code, places in raised_codes().items():
        rooms = {place.file.rpartition("/")[0].split("/")[0] for place in places} - shared
        if len(rooms) > 1:
            odd[code] = rooms
    assert odd == {}


def test_a_new_code_in_the_sources_is_noticed(tmp_path: Path) -> None:
    """Whatever way a code is written in, as an argument or handed on by name, it is seen."""
    (tmp_path / "new.py").write_text(
        'raise GxdError("GXD-Q901", f"{n} は負です", f"{n} is negative")\n'
        'number = checked(value, code="GXD-Q902")\n'
        'table = {404: ("GXD-Q903", "ない", "gone")}\n'
        '"""GXD-Q904 in a docstring is not raised."""\n',
        encoding="utf-8",
    )
    found = raised_codes(tmp_path)
    assert sorted(found) == ["GXD-Q901", "GXD-Q902", "GXD-Q903"]
    assert found["GXD-Q901"] == (Raised("new.py", 1, ("… は負です", "… is negative")),)


def test_the_registry_is_whole_and_in_order() -> None:
    """Each code once, in order, with meaning and repair in Japanese and in English."""
    with open(HERE / "error_codes.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = [row["code"] for row in rows]
    assert codes == sorted(set(codes))
    for row in rows:
        assert CODE.fullmatch(row["code"])
        assert row["ja"].endswith("。"), row["code"]
        assert row["repair_ja"].endswith("。"), row["code"]
        assert re.search("[ぁ-ん]", row["ja"] + row["repair_ja"]), row["code"]
        assert row["en"].endswith("."), row["code"]
        assert not re.search("[ぁ-んァ-ヶ一-龠]", row["en"] + row["repair_en"]), row["code"]
        assert len(row["ja"]) <= 70, row["code"]


def test_examples_are_messages_that_the_sources_still_say() -> None:
    """A message kept as an example is one the package would still print."""
    forms = sentence_forms(PACKAGE)
    patterns = [_pattern(form) for form in forms if re.search("[ぁ-んァ-ヶ一-龠]", form)]
    patterns += [  # a sentence that is put together: one of its pieces stands in it
        re.compile(f"{re.escape(form)}.*") for form in forms if "…" not in form and len(form) >= 8
    ]
    for code, (_, said) in seen_messages().items():
        assert code in error_codes(), code
        own = [form for place in raised_codes()[code] for form in place.forms]
        fits = any(_pattern(form).fullmatch(said.ja) for form in own)
        assert fits or any(one.fullmatch(said.ja) for one in patterns), f"{code}: {said.ja}"


def test_lint_examples_are_repairs_that_the_rules_still_advise() -> None:
    """A repair kept as an example is one the lint would still give."""
    forms = sentence_forms(PACKAGE / "techspec")
    patterns = [_pattern(form) for form in forms if re.search("[ぁ-んァ-ヶ一-龠]", form)]
    with open(HERE / "lint_examples.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert row["code"] in lint_codes(), row["code"]
            said = row["repair_ja"]
            assert any(one.fullmatch(said) for one in patterns), f"{row['code']}: {said}"


def _pattern(form: str) -> re.Pattern[str]:
    return re.compile("(?s:.*)".join(map(re.escape, form.split("…"))))


def test_the_command_explains_a_code_offline(capsys: pytest.CaptureFixture[str]) -> None:
    """`gxd explain GXD-U004` says what it means, how to repair it, and where the book has it."""
    assert main(["explain", "u4"]) == 0
    said = capsys.readouterr().out
    assert "GXD-U004" in said
    assert error_codes()["GXD-U004"].repair.ja in said
    assert "reference/errors.html#GXD-U004" in said


def test_an_unknown_code_is_told_with_those_near_it(capsys: pytest.CaptureFixture[str]) -> None:
    """A slip in a code gets a sentence with its own code, and those that look like it."""
    assert main(["explain", "GXD-U009"]) == 1
    said = capsys.readouterr().err
    assert "GXD-D003" in said
    assert "GXD-U00" in said.split("GXD-U009")[1]
    with pytest.raises(GxdError, match="GXD-D003"):
        code_entry("")


def test_every_code_can_be_explained_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    """No code leaves its reader with an empty line."""
    for language, word in (("ja", "直し方"), ("en", "repair")):
        monkeypatch.setenv("GXD_LANG", language)
        for code, entry in every_code().items():
            said = explained(code)
            assert said.startswith(code)
            assert word in said
            assert str(entry.meaning)
            assert str(entry.repair)


def test_every_command_has_an_example_that_it_reads() -> None:
    """The reference shows each command once as it is typed, and the parser takes that line."""
    known = {name for name, _, _ in commands_of(command_parser())}
    assert known == set(EXAMPLES), "a command without an example, or an example without a command"
    assert set(STATUS) <= known
    for name, line in EXAMPLES.items():
        assert line.startswith(name)
        options = command_parser().parse_args(line.split()[1:])
        assert callable(options.run)


def test_every_public_function_and_class_has_a_worked_example(names: Names) -> None:
    """What may be imported is shown at work: in its own docstring, where it is made, or in a chapter."""
    bare = [
        f"{one.module}.{one.name}"
        for one in names.names
        if (inspect.isclass(one.thing) or inspect.isroutine(one.thing))
        and not has_example(one.thing)
        and not names.example_of(one)
        and not one.chapters
    ]
    assert bare == [], "give it an example in its docstring"


def test_every_public_name_says_what_it_is(names: Names) -> None:
    """A public function or class has a docstring of its own."""
    for one in names.names:
        if inspect.isclass(one.thing) or inspect.isroutine(one.thing):
            doc = vars(one.thing).get("__doc__") if inspect.isclass(one.thing) else inspect.getdoc(one.thing)  # fmt: skip
            assert doc, f"{one.module}.{one.name}"


@pytest.mark.parametrize("name", more_examples())
def test_a_further_example_is_true(
    name: str, names: Names, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The examples of names whose docstring has none do what they show."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    text = more_examples()[name]
    test = doctest.DocTestParser().get_doctest(text, {}, name, "examples.txt", 0)
    assert doctest.DocTestRunner().run(test).failed == 0
    module, _, last = name.rpartition(".")
    assert any((one.module, one.name) == (module, last) for one in names.names)


def test_the_pages_are_fresh(course_root: Path) -> None:
    """The committed reference is what the package would write today."""
    stale = stale_pages(course_root, command_parser)
    assert stale == [], "run: .venv/bin/python tools/reference.py"


def test_whatever_is_public_stands_on_a_page(course_root: Path, names: Names) -> None:
    """Each public name, command, code and data set is an entry of the written pages."""
    from gxd_teach import datasets

    folder = course_root / "book/reference"
    pages = {file.stem: file.read_text(encoding="utf-8") for file in folder.glob("*.md")}
    for one in names.names:
        entry = (
            rf"^:::::\{{py:\w+\}} {re.escape(one.name)}(?:\(.*)?\n:module: {re.escape(one.module)}$"
        )
        assert re.search(entry, pages[f"names-{one.room}"], re.M), f"{one.module}.{one.name}"
    for code, entry_ in every_code().items():
        page = entry_.address.split("/")[1].split(".")[0]
        assert f"::::{{gxd-code}} {code}\n" in pages[page], code
    for name, _, _ in commands_of(command_parser()):
        assert f"\n## `{name}`\n" in pages["commands"]
    for name in datasets.names():
        assert f"\n(data-{name})=\n" in pages["data"]


def test_no_private_name_is_listed(course_root: Path) -> None:
    """What begins with an underscore is nobody's to use."""
    for file in (course_root / "book/reference").glob("names-*.md"):
        entries = re.findall(r"^:{4,5}\{py:\w+\} (\w+)", file.read_text(encoding="utf-8"), re.M)
        assert entries
        assert not [name for name in entries if name.startswith("_")]


def test_examples_on_pages_are_sessions_that_can_be_read(course_root: Path) -> None:
    """Each example's input is Python as it stands."""
    for file in (course_root / "book/reference").glob("names-*.md"):
        for session in re.findall(r"^```pycon\n(.*?)^```", file.read_text("utf-8"), re.M | re.S):
            for example in doctest.DocTestParser().get_examples(session):
                ast.parse(example.source)
