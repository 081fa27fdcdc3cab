"""All names that an archive knows reports and finished inputs by, as sorted numbers in a file.

Whether a report is new is asked for every report that is read. A query costs as much as the archive is large; most
reports have no name that the archive knows, and a number looked for among sorted ones tells that in a few millionths of
a second. The file is mapped, not read: worker processes share it. A number is 64 bits of the MD5 of a name, which
DuckDB computes too: two names in 100 million have one number at a chance of one in 3,700, and the archive itself
decides where a number is found that is not that of a report's id.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from dragoman.records import Report

from .commits import Log
from .rows import report_row, storable
from .store import Store
from .views import connect_raw, reading

_BATCH = 1_000_000  # numbers on their way into a file
_NUMBER = "md5_number_lower({name})"
_REPORTS = """
select distinct {number} as n from (
  select unnest([report, address, text_hash]) as name from raw_reports where commit in (select commit from held)
) where name is not null order by n
"""
_SHARDS = """
select distinct {number} as n from raw_shards where file is not null and commit in (select commit from held) order by n
"""
_SEP = "\x1f"
_SHARD = f"concat_ws('{_SEP}', file, size::varchar, modified::varchar, how)"


class Names:
    """Names that were written to a file with ``write_reports`` or ``write_shards``."""

    def __init__(self, file: Path) -> None:
        self._numbers = np.memmap(file, "<u8", "r") if file.stat().st_size else np.zeros(0, "<u8")

    def __len__(self) -> int:
        return len(self._numbers)

    def has(self, name: str) -> bool:
        """Whether a name is among them, or another one with the same number."""
        wanted = np.uint64(number_of(name))
        at = int(np.searchsorted(self._numbers, wanted))
        return at < len(self._numbers) and bool(self._numbers[at] == wanted)


def number_of(name: str) -> int:
    """The number of a name: what ``md5_number_lower`` of DuckDB gives."""
    return int.from_bytes(hashlib.md5(name.encode("utf-8", "replace"), usedforsecurity=False).digest()[8:], "little")


def names_of(report: Report) -> tuple[str, ...]:
    """What a report can be known by: first its id, then its address and the hash of its words."""
    row = report_row(storable(report), texts=False)
    return tuple(name for name in (row.report, row.address, row.text_hash) if name)


def shard_name(file: str, size: int, modified: int, how: str) -> str:
    """What a finished input is known by: its absolute path, length, time of change, and how it was read."""
    return _SEP.join((file, str(size), str(modified), how))


def write_reports(store: Store, log: Log, file: Path) -> None:
    """Write the names of all reports that hold or held."""
    _write(store, log, "reports", _REPORTS.format(number=_NUMBER.format(name="name")), file)


def write_shards(store: Store, log: Log, file: Path) -> None:
    """Write the names of all inputs that were finished."""
    _write(store, log, "shards", _SHARDS.format(number=_NUMBER.format(name=_SHARD)), file)


def _write(store: Store, log: Log, table: str, query: str, file: Path) -> None:
    con = connect_raw(store, table)
    held: Sequence[str] = [commit.commit for commit in log.live]
    con.execute("create table held as select unnest($1) as commit", [held])
    with reading(store), file.open("wb") as out:
        for batch in con.sql(query).to_arrow_reader(_BATCH):
            out.write(np.ascontiguousarray(batch.column("n").to_numpy(), "<u8").data)
