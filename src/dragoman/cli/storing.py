"""Archives that commands add to: opened or made, given coded reports, told of."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.archive import Added, Archive
from dragoman.reading import Failure

from .archiving import options_of
from .coded import coded_reports
from .notes import note


def archive_for(path: str, *, texts: bool, storage: list[str] | None) -> Archive:
    """The archive at a path, made where there is none; that is told on standard error."""
    archive, made = Archive.open_or_create(path, texts=texts, storage_options=options_of(storage))
    if made:
        note(f"made a new archive at {path}")
    elif archive.keeps_texts and not texts:
        note(f"{path} keeps texts; --no-text is for new archives and is not heeded")
    return archive


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
