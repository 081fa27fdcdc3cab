"""One worker process as its parent sees it: started, given a task, heard, judged by the clock, ended."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context

from .jobs import Task
from .settings import LOAD_LIMIT
from .worker import Message, Ready, serve
from .working import Make, Recipe

_SPAWN = get_context("spawn")  # a fork would share the threads and locks of this process
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_STARTING = threading.Lock()


class Hand:
    """A worker process with the task that it is at. ``limit`` are the seconds that a step may take."""

    def __init__(self, recipe: Recipe, limit: float, make: Make) -> None:
        self._limit = limit
        self.task: Task | None = None
        self.items: int | None = None
        self.ready = False
        self.tasks = 0  # done
        self._since = time.monotonic()
        self.conn, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=serve, args=(theirs, recipe, make), daemon=True, name="dragoman-worker")
        with _one_thread():
            self._process.start()
        theirs.close()  # so that the pipe ends where the process does

    @property
    def pid(self) -> int | None:
        """The id of the process."""
        return self._process.pid

    def give(self, task: Task) -> None:
        """Give it a task; raises OSError where it has just died."""
        self.task, self.items, self._since = task, None, time.monotonic()
        self.conn.send(task)

    def hear(self) -> Message:
        """What it says next. Raises EOFError or OSError where it has died."""
        message: Message = self.conn.recv()
        self._since = time.monotonic()
        if isinstance(message, Ready):
            self.ready = True
        return message

    @property
    def left(self) -> float | None:
        """The seconds until it is late, None where it has nothing to do."""
        if self.ready and self.task is None:
            return None
        return self._since + (self._limit if self.ready else LOAD_LIMIT) - time.monotonic()

    def end(self) -> str:
        """End it at once, if it has not ended; gives how it ended, in words."""
        self._process.join(0.5 if not self.conn.closed and self._gone() else 0)
        died = self._process.exitcode
        self._process.kill()
        self._process.join()
        self.conn.close()
        return _how(died)

    def _gone(self) -> bool:
        """Whether the pipe has ended: then the process is about to, and its exit code is worth waiting for."""
        try:
            return self.conn.poll() and not self.conn.recv_bytes()
        except (EOFError, OSError):
            return True


def _how(exitcode: int | None) -> str:
    if exitcode is None or exitcode >= 0:
        return "it ended" if exitcode is None else f"it ended with status {exitcode}"
    try:
        name = signal.Signals(-exitcode).name
    except ValueError:
        name = f"signal {-exitcode}"
    hint = "; perhaps the machine had no memory left" if name == "SIGKILL" else ""
    return f"it was ended by {name}{hint}"


@contextmanager
def _one_thread() -> Iterator[None]:
    """Processes that are started meanwhile compute on one core each: there is one of them for each core."""
    with _STARTING:
        before = {name: os.environ.get(name) for name in _ONE_THREAD}
        os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value
