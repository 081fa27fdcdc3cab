"""The sentences around the words of an event."""

import pytest

from dragoman.workbench.looking.passages import sentence_at

TEXT = 'Rangers left. "They fired," he said. Nobody fell.\n\nTwo came.'
CASES = {
    "the first": ("Rangers", "Rangers left."),
    "the middle of one": ("left", "Rangers left."),
    "one that begins with a quotation mark": ('"They', '"They fired," he said.'),
    "the word after the mark": ("They", '"They fired," he said.'),
    "one whose first letter is asked for": ("Nobody", "Nobody fell."),
    "one after a blank line": ("Two", "Two came."),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_place_is_in_one_sentence(case):
    word, sentence = case
    assert TEXT[slice(*sentence_at(TEXT, TEXT.index(word)))] == sentence
