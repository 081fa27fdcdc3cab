"""Dates a report from within."""

from __future__ import annotations

from ..records import Published
from .expressions import Expression
from .tense import Direction


def infer_published(text: str, told: list[tuple[Expression, Direction]]) -> Published | None:
    """None."""
    return None
