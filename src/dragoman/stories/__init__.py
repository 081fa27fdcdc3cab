"""Stories: fingerprints of reports, near-duplicates among them, and clusters of reports on the same news.

Needs the records alone: no text once a fingerprint is taken, no language model, no network.
"""

from .assigning import Merge, Placed, Placement, Placements, assign, story_id
from .copying import Copy, copies
from .fingerprints import Fingerprint, fingerprint, leading
from .settings import WINDOW

__all__ = [
    "WINDOW", "Copy", "Fingerprint", "Merge", "Placed", "Placement", "Placements", "assign", "copies", "fingerprint",
    "leading", "story_id",
]  # fmt: skip
