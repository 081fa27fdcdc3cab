"""The workbench: a local web server to look through an archive with, and to review what was coded."""

from .app import create_app
from .settings import Settings

__all__ = ["Settings", "create_app"]
