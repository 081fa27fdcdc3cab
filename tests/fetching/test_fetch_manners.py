"""robots.txt, delays and pauses, with a clock that does not wait."""

import pytest

from dragoman.errors import UsageError
from dragoman.fetching import Fetched, FetchFailure, Manners, user_agent

PAGE = b"<html><p>The ferry to the island left at noon.</p></html>"


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        ("User-agent: *\nDisallow: /a", False),
        ("User-agent: *\nDisallow: /b", True),
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: Dragoman\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: dragoman\nAllow: /a", True),
        ("User-agent: *\nAllow: /a\nDisallow: /", True),  # the longest rule, not the first
        ("User-agent: *\nDisallow: /\nAllow: /a", True),
        ("User-agent: *\nDisallow: /*.html$", False),
        ("\ufeffUser-agent: *\r\nDisallow: /a # all of it\r\n", False),
        ("\x00\x01 no robots.txt at all <html>", True),
        ("", True),
        ("#" * 600_000 + "\nUser-agent: *\nDisallow: /", True),  # what lies behind the largest size is not read
        ("User-agent: *\nDisallow: /a\n" + "#" * 600_000, False),
    ],
)
def test_robots_txt(server, make_fetcher, robots, allowed):
    server.serve("/robots.txt", robots)
    url = server.serve("/a.html", PAGE)
    result = make_fetcher().fetch(url)
    assert isinstance(result, Fetched) == allowed
    assert server.asked("/a.html") == allowed
    if not allowed:
        assert result.reason == "robots"


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (403, True), (410, True), (429, False), (500, False), (503, False)]
)
def test_robots_txt_that_is_not_given(server, make_fetcher, status, allowed):
    server.serve("/robots.txt", b"", status=status)
    url = server.serve("/a", PAGE)
    assert isinstance(make_fetcher().fetch(url), Fetched) == allowed


def test_robots_txt_that_is_broken_closes_the_host_for_a_while(server, make_fetcher, fake):
    server.raw("/robots.txt", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\ncut")
    url = server.serve("/a", PAGE)
    fetcher = make_fetcher()
    assert [fetcher.fetch(url).reason for _ in range(2)] == ["protocol", "protocol"]
    assert server.asked("/robots.txt") == 1
    server.serve("/robots.txt", b"")
    fake.seconds += Manners().robots_retry
    assert isinstance(fetcher.fetch(url), Fetched)


def test_robots_txt_is_redirected(server, make_fetcher):
    server.serve("/robots.txt", b"", status=301, Location="/rules")
    server.serve("/rules", "User-agent: *\nDisallow: /a")
    server.serve("/endless", b"", status=302, Location="/endless")
    url = server.serve("/a", PAGE)
    assert make_fetcher().fetch(url).reason == "robots"
    server.serve("/robots.txt", b"", status=301, Location="/endless")
    assert isinstance(make_fetcher().fetch(url), Fetched)


def test_robots_txt_is_kept_for_a_day(server, make_fetcher, fake):
    url = server.serve("/a", PAGE)
    fetcher = make_fetcher()
    for hours in (0, 1, 22, 2):
        fake.seconds += hours * 3_600
        fetcher.fetch(url)
    assert (server.asked("/a"), server.asked("/robots.txt")) == (4, 2)


def test_robots_txt_of_a_redirects_host_is_asked(server, make_fetcher):
    fetcher = make_fetcher(resolver=lambda host, port: ["127.0.0.1"])
    url = server.serve("/a", b"", status=302, Location=server.url("/b", "other.example"))
    server.serve("/b", PAGE)
    server.serve("/robots.txt", "User-agent: *\nDisallow: /b")
    assert fetcher.fetch(url).reason == "robots"
    hosts = [headers["Host"] for path, headers in server.requests if path == "/robots.txt"]
    assert hosts == [f"127.0.0.1:{server.port}", f"other.example:{server.port}"]


@pytest.mark.parametrize(
    ("robots", "slept"),
    [
        ("", [2.0, 2.0]),
        ("User-agent: *\nCrawl-delay: 5", [5.0, 5.0]),
        ("User-agent: *\nCrawl-delay: 0.5", [2.0, 2.0]),
        ("User-agent: *\nCrawl-delay: 9999", [60.0, 60.0]),
        ("User-agent: *\nCrawl-delay: nan", [2.0, 2.0]),
        ("User-agent: *\nCrawl-delay: -5", [2.0, 2.0]),
        ("User-agent: *\nCrawl-delay: soon", [2.0, 2.0]),
    ],
)
def test_delay_between_requests_to_one_host(server, make_fetcher, fake, robots, slept):
    server.serve("/robots.txt", robots)
    url = server.serve("/a", PAGE)
    fetcher = make_fetcher()
    assert fetcher.seconds(url) == 0
    fetcher.fetch(url)
    assert fetcher.seconds(url) == slept[-1]
    fetcher.fetch(url)
    assert fake.slept == slept


def test_no_delay_between_two_hosts(server, make_fetcher, fake):
    fetcher = make_fetcher(resolver=lambda host, port: ["127.0.0.1"])
    server.serve("/a", PAGE)
    fetcher.fetch(server.url("/a", "one.example"))
    fake.slept.clear()
    assert fetcher.seconds(server.url("/a", "two.example")) == 0


def busy(times, status, **headers):
    """A route that is busy so many times and then gives the page."""
    left = [times]

    def route(handler):
        left[0] -= 1
        handler.send_response(status if left[0] >= 0 else 200)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(PAGE)))
        handler.end_headers()
        handler.wfile.write(PAGE)

    return route


