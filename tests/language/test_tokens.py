"""The objects that the rooms read say what spaCy says of the same parse."""

from itertools import pairwise

import pytest
from spacy.tokens import Doc as SpacyDoc

from dragoman.language import Doc
from trees import BLANK, CONTROL, COORDINATED, PARTICIPLE, PASSIVE, RELATIVE, VOCAB, parsed, plain

# "saw" and "yesterday" cross the arc from "man" to "who": what hangs on a word need not stand beside it
CROSSING = """
She       she       PRON  PRP 2 nsubj
saw       see       VERB  VBD 0 root
a         a         DET   DT  4 det
man       man       NOUN  NN  2 obj
yesterday yesterday NOUN  NN  2 obl
who       who       PRON  WP  7 nsubj
sang      sing      VERB  VBD 4 acl:relcl
.         .         PUNCT .   2 punct
"""
TREES = [PASSIVE, CONTROL, RELATIVE, COORDINATED, PARTICIPLE, CROSSING]
ONES = (
    "text", "lower_", "lemma_", "tag_", "pos_", "dep_", "i", "idx", "whitespace_", "ent_type_", "ent_iob_", "is_alpha",
    "is_punct", "is_space", "is_title", "is_upper", "like_num",
)  # fmt: skip


@pytest.mark.parametrize("lines", TREES)
def test_every_token_is_as_spacy_has_it(lines):
    theirs = parsed(lines)
    for token, other in zip(Doc(theirs), theirs, strict=True):
        assert [getattr(token, name) for name in ONES] == [getattr(other, name) for name in ONES]
        assert token.head.i == other.head.i
        for name in ("children", "lefts", "rights", "subtree", "ancestors"):
            assert [t.i for t in getattr(token, name)] == [t.i for t in getattr(other, name)], name
        assert (token.left_edge.i, token.right_edge.i) == (other.left_edge.i, other.right_edge.i)
        assert (token.sent.start, token.sent.end) == (other.sent.start, other.sent.end)


@pytest.mark.parametrize("lines", TREES)
def test_every_span_is_as_spacy_has_it(lines):
    theirs = parsed(lines)
    doc = Doc(theirs)
    for start in range(len(doc)):
        for end in range(start + 1, len(doc) + 1):
            span, other = doc[start:end], theirs[start:end]
            assert (span.text, span.root.i, span.start_char, span.end_char, len(span)) == (
                other.text, other.root.i, other.start_char, other.end_char, len(other)
            )  # fmt: skip
            assert [t.i for t in span] == [t.i for t in other]
            assert [t.i for t in reversed(span)] == [t.i for t in reversed(list(other))]
            assert (span[-1].i, span[:1].text, span[1:].text) == (other[-1].i, other[:1].text, other[1:].text)


@pytest.mark.parametrize("text", ["One  two. Three's\n\nfour", "A", " a b ", "naïve café — 12 km²"])
def test_stretches_of_characters_touch_the_same_tokens(text):
    doc, theirs = plain(text), BLANK(text)
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            span, other = doc.char_span(start, end), theirs.char_span(start, end, alignment_mode="expand")
            assert (span and (span.start, span.end)) == ((other or None) and (other.start, other.end)), (start, end)
    assert doc.char_span(0, len(text) + 1) is None


def test_sentences_and_names():
    words, starts = ["He", "left", ".", "Putin", "stayed"], [True, False, False, True, False]
    theirs = SpacyDoc(VOCAB, words=words, sent_starts=starts, ents=["O", "O", "O", "B-PERSON", "O"])
    doc = Doc(theirs, unparsed=[(0, 3)])
    assert [s.text for s in doc.sents] == ["He left .", "Putin stayed"]
    assert [(e.text, e.label_) for e in doc.ents] == [("Putin", "PERSON")]
    assert doc.unparsed == ((0, 3),)
    assert (doc.has_annotation("SENT_START"), doc.has_annotation("DEP")) == (True, False)


def test_an_empty_text_has_nothing():
    doc = plain("")
    assert (len(doc), doc.sents, doc.ents, doc.text) == (0, [], [], "")
    assert doc.char_span(0, 1) is None


def test_there_is_no_token_beyond_the_text():
    doc = plain("One two")
    assert all(one.nbor() is other for one, other in pairwise(doc))
    with pytest.raises(IndexError):
        doc[1].nbor()
    with pytest.raises(IndexError):
        doc[0].nbor(-1)
