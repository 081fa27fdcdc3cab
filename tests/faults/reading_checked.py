"""What a reader may give, whatever it was given."""

from __future__ import annotations

import msgspec

from dragoman.reading import Failure, Passed
from dragoman.records import Report


def checked(item: Report | Failure | Passed) -> None:
    """See that an item is a failure or one passed over, with its reason, or a report that survives JSON unchanged."""
    if isinstance(item, Failure | Passed):
        reason = item.message if isinstance(item, Failure) else item.why
        assert reason.strip(), "a failure without a reason"
        str(item).encode("utf8")
        return
    assert item.text.strip(), "a report without words"
    assert msgspec.json.decode(msgspec.json.encode(item), type=type(item)) == item, "lost on the way to JSON"
