"""``make bench``: every benchmark is there and knows the options it is run with; what is left out is said."""

import importlib.util
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks"


def loaded():
    spec = importlib.util.spec_from_file_location("bench_command", FOLDER / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


bench = loaded()


@pytest.mark.parametrize("each", bench.BENCHMARKS, ids=lambda each: each.name)
@pytest.mark.parametrize("full", [False, True])
def test_every_script_knows_the_options_it_is_run_with(each, full):
    _, script, *options = bench.command(each, full=full, out=Path("out"))
    source = Path(script).read_text(encoding="utf8")
    for option in options:
        assert not option.startswith("--") or f'"{option}"' in source
    assert ("--json" in options) == each.json


@pytest.mark.parametrize(
    ("quick", "needs", "full", "data", "why"),
    [
        ((), False, False, False, None),
        ((), True, False, False, "its data are not there"),
        (None, False, False, True, "it is run with --full alone"),
        (None, True, True, True, None),
    ],
)
def test_what_is_left_out_is_said(quick, needs, full, data, why):
    assert bench.left_out(bench.Benchmark("a", quick, data=needs), full=full, data=data) == why
