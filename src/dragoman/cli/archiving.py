"""``dragoman archive``: making, describing, checking, comparing and keeping up an archive."""

from __future__ import annotations

import datetime as dt
import getpass
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .coding_options import ActorsOption, CodebookOption, ModelOption, ParseAllOption, RulesOption, coder_of
from .notes import note

if TYPE_CHECKING:
    from dragoman.archive import Archive, Changed

archive_app = typer.Typer(help="Make, describe, check, compare and keep up an archive.", no_args_is_help=True)

Folder = Annotated[
    str, typer.Argument(metavar="DIR", help="The folder of an archive, or its address in an object store (s3://…).")
]
StorageOption = Annotated[
    list[str] | None,
    typer.Option(
        "--storage-option",
        metavar="KEY=VALUE",
        help="An option of the object store, as deltalake names it; may come again.",
    ),
]
NoTextOption = Annotated[
    bool, typer.Option("--no-text", help="Make a new archive such that it never keeps the words of reports.")
]
VersionOption = Annotated[
    int | None, typer.Option("--at", metavar="VERSION", help="The archive as it was at this version.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON for programs.")]


def options_of(pairs: list[str] | None) -> dict[str, str]:
    """The storage options that were given as KEY=VALUE. Raises UsageError for one without "="."""
    from dragoman.errors import UsageError

    wrong = [pair for pair in pairs or () if "=" not in pair]
    if wrong:
        raise UsageError(f"--storage-option is KEY=VALUE, not {wrong[0]!r}")
    return dict(pair.split("=", 1) for pair in pairs or ())


def opened(path: str, storage: list[str] | None = None, version: int | None = None) -> Archive:
    """The archive at a path."""
    from dragoman.archive import Archive

    return Archive(path, version=version, storage_options=options_of(storage))


@archive_app.command("init")
def init(
    path: Folder,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Never keep the words of reports, only places in them.")
    ] = False,
    storage_option: StorageOption = None,
) -> None:
    """Make an empty archive."""
    from dragoman.archive import Archive

    Archive.create(path, texts=not no_text, storage_options=options_of(storage_option))
    note(f"an empty archive is at {path}; add reports with `dragoman code INPUT... --archive {path}`")


@archive_app.command("add")
def add(
    path: Folder,
    files: Annotated[
        list[str], typer.Argument(metavar="FILE.jsonl...", help="What `dragoman code` wrote; - for stdin.")
    ],
    no_text: NoTextOption = False,
    storage_option: StorageOption = None,
) -> None:
    """Add reports that are coded already: files of `dragoman code`, or `dragoman export --format jsonl`."""
    from .storing import add_coded

    if add_coded(path, files, texts=not no_text, storage=storage_option):
        raise typer.Exit(1)


@archive_app.command("info")
def info(
    path: Folder, at: VersionOption = None, as_json: JsonOption = False, storage_option: StorageOption = None
) -> None:
    """Tell what an archive holds."""
    import msgspec

    found = opened(path, storage_option, at).info()
    if as_json:
        typer.echo(msgspec.json.encode(found))
        return
    texts = "texts kept" if found.texts else "no texts kept"
    typer.echo(f"{found.path}: version {found.version} of {found.changed:%Y-%m-%d %H:%M} UTC, {texts}")
    for name, count in found.counts.items():
        typer.echo(f"  {name:<12}{count:>14,}")
    for quad, count in found.quads.items():
        typer.echo(f"  quad {quad:<7}{count:>14,}")
    typer.echo(f"  published   {_between(found.published)}")
    typer.echo(f"  event dates {_between(found.dates)}")
    typer.echo(f"  coded by    {'; '.join(found.made_by) or '–'}")
    typer.echo(f"  on disk     {found.files:,} files, {found.bytes / 1e6:,.1f} MB")


@archive_app.command("verify")
def verify(
    path: Folder,
    repair: Annotated[
        bool, typer.Option("--repair", help="Take damaged files out, and what is no longer whole with them.")
    ] = False,
    storage_option: StorageOption = None,
) -> None:
    """Check that every table, file and row is there; exit status 1 where something is wrong."""
    from dragoman.archive import check, mend

    options = options_of(storage_option)
    if repair:
        done = mend(path, options)
        for file in done.removed:
            typer.echo(f"taken out: {file}")
        for report in done.lost:
            typer.echo(f"lost, to be added again: {report}")
        if done.saved:
            typer.echo(f"their words are left; add them with `dragoman code {done.saved} --archive {path}`")
    found = check(path, options)
    for finding in found.findings:
        typer.echo(f"{'note' if finding.harmless else 'FAULT'} {finding.code} ({finding.table}): {finding.message}")
    if found.clean:
        typer.echo(f"{path}: version {found.version} is whole")
        return
    whole = found.last_whole
    told = f"version {whole} is whole: read it with `--at {whole}`" if whole else "no version is whole"
    typer.echo(f"{path}: {told}; mend with `dragoman archive verify {path} --repair`", err=True)
    raise typer.Exit(1)


@archive_app.command("diff")
def diff(
    path: Folder,
    earlier: Annotated[int, typer.Option("--from", metavar="VERSION", help="The earlier version.")],
    later: Annotated[int | None, typer.Option("--to", metavar="VERSION", help="The later one; now by default.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line, with every field that changed.")
    ] = False,
    storage_option: StorageOption = None,
) -> None:
    """List the events that were added, changed or withdrawn between two versions."""
    import msgspec

    counts: Counter[str] = Counter()
    for changed in opened(path, storage_option).difference(earlier, later):
        counts[changed.change] += 1
        typer.echo(msgspec.json.encode(changed) if as_json else _line(changed))
    told = ", ".join(f"{count:,} {change}" for change, count in sorted(counts.items())) or "no event differs"
    note(f"{told}")


