"""``dragoman codebook check`` proves a codebook: a broken copy is told with file, line and what is wrong."""

import shutil

import pytest

from dragoman import checking
from dragoman.checking import CheckResult, check_codebook
from dragoman.codebook.load import SHIPPED
from dragoman.errors import DataError

RULE = """
[[rule]]
id = "aid-zorb"
patterns = ["zorb/v subj=%party obj=%party"]
"""
ZORB = "<s>Mali</s> zorbed <t>Chad</t> with food and medicine.\n"
HEAD = "mode\tnear\tregister\tsentence\n"


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(SHIPPED, tmp_path / "codebook")
    (tmp_path / "codebook" / "codebook.toml").write_text("extends = false\n", encoding="utf8")
    return tmp_path / "codebook"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("types/AID.toml", 'definition = """', 'meaning = """', "unknown key 'meaning'"),
        ("types/AID.toml", 'tell = "', 'says = "', r"neighbour '\w+' is no PLOVER type with a tell"),
        ("types/AID.toml", "obj=@", "obj=@no", r"rule aid-\S+: .*no class @no"),
        ("types/CONSULT.toml", 'name = "visit"', 'nam = "visit"', "a mode of CONSULT without 'name'"),
        ("types/REJECT.toml", 'about_type = "CONSULT"', 'about_type = "TALK"', r"rule \S+: about_type 'TALK'"),
        ("types/ACCUSE.toml", 'contexts = ["diplomatic"]', 'contexts = ["tea"]', r"rule \S+: context 'tea'"),
        ("words/embedding.toml", "deeds = [", 'deeds = "', r"not valid TOML: .*line \d+"),
        ("words/size.toml", "dead = [", 'alive = "dead"\ndead = [', "key 'alive' is no list of words"),
        ("ties.toml", 'relation = "alliance"', 'relation = "love"', "rule tie-alliance: relation 'love' is not known"),
        ("ties.toml", 'a = ["subj_of", "obj", "subj"]', "", "rule tie-alliance: key 'a' is missing"),
        ("ties.toml", "strategic = [", 'odd = "x"\nstrategic = [', "kind 'odd' is no list of words"),
        ("ties.toml", 'relations = ["alliance"', 'relations = ["love"', "kinds: relation 'love' is not known"),
        ("scores.tsv", "ACCUSE\t\t-3.0", "ACCUSE\t\tlow", "score: 'low' is no number"),
        ("scores.tsv", "type\tmode\tscore", "type\tmode\tpoints", "column 'score' is missing"),
        ("cameo.tsv", "Make public statement\t0.0", "Make public statement", "2 cells, expected 3"),
        ("about.tsv", "AGREE\tAID\t033", "AGREE\tGIFT\t033", "'GIFT' is not a PLOVER type"),
        ("about.tsv", "AGREE\tAID\t033", "AGREE\tAID\t999", "'999' is no CAMEO code"),
        ("examples/AID.toml", "actors = [", "doers = [", "unknown key 'doers' in an example"),
        ("examples/AID.toml", "text = ", "txt = ", "unknown key 'txt' in an example"),
        ("examples/AID.toml", "[[positive]]", "[[positive]", r"not valid TOML: .*line \d+"),
        ("sentences/AID.tsv", "\t<s>", "\t", "needs one <s>"),
        ("sentences/AID.tsv", "\twire\t", "\twires\t", "register 'wires'"),
    ],
)
def test_a_broken_file_is_named_with_line_and_key(copy, file, old, new, message):
    path = copy / file
    text = path.read_text(encoding="utf8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf8")
    line = "" if message.startswith("not valid TOML") else r"\d+:"  # whose message names the line itself
    with pytest.raises(DataError, match=f"{file}:{line} {message}"):
        check_codebook(copy)


def test_a_type_without_a_score_is_named(copy):
    path = copy / "scores.tsv"
    path.write_text(path.read_text(encoding="utf8").replace("ACCUSE\t\t-3.0\n", ""), encoding="utf8")
    with pytest.raises(DataError, match=r"types/ACCUSE.toml:\d+: scores.tsv has no score of ACCUSE"):
        check_codebook(copy)


@pytest.fixture
def own(tmp_path):
    """A folder laid over the shipped codebook, with one rule, one example and two sentences."""
    for folder, name, text in (
        ("types", "AID.toml", f'type = "AID"\n{RULE}'),
        ("examples", "AID.toml", '[[positive]]\ntext = "Mali zorbed Chad."\nrule = "aid-zorb"\n'),
        ("sentences", "AID.tsv", HEAD + "\t\twire\t" + ZORB),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(text, encoding="utf8")
    return tmp_path


def test_a_rule_without_an_example_is_a_fault(own):
    (own / "examples" / "AID.toml").unlink()
    result = check_codebook(own, only="AID", sentences=False)
    assert result.faults == ("types/AID.toml: rule aid-zorb has no example",)
    assert not result.passed


def test_an_example_that_is_coded_otherwise_is_a_fault(own):
    path = own / "examples" / "AID.toml"
    path.write_text(path.read_text(encoding="utf8") + 'actors = ["TCD/GOV"]\n', encoding="utf8")
    [fault] = check_codebook(own, only="AID", sentences=False).faults
    assert fault == "examples/AID.toml:2: actors ['MLI/GOV'] instead of ['TCD/GOV']: Mali zorbed Chad."


@pytest.fixture
def few(monkeypatch, own):
    """The check with the sentences of the folder alone."""
    load = checking.load_sentences
    monkeypatch.setattr(checking, "load_sentences", lambda directory: load(directory)[-2:])
    return own


def test_sentences_are_related_and_the_missed_are_named(few):
    path = few / "sentences" / "AID.tsv"
    path.write_text(path.read_text(encoding="utf8") + "\t\twire\t<s>Iran</s> bombed <t>Iraq</t>.\n", encoding="utf8")
    done = []
    result = check_codebook(few, only="AID", tick=lambda: done.append(1))
    [missed] = result.missed
    assert missed.startswith("sentences/AID.tsv:3: ASSAULT by ")
    assert missed.endswith(" instead of AID: Iran bombed Iraq.")
    assert (result.faults, result.sentences, result.share, result.passed) == ((), 2, 0.5, False)
    assert len(done) == result.checked + result.sentences


def test_without_sentences_none_is_related(own):
    result = check_codebook(own, only="AID", sentences=False)
    assert (result.sentences, result.missed, result.share, result.passed) == (0, (), 1.0, True)


@pytest.mark.parametrize(("missed", "passed"), [(0, True), (5, True), (6, False)])
def test_too_many_missed_sentences_fail_the_check(missed, passed):
    result = CheckResult((), 10, ("sentences/AID.tsv:2: ...",) * missed, 100)
    assert result.passed is passed
    assert f"100 sentences checked, {missed} missed" in result.summary
    assert not CheckResult(("a fault",), 10, (), 100).passed


def test_the_shipped_sentences_of_a_type_are_told_apart():
    result = check_codebook(only="RETREAT")
    assert result.sentences > 300
    assert result.passed, result.missed
