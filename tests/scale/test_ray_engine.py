"""A Ray cluster of one node: what is stored is what this machine alone would store. Skipped where Ray is absent."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.archive import Archive, check
from dragoman.scale import ray_engine
from dragoman.scale.ray_engine import tasks_of
from dragoman.scale.records import Shard

ROOT = Path(__file__).parents[2]
ENV = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "OMP_NUM_THREADS": "1"}


def code(*arguments, **more):
    call = [sys.executable, "-m", "dragoman", "code", *map(str, arguments)]
    return subprocess.run(call, capture_output=True, check=False, text=True, env={**ENV, **more})


def events(path):
    query = "select report, event, type, confidence, path from events join reports using (report) order by all"
    return Archive(path).sql(query).to_pylist()


def test_a_cluster_stores_what_one_process_does(tmp_path):
    pytest.importorskip("ray", reason="Ray is not installed (pip install 'dragoman[ray]')")
    folder = tmp_path / "in"
    folder.mkdir()
    for name in "ab":
        lines = [
            {"text": f"Kenya sent {n + 20} {name} soldiers to Somalia on Monday, officials said."} for n in range(3)
        ]
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\nno json\n")
    done = code(folder, "--engine", "ray", "--workers", 1, "--archive", tmp_path / "ray")
    assert done.returncode == 1, done.stderr
    assert "6 reports added, 0 new versions, 0 known already, 2 failed" in done.stderr
    assert code(folder, "--archive", tmp_path / "alone").returncode == 1
    assert events(tmp_path / "ray") == events(tmp_path / "alone")
    archive = Archive(tmp_path / "ray")
    assert len(archive.open_failures()) == 2
    assert check(tmp_path / "ray").clean
    again = code(folder, "--engine", "ray", "--archive", tmp_path / "ray")
    assert (again.returncode, "0 reports added" in again.stderr) == (0, True), "what is finished is not read again"


def test_without_ray_one_line_tells_what_to_install(tmp_path):
    (tmp_path / "ray.py").write_text("raise ImportError")
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "Ministers met."}')
    more = {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ENV['PYTHONPATH']}"}
    done = code(file, "--engine", "ray", "--archive", tmp_path / "a", **more)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "dragoman: --engine ray needs Ray, which is not installed: `pip install 'dragoman[ray]'`"
    )


def test_options_that_a_cluster_cannot_heed_are_told(tmp_path):
    for wrong in (("--retry-failed",), ("--format", "jsonl")):
        assert code("a.jsonl", "--engine", "ray", "--archive", tmp_path / "a", *wrong).returncode == 2
    assert code("a.jsonl", "--engine", "ray").returncode == 2
    assert not (tmp_path / "a").exists()


def test_tasks_have_so_many_bytes_or_files(monkeypatch):
    monkeypatch.setattr(ray_engine, "TASK_BYTES", 100)
    monkeypatch.setattr(ray_engine, "TASK_FILES", 3)
    sizes = [40, 40, 40, 1, 1, 500, 1, 1, 1, 1]
    found = tasks_of([Shard(path=str(n), file=str(n), size=size) for n, size in enumerate(sizes)])
    assert [[int(file) for file in files] for files in found] == [[0, 1], [2, 3, 4], [5], [6, 7, 8], [9]]
