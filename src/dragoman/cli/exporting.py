"""``dragoman export``, and ``dragoman code`` with a format of the field: coded reports or an archive into a file."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import IO

from dragoman.archive import Archive, Filter
from dragoman.archive.views import in_memory
from dragoman.errors import UsageError
from dragoman.export import Export, Written, format_of
from dragoman.reading import Failure
from dragoman.records import Report

from .coded import coded_reports
from .notes import note

_BATCH = 1000  # coded reports held in memory at a time


def export_events(
    paths: Sequence[Path], archive: Archive | None, *, format_: str, table: str, out: Path | None, asked: Filter
) -> int:
    """Write the events of files of ``dragoman code`` or of an archive; how many lines could not be used.

    What was written and left out is told on standard error. Raises UsageError where Parquet would go to a terminal,
    InputError for a file that cannot be read.
    """
    target = _target(out, format_, table)
    bad: list[str] = []
    with Export(target, format_, table=table) as export:
        if archive:
            export.add(archive, asked)
        else:
            _add_all(export, _reports(paths, bad), asked)
    _tell(export.written, asked)
    return len(bad)


class Batches:
    """Coded reports that are written in a format as they come, some at a time; used in a ``with`` block."""

    def __init__(self, format_: str, out: Path | None = None) -> None:
        self._export = Export(_target(out, format_, "events"), format_)
        self._waiting: list[Report] = []
        self._begun = False

    def add(self, report: Report) -> None:
        """Take one report."""
        self._waiting.append(report)
        if len(self._waiting) >= _BATCH:
            self._write()

    def _write(self) -> None:
        self._export.add(in_memory(self._waiting))
        self._begun = True
        self._waiting.clear()

    def __enter__(self) -> Batches:
        self._export.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None and (self._waiting or not self._begun):  # a run without reports has its header all the same
            self._write()
        self._export.__exit__(kind, error, trace)
        if error is None:
            _tell(self._export.written, Filter())


def _add_all(export: Export, reports: Iterable[Report], asked: Filter) -> None:
    """Write reports batch by batch; at least one batch, so that a file of no events has its header and columns."""
    coming = iter(reports)
    batch = list(islice(coming, _BATCH))
    while True:
        export.add(in_memory(batch), asked)
        if not (batch := list(islice(coming, _BATCH))):
            return


def _target(out: Path | None, format_: str, table: str) -> Path | IO[bytes]:
    if out is not None:
        return out
    if format_of(format_, table).style == "parquet" and sys.stdout.isatty():
        raise UsageError("Parquet is not for a terminal: give --out FILE.parquet, or send standard output to a file")
    return sys.stdout.buffer


def _reports(paths: Sequence[Path], bad: list[str]) -> Iterator[Report]:
    """The reports of files, each once: a second one with the id of an earlier one is told and left out."""
    seen: set[str] = set()
    for path in paths:
        for found in coded_reports(str(path)):
            if isinstance(found, Failure):
                _complain(bad, str(found))
            elif found.report in seen:
                note(f"{path}: report {found.report} came before; written once")
            else:
                seen.add(found.report)
                yield found


def _complain(bad: list[str], message: str) -> None:
    bad.append(message)
    note(f"{message}")


def _tell(written: Written, asked: Filter) -> None:
    """Say on standard error how much was written, what was left out and why."""
    left = "; ".join(f"{count:,} {why}" for why, count in written.left_out.items())
    events = f"{written.events:,} {asked.sentence()}"
    note(f"{events}, {written.rows:,} rows" + (f"; left out: {left}" if left else ""))
    for warning in written.warnings:
        note(f"{warning}")
