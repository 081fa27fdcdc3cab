"""The small parts of the reader: trees, lemma rules, word pieces, word shapes."""

from itertools import product

import numpy as np
import pytest

from dragoman.language.arborescence import best_tree
from dragoman.language.lemma_rules import Rules, rule_for
from dragoman.language.wordpieces import MOST_PIECES, SHAPES, Pieces, shape, suffix


def is_tree(heads, root):
    for i in range(len(heads)):
        seen, node = set(), i
        while node != root:
            if node in seen:
                return False
            seen.add(node)
            node = heads[node]
    return True


def total(arcs, heads, root):
    return sum(arcs[i, head] for i, head in enumerate(heads) if i != root)


@pytest.mark.parametrize("seed", range(40))
def test_no_tree_with_the_same_root_scores_higher(seed):
    chance = np.random.default_rng(seed)
    n = int(chance.integers(2, 6))
    arcs, roots = chance.normal(size=(n, n)).astype("f"), chance.normal(size=n).astype("f")
    found = best_tree(arcs, roots)
    [root] = [i for i, head in enumerate(found) if head == i]
    options = [[j for j in range(n) if j != i] if i != root else [root] for i in range(n)]
    best = max(total(arcs, heads, root) for heads in product(*options) if is_tree(heads, root))
    assert is_tree(found, root)
    assert total(arcs, found, root) == pytest.approx(best, abs=1e-5)


def test_a_single_word_is_its_own_root():
    assert best_tree(np.zeros((1, 1), "f"), np.zeros(1, "f")) == [0]


def apply_rule(form, rule):
    return Rules([rule]).apply(0, form)


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("visited", "visit"),
        ("studied", "study"),
        ("went", "go"),
        ("was", "be"),
        ("Beijing", "Beijing"),
        ("BEIJING", "Beijing"),
        ("Americans", "American"),
        ("The", "the"),
        ("n't", "not"),
        ("|", "|"),
        ("better", "good"),
        ("U.S.", "U.S."),
    ],
)
def test_a_rule_gives_back_its_lemma(form, lemma):
    assert apply_rule(form, rule_for(form, lemma)) == lemma


@pytest.mark.parametrize(
    ("learned", "form", "lemma"),
    [
        (("studied", "study"), "carried", "carry"),
        (("visited", "visit"), "Shelled", "shell"),
        (("BEIJING", "Beijing"), "KYIV", "Kyiv"),
        (("studied", "study"), "shelled", None),
        (("went", "go"), "sent", None),
        (("visited", "visit"), "ed", None),
    ],
)
def test_a_rule_goes_to_the_words_that_it_fits(learned, form, lemma):
    assert apply_rule(form, rule_for(*learned)) == lemma


PIECES = ["[UNK]", "luka", "##shen", "##ko", "erdogan", "u", ".", "s", "-", "visit", "##ed", "“"]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("Lukashenko", ["luka", "##shen", "##ko"]),
        ("ERDOĞAN", ["erdogan"]),
        ("U.S.", ["u", ".", "s", "."]),
        ("visited-", ["visit", "##ed", "-"]),
        ("“", ["“"]),
        ("لبنان", ["[UNK]"]),
        ("visitor", ["visit", "[UNK]"]),
        ("\u0301", ["[UNK]"]),
    ],
)
def test_words_are_cut_into_the_longest_pieces(word, pieces):
    assert [PIECES[i] for i in Pieces(PIECES)(word)] == pieces


def test_a_word_has_a_few_pieces_at_most():
    assert len(Pieces(PIECES)("." * 50_000)) == MOST_PIECES


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("said", "lower"),
        ("Macron", "title"),
        ("NATO", "upper"),
        ("A", "initial"),
        ("McDonald", "mixed"),
        ("2023", "number"),
        ("1,200", "number"),
        ("MH17", "alphanumeric"),
        ("—", "mark"),
        ("U.S.", "upper"),
        ("n't", "other"),
    ],
)
def test_shapes(word, name):
    assert SHAPES[shape(word)] == name


def test_an_ending_has_its_bucket_whatever_its_case():
    assert suffix("Shelled") == suffix("LED") != suffix("shelling")
