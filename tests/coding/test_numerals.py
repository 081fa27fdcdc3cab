"""Numbers in digits and words, with what hedges them, ranges and currencies."""

import pytest

from dragoman.codebook import load_codebook
from dragoman.coding.numerals import numbers_in
from trees import made

NOUNS = {"men", "euros", "pounds", "kroner", "roubles", "rupees", "dollars", "cocaine", "dozens", "thousands"}
LEMMAS = {"euros": "euro", "pounds": "pound", "roubles": "rouble", "rupees": "rupee", "dollars": "dollar"}


def numbers(text):
    words = text.split()
    pos = ["NOUN" if w in NOUNS else "ADJ" if w in {"Danish", "Australian"} else "X" for w in words]
    tags = ["NNS" if w in NOUNS else "CD" for w in words]
    last = len(words) - 1
    doc = made(
        words=words, lemmas=[LEMMAS.get(w, w) for w in words], pos=pos, tags=tags, heads=[last] * len(words),
        deps=["dep"] * last + ["ROOT"],
    )  # fmt: skip
    return numbers_in(doc, load_codebook().words)


# text, low, high, exact
HEADS = [
    ("12 men", 12, 12, True),
    ("1,200 men", 1200, 1200, True),
    ("twenty-one men", 21, 21, True),
    ("fifty - two men", 52, 52, True),
    ("two hundred and fifty men", 250, 250, True),
    ("40 thousand men", 40_000, 40_000, True),
    ("1.5 million men", 1_500_000, 1_500_000, True),
    ("at least four men", 4, None, False),
    ("no fewer than 20 men", 20, None, False),
    ("more than 100 men", 101, None, False),
    ("well over 100 men", 101, None, False),
    ("300 or more men", 300, None, False),
    ("up to 5,000 men", None, 5000, False),
    ("no more than ten men", None, 10, False),
    ("fewer than ten men", None, 9, False),
    ("nearly 200 men", None, 200, False),
    ("some 300 men", 300, 300, False),
    ("a dozen men", 12, 12, False),
    ("at least two dozen men", 24, None, False),
    ("dozens of men", 24, None, False),
    ("tens of thousands of men", 20_000, None, False),
    ("several hundred men", 300, None, False),
    ("between 20 and 30 men", 20, 30, False),
    ("20 - 30 men", 20, 30, False),
    ("5,000 to 6,000 men", 5000, 6000, False),
    ("two to three million men", 2_000_000, 3_000_000, False),
    ("six or seven men", 6, 7, False),
    ("nobody", 0, 0, True),
]


@pytest.mark.parametrize(("text", "low", "high", "exact"), HEADS)
def test_numbers_of_people(text, low, high, exact):
    [number] = numbers(text)
    assert (number.low, number.high, number.exact, number.money) == (low, high, exact, False)


# text, low, high, currency
SUMS = [
    ("$ 50 million", 50_000_000, 50_000_000, "USD"),
    ("€ 3 bn", 3 * 10**9, 3 * 10**9, "EUR"),
    ("£ 25 m", 25_000_000, 25_000_000, "GBP"),
    ("C$ 450 million", 450_000_000, 450_000_000, "CAD"),
    ("500 million euros", 500_000_000, 500_000_000, "EUR"),
    ("1.7 billion Danish kroner", 1_700_000_000, 1_700_000_000, "DKK"),
    ("30 million Australian dollars", 30_000_000, 30_000_000, "AUD"),
    ("1.5 billion roubles", 1_500_000_000, 1_500_000_000, "RUB"),
    ("200 million rupees", 200_000_000, 200_000_000, None),
    ("more than $ 5 billion", 5 * 10**9, None, "USD"),
    ("less than $ 5 billion", None, 5 * 10**9, "USD"),
    ("between $ 2 billion and $ 3 billion", 2 * 10**9, 3 * 10**9, "USD"),
    ("$ 2 - 3 billion", 2 * 10**9, 3 * 10**9, "USD"),
]


@pytest.mark.parametrize(("text", "low", "high", "unit"), SUMS)
def test_sums_of_money(text, low, high, unit):
    [number] = numbers(text)
    assert (number.low, number.high, number.unit, number.money) == (low, high, unit, True)


def test_a_sum_given_to_so_many_is_no_range():
    assert [(n.low, n.high, n.money) for n in numbers("$ 5 to 20 men")] == [(5, 5, True), (20, 20, False)]


def test_what_a_toll_rose_from_is_a_number_of_its_own():
    assert [n.low for n in numbers("from 12 to 19")] == [12, 19]


def test_pounds_of_something_are_no_money():
    [number] = numbers("300 pounds of cocaine")
    assert not number.money


@pytest.mark.parametrize("text", ["40 percent", "40 %", "no", "few men", "men"])
def test_no_number(text):
    assert numbers(text) == ()


def test_a_hyphen_joins_an_age_to_its_noun():
    doc = made(words=["24", "-", "year", "-", "old"], spaces=[False] * 5, lemmas=["24", "-", "year", "-", "old"],
              pos=["NUM", "PUNCT", "NOUN", "PUNCT", "ADJ"], heads=[4] * 5, deps=["dep"] * 4 + ["ROOT"])  # fmt: skip
    assert numbers_in(doc, load_codebook().words) == ()
