"""A new case works at once, and a case that lacks a part is told which."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gxd_teach.classroom.course import Course
from gxd_teach.classroom.linting import lint
from gxd_teach.classroom.release import release
from gxd_teach.cli import main
from gxd_teach.errors import GxdError
from gxd_teach.seminar.case.check import Checked, check_case, check_cases
from gxd_teach.seminar.case.new import KINDS, new_case
from gxd_teach.seminar.case.page import Page
from gxd_teach.seminar.case.run import typed_numbers, worked_faults

STEM = "case-battery"
NUMBERED = "24-case-battery"
PAGE, GUIDE = f"book/cases/{STEM}.md", f"book/instructor/{NUMBERED}.md"
DATA, PACKAGE = f"datasets/{STEM}.csv", "datasets/datapackage.json"
BANK = f"solutions/{NUMBERED}/questions.py"


def empty_course(root: Path, source: Path) -> Course:
    """A course without chapters, whose numbers 21 to 23 are taken, with our package inside."""
    (root / "solutions" / "23-other").mkdir(parents=True)
    (root / "solutions/23-other/questions.py").write_text('"""None."""\n', encoding="utf-8")
    for folder in ("book/cases", "book/instructor"):
        (root / folder).mkdir(parents=True)
    (root / "book/instructor/21-first.md").write_text("# 21\n", encoding="utf-8")
    (root / "book/instructor/22-second.md").write_text("# 22\n", encoding="utf-8")
    for toc in ("_toc.yml", "book/instructor/_toc.yml"):
        (root / toc).write_text("chapters:\n", encoding="utf-8")
    for name in ("_config.yml", "nbgrader_config.py"):
        shutil.copy(source / name, root / name)
    ignore = shutil.ignore_patterns("__pycache__")
    for name in ("datasets", "gxd_teach"):  # the page's code finds the data beside the package
        shutil.copytree(source / name, root / name, ignore=ignore)
    return Course(root)


def fill(root: Path) -> None:
    """Do as an author does: write over every TODO, and add the case to both tables of contents."""
    files = [root / one for one in (PAGE, GUIDE, DATA, PACKAGE, BANK)]
    for file in (*files, root / f"solutions/{NUMBERED}/{NUMBERED}.ipynb"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("TODO", "例"), encoding="utf-8")
    for toc, page in (("_toc.yml", f"book/cases/{STEM}"), ("book/instructor/_toc.yml", NUMBERED)):
        with (root / toc).open("a", encoding="utf-8") as opened:
            opened.write(f"  - file: {page}\n")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, course_root: Path) -> Path:
    """A case that was begun, filled and released; not to be changed."""
    course = empty_course(tmp_path_factory.mktemp("filled") / "course", course_root)
    new_case(course, "battery", "user")
    fill(course.root)
    release(course, [NUMBERED], progress=lambda line: None)
    return course.root


@pytest.fixture
def changed(filled: Path, tmp_path: Path) -> Callable[..., Checked]:
    """Change one file of a filled case and check it: by a pattern, or wholly when that is None."""

    def change(file: str, pattern: str | None, by: str = "") -> Checked:
        root = tmp_path / "course"
        shutil.copytree(filled, root)
        if pattern is None:
            (root / file).unlink()
        else:
            text = (root / file).read_text(encoding="utf-8")
            made, times = re.subn(pattern, by, text, flags=re.M | re.S)
            assert times, f"{pattern} is not in {file}"
            (root / file).write_text(made, encoding="utf-8")
        return check_case(Course(root), STEM, run=False)

    return change


def test_a_filled_case_has_all_its_parts(filled: Path) -> None:
    """Written over, released and in the contents, its code worked through: nothing is missing."""
    found = check_case(Course(filled), STEM)
    assert found.ok, str(found)
    assert "そろっています" in str(found)


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_case_lacks_only_what_its_author_writes(
    kind: str, tmp_path: Path, course_root: Path
) -> None:
    """Of every kind: the TODOs, the contents, the release; and its exercises are sound already."""
    course = empty_course(tmp_path / "course", course_root)
    made = new_case(course, "battery", kind)
    found = check_case(course, STEM, run=False)
    assert {one.code for one in found.problems} == {"GXD-B021", "GXD-B028", "GXD-B030"}
    assert [one.ja for one in found.problems if one.code == "GXD-B028"] == [
        f"配布用がまだありません。gxd class release {NUMBERED} を実行します"
    ]
    places = {one.where for one in found.problems if one.code == "GXD-B021"}
    assert {PAGE, GUIDE, DATA, BANK} <= places
    assert lint(course, [NUMBERED], count=2, run=False).score == 100
    assert all(file.exists() for file in made.files)
    assert f"- file: {NUMBERED}" in str(made)


LACKS = [
    (PAGE, r"^## 依頼$", "## ほか", "GXD-B022", "依頼"),
    (PAGE, r"できるようになること", "目標", "GXD-B022", "できるようになること"),
    (PAGE, r"\(納品物\)", "", "GXD-B022", "納品物"),
    (PAGE, r"^## 決まったこと$", "## ほか", "GXD-B022", "決まったこと"),
    (PAGE, r"よくある間違い", "注意", "GXD-B022", "よくある間違い"),
    (PAGE, r"壁に貼る", "残す", "GXD-B022", "壁に貼る"),
    (PAGE, r"^## 公表されている事実$", "## ほか", "GXD-B023", "事実・日付・出典"),
    (PAGE, r"\| 2024 年 \|", "| |", "GXD-B023", "日付"),
    (PAGE, r"\| 総会資料 \|", "| ― |", "GXD-B023", "出典"),
    (PAGE, r"\(https://www.gxdc.jp/\)", "", "GXD-B023", "リンク"),
    (PAGE, r"すべて架空\(FICT\)", "すべて本物", "GXD-B024", "ここから先"),
    (DATA, r"^FICT-例-2", "A-2", "GXD-B024", "FICT-"),
    (DATA, None, "", "GXD-B025", "データ"),
    (DATA, r",MIT$", ",", "GXD-B025", "licence"),
    (PACKAGE, rf'"path": "{STEM}.csv"', '"path": "other.csv"', "GXD-B025", "datapackage.json"),
    (PACKAGE, rf'("path": "{STEM}.csv".*?)"licenses": \[.*?\]', r'\1"licenses": []', "GXD-B025", "利用条件"),
    (PAGE, STEM, "case-other", "GXD-B025", "触れていません"),
    (PAGE, r"^  figure:$", "  picture:", "GXD-B027", "図"),
    (PAGE, r"^    alt: .*?$", "    alt: 棒の図", "GXD-B027", "alt"),
    (PAGE, r"caption: 例", "caption: 例: ", "GXD-B027", "設定を読めません"),
    (BANK, r'hints=\(\n[^\n]*\n', "hints=(\n", "GXD-B028", "ヒントが 1 つ"),
    (BANK, rf'read_more="book/cases/{STEM}"', 'read_more="book/index"', "GXD-B028", "read_more"),
    (BANK, r"^# 24b.*\Z", "", "GXD-B028", "1 問"),
    (PAGE, r"^\| 24a \| 例 \|$", "", "GXD-B028", "24a"),
    (PAGE, r"exercises/24-case-battery.zip", "exercises/other.zip", "GXD-B028", "リンク"),
    (PAGE, r"\{check\} 24b", "{check} 24z", "GXD-B028", "24z"),
    (GUIDE, None, "", "GXD-B029", "講師のページ"),
    (GUIDE, r"話し合い|板書", "ほか", "GXD-B029", "話し合い、板書"),
    ("_toc.yml", rf"^.*{STEM}$", "", "GXD-B030", f"book/cases/{STEM}"),
    ("book/instructor/_toc.yml", rf"^.*{STEM}$", "", "GXD-B030", NUMBERED),
    (PAGE, r"^1\. 例$", "1. TODO", "GXD-B021", "TODO"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "pattern", "by", "code", "named"), LACKS)
def test_each_missing_part_is_named(
    changed: Callable[..., Checked], file: str, pattern: str | None, by: str, code: str, named: str
) -> None:
    """One part taken away: a sentence with its code says which, in both languages."""
    found = changed(file, pattern, by)
    told = [one for one in found.problems if one.code == code and named in f"{one.where} {one.ja}"]
    assert told, str(found)
    assert all(re.search(r"[a-z]{3}", one.en) for one in told)


GLUED = """# 事例

