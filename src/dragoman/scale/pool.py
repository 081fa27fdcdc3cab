"""Worker processes that code chunks, looked after by one thread; what is read waits in bounded queues.

Three threads: one reads the inputs and cuts them into chunks, one deals these out and hears the workers, and the
caller's takes the results in the order of the inputs. Where the caller is slow nothing more is dealt out, and where the
workers are slow nothing more is read: memory does not grow with the input.

A worker that dies, or is silent for longer than the time limit, is replaced, and what it was at is tried piece by
piece.
"""

from __future__ import annotations

import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import wait

from dragoman import errors
from dragoman.errors import ScaleError

from .hands import Hand
from .jobs import Job, Task
from .records import Chunk
from .settings import AHEAD, FALSE_STARTS, READ_AHEAD, READ_AHEAD_BYTES, RENEW, RENEW_AFTER
from .worker import Beat, Done, Fault, Message, Ready, Unusable
from .working import Make, Recipe, Working


class Pool:
    """Codes the chunks of an input with ``workers`` processes; ``limit`` are the seconds that a report may take.

    ``make`` makes of the recipe what codes, in each of them.
    Use it in a ``with`` block, iterate over ``jobs`` there, and take what was finished out of order from ``rest``
    afterwards. Raises what ``Coder`` raises where the models cannot be loaded, and ScaleError where no worker starts.
    """

    def __init__(
        self, recipe: Recipe, chunks: Iterable[Chunk], *, workers: int, limit: float, make: Make = Working
    ) -> None:
        self._recipe, self._chunks, self._workers, self._limit, self._make = recipe, chunks, workers, limit, make
        self._changed = threading.Condition()  # guards all that follows
        self._read: deque[Chunk] = deque()
        self._all_read = False
        self._jobs: dict[int, Job] = {}
        self._next = 0
        self._error: BaseException | None = None
        self._stopped = False
        self._ear, self._bell = Pipe(duplex=False)
        self._hands: list[Hand] = []  # the dealing thread alone touches these four
        self._again: deque[Task] = deque()
        self._dealt = 0
        self._false_starts = 0
        self.skipped: tuple[str, ...] = ()

    def __enter__(self) -> Pool:
        self._threads = [threading.Thread(target=target, daemon=True) for target in (self._reading, self._dealing)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End the workers; what they are at is not finished."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        self._ring()
        self._threads[1].join()  # that of reading may wait for a slow input; it ends with the process

    def jobs(self) -> Iterator[Job]:
        """The chunks, done, in the order of the inputs."""
        while (job := self._take()) is not None:
            yield job

    def rest(self) -> list[Job]:
        """The chunks that were under way when it was stopped: parts of them may be done."""
        return [self._jobs[number] for number in sorted(self._jobs)]

    @property
    def pids(self) -> list[int]:
        """The ids of the worker processes there are now."""
        return [hand.pid for hand in self._hands if hand.pid is not None]

    def _take(self) -> Job | None:
        with self._changed:
            while True:
                job = self._jobs.get(self._next)
                if job is not None and job.finished:
                    del self._jobs[self._next]
                    self._next += 1
                    self._ring()
                    return job
                if self._error is not None:
                    raise self._error
                if self._all_read and not self._read and not self._jobs:
                    return None
                self._changed.wait()

    def _ring(self) -> None:
        """Wake the dealing thread."""
        with suppress(OSError):
            if not self._ear.poll():
                self._bell.send_bytes(b"!")

    def _reading(self) -> None:
        try:
            for chunk in self._chunks:
                with self._changed:
                    while self._full() and not self._stopped:
                        self._changed.wait()
                    if self._stopped:
                        return
                    self._read.append(chunk)
                self._ring()
        except BaseException as error:  # told to the caller
            self._fail(error)
        with self._changed:
            self._all_read = True
            self._changed.notify_all()
        self._ring()

    def _full(self) -> bool:
        bytes_read = sum(len(raw.data) for chunk in self._read for raw in chunk.raws)
        return len(self._read) >= READ_AHEAD * self._workers or bytes_read > READ_AHEAD_BYTES

    def _dealing(self) -> None:
        if hasattr(signal, "pthread_sigmask"):  # workers inherit it: Ctrl-C is for the parent alone
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        try:
            while not self._stopped:
                self._deal()
                self._listen()
                self._judge()
        except BaseException as error:  # told to the caller
            self._fail(error)
        finally:
            for hand in self._hands:
                hand.end()
            self._hands.clear()

    def _fail(self, error: BaseException) -> None:
        with self._changed:
            self._error = self._error or error
            self._changed.notify_all()

    def _deal(self) -> None:
        """Give every worker that has nothing to do a task, and start one where there are too few."""
        while task := self._next_task():
            hand = next((hand for hand in self._hands if hand.task is None), None)
            if hand is None and len(self._hands) < self._workers:
                hand = Hand(self._recipe, self._limit, self._make)
                self._hands.append(hand)
            if hand is None:
                self._again.appendleft(task)
                return
            try:
                hand.give(task)
            except OSError:
                self._replace(hand)

    def _next_task(self) -> Task | None:
        if self._again:
            return self._again.popleft()
        with self._changed:
            while self._read and len(self._jobs) < AHEAD * self._workers:
                job = Job(self._dealt, self._read.popleft())
                self._jobs[self._dealt] = job
                self._dealt += 1
                self._changed.notify_all()
                if task := job.first_task():
                    return task
        return None

    def _listen(self) -> None:
        """Wait until a worker says something, the caller has taken or read something, or a worker is late."""
        waits = [left for hand in self._hands if (left := hand.left) is not None]
        by_conn = {hand.conn: hand for hand in self._hands}
        for conn in wait([*by_conn, self._ear], timeout=max(min(waits), 0) if waits else None):
            if conn is self._ear:
                self._ear.recv_bytes()
                continue
            hand = by_conn[conn]  # type: ignore[index]
            try:
                self._heard(hand, hand.hear())
            except (EOFError, OSError):
                self._replace(hand)

    def _heard(self, hand: Hand, message: Message) -> None:
        task = hand.task
        match message:
            case Ready(skipped=skipped):
                self.skipped, self._false_starts = skipped, 0
            case Unusable(error=name, message=words):
                raise getattr(errors, name, ScaleError)(words)
            case Beat(items=items):
                hand.items = items if items is not None else hand.items
            case Done(outcomes=outcomes, memory=memory) if task:
                hand.task = None
                hand.tasks += 1
                if memory > RENEW and hand.tasks >= RENEW_AFTER:
                    self._hands.remove(hand)
                    hand.end()
                with self._changed:
                    self._jobs[task.job].done(task, outcomes)
                    self._changed.notify_all()
            case Fault(reason=reason) if task:
                hand.task = None
                self._failed(task, reason, hand.items)

    def _judge(self) -> None:
        """Replace the workers that are late. What one has said in between counts first."""
        for hand in list(self._hands):
            if hand.left is not None and hand.left <= 0 and not hand.conn.poll():
                self._replace(hand, late=True)

    def _replace(self, hand: Hand, *, late: bool = False) -> None:
        """Give up a worker that died or is late; what it was at is tried piece by piece, by others."""
        self._hands.remove(hand)
        how, task = hand.end(), hand.task
        if not hand.ready:
            self._false_starts += 1
            if self._false_starts >= FALSE_STARTS:
                raise ScaleError(
                    f"{FALSE_STARTS} worker processes one after another did not start: {how}; try fewer --workers, and "
                    "see whether the machine has memory left (each needs about 600 MB)"
                )
            if task:
                self._again.append(task)
        elif task and late:
            reason = f"took longer than {self._limit:g} s and was given up; give it longer with --time-limit"
            self._failed(task, reason, hand.items)
        elif task:
            self._failed(task, f"could not be coded: the process that was at it is gone ({how})", hand.items)

    def _failed(self, task: Task, reason: str, items: int | None) -> None:
        with self._changed:
            self._again.extend(self._jobs[task.job].failed(task, reason, items))
            self._changed.notify_all()
