"""The benchmark of coding: its reports are the same at every call, and a cost above the bar is called short."""

import importlib.util
import sys
from itertools import islice
from pathlib import Path

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


@pytest.mark.parametrize(("coding_s", "verdict"), [(12.5, "1.25 (bar 1.25: ok)"), (13.0, "1.30 (bar 1.25: short)")])
def test_the_ratio_is_held_against_its_bar(coding, coding_s, verdict):
    costs = coding.Costs(reports=90, words=45_000, events=1, parse_s=10.0, coding_s=coding_s, peak_mb=1.0)
    assert verdict in coding.table(costs, "a machine")
    assert costs.reports_a_second == 90 / (10.0 + coding_s)


def test_a_round_counts_what_it_parses_and_codes(coding):
    reports = list(coding.own_reports(1))
    costs = coding._round(reports)
    assert costs.reports == 1
    assert costs.words > 450
    assert costs.events > 0
    assert min(costs.parse_s, costs.coding_s) > 0
