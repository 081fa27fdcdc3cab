"""The benchmark of the workbench in small: every view answers, and none costs far more than the plainest."""

import importlib.util
from pathlib import Path

import pytest

PATH = Path(__file__).parents[2] / "benchmarks" / "workbench.py"
MOST = 40.0  # times the processor time of /about; measured 2 to 12 over 46 events


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("workbench_benchmark", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_view_has_a_line(benchmark, news, capsys):
    assert benchmark.main(["--archive", str(news), "--rounds", "1"]) == 0
    lines = capsys.readouterr().out.splitlines()[2:]
    assert [line.split("`")[1] for line in lines] == list(benchmark.VIEWS)


def test_no_view_costs_far_more_than_another(benchmark, news):
    bench = benchmark.Bench(str(news))
    plain = bench.cost("/about").processor
    costs = {address: bench.cost(address).processor / plain for address in benchmark.VIEWS}
    assert {address: cost for address, cost in costs.items() if cost > MOST} == {}
