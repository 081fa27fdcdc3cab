"""The options of `dragoman watch` as they are written, and a watch that runs once."""

import pytest

from dragoman.cli.watching import make_fetcher, prepare_watch
from dragoman.errors import UsageError
from dragoman.fetching import Bounds, Manners

ARTICLE = (
    "<html><head><title>Ferry line reopens</title></head><body><article><h1>Ferry line reopens</h1>"
    "<p>The ferry line between Norport and Sudport reopened on Monday after the two harbours had settled their quarrel "
    "over fees, both said.</p></article></body></html>"
)
FEED = (
    '<rss version="2.0"><channel><title>Harbour Gazette</title>'
    "<item><title>Ferry</title><link>{link}</link></item><item><title>Gone</title><link>{gone}\x1b[31m</link></item>"
    "</channel></rss>"
)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("every", "soon"), ("every", "30s"), ("delay", "2"), ("timeout", "0s"), ("timeout", "2d"), ("max_size", "10"),
        ("user_agent_", "two\nlines"), ("contact", ""),
    ],
)  # fmt: skip
def test_an_option_that_cannot_be_read_is_told_before_anything_is_fetched(server, store, option, value):
    with pytest.raises(UsageError):
        prepare_watch([server.url("/feed")], once=True, allow_private=True, **{option: value})(store, list)
    assert server.requests == []


def test_options_reach_the_fetcher():
    fetcher = make_fetcher(
        allow_private=True, delay="5s", user_agent_="Desk/1", contact="d@a.example", timeout="2m", max_size="1MB"
    )
    assert fetcher.manners == Manners(user_agent="Desk/1 (+d@a.example)", delay=5)
    assert fetcher.bounds == Bounds(total=120, size=1_000_000)


def test_one_poll_from_the_command_line(server, store, capsys):
    feed = server.serve("/feed", FEED.format(link=server.url("/1"), gone=server.url("/2")))
    server.serve("/1", ARTICLE)
    failures = prepare_watch([feed], once=True, allow_private=True, delay="0s")(store, list)
    told = capsys.readouterr()
    assert (failures, [report.title for report in store.reports]) == (1, ["Ferry line reopens"])
    lines = told.err.splitlines()
    assert lines[-1] == "dragoman: 1 feed polled, 1 new report, 0 with events, 1 failure"
    assert (told.out, "\x1b" in told.err) == ("", False)


def test_a_private_feed_is_refused_unless_allowed(server, store, capsys):
    assert prepare_watch([server.url("/feed")], once=True)(store, list) == 1
    assert "--allow-private" in capsys.readouterr().err
    assert server.requests == []
