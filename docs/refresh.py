"""Writes what the program prints today into the README and the pages: ``make outputs``.

A comment before a fenced block says where it comes from: ``output: sh COMMAND``, ``output: python`` (the Python block
before it), ``output: event FILE TYPE[/MODE]`` (one event of a report), ``output: explain FILE "WORDS"`` (the sentence
with these words), ``excerpt: FILE RULE`` (a rule of the codebook); ``table: types``, ``table: modes`` and
``table: columns FORMAT [TABLE]`` (the columns of a format) stand before tables.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from dragoman.codebook import load_codebook
from dragoman.codebook.entries import QUADS
from dragoman.codebook.load import SHIPPED
from dragoman.export import format_of

ROOT = Path(__file__).parent.parent
STORY = (
    "Kenyan President William Ruto will visit Paris on Thursday, the French foreign ministry said on Monday. "
    "Sudan denied that its troops had crossed into Chad. Turkey fears that Russia could attack Ukraine again.\n"
)
BLOCK = re.compile(
    r"```python\n(?P<python>.*?)\n```"
    r"|<!-- (?P<kind>output|excerpt|table): (?P<what>.*?) -->\n(?P<old>```\w*\n.*?^```$|(?:\n?\|[^\n]*\n)*)",
    re.DOTALL | re.MULTILINE,
)


def shell(command: str, folder: Path) -> str:
    """What a shell command prints, both streams, in a folder with the examples and a short story."""
    real = re.sub(r"(^|\| )dragoman ", rf"\1{sys.executable} -m dragoman ", command)
    environment = {**os.environ, "COLUMNS": "100"}
    done = subprocess.run(
        ["bash", "-c", f"{real} 2>&1"], capture_output=True, text=True, cwd=folder, env=environment, check=False
    )
    lines = done.stdout.replace(f"{folder}/", "").strip("\n").splitlines()
    return "\n".join(line.rstrip() for line in lines)


def event(path: str, code: str, folder: Path) -> str:
    """One event of a report as JSON, a field a line."""
    type_, _, mode = code.partition("/")
    events = json.loads(shell(f"dragoman code {path}", folder))["events"]
    found = next(e for e in events if e["type"] == type_ and (not mode or e["mode"] == mode))
    return "{\n" + ",\n".join(_field(key, value) for key, value in found.items()) + "\n}"


def _field(key: str, value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        inner = ",\n".join("    " + json.dumps(each, ensure_ascii=False) for each in value)
        return f'  "{key}": [\n{inner}\n  ]'
    return f'  "{key}": {json.dumps(value, ensure_ascii=False)}'


def explanation(path: str, words: str, folder: Path) -> str:
    """What ``dragoman explain`` prints of the sentence with these words."""
    sentences: list[str] = []
    inside = True
    for line in shell(f"dragoman explain {path}", folder).splitlines():
        if inside and not line.startswith("    "):  # a sentence may be wrapped; its findings are indented
            sentences.append(line)
        else:
            sentences[-1] += "\n" + line
        inside = line.startswith("    ")
    return next(sentence for sentence in sentences if words in " ".join(sentence.split()))


def excerpt(path: str, rule: str) -> str:
    """A rule as it stands in the codebook."""
    blocks = re.split(r"\n\n+(?=\[\[|#)", (SHIPPED / path).read_text(encoding="utf8"))
    return next(block for block in blocks if f'id = "{rule}"' in block).strip()


def table(kind: str) -> str:
    """The table of types, of modes, or of the columns of a format."""
    if kind.startswith("columns "):
        columns = format_of(*kind.split()[1:]).columns
        return _markdown(("column", "type", "meaning"), [(f"`{c.name}`", c.type, c.meaning) for c in columns])
    types = load_codebook().types
    if kind == "types":
        rows = [
            (f"`{name}`", str(quad), f"{types[name].score:g}", types[name].cameo, types[name].definition)
            for name, quad in QUADS.items()
        ]
        return _markdown(("type", "quad", "score", "CAMEO", "what it is"), rows)
    modes = [
        (f"`{name}/{mode.name}`", f"{mode.score:g}", mode.cameo or types[name].cameo, mode.definition)
        for name in QUADS
        for mode in types[name].modes
    ]
    return _markdown(("mode", "score", "CAMEO", "what it is"), modes)


def _markdown(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    cells = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(" ".join(c.split()).replace("|", "\\|") for c in row) + " |" for row in cells)


def refreshed(text: str, folder: Path) -> str:
    """A page with every marked block written anew. Python blocks of a page share their names."""
    names: dict[str, Any] = {}
    last = ""

    def renew(match: re.Match[str]) -> str:
        nonlocal last
        if match["python"] is not None:
            last = match["python"]
            return match[0]
        head = f"<!-- {match['kind']}: {match['what']} -->\n"
        if match["kind"] == "table":
            return f"{head}\n{table(match['what'])}\n"
        body = (
            excerpt(*match["what"].split())
            if match["kind"] == "excerpt"
            else _output(match["what"], last, names, folder)
        )
        fence = match["old"].split("\n", 1)[0]
        return f"{head}{fence}\n{body}\n```"

    return BLOCK.sub(renew, text)


def _output(what: str, python: str, names: dict[str, Any], folder: Path) -> str:
    kind, _, rest = what.partition(" ")
    if kind == "sh":
        return f"$ {rest}\n{shell(rest, folder)}"
    if kind == "event":
        return event(*rest.split(), folder)
    if kind == "explain":
        return explanation(*shlex.split(rest), folder)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.chdir(folder):
        exec(python, names)
    return printed.getvalue().rstrip("\n")


def main() -> None:
    """Refresh the README and every page, each in a folder of its own, where its commands may make archives."""
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        old = page.read_text(encoding="utf8")
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            (folder / "examples").symlink_to(ROOT / "examples")
            (folder / "story.txt").write_text(STORY, encoding="utf8")
            new = refreshed(old, folder)
        if new != old:
            page.write_text(new, encoding="utf8")
            sys.stdout.write(f"rewritten {page.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
