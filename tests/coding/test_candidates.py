"""Verbs between two parties that no rule reads are found; verbs that only report, or carry what is read, are not."""

import pytest

from dragoman.coding import Marked
from dragoman.coding.candidates import find_candidates
from dragoman.pipeline import Coder

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def coder():
    return Coder(rules_only=True)


def _found(coder, text, read=()):
    [scene] = coder.scenes([Marked(text, None, None)])
    tokens = {t.i for t in scene.doc if t.text in read}
    return [
        (c.predicate.trigger.text, [p.country for p in c.actors], [p.country for p in c.recipients])
        for c in find_candidates(scene, tokens)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kenya outfoxed Uganda.", [("outfoxed", ["KEN"], ["UGA"])]),
        ("Uganda was outfoxed by Kenya.", [("outfoxed", ["KEN"], ["UGA"])]),
        ("Kenya fawned on Uganda.", [("fawned", ["KEN"], ["UGA"])]),
        ("Kenya outfoxed everybody.", []),
        ("Kenya told Uganda that the rain had come.", []),
    ],
)
def test_verbs_between_two_parties(coder, text, found):
    assert _found(coder, text) == found


def test_what_is_read_is_no_candidate(coder):
    assert _found(coder, "Kenya outfoxed Uganda.", read={"outfoxed"}) == []


def test_a_verb_that_carries_a_word_that_is_read_is_no_candidate(coder):
    assert _found(coder, "Kenya dealt Uganda a blow.") != []
    assert _found(coder, "Kenya dealt Uganda a blow.", read={"blow"}) == []
