"""``dragoman serve``: a process that is asked over HTTP, and what keeps it from starting."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

pytest.importorskip("uvicorn", reason="the workbench's libraries are not here")

from dragoman.archive import Archive

SRC = Path(__file__).parents[2] / "src"


def command(*options):
    return [sys.executable, "-m", "dragoman", "serve", *map(str, options)]


@contextmanager
def serving(*options):
    """The address that a running workbench prints; it ends as if Ctrl-C were pressed, and must end well."""
    environment = {**os.environ, "PYTHONPATH": str(SRC), "PYTHONUNBUFFERED": "1"}
    pipe = subprocess.PIPE
    process = subprocess.Popen(command(*options), stdout=pipe, stderr=pipe, text=True, env=environment)
    try:
        line = process.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, (line, process.stderr.read())
        yield found[0]
    finally:
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert "Traceback" not in errors


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return Archive.create(tmp_path_factory.mktemp("served") / "archive").path


def test_it_prints_an_address_that_answers(archive):
    with serving("--archive", archive, "--port", 0) as address:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        with urllib.request.urlopen(address) as answer:
            assert b"has no events yet" in answer.read()


def test_a_token_stands_in_the_address(archive):
    with serving("--archive", archive, "--port", 0, "--token", "sword&fish") as address:
        assert address.endswith("/?token=sword%26fish")
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with browser.open(address) as answer:
            assert answer.url.endswith("/")


def refused(*options):
    environment = {**os.environ, "PYTHONPATH": str(SRC)}
    done = subprocess.run(command(*options), capture_output=True, text=True, env=environment, timeout=60, check=False)
    assert (done.returncode, done.stderr.count("\n"), "Traceback" in done.stderr) == (1, 1, False), done.stderr
    return done.stderr


def test_what_keeps_it_from_starting(archive, tmp_path):
    assert "no such folder" in refused("--archive", tmp_path / "nowhere", "--port", 0)
    assert "--token" in refused("--archive", archive, "--host", "0.0.0.0")
    assert "cannot listen on host.invalid" in refused("--archive", archive, "--host", "host.invalid", "--token", "t")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert "--port 0" in refused("--archive", archive, "--port", taken.getsockname()[1])
