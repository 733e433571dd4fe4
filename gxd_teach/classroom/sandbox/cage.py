"""A cage for one submission: a child process in namespaces and with limits of its own.

Linux only. The child gets a new user, process, mount, IPC and network namespace, a fresh file
system under /tmp and /dev/shm, and no way to see, signal or outlive its parent: when the first
process of its process namespace ends, the kernel ends all others with it. Nothing it could write
to is seen by the next: not the log of the warm parent, no key ring, no counter of the network.
See namespaces(7), user_namespaces(7), prctl(2), getrlimit(2).
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import resource
import signal
import socket
import struct
import sys
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from gxd_teach.classroom.sandbox.limits import Limits
from gxd_teach.classroom.sandbox.syscalls import CLONE, own_key_ring, refuse_calls

__all__ = ["caged", "forget_privileges", "keep_only", "try_out"]

_NEW = {"mount": 0x00020000, "uts": 0x04000000, "ipc": 0x08000000, "user": 0x10000000,
          "pid": 0x20000000, "net": 0x40000000}  # fmt: skip
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_CAPBSET_DROP = 1, 4, 24
_PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL = 38, 47, 4
_MS_NOSUID, _MS_NODEV, _MS_NOEXEC = 2, 4, 8
_MS_REC, _MS_PRIVATE = 16384, 1 << 18
_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 1  # of a network interface, see netdevice(7)
_CAPABILITY_VERSION_3 = 0x20080522

_libc: Any = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
_libc_held: Any = (
    ctypes.PyDLL(None, use_errno=True) if sys.platform == "linux" else None
)  # no GIL lost


def _call(name: str, *arguments: Any) -> None:
    if getattr(_libc, name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def _mount(kind: bytes, target: bytes, options: bytes, flags: int) -> None:
    _call("mount", kind, target, kind, ctypes.c_ulong(flags), options)


def keep_only(descriptors: Iterable[int]) -> None:
    """Close every file descriptor but these and the standard three."""
    begin = 3
    for descriptor in sorted(descriptors):
        os.closerange(begin, descriptor)
        begin = descriptor + 1
    os.closerange(begin, resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def forget_privileges(user: int) -> None:
    """From root behind the walls: mount /proc, then become an ordinary user for good.

    Root would not be bound by the limit on processes.
    """
    _mount(b"proc", b"/proc", b"", _MS_NOSUID | _MS_NODEV | _MS_NOEXEC)
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    _drop_capabilities()
    _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    # After a change of user the kernel marks the process as not its user's own; the child's
    # /proc/self/uid_map could not be written then.
    _libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0)


def _drop_capabilities() -> None:
    for capability in range(64):
        _libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)
    _libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    _call("capset", header, (ctypes.c_uint32 * 6)())


def _limit(limits: Limits) -> None:
    """Limits of the kernel on each process; the sum over processes is watched from outside."""
    megabyte = 1 << 20
    seconds = int(limits.seconds) + 1
    pairs = {
        resource.RLIMIT_AS: (limits.memory_mb + 3072) * megabyte,  # what is mapped, not used
        resource.RLIMIT_DATA: limits.memory_mb * megabyte,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: limits.disk_mb * megabyte,
        resource.RLIMIT_NPROC: _own_processes() + limits.processes,
        resource.RLIMIT_NOFILE: 128,  # what waits in sockets is counted nowhere else
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_MSGQUEUE: 0,
    }
    for name, most in pairs.items():
        hard = resource.getrlimit(name)[1]
        value = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(name, (value, value))


def _own_processes() -> int:
    """Threads this user already has, as far as they are to be seen: the limit counts them."""
    mine, count = os.getuid(), 0
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                if entry.stat().st_uid == mine:
                    count += len(os.listdir(f"/proc/{entry.name}/task"))
            except OSError:
                continue
    return count


def _fork_into(namespaces: int) -> int:
    """Fork, with the child in new namespaces from its first moment: one fork, where unshare(2)
    would take two, each of which copies the tables of all that is in memory."""
    ctypes.pythonapi.PyOS_BeforeFork()
    child: int = _libc_held.syscall(CLONE, namespaces | signal.SIGCHLD, 0, 0, 0, 0)
    if child == 0:
        ctypes.pythonapi.PyOS_AfterFork_Child()
        return 0
    number = ctypes.get_errno()
    ctypes.pythonapi.PyOS_AfterFork_Parent()
    if child < 0:
        raise OSError(number, f"clone: {os.strerror(number)}")
    return child


def _stay(user: int, group: int) -> None:
    """Be the same user in the new user namespace, and nobody else."""
    for file, line in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        with open(f"/proc/self/{file}", "w", encoding="ascii") as handle:
            handle.write(line)


def _own_files(limits: Limits) -> None:
    """Fresh file systems wherever one could write, and /proc with one's own processes."""
    _call("mount", None, b"/", None, ctypes.c_ulong(_MS_REC | _MS_PRIVATE), None)
    flags = _MS_NOSUID | _MS_NODEV
    _mount(b"proc", b"/proc", b"", flags | _MS_NOEXEC)
    room = b"size=%dm,nr_inodes=16k,mode=0700" % limits.disk_mb
    _mount(b"tmpfs", b"/tmp", room, flags)
    _mount(b"tmpfs", b"/dev/shm", b"size=16m,nr_inodes=1k,mode=0700", flags | _MS_NOEXEC)


