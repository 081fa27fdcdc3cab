"""/paste: a report that is pasted or uploaded is coded on the spot, and stored only where somebody asks for it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePath
from urllib.parse import quote

import msgspec
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from dragoman.archive import Archive
from dragoman.archive.arrow import whole
from dragoman.archive.rows import storable, text_hash
from dragoman.errors import InputError, UsageError
from dragoman.reading import Failure, Passed, read_path
from dragoman.reading.assembling import report_id
from dragoman.reading.lines import read_line
from dragoman.records import Report
from dragoman.workbench.asking import number
from dragoman.workbench.bench import Pasted
from dragoman.workbench.faults import NotThere
from dragoman.workbench.looking.reading import page_of_coded
from dragoman.workbench.visit import Visit

from .reading import Chosen, explanation, shown

MOST = 10  # reports of one upload that are coded at once
_PASTED = "pasted"  # the path of what came from the form


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into the form."""

    text: str = ""
    title: str = ""
    published: str = ""
    publisher: str = ""

    @classmethod
    def of(cls, form: FormData) -> Typed:
        """The words of the fields, without lone surrogates."""
        words = {name: str(whole(form.get(name, "") or "")) for name in cls.__slots__}
        return cls(**{name: value.replace("\r\n", "\n") for name, value in words.items()})


def form(visit: Visit) -> Response:
    """The empty form."""
    return _form(visit, Typed())


def code(visit: Visit) -> Response:
    """Code what was sent and show it at an address of its own; what cannot be read gets the form again."""
    typed = Typed.of(visit.form)
    try:
        pasted = _coded(visit, _read(visit.form.get("file"), typed))
    except (InputError, UsageError) as error:
        return _form(visit, typed, str(error))
    if not pasted.reports:
        return _form(visit, typed, *pasted.failures or ("there is nothing in it to read",))
    return visit.moved(f"/paste/{visit.bench.keep(pasted)}")


def coded(visit: Visit) -> Response:
    """What was coded on the spot, in the reader."""
    chosen, (_, report) = _chosen(visit)
    return shown(visit, page_of_coded(report), f"/paste/{quote(chosen.key)}", pasted=chosen)


def why(visit: Visit) -> Response:
    """Why a sentence of what was pasted was, or was not, coded."""
    chosen, (read, _) = _chosen(visit)
    key = ("explained", chosen.key, chosen.at)
    found = visit.reading.once(key, lambda: visit.bench.explain(read))
    return explanation(visit, found, read, f"/paste/{quote(chosen.key)}", chosen.tail)


def store(visit: Visit) -> Response:
    """Put what was pasted into the archive, give it its story and occurrences, and lead to it there.

    That is done beside the archive that others read meanwhile: in a large one, grouping takes a minute.
    """
    pasted = _pasted(visit)
    read, report = pasted.reports[_at(visit.form.get("report", "1"), pasted)]
    archive = Archive(visit.settings.archive, storage_options=visit.settings.storage_options)
    with archive.run("paste", inputs=[read.path or _PASTED]) as run:
        run.add(report, as_read=read)
    archive.group()
    return visit.moved(f"/report/{quote(_stored_as(archive, report))}")


def _form(visit: Visit, typed: Typed, *wrong: str) -> Response:
    limit = visit.settings.upload_limit
    return visit.page("paste.html", status=400 if wrong else 200, typed=typed, wrong=wrong, limit=limit, most=MOST)


def _read(file: UploadFile | str | None, typed: Typed) -> Iterable[Report | Failure]:
    """The reports of a file where one was sent, else what was typed. Raises InputError and UsageError."""
    if isinstance(file, UploadFile) and file.filename:
        return _of_file(file, typed)
    if not typed.text.strip():
        raise InputError("there is no text: paste one, or choose a file")
    text, title = typed.text.strip("\n"), typed.title.strip()
    if title and not text.startswith(title):
        text = f"{title}\n\n{text}"
    given = {"text": text, "title": title, "published": typed.published.strip(), "publisher": typed.publisher.strip()}
    line = msgspec.json.encode({name: value for name, value in given.items() if value})
    return [read_line(line, _PASTED)]


def _of_file(file: UploadFile, typed: Typed) -> Iterable[Report | Failure]:
    """What `dragoman.read` makes of a file, which lies in a folder of its own meanwhile; its name is kept."""
    name = PurePath(str(whole(file.filename or ""))).name or "upload"
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        path = Path(folder, "upload" + "".join(PurePath(name).suffixes[-2:]).lower()[:16].replace("\x00", ""))
        path.write_bytes(file.file.read())
        found = list(read_path(path, published=typed.published.strip() or None, gate=False))
    return [_named(each, name, typed.publisher.strip()) for each in found if not isinstance(each, Passed)]


def _named(found: Report | Failure, name: str, publisher: str) -> Report | Failure:
    if isinstance(found, Failure) or found.publisher or not publisher:
        return msgspec.structs.replace(found, path=name)
    own = report_id(found.text, found.id, found.url, found.published, publisher)
    return msgspec.structs.replace(found, path=name, publisher=publisher, report=own)


def _coded(visit: Visit, found: Iterable[Report | Failure]) -> Pasted:
    every = list(found)
    reports = [each for each in every if isinstance(each, Report)]
    failures = tuple(str(each) for each in islice((e for e in every if isinstance(e, Failure)), MOST))
    taken = tuple((read, visit.bench.code(read)) for read in reports[:MOST])
    return Pasted(taken, failures, len(reports) - len(taken))


def _pasted(visit: Visit) -> Pasted:
    pasted = visit.bench.kept(visit.parts["key"])
    if pasted is None:
        raise NotThere("what was pasted is no longer kept here: only the last few are; paste it again at /paste")
    return pasted


def _chosen(visit: Visit) -> tuple[Chosen, tuple[Report, Report]]:
    """The report that is asked for of what was pasted, as it was read and as it was coded."""
    pasted = _pasted(visit)
    at = _at(visit.asked.value("report", "1"), pasted)
    return Chosen(pasted, visit.parts["key"], at), pasted.reports[at]


def _at(asked: object, pasted: Pasted) -> int:
    return number("report", str(asked), 1, len(pasted.reports)) - 1


def _stored_as(archive: Archive, report: Report) -> str:
    """The report of the archive that has these words: this one, or the same one that was there already."""
    row = storable(report)
    query = "select report from reports where report = $report or text_hash = $hash order by report != $report limit 1"
    asked = {"report": row.report, "hash": text_hash(row.text)}
    return str(archive.connection().execute(query, asked).fetchall()[0][0])
