"""The reader as a component: every word annotated, in windows or at once, whatever it is read beside."""

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from dragoman.language.decoding import LONGEST_WINDOW
from dragoman.language.reader import FACTORY, register
from language.tiny_reader import tiny_pipeline

LONG = "The minister said that the army visited a town, and the town said x. " * 60


@pytest.fixture(scope="module")
def nlp():
    return tiny_pipeline()


def annotation(doc):
    return [(t.tag_, t.pos_, t.lemma_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_, t.is_sent_start) for t in doc]


@pytest.mark.parametrize("text", ["Visited.", "The minister said.", LONG, "x " * 2_000])
def test_every_word_has_one_head_in_its_sentence(nlp, text):
    doc = nlp(text)
    assert sum(len(sentence) for sentence in doc.sents) == len(doc)
    for sentence in doc.sents:
        assert sum(token.head == token for token in sentence) == 1
        assert all(token.head in sentence for token in sentence)


def test_an_empty_document_is_left_empty(nlp):
    assert len(nlp("")) == 0
    assert [len(doc) for doc in nlp.pipe(["", "said", ""])] == [0, 1, 0]


def test_a_document_is_read_the_same_alone_and_among_others(nlp):
    texts = ["The minister visited.", LONG, "a, b.", "", "The town said x."]
    assert [annotation(doc) for doc in nlp.pipe(texts)] == [annotation(nlp(text)) for text in texts]


def test_a_long_text_goes_on_from_the_last_sentence_of_a_window(nlp):
    doc = nlp(LONG)
    assert len(doc) > 3 * LONGEST_WINDOW
    assert max(len(sentence) for sentence in doc.sents) <= LONGEST_WINDOW


def test_no_sentence_starts_where_none_may(nlp):
    doc = nlp.make_doc("The minister said the army visited a town")
    for token in doc[1:]:
        token.is_sent_start = False
    [reader] = [part for _, part in nlp.pipeline]
    assert len(list(reader(doc).sents)) == 1


def test_the_same_from_disk(nlp, tmp_path):
    nlp.to_disk(tmp_path)
    assert annotation(spacy.load(tmp_path)(LONG)) == annotation(nlp(LONG))


def test_what_is_predicted_is_not_yet_written(nlp):
    doc = nlp.make_doc("The minister said.")
    [reader] = [part for _, part in nlp.pipeline]
    [reading] = reader.predict([doc])
    assert not doc.has_annotation("DEP")
    assert len(reading.heads) == len(doc)


def test_without_a_network_it_says_so():
    register()
    nlp = spacy.blank("en")
    nlp.add_pipe(FACTORY)
    with pytest.raises(ValueError, match="has no network"):
        nlp("said")


def test_a_name_goes_on_only_in_its_own_kind(nlp):
    [reader] = [part for _, part in nlp.pipeline]
    doc = Doc(nlp.vocab, words=["a"] * 6)
    [reading] = reader.predict([doc])
    labels = ["I-ORG", "I-ORG", "I-PERSON", "B-PERSON", "O", "I-PERSON"]
    order = ["O", "B-ORG", "I-ORG", "B-PERSON", "I-PERSON"]
    reading.names[:] = np.asarray([order.index(label) for label in labels])
    reader.set_annotations([doc], [reading])
    assert [(e.start, e.end, e.label_) for e in doc.ents] == [
        (0, 2, "ORG"),
        (2, 3, "PERSON"),
        (3, 4, "PERSON"),
        (5, 6, "PERSON"),
    ]


def test_a_lemma_that_nobody_has_seen_needs_a_rule_that_keeps_the_word():
    nlp = tiny_pipeline()
    [reader] = [part for _, part in nlp.pipeline]
    doc = Doc(nlp.vocab, words=["visited", "xxxed"])
    [reading] = reader.predict([doc])
    reading.lemmas[:] = np.asarray([0.0, 1.0, 0.0])  # the rule that takes "ed" away is a little better
    reader.set_annotations([doc], [reading])
    assert [token.lemma_ for token in doc] == ["visit", "xxxed"]
