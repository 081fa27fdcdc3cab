"""Events in the formats of the field: tables, PLOVER, POLECAT, ICEWS, GDELT, PETRARCH, GeoJSON."""

from .layouts import Column, Format, format_names, format_of, load_formats
from .release import Citation, Released, release
from .writing import Export, Written, write

__all__ = [
    "Citation", "Column", "Export", "Format", "Released", "Written", "format_names", "format_of",
    "load_formats", "release", "write",
]  # fmt: skip
