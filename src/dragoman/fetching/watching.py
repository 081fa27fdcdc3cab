"""The watch: a poll, its reports coded and stored, and the next poll when it is time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from dragoman.reading import Failure
from dragoman.records import Record, Report

from .fetcher import Fetcher
from .polling import poll
from .settings import Clock
from .states import Outcome, Store

BATCH = 16  # reports coded and stored together, as many as the coder parses at once

Code = Callable[[Iterable[Report]], Iterable[Report]]
Tell = Callable[[str], None]


class Tally(Record, frozen=True, kw_only=True):
    """The figures of one poll: feeds and files looked at, new reports, those with an event, failures."""

    feeds: int = 0
    new: int = 0
    coded: int = 0
    failures: int = 0

    def __str__(self) -> str:
        return (
            f"{_count(self.feeds, 'feed')} polled, {_count(self.new, 'new report')}, "
            f"{self.coded:,} with events, {_count(self.failures, 'failure')}"
        )


def watch(
    sources: Sequence[str],
    store: Store,
    fetcher: Fetcher,
    code: Code,
    *,
    every: float | None = None,
    tell: Tell = print,
    clock: Clock | None = None,
) -> Tally:
    """Poll ``sources`` every so many seconds, code what is new with ``code`` and keep it in ``store``.

    Without ``every`` there is one poll. A poll that takes longer than ``every`` is followed by the next at once. Each
    failure and each poll is one line for ``tell``. Ctrl-C ends the watch; what was not stored by then is found again by
    the next one. Gives the figures of the last poll that came to its end.
    """
    clock = clock or Clock()
    tally = Tally()
    try:
        while True:
            start = clock.monotonic()
            tally = run_poll(sources, store, fetcher, code, tell=tell, clock=clock)
            tell(str(tally))
            if every is None:
                return tally
            clock.sleep(max(0.0, start + every - clock.monotonic()))
    except KeyboardInterrupt:
        tell("stopped; what was stored is safe, the next watch goes on from there")
    return tally


def run_poll(sources: Sequence[str], store: Store, fetcher: Fetcher, code: Code, *, tell: Tell, clock: Clock) -> Tally:
    """Run one poll; reports are coded and stored in batches, with the states that say so."""
    new = coded = failed = 0
    feeds: set[str] = set()
    for batch in _batches(poll(sources, store, fetcher, clock.now())):
        failures = [outcome.item for outcome in batch if isinstance(outcome.item, Failure)]
        for failure in failures:
            tell(str(failure))
        reports = list(code([outcome.item for outcome in batch if isinstance(outcome.item, Report)]))
        store.keep(reports, failures, list({outcome.state.feed: outcome.state for outcome in batch}.values()))
        feeds.update(outcome.state.feed for outcome in batch)
        new += len(reports)
        coded += sum(bool(report.events) for report in reports)
        failed += len(failures)
    return Tally(feeds=len(feeds), new=new, coded=coded, failures=failed)


def _batches(outcomes: Iterable[Outcome]) -> Iterator[list[Outcome]]:
    batch: list[Outcome] = []
    reports = 0
    for outcome in outcomes:
        batch.append(outcome)
        reports += isinstance(outcome.item, Report)
        if reports == BATCH:
            yield batch
            batch, reports = [], 0
    if batch:
        yield batch


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
