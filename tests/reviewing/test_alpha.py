"""Krippendorff's alpha against values computed by hand and the worked example of his paper."""

from __future__ import annotations

import pytest

from dragoman.reviewing.alpha import alpha, masi, nominal, squared

# Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", example C: four observers, twelve units.
OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
UNITS = [[value for value in unit if value is not None] for unit in zip(*OBSERVERS, strict=True)]


@pytest.mark.parametrize(("distance", "value"), [(nominal, 0.743), (squared, 0.849)])
def test_the_example_of_the_paper(distance, value):
    found = alpha(UNITS, distance)
    assert found.value == pytest.approx(value, abs=0.0005)
    assert found.units == 11


# Two people: n = 2 * units values. By hand: 1 - (n - 1) * sum(2 * d) / sum over all ordered pairs of d.
BY_HAND = {
    # 4 units, one differs: 8 values, a 5 times, b 3 times: 1 - 7 * 2 / (2 * 5 * 3)
    "two kinds": ([("a", "a"), ("a", "a"), ("b", "b"), ("a", "b")], nominal, 1 - 14 / 30),
    "they always agree": ([("a", "a"), ("b", "b")], nominal, 1.0),
    # 2 units that differ: 4 values, two of each: 1 - 3 * 4 / (2 * 2 * 2)
    "they never agree": ([("a", "b"), ("b", "a")], nominal, -0.5),
    # days 10, 10, 14, 16: d = 4 in one unit; of all pairs 2 * (16 + 36 + 16 + 36 + 4): 1 - 3 * 8 / 216
    "days": ([(10, 10), (14, 16)], squared, 1 - 24 / 216),
    # sets x, x, x, xy: xy holds x, so d = 1 - 1/2 * 2/3 = 2/3; in one unit; of all pairs 2 * 3 * 2/3: 1 - 3 * 4/3 / 4
    "sets": (
        [(frozenset("x"), frozenset("x")), (frozenset("x"), frozenset("xy"))], masi, 0.0
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BY_HAND.values(), ids=BY_HAND)
def test_values_by_hand(case):
    units, distance, value = case
    assert alpha(units, distance).value == pytest.approx(value)


@pytest.mark.parametrize("units", [[], [("a",)], [("a", "a"), ("a", "a")]])
def test_alpha_is_not_defined_where_nothing_varies(units):
    found = alpha(units, nominal)
    assert (found.value, found.low, found.high) == (None, None, None)


def test_units_with_one_value_do_not_count():
    assert alpha([*BY_HAND["two kinds"][0], ("c",)], nominal) == alpha(BY_HAND["two kinds"][0], nominal)


def test_pairs_are_counted():
    found = alpha([("a", "a", "b"), ("b", "b")], nominal)
    assert (found.units, found.pairs, found.same) == (2, 4, 2)


def test_the_interval_is_the_same_each_time_and_holds_alpha():
    one, other = alpha(UNITS, nominal), alpha(UNITS, nominal)
    assert one == other
    assert one.low < one.value < one.high <= 1


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("xy", "xy", 0), ("", "", 0), ("x", "xy", 1 - 1 / 3), ("xy", "yz", 1 - 1 / 9), ("x", "y", 1), ("", "x", 1),
    ],
)  # fmt: skip
def test_distance_of_sets(one, other, distance):
    assert masi(frozenset(one), frozenset(other)) == pytest.approx(distance)
    assert masi(frozenset(other), frozenset(one)) == pytest.approx(distance)
