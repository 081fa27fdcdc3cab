"""The errors that Dragoman raises on purpose: one base, five children.

A message says what happened, what is known, and what repairs it.
"""


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
