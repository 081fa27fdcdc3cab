"""Processes that add to one archive at once, and processes that are killed at it."""

import multiprocessing
import os
import random
import subprocess
import sys
import time
from pathlib import Path

from archived import codes_of, ids, many, one

from dragoman.archive import Archive
from dragoman.archive.commits import read_log
from dragoman.archive.store import Store

HERE = Path(__file__).parent
KILLS = 3  # each starts a process, which takes seconds on a busy machine
SPAWN = multiprocessing.get_context("spawn")  # a fork would share the threads of deltalake and DuckDB
# Adds reports one batch of two after another and says so once each is stored; with a pause, so that a kill can fall
# anywhere.
_ADDING = """
import sys
from archived import many
from dragoman.archive import Archive
with Archive(sys.argv[1]).run("code", batch=2) as run:
    for n in range(int(sys.argv[2]), 10_000, 2):
        for each in many(2, start=n):
            run.add(each)
        print(n + 2, flush=True)
"""


def _add(path, start, count, batch):
    archive, _ = Archive.open_or_create(path)
    with archive.run("add", batch=batch) as run:
        for each in many(count, start=start):
            run.add(each)


def _compact(path, times):
    for _ in range(times):
        Archive(path).compact()


def _all_at_once(*calls):
    started = [SPAWN.Process(target=target, args=arguments) for target, *arguments in calls]
    for each in started:
        each.start()
    for each in started:
        each.join(120)
    assert [each.exitcode for each in started] == [0] * len(started)


def versions(path):
    return [commit.version for commit in read_log(Store(path)).commits]


def test_four_processes_that_add_some_of_the_same_reports(tmp_path):
    path = tmp_path / "made-by-the-first"
    _all_at_once(*((_add, path, start, 40, 5) for start in (0, 20, 40, 60)))
    archive = Archive(path)
    assert ids(archive) == sorted(each.report for each in many(100))
    assert one(archive, "select count(*) from events") == 100
    assert one(archive, "select count(distinct event) from events") == 100
    assert one(archive, "select sum(added)::int from runs") == 100
    assert one(archive, "select sum(known)::int from runs") == 60
    assert versions(archive.path) == list(range(1, archive.version + 1))
    assert codes_of(archive.path) == []


def test_compacting_while_another_process_adds(archive):
    archive.add(many(4))
    _all_at_once((_add, archive.path, 0, 16, 2), (_compact, archive.path, 3))
    archive.refresh()
    assert ids(archive) == sorted(each.report for each in many(16))
    assert codes_of(archive.path) == []


def test_a_process_that_is_killed_loses_no_report_that_it_acknowledged(archive):
    acknowledged, chance = 0, random.Random(5)
    for _ in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-c", _ADDING, archive.path, str(acknowledged)], stdout=subprocess.PIPE, text=True,
            cwd=HERE, env={**os.environ, "PYTHONPATH": f"{HERE}:{HERE.parents[1] / 'src'}"},
        )  # fmt: skip
        acknowledged = int(process.stdout.readline())
        time.sleep(chance.uniform(0, 0.4))
        process.kill()
        told = process.stdout.read().split("\n")  # the last line may have been cut off
        acknowledged = max([acknowledged, *(int(line) for line in told[:-1])])
        process.wait()
        there = ids(archive.refresh())
        assert len(there) == len(set(there))
        assert {each.report for each in many(acknowledged)} <= set(there)
    assert codes_of(archive.path) == []
    assert versions(archive.path) == list(range(1, archive.version + 1))
