"""The settings of the room, in one place; docs/stories.md says how each was chosen and measured."""

from __future__ import annotations

# Terms of a fingerprint.
TERMS = 150  # the weightiest are kept; 60 to 300 give the same B-cubed F1 within 0.01
TITLE_COUNT = 2  # what a word of the title, or of the address, counts beside one of the text
FEWEST_IN_ADDRESS = 3  # words in a row that make a part of an address a title; "news/world" is none

REMEMBERED = 1 << 13  # words whose term, weight or hash is kept in memory: a text has most words of the one before

# Weights of terms: count ** TF_POWER * idf.
TF_POWER = 0.75

# Shingles.
SHINGLE = 5  # words
SKETCH = 256  # hashes kept at most, 4 bytes each

# Near-duplicates.
CONTAINMENT = 0.4  # of the shingles of the shorter report; 0.35 to 0.5 give the same precision, 1.0
SHARED = 5  # sampled shingles in common at least: two texts of one boilerplate sentence are no copies

# Stories.
SIMILARITY = 0.2  # average over the pairs of two clusters, from which they are one story
EVENTS = 0.1  # what all events in common add to the cosine of the terms
HALF_LIFE = 180  # days between two reports after which half of what time takes away is gone
LASTING = 0.7  # what is left of the similarity of two reports however far apart
WINDOW = 400  # days; how far back the reports lie that an archive should give as placed
SHOWN = 6  # shared terms and events told for a placement
