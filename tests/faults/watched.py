"""A child process under watch: its files, network and programs by audit hook, its memory and its time by limits.

What Python's audit events cannot see, files and sockets that a library opens in C, is left to the limits and to the
look at the folders afterwards. The hook cannot be taken off again, so this is for processes of their own.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ADDRESS_SPACE = 6_000_000_000  # bytes; libraries map far more than they use, so the bar itself is on what was used
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.bind", "urllib.Request")
_PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "ctypes.dlopen")
_CHANGES = ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.chmod", "os.symlink", "os.link", "os.truncate")
_DANGERS = ("pickle.find_class",)
Told = Callable[[str], None]


def watch(allowed: Path, told: Told, *, code_from: tuple[Path, ...] = ()) -> None:
    """Tell of every file changed outside ``allowed``, every address asked for, every program started, from now on.

    Network and programs are refused besides. ``code_from`` are folders whose files may not become code.
    """
    inside = str(allowed.resolve()) + os.sep
    barred = tuple(str(folder.resolve()) + os.sep for folder in code_from)

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event == "open":
            if _writes(args) and not _within(args[0], inside):
                told(f"opened for writing: {args[0]}")
        elif event in _NETWORK or event in _PROGRAMS:
            told(f"{event} {args[:2]!r:.200}")
            raise PermissionError(f"{event} is refused here")
        elif event in _CHANGES:
            if not _within(args[0], inside):
                told(f"{event} {args[0]}")
        elif event in _DANGERS:
            told(f"{event} {args!r:.200}")
        elif event == "exec" and barred and args[0].co_filename.startswith(barred):
            told(f"ran code of {args[0].co_filename}")

    sys.addaudithook(hook)


def limit_memory(size: int = ADDRESS_SPACE) -> None:
    """Bound the address space, where the system has such a limit."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))


def peak_mb() -> float:
    """The most memory that this process has had at a time, in megabytes (Linux counts kilobytes, macOS bytes)."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / 1e6 if sys.platform == "darwin" else used * 1024 / 1e6


def _writes(args: tuple[Any, ...]) -> bool:
    _, mode, flags = args
    return any(sign in mode for sign in "wax+") if isinstance(mode, str) else bool(flags & _WRITES)


def _within(path: object, inside: str) -> bool:
    if isinstance(path, int):  # a file that is open already
        return True
    name = os.path.realpath(os.fsdecode(path)) if isinstance(path, str | bytes | os.PathLike) else ""
    return name.startswith(inside) or name == os.devnull
