"""How much of an input is read at most, so that no input can use up time or memory."""

from __future__ import annotations

from dragoman.records import Record


class Limits(Record, frozen=True, kw_only=True):
    """Limits in bytes, after decompression; what is larger gets an error that says so.

    ``document`` bounds a page, a text or a feed; ``line`` bounds one line of JSONL (the file itself may be any size).
    ``elements`` bounds the elements of a page: articles have hundreds to some thousands of them, long live blogs
    20,000, and the time to find the article grows with their square.
    """

    document: int = 20_000_000
    line: int = 5_000_000
    elements: int = 40_000


DEFAULT = Limits()