```{{code-cell}} ipython3
total = {total}
total
```

```{{code-cell}} ipython3
from myst_nb import glue

glue("total", f"{{total:.3f}}", display=False)
total
```

{prose}
"""


@pytest.mark.parametrize(
    ("total", "prose", "named"),
    [
        ("12.345 + 6.789", "合計 {glue:text}`total` kg-CO2e、約 19.1 kg-CO2e", ""),
        ("1 / 0", "合計 {glue:text}`total` kg-CO2e", "3 行目のセルが失敗します(ZeroDivisionError"),
        ("19.134", "{glue:text}`total` kg-CO2e、{glue:text}`nothing`", "glue の「nothing」"),
        ("19.134", "{glue:text}`total` kg-CO2e。約 19.2 kg-CO2e", "19.2 kg-CO2e(計算した値は 19.134)"),
        ("19.134", "合計 19.134 kg-CO2e", "計算から入っていません"),
    ],
)  # fmt: skip
def test_the_answer_is_worked_out_and_not_typed(
    tmp_path: Path, total: str, prose: str, named: str
) -> None:
    """A cell that fails, a value nobody glues, a typed number that is not the computed one."""
    page = Page(GLUED.format(total=total, prose=prose))
    found = list(worked_faults(page, tmp_path, "a page"))
    assert {one.code for one in found} == ({"GXD-B026"} if named else set())
    assert [named in one.ja for one in found] == [True] * bool(named), found


def test_a_page_without_a_worked_answer_is_told_so(tmp_path: Path) -> None:
    """Prose alone, or cells that nobody sees, work nothing out."""
    hidden = "```{code-cell} ipython3\n:tags: [remove-cell]\n\n1\n```\n"
    for text in ("# 事例\n", hidden * 3):
        assert [one.code for one in worked_faults(Page(text), tmp_path, "a page")] == ["GXD-B026"]


def test_a_rounded_number_and_an_input_may_be_typed() -> None:
    """12.4 rounds 12.372, 1.6 kg is an input: both may stand. The result itself may not."""
    assert typed_numbers("\x0112.372\x02 kg、約 12.4 kg、1.6 kg を使い、12.372 円ではない") == []
    assert [str(one) for one in typed_numbers("\x0112.372\x02 kg。つまり 12.372 kg")] != []
    assert [str(one) for one in typed_numbers("\x0112.372\x02 kg。つまり 12.39 kg")] != []


def test_code_is_no_prose() -> None:
    """What stands in cells, in consoles and among the sources is not read as text."""
    page = Page(
        "# 事例 X\n\n```{code-cell} ipython3\n:tags: [hide-input]\n\n# 12.372 kg\n## not a heading\n```\n\n"
        "```console\n12.372 kg\n```\n\n本文 {glue:text}`a` kg\n\n## 出典\n\n12.372 kg\n"
    )
    assert "12.372" not in page.prose
    assert page.glued == ("a",)
    assert list(page.sections) == ["出典"]
    assert page.cells[0].shown


@pytest.mark.parametrize("name", ["Battery", "../x", "a b", "", "x" * 41, "電池"])
def test_a_name_that_will_not_do_is_refused(name: str, tmp_path: Path) -> None:
    """Names go into addresses: small letters, digits, hyphens."""
    (tmp_path / "solutions").mkdir()
    with pytest.raises(GxdError, match="GXD-B031"):
        new_case(Course(tmp_path), name, "user")


def test_nothing_is_overwritten_and_nothing_is_left_by_half(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same name again is refused; a case that could not be written leaves no trace."""
    root = tmp_path / "course"
    shutil.copytree(filled, root)
    course = Course(root)
    with pytest.raises(GxdError, match="GXD-B033"):
        new_case(course, "battery", "user")
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}

    def full(*args: object) -> Path:
        raise OSError("no space left")

    monkeypatch.setattr("gxd_teach.seminar.case.new._marks", full)
    with pytest.raises(OSError, match="no space"):
        new_case(course, "display", "solution")
    assert {file: file.read_bytes() for file in root.rglob("*") if file.is_file()} == before


