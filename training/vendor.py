"""Fetches what the workbench carries from other projects again, and compares it with what is here.

    python training/vendor.py             compares; exit status 1 when a file differs
    python training/vendor.py --write     lays the files of the versions in the manifests, and writes their sums there

A manifest (``src/dragoman/workbench/vendored.toml``, ``tests/workbench/vendored.toml``) lists packages with their
files; ``npm pack`` brings each package as its authors published it. To move to a new version, change ``version`` in the
manifest and run with ``--write``. Needs npm and a network.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import tarfile
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Each manifest with the folder that its files are in.
MANIFESTS = {
    ROOT / "src/dragoman/workbench/vendored.toml": ROOT / "src/dragoman/workbench/static/vendor",
    ROOT / "tests/workbench/vendored.toml": ROOT / "tests/workbench/vendor",
}


@dataclass(frozen=True, slots=True)
class Carried:
    """A file of a package: where it is here and in the package, and what it must be."""

    file: str
    path: str
    sha256: str
    size: int

    def holds(self, data: bytes) -> bool:
        """Whether these are the bytes that the manifest has the sum and the size of."""
        return (sum_of(data), len(data)) == (self.sha256, self.size)


@dataclass(frozen=True, slots=True)
class Package:
    """A package of the manifest; ``within`` names the one that carries its code, where only its licence is a file."""

    name: str
    npm: str
    version: str
    licence: str
    credit: str
    purpose: str
    within: str
    files: tuple[Carried, ...]


def sum_of(data: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def load_manifest(path: Path) -> list[Package]:
    """The packages of a manifest. Raises KeyError where one lacks a field."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["package"]
    return [
        Package(
            name=entry["name"],
            npm=entry["npm"],
            version=entry["version"],
            licence=entry["licence"],
            credit=entry["credit"],
            purpose=entry["for"],
            within=entry.get("within", ""),
            files=tuple(Carried(**file) for file in entry["file"]),
        )
        for entry in entries
    ]


def fetch(package: Package, folder: Path) -> dict[str, bytes]:
    """The listed files of a package as published, by their place here.

    Raises CalledProcessError where npm fails, KeyError where the package has no such file.
    """
    wanted = f"{package.npm}@{package.version}"
    packing = subprocess.run(
        ["npm", "pack", "--silent", wanted], cwd=folder, check=True, capture_output=True, text=True
    )
    with tarfile.open(folder / packing.stdout.split()[-1]) as archive:
        return {each.file: _member(archive, f"package/{each.path}") for each in package.files}


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    opened = archive.extractfile(name)
    if opened is None:
        raise KeyError(f"{name} is no file of the package")
    return opened.read()


def compare(package: Package, fetched: dict[str, bytes], folder: Path) -> list[str]:
    """What differs between a package as published, the manifest and the folder; a sentence each."""
    found = []
    for each in package.files:
        if not each.holds(fetched[each.file]):
            found.append(f"{each.file}: {package.npm}@{package.version} has another {each.path} than the manifest")
        if not (folder / each.file).is_file() or (folder / each.file).read_bytes() != fetched[each.file]:
            found.append(f"{each.file}: the file here is not that of {package.npm}@{package.version}")
    return found


def write(manifest: Path, folder: Path, fetched: dict[str, bytes]) -> None:
    """Lays the files, and sets their sums and sizes in the manifest."""
    text = manifest.read_text(encoding="utf-8")
    for file, data in fetched.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(data)
        entry = re.compile(rf'^(file = "{re.escape(file)}"\npath = .*\n)sha256 = .*\nsize = .*$', re.MULTILINE)
        sums = f'sha256 = "{sum_of(data)}"\nsize = {len(data)}'
        text = entry.sub(lambda match, sums=sums: match[1] + sums, text)
    manifest.write_text(text, encoding="utf-8")


def main() -> None:
    """Compare, or write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="lay the files and write their sums")
    options = parser.parse_args()
    found: list[str] = []
    for manifest, folder in MANIFESTS.items():
        for package in load_manifest(manifest):
            with tempfile.TemporaryDirectory() as scratch:
                fetched = fetch(package, Path(scratch))
            if options.write:
                write(manifest, folder, fetched)
            else:
                found += compare(package, fetched, folder)
            print(f"{package.npm}@{package.version}: {len(package.files)} files")
    raise SystemExit("\n".join(found) if found else 0)


if __name__ == "__main__":
    main()
