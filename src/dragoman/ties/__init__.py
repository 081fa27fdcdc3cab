"""Standing relations between parties: alliances, borders, dependence, war, told as conditions and not as events."""

from .find import find_ties

__all__ = ["find_ties"]
