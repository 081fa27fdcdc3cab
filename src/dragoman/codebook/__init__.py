"""The codebook: PLOVER types and modes, CAMEO codes and the lexicon of coding rules, as data with a checked loader."""

from .entries import Codebook, Example, Rule, TypeEntry
from .load import load_codebook, load_examples

__all__ = ["Codebook", "Example", "Rule", "TypeEntry", "load_codebook", "load_examples"]
