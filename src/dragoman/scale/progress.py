"""How far the work is, for standard error: how many reports, how quick, how many failures, how long it will take."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import TextIO

from .settings import RECENT, REDRAW, TELL
from .source import Position

_CLEAR = "\r\x1b[K"
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


class Progress:
    """Counts what is done and tells it: on a terminal in one line drawn again and again, elsewhere every half minute.

    ``position`` tells how far the inputs are read. ``out`` is None where nothing is to be told.
    """

    def __init__(self, position: Position, out: TextIO | None, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._position, self._out, self._clock = position, out, clock
        self._live = out is not None and out.isatty()
        self._begun: float | None = None  # when the first result came: what it takes to load is no part of the rate
        self._told = 0.0
        self._begun_at = 0.0
        self._counts: deque[tuple[float, int]] = deque()
        self.reports = self.failures = self.known = 0

    def tick(self) -> None:
        """Tell how far it is, if it is time to."""
        now = self._clock()
        if self._begun is None:
            self._begun, self._told, self._begun_at = now, now, self._part() or 0.0
            self._counts.append((now, self.reports + self.known))
        if self._out is None or now - self._told < (REDRAW if self._live else TELL):
            return
        self._told = now
        self._counts.append((now, self.reports + self.known))
        while len(self._counts) > 2 and now - self._counts[0][0] > RECENT:
            self._counts.popleft()
        self._out.write(f"{_CLEAR}{self.line()}" if self._live else f"dragoman: {self.line()}\n")
        self._out.flush()

    def clear(self) -> None:
        """Take the live line away, before something else is written and at the end."""
        if self._live and self._out is not None:
            self._out.write(_CLEAR)
            self._out.flush()
            self._told = 0.0

    def line(self) -> str:
        """The line that is told now."""
        parts = [f"{self.reports:,} reports"]
        parts += [f"{self.known:,} known already"] if self.known else []
        parts += [f"{self._rate():.1f} a second", f"{self.failures:,} failed"]
        part = self._part() or 0.0
        if self._begun is not None and self._begun_at < part < 1:
            left = (self._clock() - self._begun) * (1 - part) / (part - self._begun_at)
            parts.append(f"{part:.0%} of the input read, about {_words(left)} left")
        return ", ".join(parts)

    def _rate(self) -> float:
        if not self._counts:
            return 0.0
        (since, before), (until, after) = self._counts[0], self._counts[-1]
        return (after - before) / (until - since) if until > since else 0.0

    def _part(self) -> float | None:
        total = self._position.total
        return self._position.behind / total if total else None


def _words(seconds: float) -> str:
    """A stretch of time, as exactly as it can be told beforehand."""
    for unit, name in ((_DAY, "days"), (_HOUR, "hours"), (_MINUTE, "minutes")):
        if seconds >= 2 * unit:
            return f"{seconds / unit:.0f} {name}"
    return f"{seconds:.0f} seconds"
