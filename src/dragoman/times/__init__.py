"""When: every expression of time in a report, as an interval of days with its precision and what it rests on."""

from .timeline import Timeline, find_moments

__all__ = ["Timeline", "find_moments"]
