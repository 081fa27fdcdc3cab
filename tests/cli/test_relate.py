"""``dragoman relate``: marked sentences in, one best type a line out."""

import gzip
import json

import pytest
from typer.testing import CliRunner

from dragoman.cli.app import app
from dragoman.codebook import load_sentences, unmark
from dragoman.codebook.entries import QUADS
from dragoman.coding import Marked
from dragoman.pipeline import Coder

LINES = [
    {"id": 7, "marked": "<s>Zambian police</s> arrested <t>three union leaders</t> in Ndola on Friday."},
    {
        "id": "b",
        "text": "Lusaka slapped tariffs on Zimbabwean sugar.",
        "source": "Lusaka",
        "target": "Zimbabwean sugar",
    },
    {"marked": "Nobody knows what <s>the delegation</s> hummed at <t>the reception</t>."},
]
SHARE_RIGHT = 0.85  # of a sample of the codebook's sentences; never lower it


def _run(*words, text=None):
    return CliRunner().invoke(app, ["relate", *map(str, words)], input=text)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(map(json.dumps, LINES)), encoding="utf8")
    return path


@pytest.mark.parametrize("options", [[], ["--rules-only"]])
def test_every_line_gets_its_id_back_and_a_type(file, options):
    found = [json.loads(line) for line in _run(*options, file).stdout.splitlines()]
    assert [row["id"] for row in found] == ["7", "b", None]
    assert [(row["type"], row["mode"]) for row in found[:2]] == [("COERCE", "arrest"), ("SANCTION", "discontinue")]
    assert all(row["type"] in QUADS and 0 <= row["confidence"] <= 1 for row in found)


def test_why_names_the_rule_or_says_that_there_is_none(file):
    rules = [json.loads(line)["why"] for line in _run("--rules-only", file).stdout.splitlines()]
    assert rules[0].startswith("coerce-arrest")
    assert rules[2] == "no rule fired"
    assert json.loads(_run(file).stdout.splitlines()[2])["why"] == "scorer"


def test_standard_input_and_gzip(file, tmp_path):
    packed = tmp_path / "pairs.jsonl.gz"
    packed.write_bytes(gzip.compress(file.read_bytes()))
    plain = _run("--rules-only", file).stdout
    assert _run("--rules-only", packed).stdout == plain
    assert _run("--rules-only", "-", text=file.read_text(encoding="utf8")).stdout == plain


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "pairs.jsonl:1: not JSON"),
        ("[1]", "pairs.jsonl:1: not an object"),
        ('{"text": "France met Chad."}', 'pairs.jsonl:1: lacks "marked"'),
        ('{"text": "France met Chad.", "source": "Peru", "target": "Cuba"}', "neither source nor target stands in"),
        ('{"marked": ""}', "neither source nor target stands in"),
    ],
)
def test_a_bad_line_is_told_and_the_others_go_on(tmp_path, line, message):
    path = tmp_path / "pairs.jsonl"
    path.write_text(line + "\n" + json.dumps(LINES[0]) + "\n", encoding="utf8")
    result = _run("--rules-only", path)
    assert message in result.stderr
    assert len(result.stdout.splitlines()) == 1
    assert result.exit_code == 1


def test_marks():
    assert unmark("<t>Chad</t> met <s>Mali</s> and <t>Niger</t>.") == ("Chad met Mali and Niger.", (9, 13), (0, 4))
    assert unmark("<s>Mali waited.") == ("Mali waited.", None, None)


def test_the_two_sides_decide_not_the_sentence():
    text = "Chad, which had praised Mali, expelled the ambassador of Niger."
    spans = {name: (text.index(name), text.index(name) + len(name)) for name in ("Chad", "Mali", "Niger")}
    pairs = [(name, Marked(text, spans["Chad"], spans[name])) for name in ("Mali", "Niger")]
    found = {each.id: each.type for each in Coder(rules_only=True).relate(pairs)}
    assert found == {"Mali": "SUPPORT", "Niger": "SANCTION"}


def test_the_codebooks_sentences_are_told_as_they_say():
    sample = load_sentences()[::20]
    pairs = [(str(i), Marked(s.text, s.source, s.target)) for i, s in enumerate(sample)]
    right = [s.type == found.type for s, found in zip(sample, Coder().relate(pairs), strict=True)]
    assert sum(right) / len(right) >= SHARE_RIGHT
