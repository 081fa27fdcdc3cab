"""Loads the codebook and checks it: every error of every file at once, each with file, line and key."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from dragoman.errors import DataError
from dragoman.records import Relation

from .build import build_example, build_rule, index_rules, vocabulary_of
from .entries import (
    QUADS,
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
from .patterns import parse_pattern

SHIPPED = Path(__file__).parent / "data"
_TYPE_KEYS = {"type", "definition", "roles", "cameo", "neighbour", "mode", "classes", "rule"}
_RULE_KEYS = {
    "id", "mode", "cameo", "patterns", "actor", "recipient", "place", "about", "about_type", "about_mode",
    "collective", "reciprocal", "carried", "status", "contexts", "note",
}  # fmt: skip
_STATUSES = {"reported", "future", "hypothetical", "negated"}


def load_codebook(directory: Path | None = None) -> Codebook:
    """The shipped codebook, or the one in ``directory``. Raises DataError with every fault found."""
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


class _Loader:
    """Reads one codebook directory and gathers its faults."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.faults: list[str] = []

    def load(self) -> Codebook:
        if not (self.directory / "types").is_dir():
            raise DataError(f"{self.directory} is no codebook directory: it has no folder 'types'")
        tables = {path: self._toml(path) for path in sorted((self.directory / "types").glob("*.toml"))}
        words = {path.stem: self._word_lists(path) for path in sorted((self.directory / "words").glob("*.toml"))}
        scores = {(row["type"], row["mode"]): row["score"] for row in self._rows("scores.tsv")}
        cameo = {
            row["code"]: CameoCode(row["code"], row["name"], float(row["goldstein"])) for row in self._rows("cameo.tsv")
        }
        about = {(r["type"], r["about"]): AboutCode(r["cameo"], r["mode"] or None) for r in self._rows("about.tsv")}
        self._check_contexts(tables, {row["context"] for row in self._rows("contexts.tsv")})
        classes = self._classes(tables)
        types = {}
        for path, table in tables.items():
            entry = self._type(path, table, classes, cameo, scores)
            if entry is not None:
                types[entry.type] = entry
        self._check_ids(tables)
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
        )

    def raise_faults(self) -> None:
        if self.faults:
            raise DataError("the codebook is not valid:\n" + "\n".join(self.faults))

    def fault(self, path: Path, needle: str, message: str) -> None:
        """Note a fault at the first line of the file that holds ``needle``."""
        line = _line_of(path, needle)
        self.faults.append(f"{path.relative_to(self.directory)}:{line}: {message}")

    def examples(self) -> Iterator[Example]:
        known = {f for f in Example.__dataclass_fields__ if f not in {"type", "positive", "line"}}
        for path in sorted((self.directory / "examples").glob("*.toml")):
            table = self._toml(path)
            for key in ("positive", "negative"):
                for row in table.get(key, []):
                    if extra := set(row) - known:
                        self.fault(path, str(row.get("text")), f"unknown key {min(extra)!r} in an example")
                    elif "text" not in row:
                        self.fault(path, f"[[{key}]]", "an example without text")
                    else:
                        line = _line_of(path, row["text"])
                        yield build_example(path.stem, row, positive=key == "positive", line=line)

    def _toml(self, path: Path) -> dict[str, Any]:
        try:
            return tomllib.loads(path.read_text(encoding="utf8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            self.faults.append(f"{path.relative_to(self.directory)}: not valid TOML: {error}")
            return {}

    def _word_lists(self, path: Path) -> dict[str, frozenset[str]]:
        return {key: frozenset(values) for key, values in self._toml(path).items()}

    def _rows(self, name: str) -> Iterator[dict[str, str]]:
        path = self.directory / name
        lines = [line for line in path.read_text(encoding="utf8").splitlines() if line and not line.startswith("#")]
        columns = lines[0].split("\t")
        for line in lines[1:]:
            cells = line.split("\t")
            if len(cells) != len(columns):
                self.fault(path, line, f"{len(cells)} cells, expected {len(columns)}: {', '.join(columns)}")
            else:
                yield dict(zip(columns, cells, strict=True))

    def _classes(self, tables: Mapping[Path, dict[str, Any]]) -> dict[str, frozenset[str]]:
        classes: dict[str, frozenset[str]] = {}
        for path, table in tables.items():
            for name, members in table.get("classes", {}).items():
                normal = frozenset(str(m).lower().replace("-", "_").replace(" ", "_") for m in members)
                if classes.get(name, normal) != normal:
                    self.fault(path, f"{name} =", f"class {name!r} is defined in two files with different members")
                classes[name] = normal
        return classes

    def _type(
        self,
        path: Path,
        table: dict[str, Any],
        classes: Mapping[str, frozenset[str]],
        cameo: Mapping[str, CameoCode],
        scores: Mapping[tuple[str, str], str],
    ) -> TypeEntry | None:
        name = table.get("type")
        if name not in QUADS:
            self.fault(path, "type", f"type {name!r} is not a PLOVER type; known: {', '.join(QUADS)}")
            return None
        for key in sorted(set(table) - _TYPE_KEYS):
            self.fault(path, key, f"unknown key {key!r}; known: {', '.join(sorted(_TYPE_KEYS))}")
        for key in sorted({"definition", "roles", "cameo"} - set(table)):
            self.fault(path, "type", f"key {key!r} is missing")
            return None
        score = float(scores[name, ""])
        modes = tuple(
            Mode(m["name"], m["definition"], m.get("cameo"), float(scores.get((name, m["name"]), score)))
            for m in table.get("mode", [])
        )
        self._check_cameo(path, [table["cameo"], *(m.cameo for m in modes)], cameo)
        known_modes = {mode.name for mode in modes}
        rules = tuple(
            filter(None, (self._rule(path, row, name, classes, known_modes, cameo) for row in table.get("rule", [])))
        )
        neighbours = tuple(Neighbour(row["type"], row["tell"]) for row in table.get("neighbour", []))
        return TypeEntry(name, table["definition"], table["roles"], table["cameo"], score, neighbours, modes, rules)

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
        for key in ("about_type",):
            if row.get(key) is not None and row[key] not in QUADS:
                self.fault(path, here, f"rule {rule_id}: {key} {row[key]!r} is not a PLOVER type")
        if row.get("status") is not None and row["status"] not in _STATUSES:
            self.fault(path, here, f"rule {rule_id}: status {row['status']!r}; known: {', '.join(sorted(_STATUSES))}")
        self._check_cameo(path, [row.get("cameo")], cameo)
        patterns = self._patterns(path, row, classes)
        if len(self.faults) > before or not patterns:
            return None
        return build_rule(row, type_, patterns)

    def _ties(self, classes: Mapping[str, frozenset[str]]) -> list[TieRule]:
        path = self.directory / "ties.toml"
        rules = []
        for row in self._toml(path).get("rule", []):
            if row.get("relation") not in get_args(Relation):
                self.fault(
                    path, str(row.get("id")), f"rule {row.get('id')}: relation {row.get('relation')!r} is not known"
                )
            elif patterns := self._patterns(path, row, classes):
                rules.append(
                    TieRule(
                        row["id"], row["relation"], patterns, tuple(row["a"]), tuple(row["b"]), row.get("kinds", {})
                    )
                )
        return rules

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

    def _check_ids(self, tables: Mapping[Path, dict[str, Any]]) -> None:
        seen: set[str] = set()
        for path, table in tables.items():
            for row in table.get("rule", []):
                if row.get("id") in seen:
                    self.fault(path, f'"{row["id"]}"', f"rule id {row['id']!r} is used twice")
                seen.add(str(row.get("id")))

    def _check_contexts(self, tables: Mapping[Path, dict[str, Any]], known: set[str]) -> None:
        for path, table in tables.items():
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
        for path in sorted(self.directory.rglob("*")):
            if path.is_file() and "examples" not in path.parts:
                digest.update(path.relative_to(self.directory).as_posix().encode())
                digest.update(path.read_bytes())
        return digest.hexdigest()[:12]


def _line_of(path: Path, needle: str) -> int:
    escaped = needle.replace("\\", "\\\\").replace('"', '\\"')
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), start=1):
        if needle in line or escaped in line:
            return number
    return 1
