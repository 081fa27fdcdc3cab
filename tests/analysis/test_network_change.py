"""What changed between two periods."""

import pytest
from small_networks import edge

from dragoman.analysis.change import Period, changes, same_rate
from dragoman.errors import UsageError

JANUARY, FEBRUARY = Period(since="2031-01-01", until="2031-01-30"), Period(since="2031-02-01", until="2031-03-02")
BOTH = Period(since="2031-03-03", until="2031-05-01")  # twice as long

CASES = {
    "new": (0, 3, FEBRUARY, "new", 3.0),
    "gone": (3, 0, FEBRUARY, "gone", 0.0),
    "as often": (10, 10, FEBRUARY, "same", 10.0),
    "twice as often in twice the time": (10, 20, BOTH, "same", 10.0),
    "more, but too few to tell": (2, 4, FEBRUARY, "same", 4.0),
    "stronger": (5, 25, FEBRUARY, "stronger", 25.0),
    "weaker": (25, 5, FEBRUARY, "weaker", 5.0),
    "as many in twice the time": (40, 40, BOTH, "weaker", 20.0),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_an_edge_of_two_periods(case):
    before, after, second, kind, rate = case
    one = [edge("AAA > BBB", before)] if before else []
    two = [edge("AAA > BBB", after)] if after else []
    [found] = changes(one, two, JANUARY, second)
    assert (found.change, found.before, found.after, found.rate_after) == (kind, before, after, rate)


# 0 of 3 and 3 of 3 at even chances: 2 * (1/2)**3. 1 of 6: 2 * (1 + 6) / 64. 0 of 2 at one third: (2/3)**2 + (1/3)**2.
P = {(0, 3, 1, 1): 0.25, (1, 5, 1, 1): 14 / 64, (3, 3, 1, 1): 1.0, (2, 0, 1, 2): 1 / 9, (0, 0, 5, 5): 1.0}


@pytest.mark.parametrize("case", P)
def test_the_p_of_one_rate_by_hand(case):
    assert same_rate(*case) == pytest.approx(P[case])


def test_types_and_directions_are_apart_and_the_surest_comes_first():
    found = changes(
        [edge("AAA > BBB", 5), edge("BBB > AAA", 9)], [edge("AAA > BBB", 6), edge("AAA > BBB", 30, 4)],
        JANUARY, FEBRUARY,
    )  # fmt: skip
    assert [(each.source, each.type, each.change) for each in found] == [
        ("AAA", "material conflict", "new"), ("BBB", "verbal cooperation", "gone"),
        ("AAA", "verbal cooperation", "same"),
    ]  # fmt: skip


def test_periods_that_share_days_are_refused():
    with pytest.raises(UsageError, match="share days"):
        changes([], [], JANUARY, Period(since="2031-01-30", until="2031-02-20"))
    with pytest.raises(UsageError, match="exchange the two"):
        changes([edge("AAA > BBB")], [], JANUARY, Period(since="2031-03-30", until="2031-02-20"))
