"""``dragoman ties``: the standing relations of an archive, one dated history for each pair and relation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from dragoman.errors import AnalysisError, UsageError

from .archiving import StorageOption, VersionOption, opened
from .tabling import RowFormat, RowFormatOption, RowsOutOption, format_of_rows, put, table, write_rows

if TYPE_CHECKING:
    from dragoman.analysis.naming import Asked
    from dragoman.archive import Archive
    from dragoman.ties.archived import Telling
    from dragoman.ties.history import TieHistory

COLUMNS = (
    "a", "relation", "b", "kinds", "state", "since", "until", "first_told", "last_told", "n_reports", "n_independent",
    "since_told", "until_told", "disputed_by", "reports", "why",
)  # fmt: skip
TELLING_COLUMNS = (
    "a", "relation", "b", "state", "day", "how", "report", "title", "publisher", "url", "since", "until", "kind",
    "sources", "disputes", "confidence", "words",
)  # fmt: skip

SideA = Annotated[str | None, typer.Argument(metavar="[A]", help='A side: TUR, TUR/GOV, NATO, "Turkey"; or any.')]
SideB = Annotated[str | None, typer.Argument(metavar="[B]", help="The other side, in either order; any without it.")]


def ties_command(
    a: SideA = None,
    b: SideB = None,
    *,
    archive: Annotated[str, typer.Option("--archive", metavar="DIR", help="The archive to ask.")],
    relation: Annotated[
        str | None, typer.Option("--relation", metavar="RELATION", help="alliance, membership, war and so on.")
    ] = None,
    confidence: Annotated[
        float, typer.Option("--confidence", metavar="X", min=0, max=1, help="Only tellings that are at least so sure.")
    ] = 0.0,
    state: Annotated[
        str | None, typer.Option("--state", metavar="STATE", help="How it stands: holds, past, denied or disputed.")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Each telling with its report and words, in place of the histories.")
    ] = False,
    format_: RowFormatOption = None,
    out: RowsOutOption = None,
    at: VersionOption = None,
    storage_option: StorageOption = None,
) -> None:
    """Tell standing relations: since when, until when, how many reports say so, how they stand, who disputes them."""
    from dragoman.analysis.naming import asked_actor
    from dragoman.records import Relation
    from dragoman.ties.archived import tellings_in, ties_told
    from dragoman.ties.history import State, histories

    _check("relation", relation, get_args(Relation))
    _check("state", state, get_args(State))
    sides = asked_actor(a), asked_actor(b)
    store = opened(archive, storage_option, at)
    con = store.connection()
    told = ties_told(
        con, a=sides[0].code, b=sides[1].code, relation=relation, confidence=confidence  # type: ignore[arg-type]
    )  # fmt: skip
    found = [history for history in histories(told) if state in (None, history.state)]
    if not found:
        raise AnalysisError(_nothing(store, sides, relation, state, confidence))
    chosen = format_of_rows(format_, out)
    if explain:
        _explain(found, tellings_in(con, told), chosen, out)
    elif chosen is RowFormat.table:
        put(_table(found, shown=out is None), out)
    else:
        rows = [_row(history, flat=chosen is RowFormat.csv) for history in found]
        write_rows(rows, COLUMNS, chosen, out)


def _check(name: str, value: str | None, known: Sequence[str]) -> None:
    if value is not None and value not in known:
        raise UsageError(f"no {name} {value!r}; there are: {', '.join(known)}")


def _nothing(
    store: Archive, sides: tuple[Asked, Asked], relation: str | None, state: str | None, confidence: float
) -> str:
    """Why there is no history: what was asked for, and what the archive holds."""
    held = store.sql("select count(*) as n, count(distinct report) as reports from ties").to_pylist()[0]
    words = [f"no {relation or 'standing relation'}"]
    words += [f"that is told as {state}" if state != "disputed" else "that is disputed"] if state else []
    words += [f"between {sides[0].name} and {sides[1].name}"] if any(side.code for side in sides) else []
    words += [f"told with a confidence of {confidence:g}"] if confidence else []
    return f"{' '.join(words)}; the archive holds {held['n']:,} ties of {held['reports']:,} reports"


def _table(found: Sequence[TieHistory], *, shown: bool) -> str:
    heads = ("a", "relation", "b", "state", "since", "until", "told", "reports", "independent", "disputed by")
    rows = [
        (h.a, h.relation, h.b, h.state, h.since or "", h.until or "", _span(h), h.n_reports, h.n_independent,
         "; ".join(_disputes(h))) for h in found
    ]  # fmt: skip
    return table(heads, rows) if shown else table(heads, rows, shown=None)


def _span(history: TieHistory) -> str:
    """The days of the first and the last report that tells it as holding."""
    days = dict.fromkeys(day for day in (history.first_told, history.last_told) if day)
    return " to ".join(days)


def _disputes(history: TieHistory) -> Iterator[str]:
    for each in history.disputes:
        cited = f", citing {', '.join(each.sources)}" if each.sources else ""
        yield f"{each.report} ({each.how}{cited})"


def _row(history: TieHistory, *, flat: bool) -> dict[str, Any]:
    """A history as values; ``flat`` makes words of the dates and disputes, which JSON has as objects."""
    import msgspec

    made: dict[str, Any] = msgspec.to_builtins(history)
    if not flat:
        return made
    dates = {
        name: [f"{dated.value} ({', '.join(dated.reports)})" for dated in getattr(history, name)]
        for name in ("since_told", "until_told")
    }
    return made | dates | {"disputed_by": list(_disputes(history))}


def _explain(found: Sequence[TieHistory], tellings: Sequence[Telling], format_: RowFormat, out: Path | None) -> None:
    from dragoman.ties.history import pair_of

    grouped: dict[tuple[str, str, str], list[Telling]] = defaultdict(list)
    for each in tellings:
        grouped[pair_of(each.told.tie)].append(each)
    pairs = [(history, each) for history in found for each in grouped[history.a, history.b, history.relation]]
    if format_ is RowFormat.table:
        put("".join(f"{line}\n" for line in _lines(pairs)), out)
    else:
        write_rows([_telling_row(*pair) for pair in pairs], TELLING_COLUMNS, format_, out)


def _lines(pairs: Sequence[tuple[TieHistory, Telling]]) -> Iterator[str]:
    """A head for each history, under it why it stands so, and each telling with its words."""
    last = None
    for history, telling in pairs:
        if history is not last:
            yield f"{history.a} {history.relation} {history.b}: {history.state}"
            yield from (f"  {each}" for each in history.why)
            last = history
        row = _telling_row(history, telling)
        where = ", ".join(filter(None, (row["publisher"], row["report"])))
        cited = f"  citing {', '.join(row['sources'])}" if row["sources"] else ""
        dates = "".join(f"  {name} {row[name]}" for name in ("since", "until") if row[name])
        how = f"{row['how']:<6}" + "  disputes it" * row["disputes"]
        yield f"    {row['day'] or 'no day':<10}  {how}{dates}  {where}{cited}"
        yield from (f"                “{words}”" for words in row["words"])


def _telling_row(history: TieHistory, telling: Telling) -> dict[str, Any]:
    told, tie = telling.told, telling.told.tie
    return {
        "a": history.a, "relation": history.relation, "b": history.b, "state": history.state, "day": told.day,
        "how": told.how, "report": told.report, "title": telling.title, "publisher": told.publisher,
        "url": telling.url, "since": tie.since, "until": tie.until, "kind": tie.kind,
        "sources": [source.name for source in tie.sources],
        "disputes": any((d.report, d.how) == (told.report, told.how) for d in history.disputes),
        "confidence": tie.confidence, "words": list(telling.words),
    }  # fmt: skip
