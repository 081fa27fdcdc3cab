"""Puts measured figures into a page of the documentation, between two marks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

BEGIN, END = "<!-- figures: {name} -->", "<!-- end of figures -->"


def put(page: Path, name: str, lines: Sequence[str]) -> None:
    """Put lines where a page has the figures of a name. Raises ValueError where the page has no place for them."""
    text = page.read_text("utf8")
    before, begin, rest = text.partition(BEGIN.format(name=name))
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{page} has no lines {BEGIN.format(name=name)!r} and {END!r} to put figures between")
    page.write_text("\n".join([before + begin, *lines, end + after]), encoding="utf8")
