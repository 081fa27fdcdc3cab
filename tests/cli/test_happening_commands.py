"""The commands of an archive's happenings: related, occurrence, join, split, undo, export --release, stories."""

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.archive import Archive
from dragoman.cli.app import app, main

sys.path.append(str(Path(__file__).parents[1] / "archive"))
from archived import event, report

TOLD = [
    report(
        "Rangers fired on a convoy", event("e-1", dead=3), day="2031-05-07", publisher="Dune Post", title="A convoy"
    ),
    report("A convoy was fired on", event("e-2", dead=4), day="2031-05-08", title="Dead in convoy"),
    report("Vintners toasted a treaty", event("e-3", "AGREE", "FIN/GOV > SWE/GOV"), day="2031-05-08"),
]


@pytest.fixture
def path(tmp_path):
    archive = Archive.create(tmp_path / "archive")
    archive.add(TOLD)
    archive.group()
    return archive.path


def run(*words, status=0):
    result = CliRunner().invoke(app, ["archive", *map(str, words)])
    assert result.exit_code == status, result.output
    return result


def of(path, name):
    return json.loads(run("occurrence", path, name, "--json").stdout)


def test_one_happening(path):
    found = of(path, "e-2")
    assert found == of(path, found["occurrence"])
    assert (found["events"], found["reports"]) == (["e-1", "e-2"], [each.report for each in TOLD[:2]])
    assert [each["field"] for each in found["disagreements"]] == ["size.dead"]
    lines = run("occurrence", path, "e-2").stdout.splitlines()
    assert lines[0] == f"{found['occurrence']} ASSAULT MLI -> NER"
    assert any(line.startswith("  told by 2 reports, 2 of them independent: ") for line in lines)
    assert any(line.startswith("  they disagree about size.dead: 3 (") for line in lines)


def test_split_undo_and_join(path):
    before = of(path, "e-1")["occurrence"]
    split = run("split", path, "e-2", "--why", "another convoy", "--who", "ann")
    made, _, told = split.stdout.strip().partition(": ")
    assert told == f"e-2 is of {of(path, 'e-2')['occurrence']}"
    assert of(path, "e-2")["occurrence"] != before == of(path, "e-1")["occurrence"]
    joined = run("join", path, "e-1", "e-2", "e-3")
    assert of(path, "e-3")["occurrence"] == before
    assert joined.stderr == f"dragoman: decision {made} said otherwise and no longer holds\n"
    undone = run("undo", path, joined.stdout.partition(":")[0]).stdout.strip()
    assert undone.startswith("d-")
    assert len({of(path, f"e-{n}")["occurrence"] for n in (1, 2, 3)}) == 3
    decided = Archive(path).sql("select kind, who, why from decisions order by version").to_pylist()
    assert [each["kind"] for each in decided] == ["split", "join", "undo"]
    assert (decided[0]["who"], decided[0]["why"]) == ("ann", "another convoy")


def test_related_reports(path):
    found = json.loads(run("related", path, TOLD[0].report, "--json").stdout)
    assert [(each["report"], each["why"]) for each in found] == [(TOLD[1].report, "story")]
    assert run("related", path, TOLD[1].report).stdout.endswith(": A convoy (Dune Post, 2031-05-07)\n")
    nothing = run("related", path, TOLD[2].report)
    assert (nothing.stdout, nothing.stderr) == ("", "dragoman: no report of this archive is related to it\n")


def test_stories_of_an_archive(path):
    archive = Archive(path)
    late = report("Vintners toasted another treaty", id="late", day="2031-05-09")
    archive.add([late])
    result = CliRunner().invoke(app, ["stories", "--archive", path, "--why"])
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [row["id"] for row in rows] == [*sorted(each.report for each in TOLD[:1]), *sorted(
        each.report for each in TOLD[1:]), "late"]  # fmt: skip
    assert {"similarity", "nearest", "copy_group", "terms"} <= set(rows[0])
    assert Archive(path).sql("select count(*)::int as n from stories").to_pylist() == [{"n": 4}]


def test_a_release(path, tmp_path):
    out = tmp_path / "out"
    told = run("export", path, "--release", out, "--title", "Convoys", "--author", "Roe, Jo", "--license", "CC0-1.0")
    names = [line.split()[1] for line in told.stdout.splitlines()]
    assert {"data/events.parquet", "data/events.csv.gz", "CITATION.cff", "SHA256SUMS", "versions.json"} <= set(names)
    assert "another codebook" in told.stderr, "the events were coded by hand"
    assert 'license: "CC0-1.0"' in (out / "CITATION.cff").read_text()


CALL = ("--release", "OUT", "--title", "T", "--author", "A")
WRONG = {
    "no such event": (("occurrence", "DIR", "e-none"), "no occurrence and no placed event 'e-none'", 2),
    "no such report": (("related", "DIR", "r-none"), "no report 'r-none'", 2),
    "join with nothing": (("join", "DIR", "e-1"), "another event", 2),
    "join with an unknown one": (("join", "DIR", "e-1", "e-none"), "no event 'e-none'", 2),
    "split of a lone one": (("split", "DIR", "e-3"), "another event", 2),
    "undo of nothing": (("undo", "DIR", "d-none"), "no decision 'd-none'", 2),
    "a release over a folder": (("export", "DIR", "--release", "DIR", *CALL[2:]), "exists", 2),
    "a release of nobody": (("export", "DIR", *CALL[:-1], " "), "--author", 2),
    "a codebook that is not there": (("export", "DIR", *CALL, "--codebook", "none"), "none", 1),
    "no archive": (("occurrence", "OUT", "e-1"), "no such folder", 1),
    "no such version": (("related", "DIR", "r-1", "--at", "99"), "no version 99", 1),
}


def test_what_is_wrong_is_one_line_and_changes_nothing(path, tmp_path, monkeypatch, capsys):
    version, places = Archive(path).version, {"DIR": path, "OUT": str(tmp_path / "out")}
    for words, expected, status in WRONG.values():
        monkeypatch.setattr(sys, "argv", ["dragoman", "archive", *(places.get(word, word) for word in words)])
        with pytest.raises(SystemExit) as stopped:
            main()
        told = capsys.readouterr()
        assert (stopped.value.code, told.out, told.err.count("\n")) == (status, "", 1), told.err
        assert expected in told.err
    assert Archive(path).version == version
    assert not (tmp_path / "out").exists()
