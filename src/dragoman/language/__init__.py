"""The language model: from text to sentences, tags, lemmas, dependencies (Universal Dependencies) and names."""

from .load import load
from .parse import parse, parse_many, sentences

__all__ = ["load", "parse", "parse_many", "sentences"]
