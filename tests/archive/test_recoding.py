"""Coding stored reports again: what is stored, what is withdrawn, what stays of people's decisions."""

import shutil
from pathlib import Path

import msgspec
import pytest
from archived import TWO, FakeCoder, codes_of, event, event_ids, one, parquet_files, report, silent
from msgspec.structs import replace

from dragoman.archive import Archive, mend, recoding
from dragoman.errors import ArchiveError, UsageError

TEXTS = ("kept words", "changed words", "dropped words")
FIRST = {text: event(f"e-{text.split()[0]}") for text in TEXTS}
NEXT = {"kept words": [FIRST["kept words"]], "changed words": [event("e-new", "PROTEST")], "dropped words": []}


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """The folder of an archive of three reports with one event each."""
    archive = Archive.create(tmp_path_factory.mktemp("three") / "archive")
    archive.add([report(text, FIRST[text]) for text in TEXTS])
    return archive.path


@pytest.fixture
def coded(three, tmp_path):
    return Archive(shutil.copytree(three, tmp_path / "archive"))


def recoder(code=NEXT.get, made_by=TWO):
    return FakeCoder(made_by, lambda each: code(each.text))


def test_only_what_came_out_otherwise_is_replaced(coded):
    before = coded.version
    done = coded.recode(recoder())
    assert (done.coded, done.changed, done.withdrawn) == (3, 2, 2)
    assert event_ids(coded) == ["e-kept", "e-new"]
    assert one(coded, "select count(*) from raw_events") == 4, "the kept event is not stored again"
    assert {row["made_by"]["codebook"] for row in coded.sql("select made_by from reports").to_pylist()} == {"two"}
    stones = coded.sql("select event, successor, why from tombstones order by event").to_pylist()
    why = "coded again by dragoman 0.2, codebook two"
    assert stones == [
        {"event": "e-changed", "successor": "e-new", "why": why}, {"event": "e-dropped", "successor": None, "why": why},
    ]  # fmt: skip
    changes = {each.event: (each.change, each.why, each.successor) for each in coded.difference(before)}
    assert changes == {
        "e-new": ("added", None, None), "e-changed": ("withdrawn", why, "e-new"), "e-dropped": ("withdrawn", why, None),
    }  # fmt: skip
    assert codes_of(coded.path) == []


def test_the_second_time_there_is_nothing_to_code(coded):
    coded.recode(recoder())
    coder = recoder()
    assert coded.recode(coder).coded == 0
    assert coder.asked == 0
    assert coded.recode(coder, everything=True).coded == 3


def test_a_recode_that_was_stopped_goes_on_where_it_was(coded, monkeypatch):
    monkeypatch.setattr(recoding, "BATCH", 1)
    coder = recoder()
    code, coder._code = coder._code, None

    def tiring(each):
        if coder.asked == 3:
            raise KeyboardInterrupt
        return code(each)

    coder._code = tiring
    with pytest.raises(KeyboardInterrupt):
        coded.recode(coder)
    [notes] = [row["notes"] for row in coded.sql("select notes from runs where kind = 'recode'").to_pylist()]
    assert notes == ["stopped: KeyboardInterrupt: "]
    rest = recoder()
    assert coded.refresh().recode(rest).coded == 1
    assert event_ids(coded) == ["e-kept", "e-new"]


def test_details_that_are_asked_for_later_are_stored_though_the_events_are_the_same(coded):
    coded.recode(recoder(lambda text: [FIRST[text]]), detail=True)
    assert one(coded, "select count(*) from attributions") == 3
    assert event_ids(coded) == sorted(each.event for each in FIRST.values())
    assert one(coded, "select count(*) from tombstones") == 0
    assert codes_of(coded.path) == []


def test_notes_of_coding_do_not_pile_up(coded):
    coder = recoder(lambda text: [FIRST[text]])
    code = coder.code_many
    coder.code_many = lambda reports, detail=False: (
        replace(each, notes=(*each.notes, "no date")) for each in code(reports, detail=detail)
    )
    for _ in range(2):
        coded.recode(coder, everything=True)
    assert one(coded, "select notes from reports") == ["no date"]


def test_a_report_with_new_words_is_coded_again_in_its_new_version_alone(archive):
    archive.add([report("old", event("e-old"), url="https://a.example")])
    archive.add([report("new", event("e-new"), url="https://a.example")])
    coder = recoder(lambda text: [event(f"e-{text}-2")])
    assert archive.recode(coder).coded == 1
    assert event_ids(archive) == ["e-new-2"]


def test_an_archive_without_texts_cannot_be_coded_again(tmp_path):
    archive = Archive.create(tmp_path / "a", texts=False)
    archive.add([report()])
    with pytest.raises(ArchiveError, match="keeps no texts"):
        archive.recode(recoder())


def shown(archive):
    """The events that hold: id, type and what people made of them."""
    return [
        (row["event"], row["type"], row["review"])
        for row in archive.sql("select event, type, review from events order by event").to_pylist()
    ]


