"""What a reader may give, whatever it was given."""

from __future__ import annotations

from importlib.util import find_spec

import msgspec

from dragoman.reading import Failure
from dragoman.records import Report

READS_RECORDS = find_spec("dragoman.reading.warc") is not None


def checked(item: Report | Failure) -> None:
    """See that an item is a failure with words, or a report that can be written as JSON and read back the same."""
    if isinstance(item, Failure):
        assert item.message.strip(), "a failure without a reason"
        str(item).encode("utf8")
        return
    assert item.text.strip(), "a report without words"
    assert msgspec.json.decode(msgspec.json.encode(item), type=type(item)) == item, "lost on the way to JSON"
