"""What is counted unit by unit sums up to what spaCy's Scorer gives over all."""

from __future__ import annotations

import pytest
import spacy
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from figures import figure
from scoring import SYNTAX, Tally, total


def document(vocab, words, heads, deps, *, tags=None, starts=(0,)):
    """A document without blanks, so that two of them can cut one text apart in two ways."""
    tags = tags or ["NN"] * len(words)
    columns = {"tags": tags, "pos": ["NOUN"] * len(words), "lemmas": [word.lower() for word in words]}
    sent_starts = [i in starts for i in range(len(words))]
    return Doc(vocab, words, [False] * len(words), heads=heads, deps=deps, sent_starts=sent_starts, **columns)


@pytest.fixture(scope="module")
def examples():
    vocab = spacy.blank("en").vocab
    gold = [
        document(
            vocab, ["They", "do", "n't", "run", "."], [3, 3, 3, 3, 3], ["nsubj", "aux", "advmod", "ROOT", "punct"]
        ),
        document(vocab, ["Go", "!", "Now", "!"], [0, 0, 2, 2], ["ROOT", "punct", "ROOT", "punct"], starts=(0, 2)),
    ]
    given = [
        document(vocab, ["They", "don't", "run", "."], [2, 2, 2, 2], ["obj", "aux", "ROOT", "punct"]),
        document(vocab, ["Go", "!", "Now", "!"], [0, 0, 0, 2], ["ROOT", "punct", "advmod", "punct"], tags=list("abcd")),
    ]
    return [Example(have, want) for have, want in zip(given, gold, strict=True)]


def test_the_measures_are_those_of_the_scorer(examples):
    def values(token, name):
        return getattr(token, f"{name}_")

    attached = {"getter": lambda token, _: token.dep_, "head_attr": "head"}
    scores = {
        **Scorer.score_tokenization(examples),
        **Scorer.score_spans(examples, "sents", getter=lambda doc, _: list(doc.sents)),
        **Scorer.score_deps(examples, "dep", ignore_labels=("punct",), **attached),
        "las_all": Scorer.score_deps(examples, "dep", **attached)["dep_las"],
        **{
            k: v
            for a in ("tag", "pos", "lemma")
            for k, v in Scorer.score_token_attr(examples, a, getter=values).items()
        },
    }
    ours = {name: total(map(measure, examples)).f1 for name, measure in SYNTAX.items()}
    assert ours == pytest.approx({name: scores[name] for name in SYNTAX})
    assert 0 < ours["dep_las"] < ours["dep_uas"] < 1


def test_a_figure_lies_in_its_interval_and_is_the_same_twice():
    units = [Tally(10, 10, right) for right in (5, 6, 7, 8, 9, 10) * 5]
    few, many = figure(units), figure(units * 10)
    assert few.low < few.value < few.high
    assert figure(units) == few
    assert few.high - few.low > many.high - many.low


def test_units_that_are_alike_leave_no_doubt_and_empty_ones_do_not_count():
    assert figure([Tally(4, 4, 3)] * 9 + [Tally(0, 0, 0)]) == (0.75, 0.75, 0.75, 36, 9)


def test_nothing_has_no_interval():
    with pytest.raises(ValueError, match="at least one"):
        figure([])
