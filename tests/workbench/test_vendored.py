"""What the workbench and its tests carry from other projects is listed, licensed and unchanged."""

from __future__ import annotations

from pathlib import Path

import pytest

from vendor import MANIFESTS, ROOT, Carried, Package, compare, load_manifest, sum_of, write

MOST = 1_600_000  # bytes that the wheel may carry from other projects
SHIPPED, *_ = MANIFESTS
PACKAGES = [(manifest, package) for manifest in MANIFESTS for package in load_manifest(manifest)]
NOTES = ["NOTICE", "docs/dependencies.md"]


def _named(case: object) -> str | None:
    return case.npm if isinstance(case, Package) else None


@pytest.mark.parametrize(("manifest", "package"), PACKAGES, ids=_named)
def test_files_are_those_of_the_manifest(manifest: Path, package: Package) -> None:
    folder = MANIFESTS[manifest]
    assert [each.file for each in package.files if not each.holds((folder / each.file).read_bytes())] == []


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda path: path.parent.name)
def test_every_file_is_listed_once(manifest: Path) -> None:
    folder = MANIFESTS[manifest]
    here = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    assert here == sorted(each.file for package in load_manifest(manifest) for each in package.files)


@pytest.mark.parametrize(("manifest", "package"), PACKAGES, ids=_named)
def test_package_says_all_that_is_to_be_said_of_it(manifest: Path, package: Package) -> None:
    assert all([package.version, package.licence, package.credit, package.purpose])
    assert any(Path(each.file).name.startswith("LICENSE") for each in package.files)
    assert not package.within or package.within in {other.name for other in load_manifest(manifest)}


@pytest.mark.parametrize("name", NOTES)
@pytest.mark.parametrize("package", [p for _, p in PACKAGES if not p.within], ids=_named)
def test_package_is_named_to_readers_with_version_and_licence(package: Package, name: str) -> None:
    text = " ".join((ROOT / name).read_text(encoding="utf-8").split())
    shipped = package in load_manifest(SHIPPED)
    if name == "NOTICE" and not shipped:
        pytest.skip("NOTICE is about what the wheel carries")
    assert f"{package.name} {package.version}" in text
    assert package.licence in text.split(f"{package.name} {package.version}")[1][:400]


def test_all_of_it_is_small() -> None:
    sizes = [each.size for package in load_manifest(SHIPPED) for each in package.files]
    assert sum(sizes) < MOST


# The script that fetches them again

_FILE = Carried(file="a/a.js", path="dist/a.js", sha256=sum_of(b"1"), size=1)
_PACKAGE = Package(
    name="A", npm="a", version="1.0.0", licence="ISC", credit="B", purpose="c", within="", files=(_FILE,)
)


@pytest.mark.parametrize(
    ("published", "here", "differences"),
    [(b"1", b"1", 0), (b"1", b"2", 1), (b"2", b"1", 2), (b"2", b"2", 1), (b"1", None, 1)],
)
def test_a_difference_is_told(tmp_path: Path, published: bytes, here: bytes | None, differences: int) -> None:
    if here is not None:
        (tmp_path / "a").mkdir()
        (tmp_path / "a/a.js").write_bytes(here)
    assert len(compare(_PACKAGE, {"a/a.js": published}, tmp_path)) == differences


def test_files_and_sums_are_written(tmp_path: Path) -> None:
    manifest = tmp_path / "m.toml"
    head = '[[package]]\nname = "A"\nnpm = "a"\nversion = "1"\nlicence = "ISC"\ncredit = "B"\nfor = "c"\n'
    files = "".join(
        f'\n[[package.file]]\nfile = "{name}"\npath = "{name}"\nsha256 = ""\nsize = 0\n' for name in ("a.js", "b.js")
    )
    manifest.write_text(head + files, encoding="utf-8")
    write(manifest, tmp_path / "laid", {"b.js": b"22"})
    one, two = load_manifest(manifest)[0].files
    assert (one.sha256, one.size) == ("", 0)
    assert two.holds((tmp_path / "laid/b.js").read_bytes())
