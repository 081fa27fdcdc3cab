"""The report that the project must read: as a page and as pasted text it gives the same words."""

from pathlib import Path

import pytest

from dragoman.reading import read

SEED = Path(__file__).parents[3] / "shared" / "seed"

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the seed report is not here")


@pytest.fixture(scope="module")
def reports():
    return list(read([SEED / "report.html", SEED / "report.txt"]))


@pytest.mark.parametrize("number", [0, 1], ids=["page", "text"])
def test_fields(reports, number):
    report = reports[number]
    assert report.title == "President Lukashenko asks China for their economic support"
    assert report.authors == ("Cora Sulleyman",)
    assert report.published is None
    assert report.language == "en"
    assert report.text.startswith(report.title + "\n\n")
    assert report.text.count("\n\n") == 2
    assert report.notes == ()


def test_page_and_text_agree(reports):
    assert reports[0].text == reports[1].text


@pytest.mark.parametrize("words", ["fbpx", "Scroll Top", "Related Posts", "Cora", "beaches", "All rights"])
def test_no_furniture(reports, words):
    assert all(words not in report.text for report in reports)
