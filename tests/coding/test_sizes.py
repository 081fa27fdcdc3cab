"""Numbers in digits and words, exact or at least."""

import pytest

import trees
from dragoman.coding.sizes import count_of

CASES = [
    ("12 12 NUM CD 2 nummod\nsoldiers soldier NOUN NNS 0 root", (12, 12, True)),
    ("1,200 1,200 NUM CD 2 nummod\nmen man NOUN NNS 0 root", (1200, 1200, True)),
    ("twenty-one twenty-one NUM CD 2 nummod\ngirls girl NOUN NNS 0 root", (21, 21, True)),
    (
        "at at ADP IN 2 case\nleast least ADJ JJS 3 nmod\nfour four NUM CD 4 nummod\npeople people NOUN NNS 0 root",
        (4, None, False),
    ),
    ("dozens dozen NOUN NNS 0 root\nof of ADP IN 3 case\npeople people NOUN NNS 1 nmod", (24, None, False)),
]


@pytest.mark.parametrize(("lines", "value"), CASES, ids=range(len(CASES)))
def test_counts(lines, value):
    doc = trees.tree(lines)
    count = count_of(next(t for t in doc if t.dep_ == "ROOT"))
    assert (count.low, count.high, count.exact) == value


def test_no_number_no_count():
    doc = trees.tree("the the DET DT 2 det\nsoldiers soldier NOUN NNS 0 root")
    assert count_of(doc[1]) is None
