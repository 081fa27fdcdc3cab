"""The figures of stories and near-duplicates on the shared articles stay above their floors."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def test_no_figure_is_below_its_floor(shared):
    if not (shared / "data" / "clusters" / "stories-dev.jsonl.gz").is_file():
        pytest.skip("the story clusters are not here")
    done = subprocess.run(
        [sys.executable, "benchmarks/stories.py", "--floors", "--no-halves"],
        capture_output=True, text=True, cwd=ROOT, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no figure is below its floor" in done.stdout
