"""A second wall: calls to the kernel that no notebook needs are refused (seccomp).

What the namespaces leave open is closed here: memory that no limit counts, the kernel's key
rings, other families of sockets than the local and internet ones (some know no namespaces),
namespaces within namespaces, and what is only of use against the kernel itself. A refused call
fails with EPERM. Written by hand in classic BPF for x86-64 and AArch64, whose numbers for the
calls are known here. See seccomp(2), syscalls(2).
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
from functools import cache
from typing import Any

__all__ = ["CLONE", "known", "own_key_ring", "program", "refuse_calls"]

# Calls by the numbers they have on x86-64 and on AArch64.
_REFUSED = {
    # memory that belongs to no process, so that nobody could be held to account for it
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194),
    "vmsplice": (278, 75),
    "msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180),
    # keys, which outlive the process that adds them
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    # looking into other processes
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "kcmp": (312, 272), "pidfd_getfd": (438, 438),
    # another view of the system
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39),
    "pivot_root": (155, 41), "chroot": (161, 51), "open_tree": (428, 428),
    "move_mount": (429, 429), "fsopen": (430, 430), "fsconfig": (431, 431),
    "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    "open_by_handle_at": (304, 265), "fanotify_init": (300, 262),
    # roads into the kernel
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "modify_ldt": (154, None),
    "iopl": (172, None), "ioperm": (173, None),
    # the machine and its clocks
    "reboot": (169, 142), "swapon": (167, 224), "swapoff": (168, 225), "syslog": (103, 116),
    "acct": (163, 89), "quotactl": (179, 60), "settimeofday": (164, 170),
    "clock_settime": (227, 112), "adjtimex": (159, 171), "clock_adjtime": (305, 266),
    "sethostname": (170, 161), "setdomainname": (171, 162), "vhangup": (153, 58),
}  # fmt: skip
_CLONES, _CLONE3 = (56, 220), (435, 435)
_SOCKET, _SOCKETPAIR = (41, 198), (53, 199)
_FAMILIES = (1, 2, 10, 16)  # unix, IPv4, IPv6, netlink
_NEW_NAMESPACE = 0x7E020000
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}

CLONE = _CLONES[_ARCHITECTURES.get(platform.machine(), (0, 0))[0]]  # its number on this machine

_LOAD, _JUMP_EQUAL, _JUMP_FROM, _JUMP_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000
_PR_SET_SECCOMP, _MODE_FILTER = 22, 2


def known() -> bool:
    """Whether the numbers of this machine's calls are known here."""
    return platform.machine() in _ARCHITECTURES


@cache
def program(machine: str) -> bytes:
    """The filter for a machine, as the kernel takes it: instructions of eight bytes each.

    >>> len(program("x86_64")) % 8
    0
    """
    place, architecture = _ARCHITECTURES[machine]
    lines = [
        (_LOAD, 0, 0, _ARCHITECTURE), (_JUMP_EQUAL, 1, 0, architecture), (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
    ]  # fmt: skip
    refuse = (_RETURN, 0, 0, _ERROR | errno.EPERM)
    if machine == "x86_64":  # the same calls under other numbers (x32)
        lines += [(_JUMP_FROM, 0, 1, 0x40000000), refuse]
    # The C library falls back on clone, whose flags can be read here.
    lines += [(_JUMP_EQUAL, 0, 1, _CLONE3[place]), (_RETURN, 0, 0, _ERROR | errno.ENOSYS)]
    lines += [
        (_JUMP_EQUAL, 0, 4, _CLONES[place]), (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_JUMP_ANY_BIT, 0, 1, _NEW_NAMESPACE), refuse, (_RETURN, 0, 0, _ALLOW),
    ]  # fmt: skip
    for call in (_SOCKET, _SOCKETPAIR):
        count = len(_FAMILIES)
        lines += [(_JUMP_EQUAL, 0, count + 3, call[place]), (_LOAD, 0, 0, _FIRST_ARGUMENT)]
        lines += [(_JUMP_EQUAL, count - i, 0, family) for i, family in enumerate(_FAMILIES)]
        lines += [refuse, (_RETURN, 0, 0, _ALLOW)]
    refused = [numbers[place] for numbers in _REFUSED.values() if numbers[place] is not None]
    for i, number in enumerate(refused):
        lines.append((_JUMP_EQUAL, len(refused) - i, 0, int(number or 0)))
    lines += [(_RETURN, 0, 0, _ALLOW), refuse]
    return b"".join(struct.pack("=HBBI", *line) for line in lines)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("lines", ctypes.c_char_p))


def refuse_calls(libc: Any) -> None:
    """Put the filter on this process and all it will start; it can never be taken off.

    Needs "no new privileges" set before. `OSError` where the kernel has no such filters.
    """
    code = program(platform.machine())
    filled = _Program(len(code) // 8, code)
    if libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(filled), 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_SECCOMP)")


def own_key_ring(libc: Any) -> None:
    """Leave the key ring of whoever started this process for a new, empty one."""
    place, _ = _ARCHITECTURES[platform.machine()]
    join_session_keyring = 1
    libc.syscall(_REFUSED["keyctl"][place], join_session_keyring, None)
