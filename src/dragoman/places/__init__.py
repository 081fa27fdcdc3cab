"""Where: the places that a report names, with country and coordinates."""

from .atlas import Atlas, load_atlas
from .gazetteer import Gazetteer, Known, load_gazetteer
from .locate import locate
from .mentions import PlaceMention, find_places

__all__ = ["Atlas", "Gazetteer", "Known", "PlaceMention", "find_places", "load_atlas", "load_gazetteer", "locate"]
