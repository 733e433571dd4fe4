"""The walls around the warm parent: a bubblewrap sandbox without network, home or course.

It sees the system's libraries, this Python and this package, read-only, and nothing else: no
solutions, no gradebook, no other submission (https://github.com/containers/bubblewrap).
Started by root, it becomes an unprivileged user first.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from gxd_teach import datasets
from gxd_teach.classroom.sandbox.syscalls import known
from gxd_teach.errors import GxdError

__all__ = ["command", "why_no_walls"]

# Read-only from the system, where it has them.
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache",
           "/etc/alternatives", "/etc/fonts", "/etc/localtime", "/nix/store")  # fmt: skip
_ROOM = "/gxd"  # where this Python and this package are shown inside
# Some systems allow the walls and then no cage inside them: only a trial tells.
_TRIAL = (
    "import sys; from gxd_teach.classroom.sandbox.cage import try_out; try_out(int(sys.argv[1]))"
)
_FIRST_USER = 61_184  # the range that Linux systems leave to short-lived users, 61184 to 65519


def command(
    place: int, descriptor: int, *, walls: bool, folders: tuple[Path, ...] = ()
) -> list[str]:
    """The command that starts a warm parent; `place` counts the parents that run at once.

    `descriptor` is its control socket; the content of `folders` is shown to it in ``/gxd/0``, ….
    """
    user = _FIRST_USER + place if os.getuid() == 0 else 0
    warm = [
        "-m", "gxd_teach.classroom.sandbox.warm", str(descriptor),
        "walls" if walls else "trust", str(user),
    ]  # fmt: skip
    if not walls:
        return [sys.executable, *warm]
    return [*_bubblewrap(folders), *warm]


def _bubblewrap(folders: tuple[Path, ...] = ()) -> list[str]:
    """The words that build the sandbox, down to the Python in it."""
    words = ["bwrap", "--die-with-parent", "--unshare-pid", "--unshare-net", "--unshare-ipc",
             "--unshare-uts", "--unshare-cgroup-try", "--new-session", "--hostname", "grading"]  # fmt: skip
    if os.getuid() == 0:
        # Just enough to mount /proc and become somebody else; the warm parent drops these, too.
        words += ["--cap-drop", "ALL"]
        for capability in ("CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP", "CAP_SYS_ADMIN"):
            words += ["--cap-add", capability]
        # Root's bubblewrap covers parts of /proc, and the kernel then lets no cage mount its
        # own: the warm parent mounts it instead.
        words += ["--perms", "0755", "--dir", "/proc"]
    else:
        words += ["--unshare-user", "--proc", "/proc"]
    python, shown, search = _python()
    shown |= {f"{_ROOM}/{number}": folder for number, folder in enumerate(folders)}
    # Named one by one, because bubblewrap makes the folders on the way for its own user only.
    for parent in sorted(
        {str(parent) for path in (*_SYSTEM, *shown) for parent in Path(path).parents}
    ):
        if parent != "/":
            words += ["--perms", "0755", "--dir", parent]
    for name in _SYSTEM:
        path = Path(name)
        if path.is_symlink():
            words += ["--symlink", os.readlink(path), name]
        elif path.exists():
            words += ["--ro-bind", name, name]
    for inside, outside in sorted(shown.items()):
        words += ["--ro-bind", str(outside), inside]
    words += ["--dev", "/dev", "--remount-ro", "/dev", "--perms", "1777", "--tmpfs", "/tmp"]
    words += ["--remount-ro", "/", "--chdir", "/", "--clearenv"]
    for name, value in _environment(search).items():
        words += ["--setenv", name, value]
    return [*words, python]


def _python() -> tuple[str, dict[str, Path], list[str]]:
    """The interpreter as it is called inside, what to show where, and where it looks for modules.

    Everything is shown at places of its own, so that no path of this machine (a home, a course
    under /tmp) is needed or seen.
    """
    package = Path(__file__).resolve().parents[2]
    shown = {f"{_ROOM}/source/gxd_teach": package}
    if not datasets.folder().is_relative_to(package):
        shown[f"{_ROOM}/source/datasets"] = datasets.folder()
    search = [f"{_ROOM}/source"]
    base, executable = Path(sys.base_prefix), Path(sys.executable).resolve()
    if base.is_relative_to("/usr") and not base.is_relative_to("/usr/local"):
        python = str(executable)
    else:
        shown[f"{_ROOM}/python"] = base
        python = f"{_ROOM}/python/{executable.relative_to(base.resolve())}"
    library = Path(os.__file__).parent
    for number, name in enumerate(sys.path):
        folder = Path(name)
        installed = folder.is_dir() and folder.name in ("site-packages", "dist-packages")
        if installed and not folder.is_relative_to(library):
            shown[f"{_ROOM}/packages-{number}"] = folder
            search.append(f"{_ROOM}/packages-{number}")
    return python, shown, search


def _environment(search: list[str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("GXD_LANG",) if name in os.environ}
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {
        "LD_LIBRARY_PATH": f"{_ROOM}/python/lib",  # a Python with a library of its own, moved
        "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/tmp", "TZ": "Asia/Tokyo",
        "PYTHONPATH": ":".join(search), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0",
        "PYTHONSAFEPATH": "1", "MPLCONFIGDIR": "/tmp/matplotlib", "IPYTHONDIR": "/tmp/ipython",
        **threads, **kept,
    }  # fmt: skip


@cache
def why_no_walls() -> GxdError | None:
    """None where submissions can be walled in; else GXD-C090 with what to do about it."""
    if sys.platform != "linux":
        return _no_walls("Linux(Windows では WSL2)が要ります", "needs Linux (on Windows: WSL2)")
    if not known():
        return _no_walls(
            "x86-64 か AArch64 の計算機が要ります", "needs an x86-64 or AArch64 processor"
        )
    if shutil.which("bwrap") is None:
        return _no_walls(
            "bubblewrap がありません。sudo apt-get install bubblewrap で入ります",
            "bubblewrap is not installed: sudo apt-get install bubblewrap",
        )
    try:
        tried = subprocess.run(
            [*_bubblewrap(), "-c", _TRIAL, str(_FIRST_USER if os.getuid() == 0 else 0)],
            capture_output=True, text=True, timeout=30, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as cause:
        return _no_walls(str(cause), str(cause))
    if tried.returncode:
        said = (tried.stderr.strip().splitlines() or ["bwrap"])[-1]
        return _no_walls(
            f"この計算機では bubblewrap が動きません({said})。管理者に user namespaces を許してもらってください",
            f"bubblewrap does not work here ({said}): ask the administrator to allow user namespaces",
        )
    return None


def _no_walls(ja: str, en: str) -> GxdError:
    return GxdError(
        "GXD-C090",
        f"提出物を囲って実行できません。{ja}。信頼できる提出物だけなら --trust-submissions で採点できます",
        f"submissions cannot be run in a sandbox here: {en}. Where you trust them all,"
        " --trust-submissions grades without one",
    )
