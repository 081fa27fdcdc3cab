"""Numbers that the text gives for an act: dead, injured, arrested, troops, sums of money.

Every number is found once, with what it counts, and then given to the act that it belongs to: the one that its own verb
or noun tells, else one beside or above it in the sentence, else the attack told last ("the death toll rose to 40").
Which words count what is in the word lists ``size``, ``size_nouns``, ``size_acts``, ``size_states`` and ``tolls``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from dragoman.codebook.entries import QUADS
from dragoman.language.tokens import Token
from dragoman.records import SUM, Count, Interval, Source

from .asserting import asserters, source_of
from .dating import moment_of
from .drafts import Draft
from .numerals import Number, numbers_in
from .predicates import find_predicate, lemma
from .sayings import Saying
from .scene import Scene, counted
from .tree import VERBAL, case_word, children, subjects

_DYING = frozenset({"die", "perish"})
_DEFINITE = frozenset({"the", "this", "that", "its", "their"})
# Behind these a clause or a toll names the act that it is of: "died in the attack", "the toll from the raid".
_ACT_CASES = frozenset({"in", "during", "from", "by", "of"})
# An act told behind these words is another one: "it struck after 12 soldiers were killed".
_OTHER_ACT = frozenset({"after", "before", "since", "because", "if", "unless", "although", "though", "while"})
_FILLING = frozenset({"others", "people", "more", "persons", "confirmed", "feared", "reported"})


@dataclass(frozen=True, slots=True)
class Fact:
    """Numbers with what they count and the word that says so; several are parts of one ("9 rebels and 3 bandits").

    ``own``: of no other act than the one that this word tells.
    """

    kind: str
    numbers: tuple[Number, ...]
    at: Token
    own: bool = False


def sized(
    drafts: list[Draft], sayings: Iterable[Saying], hung: Mapping[int, list[Interval]], scene: Scene
) -> list[Draft]:
    """The drafts with the numbers that the report gives for them."""
    sayings = tuple(sayings)
    homes = _Homes(drafts, scene)
    sizes: dict[int, dict[str, tuple[Count, ...]]] = {}
    for fact in facts_in(scene):
        for home in homes.of(fact):
            told = fact.at.i in {t.i for t in home.words}
            sources = home.sources if told else _sources(fact, sayings, hung, scene)
            size = sizes.setdefault(home.trigger.i, {})
            size[fact.kind] = (*size.get(fact.kind, ()), _count(fact, sources, scene))
    return [replace(draft, size=sizes.get(draft.trigger.i, {})) for draft in drafts]


def together(sizes: Iterable[Mapping[str, tuple[Count, ...]]]) -> dict[str, tuple[Count, ...]]:
    """The numbers that all mentions of one act give, by what they count; each number once, the one to use first.

    What the report says itself goes before what it has others say, a number with both bounds before one left open, an
    exact one before a rounded one, and of these the one told last: reports correct themselves as they go on.
    """
    whole: dict[str, list[Count]] = {}
    for size in sizes:
        for kind, counts in size.items():
            whole.setdefault(kind, []).extend(counts)
    return {kind: tuple(sorted(_once(counts), key=_rank)) for kind, counts in whole.items()}


def _rank(count: Count) -> tuple[bool, bool, bool, int]:
    return bool(count.sources), count.low is None or count.high is None, not count.exact, -count.span[0]


def _once(counts: list[Count]) -> Iterator[Count]:
    """Each number once, with everybody who gives it; with nobody where the report gives it itself."""
    same: dict[tuple[object, ...], list[Count]] = {}
    for count in counts:
        same.setdefault((count.low, count.high, count.exact, count.unit), []).append(count)
    for group in same.values():
        if own := next((count for count in group if not count.sources), None):
            yield own
            continue
        sources = {source.entity: source for count in reversed(group) for source in reversed(count.sources)}
        yield Count(
            low=group[0].low, high=group[0].high, exact=group[0].exact, unit=group[0].unit, text=group[0].text,
            span=group[0].span, sources=tuple(reversed(sources.values())),
        )  # fmt: skip


def facts_in(scene: Scene) -> list[Fact]:
    """Every number of the report of which the words say what it counts, in text order."""
    finder = _Finder(scene)
    found: dict[tuple[str, int], Fact] = {}
    taken: set[int] = set()
    for group in (finder.sums, finder.tolls, finder.nouns, finder.states, finder.verbs):
        for fact in [f for f in group() if all(n.start not in taken for n in f.numbers)]:
            found.setdefault((fact.kind, fact.numbers[0].start), fact)
        taken |= {n.start for fact in found.values() for n in fact.numbers}
    return sorted(found.values(), key=lambda fact: fact.numbers[0].start)


class _Finder:
    """Looks for what the numbers of a scene count."""

    def __init__(self, scene: Scene) -> None:
        self._scene, self._doc, self._words = scene, scene.doc, scene.codebook.words
        self._numbers = numbers_in(scene.doc, self._words)
        self._starts = {number.start: number for number in self._numbers}
        self._held = {n.noun.i: n for n in self._numbers if n.noun is not None} | {n.held.i: n for n in self._numbers}

    def sums(self) -> Iterator[Fact]:
        """Sums of money."""
        for number in self._numbers:
            if number.money:
                yield Fact(SUM, (number,), number.held)

    def tolls(self) -> Iterator[Fact]:
        """ "The death toll rose to 40", "put the toll at 15", "with a toll of 12"."""
        tolls = self._words["tolls"]
        for token in self._doc:
            if lemma(token) not in tolls["nouns"]:
                continue
            for start in range(token.i + 2, self._scene.sentence_of(token).end):
                number, before = self._starts.get(start), self._doc[start - 1]
                if number is None or number.money:
                    continue
                if before.lower_ in tolls["cases"] or lemma(before) in tolls["verbs"]:
                    yield Fact("dead", (number,), token)
                    break

    def nouns(self) -> Iterator[Fact]:
        """ "11 deaths", "no casualties", "the deaths of six soldiers", "the loss of 23 lives"."""
        for number in self._numbers:
            noun = number.noun
            if noun is None:
                continue
            of = noun.head if case_word(noun) == "of" and noun.dep_.startswith("nmod") else None
            kinds = self._kinds("size_nouns", noun)
            if len(kinds) == 1 or number.none:
                yield from (Fact(kind, (number,), noun) for kind in kinds)
            if lemma(noun) == "life" and lemma(noun.head) in self._words["tolls"]["lives"]:
                yield Fact("dead", (number,), noun.head)
            elif of is not None and not kinds:
                own = not self._kinds("size_nouns", of)
                acts = self._kinds("size_acts", of)
                yield from (Fact(kind, (number,), of, own=own) for kind in acts if self._fits(of, number))

    def verbs(self) -> Iterator[Fact]:
        """ "Killing at least 12 people", "30 were wounded", "ten lost their lives", "shot dead five protesters"."""
        kinds = {t.i: self._verb_kind(t) or self._state_of(t) for t in self._doc if t.pos_ in VERBAL}
        verbs = [self._doc[i] for i, kind in kinds.items() if kind]
        nearest = {n.start: v for v in verbs if (n := self._behind(v)) is not None}
        for verb in verbs:
            kind = kinds[verb.i]
            numbers = {n.start: n for n in self._of_roles(verb) if self._is_free(n, verb, nearest)}
            behind = self._behind(verb)
            if behind is not None and (not numbers or behind.start not in numbers):
                numbers = {behind.start: behind} | {s: n for s, n in numbers.items() if s > behind.start}
            fitting = [n for _, n in sorted(numbers.items()) if self._fits(verb, n)]
            if kind and fitting and not self._is_choice(verb, kinds):
                yield Fact(kind, tuple(fitting), verb)

    def states(self) -> Iterator[Fact]:
        """ "12 dead and 30 wounded"."""
        for number in self._numbers:
            noun = number.noun
            at = max(number.end, noun.i + 1 if noun is not None else 0)
            while at < len(self._doc) and self._doc[at].lower_ in _FILLING:
                at += 1
            words = [noun, self._doc[at] if at < len(self._doc) else None]
            for word in (w for w in words if w is not None):
                attributive = word.dep_ == "amod" and word.head.i > word.i
                kinds = [] if attributive else [k for k, ws in self._words["size_states"].items() if word.lower_ in ws]
                yield from (Fact(kind, (number,), word) for kind in kinds)

    def _kinds(self, name: str, token: Token) -> list[str]:
        return [kind for kind, words in self._words[name].items() if lemma(token) in words]

    def _verb_kind(self, verb: Token) -> str | None:
        particles = [p.lower_ for p in children(verb, "compound:prt", "advmod")]
        keys = [*(f"{lemma(verb)}_{particle}" for particle in particles), lemma(verb)]
        if self._loses_life(verb):
            return "dead"
        return next((kind for key in keys for kind, verbs in self._words["size"].items() if key in verbs), None)

    def _loses_life(self, verb: Token) -> bool:
        return lemma(verb) == "lose" and any(
            lemma(t) == "life" and t.i not in self._held for t in children(verb, "obj")
        )

    def _state_of(self, verb: Token) -> str | None:
        """What a verb leaves its object as: "left 12 people dead"."""
        states = {t.lower_ for t in children(verb, "xcomp", "advcl", "obl")}
        return next((kind for kind, words in self._words["size_states"].items() if states & words), None)

    def _behind(self, verb: Token) -> Number | None:
        """The number right behind an active verb, whatever the parser makes of it."""
        if children(verb, "aux:pass"):
            return None
        for start in (verb.i + 1, verb.i + 2):
            number = self._starts.get(start)
            between = self._doc[verb.i + 1 : start]
            if number is not None and all(t.dep_ in {"compound:prt", "xcomp"} for t in between):
                return number
        return None

    def _of_roles(self, verb: Token) -> Iterator[Number]:
        predicate = find_predicate(verb, self._words["light"], self._scene.is_party)
        if predicate is None:
            return
        dying = lemma(verb) in _DYING or self._loses_life(verb)
        fillers = predicate.roles.get("subj") if dying else (subjects(verb) if self._is_bare(verb) else [])
        for token in fillers or [t for role in ("obj", "of") for t in predicate.roles.get(role)]:
            if number := self._number_of(token):
                yield number

    def _is_bare(self, verb: Token) -> bool:
        """ "21 hurt" behind "three were killed": a participle that the parser takes for an active verb."""
        if verb.dep_ != "conj" or verb.tag_ not in {"VBD", "VBN"} or children(verb, "obj", "aux", "aux:pass"):
            return False
        return any(t.i in self._held and self._held[t.i].end == verb.i for t in children(verb, "nsubj"))

    def _number_of(self, token: Token) -> Number | None:
        if token.i in self._held:
            return self._held[token.i]
        behind = children(token, "nmod", "obl") if lemma(token) in self._words["tolls"]["groups"] else []
        inner = [*counted(token)[1:], *(t for t in behind if case_word(t) == "of")]
        return next((self._held[t.i] for t in inner if t.i in self._held), None)

    def _is_free(self, number: Number, verb: Token, nearest: Mapping[int, Token]) -> bool:
        """Whether a number is the verb's though it stands behind another one: "arrested and deported 12"."""
        other = nearest.get(number.start, verb)
        shares = other.dep_ == "conj" and other.head.i == verb.i and 0 < other.i - verb.i <= 2
        return bool(other.i == verb.i or (shares and self._doc[other.i - 1].lower_ == "and"))

    def _is_choice(self, verb: Token, kinds: Mapping[int, str | None]) -> bool:
        """ "Killed or wounded 12" says of neither how many."""
        near = (i for i in (verb.i - 1, verb.i + 1) if 0 <= i < len(self._doc))
        return any(self._doc[i].lower_ == "or" and kinds.get(2 * i - verb.i) for i in near)

    def _fits(self, word: Token, number: Number) -> bool:
        """Whether what is counted can be: people, where the word is said of things too."""
        tolls, noun = self._words["tolls"], number.noun
        if number.money or (noun is not None and lemma(noun) in tolls["measures"]):
            return False
        if lemma(word) not in tolls["things_too"] or number.none:
            return True
        if noun is None or lemma(noun) in tolls["places"]:
            return lemma(word) == "hurt" and noun is None
        return self._scene.is_party(noun) or lemma(noun) in tolls["people"]


