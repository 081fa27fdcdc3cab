"""The invented reports, coded and put into an archive: one happening is counted once, there and in what leaves it."""

import csv
import gzip
import hashlib
import io
import json
import re
import shutil
import time
from itertools import combinations
from pathlib import Path

import duckdb
import msgspec
import pytest
from archived import event_ids, ids, one
from grouped import occurrences, stories

from dragoman.archive import Archive, filter_of
from dragoman.codebook import SHIPPED
from dragoman.errors import DragomanError, UsageError
from dragoman.export import Citation, release, write
from dragoman.occurrences.told import tell
from joined_pairs import happening_of

pytestmark = pytest.mark.model

CITE = Citation(title='Invented "happenings": ü', authors=("Ömer, Ada", " ", "Institute of Tides"), licence="CC-BY-4.0")
TITLE = "What the lamplighter saw at the quay, part"
ONCE = ("polecat", "icews", "gdelt", "petrarch")


@pytest.fixture(scope="module")
def archive(empty, happenings, tmp_path_factory):
    archive = Archive(shutil.copytree(empty, tmp_path_factory.mktemp("happenings") / "archive"))
    archive.add([msgspec.structs.replace(report, title=f"{TITLE} {report.id}") for _, report in happenings])
    archive.group()
    return archive


@pytest.fixture(scope="module")
def annotated(happenings):
    """The annotated happening of each event, its report, and the part that it is of."""
    return {
        told.event.event: (happening_of(told, entry["told"]), report.report, entry["part"])
        for entry, report in happenings
        for told in tell(report)
    }


def test_all_are_placed(archive, happenings):
    assert len(ids(archive)) == len(happenings) == 82
    assert sorted(stories(archive)) == ids(archive)
    assert sorted(occurrences(archive)) == event_ids(archive)


# Below what was measured (docs/occurrences.md) by two pairs.
@pytest.mark.parametrize(("part", "least"), [("develop", 0.61), ("check", 0.74)])
def test_what_is_joined_is_one_happening(archive, annotated, part, least):
    of = occurrences(archive)
    events = [event for event, (_, _, its) in annotated.items() if its == part]
    pairs = [
        (annotated[a][0] == annotated[b][0], of[a] == of[b])
        for a, b in combinations(events, 2)
        if annotated[a][1] != annotated[b][1]
    ]
    right, joined, same = pairs.count((True, True)), sum(j for _, j in pairs), sum(s for s, _ in pairs)
    assert (right, right / same >= least) == (joined, True), (right, joined, same)


def test_reports_of_one_happening_are_counted(archive, annotated):
    biggest = one(archive, "select occurrence from occurrences group by all order by count(*) desc, occurrence")
    found = archive.occurrence(biggest)
    assert found == archive.occurrence(found.events[-1])
    assert {annotated[event][0] for event in found.events} == {annotated[found.events[0]][0]}
    assert 3 <= found.n_independent <= found.n_reports == len(found.reports)
    asked = "select distinct report from occurrences where occurrence = ?"
    assert set(found.reports) == {row["report"] for row in archive.sql(asked, [biggest]).to_pylist()}


def test_related_reports_come_in_their_order_and_soon(archive):
    began = time.perf_counter()
    ranks = {"story": 0, "dyad": 1, "actors": 2}
    for report in ids(archive)[:5]:
        found = archive.related(report)
        order = [ranks[each.why] for each in found]
        assert order == sorted(order)
        assert report not in {each.report for each in found}
    assert time.perf_counter() - began < 10


@pytest.mark.parametrize("format_", ONCE)
def test_formats_of_dyads_write_a_happening_once(archive, format_):
    whole, asked = io.BytesIO(), filter_of(status="reported")
    written = write(archive, whole, format_, asked)
    told = {
        each["event"]: each["occurrence"]
        for each in archive.sql(
            "select event, occurrence from occurrences join events using (event) where status = 'reported'"
        ).to_pylist()
    }
    again = len(told) - len(set(told.values()))
    assert again > 10
    assert written.left_out == {"told again by another report": again}


def test_mentions_name_every_telling(archive):
    events, mentions = io.BytesIO(), io.BytesIO()
    write(archive, events, "gdelt")
    write(archive, mentions, "gdelt-mentions")
    numbers = [line.split("\t")[0] for line in events.getvalue().decode().splitlines()]
    told = [line.split("\t") for line in mentions.getvalue().decode().splitlines()]
    assert {row[0] for row in told} == set(numbers)
    assert len({(row[0], row[5]) for row in told}) > len(numbers)


# Releases


@pytest.fixture(scope="module")
def released(archive, tmp_path_factory):
    out = tmp_path_factory.mktemp("release") / "out"
    return out, release(archive, out, CITE)


def words_in(out: Path) -> str:
    """All that the data files hold, as text."""
    con, found = duckdb.connect(), []
    for file in sorted((out / "data").iterdir()):
        if file.suffix == ".parquet":
            found += [str(row) for row in con.sql(f"from '{file}'").fetchall()]
        else:
            found.append(gzip.decompress(file.read_bytes()).decode())
    return " ".join(found)


