"""The commands and their options. Heavy rooms are imported inside the commands, so that help answers at once.

Exit statuses: 0 all went well; 1 an input, the model or the codebook could not be used (the rest was done);
2 the call itself was wrong.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.errors import DragomanError, UsageError
from dragoman.version import __version__

from .analysing import series_command
from .archiving import NoTextOption, StorageOption, VersionOption, archive_app, opened
from .claiming import claims_command
from .coding_options import (
    ActorsOption,
    CodebookOption,
    ModelOption,
    NoGateOption,
    ParseAllOption,
    RulesOption,
    coder_of,
)
from .filtering import Asked, takes_filter
from .networking import map_command, network_command
from .notes import note
from .occurring import join, occurrence, split, undo
from .reviewing import review_app
from .scale_options import AgainOption, Engine, EngineOption, LimitOption, RetryOption, WorkersOption
from .serving import serve
from .tying import ties_command
from .watching import (
    AllowPrivateOption,
    ContactOption,
    DelayOption,
    EveryOption,
    MaxSizeOption,
    OnceOption,
    Sources,
    TimeoutOption,
    UserAgentOption,
    prepare_watch,
)

if TYPE_CHECKING:
    from dragoman.reading import Failure
    from dragoman.records import Report

# Arrow takes memory from the system as everybody does, in place of keeping what it had: 35 MB less for a run that adds.
ALLOCATOR = {"ARROW_DEFAULT_MEMORY_POOL": "system"}

app = typer.Typer(
    name="dragoman",
    help="Reads news reports and writes down who did what to whom, when, where and according to whom.",
    epilog="Exit status: 0 all went well; 1 some input could not be used (the rest was done); 2 the call was wrong.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
codebook_app = typer.Typer(help="Look into the codebook and check it.", no_args_is_help=True)
app.add_typer(codebook_app, name="codebook")
app.add_typer(archive_app, name="archive")
app.add_typer(review_app, name="review")
for _command in (occurrence, join, split, undo):
    archive_app.command()(_command)

app.command("series")(series_command)
app.command("network")(network_command)
app.command("map")(map_command)
app.command("ties")(ties_command)
app.command("claims")(claims_command)
app.command()(serve)

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        help="Pages, texts, feeds, JSONL and WARC files, folders or globs, each also .gz; - reads standard input.",
    ),
]
OptionalInputs = Annotated[
    list[str] | None,
    typer.Argument(metavar="[INPUT...]", help="As for the other commands; may be left out with --retry-failed."),
]
PublishedOption = Annotated[
    str | None,
    typer.Option("--published", metavar="DAY", help="Publication day (YYYY-MM-DD) of inputs that do not tell it."),
]


class Format(StrEnum):
    """How ``dragoman code`` writes its records; ``dragoman export`` has all but text."""

    jsonl = "jsonl"
    text = "text"
    csv = "csv"
    parquet = "parquet"
    plover = "plover"
    polecat = "polecat"
    icews = "icews"
    gdelt = "gdelt"
    gdelt_mentions = "gdelt-mentions"
    petrarch = "petrarch"
    geojson = "geojson"


def main() -> None:
    """Run the command line; an error that Dragoman raises on purpose is one line on stderr and exit status 1 or 2."""
    for name, value in ALLOCATOR.items():
        os.environ.setdefault(name, value)
    try:
        app()
    except DragomanError as error:
        note(f"{error}")
        sys.exit(2 if isinstance(error, UsageError) else 1)
    except BrokenPipeError:  # the reader of our output went away ("| head"); nothing is wrong
        sys.stderr.close()
        sys.exit(0)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def dragoman(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Reads news reports and writes down who did what to whom, when, where and according to whom."""


@app.command()
def code(
    inputs: OptionalInputs = None,
    published: PublishedOption = None,
    detail: Annotated[bool, typer.Option("--detail", help="Add every moment, attribution and actor mention.")] = False,
    format_: Annotated[
        Format | None,
        typer.Option("--format", help="jsonl for programs (the default), text for the terminal, or one of the field."),
    ] = None,
    archive: Annotated[
        str | None,
        typer.Option(
            "--archive",
            metavar="DIR",
            help="Store what is new to this archive, which is made where there is none; nothing is printed without "
            "--format.",
        ),
    ] = None,
    no_text: NoTextOption = False,
    storage_option: StorageOption = None,
    language_model: ModelOption = None,
    codebook: CodebookOption = None,
    actors: ActorsOption = None,
    rules_only: RulesOption = False,
    parse_all: ParseAllOption = False,
    no_gate: NoGateOption = False,
    workers: WorkersOption = None,
    time_limit: LimitOption = None,
    again: AgainOption = False,
    retry_failed: RetryOption = False,
    engine: EngineOption = Engine.local,
) -> None:
    """Code reports: one JSON object for each report on standard output, problems on standard error."""
    from .coding import asked_of, code_all

    asked = asked_of(
        inputs or (), published=published, detail=detail, format_=format_ and format_.value,
        language_model=language_model, codebook=codebook, actors=actors, rules_only=rules_only, parse_all=parse_all,
        no_gate=no_gate, workers=workers, time_limit=time_limit, again=again, retry_failed=retry_failed, engine=engine,
    )  # fmt: skip
    if not code_all(asked, archive, texts=not no_text, storage=storage_option):
        raise typer.Exit(1)


