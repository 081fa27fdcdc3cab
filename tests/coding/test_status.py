"""Tense, modality and governing words settle whether an act is reported, future, hypothetical or negated."""

import pytest

import trees
from dragoman.codebook import load_codebook
from dragoman.coding.predicates import find_predicate
from dragoman.coding.status import status_of

WORDS = load_codebook().words


def clause(*auxiliaries: str, verb: str = "attack") -> str:
    n = len(auxiliaries) + 2
    lines = [f"Iran Iran PROPN NNP {n} nsubj"]
    for word, dep, pos in (a.split("/") for a in auxiliaries):
        lines.append(f"{word} {word} {pos} MD {n} {dep}")
    return "\n".join([*lines, f"{verb} {verb} VERB VB 0 root", f"Iraq Iraq PROPN NNP {n} obj"])


@pytest.mark.parametrize(
    ("lines", "trigger", "status"),
    [
        (clause(), "attack", "reported"),
        (clause("will/aux/AUX"), "attack", "future"),
        (clause("may/aux/AUX"), "attack", "hypothetical"),
        (clause("did/aux/AUX", "not/advmod/PART"), "attack", "negated"),
        (clause("to/mark/PART"), "attack", "future"),
        (clause("if/mark/SCONJ"), "attack", "hypothetical"),
        (
            """
            Iran    Iran    PROPN NNP 2 nsubj
            plans   plan    VERB  VBZ 0 root
            to      to      PART  TO  4 mark
            attack  attack  VERB  VB  2 xcomp
            """,
            "attack",
            "future",
        ),
        (
            """
            Iran    Iran    PROPN NNP 2 nsubj
            refused refuse  VERB  VBD 0 root
            to      to      PART  TO  4 mark
            attack  attack  VERB  VB  2 xcomp
            """,
            "attack",
            "negated",
        ),
        (
            """
            Iran    Iran    PROPN NNP 2 nsubj
            said    say     VERB  VBD 0 root
            it      it      PRON  PRP 5 nsubj
            would   would   AUX   MD  5 aux
            attack  attack  VERB  VB  2 ccomp
            """,
            "attack",
            "future",
        ),
        (
            """
            a       a       DET  DT 3 det
            planned planned ADJ  JJ 3 amod
            visit   visit   NOUN NN 0 root
            """,
            "visit",
            "future",
        ),
        (
            """
            It      it      PRON PRP 2 nsubj
            prevented prevent VERB VBD 0 root
            an      an      DET  DT  4 det
            attack  attack  NOUN NN  2 obj
            """,
            "attack",
            "hypothetical",
        ),
    ],
)
def test_status(lines, trigger, status):
    token = next(t for t in trees.tree(lines) if t.text == trigger)
    assert status_of(find_predicate(token, WORDS["light"], lambda _: False), WORDS) == status
