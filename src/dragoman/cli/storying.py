"""``dragoman stories``: reports in, the story of each out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from dragoman.archive import Archive
from dragoman.errors import InputError
from dragoman.reading import Failure, read
from dragoman.reading.inputs import STDIN
from dragoman.reading.opening import opened
from dragoman.records import Record, Report
from dragoman.stories import Copy, Fingerprint, Placement, assign, copies, fingerprint

from .coded import coded_reports
from .passing import PassedOver

_CODED = b'{"schema":'  # how a line of "dragoman code" begins


class StoryLine(Record, frozen=True, kw_only=True):
    """A report, by the id that its input gave it or else its own, and its story."""

    id: str
    story: str


class ExplainedLine(StoryLine, frozen=True, kw_only=True):
    """The same with the placement and the reports that it is a near-duplicate of (``--why``)."""

    why: Placement
    copies: tuple[Copy, ...]


def write_stories(inputs: Iterable[str], *, published: str | None, why: bool, tell: Callable[[Failure], None]) -> None:
    """Write a line for each report to standard output; ``tell`` is called with what could not be read."""
    for line in story_lines(inputs, published=published, why=why, tell=tell):
        sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")
    sys.stdout.buffer.flush()


def write_archived(archive: Archive, *, why: bool) -> None:
    """Write a line for each report of an archive; what has no story yet is placed first.

    With ``why`` a line has the story's row: similarity, nearest report, what is shared, and the group of copies.
    """
    archive.group()
    extra = ", s.* exclude (report, story)" if why else ""
    rows = archive.sql(
        f"select coalesce(r.id, r.report) as id, s.story{extra} from stories s join reports r using (report) "
        "order by r.first_published nulls last, r.report"
    )
    for row in rows.to_pylist():
        sys.stdout.buffer.write(msgspec.json.encode(row) + b"\n")
    sys.stdout.buffer.flush()


def story_lines(
    inputs: Iterable[str], *, published: str | None = None, why: bool = False, tell: Callable[[Failure], None]
) -> list[StoryLine]:
    """The story of each report of the inputs, in their order.

    Inputs are what ``dragoman code`` reads, and what it writes: then the events count too. All reports are placed at
    once. The texts are not kept. A report that comes twice has one story and two lines.
    """
    ids: list[tuple[str, str]] = []
    prints: dict[str, Fingerprint] = {}
    for found in _reports(inputs, published):
        if isinstance(found, Failure):
            tell(found)
        else:
            ids.append((found.id or found.report, found.report))
            prints.setdefault(found.report, fingerprint(found))
    placements = {each.report: each for each in assign(list(prints.values())).placements}
    if not why:
        return [StoryLine(id=id_, story=placements[report].story) for id_, report in ids]
    pairs = copies(list(prints.values()))
    of = {report: tuple(pair for pair in pairs if pair.report == report) for report in {pair.report for pair in pairs}}
    return [
        ExplainedLine(id=id_, story=placements[report].story, why=placements[report], copies=of.get(report, ()))
        for id_, report in ids
    ]


def _reports(inputs: Iterable[str], published: str | None) -> Iterator[Report | Failure]:
    passed = PassedOver()
    for name in inputs:
        if _head(name).lstrip().startswith(_CODED):
            yield from coded_reports(name)
        else:
            yield from passed.left(read([name], published=published))
    passed.tell()


def _head(name: str) -> bytes:
    """The first bytes of a file or of standard input, which stay there to be read; none of a folder or a pattern."""
    if name == STDIN:
        peek = getattr(sys.stdin.buffer, "peek", None)
        return bytes(peek(len(_CODED))) if peek else b""
    try:
        if Path(name).is_file():
            with opened(name) as (head, _):
                return head
    except InputError:
        return b""  # reading it will tell what is wrong
    return b""
