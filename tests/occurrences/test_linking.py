"""The parts that joining rests on: linkage, days, places, words, the data file."""

import pytest
from happenings import told

from dragoman.errors import DataError
from dragoman.occurrences.days import When, compare_days
from dragoman.occurrences.families import load_families
from dragoman.occurrences.linking import Link, link_groups
from dragoman.occurrences.spots import Where, compare_places, distance
from dragoman.occurrences.wording import Wording, Words, compare_words, words_of
from dragoman.records import Event, Mention, Place

BAR = None

# points between members by number (absent: none), groups
LINKED = [
    ({(0, 1): 5}, [[0, 1], [2], [3]]),
    ({(0, 1): 5, (1, 2): 5, (0, 2): BAR}, [[0, 1], [2], [3]]),  # no chain over a bar
    ({(0, 1): 5, (1, 2): 9, (0, 2): BAR}, [[0], [1, 2], [3]]),  # the better pair goes first
    ({(0, 1): 5, (1, 2): 5, (0, 2): 0}, [[0, 1], [2], [3]]),  # the mean of 5 and 0 is too little
    ({(0, 1): 5, (1, 2): 5, (0, 2): 3}, [[0, 1, 2], [3]]),
    ({(0, 1): 5, (2, 3): 5, (0, 2): 4, (0, 3): 4, (1, 2): 4, (1, 3): 4}, [[0, 1, 2, 3]]),
    ({(0, 3): 3}, [[0], [1], [2], [3]]),
]


@pytest.mark.parametrize(("points", "groups"), LINKED)
def test_linked(points, groups):
    def link(i, j):
        found = points.get((i, j), 0)
        return Link(0.0, 1, barred=True) if found is BAR else Link(found, 1)

    assert link_groups("abcd", link, 4.0) == groups


# dates and days of publication of two reports
DAYS = [
    ("2031-05-06", None, "2031-05-06", None, When.SAME),
    ("2031-05-06", None, "2031-05-05..2031-05-07", None, When.SAME),
    ("2031-05-06", None, "2031-05-01..2031-05-07", None, When.LOOSE),
    ("2031-05-06", None, "2031-01-01..2031-12-31", None, When.UNKNOWN),
    ("2031-05-06", None, "2031-05-07", None, When.NEAR),
    ("2031-05-06", None, "2031-05-08", None, When.BARRED),
    ("2031-05-06", None, None, "2031-05-07", When.NEAR),
    ("2031-05-06", None, None, "2031-05-12", When.UNKNOWN),
    ("2031-05-06", None, None, "2031-07-12", When.FAR),
    ("2031-05-06", None, None, "2031-05-01", When.BARRED),
    (None, "2031-05-06", None, "2031-05-07", When.NEAR),
    (None, "2031-05-06", None, "2031-06-07", When.FAR),
    (None, None, None, "2031-06-07", When.UNKNOWN),
]


@pytest.mark.parametrize(("a", "a_told", "b", "b_told", "expected"), DAYS)
def test_days(a, a_told, b, b_told, expected):
    one, two = told("e-1", when=a, published=a_told), told("e-2", when=b, published=b_told)
    assert compare_days(one, two) == compare_days(two, one) == expected


def place(name, country, lat=None, lon=None):
    return Place(name=name, country=country, lat=lat, lon=lon, span=None)


OMDURMAN = place("Omdurman", "SDN", 15.65, 32.48)

PLACES = [
    (None, OMDURMAN, Where.UNKNOWN),
    (OMDURMAN, OMDURMAN, Where.SAME),
    (OMDURMAN, place("Khartoum", "SDN", 15.55, 32.53), Where.SAME),
    (OMDURMAN, place("Sudan", "SDN"), Where.COUNTRY),
    (OMDURMAN, place("Sennar state", "SDN", 13.5, 33.6), Where.COUNTRY),
    (OMDURMAN, place("Nyala", "SDN", 12.05, 24.88), Where.BARRED),
    (OMDURMAN, place("Chad", "TCD"), Where.OTHER),
]


@pytest.mark.parametrize(("a", "b", "expected"), PLACES)
def test_places(a, b, expected):
    assert compare_places(a, b) == compare_places(b, a) == expected


def test_distance():
    """A degree of latitude is about 111 km."""
    assert distance(place("a", None, 10.0, 20.0), place("b", None, 11.0, 20.0)) == pytest.approx(111.2, abs=0.1)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("a b c d e", "a b c d x", Wording.SAME),
        ("a b c d e f", "a b c x y z", Wording.ALIKE),
        ("a b c d e f", "a b x y z u", Wording.UNKNOWN),
        ("a b c d e f", "a u v w x y", Wording.FAR),
        ("a b c d", "a b c d", Wording.UNKNOWN),  # too few to tell
    ],
)
def test_words(a, b, expected):
    one, two = (Words(frozenset(), frozenset(words.split())) for words in (a, b))
    assert compare_words(one, two) == compare_words(two, one) == expected


def test_names_are_not_those_of_parties_states_or_days():
    text = "Troops left. Sudanese soldiers from Chad shelled the Karary market on Tuesday, Amna Idris said."
    event: Event = told("e-1", sides="SDN/MIL > SDN/CVL/amna-idris!").event
    start = text.index("Sudanese")
    event = event.__class__(
        **{
            **{name: getattr(event, name) for name in event.__struct_fields__},
            "mentions": (Mention(trigger="shelled", span=(0, 1), sentence=(start, len(text))),),
        }
    )
    words = words_of(event, text)
    assert words.names == {"karar"}
    assert {"soldi", "shell", "marke"} <= words.content
    assert not words.content & {"tuesd", "said"}


def test_a_broken_data_file(tmp_path):
    path = tmp_path / "families.toml"
    path.write_text("[types]\nsame_about = []\n", encoding="utf8")
    with pytest.raises(DataError, match="modes"):
        load_families(path)
