"""A report as plain text: its lines put together into paragraphs, its title, byline and date line found."""

from __future__ import annotations

import re

from dragoman.errors import InputError
from dragoman.records import Published, Report

from . import assembling, text_dates, titles
from .bylines import read_byline, take_bylines, unique_names
from .decoding import decode
from .furniture import without_furniture

_BLANK = re.compile(r"\n(?:[^\S\n]*+\n)++")  # possessive: millions of blank lines are not kept to go back to
_WRAP = (40, 100)  # the lengths of lines that a mail program or an editor has wrapped
_STOPS = (".", "!", "?", ":", ";", "”", '"', "’", ")")


def read_text(data: bytes, path: str, *, published: Published | None) -> Report:
    """Read one report from plain text. Raises InputError where no words are left."""
    decoded = decode(data)
    found = paragraphs_of(decoded.text)
    kept = without_furniture(found)
    dated = published or text_dates.find(kept)
    title, body = split_title(kept)
    lines, authors, _ = take_bylines(text_dates.without_date_lines(titles.without_repeats(body, title)))
    if not any(ch.isalpha() for line in [title or "", *lines] for ch in line):
        raise InputError("no text in it besides site furniture; give the words of the report")
    return assembling.report(
        text=assembling.layout(title, lines), path=path, title=title, authors=unique_names(authors), published=dated,
        notes=decoded.notes,
    )  # fmt: skip


def paragraphs_of(text: str) -> list[str]:
    """Split a text into paragraphs: at blank lines, and at every line break unless the text is wrapped to a width."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n\n").replace("\u2028", "\n")
    text = text.replace("\ufeff", "")
    blocks = [[" ".join(line.split()) for line in block.split("\n") if line.strip()] for block in _BLANK.split(text)]
    if _is_wrapped(blocks):
        return [paragraph for block in blocks for paragraph in _unwrapped(block)]
    return [line for block in blocks for line in block]


def split_title(paragraphs: list[str]) -> tuple[str | None, list[str]]:
    """Take the title off the paragraphs, where the first one reads like a title and more follow."""
    if len(paragraphs) < 2:
        return None, paragraphs
    first = paragraphs[0]
    if read_byline(first) or text_dates.is_date_line(first) or not titles.is_title_line(first):
        return None, paragraphs
    return first, paragraphs[1:]


def _is_wrapped(blocks: list[list[str]]) -> bool:
    """Tell a text wrapped to a width: no long lines, and most lines inside a block break off within a sentence."""
    shortest, longest = _WRAP
    inner = [line for block in blocks for line in block[:-1]]
    if not inner or max(len(line) for block in blocks for line in block) > longest:
        return False
    broken = [line for line in inner if len(line) >= shortest and not line.endswith(_STOPS)]
    return len(broken) * 2 > len(inner)


def _unwrapped(block: list[str]) -> list[str]:
    """Join the lines of a block; a line that was left short ends a paragraph."""
    paragraphs: list[str] = []
    open_line = False
    for line in block:
        if open_line or (paragraphs and line[0].islower()):
            paragraphs[-1] = f"{paragraphs[-1]} {line}"
        else:
            paragraphs.append(line)
        open_line = len(line) >= _WRAP[0]
    return paragraphs
