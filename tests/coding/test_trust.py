"""The confidence of an event: between 0 and 1, from its features, by the regression that fits who was asked."""

import math

import pytest

from dragoman.coding.trust import Trust, load_trust

TRUST = Trust(with_scorers={"always": 0.0, "light": 1.0}, by_rules={"always": math.log(3.0)})


@pytest.mark.parametrize(
    ("features", "scored", "chance"),
    [({}, True, 0.5), ({"light": math.log(9.0)}, True, 0.9), ({"light": 9.0}, False, 0.75)],
)
def test_the_chance_is_that_of_the_log_odds(features, scored, chance):
    assert TRUST.of(features, scored=scored) == pytest.approx(chance)


def test_a_feature_that_was_never_seen_adds_nothing():
    assert TRUST.of({"new": 5.0}, scored=True) == 0.5


def test_the_shipped_regression_believes_what_the_scorers_believe():
    trust = load_trust()
    assert trust.of({"light": 3.0}, scored=True) > trust.of({"light": -3.0}, scored=True)
