"""The query of an address: which events are asked for, in which order, from where on; and addresses that ask otherwise.

The names of a query are those of a filter ("actor", "since", ...), "order", "after" and "limit" of a list, and what a
view adds of its own. A name may come again where a filter takes several values; an empty value is as good as none, so
that a form can send all its fields.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from dragoman.archive import QUADS, Filter, filter_of
from dragoman.errors import UsageError

from .addresses import address as _address
from .faults import WrongValue

Pairs = tuple[tuple[str, str], ...]

# The fields of a filter as the workbench calls them, in the order of its form; those in SINGLE take one value.
LABELS = {
    "text": "words", "actor": "actor", "recipient": "recipient", "dyad": "dyad", "type": "type", "quad": "class",
    "status": "status", "since": "since", "until": "until", "place": "place", "publisher": "source", "story": "story",
    "confidence": "confidence",
}  # fmt: skip
SINGLE = frozenset({"text", "dyad", "since", "until", "confidence"})
ORDERS = {"newest": "newest first", "oldest": "oldest first"}
PAGING = ("order", "after", "limit")
PAGE, MOST = 50, 1000  # rows of a page, and the most that can be asked for


@dataclass(frozen=True, slots=True)
class Key:
    """The last row of a page: its day, None for an event without one, and its id."""

    day: dt.date | None
    event: str

    def __str__(self) -> str:
        return f"{self.day or ''}.{self.event}"


@dataclass(frozen=True, slots=True)
class Chip:
    """A value that is asked for, and the address that asks for all but it."""

    name: str
    label: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for.

    ``path`` is the address without its query, ``given`` the values of the filter as they were written, ``own`` those of
    the view's own names. Every method that gives an address leads to the first page of what it asks for.
    """

    path: str
    given: Pairs
    own: Pairs
    filter: Filter
    order: str = "newest"
    after: Key | None = None
    limit: int = PAGE

    @property
    def sentence(self) -> str:
        """What is asked for, in English."""
        return self.filter.sentence()

    @property
    def chips(self) -> list[Chip]:
        """The values of the filter, each with the address that drops it."""
        return [Chip(name, LABELS[name], shown(name, value), self.without(name, value)) for name, value in self.given]

    def value(self, name: str, default: str = "") -> str:
        """The first value of a name, of the filter's or the view's own."""
        return next((value for each, value in (*self.given, *self.own) if each == name), default)

    def values(self, name: str) -> list[str]:
        """All values of a name."""
        return [value for each, value in (*self.given, *self.own) if each == name]

    def has(self, name: str, value: str) -> bool:
        """Whether a value is asked for."""
        return (name, value) in self.given or (name, value) in self.own

    def address(self, path: str | None = None) -> str:
        """The address of the same question, of this view or another one."""
        return self._with((*self.given, *self.own), path)

    def adding(self, name: str, value: str, path: str | None = None) -> str:
        """The address that asks for one value more; in place of another where a name takes one only."""
        rest = [pair for pair in self.given if pair[0] != name or (name not in SINGLE and pair[1] != value)]
        return self._with((*rest, (name, value), *self.own), path)

    def without(self, name: str, value: str | None = None) -> str:
        """The address that does not ask for a value, or for none of a name."""
        return self._with(
            [pair for pair in (*self.given, *self.own) if pair[0] != name or value not in (None, pair[1])]
        )

    def setting(self, name: str, value: str | None) -> str:
        """The address with one value of a name in place of all it had; None for no value at all."""
        rest = [pair for pair in (*self.given, *self.own) if pair[0] != name]
        return self._with([*rest, (name, value)] if value else rest)

    def ordered(self, order: str) -> str:
        """The address of the first page in another order."""
        return _address(self.path, [*self.given, *self.own, *_paging(order, None, self.limit)])

    def following(self, key: Key) -> str:
        """The address of the page after the row of a key."""
        return _address(self.path, [*self.given, *self.own, *_paging(self.order, key, self.limit)])

    def twin(self, suffix: str) -> str:
        """The address of what this page shows as data."""
        path = "/overview" if self.path == "/" else self.path
        pairs = [*self.given, *self.own, *_paging(self.order, self.after, self.limit)]
        return _address(f"{path}.{suffix}", pairs)

    def _with(self, pairs: Iterable[tuple[str, str]], path: str | None = None) -> str:
        paging = _paging(self.order, None, self.limit) if path in (None, self.path) else []
        return _address(path or self.path, [*pairs, *paging])


