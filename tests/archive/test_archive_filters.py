"""Asking an archive: every filter, what an answer turns into, SQL, and the archive as it was."""

import datetime as dt

import pyarrow as pa
import pytest
from archived import event, event_ids, interval, many, report

from dragoman.archive import Archive, filter_of
from dragoman.errors import ArchiveError, UsageError
from dragoman.records import Mention, Place

TEXT = "Ash fell on Tessaban. İzmir’s envoy spoke of Quartz. Nobody listened."
KORO = Place(name="Koro", country="MLI", lat=1.0, lon=2.0, span=None)
SENTENCE = (Mention(trigger="spoke", span=(35, 40), sentence=(22, 52)),)
EVENTS = [
    event("e-war", "ASSAULT/firearms", "MLI/MIL > NER/CVL", "2031-05-06", place=KORO),
    event("e-back", "PROTEST", "NER/CVL > MLI/GOV", "2031-05-10..2031-05-20", quad=4),
    event("e-visit", "CONSULT/visit", "BLR/GOV/alexander-lukashenko > CHN/GOV", "2031-06-01", quad=1,
          status="future", mentions=SENTENCE),
    event("e-open", "COERCE", "TUR/REB/kurdistan-workers-party > TUR/GOV", "2031-03-01..", quad=4),
    event("e-until", "COERCE", "TUR/GOV > SYR/GOV", "..2031-02-01", quad=4, status="negated"),
    event("e-undated", "AID", "UNO > SDN/REF", None, quad=2),
]  # fmt: skip


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    archive = Archive.create(tmp_path_factory.mktemp("asked") / "archive")
    archive.add([report(TEXT, *EVENTS)])
    return archive


