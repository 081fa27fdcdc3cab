"""Which reports an archive has: most are told by their names alone, the others the archive is asked about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from dragoman.archive import Archive
from dragoman.archive.names import Names, names_of
from dragoman.records import Report


class KnownReports:
    """The reports of an archive. ``file`` holds their names (see ``Archive.write_names``).

    The archive is opened where a report has the address or the words of a stored one and not its id: a new version, a
    copy, or the same one read in another way. What other writers have added since the names were written is met when
    the coded report is added.
    """

    def __init__(self, file: Path, archive: str, storage: Mapping[str, str]) -> None:
        self._names = Names(file)
        self._path, self._storage = archive, storage
        self._archive: Archive | None = None

    def unseen(self, reports: Sequence[Report]) -> list[bool]:
        """Of each report whether the archive does not have it."""
        told = [self._by_names(report) for report in reports]
        asked = [report for report, known in zip(reports, told, strict=True) if known is None]
        new = {id(report) for report in self._asked(asked)} if asked else set()
        return [id(report) in new if known is None else not known for report, known in zip(reports, told, strict=True)]

    def _by_names(self, report: Report) -> bool | None:
        """Whether the report is known, None where its names do not tell."""
        own, *others = names_of(report)
        if self._names.has(own):
            return True
        return None if any(map(self._names.has, others)) else False

    def _asked(self, reports: Sequence[Report]) -> list[Report]:
        if self._archive is None:
            self._archive = Archive(self._path, storage_options=self._storage)
        return self._archive.unseen(reports)
