"""Attribution by a colon alone: "Minister: talks will go on", a transcript's "SMITH: Good evening."."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dragoman.language.tokens import Doc, Token

from .predicates import lemma
from .sayings import Saying
from .tree import NOMINAL, VERBAL

LONGEST_NAME = 8  # words before the colon
SHORTEST = 3  # words behind it
_WITHIN_NAMES = frozenset({"PROPN", "NOUN", "ADJ", "ADP", "DET", "PUNCT", "CCONJ"})
_OPEN = frozenset({"“", "«", "„", '"', "``", "''", "‘", "'"})


def find_headings(doc: Doc, words: Mapping[str, frozenset[str]]) -> Iterator[Saying]:
    """The attributions whose cue is a colon, in text order. ``words`` is the word list ``speech`` of the codebook."""
    for colon in doc:
        if colon.text != ":" or not 0 < colon.i < len(doc) - 1:
            continue
        name = _name(colon)
        quoted = doc[colon.i + 1].text in _OPEN
        if not name or not _speaks(colon.nbor(-1), words):
            continue
        end = _line_end(colon)
        rest = [t for t in doc[colon.i + 1 : end] if not t.is_punct]
        if len(rest) >= SHORTEST and (quoted or (_opens_line(name[0]) and any(t.pos_ in VERBAL for t in rest))):
            yield Saying((_head(name),), (colon,), ((colon.i + 1, end),), None, quoted)


def _speaks(head: Token, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether what stands before the colon can speak: a name, or a noun for a person, body or paper."""
    return head.pos_ == "PROPN" or head.is_upper or (head.pos_ in NOMINAL and lemma(head) in words["speakers"])


def _name(colon: Token) -> list[Token]:
    """The words before the colon back to a dash or the line's start, if they can be a name; else nothing."""
    doc = colon.doc
    name: list[Token] = []
    for i in range(colon.i - 1, max(colon.i - 2 - LONGEST_NAME, -1), -1):
        token = doc[i]
        if token.is_space or token.text in {"-", "–", "—"}:
            break
        name.insert(0, token)
    else:
        if colon.i > LONGEST_NAME:
            return []
    return name if all(t.pos_ in _WITHIN_NAMES for t in name) else []


def _head(name: list[Token]) -> Token:
    """The word of a name that the others hang on."""
    within = {t.i for t in name}
    return next(t for t in reversed(name) if t.head.i not in within or t.head.i == t.i)


def _opens_line(token: Token) -> bool:
    """Whether nothing stands before the word on its line."""
    before = token.nbor(-1) if token.i else None
    return before is None or (before.is_space and "\n" in before.text)


def _line_end(token: Token) -> int:
    """The index of the line break behind the word, or of the document's end."""
    return next((t.i for t in token.doc[token.i :] if t.is_space and "\n" in t.text), len(token.doc))
