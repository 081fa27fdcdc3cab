"""The digest says what the views say, however it came about, and stands in nobody's way."""

import shutil
import threading
from pathlib import Path

import duckdb
import msgspec
import pytest
from archived import TWO, FakeCoder, codes_of, event, one, report, silent
from grouped import told

from dragoman.archive import Archive
from dragoman.archive.digest import FOLDER, in_memory_digest
from dragoman.archive.views import in_memory

NAMES = ("a1", "a2", "b1", "b2")

# What a digest holds, by the ids of the archive in place of its own numbers.
HOLDS = (
    """select event, report, n, occurrence, type, mode, quad, goldstein, intensity, status, reciprocal, first_day,
      last_day, day, precision, in_words, first_published, publisher, copy_group, story, place, place_country, lat, lon,
      confidence, review from digest.acts""",
    """select a.event, p.side, w.country, w.sector, w.entity
      from digest.parties p join digest.acts a using (act) join digest.who w using (who)""",
    "select a.event, w.words from digest.words w join digest.acts a using (act)",
    "select a.event, l.* exclude (act) from digest.lines l join digest.acts a using (act)",
    """select occurrence, type, mode, quad, goldstein, intensity, status, day, last_day, precision, n_reports,
      n_independent, n_events from digest.units""",
    *(
        f"select u.occurrence, p.actor, p.recipient from digest.{table} p join digest.units u using (unit)"
        for table in ("pairs", "pairs_of_sectors", "pairs_of_entities")
    ),
)


def holds(con):
    """All rows of a digest, sorted."""
    return [sorted(con.execute(query).fetchall(), key=str) for query in HOLDS]


def made_anew(archive):
    """The rows of a digest that is made of the same views in memory."""
    con = Archive(archive.path).connection()
    return holds(in_memory_digest(con))


def files(archive):
    return sorted(path.name for path in digest_folder(archive).iterdir())


def digest_folder(archive):
    return Path(archive.path, FOLDER)


@pytest.fixture(scope="module")
def told_twice(empty, tmp_path_factory):
    """The folder of an archive in which two happenings are told by two reports each, with its digest."""
    path = shutil.copytree(empty, tmp_path_factory.mktemp("digested") / "archive")
    archive = Archive(path)
    archive.add([told(name, day=f"2031-05-{7 + n:02}") for n, name in enumerate(NAMES)])
    archive.group()
    archive.digested()
    return path


@pytest.fixture
def archive(told_twice, tmp_path):
    return Archive(shutil.copytree(told_twice, tmp_path / "archive"))


def recoded(archive):
    archive.recode(FakeCoder(TWO, lambda each: [event(f"e-{each.text[:9]}", "AID", "BLR/GOV > CHN/GOV", quad=2)]))


def undone(archive):
    archive.decide("undo", archive.decide("reject", "e-a1", who="ann"), who="ann")


def joined_and_grouped(archive):
    archive.decide("join", "e-a1", others=["e-b1"], who="ann")
    archive.group()


def added_by_hand(archive):
    about = one(archive, "select report from reports order by report limit 1")
    given = event("e-any", "AID", "BLR/GOV > CHN/GOV", quad=2)
    archive.decide("add", about, value=msgspec.json.encode(given).decode(), who="ann")


