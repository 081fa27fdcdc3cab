"""``dragoman claims`` on a small archive."""

from __future__ import annotations

import csv
import io
import json

import pytest

from dragoman.archive import Archive
from dragoman.archive.claimed import claims_in
from dragoman.cli import main
from dragoman.records import Claim, Event, Interval, Mention, Party, Published, Report, Source

TITLE = "Rangers attack convoy"
TEXT = f"{TITLE}\n\nA convoy left at dawn, the army said."


def party(code):
    country, _, sector = code.partition("/")
    return Party(
        name=country, text=country, span=(0, 1), kind="state", country=country, sector=sector, role=None, entity=code
    )


def event(name, sides="MLI/MIL > NER/CVL", status="reported", says=None, day="2031-05-06"):
    actor, recipient = map(party, sides.split(" > "))
    cited = ()
    if says:
        fields = {name: getattr(party(says), name) for name in Party.__struct_fields__}
        cited = (Source(**fields, cue="said", quoted=False, date=None),)
    return Event(
        event=name, type="ASSAULT", mode=None, about=None, contexts=(), cameo="190", quad=4, goldstein=-10.0,
        intensity=-9.0, status=status, reciprocal=False, actors=(actor,), recipients=(recipient,),
        date=Interval(start=day, end=day, precision="day", text="", span=None, basis="published"), place=None, size={},
        sources=cited, mentions=(Mention(trigger="attack", span=(8, 14), sentence=(23, 60)),), in_="body",
        confidence=0.5, why="by-hand",
    )  # fmt: skip


def report(name, *events, claims=(), day="2031-05-07", publisher=None):
    published = Published(start=day, end=day, precision="day", basis="given", why="by hand")
    made = tuple(
        Claim(text=TITLE, span=(0, len(TITLE)), supported=verdict == "supported", by=(), event=each, verdict=verdict)
        for each, verdict in claims
    )
    return Report(
        report=name, text=f"{TEXT} {name}", title=TITLE, language="en", published=published, publisher=publisher,
        events=events, claims=made,
    )  # fmt: skip


REPORTS = (
    report("r-1", event("e-1"), claims=[("e-1", "unsupported")], publisher="Bote"),
    report("r-2", event("e-2"), publisher="Post"),
    report("r-3", event("e-3", status="negated", says="MLI/MIL"), day="2031-05-09", publisher="Welt"),
    report("r-4", event("e-4", "PER/MIL > CHL/CVL"), claims=[("e-4", "contradicted")], day="2031-05-08"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    archive = Archive.create(tmp_path_factory.mktemp("claims") / "archive")
    archive.add(REPORTS)
    return archive.path


@pytest.fixture
def run(folder, capsys, monkeypatch):
    """What a call of ``dragoman claims`` gives: exit status, standard output, standard error."""

    def call(*words, archive=folder):
        monkeypatch.setattr("sys.argv", ["dragoman", "claims", *map(str, words), "--archive", archive])
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsys.readouterr()
        return end.value.code or 0, out, err

    return call


def test_the_table_has_each_claim_with_both_verdicts_the_newest_first(run):
    status, out, _ = run()
    rows = [line.split("  ") for line in out.splitlines()]
    found = [[cell.strip() for cell in row if cell.strip()] for row in rows[1:]]
    assert status == 0
    assert found == [
        ["2031-05-08", "r-4", "headline", TITLE, "contradicted", "unsupported", "0", "0"],
        ["2031-05-07", "r-1", "headline", TITLE, "unsupported", "disputed", "1", "1"],
    ]


def test_one_report_is_told_with_the_events_for_and_against(run):
    _, out, _ = run("--report", "r-1")
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert lines == [
        f"headline: “{TITLE}”", "ASSAULT MLI -> NER e-1", "its report: unsupported",
        "other reports: disputed, 1 independent for it", "for 2031-05-07 e-2 Post, r-2",
        "against 2031-05-09 e-3 Welt, r-3, citing MLI/MIL",
    ]  # fmt: skip


def test_cited_sources_claim_too(run):
    rows = list(csv.DictReader(io.StringIO(run("--sources", "--format", "csv")[1])))
    assert [(row["report"], row["told_by"], row["cited"], row["event"]) for row in rows] == [
        ("r-3", "source", "MLI", "e-3"), ("r-4", "headline", "", "e-4"), ("r-1", "headline", "", "e-1"),
    ]  # fmt: skip
    assert rows[0]["text"] == "A convoy left at dawn, the army said."
    assert (rows[0]["others"], rows[0]["others_against"]) == ("contradicted", "e-1 (r-1); e-2 (r-2)")


@pytest.mark.parametrize(("verdict", "reports"), [("contradicted", ["r-4"]), ("unsupported", ["r-1"])])
def test_a_verdict_is_that_of_the_report(run, verdict, reports):
    found = json.loads(run("--verdict", verdict, "--format", "json")[1])
    assert [each["report"] for each in found] == reports


def test_json_has_the_witnesses_as_objects(run, tmp_path):
    run("--report", "r-1", "--out", tmp_path / "claims.json")
    [found] = json.loads((tmp_path / "claims.json").read_text(encoding="utf8"))
    assert (found["disputed"], found["n_independent"]) == (True, 1)
    assert [(w["event"], w["report"], w["publisher"]) for w in found["others_for"]] == [("e-2", "r-2", "Post")]


def test_a_cut_list_says_so(run):
    _, out, err = run("--limit", "1")
    assert len(out.splitlines()) == 2
    assert "there are more; --limit N" in err


def test_no_limit_gives_all_and_says_that_there_are_no_more(folder):
    found, more = claims_in(Archive(folder).connection())
    assert ([each.report for each in found], more) == (["r-4", "r-1"], False)


def test_a_claim_whose_event_a_person_took_away_stays_without_testimony(tmp_path, run):
    archive = Archive.create(tmp_path / "archive")
    archive.add(REPORTS[:2])
    archive.decide("reject", "e-1", who="reader", why="no attack")
    _, out, _ = run("--report", "r-1", archive=archive.path)
    assert "e-1 of this claim no longer holds" in out
    assert "not asked" in run(archive=archive.path)[1]


WRONG = {
    "no such report": (("--report", "r-none"), 2, "no report 'r-none'"),
    "no claim of a verdict": (("--verdict", "supported"), 1, "the archive holds 4 reports with 2 claims"),
    "a report without claims": (("--report", "r-2"), 1, "no claim in report r-2"),
    "no such verdict": (("--verdict", "true"), 2, "there are: supported, unsupported, contradicted"),
}


@pytest.mark.parametrize(("words", "status", "message"), WRONG.values(), ids=WRONG)
def test_a_bad_question_is_one_line_and_a_status(run, words, status, message):
    code, out, err = run(*words)
    assert (code, out) == (status, "")
    assert message in err
    assert err.count("\n") == 1
