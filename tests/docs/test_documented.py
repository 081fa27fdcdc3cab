"""What the program has is documented, and what the documentation names is there."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
import typer

import dragoman
from dragoman import records
from dragoman.cli.app import Format, app
from dragoman.codebook import Example, Rule, load_codebook
from dragoman.codebook.entries import QUADS
from dragoman.codebook.patterns import PARTY_TESTS
from dragoman.coding.coder import Outcome
from dragoman.export import load_formats

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))

RULE_KEYS = set(Rule.__dataclass_fields__) - {"type"}  # the type of a rule is that of its file

Words = tuple[str, ...]


def commands() -> dict[Words, Any]:
    """Every command of the program by its words, the program itself first."""
    found: dict[Words, Any] = {}

    def walk(command: Any, path: Words) -> None:
        found[path] = command
        for name, inner in getattr(command, "commands", {}).items():
            walk(inner, (*path, name))

    walk(typer.main.get_command(app), ("dragoman",))
    return found


def options(command: Any) -> set[str]:
    """The options of a command as they are written, that of help among them."""
    params = [param for param in command.params if param.param_type_name == "option"]
    own = {name for param in params for name in (*param.opts, *param.secondary_opts)}
    return own | {"--help", "-h"}


def record_types() -> list[type[records.Record]]:
    """Every record of the format."""
    kinds = [kind for kind in vars(records).values() if isinstance(kind, type) and issubclass(kind, records.Record)]
    return [kind for kind in kinds if kind is not records.Record]


def own_fields(kind: type[records.Record]) -> set[str]:
    """The fields of a record as they are written in JSON; of a DetailedReport only those that it adds."""
    fields = {field.encode_name for field in msgspec.structs.fields(kind)}
    parent = kind.__bases__[0]
    return fields if parent is records.Record else fields - own_fields(parent)


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf8")


@cache
def sections(path: Path) -> dict[str, str]:
    """Heading -> the words under it, up to the next heading of any level. A `#` line in a code block is no heading."""
    found: dict[str, list[str]] = {}
    heading, fenced = "", False
    for line in text(path).splitlines():
        fenced ^= line.lstrip().startswith("```")
        if not fenced and (match := re.match(r"#+ (.+)", line)):
            heading = match[1].strip()
        else:
            found.setdefault(heading, []).append(line)
    return {heading: "\n".join(lines) for heading, lines in found.items()}


def first_cells(section: str) -> set[str]:
    """The names in code style in the first cells of the tables of a section."""
    return {
        name
        for line in section.splitlines()
        if line.startswith("| `")
        for name in re.findall(r"`([^`]+)`", line.split(" | ")[0])
    }


# The command line


@pytest.mark.parametrize("path", commands(), ids=" ".join)
def test_command_is_documented_with_all_its_options_and_no_others(path: Words) -> None:
    page = sections(DOCS / "command-line.md")
    assert " ".join(path) in page, f"docs/command-line.md has no heading {' '.join(path)!r}"
    named = first_cells(page[" ".join(path)])
    command = commands()[path]
    flags = {name.split()[0] for name in named if name.startswith("-")}
    assert flags | {"--help", "-h"} == options(command)
    arguments = {p.metavar or p.name.upper() for p in command.params if p.param_type_name == "argument"}
    assert arguments <= named


@pytest.mark.parametrize("path", commands(), ids=" ".join)
def test_values_of_options_are_documented(path: Words) -> None:
    section = sections(DOCS / "command-line.md")[" ".join(path)]
    named = [f"`{p.opts[0]} {p.metavar}`" for p in commands()[path].params if p.opts[0].startswith("-") and p.metavar]
    assert [value for value in named if value not in section] == []


def test_formats_are_documented() -> None:
    assert {f"--format {value}" for value in Format} <= first_cells(sections(DOCS / "command-line.md")["dragoman code"])


@pytest.mark.parametrize("key", sorted(load_formats()), ids="-".join)
def test_format_is_documented_with_its_columns_as_they_are(key: tuple[str, str]) -> None:
    form = load_formats()[key]
    page = sections(DOCS / "formats.md")
    assert f"`{form.name}`" in page["The formats"]
    if form.columns:
        # Parquet has the columns of CSV, which are listed once.
        heading = f"{form.name if form.style != 'parquet' else 'csv'}: {form.table}"
        rows = [line for line in page[heading].splitlines() if line.startswith("| `")]
        assert rows == [f"| `{c.name}` | {c.type} | {c.meaning} |" for c in form.columns]


def test_outcomes_of_explain_are_documented() -> None:
    assert set(get_args(Outcome)) <= first_cells(sections(DOCS / "command-line.md")["dragoman explain"])


# Records


@pytest.mark.parametrize("kind", record_types(), ids=lambda kind: kind.__name__)
def test_record_is_documented_with_all_its_fields_and_no_others(kind: type[records.Record]) -> None:
    page = sections(DOCS / "records.md")
    assert kind.__name__ in page, f"docs/records.md has no heading {kind.__name__!r}"
    tables = page[kind.__name__].strip().split("\n\n")
    fields = next(table for table in tables if table.startswith("| field |"))
    assert first_cells(fields) == own_fields(kind)


@pytest.mark.parametrize(
    "name", ["Precision", "MomentBasis", "PublishedBasis", "PartyKind", "Status", "Where", "Relation"]
)
def test_values_of_a_closed_field_are_documented(name: str) -> None:
    missing = [value for value in get_args(getattr(records, name)) if f"`{value}`" not in text(DOCS / "records.md")]
    assert not missing


def test_kinds_of_numbers_are_documented() -> None:
    section = sections(DOCS / "records.md")["Event"]
    assert all(f"`{kind}`" in section for kind in (*load_codebook().words["size"], records.SUM))


def test_the_version_of_the_format_is_documented() -> None:
    assert f"The version of this format: {records.SCHEMA}." in text(DOCS / "records.md")


# The codebook


def test_types_are_documented_with_quad_score_and_code() -> None:
    rows = _rows("The 16 types")
    expected = {
        f"`{entry.type}`": [str(QUADS[entry.type]), f"{entry.score:g}", entry.cameo]
        for entry in load_codebook().types.values()
    }
    assert {name: row[:3] for name, row in rows.items()} == expected


def test_modes_are_documented_with_score_and_code() -> None:
    rows = _rows("Modes")
    expected = {
        f"`{entry.type}/{mode.name}`": [f"{mode.score:g}", mode.cameo or entry.cameo]
        for entry in load_codebook().types.values()
        for mode in entry.modes
    }
    assert {name: row[:2] for name, row in rows.items()} == expected


def test_tests_of_the_pattern_language_are_documented() -> None:
    documented = {name[1:] for name in first_cells(sections(DOCS / "codebook.md")["Patterns"]) if name[0] == "%"}
    assert documented == PARTY_TESTS


def test_keys_of_rules_are_documented() -> None:
    assert first_cells(sections(DOCS / "codebook.md")["How to read a rule"]) == RULE_KEYS


def test_keys_of_examples_are_documented() -> None:
    keys = set(Example.__dataclass_fields__) - {"type", "positive", "line"}
    assert first_cells(sections(DOCS / "codebook.md")["How to write one"]) == keys


def _rows(heading: str) -> dict[str, list[str]]:
    """The first table of a section of the codebook page: first cell -> the others."""
    lines = [line for line in sections(DOCS / "codebook.md")[heading].splitlines() if line.startswith("| `")]
    cells = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]
    return {row[0]: row[1:] for row in cells}


# Dependencies


def _dependencies() -> list[str]:
    project = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]
    extras = project["optional-dependencies"].values()
    stated = [*project["dependencies"], *(item for extra in extras for item in extra)]
    return [re.split(r"[<>=!~; ]", item)[0] for item in stated]


@pytest.mark.parametrize("name", _dependencies())
def test_dependency_has_its_reason(name: str) -> None:
    rows = [line for line in text(DOCS / "dependencies.md").splitlines() if line.startswith("| ")]
    row = next((row for row in rows if name in re.split(r", | \| |\| ", row)), None)
    assert row is not None, f"docs/dependencies.md does not name {name}"
    assert row.split("|")[2].strip(), f"docs/dependencies.md does not say what {name} is for"


# Links, commands and names in the text


@pytest.mark.parametrize("page", [ROOT / "README.md", *PAGES], ids=lambda page: page.name)
def test_internal_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", _prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = page.parent / name if name else page
        assert file.is_file(), f"{page.name}: {target} leads to no file"
        assert not anchor or anchor in {_slug(heading) for heading in sections(file)}, (
            f"{page.name}: no heading {target}"
        )


def test_the_site_shows_every_page() -> None:
    navigation = text(ROOT / "mkdocs.yml")
    assert [page.name for page in PAGES if f": {page.name}\n" not in navigation] == []


def _shell_lines() -> Iterator[tuple[str, str]]:
    for page in (ROOT / "README.md", *PAGES):
        for language, block in re.findall(r"^ *```(\w+)\n(.*?)^ *```", text(page), re.DOTALL | re.MULTILINE):
            for line in block.splitlines():
                if language in {"sh", "console"} and (language == "sh" or line.startswith("$ ")):
                    yield page.name, line.removeprefix("$ ").strip()


def _calls() -> list[tuple[str, str]]:
    """Every call of the program in the shell blocks of README and docs, cut at pipes and redirections."""
    calls = []
    for page, line in _shell_lines():
        for part in re.split(r" \| | > ", line):
            words = shlex.split(part, comments=True)
            if words[:1] == ["dragoman"]:
                calls.append((page, " ".join(words)))
    return sorted(set(calls))


@pytest.mark.parametrize(("page", "call"), _calls())
def test_shell_command_exists(page: str, call: str) -> None:
    words = call.split(" ")
    known = commands()
    path = max((p for p in known if list(p) == words[: len(p)]), key=len)
    rest = words[len(path) :]
    usage = rest[:1] == ["[OPTIONS]"] or rest[:1] == ["COMMAND"]
    if getattr(known[path], "commands", None) and not usage:
        assert rest, f"{page}: {call} lacks a command"
        assert rest[0].startswith("-"), f"{page}: there is no command {rest[0]!r}"
    unknown = {word.split("=")[0] for word in rest if re.match(r"--?[a-z]", word)} - options(known[path])
    assert not unknown, f"{page}: {call}"


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", text(ROOT / "Makefile"), re.MULTILINE))
    named = {match for _, line in _shell_lines() for match in re.findall(r"^make ([a-z]+)", line)}
    named |= {match for page in (ROOT / "README.md", *PAGES) for match in re.findall(r"`make ([a-z]+)`", text(page))}
    assert named
    assert named <= targets


def test_named_example_files_exist() -> None:
    named = {
        path for page in (ROOT / "README.md", *PAGES) for path in re.findall(r"\bexamples/[\w-]+\.\w+", text(page))
    }
    assert named
    assert [path for path in named if not (ROOT / path).is_file() and not path.endswith(".toml")] == []


def test_python_names_exist() -> None:
    pages = (ROOT / "README.md", *PAGES)
    named = {name for page in pages for name in re.findall(r"\bdragoman\.([A-Za-z_]+)\b(?!\.\w+/)", text(page))}
    missing = {name for name in named if not hasattr(dragoman, name) and not _is_module(name)}
    assert not missing


def _is_module(name: str) -> bool:
    package = ROOT / "src" / "dragoman"
    return (package / f"{name}.py").is_file() or (package / name / "__init__.py").is_file()


def _prose(page: Path) -> str:
    """The words of a page without its code."""
    without_blocks = re.sub(r"^ *```.*?^ *```", "", text(page), flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"`[^`\n]*`", "", without_blocks)


def _slug(heading: str) -> str:
    """The anchor of a heading, as Markdown's table of contents and GitHub both make it for plain words."""
    return re.sub(r"[\s_]+", "-", re.sub(r"[^\w\s-]", "", heading.lower()).strip())
