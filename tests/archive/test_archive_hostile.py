"""An archive that somebody else gives us: its words are no SQL, its names no paths, its own databases have no views."""

from __future__ import annotations

import ast
import json
import re
import shutil
from contextlib import suppress
from pathlib import Path

import duckdb
import msgspec
import pytest
from archived import event, many, party, report

import dragoman
from dragoman.archive import Archive, check
from dragoman.archive.digest import FOLDER, quoted, written
from dragoman.errors import ArchiveError, UsageError

SOURCE = Path(dragoman.__file__).parent


@pytest.fixture
def evil(tmp_path):
    """What would write a file if it ever were taken for SQL."""
    end = "create view z as select 1 where 1 not in (select unnest(['q"
    return f"e'])); copy (select 1) to '{tmp_path}/owned'; {end}"


@pytest.fixture
def archive(tmp_path, evil):
    made = Archive.create(tmp_path / "archive")
    odd = msgspec.structs.replace(party("MLI/MIL"), name=evil, entity=evil, country=evil, sector=evil)
    one = event(evil, actors=(odd,), recipients=(odd,), trigger=evil, why=evil)
    told = report(
        "Rangers from Koro fired. " * 3,
        one,
        event(evil + "2"),
        url="https://other.example/1",
        title=evil,
        publisher=evil,
        authors=(evil,),
    )
    made.add([told, *many(3)])
    return made


def test_ids_and_names_are_never_sql(archive, tmp_path, evil):
    archive.group()
    archive.decide("edit", evil, field="status", value=json.dumps("future"), who=evil, why=evil)
    archive.decide("reject", evil + "2", who=evil)
    archive.group()
    archive.digested()
    again = Archive(archive.path)
    assert [row["status"] for row in again.sql("select status from events where event = ?", [evil]).to_pylist()] == [
        "future"
    ]
    assert again.sql("select count(*) as n from events where event = ?", [evil + "2"]).to_pylist() == [{"n": 0}]
    again.digested()
    list(again.difference(1))
    again.info()
    again.vacuum(hours=0)
    again.compact()
    assert [each for each in check(archive.path).findings if not each.harmless] == []
    assert {path.name for path in tmp_path.iterdir()} == {"archive"}


@pytest.mark.parametrize(
    "format_", ["csv", "parquet", "plover", "polecat", "icews", "gdelt", "gdelt-mentions", "petrarch", "geojson"]
)
def test_what_is_exported_stays_where_it_was_asked_for(archive, tmp_path, format_):
    from dragoman.export import write

    write(archive, tmp_path / "out", format_)
    assert {path.name for path in tmp_path.iterdir()} == {"archive", "out"}


@pytest.mark.parametrize(
    "value", ["'", "''", "\\'", "a'b", "\x00", "'; drop table events; --", "$1", "{0}", "é\u202e", "\n"]
)
def test_a_value_is_written_so_that_it_is_read_back(value):
    con = duckdb.connect()
    try:
        assert con.execute(f"select {quoted(value)}").fetchall() == [(value,)]
        assert con.execute(f"select 1 where ? in {written([value])}", [value]).fetchall() == [(1,)]
    except (duckdb.Error, ValueError):
        assert value == "\x00"  # no SQL text has it: an error, never another meaning


def _renamed(archive, tmp_path, name):
    """The archive with another id for its last commit, as one can write who writes Parquet."""
    from dragoman.archive.arrow import to_table
    from dragoman.archive.commits import read_log
    from dragoman.archive.store import Store
    from dragoman.archive.tables import COMMITS, SCHEMAS

    store = Store(archive.path)
    log = read_log(store)
    row = msgspec.structs.replace(log.last, commit=name, version=log.last.version + 1, parts=())
    store.append(COMMITS, to_table([row], SCHEMAS[COMMITS]))
    return Path(archive.path)


