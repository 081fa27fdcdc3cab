"""What happened: predicates matched against the codebook, with status, date, place, attribution and merging."""

from .coder import Coded, Seen, code_events
from .scene import Scene

__all__ = ["Coded", "Scene", "Seen", "code_events"]
