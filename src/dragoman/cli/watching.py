"""``dragoman watch``: the options of a call, and the watch itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from .notes import note

if TYPE_CHECKING:
    from dragoman.fetching import Fetcher, Store
    from dragoman.fetching.watching import Code

_LEAST_EVERY = 60.0  # seconds: no feed is worth asking for more often

Sources = Annotated[
    list[str],
    typer.Argument(metavar="FEED_OR_FILE...", help="Addresses of RSS or Atom feeds, and files as dragoman code takes."),
]
EveryOption = Annotated[
    str, typer.Option("--every", metavar="TIME", help="How long from one poll to the next: 90s, 15m, 2h, 1d.")
]
OnceOption = Annotated[bool, typer.Option("--once", help="Poll once and stop.")]
AllowPrivateOption = Annotated[
    bool, typer.Option("--allow-private", help="Also ask hosts in private and local networks.")
]
DelayOption = Annotated[
    str, typer.Option("--delay", metavar="TIME", help="The least time between two requests to one host.")
]
UserAgentOption = Annotated[
    str | None, typer.Option("--user-agent", metavar="TEXT", help="What to call itself in place of its own name.")
]
ContactOption = Annotated[
    str | None,
    typer.Option("--contact", metavar="ADDRESS", help="A web or mail address where hosts can reach you; sent along."),
]
TimeoutOption = Annotated[
    str, typer.Option("--timeout", metavar="TIME", help="The longest that one fetch may take, redirects included.")
]
MaxSizeOption = Annotated[
    str, typer.Option("--max-size", metavar="SIZE", help="The largest answer that is taken, packed and unpacked.")
]


def prepare_watch(
    sources: Sequence[str],
    *,
    every: str = "15m",
    once: bool = False,
    allow_private: bool = False,
    delay: str = "2s",
    user_agent_: str | None = None,
    contact: str | None = None,
    timeout: str = "60s",
    max_size: str = "10MB",
) -> Callable[[Store, Code], int]:
    """The watch of feeds and files, ready to be started with a store (the archive) and ``Coder.code_many``.

    It gives the number of failures of the last poll; failures and one line a poll go to standard error. Raises
    UsageError where an option cannot be read, before anything is fetched.
    """
    from dragoman.fetching import check_sources, duration, watch

    seconds = duration(every, "--every", least=_LEAST_EVERY)
    fetcher = make_fetcher(
        allow_private=allow_private, delay=delay, user_agent_=user_agent_, contact=contact, timeout=timeout,
        max_size=max_size,
    )  # fmt: skip
    check_sources(sources)
    return lambda store, code: (
        watch(sources, store, fetcher, code, every=None if once else seconds, tell=_tell).failures
    )


def make_fetcher(
    *,
    allow_private: bool,
    delay: str,
    user_agent_: str | None,
    contact: str | None,
    timeout: str,
    max_size: str,
) -> Fetcher:
    """Make a fetcher of the options as they were written. Raises UsageError where one cannot be read."""
    from dragoman.fetching import Bounds, Fetcher, Manners, duration, size, user_agent

    manners = Manners(user_agent=user_agent(user_agent_, contact), delay=duration(delay, "--delay", most=3_600))
    total = duration(timeout, "--timeout", least=0.1, most=3_600)
    bounds = Bounds(total=total, size=size(max_size, "--max-size"))
    return Fetcher(manners=manners, bounds=bounds, allow_private=allow_private)


def _tell(line: str) -> None:
    """Print a line; an address that a feed wrote may hold characters that would steer the terminal."""
    note("".join(ch if ch.isprintable() else "\ufffd" for ch in line))
