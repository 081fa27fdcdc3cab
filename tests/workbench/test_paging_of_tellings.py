"""Stories of very many reports and occurrences of very many tellings come in pages that have each once."""

import pytest
from grouped import occurrences, stories, told

from dragoman.archive import Archive
from dragoman.workbench.looking import story, tellings


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    archive = Archive.create(tmp_path_factory.mktemp("raid") / "archive")
    archive.add(told(f"a{n}", publisher=f"Paper {n}", day=f"2031-05-{7 + n // 2:02}") for n in range(5))
    archive.group()
    return archive.path


@pytest.fixture
def client(path, open_at, monkeypatch):
    monkeypatch.setattr(story, "MOST", 2)
    monkeypatch.setattr(tellings, "MOST", 2)
    return open_at(path)


def pages(client, address, key):
    """The rows of all pages of an address as its data lead through them."""
    found, path = [], address
    while address:
        data = client.get(address.replace(path, f"{path}.json", 1)).json()
        found.append([row[key] for row in data["rows"]])
        address = data["next"]
    return found


def test_a_story_has_each_report_once(client, path):
    [name] = set(stories(Archive(path)).values())
    found = pages(client, f"/story/{name}", "report")
    assert [len(each) for each in found] == [2, 2, 1]
    assert len({report for page in found for report in page}) == 5
    page = client.get(f"/story/{name}").text
    assert ("2 of 5" in page, 'rel="next"' in page) == (True, True)


def test_an_occurrence_has_each_telling_once_and_splits_from_any_page(client, path):
    name = occurrences(Archive(path))["e-a0"]
    found = pages(client, f"/occurrence/{name}", "event")
    assert [len(each) for each in found] == [2, 2, 1]
    assert sorted(event for page in found for event in page) == [f"e-a{n}" for n in range(5)]
    page = client.get(f"/occurrence/{name}?after=.{found[0][-1]}").text
    assert 'name="seen" value="e-a0 e-a1 e-a2 e-a3 e-a4"' in page


def test_a_page_after_what_is_gone_goes_on_with_its_day(client, path):
    [name] = set(stories(Archive(path)).values())
    rows = client.get(f"/story/{name}.json?after=2031-05-08.r-gone").json()["rows"]
    assert [row["day"] for row in rows] == ["2031-05-09"]
