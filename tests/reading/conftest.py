from pathlib import Path

import pytest

from dragoman.reading import Failure, read
from dragoman.records import Report

PAGES = Path(__file__).parent.parent / "data" / "pages"


@pytest.fixture
def pages():
    return PAGES


@pytest.fixture
def read_bytes(tmp_path):
    """Read bytes as a file of the given name; gives the reports and the failures."""

    def reading(data, name="report.txt", **options):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
        found = list(read([path], **options))
        reports = [item for item in found if isinstance(item, Report)]
        return reports, [item for item in found if isinstance(item, Failure)]

    return reading
