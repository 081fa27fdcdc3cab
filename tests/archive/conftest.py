"""Archives for the tests of this room."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from dragoman.archive import Archive
from dragoman.pipeline import Coder
from dragoman.records import Published, Report

HAPPENINGS = Path(__file__).parents[1] / "data" / "occurrences" / "reports.jsonl"


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    """The folder of an empty archive that keeps texts."""
    return Archive.create(tmp_path_factory.mktemp("empty") / "archive").path


@pytest.fixture
def archive(empty, tmp_path):
    """An empty archive that keeps texts, for one test: copied, which is quicker than made."""
    return Archive(shutil.copytree(empty, tmp_path / "archive"))


@pytest.fixture(scope="session")
def happenings():
    """The invented reports of recurring happenings: each entry of their file, and its coded report."""
    coder = Coder()
    entries = [json.loads(line) for line in HAPPENINGS.read_text(encoding="utf8").splitlines()]
    coded = coder.code_many([_invented(entry) for entry in entries])
    return list(zip(entries, coded, strict=True))


def _invented(entry):
    day = entry["published"]
    published = Published(start=day, end=day, precision="day", basis="given", why="")
    return Report(
        report=f"r-{entry['id']}", id=entry["id"], publisher=entry["publisher"], published=published, language="en",
        text=entry["text"],
    )  # fmt: skip
