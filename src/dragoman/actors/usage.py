"""What a state's name, demonym or capital does where it stands: act, be acted on, describe, or merely be a place."""

from __future__ import annotations

from typing import Literal

from .phrases import Phrase
from .text import SPACE, Text
from .words import Words

Usage = Literal["actor", "place", "adjective", "people", "none"]

_DASHES = frozenset({"--", "—", "–", "-", "―"})
_ENDS = frozenset({",", ".", ")", ";", ":"})


def usage(phrase: Phrase, before: tuple[Phrase, Usage] | None, text: Text, words: Words) -> Usage:
    """How the phrase is used; ``before`` is the state or capital before it in the sentence, with its own usage."""
    if phrase.kind == "demonym":
        return _of_demonym(phrase, text)
    if _is_dateline(phrase, text):
        return "place"
    if before and _coordinated(before[0], phrase, text):
        return before[1]
    if _behind_city(phrase, text):
        return "place"
    return _of_capital(phrase, text, words) if phrase.kind == "capital" else _of_state(phrase, text, words)


def _of_demonym(phrase: Phrase, text: Text) -> Usage:
    after = phrase.end
    while after < len(text) and (
        text.tags[after] in {"JJ", "JJR", "JJS", "VBG", "VBN", "HYPH"} or text.lower[after] in {"-", "and", ","}
    ):
        after += 1
    plural = text.tags[phrase.core] in {"NNS", "NNPS"} or text.lower[phrase.core].endswith(("ans", "is", "ns"))
    if after < len(text) and text.is_noun(after) and not plural and text.sentence[after] == text.sentence[phrase.core]:
        return "adjective"
    if plural:
        return "actor" if phrase.det is not None and phrase.det >= 0 and text.lower[phrase.det] == "the" else "people"
    if phrase.det is not None and phrase.det >= 0:
        return "actor" if text.lower[phrase.det] == "the" else "people"
    return "none"


def _is_dateline(phrase: Phrase, text: Text) -> bool:
    start, end = text.sentences[text.sentence[phrase.start]]
    if any(not w.isspace() for w in text.words[start : phrase.start]):
        return False
    dash = next((i for i in range(phrase.end, min(phrase.end + 6, end)) if _is_dash(i, text)), None)
    if dash is None or any(text.tags[i].startswith("V") for i in range(phrase.end, dash)):
        return False
    return phrase.kind == "capital" or text.words[phrase.core].isupper()


def _is_dash(i: int, text: Text) -> bool:
    return text.words[i] in _DASHES and bool(text.doc[i - 1].whitespace_)


def _coordinated(first: Phrase, second: Phrase, text: Text) -> bool:
    between = text.lower[first.end : second.start]
    return between in (["and"], ["or"], [","], [",", "and"]) and text.deps[second.core] not in {"nsubj", "nsubj:pass"}


def _behind_city(phrase: Phrase, text: Text) -> bool:
    """ "Samarkand, Uzbekistan,": the state only says where the city is."""
    i = phrase.start - 1
    if phrase.kind != "state" or i < 1 or text.words[i] != "," or not text.is_name(i - 1):
        return False
    after = text.words[phrase.end] if phrase.end < len(text) else "."
    governed = text.tags[i - 2] == "IN" if i > 1 else False
    return governed and (after in _ENDS or after.isspace())


def _of_state(phrase: Phrase, text: Text, words: Words) -> Usage:
    at, word = _governor(phrase, text, words)
    if _has_possessive(phrase, text):
        return "actor"
    if word in words.place_prepositions or _behind_place_noun(at, word, text, words):
        return "place"
    if at + 1 < phrase.start and text.lower[phrase.start - 1] in words.directions and phrase.kind == "state":
        return "place"
    starts = at < 0 or text.sentence[at] != text.sentence[phrase.start] or text.words[at].isspace()
    if starts and phrase.end < len(text) and text.words[phrase.end] == ":":
        return "place"
    return "actor"


def _of_capital(phrase: Phrase, text: Text, words: Words) -> Usage:
    after = phrase.end
    if _has_possessive(phrase, text):
        owned = {text.lower[k] for k in range(after + 1, min(after + 4, len(text)))}
        return "place" if owned & words.place_nouns else "actor"
    if after < len(text) and text.is_noun(after) and text.deps[phrase.core] in {"compound", "amod", "nmod", "flat"}:
        return "place"
    at, word = _governor(phrase, text, words)
    if word in words.place_prepositions or _behind_place_noun(at, word, text, words):
        return "place"
    governor = {
        text.lower[k] for k in range(max(at - 3, 0), max(at, 0)) if text.sentence[k] == text.sentence[phrase.core]
    }
    if word == "from":
        return "actor" if governor & words.from_acts else "place"
    if word in {"to", "for", "into", "toward", "towards", "of"} and governor & words.motion:
        return "place"
    if word == "of" or (at >= 0 and word in words.motion and text.sentence[at] == text.sentence[phrase.core]):
        return "place"
    return "actor"


def is_place(phrase: Phrase, text: Text, words: Words) -> bool:
    """Whether a building or city that stands for a body is only a place here ("in the Kremlin")."""
    return _governor(phrase, text, words)[1] in words.place_prepositions and not _has_possessive(phrase, text)


def _governor(phrase: Phrase, text: Text, words: Words) -> tuple[int, str]:
    """The word that governs the phrase from before it, past adjectives and directions ("in eastern Ukraine")."""
    at = phrase.start - 1
    while at >= 0 and (text.tags[at] in {"JJ", "DT"} or text.lower[at] in words.directions) and text.tags[at] != SPACE:
        at -= 1
    return at, text.lower[at] if at >= 0 else ""


def _behind_place_noun(at: int, word: str, text: Text, words: Words) -> bool:
    if word not in {"of", "with", "from", "to"} or at < 1:
        return False
    return text.lower[at - 1] in words.place_nouns and (word == "of" or text.lower[at - 1].startswith("border"))


def _has_possessive(phrase: Phrase, text: Text) -> bool:
    return phrase.end < len(text) and text.possessive(phrase.end)
