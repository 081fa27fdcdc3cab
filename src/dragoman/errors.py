"""The errors that Dragoman raises on purpose: one base, nine children.

A message says what happened, what is known, and what repairs it.
"""

from typing import Literal

# Why an address was not fetched: the address itself, a private network, robots.txt, a host that asked for a pause
# (answered so just now: busy; not asked again yet: paused), the network, TLS, the answer, or what the answer holds.
FetchReason = Literal[
    "address", "private", "robots", "busy", "paused", "connection", "timeout", "tls", "protocol", "status", "redirect",
    "size", "encoding", "content",
]  # fmt: skip


class DragomanError(Exception):
    """Base of every error that Dragoman raises on purpose."""


class InputError(DragomanError):
    """An input cannot be read: missing, empty, not text, too large, in an unknown encoding or another language."""


class DataError(DragomanError):
    """A file of facts or rules is wrong; the message names file, line and key."""


class ModelError(DragomanError):
    """A language model is missing or does not carry what the coder needs (Universal Dependencies labels)."""


class UsageError(DragomanError):
    """A call or option does not fit; the message gives the right call."""


class ArchiveError(DragomanError):
    """An archive cannot be opened, read or written: none there, damaged, of a newer version, no room, no right."""


class AnalysisError(DragomanError):
    """A question to the coded events has no answer: an actor nobody knows, a time without events, one actor alone."""


class FetchError(DragomanError):
    """An address was not fetched; ``reason`` tells why in one word."""

    def __init__(self, message: str, *, reason: FetchReason) -> None:
        super().__init__(message)
        self.reason: FetchReason = reason


class ServeError(DragomanError):
    """The workbench cannot be served: its port is taken, or it would stand open to a network without a token."""


class ScaleError(DragomanError):
    """Work cannot be spread: worker processes do not start, or what an engine needs is not installed."""
