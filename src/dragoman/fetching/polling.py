"""One poll: every feed and file is looked at once, and the pages of what is new are fetched."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import urlsplit

from msgspec.structs import replace

from dragoman.errors import InputError
from dragoman.reading import Failure
from dragoman.records import Report

from .entries import read_article, read_entries
from .fetcher import NOT_MODIFIED, Fetched, Fetcher, FetchFailure
from .files import look_at_file
from .sources import is_feed, is_page
from .states import Entry, FeedState, Outcome, Store

TRIES = 3  # an entry whose page cannot be had is given up after so many polls
_MOST = 500  # entries of one feed; feeds have ten to some hundred


def poll(sources: Iterable[str], store: Store, fetcher: Fetcher, now: datetime) -> Iterator[Outcome]:
    """Look at feeds and files, and give their new reports one by one.

    ``sources`` are addresses of feeds, and files as ``dragoman code`` takes them. Each outcome has the feed's new
    state, which is to be put into the ``store`` after the outcome's report. Pages are fetched in the order in which
    their hosts may be asked, so that no host is waited for while another is free.
    """
    states: dict[str, FeedState] = {}
    for source in dict.fromkeys(sources):
        if not is_feed(source):
            yield from look_at_file(source, store, now)
            continue
        for outcome in _look(source, store, fetcher, now):
            states[source] = outcome.state
            yield outcome
    yield from _follow(states, fetcher)


def _look(feed: str, store: Store, fetcher: Fetcher, now: datetime) -> Iterator[Outcome]:
    """Ask a feed what it has; its new entries stand in the state of the last outcome, waiting."""
    state = replace(store.state(feed) or FeedState(feed=feed), checked=now.isoformat(timespec="seconds"))
    fetched = fetcher.fetch(feed, etag=state.etag, last_modified=state.last_modified)
    if isinstance(fetched, Failure) or fetched.status == NOT_MODIFIED:
        yield Outcome(item=fetched if isinstance(fetched, Failure) else None, state=state)
        return
    try:
        found = list(read_entries(fetched))
    except InputError as error:
        yield Outcome(item=FetchFailure(path=feed, message=str(error), reason="content"), state=state)
        return
    for failure in _failures(feed, found):
        yield Outcome(item=failure, state=state)
    reports = [item for item in found if isinstance(item, Report)][:_MOST]
    entries = _merged(state.entries, {_key(report): report for report in reports}, store)
    yield Outcome(
        item=None,
        state=replace(state, etag=fetched.etag, last_modified=fetched.last_modified, entries=entries),
    )


def _failures(feed: str, found: list[Report | Failure]) -> Iterator[Failure]:
    yield from (item for item in found if isinstance(item, Failure))
    if len(found) > _MOST:
        yield FetchFailure(
            path=feed,
            message=f"{len(found):,} entries; the first {_MOST} are looked at, a feed has fewer",
            reason="size",
        )


def _key(report: Report) -> str:
    return report.url or report.report


def _merged(known: tuple[Entry, ...], told: dict[str, Report], store: Store) -> tuple[Entry, ...]:
    """Join the entries that are known with those that the feed tells now.

    What the feed no longer tells is forgotten, unless it still waits for its page; the archive knows what was read.
    """
    kept = {entry.key: entry for entry in known if entry.status == "waiting" or entry.key in told}
    new = [key for key in told if key not in kept]
    unseen = set(store.unseen(new)) if new else set()
    added = (Entry(key=key, report=told[key]) if key in unseen else Entry(key=key, status="done") for key in new)
    return (*kept.values(), *added)


def _follow(states: dict[str, FeedState], fetcher: Fetcher) -> Iterator[Outcome]:
    """Read what waits; one page that stands in two feeds is fetched once."""
    read: set[str] = set()
    for feed, entry in _soonest_first(states, fetcher):
        item = None if entry.key in read else _read(entry, fetcher)
        after = _after(entry, item)
        if after.status == "done":
            read.add(entry.key)
        entries = tuple(after if known.key == entry.key else known for known in states[feed].entries)
        states[feed] = replace(states[feed], entries=entries)
        yield Outcome(item=item, state=states[feed])


def _soonest_first(states: dict[str, FeedState], fetcher: Fetcher) -> Iterator[tuple[str, Entry]]:
    """Give the waiting entries with their feeds, each time one of the host that may be asked soonest."""
    hosts: dict[str, deque[tuple[str, Entry]]] = defaultdict(deque)
    for feed, state in states.items():
        for entry in state.entries:
            if entry.report is not None:
                hosts[urlsplit(entry.key).netloc].append((feed, entry))
    while hosts:
        host = min(hosts, key=lambda host: fetcher.seconds(hosts[host][0][1].key))
        yield hosts[host].popleft()
        if not hosts[host]:
            del hosts[host]


def _read(entry: Entry, fetcher: Fetcher) -> Report | FetchFailure:
    """Fetch and read the page of an entry; one without a link is read as the feed tells it."""
    assert entry.report is not None
    if not is_page(entry.key):
        return entry.report
    fetched = fetcher.fetch(entry.key)
    if isinstance(fetched, Fetched):
        try:
            return read_article(fetched, entry.report)
        except InputError as error:
            fetched = FetchFailure(path=entry.key, message=str(error), reason="content")
    return replace(fetched, message=f"{fetched.message} ({_chances(entry, fetched)})")


def _after(entry: Entry, item: Report | FetchFailure | None) -> Entry:
    """Give an entry as it stands after its page was read or not."""
    if not isinstance(item, FetchFailure):
        return Entry(key=entry.key, status="done")
    tries = _tries(entry, item)
    return Entry(key=entry.key, status="failed", tries=tries) if tries >= TRIES else replace(entry, tries=tries)


def _chances(entry: Entry, failure: FetchFailure) -> str:
    tries = _tries(entry, failure)
    if tries >= TRIES:
        return f"given up after {TRIES} tries"
    return f"{f'try {tries} of {TRIES}' if tries > entry.tries else 'not tried'}, again at the next poll"


def _tries(entry: Entry, failure: FetchFailure) -> int:
    """Count the tries of an entry after a failure; what was not asked because its host is paused was not tried."""
    return entry.tries + (failure.reason != "paused")
