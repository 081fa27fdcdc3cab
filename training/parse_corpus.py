"""Writes the training and development sets of the parser as DocBin files."""

from __future__ import annotations

import random
from pathlib import Path

import spacy
from spacy.tokens import DocBin

from augment import augmented
from rewriting import read_names
from treebanks import paragraphs, to_doc

TRAIN = ("en_ewt-train", "en_gum-train")
DEV = ("en_ewt-dev", "en_gum-dev")


def write_parse_corpus(treebanks: Path, world: Path, out: Path, *, seed: int) -> dict[str, int]:
    """Convert the treebanks; gives the number of paragraph documents in each set.

    News paragraphs of GUM are taken three times: they are few, and news is what the model will read.
    """
    vocab, chance, names = spacy.blank("en").vocab, random.Random(seed), read_names(world)
    out.mkdir(parents=True, exist_ok=True)
    train, dev = DocBin(store_user_data=False), DocBin(store_user_data=False)
    counts = {"train": 0, "dev": 0}
    for name in TRAIN:
        for run in paragraphs(treebanks / f"{name}.conllu.gz"):
            for _ in range(3 if run[0].document.startswith("GUM_news") else 1):
                for copy in augmented(run, names, chance):
                    train.add(to_doc(vocab, copy))
                    counts["train"] += 1
    for name in DEV:
        for run in paragraphs(treebanks / f"{name}.conllu.gz"):
            dev.add(to_doc(vocab, run))
            counts["dev"] += 1
    train.to_disk(out / "train.spacy")
    dev.to_disk(out / "dev.spacy")
    return counts
