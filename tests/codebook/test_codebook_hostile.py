"""A codebook that somebody else wrote: it cannot run code, reach out of its folder, or end in a traceback."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
import time
import tomllib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dragoman
from dragoman.codebook import load_codebook, load_examples
from dragoman.codebook.files import LARGEST
from dragoman.codebook.load import SHIPPED
from dragoman.codebook.load import load_codebook as load
from dragoman.codebook.sentences import load_sentences
from dragoman.codebook.tie_examples import load_tie_examples
from dragoman.errors import DataError

SOURCE = Path(dragoman.__file__).parent
RULE = '[[rule]]\nid = "aid-own"\npatterns = ["bestow/v"]\n'


@pytest.fixture
def own(tmp_path):
    """Write a codebook of one's own over the shipped one: files by name."""

    def write(**files: str | bytes):
        for name, content in files.items():
            path = tmp_path / "own" / name.replace("__", "/").replace("_dot_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path / "own"

    return write


def _aid(text: str) -> str:
    return f'type = "AID"\n{text}'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("drop = 5", r"types/AID.toml: Expected `array`, got `int` - at `\$.drop`"),
        ('rule = "x"', r"Expected `array`, got `str` - at `\$.rule`"),
        ("[[rule]]\nid = 5", r"Expected `str`, got `int` - at `\$.rule\[0\].id`"),
        ('[[rule]]\nid = "aid-own"\npatterns = [["a/v"]]', r"Expected `str`, got `array`"),
        ('[[rule]]\nid = "aid-own"\npatterns = ["bestow/v"]\ncontexts = 2024-05-06', r"Expected `array`, got `date`"),
        ("[classes]\nown = 7", r"Expected `array`, got `int` - at `\$.classes\[...\]`"),
        ("definition = [1]", r"Expected `str`, got `array` - at `\$.definition`"),
        ("a = " + "[" * 20_000, r"not valid TOML: maximum recursion"),
        ('[[rule]]\nid = "aid-own"\npatterns = [""]', r"AID.toml:\d+: rule aid-own: pattern ''"),
        ('[[rule]]\nid = "aid-own"\npatterns = ["/v"]', r"a trigger is"),
        ('[[mode]]\nname = ["visit"]', r"Expected `str`, got `array`"),
    ],
)
def test_a_key_of_the_wrong_kind_is_named(own, text, message):
    with pytest.raises(DataError, match=message):
        load(own(types__AID_dot_toml=_aid(text)))


@pytest.mark.parametrize(
    ("name", "content", "loads"),
    [
        ("sentences__AID_dot_tsv", b"\xff\xfe\x00", load_sentences),
        ("examples__ties__war_dot_tsv", b"\xff\xfe\x00", load_tie_examples),
        ("examples__AID_dot_toml", b"positive = 3", load_examples),
        ("examples__AID_dot_toml", b"[[positive]]\ntext = 3", load_examples),
        ("scores_dot_tsv", b"type\tmode\tscore\nAID\t\t\xff\n", load),
        ("ties_dot_toml", b"kinds = 5", load),
        ("ties_dot_toml", b"[[rule]]\nid = []", load),
        ("words__own_dot_toml", b"a = [1]", load),
        ("codebook_dot_toml", b'extends = "no"', load),
    ],
)
def test_bytes_that_are_no_text_and_other_kinds_are_named(own, name, content, loads):
    with pytest.raises(DataError, match=name.split("__")[-1].replace("_dot_", ".")):
        loads(own(**{"types__AID_dot_toml": _aid(RULE), name: content}))


