"""Sentences told as the news tells them: behind a dateline, attributed, with "Iran-backed" before a noun.

Each form takes a sentence and gives another with a right tree, or None where the sentence does not suit. Practice of
the treebanks' training parts (EWT, GUM):

- a dateline is a sentence of its own (7 of 8): the city is root, the state appos, the agency list, the day
  nmod:unmarked;
- in "S, X said" the verb of saying is root and S its ccomp (92 of 92), with and without quotation marks;
- both marks, a comma or colon before the quotation and a stop within it hang on the head of the quoted clause;
- in "according to X" the noun is obl of the root and "to" fixed on "according"; its comma hangs on the noun.
"""

from __future__ import annotations

import random

from actors import indefinite, modifier, source
from phrases import WORDS, case, flat_name, noun_phrase, particle, proper, punct, state
from pools import Names
from quotes import MARKS, QUOTES, capitalised, uncapitalised
from rows import Phrase, Piece, Row, children, compose, inserted, rows_of, sentence_of, spaced
from treebanks import Sentence

_SOURCES = WORDS["sources"]
_VERBS = (("said", "say"),) * 8 + (("says", "say"),) * 2 + (("added", "add"),) + (("told", "tell"),) * 3
_FINITE = "Mood=Ind|Number={}|Person=3|Tense={}|VerbForm=Fin"
_LOOSE = frozenset({"parataxis", "reparandum", "list", "vocative", "dislocated", "dep", "discourse"})
_SUBJECTS = ("nsubj", "expl", "csubj")
_NOT_BACKED = frozenset(_SOURCES["never_backed"].split())
_BEFORE = frozenset(_SOURCES["quantifiers"].split())
_HOSTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "conj", "appos"})
LENGTHS = range(4, 31)


def dateline(names: Names, chance: random.Random) -> Sentence:
    """ "BEIJING (AP) -", "Kyiv, Ukraine —", "GENEVA, May 4 (Reuters) –": a sentence of its own."""
    city, country = chance.choice(names.cities)
    place, named = state(city), chance.random() < 0.65
    if chance.random() < 0.7:
        place = [r._replace(word=r.word.upper()) for r in place]
    pieces: list[Piece] = [(place, None, "")]
    if chance.random() < 0.35 and country != city:
        pieces += [(_behind_comma(state(country)), 0, "appos")]
    if chance.random() < (0.4 if named else 0.15):
        pieces += [(_behind_comma(_day_of_month(chance)), 0, "nmod:unmarked")]
    pieces = [*((spaced(rows, False), *rest) for rows, *rest in pieces[:-1]), pieces[-1]]
    if named:
        pieces += [(_bracketed(_agency(names, chance)), 0, "list")]
    dash = chance.choice(("-", "-", "--", "–", "—", "—"))
    return sentence_of(compose(*pieces, (punct(dash, "," if dash == "--" else ":"), 0, "punct")))


def attributed(sentence: Sentence, names: Names, chance: random.Random) -> Sentence | None:
    """A declarative sentence with its source behind it or before it, with or without quotation marks."""
    if not is_declarative(sentence):
        return None
    told = rows_of(sentence)[:-1]
    maker = chance.choices((_trailing, _leading, _according), (0.5, 0.35, 0.15))[0]
    return sentence_of(capitalised(maker(spaced(told, False), names, chance)), like=sentence)


def with_modifier(sentence: Sentence, names: Names, chance: random.Random) -> Sentence | None:
    """The sentence with "Saudi-led", "US-backed", "Kabul-based" put before one of its nouns."""
    hosts = [i for i in range(len(sentence.words)) if _may_be_backed(sentence, i)]
    if not hosts:
        return None
    noun = chance.choice(hosts)
    at = _start(sentence, noun)
    new = modifier(names, chance)
    rows = rows_of(inserted(sentence, at, new, noun, "amod"))
    if at == 0:
        rows = [*capitalised(rows[: len(new)]), *uncapitalised(rows[len(new) :])]
    elif rows[at - 1].word.lower() in {"a", "an"}:
        right = indefinite(new[0].word)
        rows[at - 1] = rows[at - 1]._replace(word=right.capitalize() if at == 1 else right)
    return sentence_of(rows, like=sentence)


