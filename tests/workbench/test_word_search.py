"""A search for words ends when it has found enough, and leaves nothing out of the pages that follow."""

import pytest

from dragoman.archive import Archive
from dragoman.workbench.asking import asked
from dragoman.workbench.looking import events, facets, fitting


@pytest.fixture
def con(news):
    return Archive(news).digested()


def ask(**pairs):
    return asked("/events", tuple(pairs.items()))


def pages(con, **pairs):
    """The events of all pages, one list a page, and the first page."""
    found, after, first = [], {}, None
    while True:
        page = events.page_of(con, ask(**pairs, **after))
        first = first or page
        found.append([line.event for line in page.lines])
        if page.following is None:
            return found, first
        after = {"after": str(page.following)}


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize("portion", [1, 7, 100])
def test_pages_of_a_search_that_ends_early_are_those_of_one_that_does_not(con, monkeypatch, order, portion):
    whole, first = pages(con, text="fired", order=order, limit="6")
    assert (first.total, first.capped) == (sum(map(len, whole)), False)
    monkeypatch.setattr(fitting, "FOUND", 4)
    monkeypatch.setattr(events, "FOUND", 4)
    monkeypatch.setattr(fitting, "_PORTION", portion)
    cut, first = pages(con, text="fired", order=order, limit="6")
    assert cut == whole
    assert first.capped == (portion < 46)
    assert first.total == (4 if portion < 46 else sum(map(len, whole)))


def test_facets_of_a_search_that_ends_early_say_how_many_were_counted(con, monkeypatch):
    assert facets.facets_of(con, ask(text="fired").filter).of is None
    monkeypatch.setattr(fitting, "FOUND", 4)
    monkeypatch.setattr(facets, "FOUND", 4)
    monkeypatch.setattr(fitting, "_PORTION", 1)
    found = facets.facets_of(con, ask(text="fired").filter)
    assert found.of == 4
    assert sum(each.count for each in found.facets[2].counts) == 4
