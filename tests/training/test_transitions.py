"""Name labels follow each other as they do in the corpora, and never where no labelling has them."""

import numpy as np
import pytest

from dragoman.language.names import NEVER, best_labels
from transitions import transitions

LABELS = ["O", "B-ORG", "I-ORG", "B-GPE", "I-GPE"]
SEEN = [["O", "B-ORG", "I-ORG", "O"], ["B-GPE", "O", "B-ORG", "I-ORG", "I-ORG"], ["O", "O", "B-GPE"]]


@pytest.fixture(scope="module")
def table():
    return np.asarray(transitions(SEEN, LABELS), np.float32)


@pytest.mark.parametrize(("before", "after"), [("O", "I-ORG"), ("B-GPE", "I-ORG"), ("I-ORG", "I-GPE")])
def test_a_name_does_not_go_on_from_another_kind(table, before, after):
    assert table[LABELS.index(before), LABELS.index(after)] == np.float32(NEVER)


def test_no_text_starts_within_a_name(table):
    assert table[-1, LABELS.index("I-ORG")] == np.float32(NEVER)


def test_what_is_seen_together_gains(table):
    assert table[LABELS.index("B-ORG"), LABELS.index("I-ORG")] > 0


def test_the_best_sequence_is_not_the_best_of_each(table):
    scores = np.zeros((3, len(LABELS)), np.float32)
    scores[0, LABELS.index("B-ORG")] = 3
    scores[1, LABELS.index("I-GPE")] = 3  # the best label alone, but none that may stand here
    scores[1, LABELS.index("I-ORG")] = 2.5
    scores[2, 0] = 20
    assert [LABELS[i] for i in best_labels(scores, table)] == ["B-ORG", "I-ORG", "O"]


def test_words_that_are_surely_no_names_are_left_alone(table):
    scores = np.zeros((4, len(LABELS)), np.float32)
    scores[:, 0] = 20
    assert best_labels(scores, table).tolist() == [0, 0, 0, 0]
