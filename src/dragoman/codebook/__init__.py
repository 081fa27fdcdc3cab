"""The codebook: PLOVER types and modes, CAMEO codes and the lexicon of coding rules, as data with a checked loader."""

from .entries import Codebook, Example, Rule, TypeEntry
from .load import SHIPPED, load_codebook, load_examples
from .sentences import NONE, Sentence, load_sentences, unmark

__all__ = [
    "NONE", "SHIPPED", "Codebook", "Example", "Rule", "Sentence", "TypeEntry", "load_codebook", "load_examples",
    "load_sentences", "unmark",
]  # fmt: skip