class _Homes:
    """Finds the act that a number belongs to."""

    def __init__(self, drafts: list[Draft], scene: Scene) -> None:
        self._words = scene.codebook.words
        self._scene = scene
        self._at: dict[int, Draft] = {}
        for draft in drafts:
            for token in draft.words:
                self._at.setdefault(token.i, draft)
        attacks = (d for d in drafts if d.type == "ASSAULT" and d.status == "reported")
        self._attacks = sorted(attacks, key=lambda draft: draft.trigger.i)

    def of(self, fact: Fact) -> list[Draft]:
        """The act that the word itself tells, one beside or above it in the sentence, or the attack told last.

        "Attacked a village, killing 12" and "12 died in the attack" tell of two acts in one: both have the number.
        """
        own = self._at.get(fact.at.i) or self._at.get(fact.numbers[0].held.i)
        if own is not None:
            around = self._first([*_acts_at(fact.at), *_done_by(fact.at)], fact) if own.type == "ASSAULT" else None
            return [own] if around is None or around is own or around.type != own.type else [own, around]
        if fact.own:
            return []
        for word in _upwards(fact):
            if near := self._first([word, *_acts_at(word)], fact):
                return [near]
        last = self._told_before(fact)
        return [] if last is None else [last]

    def _first(self, words: list[Token], fact: Fact) -> Draft | None:
        """The act of the first of these words that tells one which can have such numbers."""
        drafts = (self._at[word.i] for word in words if word.i in self._at)
        return next((d for d in drafts if fact.kind in {SUM, "released"} or QUADS[d.type] == 4), None)

    def _told_before(self, fact: Fact) -> Draft | None:
        before = bisect_left(self._attacks, fact.at.i, key=lambda draft: draft.trigger.i)
        if not before or fact.kind not in {"dead", "injured"}:
            return None
        last = self._attacks[before - 1]
        if lemma(fact.at) in self._words["tolls"]["nouns"]:
            return last if self._points_back(fact.at) else None
        apart = self._scene.sentence_number(fact.at) - self._scene.sentence_number(last.trigger)
        # What a party only says that another did is no frame for what is told next: that goes back to the report's own.
        plain = apart <= 1 and not last.sources and self._names_no_other(fact.at)
        return last if plain else None

    def _points_back(self, toll: Token) -> bool:
        """ "The death toll", not "the toll of the earthquake"."""
        modifiers = [t for t in toll.lefts if t.dep_.startswith(("amod", "compound", "nmod"))]
        behind = [t for t in children(toll, "nmod") if t.pos_ in {"NOUN", "PROPN"} and not t.like_num]
        plain = all(t.lower_ in self._words["tolls"]["modifiers"] or t.pos_ == "PRON" for t in modifiers)
        return plain and not behind and any(t.lower_ in _DEFINITE for t in toll.lefts)

    def _names_no_other(self, verb: Token) -> bool:
        """Whether a clause without an act of its own names no cause of its own either: "12 people were killed"."""
        deeds = self._words["embedding"]["deeds"]
        causes = (t for t in children(verb, "obl", "obl:agent") if case_word(t) in {*_ACT_CASES, "after"})
        nouns = [t for t in causes if t.pos_ == "NOUN"]
        return all(lemma(t) in deeds and any(d.lower_ in _DEFINITE for d in t.lefts) for t in nouns)


