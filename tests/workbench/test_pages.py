"""Every page: it is there, shows text as text, and is of help when something is wrong."""

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dragoman.archive import Archive
from dragoman.workbench.app import VIEWS
from dragoman.workbench.looking.about import figures

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [
    "/", "/events", "/codebook", "/codebook/ASSAULT", "/codebook/consult", "/about", "/stories", "/decisions", "/dyad",
    "/dyad/MLI/NER",
]  # fmt: skip


class Elements(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_there_with_its_twins(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    twins = re.findall(r'<a href="([^"]+)" data-plain>', answer.text)
    assert [each.rpartition(".")[2] for each in twins] == ["json", "csv", "parquet"]
    types = [client.get(twin).headers["content-type"].partition(";")[0] for twin in twins]
    assert types == ["application/json", "text/csv", "application/vnd.apache.parquet"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_script_or_style_of_its_own(client, path):
    for tag, attributes in Elements(client.get(path).text).found:
        assert tag != "style"
        assert tag != "script" or attributes["src"].startswith("/static/")
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "hx-on")]
        for name in ("src", "href", "action"):
            assert re.match(r"/(?!/)|#|$", attributes.get(name, "")), attributes


@pytest.mark.parametrize("path", PAGES)
def test_labels_name_fields_that_are_there_and_ids_are_used_once(client, path):
    found = Elements(client.get(path).text).found
    ids = [attributes["id"] for _, attributes in found if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {attributes["for"] for tag, attributes in found if tag == "label" and "for" in attributes} <= set(ids)
    assert [tag for tag, _ in found].count("h1") == 1


@pytest.mark.parametrize(
    "path", ["/events", "/events?text=koro", "/", "/events?text=%3Cscript%3Ealert(3)%3C/script%3E"]
)
def test_what_a_report_says_is_text(client, path):
    page = client.get(path).text
    assert not re.search(r"<(script|img|b)[^>]*>\s*(alert|fired)|<img|onerror=\"|<script>", page)
    if path == "/events":
        assert (
            "&lt;script&gt;alert(&#34;koro&#34;)&lt;/script&gt; Rangers &lt;b&gt;<mark>fired</mark>&lt;/b&gt;" in page
        )
        assert "&lt;img src=x onerror=" in page


def test_an_empty_archive_says_what_to_do(tmp_path, open_at):
    client = open_at(Archive.create(tmp_path / "empty").path)
    for path in PAGES:
        assert client.get(path).status_code == 200
    assert "has no events yet" in client.get("/").text
    assert "has no events yet" in client.get("/events").text
    assert client.get("/events.json").json()["rows"] == []


def test_a_missing_archive_is_told_on_every_page(tmp_path, open_at):
    client = open_at(tmp_path / "nowhere")
    for path in PAGES:
        answer = client.get(path)
        assert (answer.status_code, "nowhere" in answer.text, "Traceback" in answer.text) == (503, True, False)


def test_an_archive_that_went_away_is_told_and_comes_back(news, tmp_path, open_at):
    here = shutil.copytree(news, tmp_path / "archive")
    client = open_at(here)
    assert client.get("/events").status_code == 200
    here.rename(tmp_path / "away")
    assert client.get("/events").status_code == 503
    (tmp_path / "away").rename(here)
    assert client.get("/events").status_code == 200


def test_an_archive_without_texts_shows_its_events(tmp_path, open_at):
    from archived import report

    archive = Archive.create(tmp_path / "bare", texts=False)
    archive.add([report("Rangers fired on a convoy.")])
    assert "the archive keeps no texts" in open_at(archive.path).get("/events").text


def test_what_another_process_adds_is_there_at_the_next_request(tmp_path, open_at):
    from archived import many

    archive = Archive.create(tmp_path / "growing")
    client = open_at(archive.path)
    assert client.get("/events.json").json()["total"] == 0
    archive.add(many(2))
    assert client.get("/events.json").json()["total"] == 2


NOT_THERE = ["/nowhere", "/events/", "/codebook/DINNER", "/codebook/DINNER.json", "/events.xml", "/static/none.js"]


@pytest.mark.parametrize("path", NOT_THERE)
def test_a_wrong_address_has_a_page_with_the_way_on(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert 'href="/events"' in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_pages_only_show(client, method):
    assert client.request(method, "/events", headers={"origin": "http://127.0.0.1:8000"}).status_code == 405


def test_what_was_not_foreseen_is_a_page_without_a_traceback(client, monkeypatch, caplog):
    def broken(_):
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr("dragoman.workbench.pages.about.about_of", broken)
    monkeypatch.setattr("dragoman.workbench.shelf.Memory.once", lambda _, __, make: make())
    answer = client.get("/about")
    assert (answer.status_code, "secret" in answer.text, "secret" in caplog.text) == (500, False, True)
    assert answer.headers["content-security-policy"]


def _named(path):
    """The path of a route as the documentation writes it: /codebook/TYPE."""
    return re.sub(r"{(\w+)}", lambda part: part[1].upper(), path)


def test_every_view_is_documented():
    page = (DOCS / "workbench.md").read_text(encoding="utf8")
    shown = [_named(view.path) for view in VIEWS if not view.changes]
    assert [path for path in shown if f"| `{path}` |" not in page] == []


def test_figures_are_those_of_the_documentation():
    page = (DOCS / "accuracy.md").read_text(encoding="utf8")
    for each in figures():
        assert f"| {each.what} | {each.figure:.2f} | {each.interval} | {each.of} |" in page
