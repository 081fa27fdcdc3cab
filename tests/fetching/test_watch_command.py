"""`dragoman watch` from the command line into an archive, from a local server."""

import json
from functools import cache

import pytest
from typer.testing import CliRunner

from dragoman import pipeline
from dragoman.archive import Archive
from dragoman.cli.app import app

pytestmark = pytest.mark.model

TALES = {
    "/1": ("Envoys meet", "France and Germany held talks on fishing rights in Paris on Monday, the French foreign "
                          "ministry said."),
    "/2": ("Talks held", "German and French officials held talks on fishing rights in Paris on Monday, the foreign "
                         "ministry of France said."),
    "/3": ("Troops shell a village", "Russian troops shelled a village near Kharkiv in Ukraine on Tuesday, killing "
                                     "three people."),
}  # fmt: skip


@pytest.fixture(autouse=True)
def one_coder(monkeypatch):
    """Every call of the command has the same coder, which takes seconds to load."""
    monkeypatch.setattr(pipeline, "Coder", lambda **_: loaded())


@cache
def loaded(made=pipeline.Coder):
    return made()


def serve(server, *paths):
    for path in paths:
        title, words = TALES[path]
        server.serve(path, f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{words}</p>"
                           "</article></body></html>")  # fmt: skip


def feed(server, path, *links):
    items = "".join(
        f"<item><title>Story</title><link>{server.url(link)}</link>"
        "<pubDate>Tue, 07 May 2024 08:00:00 GMT</pubDate></item>"
        for link in links
    )
    return server.serve(path, f'<rss version="2.0"><channel><title>Tidewater Post</title>{items}</channel></rss>')


def poll(archive, *sources, status=0):
    words = ["watch", *sources, "--archive", str(archive), "--once", "--allow-private", "--delay", "0s"]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == status, result.output
    return result.stderr


def count(archive, what):
    return Archive(archive).sql(f"select count(*)::int as n from {what}").to_pylist()[0]["n"]


def test_what_is_new_is_added_once_and_placed(server, tmp_path):
    archive = tmp_path / "new" / "archive"
    serve(server, "/1", "/2")
    sources = [feed(server, "/a", "/1", "/2", "/gone"), feed(server, "/b", "/2")]
    told = poll(archive, *sources, status=1)
    assert "made a new archive" in told
    assert "2 feeds polled, 2 new reports, 2 with events, 1 failure" in told
    rows = Archive(archive).sql("select url, publisher, text from reports order by url").to_pylist()
    assert [row["url"] for row in rows] == [server.url("/1"), server.url("/2")]
    assert TALES["/1"][1] in rows[0]["text"]
    assert count(archive, "stories") == 2
    assert count(archive, "occurrences") == count(archive, "events") >= 2
    [failure] = Archive(archive).sql("select path, message from failures").to_pylist()
    assert failure["path"] == server.url("/gone")
    assert "try 1 of 3" in failure["message"]

    told = poll(archive, *sources, status=1)  # another archive object: what is known of the feeds comes from the disk
    assert "0 new reports, 0 with events, 1 failure" in told
    assert (count(archive, "reports"), server.asked("/1"), server.asked("/2")) == (2, 1, 1)

    serve(server, "/3")
    feed(server, "/b", "/3")
    server.serve(
        "/gone",
        "<html><body><article><p>The mayor of Lyon praised a choir on Sunday evening.</p></article></body></html>",
    )
    told = poll(archive, *sources)
    assert "2 new reports, 1 with events, 0 failures" in told
    assert (count(archive, "reports"), count(archive, "stories")) == (4, 4)
    assert count(archive, "occurrences") == count(archive, "events")
    runs = (
        Archive(archive)
        .sql("select kind, inputs, added, failed, options, ended from runs order by started")
        .to_pylist()
    )
    assert [(run["kind"], run["added"], run["failed"]) for run in runs] == [
        ("watch", 2, 1),
        ("watch", 0, 1),
        ("watch", 2, 0),
    ]
    assert all(run["ended"] and run["inputs"] == sources and json.loads(run["options"])["once"] for run in runs)


def test_a_feed_that_cannot_be_had_is_a_failure(server, tmp_path):
    archive = Archive.create(tmp_path / "archive", texts=False)
    told = poll(archive.path, server.url("/nowhere"), status=1)
    assert "1 feed polled, 0 new reports, 0 with events, 1 failure" in told
    assert count(archive.path, "failures") == 1
