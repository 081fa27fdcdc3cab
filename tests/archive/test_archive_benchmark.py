"""The archive's benchmark in small: made reports differ and are the same at every call; costs are held by ratios."""

import importlib.util
import sys
import time
from pathlib import Path

import duckdb
import pytest
from archived import event

import archive_stages
from archive_stages import Bench
from dragoman.archive import Archive
from synthetic import EVENTS, NEW, Maker

PATH = Path(__file__).parents[2] / "benchmarks" / "archive.py"
REPORTS = 400  # of the archives that are compared
# What may be at most which multiple of what. A bare count is not asked: a Parquet file answers it from its footer.
ADDING = 2.0  # measured 0.9; adding to an archive of as many reports : adding them to an empty one
# Asking the archive : asking a Parquet file of its events, which are so few here that what a connection costs once
# counts most; measured 0.6 to 3.7, as the machine was busy.
QUERIES = {
    "select type, count(*) from events group by type": 10.0,
    "select date_trunc('month', first_day) as m, quad, count(*) from events group by all": 10.0,
    "select * from events where list_has_any(actor_keys, ['FRA']) order by first_day desc": 10.0,
}
ROUNDS = 5


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("archive_benchmark", PATH)
    module = importlib.util.module_from_spec(spec)
    path = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = path
    return module


@pytest.fixture(scope="module")
def maker():
    pairs = (("ASSAULT", "MLI/MIL > NER/CVL"), ("CONSULT/visit", "FRA/GOV > TUR/GOV"), ("PROTEST", "KEN/CVL > KEN/GOV"))
    return Maker([event(f"e-{n}", what, sides) for n, (what, sides) in enumerate(pairs)], 2 * REPORTS)


@pytest.fixture(scope="module")
def grown(tmp_path_factory, maker):
    """An archive that reports were added to twice, with the seconds of each time."""
    folder = tmp_path_factory.mktemp("grown") / "archive"
    archive_stages.added(folder.with_name("warm"), [(maker, 0, 20, NEW)])  # tables and words are met before
    took = [archive_stages.added(folder, [(maker, start, start + REPORTS, NEW)]) for start in (0, REPORTS)]
    return folder, [each.seconds for each in took]


def seconds(ask):
    rounds = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        ask()
        rounds.append(time.perf_counter() - begun)
    return min(rounds)


def test_reports_are_the_same_at_every_call_and_differ_from_each_other(maker):
    first, again = (list(maker.reports(0, 60)) for _ in range(2))
    assert first == again
    assert len({report.report for report in first}) == len({report.text for report in first}) == 60
    assert EVENTS - 1 < sum(len(report.events) for report in first) / 60 < EVENTS + 1
    for report in first:
        for told in report.events:
            [mention] = told.mentions
            assert report.text[slice(*mention.span)] == mention.trigger
            assert mention.sentence[0] <= mention.span[0] < mention.span[1] <= mention.sentence[1]


def test_reports_of_one_story_share_sentences_and_events_and_others_do_not(maker):
    def told(number):
        return {(e.type, e.actors, e.recipients, e.date) for e in maker.report(number).events}

    def sentences(number):
        text = maker.report(number).text.replace("\n\n", " ")
        return set(text.split(". "))

    assert len(told(3) & told(4)) >= 3
    assert len(sentences(3) & sentences(4)) >= 5
    assert len(sentences(4) - sentences(5)) <= 1
    assert len(sentences(1) & sentences(2)) <= 1


def test_adding_to_a_full_archive_costs_little_more_than_to_an_empty_one(grown):
    _, (empty, full) = grown
    assert full / empty <= ADDING


@pytest.mark.parametrize("query", QUERIES)
def test_the_archive_answers_as_quickly_as_a_plain_file_within_bounds(grown, query, tmp_path):
    archive, file = Archive(grown[0]), tmp_path / "events.parquet"
    archive.connection().execute(f"copy (from events) to '{file}' (format parquet)")
    con = duckdb.connect()
    con.execute(f"create view events as from '{file}'")
    plain = seconds(lambda: con.sql(query).to_arrow_table())
    asked = seconds(lambda: archive.sql(query))
    assert len(archive.sql(query)) == len(con.sql(query).to_arrow_table())
    assert asked / plain <= QUERIES[query]


def test_reports_placed_as_they_were_made_make_a_whole_archive_and_later_ones_join_them(grown, maker):
    bench = Bench(grown[0], maker, 2 * REPORTS)
    archive_stages.place(bench.folder, maker, 2 * REPORTS - 2)
    [took] = archive_stages.group(bench)
    assert took.count == 2
    [verified] = archive_stages.verify(bench)
    assert (verified.count, verified.remark) == (0, "")


def test_the_table_has_a_line_for_each_thing_measured(benchmark):
    lines = [
        benchmark.Line("add", 12.34, 1000, "events", "fast", 512.4, 14.0),
        benchmark.Line("open", 0.5, 1, "archive", "", 9, 2.55),
    ]
    assert benchmark.table(lines).splitlines()[-2:] == [
        "| add | 12.3 | 14.0 | 512 | 1,000 events | fast |",
        "| open | 0.500 | 2.5 | 9 | 1 archive |  |",
    ]


def test_peak_memory_is_of_this_process_and_grows_with_it(benchmark):
    before = benchmark.peak()
    block = bytearray(b"1") * int((before + 64) * 1e6)
    assert benchmark.peak() > len(block) / 1e6
