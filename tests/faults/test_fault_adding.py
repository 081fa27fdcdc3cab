"""The quick run of ``fault_adding``."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_nothing_that_was_acknowledged_is_lost(tmp_path):
    out, script = tmp_path / "rows.json", Path(__file__).with_name("fault_adding.py")
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    subprocess.run(
        [sys.executable, str(script), "--quick", "--out", str(out)], env=env, check=False, capture_output=True
    )
    rows = json.loads(out.read_text())["rows"]
    assert len(rows) == 6
    assert [row for row in rows if not row["ok"]] == []
