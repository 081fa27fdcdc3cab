"""One page from a cold start: time against bare spaCy in the same run, memory, and no network."""

import subprocess
import sys
import time
from pathlib import Path

import dragoman
from dragoman.coding.coder import read_acts
from dragoman.coding.merge import group_drafts
from dragoman.records import Report

EXAMPLE = Path(__file__).parents[2] / "examples" / "ceasefire.html"

CODE_ONE = rf"""
import pathlib, re, socket
def refuse(*arguments, **options):
    raise SystemExit("the network was touched")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
import dragoman
[report] = dragoman.read([{str(EXAMPLE)!r}])
coded = dragoman.Coder().code(report)
assert coded.events
# getrusage would count what the parent held at the fork
print(int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path("/proc/self/status").read_text())[1]) // 1024)
"""


def seconds(code):
    start = time.perf_counter()
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return time.perf_counter() - start, result.stdout


def test_memory_stays_under_600_megabytes_and_nothing_touches_the_network():
    assert int(seconds(CODE_ONE)[1]) < 600


def test_a_cold_start_costs_little_more_than_importing_spacy():
    bare = min(seconds("import spacy, spacy.lang.en; spacy.blank('en')")[0] for _ in range(3))
    assert min(seconds(CODE_ONE)[0] for _ in range(3)) < 5 * bare


def test_telling_one_act_again_and_again_costs_in_proportion():
    coder = dragoman.Coder()
    times = {}
    for copies in (200, 800):
        report = Report(report="r-test", text="Kenyan police arrested two activists. " * copies, language="en")
        scene, _ = coder.trace(report)
        drafts = read_acts(scene).drafts
        times[copies] = min(timed(lambda: group_drafts(drafts, scene.sentence_number)) for _ in range(3))  # noqa: B023
        assert len(drafts) == copies
    assert times[800] < 8 * times[200]  # four times as many; comparing each with each takes 16 times as long


def timed(act):
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