def is_declarative(sentence: Sentence) -> bool:
    """Whether it is a statement with subject, finite verb and full stop, without quotation marks or loose parts."""
    if len(sentence.words) not in LENGTHS or sentence.words[-1] != "." or not sentence.words[0][:1].isupper():
        return False
    root = sentence.deps.index("ROOT")
    own = children(sentence, root)
    verbs = [root, *(i for i in own if sentence.deps[i] in {"aux", "aux:pass", "cop"})]
    return (
        any(sentence.deps[i].startswith(_SUBJECTS) and i < root for i in own)
        and any("VerbForm=Fin" in sentence.morphs[i] and "Imp" not in sentence.morphs[i] for i in verbs)
        and not any(dep in _LOOSE for dep in sentence.deps)
        and not any(word in QUOTES or word in {"?", ":", ";"} for word in sentence.words)
        and sentence.lemmas[root] not in {"say", "tell", "add"}
        and len(sentence.words) - 1 not in sentence.heads
    )


def _trailing(told: Phrase, names: Names, chance: random.Random) -> Phrase:
    """ "S, X said on Friday.", "“S,” said X."; the verb is root."""
    direct = chance.random() < 0.5
    inner: list[Piece] = [(told, None, ""), (punct(",", ",", space=not direct), 0, "punct")]
    if direct:
        opening, closing = chance.choice(MARKS)
        marks = punct(opening, "``", space=False), punct(closing, "''")
        inner = [(marks[0], 1, "punct"), (told, None, ""), (punct(",", ",", space=False), 1, "punct")]
        inner.append((marks[1], 1, "punct"))
        if chance.random() < 0.2:  # British: the comma behind the mark
            inner[2:] = [(spaced(marks[1], False), 1, "punct"), (punct(",", ","), 1, "punct")]
    who, verb, more = _saying(names, chance)
    turned = direct and who[0].pos != "PRON" and chance.random() < 0.3
    if turned and more:
        more = []
        verb = _verb("said", "say", who)
    pieces: list[Piece] = [(compose(*inner), 2, "ccomp"), (who, 2, "nsubj"), (verb, None, "")]
    if turned:
        pieces = [(compose(*inner), 1, "ccomp"), (verb, None, ""), (_closed(who), 1, "nsubj")]
    top = 1 if turned else 2
    return _stopped([*pieces, *((rows, top, label) for rows, label in more)], top)


def _leading(told: Phrase, names: Names, chance: random.Random) -> Phrase:
    """ "X said (that) S.", "X told reporters that S.", "X said: “S.”"."""
    who, verb, more = _saying(names, chance)
    pieces: list[Piece] = [(who, 1, "nsubj"), (verb, None, ""), *((rows, 1, label) for rows, label in more)]
    if chance.random() < 0.35:
        opening, closing = chance.choice(MARKS)
        sign = chance.choice((",", ":"))
        pieces[-1] = (spaced(pieces[-1][0], False), *pieces[-1][1:])
        quotation = compose(
            (punct(sign, sign), 2, "punct"),
            (punct(opening, "``", space=False), 2, "punct"),
            (told, None, ""),
            (punct(".", ".", space=False), 2, "punct"),
            (punct(closing, "''"), 2, "punct"),
        )
        return compose(*pieces, (quotation, 1, "ccomp"))
    told = uncapitalised(told)
    if more or chance.random() < 0.6:
        told = compose(([particle("that", "SCONJ", "IN")], 1, "mark"), (told, None, ""))
    return _stopped([*pieces, (told, 1, "ccomp")], 1)


def _according(told: Phrase, names: Names, chance: random.Random) -> Phrase:
    """ "S, according to X." and "According to X, S."."""
    who = _closed(source(names, chance))
    if who[0].pos == "PRON":
        who = noun_phrase("officials")
    according = Row("according", "accord", "VERB", "VBG", "ExtPos=ADP|Tense=Pres|VerbForm=Part")
    link = compose(([according], None, ""), (case("to"), 0, "fixed"))
    if chance.random() < 0.6:
        phrase = compose((punct(",", ","), 2, "punct"), (link, 2, "case"), (who, None, ""))
        return _stopped([(told, None, ""), (phrase, 0, "obl")], 0)
    phrase = compose((link, 1, "case"), (spaced(who, False), None, ""), (punct(",", ","), 1, "punct"))
    return _stopped([(phrase, 1, "obl"), (uncapitalised(told), None, "")], 1)


