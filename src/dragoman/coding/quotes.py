"""Where quotation marks open and close, straight or curly, paragraph by paragraph."""

from __future__ import annotations

from dragoman.language.tokens import Doc

_OPEN, _CLOSE, _STRAIGHT = frozenset("“«„"), frozenset("”»"), frozenset(['"', "``", "''"])
LONGEST = 400  # tokens; a mark that is not closed within that many is a slip of the page


def quoted_ranges(doc: Doc) -> list[tuple[int, int]]:
    """Token ranges ``(start, end)`` between double quotation marks, the marks left out.

    A new paragraph ends an unclosed quotation; one that opens with a mark again is a quotation of its own.
    """
    ranges: list[tuple[int, int]] = []
    start: int | None = None
    for token in doc:
        if token.is_space and "\n" in token.text:
            if start is not None and token.i - start < LONGEST:
                ranges.append((start, token.i))
            start = None
        elif token.text in _OPEN or (token.text in _STRAIGHT and start is None):
            start = token.i + 1
        elif start is not None and (token.text in _CLOSE or token.text in _STRAIGHT):
            ranges.append((start, token.i))
            start = None
    return ranges


def within(i: int, ranges: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The range that holds token ``i``, or None."""
    return next((r for r in ranges if r[0] <= i < r[1]), None)
