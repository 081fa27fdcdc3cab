"""Codes one report: readings of its words, drafts of its events, one event for each happening.

Nothing is dropped silently: every trigger that was seen has an outcome in the trace, which ``dragoman explain`` prints.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Token

from dragoman.codebook.entries import QUADS
from dragoman.records import Attribution, Claim, Event, Interval, Place

from .apart import told_apart
from .asserting import sources_of, speech_date, to_attribution
from .attributions import find_attributions
from .claims import claims_of
from .dating import governors, moment_of, shared_moment
from .drafts import ABSORBING, SPOKEN, Draft, draft_of, inner_of, threatened
from .events import event_of
from .filling import asked, filled
from .match import NearMiss, Reading, read_token, triggers_in
from .merge import group_drafts, same_sides
from .newsday import Clock, clock_of, news_date
from .predicates import lemma
from .sayings import Saying, find_sayings
from .scene import Scene
from .sizes import sizes_of
from .tree import case_word, children, clause_of

Outcome = Literal["coded", "part of another act", "no rule held", "nobody named"]
_ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"})
_PLACE_CASES = frozenset({"in", "at", "near", "inside", "outside", "around", "across", "within", "off"})


@dataclass(frozen=True, slots=True)
class Seen:
    """A trigger that was seen, what became of it, and the rule or the constraint that decided."""

    token: Token
    outcome: Outcome
    rule: str | None
    detail: str


@dataclass(frozen=True, slots=True)
class Coded:
    """What coding one report gives."""

    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    sayings: tuple[Saying, ...]
    trace: tuple[Seen, ...]


def code_events(scene: Scene) -> Coded:
    """The events and claims of a report, with a trace of every trigger."""
    acts = read_acts(scene)
    sayings = find_sayings(scene.doc, scene.sentences, scene.codebook.words["speech"])
    moments = scene.timeline.moments_in(0, len(scene.report.text))
    acting = {seen.token.i for seen in acts.trace if seen.outcome != "no rule held" and seen.token.pos_ == "NOUN"}
    hung = governors(scene.doc, moments, _anchors(acts.readings.values()) | acting)
    drafts = _feared([_completed(draft, sayings, hung, scene) for draft in acts.drafts], acts.inner)
    clock = clock_of(scene, hung)
    groups = [_of_the_news(group, clock, scene) for group in group_drafts(_suppressed(filled(drafts)), told_apart)]
    events = tuple(event_of(group, scene) for group in groups)
    return Coded(events, claims_of(scene, events), sayings, acts.trace)


def attributions_of(scene: Scene, coded: Coded) -> tuple[Attribution, ...]:
    """The attributions of a coded report, wider than its sayings; apart, as few callers want them."""
    voiced = find_attributions(scene.doc, scene.sentences, coded.sayings, scene.codebook.words["speech"])
    return tuple(to_attribution(saying, scene) for saying in voiced)


@dataclass(frozen=True, slots=True)
class Acts:
    """The acts of a report before they have dates, places and sources, with a trace of every trigger.

    ``readings`` are by the index of their trigger, ``inner`` the pairs (outer, inner) of acts about acts.
    """

    drafts: tuple[Draft, ...]
    readings: dict[int, Reading]
    inner: dict[int, tuple[Reading, Reading]]
    trace: tuple[Seen, ...]


def read_acts(scene: Scene) -> Acts:
    """What the lexicon and its roles make of a report."""
    readings, aside, trace = _readings(scene)
    inner = _inner_acts(readings, aside, scene)
    absorbed = {act.trigger.i: outer for outer, act in inner.values() if _absorbs(outer, act, scene)}
    drafts: list[Draft] = []
    told: dict[str, Draft] = {}
    for i, reading in sorted(readings.items()):
        if i in absorbed:
            trace.append(
                Seen(reading.trigger, "part of another act", reading.rule.id, f"what {absorbed[i].rule.id} is about")
            )
            continue
        act = inner[i][1] if i in inner else None
        draft = draft_of(reading, act, told, scene)
        if draft is None:
            trace.append(
                Seen(reading.trigger, "nobody named", reading.rule.id, "no party in its actor or recipient roles")
            )
            continue
        drafts.append(draft)
        if draft.actors:
            told[draft.rule.type] = told[draft.rule.id] = draft
        trace.append(Seen(reading.trigger, "coded", reading.rule.id, reading.pattern.source))
    return Acts(tuple(drafts), readings, inner, tuple(sorted(trace, key=lambda seen: seen.token.i)))


def _readings(scene: Scene) -> tuple[dict[int, Reading], dict[int, Reading], list[Seen]]:
    """Trigger index -> reading; those set aside because a pattern names them; the trace of what was not coded.

    A word that another pattern names is no event of its own, but may be what that one is about. A light verb yields to
    the noun that it carries.
    """
    readings: dict[int, Reading] = {}
    aside: dict[int, Reading] = {}
    trace: list[Seen] = []
    for token in triggers_in(scene):
        read = read_token(token, scene)
        if isinstance(read, Reading):
            readings[token.i] = read
        elif isinstance(read, NearMiss):
            failed = read.failed
            detail = f"{failed.role} does not fit" if failed else "no light verb carries it"
            trace.append(Seen(token, "no rule held", read.rule.id, f"{read.pattern.source}: {detail}"))
    for reading in list(readings.values()):
        for i in reading.consumed & readings.keys():
            if not _told_besides(reading, readings[i]):
                aside[i] = readings.pop(i)
                detail = f"named by {reading.pattern.source}"
                trace.append(Seen(aside[i].trigger, "part of another act", reading.rule.id, detail))
    for reading in list(readings.values()):
        carrier = reading.predicate.carrier
        if carrier is not None and carrier.i in readings and reading.trigger.i in readings:
            trace.append(Seen(carrier, "part of another act", reading.rule.id, f"carries {reading.trigger.text!r}"))
            readings.pop(carrier.i)
    return readings, aside, trace


def _told_besides(outer: Reading, named: Reading) -> bool:
    """Whether an act that a pattern names is a happening too: who backs or blames an invasion says there was one."""
    return outer.rule.type in {"SUPPORT", "ACCUSE"} and QUADS[named.rule.type] == 4 and named.predicate.pos == "n"


def _anchors(readings: Iterable[Reading]) -> set[int]:
    anchors = set()
    for reading in readings:
        anchors.add(reading.trigger.i)
        if reading.predicate.carrier is not None:
            anchors.add(reading.predicate.carrier.i)
    return anchors


def _inner_acts(
    readings: dict[int, Reading], aside: dict[int, Reading], scene: Scene
) -> dict[int, tuple[Reading, Reading]]:
    """Outer trigger -> (outer, inner) for every act that is about another.

    "Ready to do so" is about the act that the sentences before told last in a main clause.
    """
    found: dict[int, tuple[Reading, Reading]] = {}
    told: list[Reading] = []
    for i, reading in sorted(readings.items()):
        if reading.rule.about:
            act = inner_of(reading, {**aside, **readings}, scene)
            if act is None and _does_so(reading):
                act = next((r for r in reversed(told) if not _together(r, reading, scene)), None)
            if act is not None:
                found[i] = (reading, act)
        if QUADS[reading.rule.type] in {2, 4} and reading.predicate.pos == "v":
            told.append(reading)
    return found


def _absorbs(outer: Reading, act: Reading, scene: Scene) -> bool:
    """Whether the inner act is only what the outer one is about; an act told in another sentence stays an event."""
    return outer.rule.type in ABSORBING and _together(outer, act, scene)


def _together(one: Reading, other: Reading, scene: Scene) -> bool:
    return scene.sentence_span(one.trigger) == scene.sentence_span(other.trigger)


def _does_so(reading: Reading) -> bool:
    """ "To do so", "to do the same", "to do it again": the complement repeats an act told before."""
    return any(
        lemma(comp) == "do" and {t.lower_ for t in comp.subtree} & {"so", "same", "it", "likewise", "that"}
        for comp in reading.predicate.roles.get("comp")
    )


def _completed(draft: Draft, sayings: tuple[Saying, ...], hung: dict[int, list[Interval]], scene: Scene) -> Draft:
    """The draft with its sources, date, place and numbers."""
    draft = threatened(replace(draft, sources=sources_of(draft, sayings, hung, scene)))
    date = _date(draft, sayings, hung, scene)
    asserted = not draft.sources and _is_told(draft, scene)
    draft = replace(
        draft, date=date, place=_place(draft, scene), size=sizes_of(draft.reading, scene), asserted=asserted
    )
    return replace(draft, mode="third-party") if _abroad(draft) else asked(draft)


def _is_told(draft: Draft, scene: Scene) -> bool:
    """Whether a main clause of the body tells the act; a noun, a participle or a headline only speaks of it."""
    predicate = draft.reading.predicate
    if draft.trigger.idx < scene.title_end or (predicate.pos == "n" and predicate.carrier is None):
        return False
    clause = predicate.clause
    past = clause.tag_ == "VBD" or any(t.tag_ in {"VBD", "VBZ", "VBP"} for t in children(clause, "aux", "aux:pass"))
    return past and clause.dep_ in {"ROOT", "conj", "parataxis"}


def _abroad(draft: Draft) -> bool:
    """Whether two sides met in the country of neither (PLOVER: CONSULT/third-party)."""
    countries = {p.country for p in (*draft.actors, *draft.recipients)}
    place = draft.place.country if draft.place else None
    states = all(country and len(country) == 3 for country in countries)
    return (
        draft.type == "CONSULT"
        and draft.mode is None
        and place is not None
        and states
        and len(countries) > 1
        and place not in countries
    )


def _date(draft: Draft, sayings: tuple[Saying, ...], hung: dict[int, list[Interval]], scene: Scene) -> Interval | None:
    words = scene.codebook.words["speech"]["plain"]
    own = moment_of(draft.words, hung)
    if own is not None and _is_count(draft, own):
        return None
    if own is None and draft.reading.predicate.pos == "n" and draft.reading.predicate.carrier is None:
        clause = clause_of(draft.trigger.head)
        told = _tells(clause, scene)
        occasion = draft.type == "CONSULT" and draft.reading.predicate.roles.get("around")
        if occasion or not (told or draft.type in SPOKEN):
            own = moment_of([clause], hung) or shared_moment(clause, hung, words)
    elif own is None:
        own = shared_moment(draft.reading.predicate.clause, hung, words)
    if own is None and (draft.type in SPOKEN or draft.type == "SUPPORT"):
        own = speech_date(draft, sayings, hung, scene)
    return own


def _is_count(draft: Draft, moment: Interval) -> bool:
    """Whether a period only says within what is counted: "the third strike this month" is none of the whole month."""
    ordinals = [t for t in children(draft.trigger, "amod") if t.lower_ in _ORDINALS or t.text[:1].isdigit()]
    return bool(ordinals) and moment.start != moment.end


def _of_the_news(group: list[Draft], clock: Clock | None, scene: Scene) -> list[Draft]:
    """The drafts of one happening; where no words date any, the first that is news gets the days of the news."""
    if clock is None or any(draft.date for draft in group):
        return group
    for n, draft in enumerate(group):
        if day := news_date(draft, clock, scene):
            return [*group[:n], replace(draft, date=day), *group[n + 1 :]]
    return group


def _tells(clause: Token, scene: Scene) -> bool:
    """Whether a clause speaks about an act rather than doing it: its date is the date of speaking."""
    if lemma(clause) in scene.codebook.words["speech"]["verbs"]:
        return True
    read = read_token(clause, scene)
    return isinstance(read, Reading) and QUADS[read.rule.type] in {1, 3}


def _place(draft: Draft, scene: Scene) -> Place | None:
    """Where it happened: "in X" at the act or its light verb, a role that the rule names, then the clause around it."""
    predicate = draft.reading.predicate
    for word in (*draft.words, predicate.clause):
        for child in children(word, "obl", "nmod", "obl:unmarked"):
            if case_word(child) in _PLACE_CASES and (place := scene.places.get(child.i)):
                return place
    for role in draft.rule.place:
        for token in predicate.roles.get(role):
            if place := scene.places.get(token.i) or _country_of(token, scene):
                return place
    return None


def _country_of(token: Token, scene: Scene) -> Place | None:
    """The country of the state that a party belongs to, as a place without coordinates."""
    for party in scene.parties.at(token):
        state = scene.world.state(party.country) if party.country else None
        if state is not None:
            return Place(name=state.name, country=state.iso3, lat=None, lon=None, span=party.span)
    return None


def _feared(drafts: list[Draft], inner: dict[int, tuple[Reading, Reading]]) -> list[Draft]:
    """An attack that somebody fears, and that names no target, is one on who fears it."""
    afraid = {inner[d.trigger.i][1].trigger.i: d.actors for d in drafts if d.type == "ACCUSE" and d.trigger.i in inner}
    return [
        replace(d, recipients=afraid[d.trigger.i])
        if d.status == "hypothetical" and QUADS[d.type] == 4 and not d.recipients and afraid.get(d.trigger.i)
        else d
        for d in drafts
    ]


def _suppressed(drafts: list[Draft]) -> list[Draft]:
    """PLOVER: an assault swallows the mobilisation that serves it ("sent troops to attack")."""
    assaults = [d for d in drafts if d.type == "ASSAULT"]
    return [d for d in drafts if d.type != "MOBILIZE" or not any(_serves(d, assault) for assault in assaults)]


def _apart(clause: Token) -> bool:
    """Whether a clause only goes on beside the one above it ("while waging war"), serving no end of it."""
    return any(t.lower_ in {"while", "as", "after", "before", "when", "since"} for t in children(clause, "mark"))


def _serves(mobilisation: Draft, assault: Draft) -> bool:
    one, other = mobilisation.reading.predicate.clause, assault.reading.predicate.clause
    linked = one in other.ancestors and not any(_apart(t) for t in (other, *other.ancestors) if one in t.ancestors)
    same = {p.country for p in mobilisation.actors} & {p.country for p in assault.actors}
    return linked and bool(same) and (not mobilisation.recipients or same_sides(mobilisation, assault))
