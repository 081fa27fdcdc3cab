"""``dragoman claims``: what headlines and cited sources claim, borne out or not by their report and by others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from dragoman.errors import AnalysisError, UsageError

from .archiving import StorageOption, VersionOption, opened
from .notes import note
from .tabling import RowFormat, RowFormatOption, RowsOutOption, format_of_rows, put, table, write_rows

if TYPE_CHECKING:
    from dragoman.archive import Archive
    from dragoman.archive.claimed import ToldClaim
    from dragoman.archive.witnesses import Witness
    from dragoman.records import Event

MOST = 500  # claims of which other reports are asked; a second or two
WIDEST = 60  # characters of a claim in a table
COLUMNS = (
    "report", "published", "publisher", "title", "told_by", "cited", "text", "event", "type", "mode", "status",
    "actors", "recipients", "verdict", "by", "against", "others", "disputed", "n_independent", "others_for",
    "others_against",
)  # fmt: skip


def claims_command(
    *,
    archive: Annotated[str, typer.Option("--archive", metavar="DIR", help="The archive to ask.")],
    report: Annotated[
        str | None,
        typer.Option("--report", metavar="ID", help="The claims of one report (r-…), with all that is said."),
    ] = None,
    verdict: Annotated[
        str | None,
        typer.Option(
            "--verdict",
            metavar="VERDICT",
            help="What the report's own words say: contradicted, unsupported or supported.",
        ),
    ] = None,
    sources: Annotated[
        bool, typer.Option("--sources", help="Also what only cited sources tell, not headlines alone.")
    ] = False,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, help="How many claims at most, of the newest reports first.")
    ] = MOST,
    format_: RowFormatOption = None,
    out: RowsOutOption = None,
    at: VersionOption = None,
    storage_option: StorageOption = None,
) -> None:
    """Tell what headlines claim, whether their body bears it out, and what other reports of the archive say of it."""
    from dragoman.archive.claimed import claims_in
    from dragoman.records import Verdict

    if verdict is not None and verdict not in get_args(Verdict):
        raise UsageError(f"no verdict {verdict!r}; there are: {', '.join(get_args(Verdict))}")
    store = opened(archive, storage_option, at)
    found, more = claims_in(
        store.connection(), report=report, verdict=verdict, sources=sources, limit=limit  # type: ignore[arg-type]
    )  # fmt: skip
    if not found:
        raise AnalysisError(_nothing(store, report, verdict))
    if more:
        note(f"these {limit:,} are of the newest reports and there are more; --limit N gives N")
    chosen = format_of_rows(format_, out)
    if chosen is not RowFormat.table:
        write_rows([_row(each, flat=chosen is RowFormat.csv) for each in found], COLUMNS, chosen, out)
    elif report is not None:
        put("".join(f"{line}\n" for each in found for line in _lines(each)), out)
    else:
        put(_table(found, shown=out is None), out)


def _nothing(store: Archive, report: str | None, verdict: str | None) -> str:
    [held] = store.sql(
        "select count(*) as reports, (select count(*) from claims) as claims from reports"
    ).to_pylist()  # fmt: skip
    words = f"no claim{f' that its report has {verdict}' if verdict else ''}{f' in report {report}' if report else ''}"
    return (
        f"{words}; the archive holds {held['reports']:,} reports with {held['claims']:,} claims of headlines, and "
        "--sources adds those of cited sources"
    )


def _table(found: Sequence[ToldClaim], *, shown: bool) -> str:
    heads = ("published", "report", "told by", "claim", "body", "others", "for", "against")
    rows = [
        (each.published or "", each.report, ", ".join(each.cited) or each.told_by, _short(each.claim.text),
         each.claim.verdict, _others(each), *_numbers(each)) for each in found
    ]  # fmt: skip
    return table(heads, rows) if shown else table(heads, rows, shown=None)


def _others(each: ToldClaim) -> str:
    if each.testimony is None:
        return "not asked"
    return "disputed" if each.testimony.disputed else each.testimony.verdict


def _numbers(each: ToldClaim) -> tuple[int, int]:
    return (len(each.testimony.by), len(each.testimony.against)) if each.testimony else (0, 0)


def _lines(each: ToldClaim) -> Iterator[str]:
    """A claim with all that is said of it: the report's own events, then those of other reports."""
    yield f"{', '.join(each.cited) or each.told_by}: “{' '.join(each.claim.text.split())}”"
    if each.event is None:
        yield f"  the event {each.claim.event or ''} of this claim no longer holds, so other reports are not asked"
        return
    yield f"  {_act(each.event)}  {each.event.event}"
    own = [f"{name} {', '.join(ids)}" for name, ids in (("for", each.claim.by), ("against", each.claim.against)) if ids]
    yield f"  its report: {each.claim.verdict}" + (f" ({'; '.join(own)})" if own else "")
    if each.testimony is None:
        return
    yield f"  other reports: {_others(each)}, {each.testimony.n_independent} independent for it"
    yield from (f"    {_witness(witness)}" for witness in (*each.testimony.by, *each.testimony.against))


def _act(event: Event) -> str:
    code = event.type + (f"/{event.mode}" if event.mode else "")
    sides = [", ".join(party.name for party in side) or "–" for side in (event.actors, event.recipients)]
    status = "" if event.status == "reported" else f" ({event.status})"
    return f"{code}{status} {sides[0]} -> {sides[1]}"


def _witness(witness: Witness) -> str:
    where = ", ".join(filter(None, (witness.publisher, witness.report)))
    cited = f", citing {', '.join(witness.sources)}" if witness.sources else ""
    found = "" if witness.on == "dyad" else ", of the same occurrence"
    return f"{witness.how:<7}  {witness.published or 'no day':<10}  {witness.event}  {where}{cited}{found}"


def _row(each: ToldClaim, *, flat: bool) -> dict[str, Any]:
    """A claim as values; ``flat`` makes words of what other reports say, which JSON has as objects."""
    import msgspec

    event, said = each.event, each.testimony
    witnesses = {"others_for": said.by if said else (), "others_against": said.against if said else ()}
    return {
        "report": each.report, "published": each.published, "publisher": each.publisher, "title": each.title,
        "told_by": each.told_by, "cited": each.cited, "text": each.claim.text, "event": each.claim.event,
        "type": event and event.type, "mode": event and event.mode, "status": event and event.status,
        "actors": [party.name for party in event.actors] if event else [],
        "recipients": [party.name for party in event.recipients] if event else [],
        "verdict": each.claim.verdict, "by": each.claim.by, "against": each.claim.against,
        "others": said and said.verdict, "disputed": said and said.disputed,
        "n_independent": said and said.n_independent,
        **{
            name: [f"{w.event} ({w.report})" for w in some] if flat else msgspec.to_builtins(some)
            for name, some in witnesses.items()
        },
    }  # fmt: skip


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= WIDEST else words[: WIDEST - 1] + "…"