# What happens to an archive after its digest was made.
CHANGES = {
    "nothing": lambda archive: None,
    "reports not placed yet": lambda archive: archive.add([report("words alone", event("e-new"))]),
    "a telling of a known happening": lambda archive: (archive.add([told("a3", day="2031-05-09")]), archive.group()),
    "a report without events": lambda archive: archive.add([silent("nothing happens")]),
    "a new version of a page": lambda archive: (
        archive.add([report("first words", event("e-first"), url="https://paper.example/1")]),
        archive.digested(),
        archive.add([report("other words", event("e-other"), url="https://paper.example/1")]),
    ),
    "coded again": recoded,
    "rejected": lambda archive: archive.decide("reject", "e-a1", who="ann"),
    "edited": lambda archive: archive.decide("edit", "e-a1", field="type", value='"COERCE"', who="ann"),
    "rejected and taken back": undone,
    "joined": joined_and_grouped,
    "split": lambda archive: (archive.decide("split", "e-a1", who="ann"), archive.group()),
    "added by hand": added_by_hand,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_digest_that_is_brought_up_to_date_is_as_one_made_anew(archive, change):
    archive.digested()
    change(archive)
    said = []
    assert holds(archive.digested(said.append)) == made_anew(archive)
    assert said == []  # it was not made anew
    assert len(files(archive)) == 1


def test_each_step_of_decisions_and_back_is_followed(archive):
    before = holds(archive.digested())
    rejected = archive.decide("reject", "e-a1", who="ann")
    assert holds(archive.digested()) != before
    archive.decide("undo", rejected, who="ann")
    assert holds(archive.digested()) == before


def test_the_scores_and_names_of_the_digest_are_those_of_the_events(archive):
    con = archive.digested()
    wide = con.execute(
        "select event, type, confidence, [p.name for p in actors], [p.kind for p in actors] from events order by event"
    ).fetchall()
    narrow = con.execute("""
      select event, any_value(type), any_value(confidence), list(w.name), list(w.kind) from digest.acts
        join digest.parties p using (act) join digest.who w using (who) where side = 1 group by event order by event
    """).fetchall()
    assert narrow == wide


DAMAGE = {
    "cut short": lambda file: file.write_bytes(file.read_bytes()[:5000]),
    "not one": lambda file: file.write_text("no database"),
    "of another schema": lambda file: _edited(file, "update about set schema = 0"),
    "of another commit": lambda file: _edited(file, "update about set \"commit\" = 'c-other'"),
    "without a table": lambda file: _edited(file, "drop table about"),
}


def _edited(file, statement):
    with duckdb.connect(str(file)) as con:
        con.execute(statement)


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_file_that_is_no_digest_of_this_commit_is_made_anew(archive, damage):
    [file] = digest_folder(archive).iterdir()
    damage(file)
    said = []
    assert holds(archive.digested(said.append)) == made_anew(archive)
    assert len(said) == 1
    assert len(files(archive)) == 1


def test_where_nothing_can_be_written_it_is_made_in_memory(archive):
    shutil.rmtree(digest_folder(archive))
    digest_folder(archive).write_text("in the way")
    assert holds(archive.digested()) == made_anew(archive)


def test_an_older_version_has_its_own_digest_and_leaves_the_kept_one_alone(archive):
    kept = files(archive)
    version = archive.version
    archive.add([report("words alone", event("e-new"))])
    old = Archive(archive.path, version=version).digested()
    assert old.execute("select count(*) from digest.acts").fetchall() == [(4,)]
    assert files(archive) == kept


def test_an_empty_archive_has_an_empty_digest(empty, tmp_path):
    archive = Archive(shutil.copytree(empty, tmp_path / "archive"))
    assert holds(archive.digested()) == [[]] * len(HOLDS)


def test_reports_in_memory_have_one_too():
    con = in_memory_digest(in_memory([report("some words", event("e-1"))]))
    assert con.execute("select event, unit from digest.acts").fetchall() == [("e-1", 1)]


def test_cursors_see_all_in_other_threads_and_after_later_commits(archive):
    own, told_events = archive.cursor(), []
    archive.add([report("words alone", event("e-new"))])
    later = archive.cursor()

    def ask(con):
        told_events.append(con.execute("select count(*) from events join digest.acts using (event)").fetchall())

    for con in (own, later):
        thread = threading.Thread(target=ask, args=(con,))
        thread.start()
        thread.join()
    assert told_events == [[(4,)], [(5,)]]
    assert own.execute("select current_setting('timezone')").fetchall() == [("UTC",)]


def test_the_folder_of_the_digest_is_no_damage(archive):
    assert len(files(archive)) == 1
    assert codes_of(archive.path) == []
