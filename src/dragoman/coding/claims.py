"""What a headline or a cited source claims, and what the report itself says of it."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.records import Claim, Event, Report, Span, Verdict

from .bearing import bearing
from .scene import Scene


def claims_of(scene: Scene, events: Iterable[Event]) -> tuple[Claim, ...]:
    """One claim for every act that the headline tells, checked against the body.

    A mention in the body that was merged with it bears it out; so does another event of the body that ``bearing`` says
    so of.
    """
    events = tuple(events)
    title = scene.report.text[: scene.title_end].rstrip()
    body = tuple(event for event in events if event.in_ == "body")
    return tuple(checked(event, title, (0, len(title)), body) for event in events if event.in_ != "body")


def claims_of_sources(report: Report) -> tuple[Claim, ...]:
    """One claim for every event of a coded report that only cited sources tell, checked against its own assertions.

    What the report tells itself has no sources and is no claim. A claim's words are the sentence of its first mention.
    """
    own = tuple(event for event in report.events if not event.sources and event.in_ != "headline")
    claimed = (event for event in report.events if event.sources)
    return tuple(checked(event, *_sentence(event, report), own) for event in claimed)


def checked(event: Event, text: str, span: Span, others: Iterable[Event]) -> Claim:
    """The claim that an event makes, with what ``others`` say of it: one that bears it out outweighs the rest."""
    others = tuple(others)
    own = (event.event,) if event.in_ == "both" and event not in others else ()
    by = own or tuple(other.event for other in others if bearing(event, other) == "for")
    against = tuple(other.event for other in others if bearing(event, other) == "against")
    return Claim(
        text=text,
        span=span,
        supported=bool(by),
        by=by,
        event=event.event,
        verdict=_verdict(by, against),
        against=against,
    )


def _verdict(by: tuple[str, ...], against: tuple[str, ...]) -> Verdict:
    if by:
        return "supported"
    return "contradicted" if against else "unsupported"


def _sentence(event: Event, report: Report) -> tuple[str, Span]:
    start, end = event.mentions[0].sentence
    return report.text[start:end], (start, end)
