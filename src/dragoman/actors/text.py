"""A parsed report as columns: what the finder asks of tokens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.language.tokens import Doc

SPACE = "_SP"


@dataclass(frozen=True, slots=True)
class Text:
    """One list a property, indexed by token. ``sentence`` numbers sentences from 0."""

    doc: Doc
    words: list[str]
    lower: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    sentence: list[int]
    sentences: list[tuple[int, int]]
    titled: list[bool]  # by sentence: most of its words are capitalised, so capitals tell nothing
    headline: int  # the sentences before this one are the report's headline

    def __len__(self) -> int:
        return len(self.words)

    def is_noun(self, i: int) -> bool:
        """A common or proper noun."""
        return self.tags[i].startswith("NN")

    def is_name(self, i: int) -> bool:
        """A capitalised word that the tagger holds for a name."""
        return self.tags[i] in {"NNP", "NNPS"} and self.words[i][0].isupper()

    def possessive(self, i: int) -> bool:
        """The mark of a possessor, also where the tagger took it for a verb."""
        if self.tags[i] == "POS":
            return True
        return self.lower[i] in {"'s", "’s"} and self.deps[i] == "case"

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The code points of a stretch of tokens."""
        last = self.doc[end - 1]
        return self.doc[start].idx, last.idx + len(last.text)

    def head_of(self, start: int, end: int, core: int) -> int:
        """The token of a stretch whose head lies outside; the core where the tree names several."""
        outside = [i for i in range(start, end) if not start <= self.heads[i] < end or self.heads[i] == i]
        outside = [i for i in outside if self.deps[i] not in {"punct", "det", "case", "_"}]
        return core if core in outside or not outside else outside[0]


def read_text(doc: Doc) -> Text:
    """The columns of a document."""
    words = [token.text for token in doc]
    spans = list(_sentences(doc))
    sentence = [0] * len(words)
    for number, (start, end) in enumerate(spans):
        sentence[start:end] = [number] * (end - start)
    return Text(
        doc=doc,
        words=words,
        lower=[word.lower() for word in words],
        tags=[SPACE if token.is_space else token.tag_ for token in doc],
        deps=[token.dep_ for token in doc],
        heads=[token.head.i for token in doc],
        sentence=sentence,
        sentences=spans,
        titled=[_is_titled(words[start:end]) for start, end in spans],
        headline=_headline(words, spans),
    )


def _sentences(doc: Doc) -> Iterator[tuple[int, int]]:
    """Sentences, cut besides at blank lines, so that no headline runs into the text."""
    marked = doc.has_annotation("SENT_START")
    start = 0
    for token in doc:
        if token.i and ((marked and token.is_sent_start) or (token.is_space and "\n\n" in token.text)):
            if token.i > start:
                yield start, token.i
            start = token.i
    if start < len(doc):
        yield start, len(doc)


def _is_titled(words: list[str]) -> bool:
    long = [word for word in words if word.isalpha() and len(word) > 3]
    return len(long) > 2 and "." not in words[-2:] and sum(word[0].isupper() for word in long) >= 0.7 * len(long)


def _headline(words: list[str], spans: list[tuple[int, int]]) -> int:
    """The first paragraph is the headline if it is one sentence without a full stop and text follows."""
    for number, (start, end) in enumerate(spans):
        if number and "\n\n" in words[start]:
            last = next((w for w in reversed(words[spans[0][0] : start]) if not w.isspace()), ".")
            return number if last not in {".", '."', ".”", "”", '"'} else 0
        del end
    return 0
