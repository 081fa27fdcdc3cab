"""The codebook's examples of ties: valid files, enough of each relation, and most give what they say."""

from __future__ import annotations

import shutil
from collections import Counter
from typing import get_args

import pytest

from dragoman.checking import CheckResult
from dragoman.codebook.tie_examples import load_tie_examples
from dragoman.errors import DataError
from dragoman.pipeline import Coder
from dragoman.records import Relation
from dragoman.tie_checking import check_ties, figures

HEAD = "told\ta\tb\tkind\tsince\tuntil\tsource\tsentence\n"


@pytest.fixture(scope="module")
def outcomes():
    return tuple(check_ties(load_tie_examples(), Coder(rules_only=True)))


def test_every_relation_has_enough_examples_for_and_against():
    told = Counter((example.relation, example.told == "none") for example in load_tie_examples())
    relations = set(get_args(Relation)) - {"other"}
    assert {relation for relation in relations if told[relation, False] < 30 or told[relation, True] < 15} == set()


def test_no_sentence_stands_twice():
    texts = Counter(example.text for example in load_tie_examples())
    assert [text for text, times in texts.items() if times > 1] == []


@pytest.mark.parametrize(
    ("held_out", "precision", "recall", "whole"),
    [(False, 0.97, 0.95, 0.95), (True, 0.95, 0.89, 0.88)],
)
def test_most_examples_give_what_they_say(outcomes, held_out, precision, recall, whole):
    found = figures(o for o in outcomes if o.example.held_out is held_out)
    assert found.expected >= 60
    assert found.precision >= precision
    assert found.recall >= recall
    assert found.whole / found.examples >= whole


@pytest.mark.parametrize("relation", sorted(set(get_args(Relation)) - {"other"}))
def test_no_relation_falls_far_behind(outcomes, relation):
    found = figures(o for o in outcomes if o.example.relation == relation)
    assert found.precision >= 0.85
    assert found.recall >= 0.8


@pytest.mark.parametrize(
    ("name", "line", "message"),
    [
        ("war.tsv", "yes\tMLI\tTCD", r"war.tsv:2: 3 cells, expected 8"),
        ("war.tsv", "maybe\tMLI\tTCD\t\t\t\t\tA war.", r"war.tsv:2: told: 'maybe' is none of yes"),
        ("war.tsv", "none\tMLI\tTCD\t\t\t\t\tA war.", r"war.tsv:2: a sentence told none has no sides"),
        ("war.tsv", "yes\tMLI\t\t\t\t\t\tA war.", r"war.tsv:2: a sentence told none has no sides, any other has both"),
        ("love.tsv", "yes\tMLI\tTCD\t\t\t\t\tA war.", r"love.tsv: 'love' is no relation; known: alliance"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, name, line, message):
    folder = tmp_path / "examples" / "ties"
    folder.mkdir(parents=True)
    (folder / name).write_text(HEAD + line + "\n", encoding="utf8")
    with pytest.raises(DataError, match=message):
        load_tie_examples(tmp_path)
    shutil.rmtree(folder)


@pytest.mark.parametrize(("missed", "passed"), [(10, True), (11, False)])
def test_too_many_missed_ties_fail_the_check(missed, passed):
    result = CheckResult((), 10, ties_missed=("examples/ties/war.tsv:2: ...",) * missed, ties=100)
    assert result.passed is passed
    assert f"100 examples of ties checked, {missed} missed" in result.summary
