"""Polls of feeds and files: what is new is read once, what fails is tried again, and nothing is lost between."""

from itertools import pairwise

import pytest
from msgspec.structs import replace

from dragoman.errors import UsageError
from dragoman.fetching import FeedState, Fetched, FetchFailure, check_sources, duration, poll, size, watch
from dragoman.fetching.entries import filled, in_known_charset, read_article, read_entries
from dragoman.reading import Failure
from dragoman.records import Published, Report

WORDS = "The envoy of Norland met the foreign minister of Sudland in the harbour town on Friday, officials said."


def page(title="Envoy meets minister", more="", words=WORDS):
    head = f"<head><title>{title}</title>{more}</head>"
    return f"<html>{head}<body><article><h1>{title}</h1><p>{words}</p></article></body></html>"


def rss(*links, title="Harbour Gazette"):
    items = "".join(
        f"<item><title>Story</title><link>{link}</link><pubDate>Mon, 06 May 2024 08:00:00 GMT</pubDate></item>"
        for link in links
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'


@pytest.fixture
def run(store, make_fetcher, fake):
    """Poll, keep what comes as the watch does, and give the items."""
    fetcher = make_fetcher()

    def running(*sources, stop_after=None):
        items = []
        for number, outcome in enumerate(poll(sources, store, fetcher, fake.clock.now()), 1):
            store.keep([outcome.item] if isinstance(outcome.item, Report) else [], [], [outcome.state])
            items += [outcome.item] if outcome.item else []
            if number == stop_after:
                break
        return items

    return running


def paths(items):
    return [item.path.rsplit("/", 1)[1] for item in items]


# Feeds


def test_new_entries_are_read_once_from_their_pages(server, run):
    feed = server.serve("/feed", rss(server.url("/1"), server.url("/2")))
    for path in ("/1", "/2", "/3"):
        server.serve(path, page(f"Envoy meets minister {path[1:]}"))
    first = run(feed)
    assert paths(first) == ["1", "2"]
    assert all(WORDS in report.text for report in first)
    assert run(feed) == []
    server.serve("/feed", rss(server.url("/3"), server.url("/2")))
    assert paths(run(feed)) == ["3"]
    assert [server.asked(path) for path in ("/feed", "/1", "/2", "/3")] == [3, 1, 1, 1]


def test_the_feed_fills_what_the_page_does_not_tell(server, run):
    feed = server.serve("/feed", rss(server.url("/1")))
    server.serve("/1", page())
    [report] = run(feed)
    assert (report.publisher, report.published.start) == ("Harbour Gazette", "2024-05-06")
    assert report.published.why.startswith("feed published")
    assert (report.title, report.url) == ("Envoy meets minister", server.url("/1"))


def test_a_feed_that_did_not_change(server, run, store):
    feed = server.serve("/feed", rss(server.url("/1")), ETag='"v1"', Last_Modified="Mon, 06 May 2024 10:00:00 GMT")
    server.serve("/1", page())
    run(feed)
    before = store.states[feed]
    server.serve("/feed", b"", status=304)
    assert run(feed) == []
    sent = [headers for path, headers in server.requests if path == "/feed"][1]
    assert (sent["If-None-Match"], sent["If-Modified-Since"]) == ('"v1"', "Mon, 06 May 2024 10:00:00 GMT")
    assert replace(store.states[feed], checked=before.checked) == before


def test_what_the_store_has_is_not_fetched(server, run, store):
    feed = server.serve("/feed", rss(server.url("/1")))
    store.keep([Report(report="r-1", url=server.url("/1"), text=WORDS)], [], [])
    assert run(feed) == []
    assert server.asked("/1") == 0


def test_a_page_in_two_feeds_is_fetched_once(server, run):
    server.serve("/1", page())
    feeds = [server.serve(path, rss(server.url("/1"))) for path in ("/feed-a", "/feed-b")]
    assert paths(run(*feeds)) == ["1"]
    assert (server.asked("/1"), run(*feeds)) == (1, [])


def test_a_page_that_fails_is_tried_at_three_polls(server, run):
    feed = server.serve("/feed", rss(server.url("/1")))
    told = [str(item) for _ in range(5) for item in run(feed)]
    assert len(told) == 3
    assert "404" in told[0]
    assert "try 1 of 3, again at the next poll" in told[0]
    assert "given up after 3 tries" in told[2]
    assert server.asked("/1") == 3


def test_a_page_that_failed_is_read_later_though_the_feed_dropped_it(server, run):
    feed = server.serve("/feed", rss(server.url("/1")))
    assert [item.reason for item in run(feed)] == ["status"]
    server.serve("/feed", rss(server.url("/2")))
    server.serve("/1", page("The first"))
    server.serve("/2", page("The second"))
    assert paths(run(feed)) == ["1", "2"]


def test_a_host_that_asked_for_a_pause_costs_no_try(server, run, fake):
    links = [server.url(f"/{number}") for number in range(5)]
    feed = server.serve("/feed", rss(*links))
    server.serve("/0", b"", status=503, Retry_After="3000")
    for number in range(1, 5):
        server.serve(f"/{number}", page(f"Story {number}"))
    assert [item.reason for item in run(feed)] == ["busy"] + ["paused"] * 4
    for _ in range(3):
        told = run(feed)
        assert [item.reason for item in told] == ["paused"] * 6  # the feed itself too
        assert "(not tried, again at the next poll)" in told[-1].message
    fake.seconds += 3_000
    server.serve("/0", page("Story 0"))
    assert paths(run(feed)) == ["0", "1", "2", "3", "4"]


def test_a_poll_that_was_stopped_goes_on(server, run):
    feed = server.serve("/feed", rss(*(server.url(f"/{number}") for number in range(3))), ETag='"v1"')
    for number in range(3):
        server.serve(f"/{number}", page(f"Story {number}"))
    assert paths(run(feed, stop_after=2)) == ["0"]
    server.serve("/feed", b"", status=304)
    assert paths(run(feed)) == ["1", "2"]


def test_the_host_that_is_free_is_asked_first(server, store, make_fetcher, fake):
    fetcher = make_fetcher(resolver=lambda host, port: ["127.0.0.1"])
    links = [server.url(f"/{n}", host) for host in ("one.example", "two.example") for n in (1, 2)]
    for n in (1, 2):
        server.serve(f"/{n}", page(f"Story {n}"))
    feed = server.serve("/feed", rss(*links))
    found = [outcome.item for outcome in poll([feed], store, fetcher, fake.clock.now()) if outcome.item]
    assert [item.path.split("/")[2].split(":")[0] for item in found] == ["one.example", "two.example"] * 2


def test_an_entry_without_a_link_is_read_from_the_feed(server, run):
    item = f"<item><title>Ferry sails</title><description>{WORDS}</description></item>"
    feed = server.serve("/feed", f'<rss version="2.0"><channel><title>G</title>{item}</channel></rss>')
    [report] = run(feed)
    assert (report.title, WORDS in report.text) == ("Ferry sails", True)
    assert run(feed) == []


def test_links_are_completed_with_the_address_of_the_feed(server, run):
    feed = server.serve("/news/feed", rss("story?id=1"))
    server.serve("/news/story?id=1", page())
    assert [report.url for report in run(feed)] == [server.url("/news/story?id=1")]


def test_a_link_into_a_private_network_is_a_failure(server, store, make_fetcher, fake, monkeypatch):
    monkeypatch.setattr("dragoman.fetching.addresses.is_public", lambda address: address == "127.0.0.1")
    feed = server.serve("/feed", rss("http://169.254.169.254/latest/meta-data/", "file:///etc/passwd"))
    items = [o.item for o in poll([feed], store, make_fetcher(allow_private=False), fake.clock.now()) if o.item]
    assert [item.reason for item in items if isinstance(item, FetchFailure)] == ["private"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (page(more="<link rel='alternate' type='application/rss+xml' href='/rss.xml'>"), "it names the feed http"),
        (page(), "a page, not a feed; give its feed's address"),
        ("Only words.", "no feed"),
        ("<rss><channel><title>Empty</title></channel></rss>", "a feed without entries"),
        (b"%PDF-1.7", "a PDF file"),
        (b"\x00\x01\x02" * 50, "binary"),
        ("<?xml version='1.0'?><sitemap/>", "neither a feed"),
    ],
)
def test_a_feed_that_is_none(server, run, body, expected):
    feed = server.serve("/feed", body)
    [failure] = run(feed)
    assert (failure.path, failure.reason) == (feed, "content")
    assert expected in failure.message


