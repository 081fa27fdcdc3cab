"""Series of small coded reports, counted by hand."""

from __future__ import annotations

import datetime as dt
from itertools import count, pairwise

import pytest
from counted import event, report, viewed
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.analysis import parse_period, question_of, series, trace
from dragoman.analysis.periods import Period, period_of, periods
from dragoman.archive import Filter, filter_of
from dragoman.errors import AnalysisError

CON = viewed(
    report(
        "r-1",
        event("e-1", "CONSULT", "CHN/GOV > BLR/GOV", "2031-01-05", reciprocal=True),
        event("e-2", "ACCUSE", "BLR/GOV > CHN/GOV", "2031-01-31"),
        event("e-3", "ASSAULT", "BLR/MIL > CHN/MIL", "2031-01-30..2031-02-02", status="negated"),
        event("e-4", "AID", "CHN/GOV > BLR/GOV", "2031-02-10"),
        publisher="The Ford",
    ),
    report(
        "r-2",
        event("e-5", "ACCUSE", "BLR/GOV > CHN/GOV", "2031-01-31"),
        event("e-6", "ASSAULT", "BLR/MIL > CHN/MIL", "2031-04-01"),
        event("e-7", "AID", "BLR/GOV > CHN/GOV", None),
        event("e-8", "AID", "BLR/GOV > CHN/GOV", "2031-01-01..2031-12-31 year"),
        event("e-9", "ACCUSE", "BLR/GOV > RUS/GOV", "2031-04-02", status="hypothetical"),
        publisher="Weir News",
    ),
    happenings={"o-1": "e-2 e-5"},
)


def rows(*who, **options):
    """(period, told, count, quads) of a series."""
    return [(p.period.name, p.told, p.count, p.quads) for p in series(CON, *who, **options).points]


