"""Durations and sizes as a person writes them: 90s, 15m, 2h, 1d; 500kB, 10MB."""

from __future__ import annotations

import re

from dragoman.errors import UsageError

_SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_BYTES = {"b": 1, "kb": 1_000, "mb": 1_000_000}
_AMOUNT = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*([a-z]+)", re.IGNORECASE)


def duration(text: str, option: str, *, least: float = 0.0, most: float = 31 * 86_400) -> float:
    """Read a duration in seconds. Raises UsageError, naming ``option``, for what is none or not within the limits."""
    seconds = _read(text, _SECONDS)
    if seconds is None:
        raise UsageError(f"{option} {text!r} is no duration; write a number with s, m, h or d: 90s, 15m, 2h, 1d")
    if not least <= seconds <= most:
        raise UsageError(f"{option} {text!r} must be from {least:g}s to {most / 86_400:g}d")
    return seconds


def size(text: str, option: str) -> int:
    """Read a size in bytes. Raises UsageError, naming ``option``, for what is none."""
    found = _read(text, _BYTES)
    if found is None or found < 1:
        raise UsageError(f"{option} {text!r} is no size; write a number with kB or MB: 500kB, 10MB")
    return int(found)


def _read(text: str, units: dict[str, int]) -> float | None:
    found = _AMOUNT.fullmatch(text.strip())
    unit = units.get(found[2].lower()) if found else None
    return float(found[1]) * unit if found and unit else None
