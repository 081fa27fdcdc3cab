"""The coder's figures stand above their floors (``benchmarks/accuracy-floors.toml``), where the shared data are."""

from __future__ import annotations

import pytest

from floors import below, check_data, read_floors
from tables import read_bars
from tasks import BARS, FLOORS, TASKS, data_files, measure

GATED = ("reports", "relations", "sources")  # times and pages have tests of their own


def test_every_bar_is_of_a_figure_that_has_a_floor():
    floors = read_floors(FLOORS).sets
    assert floors.keys() == TASKS.keys()
    assert [bar.name for bar in read_bars(BARS) if bar.measure not in floors[bar.set]] == []


@pytest.mark.parametrize("task", GATED)
def test_a_task_is_as_good_as_measured(task, shared):
    floors, data = read_floors(FLOORS), shared / "data"
    check_data(floors, data_files([task], data))
    assert below(floors, measure([task], data)) == []
