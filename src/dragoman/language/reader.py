"""The reader: one spaCy component that gives sentences, tags, features, lemmas, a tree and names from one network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
from spacy.attrs import ORTH, SENT_START, SPACY
from spacy.util import minibatch

from .annotating import Annotator, Labels
from .decoding import Reading, Text, read
from .network import Network
from .wordpieces import Pieces

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

FACTORY = "dragoman_reader"
ASSIGNS = ("token.tag", "token.pos", "token.morph", "token.lemma", "token.dep", "token.head", "doc.sents", "doc.ents")
BARRED = np.uint64(2**64 - 1)  # -1, what spaCy sets where a sentence must not start
FORCED = np.uint64(1)  # and where one must
SHORTEST_WORD = 4  # of the pieces that count as words: shorter ones are often parts of words
_MARKS = ('"', "'", "“", "”", "‘", "’", "«", "»", "(", ")", "[", "]", "``", "''")
_SETTINGS, _WEIGHTS = "settings.json", "weights.npz"


class Settings(msgspec.Struct, frozen=True):
    """What there is to know of a network beside its weights.

    Its labels, its pieces, the attention heads of a layer, and what name labels gain by following each other.
    """

    labels: Labels
    pieces: list[str]
    heads: int
    transitions: list[list[float]]


class Reader:
    """Reads documents: sets heads and labels (and so sentences), tags, features, lemmas and names.

    ``predict`` scores and decodes, ``set_annotations`` writes down. A reader that is not filled (``fill``,
    ``from_disk``) raises ValueError when it is asked to read.
    """

    def __init__(self, vocab: Vocab, name: str = FACTORY) -> None:
        self.vocab, self.name = vocab, name
        self._settings: Settings | None = None
        self._marks = np.asarray([vocab.strings.add(mark) for mark in _MARKS], np.uint64)
        self._arrays: dict[str, Any] = {}

    @property
    def labels(self) -> tuple[str, ...]:
        """The dependency labels."""
        return tuple(self._settings.labels.deps) if self._settings else ()

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document in place."""
        self.set_annotations([doc], self.predict([doc]))
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Annotate many documents, scored together; in order."""
        for docs in minibatch(stream, batch_size):
            self.set_annotations(docs, self.predict(docs))
            yield from docs

    def predict(self, docs: Sequence[Doc]) -> list[Reading | None]:
        """The reading of every document, None for an empty one. Starts that a document forbids are not given."""
        if self._settings is None:
            raise ValueError(f"{self.name} has no network; load it from disk, or fill it")
        texts = [self._text(doc) for doc in docs if len(doc)]
        readings = iter(read(self._network, texts))
        return [next(readings) if len(doc) else None for doc in docs]

    def set_annotations(self, docs: Sequence[Doc], readings: Sequence[Reading | None]) -> None:
        """Write readings into their documents."""
        for doc, reading in zip(docs, readings, strict=True):
            if reading is not None:
                self._annotator.write(doc, reading)

    def _text(self, doc: Doc) -> Text:
        words, spaces, starts = doc.to_array([ORTH, SPACY, SENT_START]).T
        before = np.concatenate([[True], spaces[:-1] > 0])
        marks = np.isin(words, self._marks)
        closing = marks & ~before & (spaces > 0)
        opening = marks & before & (spaces == 0)
        return Text(words.tolist(), (starts == BARRED) | closing, starts == FORCED, opening)

    def fill(self, settings: Settings, arrays: dict[str, Any]) -> None:
        """Give the reader its network: settings, and weights by the names of ``network.Network``."""
        self._settings, self._arrays = settings, arrays
        spell = self.vocab.strings.__getitem__
        pieces, transitions = Pieces(settings.pieces), settings.transitions
        self._network = Network(arrays, pieces, spell, heads=settings.heads, transitions=transitions)
        words = (piece for piece in settings.pieces if len(piece) >= SHORTEST_WORD and piece.isalpha())
        self._annotator = Annotator(settings.labels, self.vocab, words=words)

    def to_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> None:
        """Write the settings and the weights into a folder."""
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / _SETTINGS).write_bytes(msgspec.json.format(msgspec.json.encode(self._settings), indent=0))
        np.savez(Path(path) / _WEIGHTS, **self._arrays)

    def from_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> Reader:
        """Read what ``to_disk`` wrote."""
        settings = msgspec.json.decode((Path(path) / _SETTINGS).read_bytes(), type=Settings)
        with np.load(Path(path) / _WEIGHTS, allow_pickle=False) as arrays:
            self.fill(settings, dict(arrays))
        return self


def create_reader(nlp: Language, name: str) -> Reader:
    """The factory of the component, as spaCy calls it."""
    return Reader(nlp.vocab, name)


def register() -> None:
    """Make the component known to spaCy under the name ``FACTORY``; calling it again changes nothing."""
    from spacy.language import Language

    if not Language.has_factory(FACTORY):
        Language.factory(FACTORY, assigns=ASSIGNS, func=create_reader)
