"""Analysis: what is counted, and how it runs over time."""

from .units import Level, Unit, Units, units

__all__ = ["Level", "Unit", "Units", "units"]
