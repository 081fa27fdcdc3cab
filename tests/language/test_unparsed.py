"""Stretches without a parse: words and offsets stay, nothing changes elsewhere, names in them are found."""

import pytest

from dragoman.language import load, parse, sentences
from dragoman.times import find_moments

TEXT = (
    "Kenya attacks a village\n\nOrlinski met the envoys in Nairobi.\n\n"
    "The rain fell. On 3 May 2011 Pavel Orlinski and a friend\u200b walked home.  It was dark 🚀 then.\n\n"
    "They agreed on a truce."
)
LEFT_OUT = "The rain fell."


def skip(blocks):
    return [i for i, block in enumerate(blocks) if block.startswith(LEFT_OUT)]


@pytest.fixture(scope="module")
def nlp():
    return load()


@pytest.fixture(scope="module")
def doc(nlp):
    return parse(nlp, TEXT, skip=skip)


def test_text_and_offsets_stay(doc):
    assert doc.text == TEXT
    assert all(TEXT[token.idx : token.idx + len(token)] == token.text for token in doc)


def test_what_was_left_out_is_told(nlp, doc):
    [(start, end)] = doc.unparsed
    assert doc[start:end].text.startswith(LEFT_OUT)
    assert doc[start:end].text.endswith("then.")
    assert parse(nlp, TEXT).unparsed == ()


def test_the_parse_of_the_rest_is_the_same(nlp, doc):
    [(start, end)] = doc.unparsed
    whole, part = ([(t.tag_, t.dep_, t.head.i, t.lemma_) for t in d] for d in (parse(nlp, TEXT), doc))
    assert part[:start] == whole[:start]
    assert part[end:] == whole[end:]


def test_sentences_are_told_cheaply(doc):
    found = [sentence.text.strip() for sentence in sentences(doc)]
    assert LEFT_OUT in found
    assert "It was dark 🚀 then." in found


def test_no_token_has_a_tag_but_names_and_white_space(doc):
    [(start, end)] = doc.unparsed
    assert {token.tag_ for token in doc[start:end]} == {"", "NNP", "_SP"}


def test_a_name_that_the_parsed_text_knows_is_found_in_full(doc):
    [(start, end)] = doc.unparsed
    assert [ent.text for ent in doc.ents if start <= ent.start < end] == ["Pavel Orlinski"]


def test_expressions_of_time_are_found(doc):
    assert [(m.start, m.text) for m in find_moments(doc, None).moments] == [("2011-05-03", "3 May 2011")]


def test_a_text_of_which_nothing_is_parsed(nlp):
    doc = parse(nlp, TEXT, skip=lambda blocks: range(len(blocks)))
    assert doc.text == TEXT
    assert doc.ents == []
