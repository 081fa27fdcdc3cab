"""A worker process: takes tasks from a pipe, gives back what came of each, and ends with its parent."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait

from dragoman.errors import DragomanError
from dragoman.records import Record

from .jobs import Task
from .records import Outcome
from .settings import BEAT, MEMORY
from .working import Make, Recipe, Works


class Ready(Record, frozen=True, kw_only=True):
    """The models are loaded. ``skipped`` are the lines of dictionaries that could not be used."""

    skipped: tuple[str, ...]


class Unusable(Record, frozen=True, kw_only=True):
    """The models could not be loaded: the name of the error and its message."""

    error: str
    message: str


class Beat(Record, frozen=True, kw_only=True):
    """A step is done; ``items`` is what the thing that was read last holds, where it was just read."""

    items: int | None


class Done(Record, frozen=True, kw_only=True):
    """What came of each thing of a task; ``memory`` are the bytes that the worker has, 0 where that is not known."""

    outcomes: list[list[Outcome]]
    memory: int = 0


class Fault(Record, frozen=True, kw_only=True):
    """A task could not be done, and why."""

    reason: str


Message = Ready | Unusable | Beat | Done | Fault


def serve(conn: Connection, recipe: Recipe, make: Make) -> None:
    """Do tasks until the pipe ends; the body of a worker process."""
    _prepare()
    try:
        working = make(recipe)
    except DragomanError as error:
        conn.send(Unusable(error=type(error).__name__, message=str(error)))
        return
    conn.send(Ready(skipped=working.skipped))
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):  # the parent has gone
        while True:
            task: Task = conn.recv()
            conn.send(_done(working, task, conn))


def reason_of(error: BaseException) -> str:
    """Why a report could not be coded, in words."""
    if isinstance(error, MemoryError):
        return f"could not be coded: it needs more than the {MEMORY / 1e6:,.0f} MB that a worker may have"
    words = " ".join(str(error).split())[:300]
    return f"could not be coded ({type(error).__name__}: {words}); this is a fault of Dragoman, please report it"


def _done(working: Works, task: Task, conn: Connection) -> Done | Fault:
    told = time.monotonic()

    def beat(items: int | None) -> None:
        nonlocal told
        if (items is not None and len(task.raws) == 1) or time.monotonic() - told > BEAT:
            told = time.monotonic()
            conn.send(Beat(items=items))

    try:
        return Done(outcomes=working(task, beat), memory=_memory())
    except (BrokenPipeError, ConnectionResetError):
        raise
    except Exception as error:  # whatever a report does to the coder, the others go on
        return Fault(reason=reason_of(error))


def _memory() -> int:
    """The bytes of this process that are in memory, as Linux tells them."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _prepare() -> None:
    """Leave Ctrl-C to the parent, bound the memory, and end where the parent ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":  # elsewhere the limit holds for address space, of which libraries reserve much
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    parent = parent_process()
    assert parent is not None
    threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(parent: int) -> None:
    wait([parent])
    os._exit(1)
