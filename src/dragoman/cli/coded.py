"""What ``dragoman code`` wrote, read again."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dragoman.errors import InputError
from dragoman.reading import Failure
from dragoman.reading.opening import opened
from dragoman.records import DetailedReport, Report

_REPORT = msgspec.json.Decoder(DetailedReport)
_PLAIN = msgspec.json.Decoder(Report)


def coded_reports(name: str) -> Iterator[Report | Failure]:
    """The reports of a file, also gzipped, or of standard input (``-``); a line that is none is a failure.

    A report with every detail comes as a DetailedReport, any other as a Report.
    """
    try:
        with opened(name) as (_, stream):
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    yield _decoded(line, name, number)
    except (InputError, OSError, EOFError) as error:
        yield Failure(path=name, message=f"cannot be read to its end: {error}")


def _decoded(line: bytes, name: str, number: int) -> Report | Failure:
    try:
        return (_REPORT if b'"parties":' in line else _PLAIN).decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        message = f"no report as `dragoman code` writes it ({error}); code it again with this version"
        return Failure(path=name, line=number, message=message)
