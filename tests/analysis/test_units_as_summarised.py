"""A happening is to those who count what it is to those who read: digest and summary agree on drawn happenings."""

import random

import pytest
from counted import event, report, viewed

from dragoman.analysis import units
from dragoman.archive import filter_of
from dragoman.archive.placing_events import occurrence_of

HAPPENINGS = 150
DAYS = (None, "2031-05-06", "2031-05-07", "2031-05-06..2031-05-07", "2031-05-01..2031-05-31 month", "2031-05-06..")


@pytest.fixture(scope="module")
def drawn():
    """Views over happenings told by one to five reports each, which give them other types, statuses and dates."""
    dice, reports, happenings = random.Random(11), [], {}
    for n in range(HAPPENINGS):
        names = [f"e-{n}-{i}" for i in range(dice.randint(1, 5))]
        happenings[f"o-{n}"] = " ".join(names)
        for name in names:
            told = event(
                name, dice.choice(("ASSAULT", "ASSAULT/drone", "ACCUSE")), "BLR > CHN", dice.choice(DAYS),
                status=dice.choice(("reported", "reported", "negated")),
            )  # fmt: skip
            reports.append(
                report(f"r-{name}", told, day=f"2031-05-{dice.randint(8, 20):02}", publisher=dice.choice("abc"))
            )
    return viewed(*reports, happenings=happenings)


def test_what_most_say_is_the_same(drawn):
    with units(drawn, filter_of()) as found:
        rows = drawn.execute(
            "select occurrence, type, status, n_reports, n_independent, day::varchar, last_day::varchar "
            f"from {found.pairs}"
        ).fetchall()
    assert len(rows) == HAPPENINGS
    for occurrence, type_, status, n_reports, n_independent, day, last_day in rows:
        summed = occurrence_of(drawn, occurrence)
        assert (type_, status, n_reports) == (summed.type, summed.status, summed.n_reports), occurrence
        assert n_independent == summed.n_independent  # nobody is cited here, and nothing is copied
        date = summed.date
        ends = (None, None) if date is None else (date.start or date.end, date.end or date.start)
        assert (day, last_day) == ends, occurrence
