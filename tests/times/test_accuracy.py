"""A floor under the accuracy on the shared gold dates, read without a language model; skipped where they are absent."""

import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from dragoman.records import Published
from dragoman.times import find_moments
from trees import plain

ROOT = Path(__file__).parents[2]
SHARED = ROOT / ".." / "shared"
GOLD = SHARED / "data" / "times" / "wikinews-and-gum-dates.jsonl.gz"
SCORE = SHARED / "score" / "score.py"


@pytest.mark.skipif(not (GOLD.exists() and SCORE.exists()), reason="the shared gold dates are not here")
def test_dates_are_found_and_settled_as_well_as_measured(tmp_path):
    import gzip

    predictions = tmp_path / "moments.jsonl"
    with gzip.open(GOLD, "rt", encoding="utf-8") as lines, predictions.open("w", encoding="utf-8") as out:
        for report in map(json.loads, lines):
            day = report["published"]
            published = Published(start=day, end=day, precision="day", basis="given", why="given")
            moments = msgspec.to_builtins(find_moments(plain(report["text"]), published).moments)
            out.write(json.dumps({"id": report["id"], "moments": moments}) + "\n")
    printed = subprocess.run(
        [sys.executable, str(SCORE), "times", str(GOLD), str(predictions)], capture_output=True, text=True, check=True
    ).stdout
    figures = json.loads(printed.splitlines()[-1])
    assert figures["found"]["f1"] >= 0.92
    assert figures["value"]["f1"] >= 0.86
