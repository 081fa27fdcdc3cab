"""The archive: one folder of tables that keeps every report once, with its events and what people decided."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from dragoman.errors import ArchiveError, UsageError
from dragoman.occurrences import Occurrence
from dragoman.records import Report

from .adding import Added, unseen
from .answers import Answer
from .commits import Log, is_read, read_log
from .deciding import Step, decide
from .describing import Info, describe
from .difference import Changed, difference
from .digest import Told, digested
from .filters import Filter, filter_of
from .grouping import Grouped, group
from .joins import overruled
from .making import AlreadyThere, create
from .names import write_reports, write_shards
from .placing_events import occurrence_of
from .recoding import Codes, Recoded, recode
from .recovering import log_until
from .related import RelatedReport, related
from .runs import BATCH, Run
from .store import Store
from .tables import DecisionKind
from .upkeep import KEEP_HOURS, Upkept, compact, vacuum
from .views import Before, connect, cursor, reading

_WRONG = (duckdb.ProgrammingError, duckdb.DataError, duckdb.NotSupportedError)  # a query or its values


class Archive:
    """An archive at a path, or under the prefix of an object store (``s3://…``), as it is now or was at a version.

    ``storage_options`` are those of deltalake: credentials and addresses. Raises ArchiveError where there is no
    archive, where it was written by a newer Dragoman, or where it has no such version.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        version: int | None = None,
        storage_options: Mapping[str, str] | None = None,
    ) -> None:
        self._store = Store(path, storage_options)
        self._pinned = version
        self._log = read_log(self._store) if version is None else log_until(self._store, version)
        self._con: duckdb.DuckDBPyConnection | None = None
        self._before: Before | None = None
        self._digested = False
        self._settled: int | None = None  # a version at which everything was placed

    @classmethod
    def create(
        cls, path: str | os.PathLike[str], *, texts: bool = True, storage_options: Mapping[str, str] | None = None
    ) -> Archive:
        """Make an empty archive; with ``texts=False`` it never keeps the words of reports, only places in them.

        Raises ArchiveError where an archive or something else is there already.
        """
        create(Store(path, storage_options), texts=texts)
        return cls(path, storage_options=storage_options)

    @classmethod
    def open_or_create(
        cls, path: str | os.PathLike[str], *, texts: bool = True, storage_options: Mapping[str, str] | None = None
    ) -> tuple[Archive, bool]:
        """The archive at a path, and whether it was made just now because there was nothing yet."""
        try:
            create(Store(path, storage_options), texts=texts)
            made = True
        except AlreadyThere:
            made = False
        return cls(path, storage_options=storage_options), made

    @property
    def path(self) -> str:
        """Where the archive lies."""
        return self._store.path

    @property
    def storage_options(self) -> dict[str, str]:
        """The options of the object store that it was opened with."""
        return self._store.options

    @property
    def version(self) -> int:
        """The version that is read: every commit makes one."""
        return self._log.last.version

    @property
    def keeps_texts(self) -> bool:
        """Whether the words of reports are kept."""
        return self._log.last.texts

    def refresh(self) -> Archive:
        """See what other processes have committed since; an archive opened at a version stays there."""
        if self._pinned is None and not is_read(self._store, self._log):
            log = read_log(self._store)
            if log.last.commit != self._log.last.commit:
                self._moved(log)
            self._log = log  # its table may have been written to without a commit: small files were put together
        return self

    def sql(self, query: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> Answer:
        """Ask in SQL (DuckDB's) of the views ``reports``, ``events``, ``ties``, ``claims``, ``occurrences`` and so on.

        ``values`` stand for question marks or ``$names``. Raises UsageError for a query that cannot be answered, and
        for anything that is not one query.
        """
        con = self.connection()
        with reading(self._store):
            try:
                if [each.type for each in con.extract_statements(query)] != [duckdb.StatementType.SELECT]:
                    raise UsageError("the query cannot be answered: give one query, such as SELECT ... FROM events")
                return Answer(con.sql(query, params=values or None).to_arrow_table())
            except _WRONG as error:
                if ".parquet" in str(error):  # of a damaged file DuckDB says too that its input is invalid
                    raise
                raise UsageError(f"the query cannot be answered: {error}") from error

    def events(self, *, columns: Sequence[str] = (), newest: int | None = None, **asked: Any) -> Answer:
        """The events that a filter asks for (see ``filter_of``), in the order of their dates, as an Arrow table.

        ``columns`` are those wanted, all by default; ``newest`` the number of the latest events wanted. An example is
        ``archive.events(actor="BLR", since="2023-01-01")``. Raises UsageError for a wrong filter or column.
        """
        return self.filtered(filter_of(**asked), columns=columns, newest=newest)

    def filtered(self, asked: Filter, *, columns: Sequence[str] = (), newest: int | None = None) -> Answer:
        """The events of a filter that is made already."""
        if newest is not None and newest < 0:
            raise UsageError(f"newest is a number of events, 0 or more, not {newest}")
        condition, values = asked.sql()
        wanted = ", ".join(f'e."{name}"' for name in columns) or "e.* exclude (commit)"
        if newest is None:
            return self.sql(
                f"select {wanted} from events e where {condition} order by e.first_day, e.report, e.n", values
            )
        # The few newest are looked for by their keys first, so that the wide columns are read for them alone.
        order = "order by e.first_day desc nulls last, e.event"
        keys = f"select e.event from events e where {condition} {order} limit {newest:d}"
        return self.sql(
            f"select {wanted} from events e where e.event in ({keys}) {order}",
            values,
        )

    def connection(self) -> duckdb.DuckDBPyConnection:
        """A DuckDB connection with the archive's views, for queries beside those of ``sql``; not to be closed."""
        if self._con is None:
            self._con = connect(self._store, self._log, pinned=self._pinned is not None, before=self._before)
            self._before = None
        return self._con

    def digested(self, told: Told = lambda _: None) -> duckdb.DuckDBPyConnection:
        """The connection with the digest of the archive beside its views: narrow tables, see ``digest``.

        The first time it is made, which takes some 15 seconds for a million events; later it is brought up to date by
        what was committed since. ``told`` is called with a sentence before something that may take long.
        """
        con = self.connection()
        if not self._digested:
            with reading(self._store):
                digested(con, None if self._pinned is not None else self._store, self._log, told)
            self._digested = True
        return con

    def cursor(self, told: Told = lambda _: None) -> duckdb.DuckDBPyConnection:
        """Another connection with the views and the digest, for another thread; to be closed after use.

        It shows the archive as it is now, also after ``refresh`` has seen later commits. ``told`` is as for
        ``digested``.
        """
        con = self.digested(told)
        return cursor(con, self._store, self._log, pinned=self._pinned is not None)

    def run(
        self, kind: str, *, options: Mapping[str, Any] | None = None, inputs: Sequence[str] = (), batch: int = BATCH
    ) -> Run:
        """A run that adds reports in commits of ``batch``, to be used in a ``with`` block.

        ``options`` and ``inputs`` go into its record. Raises ArchiveError for an archive opened at a version.
        """
        self._check_writable()
        return Run(self._store, self._log, kind, options=options or {}, inputs=inputs, batch=batch, done=self._moved)

    def add(self, reports: Iterable[Report]) -> Added:
        """Add coded reports, each once; what the archive has already stays as it is. Gives what was added."""
        with self.run("add") as run:
            for report in reports:
                run.add(report)
        return run.counts

    def unseen(self, reports: Sequence[Report]) -> list[Report]:
        """Of reports as they were read those that the archive does not have: what is worth coding."""
        return unseen(self._store, self._log, reports)

    def write_names(self, file: Path) -> None:
        """Write what the reports of this archive are known by to a file (see ``names``)."""
        write_reports(self._store, self._log, file)

    def write_finished(self, file: Path) -> None:
        """Write what the inputs are known by that need not be read again to a file (see ``names``)."""
        write_shards(self._store, self._log, file)

    def open_failures(self) -> list[tuple[str, int | None]]:
        """Path and line of every input that failed and was not read well since, in their order."""
        query = "select distinct path, line from open_failures order by path, line nulls first"
        with reading(self._store):
            return [(path, line) for path, line in self.connection().execute(query).fetchall()]

    def recode(
        self,
        coder: Codes,
        *,
        everything: bool = False,
        detail: bool = False,
        tick: Callable[[int], None] = lambda _: None,
    ) -> Recoded:
        """Code the stored reports again, those that another version has coded or all (see ``recoding.recode``)."""
        with self.run("recode", options={"everything": everything, "detail": detail}) as run:
            run.flush()
            log, counts = recode(
                self._store, self._log, coder, run=run.id, everything=everything, detail=detail, tick=tick
            )
            run.seen(log, coder.made_by)
            run.note(f"{counts.coded} coded again, {counts.changed} changed, {counts.withdrawn} events withdrawn")
        return counts

    def group(self, *, tick: Callable[[int, int], None] = lambda _, __: None) -> Grouped:
        """Give every report its story and every event its occurrence, those that have none yet.

        What people joined or split since is heeded. ``tick`` is told how many reports and events are placed.
        """
        self._check_writable()
        log, done = group(self._store, self._log, settled=self._settled, tick=tick)
        self._moved(log)
        self._settled = done.version
        return done

    def decide(
        self,
        kind: DecisionKind,
        target: str,
        *,
        others: Sequence[str] = (),
        field: str | None = None,
        value: str | None = None,
        who: str | None = None,
        why: str | None = None,
    ) -> str:
        """Add a person's decision about an event (see ``deciding``); gives its id, which ``undo`` takes.

        ``join`` and ``split`` take ``others``, ``edit`` a ``field`` with its ``value`` as JSON, ``add`` (to a report)
        a whole event as JSON. ``accept`` of a report says that none of its events is missing.
        """
        step = Step(kind=kind, target=target, others=tuple(others), field=field, value=value)
        [made] = self.decide_all([step], who=who, why=why)
        return made

    def decide_all(self, steps: Sequence[Step], *, who: str | None = None, why: str | None = None) -> list[str]:
        """Add decisions that belong together, such as the edits of several fields, in one commit; gives their ids."""
        self._check_writable()
        log, made = decide(self._store, self._log, self.connection(), steps, who=who, why=why)
        self._moved(log)
        return made

    def overruled(self) -> tuple[str, ...]:
        """The ids of the decisions to join or split that do not hold because later ones contradict them."""
        with reading(self._store):
            return overruled(self.connection())

    def info(self) -> Info:
        """What the archive holds, in figures."""
        return describe(self._store, self._log, self.connection())

    def difference(self, earlier: int, later: int | None = None) -> Iterator[Changed]:
        """The events that were added, changed or withdrawn from one version to another, by default the one now."""
        return difference(self._store, self._log, earlier, self.version if later is None else later)

    def occurrence(self, wanted: str) -> Occurrence:
        """One happening, by its id or that of an event of it: what most say, who tells it, where they disagree.

        Raises UsageError where the archive has no such occurrence.
        """
        with reading(self._store):
            return occurrence_of(self.connection(), wanted)

    def related(self, report: str, *, limit: int = 20) -> list[RelatedReport]:
        """The reports most related to one: of its story, then of its dyads, then of its actors, each with why."""
        with reading(self._store):
            return related(self.digested(), report, limit=limit)

    def compact(self) -> list[Upkept]:
        """Put small files together."""
        return compact(self._store)

    def vacuum(self, *, hours: float = KEEP_HOURS) -> list[Upkept]:
        """Remove what killed writers left, and files that are no longer used, older than ``hours``."""
        return vacuum(self._store, self._log, hours=hours)

    def _check_writable(self) -> None:
        if self._pinned is not None:
            raise ArchiveError(
                f"{self.path} was opened at version {self._pinned}: open it without a version to change it"
            )
        self.refresh()

    def _moved(self, log: Log) -> None:
        if self._con is not None:
            self._before = Before(self._con, self._log)
        self._log, self._con, self._digested = log, None, False
