"""Parsing keeps every offset, whatever white space, length or characters the text has."""

import time

import pytest

from dragoman.errors import ModelError
from dragoman.language import load, parse, parse_many, sentences

TEXTS = [
    "",
    " ",
    "\n\n",
    "One sentence.",
    "A headline without a stop\n\nFirst paragraph.  Two blanks here.\n\n\nSecond one.\n",
    "A line that is\nwrapped goes on. Next.",
    "Tabs\tand\u00a0no-break spaces\u2003too.",
    "Control \x00\x07 characters \x1b[0m here.",
    "Emoji 🚀 and family 👨‍👩‍👧 said yes.",
    "نص عربي مع English words.",
    "“Curly ‘nested’ quotes,” she said.",
    "x" * 30_000,
]


@pytest.fixture(scope="module")
def nlp():
    return load()


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_the_document_is_the_text(nlp, text):
    doc = parse(nlp, text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


def test_many_are_parsed_in_order(nlp):
    assert [doc.text for doc in parse_many(nlp, TEXTS, batch=3)] == TEXTS


def test_no_sentence_crosses_a_paragraph(nlp):
    doc = parse(nlp, "Minister visits Rome\n\nShe met the mayor. They talked.")
    assert [s.text.strip() for s in sentences(doc)] == ["Minister visits Rome", "She met the mayor.", "They talked."]


def test_no_sentence_starts_behind_a_comma(nlp):
    doc = parse(nlp, "It will oppose attempts to impose sanctions on the country, Smith told Jones.")
    assert len(sentences(doc)) == 1


def test_a_sentence_of_a_hundred_thousand_characters_is_parsed_in_pieces(nlp):
    text = "the minister said that " * 4_500
    start = time.perf_counter()
    assert parse(nlp, text).text == text
    assert time.perf_counter() - start < 60


def test_a_pipeline_with_other_labels_is_refused(tmp_path):
    import spacy

    other = spacy.blank("en")
    parser = other.add_pipe("parser")
    for label in ("nsubj", "dobj", "pobj", "prep"):
        parser.add_label(label)
    other.initialize()
    other.to_disk(tmp_path)
    with pytest.raises(ModelError, match="does not use Universal Dependencies"):
        load(str(tmp_path))


def test_a_missing_pipeline_is_named():
    with pytest.raises(ModelError, match="'no_such_model'"):
        load("no_such_model")


@pytest.mark.parametrize("gap", ["  ", "\u200b ", " \x07 "])
def test_a_name_goes_on_behind_what_is_hidden(nlp, gap):
    doc = parse(nlp, f"Russian President Vladimir{gap}Putin met Emmanuel Macron in Paris.")
    assert f"Vladimir{gap}Putin" in {entity.text for entity in doc.ents}
