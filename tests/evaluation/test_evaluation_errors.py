"""What cannot be evaluated is told in one error that names file, line and repair."""

from __future__ import annotations

import gzip
import json
import os

import pytest

from dragoman.errors import DataError, InputError, UsageError
from dragoman.evaluation import evaluate
from evaluation.invented import coded_event, coded_report, gold_event, gold_report

SPANS = {"source": [], "cue": [[0, 4]], "content": []}
# task -> a gold and predictions that go together
GOOD = {
    "reports": (gold_report(gold_event()), coded_report(coded_event())),
    "relations": ({"id": "a", "root": "AID"}, {"id": "a", "type": "AID"}),
    "times": ({"id": "a", "expressions": [{"start": 0, "end": 4}]}, {"id": "a", "moments": []}),
    "sources": ({"id": "a", "attributions": [SPANS]}, {"id": "a", "attributions": []}),
    "stories": ({"id": "a", "story": "x"}, {"id": "a", "story": "x"}),
    "pages": ({"a": {"articleBody": "words"}}, {"path": "a.html", "text": "words"}),
    "dates": ({"b": {"file": "a.html", "date": None}}, {"path": "a.html", "published": None}),
}
# task -> the key of its predictions
KEYS = {
    "reports": "events",
    "relations": "type",
    "times": "moments",
    "sources": "attributions",
    "stories": "story",
    "pages": "text",
    "dates": "published",
}


@pytest.fixture
def files(write):
    """Writes the gold and the predictions of a task, either of them put in place of the good one."""

    def paths(task, *, gold=None, pred=None):
        good_gold, good_pred = GOOD[task]
        name = "gold/a.json" if task == "reports" else "gold.jsonl"
        path = write(name, good_gold if gold is None else gold)
        return path.parent if task == "reports" else path, write("pred.jsonl", good_pred if pred is None else pred)

    return paths


@pytest.mark.parametrize("task", GOOD)
def test_good_files_are_evaluated(files, task):
    assert evaluate(task, *files(task)).absent == 0


def test_a_task_that_is_none(files):
    with pytest.raises(UsageError, match=r"no task 'events'; the tasks are reports, relations, .*, dates"):
        evaluate("events", *files("times"))


@pytest.mark.parametrize("task", GOOD)
def test_files_that_are_not_there(files, tmp_path, task):
    gold, pred = files(task)
    with pytest.raises(InputError, match=r"other\.json: no such (file; check the path|folder; gold for reports is)"):
        evaluate(task, tmp_path / "other.json", pred)
    with pytest.raises(InputError, match=r"other\.jsonl: no such file; check the path"):
        evaluate(task, gold, tmp_path / "other.jsonl")


def test_a_folder_for_a_file_and_a_file_for_a_folder(files, tmp_path):
    gold, pred = files("times")
    with pytest.raises(InputError, match="a folder; give a file"):
        evaluate("times", tmp_path, pred)
    with pytest.raises(InputError, match="a file, not a folder; gold for reports is a folder"):
        evaluate("reports", gold.rename(tmp_path / "gold.json"), pred)


@pytest.mark.parametrize("task", GOOD)
def test_an_empty_file(files, tmp_path, task):
    gold, _ = files(task)
    empty = tmp_path / "empty.jsonl"
    empty.write_text("\n\n")
    with pytest.raises(InputError, match=rf"empty\.jsonl: empty; {task} are evaluated on "):
        evaluate(task, gold, empty)


@pytest.mark.parametrize("task", sorted(set(GOOD) - {"reports"}))
def test_an_empty_gold(files, tmp_path, task):
    _, pred = files(task)
    (tmp_path / "empty.json").write_text("")
    with pytest.raises(InputError, match=rf"empty\.json: empty; .*gold for {task} is "):
        evaluate(task, tmp_path / "empty.json", pred)


def test_a_damaged_gz_file(files, tmp_path):
    gold, pred = files("times")
    damaged = tmp_path / "damaged.jsonl.gz"
    damaged.write_bytes(gzip.compress(pred.read_bytes() * 1000)[:40])
    with pytest.raises(InputError, match=r"damaged\.jsonl\.gz: a damaged \.gz file"):
        evaluate("times", gold, damaged)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="who may read all files is stopped by none")
def test_a_file_that_may_not_be_read(files):
    gold, pred = files("times")
    pred.chmod(0)
    with pytest.raises(InputError, match=r"pred\.jsonl: may not be read; change its permissions"):
        evaluate("times", gold, pred)


@pytest.mark.parametrize("line", ["{not json", '{"id": "a"', '{"id": NaN', "\\"])
def test_a_line_that_is_not_json(files, line):
    gold, pred = files("times")
    pred.write_text(f"{pred.read_text()}\n{line}\n")
    with pytest.raises(DataError, match=r'pred\.jsonl:3: not valid JSON .*"dragoman code --detail"'):
        evaluate("times", gold, pred)


def test_bytes_that_are_no_text(files):
    gold, pred = files("relations")
    pred.write_bytes(b'{"id": "a", "type": "\xff\xfe"}\n')
    with pytest.raises(DataError, match=r"pred\.jsonl:1: not valid JSON"):
        evaluate("relations", gold, pred)


