"""Who asserts an act: the sayings that cover its words, turned into sources."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import msgspec

from dragoman.language.tokens import Span, Token
from dragoman.records import Attribution, Interval, Party, Source

from .dating import moment_of
from .drafts import SPOKEN, Draft
from .sayings import Saying
from .scene import Scene


def sources_of(
    draft: Draft, sayings: Iterable[Saying], hung: Mapping[int, list[Interval]], scene: Scene
) -> tuple[Source, ...]:
    """The sources of a draft, the innermost saying first.

    A saying that is itself the act ("X condemned Y") is no source, nor are an actor's words on his own act of speech,
    nor those of whoever speaks for a state on what it condemns, asks or is ready for.
    """
    actors = {p.entity for p in draft.actors}
    told = asserters(draft.trigger, {t.i for t in draft.words}, sayings, hung, scene)
    return tuple(s for s in told if not (draft.type in SPOKEN and s.entity in actors) and not voices(s, draft))


def asserters(
    token: Token, own: Collection[int], sayings: Iterable[Saying], hung: Mapping[int, list[Interval]], scene: Scene
) -> tuple[Source, ...]:
    """Who says the words that hold a token, the innermost saying first; ``own`` are words that are no cue of it."""
    found: dict[str, Source] = {}
    for saying in sorted((s for s in sayings if s.covers(token)), key=_size):
        if any(t.i in own for t in saying.cue):
            continue
        date = moment_of((saying.verb,), hung) if saying.verb is not None else None
        for party in speakers(saying, scene):
            if party.entity not in found:
                found[party.entity] = source_of(party, saying, date)
    return tuple(found.values())


def voices(party: Party | Source, draft: Draft) -> bool:
    """Whether one speaks for the state or body whose act of speech is told: "Oman deplores it, its envoy said"."""
    spoken = draft.type in SPOKEN or (draft.type == "SUPPORT" and draft.reading.predicate.pos == "v")
    if draft.status != "reported" or not spoken or party.kind not in {"person", "office"}:
        return False
    whole = [a for a in draft.actors if a.kind in {"state", "organisation"}]
    return any((a.country, a.sector) == (party.country, party.sector) for a in whole)


def speech_date(
    draft: Draft, sayings: Iterable[Saying], hung: Mapping[int, list[Interval]], scene: Scene
) -> Interval | None:
    """When the words that tell the act were spoken: the date of the innermost saying that has one.

    A speaker who is quoted again, without a date, is taken to have spoken on the occasion told before; so is one who is
    named only now by the office in which he spoke then ("a spokesman said on Monday").
    """
    sayings = tuple(sayings)
    covering = sorted((s for s in sayings if s.verb is not None and s.covers(draft.trigger)), key=_size)
    if draft.type not in SPOKEN:  # praise is speech where it is the speaker's own
        covering = [s for s in covering if any(voices(party, draft) for party in speakers(s, scene))]
    for saying in covering:
        if date := _spoken(saying, hung):
            return date
    for saying in covering:
        at = saying.verb.i if saying.verb is not None else 0
        if date := _spoken_before(at, speakers(saying, scene), sayings, hung, scene):
            return date
    if covering or draft.status != "reported":
        return None
    persons = tuple(p for p in draft.actors if p.kind in {"person", "office"})
    return _spoken_before(draft.trigger.i, persons, sayings, hung, scene)


def _spoken_before(
    at: int,
    who: tuple[Party, ...],
    sayings: tuple[Saying, ...],
    hung: Mapping[int, list[Interval]],
    scene: Scene,
) -> Interval | None:
    """When these speakers last spoke before this word, as far as that is dated."""
    for other in reversed(sayings):
        earlier = other.verb is not None and other.verb.i < at
        if earlier and _same_voice(who, speakers(other, scene)) and (date := _spoken(other, hung)):
            return date
    return None


def _same_voice(some: tuple[Party, ...], others: tuple[Party, ...]) -> bool:
    if {p.entity for p in some} & {p.entity for p in others}:
        return True
    voices = [{(p.country, p.sector) for p in side if p.role == "spokesperson"} for side in (some, others)]
    return bool(voices[0] & voices[1])


def _spoken(saying: Saying, hung: Mapping[int, list[Interval]]) -> Interval | None:
    """The date that hangs on the verb of saying, or on its occasion: "told him in a call on Friday"."""
    if saying.verb is None:
        return None
    return moment_of((saying.verb, *(t for t in saying.verb.children if t.dep_.startswith("obl"))), hung)


def speakers(saying: Saying, scene: Scene) -> tuple[Party, ...]:
    """The parties that speak; of a statement or report, whoever issued it."""
    found: dict[str, Party] = {}
    for token in saying.sources:
        for party in scene.parties_of(token) or scene.parties.under(token):
            found.setdefault(party.entity, party)
    return tuple(found.values())


def to_attribution(saying: Saying, scene: Scene) -> Attribution:
    """The saying as character spans."""
    doc = scene.doc
    source = tuple(_trimmed(_phrase(t, saying)) for t in saying.sources)
    cue = tuple((t.idx, t.idx + len(t)) for t in saying.cue)
    content = tuple(_trimmed(doc[start:end]) for start, end in saying.content)
    return Attribution(source=source, cue=cue, content=content)


def _phrase(source: Token, saying: Saying) -> Span:
    """The words of a source without the saying itself: of "protesters who say ..." only "protesters who"."""
    start, end = source.left_edge.i, source.right_edge.i + 1
    group = [t for cue in saying.cue for t in (cue, *cue.lefts) if t in saying.cue or t.dep_.startswith("aux")]
    parts = [*((t.i, t.i + 1) for t in group), *saying.content]
    end = min([end, *(first for first, _ in parts if source.i < first < end)])
    start = max([start, *(last for _, last in parts if start < last <= source.i)])
    return source.doc[start:end]


def _trimmed(span: Span) -> tuple[int, int]:
    """The characters of a span without punctuation and white space at its ends."""
    solid = [t for t in span if not t.is_punct and not t.is_space] or list(span)
    return solid[0].idx, solid[-1].idx + len(solid[-1])


def _size(saying: Saying) -> int:
    return sum(end - start for start, end in saying.content)


def source_of(party: Party, saying: Saying, date: Interval | None) -> Source:
    """A party as the source of a saying, with its cue and when it was said."""
    fields = msgspec.structs.asdict(party)
    return Source(**fields, cue=" ".join(t.text for t in saying.cue), quoted=saying.quoted, date=date)
