"""What an attacker found after the gallery: on the way in, in the judge, on the page, on the way out."""

from __future__ import annotations

import io
import json
import lzma
import re
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from gxd_teach.classroom.collecting import collect
from gxd_teach.classroom.collecting.whose import _COPY
from gxd_teach.classroom.feedback import feedback
from gxd_teach.classroom.grading import How, grade
from gxd_teach.classroom.outputs import _BASE64, without_controls
from gxd_teach.classroom.release import release
from gxd_teach.classroom.safe_markdown import safe_html, safe_markdown
from gxd_teach.classroom.sandbox.outcome import Outcome, take
from gxd_teach.classroom.sandbox.syscalls import _REFUSED
from gxd_teach.classroom.sandbox.walls import why_no_walls
from gxd_teach.errors import GxdError
from gxd_teach.unit_words import refuse_ambiguous

NAME = "04-product"
FILE = f"{NAME}.ipynb"
ROSTER = "id,name,email\np001,山田 太郎,taro@fict.example\np002,Hanako Sato,hanako@fict.example\n"
ACTIVE = re.compile(
    r"<(?:script|iframe|form|meta|svg|object|style)\b|\son\w+\s*=|=[\s\"']*javascript:", re.I
)


@pytest.fixture
def notebook(course_root: Path) -> bytes:
    """The released notebook."""
    return (course_root / "exercises" / NAME / FILE).read_bytes()


