"""The open archive: as it stands at each request, with a connection of its own for each."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

import duckdb

from dragoman.archive import Archive

from .settings import Settings

T = TypeVar("T")

_REMEMBERED = 64  # answers of one version that are kept


class Memory:
    """Answers that hold as long as the archive stays at one version; of too many the longest unasked one goes."""

    def __init__(self) -> None:
        self._answers: dict[Hashable, object] = {}
        self._lock = Lock()

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """The answer that was made for a key, made now where there is none. Two threads may both make it."""
        with self._lock:
            if key in self._answers:
                self._answers[key] = found = self._answers.pop(key)  # the newest stand at the end
                return found  # type: ignore[return-value]
        answer = make()
        with self._lock:
            while len(self._answers) >= _REMEMBERED:
                del self._answers[next(iter(self._answers))]
            self._answers[key] = answer
        return answer

    def known(self, key: Hashable) -> Any:
        """The answer that was made for a key; None where there is none."""
        with self._lock:
            return self._answers.get(key)


@dataclass(frozen=True, slots=True)
class Reading:
    """The archive during one request.

    ``con`` has its views and the digest; it belongs to the request's thread and sees ``version`` throughout. ``once``
    keeps an answer that costs much for later requests at this version: ``reading.once(("facets", filter), make)``.
    """

    con: duckdb.DuckDBPyConnection
    path: str
    version: int
    keeps_texts: bool
    memory: Memory

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """The answer that was made for a key at this version, or what ``make`` gives now."""
        return self.memory.once(key, make)

    def known(self, key: Hashable) -> Any:
        """The answer that ``once`` keeps for a key at this version; None where there is none."""
        return self.memory.known(key)


class Shelf:
    """An archive that many requests read at once and few change; safe to use from several threads.

    It is opened by the first who asks. ``told`` is called with a sentence before something that may take long.
    """

    def __init__(self, settings: Settings, told: Callable[[str], None] = lambda _: None) -> None:
        self._settings = settings
        self._told = told
        self._archive: Archive | None = None
        self._memory = Memory()
        self._remembered = 0  # the version that the memory is of
        self._lock = Lock()

    @property
    def version(self) -> int | None:
        """The version that was read last; None where the archive was not read yet."""
        return None if self._archive is None else self._archive.version

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """The archive as it is now. Raises ArchiveError where there is none or where it cannot be read."""
        with self._lock:
            archive = self._opened()
            con = archive.cursor(self._told)
            if archive.version != self._remembered:
                self._memory, self._remembered = Memory(), archive.version
            reading = Reading(con, archive.path, archive.version, archive.keeps_texts, self._memory)
        try:
            yield reading
        finally:
            con.close()

    @contextmanager
    def changing(self) -> Iterator[Archive]:
        """The archive itself, for one who changes it: nobody else does meanwhile in this process."""
        with self._lock:
            yield self._opened()

    def _opened(self) -> Archive:
        """The archive with what was committed since."""
        if self._archive is None:
            self._archive = Archive(self._settings.archive, storage_options=self._settings.storage_options)
        return self._archive.refresh()
