"""What happened: predicates matched against the codebook, with status, date, place, attribution and merging."""

from .coder import Coded, Seen, attributions_of, code_events
from .judging import Judges
from .relating import Evidence, best_rules, by_rules, by_scorer, evidence
from .scene import Scene
from .scorer import Marked, load_scorer
from .weighing import load_weigher

__all__ = [
    "Coded", "Evidence", "Judges", "Marked", "Scene", "Seen", "attributions_of", "best_rules", "by_rules", "by_scorer",
    "code_events", "evidence", "load_scorer", "load_weigher",
]  # fmt: skip