@pytest.mark.parametrize("name", ["../../owned", "/tmp/owned", "a/b", "", "c-1'; attach", "c" * 200, "c\x00"])
def test_an_id_that_is_no_name_of_a_file_is_refused(archive, tmp_path, name):
    path = _renamed(archive, tmp_path, name)
    with pytest.raises(ArchiveError, match="is no id of a commit; Dragoman has not written this archive"):
        Archive(path)
    assert not list(tmp_path.glob("owned*"))


@pytest.mark.parametrize("how", ["view", "macro"])
def test_a_digest_with_a_view_or_a_macro_is_made_anew(archive, tmp_path, how):
    archive.digested()
    archive.connection().close()
    [file] = Path(archive.path, FOLDER).glob("*.duckdb")
    secret = tmp_path / "secret.csv"
    secret.write_text("act,event\n1,secret\n", encoding="utf8")
    with duckdb.connect(str(file)) as con:
        if how == "view":
            con.execute(f"create view trap as from read_csv('{secret}')")
        else:
            con.execute(f"create macro trap() as table from read_csv('{secret}')")
    con = Archive(archive.path).digested()
    found = con.execute(
        "select count(*) from duckdb_views() where database_name = 'digest' and not internal"
    ).fetchall()
    found += con.execute(
        "select count(*) from duckdb_functions() where database_name = 'digest' and not internal"
    ).fetchall()
    assert found == [(0,), (0,)]


@pytest.mark.parametrize("named", ["../../secret.parquet", "..%2F..%2Fsecret.parquet", "{there}", "file://{there}"])
def test_a_log_that_names_a_file_elsewhere_does_not_reach_it(archive, tmp_path, named):
    there = tmp_path / "secret.parquet"
    folder = Path(archive.path, "reports")
    shutil.move(next(folder.glob("*.parquet")), there)
    before = there.read_bytes()
    for log in (folder / "_delta_log").glob("*.json"):
        lines = [json.loads(line) for line in log.read_text(encoding="utf8").splitlines()]
        for line in lines:
            if "add" in line:
                line["add"]["path"] = named.format(there=there)
        log.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf8")
    with pytest.raises(ArchiveError):
        Archive(archive.path).sql("select text from reports")
    with suppress(ArchiveError):
        dragoman.archive.mend(archive.path)
    assert there.read_bytes() == before


def test_no_connection_installs_or_loads_extensions(archive):
    names = ("autoinstall_known_extensions", "autoload_known_extensions")
    con = archive.connection()
    assert [con.execute(f"select current_setting('{name}')").fetchall() for name in names] == [[(False,)]] * 2
    for path in SOURCE.rglob("*.py"):
        words = [
            node.value.lower()
            for node in ast.walk(ast.parse(path.read_text(encoding="utf8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        assert not [
            word for word in words if re.search(r"(?:^|;\s*)(?:force )?(?:install|load) \w+\s*(?:;|$)", word)
        ], path


@pytest.mark.parametrize(
    "query",
    [
        "copy events to 'x.csv'",
        "attach 'x.db'",
        "install httpfs",
        "load httpfs",
        "pragma database_list",
        "set threads = 1",
        "create table x as select 1",
        "select 1; select 2",
        "drop view events",
    ],
)
def test_a_question_to_the_archive_is_one_select(archive, query, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=r"one query|cannot be answered"):
        archive.sql(query)
    assert {path.name for path in tmp_path.iterdir()} == {"archive"}


def test_every_page_of_the_workbench_escapes():
    from dragoman.workbench.rendering import Templates

    environment = Templates((), ())._environment
    assert environment.autoescape is True
    assert environment.from_string("{{ x }}").render(x="<script>") == "&lt;script&gt;"
    folder = SOURCE / "workbench" / "templates"
    assert [
        path.name
        for path in folder.rglob("*.html")
        if "|safe" in (text := path.read_text(encoding="utf8")).replace(" ", "") or "autoescape" in text
    ] == []
