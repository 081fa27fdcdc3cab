"""``dragoman code --archive`` and ``dragoman archive``: what they store and print, exit statuses, bad calls."""

import json
import sys
from pathlib import Path

import pytest

import dragoman
from dragoman.archive import Archive
from dragoman.cli import main
from dragoman.pipeline import Coder

EXAMPLES = Path(__file__).parents[2] / "examples"
CLASH, SUMMIT = (str(EXAMPLES / name) for name in ("border-clash.txt", "summit.txt"))


@pytest.fixture
def run(capfd, monkeypatch):
    """Run a command in this process: exit status, lines of output, lines of errors."""

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["dragoman", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capfd.readouterr()
        assert "Traceback" not in told.err
        return ended.value.code or 0, told.out.splitlines(), told.err.splitlines()

    return call


@pytest.fixture(scope="module")
def coded(tmp_path_factory):
    """The folder of an archive of one example, coded at its version 2."""
    path = tmp_path_factory.mktemp("coded") / "archive"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["dragoman", "code", CLASH, "--archive", str(path)])
        with pytest.raises(SystemExit):
            main()
    return path


def test_what_was_coded_is_added_as_it_is(run, coded, tmp_path):
    file, path = tmp_path / "coded.jsonl", tmp_path / "archive"
    run("export", "--archive", coded, "--format", "jsonl", "--out", file)
    file.write_bytes(b"no report\n" + file.read_bytes())
    status, out, err = run("archive", "add", path, file, tmp_path / "missing.jsonl")
    assert (status, out) == (1, [])
    assert "line 1: no report" in err[1]
    assert "missing.jsonl" in err[2]
    assert err[-1].startswith("dragoman: 1 reports added, 0 new versions, 0 known already, 2 failed, ")
    events = "select * exclude (commit) from events order by event"
    assert Archive(path).sql(events).to_pylist() == Archive(coded).sql(events).to_pylist()
    status, out, err = run("archive", "add", path, file)
    assert err[-1].startswith("dragoman: 0 reports added, 0 new versions, 1 known already, 1 failed, 0 events")


def test_coding_into_an_archive_twice(run, tmp_path):
    path = tmp_path / "archive"
    status, out, err = run("code", CLASH, SUMMIT, tmp_path / "missing.txt", "--archive", path)
    assert (status, out) == (1, [])
    assert err[0] == f"dragoman: made a new archive at {path}"
    assert err[1].startswith(f"dragoman: {tmp_path / 'missing.txt'}: no such file")
    assert err[2].startswith("dragoman: 2 reports added, 0 new versions, 0 known already, 1 failed, ")
    status, out, err = run("code", CLASH, SUMMIT, "--archive", path, "--format", "jsonl")
    assert (status, out) == (0, []), "what is known is not coded again"
    assert err[0] == "dragoman: 2 inputs were finished before and not read (--again reads them)"
    assert err[1].startswith("dragoman: 0 reports added, 0 new versions, 0 known already, 0 failed, 0 events")
    *_, err = run("code", CLASH, SUMMIT, "--archive", path, "--again")
    assert err[0].startswith("dragoman: 0 reports added, 0 new versions, 2 known already, 0 failed, 0 events")
    archive = Archive(path)
    first, second, _ = archive.sql("select kind, inputs, options, failed, ended from runs order by started").to_pylist()
    assert (first["kind"], first["failed"], second["failed"]) == ("code", 1, 0)
    assert first["inputs"] == [CLASH, SUMMIT, str(tmp_path / "missing.txt")]
    assert second["ended"]
    [failure] = archive.sql("select path, message from failures").to_pylist()
    assert failure["path"] == str(tmp_path / "missing.txt")


def test_a_stopped_run_is_recorded_with_what_failed_before(run, tmp_path, monkeypatch):
    def stopped(_, reports, *, detail=False):
        list(reports)
        raise KeyboardInterrupt

    monkeypatch.setattr(Coder, "code_many", stopped)
    status, _, _ = run("code", tmp_path / "missing.txt", CLASH, "--archive", tmp_path / "a")
    assert status != 0
    [row] = Archive(tmp_path / "a").sql("select failed, notes, ended from runs").to_pylist()
    assert (row["failed"], row["notes"]) == (1, ["stopped: KeyboardInterrupt: "])
    assert row["ended"]


