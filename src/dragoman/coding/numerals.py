"""Numbers in a text: digits and words with their scales, hedges, ranges and currencies.

They are found by their words, one after another, and not by the tree: parsers hang "between 20 and 30" and "up to 500"
anywhere. Only what a number counts is looked for in the tree first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from dragoman.language.tokens import Doc, Token

from .predicates import lemma
from .tree import NOMINAL, case_word, children

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_TEENS = ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: n for n, word in enumerate([*_ONES, *_TEENS], start=1)} | {
    word: 10 * n for n, word in enumerate(_TENS, start=2)
}
_DOZEN = {"dozen": 12}
_SCALES = {
    "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12, "trn": 10**12,
}  # fmt: skip
# Round words give a lower bound only: what two of them at least make.
_ROUND = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "millions": 2_000_000, "billions": 2 * 10**9}
_SEVERAL = {"several": 3, "few": 2}  # "several hundred", "a few thousand"
_BEGINNINGS = frozenset({*_WORDS, *_ROUND, *_SEVERAL, "a", "an", "tens", "dozen"})
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_DASHES = frozenset({"-", "–", "—", "/"})
_PERCENT = frozenset({"%", "percent", "per", "pc", "percentage"})
_LONGEST_HEDGE = 4  # words
_MOST = 10**15  # what is longer is an identifier, not a number of anything


@dataclass(frozen=True, slots=True)
class Number:
    """A number as the text gives it, ``start`` to ``end`` its tokens with hedges and currency.

    ``held`` is the token by which it hangs in the tree, ``noun`` what it counts, None where that goes without saying.
    """

    start: int
    end: int
    low: int | None
    high: int | None
    exact: bool
    held: Token
    noun: Token | None
    money: bool = False
    unit: str | None = None

    @property
    def none(self) -> bool:
        """Whether the text says that there was nobody."""
        return self.high == 0


@dataclass(frozen=True, slots=True)
class _Amount:
    """The words of one value, without hedges; ``scale`` is the last scale in it, ``round`` a word for many."""

    start: int
    end: int
    value: Decimal
    scale: int = 1
    round: bool = False
    loose: bool = False  # "a dozen", "a hundred"
    money: bool = False
    unit: str | None = None


Lists = Mapping[str, frozenset[str]]


def numbers_in(doc: Doc, words: Mapping[str, Lists]) -> tuple[Number, ...]:
    """The numbers of a text in their order. ``words`` are the word lists ``numbers`` and ``money`` of the codebook."""
    hedges = words["numbers"]
    currencies = {name: "" if code == "several" else code for code, names in words["money"].items() for name in names}
    none = _first_words(hedges["none"])
    found: list[Number] = []
    end = 0
    for token in doc:
        if token.i < end:
            continue
        number = _number(doc, token.i, hedges, currencies) if _may_count(token, currencies) else None
        if number is None and token.lower_ in none:
            number = _no_number(doc, token.i, hedges)
        if number is None:
            continue
        if not found or number.start >= found[-1].end:
            found.append(number)
        end = number.end
    return tuple(found)


def _may_count(token: Token, currencies: Mapping[str, str]) -> bool:
    """Whether a number may begin at a token; nearly all words are sorted out here."""
    word = token.lower_
    return word in _BEGINNINGS or word in currencies or "-" in word or word[0].isdigit()


def _number(doc: Doc, at: int, hedges: Lists, currencies: Mapping[str, str]) -> Number | None:
    first = _amount(doc, at, currencies)
    if first is None:
        return None
    second = _other_end(doc, first, currencies)
    last = second or first
    if last.end < len(doc) and (doc[last.end].lower_ in _PERCENT or _is_joined(doc, last.end)):
        return None
    start, how = _hedge(doc, first.start, hedges)
    end = last.end
    for name in ("at_least", "at_most", "about"):
        if behind := _phrase_at(doc, end, hedges[f"{name}_behind"]):
            end, how = behind, name
    money, unit = first.money or last.money, first.unit or last.unit
    if second is not None:
        if doc[start - 1].lower_ == "between" and start:
            start -= 1
        low, high, exact = _scaled(first, second), _whole(second.value), False
    else:
        low, high, exact = _bounds(first, how, step=0 if money else 1)
    if low is None and high is None:
        return None
    held = _held(doc, first.start, first.end)
    return Number(start, end, low, high, exact, held, None if money else _counted(held, end), money, unit)


def _no_number(doc: Doc, at: int, hedges: Lists) -> Number | None:
    """ "Nobody", "no soldiers", "none": the number is 0."""
    end = _phrase_at(doc, at, hedges["none"])
    if end is None:
        return None
    held = _held(doc, at, end)
    noun = held.head if held.dep_ in {"det", "nummod"} and held.head.i >= end else None
    if doc[at].lower_ in {"no", "zero"} and end == at + 1 and noun is None:
        return None  # "no, he said", "no longer"
    return Number(at, end, 0, 0, True, held, noun)


def _other_end(doc: Doc, first: _Amount, currencies: Mapping[str, str]) -> _Amount | None:
    """The upper end of a range: "between 20 and 30", "5,000 to 6,000", "$2-3 billion", "six or seven"."""
    if first.end >= len(doc) or first.round:
        return None
    joint, before = doc[first.end].lower_, doc[first.start - 1].lower_ if first.start else ""
    joined = joint in {"or", *_DASHES} or (joint == "and" and before == "between")
    if not joined and (joint != "to" or before == "from"):  # "rose from 12 to 19" are two numbers
        return None
    second = _amount(doc, first.end + 1, currencies)
    if second is None or second.round:
        return None
    if first.money and not second.money and second.scale == 1 and joint == "to":
        return None  # "gave $5 million to 20 villages"
    return second if second.value > (_scaled(first, second) or 0) else None


def _scaled(first: _Amount, second: _Amount) -> int | None:
    """The lower end of a range; in "20 to 30 million" the scale stands only once."""
    shared = first.scale == 1 and second.scale > 1 and first.value * second.scale < second.value
    return _whole(first.value * second.scale if shared else first.value)


def _amount(doc: Doc, at: int, currencies: Mapping[str, str]) -> _Amount | None:
    """The value that begins at a token, a currency sign before it or its name behind it.

    ``currencies`` are codes by name, empty for a name that several currencies have.
    """
    if at >= len(doc):
        return None
    unit = currencies.get(doc[at].lower_)
    sign = unit is not None and at + 1 < len(doc) and _DIGITS.fullmatch(doc[at + 1].text) is not None
    bare = _value(doc, at + 1 if sign else at)
    if bare is None or bare.value > _MOST:
        return None
    if sign:
        return _priced(bare, at, bare.end, unit)
    for length in (3, 2, 1):
        name = doc[bare.end : bare.end + length]
        if len(name) == length and name[-1].pos_ in {*NOMINAL, "X", "SYM"} | ({"ADJ"} if length == 1 else set()):
            found = currencies.get("_".join([*(t.lower_ for t in name[:-1]), lemma(name[-1])]))
            found = currencies.get("_".join(t.lower_ for t in name)) if found is None else found
            if found is not None and not (lemma(name[-1]) == "pound" and _follow(doc, name[-1].i, "of")):
                return _priced(bare, at, bare.end + length, found)
    return bare


def _priced(bare: _Amount, start: int, end: int, unit: str | None) -> _Amount:
    return _Amount(start, end, bare.value, bare.scale, bare.round, bare.loose, money=True, unit=unit or None)


def _value(doc: Doc, at: int) -> _Amount | None:
    """The words of a number from a token on: "250", "two hundred and fifty", "1.5 million", "several thousand"."""
    first = doc[at]
    if first.lower_ == "tens" and _follow(doc, at, "of", "thousands"):
        return _Amount(at, at + 3, Decimal(20_000), round=True)
    if first.lower_ == "hundreds" and _follow(doc, at, "of", "thousands"):
        return _Amount(at, at + 3, Decimal(200_000), round=True)
    if first.lower_ in _ROUND and first.tag_ in {"NNS", "CD"}:
        return _Amount(at, at + 1, Decimal(_ROUND[first.lower_]), round=True)
    if first.lower_ in _SEVERAL:
        return _several(doc, at)
    loose = first.lower_ in {"a", "an"}
    if loose and (at + 1 >= len(doc) or doc[at + 1].lower_ not in {"dozen", "hundred", "thousand", "million"}):
        return None
    total, current, scale, i = Decimal(0), Decimal(0), 1, at + loose
    begun = False
    while i < len(doc):
        word, value = doc[i].lower_, _simple(doc[i])
        if value is not None and not (begun and _DIGITS.fullmatch(word)):
            current += value
        elif factor := _factor(doc, i, begun=begun or loose):
            scale = factor
            if factor in {12, 100}:
                current = (current or Decimal(1)) * factor
            else:
                total, current = total + (current or 1) * factor, Decimal(0)
        elif not (begun and i + 1 < len(doc) and doc[i + 1].lower_ in _WORDS and _links(doc[i - 1], word, scale)):
            break
        begun = True
        i += 1
    return _Amount(at, i, total + current, scale, loose=loose) if begun else None


def _links(before: Token, word: str, scale: int) -> bool:
    """ "Two hundred and fifty", "fifty-two"."""
    return (word == "and" and scale > 1) or (word == "-" and before.lower_ in _TENS)


def _several(doc: Doc, at: int) -> _Amount | None:
    """ "Several hundred", "a few dozen"; "several" alone is three or more, "a few" no number."""
    factor = _factor(doc, at + 1, begun=True) if at + 1 < len(doc) else None
    if factor is None and doc[at].lower_ != "several":
        return None
    start = at - 1 if doc[at].lower_ == "few" and at and doc[at - 1].lower_ == "a" else at
    return _Amount(start, at + 1 + bool(factor), Decimal(_SEVERAL[doc[at].lower_] * (factor or 1)), round=True)


def _factor(doc: Doc, at: int, *, begun: bool) -> int | None:
    """The scale that a token is; a letter ("m", "bn") only behind digits."""
    word = doc[at].lower_
    if not begun or (len(word) < 4 and not _DIGITS.fullmatch(doc[at - 1].text)):
        return None
    return _DOZEN.get(word) or _SCALES.get(word)


def _simple(token: Token) -> Decimal | None:
    """The value of a token in digits or in words up to ninety-nine."""
    if _DIGITS.fullmatch(token.text):
        return Decimal(token.text.replace(",", ""))
    if token.lower_ == "one" and token.tag_ != "CD":
        return None  # "no one", "the one that"
    parts = token.lower_.split("-")
    return Decimal(sum(_WORDS[part] for part in parts)) if all(part in _WORDS for part in parts) else None


def _follow(doc: Doc, at: int, *words: str) -> bool:
    return tuple(t.lower_ for t in doc[at + 1 : at + 1 + len(words)]) == words


def _is_joined(doc: Doc, at: int) -> bool:
    """Whether a hyphen joins the number to a word: "a 24-year-old", "a 500-strong force"."""
    return doc[at].text == "-" and not doc[at].whitespace_ and not doc[at - 1].whitespace_


def _hedge(doc: Doc, start: int, hedges: Lists) -> tuple[int, str | None]:
    """Where a number with the words that hedge it begins, and how they mean it; the longest phrase counts."""
    for length in range(min(_LONGEST_HEDGE, start), 0, -1):
        phrase = "_".join(t.lower_ for t in doc[start - length : start])
        for name in ("at_least", "above", "at_most", "below", "nearly", "about"):
            if phrase in hedges[name]:
                return start - length, name
    return start, None


def _phrase_at(doc: Doc, at: int, phrases: frozenset[str]) -> int | None:
    """The end of the longest of these phrases that begins at a token."""
    if at >= len(doc) or doc[at].lower_ not in _first_words(phrases):
        return None
    for length in range(_LONGEST_HEDGE, 0, -1):
        if at + length <= len(doc) and "_".join(t.lower_ for t in doc[at : at + length]) in phrases:
            return at + length
    return None


@cache
def _first_words(phrases: frozenset[str]) -> frozenset[str]:
    return frozenset(phrase.partition("_")[0] for phrase in phrases)


def _bounds(amount: _Amount, how: str | None, *, step: int) -> tuple[int | None, int | None, bool]:
    """The lowest and highest whole number that the words allow; what is more than 100 is 101 or more (``step``)."""
    value = _whole(amount.value)
    if value is None:
        return None, None, False
    if amount.round:
        return value, None, False
    bounds: dict[str | None, tuple[int | None, int | None]] = {
        "at_least": (value, None),
        "above": (value + step, None),
        "at_most": (None, value),
        "below": (None, value - step),
        "nearly": (None, value),
    }
    low, high = bounds.get(how, (value, value))
    return low, high, how is None and not amount.loose


def _whole(value: Decimal) -> int | None:
    return int(value) if value == value.to_integral_value() else None


def _held(doc: Doc, start: int, end: int) -> Token:
    """The token of a number whose head stands outside it; in "20 and 30" that of the first."""
    return next((t for t in doc[start:end] if not start <= t.head.i < end), doc[end - 1])


def _counted(held: Token, end: int) -> Token | None:
    """The noun that a number counts: what it hangs on, else the last noun of the phrase right behind it."""
    if held.dep_ in {"nummod", "amod", "compound", "advmod", "det"} and held.head.i >= end:
        return held.head
    if of := [t for t in children(held, "nmod", "obl") if case_word(t) == "of"]:
        return of[0]
    last = None
    for token in held.doc[end : held.sent.end]:
        if token.pos_ in NOMINAL:
            last = token
        elif token.pos_ != "ADJ" or token.dep_ != "amod":
            break
    return last
