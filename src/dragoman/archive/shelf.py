"""Whether a report is in the archive already, or is a new version of one that is.

Two reports are the same where nothing that both of them tell differs: id, or words, address, day and publisher. A
report at the address of one that is there, with other words, is its new version. One that an archive has only as an
older version counts as known: a page that goes back and forth between two texts does not fill the archive.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import msgspec
import pyarrow as pa

from dragoman.records import Published

from .arrow import to_rows
from .commits import Commit
from .tables import ReportRow

# Of every report that has the id, the address or the words of one that is asked about: what tells them apart.
_ALIKE = """
select r.report, address, text_hash, id, publisher, title, published, version,
  r.report in (select replaces from raw_reports where replaces is not null and {held}) as old
from raw_reports r where {held} and (r.report in (select report from asked)
  or address in (select address from asked) or text_hash in (select text_hash from asked))
"""


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What tells whether a report is the same as another one; ``old`` where a newer version is there."""

    report: str
    address: str | None
    text_hash: str
    id: str | None
    publisher: str | None
    title: str | None
    published: Published | None
    version: int
    old: bool


class Shelf:
    """What an archive has that could be the same as certain reports, and what was put beside it since.

    ``con`` has ``raw_reports``; ``commits`` are those that hold.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, commits: Sequence[Commit], rows: Sequence[ReportRow]) -> None:
        asked = {
            "report": [row.report for row in rows],
            "address": [row.address for row in rows],
            "text_hash": [row.text_hash for row in rows],
        }
        con.register("asked", pa.table(asked, pa.schema([(name, pa.string()) for name in asked])))
        con.register("held", pa.table({"commit": pa.array([each.commit for each in commits], pa.string())}))
        found = con.sql(_ALIKE.format(held="commit in (select commit from held)")).to_arrow_table()
        self._by: dict[str, list[Known]] = {}
        for known in to_rows(found, Known):
            self._file(known)

    def put(self, row: ReportRow) -> None:
        """Remember a report that is about to be added."""
        for known in self._alike(row.replaces or "", None, ""):
            self._unfile(known)
            self._file(msgspec.structs.replace(known, old=True))
        self._file(_known(row))

    def same(self, row: ReportRow) -> Known | None:
        """The report there that is this one."""
        own = _known(row)
        return next((known for known in self._alike(own.report, own.address, own.text_hash) if _same(own, known)), None)

    def earlier(self, row: ReportRow) -> Known | None:
        """The newest report at the address of this one."""
        there = [known for known in self._by.get(row.address or "", ()) if not known.old and known.address]
        return there[-1] if there else None

    def _alike(self, *keys: str | None) -> list[Known]:
        return [known for key in keys if key for known in self._by.get(key, ())]

    def _file(self, known: Known) -> None:
        for key in _keys(known):
            self._by.setdefault(key, []).append(known)

    def _unfile(self, known: Known) -> None:
        for key in _keys(known):
            self._by[key].remove(known)


def _keys(known: Known) -> tuple[str, ...]:
    return tuple(key for key in (known.report, known.address, known.text_hash) if key)


def _known(row: ReportRow) -> Known:
    fields = {name: getattr(row, name) for name in Known.__struct_fields__ if name != "old"}
    return Known(**fields, old=False)


def _same(own: Known, known: Known) -> bool:
    if own.report == known.report:
        return True
    if own.text_hash != known.text_hash:
        return False
    if own.address and known.address:  # the caller's ids are left out: a crawler numbers its pages anew every time
        return own.address == known.address and _agree(_first(own), _first(known)) and _agree(own.title, known.title)
    pairs = ((own.id, known.id), (own.publisher, known.publisher), (_first(own), _first(known)))
    return all(_agree(*pair) for pair in pairs)


def _agree(own: str | None, known: str | None) -> bool:
    return own is None or known is None or own == known


def _first(known: Known) -> str | None:
    return known.published.start if known.published else None
