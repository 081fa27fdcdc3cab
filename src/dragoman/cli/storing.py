"""Coded reports on their way into an archive: ``dragoman code --archive``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dragoman.archive import Added, Archive, Run
from dragoman.batches import batches
from dragoman.pipeline import Coder
from dragoman.reading import Failure
from dragoman.records import Report

from .archiving import options_of
from .coded import coded_reports
from .notes import note

LOOKED_UP = 64  # reports that the archive is asked about together


def archive_for(path: str, *, texts: bool, storage: list[str] | None) -> Archive:
    """The archive at a path, made where there is none; that is told on standard error."""
    archive, made = Archive.open_or_create(path, texts=texts, storage_options=options_of(storage))
    if made:
        note(f"made a new archive at {path}")
    elif archive.keeps_texts and not texts:
        note(f"{path} keeps texts; --no-text is for new archives and is not heeded")
    return archive


def code_new(coder: Coder, archive: Archive, run: Run, reports: Iterable[Report], *, detail: bool) -> Iterator[Report]:
    """Code those reports that the archive does not have, hand them to the run, and give them."""
    for batch in batches(reports, LOOKED_UP):
        new = archive.unseen(batch)
        run.known(len(batch) - len(new))
        for read, report in zip(new, coder.code_many(new, detail=detail), strict=True):
            run.add(report, as_read=read)
            yield report


def add_coded(path: str, files: Sequence[str], *, texts: bool, storage: list[str] | None) -> int:
    """Add what `dragoman code` wrote; how many lines or files could not be used, each told on standard error."""
    archive = archive_for(path, texts=texts, storage=storage)
    with archive.run("add", inputs=files) as run:
        for found in (each for file in files for each in coded_reports(file)):
            if isinstance(found, Failure):
                note(f"{found}")
                run.fail(found.path, found.message, line=found.line)
            else:
                run.add(found)
    archive.group()
    tell(archive, run.counts)
    return run.counts.failed


def tell(archive: Archive, counts: Added) -> None:
    """Say on standard error what a run brought."""
    parts = [
        f"{counts.added:,} reports added", f"{counts.new_versions:,} new versions", f"{counts.known:,} known already",
        f"{counts.failed:,} failed", f"{counts.events:,} events",
    ]  # fmt: skip
    note(f"{', '.join(parts)}; {archive.path} is at version {archive.version}")
