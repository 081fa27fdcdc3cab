"""Whole runs as ``dragoman code --workers N --archive`` makes them, without the grouping that follows: scaling, growth.

Run as a script it is such a run: ``python chain_runs.py INPUT ARCHIVE WORKERS SKIPPED`` prints what it took. It looks
at its workers as Linux shows them; elsewhere their processor seconds and memory count as 0 until they have ended.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterable
from itertools import islice
from multiprocessing import active_children
from pathlib import Path

import msgspec

from dragoman.archive import Archive
from dragoman.cli.app import ALLOCATOR
from dragoman.scale.records import Coded, Result
from dragoman.scale.running import Coding
from dragoman.scale.source import Walk
from dragoman.scale.storing import Storing
from dragoman.scale.working import ArchiveNames, Recipe
from memory import peak

BEFORE = 64  # reports of each worker that come before the clock starts: models are loaded, words are met


class Run(msgspec.Struct, frozen=True):
    """What a run took, for the ``reports`` that it coded behind the first ones.

    ``processor_s`` are those of all processes together. Memory, in 10^6 bytes, is the most that the parent had and the
    most that one of the workers had which were there at the end.
    """

    reports: int
    events: int
    workers: int
    processor_s: float
    clock_s: float
    worker_mb: float
    parent_mb: float

    @property
    def report_s(self) -> float:
        """Processor seconds for a report."""
        return self.processor_s / self.reports

    @property
    def rate(self) -> float:
        """Reports a second by the clock."""
        return self.reports / self.clock_s


def run(source: Path, archive: Path, workers: int, *, before: int = BEFORE) -> Run:
    """Code an input into a new archive, in processes of their own; the first reports are not counted."""
    environment = {**os.environ, **ALLOCATOR, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, __file__, str(source), str(archive), str(workers), str(before * workers)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False, env=environment)
    if done.returncode:
        raise SystemExit(done.returncode)
    return msgspec.json.decode(done.stdout, type=Run)


def _measured(source: str, folder: str, workers: int, before: int) -> Run:
    archive, names = Archive.create(folder), Path(f"{folder}.names")
    archive.write_names(names)
    recipe = Recipe(names=ArchiveNames(file=names, archive=archive.path, storage=archive.storage_options))
    with Coding([Walk([source])], recipe, workers=workers) as coding:
        with archive.run("made") as adding:
            storing, results = Storing(adding, detail=False), iter(coding)
            stored = _reports(storing.storing(islice(results, before)))
            clock, processor = time.perf_counter(), _processor()
            stored += _reports(storing.storing(results))
        stored += _reports(storing.stored())
        took = _processor() - processor, time.perf_counter() - clock
        largest = max((peak(child.pid or 0) for child in active_children()), default=0.0)
        return Run(stored - before, adding.counts.events, workers, *took, largest, peak())


def _reports(results: Iterable[Result]) -> int:
    """How many of the results are coded reports."""
    return sum(isinstance(result, Coded) for result in results)


def _processor() -> float:
    """Processor seconds of this process and its workers, those that have ended and those that live."""
    ended = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in ended) + sum(_of(child.pid) for child in active_children())


def _of(process: int | None) -> float:
    status = Path(f"/proc/{process}/stat")
    if not status.exists():
        return 0.0
    fields = status.read_text(encoding="utf8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    source, folder, workers, before = sys.argv[1:]
    print(msgspec.json.encode(_measured(source, folder, int(workers), int(before))).decode())
