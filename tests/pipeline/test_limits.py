"""One page from a cold start: time against bare spaCy in the same run, memory, and no network."""

import subprocess
import sys
import time
from pathlib import Path

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
