"""Reading: from pages, feeds, plain text and JSONL to Reports with clean text, title, authors and publication day.

Depends on records and errors only. Libraries for markup are imported when the first page or feed needs them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.errors import InputError, UsageError
from dragoman.records import Published, Report

from . import feeds, inputs, lines, opening, pages, sniffing, texts
from .dates import given
from .failures import Failure
from .limits import DEFAULT, Limits

__all__ = ["DEFAULT", "Failure", "Limits", "read", "read_path"]


def read(
    inputs_: Iterable[str | Path] | str | Path, *, published: str | None = None, limits: Limits = DEFAULT
) -> Iterator[Report | Failure]:
    """Read reports from files, folders, globs and ``-`` (standard input), in order.

    Gives a Report for each page, text, feed entry and line of JSONL, and a Failure for each input or line that cannot
    be read; the others go on. ``published`` is the publication day to take for all of them (an ISO day or datetime or
    an RFC 822 date); only a JSONL line's own ``published`` goes before it.

    Raises UsageError at once where ``published`` is no date.
    """
    names = [inputs_] if isinstance(inputs_, str | Path) else inputs_
    return _read(names, _published(published), limits)


def read_path(
    path: str | Path, *, published: str | None = None, limits: Limits = DEFAULT
) -> Iterator[Report | Failure]:
    """Read one file, or standard input for ``-``; see ``read``. The name is taken as it is, not as a glob."""
    return _read_file(str(path), _published(published), limits)


def _read(names: Iterable[str | Path], published: Published | None, limits: Limits) -> Iterator[Report | Failure]:
    for name in names:
        for found in inputs.expand(str(name)):
            if isinstance(found, Failure):
                yield found
            else:
                yield from _read_file(found, published, limits)


def _read_file(path: str, published: Published | None, limits: Limits) -> Iterator[Report | Failure]:
    try:
        with opening.opened(path) as (head, stream):
            kind = sniffing.sniff(head, path)
            if kind == "lines":
                yield from lines.read_lines(stream, path, published=published, limits=limits)
                return
            data = opening.read_all(stream, limits.document)
        if kind == "feed":
            yield from feeds.read_feed(data, path, published=published)
        elif kind == "page":
            yield pages.read_page(data, path, published=published, limits=limits)
        else:
            yield texts.read_text(data, path, published=published)
    except InputError as error:
        yield Failure(path=path, message=str(error))


def _published(value: str | None) -> Published | None:
    try:
        return given(value) if value is not None else None
    except ValueError as error:
        raise UsageError(str(error)) from None