@app.command()
def watch(
    sources: Sources,
    archive: Annotated[
        str, typer.Option("--archive", metavar="DIR", help="The archive for what is new; made where there is none.")
    ],
    every: EveryOption = "15m",
    once: OnceOption = False,
    allow_private: AllowPrivateOption = False,
    delay: DelayOption = "2s",
    user_agent: UserAgentOption = None,
    contact: ContactOption = None,
    timeout: TimeoutOption = "60s",
    max_size: MaxSizeOption = "10MB",
    no_text: NoTextOption = False,
    storage_option: StorageOption = None,
    language_model: ModelOption = None,
    codebook: CodebookOption = None,
    actors: ActorsOption = None,
    rules_only: RulesOption = False,
    parse_all: ParseAllOption = False,
) -> None:
    """Watch feeds and files: fetch what is new politely, code it, and store it in an archive."""
    from dragoman.archive import WatchStore

    from .storing import archive_for, tell

    watched = prepare_watch(
        sources, every=every, once=once, allow_private=allow_private, delay=delay, user_agent_=user_agent,
        contact=contact, timeout=timeout, max_size=max_size,
    )  # fmt: skip
    coder = coder_of(language_model, codebook, actors, rules_only=rules_only, parse_all=parse_all)
    store = archive_for(archive, texts=not no_text, storage=storage_option)
    options = {"every": every, "once": once, "language_model": language_model, "codebook": codebook, "actors": actors}
    with store.run("watch", options=options, inputs=sources) as run:
        failed = watched(WatchStore(store, run), coder.code_many)
    tell(store, run.counts)
    if once and failed:
        raise typer.Exit(1)


@app.command()
def explain(
    inputs: Inputs,
    published: PublishedOption = None,
    language_model: ModelOption = None,
    codebook: CodebookOption = None,
    actors: ActorsOption = None,
    rules_only: RulesOption = False,
    parse_all: ParseAllOption = False,
    no_gate: NoGateOption = False,
) -> None:
    """Explain the coding of reports: sentence by sentence what was seen, which rule fired, what was missing."""
    from dragoman.reading import read

    from .explaining import print_explanation
    from .passing import PassedOver, gated

    failures: list[Failure] = []
    coder = coder_of(language_model, codebook, actors, rules_only=rules_only, parse_all=parse_all)
    passed = PassedOver()
    for report in _good(
        passed.left(read(inputs, published=published, gate=gated(no_gate, codebook, actors))), failures
    ):
        print_explanation(coder, report)
    passed.tell()
    _end(failures)


