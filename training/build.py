"""Rebuilds the language model with one command: corpora, training, packaging, measurement, model card.

python training/build.py --treebanks DIR --names DIR
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import torch

from corpus import Corpus, read_corpus
from dragoman.language.annotating import Labels
from dragoman.language.reader import Settings
from evaluate import as_table, evaluate
from examples import known_words
from learn import Plan, learn
from network import Network
from package import write_card, write_pipeline
from pretrained import vocabulary
from transitions import transitions

HERE = Path(__file__).parent
SHIPPED = HERE.parent / "src" / "dragoman" / "language" / "model"
WORLD = HERE.parent / "src" / "dragoman" / "world" / "data"


def main() -> None:
    """Build the model from the corpora named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--treebanks", type=Path, required=True, help="folder with en_ewt-*.conllu.gz and en_gum-*.conllu.gz"
    )
    parser.add_argument("--names", type=Path, required=True, help="folder with the CrossNER, UNER and WikiGold files")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="where the pipeline is written")
    parser.add_argument("--version", default="0.2.0")
    parser.add_argument("--seed", type=int, default=Plan.seed)
    options = parser.parse_args()
    began = time.monotonic()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    corpus = read_corpus(options.treebanks, options.names, WORLD)
    network, found = learn(corpus, Plan(seed=options.seed), device=device, report=_say)
    settings = _settings(network, found, corpus)
    write_pipeline(network, settings, options.out, version=options.version)
    minutes = (time.monotonic() - began) / 60
    figures = evaluate(options.out, options.treebanks, options.names, WORLD / "states.tsv")
    write_card(options.out, figures, network, version=options.version, seed=options.seed, minutes=minutes)
    _say(as_table(figures))


def _settings(network: Network, labels: dict[str, list[str]], corpus: Corpus) -> Settings:
    words = known_words(sentence for run, _ in corpus.runs for sentence in run)
    named = (paragraph.columns.get("names") or () for paragraph in corpus.originals())
    return Settings(
        labels=Labels(**labels, words=words),
        pieces=vocabulary()[0],
        heads=network.size.heads,
        transitions=transitions(named, labels["names"]),
    )


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
