"""The ties of an archive, read through its connection (views ``ties``, ``reports`` and ``stories``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import msgspec

from dragoman.records import Relation, Tie

from .history import TieHistory, ToldTie, histories

# A side is looked up by any of its keys: country, country/sector, entity.
_TIES = """
select t.* exclude (commit, negated), coalesce(t.negated, false) as negated,
  coalesce(r.last_published, r.first_published)::varchar as day, r.publisher, s.copy_group
from ties t join reports r using (report) left join stories s using (report)
where ($relation is null or t.relation = $relation) and t.confidence >= $confidence
  and ($a is null or list_contains(t.a_keys, $a) or list_contains(t.b_keys, $a))
  and ($b is null or list_contains(t.a_keys, $b) or list_contains(t.b_keys, $b))
order by t.report, t.n
"""

_REPORTS = "select report, title, url, text from reports where report in (select unnest($reports::varchar[]))"


@dataclass(frozen=True, slots=True)
class Telling:
    """A tie as a report tells it, with the sentences that do; there are none in an archive without texts."""

    told: ToldTie
    title: str | None
    url: str | None
    words: tuple[str, ...]


def ties_told(
    con: duckdb.DuckDBPyConnection,
    *,
    a: str | None = None,
    b: str | None = None,
    relation: Relation | None = None,
    confidence: float = 0.0,
) -> tuple[ToldTie, ...]:
    """The ties that hold in an archive now, each with its report.

    ``a`` and ``b`` ask for sides by any key ("TUR", "TUR/GOV"), in either order; ``confidence`` is the least asked for.
    """
    asked = {"a": a, "b": b, "relation": relation, "confidence": confidence}
    return tuple(map(_told, con.sql(_TIES, params=asked).to_arrow_table().to_pylist()))


def histories_in(
    con: duckdb.DuckDBPyConnection,
    *,
    a: str | None = None,
    b: str | None = None,
    relation: Relation | None = None,
    confidence: float = 0.0,
) -> tuple[TieHistory, ...]:
    """The histories of the ties of an archive (``ties.history``), asked for as ``ties_told`` does."""
    return histories(ties_told(con, a=a, b=b, relation=relation, confidence=confidence))


def tellings_in(con: duckdb.DuckDBPyConnection, told: Sequence[ToldTie]) -> tuple[Telling, ...]:
    """Ties with their reports and the sentences that tell them, in the order of the days of the reports."""
    reports = sorted({each.report for each in told})
    rows = con.execute(_REPORTS, {"reports": reports}).fetchall()
    found = {report: (title, url, text) for report, title, url, text in rows}
    return tuple(
        _telling(each, *found[each.report]) for each in sorted(told, key=lambda t: (t.day or "9999", t.report))
    )


def _telling(told: ToldTie, title: str | None, url: str | None, text: str | None) -> Telling:
    spans = dict.fromkeys(mention.sentence for mention in told.tie.mentions)
    words = tuple(" ".join(text[start:end].split()) for start, end in spans) if text else ()
    return Telling(told, title, url, words)


def _told(row: dict[str, Any]) -> ToldTie:
    tie = msgspec.convert({name: row[name] for name in Tie.__struct_fields__}, Tie, strict=False)
    return ToldTie(tie, row["report"], row["day"], row["publisher"], row["copy_group"])
