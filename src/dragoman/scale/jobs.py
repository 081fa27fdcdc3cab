"""A chunk under way: which of it is done, what is tried again for itself, and what is given up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.reading import Failure, Raw
from dragoman.records import Record

from .records import Chunk, Outcome, Result


class Task(Record, frozen=True, kw_only=True):
    """What a worker is given: things of the chunk ``job`` from its ``first`` on; with ``only`` one item of a thing."""

    job: int
    first: int
    raws: tuple[Raw, ...]
    only: int | None = None


class Job:
    """A chunk with what came of it so far.

    It is done as a whole. Where that fails each thing is tried alone, and of a feed each entry alone, so that what is
    to blame is found and the rest is coded.
    """

    def __init__(self, number: int, chunk: Chunk) -> None:
        self.number, self.chunk = number, chunk
        self._parts: list[list[Sequence[Outcome] | None]] = [[None] for _ in chunk.raws]

    def first_task(self) -> Task | None:
        """The whole chunk as a task; None where there is nothing to read in it."""
        raws = self.chunk.raws
        return Task(job=self.number, first=0, raws=raws) if raws else None

    def done(self, task: Task, outcomes: Sequence[Sequence[Outcome]]) -> None:
        """Take what came of a task: the outcomes of each of its things."""
        if task.only is not None:
            self._parts[task.first][task.only] = outcomes[0]
            return
        for at, found in enumerate(outcomes, start=task.first):
            self._parts[at] = [found]

    def failed(self, task: Task, reason: str, items: int | None) -> list[Task]:
        """Take that a task could not be done. Gives what to try in its place; nothing where the guilty one is found.

        ``items`` is how many reports its one thing was seen to hold.
        """
        if len(task.raws) > 1:
            return [Task(job=self.number, first=at, raws=(raw,)) for at, raw in enumerate(task.raws, start=task.first)]
        if task.only is None and items is not None and items > 1:
            self._parts[task.first] = [None] * items
            return [Task(job=self.number, first=task.first, raws=task.raws, only=at) for at in range(items)]
        [raw] = task.raws
        self._parts[task.first][task.only or 0] = [Failure(path=raw.path, line=raw.line, message=reason)]
        return []

    @property
    def finished(self) -> bool:
        """Whether nothing is left to do."""
        return all(part is not None for parts in self._parts for part in parts)

    def results(self) -> Iterator[Result]:
        """What came of the chunk, in the order of its entries; what is not done yet is left out."""
        parts = iter(self._parts)
        for entry in self.chunk.entries:
            if isinstance(entry, Raw):
                yield from (outcome for part in next(parts) for outcome in part or ())
            else:
                yield entry
