"""A number with the word for what it counts."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """ "1 occurrence", "2 occurrences", "1,200 months": the noun takes an s for every number but one."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
