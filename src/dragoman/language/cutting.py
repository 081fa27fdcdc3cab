"""Cuts a text into blocks for the model: paragraphs, long ones behind a sentence, what no stop ends behind a word.

Time and memory of a parse grow faster than the length of a sentence; cut so, they stay in proportion to the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

MAX_BLOCK = 6_000  # characters; ten times a long paragraph of news
MAX_SENTENCE = 2_000  # characters, some 330 words: no sentence of edited prose is as long
# A single line break before a small letter is a wrapped line, not a new paragraph.
_BREAK = re.compile(r"\n(?:\s*\n\s*|(?!\s*[a-z])\s*)")
_STOP = re.compile(r"[.!?…]['\"”’»)\]]*\s+")
# The same in raw text whose sentences matter, not their length: not behind an initial or a short title ("J. Smith",
# "Mr. Smith", "Gen. Smith"), and not before a small letter.
_SENTENCE_END = re.compile(
    r"(?<=[.!?…])(?<!\b[A-Z]\.)(?<!\b[A-Z][a-z]\.)(?<!\b[A-Z][a-z][a-z]\.)['\"”’»)\]]*\s+(?=[^a-z])"
)
# Where a stretch without a stop is cut, the best first: at a pause, else between words.
_PLACES = (re.compile(r"[;:,]['\"”’]?\s+"), re.compile(r"\s+"))


def blocks(text: str) -> Iterator[str]:
    """The blocks of a text and the white space between them; joined they give the text."""
    at = 0
    for start, end in _paragraphs(text):
        if at < start:
            yield text[at:start]
        at = start
        while at < end:
            cut = _end_of_block(text, at, end)
            yield text[at:cut]
            at = cut
    if at < len(text):
        yield text[at:]


def sentence_ends(text: str) -> list[int]:
    """Where sentences end in a raw stretch, cheaply told: the offsets behind them, without that of the text's end."""
    return [stop.end() for stop in _SENTENCE_END.finditer(text)]


def endless(text: str) -> list[tuple[int, int]]:
    """The stretches, as offsets, that no sentence end and no line break parts and that ``blocks`` cuts for length."""
    found: list[tuple[int, int]] = []
    if len(text) <= MAX_SENTENCE:
        return found
    for start, end in _paragraphs(text):
        if end - start > MAX_SENTENCE:
            ends = [start, *(stop.end() for stop in _STOP.finditer(text, start, end)), end]
            found += [(a, b) for a, b in pairwise(ends) if len(text[a:b].strip()) > MAX_SENTENCE]
    return found


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of what stands between breaks, without the white space around a blank line."""
    start = 0
    for gap in _BREAK.finditer(text):
        end = gap.start()
        # The white space before is found backwards from here: a search for it would try each blank of the text.
        while "\n" in gap[0][1:] and end > start and text[end - 1].isspace():
            end -= 1
        yield start, end
        start = gap.end()
    yield start, len(text)


def _end_of_block(text: str, start: int, end: int) -> int:
    """Behind the last sentence that has room in a block and before a stretch that is too long for a sentence."""
    if end - start <= MAX_SENTENCE:
        return end
    at = start
    for stop in _STOP.finditer(text, start, min(end, start + MAX_BLOCK)):
        if stop.end() - at > MAX_SENTENCE:
            break
        at = stop.end()
    else:
        if end - at <= MAX_SENTENCE and end - start <= MAX_BLOCK:
            return end
    return at if at > start else _end_in_sentence(text, start)


def _end_in_sentence(text: str, start: int) -> int:
    """Where a stretch too long for a sentence is cut: as far on as goes, but not into a word that can be kept whole."""
    limit = start + MAX_SENTENCE
    for place in _PLACES:
        if ends := [match.end() for match in place.finditer(text, start + MAX_SENTENCE // 2, limit)]:
            return ends[-1]
    return limit
