"""Related reports: of the story before the dyad before the actors, with what is shared."""

import shutil

import pytest
from archived import event, report, silent

from dragoman.archive import Archive
from dragoman.errors import UsageError

WORDS = "Envoys met at the lighthouse of Brennick over the tolls of the strait"
GIVEN = [
    report(f"{WORDS}.", event("e-own", "CONSULT", "MLI/GOV NER/GOV", reciprocal=True), day="2031-05-06"),
    report(f"{WORDS}, officials say.", event("e-story", "AID", "GHA/GOV > TGO/GOV"), day="2031-05-07"),
    report("Lorries waited for diesel", event("e-dyad", "COERCE", "NER/MIL > MLI/GOV"), day="2031-06-06"),
    report("Farmers praise rain", event("e-near", "COERCE", "NER/MIL > MLI/GOV"), day="2031-05-05"),
    report("A museum opened", event("e-among", "CONSULT", "NER/GOV MLI/GOV GHA/GOV", reciprocal=True), day=None),
    report("Judges sat late", event("e-actor", "AID", "MLI/GOV > GHA/CVL"), day="2031-05-06"),
    report("Snow fell", event("e-none", "AID", "FIN/GOV > SWE/GOV"), day="2031-05-06"),
    silent("Nothing at all happened in the town of Quill", day="2031-05-06"),
]


@pytest.fixture(scope="module")
def archive(empty, tmp_path_factory):
    archive = Archive(shutil.copytree(empty, tmp_path_factory.mktemp("related") / "archive"))
    archive.add(GIVEN)
    archive.group()
    return archive


def test_story_then_dyad_then_actors(archive):
    own, story, late, near, among, actor, *_ = (each.report for each in GIVEN)
    found = archive.related(own)
    assert [(each.report, each.why) for each in found] == [
        (story, "story"), (near, "dyad"), (late, "dyad"), (among, "dyad"), (actor, "actors"),
    ]  # fmt: skip
    assert [each.shared for each in found[1:]] == [("MLI-NER",)] * 3 + [("MLI",)]
    assert [each.report for each in archive.related(own, limit=2)] == [story, near]
    assert archive.related(own, limit=0) == []


def test_what_has_nothing_to_relate_by(archive):
    assert archive.related(GIVEN[-1].report) == []


@pytest.mark.parametrize(("report_", "limit", "words"), [("r-none", 5, "no report 'r-none'"), (None, -1, "0 or more")])
def test_wrong_calls(archive, report_, limit, words):
    with pytest.raises(UsageError, match=words):
        archive.related(report_ or GIVEN[0].report, limit=limit)