@pytest.fixture
def listed(course: Any) -> Any:
    """A class of two."""
    course.grading.mkdir(exist_ok=True)
    course.secret(create=True)
    (course.grading / "roster.csv").write_text(ROSTER, encoding="utf-8")
    return course


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def laid_out(root: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return root


def taken(course: Any) -> list[str]:
    found = (course.grading / "submitted").glob("*/*/*.ipynb")
    return sorted(file.parent.parent.name for file in found)


class TestWhoseItIs:
    """Nobody hands in for somebody else."""

    @pytest.mark.parametrize("outer", ["stranger", "P001", "p001x", "見知らぬ人"])
    @pytest.mark.parametrize("inner", ["mine.zip", "p002.zip"])
    def test_a_zip_does_not_say_whose_folder_it_lies_in(
        self, listed: Any, notebook: bytes, tmp_path: Path, outer: str, inner: str
    ) -> None:
        """Its own name and what is inside may be called after anybody."""
        packed = zipped({f"p002/{NAME}/{FILE}": notebook})
        source = laid_out(tmp_path / "in", {f"{outer}/{inner}": packed})
        said = collect(listed, [source])
        assert taken(listed) == []
        assert said

    def test_p002_keeps_what_p002_handed_in(
        self, listed: Any, notebook: bytes, tmp_path: Path
    ) -> None:
        """Beside a stranger's zip that claims to be hers."""
        files = {"stranger/mine.zip": zipped({f"p002/{NAME}/{FILE}": notebook}),
                 f"p002/{NAME}/{FILE}": notebook}  # fmt: skip
        collect(listed, [laid_out(tmp_path / "in", files)])
        assert taken(listed) == ["p002"]

    def test_a_zip_in_ones_own_folder_is_ones_own(
        self, listed: Any, notebook: bytes, tmp_path: Path
    ) -> None:
        """As it was."""
        files = {"p002/mine.zip": zipped({f"{NAME}/{FILE}": notebook})}
        collect(listed, [laid_out(tmp_path / "in", files)])
        assert taken(listed) == ["p002"]


class TestOnePieceStopsNoClass:
    """Whatever is the matter with it, the others are taken."""

    def others(self, course: Any, folder: Path, notebook: bytes) -> None:
        """The class behind it is collected."""
        laid_out(folder, {f"p002/{NAME}/{FILE}": notebook})
        assert collect(course, [folder])
        assert taken(course) == ["p002"]

    def test_broken_lzma(self, listed: Any, notebook: bytes, tmp_path: Path) -> None:
        """Not a traceback."""
        packed = bytearray(zipped({FILE: notebook}, zipfile.ZIP_LZMA))
        packed[60:90] = b"\xff" * 30
        assert lzma.LZMAError
        folder = laid_out(tmp_path / "in", {"p001/a.zip": bytes(packed)})
        self.others(listed, folder, notebook)

    def test_folders_too_deep(self, listed: Any, notebook: bytes, tmp_path: Path) -> None:
        """Named at the fortieth; Python would give up at the thousandth."""
        deep = tmp_path / "in" / "p001" / "/".join(["d"] * 60)
        laid_out(deep, {FILE: notebook})
        self.others(listed, tmp_path / "in", notebook)

    @pytest.mark.parametrize("name", ["d/" * 60 + FILE, "x" * 300 + ".ipynb"])
    def test_names_too_long_in_a_zip(
        self, listed: Any, notebook: bytes, tmp_path: Path, name: str
    ) -> None:
        """Named, and not looked up part by part."""
        folder = laid_out(tmp_path / "in", {"p001/a.zip": zipped({name: notebook})})
        self.others(listed, folder, notebook)

    @pytest.mark.parametrize("text", [b"1e999999999", b"99999999999999999999999999", b"\xff"])
    def test_odd_times(self, listed: Any, notebook: bytes, tmp_path: Path, text: bytes) -> None:
        """It has no time then."""
        files = {f"p002/{NAME}/{FILE}": notebook, f"p002/{NAME}/timestamp.txt": text}
        collect(listed, [laid_out(tmp_path / "in", files)])
        assert taken(listed) == ["p002"]

    def test_a_time_as_long_as_a_disk(self, listed: Any, notebook: bytes, tmp_path: Path) -> None:
        """Only its beginning is read."""
        folder = laid_out(tmp_path / "in", {f"p002/{NAME}/{FILE}": notebook})
        with (folder / "p002" / NAME / "timestamp.txt").open("wb") as file:
            file.truncate(1 << 42)
        collect(listed, [folder])
        assert taken(listed) == ["p002"]


class TestNothingTakesForEver:
    """Patterns and units that were quadratic, exponential, or a tower."""

    def quick(self, call: Any) -> None:
        """Far from a deadline: what it must not be is minutes."""
        begun = time.process_time()
        call()
        assert time.process_time() - begun < 20

    def test_pictures_of_blanks(self) -> None:
        """Quadratic before."""
        self.quick(lambda: _BASE64.fullmatch(" " * 640_000 + "!"))
        assert _BASE64.fullmatch("aGVs\nbG8h\n")

    def test_copies_of_copies(self) -> None:
        """Exponential before."""
        self.quick(lambda: _COPY.sub("", "-copy(1)" * 5_000 + "x"))

    @pytest.mark.parametrize(
        ("label", "rest"),
        [("p001 (1)", "p001"), ("p001-Copy1", "p001"), ("p001 - コピー (2)", "p001"),
         ("p001 のコピー", "p001"), ("p001 - Copy (123)", "p001"), ("copy", "copy")],
    )  # fmt: skip
    def test_copies_are_still_known(self, label: str, rest: str) -> None:
        """As systems name them."""
        assert _COPY.sub("", label) == rest

    @pytest.mark.parametrize(
        "unit", ["square cubic count cubed^9", "sq cubic count cubed", "cubic kg^2", "kg squared^9"]
    )
    def test_towers_of_words(self, unit: str) -> None:
        """pint makes powers of these words."""
        with pytest.raises(GxdError, match="GXD-U00"):
            refuse_ambiguous(unit)

    @pytest.mark.parametrize("unit", ["kg", "m^2", "kg/m^3"])
    def test_plain_units_stay(self, unit: str) -> None:
        """One power is enough for everybody."""
        refuse_ambiguous(unit)


class TestWhatIsShown:
    """Nothing on a page runs, and nothing on a line is somebody else's line."""

    @pytest.mark.parametrize(
        "text",
        ["<script>x()</script>", "<meta http-equiv=refresh content='0;url=https://fict.example'>",
         "[x](javascript:x())", "<javascript:x()>", "<a href=' javascript:x()'>x</a>",
         "<img src=x onerror=x()>", "<svg><a xlink:href='javascript:x()'>x</a></svg>",
         "<form action='/x'><input></form>", "<style>p {color: red}</style>", "<script",
         "[x]: javascript:x()\n[x]", "![x](https://fict.example/x.png)"],
    )  # fmt: skip
    def test_markdown_is_harmless(self, text: str) -> None:
        """After rendering, where the danger comes into being."""
        shown = safe_markdown(text)
        assert not ACTIVE.search(shown), shown
        assert "fict.example/x.png" not in shown

    def test_tables_and_pictures_stay(self) -> None:
        """What an answer shows is still to be read."""
        table = "<table class='dataframe'><tbody><tr><td colspan='2'>3 kg</td></tr></tbody></table>"
        picture = '<img alt="図" src="data:image/png;base64,aGk=">'
        assert safe_html(table).replace('"', "'") == table
        assert safe_html(picture) == picture

    @pytest.mark.skipif(why_no_walls() is not None, reason="needs a sandbox")
    def test_nbgraders_own_page_is_harmless(self, course: Any, tmp_path: Path) -> None:
        """Its templates render the Markdown of a cell as it stands."""
        release(course, [NAME], progress=lambda line: None)
        content = json.loads((course.exercises / NAME / FILE).read_text(encoding="utf-8"))
        content["cells"].insert(
            0,
            {"cell_type": "markdown", "id": "hello", "metadata": {},
             "source": "HERE <script>x()</script><meta http-equiv=refresh content=0>"
                       "[x](javascript:x()) **bold**"},
        )  # fmt: skip
        folder = laid_out(tmp_path / "in", {f"p9/{NAME}/{FILE}": json.dumps(content).encode()})
        collect(course, [folder])
        grade(course, [NAME], public=True, how=How(jobs=1), progress=lambda line: None)
        (page,) = feedback(course, [NAME], with_nbgrader=True, progress=lambda line: None)
        text = page.read_text(encoding="utf-8")
        part = text[text.index("HERE") - 200 : text.index("HERE") + 400]
        assert "<strong>bold</strong>" in part
        assert not ACTIVE.search(part), part
        assert "http-equiv=refresh" not in text

    def test_a_name_makes_no_line_of_its_own(
        self, listed: Any, notebook: bytes, tmp_path: Path
    ) -> None:
        """No forged result in the terminal."""
        packed = zipped({"a\n04-product  p002  0/3\n/x.ipynb": notebook})
        said = collect(listed, [laid_out(tmp_path / "in", {"p001/a.zip": packed})])
        assert not [line for line in said if "\n" in line]
        assert without_controls("a\u2028b\u200fc\u061cd", 10) == "abcd"


class TestOutputs:
    """A submission cannot make more of itself than it sent."""

    def test_outputs_of_no_kind_are_dropped(self) -> None:
        """Each took lines of its own in the notebook."""
        outcome = Outcome()
        odd: list[Any] = [{}, {"output_type": ["stream"]}, {"output_type": "widget"}, 3]
        take({"cell": 0, "count": 1, "outputs": odd * 4_000}, outcome, room=256 * 1024)
        assert outcome.outputs[0] == ([], 1)

    def test_there_is_a_most_for_a_cell_and_for_all(self) -> None:
        """However small they are."""
        outcome = Outcome()
        one = {"output_type": "stream", "name": "stdout", "text": "x"}
        for cell in range(10):
            take({"cell": cell, "count": 1, "outputs": [one] * 2_000}, outcome, room=1 << 20)
        assert len(outcome.outputs[0][0]) == 1_000
        assert sum(len(shown) for shown, _ in outcome.outputs.values()) == 5_000

    def test_pages_cannot_be_given_to_a_pipe(self) -> None:
        """They would be counted against nobody."""
        assert "vmsplice" in _REFUSED
