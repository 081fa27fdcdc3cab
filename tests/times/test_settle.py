"""Expressions counted from a given day of publication, by tense words alone (no language model)."""

import pytest

from dragoman.records import Published
from dragoman.times import find_moments
from trees import plain


def moments(text, day="2024-03-14"):  # a Thursday
    published = Published(start=day, end=day, precision="day", basis="given", why="test") if day else None
    return find_moments(plain(text), published).moments


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("He said on Friday.", "2024-03-08", "2024-03-08", "day"),
        ("He will speak on Friday.", "2024-03-15", "2024-03-15", "day"),
        ("He said on Thursday.", "2024-03-14", "2024-03-14", "day"),
        ("He spoke last Thursday.", "2024-03-07", "2024-03-07", "day"),
        ("He will speak next Monday.", "2024-03-18", "2024-03-18", "day"),
        ("He will speak on Friday next week.", "2024-03-22", "2024-03-22", "day"),
        ("It was hit on Friday morning local time.", "2024-03-15", "2024-03-15", "day"),
        ("She won on Friday.", "2024-03-08", "2024-03-08", "day"),
        ("She won't come on Friday.", "2024-03-15", "2024-03-15", "day"),
        ("They are set to meet on Friday.", "2024-03-15", "2024-03-15", "day"),
        ("They met yesterday.", "2024-03-13", "2024-03-13", "day"),
        ("They will meet tonight.", "2024-03-14", "2024-03-14", "time"),
        ("They met last week.", "2024-03-04", "2024-03-10", "week"),
        ("They met three weeks ago.", "2024-02-19", "2024-02-25", "week"),
        ("They met two months ago.", "2024-01-01", "2024-01-31", "month"),
        ("They met a year ago.", "2023-03-01", "2023-03-31", "month"),
        ("They met five years ago.", "2019-01-01", "2019-12-31", "year"),
        ("They met a decade ago.", "2014-01-01", "2014-12-31", "year"),
        ("They met several years ago.", None, "2024-03-14", "unknown"),
        ("They met earlier this month.", "2024-03-01", "2024-03-14", "month"),
        ("They will meet later this month.", "2024-03-14", "2024-03-31", "month"),
        ("They met late last year.", "2023-09-01", "2023-12-31", "year"),
        ("They met in the first half of last year.", "2023-01-01", "2023-06-30", "unknown"),
        ("They will meet by the end of the year.", "2024-12-31", "2024-12-31", "day"),
        ("They met over the last three days.", "2024-03-11", "2024-03-14", "day"),
        ("They will meet in two weeks.", "2024-03-25", "2024-03-31", "week"),
        ("They met over the weekend.", "2024-03-09", "2024-03-10", "week"),
        ("They met last weekend.", "2024-03-09", "2024-03-10", "week"),
        ("They met in December.", "2023-12-01", "2023-12-31", "month"),
        ("They will meet in February.", "2025-02-01", "2025-02-28", "month"),
        ("They met on March 2.", "2024-03-02", "2024-03-02", "day"),
        ("They will meet on March 2.", "2025-03-02", "2025-03-02", "day"),
        ("They met on February 29.", "2024-02-29", "2024-02-29", "day"),
        ("They met on Tuesday, March 14.", "2023-03-14", "2023-03-14", "day"),
        ("They met in March last year.", "2023-03-01", "2023-03-31", "month"),
        ("They met last summer.", "2023-06-01", "2023-09-30", "quarter"),
        ("They met in the summer of 2012.", "2012-06-01", "2012-09-30", "quarter"),
        ("They met in the 1950s.", "1950-01-01", "1959-12-31", "decade"),
        ("They met in the 19th century.", "1800-01-01", "1899-12-31", "century"),
        ("They met in late September 2013.", "2013-09-15", "2013-09-30", "month"),
        ("They met on 5/28/2020.", "2020-05-28", "2020-05-28", "day"),
        ("They will meet on Thanksgiving Day 2025.", "2025-11-27", "2025-11-27", "day"),
        ("They met in 508 BC.", None, None, "unknown"),
    ],
)
def test_one_expression(text, start, end, precision):
    (moment,) = moments(text)
    assert (moment.start, moment.end, moment.precision) == (start, end, precision)
    assert text[slice(*moment.span)] == moment.text


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It began on 3 May 2019. Two days later it ended.", ["2019-05-03", "2019-05-05"]),
        ("It began on 3 May 2019. The same day it ended.", ["2019-05-03", "2019-05-03"]),
        ("It began on 3 May 2019 and ended the following Monday.", ["2019-05-03", "2019-05-06"]),
        ("He was crowned in 1956. He fled the next year.", ["1956-01-01", "1957-01-01"]),
        ("He fled in 1956. A year later he was back.", ["1956-01-01", "1957-01-01"]),
        ("In May 1968 he was shot. He died on 6 June.", ["1968-05-01", "1968-06-06"]),
        ("It is to run from January 23 to March 20.", ["2024-01-23", "2024-03-20"]),
        ("It ran from November 5 to February 9, 2021.", ["2020-11-05", "2021-02-09"]),
        ("In 1890–91 he wrote.", ["1890-01-01", "1891-01-01"]),
    ],
)
def test_expressions_lean_on_each_other(text, values):
    assert [moment.start for moment in moments(text)] == values


def test_basis_says_what_settled_the_value():
    told = moments("He said on Friday that the treaty of 3 May 2019 had ended two days later.")
    assert [moment.basis for moment in told] == ["published", "text", "inferred"]


def test_without_a_year_or_a_publication_date_the_words_are_kept():
    (moment,) = moments("They met on March 2.", day=None)
    assert (moment.text, moment.start, moment.end, moment.basis) == ("March 2", None, None, "text")


def test_a_date_line_is_surer_than_a_day_given_that_is_a_little_off():
    text = "Talks end\n\nFriday, March 15, 2024\n\nThe talks ended yesterday."
    assert moments(text, day="2024-03-14")[-1].start == "2024-03-14"
    assert moments(text, day="2024-05-14")[-1].start == "2024-05-13"


def test_an_interval_of_publication_days_gives_one_value_only_where_all_agree():
    published = Published(start="2024-03-13", end="2024-03-14", precision="day", basis="given", why="test")
    doc = plain("He said on Monday and yesterday what he had said earlier this month.")
    monday, yesterday, earlier = find_moments(doc, published).moments
    assert (monday.start, monday.end) == ("2024-03-11", "2024-03-11")
    assert (yesterday.start, yesterday.end) == ("2024-03-12", "2024-03-13")
    assert (earlier.start, earlier.end) == ("2024-03-01", "2024-03-13")