def test_the_numbers_of_cases_can_be_used_up(filled: Path, tmp_path: Path) -> None:
    """Two digits are all there are."""
    root = tmp_path / "course"
    shutil.copytree(filled, root)
    for number in range(21, 100):
        (root / "book/instructor" / f"{number}-x.md").write_text("", encoding="utf-8")
    with pytest.raises(GxdError, match="GXD-B034"):
        new_case(Course(root), "display", "user")
    with pytest.raises(GxdError, match="GXD-B032"):
        new_case(Course(root), "display", "other")


def test_the_command_says_what_is_missing_and_ends_with_1(
    filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """`gxd case check battery`: 0 and one line when all is there, else 1; in English too."""
    root = tmp_path / "course"
    shutil.copytree(filled, root)
    words = ["case", "check", "battery", "--no-run", "--course", str(root)]
    assert main(words) == 0
    assert capsys.readouterr().out == f"{STEM}: そろっています\n"
    (root / GUIDE).unlink()
    assert main(words) == 1
    assert "[GXD-B029]" in capsys.readouterr().out
    monkeypatch.setenv("GXD_LANG", "en")
    assert main(words) == 1
    assert "there is no instructor's page" in capsys.readouterr().out
    assert main(["case", "check", "nobody", "--course", str(root)]) == 1
    assert "GXD-B020" in capsys.readouterr().err
    assert main(["case", "new", "display", "--kind", "consulting", "--course", str(root)]) == 0
    assert "25-case-display" in capsys.readouterr().out
    listed = json.loads((root / PACKAGE).read_text(encoding="utf-8"))["resources"]
    assert listed[-1]["name"] == "case-display"


@pytest.mark.parametrize("word", ["battery", STEM, NUMBERED, PAGE])
def test_a_case_may_be_called_by_any_of_its_names(filled: Path, word: str) -> None:
    """With or without its number, its folder, its ending."""
    assert [one.name for one in check_cases(Course(filled), [word], run=False)] == [STEM]


def test_the_cases_of_this_course_have_all_their_parts(course_root: Path) -> None:
    """The three that come with it; their code is worked through when the book is built."""
    found = list(check_cases(Course(course_root), run=False))
    assert len(found) >= 3
    assert [str(one) for one in found if not one.ok] == []
