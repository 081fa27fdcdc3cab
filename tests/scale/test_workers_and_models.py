"""The command with its models: the same bytes whoever codes, memory of a worker, Ctrl-C."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.archive import Archive, check

ROOT = Path(__file__).parents[2]
WORKER_MB = 600
_CODE = """
import resource, sys
from dragoman.cli import main
sys.argv = ["dragoman", *sys.argv[1:]]
try:
    main()
finally:
    print("peak", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, file=sys.stderr)
"""


def command(*arguments):
    return [sys.executable, "-c", _CODE, *map(str, arguments)]


ENV = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "OMP_NUM_THREADS": "1"}


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    """Pages, and a JSONL file whose lines are none of them the same, a bad one in between."""
    file = tmp_path_factory.mktemp("inputs") / "many.jsonl"
    lines = [
        {"text": f"Talks in Koro\\n\\nKenya sent {n + 20} soldiers to Somalia on Monday, the foreign ministry said. "
         f"Chad condemned the attack that killed {n + 2} people.", "published": "2031-05-06"}
        for n in range(20)
    ]  # fmt: skip
    file.write_text("\n".join([*map(json.dumps, lines[:9]), "no json", *map(json.dumps, lines[9:])]))
    return [*sorted((ROOT / "examples").glob("*.html"))[:1], file, ROOT / "examples" / "raid.jsonl"]


def test_the_same_bytes_come_out_whoever_codes(inputs):
    ways = [(), ("--workers", 1), ("--workers", 2), ("--workers", 3)]
    done = [subprocess.run(command("code", *inputs, *way), capture_output=True, check=False, env=ENV) for way in ways]
    assert [each.returncode for each in done] == [1] * 4
    assert len(done[0].stdout.splitlines()) == 25
    assert [each.stdout == done[0].stdout for each in done] == [True] * 4
    peaks = [int(each.stderr.split()[-1]) for each in done[1:]]
    assert all(100 < peak < WORKER_MB for peak in peaks), peaks
    assert all(b"many.jsonl:10: not valid JSON" in each.stderr for each in done)


def test_ctrl_c_stores_what_is_finished_and_the_next_run_goes_on(inputs, tmp_path):
    call = command("code", *inputs, "--archive", tmp_path / "a", "--workers", 2, "--format", "jsonl")
    process = subprocess.Popen([*call, "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=ENV, text=True,
                               stdout=subprocess.DEVNULL, start_new_session=True)  # fmt: skip
    process.stdin.write("a page that never ends\n")  # so that it waits for more when it is stopped
    process.stdin.flush()
    for line in process.stderr:
        if "many.jsonl:10" in line:  # told with its chunk, so that others are finished by then
            break
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=120)
    assert process.returncode == 130, told
    assert "the same command goes on from there" in told
    assert "Traceback" not in told
    first = Archive(tmp_path / "a")
    [run] = first.sql("select notes, added::int as added from runs").to_pylist()
    assert run["notes"][0].startswith("stopped: KeyboardInterrupt")
    assert run["added"] > 0
    again = subprocess.run(call, capture_output=True, check=False, env=ENV)
    assert again.returncode == 1
    assert len(again.stdout.splitlines()) == 25 - run["added"]
    [row] = first.refresh().sql("select count(*)::int as n, count(distinct report)::int as d from reports").to_pylist()
    assert (row["n"], row["d"]) == (25, 25)
    assert check(tmp_path / "a").clean
