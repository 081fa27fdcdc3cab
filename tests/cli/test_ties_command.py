"""``dragoman ties`` on a small archive."""

from __future__ import annotations

import csv
import io
import json

import pytest

from dragoman.archive import Archive
from dragoman.cli import main
from dragoman.records import Mention, Party, Published, Report, Source, Tie

TEXT = "Mali is an ally of Chad. The two armies train together."


def party(code):
    country = code.partition("/")[0]
    return Party(
        name=country, text=country, span=(0, 1), kind="state", country=country, sector="GOV", role=None,
        entity=f"{country}/GOV",
    )  # fmt: skip


def tie(a, b, relation, how="holds", since=None, says=None, confidence=0.7):
    cited = (Source(**{**{f: getattr(party(says), f) for f in Party.__struct_fields__}, "cue": "said", "quoted": False,
                       "date": None}),) if says else ()  # fmt: skip
    return Tie(
        tie=f"t-{a}{b}{how}", a=party(a), b=party(b), relation=relation, kind=None, since=since, until=None,
        past=how == "past", negated=how == "denied", sources=cited,
        mentions=(Mention(trigger="ally", span=(11, 15), sentence=(0, 24)),), confidence=confidence,
    )  # fmt: skip


def report(name, day, *ties, publisher=None):
    published = Published(start=day, end=day, precision="day", basis="given", why="by hand")
    return Report(
        report=name, text=f"{TEXT} {name}", language="en", published=published, publisher=publisher, ties=ties
    )


REPORTS = (
    report("r-1", "2030-01-01", tie("MLI", "TCD", "alliance", since="1999"), publisher="Bote"),
    report("r-2", "2030-05-01", tie("MLI", "TCD", "alliance"), publisher="Bote"),
    report("r-3", "2030-06-01", tie("MLI", "TCD", "alliance", "denied", says="TCD"), publisher="Post"),
    report("r-4", "2030-06-02", tie("MLI", "NER", "border", confidence=0.4)),
    report("r-5", "2030-06-03", tie("TCD", "SDN", "support", "past")),
)


def made_archive(folder, *, texts=True):
    archive = Archive.create(folder / "archive", texts=texts)
    archive.add(REPORTS)
    return archive.path


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return made_archive(tmp_path_factory.mktemp("told"))


@pytest.fixture
def run(folder, capsys, monkeypatch):
    """What a call of ``dragoman ties`` gives: exit status, standard output, standard error."""

    def call(*words, archive=folder):
        monkeypatch.setattr("sys.argv", ["dragoman", "ties", *map(str, words), "--archive", archive])
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsys.readouterr()
        return end.value.code or 0, out, err

    return call


def test_the_table_tells_how_each_tie_stands(run):
    status, out, _ = run()
    lines = out.splitlines()
    assert status == 0
    assert lines[0].split()[:4] == ["a", "relation", "b", "state"]
    [alliance] = [line for line in lines if "alliance" in line]
    assert alliance.split() == [
        "MLI/GOV", "alliance", "TCD/GOV", "disputed", "1999", "2030-01-01", "to", "2030-05-01", "2", "1", "r-3",
        "(denied,", "citing", "TCD)",
    ]  # fmt: skip


ASKED = {
    "everything": ((), {"alliance", "border", "support"}),
    "one side": (("Mali",), {"alliance", "border"}),
    "either order": (("Chad", "Mali"), {"alliance"}),
    "the second side alone": (("any", "SDN/GOV"), {"support"}),
    "a relation": (("--relation", "border"), {"border"}),
    "a state": (("--state", "past"), {"support"}),
    "a confidence": (("--confidence", "0.5"), {"alliance", "support"}),
}


@pytest.mark.parametrize(("words", "relations"), ASKED.values(), ids=ASKED)
def test_what_is_asked_for_is_told(run, words, relations):
    _, out, _ = run(*words, "--format", "csv")
    assert {row["relation"] for row in csv.DictReader(io.StringIO(out))} == relations


def test_csv_and_json_have_the_same_histories(run, tmp_path):
    rows = list(csv.DictReader(io.StringIO(run("--format", "csv")[1])))
    run("--out", tmp_path / "ties.json")
    found = json.loads((tmp_path / "ties.json").read_text(encoding="utf8"))
    assert [(row["a"], row["b"], row["state"], int(row["n_reports"])) for row in rows] == [
        (each["a"], each["b"], each["state"], each["n_reports"]) for each in found
    ]
    [alliance] = [row for row in rows if row["relation"] == "alliance"]
    assert (alliance["since_told"], alliance["disputed_by"]) == ("1999 (r-1)", "r-3 (denied, citing TCD)")
    assert found[0]["disputes"] == [{"report": "r-3", "how": "denied", "day": "2030-06-01", "sources": ["TCD"]}]


def test_explain_prints_each_telling_with_its_words(run):
    _, out, _ = run("MLI", "TCD", "--explain")
    assert "MLI/GOV alliance TCD/GOV: disputed" in out
    assert out.count("“Mali is an ally of Chad.”") == 3
    [denied] = [line for line in out.splitlines() if "denied  " in line]
    assert denied.split() == ["2030-06-01", "denied", "disputes", "it", "Post,", "r-3", "citing", "TCD"]


def test_explain_has_rows_too(run):
    rows = json.loads(run("MLI", "TCD", "--explain", "--format", "json")[1])
    assert [(row["report"], row["how"], row["disputes"], row["words"]) for row in rows] == [
        ("r-1", "holds", False, ["Mali is an ally of Chad."]), ("r-2", "holds", False, ["Mali is an ally of Chad."]),
        ("r-3", "denied", True, ["Mali is an ally of Chad."]),
    ]  # fmt: skip


def test_an_archive_without_texts_has_no_words(run, tmp_path):
    _, out, _ = run("MLI", "TCD", "--explain", archive=made_archive(tmp_path, texts=False))
    assert "r-1" in out
    assert "“" not in out


WRONG = {
    "an actor nobody knows": (("Maali",), 1, "near are Mali"),
    "a code nobody knows": (("MLJ",), 1, "begins with no code"),
    "a pair without ties": (("FRA", "PER"), 1, "between France (FRA) and Peru (PER); the archive holds 5 ties of 5"),
    "a state without ties": (("--state", "denied"), 1, "that is told as denied; the archive holds 5 ties"),
    "no such relation": (("--relation", "love"), 2, "there are: alliance, partnership"),
    "no such state": (("--state", "gone"), 2, "holds, past, denied, disputed"),
}


@pytest.mark.parametrize(("words", "status", "message"), WRONG.values(), ids=WRONG)
def test_a_bad_question_is_one_line_and_a_status(run, words, status, message):
    code, out, err = run(*words)
    assert (code, out) == (status, "")
    assert message in err
    assert err.count("\n") == 1
