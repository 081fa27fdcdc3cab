"""robots.txt (RFC 9309): what a host lets this program fetch.

The standard library's parser takes the first rule that fits and knows no wildcards, against RFC 9309; protego takes the
longest and knows them.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from dragoman.errors import FetchError

from .exchange import TAKEN, Answer
from .settings import Clock, Manners
from .targets import Target, target_of

_HOSTS_KEPT = 1_000  # rules of so many hosts are kept in memory
_TOO_MANY = 429
_SERVER = 500


@dataclass(frozen=True, slots=True)
class Rules:
    """What one robots.txt says to one robot. Without ``parsed`` all is open, or nothing is, because of ``closed``."""

    robot: str
    parsed: Protego | None = None
    closed: FetchError | None = None

    def check(self, target: Target) -> None:
        """Raise FetchError where the address may not be fetched."""
        if self.parsed and not self.parsed.can_fetch(target.url, self.robot):
            raise FetchError(
                f"robots.txt of {target.host} disallows it; ask its publisher, or save the page by hand",
                reason="robots",
            )
        if self.closed:
            raise FetchError(
                f"robots.txt of {target.host} cannot be had, so nothing is fetched: {self.closed}",
                reason=self.closed.reason,
            )

    @property
    def delay(self) -> float | None:
        """Give its Crawl-delay in seconds, where it has one."""
        return self.parsed.crawl_delay(self.robot) if self.parsed else None


class Robots:
    """The rules of hosts, fetched when first needed and kept for a day."""

    def __init__(self, fetch: Callable[[Target], Answer], manners: Manners, clock: Clock) -> None:
        """Take ``fetch``, which gives a robots.txt with its redirects followed, or raises FetchError."""
        self._fetch = fetch
        self._manners = manners
        self._clock = clock
        self._kept: dict[str, tuple[float, Rules]] = {}

    def rules(self, target: Target) -> Rules:
        """Give the rules of the target's host. Raises FetchError where that host asked for a pause."""
        until, rules = self._kept.get(target.origin, (0.0, None))
        if rules is None or self._clock.monotonic() >= until:
            rules, age = self._ask(target)
            self._kept.pop(target.origin, None)
            self._kept[target.origin] = (self._clock.monotonic() + age, rules)
            if len(self._kept) > _HOSTS_KEPT:
                del self._kept[next(iter(self._kept))]
        return rules

    def _ask(self, target: Target) -> tuple[Rules, float]:
        """Fetch and read robots.txt; give the rules and how long they hold.

        Where the host answers that there is none (4xx, RFC 9309 section 2.3.1.3) all is open, and so it is behind more
        redirects than are followed (2.3.1.2). Where it cannot tell (5xx, no answer, 2.3.1.4) nothing is, for a while.
        """
        robot = self._manners.robot
        try:
            answer = self._fetch(target_of(f"{target.origin}/robots.txt"))
        except FetchError as failed:
            if failed.reason == "paused":
                raise
            if failed.reason == "redirect":
                return Rules(robot), self._manners.robots_age
            return Rules(robot, closed=failed), self._manners.robots_retry
        if answer.status in TAKEN:
            return Rules(robot, Protego.parse(_text(answer.body))), self._manners.robots_age
        if answer.status == _TOO_MANY or answer.status >= _SERVER:
            error = FetchError(f"it was answered with status {answer.status}; try again later", reason="robots")
            return Rules(robot, closed=error), self._manners.robots_retry
        return Rules(robot), self._manners.robots_age


def _text(body: bytes) -> str:
    return body.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace").replace("\0", "\ufffd")
