"""The tables of an archive: what a row of each holds. Rows are only ever added; what holds now is worked out in views.

Every table has one column more than its rows, ``commit``: the id of the commit that brought them. Rows whose commit is
not in the table of commits belong to a writer that is still at work or was killed, and nobody sees them.

A change here is a decision: it needs a new ``ARCHIVE_SCHEMA``, a word in the changelog, and the test of the schema's
hash says so. New columns that may be empty are added to older archives by ``dragoman archive migrate``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Literal

import msgspec
import pyarrow as pa

from dragoman.records import Attribution, Claim, Count, Event, MadeBy, Published, Record, Tie

from .arrow import schema_of

DecisionKind = Literal["accept", "reject", "unsure", "edit", "add", "join", "split", "undo"]

ARCHIVE_SCHEMA = 2
COMMIT = "commit"


class ReportRow(Record, frozen=True, kw_only=True):
    """A report as it was read. ``text`` is null in an archive without texts, ``length`` counts its code points.

    ``address`` is the web address without what varies between links to one page; of reports with one address the
    one with the highest ``version`` holds, and ``replaces`` names the one before. ``published`` is what the report or
    the user states; what coding inferred is in the coding.
    """

    report: str
    address: str | None
    text_hash: str
    version: int
    replaces: str | None
    id: str | None
    path: str | None
    url: str | None
    title: str | None
    authors: tuple[str, ...]
    publisher: str | None
    language: str | None
    published: Published | None
    text: str | None
    length: int
    read_notes: tuple[str, ...]
    fetched: str | None = None


class CodingRow(Record, frozen=True, kw_only=True):
    """One coding of a report; the newest holds. ``rows`` is the commit that has its events, ties and claims.

    That is an earlier commit where coding again gave the same.
    """

    report: str
    rows: str
    made_by: MadeBy | None
    published: Published | None
    first_published: dt.date | None
    last_published: dt.date | None
    notes: tuple[str, ...]
    n_events: int
    n_ties: int
    n_claims: int
    coded: dt.datetime


class Number(Count, frozen=True, kw_only=True):
    """A number of an event with what is counted."""

    counted: str


class EventRow(Event, frozen=True, kw_only=True):
    """An event of a coding. ``n`` is its place in the report.

    ``first_day`` and ``last_day`` are the two ends of its date. ``actor_keys`` and ``recipient_keys`` are what its
    parties can be asked for by: country, country/sector, entity.
    """

    size: tuple[Number, ...]  # type: ignore[assignment]
    report: str
    n: int
    first_day: dt.date | None
    last_day: dt.date | None
    actor_keys: tuple[str, ...]
    recipient_keys: tuple[str, ...]


class TieRow(Tie, frozen=True, kw_only=True):
    """A tie of a coding."""

    report: str
    n: int
    a_keys: tuple[str, ...]
    b_keys: tuple[str, ...]


class ClaimRow(Claim, frozen=True, kw_only=True):
    """A claim of a headline."""

    report: str
    n: int


class AttributionRow(Attribution, frozen=True, kw_only=True):
    """Who says what, of a report coded with every detail; each part is a list of spans."""

    report: str
    n: int


class TombstoneRow(Record, frozen=True, kw_only=True):
    """An event that no longer holds: why, when, and which event tells the same words now."""

    event: str
    report: str
    why: str
    successor: str | None


class StoryRow(Record, frozen=True, kw_only=True):
    """Which story a report tells, and of which reports it is a copy (those of the same ``copy_group``).

    ``nearest`` is the most similar report, ``terms`` and ``events`` what the two share; ``similarity`` is the average
    to the story's other reports. ``moved`` tells that an earlier row of the report no longer holds.
    """

    report: str
    story: str
    copy_group: str
    similarity: float | None
    nearest: str | None
    terms: tuple[str, ...]
    events: tuple[str, ...]
    moved: bool


class OccurrenceRow(Record, frozen=True, kw_only=True):
    """Which happening an event tells. ``rows`` is the commit of the event, ``moved`` tells that it had another one.

    ``by`` is "fields" where it was joined because of the fields in ``agreed``, "decision" where a person joined it,
    "alone" where no other event tells it. ``keys`` are what it is looked up by.
    """

    event: str
    report: str
    rows: str
    occurrence: str
    by: str
    agreed: tuple[str, ...]
    keys: tuple[str, ...]
    moved: bool


class FingerprintRow(Record, frozen=True, kw_only=True):
    """What is kept of a report to find its copies and its story, as JSON; it serves where there is no text too.

    ``terms`` are the weightiest ones, by which it is looked up.
    """

    report: str
    first_day: dt.date | None
    last_day: dt.date | None
    terms: tuple[str, ...]
    fingerprint: str


class WordingRow(Record, frozen=True, kw_only=True):
    """What is kept of the sentences that tell an event to find it in other reports: beginnings of words, no order."""

    event: str
    report: str
    names: tuple[str, ...]
    content: tuple[str, ...]


class FeedRow(Record, frozen=True, kw_only=True):
    """What ``dragoman watch`` remembers of a feed, as JSON; the newest row of a feed holds."""

    feed: str
    state: str


class DecisionRow(Record, frozen=True, kw_only=True):
    """What a person decided: never changed, taken back only by a later decision of kind "undo".

    ``target`` is an event, for "undo" a decision. ``field`` and ``value`` (as JSON) are what an "edit" puts right; the
    value of "add" is a whole event, that of "join" and "split" a list of the other events. ``machine`` is the event as
    it was when the person decided, as JSON.
    """

    decision: str
    kind: DecisionKind
    target: str
    report: str | None
    field: str | None
    value: str | None
    machine: str | None
    who: str
    why: str | None
    made: dt.datetime


class RunRow(Record, frozen=True, kw_only=True):
    """A run that changed the archive: a row when it begins, another with ``ended`` and its counts when it ends."""

    run: str
    kind: str
    started: dt.datetime
    ended: dt.datetime | None
    made_by: MadeBy | None
    options: str
    inputs: tuple[str, ...]
    added: int
    new_versions: int
    known: int
    failed: int
    events: int
    notes: tuple[str, ...]


class FailureRow(Record, frozen=True, kw_only=True):
    """An input that could not be read or coded."""

    run: str
    path: str
    line: int | None
    url: str | None
    message: str
    at: dt.datetime


class ShardRow(Record, frozen=True, kw_only=True):
    """An input that was read to its end and whose reports are all stored; it need not be read again.

    ``path`` is its name as the user gave it, ``file`` its absolute path, ``size`` its length in bytes, ``modified`` its
    time of change in nanoseconds since 1970, ``how`` the options of reading as JSON. Of a failure that was tried again
    and is settled ``path`` and ``line`` are those of the failure, and the others are null.
    """

    run: str
    path: str
    line: int | None
    file: str | None
    size: int | None
    modified: int | None
    how: str | None
    at: dt.datetime


class Part(Record, frozen=True, kw_only=True):
    """What a commit brought to one table: how many rows, and the table's version after it."""

    table: str
    rows: int
    version: int


