"""Building blocks of noun phrases with their trees: names, states, bodies, common nouns with what stands before them.

Labels are those of the treebanks' training parts: a name is flat on its first word, "New" and "Saudi" are amod but
"South" is compound in the name of a state, adjectives within names keep the tag NNP.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pools import WITH_ARTICLE, tokens
from rows import HEAD, Phrase, Piece, Row, compose, spaced

WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text("utf8"))
_ADJECTIVES = frozenset(WORDS["names"]["adjectives"].split())
_NOUNS = frozenset(WORDS["names"]["nouns"].split())
_HEADS = frozenset(WORDS["names"]["heads"].split())
_PLURALS = frozenset(WORDS["names"]["plurals"].split())
DET, NOUN = "Definite={}|PronType=Art", "Number={}"
PASSIVE = "Tense=Past|VerbForm=Part|Voice=Pass"


def proper(word: str, head: int = HEAD, dep: str = "", *, space: bool = True) -> Row:
    """A word of a name."""
    plural = word in _PLURALS
    tag, number = ("NNPS", "Plur") if plural else ("NNP", "Sing")
    return Row(word, word, "PROPN", tag, NOUN.format(number), head, dep, space)


def plain(word: str, head: int = HEAD, dep: str = "", *, plural: bool = False) -> Row:
    """A common noun."""
    lemma = word.removesuffix("es" if word.endswith("sses") else "s") if plural else word
    return Row(word, lemma, "NOUN", "NNS" if plural else "NN", NOUN.format("Plur" if plural else "Sing"), head, dep)


def adjective(word: str, head: int = HEAD, dep: str = "", *, tag: str = "JJ") -> Row:
    """An adjective; with tag NNP the one within a name."""
    return Row(word, word, "ADJ", tag, "Degree=Pos", head, dep)


def particle(word: str, pos: str, tag: str, *, morph: str = "", lemma: str | None = None, space: bool = True) -> Row:
    """Any other word: a preposition, a mark, the possessive."""
    return Row(word, word if lemma is None else lemma, pos, tag, morph, space=space)


def punct(word: str, tag: str, *, space: bool = True) -> Phrase:
    """A punctuation mark as a phrase."""
    return [Row(word, word, "PUNCT", tag, "", space=space)]


def article(word: str) -> Phrase:
    """ "the", "a" or "an"."""
    definite = word.lower() == "the"
    lemma, kind = ("the", "Def") if definite else ("a", "Ind")
    return [Row(word, lemma, "DET", "DT", DET.format(kind))]


def case(word: str) -> Phrase:
    """A preposition."""
    return [particle(word, "ADP", "IN", lemma=word.lower())]


def noun_phrase(text: str) -> Phrase:
    """A phrase written as "foreign>ministry:amod ministry" (see ``phrases.toml``)."""
    parts = [part.partition(">") for part in text.split()]
    words = [word for word, _, _ in parts]
    rows: Phrase = []
    for word, _, rest in parts:
        governor, _, label = rest.partition(":")
        head = words.index(governor) if rest else HEAD
        match label:
            case "det":
                rows.append(article(word)[0]._replace(head=head, dep=label))
            case "amod":
                rows.append(adjective(word, head, label))
            case "nummod":
                rows.append(Row(word, word, "NUM", "CD", "NumForm=Word|NumType=Card", head, label))
            case _:
                rows.append(plain(word, head, label, plural=word.endswith("s") and word != "news"))
    return rows


def flat_name(name: str) -> Phrase:
    """A name flat on its first word. A hyphen is a word: behind the first it hangs on it, elsewhere on the next."""
    words, gaps = tokens(name)
    rows = [proper(words[0], space=gaps[0])]
    for i in range(1, len(words)):
        if words[i] == "-":
            rows.append(Row("-", "-", "PUNCT", "HYPH", "", 0 if i == 1 else i + 1, "punct", gaps[i]))
        else:
            rows.append(proper(words[i], 0, "flat", space=gaps[i]))
    return spaced(rows, True)


def state(name: str) -> Phrase:
    """The name of a state or city; of two words the second is the head if the first says which one it is."""
    first, _, second = name.partition(" ")
    if second and "-" not in name:
        if first in {"New", "Saudi", "United", "Czech", "Dominican", "Western", "Eastern"}:
            return [adjective(first, 1, "amod", tag="NNP"), proper(second)]
        if first in {"South", "North", "East", "West", "Ivory", "Cape"} or second in {"City", "Islands"}:
            return [proper(first, 1, "compound"), proper(second)]
    return flat_name(name)


def with_article(name: str) -> Phrase:
    """The name of a state with "the" before it where it has one."""
    rows = state(name)
    return compose((article("the"), 1, "det"), (rows, None, "")) if WITH_ARTICLE.search(name) else rows


def people(word: str) -> Phrase:
    """The adjective of a state as a word before a noun; "South Korean" is compound and head."""
    *before, last = word.split()
    return [*(proper(w, len(before), "compound") for w in before), adjective(last)]


def body(name: str) -> Phrase | None:
    """An organisation whose tree is sure: one word, or adjectives and nouns before a head noun; else None."""
    head, *of = name.split(" of ")
    if len(of) > 1 or (of and " " in of[0]) or "-" in head:
        return None
    *before, last = head.split()
    if not before and not of:
        return [proper(last)]
    if last not in _HEADS or any(word not in _ADJECTIVES | _NOUNS for word in before):
        return None
    n = len(before)
    rows = [adjective(w, n, "amod", tag="NNP") if w in _ADJECTIVES else proper(w, n, "compound") for w in before] + [
        proper(last)
    ]
    pieces: list[Piece] = [(article("the"), 1, "det"), (rows, None, "")]
    if of:
        pieces.append((compose((case("of"), 1, "case"), (flat_name(of[0]), None, "")), 1, "nmod"))
    return compose(*pieces)
