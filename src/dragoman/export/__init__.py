"""Events in the formats of the field: tables, PLOVER, POLECAT, ICEWS, GDELT, PETRARCH, GeoJSON."""

from .layouts import Column, Format, format_names, format_of, load_formats
from .writing import Export, Written, write

__all__ = ["Column", "Export", "Format", "Written", "format_names", "format_of", "load_formats", "write"]
