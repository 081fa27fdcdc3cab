"""JSONL: one report a line, its text taken verbatim."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, BinaryIO, NamedTuple

import msgspec

from dragoman.errors import InputError
from dragoman.records import Published, Report

from . import assembling, page_dates, text_dates
from .dates import given
from .failures import Failure
from .identity import is_web_address
from .limits import Limits
from .texts import split_title

_TEXTS = ("title", "published", "url", "publisher")
_SURROGATE = re.compile("[\ud800-\udfff]")
_EXAMPLE = 'write {"text": "..."} with id, title, published, url, publisher as you have them'


class Line(NamedTuple):
    """A line that is not blank: its number, counted from 1, and its bytes without what stands round it."""

    number: int
    content: bytes


def split(stream: BinaryIO, path: str, *, limits: Limits) -> Iterator[Line | Failure]:
    """Give the lines of a JSONL stream one by one; one that is too long becomes a Failure and the rest goes on."""
    number = 0
    seen = False
    while line := stream.readline(limits.line + 1):
        number += 1
        if len(line) > limits.line:
            _skip_line(stream, line)
            seen = True
            yield Failure(path=path, line=number, message=f"longer than {limits.line:,} bytes; split or shorten it")
        elif content := line.removeprefix(b"\xef\xbb\xbf" if number == 1 else b"").strip():
            seen = True
            yield Line(number, content)
    if not seen:
        yield Failure(path=path, message=f"empty; {_EXAMPLE}")


def _skip_line(stream: BinaryIO, line: bytes) -> None:
    """Read to the end of a line that is too long, in bounded pieces."""
    while line and not line.endswith(b"\n"):
        line = stream.readline(1_000_000)


def read_line(content: bytes, path: str, *, published: Published | None = None) -> Report:
    """Read one JSON object. Its own ``published`` goes before the caller's. Raises InputError for a bad one."""
    values, notes = _decoded(content)
    text = _text(values)
    fields = {name: _optional(values, name) for name in _TEXTS}
    url = fields["url"]
    dated = _given(fields["published"]) or published or page_dates.from_url(url)
    blocks = text.split("\n\n")
    title = fields["title"] or split_title(blocks)[0]
    return assembling.report(
        text=text, path=path, id_=_id(values), url=url, title=title, publisher=fields["publisher"],
        published=dated or text_dates.find([line for line in text.split("\n") if line.strip()]),
        notes=(*notes, *([f"url {url[:80]!r} is no web address"] if url and not is_web_address(url) else [])),
    )  # fmt: skip


def _decoded(content: bytes) -> tuple[dict[str, Any], list[str]]:
    """Decode a line; broken UTF-8 is repaired, with a note, for JSON has no other encoding (RFC 8259)."""
    notes: list[str] = []
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        repaired = content.decode("utf-8", "replace")
        broken = repaired.count("\ufffd")
        notes = [f"{broken} characters are not valid utf-8 and were replaced by U+FFFD"]
        content = repaired.encode("utf-8")
    values, lost = _parsed(content)
    if lost:
        notes.append(f"{lost} characters are lone surrogates and were replaced by U+FFFD")
    if not isinstance(values, dict):
        raise InputError(f"JSON, but no object; {_EXAMPLE}")
    return values, notes


def _parsed(content: bytes) -> tuple[Any, int]:
    """Parse JSON; also give how many lone surrogates were replaced (half an emoji, where a text was cut off in it)."""
    try:
        return msgspec.json.decode(content), 0
    except (msgspec.DecodeError, RecursionError) as error:
        with suppress(ValueError, RecursionError):
            repaired, lost = _SURROGATE.subn("\ufffd", json.dumps(json.loads(content), ensure_ascii=False))
            if lost:
                return json.loads(repaired), lost
        raise InputError(f"not valid JSON ({error}); {_EXAMPLE}") from None


def _text(values: dict[str, Any]) -> str:
    if "text" not in values:
        keys = ", ".join(sorted(values)[:8]) or "nothing"
        raise InputError(f"has no 'text' (it has {keys[:120]}); {_EXAMPLE}")
    text = values["text"]
    if not isinstance(text, str):
        raise InputError(f"'text' is {_kind(text)}, not a string; {_EXAMPLE}")
    if not text.strip():
        raise InputError(f"'text' is empty; {_EXAMPLE}")
    return text


def _optional(values: dict[str, Any], name: str) -> str | None:
    value = values.get(name)
    if value is not None and not isinstance(value, str):
        raise InputError(f"{name!r} is {_kind(value)}, not a string; leave it out or write it as a string")
    return value or None


def _id(values: dict[str, Any]) -> str | None:
    value = values.get("id")
    if isinstance(value, bool) or not isinstance(value, str | int | None):
        raise InputError(f"'id' is {_kind(value)}; write a string or a whole number")
    return None if value is None else str(value)


def _given(value: str | None) -> Published | None:
    try:
        return given(value) if value and value.strip() else None
    except ValueError as error:
        raise InputError(str(error)) from None


def _kind(value: object) -> str:
    """Name a JSON value's kind in words."""
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return "null" if value is None else names.get(type(value), type(value).__name__)