KEPT, NEW = ("e-kept", "ASSAULT", None), ("e-new", "PROTEST", None)
# What people decide, about which event, with what; then the events after the reports were coded again.
DECIDED = {
    "nothing": ([], [KEPT, NEW]),
    "an accepted event stays when the machine withdraws it":
        ([("accept", "e-dropped")], [("e-dropped", "ASSAULT", "accepted"), KEPT, NEW]),
    "an accepted event stays as it was when the machine changes it":
        ([("accept", "e-changed")], [("e-changed", "ASSAULT", "accepted"), KEPT]),
    "a rejected event stays away": ([("reject", "e-kept")], [NEW]),
    "what takes the place of a rejected event stays away too": ([("reject", "e-changed")], [KEPT]),
    "an edit stays on its event": ([("edit", "e-kept", "type", '"COERCE"')], [("e-kept", "COERCE", "corrected"), NEW]),
    "an edit goes over to the successor":
        ([("edit", "e-changed", "status", '"future"')], [KEPT, ("e-new", "PROTEST", "corrected")]),
    "an edited event that the machine withdraws stays":
        ([("edit", "e-dropped", "type", '"COERCE"')], [("e-dropped", "COERCE", "corrected"), KEPT, NEW]),
    "of two verdicts the later holds": ([("reject", "e-kept"), ("accept", "e-kept")],
        [("e-kept", "ASSAULT", "accepted"), NEW]),
    "unsure changes nothing but the mark": ([("unsure", "e-kept")], [("e-kept", "ASSAULT", "unsure"), NEW]),
}  # fmt: skip


@pytest.mark.parametrize("case", DECIDED.values(), ids=DECIDED)
def test_decisions_outlive_coding_again(coded, case):
    made, after = case
    for kind, target, *rest in made:
        field, value = rest or (None, None)
        coded.decide(kind, target, field=field, value=value, who="ann")
    coded.recode(recoder())
    assert shown(coded) == after


def test_decisions_about_an_event_and_about_its_successor_are_of_one_event(coded):
    coded.decide("edit", "e-changed", field="status", value='"future"', who="ann")
    coded.recode(recoder())
    coded.decide("edit", "e-new", field="goldstein", value="-2.0", who="bob")
    [row] = coded.sql("select event, status, goldstein from events where type = 'PROTEST'").to_pylist()
    assert row == {"event": "e-new", "status": "future", "goldstein": -2.0}
    coded.decide("accept", "e-new", who="bob")
    assert shown(coded) == [KEPT, ("e-new", "PROTEST", "corrected")]
    coded.decide("reject", "e-new", who="bob")
    assert shown(coded) == [KEPT]


def test_undo_and_undo_of_undo(coded):
    rejected = coded.decide("reject", "e-kept", who="ann")
    assert "e-kept" not in event_ids(coded)
    undone = coded.decide("undo", rejected, who="ann")
    assert "e-kept" in event_ids(coded)
    coded.decide("undo", undone, who="ann")
    assert "e-kept" not in event_ids(coded)
    with pytest.raises(UsageError, match="no decision 'd-1'"):
        coded.decide("undo", "d-1", who="ann")


def test_an_edit_that_is_taken_back_is_gone_though_the_event_was_accepted_after_it(coded):
    edited = coded.decide("edit", "e-kept", field="type", value='"COERCE"', who="ann")
    coded.decide("accept", "e-kept", who="ann")
    assert ("e-kept", "COERCE", "corrected") in shown(coded)
    coded.decide("undo", edited, who="ann")
    assert ("e-kept", "ASSAULT", "accepted") in shown(coded)


def test_an_added_event_stays_until_it_is_taken_back(coded):
    about = one(coded, "select report from reports where text = 'kept words'")
    given = msgspec.json.encode(event("e-any", "AID")).decode()
    added = coded.decide("add", about, value=given, who="ann")
    coded.recode(recoder())
    [new] = [row for row in shown(coded) if row[1] == "AID"]
    assert new[2] == "added"
    coded.decide("edit", new[0], field="mode", value='"military"', who="ann")
    assert one(coded, "select mode from events where event = ?", new[0]) == "military"
    coded.decide("undo", added, who="ann")
    assert [row for row in shown(coded) if row[1] == "AID"] == []


WRONG = {
    "no such event": (("accept", "e-none"), "no event 'e-none'"),
    "no such field": (("edit", "e-kept", "colour", '"red"'), "no field 'colour'"),
    "the id is not edited": (("edit", "e-kept", "event", '"e-1"'), "no field 'event'"),
    "a value of another type": (("edit", "e-kept", "quad", '"four"'), "quad cannot be"),
    "not JSON": (("edit", "e-kept", "type", "COERCE"), "type cannot be"),
    "no report": (("add", "r-none", None, "{}"), "no report 'r-none'"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_a_wrong_decision_is_refused(coded, case):
    (kind, target, *rest), words = case
    field, value = rest or (None, None)
    version = coded.version
    with pytest.raises(UsageError, match=words):
        coded.decide(kind, target, field=field, value=value, who="ann")
    assert Archive(coded.path).version == version


def test_a_decision_about_a_withdrawn_event_is_told_what_took_its_place(coded):
    coded.recode(recoder())
    with pytest.raises(UsageError, match="told by e-new now"):
        coded.decide("accept", "e-changed", who="ann")


def test_a_report_coded_again_is_whole_after_the_earlier_coding_was_lost(coded):
    coded.recode(recoder(lambda text: [FIRST[text]]))
    for file in parquet_files(Path(coded.path), "events"):
        file.unlink()
    mend(coded.path)
    assert codes_of(coded.path) == []
    assert Archive(coded.path).add([report(text, FIRST[text]) for text in TEXTS]).added == 3
    assert len(event_ids(Archive(coded.path))) == 3


def test_a_report_that_is_lost_after_it_was_coded_again_leaves_no_events(coded):
    coded.recode(recoder())
    for file in parquet_files(Path(coded.path), "reports"):
        file.unlink()
    mend(coded.path)
    assert codes_of(coded.path) == []
    assert event_ids(Archive(coded.path)) == []


def test_a_silent_report_is_coded_once(archive):
    archive.add([silent("nothing happens")])
    archive.recode(recoder(lambda _: []))
    assert archive.recode(recoder(lambda _: [])).coded == 0
