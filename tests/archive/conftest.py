"""Archives for the tests of this room."""

from __future__ import annotations

import shutil

import pytest

from dragoman.archive import Archive


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    """The folder of an empty archive that keeps texts."""
    return Archive.create(tmp_path_factory.mktemp("empty") / "archive").path


@pytest.fixture
def archive(empty, tmp_path):
    """An empty archive that keeps texts, for one test: copied, which is quicker than made."""
    return Archive(shutil.copytree(empty, tmp_path / "archive"))
