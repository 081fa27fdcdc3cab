"""Bad input: no crash, right offsets, time and memory in proportion to the text, and a note that is true and rare."""

import gc
import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dragoman import Coder, language
from dragoman.language.cutting import MAX_BLOCK, MAX_SENTENCE, blocks, endless
from dragoman.language.hiding import readable
from dragoman.language.oddities import oddities
from dragoman.records import Report

DOCS = Path(__file__).parents[2] / "docs" / "command-line.md"
VISIT = "Kenyan President William Ruto visited Paris on Tuesday. He met French President Emmanuel Macron. "
ENDLESS = "the minister said that "
RUSSIAN = "Президент России Владимир Путин заявил, что войска останутся в регионе до конца года. "
TALKS = "He said that the talks in the capital will go on after the visit, as they have for more than a week. "
BASQUE = (
    "Gobernuak asteartean jakinarazi zuen ministroak dimisioa aurkeztu zuela, Bilbon presidentearekin bilera luze bat "
    "izan ondoren, non merkataritza hitzarmenaren etorkizuna eztabaidatu baitzuten bi herrialdeen artean."
)

ORDINARY = [
    VISIT,
    "Ruto visits Paris",
    "Zełenskyj met Erdoğan in Çanakkale on Monday 🤝, his office said; “très bien”, one aide wrote.",
    "Xi Jinping (习近平) met Vladimir Putin (Владимир Путин) in Beijing on Tuesday. They signed a treaty.",
    f"The ministry wrote «{RUSSIAN.strip()}» on its page. " + VISIT * 10,
    "Results: 3-1, 2-0, 4-4 (6-5). Norland 12 34 56; Sudmark 78 90 12.",
    VISIT * 200,
    "A list goes on; " * 100,
    "A wrapped line\nthat goes on\nand on ends here.\n" * 50,
]

SIGNS = "{0} of {0} characters are signs, neither letters nor digits: little to read"
CUT = "no sentence end in a stretch of {} characters from offset {}: read in pieces of at most 2,000"
# What is wrong, its text, the notes.
ODD = [
    ("empty", "", ["the text is empty: nothing to code"]),
    ("blank", " \n\t\n ", ["the text is empty: nothing to code"]),
    ("one bell", VISIT + "\x07", ["1 control character (U+0007): kept in the text, not read"]),
    (
        "controls",
        f"\x00{VISIT}\x1b[0m\x9f",
        ["3 control characters (U+0000, U+001B, U+009F): kept in the text, not read"],
    ),
    (
        "many controls",
        VISIT + "\x01\x02\x03\x04\x05",
        ["5 control characters (U+0001, U+0002, U+0003, U+0004, others): kept in the text, not read"],
    ),
    ("half Russian", TALKS + RUSSIAN, ["71 of 148 letters are not Latin (mostly Cyrillic): not read, only English is"]),
    (
        "half Arabic",
        TALKS + "قال الرئيس الروسي إنه سيزور الصين. " * 2,
        ["56 of 133 letters are not Latin (mostly Arabic): not read, only English is"],
    ),
    ("emoji", "🚀🇫🇷👨‍👩‍👧" * 50, [SIGNS.format(400)]),
    ("one emoji", "🚀", [SIGNS.format(1)]),
    ("surrogates", VISIT + "\ud83d and \udc00.", ["2 characters are lone surrogates and were replaced by U+FFFD"]),
    ("stops", "." * 20_000, [SIGNS.format("20,000"), CUT.format("20,000", "0")]),
    ("brackets", '("' * 3_000 + '")' * 3_000, [SIGNS.format("12,000"), CUT.format("12,000", "0")]),
    ("no blanks", "x" * 10_000, [CUT.format("10,000", "0")]),
    ("no end", VISIT + ENDLESS * 100, [CUT.format("2,300", "97")]),
    (
        "no ends",
        f"{ENDLESS * 100}\n\n{VISIT}{ENDLESS * 200}\n\n{VISIT}",
        [
            "no sentence end in 2 stretches, the longest of 4,599 characters from offset 2,399: "
            "read in pieces of at most 2,000"
        ],
    ),
    (
        "heaped accents",
        "e\u0301\u0302\u0316\u0317 " * 40,
        [
            "language not recognised: read as English",
            "160 of 200 characters are signs, neither letters nor digits: little to read",
        ],
    ),
    ("French", "Le président a rencontré la chancelière à Berlin.", ["language fr: not coded, only English is"]),
    ("Russian", RUSSIAN, ["language ru: not coded, only English is"]),
    ("Basque", BASQUE, ["language not recognised: read as English"]),
]
QUIET = [  # odd, but nothing in it is lost
    "\u200bKenyan\u200b President \u202eWilliam Ruto\u202c visited\ufeff Paris on Tuesday.",
    "Famil\u200cy and a\u200db\u200d were named in co\u00adoperation with the ministry.",
    "Ruto wrote 👨‍👩‍👧‍👦❤️🇰🇪 on Tuesday.",
    "((([[[{{{“‘„«Ruto visited Paris.»“’”}}}]]])))",
    "H\u0301\u0302\u0316\u0317e visited Paris.",
    "\n" * 500 + VISIT,
    " " * 50_000 + VISIT,
]
LONG = {
    "no sentence end": ENDLESS,
    "no blanks": "x",
    "nested marks": '("',
    "full stops": ".",
    "controls": "\x07",
}


