"""Checks an archive: that every table, file and row is there, and that the rows fit together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from dragoman.errors import ArchiveError

from .checks import Finding, findings
from .commits import Commit, Log
from .recovering import gaps, surviving_log
from .store import File, Store
from .tables import COMMITS, ROWS
from .views import connect, reading


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """What a check found. ``last_whole`` is the newest version that can be read with all its rows, None for none."""

    version: int
    last_whole: int | None
    findings: tuple[Finding, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return all(finding.harmless for finding in self.findings)


@dataclass(slots=True)
class State:
    """What is there of an archive: the readable files of each table, and how many rows of which commit they hold."""

    findings: list[Finding] = field(default_factory=list)
    files: dict[str, list[File]] = field(default_factory=dict)
    rows: dict[str, dict[str, int]] = field(default_factory=dict)

    def good(self, name: str) -> list[str]:
        """The files of a table that can be read."""
        return [file.name for file in self.files.get(name, ()) if file.damage is None]

    @property
    def damaged(self) -> bool:
        """Whether something is wrong with the files."""
        return any(not finding.harmless for finding in self.findings)


def verify(store: Store) -> Verified:
    """Check an archive. Raises ArchiveError where there is none to check."""
    log = surviving_log(store)
    state = look(store, log)
    if not state.damaged:
        con = connect(store, log)
        with reading(store):
            state.findings.extend(findings(con))
    version = log.last.version if log.commits else 0
    whole = version if not state.damaged else _last_whole(store, log, state)
    return Verified(version=version, last_whole=whole, findings=tuple(state.findings))


def look(store: Store, log: Log) -> State:
    """The files and row counts of every table, with a finding for all that is not as the commits say."""
    state = State()
    for name in ROWS:
        try:
            state.files[name] = store.files(store.table(name), look_inside=True)
        except ArchiveError as error:
            state.findings.append(Finding(code="table-gone", table=name, message=str(error)))
            continue
        for file in (file for file in state.files[name] if file.damage):
            words = f"{store.at(name)}/{file.name}: {file.damage}"
            state.findings.append(Finding(code="file-damaged", table=name, message=words))
        state.rows[name] = sum((Counter(file.rows) for file in state.files[name]), Counter())
    for version in gaps(log):
        words = f"the commit of version {version} is lost; `--repair` finds it again by what it brought"
        state.findings.append(Finding(code="commit-missing", table=COMMITS, message=words))
    for commit in log.live:
        state.findings.extend(missing(commit, state))
    state.findings.extend(_without_commit(log, state))
    return state


def missing(commit: Commit, state: State) -> list[Finding]:
    """What the tables lack of the rows that a commit brought."""
    found = []
    for part in commit.parts:
        there = state.rows.get(part.table, {}).get(commit.commit, 0)
        if there != part.rows:
            words = f"version {commit.version} brought {part.rows:,} rows, {there:,} are there"
            found.append(Finding(code="rows-missing", table=part.table, message=words))
    return found


def _without_commit(log: Log, state: State) -> Iterator[Finding]:
    known = {commit.commit for commit in log.commits}
    for name, rows in state.rows.items():
        loose = sum(count for commit, count in rows.items() if commit not in known)
        if loose and name != COMMITS:
            words = f"{loose:,} rows of a writer that was killed or is at work; nobody sees them, `vacuum` removes them"
            yield Finding(code="rows-without-commit", table=name, message=words, harmless=True)


def _last_whole(store: Store, log: Log, state: State) -> int | None:
    """The newest version that can be read: its damaged tables have a whole version since, the others all its rows."""
    bad = [name for name in ROWS if name not in state.rows or any(file.damage for file in state.files[name])]
    lacking = {
        commit.version for commit in log.live if any(finding.table not in bad for finding in missing(commit, state))
    }
    unbroken = [commit for number, commit in enumerate(log.commits, start=1) if commit.version == number]
    for commit in reversed(unbroken):
        if not lacking or commit.version < min(lacking):
            versions = log.until(commit.version).table_versions
            if all(_has_whole(store, name, versions.get(name, 0)) for name in bad):
                return commit.version
    return None


def _has_whole(store: Store, name: str, since: int) -> bool:
    try:
        return bool(store.whole(name, since, look_inside=True))
    except ArchiveError:
        return False
