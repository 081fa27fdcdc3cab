"""A parsed text as plain Python objects: what the rooms behind the parse read.

spaCy's tokens are views that look every answer up anew. Coding asks each of them dozens of times, so a parsed document
is read once into objects of the same words (``token.head``, ``token.dep_``, ``doc[i:j]``, ``span.root``): coding takes
a third of the time. Only what those rooms ask for is there, and lists stand where spaCy has iterators.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, overload

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import (
    DEP,
    ENT_IOB,
    ENT_TYPE,
    HEAD,
    IDX,
    IS_ALPHA,
    IS_PUNCT,
    IS_SPACE,
    IS_TITLE,
    IS_UPPER,
    LEMMA,
    LIKE_NUM,
    LOWER,
    ORTH,
    POS,
    SENT_START,
    SPACY,
    TAG,
)
from spacy.parts_of_speech import NAMES as POS_NAMES

if TYPE_CHECKING:
    from spacy.tokens import Doc as SpacyDoc

_STRINGS = (ORTH, LOWER, LEMMA, TAG, DEP, ENT_TYPE)
_FLAGS = (SPACY, IS_ALPHA, IS_PUNCT, IS_SPACE, IS_TITLE, IS_UPPER, LIKE_NUM)
_IOBS = ("", "I", "O", "B")
_POSES = {int(number): name for number, name in POS_NAMES.items()}
_ANNOTATION = ("TAG", "DEP", "SENT_START")


class Token:
    """A word or sign of a ``Doc``; ``i`` is its number, ``idx`` the offset of its first code point."""

    __slots__ = (
        "children", "dep_", "doc", "ent_iob_", "ent_type_", "head", "i", "idx", "is_alpha", "is_punct", "is_sent_start",
        "is_space", "is_title", "is_upper", "lefts", "lemma_", "like_num", "lower_", "pos_", "rights", "tag_", "text",
        "whitespace_",
    )  # fmt: skip

    text: str
    lower_: str
    lemma_: str
    tag_: str
    pos_: str
    dep_: str
    ent_type_: str
    ent_iob_: str
    whitespace_: str
    is_alpha: bool
    is_punct: bool
    is_space: bool
    is_title: bool
    is_upper: bool
    like_num: bool
    is_sent_start: bool
    doc: Doc
    i: int
    idx: int
    head: Token
    lefts: Sequence[Token]
    rights: Sequence[Token]
    children: Sequence[Token]

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    def nbor(self, steps: int = 1) -> Token:
        """The token so many places behind this one. Raises IndexError where there is none."""
        if not 0 <= self.i + steps < len(self.doc):
            raise IndexError(f"no token {steps} from number {self.i}")
        return self.doc[self.i + steps]

    @property
    def sent(self) -> Span:
        """The sentence that it stands in."""
        return self.doc.sentence_at(self.i)

    @property
    def ancestors(self) -> Iterator[Token]:
        """Its head, the head of that, and so on up to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def is_ancestor(self, other: Token) -> bool:
        """Whether the other one hangs on this one, directly or through others."""
        return any(token is self for token in other.ancestors)

    @property
    def subtree(self) -> list[Token]:
        """The token with all that hangs on it: of each, first what hangs on its left, then itself, then the rest."""
        if not self.children:
            return [self]
        found: list[Token] = []
        waiting: list[tuple[Token, bool]] = [(self, False)]
        while waiting:
            token, opened = waiting.pop()
            if opened or not token.children:
                found.append(token)
                continue
            waiting.extend((child, False) for child in reversed(token.rights))
            waiting.append((token, True))
            waiting.extend((child, False) for child in reversed(token.lefts))
        return found

    @property
    def left_edge(self) -> Token:
        """The first token of its subtree."""
        return self.doc[min(token.i for token in self.subtree)]

    @property
    def right_edge(self) -> Token:
        """The last token of its subtree."""
        return self.doc[max(token.i for token in self.subtree)]


