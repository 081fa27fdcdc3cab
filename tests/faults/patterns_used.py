"""Every regular expression that Dragoman uses, with the module that uses it first.

Two ways, for neither sees all: a hook in ``re`` sees what is compiled while the rooms are loaded and a few reports are
read and coded, also where a pattern is put together from data; a walk over the source sees what is written out in it.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent.parent
SOURCE = ROOT / "src" / "dragoman"
_CALLS = {"compile", "match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer"}


class Used(NamedTuple):
    """A pattern with its flags, and the module and line that it comes from."""

    pattern: str | bytes
    flags: int
    where: str

    @property
    def method(self) -> str:
        """How it is asked: ``fullmatch`` or ``match`` where it is only that, else it may be searched for."""
        asked = asked_by(self.where)
        return (
            "finditer"
            if not asked or asked - {"match", "fullmatch"}
            else "fullmatch"
            if asked == {"fullmatch"}
            else "match"
        )


def used(run: Callable[[], object]) -> list[Used]:
    """The patterns of every room: those compiled while ``run`` runs, and those written in the source.

    The rooms must not have been imported before.
    """
    found: dict[tuple[str | bytes, int], str] = {}
    real: Any = re._compile  # what re.compile, re.sub and so on all call

    def hook(pattern: Any, flags: int) -> Any:
        if isinstance(pattern, str | bytes) and (where := _caller()):
            found.setdefault((pattern, int(flags)), where)
        return real(pattern, flags)

    re._compile = hook
    try:
        run()
    finally:
        re._compile = real
    for each in written():
        if all(pattern != each.pattern for pattern, _ in found):
            found[each.pattern, each.flags] = each.where
    return [Used(pattern, flags, where) for (pattern, flags), where in found.items()]


def written() -> Iterator[Used]:
    """The patterns that stand in the source as plain strings."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            if isinstance(node, ast.Call) and _is_re(node.func) and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str | bytes):
                    yield Used(first.value, _flags(node), f"{path.relative_to(SOURCE)}:{node.lineno}")


@cache
def asked_by(where: str) -> frozenset[str]:
    """The methods by which the pattern of a module and line is asked there; none where it goes other ways."""
    name, _, line = where.partition(":")
    tree = ast.parse((SOURCE / name).read_text(encoding="utf8"))
    here = [
        node for node in ast.walk(tree) if getattr(node, "lineno", 0) <= int(line) <= getattr(node, "end_lineno", 0)
    ]
    direct = {node.func.attr for node in here if isinstance(node, ast.Call) and _is_re(node.func)}  # type: ignore[attr-defined]
    if "compile" not in direct:
        return frozenset(direct)
    names = {
        each.id for node in here if isinstance(node, ast.Assign) for each in node.targets if isinstance(each, ast.Name)
    }
    asked = [
        node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") in names
    ]
    used_ = sum(isinstance(node, ast.Name) and node.id in names for node in ast.walk(tree)) - len(names)
    return frozenset(node.attr for node in asked) if used_ == len(asked) else frozenset()


def _is_re(func: ast.expr) -> bool:
    return isinstance(func, ast.Attribute) and func.attr in _CALLS and getattr(func.value, "id", "") == "re"


def _flags(node: ast.Call) -> int:
    names = [each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute) and each.attr.isupper()]
    return int(sum({int(getattr(re, name)) for name in names if hasattr(re, name)}))


def _caller() -> str:
    """The file and line in the project that asked for a pattern; empty where another library did."""
    frame = sys._getframe(2)
    while frame and frame.f_code.co_filename == re.__file__:
        frame = frame.f_back  # type: ignore[assignment]
    name = frame.f_code.co_filename if frame else ""
    return f"{Path(name).relative_to(SOURCE)}:{frame.f_lineno}" if name.startswith(f"{SOURCE}/") else ""
