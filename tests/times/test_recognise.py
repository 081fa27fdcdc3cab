"""Which words of a text are expressions of time."""

import pytest

from dragoman.times.lexemes import Lexemes
from dragoman.times.recognise import recognise


def found(text):
    return [text[e.start : e.end] for e in recognise(Lexemes(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was signed on 28 February 2023.", ["28 February 2023"]),
        ("It was signed on Feb. 28.", ["Feb. 28"]),
        ("It was signed on February 28, 2023, in Oslo.", ["February 28, 2023"]),
        ("It was signed on the 28th of February.", ["28th of February"]),
        ("Signed 2023-02-28 in Oslo", ["2023-02-28"]),
        ("Signed 28.02.2023, or 28/02/2023.", ["28.02.2023", "28/02/2023"]),
        ("Updated: 2023-02-28 17:52", ["2023-02-28 17:52"]),
        ("They met in September 2022 and in May.", ["September 2022", "May"]),
        ("Talks began in 2009, a treaty of the 1990s.", ["2009", "1990s"]),
        ("a border drawn in the nineteenth century", ["nineteenth century"]),
        ("the late 1980s, early March and mid-2019", ["late 1980s", "early March", "mid-2019"]),
        ("On Friday, February 24, ministers met.", ["Friday, February 24"]),
        ("On Friday the 24th, ministers met.", ["Friday the 24th"]),
        ("talks last Tuesday and next Monday", ["last Tuesday", "next Monday"]),
        ("from 3 to 5 May", ["3 to 5 May"]),
        ("May 3-5, 2021", ["May 3-5, 2021"]),
        ("between February 28 and March 2", ["February 28", "March 2"]),
        ("yesterday, today, tonight and tomorrow", ["yesterday", "today", "tonight", "tomorrow"]),
        (
            "this summer, last year, next quarter, this weekend",
            ["this summer", "last year", "next quarter", "this weekend"],
        ),
        (
            "earlier this month, later this week, late last year",
            ["earlier this month", "later this week", "late last year"],
        ),
        ("a year ago, three weeks ago, several years ago", ["a year ago", "three weeks ago", "several years ago"]),
        (
            "the same day, two days earlier, the following week",
            ["the same day", "two days earlier", "the following week"],
        ),
        ("over the last three days, the past week", ["the last three days", "the past week"]),
        ("the day before yesterday", ["the day before yesterday"]),
        ("on Christmas Day 2019 and New Year's Eve", ["Christmas Day 2019", "New Year's Eve"]),
        ("in the first quarter of 2019", ["first quarter of 2019"]),
        ("in the first week of January", ["first week of January"]),
        ("the last week of May", ["May"]),
        ("by the end of the year", ["end of the year"]),
        ("since World War II", ["World War II"]),
        ("two years after the crash", []),
        ("Minister Dimitri March said he would march in protest", []),
        ("He may 5 times refuse. They may go.", []),
        ("Theresa May said so, opposed by May and others", []),
        ("a second March for peace", []),
        ("1500 people, 2000 troops and 3,000 tonnes", []),
        ("flight 1998, 2010 metres, 1.2019 dollars, $2019", []),
        ("every Friday and on Sunday mornings", []),
        ("Good Friday, Black Friday, the Sunday Times", []),
        ("on February 30 or 31/31/2020", []),
        ("now, recently, for two years, for months", []),
        ("an 11-year-old got a three-year term", []),
        ("USA Today wrote so", []),
        ("at 14:30 in room 2012", []),
        ("It sat in the sun for a second", []),
        ("men in their 80s", []),
        ("first talks in two weeks of war", []),
    ],
)
def test_expressions(text, expected):
    assert found(text) == expected


def test_a_line_break_ends_an_expression_but_a_wrapped_line_does_not():
    assert found("in May\n\n2019 saw war") == ["May", "2019"]
    assert found("on February\n28, 2023") == ["February\n28, 2023"]


@pytest.mark.parametrize(
    "piece", ["1", "1-", "early ", "2010 - ", "c. 3 - ", "this past ", "\n", "12/", "twenty-", "last ", "’"]
)
def test_long_repetitions_take_linear_time_and_never_fail(piece):
    text = piece * (20_000 // len(piece))
    assert all(e.start < e.end <= len(text) for e in recognise(Lexemes(text)))


def test_a_hundred_thousand_digits_are_no_date():
    assert found("7" * 100_000) == []
