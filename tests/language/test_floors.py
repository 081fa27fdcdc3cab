"""Floors are compared on the same data only, rise by themselves, and fall only where that is asked for."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from figures import Figure
from floors import Floors, FloorsError, below, check_data, floor_of, measured, raised, read_floors, write_floors


def figures(value, *, facts=10_000):
    return {"EWT dev": {"las": Figure(value, value - 0.01, value + 0.01, facts, 100)}}


def command():
    """The module of the command, which is no module that others import."""
    path = Path(__file__).parents[2] / "benchmarks" / "language.py"
    spec = importlib.util.spec_from_file_location("language_benchmark", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def data(tmp_path) -> list[Path]:
    path = tmp_path / "dev.conllu"
    path.write_text("1\tPeace\n", encoding="utf8")
    return [path]


def test_a_floor_lies_a_little_under_its_figure(data):
    assert measured(figures(0.84), data).sets == {"EWT dev": {"las": 0.835}}


@pytest.mark.parametrize(("facts", "floor"), [(10_000, 0.895), (100, 0.88), (1, 0.0)])
def test_a_small_set_has_room_for_two_facts(facts, floor):
    assert floor_of(Figure(0.9, 0.8, 1.0, facts, 25)) == floor


def test_floors_are_read_as_they_were_written(tmp_path, data):
    floors = measured(figures(0.84), data)
    write_floors(floors, tmp_path / "floors.toml")
    assert read_floors(tmp_path / "floors.toml") == floors


def test_a_figure_below_its_floor_is_named(data):
    floors = measured(figures(0.84), data)
    assert below(floors, figures(0.836)) == []
    assert below(floors, figures(0.83)) == ["EWT dev, las: 0.8300 is below its floor of 0.835"]


def test_a_floor_whose_figure_is_gone_falls_short(data):
    assert below(measured(figures(0.84), data), {"EWT dev": {}}) == [
        "EWT dev, las: has a floor of 0.835 and was not measured"
    ]


def test_better_figures_raise_floors_and_leave_the_others(data):
    old = measured(figures(0.84) | {"GUM news": figures(0.9)["EWT dev"]}, data)
    assert raised(old, figures(0.86), data).sets == {"EWT dev": {"las": 0.855}, "GUM news": {"las": 0.895}}


def test_raising_does_not_lower_a_floor_within_its_slack(data):
    assert raised(measured(figures(0.84), data), figures(0.837), data).sets["EWT dev"]["las"] == 0.835


def test_raising_refuses_to_lower(data):
    with pytest.raises(FloorsError, match="without --lower-floors"):
        raised(measured(figures(0.84), data), figures(0.80), data)


def test_lowering_takes_the_figures_as_they_are(data):
    assert measured(figures(0.80), data).sets["EWT dev"]["las"] == 0.795


@pytest.mark.parametrize("check", [check_data, lambda floors, paths: raised(floors, figures(0.9), paths)])
def test_other_data_are_refused(data, check):
    floors = measured(figures(0.84), data)
    data[0].write_text("1\tWar\n", encoding="utf8")
    with pytest.raises(FloorsError, match=r"not the data .* dev\.conllu"):
        check(floors, data)


def test_data_that_nobody_pinned_are_refused(data):
    with pytest.raises(FloorsError, match=r"dev\.conllu"):
        check_data(Floors({}, {}), data)


@pytest.mark.parametrize(
    ("option", "value", "status", "floor"),
    [
        ("--floors", 0.84, 0, 0.835),
        ("--floors", 0.80, 1, 0.835),
        ("--raise-floors", 0.80, 1, 0.835),
        ("--raise-floors", 0.86, 0, 0.855),
        ("--lower-floors", 0.80, 0, 0.795),
    ],
)
def test_the_command_compares_raises_and_lowers(monkeypatch, tmp_path, data, option, value, status, floor):
    path = tmp_path / "floors.toml"
    write_floors(measured(figures(0.84), data), path)
    language = command()
    monkeypatch.setattr(sys, "argv", ["language.py", option])
    monkeypatch.setattr(language, "FLOORS", path)
    monkeypatch.setattr(language, "data_files", lambda *_: data)
    monkeypatch.setattr(language, "measure", lambda *_: language.Measured("m", "a machine", figures(value), None))
    monkeypatch.setattr(language, "report", lambda _: "")
    assert language.main() == status
    assert read_floors(path).sets["EWT dev"]["las"] == floor
