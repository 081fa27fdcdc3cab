"""Finds commits again whose own rows were lost, by the rows that they had brought to the other tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.errors import ArchiveError
from dragoman.version import __version__

from .arrow import to_rows
from .commits import Commit, Log, check_schema, made_at, new_id, now, read_log, with_commit
from .store import Store
from .tables import ARCHIVE_SCHEMA, COMMITS, CommitRow, Part
from .views import connect_raw, reading


def surviving_log(store: Store) -> Log:
    """The commits in those files of their table that can be read: perhaps none, perhaps with gaps.

    Raises ArchiveError where there is no archive.
    """
    try:
        table = store.table(COMMITS)
    except ArchiveError:
        if not store.given():
            raise
        return Log((), 0)
    good = [file.name for file in store.files(table, look_inside=True) if file.damage is None]
    con = connect_raw(store, COMMITS, good)
    with reading(store):
        found = list(to_rows(con.sql(f"from raw_{COMMITS}").to_arrow_table(), Commit))
    return Log(tuple(sorted(found, key=lambda each: each.version)), table.version())


def log_until(store: Store, version: int) -> Log:
    """The commits up to a version, also where files of later ones are damaged.

    Raises ArchiveError where the archive has no such version, or it is damaged itself.
    """
    try:
        return read_log(store).until(version)
    except ArchiveError:
        log = surviving_log(store)
        if not log.commits or version > log.last.version or any(gap < version for gap in gaps(log)):
            raise
        check_schema(store, log.last)
        return log.until(version)


def gaps(log: Log) -> list[int]:
    """The versions below the newest that no commit has."""
    there = {commit.version for commit in log.commits}
    return [version for version in range(1, max(there, default=1)) if version not in there]


def recover(store: Store, log: Log, rows: Mapping[str, Mapping[str, int]]) -> Log:
    """Give the commits that were lost their rows again.

    ``rows`` counts for every table the rows of each commit. A lost commit takes the version that is missing; where more
    are found than versions are missing, the latest follow after the newest. Which commits those are is told by their
    ids, which grow with time; a version that nothing is left of brought no rows. That a writer was killed just then
    cannot be told from a lost commit where its rows are all there; its reports are whole then, and keeping them does no
    harm, unless another commit brought them too.
    """
    known = {commit.commit for commit in log.commits}
    lost = sorted({commit for found in rows.values() for commit in found} - known, key=made_at)
    numbered = _numbered(log, _once(store, log, lost))
    schema, texts = (log.last.schema, log.last.texts) if log.commits else (ARCHIVE_SCHEMA, _has_texts(store))
    made = [
        Commit(
            version=version, kind="recovered", run="", at=now(), schema=schema, texts=texts, dragoman=__version__,
            parts=_parts(store, commit, rows), void=(), commit=commit,
        )
        for version, commit in numbered
    ]  # fmt: skip
    for commit in made:
        row = CommitRow(**{name: getattr(commit, name) for name in CommitRow.__struct_fields__})
        store.append(COMMITS, with_commit(COMMITS, [row], commit.commit))
    commits = sorted((*log.commits, *made), key=lambda each: each.version)
    return Log(tuple(commits), store.table(COMMITS).version())


def _once(store: Store, log: Log, lost: Sequence[str]) -> list[str]:
    """Of commits that may be lost those that brought no report which another one has: a writer that came second."""
    con = connect_raw(store, "reports")
    brought: dict[str, set[str]] = {}
    with reading(store):
        for commit, report in con.execute("select commit, report from raw_reports").fetchall():
            brought.setdefault(commit, set()).add(report)
    held = {report for commit in log.live for report in brought.get(commit.commit, ())}
    found = []
    for commit in lost:
        reports = brought.get(commit, set())
        if held.isdisjoint(reports):
            held |= reports
            found.append(commit)
    return found


def _numbered(log: Log, lost: Sequence[str]) -> list[tuple[int, str]]:
    """A version for each lost commit, oldest first, and a commit for each version that is still missing then."""
    free, newest = gaps(log), max((commit.version for commit in log.commits), default=0)
    found = []
    for commit in lost:
        before = [each.version for each in log.commits if made_at(each.commit) <= made_at(commit)]
        version = next((version for version in free if version > max(before, default=0)), newest + 1)
        newest = max(newest, version)
        free = [each for each in free if each != version]
        found.append((version, commit))
    return sorted([*found, *((version, new_id("c")) for version in free)])


def _parts(store: Store, commit: str, rows: Mapping[str, Mapping[str, int]]) -> tuple[Part, ...]:
    return tuple(
        Part(table=name, rows=found[commit], version=store.table(name).version())
        for name, found in rows.items()
        if commit in found
    )


def _has_texts(store: Store) -> bool:
    con = connect_raw(store, "reports")
    with reading(store):
        return con.execute("select 1 from raw_reports where text is not null limit 1").fetchall() != []