@archive_app.command("related")
def related(
    path: Folder,
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The id of a report in the archive (r-…).")],
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many reports at most.")] = 20,
    at: VersionOption = None,
    as_json: JsonOption = False,
    storage_option: StorageOption = None,
) -> None:
    """List the reports that are related to one: of its story, of its dyads, of its actors, each with why."""
    import msgspec

    found = opened(path, storage_option, at).related(report, limit=limit)
    if as_json:
        typer.echo(msgspec.json.encode(found))
        return
    for each in found:
        source = ", ".join(filter(None, (each.publisher, each.published)))
        typer.echo(f"{each.why:<6} {', '.join(each.shared)}: {each.title or each.report} ({source or each.report})")
    if not found:
        note("no report of this archive is related to it")


@archive_app.command("export")
def export(
    path: Folder,
    release: Annotated[Path, typer.Option("--release", metavar="OUT", help="The new folder for the release.")],
    title: Annotated[
        str | None, typer.Option("--title", help="What the data set is called; after the archive by default.")
    ] = None,
    author: Annotated[
        list[str] | None,
        typer.Option("--author", metavar='"FAMILY, GIVEN"', help="An author or a body, you by default; repeatable."),
    ] = None,
    licence: Annotated[
        str | None, typer.Option("--license", metavar="SPDX", help="The licence of the data, such as CC-BY-4.0.")
    ] = None,
    doi: Annotated[str | None, typer.Option("--doi", help="The DOI of the data, where it has one.")] = None,
    codebook: Annotated[
        Path | None, typer.Option("--codebook", metavar="DIR", help="The codebook of your own that it was coded with.")
    ] = None,
    at: VersionOption = None,
    storage_option: StorageOption = None,
) -> None:
    """Write a release that can be cited: data without texts, codebook, versions, checksums, CITATION.cff."""
    from dragoman.export import Citation
    from dragoman.export import release as write_release

    citation = Citation(
        title=f"Events of the archive {Path(path).name}" if title is None else title,
        authors=tuple([getpass.getuser()] if author is None else author), licence=licence, doi=doi,
    )  # fmt: skip
    done = write_release(opened(path, storage_option, at), release, citation, codebook=codebook)
    for name, size in done.files.items():
        if not name.startswith("codebook"):
            typer.echo(f"{size:>12,} {name}")
    for warning in done.warnings:
        note(f"{warning}")


@archive_app.command("recode")
def recode(
    path: Folder,
    everything: Annotated[
        bool, typer.Option("--all", help="Also the reports that this very version and codebook have coded.")
    ] = False,
    detail: Annotated[bool, typer.Option("--detail", help="Store attributions too.")] = False,
    language_model: ModelOption = None,
    codebook: CodebookOption = None,
    actors: ActorsOption = None,
    rules_only: RulesOption = False,
    parse_all: ParseAllOption = False,
    storage_option: StorageOption = None,
) -> None:
    """Code the stored reports again after an upgrade; people's decisions stay, `diff` shows what changed."""
    archive = opened(path, storage_option)
    before = archive.version
    coder = coder_of(language_model, codebook, actors, rules_only=rules_only, parse_all=parse_all)
    done = archive.recode(coder, everything=everything, detail=detail)
    archive.group()
    note(
        f"{done.coded:,} reports coded again, {done.changed:,} of them changed, {done.withdrawn:,} events withdrawn; "
        f"see `dragoman archive diff {path} --from {before}`"
    )


@archive_app.command("compact")
def compact(path: Folder, storage_option: StorageOption = None) -> None:
    """Put the many small files of a growing archive together; it may be in use meanwhile."""
    for done in opened(path, storage_option).compact():
        if done.files_before != done.files_after:
            typer.echo(f"{done.table}: {done.files_before} files are now {done.files_after}")


@archive_app.command("vacuum")
def vacuum(
    path: Folder,
    hours: Annotated[
        float, typer.Option("--hours", min=0, help="What is younger stays: a reader or writer may be using it.")
    ] = 168,
    storage_option: StorageOption = None,
) -> None:
    """Remove what killed writers left and files that are no longer used; every version can still be read."""
    for done in opened(path, storage_option).vacuum(hours=hours):
        if done.files_removed or done.rows_removed:
            typer.echo(f"{done.table}: {done.files_removed} files and {done.rows_removed} rows removed")


@archive_app.command("migrate")
def migrate(path: Folder, storage_option: StorageOption = None) -> None:
    """Bring an archive of an older Dragoman up to this one's tables."""
    from dragoman.archive import update

    typer.echo(f"{path}: version {update(path, options_of(storage_option))}")


def _line(changed: Changed) -> str:
    """A changed event: what happened to it, its code and sides, and the fields that differ or why it is gone."""
    code = changed.type + (f"/{changed.mode}" if changed.mode else "")
    parts = [
        f"{changed.change:<9} {changed.event} {code}",
        f"{'; '.join(changed.actors) or '–'} -> {'; '.join(changed.recipients) or '–'}",
        changed.date or "no date",
        ", ".join(f"{name}: {_short(was)} -> {_short(now)}" for name, (was, now) in changed.fields.items()),
        f"[{changed.why}{f', now {changed.successor}' if changed.successor else ''}]" if changed.why else "",
    ]
    return " ".join(filter(None, parts))


def _between(days: tuple[str | None, str | None]) -> str:
    return f"{days[0]} to {days[1]}" if any(days) else "–"


def _short(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"
