"""Near-duplicates: cut, framed and edited texts are found, texts on the same news are not."""

import random

import pytest

from dragoman.records import Published, Report
from dragoman.stories import copies, fingerprint

SYLLABLES = ["ba", "ko", "ri", "mu", "ten", "sal", "vor", "lin", "dra", "pe"]


def made_up(words, seed):
    chance = random.Random(seed)
    return " ".join("".join(chance.choices(SYLLABLES, k=3)) for _ in range(words))


WIRE = made_up(600, 1)
OTHER = made_up(600, 2)
FRAME = "Lantern Agency, for subscribers only. "
FOOT = " Reporting by the harbour desk. All rights reserved by Lantern Agency."


def edited(text, every):
    return " ".join("changed" if n % every == 0 else word for n, word in enumerate(text.split()))


def prints(**texts):
    return [fingerprint(Report(report=name, text=text)) for name, text in texts.items()]


@pytest.mark.parametrize(
    ("text", "containment", "jaccard"),
    [
        (WIRE, (1, 1), (1, 1)),
        (WIRE[: len(WIRE) * 3 // 10], (1, 1), (0.2, 0.4)),
        (FRAME + WIRE + FOOT, (1, 1), (0.9, 1)),
        (edited(WIRE, 20), (0.6, 0.9), (0.5, 0.85)),
        (OTHER + " " + WIRE, (1, 1), (0.35, 0.65)),
    ],
)
def test_a_copy_is_found_with_why(text, containment, jaccard):
    (pair,) = copies(prints(new=text), prints(old=WIRE, other=made_up(500, 3)))
    assert (pair.report, pair.of) == ("new", "old")
    assert containment[0] <= pair.containment <= containment[1]
    assert jaccard[0] <= pair.jaccard <= jaccard[1]
    assert pair.shared > 20


@pytest.mark.parametrize(
    "text",
    [OTHER, FRAME + OTHER + FOOT, edited(WIRE, 3), OTHER + " " + " ".join(WIRE.split()[:60]), "Two words", ""],
)
def test_no_copy(text):
    assert copies(prints(new=text), prints(old=FRAME + WIRE + FOOT)) == []


def test_of_new_ones_the_later_is_the_copy_and_order_does_not_matter():
    days = {"b": "2024-05-01", "a": "2024-05-02"}
    new = [
        fingerprint(Report(report=name, text=WIRE,
                           published=Published(start=day, end=day, precision="day", basis="given", why="")))
        for name, day in days.items()
    ]  # fmt: skip
    assert [(pair.report, pair.of) for pair in copies(new)] == [("a", "b")]
    assert copies(new) == copies(new[::-1])


def test_a_report_given_as_new_and_old_is_no_copy_of_itself():
    assert copies(prints(one=WIRE), prints(one=WIRE)) == []


def test_nothing_gives_nothing():
    assert copies([]) == []
    assert copies([], prints(old=WIRE)) == []
