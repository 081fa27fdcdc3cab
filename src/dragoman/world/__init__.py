"""Facts about the world as data: states, who held which office when, bodies, armed groups, outlets, agent nouns."""

from .dictionaries import Dictionary, read_dictionary
from .entries import (
    BODIES,
    Agent,
    Entry,
    Form,
    Group,
    Metonym,
    Modifier,
    Officeholder,
    Organisation,
    Outlet,
    State,
)
from .load import load_world
from .world import World

__all__ = [
    "BODIES",
    "Agent",
    "Dictionary",
    "Entry",
    "Form",
    "Group",
    "Metonym",
    "Modifier",
    "Officeholder",
    "Organisation",
    "Outlet",
    "State",
    "World",
    "load_world",
    "read_dictionary",
]
