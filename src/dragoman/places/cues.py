"""The words that tell a place from a namesake: prepositions, kinds of place, directions, titles."""

from __future__ import annotations

# "in Reading", "near Split": what follows is a place. "to" and "from" also stand before people.
LOCATIVE = frozenset(
    "in at near outside around inside across throughout toward towards into onto off via within".split()
)

DIRECTIONS = frozenset(
    "north south east west northern southern eastern western northeast northwest southeast southwest northeastern "
    "northwestern southeastern southwestern north-east north-west south-east south-west north-eastern north-western "
    "south-eastern south-western central downtown upstate coastal".split()
)

# What may follow a place's name and belongs to it ("Donetsk region", "Rafah crossing", "Kabul airport").
SUFFIXES = frozenset(
    "province region oblast governorate district county prefecture raion municipality territory peninsula island islands "
    "valley airport airfield airbase base port harbour harbor crossing checkpoint dam bridge square strait river lake "
    "gulf bay sea desert corridor enclave exclave canal mountains delta forest prison city town village state suburb "
    "suburbs refinery".split()
)
# Of these, the ones that name a unit of a state, so that "Idlib province" is the province before it is the city.
UNITS = frozenset("province region oblast governorate district county prefecture raion territory state".split())
# What may stand between a name and its suffix ("Kabul International Airport", "Khmeimim air base").
INFIXES = frozenset("international air border refugee naval military nuclear power port".split())

# Nouns that a place's name completes ("the city of Tripoli", "the outskirts of Kyiv").
PLACE_NOUNS = (
    SUFFIXES
    | DIRECTIONS
    | frozenset(
        "capital area areas centre center outskirts border borders coast frontier republic stronghold hometown resort "
        "neighbourhood neighborhood settlement kingdom metropolis hub zone part parts cities towns villages provinces "
        "regions districts south north east west waters airspace streets".split()
    )
)
# Nouns that end a bigger name to which the place lends a part ("the University of Oxford", "Bank of China").
INSTITUTIONS = frozenset(
    "university bank college institute school council court museum bishop archbishop duke duchess earl prince princess "
    "treaty agreement church academy ministry society association federation club statute".split()
)
# Small words that headlines and names alike leave in lower case or not; a capital on them says nothing.
FREE = frozenset(
    "a an the in on at of to from near by with for and or but as after before since until while when where if that this "
    "these those its his her their our both all many some most more other new former late mr he she it they we i not no "
    "only even also into over under about against between among amid across around outside inside during via greater "
    "occupied besieged neighbouring neighboring mainland rebel-held war-torn visit leaving entering meanwhile".split()
)
# "pro-Beijing", "anti-Moscow": a side, not a place.
SIDES = frozenset({"pro", "anti", "ex", "non"})
