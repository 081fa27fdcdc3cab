"""What a reader may give, whatever it was given."""

from __future__ import annotations

from pathlib import Path

import msgspec

from dragoman.reading import Failure, Passed, read_path
from dragoman.records import Report

_ONE_OF_EACH = {
    "a.html": b"<html><body><p>Rangers fired on a convoy near Tessaban, the ministry said.</p></body></html>",
    "a.xml": b"<rss><channel><item><title>War</title><pubDate>6 May 2024</pubDate></item></channel></rss>",
    "a.jsonl": b'{"text": "Rangers fired on a convoy."}',
    "a.txt": "Es regnet im Süden, sagte der Minister. Mehr war nicht zu erfahren.".encode("cp1252"),
    "a.xhtml": b"<html><body><p>Rangers fired on a convoy near Tessaban, he said.</p><time>6 May</time></body></html>",
}


def load_libraries(folder: Path) -> None:
    """Read one input of each kind, so that every library is loaded before a watch begins: some load others in C."""
    for name, data in _ONE_OF_EACH.items():
        (folder / name).write_bytes(data)
        for item in read_path(folder / name):
            checked(item)


def checked(item: Report | Failure | Passed) -> None:
    """See that an item is a failure or one passed over, with its reason, or a report that survives JSON unchanged."""
    if isinstance(item, Failure | Passed):
        reason = item.message if isinstance(item, Failure) else item.why
        assert reason.strip(), "a failure without a reason"
        str(item).encode("utf8")
        return
    assert item.text.strip(), "a report without words"
    assert msgspec.json.decode(msgspec.json.encode(item), type=type(item)) == item, "lost on the way to JSON"