class CommitRow(Record, frozen=True, kw_only=True):
    """A commit: with its row everything that it brought becomes visible at once. Versions count from 1 without a gap.

    ``schema`` is the archive's schema from then on, ``texts`` whether it keeps the words of reports. ``void`` names a
    commit that no longer holds because its rows were lost.
    """

    version: int
    kind: str
    run: str
    at: dt.datetime
    schema: int
    texts: bool
    dragoman: str
    parts: tuple[Part, ...]
    void: tuple[str, ...]


COMMITS = "commits"
ROWS: dict[str, type[msgspec.Struct]] = {
    "reports": ReportRow, "codings": CodingRow, "events": EventRow, "ties": TieRow, "claims": ClaimRow,
    "attributions": AttributionRow, "tombstones": TombstoneRow, "stories": StoryRow, "occurrences": OccurrenceRow,
    "fingerprints": FingerprintRow, "wordings": WordingRow, "decisions": DecisionRow, "runs": RunRow,
    "failures": FailureRow, "feeds": FeedRow, "shards": ShardRow, COMMITS: CommitRow,
}  # fmt: skip
SCHEMAS: dict[str, pa.Schema] = {
    name: schema_of(row).append(pa.field(COMMIT, pa.string())) for name, row in ROWS.items()
}


def schema_hash() -> str:
    """A hash of every table's columns and types, in order."""
    words = [f"{name}.{field.name}: {field.type}" for name, schema in SCHEMAS.items() for field in schema]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()
