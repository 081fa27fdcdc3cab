"""An input that could not be read, as a value: it is given among the reports, and the others go on."""

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