def test_a_feed_of_too_many_entries(server, run, store):
    feed = server.serve("/feed", rss(*(f"http://10.0.0.1/{number}" for number in range(510))))
    store.unseen = lambda keys: []
    [failure] = run(feed)
    assert "510 entries" in failure.message
    assert len(store.states[feed].entries) == 500


# Pages


def fetched(body, url="http://a.example/1", **options):
    data = body if isinstance(body, bytes) else body.encode()
    return Fetched(
        **{"url": url, "final_url": url, "status": 200, "content_type": "text/html", "body": data, **options}
    )


ENTRY = Report(
    report="r-0", id="guid-1", url="http://a.example/1", title="From the feed", authors=("Ada Byron",), text="x"
)


@pytest.mark.parametrize(
    ("stated", "declared", "encoded"),
    [
        ("windows-1251", "", "windows-1251"),
        ("utf-8", "", "windows-1251"),  # wrong: what the bytes are is guessed
        ("utf-8", "<meta charset='windows-1251'>", "windows-1251"),
        ("iso-8859-1", "<meta charset='windows-1251'>", "windows-1251"),
        ("iso-8859-1", "", "utf-8"),
        ("no-such-charset", "<meta charset='windows-1251'>", "windows-1251"),
        (None, "<meta charset='windows-1251'>", "windows-1251"),
    ],
)
def test_charset(stated, declared, encoded):
    words = "Посланник Норландии встретился с министром в портовом городе в пятницу, сообщили чиновники."
    body = page("Встреча", declared, words).encode(encoded)
    assert words in read_article(fetched(body, charset=stated), ENTRY).text


