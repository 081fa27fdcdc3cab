"""The loader names every fault with file, line and key; the shipped codebook is proved by its examples."""

import shutil

import pytest

from dragoman.checking import check_codebook
from dragoman.codebook import load_codebook, load_examples
from dragoman.codebook.entries import QUADS
from dragoman.codebook.load import SHIPPED
from dragoman.codebook.patterns import parse_pattern
from dragoman.errors import DataError
from dragoman.pipeline import Coder
from dragoman.records import Report

CLASSES = {"troops": frozenset({"soldier", "troop"})}


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
    with pytest.raises(DataError, match="is no codebook directory: it has none of types"):
        load_codebook(tmp_path)


OWN_RULES = """
type = "AID"
drop = ["aid-rescue"]

[[rule]]
id = "aid-own"
patterns = ["serenade/v obj=%party with!=@zorbs"]

[[rule]]
id = "aid-general"
patterns = ["bestow/v"]

[classes]
zorbs = ["grain"]
"""


@pytest.fixture
def own(tmp_path):
    (tmp_path / "types").mkdir()
    (tmp_path / "types" / "AID.toml").write_text(OWN_RULES, encoding="utf8")
    return tmp_path


def _ids(codebook):
    return {rule.id for rule in codebook.types["AID"].rules}


def test_an_own_directory_adds_replaces_and_drops_rules(own):
    shipped, laid_over = load_codebook(), load_codebook(own)
    assert _ids(laid_over) == (_ids(shipped) | {"aid-own"}) - {"aid-rescue"}
    assert [p.source for p in laid_over.rules["aid-general"].patterns] == ["bestow/v"]
    assert laid_over.types["AID"].definition == shipped.types["AID"].definition
    assert laid_over.types["ASSAULT"] == shipped.types["ASSAULT"]
    assert laid_over.hash != shipped.hash


def test_own_rules_code(own):
    report = Report(report="r-1", text="France serenaded Mali on Monday.", language="en")
    assert [e.why for e in Coder(codebook=own).code(report).events] == ["aid-own"]


def test_own_word_lists_rows_and_examples_join_the_shipped_ones(tmp_path):
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "size.toml").write_text('dead = ["zorbify"]', encoding="utf8")
    (tmp_path / "scores.tsv").write_text("type\tmode\tscore\nAID\t\t3.0\n", encoding="utf8")
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "AID.toml").write_text('[[positive]]\ntext = "Mali fed Chad."', encoding="utf8")
    codebook = load_codebook(tmp_path)
    assert codebook.words["size"]["dead"] == load_codebook().words["size"]["dead"] | {"zorbify"}
    assert (codebook.types["AID"].score, codebook.types["AGREE"].score) == (3.0, load_codebook().types["AGREE"].score)
    assert len(load_examples(tmp_path)) == len(load_examples()) + 1


def test_a_directory_that_stands_alone_must_be_whole(own):
    (own / "codebook.toml").write_text("extends = false", encoding="utf8")
    with pytest.raises(DataError):
        load_codebook(own)


def test_dropping_a_rule_that_is_not_there_is_a_fault(own):
    path = own / "types" / "AID.toml"
    path.write_text(path.read_text(encoding="utf8").replace("aid-rescue", "aid-nowhere"), encoding="utf8")
    with pytest.raises(DataError, match=r"types/AID.toml:3: drop: AID has no rule 'aid-nowhere'"):
        load_codebook(own)


def test_every_example_names_a_rule_that_exists():
    rules = load_codebook().rules
    assert [e.rule for e in load_examples() if e.positive and e.rule not in rules] == []


def test_the_examples_are_coded_as_they_say():
    result = check_codebook(sentences=False)
    assert result.checked > 1_000
    assert result.faults == ()


def test_every_cameo_code_but_statements_is_reached_by_a_type_mode_rule_or_inner_act():
    codebook = load_codebook()
    entries = codebook.types.values()
    reached = {e.cameo for e in entries} | {m.cameo for e in entries for m in e.modes}
    reached |= {rule.cameo for rule in codebook.rules.values()} | {code.cameo for code in codebook.about.values()}
    assert {code for code in codebook.cameo if len(code) > 2 and not code.startswith("01")} <= reached
