"""Intervals: whole units drawn again, the same each time, for every figure."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.evaluation.bootstrap import interval, resampled


def test_a_draw_has_as_many_units_as_there_are():
    drawn = resampled([[1, 10], [1, 20], [1, 30]], samples=500)
    assert drawn.shape == (500, 2)
    assert set(drawn[:, 0]) == {3}
    assert {drawn[:, 1].min(), drawn[:, 1].max()} == {30, 90}
    assert drawn[:, 1].mean() == pytest.approx(60, abs=1.5)


def test_the_same_counts_give_the_same_draws_in_blocks_of_any_length():
    rows = [[1], [2], [4]]
    assert (resampled(rows, samples=250)[:40] == resampled(rows, samples=40)).all()


def test_nothing_has_no_draws():
    with pytest.raises(ValueError, match="at least one"):
        resampled([])


def test_the_interval_is_the_middle_95_percent_of_what_is_told():
    assert interval(np.arange(1001.0)) == pytest.approx((25, 975))
    assert interval(np.array([np.nan, 0.5, np.nan])) == (0.5, 0.5)
    assert interval(np.array([np.nan])) is None


def relations(right, wrong):
    gold = [{"id": number, "root": "AID"} for number in range(right + wrong)]
    pred = [{"id": number, "type": "AID" if number < right else None} for number in range(right + wrong)]
    return gold, pred


def test_the_interval_of_a_share_is_that_of_the_binomial(evaluated):
    figure = evaluated("relations", *relations(80, 20)).figures["answered"]["share"]
    assert figure.value == 0.8
    assert (figure.low, figure.high) == pytest.approx((0.72, 0.88), abs=0.011)  # 0.8 -+ 1.96 sqrt(0.8 * 0.2 / 100)


def test_the_interval_of_a_macro_f1_is_that_of_its_labels(evaluated):
    figures = evaluated("relations", *relations(80, 20)).figures
    share, macro = figures["answered"]["share"], figures["root"]["macro_f1"]
    # one label, nothing given wrong: F1 is 2 s / (1 + s), and so are the ends
    assert (macro.low, macro.high) == pytest.approx([2 * s / (1 + s) for s in (share.low, share.high)], abs=1e-4)


def test_a_label_that_a_draw_lacks_does_not_count_in_it(evaluated):
    gold = [{"id": 0, "root": "AID"}, *({"id": number, "root": "ACCUSE"} for number in range(1, 4))]
    pred = [{"id": number, "type": "ACCUSE" if number else "AID"} for number in range(4)]
    macro = evaluated("relations", gold, pred).figures["root"]["macro_f1"]
    assert (macro.value, macro.low, macro.high) == (1.0, 1.0, 1.0)


def test_more_units_give_a_narrower_interval(evaluated):
    few, many = (evaluated("relations", *relations(8 * n, 2 * n)).figures["root"]["macro_f1"] for n in (1, 10))
    assert few.value == many.value
    assert few.high - few.low > 2 * (many.high - many.low)


def test_means_over_units_have_intervals(evaluated):
    gold = {str(number): {"articleBody": "a b c d"} for number in range(10)}
    pred = [{"id": str(number), "text": "a b c d" if number < 5 else "other"} for number in range(10)]
    figures = evaluated("pages", gold, pred).figures["text"]
    for figure in figures.values():
        assert figure.value == 0.5
        assert (figure.low, figure.high) == (0.2, 0.8)


def test_one_unit_has_no_interval(evaluated):
    figures = evaluated("relations", *relations(1, 0)).figures["root"]
    assert [(figure.value, figure.low, figure.high) for figure in figures.values()] == [(1.0, None, None)]


def test_a_figure_of_which_nothing_was_asked_is_0_without_an_interval(evaluated):
    gold = {name: {"file": name, "date": None} for name in "ab"}
    figure = evaluated("dates", gold, [{"path": "a", "published": None}]).figures["right_when_given"]["share"]
    assert (figure.value, figure.low, figure.high, figure.gold) == (0.0, None, None, 0)


def test_every_figure_of_every_measure_has_its_interval(evaluated):
    span = [[0, 4]]
    gold = [{"id": n, "attributions": [{"source": span, "cue": span, "content": span}] * 2} for n in range(4)]
    pred = [{"id": n, "attributions": [{"source": span, "cue": span, "content": span}] * n} for n in range(4)]
    for figures in evaluated("sources", gold, pred).figures.values():
        assert list(figures) == ["precision", "recall", "f1"]
        for figure in figures.values():
            assert 0 <= figure.low < figure.value <= figure.high <= 1
