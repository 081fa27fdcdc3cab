"""The work itself: a few things read and coded together, the same in this process, in a worker and on a cluster."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from dragoman.reading import DEFAULT, Failure, Limits, Passed, Raw, reports_of
from dragoman.records import DetailedReport, Published, Record, Report

from .jobs import Task
from .records import Coded, Known, Outcome

if TYPE_CHECKING:
    from dragoman.pipeline import Coder

    from .known import KnownReports

Beat = Callable[[int | None], None]


class ArchiveNames(Record, frozen=True, kw_only=True):
    """Where the names that an archive knows lie, and the archive that is asked where they do not decide."""

    file: Path
    archive: str
    storage: Mapping[str, str]


class Recipe(Record, frozen=True, kw_only=True):
    """How to read and code: what a worker makes its coder of. See ``pipeline.Coder`` and ``reading.read``.

    ``names`` are those of an archive: what it has is not coded, and every report is given as it was read, too.
    """

    language_model: str | None = None
    codebook: Path | None = None
    actors: tuple[Path, ...] = ()
    rules_only: bool = False
    skip: bool = True
    detail: bool = False
    published: Published | None = None
    limits: Limits = DEFAULT
    gate: bool = True
    names: ArchiveNames | None = None

    def coder(self) -> Coder:
        """The coder, which takes a second to load. Raises what ``Coder`` raises."""
        from dragoman.pipeline import Coder  # the parent of workers does without it

        return Coder(
            language_model=self.language_model, codebook=self.codebook, actors=self.actors,
            rules_only=self.rules_only, skip=self.skip,
        )  # fmt: skip


class Works(Protocol):
    """What codes tasks."""

    @property
    def skipped(self) -> tuple[str, ...]:
        """Lines of actor dictionaries that could not be used."""

    def __call__(self, task: Task, beat: Beat = ...) -> list[list[Outcome]]:
        """What comes of each thing of a task."""


Make = Callable[[Recipe], Works]


class Working:
    """Reads and codes by a recipe, with its coder where that is loaded already. Raises what ``Coder`` raises."""

    def __init__(self, recipe: Recipe, coder: Coder | None = None) -> None:
        self._recipe = recipe
        self._coder = coder or recipe.coder()
        self._known = _known(recipe.names) if recipe.names else None
        # Models and tables stay as long as the process does: the collector need not go through them time and again
        # (measured: a ninth to a fifth of the time for news).
        gc.freeze()

    @property
    def skipped(self) -> tuple[str, ...]:
        """Lines of actor dictionaries that could not be used."""
        return self._coder.skipped

    def __call__(self, task: Task, beat: Beat = lambda _: None) -> list[list[Outcome]]:
        """What comes of each thing of a task, in order.

        ``beat`` is told of every step done: how many items a thing was found to hold, or None.
        """
        found = []
        for raw in task.raws:
            items = self._read(raw)
            beat(len(items))
            found.append(items if task.only is None else items[task.only : task.only + 1])
        reports = [item for items in found for item in items if isinstance(item, Report)]
        new = self._known.unseen(reports) if self._known else [True] * len(reports)
        fresh = [report for report, is_new in zip(reports, new, strict=True) if is_new]
        pairs = zip(fresh, self._coder.code_many(fresh, detail=self._recipe.detail), strict=True)
        told = iter(new)
        outcomes: list[list[Outcome]] = []
        for items in found:
            outcomes.append([])
            for item in items:
                outcomes[-1].append(item if not isinstance(item, Report) else self._outcome(item, next(told), pairs))
                beat(None)
        return outcomes

    def _read(self, raw: Raw) -> list[Report | Failure | Passed]:
        recipe = self._recipe
        found = reports_of(raw, published=recipe.published, limits=recipe.limits, gate=recipe.gate)
        return [_writable(item) if isinstance(item, Report) else item for item in found]

    def _outcome(self, report: Report, is_new: bool, pairs: Iterator[tuple[Report, Report]]) -> Outcome:
        if not is_new:
            return Known(path=report.path or report.report)
        read, coded = next(pairs)
        return Coded(
            path=coded.path or coded.report,
            report=msgspec.json.encode(coded),
            read=msgspec.json.encode(read) if self._recipe.names else None,
            uncoded=_uncoded(coded),
        )


def report_of(coded: Coded, *, detail: bool) -> Report:
    """The coded report."""
    return msgspec.json.decode(coded.report, type=DetailedReport if detail else Report)


def as_read(coded: Coded) -> Report | None:
    """The report as it was before it was coded, where that was asked for."""
    return msgspec.json.decode(coded.read, type=Report) if coded.read is not None else None


def _known(names: ArchiveNames) -> KnownReports:
    from .known import KnownReports  # brings the libraries of tables, which a run without an archive does without

    return KnownReports(names.file, names.archive, names.storage)


def _writable(report: Report) -> Report:
    """The report with a path that can be written: names of files may hold bytes that are no character."""
    from dragoman.language.hiding import whole

    path, lost = whole(report.path or "")
    return msgspec.structs.replace(report, path=path) if lost else report


def _uncoded(report: Report) -> str | None:
    """Why a report was given back without being coded, None where it was coded."""
    from dragoman.pipeline import is_english

    if not report.language or is_english(report):
        return None
    return next((note for note in report.notes if "not coded" in note), f"language {report.language}: not coded")
