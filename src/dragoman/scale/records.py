"""What goes between the parts of this room: small values that can be sent to another process."""

from __future__ import annotations

from dragoman.reading import Failure, Passed, Raw
from dragoman.records import Record


class Shard(Record, frozen=True, kw_only=True):
    """An input that is read as a whole, as it was when it was opened: see ``archive.tables.ShardRow``."""

    path: str
    line: int | None = None
    file: str | None = None
    size: int | None = None
    modified: int | None = None
    how: str | None = None


class Ended(Record, frozen=True, kw_only=True):
    """The end of an input. ``whole`` tells that all of it could be read, and that it is the file that was opened."""

    shard: Shard
    whole: bool


class Chunk(Record, frozen=True, kw_only=True):
    """Consecutive things of the inputs. ``behind`` are the bytes of the inputs up to its end, as they lie on disk."""

    entries: tuple[Raw | Failure | Passed | Ended, ...]
    behind: int

    @property
    def raws(self) -> tuple[Raw, ...]:
        """Those entries that are to be read."""
        return tuple(entry for entry in self.entries if isinstance(entry, Raw))


class Coded(Record, frozen=True, kw_only=True):
    """A coded report as JSON. ``read`` is the report before it was coded, where that was asked for.

    ``uncoded`` says why it was given back without being coded; None where it was.
    """

    path: str
    report: bytes
    read: bytes | None
    uncoded: str | None


class Known(Record, frozen=True, kw_only=True):
    """A report that the archive has; it was not coded."""

    path: str


Outcome = Coded | Known | Failure | Passed
Result = Outcome | Ended