@pytest.fixture(scope="module")
def coder():
    return Coder()


def made(text, **fields):
    return Report(report="r-by-hand", text=text, **fields)


# Notes


@pytest.mark.parametrize("text", [*ORDINARY, *QUIET], ids=range(len(ORDINARY) + len(QUIET)))
def test_ordinary_text_has_no_note(text):
    assert oddities(text) == []


@pytest.mark.parametrize(("text", "notes"), [row[1:] for row in ODD], ids=[row[0] for row in ODD])
def test_what_is_odd_is_noted_and_coded(coder, text, notes):
    report = coder.code(made(text), detail=True)
    assert list(report.notes) == notes
    assert len(report.text) == len(text)
    assert json.loads(json.dumps(report.text).encode()) == report.text


def test_notes_of_the_reader_stay_in_front(coder):
    notes = coder.code(made("\x07" + VISIT, language="en", notes=("a note",))).notes
    assert notes[0] == "a note"
    assert len(notes) == 2


@pytest.mark.parametrize("note", sorted({note for row in ODD for note in row[2]}))
def test_notes_are_documented(note):
    kinds = {_kind(text) for text in re.findall(r"\| `([^`\n]+)` \|\n", DOCS.read_text(encoding="utf8"))}
    assert _kind(note) in kinds


def _kind(note):
    """A note without what differs from text to text: numbers, codes, the name of a language or script, plurals."""
    note = re.sub(r"\(U\+.*?\)|\(mostly \w+\)|language [a-z]{2}\b|characters?\b", "_", note)
    return re.sub(r"[\d,]+", "0", note)


# What is read


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan President William Ruto visited\x1b[0m Paris on Tuesday.",
        "\x00Kenyan President William Ruto\x07 visited Paris on Tuesday.",
        "\u200bKenyan President William Ruto visited \u202aParis\u202c on\ufeff Tuesday.",
        "Kenyan President William Ruto visited Paris 🚀 on Tuesday.",
        f"Kenyan President William Ruto visited Paris on Tuesday.\n\n{RUSSIAN}\n\n{'.' * 3_000}",
        "\ud800 Kenyan President William Ruto visited Paris on Tuesday.",
    ],
    ids=range(6),
)
def test_the_words_around_are_coded_with_right_offsets(coder, text):
    report = coder.code(made(text, language="en"), detail=True)
    assert [event.type for event in report.events] == ["CONSULT"]
    parties = [*report.parties, *(party for event in report.events for party in (*event.actors, *event.recipients))]
    spans = [(party.text, party.span) for party in parties if party.span]
    spans += [(mention.trigger, mention.span) for event in report.events for mention in event.mentions]
    assert "visited" in {words for words, _ in spans}
    assert [(words, span) for words, span in spans if report.text[slice(*span)] != words] == []


@pytest.mark.parametrize(
    "text",
    [*ORDINARY, *QUIET, *(row[1] for row in ODD if row[0] != "surrogates")],
    ids=range(len(ORDINARY) + len(QUIET) + len(ODD) - 1),
)
def test_every_token_stands_where_it_says(text):
    doc = language.parse(language.load(), text)
    assert doc.text == text
    assert [token.text for token in doc if text[token.idx : token.idx + len(token)] != token.text] == []


