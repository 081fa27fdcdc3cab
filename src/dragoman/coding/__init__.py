"""What happened: predicates matched against the codebook, with status, date, place, attribution and merging."""

from .coder import Begun, Coded, Seen, attributions_of, begun, ended
from .judging import Judges, Scores
from .relating import Evidence, best_rules, by_rules, by_scorer, evidence
from .scene import Scene
from .scorer import Marked, load_scorer
from .weighing import load_weigher

__all__ = [
    "Begun", "Coded", "Evidence", "Judges", "Marked", "Scene", "Scores", "Seen", "attributions_of", "begun",
    "best_rules", "by_rules", "by_scorer", "ended", "evidence", "load_scorer", "load_weigher",
]  # fmt: skip
