"""Measures a language pipeline: syntax on raw text, names on held-out corpora, speed, load time and size.

The table with the bars, intervals and floors is that of ``benchmarks/language.py``, which takes its sets from here.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.language import load
from names import gazetteer, iob_docs
from running import measure_running
from scoring import Tally, score_names, score_syntax, total
from treebanks import paragraphs, to_doc

NEWS = "GUM news"
TREEBANKS = {
    "EWT dev": ("en_ewt-dev.conllu.gz",),
    "EWT test": ("en_ewt-test.conllu.gz",),
    NEWS: ("en_gum-dev.conllu.gz", "en_gum-test.conllu.gz"),
}
PREFIXES = {NEWS: "GUM_news"}
NAMES = {
    "names, UNER EWT test": ("uner_ewt-test.iob2.gz", 2),
    "names, CrossNER politics test": ("crossner_politics-test.txt.gz", 1),
}
MERGE = {"GPE": "LOC"}  # the corpora have one type of place
KINDS = frozenset({"PERSON", "ORG", "LOC"})


def treebank_docs(nlp: Language, path: Path, *, prefix: str = "") -> list[Doc]:
    """The paragraphs of a treebank file whose document name starts with ``prefix``."""
    return [to_doc(nlp.vocab, run) for run in paragraphs(path) if run[0].document.startswith(prefix)]


def treebank_set(nlp: Language, name: str, treebanks: Path) -> list[Doc]:
    """The paragraphs of one of the sets ``TREEBANKS``."""
    prefix = PREFIXES.get(name, "")
    return [doc for file in TREEBANKS[name] for doc in treebank_docs(nlp, treebanks / file, prefix=prefix)]


def news_texts(nlp: Language, treebanks: Path) -> list[str]:
    """The news of GUM, those of its training part too: text to measure speed on."""
    parts = sorted(treebanks.glob("en_gum-*.conllu.gz"))
    return [doc.text for part in parts for doc in treebank_docs(nlp, part, prefix=PREFIXES[NEWS])]


def tallies(nlp: Language, treebanks: Path, names_dir: Path, states: Path) -> dict[str, dict[str, list[Tally]]]:
    """For every set and measure one tally a unit: a paragraph of a treebank, a sentence of a name corpus."""
    syntax = {name: score_syntax(nlp, treebank_set(nlp, name, treebanks)) for name in TREEBANKS}
    known = gazetteer(states, [])
    names: dict[str, dict[str, list[Tally]]] = {}
    for name, (file, column) in NAMES.items():
        gold = list(iob_docs(nlp.vocab, names_dir / file, known, column=column))
        names[name] = {"f1": score_names(nlp, gold, merge=MERGE, kinds=KINDS)}
    return syntax | names


def evaluate(model: Path, treebanks: Path, names_dir: Path, states: Path) -> dict[str, dict[str, float]]:
    """Every figure of the model card."""
    nlp = load(str(model))
    found = tallies(nlp, treebanks, names_dir, states)
    figures = {name: _figures(measures) for name, measures in found.items()}
    running = measure_running(str(model), news_texts(nlp, treebanks))
    figures["running"] = {"words a second": running.words_a_second, "load s": running.load_s, "MB": running.megabytes}
    return figures


def _figures(measures: Mapping[str, Sequence[Tally]]) -> dict[str, float]:
    """The figures of one set, rounded; for names precision, recall and the number of names beside F1."""
    sums = {name: total(units) for name, units in measures.items()}
    if set(sums) != {"f1"}:
        return {name: round(tally.f1, 4) for name, tally in sums.items()}
    names = sums["f1"]
    return {"p": round(names.precision, 4), "r": round(names.recall, 4), "f1": round(names.f1, 4), "n": names.gold}


def as_table(figures: dict[str, dict[str, float]]) -> str:
    """The figures as a Markdown table, one measured set a row."""
    rows = [
        f"| {name} | " + ", ".join(f"{key} {value}" for key, value in scores.items()) + " |"
        for name, scores in figures.items()
    ]
    return "\n".join(["| set | figures |", "|---|---|", *rows])


def main() -> None:
    """Print the figures of a model as a table, or as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--states", type=Path, default=Path("src/dragoman/world/data/states.tsv"))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = evaluate(options.model, options.treebanks, options.names, options.states)
    sys.stdout.write((json.dumps(figures, indent=1) if options.json else as_table(figures)) + "\n")


if __name__ == "__main__":
    main()
