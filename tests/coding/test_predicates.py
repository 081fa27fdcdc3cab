"""The same roles for active, passive, nominal, light-verb, controlled, relative and coordinated clauses."""

import pytest

import trees
from dragoman.coding.predicates import find_predicate

LIGHT_WORDS = {
    "verbs": frozenset({"pay", "impose"}),
    "prepositional": frozenset({"engage_in"}),
    "reversed": frozenset({"suffer"}),
    "future": frozenset(),
    "occasions": frozenset({"call"}),
    "occasion_cases": frozenset({"during"}),
}

CASES = [
    (trees.ACTIVE, "attacked", {"subj": ["Russia"], "obj": ["Ukraine"], "in": ["February"]}),
    (trees.PASSIVE, "attacked", {"subj": ["Russia"], "obj": ["Ukraine"]}),
    (trees.NOMINAL, "invasion", {"subj": ["Russia"], "obj": ["Ukraine"], "of": ["Ukraine"], "poss": ["Russia"]}),
    (trees.LIGHT, "visit", {"subj": ["Xi"], "to": ["France"]}),
    (trees.CONTROL, "use", {"subj": ["Russia"], "obj": ["bases"]}),
    (trees.CONTROL, "allowed", {"subj": ["Belarus"], "obj": ["Russia"], "comp": ["use"]}),
    (trees.RELATIVE, "attacked", {"subj": ["troops"], "obj": ["Goma"]}),
    (trees.COORDINATED, "arrested", {"subj": ["Police"], "obj": ["activists"]}),
    (trees.COORDINATED, "deported", {"subj": ["Police"], "obj": ["activists"]}),
    (trees.PARTICIPLE, "sanctions", {"subj": ["Canada"], "on": ["Iran"]}),
]


@pytest.mark.parametrize(("lines", "trigger", "roles"), CASES)
def test_roles(lines, trigger, roles):
    doc = trees.tree(lines)
    token = next(t for t in doc if t.text == trigger)
    predicate = find_predicate(token, LIGHT_WORDS, lambda _: False)
    assert {role: [t.text for t in predicate.roles.get(role)] for role in roles} == roles


@pytest.mark.parametrize(
    ("lines", "trigger", "passive"),
    [(trees.ACTIVE, "attacked", False), (trees.PASSIVE, "attacked", True), (trees.PARTICIPLE, "imposed", True)],
)
def test_voice(lines, trigger, passive):
    token = next(t for t in trees.tree(lines) if t.text == trigger)
    assert find_predicate(token, LIGHT_WORDS, lambda _: False).passive is passive


def test_a_light_verb_carries_its_noun():
    doc = trees.tree(trees.LIGHT)
    assert find_predicate(doc[3], LIGHT_WORDS, lambda _: False).carrier.text == "paid"


def test_a_demonym_before_a_noun_acts():
    doc = trees.tree(
        """
        Russian  Russian  ADJ  JJ 2 amod
        invasion invasion NOUN NN 0 root
        """
    )
    assert [t.text for t in find_predicate(doc[1], LIGHT_WORDS, lambda t: t.i == 0).roles.get("subj")] == ["Russian"]


def test_a_particle_is_part_of_the_word():
    doc = trees.tree(
        """
        Iran  Iran PROPN NNP 2 nsubj
        pulled pull VERB VBD 0 root
        out   out  ADP  RP  2 compound:prt
        """
    )
    assert find_predicate(doc[1], LIGHT_WORDS, lambda _: False).words == ("pull_out", "pull")


def test_function_words_are_no_predicates():
    doc = trees.tree(trees.PASSIVE)
    assert find_predicate(doc[1], LIGHT_WORDS, lambda _: False) is None


def test_an_occasion_has_the_parties_of_its_clause():
    doc = trees.tree(
        """
        Qin    Qin    PROPN NNP 2 nsubj
        told   tell   VERB  VBD 0 root
        Lavrov Lavrov PROPN NNP 2 obj
        during during ADP   IN  6 case
        a      a      DET   DT  6 det
        call   call   NOUN  NN  2 obl
        """
    )
    roles = find_predicate(doc[5], LIGHT_WORDS, lambda t: t.pos_ == "PROPN").roles
    assert [roles.get("subj")[0].text, roles.get("with")[0].text] == ["Qin", "Lavrov"]
