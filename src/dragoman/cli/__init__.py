"""The command line: ``dragoman code``, ``explain``, ``codebook``, ``schema``."""

from .app import main

__all__ = ["main"]
