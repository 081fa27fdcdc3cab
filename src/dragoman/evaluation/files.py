"""Reads gold and predictions as typed records; what is wrong is told with file, line and repair.

Only the fields that a measure asks for are kept: a file of coded reports is read line by line and may be of any length.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import msgspec

from dragoman.errors import DataError, InputError
from dragoman.reading.inputs import STDIN
from dragoman.reading.opening import opened

T = TypeVar("T")


def read_lines(path: str, type_: type[T], shape: str) -> Iterator[tuple[str, T]]:
    """The lines of a JSONL file, also gzipped, each with its place; ``-`` is standard input.

    ``shape`` says in words what a line must be. Raises InputError where the file cannot be read, DataError for a line
    that is not JSON or not of this type.
    """
    with _stream(path) as stream:
        empty = True
        for number, line in enumerate(stream, start=1):
            content = line.removeprefix(b"\xef\xbb\xbf" if number == 1 else b"").strip()
            if content:
                empty = False
                yield f"{path}:{number}", _decoded(content, type_, f"{path}:{number}", shape)
        if empty:
            raise InputError(f"empty; {shape}")


class Line(msgspec.Struct, kw_only=True):
    """A line of predictions as far as it tells what it is of."""

    id: str | int | None = None

    @property
    def key(self) -> str | None:
        """The id as text, None where it has none."""
        return None if self.id is None else str(self.id)


def read_entries(path: str, type_: type[T], shape: str) -> Iterator[tuple[str, str, T]]:
    """The entries of one JSON object, also gzipped: place, key and value. Raises as ``read_lines`` does."""
    for key, value in _whole(path, dict[str, Any], shape).items():
        place = f"{path}, {key!r}"
        yield place, key, _converted(value, type_, place, shape)


def read_folder(path: str, key: str, type_: type[T], shape: str) -> Iterator[tuple[str, T]]:
    """The JSON files of a folder, sorted by name, that are objects with a certain key; others are passed over.

    Raises InputError where there is no such folder or a file cannot be read, DataError where a file with the key is
    not of this type or none has it.
    """
    if not Path(path).is_dir():
        known = "a file, not a folder" if Path(path).exists() else "no such folder"
        raise InputError(f"{path}: {known}; {shape}")
    found = False
    for file in sorted(Path(path).glob("*.json")):
        value = _whole(str(file), object, shape)
        if isinstance(value, dict) and key in value:
            found = True
            yield str(file), _converted(value, type_, str(file), shape)
    if not found:
        raise DataError(f"{path}: no .json file in it has {key!r}; {shape}")


@contextmanager
def _stream(path: str) -> Iterator[BinaryIO]:
    try:
        if path != STDIN and not Path(path).exists():
            raise InputError("no such file; check the path")
        if Path(path).is_dir():
            raise InputError("a folder; give a file")
        with opened(path) as (_, stream):
            yield stream
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def _whole(path: str, type_: type[T], shape: str) -> T:
    with _stream(path) as stream:
        content = stream.read().removeprefix(b"\xef\xbb\xbf")
        if not content.strip():
            raise InputError(f"empty; {shape}")
    return _decoded(content, type_, path, shape)


def _decoded(content: bytes, type_: type[T], place: str, shape: str) -> T:
    try:
        return msgspec.json.decode(content, type=type_)
    except msgspec.ValidationError as error:
        raise DataError(f"{place}: {error}; {shape}") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return _converted(_leniently(content, place, shape, error), type_, place, shape)


def _leniently(content: bytes, place: str, shape: str, error: Exception) -> Any:
    """Half characters (lone surrogates) are not JSON to msgspec, but texts cut off in an emoji have them."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        raise DataError(f"{place}: not valid JSON ({error}); {shape}") from None


def _converted(value: Any, type_: type[T], place: str, shape: str) -> T:
    try:
        return msgspec.convert(value, type_)
    except msgspec.ValidationError as error:
        raise DataError(f"{place}: {error}; {shape}") from None
