"""Spans of text against one another."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.records import Span

COVER = 0.3
"""The share of their union that two spans must have in common: one that swallows the page finds nothing."""


def common(a: Span, b: Span) -> int:
    """The number of characters two spans share; 0 or less where they do not meet."""
    return min(a[1], b[1]) - max(a[0], b[0])


def cover(a: Span, b: Span) -> bool:
    """Whether two spans are about the same stretch: they share at least ``COVER`` of their union."""
    shared = common(a, b)
    return shared > 0 and shared / (max(a[1], b[1]) - min(a[0], b[0])) >= COVER


def meet(some: Iterable[Span], others: Iterable[Span]) -> bool:
    """Whether any of some spans shares a character with any of the others."""
    others = list(others)
    return any(common(a, b) > 0 for a in some for b in others)
