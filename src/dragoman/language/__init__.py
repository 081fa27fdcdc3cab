"""The language model: from text to sentences, tags, lemmas, dependencies (Universal Dependencies) and names."""

from .assembling import unparsed
from .load import load
from .parse import Skip, parse, parse_many, sentences

__all__ = ["Skip", "load", "parse", "parse_many", "sentences", "unparsed"]
