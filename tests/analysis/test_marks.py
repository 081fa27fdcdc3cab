"""What is marked in counts, and what is not."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.analysis.marks import chance, marks

STEADY = [4, 5, 3, 4, 6, 4, 5, 3, 4, 5, 4, 4]
CASES = {
    "a steady level": ([*STEADY, *STEADY], []),
    "a new level": ([*STEADY, 21, 24, 22, 23, 25, 22, 24, 23], ["change 12", "unusual 12"]),
    "one month alone": ([*STEADY, 19, *STEADY[:6]], ["unusual 12"]),
    "a silent month after many": ([40, 42, 38, 41, 40, 39, 43, 40, 41, 40, 39, 42, 0, 40, 41, 42, 40], ["unusual 12"]),
}


@pytest.mark.parametrize(("counts", "expected"), CASES.values(), ids=CASES)
def test_what_stands_out_is_marked(counts, expected):
    found, why_none = marks(counts, "month")
    kinds = [f"{mark.kind} {mark.at}" for mark in found]
    assert (kinds, why_none) == (expected, None)


def test_a_mark_gives_its_reason_with_what_was_expected():
    [change, unusual, *_] = marks([*STEADY, 21, 24, 22, 23, 25, 22, 24, 23], "month")[0]
    assert change.reason == "the level changes from 4.2 to 23.0 a month"
    assert unusual.expected == pytest.approx(sum(STEADY) / 12)
    assert unusual.p is not None
    assert unusual.p < 1e-6
    assert unusual.reason.startswith("21 where the 12 months before had 4.2 on average; p = ")


SHORT = {
    "too few periods": ([5] * 11, "11 months are too few"),
    "too few units": ([0] * 30 + [5], "5 in all are too few"),
    "no period": ([], "0 months are too few"),
    "one period": ([5], "1 month is too few"),
    "one unit": ([0] * 30 + [1], "1 in all is too few"),
}


@pytest.mark.parametrize(("counts", "why"), SHORT.values(), ids=SHORT)
def test_a_short_or_empty_series_has_no_marks_and_says_why(counts, why):
    found, why_none = marks(counts, "month")
    assert found == ()
    assert why in why_none


def test_the_chance_of_a_count_after_silence_is_that_of_the_negative_binomial():
    # Twelve empty periods before: size 1/2, p 12/13, so no event has the chance (12/13) ** 0.5.
    assert chance(1, [0] * 12) == pytest.approx(1 - (12 / 13) ** 0.5)


def test_few_ordinary_series_have_a_mark():
    drawn = np.random.default_rng(9).poisson(6, (200, 60))
    marked = sum(bool(marks([int(n) for n in row], "month")[0]) for row in drawn)
    assert marked <= 30
