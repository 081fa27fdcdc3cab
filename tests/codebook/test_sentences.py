"""The codebook's sentences: enough of each kind, and every fault named."""

from collections import Counter

import pytest

from dragoman.codebook import load_codebook, load_sentences
from dragoman.errors import DataError

HEAD = "mode\tnear\tregister\tsentence\n"
GOOD = "arrest\tSANCTION\twire\t<s>Police</s> held <t>two men</t>.\n"


def test_every_type_and_mode_has_enough():
    sentences = load_sentences()
    types, codes = Counter(s.type for s in sentences), Counter(s.code for s in sentences)
    near = Counter(s.near for s in sentences if s.near)
    near_types = Counter(n.partition("/")[0] for n in near.elements())
    for name, entry in load_codebook().types.items():
        assert types[name] >= 60
        assert near_types[name] >= 20
        for mode in entry.modes:
            assert codes[f"{name}/{mode.name}"] >= 10
            assert near[f"{name}/{mode.name}"] >= 4


def test_no_sentence_stands_twice():
    assert [text for text, n in Counter((s.text, s.source, s.target) for s in load_sentences()).items() if n > 1] == []


def test_a_sentence(tmp_path):
    (tmp_path / "sentences").mkdir()
    (tmp_path / "sentences" / "COERCE.tsv").write_text("# a note\n" + HEAD + GOOD, encoding="utf8")
    *shipped, sentence = load_sentences(tmp_path)
    assert tuple(shipped) == load_sentences()
    assert (sentence.code, sentence.near, sentence.text) == ("COERCE/arrest", "SANCTION", "Police held two men.")
    assert (sentence.source, sentence.target, sentence.line) == ((0, 6), (12, 19), 3)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("arrest\twire\tx", "COERCE.tsv:2: 3 cells"),
        (GOOD.replace("arrest", "stroll"), "COERCE has no mode 'stroll'"),
        (GOOD.replace("SANCTION", "MARS"), "near: 'MARS' is no type or mode"),
        (GOOD.replace("wire", "gossip"), "register 'gossip' is none of"),
        (GOOD.replace("</t>", ""), "needs one <s>…</s> and one <t>…</t>"),
    ],
)
def test_faults(tmp_path, line, message):
    (tmp_path / "sentences").mkdir()
    (tmp_path / "sentences" / "COERCE.tsv").write_text(HEAD + line + "\n", encoding="utf8")
    with pytest.raises(DataError, match=message):
        load_sentences(tmp_path)
