"""The benchmark of the workbench in small: every view answers, and none costs far more than the plainest."""

import importlib.util
import json
import re
from pathlib import Path

import pytest

from dragoman.archive import Archive
from dragoman.workbench.app import VIEWS

PATH = Path(__file__).parents[2] / "benchmarks" / "workbench.py"
# Coding a report again costs what coding costs; shapes are a file.
UNMEASURED = {"/report/{}/explain", "/paste/{}", "/paste/{}/explain", "/shapes/{}"}
MOST = 12.0  # times the processor time of /about; measured 0.3 to 2.5 over 46 events


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("workbench_benchmark", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_view_has_a_line(benchmark, news, capsys, tmp_path):
    figures = tmp_path / "figures.json"
    assert benchmark.main(["--archive", str(news), "--rounds", "1", "--json", str(figures)]) == 0
    lines = capsys.readouterr().out.splitlines()[2:]
    assert [line.split("`")[1] for line in lines] == list(benchmark.VIEWS)
    assert [each["view"] for each in json.loads(figures.read_text("utf8"))] == list(benchmark.VIEWS)


def test_the_table_goes_into_a_page(benchmark, news, monkeypatch, tmp_path):
    page = tmp_path / "page.md"
    page.write_text("Before.\n<!-- figures: workbench -->\nold\n<!-- end of figures -->\nAfter.\n", "utf8")
    monkeypatch.setattr(benchmark, "VIEWS", ("/about", "/paste"))
    assert benchmark.main(["--archive", str(news), "--rounds", "1", "--docs", str(page)]) == 0
    lines = page.read_text("utf8").splitlines()
    assert (lines[:2], lines[-2:]) == (
        ["Before.", "<!-- figures: workbench -->"],
        ["<!-- end of figures -->", "After."],
    )
    assert "of 2 views were within it" in lines[2]
    assert [line.split(" | ")[0] for line in lines[6:-2]] == ["| `/about`", "| `/paste`"]


def test_every_address_of_the_workbench_is_measured(benchmark):
    measured = {re.sub(r"\{.*?\}", "{}", address.partition("?")[0].partition(".")[0]) for address in benchmark.VIEWS}
    asked = {re.sub(r"\{.*?\}", "{}", view.path) for view in VIEWS if not view.changes}
    dyad = {"/dyad/{}/{}"} if "/dyad/RUS/UKR" in measured else set()
    codebook = {"/codebook/{}"} if "/codebook/ASSAULT" in measured else set()
    assert asked - measured - dyad - codebook == UNMEASURED


def test_a_decision_is_measured_in_a_copy(benchmark, news, capsys, monkeypatch):
    monkeypatch.setattr(benchmark, "VIEWS", ("/about",))
    before = Archive(news).version
    assert benchmark.main(["--archive", str(news), "--rounds", "1", "--decide"]) == 0
    assert [line.split(" | ")[0] for line in capsys.readouterr().out.splitlines()[3:]] == [
        "| a decision is stored", "| the page after it",
    ]  # fmt: skip
    assert Archive(news).version == before


def test_no_view_costs_far_more_than_another(benchmark, news):
    bench = benchmark.Bench(str(news))
    plain = bench.cost("/about").processor
    costs = {address: bench.cost(address).processor / plain for address in benchmark.VIEWS}
    assert {address: cost for address, cost in costs.items() if cost > MOST} == {}