def test_charset_of_a_feed_that_only_the_header_tells():
    data = rss("http://a.example/1", title="Вестник").replace('<?xml version="1.0"?>', "").encode("koi8-r")
    answer = fetched(data, content_type="text/xml", charset="koi8-r")
    assert in_known_charset(answer) != data
    [report] = read_entries(answer)
    assert report.publisher == "Вестник"


def test_what_the_page_tells_goes_first():
    day = Published(start="2024-05-05", end="2024-05-05", precision="day", basis="metadata", why="page")
    told = Report(
        report="r-1", title="Its own", publisher="Its own", authors=("Its Own",), published=day, text="Its own"
    )
    result = filled(told, ENTRY, "http://a.example/1")
    assert (result.title, result.publisher, result.authors, result.published) == (
        "Its own",
        "Its own",
        ("Its Own",),
        day,
    )
    assert (result.id, result.text) == ("guid-1", "Its own")


def test_a_title_from_the_feed_stands_in_the_text_and_changes_the_id():
    bare = Report(report="r-1", text="Words.")
    result = filled(bare, ENTRY, "http://a.example/1")
    assert (result.title, result.text) == ("From the feed", "From the feed\n\nWords.")
    assert result.report not in ("r-1", "r-0")


def test_the_day_in_the_final_address_comes_last():
    result = filled(Report(report="r-1", text="Words."), ENTRY, "http://a.example/2024/05/04/story")
    assert (result.published.start, result.published.basis) == ("2024-05-04", "url")


@pytest.mark.parametrize(
    ("own", "url"),
    [
        ("http://www.a.example/story", "http://www.a.example/story"),
        ("https://other.example/story", "http://a.example/1"),
        (None, "http://a.example/1"),
    ],
)
def test_a_page_may_not_pass_for_one_of_another_host(own, url):
    assert filled(Report(report="r-1", url=own, text="Words."), ENTRY, "http://a.example/1").url == url


# Files


def test_a_file_is_read_again_when_it_changed(tmp_path, run):
    path = tmp_path / "lines.jsonl"
    path.write_text('{"text": "The first report."}\n{"nothing": 1}\n')
    first = run(str(path))
    assert [type(item) for item in first] == [Report, Failure]
    assert run(str(path)) == []
    path.write_text('{"text": "The first report."}\n{"text": "The second report."}\n')
    assert [item.text for item in run(str(path))] == ["The second report."]


def test_a_folder_and_a_file_that_is_not_there(tmp_path, run):
    (tmp_path / "a.txt").write_text(WORDS)
    (tmp_path / "feed.xml").write_text(rss("http://10.0.0.1/never-fetched"))
    found = run(str(tmp_path), str(tmp_path / "missing.txt"))
    assert paths(found) == ["a.txt", "feed.xml", "missing.txt"]
    assert "no such file" in found[-1].message


def test_a_file_that_was_half_read_is_read_again(tmp_path, run):
    path = tmp_path / "lines.jsonl"
    path.write_text("".join(f'{{"text": "Report number {n}."}}\n' for n in range(3)))
    assert len(run(str(path), stop_after=1)) == 1
    assert [item.text for item in run(str(path))] == ["Report number 1.", "Report number 2."]


# The watch


def code(reports):
    return [replace(report, notes=("coded",)) for report in reports]


