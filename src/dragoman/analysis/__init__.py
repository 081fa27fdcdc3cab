"""Analysis: what is counted, and how it runs over time."""

from .marks import Mark
from .periods import By, Period, parse_period
from .questions import SeriesQuestion, question_of
from .series import Point, Series, series, series_of
from .tracing import Traced, trace
from .units import Level, Unit, Units, units

__all__ = [
    "By",
    "Level",
    "Mark",
    "Period",
    "Point",
    "Series",
    "SeriesQuestion",
    "Traced",
    "Unit",
    "Units",
    "parse_period",
    "question_of",
    "series",
    "series_of",
    "trace",
    "units",
]
