"""From what a reader found to a Report: the text laid out, the stable id, language and notes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from dragoman.records import Published, Report

from . import languages


def layout(title: str | None, paragraphs: Sequence[str]) -> str:
    """Lay out the text of a report: the title, a blank line, the paragraphs with blank lines between."""
    return "\n\n".join([title, *paragraphs] if title else paragraphs)


def report(
    *,
    text: str,
    path: str,
    id_: str | None = None,
    url: str | None = None,
    title: str | None = None,
    authors: tuple[str, ...] = (),
    publisher: str | None = None,
    declared_language: str | None = None,
    published: Published | None = None,
    fetched: str | None = None,
    notes: Iterable[str] = (),
) -> Report:
    """Make a Report as read: with its stable id, its language, and a note where this is not English."""
    language = languages.language_of(text, declared_language)
    said = languages.note(language)
    return Report(
        report=report_id(text, id_, url, published, publisher), id=id_, path=path, url=url, title=title,
        authors=authors, publisher=publisher, language=language, published=published, fetched=fetched,
        text=text,
        notes=(*notes, *([said] if said else [])),
    )  # fmt: skip


def of_sentence(text: str, *, headline: bool = False) -> Report:
    """Make a Report of one English sentence that stands alone; a headline is its title too."""
    title = text if headline else None
    return Report(report=report_id(text, None, None, None, None), title=title, text=text, language=languages.CODED)


def report_id(text: str, id_: str | None, url: str | None, published: Published | None, publisher: str | None) -> str:
    """Give the id of a report: it depends on text, the caller's id, address, day and publisher, not on the file.

    Two publishers may print one text: these are two reports.
    """
    parts = (text, id_ or "", url or "", published.start if published else "", publisher or "")
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"r-{digest[:16]}"
