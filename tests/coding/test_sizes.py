"""What the mentions of one act say together, and which number stands first."""

from dragoman.coding.sizes import together
from dragoman.records import Count, Source


def source(entity):
    return Source(
        name=entity, text=entity, span=(0, 1), kind="people", country=None, sector=None, role=None, entity=entity,
        cue="said", quoted=False, date=None,
    )  # fmt: skip


def count(at, low, high=None, *, exact=True, by=()):
    sources = tuple(map(source, by))
    return Count(low=low, high=high, exact=exact, unit=None, text=str(low), span=(at, at + 1), sources=sources)


def lows(*counts):
    return [c.low for c in together([{"dead": (c,)} for c in counts])["dead"]]


def test_the_reports_own_number_comes_first():
    assert lows(count(1, 12, 12), count(9, 19, 19, by=["doctor"])) == [12, 19]
    assert lows(count(1, 19, 19, by=["doctor"]), count(9, 12, 12)) == [12, 19]


def test_a_precise_number_comes_before_a_bound_and_a_rounded_one():
    assert lows(count(1, 12, 12), count(9, 24, exact=False)) == [12, 24]
    assert lows(count(1, 30, 30, exact=False), count(2, 28, 28), count(3, 24, exact=False)) == [28, 30, 24]


def test_of_equals_the_latest_comes_first():
    assert lows(count(1, 12, 12), count(9, 19, 19)) == [19, 12]


def test_a_number_given_twice_is_one_with_everybody_who_gives_it():
    [found] = together([{"dead": (count(1, 8, 8, by=["police"]),)}, {"dead": (count(9, 8, 8, by=["army"]),)}])["dead"]
    assert [s.entity for s in found.sources] == ["police", "army"]
    assert found.span == (1, 2)


def test_what_the_report_says_too_needs_no_source():
    [found] = together([{"dead": (count(1, 8, 8, by=["police"]), count(9, 8, 8))}])["dead"]
    assert found.sources == ()
    assert found.span == (9, 10)


def test_kinds_stay_apart():
    assert set(together([{"dead": (count(1, 8, 8),)}, {"injured": (count(2, 3, 3),)}, {}])) == {"dead", "injured"}