@pytest.mark.parametrize("after", ["7", "Mon, 06 May 2024 12:00:09 GMT"])
@pytest.mark.parametrize("status", [429, 503])
def test_a_short_retry_after_is_waited_for(server, make_fetcher, fake, after, status):
    server.routes["/a"] = busy(1, status, Retry_After=after)
    assert isinstance(make_fetcher().fetch(server.url("/a")), Fetched)
    assert fake.slept == [2.0, 7.0]


def test_a_host_that_stays_busy_is_left_alone(server, make_fetcher, fake):
    server.routes["/a"] = busy(2, 429, Retry_After="7")
    fetcher = make_fetcher()
    assert fetcher.fetch(server.url("/a")).reason == "busy"
    assert server.asked("/a") == 2
    assert fetcher.seconds(server.url("/a")) == 7


@pytest.mark.parametrize(
    ("headers", "pause"),
    [
        ({}, 60),
        ({"Retry_After": "600"}, 600),
        ({"Retry_After": "999999999999"}, 3_600),
        ({"Retry_After": "Mon, 06 May 2024 12:10:02 GMT"}, 600),
        ({"Retry_After": "when the tide turns"}, 60),
    ],
)
def test_a_long_retry_after_is_not_waited_for(server, make_fetcher, fake, headers, pause):
    server.routes["/a"] = busy(1, 503, **headers)
    fetcher = make_fetcher()
    assert fetcher.fetch(server.url("/a")).reason == "busy"
    assert fetcher.seconds(server.url("/a")) == pause
    assert fetcher.fetch(server.url("/b")).reason == "paused"
    assert (server.asked("/a"), server.asked("/b")) == (1, 0)
    fake.seconds += pause
    assert isinstance(fetcher.fetch(server.url("/a")), Fetched)


@pytest.mark.parametrize("value", ["two\nlines", "bücher", " ", ""])
def test_user_agent_that_cannot_be_sent(value):
    with pytest.raises(UsageError, match="--user-agent"):
        user_agent(value)
    with pytest.raises(UsageError, match="--contact"):
        user_agent(contact=value)


@pytest.mark.parametrize(
    ("agent", "robot"), [(user_agent(), "dragoman"), ("Newsdesk-Bot/2 (x)", "Newsdesk-Bot"), ("7", "dragoman")]
)
def test_name_for_robots_txt(agent, robot):
    assert Manners(user_agent=agent).robot == robot


def test_a_failure_tells_address_reason_and_repair(make_fetcher):
    failure = make_fetcher().fetch("ftp://a.example/")
    assert isinstance(failure, FetchFailure)
    assert str(failure) == (
        "ftp://a.example/: 'ftp://a.example/' cannot be fetched: not an http or https address; "
        "give a full http or https address"
    )