def _upwards(fact: Fact) -> Iterator[Token]:
    """The words above a number through which it can belong to an act."""
    word = fact.at
    while True:
        yield word
        head, verbal = word.head, word.pos_ in VERBAL
        if head.i == word.i or word.dep_ in {"acl:relcl", "advcl:relcl"}:
            return
        if verbal and fact.kind == SUM and word.dep_ not in {"xcomp", "acl"}:
            return
        if word.dep_ == "advcl" and any(t.lower_ in _OTHER_ACT for t in children(word, "mark")):
            return
        word = head


def _acts_at(word: Token) -> list[Token]:
    """The nouns beside a verb or behind a noun that may name the act: "the attack killed 12", "died in the attack"."""
    found = children(word, "nsubj")
    found += [t for t in children(word, "obl", "nmod", "obl:agent", "obj") if case_word(t) in _ACT_CASES]
    found += [t for t in children(word, "advcl") if any(m.lower_ == "when" for m in children(t, "mark", "advmod"))]
    return found


def _done_by(verb: Token) -> list[Token]:
    """The clause of which a bare participle tells what it did: "attacked a village, killing 12"."""
    while verb.dep_ == "conj" and verb.tag_ == "VBG":
        verb = verb.head
    return [verb.head] if verb.dep_ == "advcl" and verb.tag_ == "VBG" and not children(verb, "mark", "nsubj") else []