def test_a_codebook_of_ones_own_stands_in_the_record(run, tmp_path):
    book = Path(dragoman.__file__).parent / "codebook" / "data"
    status, out, _ = run("code", CLASH, "--codebook", book, "--archive", tmp_path / "a", "--format", "jsonl")
    assert status == 0
    [line] = out
    [row] = Archive(tmp_path / "a").sql("select options, made_by from runs").to_pylist()
    assert json.loads(row["options"])["codebook"] == str(book)
    assert row["made_by"] == json.loads(line)["made_by"]


def test_an_archive_keeps_no_texts_where_that_was_asked_when_it_was_made(run, tmp_path, coded):
    assert run("archive", "init", tmp_path / "a", "--no-text")[0] == 0
    assert not Archive(tmp_path / "a").keeps_texts
    _, _, err = run("code", CLASH, "--archive", coded, "--no-text")
    assert err[0] == f"dragoman: {coded} keeps texts; --no-text is for new archives and is not heeded"


def test_init_and_info(run, tmp_path, coded):
    status, out, err = run("archive", "init", tmp_path / "new")
    assert (status, out) == (0, [])
    assert "dragoman code INPUT... --archive" in err[0]
    status, out, _ = run("archive", "info", coded)
    assert status == 0
    assert out[0].startswith(f"{coded}: version ")
    assert any(line.split() == ["reports", "1"] for line in out)
    status, out, _ = run("archive", "info", coded, "--json")
    info = json.loads("".join(out))
    assert (info["counts"]["reports"], info["texts"]) == (1, True)
    assert sum(info["quads"].values()) == info["counts"]["events"] > 0
    _, out, _ = run("archive", "info", coded, "--json", "--at", 1)
    assert json.loads("".join(out))["counts"]["reports"] == 0


def test_diff_verify_and_upkeep(run, coded):
    status, out, err = run("archive", "diff", coded, "--from", 1, "--json")
    changes = [json.loads(line) for line in out]
    assert status == 0
    assert {each["change"] for each in changes} == {"added"}
    assert err == [f"dragoman: {len(changes)} added"]
    _, lines, _ = run("archive", "diff", coded, "--from", 1, "--to", 2)
    assert [line.split()[1] for line in lines] == [each["event"] for each in changes]
    assert run("archive", "diff", coded, "--from", 2, "--to", 2)[1:] == ([], ["dragoman: no event differs"])
    assert run("archive", "verify", coded)[1][-1].endswith(" is whole")
    for command in ("compact", "vacuum"):
        assert run("archive", command, coded)[0] == 0
    assert run("archive", "migrate", coded)[0] == 0
    assert run("archive", "verify", coded)[0] == 0


def test_damage_is_status_1_and_repair_mends_it(run, tmp_path):
    archive = Archive.create(tmp_path / "a")
    archive.add(dragoman.read(CLASH))
    for file in (tmp_path / "a" / "codings").glob("*.parquet"):
        file.unlink()
    status, out, err = run("archive", "verify", tmp_path / "a")
    assert status == 1
    assert any(line.startswith("FAULT file-damaged (codings): ") for line in out)
    assert err[-1].endswith(f"mend with `dragoman archive verify {tmp_path / 'a'} --repair`")
    status, out, err = run("archive", "info", tmp_path / "a")
    assert (status, len(err)) == (1, 1)
    status, out, _ = run("archive", "verify", tmp_path / "a", "--repair")
    assert status == 0
    assert f"lost, to be added again: {CLASH}" in out
    [saved] = [line.split("`")[1].split()[2] for line in out if line.startswith("their words are left")]
    assert run("code", saved, "--archive", tmp_path / "a")[0] == 0
    assert len(Archive(tmp_path / "a").sql("from reports")) == 1


BAD = {
    "no archive": (["info", "{folder}/none"], 1, "no such folder"),
    "a folder that is none": (["verify", "{folder}"], 1, "no archive in this folder"),
    "made already": (["init", "{archive}"], 1, "there is an archive already"),
    "no such version": (["info", "{archive}", "--at", "99"], 1, "no version 99"),
    "no such version to compare": (["diff", "{archive}", "--from", "99"], 1, "no version 99"),
    "a wrong option": (["info", "{archive}", "--storage-option", "region"], 2, "KEY=VALUE"),
    "no version to compare": (["diff", "{archive}"], 2, "--from"),
    "hours that are none": (["vacuum", "{archive}", "--hours", "-1"], 2, "--hours"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD.values(), ids=BAD)
def test_a_bad_call(run, coded, tmp_path, case):
    arguments, status, words = case
    filled = [each.format(folder=tmp_path, archive=coded) for each in arguments]
    found, out, err = run("archive", *filled)
    assert (found, out) == (status, [])
    assert words in " ".join(err)
