"""``dragoman code``: inputs coded in this process or by workers, shown, or stored in an archive and then shown."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import typer

from dragoman.archive import Added, Archive, Run
from dragoman.archive.names import Names, shard_name
from dragoman.errors import UsageError
from dragoman.reading import Failure, Passed, publication_day
from dragoman.scale.progress import Progress
from dragoman.scale.records import Coded, Known, Result, Shard
from dragoman.scale.running import Coding
from dragoman.scale.settings import TIME_LIMIT
from dragoman.scale.source import Position, Retry, Walk
from dragoman.scale.storing import Storing
from dragoman.scale.working import ArchiveNames, Make, Recipe, Working, report_of

from .notes import note
from .passing import PassedOver, gated
from .scale_options import Engine
from .storing import archive_for, tell

Write = Callable[[Coded], None]

STOPPED = 130  # the exit status of a program that Ctrl-C ended


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command was asked to do: inputs, how to code them, who does it, what to show."""

    inputs: Sequence[str]
    recipe: Recipe
    format: str | None
    workers: int | None = None
    limit: float = TIME_LIMIT
    again: bool = False
    retry: bool = False
    engine: Engine = Engine.local
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def how(self) -> str:
        """The options by which inputs are read: with others a finished input is read again."""
        return msgspec.json.encode({name: self.options.get(name) for name in ("published", "no_gate")}).decode()


class Telling:
    """Shows results and tells what went wrong; counts both."""

    def __init__(self, write: Write, progress: Progress) -> None:
        self._write, self.progress = write, progress
        self.passed = PassedOver()

    def show(self, result: Result) -> None:
        """Write a coded report; say on standard error what failed."""
        match result:
            case Coded():
                self._write(result)
                self.progress.reports += 1
                if result.uncoded:
                    self._fail(result.path, result.uncoded)
            case Known():
                self.progress.known += 1
            case Failure():
                self._fail(f"{result.path}{f':{result.line}' if result.line else ''}", result.message)
            case Passed():
                self.passed.counts[result.why] += 1
        self.progress.tick()

    def skipped(self, lines: Sequence[str]) -> None:
        """Say that lines of dictionaries could not be used."""
        self.progress.clear()
        note(f"{len(lines)} lines of --actors not used, the first: {lines[0]}")

    def _fail(self, where: str, message: str) -> None:
        self.progress.failures += 1
        self.progress.clear()
        note(f"{where}: {message}")

    def end(self) -> bool:
        """Take the live line away and tell what was passed over; whether nothing failed."""
        self.progress.clear()
        self.passed.tell()
        return not self.progress.failures


def asked_of(
    inputs: Sequence[str],
    *,
    published: str | None,
    detail: bool,
    format_: str | None,
    language_model: str | None,
    codebook: Path | None,
    actors: Sequence[Path] | None,
    rules_only: bool,
    parse_all: bool,
    no_gate: bool,
    workers: int | None,
    time_limit: float | None,
    again: bool,
    retry_failed: bool,
    engine: Engine,
) -> Asked:
    """What the options ask for. Raises UsageError where ``published`` is no date."""
    options = {
        "published": published, "detail": detail, "language_model": language_model, "codebook": codebook,
        "actors": actors, "rules_only": rules_only, "parse_all": parse_all, "no_gate": no_gate,
    }  # fmt: skip
    recipe = Recipe(
        language_model=language_model, codebook=codebook, actors=tuple(actors or ()), rules_only=rules_only,
        skip=not parse_all, detail=detail, published=publication_day(published), gate=gated(no_gate, codebook, actors),
    )  # fmt: skip
    return Asked(
        inputs, recipe, format_, workers=workers or (1 if time_limit else None), limit=time_limit or TIME_LIMIT,
        again=again, retry=retry_failed, engine=engine, options=options,
    )  # fmt: skip


def code_all(asked: Asked, archive: str | None, *, texts: bool, storage: list[str] | None) -> bool:
    """Do what is asked; whether nothing failed. Raises UsageError where options do not go together."""
    if not asked.inputs and not asked.retry:
        raise UsageError("give INPUT..., or --retry-failed with --archive DIR")
    if archive is None:
        needs = {"--retry-failed": asked.retry, "--again": asked.again, "--engine ray": asked.engine is Engine.ray}
        if wrong := [name for name, given in needs.items() if given]:
            raise UsageError(f"{wrong[0]} needs --archive DIR")
        return code_to_output(replace(asked, format=asked.format or "jsonl"))
    if asked.engine is Engine.ray:
        if asked.retry or asked.format:
            raise UsageError(
                "--engine ray prints nothing and reads inputs alone: leave --format out (see `dragoman export`), "
                "and run --retry-failed without it"
            )
        return code_on_cluster(asked, archive_for(archive, texts=texts, storage=storage))
    return code_to_archive(asked, lambda: archive_for(archive, texts=texts, storage=storage))


def code_to_output(asked: Asked) -> bool:
    """Code inputs to standard output; whether nothing failed."""
    coding = _coding(asked, asked.recipe, [Walk(asked.inputs, limits=asked.recipe.limits)])
    with _telling(asked, coding) as telling:
        for result in coding:
            telling.show(result)
    return telling.end()


