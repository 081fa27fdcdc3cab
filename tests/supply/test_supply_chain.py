"""What Dragoman is built from is written down: every package at one version with its hashes, every carried file."""

from __future__ import annotations

import hashlib
import importlib.util
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf8")
_PINNED = re.compile(
    r"^([A-Za-z0-9._-]+)==(\S+)(?: ; ([^\\]+?))? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE
)
PINS = {name: (version, marker, hashes.count("--hash")) for name, version, marker, hashes in _PINNED.findall(LOCK)}


def _module(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "training" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SBOM = _module("sbom")


@pytest.fixture(scope="module")
def bill():
    return SBOM.bill()


def _needed(wanted):
    """The packages that are installed because of these, by what their metadata say, on this system."""
    from packaging.requirements import Requirement  # pytest brings it

    found, left = {}, [(Requirement(each), "") for each in wanted]
    while left:
        need, extra = left.pop()
        if need.marker and not need.marker.evaluate({"extra": extra}):
            continue
        name = SBOM.normal(need.name)
        try:
            told = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        if (name, tuple(need.extras)) in found:
            continue
        found[name, tuple(need.extras)] = told.version
        left += [(Requirement(each), extra) for each in told.requires or () for extra in ("", *need.extras)]
    return {name for name, _ in found}


def test_the_lock_is_nothing_but_pins_with_hashes():
    rest = _PINNED.sub("", LOCK)
    assert all(line.startswith("#") for line in rest.splitlines()), rest[:300]
    assert "://" not in LOCK
    assert len(PINS) > 60


def test_every_package_that_the_wheel_needs_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]
    needed = _needed(project["dependencies"])
    assert len(needed) > 40
    assert not needed - {SBOM.normal(name) for name in PINS}


def test_the_lock_has_the_versions_of_the_constraints():
    text = (ROOT / "constraints.txt").read_text(encoding="utf8")
    pinned = {SBOM.normal(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)$", text, re.MULTILINE)}
    assert {name: version for name, (version, _, _) in PINS.items()} == {
        name: pinned.get(SBOM.normal(name)) for name in PINS
    }


def test_packages_with_code_for_each_system_have_the_hashes_of_all_their_files():
    assert all(PINS[name][2] > 10 for name in ("lxml", "numpy", "duckdb", "pyarrow", "spacy", "msgspec"))


def test_no_file_of_the_repository_names_a_package_registry():
    names = [line for line in LOCK.splitlines() if "index-url" in line or "find-links" in line]
    assert not names


def test_the_bill_lists_every_locked_package_and_every_carried_file(bill):
    purls = {each.get("purl") for each in bill["components"]}
    assert {f"pkg:pypi/{SBOM.normal(name)}@{version}" for name, (version, _, _) in PINS.items()} <= purls
    manifest = tomllib.loads((ROOT / "src/dragoman/workbench/vendored.toml").read_text(encoding="utf8"))["package"]
    listed = {
        each["name"]: each["hashes"][0]["content"] for one in bill["components"] for each in one.get("components", ())
    }
    assert listed == {file["file"]: file["sha256"] for package in manifest for file in package["file"]}


def test_every_file_of_weights_and_shapes_of_the_package_is_in_the_bill(bill):
    hashes = {each["content"] for one in bill["components"] for each in one.get("hashes", ())}
    carried = [*(ROOT / "src").rglob("*.npz"), *(ROOT / "src").rglob("world-*.json")]
    assert len(carried) >= 4
    assert {path.name for path in carried if hashlib.sha256(path.read_bytes()).hexdigest() not in hashes} == set()


def test_every_script_of_another_project_is_in_the_bill(bill):
    listed = {each["name"] for one in bill["components"] for each in one.get("components", ())}
    folder = ROOT / "src/dragoman/workbench/static/vendor"
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == listed


def test_the_bill_has_a_licence_for_what_is_installed_and_is_the_same_twice(bill):
    assert [one["name"] for one in bill["components"] if one.get("scope") != "optional" and "licenses" not in one] == []
    refs = [one["bom-ref"] for one in bill["components"]]
    assert len(refs) == len(set(refs))
    assert SBOM.bill() == bill


def test_what_security_md_points_to_is_there():
    text = (ROOT / "SECURITY.md").read_text(encoding="utf8")
    named = re.findall(r"`((?:src|tests|training|docs)/[\w./*-]+)`", text)
    assert len(named) > 30
    assert [name for name in named if not any(ROOT.glob(name))] == []
    rows = [line for line in text.splitlines() if line.startswith("| ") and "`src/" in line]
    assert len(rows) > 12
    assert [row for row in rows if "`tests/" not in row] == []


def test_pip_audit_takes_the_lock():
    if importlib.util.find_spec("pip_audit") is None:
        pytest.skip("pip-audit is not installed (extra supply)")
    call = (
        "-m",
        "pip_audit",
        "--requirement",
        str(ROOT / "requirements.lock"),
        "--disable-pip",
        "--require-hashes",
        "--dry-run",
    )
    done = subprocess.run([sys.executable, *call], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert re.search(r"would have audited \d\d+ packages", done.stderr)
