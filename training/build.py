"""Rebuilds the language model with one command: corpora, training, assembly, measurement, model card.

python training/build.py --treebanks DIR --names DIR
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from spacy.cli.train import train

from evaluate import as_table, evaluate
from names_corpus import write_names_corpus
from package import assemble, write_card
from parse_corpus import write_parse_corpus

HERE = Path(__file__).parent
SHIPPED = HERE.parent / "src" / "dragoman" / "language" / "model"
WORLD = HERE.parent / "src" / "dragoman" / "world" / "data"
STATES = WORLD / "states.tsv"


def main() -> None:
    """Build the model from the corpora named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--treebanks", type=Path, required=True, help="folder with en_ewt-*.conllu.gz and en_gum-*.conllu.gz"
    )
    parser.add_argument("--names", type=Path, required=True, help="folder with the CrossNER, UNER and WikiGold files")
    parser.add_argument("--work", type=Path, default=Path("corpus"), help="folder for corpora and checkpoints")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="where the pipeline is written")
    parser.add_argument("--version", default="0.1.0")
    parser.add_argument("--seed", type=int, default=20230225)
    parser.add_argument("--gpu", type=int, default=-1, help="number of the GPU, -1 for none")
    options = parser.parse_args()
    write_parse_corpus(options.treebanks, WORLD, options.work, seed=options.seed)
    write_names_corpus(options.names, options.treebanks, STATES, options.work, seed=options.seed)
    for part, suffix in (("parse", ""), ("names", "-names")):
        overrides = {
            "paths.train": str(options.work / f"train{suffix}.spacy"),
            "paths.dev": str(options.work / f"dev{suffix}.spacy"),
            "system.seed": options.seed,
        }
        train(HERE / "configs" / f"{part}.cfg", options.work / part, use_gpu=options.gpu, overrides=overrides)
    best = "model-best"
    assemble(options.work / "parse" / best, options.work / "names" / best, options.out, version=options.version)
    figures = evaluate(options.out, options.treebanks, options.names, STATES)
    write_card(options.out, figures, version=options.version, seed=options.seed)
    sys.stdout.write(as_table(figures) + "\n")


if __name__ == "__main__":
    main()
