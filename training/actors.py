"""Who the news is about, drawn by chance: states, persons with titles, bodies, ministries, lists, armed sides.

A title is nmod:desc on the name and the country's adjective amod on the title; in "Iran-backed" the state is
obl:unmarked (EWT: 12 to 6), in "rebel-held" and "Saudi-led" noun and adjective are compound, as in both treebanks.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache

from phrases import (
    PASSIVE,
    WORDS,
    adjective,
    article,
    body,
    case,
    flat_name,
    noun_phrase,
    particle,
    people,
    plain,
    proper,
    punct,
    with_article,
)
from pools import Names
from rows import Phrase, Piece, Row, compose, spaced

_ACTORS = WORDS["actors"]
_SOURCES = WORDS["sources"]
_HYPHEN = Row("-", "-", "PUNCT", "HYPH", "", 0, "punct", False)


def name_rows(names: Names, chance: random.Random) -> Phrase:
    """What may take the place of a noun phrase: mostly a state or a person."""
    makers = (some_state, person, some_body, office, side, listed)
    return chance.choices(makers, (0.34, 0.34, 0.12, 0.1, 0.06, 0.04))[0](names, chance)


def source(names: Names, chance: random.Random) -> Phrase:
    """Who says something: a person, a pronoun, a ministry, officials, a body, a spokesman for somebody."""
    makers = (person, anonymous, spokesman, office, some_body, introduced, pronoun)
    return chance.choices(makers, (0.28, 0.24, 0.14, 0.08, 0.08, 0.08, 0.1))[0](names, chance)


def some_state(names: Names, chance: random.Random) -> Phrase:
    """A state."""
    return with_article(chance.choice(names.states))


def some_body(names: Names, chance: random.Random) -> Phrase:
    """An organisation, a group or an outlet whose tree is sure; as often of several words as of one."""
    found = body(chance.choice(_sure(names.bodies, several=chance.random() < 0.5)))
    return found or some_state(names, chance)


def person(names: Names, chance: random.Random) -> Phrase:
    """A person: the surname, the full name, with a title before, with the country's adjective before that."""
    full, surname = chance.choice(names.persons)
    kind = chance.random()
    if kind < 0.25:
        return flat_name(surname)
    if kind < 0.5:
        return flat_name(full)
    title = _title(chance.choice(_ACTORS["titles"]), chance.choice(names.adjectives) if kind > 0.75 else "")
    return compose((title, 1, "nmod:desc"), (flat_name(chance.choice((full, full, surname))), None, ""))


def office(names: Names, chance: random.Random) -> Phrase:
    """ "Country's foreign minister" or "the Adjective foreign minister"."""
    holder = noun_phrase(chance.choice(_ACTORS["offices"]))
    if chance.random() < 0.5:
        return compose((possessive(some_state(names, chance)), 1, "nmod:poss"), (holder, None, ""))
    return compose((article("the"), 2, "det"), (people(chance.choice(names.adjectives)), 2, "amod"), (holder, None, ""))


def spokesman(names: Names, chance: random.Random) -> Phrase:
    """ "ministry spokesman Ali Hasan" or "a spokesman for the African Union"."""
    speaker = noun_phrase(chance.choice(_SOURCES["speakers"]))
    if chance.random() < 0.6:
        return compose((speaker, 1, "nmod:desc"), (flat_name(chance.choice(names.persons)[0]), None, ""))
    whose = chance.choice((some_body, office, some_state))(names, chance)
    whom = compose((case("for"), 1, "case"), (whose, None, ""))
    det = chance.choice(("the", indefinite(speaker[0].word)))
    return compose((article(det), 1, "det"), (speaker, None, ""), (whom, 1, "nmod"))


def introduced(names: Names, chance: random.Random) -> Phrase:
    """ "Ali Hasan, Country's defence minister,": the first comma hangs on the apposition, the second on the name."""
    name = spaced(flat_name(chance.choice(names.persons)[0]), False)
    holder = spaced(office(names, chance), False)
    comma = punct(",", ",")
    return compose((name, None, ""), (comma, 2, "punct"), (holder, 0, "appos"), (comma, 0, "punct"))


def anonymous(names: Names, chance: random.Random) -> Phrase:
    """ "officials", "the foreign ministry", "state media"."""
    return noun_phrase(chance.choice(_SOURCES["anonymous"]).replace("~", chance.choice(_one_word(names.adjectives))))


