"""Results on their way into an archive: each is given on once it is stored, so what was told cannot be lost.

The reports, the failures and the ends of inputs go into the archive in their order: an input counts as finished in the
commit that brings its last report, or in a later one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.archive import Run
from dragoman.reading import Failure, Passed

from .records import Coded, Ended, Known, Result
from .working import as_read, report_of


class Storing:
    """Puts results into a run. ``detail`` tells whether reports are coded with every detail."""

    def __init__(self, run: Run, *, detail: bool) -> None:
        self._run, self._detail = run, detail
        self._waiting: list[Result] = []
        self._failed: set[tuple[str, int | None]] = set()  # since the last end of an input
        self._ended = False

    def storing(self, results: Iterable[Result]) -> Iterator[Result]:
        """Store results; each is given again when it is in the archive, a failure at once."""
        for result in results:
            self._put(result)
            if isinstance(result, Failure):
                yield result
            else:
                self._waiting.append(result)
            if not self._run.waiting:
                yield from self.stored()

    def stored(self) -> Iterator[Result]:
        """Those that are in the archive now and were not given yet; to be asked for after the run has ended, too."""
        given, self._waiting = self._waiting, []
        yield from given

    def _put(self, result: Result) -> None:
        if self._ended and not isinstance(result, Ended):
            self._failed.clear()
        self._ended = isinstance(result, Ended)
        match result:
            case Coded():
                self._run.add(report_of(result, detail=self._detail), as_read=as_read(result))
                if result.uncoded:
                    self._run.fail(result.path, result.uncoded)
            case Known():
                self._run.known(1)
            case Failure():
                self._failed.add((result.path, result.line))
                self._run.fail(result.path, result.message, line=result.line)
            case Ended():
                self._end(result)
            case Passed():
                pass

    def _end(self, ended: Ended) -> None:
        shard = ended.shard
        failed = shard.file is None and (shard.path, shard.line) in self._failed  # tried again, and failed again
        if ended.whole and not failed:
            self._run.finish(
                shard.path, line=shard.line, file=shard.file, size=shard.size, modified=shard.modified, how=shard.how
            )