def test_no_words_of_texts_or_titles_are_released(released, happenings):
    held = words_in(released[0])
    for _, report in happenings:
        for sentence in re.split(r"(?<=\.) ", report.text):
            assert sentence not in held
        for part in re.findall(r"\S+(?: \S+){5}", report.text):  # six words in a row
            assert part not in held
    assert TITLE not in held


def test_a_release_is_whole_and_says_what_it_is(released, archive):
    out, done = released
    assert set(done.files) == {str(file.relative_to(out)) for file in out.rglob("*") if file.is_file()}
    sums = dict(line.split("  ")[::-1] for line in (out / "SHA256SUMS").read_text().splitlines())
    assert set(sums) == set(done.files) - {"SHA256SUMS"}
    assert all(hashlib.sha256((out / name).read_bytes()).hexdigest() == digest for name, digest in sums.items())
    versions = json.loads((out / "versions.json").read_text(encoding="utf8"))
    assert (versions["archive"], versions["counts"]["reports"], done.warnings) == (archive.version, 82, ())
    con = duckdb.connect()
    for table, count in (("events", len(event_ids(archive))), ("reports", 82)):
        whole, packed = (con.sql(f"from '{out}/data/{table}.{ending}'") for ending in ("parquet", "csv.gz"))
        assert (len(whole), len(packed)) == (count, count)
        assert whole.columns == packed.columns
    rows = list(csv.DictReader(io.StringIO(gzip.decompress((out / "data/occurrences.csv.gz").read_bytes()).decode())))
    assert {row["event"]: row["occurrence"] for row in rows} == occurrences(archive)


def test_the_citation_is_yaml(released):
    lines = (released[0] / "CITATION.cff").read_text(encoding="utf8").splitlines()
    assert lines[0] == "cff-version: 1.2.0"
    values = dict(line.split(": ", 1) for line in lines if not line.startswith(" ") and not line.endswith(":"))
    assert json.loads(values["title"]) == CITE.title
    assert json.loads(values["license"]) == "CC-BY-4.0"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", values["date-released"])
    at = lines.index("authors:")
    assert lines[at + 1 : at + 4] == [
        '  - family-names: "Ömer"', '    given-names: "Ada"', '  - name: "Institute of Tides"',
    ]  # fmt: skip
    yaml = pytest.importorskip("yaml", reason="PyYAML, which comes with the docs extra, is not here")
    assert yaml.safe_load("\n".join(lines))["authors"][1] == {"name": "Institute of Tides"}


def test_the_same_version_gives_the_same_data_and_a_filter_less(released, archive, tmp_path):
    out, _ = released
    again = release(archive, tmp_path / "again", CITE)
    same = [name for name in again.files if name.startswith("data/")]
    assert len(same) == 7
    for name in same:
        assert (tmp_path / "again" / name).read_bytes() == (out / name).read_bytes(), name
    some = release(Archive(archive.path, version=archive.version), tmp_path / "some", CITE, filter_of(type="PROTEST"))
    con = duckdb.connect()
    types = con.sql(f"select distinct type from '{tmp_path}/some/data/events.parquet'").fetchall()
    assert types == [("PROTEST",)]
    reports = con.sql(f"select count(*) from '{tmp_path}/some/data/reports.parquet'").fetchall()[0][0]
    assert 0 < reports < 82
    assert "of type PROTEST" in json.loads((tmp_path / "some/versions.json").read_text())["asked_for"]
    assert some.warnings == ()
    before = release(Archive(archive.path, version=1), tmp_path / "before", CITE)
    assert con.sql(f"select count(*) from '{tmp_path}/before/data/events.parquet'").fetchall() == [(0,)]
    assert "data/occurrences.csv.gz" in before.files


def test_an_own_codebook_goes_along_and_what_it_did_not_code_is_told(archive, tmp_path):
    own = Path(shutil.copytree(SHIPPED, tmp_path / "own"))
    file = next(file for file in sorted(own.rglob("*.toml")))
    file.write_text(file.read_text(encoding="utf8") + "\n# of our own\n", encoding="utf8")
    done = release(archive, tmp_path / "out", CITE, filter_of(type="PROTEST"), codebook=own)
    assert f"codebook-own/{file.relative_to(own)}" in done.files
    assert len(done.warnings) == 1
    assert "another codebook" in done.warnings[0]


WRONG = {
    "no author": ({"citation": Citation(title="T", authors=(" ", ","))}, "--author"),
    "no title": ({"citation": Citation(title=" ", authors=("A",))}, "--title"),
    "no such codebook": ({"codebook": Path("nowhere/book")}, "nowhere/book"),
}


@pytest.mark.parametrize(("given", "words"), WRONG.values(), ids=WRONG)
def test_a_wrong_release_is_refused_and_nothing_is_written(archive, tmp_path, given, words):
    with pytest.raises(DragomanError, match=words):
        release(archive, tmp_path / "deep" / "out", **{"citation": CITE, **given})
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_not_written_over(archive, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine").write_text("mine")
    for target in (tmp_path / "out", tmp_path / "out" / "mine"):
        with pytest.raises(UsageError, match="exists; give a new folder"):
            release(archive, target, CITE)
    assert [str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*")] == ["out", "out/mine"]