def _sources(
    fact: Fact, sayings: tuple[Saying, ...], hung: Mapping[int, list[Interval]], scene: Scene
) -> tuple[Source, ...]:
    """Who gives a number: whoever puts the toll there, else who says the words around it."""
    giver = fact.at.head
    if lemma(giver) in scene.codebook.words["tolls"]["givers"] and fact.at.dep_ == "obj":
        # Of "witnesses", who are no party, nothing can be said, but those who speak around them do not give the number.
        parties = [party for t in subjects(giver) for party in scene.parties_of(t)]
        saying = Saying(sources=(), cue=(giver,), content=(), verb=giver, quoted=False)
        return tuple(source_of(party, saying, moment_of((giver,), hung)) for party in parties)
    return asserters(fact.at, {fact.at.i}, sayings, hung, scene)


def _count(fact: Fact, sources: tuple[Source, ...], scene: Scene) -> Count:
    """The record of a fact; of parts that are listed the sum, from the first to the last."""
    lows, highs = [n.low for n in fact.numbers], [n.high for n in fact.numbers]
    first, last = scene.doc[fact.numbers[0].start], scene.doc[fact.numbers[-1].end - 1]
    span = first.idx, last.idx + len(last)
    return Count(
        low=sum(n or 0 for n in lows) if any(n is not None for n in lows) else None,
        high=sum(n for n in highs if n is not None) if None not in highs else None,
        exact=all(n.exact for n in fact.numbers),
        unit=fact.numbers[0].unit,
        text=scene.report.text[slice(*span)],
        span=span,
        sources=sources,
    )
