"""Ties of many reports become one dated history for each pair and relation, with what disputes it."""

from __future__ import annotations

import msgspec
import pytest

from dragoman.archive.views import in_memory
from dragoman.errors import UsageError
from dragoman.records import Mention, Party, Published, Report, Source, Tie
from dragoman.ties.archived import histories_in
from dragoman.ties.history import ToldTie, histories, history_between, tell_ties


def party(code: str) -> Party:
    country, _, sector = code.partition("/")
    return Party(
        name=country, text=country, span=(0, 1), kind="state", country=country, sector=sector or "GOV", role=None,
        entity=code if sector else f"{code}/GOV",
    )  # fmt: skip


def source(code: str) -> Source:
    return Source(**msgspec.structs.asdict(party(code)), cue="said", quoted=False, date=None)


def tie(a="MLI", b="TCD", relation="alliance", how="holds", since=None, until=None, kind=None, says=()) -> Tie:
    return Tie(
        tie=f"t-{a}{b}{how}", a=party(a), b=party(b), relation=relation, kind=kind, since=since, until=until,
        past=how == "past", negated=how == "denied", sources=tuple(map(source, says)),
        mentions=(Mention(trigger="ally", span=(0, 4), sentence=(0, 9)),), confidence=0.7,
    )  # fmt: skip


def told(report, day, publisher=None, copies=None, **more) -> ToldTie:
    return ToldTie(tie(**more), report, day, publisher, copies)


CASES = [
    # what each report tells and when; how it stands, and which reports dispute it
    ([("holds", "2030-01-01"), ("holds", "2031-01-01")], "holds", []),
    ([("holds", "2030-01-01"), ("past", "2031-01-01")], "past", []),
    ([("denied", "2029-01-01"), ("holds", "2030-01-01")], "holds", []),
    ([("denied", "2029-01-01"), ("denied", "2030-01-01")], "denied", []),
    ([("past", "2029-01-01")], "past", []),
    ([("past", "2029-01-01"), ("holds", "2030-01-01")], "disputed", [0]),
    ([("holds", "2030-01-01"), ("denied", "2031-01-01")], "disputed", [1]),
    ([("holds", "2030-01-01"), ("past", "2030-01-01")], "disputed", [1]),
    ([("holds", None), ("past", "2031-01-01")], "disputed", [1]),
    ([("holds", "2030-01-01"), ("denied", None)], "disputed", [1]),
]


@pytest.mark.parametrize(("tellings", "state", "disputing"), CASES)
def test_how_a_tie_stands_follows_from_what_is_told_when(tellings, state, disputing):
    [found] = histories(told(f"r-{n}", day, how=how) for n, (how, day) in enumerate(tellings))
    assert found.state == state
    assert [dispute.report for dispute in found.disputes] == [f"r-{n}" for n in disputing]


@pytest.mark.parametrize(
    ("until", "day", "state"),
    [("2020", "2019-05-01", "past"), ("2020", "2020-07-01", "past"), ("2020", "2021-01-01", "disputed")],
)
def test_a_tie_that_has_ended_was_told_as_holding_before(until, day, state):
    [found] = histories([told("r-1", day), told("r-2", "2018-01-01", how="past", until=until)])
    assert (found.state, found.until) == (state, until)


def test_a_symmetric_relation_has_one_history_and_a_directed_one_two():
    both = [told("r-1", "2030-01-01"), told("r-2", "2030-02-01", a="TCD", b="MLI")]
    assert [(h.a, h.b, h.n_reports) for h in histories(both)] == [("MLI/GOV", "TCD/GOV", 2)]
    directed = [
        told(each.report, each.day, a=each.tie.a.country, b=each.tie.b.country, relation="support") for each in both
    ]
    assert [(h.a, h.b) for h in histories(directed)] == [("MLI/GOV", "TCD/GOV"), ("TCD/GOV", "MLI/GOV")]


def test_the_date_of_most_reports_is_taken_and_all_are_kept():
    [found] = histories(
        told(f"r-{n}", "2030-01-01", since=since) for n, since in enumerate(["1999", "2001-05", "2001-05", None])
    )
    assert found.since == "2001-05"
    assert [(dated.value, dated.reports) for dated in found.since_told] == [
        ("2001-05", ("r-1", "r-2")),
        ("1999", ("r-0",)),
    ]
    assert "since: reports give 2001-05 (2), 1999 (1)" in found.why


def test_days_told_kinds_and_independent_reports():
    [found] = histories(
        [
            told("r-1", "2030-03-01", publisher="Bote", kind="military"),
            told("r-2", "2030-01-01", publisher="bote", kind="economic"),
            told("r-3", "2030-02-01", copies="c-1"),
            told("r-4", "2030-02-02", copies="c-1"),
            told("r-5", "2030-02-03", says=["NER"]),
        ]
    )
    assert (found.first_told, found.last_told) == ("2030-01-01", "2030-03-01")
    assert found.kinds == ("economic", "military")
    assert (found.n_reports, found.n_independent) == (5, 3)


def test_who_disputes_it_is_named_with_who_is_cited():
    [found] = histories([told("r-1", "2030-01-01"), told("r-2", "2030-02-01", how="denied", says=["MLI"])])
    [dispute] = found.disputes
    assert (dispute.report, dispute.how, dispute.day, dispute.sources) == ("r-2", "denied", "2030-02-01", ("MLI",))
    assert found.why == (
        "told as holding by 1 report, 2030-01-01",
        "disputed by r-2 (denied on 2030-02-01, citing MLI)",
    )


def test_the_order_of_the_reports_makes_no_difference():
    some = [told(f"r-{n}", f"2030-0{n}-01", how=how) for n, how in enumerate(["holds", "past", "holds", "denied"], 1)]
    assert histories(some) == histories(reversed(some))


def test_a_pair_is_looked_up_by_its_codes_or_named_as_missing():
    some = [told("r-1", "2030-01-01")]
    assert history_between(some, "TCD/GOV", "MLI/GOV", "alliance").n_reports == 1
    with pytest.raises(UsageError, match="no report tells TCD/GOV war MLI/GOV; told are MLI/GOV alliance TCD/GOV"):
        history_between(some, "TCD/GOV", "MLI/GOV", "war")


def coded(name: str, day: str, *ties: Tie) -> Report:
    published = Published(start=day, end=day, precision="day", basis="given", why="by hand")
    return Report(report=name, text=name, language="en", published=published, ties=ties)


REPORTS = (
    coded("r-1", "2030-01-01", tie(since="1999"), tie(b="NER", relation="border")),
    coded("r-2", "2031-01-01", tie(how="past", until="2030")),
    coded("r-3", "2031-02-01", tie(a="PER", b="CHL", relation="rivalry")),
)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {("alliance", "past"), ("border", "holds"), ("rivalry", "holds")}),
        ({"a": "TCD"}, {("alliance", "past")}),
        ({"a": "NER", "b": "MLI/GOV"}, {("border", "holds")}),
        ({"relation": "rivalry"}, {("rivalry", "holds")}),
        ({"a": "TCD", "relation": "rivalry"}, set()),
        ({"confidence": 0.9}, set()),
    ],
)
def test_the_histories_of_an_archive_are_those_of_its_reports(asked, found):
    assert {(h.relation, h.state) for h in histories_in(in_memory(REPORTS), **asked)} == found


def test_an_archive_gives_the_same_history_as_the_records():
    from_records = histories(each for report in REPORTS for each in tell_ties(report))
    assert histories_in(in_memory(REPORTS)) == from_records
