"""Coded reports and codebook entries as a person reads them in the terminal."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from dragoman.codebook import Sentence, TypeEntry, load_codebook, load_sentences
from dragoman.errors import UsageError
from dragoman.records import SUM, Count, Event, Interval, Party, Report, Source, Tie

SENTENCES = 4  # shown of a type or mode, and as many that are nearly it
COLOURS = {1: "green", 2: "bold green", 3: "yellow", 4: "bold red"}
_VERDICTS = {
    "supported": "borne out by the body",
    "unsupported": "NOT borne out by the body",
    "contradicted": "CONTRADICTED by the body",
}


def print_report(report: Report) -> None:
    """Print one coded report: its head, events, ties, claims and notes."""
    console = Console()
    console.rule(Text(report.title or report.path or report.report, style="bold"), align="left")
    console.print(Text(_head(report), style="dim"))
    for event in report.events:
        console.print(Padding(_event(event), (0, 2)))
    if not report.events:
        console.print(Padding("no events", (0, 2)))
    for tie in report.ties:
        console.print(Padding(_tie_line(tie), (0, 2)))
    for claim in report.claims:
        verdict = _VERDICTS[claim.verdict]
        console.print(
            Padding(
                Text(f"headline: “{claim.text}”: {verdict}", style="" if claim.supported else "bold yellow"), (0, 2)
            )
        )
    for note in report.notes:
        console.print(Padding(Text(f"note: {note}", style="dim"), (0, 2)))
    console.print()


def print_entry(name: str, codebook: Path | None) -> None:
    """Print a type or mode of the codebook. Raises UsageError for a name it does not have."""
    types = load_codebook(codebook).types
    type_, _, mode = name.partition("/")
    entry = types.get(type_.upper())
    if entry is None:
        raise UsageError(f"no type {type_!r} in the codebook; it has: {', '.join(sorted(types))}")
    if mode and entry.mode(mode) is None:
        raise UsageError(
            f"{entry.type} has no mode {mode!r}; it has: {', '.join(m.name for m in entry.modes) or 'none'}"
        )
    _print_entry(Console(), entry, mode or None)


def _head(report: Report) -> str:
    published = report.published
    parts = []
    if published:
        days = published.start if published.start == published.end else f"{published.start} to {published.end}"
        parts.append(f"published {days} ({published.basis}: {published.why})")
    else:
        parts.append("publication date unknown")
    if report.authors:
        parts.append("by " + ", ".join(report.authors))
    if report.publisher:
        parts.append(report.publisher)
    return " · ".join(parts)


def _event(event: Event) -> Text:
    """One event in two or three lines: the code, who to whom, then when, where, and according to whom."""
    text = _code(event)
    text.append(f"\n  {_parties(event.actors)}")
    if event.recipients:
        text.append(" <-> " if event.reciprocal else " -> ", style="bold")
        text.append(_parties(event.recipients))
    facts = [
        ("when", _when(event.date)),
        ("where", event.place.name if event.place else ""),
        ("size", ", ".join(_size(kind, counts) for kind, counts in event.size.items())),
        ("according to", _sources(event.sources)),
        ("words", " / ".join(dict.fromkeys(f"“{mention.trigger}”" for mention in event.mentions))),
    ]
    for name, value in facts:
        if value:
            text.append(f"\n  {name} ", style="dim")
            text.append(value)
    return text


def _code(event: Event) -> Text:
    text = Text(event.type + (f"/{event.mode}" if event.mode else ""), style=COLOURS[event.quad])
    if event.about:
        text.append(f" about {event.about.type}{'/' + event.about.mode if event.about.mode else ''}", style="italic")
    extra = (
        [event.cameo]
        + ([event.status] if event.status != "reported" else [])
        + (["headline only"] if event.in_ == "headline" else [])
    )
    text.append(f" ({', '.join(extra)})", style="dim")
    return text


def _party(party: Party | Source) -> str:
    code = "/".join(filter(None, (party.country or "", party.sector or "")))
    return f"{party.name} [{code}]" if code else party.name


def _parties(parties: tuple[Party, ...]) -> str:
    return "; ".join(_party(party) for party in parties) or "–"


def _size(kind: str, counts: tuple[Count, ...]) -> str:
    """The number to use, then what others give: "12 dead (also: at least 15)"."""
    first, *others = (count.text for count in counts)
    main = first if kind == SUM else f"{first} {kind}"
    return f"{main} (also: {', '.join(others)})" if others else main


def _sources(sources: tuple[Source, ...]) -> str:
    return "; ".join(_party(source) for source in sources)


def _when(date: Interval | None) -> str:
    if date is None:
        return ""
    if date.start is None and date.end is None:
        return f"“{date.text}”"
    return date.start if date.start == date.end and date.start else f"{date.start or '…'} to {date.end or '…'}"


def _tie_line(tie: Tie) -> Text:
    kind = f" ({tie.kind})" if tie.kind else ""
    past = "formerly " if tie.past else "not " if tie.negated else ""
    return Text(
        f"tie: {_party(tie.a)} – {past}{tie.relation}{kind} – {_party(tie.b)}  “{tie.mentions[0].trigger}”",
        style="cyan",
    )


def _print_entry(console: Console, entry: TypeEntry, mode: str | None) -> None:
    chosen = entry.mode(mode)
    console.print(Text(entry.type + (f"/{mode}" if mode else ""), style="bold"))
    console.print((chosen.definition if chosen else entry.definition).strip())
    console.print(
        f"CAMEO {(chosen and chosen.cameo) or entry.cameo}, PLOVER score {chosen.score if chosen else entry.score}"
    )
    if chosen is None:
        console.print(f"\n[bold]Roles[/]: {entry.roles.strip()}")
        for near in entry.neighbours:
            console.print(f"[bold]{near.type}[/]: {near.tell}")
        for each in entry.modes:
            console.print(f"[bold]{entry.type}/{each.name}[/]: {each.definition}")
    _print_sentences(console, entry.type, mode)
    for rule in entry.rules:
        if mode is None or rule.mode == mode:
            patterns = ", ".join(pattern.source for pattern in rule.patterns)
            console.print(Text(f"{rule.id}{'/' + rule.mode if rule.mode else ''}: {patterns}", style="dim"))


def _print_sentences(console: Console, type_: str, mode: str | None) -> None:
    """Some sentences of a type or mode, spread over all of them, then some that a reader could take for it."""
    sentences = load_sentences()
    code = f"{type_}/{mode}" if mode else type_
    own = [s for s in sentences if s.type == type_ and mode in {None, s.mode}]
    near = [s for s in sentences if s.near == code]
    for title, found in (("Sentences", own), ("Nearly, but not", near)):
        if found:
            console.print(f"\n[bold]{title}[/] ({len(found)}, some of them):")
        for sentence in found[:: max(len(found) // SENTENCES, 1)][:SENTENCES]:
            console.print(
                Text("  ").append(_shown(sentence)).append(f" {sentence.code}" if found is near else "", "dim")
            )


def _shown(sentence: Sentence) -> Text:
    """The words, with source and target in their colours."""
    text = Text(sentence.text)
    text.stylize("cyan", *sentence.source)
    text.stylize("magenta", *sentence.target)
    return text
