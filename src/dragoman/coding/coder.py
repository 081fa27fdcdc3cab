"""Codes one report: readings of its words, drafts of its events, one event for each happening.

Nothing is dropped silently: every trigger that was seen has an outcome in the trace, which ``dragoman explain`` prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dragoman.codebook.entries import QUADS
from dragoman.language.tokens import Token
from dragoman.records import Attribution, Claim, Event, Interval, Place

from .addressing import addressed
from .asserting import sources_of, speech_date, to_attribution
from .attributions import find_attributions
from .claims import claims_of
from .dating import governors, moment_of, shared_moment, span_since, span_since_act
from .drafts import ABSORBING, SPOKEN, Draft, draft_of, inner_of
from .events import event_of
from .filling import asked, filled
from .judging import RULE, Case, Judged, Judges, Scores, judged, weighed
from .match import NearMiss, Reading, read_token, triggers_in
from .merge import group_drafts, merged, same_sides
from .newsday import Clock, clock_of, just_before, news_date
from .predicates import lemma
from .sayings import Saying, find_sayings
from .scene import Scene
from .scorer import Marked
from .sizes import sized
from .speaking import as_spoken, threatened
from .tree import case_word, children, clause_of
from .trust import features_of, load_trust

Outcome = Literal["coded", "part of another act", "no rule held", "nobody named", "doubted"]
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
    """What coding one report gives; ``grounds`` are what the confidence of each event is made of (``trust``)."""

    events: tuple[Event, ...]
    grounds: tuple[dict[str, float], ...]
    claims: tuple[Claim, ...]
    sayings: tuple[Saying, ...]
    trace: tuple[Seen, ...]


def begun(scene: Scene, judges: Judges | None) -> Begun:
    """The acts that the rules read in a report, and what the learned scorers want to know of them.

    ``judges`` are the learned scorers; without them the rules alone decide. Their questions are answered by
    ``Judges.scores``, of many reports at once, and ``ended`` makes events of the answers.
    """
    acts = read_acts(scene)
    if judges is None:
        return Begun(acts, None)
    read = {seen.token.i for seen in acts.trace if seen.outcome != "no rule held"}
    carriers = {r.predicate.carrier.i for r in acts.readings.values() if r.predicate.carrier is not None}
    return Begun(acts, weighed(acts.drafts, read | carriers, scene, judges.weigher))


def ended(start: Begun, scores: Scores | None, scene: Scene, judges: Judges | None) -> Coded:
    """The events and claims of a report, with a trace of every trigger.

    ``scores`` are the scorer's of the questions of ``start``, None where there are none.
    """
    acts = start.acts
    if judges is not None and start.case is not None:
        acts = _after(acts, judged(start.case, scores, scene, judges))
    sayings = find_sayings(scene.doc, scene.sentences, scene.codebook.words["speech"])
    moments = scene.timeline.moments_in(0, len(scene.report.text))
    acting = {seen.token.i for seen in acts.trace if seen.outcome != "no rule held" and seen.token.pos_ == "NOUN"}
    deeds = {
        i for i, reading in acts.readings.items() if QUADS[reading.rule.type] == 4 and reading.trigger.pos_ == "NOUN"
    }
    hung = governors(scene.doc, moments, _anchors(acts.readings.values()) | acting, deeds)
    drafts = _feared([_completed(draft, sayings, hung, scene) for draft in acts.drafts], acts.inner)
    drafts = sized(drafts, sayings, hung, scene)
    clock = clock_of(scene, hung)
    acts_told = [_of_the_news(draft, clock, scene) for draft in _suppressed(filled(drafts))]
    groups = group_drafts(acts_told, scene.sentence_number)
    told = _since_acts(groups, [merged(group) for group in groups], scene)
    grounds = tuple(features_of(group, draft, scene.title_end) for group, draft in zip(groups, told, strict=True))
    sure = [load_trust().of(each, scored=judges is not None) for each in grounds]
    events = tuple(event_of(*each, scene) for each in zip(groups, told, sure, strict=True))
    return Coded(events, grounds, claims_of(scene, events), sayings, acts.trace)


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


@dataclass(frozen=True, slots=True)
class Begun:
    """The acts that the rules read in a report, and their case before the learned scorers; None without these."""

    acts: Acts
    case: Case | None

    @property
    def questions(self) -> tuple[Marked, ...]:
        """What the sentence scorer is to be asked."""
        return self.case.questions if self.case is not None else ()


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
        draft = addressed(as_spoken(draft, scene), drafts, scene)
        drafts.append(draft)
        if draft.actors:
            told[draft.rule.type] = told[draft.rule.id] = draft
        trace.append(Seen(reading.trigger, "coded", reading.rule.id, reading.pattern.source))
    return Acts(tuple(drafts), readings, inner, tuple(sorted(trace, key=lambda seen: seen.token.i)))


def _after(acts: Acts, found: Judged) -> Acts:
    """The acts after the learned scorers have seen them."""
    gone = {d.trigger.i: Seen(d.trigger, "doubted", d.rule.id, "the scorer sees no act in it") for d in found.dropped}
    named = {
        d.trigger.i: Seen(d.trigger, "coded", d.rule.id, f"{d.type}, not {before.type} by {before.rule.id}")
        for before in found.retyped
        for d in found.drafts
        if d.trigger.i == before.trigger.i and d.rule.id == RULE
    } | {d.trigger.i: Seen(d.trigger, "coded", d.rule.id, f"{d.type}, read by no rule") for d in found.found}
    changed = {**gone, **named}
    trace = [*(seen for seen in acts.trace if seen.token.i not in changed), *changed.values()]
    return replace(acts, drafts=found.drafts, trace=tuple(sorted(trace, key=lambda seen: seen.token.i)))


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
        for i in sorted(reading.consumed & readings.keys()):
            if _only_modifies(reading, i):
                readings.pop(reading.trigger.i, None)
            elif not _told_besides(reading, readings[i]):
                aside[i] = readings.pop(i)
                detail = f"named by {reading.pattern.source}"
                trace.append(Seen(aside[i].trigger, "part of another act", reading.rule.id, detail))
    for reading in list(readings.values()):
        carrier = reading.predicate.carrier
        if carrier is not None and carrier.i in readings and reading.trigger.i in readings:
            trace.append(Seen(carrier, "part of another act", reading.rule.id, f"carries {reading.trigger.text!r}"))
            readings.pop(carrier.i)
    return readings, aside, trace


def _only_modifies(outer: Reading, named: int) -> bool:
    """Whether a participle only says of an act that it is to come: "Egypt's planned visit to Qatar"."""
    return outer.rule.type == "AGREE" and outer.trigger.dep_ == "amod" and outer.trigger.head.i == named


def _told_besides(outer: Reading, named: Reading) -> bool:
    """Whether an act that a pattern names is a happening too: who backs or blames an invasion says there was one."""
    carried = named.predicate.carrier is not None and named.predicate.carrier.i == outer.trigger.i  # "lodged a protest"
    hostile = QUADS[named.rule.type] == 4 and named.predicate.pos == "n"
    return outer.rule.type in {"SUPPORT", "ACCUSE"} and hostile and not carried


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
    """The draft with its sources, date and place."""
    draft = threatened(replace(draft, sources=sources_of(draft, sayings, hung, scene)))
    date = _date(draft, sayings, hung, scene)
    asserted = not draft.sources and _is_told(draft, scene)
    draft = replace(draft, date=date, place=_place(draft, scene), asserted=asserted)
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
    published = scene.timeline.published
    return own or span_since(draft.reading.predicate.clause, hung, published.end if published else None)


def _is_count(draft: Draft, moment: Interval) -> bool:
    """Whether a period only says within what is counted: "the third strike this month" is none of the whole month."""
    ordinals = [t for t in children(draft.trigger, "amod", "nummod") if t.lower_ in _ORDINALS or t.text[:1].isdigit()]
    return bool(ordinals) and moment.start != moment.end


def _of_the_news(draft: Draft, clock: Clock | None, scene: Scene) -> Draft:
    """The draft with the days of the news where it is news that no words date."""
    if clock is None or draft.date:
        return draft
    return replace(draft, date=just_before(draft, clock, scene), supposed=news_date(draft, clock, scene))


def _since_acts(groups: Sequence[list[Draft]], told: Sequence[Draft], scene: Scene) -> list[Draft]:
    """The merged drafts; what came about since another act of the report is dated by that one."""
    published = scene.timeline.published
    printed = published.end if published else None
    dates = {d.trigger.i: draft.date for group, draft in zip(groups, told, strict=True) for d in group}
    return [
        draft
        if draft.date
        else replace(
            draft,
            date=next(filter(None, (span_since_act(d.reading.predicate.clause, dates, printed) for d in group)), None),
        )
        for group, draft in zip(groups, told, strict=True)
    ]


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