def code_to_archive(asked: Asked, archive: Callable[[], Archive]) -> bool:
    """Store what is new in an archive and show it, where a format is asked for; whether nothing failed.

    The coder is loaded before the archive is opened or made, where this process codes. Where it is stopped by Ctrl-C
    what was finished is stored.
    """
    make: Make = Working if asked.workers else partial(Working, coder=asked.recipe.coder())
    store = archive()
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        recipe = msgspec.structs.replace(asked.recipe, names=_names(store, Path(folder)))
        coding = _coding(asked, recipe, _walks(asked, store, Path(folder)), make)
        with _telling(asked, coding) as telling:
            run = store.run("code", options=asked.options, inputs=asked.inputs)
            stopped = _store(coding, run, telling, detail=recipe.detail)
    good = telling.end()
    if coding.left_out:
        note(f"{coding.left_out:,} inputs were finished before and not read (--again reads them)")
    if not stopped:
        store.group()
    tell(store, run.counts)
    if stopped:
        note("stopped; what is finished is stored, and the same command goes on from there")
        raise typer.Exit(STOPPED)
    return good


def code_on_cluster(asked: Asked, store: Archive) -> bool:
    """Have a Ray cluster store what is new in an archive; whether nothing failed."""
    from dragoman.scale.ray_engine import Plan, code_on_ray

    plan = Plan(
        recipe=asked.recipe, archive=store.path, storage=store.storage_options, options=asked.options, how=asked.how,
        limit=asked.limit,
    )  # fmt: skip
    counts, progress = Added(), Progress(Position(), sys.stderr)
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        done = _done(asked, store, Path(folder))
        for told in code_on_ray(asked.inputs, plan, workers=asked.workers, done=done):
            progress.clear()
            for words in [str(told)] if isinstance(told, Failure) else told.failures:
                note(words)
            if isinstance(told, Failure):
                counts += Added(failed=1)
            else:
                counts += Added(added=told.reports, known=told.known, failed=told.failed, events=told.events)
            progress.reports, progress.known, progress.failures = counts.added, counts.known, counts.failed
            progress.tick()
    progress.clear()
    store.refresh().group()
    tell(store, counts)
    return not counts.failed


def _store(coding: Coding, run: Run, telling: Telling, *, detail: bool) -> bool:
    """Store results in a run and show each when it is stored; whether it was stopped."""
    storing, stopped = Storing(run, detail=detail), False
    with suppress(KeyboardInterrupt), run:
        stopped = True
        try:
            for result in storing.storing(coding):
                telling.show(result)
        except KeyboardInterrupt:
            coding.stop()
            for result in storing.storing(coding.finished()):
                telling.show(result)
            raise
        stopped = False
    for result in storing.stored():
        telling.show(result)
    return stopped


def _walks(asked: Asked, store: Archive, folder: Path) -> list[Walk | Retry]:
    """What to read: what failed, where that is asked for, then the inputs that are not finished."""
    failed = [Retry(store.open_failures(), limits=asked.recipe.limits)] if asked.retry else []
    done = _done(asked, store, folder)
    return [*failed, Walk(asked.inputs, limits=asked.recipe.limits, how=asked.how, done=done)]


def _done(asked: Asked, store: Archive, folder: Path) -> Callable[[Shard], bool]:
    """What tells of an input whether it need not be read."""
    if asked.again:
        return lambda _: False
    file = folder / "finished"
    store.write_finished(file)
    names = Names(file)
    return lambda shard: names.has(shard_name(shard.file or "", shard.size or 0, shard.modified or 0, shard.how or ""))


def _names(store: Archive, folder: Path) -> ArchiveNames:
    file = folder / "reports"
    store.write_names(file)
    return ArchiveNames(file=file, archive=store.path, storage=store.storage_options)


def _coding(asked: Asked, recipe: Recipe, walks: Sequence[Walk | Retry], make: Make = Working) -> Coding:
    return Coding(walks, recipe, make=make, workers=asked.workers, limit=asked.limit)


@contextmanager
def _telling(asked: Asked, coding: Coding) -> Iterator[Telling]:
    """What shows the results of a coding, whose workers run meanwhile."""
    quiet = sys.stderr.isatty() and sys.stdout.isatty()  # a live line would stand among the output
    progress = Progress(coding.position, None if quiet else sys.stderr)
    with _writing(asked.format, detail=asked.recipe.detail) as write, coding:
        telling = Telling(write, progress)
        coding.told = telling.skipped
        yield telling


@contextmanager
def _writing(format_: str | None, *, detail: bool) -> Iterator[Write]:
    """What takes each coded report to standard output; without a format nothing is written."""
    if format_ is None:
        yield lambda _: None
    elif format_ == "jsonl":
        yield _write_line
    elif format_ == "text":
        from .showing import print_report

        yield lambda coded: print_report(report_of(coded, detail=detail))
    else:
        from .exporting import Batches

        with Batches(format_) as batches:
            yield lambda coded: batches.add(report_of(coded, detail=detail))


def _write_line(coded: Coded) -> None:
    sys.stdout.buffer.write(coded.report + b"\n")
    sys.stdout.buffer.flush()
