"""The language of a text: the script it is in, and for the Latin script the share of each language's function words.

Only English is coded. A text in another language keeps its words and gets a note that says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from itertools import islice

from dragoman.errors import DataError

from . import facts

CODED = "en"
UNKNOWN = "und"  # ISO 639-2 for "undetermined"

_FILE = "languages.txt"
_SECTIONS = ("words", "scripts", "letters")
_SAMPLE = 8_000  # characters looked at
_LETTERS = 500  # letters whose script is looked up
_FEW_WORDS = 20  # fewer words than this say little: a headline may have no function word at all
# Function words of the list make 35 to 45 % of English prose; a language without a list shares a few short ones.
_ENGLISH_SHARE = 0.15
_SIGNS = 2  # letters of one language alone; a single one may be a name or a loan word
_LEAD = 1.15  # how far another language must be ahead of English in a longer text
# Combining marks and joiners belong to their word: a letter under a heap of accents is no one-letter word.
_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f\u200c\u200d]*)+")


def language_of(text: str, declared: str | None = None) -> str:
    """Give the ISO 639 code of a text's language, or ``und``.

    ``declared`` is what the page says of itself; it is believed where the text does not speak against it. A short
    text in the Latin script that shows no other language counts as English.
    """
    sample = text[:_SAMPLE]
    script, share = _script(sample)
    if script and script != "LATIN" and share > 0.5:
        return _of_script(script, sample, declared)
    words = _WORD.findall(sample.casefold())
    counted = Counter(words)
    counts = {code: sum(counted[word] for word in known & counted.keys()) for code, known in _tables().words.items()}
    best = max(counts, key=lambda code: (counts[code], code == CODED, code == declared))
    if len(words) < _FEW_WORDS:
        return _of_few(words, counts, best, declared)
    if counts[CODED] >= _ENGLISH_SHARE * len(words) and counts[best] <= _LEAD * counts[CODED]:
        return CODED
    if counts[best] >= _ENGLISH_SHARE * len(words):
        # Near relatives share their function words: of these the declared one is meant.
        return declared if declared and counts.get(declared, 0) * _LEAD >= counts[best] else best
    # Too few function words for prose: a list of names, or a language without a row. The page's declaration is
    # believed where the text does not speak for another language.
    if declared and (declared not in counts or declared == best):
        return declared
    return UNKNOWN


def note(language: str) -> str | None:
    """Say that a text in this language is not coded, or None for English."""
    if language == CODED:
        return None
    if language == UNKNOWN:
        return "language not recognised: not coded, only English is"
    return f"language {language}: not coded, only English is"


def _of_few(words: list[str], counts: dict[str, int], best: str, declared: str | None) -> str:
    if declared and declared != CODED and counts[CODED] <= counts.get(declared, 0):
        return declared
    # Two function words more than English has, so that a French name or a Spanish place decides nothing.
    return best if counts[best] >= counts[CODED] + 2 and counts[best] * 4 >= len(words) else CODED


def _script(text: str) -> tuple[str | None, float]:
    """Give the most frequent script of the first letters (the first word of their Unicode names) and its share."""
    letters = list(islice(filter(str.isalpha, text), _LETTERS))
    if not letters:
        return None, 0.0
    counted = Counter(map(_script_of, letters))
    script, count = counted.most_common(1)[0]
    return script, count / len(letters)


@lru_cache(maxsize=4_096)
def _script_of(ch: str) -> str:
    return unicodedata.name(ch, "UNKNOWN").split()[0]


def _of_script(script: str, text: str, declared: str | None) -> str:
    usual = _tables().scripts.get(script)
    if usual is None:
        return declared if declared and declared != CODED else UNKNOWN
    if declared and declared not in _tables().words:
        return declared
    counts = {code: sum(text.count(ch) for ch in letters) for code, letters in _tables().letters}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] >= _SIGNS else usual


class _Tables:
    """The checked contents of the data file."""

    def __init__(self) -> None:
        rows = facts.sections(_FILE, _SECTIONS)
        self.words = {code: frozenset(words.split()) for code, words in self._pairs(rows["words"])}
        self.scripts = dict(facts.pair(_FILE, row) for row in rows["scripts"])
        self.letters = self._pairs(rows["letters"])
        if CODED not in self.words:
            raise DataError(f"reading/data/{_FILE}, section [words]: no row for {CODED!r}")

    @staticmethod
    def _pairs(rows: tuple[facts.Row, ...]) -> list[tuple[str, str]]:
        found = []
        for row in rows:
            code, value = facts.pair(_FILE, row)
            if not (code.isalpha() and len(code) in (2, 3)):
                raise DataError(f"reading/data/{_FILE}, line {row.line}, {code!r}: no ISO 639 code of a language")
            found.append((code, value))
        return found


@cache
def _tables() -> _Tables:
    return _Tables()
