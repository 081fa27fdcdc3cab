"""Reading: from pages, feeds, plain text and JSONL to Reports with clean text, title, authors and publication day.

Depends on records and errors only. Libraries for markup are imported when the first page or feed needs them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.errors import UsageError
from dragoman.records import Published, Report

from .dates import given
from .failures import Failure, Passed
from .limits import DEFAULT, Limits
from .raw import Raw, raw_items, raw_of, reports_of

__all__ = [
    "DEFAULT", "Failure", "Limits", "Passed", "Raw", "publication_day", "raw_items", "raw_of", "read", "read_path",
    "reports_of",
]  # fmt: skip


def read(
    inputs_: Iterable[str | Path] | str | Path,
    *,
    published: str | None = None,
    limits: Limits = DEFAULT,
    gate: bool = True,
) -> Iterator[Report | Failure | Passed]:
    """Read reports from files, folders, globs and ``-`` (standard input), in order.

    Gives a Report for each page, text, feed entry, line of JSONL and page of a WARC file, and a Failure for each that
    cannot be read; the others go on. Of a WARC file a Passed is given for each record that is no page, and with
    ``gate`` for each page that can tell no event (``gate.why_passed``). ``published`` is the publication day to take
    for all of them (an ISO day or datetime or an RFC 822 date); only a JSONL line's own ``published`` goes before it.

    Raises UsageError at once where ``published`` is no date.
    """
    names = [inputs_] if isinstance(inputs_, str | Path) else inputs_
    return _read(raw_items(names, limits=limits), publication_day(published), limits, gate)


def read_path(
    path: str | Path, *, published: str | None = None, limits: Limits = DEFAULT, gate: bool = True
) -> Iterator[Report | Failure | Passed]:
    """Read one file, or standard input for ``-``; see ``read``. The name is taken as it is, not as a glob."""
    return _read(raw_of(str(path), limits=limits), publication_day(published), limits, gate)


def publication_day(value: str | None) -> Published | None:
    """Read the day that a caller gives. Raises UsageError where it is no date."""
    try:
        return given(value) if value is not None else None
    except ValueError as error:
        raise UsageError(str(error)) from None


def _read(
    found: Iterable[Raw | Failure | Passed], published: Published | None, limits: Limits, gate: bool
) -> Iterator[Report | Failure | Passed]:
    for item in found:
        if isinstance(item, Raw):
            yield from reports_of(item, published=published, limits=limits, gate=gate)
        else:
            yield item