@app.command()
def who(
    name: Annotated[str, typer.Argument(metavar="NAME", help='A person, state or body, for example "Qin Gang".')],
    on: Annotated[str | None, typer.Option("--on", metavar="DAY", help="The day that is asked about.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Tell who a name is: state, sector, office, its dates, and where the fact is from."""
    from .whoing import print_known

    print_known(name, on, as_json=as_json)


@app.command()
def evaluate(
    task: Annotated[
        str,
        typer.Argument(metavar="TASK", help="reports, relations, times, sources, stories, pages or dates."),
    ],
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Your gold: a file, for reports a folder.")],
    pred: Annotated[Path, typer.Argument(metavar="PRED", help="Predictions, one JSON object a line; - for stdin.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object with every figure.")] = False,
) -> None:
    """Measure predictions against gold of your own: every figure with its interval, types, a confusion table."""
    from .evaluating import print_evaluation

    print_evaluation(task, gold, pred, as_json=as_json)


@app.command()
def relate(
    inputs: Annotated[list[Path], typer.Argument(metavar="FILE.jsonl...", help="Sentences with source and target.")],
    rules_only: RulesOption = False,
    language_model: ModelOption = None,
    codebook: CodebookOption = None,
    actors: ActorsOption = None,
) -> None:
    """Tell, for sentences with a given source and target, the type of event from the one to the other."""
    from .relating import relate_files

    if relate_files(
        inputs, rules_only=rules_only, language_model=language_model, codebook=codebook, actors=actors or ()
    ):
        raise typer.Exit(1)


@app.command()
def stories(
    inputs: Annotated[
        list[str] | None, typer.Argument(metavar="INPUT...", help="What `dragoman code` reads, or what it writes.")
    ] = None,
    archive: Annotated[
        str | None, typer.Option("--archive", metavar="DIR", help="The reports of an archive in place of inputs.")
    ] = None,
    published: PublishedOption = None,
    why: Annotated[
        bool, typer.Option("--why", help="Add the nearest report, shared terms and near-duplicates.")
    ] = False,
    storage_option: StorageOption = None,
) -> None:
    """Tell which reports are on the same news: a line {"id", "story"} for each report."""
    from .storying import write_archived, write_stories

    if bool(inputs) == bool(archive):
        raise UsageError("give either INPUT... or --archive DIR")
    failures: list[Failure] = []
    if archive:
        write_archived(opened(archive, storage_option), why=why)
    else:
        write_stories(inputs or (), published=published, why=why, tell=lambda failure: _fail(failure, failures))
    _end(failures)


@app.command()
@takes_filter()
def export(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE.jsonl...", help="What `dragoman code` wrote; - for stdin.")
    ] = None,
    archive: Annotated[
        str | None, typer.Option("--archive", metavar="DIR", help="An archive in place of files.")
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="The format to write.")] = Format.csv,
    table: Annotated[
        str, typer.Option("--table", metavar="TABLE", help="For csv and parquet: events, ties, claims or reports.")
    ] = "events",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="PATH", help="The file to write; standard output without it.")
    ] = None,
    at: VersionOption = None,
    storage_option: StorageOption = None,
    *,
    asked: Asked,
) -> None:
    """Write events in a format of the field: CSV, Parquet, PLOVER, POLECAT, ICEWS, GDELT, PETRARCH, GeoJSON."""
    from .exporting import export_events

    wanted = asked.filter()
    if bool(files) == bool(archive):
        raise UsageError("give either files that `dragoman code` wrote, - for standard input, or --archive DIR")
    store = opened(archive, storage_option, at) if archive else None
    if export_events(files or (), store, format_=format_.value, table=table, out=out, asked=wanted):
        raise typer.Exit(1)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a coded report."""
    import msgspec

    from dragoman.records import DetailedReport

    typer.echo(msgspec.json.format(msgspec.json.encode(msgspec.json.schema(DetailedReport)), indent=2).decode())


@codebook_app.command("check")
def codebook_check(
    codebook: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="A codebook directory; the shipped one by default.")
    ] = None,
    only: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="Check the examples and sentences of this type only.")
    ] = None,
    sentences: Annotated[
        bool,
        typer.Option(
            "--sentences/--no-sentences", help="Whether to relate every marked sentence too: a minute or two."
        ),
    ] = True,
    language_model: ModelOption = None,
) -> None:
    """Check the codebook: files are valid, rules have examples, examples and marked sentences get what they say."""
    from dragoman.checking import check_codebook

    with _progress("examples and sentences checked") as tick:
        result = check_codebook(codebook, only=only, language_model=language_model, sentences=sentences, tick=tick)
    for fault in (*result.faults, *result.ties_missed, *result.missed):
        typer.echo(fault)
    typer.echo(result.summary, err=True)
    if not result.passed:
        raise typer.Exit(1)


@codebook_app.command("show")
def codebook_show(
    entry: Annotated[str, typer.Argument(metavar="TYPE[/MODE]", help="For example ASSAULT or ASSAULT/drone.")],
    codebook: CodebookOption = None,
) -> None:
    """Print what the codebook says of a type or mode: definition, roles, neighbours, rules."""
    from .showing import print_entry

    print_entry(entry, codebook)


def _good(found: Iterable[Report | Failure], failures: list[Failure]) -> Iterator[Report]:
    """The reports; a failure is told at once on standard error and kept for the exit status."""
    from dragoman.records import Report

    for item in found:
        if isinstance(item, Report):
            yield item
        else:
            _fail(item, failures)


def _fail(failure: Failure, failures: list[Failure]) -> None:
    failures.append(failure)
    note(f"{failure.path}{f':{failure.line}' if failure.line else ''}: {failure.message}")


@contextmanager
def _progress(done: str = "reports coded") -> Iterator[Callable[[], None]]:
    """A counter of what is done on standard error where that is a terminal and standard output is not."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn(f"{{task.completed}} {done}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        yield lambda: progress.advance(task)


def _end(failures: list[Failure]) -> None:
    if failures:
        raise typer.Exit(1)
