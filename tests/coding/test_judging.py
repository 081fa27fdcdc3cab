"""What the learned scorers may do to the acts of a report, with scorers that say what the test wants."""

from types import SimpleNamespace

import numpy as np
import pytest

from dragoman.codebook import NONE
from dragoman.codebook.entries import QUADS
from dragoman.coding import Judges, Marked, load_weigher
from dragoman.coding.coder import begun, ended
from dragoman.language import load
from dragoman.language.load import model_name
from dragoman.pipeline import Coder

pytestmark = pytest.mark.model
TYPES = [*QUADS, NONE]


class Weigher:
    """Gives every act the same chances: what is left goes to the first type that is not named."""

    def __init__(self, **chances):
        self.settings = SimpleNamespace(types=TYPES)
        self._row = np.asarray([chances.get(name, 0.0) for name in TYPES])

    def chances(self, vectors):
        return np.stack([self._row for _ in vectors])


class Scorer:
    """Says the same type of every sentence, as surely as it is told to, and keeps what it was asked."""

    def __init__(self, type_, score=20.0):
        self.settings = SimpleNamespace(
            types=TYPES, temperature=1.0, rule_weight=lambda _: 3.0, mode=lambda type_, codes: None
        )
        self.asked = []
        self._row = np.asarray([score * (name == type_) for name in TYPES])

    def scores(self, sentences):
        self.asked += sentences
        return np.stack([self._row] * len(sentences)) if sentences else np.empty((0, len(TYPES))), [None] * len(
            sentences
        )


@pytest.fixture(scope="module")
def coder():
    return Coder(rules_only=True)


def _coded(coder, text, weigher, scorer):
    [scene] = coder.scenes([Marked(text, None, None)])
    return _decided(scene, Judges(weigher, lambda: scorer))


def _decided(scene, judges=None):
    start = begun(scene, judges)
    return ended(start, judges and judges.scores([start.questions])[0], scene, judges)


def _types(coded):
    return [(event.type, event.why) for event in coded.events]


def test_an_act_that_nobody_doubts_is_left_alone(coder):
    scorer = Scorer("AID")
    coded = _coded(coder, "Kenya attacked Uganda.", Weigher(ASSAULT=0.9), scorer)
    assert [type_ for type_, _ in _types(coded)] == ["ASSAULT"]
    assert scorer.asked == []


def test_a_doubted_act_gets_the_type_that_the_scorer_is_sure_of(coder):
    scorer = Scorer("ACCUSE")
    coded = _coded(coder, "Kenya attacked Uganda.", Weigher(ACCUSE=0.9), scorer)
    assert _types(coded) == [("ACCUSE", "scorer")]
    assert [(m.text[slice(*m.source)], m.text[slice(*m.target)]) for m in scorer.asked] == [("Kenya", "Uganda")]
    assert [seen.outcome for seen in coded.trace] == ["coded"]
    assert "not ASSAULT by assault-attack" in coded.trace[0].detail


def test_a_scorer_that_is_not_sure_abstains(coder):
    coded = _coded(coder, "Kenya attacked Uganda.", Weigher(ACCUSE=0.9), Scorer("ACCUSE", score=4.0))
    assert [type_ for type_, _ in _types(coded)] == ["ASSAULT"]


def test_an_act_that_the_scorer_sees_nothing_in_goes_and_leaves_a_trace(coder):
    coded = _coded(coder, "Kenya attacked Uganda.", Weigher(NONE=0.9), Scorer(NONE))
    assert coded.events == ()
    assert [(seen.token.text, seen.outcome) for seen in coded.trace] == [("attacked", "doubted")]


def test_a_verb_without_a_rule_is_read_where_the_scorer_is_sure(coder):
    text = "Kenya outfoxed Uganda."
    assert _types(_coded(coder, text, Weigher(COERCE=0.9), Scorer("COERCE"))) == [("COERCE", "scorer")]
    assert _types(_coded(coder, text, Weigher(COERCE=0.9), Scorer("COERCE", score=2.0))) == []
    assert _types(_coded(coder, text, Weigher(COERCE=0.9), Scorer(NONE))) == []


def test_a_verb_that_the_weigher_sees_nothing_in_is_not_asked_about(coder):
    scorer = Scorer("COERCE")
    assert _coded(coder, "Kenya outfoxed Uganda.", Weigher(NONE=0.9), scorer).events == ()
    assert scorer.asked == []


def test_the_rules_alone_decide_without_scorers(coder):
    [scene] = coder.scenes([Marked("Kenya outfoxed Uganda.", None, None)])
    assert _decided(scene).events == ()


def test_the_shipped_weigher_knows_the_vectors_of_the_shipped_language_model():
    assert load_weigher().settings.model == model_name(load())
    assert load_weigher().settings.types == TYPES


def test_the_questions_of_several_reports_are_asked_at_once_and_answered_apart():
    scorer, [one, two, three] = Scorer("AID"), [Marked(text, None, None) for text in ("One.", "Two.", "Three.")]
    loaded = []
    judges = Judges(Weigher(), lambda: loaded.append(scorer) or scorer)
    assert judges.scores([[], []]) == [None, None]
    assert loaded == []
    first, none, last = judges.scores([[one, two], [], [three]])
    assert scorer.asked == [one, two, three]
    assert (len(first[0]), none, len(last[0])) == (2, None, 1)
