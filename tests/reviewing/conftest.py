"""An archive of two reports that people decide about."""

from __future__ import annotations

import pytest
from reviewed_reports import coded

from dragoman.archive import Archive


@pytest.fixture
def archive(tmp_path):
    made = Archive.create(tmp_path / "archive")
    made.add(coded())
    return made
