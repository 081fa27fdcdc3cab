"""Where sentences break around quotation marks, and lemmas that the words settle."""

import pytest

from dragoman.language import load, parse, sentences


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ('"We have won," Mrs Tembo said. The crowd sang.', ['"We', "The"]),
        ('The minister called it "a misguided plan." Unions in Lusaka agreed with him.', ["The", "Unions"]),
        ("“We will not go,” Kaunda said.", ["“We"]),
        ("Zambia agreed on Monday. “At the invitation of Chad we shall go,” it said.", ["Zambia", "“At"]),
    ],
)
def test_a_comma_before_the_mark_goes_on_and_a_full_stop_ends(text, starts):
    found = [sentence.text.split()[0] for sentence in sentences(parse(load(), text))]
    assert found == starts


@pytest.mark.parametrize(
    ("text", "word", "lemma"),
    [
        ("The rebels stole two lorries.", "stole", "steal"),
        ("Thousands have fled the town.", "fled", "flee"),
        ("Soldiers fought the rebels.", "fought", "fight"),
    ],
)
def test_irregular_verbs_and_known_words(text, word, lemma):
    assert [t.lemma_ for t in parse(load(), text) if t.text == word] == [lemma]
