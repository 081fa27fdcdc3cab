"""What the headline claims, and whether the body of the report bears it out."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.records import Claim, Event, Party

from .scene import Scene


def claims_of(scene: Scene, events: Iterable[Event]) -> tuple[Claim, ...]:
    """One claim for every act that the headline tells.

    It is supported when a mention in the body was merged with it, or the body tells the same type of act between
    the same countries.
    """
    events = tuple(events)
    title = scene.report.text[: scene.title_end].rstrip()
    found = []
    for event in events:
        if event.in_ == "body":
            continue
        by = (
            (event.event,)
            if event.in_ == "both"
            else tuple(e.event for e in events if e.in_ == "body" and _bears_out(e, event))
        )
        found.append(Claim(text=title, span=(0, len(title)), supported=bool(by), by=by))
    return tuple(found)


def _bears_out(event: Event, claim: Event) -> bool:
    same_type = event.type == claim.type or (event.about is not None and event.about.type == claim.type)
    return same_type and _overlap(event.actors, claim.actors) and _overlap(event.recipients, claim.recipients)


def _overlap(a: tuple[Party, ...], b: tuple[Party, ...]) -> bool:
    return not b or bool({p.country or p.entity for p in a} & {p.country or p.entity for p in b})
