"""Bylines: the line that names the authors at the head or the foot of a report."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from dragoman.errors import DataError

from . import facts
from .dates import written_day

_FILE = "bylines.txt"
_SECTIONS = ("cues", "credits", "roles", "particles", "never")
_LENGTH = 400  # characters; no byline is longer
_NAME_WORDS = 6
# Spaces before anything are read from where they begin only: from each of a thousand to the last would take the square
# of the time.
_SPACES = r"(?:(?<!\s)\s+)?"
_SPLIT = re.compile(rf"{_SPACES}(?:,\s*and\s|,|;|&|/|\band\b|\bund\b|\bet\b)\s*", re.IGNORECASE)
# Where the names end and a date or a note begins: a bar or a dot, a number, a month with a day, "Published".
_TAIL = re.compile(
    rf"{_SPACES}[|·•]|(?<!\s)\s+[-–—]\s|{_SPACES}(?:,\s*)?\(?(?=\d)"
    r"|(?<!\s)(?:\s*,)?\s+(?=(?:Published|Updated|Posted|Last\s+updated)\b|[A-Z][a-z]{2,8}\.?,?\s+\d)"
)
_PLACE = re.compile(r"(?<!\s)\s+(?:in|at|from|for)\s+.*")
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]*)*")


class Byline(NamedTuple):
    """What a byline says: its authors, and what stands behind them (often the date)."""

    authors: tuple[str, ...]
    rest: str


class _Words(NamedTuple):
    cues: re.Pattern[str]
    credits: re.Pattern[str]
    authoring: frozenset[str]
    roles: frozenset[str]
    particles: frozenset[str]
    never: frozenset[str]


def read_byline(paragraph: str) -> Byline | None:
    """Read a paragraph that is nothing but a byline or the credits of an agency; None for any other paragraph."""
    if len(paragraph) > _LENGTH:
        return None
    words = _words()
    if words.credits.match(paragraph.lstrip("( ")) and _credit_only(paragraph):
        return Byline(_credited(paragraph), "")
    cue = words.cues.match(paragraph)
    if not cue:
        return None
    tail = _TAIL.search(paragraph, cue.end())
    end = tail.start() if tail else len(paragraph)
    named = paragraph[cue.end() : end].rstrip(" .,")
    rest = paragraph[end:].strip(" |·•,-–—")
    # "By Russia 300 were taken." is a sentence: what follows names is a date or a note, not something with a full stop.
    if rest.endswith(".") and not written_day(rest):
        return None
    authors = _authors(named)
    return Byline(authors, rest) if authors else None


def names_in(text: str) -> list[str]:
    """Split the words of an author field into names; addresses, handles and running text are left out."""
    cue = _words().cues.match(text)
    parts = [part.strip(" .·•-–—") for part in _SPLIT.split(" ".join(text[cue.end() if cue else 0 :].split()))]
    return [part for number, part in enumerate(parts) if _is_author(part, number)]


def is_name(text: str) -> bool:
    """Tell whether this can be the name of a person or a desk: up to six capitalised words, perhaps with particles."""
    words = text.split()
    small = _words().particles
    if not 0 < len(words) <= _NAME_WORDS or words[0].casefold() in _words().never or len(text) < 3:
        return False
    plain = all(_WORD.fullmatch(word) and (word[0].isupper() or word in small) for word in words)
    return plain and any(word[0].isupper() for word in words)


def take_bylines(paragraphs: list[str]) -> tuple[list[str], tuple[str, ...], list[str]]:
    """Take the bylines off the head (first three paragraphs) and the foot (last three) of a report.

    Gives the other paragraphs, the authors, and what stood behind the names.
    """
    ends = {*range(min(3, len(paragraphs))), *range(max(0, len(paragraphs) - 3), len(paragraphs))}
    found = {i: byline for i in sorted(ends) if (byline := read_byline(paragraphs[i]))}
    kept = [paragraph for i, paragraph in enumerate(paragraphs) if i not in found]
    names = unique_names(name for byline in found.values() for name in byline.authors)
    return kept, names, [byline.rest for byline in found.values() if byline.rest]


def unique_names(names: Iterable[str]) -> tuple[str, ...]:
    """Keep the first spelling of each name; "CORA SULLEYMAN" and "Cora Sulleyman" are one."""
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(name.casefold(), name)
    return tuple(kept.values())


def _authors(named: str) -> tuple[str, ...]:
    """Give the authors of what follows the cue, or none where it is running text rather than names and roles."""
    authors: list[str] = []
    for number, part in enumerate(_SPLIT.split(named)):
        name = part if is_name(part) else _PLACE.sub("", part)
        described = _is_role(part)
        if number == 0 and not is_name(name):
            return ()
        if not described and not _is_role(part[len(name) :]):
            return ()
        if _is_author(name, number) and not (number and _has_role(part)):
            authors.append(name)
    return unique_names(authors)


def _is_author(part: str, number: int) -> bool:
    """Tell an author from what stands behind one.

    Behind a comma stand more authors ("A B, C D and E F") or the first one's post or paper ("A B, BBC News"): a name
    has no role word, and of parts of one word only the first is taken for an author.
    """
    return is_name(part) and (number == 0 or (len(part.split()) > 1 and not _has_role(part)))


def _is_role(text: str) -> bool:
    """Tell whether every word is a role word or capitalised: no verb, so no sentence."""
    roles = _words().roles | _words().particles
    return all(word[0].isupper() or word.casefold() in roles for word in re.findall(r"[^\W\d_]+", text))


def _has_role(text: str) -> bool:
    return any(word.casefold() in _words().roles for word in text.split() if word not in ("in", "at", "from"))


def _credit_only(paragraph: str) -> bool:
    """Tell agency credits from a sentence that begins like them: every part of it begins with a credit."""
    parts = [part for part in re.split(r"[;.]\s+|\)\s*\(", paragraph.strip(" ().")) if part.strip()]
    return all(_words().credits.match(part.strip()) for part in parts) and _is_role(_words().credits.sub("", paragraph))


def _credited(paragraph: str) -> tuple[str, ...]:
    """Give the names behind those credits that make authors; editors are none."""
    names: list[str] = []
    cues = list(_words().credits.finditer(paragraph))
    for cue, after in zip(cues, [*cues[1:], None], strict=True):
        if " ".join(cue[0].casefold().split()) in _words().authoring:
            part = paragraph[cue.end() : after.start() if after else len(paragraph)]
            names += (name for piece in _SPLIT.split(part.strip(" ().;")) if is_name(name := _PLACE.sub("", piece)))
    return unique_names(names)


@cache
def _words() -> _Words:
    rows = facts.sections(_FILE, _SECTIONS)
    credit: dict[str, str] = {}
    for row in rows["credits"]:
        phrase, kind = facts.pair(_FILE, row)
        if kind not in ("author", "other"):
            raise DataError(f"reading/data/{_FILE}, line {row.line}, {phrase!r}: is 'author' or 'other', not {kind!r}")
        credit[phrase.casefold()] = kind
    small = [frozenset(row.text.casefold() for row in rows[section]) for section in ("roles", "particles", "never")]
    cues = _alternatives(row.text for row in rows["cues"])
    return _Words(
        cues=re.compile(rf"\A\s*(?:{cues})(?:\s*:)?\s+", re.IGNORECASE),
        credits=re.compile(rf"\b(?:{_alternatives(credit)})(?=\W)", re.IGNORECASE),
        authoring=frozenset(phrase for phrase, kind in credit.items() if kind == "author"),
        roles=small[0], particles=small[1], never=small[2],
    )  # fmt: skip


def _alternatives(phrases: Iterable[str]) -> str:
    """Make a pattern of phrases, the longest first, with any spaces between their words."""
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(phrases, key=len, reverse=True))
