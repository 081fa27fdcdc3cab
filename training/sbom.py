"""Writes the list of what Dragoman consists of (a software bill of materials) as CycloneDX 1.6 JSON.

    python training/sbom.py [FILE]    dist/dragoman.cdx.json by default

Packages come from ``requirements.lock`` with the licence that their installed metadata tell; what is carried in the
wheel comes from its manifests: JavaScript (``workbench/vendored.toml``), shapes (``geometry/atlas.toml``), models. It
is the same for the same files, so it has no date and a serial number of its content.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "dragoman"
LOCK = ROOT / "requirements.lock"
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+?)(?:\s*;\s*([^\\]*?))?\s*\\?$", re.MULTILINE)
# Each model: its folder of weights in the package, its name, its licence.
_MODELS = {
    "language/model": ("Dragoman language model", "CC-BY-SA-4.0"),
    "coding/scorer": ("Dragoman scorer", "Apache-2.0"),
    "coding/weigher": ("Dragoman weigher", "Apache-2.0"),
}


def bill() -> dict[str, Any]:
    """The bill as CycloneDX has it; raises FileNotFoundError where a manifest or the lock is gone."""
    version = _version()
    components = [*_packages(), *_vendored(), _shapes(), *_models(version)]
    own = {
        "type": "application",
        "bom-ref": "dragoman",
        "name": "dragoman",
        "version": version,
        "purl": f"pkg:pypi/dragoman@{version}",
        "licenses": [{"expression": "Apache-2.0 AND CC-BY-SA-4.0"}],
    }
    refs = {component["bom-ref"] for component in components}
    content: dict[str, Any] = {
        "metadata": {"component": own},
        "components": components,
        "dependencies": [{"ref": "dragoman", "dependsOn": sorted(refs)}, *_dependencies(refs)],
    }
    serial = uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(content, sort_keys=True))
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        **content,
    }


def locked() -> list[tuple[str, str, str]]:
    """The packages of the lock: name, version, and the marker of the systems that need it."""
    return _PINNED.findall(LOCK.read_text(encoding="utf8"))


def _packages() -> Iterator[dict[str, Any]]:
    for name, version, marker in locked():
        found: dict[str, Any] = {
            "type": "library",
            "bom-ref": f"pypi:{normal(name)}",
            "name": name,
            "version": version,
            "purl": f"pkg:pypi/{normal(name)}@{version}",
            "scope": "optional" if marker else "required",
        }
        if licence := _licence(name):
            found["licenses"] = [{"license": {"name": licence}}]
        yield found


def _licence(name: str) -> str | None:
    """The licence that a package's installed metadata tell; None where it is not installed or tells none."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    stated = told.get("License-Expression") or told.get("License")
    if stated and len(stated) < 100:
        return " ".join(stated.split())
    named = [each.rsplit(" :: ", 1)[-1] for each in told.get_all("Classifier", []) if each.startswith("License ::")]
    return " OR ".join(named) or None


def _dependencies(refs: set[str]) -> Iterator[dict[str, Any]]:
    """Which package needs which, as installed metadata tell."""
    for ref in sorted(refs):
        kind, _, name = ref.partition(":")
        try:
            needs = metadata.requires(name) or [] if kind == "pypi" else []
        except metadata.PackageNotFoundError:
            needs = []
        names = {f"pypi:{normal(re.split(r'[^A-Za-z0-9._-]', need, maxsplit=1)[0])}" for need in needs}
        yield {"ref": ref, "dependsOn": sorted((names & refs) - {ref})}


def _vendored() -> Iterator[dict[str, Any]]:
    """What the workbench carries for the browser, each with the hashes of its files."""
    for package in _toml(PACKAGE / "workbench" / "vendored.toml")["package"]:
        files = [
            {
                "type": "file",
                "bom-ref": f"file:{each['file']}",
                "name": each["file"],
                "hashes": [{"alg": "SHA-256", "content": each["sha256"]}],
            }
            for each in package["file"]
        ]
        yield {
            "type": "library",
            "bom-ref": f"npm:{package['npm']}",
            "name": package["name"],
            "version": package["version"],
            "purl": f"pkg:npm/{package['npm'].replace('@', '%40')}@{package['version']}",
            "copyright": package["credit"],
            "licenses": [{"expression": package["licence"]}],
            "components": files,
        }


def _shapes() -> dict[str, Any]:
    atlas = _toml(PACKAGE / "analysis" / "geometry" / "atlas.toml")
    return {
        "type": "data",
        "bom-ref": f"npm:{atlas['package']}",
        "name": atlas["package"],
        "version": atlas["version"],
        "purl": f"pkg:npm/{atlas['package']}@{atlas['version']}",
        "licenses": [{"expression": atlas["licence"]}],
        "hashes": [{"alg": "SHA-256", "content": atlas["sha256"]}],
    }


def _models(version: str) -> Iterator[dict[str, Any]]:
    for folder, (name, licence) in _MODELS.items():
        [weights] = (PACKAGE / folder).rglob("*.npz")
        yield {
            "type": "machine-learning-model",
            "bom-ref": f"model:{folder}",
            "name": name,
            "version": version,
            "licenses": [{"expression": licence}],
            "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(weights.read_bytes()).hexdigest()}],
        }


def normal(name: str) -> str:
    """A package's name as registries compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _version() -> str:
    text = (PACKAGE / "version.py").read_text(encoding="utf8")
    return re.findall(r'"([^"]+)"', text.partition("__version__")[2])[0]


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf8"))


def main() -> None:
    """Write the bill."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / "dragoman.cdx.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    made = bill()
    out.write_text(json.dumps(made, indent=2, ensure_ascii=False) + "\n", encoding="utf8")
    print(f"{out}: {len(made['components'])} components")


if __name__ == "__main__":
    main()
