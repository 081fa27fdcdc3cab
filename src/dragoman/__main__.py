"""``python -m dragoman`` is the command ``dragoman``."""

from .cli import main

main()
