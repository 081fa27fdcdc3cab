"""When a host may be asked again: a delay between requests, and the pauses that it asks for."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from dragoman.errors import FetchError

from .settings import Clock, Manners


class Hosts:
    """The times from which hosts may be asked again. Hosts are told apart by name; times are of ``clock``."""

    def __init__(self, manners: Manners, clock: Clock) -> None:
        self._manners = manners
        self._clock = clock
        self._asked: dict[str, float] = {}
        self._delays: dict[str, float] = {}
        self._paused: dict[str, float] = {}

    def seconds(self, host: str) -> float:
        """Tell in how many seconds the host may be asked again; 0 where it may be now."""
        free = self._paused.get(host, 0.0)
        if host in self._asked:
            free = max(free, self._asked[host] + self._delays.get(host, self._manners.delay))
        return max(0.0, free - self._clock.monotonic()) if free else 0.0

    def wait(self, host: str) -> None:
        """Wait until the host may be asked. Raises FetchError where it asked for a pause that is too long."""
        paused = self._paused.get(host, 0.0) - self._clock.monotonic()
        if host in self._paused and paused > self._manners.patience:
            raise FetchError(f"{host} asked to be left alone for {paused:.0f} s more; it will be", reason="paused")
        if seconds := self.seconds(host):
            self._clock.sleep(seconds)

    def asked(self, host: str) -> None:
        """Note that the host was asked just now."""
        self._asked[host] = self._clock.monotonic()

    def slow_down(self, host: str, delay: float | None) -> None:
        """Take the Crawl-delay of a host's robots.txt, where it is longer than the own one, up to the longest."""
        own = self._manners.delay
        stated = delay if delay is not None and delay > own else own  # a Crawl-delay that is no number is passed over
        self._delays[host] = min(stated, max(self._manners.longest_delay, own))

    def pause(self, host: str, retry_after: str | None) -> float:
        """Leave the host alone for as long as its Retry-After asks; give the seconds."""
        asked = _seconds(retry_after, self._clock.now()) if retry_after else None
        seconds = min(self._manners.pause if asked is None else asked, self._manners.longest_pause)
        self._paused[host] = self._clock.monotonic() + seconds
        return seconds


def _seconds(retry_after: str, now: datetime) -> float | None:
    """Read Retry-After (RFC 9110, section 10.2.3): seconds, or a date. None where it is neither."""
    value = retry_after.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        day = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    day = day.replace(tzinfo=UTC) if day.tzinfo is None else day
    return max(0.0, (day - now).total_seconds())
