"""What the code of a node stands for: its name, what kind of node it is, and the state it is of."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.world import BODIES, load_world
from dragoman.world.entries import SECTORS

from .edges import Kind, Node

# Codes that stand in the place of a country (docs/records.md).
BODY_NAMES = {
    "IGO": "intergovernmental organisations", "UNO": "United Nations", "EUR": "European Union",
    "NGO": "non-governmental organisations", "ISM": "international movements", "IMG": "transnational armed groups",
    "MNC": "multinational companies",
}  # fmt: skip


def nodes_of(keys: Iterable[str]) -> tuple[Node, ...]:
    """The nodes of some codes, each once, in the order of the codes."""
    return tuple(_node(key) for key in sorted(set(keys)))


def _node(key: str) -> Node:
    state = load_world().state(key.partition("/")[0])
    return Node(key=key, label=label(key), kind=_kind(key), country=state.iso3 if state else "")


def label(key: str) -> str:
    """The name of a node: "Belarus", "Belarus/MIL", of an entity the words of its last part and its state."""
    first, *rest = key.split("/")
    state = load_world().state(first)
    name = state.name if state else BODY_NAMES.get(first, first if first.isupper() else _words(first))
    if not rest:
        return name
    if len(rest) == 1 and rest[0] in SECTORS:
        return f"{name}/{rest[0]}"
    return _words(rest[-1]) if first == "-" else f"{_words(rest[-1])} ({name})"


def _words(slug: str) -> str:
    return slug.replace("-", " ").title()


def _kind(key: str) -> Kind:
    first, *rest = key.split("/")
    if len(rest) == 1 and rest[0] in SECTORS:
        return "sector"
    if rest:
        return "entity"
    if first in BODIES:
        return "body"
    return "state" if load_world().state(first) else "entity"