CASES = {
    "a state that acts": ({"actor": "MLI"}, "war"),
    "a name of a state": ({"actor": "Mali"}, "war"),
    "a sector": ({"actor": "MIL"}, "war"),
    "state and sector": ({"actor": "NER/CVL"}, "back"),
    "a person by another spelling": ({"actor": "Aleksandr Lukashenko"}, "visit"),
    "a person by entity": ({"actor": "BLR/GOV/alexander-lukashenko"}, "visit"),
    "a group by its three letters": ({"actor": "PKK"}, "open"),
    "a body": ({"actor": "UNO"}, "undated"),
    "one of several": ({"actor": ["MLI", "NER"]}, "war back"),
    "a recipient": ({"recipient": "MLI"}, "back"),
    "actor and recipient": ({"actor": "MLI", "recipient": "MLI"}, ""),
    "a dyad both ways": ({"dyad": "MLI-NER"}, "war back"),
    "a dyad the other way": ({"dyad": ("Niger", "Mali")}, "war back"),
    "a type": ({"type": "coerce"}, "open until"),
    "a mode": ({"type": "ASSAULT/firearms"}, "war"),
    "another mode": ({"type": "ASSAULT/aerial"}, ""),
    "types": ({"type": ["AID", "PROTEST"]}, "back undated"),
    "quads": ({"quad": [1, 2]}, "visit undated"),
    "a quad in letters": ({"quad": "1"}, "visit"),
    "statuses": ({"status": ["future", "negated"]}, "visit until"),
    "since the last day of an event": ({"since": "2031-05-20"}, "back visit"),
    "since the day after it": ({"since": "2031-05-21"}, "visit"),
    "until the first day": ({"until": "2031-05-10"}, "war back open until"),
    "until the day before": ({"until": dt.date(2031, 5, 9)}, "war open until"),
    "an open date counts by the day that is known": ({"since": "2031-02-01", "until": "2031-03-01"}, "open until"),
    "one day": ({"since": "2031-05-06", "until": "2031-05-06"}, "war"),
    "a place by name": ({"place": "koro"}, "war"),
    "a place by code": ({"place": "mli"}, "war"),
    "a place by the name of its state": ({"place": "Mali"}, "war"),
    "words of the sentence": ({"text": "QUARTZ"}, "visit"),
    "words with a capital of Turkish": ({"text": "İzmir"}, "visit"),
    "words of another sentence": ({"text": "listened"}, ""),
    "the name of a party": ({"text": "lukashenko"}, "visit"),
    "the name of a place": ({"text": "Koro"}, "war"),
    "no words at all": ({"text": "  "}, "war back visit open until undated"),
    "nothing": ({}, "war back visit open until undated"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_filter_gives_the_events_that_it_asks_for(asked, case):
    given, names = case
    found = asked.events(**given, columns=["event"]).to_pylist()
    assert sorted(row["event"] for row in found) == sorted(f"e-{name}" for name in names.split())
    condition, values = filter_of(**given).sql("acts")  # the digest is asked otherwise, and answers the same
    acts = asked.digested().execute(f"select e.event from digest.acts e where {condition} order by e.event", values)
    assert [event for (event,) in acts.fetchall()] == sorted(row["event"] for row in found)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_filter_of_the_digest_gives_the_same(asked, case):
    given, names = case
    assert events_in(asked, "acts", given) == sorted(f"e-{name}" for name in names.split())


def events_in(archive, table, given):
    """The ids that a filter gives of the events, or of their digest."""
    condition, values = filter_of(**given).sql(table)
    rows = {"events": "events", "acts": "digest.acts"}[table]
    query = f"select e.event from {rows} e where {condition} order by 1"
    return [event for (event,) in archive.digested().execute(query, values).fetchall()]


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Three reports of two papers, and one of nobody known; each tells a story of its own."""
    archive = Archive.create(tmp_path_factory.mktemp("printed") / "archive")
    papers = {"one": "The Koro Post", "two": "Sahel Wire", "three": " sahel wire", "four": None}
    archive.add(
        report(f"{name} {TEXT} {name * 9}", event(f"e-{name}", confidence=0.2 * n), publisher=paper)
        for n, (name, paper) in enumerate(papers.items(), start=2)
    )
    archive.group()
    return archive


PRINTED = {
    "a publisher": ({"publisher": "The Koro Post"}, "one"),
    "a publisher in another case": ({"publisher": "SAHEL WIRE"}, "two three"),
    "publishers": ({"publisher": ["sahel wire", "the koro post"]}, "two three one"),
    "another publisher": ({"publisher": "Post"}, ""),
    "a confidence": ({"confidence": "0.5-0.7"}, "two"),
    "a confidence in numbers": ({"confidence": (0.4, 0.6)}, "one"),
    "the upper end is left out": ({"confidence": "0.3-0.4"}, ""),
    "but for one": ({"confidence": "0.8-1"}, "three four"),
    "no confidence": ({"confidence": ""}, "one two three four"),
}


@pytest.mark.parametrize("table", ["events", "acts"])
@pytest.mark.parametrize("case", PRINTED.values(), ids=PRINTED)
def test_a_filter_by_what_the_report_is(printed, table, case):
    given, names = case
    assert events_in(printed, table, given) == sorted(f"e-{name}" for name in names.split())


@pytest.mark.parametrize("table", ["events", "acts"])
def test_a_filter_by_story(printed, table):
    stories = {}
    for row in printed.sql("select event, s.story from events join stories s using (report)").to_pylist():
        stories.setdefault(row["story"], []).append(row["event"])
    for story, events in stories.items():
        assert events_in(printed, table, {"story": story}) == sorted(events)
    assert events_in(printed, table, {"story": list(stories)}) == ["e-four", "e-one", "e-three", "e-two"]
    assert events_in(printed, table, {"story": "s-none"}) == []


WRONG = {
    "a code of no state": ({"actor": "BLX/GOV"}, "BLX/GOV.*near are"),
    "a misspelt name": ({"actor": "Viktor Orbann"}, "not in the world tables; near are"),
    "an empty actor": ({"actor": ""}, "actor"),
    "a type": ({"type": "ATTACK"}, "no event type 'ATTACK'; there are: .*ASSAULT"),
    "a mode": ({"type": "CONSULT/dinner"}, "no mode 'dinner'; it has: .*visit"),
    "a quad": ({"quad": 5}, "no quad class 5; there are: 1 verbal"),
    "a status": ({"status": "past"}, "no status 'past'; there are: reported"),
    "a day": ({"since": "2031-02-30"}, "since '2031-02-30' is no day"),
    "days the wrong way round": ({"since": "2031-02-02", "until": "2031-02-01"}, "exchange the two"),
    "one side of a dyad": ({"dyad": "MLI"}, "a dyad is two actors"),
    "three sides": ({"dyad": "MLI-NER-CHN"}, "a dyad is two actors"),
    "a story": ({"story": "war"}, "s-…, not 'war'"),
    "a confidence above one": ({"confidence": "0.5-2"}, "from 0 to 1"),
    "a confidence without an end": ({"confidence": "0.5"}, "the lower first"),
    "a confidence the wrong way round": ({"confidence": (0.8, 0.5)}, "the lower first"),
    "a confidence that is no number": ({"confidence": "nan-nan"}, "from 0 to 1"),
    "a column": ({"columns": ["colour"]}, "colour"),
    "fewer than no events": ({"newest": -1}, "newest"),
}  # fmt: skip


DYADS = {
    "BLR-CHN": ("BLR", "CHN"),
    "Belarus-China": ("Belarus", "China"),
    "BLR/GOV/aleksandr-lukashenko-CHN": ("BLR/GOV/aleksandr-lukashenko", "CHN"),
    "CHN-BLR/GOV/aleksandr-lukashenko": ("CHN", "BLR/GOV/aleksandr-lukashenko"),
    "BLR/GOV/aleksandr-lukashenko-CHN/GOV/li-wen": ("BLR/GOV/aleksandr-lukashenko", "CHN/GOV/li-wen"),
    "-/lake-guard--/sons-of-koro": ("-/lake-guard", "-/sons-of-koro"),
    "MLI/MIL--/lake-guard": ("MLI/MIL", "-/lake-guard"),
}


@pytest.mark.parametrize("dyad", DYADS)
def test_a_dyad_in_one_word_may_be_of_entities(dyad):
    assert filter_of(dyad=dyad).dyad == DYADS[dyad]


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_a_wrong_filter_says_what_there_is(asked, case):
    given, words = case
    with pytest.raises(UsageError, match=words):
        asked.events(**given)


def test_a_filter_tells_itself_in_a_sentence():
    made = filter_of(type="COERCE", actor=["TUR", "MLI"], since="2031-01-01", text="ash")
    assert made.sentence() == "events of type COERCE by TUR or MLI since 2031-01-01 that mention “ash”"
    made = filter_of(publisher="The Koro Post", story="s-1", confidence="0.5-0.8")
    assert made.sentence() == (
        "events published by The Koro Post of the story s-1 with a confidence from 0.5 to below 0.8"
    )
    assert filter_of(confidence=(0.5, 1)).sentence() == "events with a confidence of 0.5 or more"


def test_the_newest_come_first_and_those_without_a_date_last(asked):
    newest = asked.events(newest=2, columns=["event", "first_day"]).to_pylist()
    assert newest[0] == {"event": "e-visit", "first_day": dt.date(2031, 6, 1)}
    assert newest[1]["event"] == "e-back"
    assert [row["event"] for row in asked.events(newest=9, columns=["event"]).to_pylist()][-1] in {
        "e-undated", "e-until"
    }  # fmt: skip
    assert len(asked.events(newest=0)) == 0


def test_what_an_answer_turns_into(asked):
    answer = asked.events(actor=["MLI", "NER"], columns=["event", "date"])
    assert (len(answer), answer.columns) == (2, ["event", "date"])
    assert answer.to_arrow().equals(pa.table(answer))
    assert answer.to_pylist()[0]["date"]["start"] == "2031-05-06"
    pandas = pytest.importorskip("pandas")
    frame = answer.to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame["event"]) == ["e-war", "e-back"]


def test_an_answer_as_polars(asked):
    pytest.importorskip("polars", reason="polars is not here")
    assert asked.events(columns=["event"]).to_polars().shape == (6, 1)


def test_sql_takes_values_by_place_and_by_name(asked):
    assert asked.sql("select event from events where event = ?", ["e-war"]).to_pylist() == [{"event": "e-war"}]
    assert len(asked.sql("select event from events where quad = $quad", {"quad": 4})) == 4


BAD_SQL = [
    "selekt 1", "select colour from events", "from no_table", "select cast('x' as int)", "select ? from events",
    "", "drop view events", "select error('no')", "select 1; drop view events",
]  # fmt: skip


@pytest.mark.parametrize("query", BAD_SQL)
def test_sql_that_cannot_be_answered_is_a_wrong_call(asked, query):
    with pytest.raises(UsageError, match="cannot be answered"):
        asked.sql(query)
    assert len(asked.events()) == len(EVENTS)


def test_a_version_reads_as_it_was(archive):
    for each in many(3):
        archive.add([each])
    after_first = 2  # each run makes one commit, after the one that began the archive
    then = Archive(archive.path, version=after_first)
    assert event_ids(then) == [many(1)[0].events[0].event]
    assert then.refresh().version == after_first
    assert len(event_ids(archive)) == 3
    for wrong in (0, archive.version + 1):
        with pytest.raises(ArchiveError, match=f"no version {wrong}: this archive has versions 1 to"):
            Archive(archive.path, version=wrong)


def test_days_of_a_long_ago_war(archive):
    archive.add([report("an old war", event("e-old", date=interval("0476-09-04")))])
    assert len(archive.events(until="1000-01-01")) == 1
