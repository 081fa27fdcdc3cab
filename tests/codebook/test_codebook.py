"""The loader names every fault with file, line and key; the shipped codebook is proved by its examples."""

import shutil

import pytest

from dragoman.checking import check_codebook
from dragoman.codebook import load_codebook, load_examples
from dragoman.codebook.entries import QUADS
from dragoman.codebook.load import SHIPPED
from dragoman.codebook.patterns import parse_pattern
from dragoman.errors import DataError

CLASSES = {"troops": frozenset({"soldier", "troop"})}
# Of the examples, so many may fail until the language model and the rules are better; never raise it.
FAULTS_AT_MOST = 40


def test_all_types_are_there():
    assert set(load_codebook().types) == set(QUADS)


def test_the_pattern_language():
    pattern = parse_pattern("call_off|cancel/v subj=%party obj=@troops|tank to!=* in=-", CLASSES)
    assert (pattern.words, pattern.pos) == (("call_off", "cancel"), "v")
    subject, obj, to, inside = pattern.constraints
    assert subject.fillers == {"%party"}
    assert obj.fillers == {"soldier", "troop", "tank"}
    assert (to.test, to.wanted) == ("any", False)
    assert (inside.test, inside.wanted) == ("any", False)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("attack", "a trigger is"),
        ("attack/x", "a trigger is"),
        ("attack/v obj", "is not ROLE=FILLER"),
        ("attack/v obj=@tanks", "no class @tanks"),
        ("attack/v obj=%martian", "unknown test %martian"),
    ],
)
def test_a_bad_pattern_is_named(source, message):
    with pytest.raises(ValueError, match=message):
        parse_pattern(source, CLASSES)


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(SHIPPED, tmp_path / "codebook")
    return tmp_path / "codebook"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("types/AID.toml", 'type = "AID"', 'type = "GIFT"', r"types/AID.toml:1: type 'GIFT' is not a PLOVER type"),
        ("types/AID.toml", 'cameo = "070"', 'cameo = "999"', r"types/AID.toml:\d+: '999' is no CAMEO code"),
        ("types/CONSULT.toml", 'mode = "visit"', 'mode = "stroll"', r"CONSULT has no mode 'stroll'"),
        ("types/CONSULT.toml", "patterns = [", "pattern = [", r"unknown key 'pattern'"),
        ("types/CONSULT.toml", 'id = "consult-visit"', 'id = "visit"', r"must start with 'consult'"),
        ("types/CONSULT.toml", "[[mode]]", "[[mode]", r"types/CONSULT.toml: not valid TOML"),
    ],
)
def test_every_fault_names_file_line_and_key(copy, file, old, new, message):
    path = copy / file
    text = path.read_text(encoding="utf8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf8")
    with pytest.raises(DataError, match=message):
        load_codebook(copy)


def test_a_folder_that_is_no_codebook(tmp_path):
    with pytest.raises(DataError, match="no folder 'types'"):
        load_codebook(tmp_path)


def test_every_example_names_a_rule_that_exists():
    rules = load_codebook().rules
    assert [e.rule for e in load_examples() if e.positive and e.rule not in rules] == []


def test_the_examples_are_coded_as_they_say():
    result = check_codebook()
    assert result.checked > 1_000
    assert len(result.faults) <= FAULTS_AT_MOST, "\n".join(result.faults)
