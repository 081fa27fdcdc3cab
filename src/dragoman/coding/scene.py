"""All that is known of one report before it is coded: its parse, parties, moments and places, with the codebook."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from dragoman.actors import ActorMention
from dragoman.codebook import Codebook
from dragoman.language.tokens import Doc, Span, Token
from dragoman.records import Party, Place, Report
from dragoman.times import Timeline
from dragoman.world import World

from .predicates import Predicate
from .tree import NOMINAL, case_word, children, is_wanted

ARMED = frozenset({"MIL", "REB", "UAF", "PRM", "COP", "CRM"})
# "A number of missiles": what is counted is meant, not the number.
_MEASURES = frozenset(
    [
        "number",
        "dozen",
        "dozens",
        "hundred",
        "hundreds",
        "thousand",
        "thousands",
        "score",
        "scores",
        "series",
        "group",
        "wave",
        "spate",
        "string",
        "couple",
        "pair",
        "barrage",
        "salvo",
        "round",
        "rounds",
        "kind",
        "part",
        "handful",
        "majority",
        "lot",
        "member",
        "members",
        "batch",
        "package",
        "set",
        "range",
        "crowd",
        "level",
        "million",
        "millions",
    ]
)


class PartyFinder(Protocol):
    """What coding needs of the actors room."""

    def at(self, token: Token) -> tuple[Party, ...]:
        """The parties that the noun phrase headed by (or covering) the token denotes."""

    def under(self, token: Token) -> tuple[Party, ...]:
        """The parties named anywhere below the token."""

    @property
    def mentions(self) -> tuple[ActorMention, ...]:
        """Every mention in text order."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One report, ready to be coded. ``title_end`` is the offset behind the headline (0 without one).

    ``predicates`` holds those made so far, by the index of their token (see ``match.known_predicate``).
    """

    report: Report
    doc: Doc
    sentences: tuple[Span, ...]
    parties: PartyFinder
    timeline: Timeline
    places: Mapping[int, Place]
    codebook: Codebook
    world: World
    title_end: int
    predicates: dict[int, Predicate | None] = field(default_factory=dict)

    def sentence_of(self, token: Token) -> Span:
        """The sentence that holds a token (a look-up; spaCy's own walks the document)."""
        return self.sentences[self.sentence_number(token)]

    def sentence_number(self, token: Token) -> int:
        """Where the sentence that holds a token stands among the sentences."""
        return max(bisect_right(self.sentences, token.i, key=lambda sentence: sentence.start) - 1, 0)

    def sentence_span(self, token: Token) -> tuple[int, int]:
        """The character span of the token's sentence without white space at its end."""
        sentence = self.sentence_of(token)
        return sentence.start_char, sentence.start_char + len(sentence.text.rstrip())

    def is_party(self, token: Token) -> bool:
        """Whether the token belongs to the mention of an actor."""
        return bool(self.parties.at(token))

    def parties_of(self, token: Token) -> tuple[Party, ...]:
        """Whom a role's filler stands for: itself, or whoever owns, does or makes up what it names."""
        direct = self.parties.at(token)
        for named in () if direct else children(token, "appos", "flat"):
            direct = direct or self.parties.at(named)  # "his counterpart Sergei Aleinik"
        if direct or token.pos_ not in NOMINAL:
            return direct
        for near in _owners(token):
            if found := self.parties.at(near):
                return found
        return ()

    def beside(self, token: Token, *, whole: bool = False) -> tuple[Party, ...]:
        """The parties named in one list with the token's own: "A and B", "A, B and C".

        The parser loses such lists of long names more often than it keeps them. A name that opens the next clause
        ("attacked A and B condemned it") is no part of one, unless it must have two (``whole``: "between", subjects).
        """
        mentions = self.parties.mentions
        at = next((n for n, m in enumerate(mentions) if m.start <= token.i < m.end), None)
        if at is None:
            return ()
        first = last = at
        while first and self._gap(first - 1):
            first -= 1
        while last + 1 < len(mentions) and self._gap(last) and (whole or not self._opens_clause(mentions[last + 1])):
            last += 1
        gaps = [self._gap(n) for n in range(first, last)]
        if not any("and" in gap for gap in gaps) or (len(gaps) == 1 and "," in gaps[0]):
            return ()  # ", and" between two begins a new clause
        return tuple(mentions[n].party for n in range(first, last + 1) if n != at)

    def _gap(self, n: int) -> tuple[str, ...]:
        """What stands between a mention and the next where that is "and" or a comma; a comma parts different states."""
        one, other = self.parties.mentions[n], self.parties.mentions[n + 1]
        between = tuple(t.lower_ for t in self.doc[one.end : other.start] if t.lower_ != "the")
        if between == (",",) and one.party.country == other.party.country:
            return ()  # an apposition: "Wang Yi, China's foreign minister"
        return between if between in {("and",), (",",), (",", "and")} else ()

    def _opens_clause(self, mention: ActorMention) -> bool:
        after = self.doc[mention.end] if mention.end < len(self.doc) else None
        return after is not None and after.tag_ in {"VBD", "VBZ", "VBP", "MD"}

    def state_at(self, token: Token) -> Party | None:
        """The state that a named place lies in, as a party; None where the word is no place of a known state."""
        place = self.places.get(token.i)
        state = self.world.state(place.country) if place is not None and place.country else None
        if state is None or place is None:
            return None
        span = place.span or (token.idx, token.idx + len(token))
        return Party(
            name=state.name, text=self.report.text[slice(*span)], span=span, kind="state", country=state.iso3,
            sector="GOV", role=None, entity=f"{state.iso3}/GOV",
        )  # fmt: skip

    def fits(self, token: Token, test: str) -> bool:
        """Whether a filler passes a test of the pattern language (``%state`` and the like)."""
        if test == "place":
            return token.i in self.places
        if test == "infinitive":
            return is_wanted(token)
        if test == "number":
            return token.like_num or any(child.dep_ == "nummod" for child in token.children)
        parties = self.parties_of(token) if test == "party" else self.parties.at(token)
        return any(_passes(party, test) for party in parties)


def counted(token: Token) -> list[Token]:
    """The filler and, behind a word of measure, what it counts: "dozens of missiles"."""
    if token.lemma_.lower() not in _MEASURES:
        return [token]
    return [token, *[child for child in children(token, "nmod", "obl") if case_word(child) == "of"]]


def _owners(noun: Token) -> list[Token]:
    """The nouns through which an act or thing belongs to somebody, the surest first."""
    by_case: dict[str | None, list[Token]] = {}
    for phrase in children(noun, "nmod", "obl", "nmod:agent"):
        by_case.setdefault(case_word(phrase), []).append(phrase)
    modifiers = [c for c in noun.lefts if c.dep_.startswith(("amod", "compound", "nmod:desc"))]
    return [
        *by_case.get("by", ()),
        *children(noun, "nmod:poss"),
        *modifiers,
        *(t for word in ("from", "of", "against", "on") for t in by_case.get(word, ())),
    ]


def _passes(party: Party, test: str) -> bool:
    match test:
        case "party":
            return True
        case "state":
            return party.kind == "state"
        case "person":
            return party.kind in {"person", "office"}
        case "people":
            return party.kind in {"people", "group"}
        case "organisation":
            return party.kind == "organisation"
        case "armed":
            return party.sector in ARMED
        case "gov":
            return party.sector == "GOV"
        case _:
            return False
