"""Fetching an address: checked, allowed by robots.txt, no sooner than is polite, redirects followed one by one."""

from __future__ import annotations

import http
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.message import Message

from dragoman.errors import FetchError, FetchReason
from dragoman.reading import Failure
from dragoman.records import Record

from .addresses import Resolver, resolve, system_resolver
from .exchange import TAKEN, Answer, ask
from .hosts import Hosts
from .robots import Robots
from .settings import Bounds, Clock, Manners
from .targets import Target, redirected, target_of

NOT_MODIFIED = 304
_REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = (429, 503)
_GONE = (404, 410)
_LONGEST_TAG = 500  # characters of an ETag or a Last-Modified; a longer one is not sent back
_ACCEPT = (
    "application/atom+xml, application/rss+xml, text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5"
)


class Fetched(Record, frozen=True, kw_only=True):
    """An answer: ``url`` was asked for, ``final_url`` gave it after redirects; the body is unpacked.

    ``status`` is 200 (203), or 304 with no body where the caller's copy still holds.
    """

    url: str
    final_url: str
    status: int
    content_type: str = ""
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body: bytes = b""


class FetchFailure(Failure, frozen=True, kw_only=True):
    """An address (``path``) that was not fetched or held nothing to read; ``reason`` tells why in one word."""

    reason: FetchReason


class Fetcher:
    """Fetches addresses one after another.

    It sends no cookies, uses no proxy, and asks the system nothing but the addresses of hosts. What it remembers
    between fetches is when each host was asked, and its robots.txt.
    """

    def __init__(
        self,
        *,
        manners: Manners | None = None,
        bounds: Bounds | None = None,
        allow_private: bool = False,
        resolver: Resolver = system_resolver,
        clock: Clock | None = None,
        context: ssl.SSLContext | None = None,
    ) -> None:
        """Set up; ``resolver``, ``clock`` and ``context`` (the trusted certificates) are else the system's."""
        self.manners = manners or Manners()
        self.bounds = bounds or Bounds()
        self._allow_private = allow_private
        self._resolver = resolver
        self._clock = clock or Clock()
        self._context = context or ssl.create_default_context()
        self._hosts = Hosts(self.manners, self._clock)
        self._robots = Robots(self._robots_txt, self.manners, self._clock)

    def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched | FetchFailure:
        """Fetch an address. With the ``etag`` or ``last_modified`` of the last answer, a new one comes only if changed.

        Whatever goes wrong is given as a FetchFailure, nothing is raised.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        try:
            target, answer = self._follow(target_of(url), headers, robots=True)
            if answer.status not in TAKEN and not (answer.status == NOT_MODIFIED and headers):
                raise _refused(target, answer.status)
        except FetchError as error:
            return FetchFailure(path=url, message=str(error), reason=error.reason)
        return _fetched(url, target, answer)

    def seconds(self, url: str) -> float:
        """Tell in how many seconds the host of an address may be asked; 0 for what is no address."""
        try:
            return self._hosts.seconds(target_of(url).host)
        except FetchError:
            return 0.0

    def _robots_txt(self, target: Target) -> Answer:
        return self._follow(target, {}, robots=False)[1]

    def _follow(self, target: Target, headers: Mapping[str, str], *, robots: bool) -> tuple[Target, Answer]:
        """Ask for an address and for those it is redirected to, each checked as the first was."""
        seen: set[str] = set()
        left = self.bounds.total
        while True:
            seen.add(target.url)
            answer, seconds = self._hop(target, headers, robots=robots, left=left)
            left -= seconds
            if answer.status not in _REDIRECTS:
                return target, answer
            if "location" not in answer.headers:
                raise FetchError(f"{target.url} redirects to nowhere; check the address", reason="protocol")
            target = redirected(target, answer.headers["location"])
            if target.url in seen:
                raise FetchError(
                    f"redirects go round in a circle, by {target.url}; give another address", reason="redirect"
                )
            if len(seen) > self.bounds.redirects:
                raise FetchError(
                    f"more than {self.bounds.redirects} redirects; give the final address", reason="redirect"
                )

    def _hop(self, target: Target, headers: Mapping[str, str], *, robots: bool, left: float) -> tuple[Answer, float]:
        """Ask one address, and once more where the host is busy and says that it soon will not be.

        The second value is the seconds that this took on the network.
        """
        addresses = self._resolved(target)
        if robots:
            self._obey(target)
        answer, taken = self._ask(target, addresses, headers, left=left, robots=robots)
        if answer.status in _BUSY and robots:
            pause = self._hosts.pause(target.host, answer.headers.get("retry-after"))
            if "retry-after" in answer.headers and pause <= self.manners.patience:
                answer, again = self._ask(target, addresses, headers, left=left - taken, robots=robots)
                taken += again
            if answer.status in _BUSY:
                self._hosts.pause(target.host, answer.headers.get("retry-after"))
                raise FetchError(
                    f"{target.host} is busy ({answer.status}); it is left alone for a while", reason="busy"
                )
        return answer, taken

    def _ask(
        self, target: Target, addresses: list[str], headers: Mapping[str, str], *, left: float, robots: bool
    ) -> tuple[Answer, float]:
        self._hosts.wait(target.host)
        start = time.monotonic()
        sent = {
            "User-Agent": self.manners.user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }
        with self._noted(target):
            answer = ask(
                target, addresses, {**sent, **headers}, bounds=self.bounds, seconds=left, context=self._context,
                start=None if robots else self.bounds.robots_size,
            )  # fmt: skip
        return answer, time.monotonic() - start

    def _resolved(self, target: Target) -> list[str]:
        return resolve(target.host, target.port, resolver=self._resolver, allow_private=self._allow_private)

    def _obey(self, target: Target) -> None:
        rules = self._robots.rules(target)
        self._hosts.slow_down(target.host, rules.delay)
        rules.check(target)

    @contextmanager
    def _noted(self, target: Target) -> Iterator[None]:
        try:
            yield
        finally:
            self._hosts.asked(target.host)


def _refused(target: Target, status: int) -> FetchError:
    try:
        words = f"{status} {http.HTTPStatus(status).phrase}"
    except ValueError:
        words = str(status)
    repair = "check the address" if status in _GONE else "try again later"
    return FetchError(f"{target.host} answered {words}; {repair}", reason="status")


def _fetched(url: str, target: Target, answer: Answer) -> Fetched:
    stated = Message()
    stated["content-type"] = answer.headers.get("content-type", "")
    return Fetched(
        url=url, final_url=target.url, status=answer.status, content_type=stated.get_content_type(),
        charset=stated.get_content_charset(), etag=_tag(answer, "etag"),
        last_modified=_tag(answer, "last-modified"), body=answer.body,
    )  # fmt: skip


def _tag(answer: Answer, name: str) -> str | None:
    """Give a validator of an answer where it can be sent back: one line of ASCII of a sound length."""
    value = answer.headers.get(name, "").strip()
    return value if value and len(value) <= _LONGEST_TAG and value.isascii() and value.isprintable() else None
