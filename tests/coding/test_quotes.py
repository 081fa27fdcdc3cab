"""Quotation marks of every style; an unclosed one ends with its paragraph."""

import pytest

from dragoman.coding.quotes import quoted_ranges
from trees import plain


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “it is over” today.", ["it is over"]),
        ('He said "it is over" and "we go home".', ["it is over", "we go home"]),
        ("«We leave», she said.", ["We leave"]),
        ("“It is over.\n\nNobody knows why.", ["It is over."]),
        ("No quotation here.", []),
        ("He called it “the ‘last’ chance”.", ["the ‘last’ chance"]),
    ],
)
def test_ranges(text, quoted):
    doc = plain(text)
    assert [doc[start:end].text for start, end in quoted_ranges(doc)] == quoted
