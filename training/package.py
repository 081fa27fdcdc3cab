"""Puts the trained parts together into the folder that the package ships, with its model card."""

from __future__ import annotations

import shutil
from pathlib import Path

import spacy

from evaluate import as_table

META = {
    "name": "dragoman_news",
    "description": "English news: tags, lemmas, Universal Dependencies, sentence boundaries, names",
    "author": "The Dragoman developers",
    "license": "CC BY-SA 4.0",
    "url": "",
    "email": "",
}

CARD = """# Model card: en_dragoman_news {version}

A small spaCy pipeline for English news text: tokenizer, tagger (Penn tags), morphologizer (universal tags and
features), lemmatizer (edit trees), dependency parser with sentence boundaries (Universal Dependencies v2), and a
name finder (PERSON, ORG, GPE, LOC, NORP). It runs on one CPU core; nothing is downloaded.

**Licence:** CC BY-SA 4.0, as the English Web Treebank asks. The code of Dragoman around it is Apache-2.0.

**Trained on:** UD English EWT train (CC BY-SA 4.0); UD English GUM train, the genres with open texts (annotations
CC BY 4.0), news three times; copies as headlines (Title Case, capitals, no final stop), with curly quotes, cut down
to plain clauses, and with names of states and office holders put in. Names: GUM train (named mentions of its entity
layer), UNER on EWT dev (CC BY-SA 4.0), CrossNER politics train and dev (MIT, three times), WikiGold (CC BY 4.0). No
pretrained vectors, no text outside these corpora.

**Architecture:** hash embeddings of norm, prefix, suffix and shape; window CNNs (syntax 128 wide, 4 deep, shared;
names 96 wide, 4 deep, of their own); transition-based parser and name finder.

**Measured on raw text** (never trained on: EWT dev and test, GUM dev and test, UNER EWT test, CrossNER politics
test; training stopped on EWT dev and GUM dev, so those two are slightly favoured):

{table}

**Limits:** conversation and social media are parsed less well than news; long coordinations and garbled sentences
go wrong; headlines are harder than sentences; names in other scripts are not found. Places are GPE where a table of
states and larger cities knows them, else LOC.

**Rebuild:** `training/README.md`. Seed {seed}.
"""


def assemble(syntax: Path, names: Path, out: Path, *, version: str) -> None:
    """One pipeline folder: the parts of ``syntax`` and the name finder of ``names``, each as trained."""
    nlp = spacy.load(syntax)
    nlp.add_pipe("ner", source=spacy.load(names))
    nlp.meta.update(META, version=version)
    nlp.meta.pop("performance", None)
    if out.exists():
        shutil.rmtree(out)
    nlp.to_disk(out)


def write_card(out: Path, figures: dict[str, dict[str, float]], *, version: str, seed: int) -> None:
    """The model card, with the measured figures, beside the model."""
    (out / "MODEL-CARD.md").write_text(
        CARD.format(version=version, table=as_table(figures), seed=seed), encoding="utf8"
    )
