"""Since when a tie holds and until when it did, as far as dates of the sentence say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from dragoman.codebook.entries import NOUN
from dragoman.coding.predicates import Predicate, lemma
from dragoman.coding.scene import Scene
from dragoman.language.tokens import Token
from dragoman.records import Interval

_FOUGHT = frozenset({"fight", "wage", "maintain", "keep", "have"})
_TO = re.compile(r"\b(?:to|and|until)\b")
_YEAR = re.compile(r"\b[12]\d{3}\b")
_BEGUN = re.compile(r"\b(?:from|between)\W*$", re.IGNORECASE)


def since_of(words: Iterable[Token], hung: Mapping[int, list[Interval]], *, carried: bool) -> str | None:
    """Since when, as precisely as it is told: an open "since 1963", or the day of the act that began the tie.

    ``carried``: the tie is told by an act ("a partnership announced in 2022").
    """
    for moment in _moments(words, hung):
        if moment.start is None or _ends(words, moment):
            continue
        if moment.end is None or carried or _begins(words, moment):
            return _written(moment.start, moment)
    return None


def until_of(words: Iterable[Token], hung: Mapping[int, list[Interval]]) -> str | None:
    """Until when: "until 2020", the second year of "from 1955 to 1991"."""
    for moment in _moments(words, hung):
        if moment.end is not None and (moment.start is None or _ends(words, moment) or _spans(words, moment)):
            return _written(moment.end, moment)
    return None


def dated_before(words: Iterable[Token], hung: Mapping[int, list[Interval]], scene: Scene) -> str | None:
    """The day of an act that lies in an earlier year than the report, as the words date it; None where they do not.

    Without a day of publication every date that names its year counts.
    """
    published = scene.timeline.published
    year = published.start[:4] if published is not None and published.start else None
    for moment in _moments(words, hung):
        named = moment.precision in {"year", "decade"} or bool(_YEAR.search(moment.text))
        if moment.start and moment.end and named and (year is None or moment.end[:4] < year):
            return _written(moment.start, moment)
    return None


def told_of_then(predicate: Predicate) -> Token | None:
    """The verb in the simple past that puts a tie into the past where it is dated: "fought a war in 1982".

    Not one that only announces a tie ("announced a partnership in 2022"), nor that of a clause around an apposition.
    """
    if predicate.pos != NOUN:
        return predicate.trigger if predicate.trigger.tag_ == "VBD" else None
    if predicate.carrier is not None:
        return predicate.carrier if predicate.carrier.tag_ == "VBD" and lemma(predicate.carrier) in _FOUGHT else None
    for word in (predicate.trigger, *predicate.trigger.ancestors):
        if word.pos_ == "VERB":
            return word if word.tag_ == "VBD" else None
        if word.dep_ not in {"obj", "obl", "nmod", "conj"}:
            return None
    return None


def _moments(words: Iterable[Token], hung: Mapping[int, list[Interval]]) -> list[Interval]:
    return [moment for token in words for moment in hung.get(token.i, ()) if moment.span is not None]


def _ends(words: Iterable[Token], moment: Interval) -> bool:
    """Whether a moment stands behind "until", or behind "from ... to"."""
    before = _text_before(words, moment)
    return bool(re.search(r"\b(?:until|till)\W*$", before, re.IGNORECASE)) or bool(
        re.search(r"\b(?:from|between)\s+\S+(?:\s+\S+)?\s+(?:to|and)\W*$", before, re.IGNORECASE)
    )


def _spans(words: Iterable[Token], moment: Interval) -> bool:
    """Whether one moment names both ends: "1980 to 1988" behind "from"."""
    return _begins(words, moment) and bool(_TO.search(moment.text))


def _begins(words: Iterable[Token], moment: Interval) -> bool:
    return bool(_BEGUN.search(_text_before(words, moment)))


def _text_before(words: Iterable[Token], moment: Interval) -> str:
    doc = next(iter(words)).doc
    start = moment.span[0] if moment.span else 0
    return str(doc.text[max(0, start - 40) : start])


def _written(day: str, moment: Interval) -> str:
    """A day as precisely as it is known: a day, "2022-09" for a month, "1963" for a year."""
    return day[: {"month": 7, "year": 4, "decade": 4, "century": 4}.get(moment.precision, 10)]