def test_a_line_that_is_no_object(files):
    with pytest.raises(DataError, match=r"pred\.jsonl:1: Expected `object`, got `str`; stories are evaluated on lines"):
        evaluate("stories", *files("stories", pred=["a"]))


@pytest.mark.parametrize(
    ("task", "gold", "message"),
    [
        ("reports", {"events": [], "ties": []}, r"gold.a\.json: .*`id`; gold for reports is a folder"),
        ("reports", {"id": "a", "events": []}, r"gold.a\.json: .*`ties`"),
        ("reports", gold_report({"type": "AID"}), r"gold.a\.json: .*`mentions` - at `\$\.events\[0\]`"),
        (
            "reports",
            gold_report({**gold_event(), "actors": [{"text": "Iran"}]}),
            r"`code` - at `\$\.events\[0\]\.actors",
        ),
        ("reports", {"id": "a"}, r"gold: no \.json file in it has 'events'; gold for reports is a folder"),
        ("relations", [GOOD["relations"][0], {"id": "b"}], r"gold\.jsonl:2: .*`root`; a line of gold for relations is"),
        ("relations", {"id": "a", "root": "FOO"}, r"gold\.jsonl:1: 'FOO' is no PLOVER type; known: AGREE, .*YIELD"),
        ("times", {"id": "a"}, r"gold\.jsonl:1: .*`expressions`; a line of gold for times is"),
        ("times", {"id": "a", "expressions": [{"start": 1}]}, r"gold\.jsonl:1: .*`end` - at `\$\.expressions\[0\]`"),
        ("sources", {"id": "a"}, r"gold\.jsonl:1: .*`attributions`; a line of gold for sources is"),
        ("sources", {"id": "a", "attributions": [{"cue": []}]}, r"gold\.jsonl:1: .*`source` - at"),
        ("stories", {"id": "a"}, r"gold\.jsonl:1: .*`story`; a line of gold for stories is"),
        ("pages", {"a": {"text": "words"}}, r"gold\.jsonl, 'a': .*`articleBody`; gold for pages is"),
        ("dates", {"a": {"date": None}}, r"gold\.jsonl, 'a': .*`file`; gold for dates is"),
        ("dates", {"a": {"file": "a.html"}}, r"gold\.jsonl, 'a': .*`date`; gold for dates is"),
    ],
)
def test_a_gold_without_a_key(files, task, gold, message):
    with pytest.raises(DataError, match=message):
        evaluate(task, *files(task, gold=gold))


@pytest.mark.parametrize("task", GOOD)
def test_predictions_of_another_task(files, task):
    other = {"id": "a", "path": "a.html", "other": 1}
    with pytest.raises(DataError, match=rf"pred\.jsonl:1: .*`{KEYS[task]}`; {task} are evaluated on "):
        evaluate(task, *files(task, pred=other))


@pytest.mark.parametrize("task", GOOD)
def test_no_id_in_common(files, task):
    pred = {**GOOD[task][1], "id": "other", "path": "other.html"}
    with pytest.raises(
        DataError,
        match=rf"pred\.jsonl: no id in it is one of .*gold.* begins with 'a'; this begins with 'other'; {task} are",
    ):
        evaluate(task, *files(task, pred=pred))


def test_predictions_without_an_id(files):
    with pytest.raises(DataError, match="this begins with one without an id; times are"):
        evaluate("times", *files("times", pred={"id": None, "moments": []}))


@pytest.mark.parametrize("task", ["relations", "times", "sources", "stories"])
def test_an_id_twice_in_the_gold(files, task):
    with pytest.raises(DataError, match=r"gold\.jsonl:2: 'a' was given before, .*gold\.jsonl:1; give every unit an id"):
        evaluate(task, *files(task, gold=[GOOD[task][0]] * 2))


def test_an_id_twice_among_reports(files, write):
    gold, pred = files("reports")
    write("gold/b.json", GOOD["reports"][0])
    with pytest.raises(DataError, match=r"b\.json: 'a' was given before, .*a\.json"):
        evaluate("reports", gold, pred)


def test_a_page_twice_in_the_gold(files):
    gold = {"https://one.example/": {"file": "x/a.html", "date": None}, "b": {"file": "a.html", "date": None}}
    with pytest.raises(DataError, match=r"gold\.jsonl, 'b': 'a' was given before"):
        evaluate("dates", *files("dates", gold=gold))


def test_files_in_the_folder_that_are_no_gold_are_passed_over(files, write):
    gold, pred = files("reports")
    write("gold/notes.json", ["a list"])
    write("gold/other.json", {"key": 1})
    assert evaluate("reports", gold, pred).units == 1


@pytest.mark.parametrize("compressed", [False, True])
def test_half_characters_byte_order_marks_and_gz_are_read(files, compressed):
    gold, pred = files("pages", gold={"a": {"articleBody": "one two three \ud83d"}})
    for path in (gold, pred):
        content = b"\xef\xbb\xbf" + path.read_bytes()
        path.write_bytes(gzip.compress(content) if compressed else content)
    assert evaluate("pages", gold, pred).units == 1


def test_ids_may_be_numbers_or_words(files):
    gold, pred = files("times", gold={**GOOD["times"][0], "id": 7}, pred={"id": "7", "moments": None})
    assert json.loads(gold.read_text())["id"] == 7
    assert evaluate("times", gold, pred).absent == 0
