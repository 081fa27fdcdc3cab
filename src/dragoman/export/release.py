"""A release of an archive: a folder without publishers' texts that can be cited, checked and used for long.

It holds the data as Parquet and CSV, the codebook, the versions of all that made them, checksums, and a CITATION.cff
(Citation File Format 1.2.0, https://citation-file-format.github.io).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import msgspec

from dragoman.archive import Archive, Filter
from dragoman.codebook import SHIPPED as CODEBOOK
from dragoman.codebook import load_codebook
from dragoman.errors import UsageError
from dragoman.version import __version__

from .writing import write

# Columns that hold words of the reports beyond a trigger or a name, or paths of the machine that read them.
TEXTUAL = {
    "events": ("title", "path", "actor_text", "recipient_text", "date_text"),
    "ties": ("title", "path"),
    "reports": ("title", "path", "notes"),
}
# Of every event that is released: its happening, why it was joined to it, and of which reports its report is a copy.
_OCCURRENCES = """
select o.occurrence, o.event, o.report, o."by", array_to_string(o.agreed, '; ') as agreed, s.copy_group
from occurrences o left join stories s using (report)
where o.event in (select event from read_parquet('{events}')) order by o.occurrence, o.event
"""
# As csv is written: nothing is to be guessed from the rows.
_CSV = """read_csv('{}', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"')"""
_CONTENTS = {
    "data/events": "One row for each event in each report; `occurrence` is the same for all that tell one happening.",
    "data/ties": "One row for each standing relation that a report states.",
    "data/reports": "One row for each report: its address, publisher, day, length, and what coded it; not its text.",
    "data/occurrences": "Which events tell one happening, why, and which reports are copies of one text.",
    "codebook": "The coding rules with their definitions and examples (CC BY-SA 4.0, built on PLOVER).",
    "versions.json": "The versions of program, language model and codebook, what was asked for, and counts.",
    "SHA256SUMS": "Checksums; `sha256sum --check SHA256SUMS` tells whether the files are whole.",
}


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """How a release is to be cited; ``authors`` are "Family, Given" or the name of a body."""

    title: str
    authors: tuple[str, ...]
    licence: str | None = None
    doi: str | None = None


class Released(msgspec.Struct, frozen=True, kw_only=True):
    """What a release holds: its files with their sizes in bytes, and what a reader should know."""

    path: str
    files: dict[str, int]
    warnings: tuple[str, ...]


def release(
    archive: Archive, target: str | os.PathLike[str], citation: Citation, asked: Filter | None = None, *,
    codebook: Path | None = None,
) -> Released:  # fmt: skip
    """Write a release of an archive, or of what a filter asks for of it, into a new folder.

    ``codebook`` is the folder the archive was coded with, the shipped one by default. The folder is there only when all
    is written. Raises UsageError where it exists already or cannot be made, or where nobody is named as an author.
    """
    out = Path(target)
    authors = tuple(author for author in citation.authors if author.strip(" ,"))
    citation, book = msgspec.structs.replace(citation, authors=authors), load_codebook(codebook or CODEBOOK).hash
    if not citation.title.strip() or not authors:
        raise UsageError('a release is cited by its title and authors: give --title and --author "Family, Given"')
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(f"{out} exists; give a new folder for the release")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as folder:
            part = Path(folder) / "release"
            warnings = _fill(part, archive, citation, asked or Filter(), codebook or CODEBOOK, book)
            if out.exists():
                out.rmdir()
            part.rename(out)
    except OSError as error:
        why = error.strerror or error
        raise UsageError(f"{out} cannot be written: {why}; make room or give another place") from error
    files = {str(file.relative_to(out)): file.stat().st_size for file in sorted(out.rglob("*")) if file.is_file()}
    return Released(path=str(out), files=files, warnings=warnings)


def _fill(
    part: Path, archive: Archive, citation: Citation, asked: Filter, codebook: Path, book: str
) -> tuple[str, ...]:
    (part / "data").mkdir(parents=True)
    for table in TEXTUAL:
        _write_table(part / "data", archive, table, asked)
    _write_occurrences(part / "data", archive)
    shutil.copytree(CODEBOOK, part / "codebook")
    if codebook != CODEBOOK:
        shutil.copytree(codebook, part / "codebook-own")
    info = archive.info()
    others = [made for made in info.made_by if not made.endswith(book)]
    warnings = (
        (f"some reports were coded with another codebook than the one in the release: {'; '.join(others)}",)
        if others
        else ()
    )
    versions = {
        "archive": archive.version, "archive_schema": info.schema, "dragoman": __version__, "coded_by": info.made_by,
        "codebook": book, "asked_for": asked.sentence(), "filter": msgspec.to_builtins(asked), "counts": info.counts,
        "published": info.published, "event_dates": info.dates, "released": dt.date.today().isoformat(),
        "warnings": warnings,
    }  # fmt: skip
    (part / "versions.json").write_text(json.dumps(versions, indent=2, ensure_ascii=False) + "\n", encoding="utf8")
    (part / "CITATION.cff").write_text(_citation(citation, archive.version), encoding="utf8")
    (part / "README.md").write_text(_readme(citation, versions), encoding="utf8")
    sums = "".join(f"{_sha256(file)}  {file.relative_to(part)}\n" for file in sorted(part.rglob("*")) if file.is_file())
    (part / "SHA256SUMS").write_text(sums, encoding="utf8")
    return warnings


def _write_table(folder: Path, archive: Archive, table: str, asked: Filter) -> None:
    """A table as Parquet and as compressed CSV, without the columns that hold words of the reports."""
    without = ", ".join(TEXTUAL[table])
    con = duckdb.connect()
    for format_, read, ending in (
        ("parquet", "read_parquet('{}')", "(format parquet, compression zstd)"),
        ("csv", _CSV, "(format csv, header true, compression gzip)"),
    ):
        whole = folder / f"{table}.whole"
        write(archive, whole, format_, asked, table=table)
        out = folder / (f"{table}.parquet" if format_ == "parquet" else f"{table}.csv.gz")
        source = read.format(str(whole).replace("'", "''"))
        quoted = str(out).replace("'", "''")
        con.execute(f"copy (select * exclude ({without}) from {source}) to '{quoted}' {ending}").fetchall()
        whole.unlink()


def _write_occurrences(folder: Path, archive: Archive) -> None:
    events, out = (str(folder / name).replace("'", "''") for name in ("events.parquet", "occurrences.csv.gz"))
    query = _OCCURRENCES.format(events=events)
    archive.connection().execute(f"copy ({query}) to '{out}' (format csv, header true, compression gzip)").fetchall()


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _citation(citation: Citation, version: int) -> str:
    """CITATION.cff: YAML, whose strings are written as JSON ones."""
    lines = [
        "cff-version: 1.2.0",
        "type: dataset",
        'message: "If you use these data, please cite them as below."',
        f"title: {_quoted(citation.title)}",
        "authors:",
        *(line for author in citation.authors for line in _author(author)),
        f'version: "{version}"',
        f"date-released: {dt.date.today().isoformat()}",
    ]
    lines += [f"license: {_quoted(citation.licence)}"] if citation.licence else []
    lines += [f"doi: {_quoted(citation.doi)}"] if citation.doi else []
    return "\n".join(lines) + "\n"


def _author(author: str) -> list[str]:
    family, comma, given = (part.strip() for part in author.partition(","))
    if not comma:
        return [f"  - name: {_quoted(family)}"]
    return [f"  - family-names: {_quoted(family)}", f"    given-names: {_quoted(given)}"]


def _quoted(text: str | None) -> str:
    return json.dumps(text, ensure_ascii=False)


def _readme(citation: Citation, versions: Mapping[str, Any]) -> str:
    counts = versions["counts"]
    return "\n".join([
        f"# {citation.title}",
        "",
        f"{'; '.join(citation.authors)}, {versions['released']}. Archive version {versions['archive']}: "
        f"{versions['asked_for']}; the archive holds {counts['reports']:,} reports and {counts['events']:,} events.",
        "",
        f"Coded with Dragoman ({'; '.join(versions['coded_by'])}). Spans are places in the texts of the reports, "
        "counted in code points; the texts are their publishers' and are not here.",
        "",
        *(f"- `{name}`: {meaning}" for name, meaning in _CONTENTS.items()),
        "",
        f"Licence: {citation.licence or 'not stated'}. How to cite: `CITATION.cff`.",
        "",
    ])  # fmt: skip