def asked(path: str, query: Sequence[tuple[str, str]], own: Sequence[str] = ()) -> Asked:
    """What a query asks for; ``own`` are the names that a view adds.

    Raises WrongValue for a name that nothing has, and for a value that cannot be read, with the nearest.
    """
    pairs = [(name, value.strip()) for name, value in query if value.strip()]
    known = {*LABELS, *PAGING, *own}
    for name, _ in pairs:
        if name not in known:
            near = get_close_matches(name, known, n=3)
            raise WrongValue(
                f"nothing is called {name!r} here; "
                + (f"near are {', '.join(near)}" if near else f"there are {', '.join(sorted(known))}"),
                name=name,
            )
    last = dict(pairs)
    given = tuple(dict.fromkeys(pair for pair in pairs if pair[0] in LABELS))
    return Asked(
        path=path, given=_once(given), own=tuple(pair for pair in pairs if pair[0] in own), filter=_filter(given),
        order=one_of("order", last.get("order", "newest"), ORDERS), after=_key(last.get("after", "")),
        limit=number("limit", last.get("limit", str(PAGE)), 1, MOST),
    )  # fmt: skip


def shown(name: str, value: str) -> str:
    """A value as readers see it."""
    return QUADS.get(int(value), value) if name == "quad" and value.isdecimal() else value


def one_of(name: str, value: str, known: Iterable[str]) -> str:
    """A value that must be one of several. Raises WrongValue."""
    if value not in known:
        raise WrongValue(f"no {name} {value!r}; there are: {', '.join(known)}", name=name)
    return value


def number(name: str, value: str, least: int, most: int) -> int:
    """A whole number between two bounds. Raises WrongValue."""
    if not (value.isascii() and value.isdecimal() and len(value) < 10 and least <= int(value) <= most):
        raise WrongValue(f"{name} is a whole number from {least} to {most:,}, not {value!r}", name=name)
    return int(value)


def _once(given: Pairs) -> Pairs:
    """The values of a filter in the order of its form; of a name that takes one value the last."""
    last = dict(given)
    kept = [pair for pair in given if pair[0] not in SINGLE or last[pair[0]] == pair[1]]
    return tuple(sorted(kept, key=lambda pair: list(LABELS).index(pair[0])))


def _filter(given: Pairs) -> Filter:
    """The filter of some values; each name is tried alone first, so that an error tells whose it is."""
    values = {name: [value for each, value in given if each == name] for name, _ in given}
    fields = {name: each[-1] if name in SINGLE else each for name, each in values.items()}
    for name, value in fields.items():
        _naming(name, lambda name=name, value=value: filter_of(**{name: value}))  # type: ignore[misc]
    return _naming("since", lambda: filter_of(**fields))  # type: ignore[arg-type]


def _naming(name: str, make: Callable[[], Filter]) -> Filter:
    try:
        return make()
    except UsageError as error:
        raise WrongValue(str(error), name=name) from error


def _key(after: str) -> Key | None:
    if not after:
        return None
    day, dot, event = after.partition(".")
    try:
        if not dot or not event:
            raise ValueError
        return Key(dt.date.fromisoformat(day) if day else None, event)
    except ValueError:
        message = f"after is the day and the id of the event before, not {after!r}; leave it out for the first page"
        raise WrongValue(message, name="after") from None


def _paging(order: str, after: Key | None, limit: int) -> list[tuple[str, str]]:
    """The part of a query that tells the page, without what goes without saying."""
    pairs = [("order", order if order != "newest" else ""), ("limit", str(limit) if limit != PAGE else "")]
    return [pair for pair in (*pairs, ("after", str(after) if after else "")) if pair[1]]
