"""A predicate is made once for each word that may be a trigger, and for no other word."""

from types import SimpleNamespace

import pytest

from dragoman.codebook import load_codebook
from dragoman.coding import match
from dragoman.coding.match import known_predicate


@pytest.fixture
def made(monkeypatch):
    """The lemmas of the words that a predicate was made of."""
    lemmas = []
    monkeypatch.setattr(match, "find_predicate", lambda token, *_: lemmas.append(token.lemma_) or token.lemma_)
    return lemmas


def scene():
    return SimpleNamespace(codebook=load_codebook(), is_party=lambda token: False, predicates={})


def word(lemma, i=0):
    return SimpleNamespace(lemma_=lemma, i=i, pos_="VERB", dep_="ROOT")


def test_a_predicate_is_made_once(made):
    here = scene()
    assert [known_predicate(word("attack"), here) for _ in range(3)] == ["attack"] * 3
    assert made == ["attack"]


@pytest.mark.parametrize("lemma", ["attack", "test", "talk", "cave", "rubber-stamp"])
def test_what_begins_or_ends_a_trigger_is_looked_at(lemma, made):
    assert known_predicate(word(lemma), scene()) == lemma


@pytest.mark.parametrize("lemma", ["according_to", "pilgrim", "zebra"])
def test_triggers_are_few_beside_the_words_that_patterns_ask_for(lemma):
    assert lemma not in load_codebook().triggers


def test_a_word_that_patterns_only_ask_for_is_not_looked_at(made):
    codebook = load_codebook()
    asked_for = next(
        w for w in sorted(codebook.vocabulary - codebook.triggers) if f"{w}s" not in codebook.triggers and "_" not in w
    )
    assert known_predicate(word(asked_for), scene()) is None
    assert made == []


def test_every_key_of_the_lexicon_is_a_trigger():
    codebook = load_codebook()
    assert {key for key, _ in (*codebook.lexicon, *codebook.ties)} <= codebook.triggers < codebook.vocabulary
