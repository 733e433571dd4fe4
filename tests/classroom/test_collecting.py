"""Submissions as people really hand them in: each taken or named, nobody under another's id."""

from __future__ import annotations

import io
import json
import os
import shutil
import stat
import struct
import unicodedata
import zipfile
from pathlib import Path

import pytest

from gxd_teach.classroom.collecting import collect

NAME = "04-product"
FILE = f"{NAME}.ipynb"
ROSTER = "id,name,email\np001,山田 太郎,taro@fict.example\np002,Hanako Sato,hanako@fict.example\n"


@pytest.fixture
def notebook(course_root) -> bytes:
    """The released notebook."""
    return (course_root / "exercises" / NAME / FILE).read_bytes()


@pytest.fixture
def listed(course):
    """A class of two with names and e-mails."""
    course.grading.mkdir(exist_ok=True)
    (course.grading / "roster.csv").write_text(ROSTER, encoding="utf-8")
    return course


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def laid_out(root: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return root


def taken(course) -> list[str]:
    """Whose work is in place."""
    return sorted(p.parent.parent.name for p in (course.grading / "submitted").glob("*/*/*.ipynb"))


MOODLE = ["山田 太郎_12345_assignsubmission_file_", "Sato Hanako_777_assignsubmission_file_"]


class TestWhose:
    """Whose it is, by the folders around it."""

    @pytest.mark.parametrize("wrapping", ["folder", "zip"])
    def test_moodles_download_is_matched_by_name(self, listed, notebook, tmp_path, wrapping):
        """Names in either order, unpacked or as the zip that Moodle gives."""
        files = {f"{folder}/{FILE}": notebook for folder in MOODLE}
        source = tmp_path / "in"
        if wrapping == "zip":
            source = tmp_path / "Course-04-98765.zip"
            source.write_bytes(zipped(files))
        else:
            laid_out(source, files)
        assert collect(listed, [source]) == []
        assert taken(listed) == ["p001", "p002"]

    def test_a_moodle_name_that_two_people_have_is_given_to_nobody(
        self, listed, notebook, tmp_path
    ):
        """Two Tanaka: both ids are named."""
        (listed.grading / "roster.csv").write_text("id,name\na1,田中 実\na2,田中実\n", "utf-8")
        source = laid_out(tmp_path / "in", {f"田中 実_5_assignsubmission_file_/{FILE}": notebook})
        (said,) = collect(listed, [source])
        assert "a1, a2" in said
        assert taken(listed) == []

    @pytest.mark.parametrize(
        "layout",
        [
            "{id}/04-product/04-product.ipynb", "{id}/04-product.ipynb", "{id}/my work.ipynb",
            "class/{id}/04-product/04-product.ipynb", "{id}/exercises/04-product/04-product.ipynb",
            "{id}_04-product.ipynb", "{id}/04-PRODUCT.IPYNB", " {id} /04-product.ipynb",
        ],
    )  # fmt: skip
    def test_layouts_by_id(self, listed, notebook, tmp_path, layout):
        """A folder for each person, however deep, or a file named after them."""
        names = [layout.format(id=who) for who in ("p001", "p002")]
        assert collect(listed, [laid_out(tmp_path / "in", dict.fromkeys(names, notebook))]) == []
        assert taken(listed) == ["p001", "p002"]

    def test_one_zip_a_person_and_a_zip_of_these(self, listed, notebook, tmp_path):
        """As a folder of zips or all in one zip."""
        zips = {f"{who}.zip": zipped({f"work/{FILE}": notebook}) for who in ("p001", "p002")}
        assert collect(listed, [laid_out(tmp_path / "in", zips)]) == []
        assert taken(listed) == ["p001", "p002"]
        shutil.rmtree(listed.grading / "submitted")
        whole = tmp_path / "all.zip"
        whole.write_bytes(zipped(zips))
        assert collect(listed, [whole]) == []
        assert taken(listed) == ["p001", "p002"]

    @pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC"])
    def test_one_name_in_any_spelling(self, listed, notebook, tmp_path, form):
        """A Mac takes kana apart; the roster's name is still the same."""
        (listed.grading / "roster.csv").write_text("id,name\nk1,ガード ペペ\n", encoding="utf-8")
        folder = unicodedata.normalize(form, "ガード ペペ_9_assignsubmission_file_")
        assert collect(listed, [laid_out(tmp_path / "in", {f"{folder}/{FILE}": notebook})]) == []
        assert taken(listed) == ["k1"]

    def test_a_folder_of_a_stranger_with_a_file_of_ours_is_nobodys(
        self, listed, notebook, tmp_path
    ):
        """The folder decides; a file name in it is no evidence."""
        source = laid_out(tmp_path / "in", {"p009/p001_04-product.ipynb": notebook})
        (said,) = collect(listed, [source])
        assert "p009" in said
        assert taken(listed) == []

    @pytest.mark.parametrize("roster", [True, False])
    def test_ids_that_differ_only_in_case(self, course, notebook, tmp_path, roster):
        """Both are named; neither is graded as the other."""
        if roster:
            course.grading.mkdir(exist_ok=True)
            (course.grading / "roster.csv").write_text("id\np001\n", encoding="utf-8")
        source = laid_out(tmp_path / "in", {f"p001/{FILE}": notebook, f"P001/{FILE}": notebook})
        said = collect(course, [source])
        assert any("P001" in line for line in said)
        assert "P001" not in taken(course)

    def test_a_leading_zero_that_excel_took_is_asked_back(self, listed, notebook, tmp_path):
        """7 may be 007: named with the near id."""
        (listed.grading / "roster.csv").write_text("id\n007\n", encoding="utf-8")
        (said,) = collect(listed, [laid_out(tmp_path / "in", {f"7/{FILE}": notebook})])
        assert "007" in said
        assert taken(listed) == []

    def test_anothers_numbers_beside_it(self, listed, notebook, tmp_path):
        """participant.json of p002 in the folder of p001: named, not graded."""
        files = {f"p001/{FILE}": notebook, "p001/participant.json": b'{"participant": "p002"}'}
        (said,) = collect(listed, [laid_out(tmp_path / "in", files)])
        assert "p002" in said
        assert taken(listed) == []

    def test_an_assignments_name_in_the_place_of_a_folders(self, listed):
        """`gxd class grade 04-product`: how to say that is said."""
        (said,) = collect(listed, [Path(NAME)])
        assert f"--assignment {NAME}" in said


class TestZips:
    """What zips are like."""

    @pytest.mark.parametrize("outside", ["p001.zip", "p001/x.zip", f"p001/{NAME}.zip",
                                         "Nobody_7_assignsubmission_file_/x.zip"])  # fmt: skip
    def test_a_zip_that_says_it_is_another_persons(self, listed, notebook, tmp_path, outside):
        """Whose a submission is, is not said by what is handed in: given to nobody, and named."""
        theirs = zipped({f"p002/{NAME}/{FILE}": notebook})
        (said,) = collect(listed, [laid_out(tmp_path / "in", {outside: theirs})])
        assert "1 人に決まりません" in said
        assert taken(listed) == []

    def test_many_small_files_make_a_bomb_too(self, listed, notebook, tmp_path):
        """Each below every limit: stopped at what the zip may unpack to, the neighbour taken."""
        large = {f"copy{n}.ipynb": b"0" * (7 << 20) for n in range(40)}
        files = {"p001.zip": zipped(large), f"p002/{FILE}": notebook}
        said = collect(listed, [laid_out(tmp_path / "in", files)])
        assert sum("zip 爆弾" in line for line in said) >= 10
        assert taken(listed) == ["p002"]

    def test_one_persons_entries_do_not_use_up_the_classs(self, listed, notebook, tmp_path):
        """Fifteen thousand names in zips of a person's zip, in the class's zip."""
        names = zipped({f"{n}.txt": b"" for n in range(3000)})
        inner = zipped({f"{n}.zip": names for n in range(5)})
        whole = tmp_path / "class.zip"
        whole.write_bytes(zipped({"p001/x.zip": inner, f"p002/{FILE}": notebook}))
        said = collect(listed, [whole])
        assert ["zip 爆弾" in line for line in said] == [True] * 4
        assert taken(listed) == ["p002"]

    def test_names_that_steer_a_terminal(self, listed, tmp_path):
        """Shown without what steers."""
        files = {"p001/\x1b[2J\x1b]0;x\x07\u202e.ipynb": b"{}"}
        (said,) = collect(listed, [laid_out(tmp_path / "in", files)])
        assert "[2J ]0;x .ipynb" in said
        assert said.isprintable()

    def test_windows_paths_and_code_page_932(self, listed, notebook, tmp_path):
        """Backslashes between folders and Shift_JIS names, with 表 and ソ that hold a backslash."""
        (listed.grading / "roster.csv").write_text("id,name\ns1,表 ソ能\n", encoding="utf-8")
        meant = f"表 ソ能_3_assignsubmission_file_\\{FILE}".encode("cp932")
        stand_in = b"x" * len(meant)
        raw = zipped({stand_in.decode(): notebook}).replace(stand_in, meant)
        file = tmp_path / "windows.zip"
        file.write_bytes(raw)
        assert collect(listed, [file]) == []
        assert taken(listed) == ["s1"]

    @pytest.mark.parametrize(
        "name", ["/etc/x.ipynb", "../x.ipynb", "C:\\x.ipynb", "a/../../x.ipynb"]
    )
    def test_a_name_that_leads_out(self, listed, notebook, tmp_path, name):
        """Named; nothing is written anywhere."""
        file = tmp_path / "p001.zip"
        file.write_bytes(zipped({name: notebook}))
        (said,) = collect(listed, [file], "p001")
        assert "zip の外" in said
        assert taken(listed) == []

    def test_links(self, listed, notebook, tmp_path):
        """A link in a zip or a folder is named and not followed."""
        entry = zipfile.ZipInfo(f"p001/{FILE}")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr(entry, "/etc/passwd")
        folder = tmp_path / "in"
        (folder / "p002").mkdir(parents=True)
        os.symlink("/etc/passwd", folder / "p002" / FILE)
        said = collect(listed, [tmp_path / "a.zip", folder])
        assert ["リンク" in line for line in said] == [True, True]
        assert taken(listed) == []

    def test_a_zip_bomb_costs_a_sentence(self, listed, notebook, tmp_path):
        """By its ratio, and the neighbour's work is taken all the same."""
        bomb = zipped({FILE: b"0" * (60 << 20)})
        files = {"p001.zip": bomb, f"p002/{FILE}": notebook}
        (said,) = collect(listed, [laid_out(tmp_path / "in", files)])
        assert "zip 爆弾" in said
        assert "p001" in said
        assert taken(listed) == ["p002"]

    def test_a_zip_that_lies_about_its_sizes(self, listed, notebook, tmp_path):
        """What comes is counted, not what is said."""
        raw = bytearray(zipped({FILE: b"0" * (60 << 20)}))
        place = raw.rfind(b"PK\x01\x02")
        struct.pack_into("<I", raw, place + 24, 1000)
        (said,) = collect(listed, [laid_out(tmp_path / "in", {"p001.zip": bytes(raw)})])
        assert "p001" in said
        assert taken(listed) == []

    def test_zips_too_deep(self, listed, notebook, tmp_path):
        """Five zips in each other."""
        content = zipped({FILE: notebook})
        for _ in range(5):
            content = zipped({"inner.zip": content})
        (said,) = collect(listed, [laid_out(tmp_path / "in", {"p001.zip": content})])
        assert "深すぎ" in said

    def test_what_systems_leave_behind_is_nobodys_work(self, listed, notebook, tmp_path):
        """Checkpoints, __MACOSX and ._ files are passed over."""
        files = {
            f"p001/{FILE}": notebook,
            f"p001/.ipynb_checkpoints/{NAME}-checkpoint.ipynb": b"{}",
            f"__MACOSX/p001/._{FILE}": b"\0",
            f"p001/._{FILE}": b"\0",
        }
        whole = tmp_path / "all.zip"
        whole.write_bytes(zipped(files))
        assert collect(listed, [whole, laid_out(tmp_path / "in", {})])[:1] != []
        assert taken(listed) == ["p001"]


class TestContents:
    """What a file that is called a notebook holds."""

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "空のファイル"), (b"  \n", "空のファイル"), (b"%PDF-1.7 x", "PDF"),
            (b"PK\x03\x04rest", "zip か Word"), (b"<!DOCTYPE html>", "Web ページ"),
            (b'{"worksheets": []}', "古い形式"), (b'{"cells": []}', "セルが 1 つもありません"),
            (b"{", "壊れて"), (b"[" * 100_000, "壊れて"),
        ],
    )  # fmt: skip
    def test_what_is_no_notebook_is_named(self, listed, tmp_path, content, words):
        """With what it is and what to do."""
        (said,) = collect(listed, [laid_out(tmp_path / "in", {f"p001/{FILE}": content})])
        assert words in said
        assert "p001" in said
        assert taken(listed) == []

    def test_far_too_many_values_are_not_read(self, listed, notebook, tmp_path):
        """Thirty bytes of memory for each of a file's: named before it is parsed."""
        content = b'{"cells": [], "metadata": [' + b"[]," * 3_000_000 + b"0]}"
        files = {f"p001/{FILE}": content, f"p002/{FILE}": notebook}
        (said,) = collect(listed, [laid_out(tmp_path / "in", files)])
        assert "値が多すぎ" in said
        assert taken(listed) == ["p002"]

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
    def test_a_byte_order_mark_is_taken_off(self, listed, notebook, tmp_path, encoding):
        """Saved by an editor on Windows: kept as plain UTF-8, which nbgrader can read."""
        content = notebook.decode().encode(encoding)
        assert collect(listed, [laid_out(tmp_path / "in", {f"p001/{FILE}": content})]) == []
        kept = (listed.grading / "submitted" / "p001" / NAME / FILE).read_bytes()
        assert json.loads(kept.decode("utf-8")) == json.loads(notebook)

    def test_huge_outputs_are_cleared(self, listed, notebook, tmp_path):
        """A loop that printed 30 MB costs nobody a mark."""
        content = json.loads(notebook)
        cell = next(c for c in content["cells"] if c["cell_type"] == "code")
        text = "0123456789" * 3_000_000
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": text}]
        raw = json.dumps(content).encode()
        assert collect(listed, [laid_out(tmp_path / "in", {f"p001/{FILE}": raw})]) == []
        kept = listed.grading / "submitted" / "p001" / NAME / FILE
        assert kept.stat().st_size < 1_000_000

    def test_another_edition_is_named(self, listed, notebook, tmp_path):
        """By the leaflet that lies beside it."""
        leaflet = b'{"edition": "2025.04", "participant": "public"}'
        files = {f"p001/{FILE}": notebook, "p001/questions.json": leaflet}
        (said,) = collect(listed, [laid_out(tmp_path / "in", files)])
        assert "2025.04" in said
        assert taken(listed) == []

    def test_another_kernels_name_does_not_matter_another_language_is_said(
        self, listed, notebook, tmp_path
    ):
        """A conda kernel is Python; R is not, and the instructor hears of it."""
        content = json.loads(notebook)
        content["metadata"]["kernelspec"] = {"name": "conda-env-x", "language": "python"}
        mine = json.dumps(content).encode()
        content["metadata"]["kernelspec"] = {"name": "ir", "language": "R"}
        files = {f"p001/{FILE}": mine, f"p002/{FILE}": json.dumps(content).encode()}
        (said,) = collect(listed, [laid_out(tmp_path / "in", files)])
        assert "R のカーネル" in said
        assert taken(listed) == ["p001", "p002"]

    @pytest.mark.parametrize("name", ["report.pdf", "report.docx", "work.rar"])
    def test_a_document_by_mistake(self, listed, tmp_path, name):
        """Nobody is passed over in silence."""
        (said,) = collect(listed, [laid_out(tmp_path / "in", {f"p001/{name}": b"x"})])
        assert name in said