def test_one_poll_stores_and_tells(server, store, make_fetcher, fake):
    feed = server.serve("/feed", rss(server.url("/1"), server.url("/2")))
    server.serve("/1", page())
    lines = []
    tally = watch([feed], store, make_fetcher(), code, tell=lines.append, clock=fake.clock)
    assert (tally.feeds, tally.new, tally.failures) == (1, 1, 1)
    assert [report.notes for report in store.reports] == [("coded",)]
    assert "answered 404" in lines[0]
    assert [str(failure) for failure in store.failures] == lines[:1]
    assert lines[1:] == ["1 feed polled, 1 new report, 0 with events, 1 failure"]
    assert [entry.status for entry in store.states[feed].entries] == ["done", "waiting"]


def test_reports_are_stored_together_with_the_state_that_says_so(server, store, make_fetcher, fake):
    feed = server.serve("/feed", rss(*(server.url(f"/{n}") for n in range(20))))
    for n in range(20):
        server.serve(f"/{n}", page(f"Story {n}"))
    log = []
    store.keep = lambda reports, failures, states: log.append(
        (len(reports), [entry.status for entry in states[-1].entries].count("done"))
    )
    watch([feed], store, make_fetcher(), code, clock=fake.clock, tell=log.append)
    assert log == [(16, 16), (4, 20), "1 feed polled, 20 new reports, 0 with events, 0 failures"]


def test_polls_come_at_their_time_until_ctrl_c(server, store, make_fetcher, fake):
    feed = server.serve("/feed", rss("http://10.0.0.1/1"))
    store.unseen = lambda keys: []
    lines = []
    polls = []

    def sleep(seconds):
        fake.sleep(seconds)
        if seconds > 60:
            polls.append(fake.seconds)
        if len(polls) == 3:
            raise KeyboardInterrupt

    clock = replace_sleep(fake.clock, sleep)
    watch([feed], store, make_fetcher(clock=clock), code, every=900, tell=lines.append, clock=clock)
    assert [b - a for a, b in pairwise(polls)] == [900, 900]
    assert len(lines) == 4
    assert lines[-1].startswith("stopped; ")


def test_ctrl_c_amid_a_poll(server, store, make_fetcher, fake):
    feed = server.serve("/feed", rss(server.url("/1")))
    server.serve("/1", page())

    def stopped(reports):
        raise KeyboardInterrupt

    lines = []
    watch([feed], store, make_fetcher(), stopped, every=60, tell=lines.append, clock=fake.clock)
    assert (len(lines), store.reports, store.states) == (1, [], {})


def replace_sleep(clock, sleep):
    return type(clock)(monotonic=clock.monotonic, sleep=sleep, now=clock.now)


# Options


@pytest.mark.parametrize(
    ("text", "seconds"), [("90s", 90), ("15m", 900), ("2h", 7_200), ("1d", 86_400), (" 1.5 H ", 5_400), ("0s", 0)]
)
def test_duration(text, seconds):
    assert duration(text, "--every") == seconds


@pytest.mark.parametrize("text", ["", "15", "m", "15 min", "-5m", "1e3s", "15m30s", "999999d", "nan s"])
def test_no_duration(text):
    with pytest.raises(UsageError, match="--every"):
        duration(text, "--every")


def test_duration_within_limits():
    with pytest.raises(UsageError, match="from 60s"):
        duration("5s", "--every", least=60)


@pytest.mark.parametrize(
    ("text", "bytes_"), [("500kB", 500_000), ("10MB", 10_000_000), ("1.5mb", 1_500_000), ("9b", 9)]
)
def test_size(text, bytes_):
    assert size(text, "--max-size") == bytes_


@pytest.mark.parametrize("text", ["", "10", "10GiB", "0MB", "-1MB"])
def test_no_size(text):
    with pytest.raises(UsageError, match="--max-size"):
        size(text, "--max-size")


@pytest.mark.parametrize(
    "source", ["-", "ftp://a.example/feed", "feed://a.example/", "http://", "https://u:p@a.example/"]
)
def test_source_that_cannot_be_watched(source):
    with pytest.raises(UsageError):
        check_sources(["https://a.example/feed", "folder/*.xml", source])


def test_a_state_is_a_record_that_json_carries(server, run, store):
    import msgspec

    feed = server.serve("/feed", rss(server.url("/1")))
    run(feed)
    state = store.states[feed]
    assert state.entries[0].report is not None
    assert msgspec.json.decode(msgspec.json.encode(state), type=FeedState) == state