def test_control_characters_are_white_space_to_every_room():
    doc = language.parse(language.load(), "Ruto\x07 visited \x00\x01 Paris.")
    assert [token.text for token in doc if not token.is_space] == ["Ruto", "visited", "Paris", "."]


def test_a_run_too_long_for_a_word_is_one_token():
    assert readable("Go " + "(" * 200) == "Go " + "(" * 200
    assert readable("Go " + "(" * 201) == "Go " + "x" * 201


# Blocks


@pytest.mark.parametrize("text", [*ORDINARY, *QUIET, *(row[1] for row in ODD)])
def test_blocks_make_up_the_text_and_are_short(text):
    assert "".join(blocks(text)) == text
    assert all(len(block) <= MAX_BLOCK for block in blocks(text) if not block.isspace())
    assert "" not in blocks(text)


def test_a_long_paragraph_is_cut_behind_a_sentence():
    found = list(blocks(VISIT * 200))
    assert len(found) > 2
    assert all(block.rstrip().endswith(".") for block in found)


def test_a_stretch_without_stop_is_cut_behind_a_comma_or_a_word():
    assert all(block.endswith(", ") for block in list(blocks("one two three, four five six " * 200))[:-1])
    assert all(block.endswith(" ") for block in blocks(ENDLESS * 400))


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("a" * MAX_SENTENCE, []),
        ("a" * (MAX_SENTENCE + 1), [(0, MAX_SENTENCE + 1)]),
        ("One. " + "a" * 3_000 + ". Two.", [(5, 3_007)]),
        ("One\n\n" + "a" * 3_000 + "\n\nTwo.", [(5, 3_005)]),
        ("a\n" * 1_500, [(0, 2_999)]),
        ("A\n" * 1_500, []),
    ],
    ids=range(6),
)
def test_stretches_without_end(text, stretches):
    assert endless(text) == stretches


# Bounds


@pytest.mark.parametrize("unit", LONG.values(), ids=LONG)
def test_time_is_in_proportion(coder, unit):
    """Five times the text takes at most 12.5 times as long: generous, as other programs run at the same time."""

    def seconds(length):
        text = (unit * length)[:length]
        gc.collect()
        gc.disable()  # a collection goes through what all tests before have left in this process
        start = time.process_time()  # of this process: other tests run on the other core
        try:
            coder.code(made(text, language="en"))
            return time.process_time() - start
        finally:
            gc.enable()

    seconds(1_000)
    long, short = (min(seconds(length) for _ in range(2)) for length in (100_000, 20_000))
    assert long < 12.5 * max(short, 0.04)  # below 40 ms it is the clock that is measured


def test_memory_is_bounded():
    code = rf"""
import pathlib, re
from dragoman import Coder
from dragoman.records import Report
Coder().code(Report(report="r", text=({ENDLESS!r} * 4_500)[:100_000], language="en"))
print(int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path("/proc/self/status").read_text())[1]) // 1024)
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(result.stdout) < 600


# Through the command line


def test_the_command_codes_them_all(tmp_path):
    """JSONL takes every text; ``.txt`` those with words in them, white space tidied."""
    odd = {name: (text, notes) for name, text, notes in ODD if text.strip() and "language" not in str(notes)}
    lines = [json.dumps({"id": name, "text": text}) for name, (text, _) in odd.items()]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf8")
    for name in ("controls", "half Russian", "no end", "no blanks"):
        (tmp_path / f"{name}.txt").write_text(odd[name][0], encoding="utf8")
    command = [sys.executable, "-m", "dragoman", "code", str(tmp_path)]
    result = subprocess.run(command, capture_output=True, check=False, timeout=300)
    assert (result.returncode, result.stderr) == (0, b"")
    reports = [json.loads(line) for line in result.stdout.splitlines()]
    assert {report["id"]: report["notes"] for report in reports if report["id"]} == {
        name: notes for name, (_, notes) in odd.items()
    }
    texts = {Path(report["path"]).stem: report["notes"] for report in reports if not report["id"]}
    assert {name: [_kind(note) for note in notes] for name, notes in texts.items()} == {
        name: [_kind(note) for note in odd[name][1]] for name in ("controls", "half Russian", "no end", "no blanks")
    }
