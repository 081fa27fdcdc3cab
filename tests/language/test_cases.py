"""The robustness cases: how they are read, what is refused, and what counts as right."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from cases import CaseError, read_cases, score_cases

GOOD = """[[case]]
text = "Iran met Iran-backed men."
arcs = ["Iran nsubj met", "met ROOT", "men obj met", "Iran#2 obl backed"]
pos = ["met VERB"]
names = ["Iran GPE"]
"""


@pytest.fixture
def read(tmp_path):
    def read_text(text):
        path = tmp_path / "form.toml"
        path.write_text(text, encoding="utf8")
        return read_cases(path)

    return read_text


def pipeline(doc):
    """A pipeline that gives the same document whatever it is asked."""

    class Fixed:
        def pipe(self, texts):
            return (doc for _ in texts)

    return Fixed()


def parsed(words, spaces, *, starts=(0,)):
    """ "Iran met Iran-backed men." as somebody tokenized it, everything hanging on the second word."""
    count = len(words)
    deps = ["nsubj", "ROOT", *["dep"] * (count - 3), "punct"]
    doc = Doc(
        spacy.blank("en").vocab,
        words,
        spaces,
        heads=[1] * count,
        deps=deps,
        pos=["PROPN", "VERB", *["NOUN"] * (count - 2)],
        sent_starts=[i in starts for i in range(count)],
    )
    doc.ents = [Span(doc, 0, 1, label="GPE")]
    return doc


def test_words_and_names_are_found_at_their_places(read):
    (case,) = read(GOOD)
    assert [arc.word for arc in case.arcs] == [(0, 4), (5, 8), (21, 24), (9, 13)]
    assert [arc.head for arc in case.arcs] == [(5, 8), None, (5, 8), (14, 20)]
    assert case.names == {((0, 4), "GPE"), ((9, 13), "GPE")}
    assert case.sentences == 1


def test_zero_sentences_are_not_asserted(read):
    assert read(GOOD + "sentences = 0")[0].sentences is None


def test_of_two_names_in_one_place_the_longer_stands(read):
    text = '[[case]]\ntext = "New Iran and Iran."\narcs = []\npos = []\nnames = ["Iran GPE", "New Iran ORG"]'
    assert read(text)[0].names == {((0, 8), "ORG"), ((13, 17), "GPE")}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("men obj met", "women obj met", r"form\.toml, case 1: no word 'women'"),
        ("Iran#2 obl", "Iran#3 obl", "no word 'Iran#3'"),
        ("men obj met", "men met", "'men met' has not 3 parts"),
        ("Iran GPE", "Iraq GPE", "no name 'Iraq'"),
        ("Iran GPE", "Iran LAND", "'Iran LAND' does not end in one of GPE"),
        ('pos = ["met VERB"]\n', "", "pos missing"),
        ("pos =", "tags = []\npos =", "unknown key tags"),
    ],
)
def test_a_case_that_breaks_the_format_is_refused(read, old, new, message):
    with pytest.raises(CaseError, match=message):
        read(GOOD.replace(old, new))


def test_what_stands_is_right_and_what_does_not_is_wrong(read):
    doc = parsed(["Iran", "met", "Iran", "-", "backed", "men", "."], [True, True, False, False, True, False, False])
    scores = score_cases(pipeline(doc), read(GOOD))
    assert {name: tallies[0] for name, tallies in scores.items()} == {
        "arcs": (4, 4, 2),
        "pos": (1, 1, 1),
        "names": (2, 1, 1),
        "sentences": (1, 1, 1),
    }


def test_a_word_counts_where_a_longer_token_covers_it(read):
    doc = parsed(["Iran", "met", "Iran-backed", "men", "."], [True, True, True, False, False])
    text = GOOD.replace("Iran#2 obl backed", "backed dep met")
    assert score_cases(pipeline(doc), read(text))["arcs"][0] == (4, 4, 3)


def test_a_measure_of_which_nothing_is_asserted_is_left_out(read):
    doc = parsed(["Iran", "met", "Iran-backed", "men", "."], [True, True, True, False, False])
    assert "sentences" not in score_cases(pipeline(doc), read(GOOD + "sentences = 0"))