class TestSeveral:
    """Several notebooks of one person for one assignment."""

    @pytest.mark.parametrize(("age", "kept"), [(-100, ["p001"]), (100, [])])
    def test_an_autosaved_copy(self, listed, notebook, tmp_path, age, kept):
        """An older copy is named and the original taken; of a newer one a person decides."""
        copy = notebook.replace(b"answer_04a = None", b"answer_04a = 1")
        files = {f"p001/{FILE}": notebook, f"p001/{NAME}-Copy1.ipynb": copy}
        source = laid_out(tmp_path / "in", files)
        os.utime(source / "p001" / FILE, (1_000_000_000, 1_000_000_000))
        os.utime(source / "p001" / f"{NAME}-Copy1.ipynb", (1_000_000_000 + age,) * 2)
        said = collect(listed, [source])
        assert any("Copy1" in line for line in said)
        assert taken(listed) == kept

    def test_two_sources_do_not_overwrite_each_other(self, listed, notebook, tmp_path):
        """The second is named."""
        other = notebook.replace(b"answer_04a = None", b"answer_04a = 1")
        first = laid_out(tmp_path / "a", {f"p001/{FILE}": notebook})
        second = laid_out(tmp_path / "b", {f"p001/{FILE}": other})
        (said,) = collect(listed, [first, second])
        assert str(second) in said
        kept = listed.grading / "submitted" / "p001" / NAME / FILE
        assert kept.read_bytes() == notebook
