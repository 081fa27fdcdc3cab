"""Inputs coded in this process or by workers: the results in the order of the inputs, the same bytes either way."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from .jobs import Job, Task
from .pool import Pool
from .records import Ended, Result
from .settings import TIME_LIMIT
from .source import Position, Retry, Walk, chunks
from .worker import reason_of
from .working import Make, Recipe, Working, Works

Told = Callable[[tuple[str, ...]], None]


class Coding:
    """The coding of what walks give, one after the other: iterate it once, in a ``with`` block.

    With ``workers`` processes do the work and the time limit holds; without, this process does it. ``make``
    makes of the recipe what codes. ``told`` is given
    the lines of actor dictionaries that could not be used. Iterating raises what ``Coder`` and ``Pool`` raise.
    """

    def __init__(
        self,
        walks: Sequence[Walk | Retry],
        recipe: Recipe,
        *,
        make: Make = Working,
        workers: int | None = None,
        limit: float = TIME_LIMIT,
        told: Told = lambda _: None,
    ) -> None:
        self._chunks = chain.from_iterable(map(chunks, walks))
        self._recipe, self._make, self.told = recipe, make, told
        self._pool = Pool(recipe, self._chunks, workers=workers, limit=limit, make=make) if workers else None
        self.position = Position(total=walks[-1].position.total)
        self._walks = walks
        self._under_way: list[Job] = []

    def __enter__(self) -> Coding:
        if self._pool:
            self._pool.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End the workers."""
        if self._pool:
            self._pool.stop()

    def __iter__(self) -> Iterator[Result]:
        for job in self._in_pool(self._pool) if self._pool else self._here():
            yield from job.results()
            self.position.behind = job.chunk.behind

    def finished(self) -> Iterator[Result]:
        """After a stop: what came of the chunks that are done in part or not in their turn, without ends of inputs."""
        for job in self._pool.rest() if self._pool else self._under_way:
            yield from (result for result in job.results() if not isinstance(result, Ended))

    @property
    def left_out(self) -> int:
        """How many inputs were not opened because they are done."""
        return sum(walk.position.finished for walk in self._walks)

    def _in_pool(self, pool: Pool) -> Iterator[Job]:
        told = False
        for job in pool.jobs():
            if pool.skipped and not told:
                self.told(pool.skipped)
                told = True
            yield job

    def _here(self) -> Iterator[Job]:
        working = self._make(self._recipe)
        if working.skipped:
            self.told(working.skipped)
        for number, chunk in enumerate(self._chunks):
            job = Job(number, chunk)
            self._under_way = [job]
            _do(job, working)
            self._under_way = []
            yield job


def _do(job: Job, working: Works) -> None:
    """Code a chunk in this process; where it fails, piece by piece."""
    first = job.first_task()
    tasks: deque[Task] = deque([first] if first else ())
    while tasks:
        task, items = tasks.popleft(), None

        def beat(found: int | None) -> None:
            nonlocal items
            items = found if found is not None else items

        try:
            job.done(task, working(task, beat))
        except Exception as error:  # whatever a report does to the coder, the others go on
            tasks.extend(job.failed(task, reason_of(error), items))
