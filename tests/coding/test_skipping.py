"""Which paragraphs the parse can do without: each reason to keep one, and what no reason keeps."""

import pytest

from dragoman.codebook import load_codebook, load_examples
from dragoman.coding.possible import Possible, Skim
from dragoman.coding.skipping import Skipper
from dragoman.world import load_world

LEAD = "Kenyan troops attacked a village in Somalia on Monday."
IDLE = "The road was muddy after the long rain, and the river had a brown colour."


@pytest.fixture(scope="module")
def skipper():
    return Skipper(load_codebook(), load_world())


def idle(skipper, *paragraphs):
    """The paragraphs of a report that are left out."""
    blocks = [block for paragraph in paragraphs for block in (paragraph, "\n\n")][:-1]
    return [blocks[i] for i in sorted(skipper(blocks))]


def test_a_paragraph_without_any_act_is_left_out(skipper):
    assert idle(skipper, LEAD, IDLE, "France condemned the raid.") == [IDLE]


KEPT = [
    ("Egypt has expelled two diplomats.", "a trigger in the past, a state that acts"),
    ("They were arrested at dawn.", "a pronoun may be whom it was done to"),
    ("The country cut off gas supplies.", "a noun may stand for a state told of"),
    ("Nobody was hurt. The soldiers shot at a convoy. It was late.", "one sentence of three is enough"),
    ("Uganda is a close ally of Rwanda.", "a tie"),
]


@pytest.mark.parametrize("paragraph", [p for p, _ in KEPT], ids=[why for _, why in KEPT])
def test_what_can_hold_an_act_is_kept(skipper, paragraph):
    assert idle(skipper, LEAD, paragraph, IDLE) == [IDLE]


LEFT_OUT = [
    ("Heavy shelling is a noise of thunderstorms.", "nobody is named"),
    ("The back of the house faces Kenya.", "no verb behind an article"),
    ("In Kenya the soup is best in winter.", "a state, but no word of the lexicon"),
    ("Kenya said that the weather was mild.", "a trigger whose pattern needs another word"),
]


@pytest.mark.parametrize("paragraph", [p for p, _ in LEFT_OUT], ids=[why for _, why in LEFT_OUT])
def test_what_cannot_is_left_out(skipper, paragraph):
    assert idle(skipper, LEAD, paragraph, "France condemned the raid.") == [paragraph]


def test_a_word_of_the_pattern_too_far_away_does_not_count(skipper):
    near = "Kenya said, after a night of doubt, no to the plan."
    far = (
        "Kenya said that the weather on the coast and in the hills of the west was mild and that there was no rain to "
        "be had."
    )
    assert idle(skipper, LEAD, near, far, "France condemned the raid.") == [far]


def test_a_surname_counts_where_the_report_has_the_full_name(skipper):
    named = "Orlinski condemned the raid."
    full = "Pavel Orlinski walked along the muddy road."
    assert idle(skipper, LEAD, full, named) == [full]
    assert idle(skipper, LEAD, IDLE, named) == [IDLE, named]


def test_the_first_paragraph_is_kept(skipper):
    assert idle(skipper, IDLE, LEAD) == []


def test_who_is_described_is_kept_where_the_parsed_text_names_him(skipper):
    described = "Former minister Pavel Orlinski sang a tune."
    assert idle(skipper, LEAD, described, "Orlinski condemned the raid.") == []
    assert idle(skipper, LEAD, described, "France condemned the raid.") == [described]


def test_what_a_pronoun_at_the_start_of_a_paragraph_goes_back_to_is_kept(skipper):
    named = "The road to Nairobi was muddy."
    assert idle(skipper, LEAD, named, "It has condemned France.") == []
    assert idle(skipper, LEAD, named, "Chad has condemned France.") == [named]
    assert idle(skipper, LEAD, IDLE, "It has condemned France.") == [IDLE]


def test_a_report_of_something_else_is_left_out_whole(skipper):
    recipe = ["Chop the onions and let them sweat in butter until they are soft and smell of summer." for _ in range(9)]
    team = "The team beat the visitors, and the fans thanked the coach."
    assert idle(skipper, team, *recipe) == [team, *recipe]
    assert team not in idle(skipper, "The team beat Kenya, and the fans thanked the coach.", *recipe)


def test_no_text_has_nothing_to_leave_out(skipper):
    assert skipper([]) == skipper([" ", "\n"]) == frozenset()


def test_examples_of_the_codebook_are_kept(skipper):
    """Of all sentences that must be coded; what is left names its party in a way that no table knows."""
    positive = [example.text for example in load_examples() if example.positive]
    lost = [text for text in positive if text in idle(skipper, LEAD, text)]
    assert len(lost) <= 0.005 * len(positive), lost


def test_nobody_named_holds_no_act():
    possible = Possible(load_codebook())
    words = ["gunmen", "attacked", "a", "village"]
    triggers = possible.triggers(words)
    assert (1, "attack") in triggers
    assert possible.holds(Skim(words, words, [frozenset({"party", "people", "armed", "political"})]), triggers)
    assert not possible.holds(Skim(words, words, []), triggers)
