"""The names of the codes that sides are listed by."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from dragoman.world import load_world

# Codes of what is no state, as the record format has them.
_BODIES = {
    "IGO": "international organisations", "UNO": "United Nations", "EUR": "European Union", "NGO": "NGOs",
    "ISM": "Islamist movements", "IMG": "international armed groups", "MNC": "multinational companies",
}  # fmt: skip


@cache
def code_names() -> MappingProxyType[str, str]:
    """The name of each state and body by its code."""
    return MappingProxyType({**{state.iso3: state.name for state in load_world().states}, **_BODIES})
