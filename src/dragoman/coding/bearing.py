"""Whether one event bears out what another claims, or contradicts it: type and mode, sides, status and date.

The rules follow how headlines go beyond their bodies: a stronger verb, a plan or a threat told as a fact, actor and
recipient swapped or another one put in, another day, a denial left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from dragoman.records import Event, Interval, Party

Bearing = Literal["for", "against"]

STRONGER = 1.5
"""How much further from 0 the PLOVER score of a claim may lie than that of what bears it out."""
_SURE = {"hypothetical": 0, "future": 1, "reported": 2}
# Acts of two types that one word tells: "jailed" is arrested, or sentenced.
_SISTERS = frozenset({frozenset({("COERCE", "arrest"), ("SANCTION", "convict")})})
_PLANS = frozenset({"AGREE", "THREATEN", "REQUEST"})
# Modes of one score of which the first goes further: relations are not broken off where an envoy is recalled.
_FURTHER = frozenset({("SANCTION", "discontinue", "withdraw"), ("SANCTION", "discontinue", "expel")})
Side = frozenset[str]


def bearing(claim: Event, event: Event) -> Bearing | None:
    """What an event says of a claimed one: for it, against it, or nothing."""
    if _same_act(claim, event):
        return _of_same_act(claim, event)
    if event.about is not None and event.about.type == claim.type:
        return _of_speech(claim, event)
    if claim.about is not None and claim.about.type == event.type and claim.type == "AGREE":
        done = event.status == "reported" and _fits(claim, event)
        return "for" if done else None  # what was promised has been done
    return None


def types_that_bear(claim: Event) -> frozenset[str]:
    """The event types that can say anything of a claim; an event of any other type only where it is about the claim's.

    It narrows a search: ``bearing`` is None for every event that is neither.
    """
    act = (claim.type, claim.mode)
    found = {claim.type} | {type_ for pair in _SISTERS if act in pair for type_, _ in pair}
    return frozenset(found | {claim.about.type} if claim.about is not None else found)


def _of_same_act(claim: Event, event: Event) -> Bearing | None:
    if _swapped(claim, event):
        return "against"
    if not _fits(claim, event):
        return "against" if _another_did_it(claim, event) else None
    if (event.status == "negated") != (claim.status == "negated"):
        return "against" if "reported" in {event.status, claim.status} else None
    if _other_day(claim.date, event.date):
        return "against"
    if event.status != "negated" and _SURE[event.status] < _SURE[claim.status]:
        return None
    return None if _stronger(claim, event) else "for"


def _of_speech(claim: Event, event: Event) -> Bearing | None:
    """What a verbal act about the claimed one says: who did it denies it, or only plans, threatens or asks for it."""
    if event.type == "REJECT":
        return "against" if _meet(_side(claim.actors), _side(event.actors)) and event.status == "reported" else None
    if claim.status in {"future", "hypothetical"} and event.type in _PLANS and _fits(claim, event):
        return "for"
    return None


def _same_act(claim: Event, event: Event) -> bool:
    if claim.type == event.type:
        return True
    return frozenset({(claim.type, claim.mode), (event.type, event.mode)}) in _SISTERS


def _stronger(claim: Event, event: Event) -> bool:
    """Whether the claim tells a mode that goes further than what the event tells."""
    if claim.type != event.type or claim.mode is None or claim.mode == event.mode:
        return False
    further = (claim.type, claim.mode, event.mode) in _FURTHER
    return further or abs(claim.intensity) - abs(event.intensity) > STRONGER


def _fits(claim: Event, event: Event) -> bool:
    """Whether every side that the claim names is the event's too; who acts together may stand on either side."""
    if _meets(claim.actors, event.actors) and _meets(claim.recipients, event.recipients):
        return True
    both = claim.reciprocal or event.reciprocal
    return both and _meets(claim.actors, event.recipients) and _meets(claim.recipients, event.actors)


def _swapped(claim: Event, event: Event) -> bool:
    """Whether the claim's actor is the one to whom it was done, and the other way round."""
    if (
        claim.reciprocal
        or event.reciprocal
        or not all((claim.actors, claim.recipients, event.actors, event.recipients))
    ):
        return False
    fine = _domestic(claim)
    claimed, told = _sides(claim, fine=fine), _sides(event, fine=fine)
    crossed = _meet(claimed[0], told[1]) and _meet(claimed[1], told[0])
    return crossed and not _meet(claimed[0], told[0]) and event.status == "reported"


def _another_did_it(claim: Event, event: Event) -> bool:
    """Whether one side is the claim's and the other, named by both, is somebody else."""
    if event.status != "reported" or not all((claim.actors, claim.recipients, event.actors, event.recipients)):
        return False
    claimed, told = _sides(claim, fine=False), _sides(event, fine=False)
    same = (_meet(claimed[0], told[0]), _meet(claimed[1], told[1]))
    return same in {(True, False), (False, True)} and not _stronger(claim, event)


def _other_day(claimed: Interval | None, told: Interval | None) -> bool:
    """Whether two dates, both told by words, have no day in common."""
    if claimed is None or told is None or not (claimed.text and told.text):
        return False
    ends = (claimed.start, claimed.end, told.start, told.end)
    if not all(ends):
        return False
    return str(claimed.end) < str(told.start) or str(told.end) < str(claimed.start)


def _meets(claimed: Iterable[Party], told: Iterable[Party]) -> bool:
    claimed = tuple(claimed)
    return not claimed or _meet(_side(claimed), _side(told))


def _meet(one: Side, other: Side) -> bool:
    return bool(one & other)


def _side(parties: Iterable[Party], *, fine: bool = False) -> Side:
    """The countries of a side; its countries with sectors where ``fine``; entities where there is no country."""
    return frozenset((f"{p.country}/{p.sector}" if fine else p.country) if p.country else p.entity for p in parties)


def _sides(event: Event, *, fine: bool) -> tuple[Side, Side]:
    return _side(event.actors, fine=fine), _side(event.recipients, fine=fine)


def _domestic(event: Event) -> bool:
    """Whether both sides are of one country, so that only their sectors tell them apart."""
    return _meet(_side(event.actors), _side(event.recipients))