_VALUES = st.recursive(
    st.none().map(lambda _: "x" * 50) | st.booleans() | st.integers(-9, 9) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abcde-", min_size=1, max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
_KEYS = [
    "type",
    "definition",
    "roles",
    "cameo",
    "neighbour",
    "mode",
    "classes",
    "rule",
    "drop",
    "id",
    "patterns",
    "actor",
    "recipient",
    "place",
    "about",
    "about_type",
    "status",
    "contexts",
    "note",
    "name",
    "tell",
    "relation",
    "a",
    "b",
    "act",
    "kinds",
    "words",
    "relations",
    "extends",
    "positive",
    "negative",
    "text",
]


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {_toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value).replace("\x7f", "\\u007f")


@given(
    file=st.sampled_from(
        ["types/AID.toml", "types/NEW.toml", "ties.toml", "words/own.toml", "codebook.toml", "examples/AID.toml"]
    ),
    table=st.dictionaries(
        st.sampled_from(_KEYS),
        _VALUES | st.lists(st.dictionaries(st.sampled_from(_KEYS), _VALUES, max_size=4), max_size=2),
        max_size=4,
    ),
    whole=st.booleans(),
)
@settings(max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
def test_whatever_a_codebook_says_it_is_loaded_or_refused(tmp_path_factory, file, table, whole):
    folder = tmp_path_factory.mktemp("own")
    path = folder / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        "".join(f"{key} = {_toml(value)}\n" for key, value in ({"type": "AID"} if whole else {} | table).items()),
        "utf8",
        "replace",
    )
    for loads in (load_codebook, load_examples):
        with suppress(DataError):  # anything else is a traceback
            loads(folder)


def test_a_link_that_leads_out_of_the_codebook_is_not_followed(own, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("[[word of a secret", encoding="utf8")
    folder = own(types__AID_dot_toml=_aid(RULE))
    (folder / "words").mkdir()
    (folder / "words" / "own.toml").symlink_to(secret)
    with pytest.raises(DataError, match="a link that leads out of the codebook") as caught:
        load(folder)
    assert "secret" not in str(caught.value)


def test_a_file_larger_than_any_codebook_is_not_read(own):
    folder = own(types__AID_dot_toml=_aid(RULE))
    with (folder / "types" / "MORE.toml").open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(DataError, match=r"types/MORE.toml: larger than 5,000,000 bytes"):
        load(folder)


def test_a_pipe_in_a_codebook_does_not_hang(own):
    folder = own(types__AID_dot_toml=_aid(RULE))
    os.mkfifo(folder / "types" / "MORE.toml")
    with pytest.raises(DataError, match=r"types/MORE.toml: no file"):
        load(folder)


def test_many_faults_are_told_in_time(own):
    rules = "".join(f'[[rule]]\nid = "x{n}"\npatterns = ["{"a" * 50}"]\n' for n in range(20_000))
    began = time.process_time()
    with pytest.raises(DataError) as caught:
        load(own(types__AID_dot_toml=_aid(rules)))
    assert time.process_time() - began < 10
    assert str(caught.value).count("\n") <= 201


@pytest.mark.parametrize(
    "pattern", ["(a+)+$/v", ".*/v obj=(x+x+)+y", "bestow/v obj=[a-z]*[a-z]*[a-z]*", "\\w+\\s*\\w+/n"]
)
def test_a_pattern_is_words_and_no_regular_expression(own, pattern):
    codebook = load(own(types__AID_dot_toml=_aid(f"[[rule]]\nid = 'aid-own'\npatterns = ['{pattern}']\n")))
    [made] = codebook.rules["aid-own"].patterns
    trigger, *rest = pattern.split()
    assert made.words == (trigger.rpartition("/")[0].lower(),)
    assert [min(c.fillers) for c in made.constraints] == [
        part.split("=", 1)[1].lower().replace("-", "_") for part in rest
    ]


_CALLS = {"eval", "exec", "compile", "__import__", "import_module", "system", "popen", "Popen", "spawn"}
_MODULES = {"pickle", "marshal", "shelve", "dill", "joblib", "yaml", "runpy", "code", "ctypes", "cloudpickle"}
# Where importing by name is meant: the names are written in the file itself.
_MEANT = {("__init__.py", "import_module")}


def _called(tree: ast.AST):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            func = node.func
            yield (
                (func.id if isinstance(func, ast.Name) else func.attr if isinstance(func, ast.Attribute) else ""),
                node,
            )
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
            yield from ((f"import {name.split('.')[0]}", node) for name in names)


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_no_module_makes_code_of_data(path):
    for name, node in _called(ast.parse(path.read_text(encoding="utf8"))):
        where = path.relative_to(SOURCE).as_posix()
        is_re = isinstance(node, ast.Call) and getattr(getattr(node.func, "value", None), "id", "") == "re"
        assert name not in _CALLS or is_re or (where, name) in _MEANT, f"{where}:{node.lineno}: {name}"
        assert name.removeprefix("import ") not in _MODULES or not name.startswith("import "), f"{where}:{node.lineno}"
        if name == "load" and getattr(node.func.value, "id", "") == "np":
            assert any(word.arg == "allow_pickle" and word.value.value is False for word in node.keywords), (
                f"{where}:{node.lineno}"
            )


_TRAPS = """
import sys
from contextlib import suppress
from pathlib import Path
sys.path.insert(0, {faults!r})
from watched import watch
from dragoman.codebook import load_codebook
from dragoman.world import load_world, read_dictionary
load_world(), load_codebook()
folder = Path({folder!r})
told = []
watch(folder / "nothing", told.append, code_from=(folder,))
codebook = load_codebook(folder)
read_dictionary(folder / "actors.txt", frozenset({{"MLI"}}))
print(sorted(codebook.rules["aid-own"].patterns[0].words), told)
"""


def test_code_that_lies_in_a_codebook_is_never_run(own):
    code = "raise SystemExit('run'); open('/tmp/owned', 'w')"
    names = (
        "types____init___dot_py",
        "codebook_dot_py",
        "conftest_dot_py",
        "sitecustomize_dot_py",
        "types__AID_dot_py",
        "words__a_dot_pkl",
    )
    words = ["__import__('os').system('id')", "{{7*7}}", "!!python/object/apply:os.system", "$(id)", "`id`"]
    traps = f"[classes]\nown = {json.dumps(words)}\n"
    rule = '[[rule]]\nid = "aid-own"\npatterns = ["@own/v"]\n'
    folder = own(
        **dict.fromkeys(names, code),
        types__AID_dot_toml=_aid(rule + traps),
        actors_dot_txt="KORO_[MLIGOV]\n__import__('os').system('id')_[MLI]\n",
    )
    script = _TRAPS.format(faults=str(Path(__file__).parent.parent / "faults"), folder=str(folder))
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder.parent,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(SOURCE.parent)},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("[]")
    assert "!!python/object/apply:os.system" in done.stdout


def test_the_shipped_files_are_of_their_kinds():
    for path in SHIPPED.rglob("*.toml"):
        assert tomllib.loads(path.read_text(encoding="utf8"))
    assert shutil.which("sh") is None or load_codebook().rules
