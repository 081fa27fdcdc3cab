"""The fault scripts in small, and that each of them would see what it looks for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fault_patterns import slowest
from patterns_used import Used, asked_by, written

HERE = Path(__file__).parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE.parent.parent / "src"), str(HERE)])}


@pytest.mark.parametrize("name", ["fault_patterns", "fault_extremes", "fault_hostile"])
def test_a_small_run_finds_nothing(name, tmp_path):
    out = tmp_path / "rows.json"
    call = [sys.executable, str(HERE / "run.py"), "--quick", "--only", name, "--out", str(out)]
    done = subprocess.run(call, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    found = json.loads(out.read_text(encoding="utf8"))[name]
    assert [row for row in found if not row["ok"]] == [], done.stderr[-2000:]
    assert done.returncode == 0
    assert all(row["cases"] for row in found)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(a+)+$", "exponential"),
        (r"\s+$", "square"),
        (r"(?:x|y)*z", "square"),
        (r"<a[^>]*>", "square"),
        (rb"a\s*\s*b", "square, of bytes"),
    ],
)
def test_a_slow_pattern_is_found(pattern, text):
    assert slowest(Used(pattern, 0, "errors.py:1"), (32, 1_000, 16_000)), text


@pytest.mark.parametrize("pattern", [r"(?<!\s)\s+$", r"<a[^<>]*>", r"[.!?]\s{0,4}$", r"a{1,50}b", rb"\d+"])
def test_a_linear_pattern_is_let_pass(pattern):
    assert slowest(Used(pattern, 0, "errors.py:1"), (32, 1_000, 16_000)) is None


def test_patterns_are_found_in_the_source_with_how_they_are_asked():
    found = {each.where.split(":")[0]: each for each in written()}
    assert {"reading/decoding.py", "times/links.py", "codebook/patterns.py", "world/dictionaries.py"} <= set(found)
    line = next(each for each in written() if each.where.startswith("codebook/patterns.py"))
    assert asked_by(line.where) == {"match"}


_DOES = {
    "open('{out}/x', 'w')": "opened for writing",
    "os.open('{out}/x', os.O_WRONLY | os.O_CREAT)": "opened for writing",
    "os.remove('{out}/there')": "os.remove",
    "os.rename('{out}/there', '{out}/y')": "os.rename",
    "os.mkdir('{out}/z')": "os.mkdir",
    "socket.create_connection(('127.0.0.1', 9), 1)": "socket",
    "subprocess.run(['true'])": "subprocess.Popen",
    "os.system('true')": "os.system",
    "pickle.loads(b'cos\\nsystem\\n.')": "pickle.find_class",
    "exec(compile('1', '{own}/code.py', 'exec'))": "ran code",
    "open('{own}/x', 'w')": None,
    "open('{out}/there')": None,
    "open(os.devnull, 'w')": None,
}


@pytest.mark.parametrize("does", _DOES)
def test_the_watch_sees_what_it_must(does, tmp_path):
    own, out = tmp_path / "own", tmp_path / "out"
    own.mkdir()
    out.mkdir()
    (out / "there").touch()
    script = (
        "import os, pickle, socket, subprocess\nfrom pathlib import Path\nfrom watched import watch\ntold = []\n"
        f"watch(Path({str(own)!r}), told.append, code_from=(Path({str(own)!r}),))\n"
        f"try:\n    {does.format(own=own, out=out)}\nexcept OSError:\n    pass\nprint(told)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (_DOES[does] in done.stdout) if _DOES[does] else done.stdout == "[]\n"


def test_a_script_that_fails_is_told(tmp_path):
    (tmp_path / "run.py").write_text((HERE / "run.py").read_text(encoding="utf8"), encoding="utf8")
    (tmp_path / "fault_none.py").write_text("raise SystemExit(3)", encoding="utf8")
    (tmp_path / "fault_one.py").write_text(
        "import json, sys\nrows = {'rows': [{'what': 'all', 'ok': True, 'cases': 2}]}\n"
        "open(sys.argv[sys.argv.index('--out') + 1], 'w').write(json.dumps(rows))",
        encoding="utf8",
    )
    done = subprocess.run([sys.executable, str(tmp_path / "run.py")], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "FAILED: ended with status 3" in done.stdout
    assert "all" in done.stdout