def _saying(names: Names, chance: random.Random) -> tuple[Phrase, Phrase, list[tuple[Phrase, str]]]:
    """Who says it, the verb, and what goes with the verb: hearers, the day, the occasion."""
    who = source(names, chance)
    form, lemma = chance.choice(_VERBS)
    more: list[tuple[Phrase, str]] = []
    if lemma == "tell":
        more.append((noun_phrase(chance.choice(_SOURCES["hearers"])), "iobj"))
    if chance.random() < 0.35:
        day = [proper(chance.choice(_SOURCES["days"].split()))]
        bare = chance.random() < 0.5
        more.append((day, "obl:unmarked") if bare else (compose((case("on"), 1, "case"), (day, None, "")), "obl"))
    elif chance.random() < 0.2:
        occasion = noun_phrase(chance.choice(_SOURCES["occasions"]))
        more.append((compose((case("in"), 1, "case"), (occasion, None, "")), "obl"))
    return who, _verb(form, lemma, who), more


def _verb(form: str, lemma: str, who: Phrase) -> Phrase:
    """The verb of saying in the number of its subject."""
    head = next(r for r in who if r.dep == "")
    plural = head.tag == "NNS" or head.word == "police" or any(r.dep == "conj" for r in who)
    present = form == "says"
    tag = ("VBP" if plural else "VBZ") if present else "VBD"
    morph = _FINITE.format("Plur" if plural else "Sing", "Pres" if present else "Past")
    return [Row(lemma if tag == "VBP" else form, lemma, "VERB", tag, morph)]


def _stopped(pieces: list[Piece], top: int) -> Phrase:
    """The pieces as one, with a full stop that hangs on piece ``top``."""
    last = (spaced(pieces[-1][0], False), *pieces[-1][1:])
    return compose(*pieces[:-1], last, (punct(".", "."), top, "punct"))


def _closed(who: Phrase) -> Phrase:
    """A source without the comma behind its apposition, as another sign follows."""
    return spaced(who[:-1], True) if who[-1].word == "," else who


def _behind_comma(rows: Phrase) -> Phrase:
    return compose((punct(",", ","), 1, "punct"), (rows, None, ""))


def _bracketed(rows: Phrase) -> Phrase:
    inner = spaced(rows, False)
    return compose((punct("(", "-LRB-", space=False), 1, "punct"), (inner, None, ""), (punct(")", "-RRB-"), 1, "punct"))


def _agency(names: Names, chance: random.Random) -> Phrase:
    return flat_name(chance.choice(names.outlets if chance.random() < 0.2 else _SOURCES["agencies"].split()))


def _day_of_month(chance: random.Random) -> Phrase:
    number = str(chance.randint(1, 31))
    month = proper(chance.choice(_SOURCES["months"].split()), 1, "nmod:unmarked")
    return [month, Row(number, number, "NUM", "CD", "NumForm=Digit|NumType=Card")]


def _start(sentence: Sentence, noun: int) -> int:
    """Where the adjectives and nouns right before a noun begin."""
    start = noun
    while (
        start
        and sentence.heads[start - 1] == noun
        and sentence.deps[start - 1] in {"compound", "amod"}
        and sentence.lemmas[start - 1].lower() not in _BEFORE
    ):
        start -= 1
    return start


def _may_be_backed(sentence: Sentence, noun: int) -> bool:
    """A common noun in a place of its own, definite or plural, that is no time, measure or part."""
    if sentence.tags[noun] not in {"NN", "NNS"} or sentence.deps[noun] not in _HOSTS:
        return False
    start = _start(sentence, noun)
    before = [j for j in children(sentence, noun) if j < start]
    determined = any(sentence.deps[j] in {"det", "nmod:poss"} for j in before)
    whole = not any(start <= head < noun for head in sentence.heads)  # no adjective with words of its own
    fitting = determined or sentence.tags[noun] == "NNS"
    return whole and fitting and sentence.lemmas[noun] not in _NOT_BACKED
