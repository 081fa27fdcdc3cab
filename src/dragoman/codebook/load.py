"""Loads the codebook and checks it: every error of every file at once, each with file, line and key."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from dragoman.errors import DataError
from dragoman.records import Relation

from .build import build_example, build_rule, build_tie_rule, index_rules, triggers_of, vocabulary_of
from .entries import (
    QUADS,
    TIE_ACTS,
    AboutCode,
    CameoCode,
    Codebook,
    Example,
    Mode,
    Neighbour,
    Pattern,
    Rule,
    TieRule,
    TypeEntry,
)
from .files import read_bytes, read_lines, read_text, read_toml
from .patterns import parse_pattern

SHIPPED = Path(__file__).parent / "data"
ALONE = "codebook.toml"  # may say ``extends = false``: then the directory stands alone
_TYPE_KEYS = {"type", "definition", "roles", "cameo", "neighbour", "mode", "classes", "rule", "drop"}
_RULE_KEYS = {
    "id", "mode", "cameo", "patterns", "actor", "recipient", "place", "about", "about_type", "about_mode",
    "collective", "reciprocal", "carried", "status", "contexts", "note",
}  # fmt: skip
_STATUSES = {"reported", "future", "hypothetical", "negated"}
_TABLES = {
    "scores.tsv": ("type", "mode"),
    "cameo.tsv": ("code",),
    "about.tsv": ("type", "about"),
    "contexts.tsv": ("context",),
}
_COLUMNS = {
    "scores.tsv": ("type", "mode", "score"),
    "cameo.tsv": ("code", "name", "goldstein"),
    "about.tsv": ("type", "about", "cameo", "mode"),
    "contexts.tsv": ("context",),
}
_NUMBERS = frozenset({"score", "goldstein"})
_MOST_FAULTS = 200  # each is looked for in its file
_KNOWN = ("types", "words", "examples", "sentences", "ties.toml", ALONE, *_TABLES)


def load_codebook(directory: Path | None = None) -> Codebook:
    """The shipped codebook, with what ``directory`` adds to it or puts in its place.

    Of a type file in the directory every rule and mode takes the place of the shipped one of its id or name, or is
    added; ``drop`` lists ids of rules that go; other keys replace the shipped ones. Word lists, word classes, ties and
    the rows of tables are added and replaced by their keys in the same way. A directory whose ``codebook.toml`` says
    ``extends = false`` stands alone. Raises DataError with every fault found.
    """
    return _loaded(directory or SHIPPED)


@lru_cache(maxsize=4)
def _loaded(directory: Path) -> Codebook:
    return _Loader(directory).load()


def load_examples(directory: Path | None = None) -> tuple[Example, ...]:
    """Every example sentence of the codebook, in file order. Raises DataError where a file is not valid."""
    loader = _Loader(directory or SHIPPED)
    examples = tuple(loader.examples())
    loader.raise_faults()
    return examples


def layers_of(directory: Path | None) -> tuple[Path, ...]:
    """The folders that make up a codebook: the shipped one and what is laid over it, or one that stands alone."""
    return _Loader(directory or SHIPPED).layers


@dataclass
class _TypeRows:
    """What all layers say of one type: its plain keys, and its modes and rules by name, each with the file it is in."""

    path: Path
    head: dict[str, Any] = field(default_factory=dict)
    modes: dict[str, tuple[Path, dict[str, Any]]] = field(default_factory=dict)
    rules: dict[str, tuple[Path, dict[str, Any]]] = field(default_factory=dict)


class _Loader:
    """Reads a codebook directory over the shipped one, and gathers the faults."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.faults: list[str] = []
        self.layers: tuple[Path, ...] = ()
        if directory != SHIPPED and not any((directory / name).exists() for name in _KNOWN):
            raise DataError(f"{directory} is no codebook directory: it has none of {', '.join(_KNOWN)}")
        self.layers = (directory,) if directory == SHIPPED or self._alone() else (SHIPPED, directory)

    def load(self) -> Codebook:
        files = self._type_files()
        words = self._words()
        scores = {(row["type"], row["mode"]): row["score"] for row in self._rows("scores.tsv")}
        cameo = {
            row["code"]: CameoCode(row["code"], row["name"], float(row["goldstein"])) for row in self._rows("cameo.tsv")
        }
        about = self._about(cameo)
        self._check_contexts(files, {row["context"] for row in self._rows("contexts.tsv")})
        self._check_ids(files)
        classes = self._classes(files)
        types = {}
        for name, rows in self._merged(files).items():
            entry = self._type(name, rows, classes, cameo, scores)
            if entry is not None:
                types[entry.type] = entry
        self._check_all_types(types)
        ties = self._ties(classes)
        self.raise_faults()
        rules = {rule.id: rule for entry in types.values() for rule in entry.rules}
        patterns = [p for rule in rules.values() for p in rule.patterns] + [p for tie in ties for p in tie.patterns]
        return Codebook(
            types,
            cameo,
            about,
            words,
            index_rules(rules.values()),
            self._hash(),
            rules,
            index_rules(ties),
            vocabulary_of(patterns, words),
            triggers_of(patterns),
        )

    def _alone(self) -> bool:
        path = self.directory / ALONE
        return path.exists() and self._toml(path).get("extends") is False

    def _type_files(self) -> list[tuple[Path, dict[str, Any]]]:
        """Every type file of every layer, the shipped ones first."""
        return [(path, self._toml(path)) for layer in self.layers for path in sorted((layer / "types").glob("*.toml"))]

    def _merged(self, files: Iterable[tuple[Path, dict[str, Any]]]) -> dict[str, _TypeRows]:
        merged: dict[str, _TypeRows] = {}
        for path, table in files:
            name = str(table.get("type"))
            if not table:  # it could not be read, which is told
                continue
            if name not in QUADS:
                self.fault(path, "type", f"type {name!r} is not a PLOVER type; known: {', '.join(QUADS)}")
                continue
            for key in sorted(set(table) - _TYPE_KEYS):
                self.fault(path, key, f"unknown key {key!r}; known: {', '.join(sorted(_TYPE_KEYS))}")
            rows = merged.setdefault(name, _TypeRows(path))
            rows.head |= {key: value for key, value in table.items() if key not in {"mode", "rule", "classes", "drop"}}
            for gone in table.get("drop", []):
                if rows.rules.pop(gone, None) is None:
                    self.fault(path, f'"{gone}"', f"drop: {name} has no rule {gone!r}")
            rows.modes |= {str(row.get("name")): (path, row) for row in table.get("mode", [])}
            rows.rules |= {str(row.get("id")): (path, row) for row in table.get("rule", [])}
        return merged

    def _words(self) -> dict[str, dict[str, frozenset[str]]]:
        """The word lists by file and key; a list of a later layer adds to that of an earlier one."""
        words: dict[str, dict[str, frozenset[str]]] = {}
        for layer in self.layers:
            for path in sorted((layer / "words").glob("*.toml")):
                lists = words.setdefault(path.stem, {})
                for key, members in self._toml(path).items():
                    if isinstance(members, list) and all(isinstance(member, str) for member in members):
                        lists[key] = lists.get(key, frozenset()) | frozenset(members)
                    else:
                        self.fault(path, f"{key} =", f"key {key!r} is no list of words")
        return words

    def raise_faults(self) -> None:
        if self.faults:
            raise DataError("the codebook is not valid:\n" + "\n".join(self.faults))

    def fault(self, path: Path, needle: str, message: str) -> None:
        """Note a fault at the first line of the file that holds ``needle``; after hundreds nothing more is noted."""
        if len(self.faults) >= _MOST_FAULTS:
            return
        line = _line_of(path, self._layer(path), needle)
        self.faults.append(f"{self._shown(path)}:{line}: {message}")

    def _shown(self, path: Path) -> Path:
        return path.relative_to(self._layer(path))

    def _layer(self, path: Path) -> Path:
        """The folder that a file belongs to."""
        return next((layer for layer in reversed(self.layers) if path.is_relative_to(layer)), self.directory)

    def _lines(self, path: Path) -> list[str]:
        """The lines of a table; none, with a fault, where it cannot be read."""
        return read_lines(path, self._layer(path), self.faults)

    def examples(self) -> Iterator[Example]:
        known = {f for f in Example.__dataclass_fields__ if f not in {"type", "positive", "line"}}
        for path in (p for layer in self.layers for p in sorted((layer / "examples").glob("*.toml"))):
            table = self._toml(path)
            for key in ("positive", "negative"):
                for row in table.get(key, []):
                    if extra := set(row) - known:
                        self.fault(path, str(row.get("text")), f"unknown key {min(extra)!r} in an example")
                    elif wrong := [k for k in ("actors", "recipients") if not isinstance(row.get(k, []), list)]:
                        self.fault(path, str(row.get("text")), f"{wrong[0]} of an example is no list")
                    elif "text" not in row:
                        self.fault(path, f"[[{key}]]", "an example without text")
                    else:
                        line = _line_of(path, self._layer(path), row["text"])
                        yield build_example(path.stem, row, positive=key == "positive", line=line)

    def _toml(self, path: Path) -> dict[str, Any]:
        try:
            return read_toml(path, self._layer(path))
        except ValueError as error:
            self.faults.append(f"{self._shown(path)}: {error}")
            return {}

    def _rows(self, name: str) -> list[dict[str, str]]:
        """The rows of a table; a later layer's row takes the place of an earlier one with the same key."""
        found: dict[tuple[str, ...], dict[str, str]] = {}
        for path in (layer / name for layer in self.layers if (layer / name).exists()):
            lines = [line for line in self._lines(path) if line and not line.startswith("#")]
            columns = lines[0].split("\t") if lines else []
            if missing := [column for column in _COLUMNS[name] if column not in columns]:
                self.fault(path, lines[0] if lines else "", f"column {missing[0]!r} is missing")
                continue
            for line in lines[1:]:
                cells = line.split("\t")
                if len(cells) != len(columns):
                    self.fault(path, line, f"{len(cells)} cells, expected {len(columns)}: {', '.join(columns)}")
                    continue
                row = dict(zip(columns, cells, strict=True))
                if wrong := [key for key in columns if key in _NUMBERS and not _is_number(row[key])]:
                    self.fault(path, line, f"{wrong[0]}: {row[wrong[0]]!r} is no number")
                else:
                    found[tuple(row[key] for key in _TABLES[name])] = row
        return list(found.values())

    def _classes(self, files: Iterable[tuple[Path, dict[str, Any]]]) -> dict[str, frozenset[str]]:
        """The word classes; within one layer a name means one thing, a later layer may give it another meaning."""
        classes: dict[str, tuple[Path, frozenset[str]]] = {}
        for path, table in files:
            for name, members in table.get("classes", {}).items():
                normal = _normal(members)
                before = classes.get(name)
                if before and before[0].parent == path.parent and before[1] != normal:
                    self.fault(path, f"{name} =", f"class {name!r} is defined in two files with different members")
                classes[name] = path, normal
        return {name: members for name, (_, members) in classes.items()}

    def _about(self, cameo: Mapping[str, CameoCode]) -> dict[tuple[str, str], AboutCode]:
        found = {}
        for row in self._rows("about.tsv"):
            unknown = [row[key] for key in ("type", "about") if row[key] not in QUADS]
            if unknown or row["cameo"] not in cameo:
                path = next(p for layer in reversed(self.layers) if (p := layer / "about.tsv").exists())
                why = f"{unknown[0]!r} is not a PLOVER type" if unknown else f"{row['cameo']!r} is no CAMEO code"
                self.fault(path, f"{row['type']}\t{row['about']}\t", why)
            found[row["type"], row["about"]] = AboutCode(row["cameo"], row["mode"] or None)
        return found

    def _type(
        self,
        name: str,
        rows: _TypeRows,
        classes: Mapping[str, frozenset[str]],
        cameo: Mapping[str, CameoCode],
        scores: Mapping[tuple[str, str], str],
    ) -> TypeEntry | None:
        for key in sorted({"definition", "roles", "cameo"} - set(rows.head)):
            self.fault(rows.path, "type", f"key {key!r} is missing")
            return None
        if (name, "") not in scores:
            self.fault(rows.path, "type", f"scores.tsv has no score of {name}")
            return None
        score = float(scores[name, ""])
        modes = []
        for path, row in rows.modes.values():
            if missing := {"name", "definition"} - set(row):
                self.fault(path, f'"{row.get("name")}"', f"a mode of {name} without {min(missing)!r}")
                continue
            self._check_cameo(path, [row.get("cameo")], cameo)
            modes.append(
                Mode(row["name"], row["definition"], row.get("cameo"), float(scores.get((name, row["name"]), score)))
            )
        self._check_cameo(rows.path, [rows.head["cameo"]], cameo)
        rules = tuple(
            rule
            for path, row in rows.rules.values()
            if (rule := self._rule(path, row, name, classes, set(rows.modes), cameo))
        )
        told = rows.head.get("neighbour", [])
        for row in (row for row in told if row.get("type") not in QUADS or "tell" not in row):
            self.fault(
                rows.path, f'"{row.get("type")}"', f"neighbour {row.get('type')!r} is no PLOVER type with a tell"
            )
        neighbours = tuple(Neighbour(row.get("type", ""), row.get("tell", "")) for row in told)
        head = rows.head
        return TypeEntry(name, head["definition"], head["roles"], head["cameo"], score, neighbours, tuple(modes), rules)

    def _check_cameo(self, path: Path, codes: Iterable[str | None], cameo: Mapping[str, CameoCode]) -> None:
        for code in codes:
            if code is not None and code not in cameo:
                self.fault(path, f'"{code}"', f"{code!r} is no CAMEO code")

    def _rule(
        self,
        path: Path,
        row: dict[str, Any],
        type_: str,
        classes: Mapping[str, frozenset[str]],
        modes: set[str],
        cameo: Mapping[str, CameoCode],
    ) -> Rule | None:
        rule_id = str(row.get("id", ""))
        here = f'"{rule_id}"'
        before = len(self.faults)
        if not rule_id.startswith(type_.lower()):
            self.fault(path, here, f"rule id {rule_id!r} must start with {type_.lower()!r}")
        for key in sorted(set(row) - _RULE_KEYS):
            self.fault(path, here, f"rule {rule_id}: unknown key {key!r}; known: {', '.join(sorted(_RULE_KEYS))}")
        if row.get("mode") is not None and row["mode"] not in modes:
            self.fault(
                path, here, f"rule {rule_id}: {type_} has no mode {row['mode']!r}; it has: {', '.join(sorted(modes))}"
            )
        if row.get("about_type") is not None and row["about_type"] not in QUADS:
            self.fault(path, here, f"rule {rule_id}: about_type {row['about_type']!r} is not a PLOVER type")
        if row.get("status") is not None and row["status"] not in _STATUSES:
            self.fault(path, here, f"rule {rule_id}: status {row['status']!r}; known: {', '.join(sorted(_STATUSES))}")
        self._check_cameo(path, [row.get("cameo")], cameo)
        patterns = self._patterns(path, row, classes)
        if len(self.faults) > before or not patterns:
            return None
        return build_rule(row, type_, patterns)

    def _ties(self, classes: Mapping[str, frozenset[str]]) -> list[TieRule]:
        rules: dict[str, TieRule] = {}
        kinds: dict[str, dict[str, str]] = {}
        for path in (layer / "ties.toml" for layer in self.layers if (layer / "ties.toml").exists()):
            table = self._toml(path)
            kinds |= self._kinds(path, table.get("kinds", {}), kinds)
            classes = {**classes, **{name: _normal(words) for name, words in table.get("classes", {}).items()}}
            for row in table.get("rule", []):
                if missing := {"id", "relation", "a", "b"} - set(row):
                    self.fault(path, str(row.get("id")), f"rule {row.get('id')}: key {min(missing)!r} is missing")
                elif row["relation"] not in get_args(Relation):
                    message = f"rule {row.get('id')}: relation {row.get('relation')!r} is not known"
                    self.fault(path, str(row.get("id")), message)
                elif row.get("act", TIE_ACTS[0]) not in TIE_ACTS:
                    message = f"rule {row['id']}: act {row['act']!r} is none of {', '.join(TIE_ACTS)}"
                    self.fault(path, str(row["id"]), message)
                elif patterns := self._patterns(path, row, classes):
                    rules[row["id"]] = build_tie_rule(row, patterns, kinds.get(row["relation"], {}))
        return list(rules.values())

    def _kinds(
        self, path: Path, table: dict[str, Any], before: Mapping[str, Mapping[str, str]]
    ) -> dict[str, dict[str, str]]:
        """By relation the words that tell a kind of it, with those of the layers before."""
        told: dict[str, str] = {}
        for kind, words in table.get("words", {}).items():
            if isinstance(words, list) and all(isinstance(word, str) for word in words):
                told |= dict.fromkeys(words, kind)
            else:
                self.fault(path, f"{kind} =", f"kind {kind!r} is no list of words")
        relations = table.get("relations", [])
        for relation in set(relations) - set(get_args(Relation)):
            self.fault(path, f'"{relation}"', f"kinds: relation {relation!r} is not known")
        return {relation: {**before.get(relation, {}), **told} for relation in relations}

    def _patterns(self, path: Path, row: dict[str, Any], classes: Mapping[str, frozenset[str]]) -> tuple[Pattern, ...]:
        patterns = []
        for source in row.get("patterns", []):
            try:
                patterns.append(parse_pattern(source, classes))
            except ValueError as error:
                self.fault(path, source, f"rule {row.get('id')}: {error}")
        if not row.get("patterns"):
            self.fault(path, f'"{row.get("id")}"', f"rule {row.get('id')} has no patterns")
        return tuple(patterns)

    def _check_ids(self, files: Iterable[tuple[Path, dict[str, Any]]]) -> None:
        """Within one layer every rule has an id of its own."""
        seen: set[tuple[Path, str]] = set()
        for path, table in files:
            for row in table.get("rule", []):
                key = (path.parent, str(row.get("id")))
                if key in seen:
                    self.fault(path, f'"{row["id"]}"', f"rule id {row['id']!r} is used twice")
                seen.add(key)

    def _check_contexts(self, files: Iterable[tuple[Path, dict[str, Any]]], known: set[str]) -> None:
        for path, table in files:
            for row in table.get("rule", []):
                for context in set(row.get("contexts", ())) - known:
                    self.fault(
                        path, f'"{context}"', f"rule {row.get('id')}: context {context!r} is not a PLOVER context"
                    )

    def _check_all_types(self, types: Mapping[str, TypeEntry]) -> None:
        for missing in sorted(set(QUADS) - set(types)):
            self.faults.append(f"types/{missing}.toml: missing or not valid")

    def _hash(self) -> str:
        digest = hashlib.sha256()
        for path in (p for layer in self.layers for p in sorted(layer.rglob("*"))):
            if path.is_file() and not {"examples", "sentences"} & set(path.parts):
                digest.update(self._shown(path).as_posix().encode())
                digest.update(self._bytes(path))
        return digest.hexdigest()[:12]

    def _bytes(self, path: Path) -> bytes:
        try:
            return read_bytes(path, self._layer(path))
        except ValueError as error:
            raise DataError(f"the codebook is not valid:\n{self._shown(path)}: {error}") from None


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _line_of(path: Path, layer: Path, needle: str) -> int:
    escaped = needle.replace("\\", "\\\\").replace('"', '\\"')
    try:
        lines = read_text(path, layer).splitlines()
    except ValueError:
        return 1
    for number, line in enumerate(lines, start=1):
        if needle in line or escaped in line:
            return number
    return 1


def _normal(members: Iterable[object]) -> frozenset[str]:
    """The members of a word class as the patterns write them."""
    return frozenset(str(m).lower().replace("-", "_").replace(" ", "_") for m in members)
