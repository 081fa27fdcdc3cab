"""Runs, look-up by offsets, the tense of an annotated document, and the day inferred from within."""

import pytest

from dragoman.errors import DataError
from dragoman.records import Published
from dragoman.times import find_moments
from dragoman.times.words import parse, words
from trees import made, plain

GIVEN = Published(start="2024-03-14", end="2024-03-14", precision="day", basis="given", why="test")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("They will meet between March 28 and April 2.", "2024-03-28", "2024-04-02"),
        ("They met from January through February.", "2024-01-01", "2024-02-29"),
        ("They met March 3-March 6.", "2024-03-03", "2024-03-06"),
        ("The mandate of 2014-2016 ended.", "2014-01-01", "2016-12-31"),
        ("It was theirs since 1963.", "1963-01-01", None),
        ("It was theirs until 1963.", None, "1963-12-31"),
        ("They met from Monday to Wednesday.", "2024-03-11", "2024-03-13"),
    ],
)
def test_runs(text, start, end):
    timeline = find_moments(plain(text), GIVEN)
    (run,) = timeline.runs
    assert (run.start, run.end) == (start, end)
    assert timeline.moment_in(0, len(text)) == run


def test_a_moment_is_found_within_offsets_only():
    text = "He said on Friday. They met in May 2020."
    timeline = find_moments(plain(text), GIVEN)
    assert timeline.moment_in(18, len(text)).text == "May 2020"
    assert timeline.moment_in(0, 18).text == "Friday"
    assert timeline.moment_in(0, 9) is None


def annotated(rows):
    text, tags, pos, heads, deps, lemmas = zip(*rows, strict=True)
    return made(
        words=list(text),
        tags=list(tags),
        pos=list(pos),
        heads=list(heads),
        deps=list(deps),
        lemmas=list(lemmas),
    )


def test_the_verb_that_a_date_hangs_on_decides_against_a_nearer_word():
    doc = annotated(
        [
            ("Police", "NNS", "NOUN", 1, "nsubj", "police"),
            ("meet", "VBP", "VERB", 1, "ROOT", "meet"),
            ("those", "DT", "PRON", 1, "obj", "that"),
            ("wounded", "VBN", "VERB", 2, "acl", "wound"),
            ("and", "CC", "CCONJ", 6, "cc", "and"),
            ("will", "MD", "AUX", 6, "aux", "will"),
            ("report", "VB", "VERB", 1, "conj", "report"),
            ("to", "IN", "ADP", 9, "case", "to"),
            ("the", "DT", "DET", 9, "det", "the"),
            ("injured", "JJ", "NOUN", 6, "obl", "injured"),
            ("Friday", "NNP", "PROPN", 6, "obl", "Friday"),
        ]
    )
    assert find_moments(doc, GIVEN).moments[0].start == "2024-03-15"


def test_today_in_a_standing_clause_is_no_date():
    rows = [
        ("It", "PRP", "PRON", 2, "nsubj", "it"),
        ("is", "VBZ", "AUX", 2, "aux:pass", "be"),
        ("known", "VBN", "VERB", 2, "ROOT", "know"),
        ("today", "NN", "NOUN", 2, "obl", "today"),
    ]
    assert find_moments(annotated(rows), GIVEN).moments == ()
    rows[1] = ("was", "VBD", "AUX", 2, "aux:pass", "be")
    assert len(find_moments(annotated(rows), GIVEN).moments) == 1


def published(text):
    return find_moments(plain(text), None).published


def test_a_report_is_dated_from_what_it_looks_back_on_and_forward_to():
    text = (
        "The Queen will travel to Oslo between June 4 and June 7, the palace announced on Monday. "
        "The two houses had sealed a pact in October 2018. A year ago she lost the vote. "
        "Her minister called her rival on Sunday and had warned him earlier this month."
    )
    timeline = find_moments(plain(text), None)
    day = timeline.published
    assert (day.start, day.end, day.basis) == ("2019-06-03", "2019-06-03", "inferred")
    assert "October 2018" in day.why
    assert "June 4" in day.why
    values = {moment.text: (moment.start, moment.end) for moment in timeline.moments}
    assert values["Sunday"] == ("2019-06-02", "2019-06-02")
    assert values["A year ago"] == ("2018-06-01", "2018-06-30")
    assert values["earlier this month"] == ("2019-06-01", "2019-06-03")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Summit ends\n\nPublished: 4 June 2019\n\nThe summit ended on Monday.", "2019-06-04", "2019-06-04"),
        ("Xin Agency | Updated: 2019-06-04 17:52\nThe summit ended on Monday.", "2019-06-04", "2019-06-04"),
        ("They had met in May 2012. They will meet on Tuesday, March 5.", "2012-06-01", "2013-03-04"),
        ("They will meet on 9 May 2021, she said on Friday. They met on 2 May 2021.", "2021-05-07", "2021-05-08"),
        ("They met on Tuesday, 4 June 2019. The rebels said so on Wednesday.", "2019-06-04", "2019-06-10"),
    ],
)
def test_other_ways_to_date_a_report(text, start, end):
    day = published(text)
    assert (day.start, day.end) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "He said so on Friday.",
        "The town was taken in 2014. They will meet on March 5, he said on Friday.",
        "They will meet in 2030. It was founded in 1963.",
        "The treaty was signed on 8 April 2010.",
        "The treaty was signed on 8 April 2010. It lapsed, he said on Friday.",
        "They had met in May 2012. They will meet again on March 5.",
        "The law of 2004 was kept. It will lapse in 2006.",
        "",
    ],
)
def test_no_guess_is_made_from_too_little(text):
    assert published(text) is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("january = 1", "january = 13", r"words.toml, line \d+, \[months\] january: .* 1 to 12"),
        ('day = "day"', 'day = "eon"', r"line \d+, \[units\] day"),
        ("spring = [3, 6]", "spring = [3]", r"\[seasons\] spring"),
        ('"9/11" = ["2001-09-11", ', '"9/11" = ["2001-09-12", ', r"\[eras\] 9/11: ends before"),
        ("[months]", "[month]", r"section \[months\] is missing"),
        ("monday = 1", "Monday = 1", r"\[weekdays\] Monday: keys are lower case"),
        ("january = 1", "january = ", "not valid TOML"),
    ],
)
def test_wrong_word_lists_are_refused_by_file_line_and_key(old, new, message):
    from importlib.resources import files

    text = files("dragoman.times").joinpath("data", "words.toml").read_text(encoding="utf-8")
    assert parse(text) == words()
    with pytest.raises(DataError, match=message):
        parse(text.replace(old, new, 1))