def _own_network() -> None:
    """A loopback of one's own, so that a server in a notebook can be reached from it."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_:
        asked = fcntl.ioctl(any_, _GET_FLAGS, struct.pack("16sH14x", b"lo", 0))
        flags = struct.unpack("16sH14x", asked)[1] | _UP
        fcntl.ioctl(any_, _SET_FLAGS, struct.pack("16sH14x", b"lo", flags))


def _no_further_namespaces() -> None:
    """None can be made inside this one, also where calls are not filtered."""
    for kind in ("user", "mnt", "pid", "net", "ipc", "uts", "cgroup"):
        with (
            contextlib.suppress(OSError),
            open(f"/proc/sys/user/max_{kind}_namespaces", "w") as file,
        ):
            file.write("0")


def _nothing_shared() -> None:
    """Standard input and output of its own: the warm parent's log is no place to leave a note."""
    nowhere = os.open("/dev/null", os.O_RDWR)
    for descriptor in range(3):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


def caged(limits: Limits, work: Callable[[], NoReturn], *, walls: bool = True) -> int:
    """Fork a child that does `work` in a cage; its process number, for the parent to watch.

    The child is the first process of a new process namespace: when it ends, all others in it end.
    Without `walls` there are limits but no namespaces. `OSError` where no child can be made.
    """
    user, group = os.getuid(), os.getgid()
    child = _fork_into(sum(_NEW.values())) if walls else os.fork()
    if child:
        return child
    try:
        os.setsid()
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        # Where memory runs out all the same, the kernel ends a submission and not the grader.
        with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
            file.write("1000")
        _limit(limits)
        if walls:
            _wall_in(limits, user, group)
        else:
            _nothing_shared()
        work()
    except BaseException as error:  # nothing may get back into the parent's loop
        os.write(2, f"cage: {error}\n".encode(errors="replace"))
    os._exit(70)


def _wall_in(limits: Limits, user: int, group: int) -> None:
    """Make the new namespaces one's own, then give up whatever could undo it."""
    _stay(user, group)
    own_key_ring(_libc)
    _own_files(limits)
    _own_network()
    _no_further_namespaces()
    _drop_capabilities()
    _nothing_shared()
    _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    refuse_calls(_libc)


def try_out(user: int) -> None:
    """Make one cage and see it end well; `OSError` with the reason where none can be made.

    To be called once behind fresh walls; `user` is whom root becomes first, 0 for nobody else.
    """
    if user and os.getuid() == 0:
        forget_privileges(user)
    status = os.waitstatus_to_exitcode(os.waitpid(caged(Limits(), lambda: os._exit(0)), 0)[1])
    if status != 0:
        raise OSError(f"no cage can be made ({status})")
