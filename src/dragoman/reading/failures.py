"""What gives no report, as a value among the reports: an input that could not be read, a page that was left out."""

from __future__ import annotations

from dragoman.records import Record


class Failure(Record, frozen=True, kw_only=True):
    """What could not be read: the file or folder, the line where one is to blame, and what happened with the repair."""

    path: str
    line: int | None = None
    message: str

    def __str__(self) -> str:
        where = f"{self.path}, line {self.line}" if self.line is not None else self.path
        return f"{where}: {self.message}"


class Passed(Record, frozen=True, kw_only=True):
    """What was passed over without being read, and why in a few words: "language: de", "topic", "status: 404"."""

    path: str
    why: str

    def __str__(self) -> str:
        return f"{self.path}: passed over ({self.why})"
