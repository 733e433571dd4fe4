"""The packages a participant needs: which of the lock, and as files to install without a network.

Requirement lines and markers follow the Python packaging specifications
(https://packaging.python.org/en/latest/specifications/dependency-specifiers/). What is taken is
what `requirements.lock` names, by its hashes; what needs what is read from the packages that are
installed here.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gxd_teach.errors import GxdError

if TYPE_CHECKING:
    from packaging.requirements import Requirement

__all__ = ["PYTHON", "Locked", "build_wheel", "closure", "download", "read_lock", "target"]

PYTHON = "3.11"  # whose wheels are bundled
FIRST, LAST = f"{PYTHON}.0", f"{PYTHON}.99"  # whoever has which of them
PYTHONS = (FIRST, LAST, "3.12.0", "3.13.0", "3.14.0")  # where packages come from the index
ALSO = ("jupyterlab",)  # what a participant opens the exercises with
_SYSTEMS = {
    "win": {"os_name": "nt", "platform_system": "Windows", "sys_platform": "win32"},
    "macosx": {"os_name": "posix", "platform_system": "Darwin", "sys_platform": "darwin"},
    "manylinux": {"os_name": "posix", "platform_system": "Linux", "sys_platform": "linux"},
}
_MACHINES = {"amd64": "AMD64", "win32": "x86", "x86_64": "x86_64", "arm64": "arm64",
             "aarch64": "aarch64"}  # fmt: skip
_PLATFORM = re.compile(r"win32|(?:win|manylinux_2_(?P<glibc>\d+)|macosx_\d+_\d+)_(?P<machine>amd64|x86_64|arm64|aarch64)")  # fmt: skip
#: The oldest manylinux names, by the glibc they stand for.
_OLD = {17: "manylinux2014", 12: "manylinux2010", 5: "manylinux1"}


@dataclass(frozen=True)
class Locked:
    """One line of the lock: a requirement with its version, and the hashes of its files."""

    name: str
    requirement: Requirement
    hashes: tuple[str, ...]

    def line(self, *, marker: bool = True) -> str:
        """As pip reads it; without its marker where it has been decided already."""
        shown = str(self.requirement) if marker else f"{self.name}{self.requirement.specifier}"
        return " \\\n    ".join([shown, *(f"--hash={one}" for one in self.hashes)])


def read_lock(text: str) -> dict[str, list[Locked]]:
    """The lines of a lock by normalised name: several where a marker chooses between versions.

    >>> [one.hashes for one in read_lock("Six==1.17.0 --hash=sha256:aa")["six"]]
    [('sha256:aa',)]
    """
    from packaging.requirements import InvalidRequirement, Requirement
    from packaging.utils import canonicalize_name

    found: dict[str, list[Locked]] = {}
    for line in re.sub(r"\\\r?\n", " ", text).splitlines():
        line = line.partition(" #")[0].strip()
        if not line or line.startswith(("#", "-")):
            continue
        wanted, *hashes = re.split(r"\s+--hash=", line)
        try:
            requirement = Requirement(wanted)
        except InvalidRequirement as error:
            raise GxdError(
                "GXD-B010",
                f"requirements.lock の行を読めません: {wanted:.80}",
                f"a line of requirements.lock cannot be read: {wanted:.80}",
            ) from error
        name = canonicalize_name(requirement.name)
        hashed = tuple(one.strip() for one in hashes)
        found.setdefault(name, []).append(Locked(name, requirement, hashed))
    return found


def target(platform: str, python: str = FIRST) -> dict[str, str]:
    """The marker values of a platform, named as wheels name it; GXD-B011 for one unknown.

    `python` is a full version (``3.11.4``): a lock may choose by the last number too.

    >>> target("win_amd64")["sys_platform"]
    'win32'
    """
    match = _PLATFORM.fullmatch(platform)
    if match is None:
        raise GxdError(
            "GXD-B011",
            f"「{platform}」というプラットフォームは分かりません。win_amd64、manylinux_2_28_x86_64、"
            "macosx_14_0_arm64 のように書いてください",
            f"'{platform}' is no platform: write win_amd64, manylinux_2_28_x86_64, macosx_14_0_arm64",
        )
    system = next(values for name, values in _SYSTEMS.items() if platform.startswith(name))
    machine = _MACHINES[match["machine"] or "win32"]
    return {
        **system,
        "implementation_name": "cpython",
        "implementation_version": python,
        "platform_machine": machine,
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_version": "",
        "python_full_version": python,
        "python_version": ".".join(python.split(".")[:2]),
    }


def closure(root: Path, platforms: Iterable[str], pythons: Iterable[str] = PYTHONS) -> list[Locked]:
    """What a participant needs on any of the platforms, as the lock has it, in order of names.

    GXD-B012 where the lock has not got it.
    """
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    lock = read_lock((root / "requirements.lock").read_text(encoding="utf-8"))
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: dict[str, Locked] = {}
    for environment in [target(one, python) for one in platforms for python in pythons]:
        todo = [Requirement(line) for line in (*project["dependencies"], *ALSO)]
        seen: set[tuple[str, str]] = set()
        while todo:
            wanted = todo.pop()
            name = canonicalize_name(wanted.name)
            if name not in lock:
                raise GxdError(
                    "GXD-B012",
                    f"{name} が requirements.lock にありません。make lock で作り直してください",
                    f"{name} is not in requirements.lock: make it again by 'make lock'",
                )
            for one in lock[name]:
                marker = one.requirement.marker
                if marker is None or marker.evaluate(environment):
                    found[str(one.requirement)] = one
            for extra in sorted({"", *wanted.extras}):
                if (name, extra) not in seen:
                    seen.add((name, extra))
                    todo += _needs(name, extra, environment)
    return [found[line] for line in sorted(found)]


def _needs(name: str, extra: str, environment: Mapping[str, str]) -> list[Requirement]:
    """What an installed package asks for; nothing of one for another system, which is not here."""
    from importlib.metadata import PackageNotFoundError, requires

    from packaging.requirements import Requirement

    try:
        asked = [Requirement(line) for line in requires(name) or ()]
    except PackageNotFoundError:
        return []
    values = {**environment, "extra": extra}
    return [one for one in asked if one.marker is None or one.marker.evaluate(values)]


def _tags(platform: str) -> list[str]:
    """The platform and the older ones whose wheels it runs as well."""
    match = _PLATFORM.fullmatch(platform)
    if match is None or match["glibc"] is None:
        return [platform]
    tags = []
    for glibc in range(int(match["glibc"]), 4, -1):
        tags.append(f"manylinux_2_{glibc}_{match['machine']}")
        tags += [f"{_OLD[glibc]}_{match['machine']}"] if glibc in _OLD else []
    return tags


def download(root: Path, platforms: Iterable[str], folder: Path) -> list[Path]:
    """The wheels for the platforms, fetched by pip into `folder`; GXD-B013 with pip's reason."""
    folder.mkdir(parents=True, exist_ok=True)
    for platform, python in [(one, python) for one in platforms for python in (FIRST, LAST)]:
        lines = [one.line(marker=False) for one in closure(root, [platform], [python])]
        with tempfile.TemporaryDirectory() as aside:
            wanted = Path(aside) / "requirements.txt"
            wanted.write_text("\n".join(lines) + "\n", encoding="utf-8")
            command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download"]
            command += ["--quiet", "--no-deps", "--only-binary=:all:", "--require-hashes"]
            command += ["--python-version", python, "--implementation", "cp"]
            command += [part for tag in _tags(platform) for part in ("--platform", tag)]
            command += ["--dest", str(folder), "--requirement", str(wanted)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            said = [line for line in done.stderr.splitlines() if "ERROR" in line]
            why = "\n  ".join(said[-4:]) or done.stderr.strip()[-300:]
            raise GxdError(
                "GXD-B013",
                f"{platform} のパッケージを取り寄せられません。ネットワークか --wheels の値を確かめてください:\n  {why}",
                f"the packages for {platform} cannot be fetched; check the network, or --wheels:\n  {why}",
            )
    return sorted(folder.glob("*.whl"))


def build_wheel(root: Path, folder: Path) -> Path:
    """Our own wheel, built without a network, the same bytes each time; GXD-B014 with the reason."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    wheels = sorted(folder.glob("gxd_teach-*.whl"))
    if done.returncode or not wheels:
        said = done.stderr.strip()[-300:]
        raise GxdError(
            "GXD-B014",
            f"gxd_teach のパッケージ(wheel)を作れません: {said}",
            f"the wheel of gxd_teach cannot be built: {said}",
            where="pyproject.toml",
        )
    return wheels[0]
