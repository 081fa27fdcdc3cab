"""A moment belongs to the act that it hangs on."""

import pytest

import trees
from dragoman.coding.dating import governors, moment_of
from dragoman.records import Interval

SAID = """
Rome      Rome      PROPN NNP 2 nsubj
said      say       VERB  VBD 0 root
on        on        ADP   IN  4 case
Friday    Friday    PROPN NNP 2 obl
it        it        PRON  PRP 7 nsubj
had       have      AUX   VBD 7 aux
attacked  attack    VERB  VBN 2 ccomp
Tunis     Tunis     PROPN NNP 7 obj
in        in        ADP   IN  10 case
May       May       PROPN NNP 7 obl
"""


def moment(doc, word):
    token = next(t for t in doc if t.text == word)
    span = (token.idx, token.idx + len(token))
    return Interval(start="2020-05-01", end="2020-05-31", precision="day", text=word, span=span, basis="text")


@pytest.mark.parametrize(("verb", "word"), [("said", "Friday"), ("attacked", "May")])
def test_each_verb_has_its_own(verb, word):
    doc = trees.tree(SAID)
    hung = governors(doc, [moment(doc, "Friday"), moment(doc, "May")], set())
    token = next(t for t in doc if t.text == verb)
    assert moment_of([token], hung).text == word


def test_none_hangs_on_a_word_without():
    doc = trees.tree(SAID)
    assert moment_of([doc[7]], governors(doc, [moment(doc, "May")], set())) is None


BETWEEN = """
men       man       NOUN  NNS 8 nsubj:pass
held      hold      VERB  VBN 1 acl
by        by        ADP   IN  4 case
Rome      Rome      PROPN NNP 2 obl:agent
in        in        ADP   IN  6 case
May       May       PROPN NNP 8 obl
were      be        AUX   VBD 8 aux:pass
freed     free      VERB  VBN 0 root
"""


def test_a_moment_between_subject_and_verb_is_that_of_the_participle():
    doc = trees.tree(BETWEEN)
    hung = governors(doc, [moment(doc, "May")], set())
    assert moment_of([doc[1]], hung) is not None
    assert moment_of([doc[7]], hung) is None