TABLE = {
    "directed": (
        ("BLR", "CHN"), {},
        [("2031-01", 3, 2, (1, 0, 1, 0)), ("2031-02", 0, 0, (0, 0, 0, 0)), ("2031-03", 0, 0, (0, 0, 0, 0)),
         ("2031-04", 1, 1, (0, 0, 0, 1))],
    ),
    "the other way": (("CHN", "BLR"), {}, [("2031-01", 1, 1, (1, 0, 0, 0)), ("2031-02", 1, 1, (0, 1, 0, 0))]),
    "by name": (("China", "Belarus"), {}, [("2031-01", 1, 1, (1, 0, 0, 0)), ("2031-02", 1, 1, (0, 1, 0, 0))]),
    "undirected": (
        ("CHN", "BLR"), {"undirected": True, "by": "quarter"},
        [("2031-Q1", 4, 3, (1, 1, 1, 0)), ("2031-Q2", 1, 1, (0, 0, 0, 1))],
    ),
    "events": (("BLR", "CHN"), {"unit": "events", "by": "year"}, [("2031", 6, 5, (1, 1, 2, 1))]),
    "towards everybody": (("BLR",), {"by": "year"}, [("2031", 6, 4, (1, 1, 1, 1))]),
    "from everybody": ((None, "RUS"), {"by": "year"}, [("2031", 1, 0, (0, 0, 0, 0))]),
    "a sector": (("BLR/MIL", "CHN"), {"by": "quarter"},
                 [("2031-Q1", 1, 0, (0, 0, 0, 0)), ("2031-Q2", 1, 1, (0, 0, 0, 1))]),
    "statuses": (("BLR", "CHN"), {"asked": filter_of(status="negated")}, [("2031-01", 1, 1, (0, 0, 0, 1))]),
    "since and until": (
        ("BLR", "CHN"), {"asked": filter_of(since="2031-02-15", until="2031-04-01")},
        [("2031-02", 0, 0, (0, 0, 0, 0)), ("2031-03", 0, 0, (0, 0, 0, 0)), ("2031-04", 1, 1, (0, 0, 0, 1))],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("who", "options", "expected"), TABLE.values(), ids=TABLE)
def test_every_period_has_what_can_be_counted_by_hand(who, options, expected):
    assert rows(*who, **options) == expected


def test_the_measures_of_a_period_are_those_done_by_hand():
    first = series(CON, "BLR", "CHN").points[0]
    assert first.types == (("ACCUSE", 1), ("CONSULT", 1))
    assert (first.goldstein_sum, first.goldstein_mean) == (-1.0, -0.5)
    assert (first.intensity_sum, first.intensity_mean) == (-0.5, -0.25)
    assert (first.negated, first.hypothetical, first.future) == (pytest.approx(1 / 3), 0, 0)
    assert (first.reports, first.sources) == (2, 2)


def test_an_empty_period_has_zeros_and_no_means():
    empty = series(CON, "BLR", "CHN").points[1]
    assert (empty.told, empty.count, empty.goldstein_sum, empty.reports, empty.sources) == (0, 0, 0, 0, 0)
    assert (empty.goldstein_mean, empty.intensity_mean, empty.negated) == (None, None, None)


def test_what_is_in_no_period_is_counted_and_told():
    made = series(CON, "BLR", "CHN")
    assert (made.n_undated, made.n_coarse) == (1, 1)
    assert made.notes[:2] == (
        "1 occurrence without a date is in no month", "1 occurrence with a date longer than a month is in none"
    )  # fmt: skip


def test_a_number_can_be_traced_to_its_events():
    question = question_of("BLR", "CHN", by="month", unit="occurrences", undirected=False, asked=Filter())
    traced = trace(CON, question, parse_period("2031-01", "month"))
    assert [(each.unit, each.events, each.counted) for each in traced] == [
        ("e-1", ("e-1",), True), ("e-3", ("e-3",), False), ("o-1", ("e-2", "e-5"), True)
    ]  # fmt: skip


WRONG = {
    "an unknown name": (("Belarrus", "CHN"), {}, "near are .*Belarus"),
    "an unknown code": (("BLX", "CHN"), {}, "near are .*BLZ"),
    "nobody": ((None, None), {}, "one actor at least"),
    "one actor undirected": (("BLR", None), {"undirected": True}, "two actors"),
    "nothing told": (("CHN", "RUS"), {}, r"no occurrences of China.*; the archive holds 9 events, dated 2031"),
    "before the archive": (("BLR", "CHN"), {"asked": filter_of(since="1999-01-01")}, "before the archive begins.*2031"),
    "after the archive": (("BLR", "CHN"), {"asked": filter_of(since="2040-01-01")}, "no event is in the time"),
    "an empty time": (("BLR", "CHN"), {"asked": filter_of(since="2031-02-15", until="2031-03-01", status="future")},
                      "that are future since 2031-02-15"),
}  # fmt: skip


@pytest.mark.parametrize(("who", "options", "message"), WRONG.values(), ids=WRONG)
def test_a_question_without_an_answer_is_told_what_is_known(who, options, message):
    with pytest.raises(AnalysisError, match=message):
        series(CON, *who, **options)


def test_an_empty_archive_says_so():
    with pytest.raises(AnalysisError, match="holds no events"):
        series(viewed(), "BLR", "CHN")


def test_too_many_periods_are_refused():
    old = report("r-1", event("e-1", "AID", "BLR > CHN", "1900-01-01"), event("e-2", "AID", "BLR > CHN", "2031-01-01"))
    with pytest.raises(AnalysisError, match="more than 4,000"):
        series(viewed(old), "BLR", "CHN", by="day")


NAMES = [
    ("day", "2031-05-06", "2031-05-06", "2031-05-06"), ("week", "2031-W01", "2030-12-30", "2031-01-05"),
    ("month", "2032-02", "2032-02-01", "2032-02-29"), ("quarter", "2031-Q4", "2031-10-01", "2031-12-31"),
    ("year", "2031", "2031-01-01", "2031-12-31"),
]  # fmt: skip


@pytest.mark.parametrize(("by", "name", "start", "end"), NAMES)
def test_a_period_is_read_as_it_is_written(by, name, start, end):
    period = parse_period(name, by)
    assert (period.name, str(period.start), str(period.end)) == (name, start, end)


@pytest.mark.parametrize(
    ("by", "name"), [("month", "2031-13"), ("month", "May"), ("week", "2031-W54"), ("day", "2031")]
)
def test_words_that_are_no_period_are_refused(by, name):
    with pytest.raises(AnalysisError, match="write it as"):
        parse_period(name, by)


DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2050, 12, 31))


@given(DAYS, st.integers(0, 900), st.sampled_from(["day", "week", "month", "quarter", "year"]))
@settings(deadline=None)
def test_periods_follow_one_another_without_a_gap(first, length, by):
    last = first + dt.timedelta(length)
    found = list(periods(first, last, by))
    assert found[0].start <= first <= found[0].end
    assert found[-1].start <= last <= found[-1].end
    assert all(b.start == a.end + dt.timedelta(1) for a, b in pairwise(found))
    assert all(parse_period(each.name, by) == each == period_of(each.end, by) for each in found[:3])


@given(st.lists(st.integers(0, 700), min_size=1, max_size=6), st.sampled_from(["week", "month", "quarter"]))
@settings(deadline=None, max_examples=5)
def test_every_unit_is_in_its_period_and_the_rest_are_zero(offsets, by):
    days = [dt.date(2031, 1, 1) + dt.timedelta(offset) for offset in offsets]
    names = count()
    events = [event(f"e-{next(names)}", "AID", "BLR > CHN", str(day)) for day in days]
    points = series(viewed(report("r-1", *events)), "BLR", "CHN", by=by).points
    assert [p.period for p in points] == list(periods(min(days), max(days), by))
    for point in points:
        assert point.count == sum(period_of(day, by) == Period(point.period.start, by) for day in days)
