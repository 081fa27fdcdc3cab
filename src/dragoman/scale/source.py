"""Walking the inputs: what lies in them, where each ends, how far one is; those that were finished are not opened."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from dragoman.reading import DEFAULT, Failure, Limits, Passed, Raw, raw_of
from dragoman.reading.inputs import expand

from .records import Chunk, Ended, Shard
from .settings import CHUNK, CHUNK_BYTES, LISTED

STDIN = "-"
Entry = Raw | Failure | Passed | Ended


@dataclass(slots=True)
class Position:
    """How far a walk is: ``behind`` are bytes of inputs as they lie on disk, ``total`` is None where it is not known.

    ``finished`` counts the inputs that were left out because they are done.
    """

    total: int | None = None
    behind: int = 0
    finished: int = 0


class Walk:
    """A walk through inputs. ``done`` tells of a shard whether it need not be read; ``how`` are the options of reading.

    Iterate it once; ``position`` tells meanwhile how far it is.
    """

    def __init__(
        self,
        names: Sequence[str],
        *,
        limits: Limits = DEFAULT,
        how: str = "",
        done: Callable[[Shard], bool] = lambda _: False,
    ) -> None:
        self._names, self._limits, self._how, self._done = names, limits, how, done
        self.position = Position(total=_bytes_of(names))

    def __iter__(self) -> Iterator[Entry]:
        for found in _files(self._names):
            if isinstance(found, Failure):
                yield found
                continue
            shard = shard_of(found, self._how)
            before, size = self.position.behind, shard.size or 0
            if shard.file is not None and self._done(shard):
                self.position.finished += 1
            else:
                yield from self._read(shard, before)
            self.position.behind = before + size

    def _read(self, shard: Shard, before: int) -> Iterator[Entry]:
        whole, seen, size = True, 0, shard.size or 0
        for item in raw_of(shard.path, limits=self._limits):
            if isinstance(item, Failure):
                # A bad line or record is told, and the rest is read; of the rest of a bad file nothing is.
                whole = whole and (item.line is not None or item.path != shard.path)
            elif isinstance(item, Raw):
                seen += len(item.data) + 1
                self.position.behind = before + min(seen if item.offset is None else item.offset, size)
            yield item
        yield Ended(shard=shard, whole=whole and shard.file is not None and shard_of(shard.path, self._how) == shard)


class Retry:
    """A walk through what failed: paths with the line where one is to blame. ``position`` is as in ``Walk``."""

    def __init__(self, failed: Iterable[tuple[str, int | None]], *, limits: Limits = DEFAULT) -> None:
        self._limits = limits
        self._by_file: dict[str, set[tuple[str, int | None]]] = {}
        for path, line in failed:
            self._by_file.setdefault(_file_of(path), set()).add((path, line))
        self.position = Position()

    def __iter__(self) -> Iterator[Entry]:
        for file, wanted in self._by_file.items():
            if (file, None) in wanted:  # the file itself could not be read, or it is one page
                yield from self._all(file)
                yield from (_settled(path, line) for path, line in sorted(wanted, key=str))
            else:
                yield from self._some(file, wanted)

    def _all(self, file: str) -> Iterator[Entry]:
        for found in expand(file):
            yield from [found] if isinstance(found, Failure) else raw_of(found, limits=self._limits)

    def _some(self, file: str, wanted: set[tuple[str, int | None]]) -> Iterator[Entry]:
        left = set(wanted)
        for item in raw_of(file, limits=self._limits):
            key = (item.path, None if isinstance(item, Passed) else item.line)
            if key in wanted:
                yield item
                if key in left:
                    left.remove(key)
                    yield _settled(*key)
        for path, line in sorted(left, key=str):
            yield Failure(path=path, line=line, message="no longer there; code the file again with --again")


def shard_of(path: str, how: str) -> Shard:
    """A file as it is now; without ``file`` where it is none that could be known again (standard input, a pipe)."""
    try:
        state = os.stat(path)
    except OSError:
        return Shard(path=path)
    if path == STDIN or not os.path.isfile(path):
        return Shard(path=path)
    return Shard(path=path, file=os.path.abspath(path), size=state.st_size, modified=state.st_mtime_ns, how=how)


def chunks(walk: Walk | Retry) -> Iterator[Chunk]:
    """The entries of a walk in chunks that depend on the inputs alone: so many things to read, or so many bytes."""
    entries: list[Entry] = []
    raws, size = 0, 0
    for entry in walk:
        entries.append(entry)
        if isinstance(entry, Raw):
            raws, size = raws + 1, size + len(entry.data)
        if raws >= CHUNK or size >= CHUNK_BYTES or len(entries) >= CHUNK * 16:
            yield Chunk(entries=tuple(entries), behind=walk.position.behind)
            entries, raws, size = [], 0, 0
    if entries:
        yield Chunk(entries=tuple(entries), behind=walk.position.behind)


def _files(names: Iterable[str]) -> Iterator[str | Failure]:
    return (found for name in names for found in expand(name))


def _bytes_of(names: Sequence[str]) -> int | None:
    """The bytes of all inputs, None where standard input is among them or they are very many."""
    if STDIN in names:
        return None
    found = list(islice(_files(names), LISTED + 1))
    if len(found) > LISTED:
        return None
    return sum(shard_of(path, "").size or 0 for path in found if not isinstance(path, Failure))


def _file_of(path: str) -> str:
    """The file of a path that may be that of a record in it (``file#offset``)."""
    file, sign, offset = path.rpartition("#")
    return file if sign and offset.isdigit() and not os.path.exists(path) else path


def _settled(path: str, line: int | None) -> Ended:
    return Ended(shard=Shard(path=path, line=line), whole=True)