def pronoun(names: Names, chance: random.Random) -> Phrase:
    """ "he" or "she"."""
    word, gender = chance.choice((("he", "Masc"), ("he", "Masc"), ("she", "Fem")))
    return [particle(word, "PRON", "PRP", morph=f"Case=Nom|Gender={gender}|Number=Sing|Person=3|PronType=Prs")]


def possessive(owner: Phrase) -> Phrase:
    """The owner with "'s", or "'" behind an s."""
    mark = "'" if owner[-1].word.endswith("s") else "'s"
    return compose((spaced(owner, False), None, ""), ([particle(mark, "PART", "POS", lemma="'s")], 0, "case"))


def listed(names: Names, chance: random.Random) -> Phrase:
    """ "A and B", "A, B and C": conjuncts on the first, comma and "and" each on the conjunct behind it."""
    members = [with_article(name) for name in chance.sample(names.states, chance.choice((2, 3, 3)))]
    serial = len(members) > 2 and chance.random() < 0.3
    pieces: list[Piece] = [(members[0], None, "")]
    for n, member in enumerate(members[1:], 1):
        last = n == len(members) - 1
        joints: list[Piece] = []
        if not last or serial:
            pieces[-1] = (spaced(pieces[-1][0], False), *pieces[-1][1:])
            joints.append((punct(",", ","), 0, "punct"))
        if last:
            joints.append(([particle("and", "CCONJ", "CC")], 0, "cc"))
        pieces.append((_before(joints, member), 0, "conj"))
    return compose(*pieces)


def modifier(names: Names, chance: random.Random) -> Phrase:
    """ "Iran-backed", "Saudi-led", "Kabul-based", "rebel-held", "U.S.-led", to be hung on a noun as amod."""
    participle, lemma = chance.choice(tuple(_ACTORS["participles"].items()))
    places = _one_word(names.states)
    kind = chance.random()
    if participle == "based" or chance.random() < 0.1:
        participle, lemma = "based", "base"
        first = proper(chance.choice((*places, *_one_word(tuple(city for city, _ in names.cities)))), 2, "obl:unmarked")
    elif kind < 0.25:
        first = adjective(chance.choice(_ACTORS["peoples"].split()), 2, "compound")
    elif kind < 0.4:
        first = plain(chance.choice(_ACTORS["firsts"].split()), 2, "compound")
    else:
        backer = chance.choice(_ACTORS["backers"].split()) if kind < 0.65 else chance.choice(places)
        first = proper(backer, 2, "obl:unmarked")
    return [first._replace(space=False), _HYPHEN, Row(participle, lemma, "VERB", "VBN", PASSIVE)]


def side(names: Names, chance: random.Random) -> Phrase:
    """ "the Saudi-led coalition", "US-backed rebels"."""
    noun = noun_phrase(chance.choice(_ACTORS["sides"]))
    phrase = compose((modifier(names, chance), 1, "amod"), (noun, None, ""))
    plural = noun[0].tag == "NNS"
    if plural and chance.random() < 0.6:
        return phrase
    word = "the" if plural or chance.random() < 0.6 else indefinite(phrase[0].word)
    return compose((article(word), 1, "det"), (phrase, None, ""))


def indefinite(following: str) -> str:
    """ "a" or "an" before a word, by its letter: "US", "UN" and "Ukraine" have "a"."""
    return "an" if following[0].lower() in "aeio" else "a"


def _title(text: str, country: str) -> Phrase:
    """ "Prime Minister" (amod), "Defense Minister" (compound), "former President", with a country's adjective."""
    former = text.startswith("former ")
    *before, last = text.removeprefix("former ").split()
    pieces: list[Phrase] = [[adjective("former")]] if former else []
    pieces += [people(country)] if country else []
    labels = ["amod"] * len(pieces)
    for word in before:
        named = word in {"Prime", "Foreign", "Interior"}
        pieces.append([adjective(word, tag="NNP") if named else proper(word)])
        labels.append("amod" if named else "compound")
    return compose(
        *((rows, len(pieces), label) for rows, label in zip(pieces, labels, strict=True)), ([proper(last)], None, "")
    )


def _before(joints: Sequence[Piece], member: Phrase) -> Phrase:
    """A conjunct with its comma and its "and" in front, which hang on it."""
    n = len(joints)
    return compose(*[(rows, n, label) for rows, _, label in joints], (member, None, ""))


@cache
def _sure(bodies: tuple[str, ...], *, several: bool) -> list[str]:
    """The names whose tree is sure, of several words or of one."""
    return [name for name in bodies if (" " in name) == several and body(name)]


@cache
def _one_word(names: tuple[str, ...]) -> list[str]:
    return [name for name in names if name.isalpha()]
