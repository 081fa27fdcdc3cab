"""Who is meant: the actor mentions of a report, resolved to country, sector, office and person."""

from .find import find_parties
from .known import similar, who
from .mentions import ActorMention, Parties
from .terms import contradiction

__all__ = ["ActorMention", "Parties", "contradiction", "find_parties", "similar", "who"]
