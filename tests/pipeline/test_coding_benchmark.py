"""The benchmark of coding: its reports are the same at every call, and a cost above the bar is called short."""

import importlib.util
import sys
from itertools import islice
from pathlib import Path

import msgspec
import pytest

PATH = Path(__file__).parents[2] / "benchmarks" / "coding.py"


@pytest.fixture(scope="module")
def coding():
    spec = importlib.util.spec_from_file_location("coding_benchmark", PATH)
    module = importlib.util.module_from_spec(spec)
    path = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = path
    return module


def test_reports_are_made_the_same_way_at_every_call(coding):
    first, again = (list(islice(coding.own_reports(3), 3)) for _ in range(2))
    assert first == again
    assert len({report.text for report in first}) == 3
    for report in first:
        assert report.text.startswith(f"{report.title}\n\n")
        assert 450 <= len(report.text.split()) < 550


def costs(coding, **changes):
    whole = {"reports": 90, "words": 45_000, "events": 9, "parse_s": 10.0, "coding_s": 9.0}
    part = {"skipped": 9_000, "skipping_events": 8, "skipping_parse_s": 8.0, "skipping_coding_s": 7.0, "peak_mb": 1.0}
    return coding.Costs(**{**whole, **part, **changes})


@pytest.mark.parametrize(("coding_s", "verdict"), [(12.5, "1.25 (bar 1.25: ok)"), (13.0, "1.30 (bar 1.25: short)")])
def test_the_ratio_is_held_against_its_bar(coding, coding_s, verdict):
    found = costs(coding, coding_s=coding_s)
    assert verdict in coding.table(found, "a machine")
    assert found.short == ("short" in verdict)


@pytest.mark.parametrize(("coding_s", "verdict"), [(9.9, "0.99 (bar 1.0: ok)"), (10.1, "1.01 (bar 1.0: short)")])
def test_so_is_that_of_coding_with_paragraphs_left_out(coding, coding_s, verdict):
    found = costs(coding, skipping_coding_s=coding_s)
    assert verdict in coding.table(found, "a machine")
    assert found.short == ("short" in verdict)


def test_what_leaving_out_gains_is_told(coding):
    found = costs(coding)
    assert found.whole == 1.5
    assert found.reports_a_second == 90 / 15.0
    assert "20.0%, 1 events fewer" in coding.table(found, "a machine")


def test_a_round_counts_what_it_parses_and_codes(coding):
    idle = "The road was muddy after the long rain, and the river had a brown colour."
    # made reports tell an event in every sentence; news, of which the bar speaks, has as much that tells none
    made = [msgspec.structs.replace(r, text="\n\n".join((r.text, *[idle] * 30))) for r in coding.own_reports(4)]
    coding._round(made)  # tables, scorers and words are met before the clock counts, as in the benchmark
    rounds = [coding._round(made) for _ in range(3)]
    found = min(rounds, key=lambda each: each.skipping_ratio)
    assert found.reports == 4
    assert found.words > 450
    assert found.events > 0
    assert 0 < found.skipped < found.words
    assert min(found.parse_s, found.coding_s, found.skipping_parse_s, found.skipping_coding_s) > 0
    assert found.skipping_ratio <= coding.SKIPPING_BAR
