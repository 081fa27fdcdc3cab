"""Fingerprints: terms, addresses, sketches, event keys, size."""

import msgspec
import numpy as np
import pytest

from dragoman.errors import DataError
from dragoman.records import Event, Interval, Party, Published, Report
from dragoman.stories import fingerprint
from dragoman.stories.background import load_background
from dragoman.stories.fingerprints import event_keys
from dragoman.stories.settings import SKETCH, TERMS
from dragoman.stories.sketching import packed, sampled, shingles, unpacked
from dragoman.stories.terms import address_terms, terms

LONG = " ".join(f"word{n} of paragraph{n % 97} tells fact{n * 7}" for n in range(2_000))


def report(text, **fields):
    return Report(**{"report": "r-1", "text": text, **fields})


def party(country):
    return Party(name="x", text="x", span=(0, 1), kind="state", country=country, sector="GOV", role=None, entity="x")


def event(type_="ASSAULT", actors=("ARM",), recipients=("AZE",), day="2024-03-04", end=None):
    date = Interval(start=day, end=end or day, precision="day", text="", span=None, basis="text") if day else None
    return Event(
        event="e-1", type=type_, mode=None, about=None, contexts=(), cameo="190", quad=4, goldstein=-9, intensity=-9,
        status="reported", reciprocal=False, actors=tuple(map(party, actors)), recipients=tuple(map(party, recipients)),
        date=date, place=None, size={}, sources=(), mentions=(), in_="body", confidence=0.5, why="x",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministers' dams", ["the", "minister", "dam"]),
        ("Arden’s mayor", ["arden", "mayor"]),
        ("parties and classes", ["party", "and", "class"]),
        ("a bus crisis, 1990s", ["a", "bus", "crisis", "1990s"]),
        ("U.S. cease-fire_line", ["u.s", "cease-fire", "line"]),
        ("...", []),
    ],
)
def test_terms(text, expected):
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.example/2024/05/mayor-of-arden-resigns-a1234567.html", ["mayor", "arden", "resign"]),
        ("https://x.example/search?q=Dam+bursts+near+Velm", ["dam", "burst", "near", "velm"]),
        ("https://x.example/news/world", []),
        ("https://[broken", []),
        (None, []),
    ],
)
def test_terms_of_an_address(url, expected):
    assert address_terms(url) == expected


def test_a_title_and_an_address_count_beside_the_text():
    url = "https://x.example/harbour-strike-spreads-north"
    counts = dict(fingerprint(report("The harbour is quiet.", title="Strike", url=url)).terms)
    assert (counts["harbour"], counts["strike"], counts["spread"], counts["quiet"]) == (3, 4, 2, 1)


def test_the_weightiest_terms_are_kept():
    found = fingerprint(report("the of and to in a is that for it " * 3 + LONG))
    names = [name for name, _ in found.terms]
    assert len(names) == TERMS
    assert names == sorted(names)
    assert not {"the", "and"} & set(names)


def test_a_fingerprint_stays_under_three_kilobytes_and_is_the_same_again():
    one = fingerprint(report(LONG, published=Published(start="2024-01-01", end="2024-01-03", precision="day",
                                                       basis="given", why="x")))  # fmt: skip
    assert (one.first, one.last) == ("2024-01-01", "2024-01-03")
    assert len(msgspec.msgpack.encode(one)) < 3_072
    assert msgspec.json.decode(msgspec.json.encode(one), type=type(one)) == one


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (event(), {"4 ARM,AZE 2024-03-04"}),
        (event(type_="COERCE", actors=("AZE",), recipients=("ARM",)), {"4 ARM,AZE 2024-03-04"}),
        (event(type_="CONSULT", recipients=()), {"1 ARM 2024-03-04"}),
        (event(day=None), set()),
        (event(end="2024-03-09"), set()),
        (event(actors=(None,), recipients=()), set()),
    ],
)
def test_event_keys(given, expected):
    assert event_keys([given]) == expected
    assert fingerprint(report("Some words.", events=(given,))).events == tuple(expected)


def test_shingles_are_of_five_words_and_blind_to_case_and_marks():
    assert len(shingles("one two three four")) == 0
    assert len(shingles("one two three four five six")) == 2
    assert np.array_equal(shingles("One, two three; FOUR five!"), shingles("one two three four five"))
    assert not np.array_equal(shingles("two one three four five"), shingles("one two three four five"))


def test_a_sample_is_chosen_by_value():
    every = shingles(LONG)
    level, kept = sampled(every)
    assert level > 0
    assert SKETCH / 3 < len(kept) <= SKETCH
    assert np.array_equal(kept, every[: len(kept)])
    assert np.array_equal(unpacked(packed(kept)), kept)


def test_the_background_knows_what_is_common():
    background = load_background()
    assert background.counts["the"] > background.counts["minister"] > 0
    assert "*" not in background.counts


@pytest.mark.parametrize(("content", "words"), [("the\tmany\n", ":1: not a term"), ("the\t5\n", "no row '\\*'")])
def test_a_faulty_background_is_told(tmp_path, content, words):
    path = tmp_path / "background.tsv"
    path.write_text(content, encoding="utf8")
    with pytest.raises(DataError, match=words):
        load_background(path)
