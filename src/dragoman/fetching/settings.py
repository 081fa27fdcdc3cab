"""The settings of fetching: how politely a host is asked, and how much of an answer is taken."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from dragoman.errors import UsageError
from dragoman.records import Record
from dragoman.version import __version__

PROGRAM = f"dragoman/{__version__}"
_TOKEN = re.compile(r"[A-Za-z_-]+")  # a product token of robots.txt (RFC 9309, section 2.2.1)


class Manners(Record, frozen=True, kw_only=True):
    """How a host is asked. All times are in seconds.

    ``delay`` lies between two requests to one host; a Crawl-delay of its robots.txt that is longer goes before it, up
    to ``longest_delay``. A host that answers 429 or 503 is left alone for as long as its Retry-After says, up to
    ``longest_pause``, or for ``pause`` where it says nothing; a pause of ``patience`` at most is waited for. Rules of
    robots.txt are kept for ``robots_age``, and where it could not be fetched the host is closed for ``robots_retry``.
    """

    user_agent: str = PROGRAM
    delay: float = 2.0
    longest_delay: float = 60.0
    pause: float = 60.0
    patience: float = 30.0
    longest_pause: float = 3_600.0
    robots_age: float = 86_400.0
    robots_retry: float = 600.0

    @property
    def robot(self) -> str:
        """The name that groups of robots.txt are looked up with: the product token of the user agent."""
        found = _TOKEN.match(self.user_agent)
        return found[0] if found else "dragoman"


class Bounds(Record, frozen=True, kw_only=True):
    """How long one fetch may take and how much it may bring.

    Seconds: ``connect`` to one address, ``read`` between two pieces, ``total`` for a fetch with its redirects, without
    the waits that politeness asks for. Bytes: ``size`` of a body as sent and again as unpacked, ``robots_size`` of
    robots.txt (RFC 9309 asks for at least 500 kibibytes). ``addresses`` of one host are tried at most.
    """

    connect: float = 10.0
    read: float = 15.0
    total: float = 60.0
    size: int = 10_000_000
    robots_size: int = 512_000
    redirects: int = 5
    addresses: int = 4


@dataclass(frozen=True, slots=True)
class Clock:
    """The time, and waiting; tests put in their own."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


def user_agent(name: str | None = None, contact: str | None = None) -> str:
    """Give the value of User-Agent: the program with its version, or ``name``, and where its user can be reached.

    Raises UsageError where one of them cannot stand in a header.
    """
    for option, value in (("--user-agent", name), ("--contact", contact)):
        if value is not None and not (value.strip() and value.isascii() and value.isprintable()):
            raise UsageError(f"{option} {value!r} cannot stand in a header; write one line of plain ASCII")
    first = (name or PROGRAM).strip()
    return f"{first} (+{contact.strip()})" if contact else first
