"""The language model: from text to sentences, tags, lemmas, dependencies (Universal Dependencies) and names."""

from .load import load
from .parse import Skip, parse, parse_many, sentences
from .tokens import Doc, Span, Token

__all__ = ["Doc", "Skip", "Span", "Token", "load", "parse", "parse_many", "sentences"]
