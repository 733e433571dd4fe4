"""What installs and starts a kit: the packages of the lock, and the exchange beside JupyterLab."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

import pytest

from gxd_teach.errors import GxdError
from gxd_teach.seminar.kit import wheels
from gxd_teach.seminar.kit.prepare import bundled_for_here
from gxd_teach.seminar.kit.start import exchange_with_keys, main
from gxd_teach.techspec import Credentials, ExchangeClient


class TestLock:
    """What of the lock a participant needs."""

    def names(self, root: Path, platform: str, python: str = wheels.FIRST) -> set[str]:
        return {one.name for one in wheels.closure(root, [platform], [python])}

    def test_what_a_notebook_needs_and_no_tools(self, course_root):
        """pandas and JupyterLab, and neither the book's builder, nor nbgrader, nor tests."""
        names = self.names(course_root, "manylinux_2_28_x86_64")
        assert {"pandas", "jupyterlab", "ipykernel", "matplotlib-fontja", "soupsieve"} <= names
        assert not {"jupyter-book", "nbgrader", "pytest", "sphinx", "ruff"} & names

    def test_markers_are_the_targets_not_ours(self, course_root):
        """Windows gets colorama and a terminal of its own, macOS appnope, Linux neither."""
        windows = self.names(course_root, "win_amd64")
        mac = self.names(course_root, "macosx_11_0_arm64")
        linux = self.names(course_root, "manylinux_2_28_x86_64")
        assert {"colorama", "pywinpty"} <= windows
        assert "ptyprocess" not in windows
        assert "appnope" in mac
        assert not {"colorama", "pywinpty", "appnope"} & linux

    def test_where_the_lock_has_two_versions_the_python_chooses(self):
        """Both lines are kept; an environment takes the one whose marker holds."""
        lock = wheels.read_lock(
            "a==1 ; python_full_version < '3.11.5' \\\n    --hash=sha256:aa\n"
            "a==2 ; python_full_version >= '3.11.5' \\\n    --hash=sha256:bb\n"
        )
        for python, version in (("3.11.4", "1"), ("3.11.5", "2")):
            (line,) = [
                one.line(marker=False) for one in lock["a"]
                if one.requirement.marker.evaluate(wheels.target("win_amd64", python))
            ]  # fmt: skip
            assert line.startswith(f"a=={version} ")

    def test_every_line_has_its_hashes(self, course_root):
        """pip refuses a list of which one line has none."""
        for one in wheels.closure(course_root, ["win_amd64"]):
            assert one.hashes
            assert all(value.startswith("sha256:") for value in one.hashes)

    @pytest.mark.parametrize("name", ["", "windows", "linux_x86_64", "manylinux_2_28", "win_arm63"])
    def test_unknown_platforms_are_refused(self, name):
        """The message shows how to write one."""
        with pytest.raises(GxdError, match=r"GXD-B011.*win_amd64"):
            wheels.target(name)

    def test_what_the_lock_has_not_got_is_said(self, course_root, tmp_path):
        """An edited pyproject with an old lock."""
        (tmp_path / "requirements.lock").write_text("six==1.17.0 --hash=sha256:aa\n")
        (tmp_path / "pyproject.toml").write_text('[project]\ndependencies = ["pandas"]\n')
        with pytest.raises(GxdError, match="GXD-B012"):
            wheels.closure(tmp_path, ["win_amd64"])


class TestPrepare:
    """Which packages are installed."""

    def test_bundled_packages_are_for_this_python_and_system(self):
        """Another Python or system takes them from the index."""
        system = {"Linux": "manylinux_2_28", "Darwin": "macosx_11_0", "Windows": "win"}
        machine = platform.machine().lower()
        here = f"{system[platform.system()]}_{machine}"
        python = "{}.{}".format(*sys.version_info[:2])
        other = "win_amd64" if platform.system() != "Windows" else "manylinux_2_28_x86_64"
        assert bundled_for_here({"platforms": [other, here], "python": python})
        assert not bundled_for_here({"platforms": [other], "python": python})
        assert not bundled_for_here({"platforms": [here], "python": "3.10"})
        assert not bundled_for_here({"platforms": [], "python": python})


class TestStart:
    """The exchange of the kit."""

    def test_a_key_opens_a_suppliers_footprints(self, tmp_path):
        """The PC maker reads the chassis maker's footprint by the file in the kit."""
        with exchange_with_keys(tmp_path / "exchange") as keys:
            assert len(keys) == 4
            key = Credentials.load(tmp_path / "exchange" / "fict-pc-reads-fict-chassis.json")
            with ExchangeClient(key) as client:
                (footprint,) = client.footprints()
        assert footprint.companyName

    def test_old_keys_do_not_stay(self, tmp_path):
        """Every start makes the exchange as new."""
        old = tmp_path / "fict-old-reads-fict-gone.json"
        old.write_text("{}")
        with exchange_with_keys(tmp_path):
            assert not old.exists()

    def test_both_end_when_jupyterlab_does(self, tmp_path, capsys):
        """`--version` ends at once; the exchange is closed and the end is a good one."""
        assert main(["--version"], home=tmp_path) == 0
        assert "exchange/fict-pc-reads-fict-chassis.json" in capsys.readouterr().out
