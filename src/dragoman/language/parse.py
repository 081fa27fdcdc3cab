"""Parses a whole report block by block, so that no sentence crosses a paragraph and no offset moves.

The model was trained on paragraphs without stray white space. A report's text is therefore cut at its line breaks,
runs of white space are hidden from the model, and one document over the unchanged text is put together from the parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc, Span

from .trees import mended

if TYPE_CHECKING:
    from spacy.language import Language

# A single line break before a small letter is a wrapped line, not a new paragraph.
_BREAK = re.compile(r"\s*\n\s*\n\s*|\n(?!\s*[a-z])\s*")
_SOFT_END = re.compile(r"[.!?]['\"”’)]?\s+|\s+")
# Edited text ends a sentence with one of these (and closing quotes); a break elsewhere is a parser's slip.
_FINAL = frozenset(".!?:;…\"”’'»)]—–")
MAX_BLOCK = 6_000  # characters; what is longer is parsed in pieces, so that time and memory stay in proportion


@dataclass(frozen=True, slots=True)
class _Block:
    """A stretch of text for the model: the tokens as tokenized, and those of them the model sees."""

    tokens: Doc
    shown: Doc


def sentences(doc: Doc) -> list[Span]:
    """The sentences of a parsed report, without the white space between paragraphs."""
    return [sentence for sentence in doc.sents if not sentence.text.isspace()]


def parse(nlp: Language, text: str) -> Doc:
    """One annotated document over exactly this text: ``token.idx`` are offsets into it."""
    return next(parse_many(nlp, [text]))


def parse_many(nlp: Language, texts: Iterable[str], *, batch: int = 16) -> Iterator[Doc]:
    """Parse many texts, ``batch`` at a time (faster than one by one); one document a text, in order."""
    buffer: list[str] = []
    for text in texts:
        buffer.append(text)
        if len(buffer) == batch:
            yield from _parse_batch(nlp, buffer)
            buffer = []
    yield from _parse_batch(nlp, buffer)


def _parse_batch(nlp: Language, texts: list[str]) -> Iterator[Doc]:
    pieces = [(i, piece) for i, text in enumerate(texts) for piece in _cut(text)]
    blocks = [_hide_space(nlp, piece) for _, piece in pieces]
    for _ in nlp.pipe(_forbid_breaks(block.shown) for block in blocks if len(block.shown)):
        pass  # the documents are annotated in place
    numbered = zip((i for i, _ in pieces), blocks, strict=True)
    parsed = {i: [block for _, block in group] for i, group in groupby(numbered, key=lambda pair: pair[0])}
    for i in range(len(texts)):
        yield _assemble(nlp, parsed.get(i, []))


def _cut(text: str) -> Iterator[str]:
    """The blocks of a text and the white space between them; joined they give the text."""
    start = 0
    for gap in _BREAK.finditer(text):
        yield from _pieces(text[start : gap.start()])
        yield gap.group()
        start = gap.end()
    yield from _pieces(text[start:])


def _pieces(block: str) -> Iterator[str]:
    """A block as it is, or cut behind a sentence (else behind a word, else anywhere) where it is too long."""
    while len(block) > MAX_BLOCK:
        ends = [match.end() for match in _SOFT_END.finditer(block, MAX_BLOCK // 2, MAX_BLOCK)]
        at = ends[-1] if ends else MAX_BLOCK
        yield block[:at]
        block = block[at:]
    if block:
        yield block


def _hide_space(nlp: Language, piece: str) -> _Block:
    tokens = nlp.make_doc(piece)
    if not any(token.is_space for token in tokens):
        return _Block(tokens, tokens)
    words = [token.text for token in tokens if not token.is_space]
    return _Block(tokens, Doc(nlp.vocab, words=words, spaces=[True] * len(words)))


def _forbid_breaks(doc: Doc) -> Doc:
    """Mark the tokens that cannot start a sentence; the parser keeps to it."""
    for before, token in pairwise(doc):
        if before.text[-1] not in _FINAL:
            token.is_sent_start = False
    return doc


def _assemble(nlp: Language, blocks: list[_Block]) -> Doc:
    """One document from the parts; white space hangs on the token before it, or stands alone at a block's start."""
    names = ("words", "spaces", "tags", "pos", "morphs", "lemmas", "deps", "ents")
    columns: dict[str, list[Any]] = {name: [] for name in names}
    heads: list[int] = []
    for block in blocks:
        base, places = len(heads), [token.i for token in block.tokens if not token.is_space]
        shown, tree, n = block.shown, mended(block.shown), -1
        for token in block.tokens:
            columns["words"].append(token.text)
            columns["spaces"].append(bool(token.whitespace_))
            if token.is_space:
                heads.append(base + max(token.i - 1, 0))
                values = ("_SP", "SPACE", "", token.text, "dep" if token.i else "ROOT", "O")
            else:
                n += 1
                seen = shown[n]
                heads.append(base + places[tree.heads[n]])
                entity = f"{seen.ent_iob_}-{seen.ent_type_}" if seen.ent_type_ else "O"
                values = (tree.tags[n], seen.pos_, str(seen.morph), seen.lemma_, tree.deps[n], entity)
            for name, value in zip(names[2:], values, strict=True):
                columns[name].append(value)
    return Doc(nlp.vocab, heads=heads, **columns)
