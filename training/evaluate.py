"""Measures a language pipeline: syntax on raw text, names on held-out corpora, speed, load time and size."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from names import gazetteer, iob_docs
from treebanks import paragraphs, to_doc

SYNTAX = ("dep_las", "dep_uas", "tag_acc", "pos_acc", "lemma_acc", "sents_f", "token_acc")


def treebank_docs(nlp: Language, path: Path, *, prefix: str = "") -> list[Doc]:
    """The paragraphs of a treebank file whose document name starts with ``prefix``."""
    return [to_doc(nlp.vocab, run) for run in paragraphs(path) if run[0].document.startswith(prefix)]


def measure_syntax(nlp: Language, gold: Sequence[Doc]) -> dict[str, float]:
    """Scores on raw text: the tokenizer and the sentence boundaries are the pipeline's own."""
    with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name == "ner"]):
        predicted = list(nlp.pipe(doc.text for doc in gold))
    examples = [Example(doc, reference) for doc, reference in zip(predicted, gold, strict=True)]
    scores = {**Scorer(nlp).score(examples)}
    return {name: round(float(scores[name]), 4) for name in SYNTAX if scores.get(name) is not None}


def measure_names(
    nlp: Language, gold: Iterable[Doc], *, merge: dict[str, str], kinds: frozenset[str]
) -> dict[str, float]:
    """Precision, recall and F1 of exact spans and types over ``kinds``, labels renamed by ``merge`` first."""
    counts: Counter[str] = Counter()
    for reference in gold:
        doc = nlp(Doc(nlp.vocab, words=[t.text for t in reference], spaces=[bool(t.whitespace_) for t in reference]))
        want, have = (
            {(e.start, e.end, merge.get(e.label_, e.label_)) for e in d.ents if merge.get(e.label_, e.label_) in kinds}
            for d in (reference, doc)
        )
        counts.update(gold=len(want), found=len(have), right=len(want & have))
    p, r = counts["right"] / max(counts["found"], 1), counts["right"] / max(counts["gold"], 1)
    return {
        "p": round(p, 4),
        "r": round(r, 4),
        "f1": round(2 * p * r / (p + r) if p + r else 0.0, 4),
        "n": counts["gold"],
    }


def measure_speed(nlp: Language, texts: Sequence[str]) -> int:
    """Words a second over all components on this machine, one process."""
    list(nlp.pipe(texts[:20]))
    start = time.perf_counter()
    words = sum(len(doc) for doc in nlp.pipe(texts))
    return round(words / (time.perf_counter() - start))


def evaluate(model: Path, treebanks: Path, names_dir: Path, states: Path) -> dict[str, dict[str, float]]:
    """Every figure of the model card."""
    start = time.perf_counter()
    nlp = spacy.load(model)
    load = time.perf_counter() - start
    news = [
        d
        for part in ("dev", "test")
        for d in treebank_docs(nlp, treebanks / f"en_gum-{part}.conllu.gz", prefix="GUM_news")
    ]
    ewt = treebank_docs(nlp, treebanks / "en_ewt-dev.conllu.gz")
    names = gazetteer(states, [])
    places = {"GPE": "LOC"}
    three = frozenset({"PERSON", "ORG", "LOC"})
    figures: dict[str, dict[str, float]] = {"EWT dev": measure_syntax(nlp, ewt), "GUM news": measure_syntax(nlp, news)}
    if "ner" in nlp.pipe_names:
        uner = iob_docs(nlp.vocab, names_dir / "uner_ewt-test.iob2.gz", names, column=2)
        politics = iob_docs(nlp.vocab, names_dir / "crossner_politics-test.txt.gz", names, column=1)
        figures["names, UNER EWT test"] = measure_names(nlp, uner, merge=places, kinds=three)
        figures["names, CrossNER politics test"] = measure_names(nlp, politics, merge=places, kinds=three)
    size = sum(file.stat().st_size for file in model.rglob("*") if file.is_file()) / 1e6
    figures["running"] = {
        "words a second": measure_speed(nlp, [d.text for d in ewt]),
        "load s": round(load, 2),
        "MB": round(size, 1),
    }
    return figures


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