class Span:
    """The tokens from ``start`` up to ``end`` of a ``Doc``."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: Doc, start: int, end: int, label: str = "") -> None:
        self.doc, self.start, self.end, self.label_ = doc, start, end, label

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    def __reversed__(self) -> Iterator[Token]:
        return reversed(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, int):
            return self.doc.tokens[self.start : self.end][at]
        start, end, _ = at.indices(len(self))
        return Span(self.doc, self.start + start, self.start + max(start, end))

    @property
    def start_char(self) -> int:
        """The offset of its first code point."""
        return self.doc.tokens[self.start].idx

    @property
    def end_char(self) -> int:
        """The offset behind its last code point, without the blank behind it."""
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """Its words as they stand in the text, without the blank behind them."""
        return self.doc.text[self.start_char : self.end_char] if self.end > self.start else ""

    @property
    def root(self) -> Token:
        """The token nearest to the root of its sentence; of several the first, a sign only where there is no word."""
        tokens = self.doc.tokens[self.start : self.end]
        top = next((token for token in tokens if token.head is token), None)
        if top is not None:
            return top
        heads = (token for token in tokens if not self.start <= token.head.i < self.end)
        return min(heads, key=_depth, default=tokens[0])


def _depth(token: Token) -> int:
    if (token.is_punct or token.is_space) and not token.children:
        return len(token.doc)
    return sum(1 for _ in token.ancestors)


class Doc:
    """A parsed text: its ``tokens``, sentences and names, and the vectors that the model made of them (``tensor``).

    ``unparsed`` are the stretches, as pairs of token numbers, that were not parsed.
    """

    __slots__ = ("_annotated", "_offsets", "_starts", "ents", "sents", "tensor", "text", "tokens", "unparsed")

    def __init__(self, parsed: SpacyDoc, unparsed: Sequence[tuple[int, int]] = ()) -> None:
        """Read a document of spaCy; what is changed there later is not seen here."""
        self.tensor: NDArray[np.float32] = parsed.tensor
        self.unparsed = tuple(unparsed)
        self.tokens = _tokens(self, parsed)
        self.text = "".join([token.text + token.whitespace_ for token in self.tokens])
        self._annotated = frozenset(name for name in _ANNOTATION if parsed.has_annotation(name))
        self._starts = [token.i for token in self.tokens if token.is_sent_start or not token.i]
        self.sents = [Span(self, start, end) for start, end in pairwise([*self._starts, len(self.tokens)])]
        self.ents = _names(self)
        self._offsets = [token.idx for token in self.tokens]

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, int):
            return self.tokens[at]
        start, end, _ = at.indices(len(self.tokens))
        return Span(self, start, max(start, end))

    def has_annotation(self, name: str) -> bool:
        """Whether any token has a "TAG", a "DEP" or a "SENT_START"."""
        return name in self._annotated

    def sentence_at(self, i: int) -> Span:
        """The sentence of a token number."""
        return self.sents[bisect_right(self._starts, i) - 1]

    def char_span(self, start: int, end: int) -> Span | None:
        """The tokens that a stretch of code points touches, None where there are none."""
        first, last = self._token_at(start), self._token_at(end - 1)
        if first is None or last is None:
            return None
        if start == self.tokens[first].idx + len(self.tokens[first].text):
            first += 1  # the blank behind a token begins nothing
        return Span(self, first, last + 1) if first <= last else None

    def _token_at(self, offset: int) -> int | None:
        """The number of the token that a code point belongs to, or of the one that it is the blank behind."""
        i = bisect_right(self._offsets, offset) - 1
        return i if i >= 0 and offset < len(self.text) else None


def _names(doc: Doc) -> list[Span]:
    """The names: each begins at a "B" and goes on over what is "I" behind it."""
    names: list[Span] = []
    for token in doc.tokens:
        if token.ent_iob_ == "B":
            names.append(Span(doc, token.i, token.i + 1, token.ent_type_))
        elif token.ent_iob_ == "I":
            names[-1].end = token.i + 1
    return names


def _tokens(doc: Doc, parsed: SpacyDoc) -> list[Token]:
    columns: NDArray[np.uint64] = parsed.to_array([*_STRINGS, POS, IDX, ENT_IOB, *_FLAGS])
    heads = (np.arange(len(parsed)) + parsed.to_array(HEAD).astype(np.int64)).tolist()
    starts = (parsed.to_array(SENT_START).astype(np.int64) == 1).tolist()
    strings = parsed.vocab.strings
    numbers = columns[:, : len(_STRINGS)]
    spelt: dict[int, str] = {number: strings[number] for number in np.unique(numbers).tolist()}
    texts, lowers, lemmas, tags, deps, types = ([spelt[n] for n in column] for column in numbers.T.tolist())
    poses, offsets, iobs = columns[:, len(_STRINGS) : -len(_FLAGS)].T.tolist()
    spaces, *flags = columns[:, -len(_FLAGS) :].T.astype(bool).tolist()
    alphas, puncts, blanks, titles, uppers, likes = flags
    tokens = [Token() for _ in range(len(parsed))]
    token: Token
    for i, (
        token, token.text, token.lower_, token.lemma_, token.tag_, token.dep_, token.ent_type_, pos, token.idx, iob,
        space, token.is_alpha, token.is_punct, token.is_space, token.is_title, token.is_upper, token.like_num,
        token.is_sent_start,
    ) in enumerate(
        zip(
            tokens, texts, lowers, lemmas, tags, deps, types, poses, offsets, iobs,
            spaces, alphas, puncts, blanks, titles, uppers, likes,
            starts, strict=True,
        )
    ):  # fmt: skip
        token.doc, token.i = doc, i
        token.pos_, token.ent_iob_, token.whitespace_ = _POSES[pos], _IOBS[iob], " " if space else ""
    _hang(tokens, heads)
    return tokens


def _hang(tokens: Sequence[Token], heads: Sequence[int]) -> None:
    """Give every token its head and what hangs on it, in text order."""
    lefts: dict[int, list[Token]] = {}
    rights: dict[int, list[Token]] = {}
    for token, head in zip(tokens, heads, strict=True):
        token.head = tokens[head]
        token.lefts = token.rights = token.children = ()
        if head != token.i:
            (lefts if head > token.i else rights).setdefault(head, []).append(token)
    for head, below in lefts.items():
        tokens[head].lefts = tokens[head].children = below
    for head, below in rights.items():
        token = tokens[head]
        token.rights = below
        token.children = [*token.lefts, *below]
