"""What a date was resolved to and what that rests on, in words."""

from __future__ import annotations

from dragoman.records import Interval, Published

_BASES = {"text": "the words say so", "published": "counted from the day of publication", "inferred": "inferred"}
_PUBLISHED = {
    "given": "given by who added the report", "metadata": "the page's metadata say so", "url": "its address says so",
    "text": "its text says so", "inferred": "inferred from its words",
}  # fmt: skip
_DAYS = frozenset({"day", "time"})


def resolved(date: Interval | Published) -> str:
    """The days of a date: "2031-05-06", "2031-05-06 to 2031-05-08", "since 1963-01-01", with its precision."""
    if not date.start and not date.end:
        return "no day settled"
    days = _days(date.start, date.end)
    return days if date.precision in _DAYS else f"{days} ({date.precision})"


def basis_of(date: Interval, published: Published | None) -> str:
    """What a date rests on: its own words, the day of publication and what that rests on, or more than that."""
    if not date.start and not date.end:
        return "nothing settles the year"
    if date.basis == "published" and published is not None:
        return f"{_BASES['published']}, {resolved(published)} ({published.why or _PUBLISHED[published.basis]})"
    return _BASES[date.basis]


def published_of(published: Published) -> str:
    """What the day of publication rests on."""
    return _PUBLISHED[published.basis] + (f": {published.why}" if published.why else "")


def _days(start: str | None, end: str | None) -> str:
    if start and end:
        return start if start == end else f"{start} to {end}"
    return f"since {start}" if start else f"until {end}"
