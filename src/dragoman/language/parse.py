"""Parses a whole report block by block, so that no sentence crosses a paragraph and no offset moves.

The model was trained on paragraphs without stray white space. A report's text is therefore cut into blocks, white
space and what is no writing are hidden from the model, and one document over the unchanged text is put together.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import accumulate, groupby, pairwise
from typing import TYPE_CHECKING

import numpy as np
from spacy.attrs import IS_SPACE, ORTH, SENT_START, SPACY
from spacy.tokens import Doc as SpacyDoc

from .assembling import Block, assemble
from .cutting import blocks
from .hiding import readable, whole
from .reader import BARRED, FORCED
from .tokens import Doc, Span

if TYPE_CHECKING:
    from spacy.language import Language

Skip = Callable[[Sequence[str]], Collection[int]]  # the blocks of a text -> the numbers of those that need no parse
# Edited text ends a sentence with one of these (and closing quotes); a break elsewhere is a parser's slip.
_FINAL = frozenset(".!?:;…\"”’'»)]—–")
_QUOTES = frozenset("\"”’'»")
_QUOTES_OPEN = frozenset("\"“‘'«")


def sentences(doc: Doc) -> list[Span]:
    """The sentences of a parsed report, without the white space between paragraphs."""
    return [sentence for sentence in doc.sents if not sentence.text.isspace()]


def parse(nlp: Language, text: str, *, skip: Skip | None = None) -> Doc:
    """One annotated document over exactly this text: ``token.idx`` are offsets into it.

    Only a lone surrogate, which spaCy cannot hold, becomes U+FFFD.
    """
    return next(parse_many(nlp, [text], skip=skip))


def parse_many(nlp: Language, texts: Iterable[str], *, batch: int = 16, skip: Skip | None = None) -> Iterator[Doc]:
    """Parse many texts, ``batch`` at a time (faster than one by one); one document a text, in order.

    ``skip`` says which blocks of a text need no parse; without it everything is parsed.
    """
    buffer: list[str] = []
    for text in texts:
        buffer.append(text)
        if len(buffer) == batch:
            yield from _parse_batch(nlp, buffer, skip)
            buffer = []
    yield from _parse_batch(nlp, buffer, skip)


def _parse_batch(nlp: Language, texts: list[str], skip: Skip | None) -> Iterator[Doc]:
    pieces = [(i, piece, seen) for i, text in enumerate(texts) for piece, seen in _pieces(whole(text)[0], skip)]
    parts = [_block(nlp, piece, seen=seen) for _, piece, seen in pieces]
    for _ in nlp.pipe(_settle_breaks(part.shown) for part in parts if part.shown is not None and len(part.shown)):
        pass  # the documents are annotated in place
    numbered = zip((i for i, _, _ in pieces), parts, strict=True)
    parsed = {i: [part for _, part in group] for i, group in groupby(numbered, key=lambda pair: pair[0])}
    for i in range(len(texts)):
        yield assemble(nlp.vocab, parsed.get(i, []))


def _pieces(text: str, skip: Skip | None) -> Iterator[tuple[str, bool]]:
    """The blocks of a text, each with whether the model is to see it."""
    pieces = list(blocks(text))
    idle = skip(pieces) if skip is not None else ()
    return ((piece, i not in idle) for i, piece in enumerate(pieces))


def _block(nlp: Language, piece: str, *, seen: bool) -> Block:
    """The tokens of a stretch; those that are white space in its readable copy are hidden."""
    copy = readable(piece)
    tokens = nlp.make_doc(copy)
    forms, *flags = tokens.to_array([ORTH, IS_SPACE, SPACY]).T.tolist()  # in one go: a token asked for is slow
    hidden, spaces = (list(map(bool, flag)) for flag in flags)
    words = [nlp.vocab.strings[form] for form in forms]
    if copy == piece and not any(hidden):
        return Block(words, spaces, hidden, tokens if seen else None)
    ends = accumulate(len(word) + space for word, space in zip(words, spaces, strict=True))
    words = [piece[end - len(word) - space : end - space] for end, word, space in zip(ends, words, spaces, strict=True)]
    for word in {word for word, is_hidden in zip(words, hidden, strict=True) if is_hidden}:
        nlp.vocab[word].set_flag(IS_SPACE, True)  # control characters and emoji too, so that every room skips them
    if not seen:
        return Block(words, spaces, hidden, None)
    shown = [word for word, is_hidden in zip(words, hidden, strict=True) if not is_hidden]
    return Block(words, spaces, hidden, SpacyDoc(nlp.vocab, words=shown, spaces=[True] * len(shown)))


def _settle_breaks(doc: SpacyDoc) -> SpacyDoc:
    """Mark the tokens that cannot start a sentence, and those that must; the parser keeps to it.

    Behind a closing quotation mark with a comma before it ("We won," she said) the sentence goes on; with a full stop
    before it a capital starts another (151 of 154 times in the training treebanks). Behind a full stop an opening mark
    before a capital starts one too (124 of 127).
    """
    forms, spaced = doc.to_array([ORTH, SPACY]).T.tolist()
    words = [doc.vocab.strings[form] for form in forms]
    starts = np.zeros(len(words), np.uint64)
    last = ""  # the word before the one before
    for i, (before, word) in enumerate(pairwise(words), start=1):
        quoted = i + 1 < len(words) and word in _QUOTES_OPEN and not spaced[i]
        if before[-1] not in _FINAL or (last == "," and before in _QUOTES):
            starts[i] = BARRED
        elif spaced[i - 1] and (
            (last == "." and before in _QUOTES and word.istitle())
            or (before == "." and quoted and words[i + 1][0].isupper())
        ):
            starts[i] = FORCED
        last = before
    return doc.from_array([SENT_START], starts[:, None])
