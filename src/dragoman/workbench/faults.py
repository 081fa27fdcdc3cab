"""What goes wrong in a workbench, the status of the answer to it, and what the page tells to do."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.errors import AnalysisError, ArchiveError, DragomanError, InputError, UsageError


class NotThere(UsageError):
    """An address names something that the archive does not have (404)."""


class NoLonger(UsageError):
    """Something was withdrawn or changed since the page was made (409)."""


class TooLarge(InputError):
    """A request has a larger body than the workbench takes (413)."""


class Forbidden(DragomanError):
    """A request that a page of this workbench would not have made (403)."""


class WrongValue(UsageError):
    """A value in an address cannot be read (400); ``name`` is whose it is."""

    def __init__(self, message: str, *, name: str) -> None:
        super().__init__(message)
        self.name = name


@dataclass(frozen=True, slots=True)
class Fault:
    """How a page speaks of an error: the status of the answer, a title, and what to do now."""

    status: int
    title: str
    repair: str


_FAULTS: dict[type[DragomanError], Fault] = {
    WrongValue: Fault(400, "This value cannot be read", "Correct it below, or leave it out."),
    NotThere: Fault(404, "Not in this archive", "Look for it among the events, or go back."),
    NoLonger: Fault(409, "Changed since", "Load the page again to see how it stands now; nothing was changed by you."),
    TooLarge: Fault(413, "Too large", "Send a smaller file, or code it with `dragoman code FILE --archive DIR`."),
    Forbidden: Fault(403, "Refused", "Open the workbench at the address that `dragoman serve` printed."),
    InputError: Fault(400, "This cannot be read", "Send it as plain text, a web page or JSONL."),
    AnalysisError: Fault(404, "No answer to this", "Ask with fewer conditions, or for another actor or time."),
    ArchiveError: Fault(503, "The archive cannot be read", "Put it right, then load this page again."),
    UsageError: Fault(400, "This cannot be asked", "Correct the address, or go back."),
    DragomanError: Fault(500, "This could not be done", "Go back and try again."),
}


def fault_of(error: DragomanError) -> Fault:
    """How a page speaks of an error: by its own kind, else by the nearest kind above it."""
    return next(_FAULTS[kind] for kind in type(error).__mro__ if kind in _FAULTS)
