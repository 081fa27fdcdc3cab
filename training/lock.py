"""Writes ``requirements.lock``: every package that the wheel needs, at its version, with the hashes of all its files.

    python training/lock.py           writes it anew
    python training/lock.py --check   compares; exit status 1 where it differs

The versions are those of ``constraints.txt``, the hashes those that the package registry gives for the files of every
platform, so that ``pip install --require-hashes -r requirements.lock`` takes nothing that was put in their place later.
uv resolves, and asks the registry that it is set up for; needs uv and a network.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements.lock"
_OLDEST = "3.11"
_HEAD = (
    "# Every package that Dragoman needs to run, with the hashes of its files for all platforms; made by `make lock`.\n"
    "#   pip install --require-hashes -r requirements.lock && pip install --no-deps dragoman\n"
    "#   pip-audit --requirement requirements.lock --disable-pip --require-hashes\n"
)


def main() -> int:
    """Write the lock or compare it."""
    parser = argparse.ArgumentParser(description="Write requirements.lock.")
    parser.add_argument("--check", action="store_true", help="compare only")
    check = parser.parse_args().check
    made = _HEAD + resolved()
    if check:
        same = made == LOCK.read_text(encoding="utf8")
        print("the same" if same else "requirements.lock is not what the registry gives now; run `make lock`")
        return 0 if same else 1
    LOCK.write_text(made, encoding="utf8")
    return 0


def resolved() -> str:
    """The packages with their hashes, as pip reads them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder, "wanted.in")
        wanted.write_text("\n".join(project["dependencies"]), encoding="utf8")
        call = (
            "uv",
            "pip",
            "compile",
            "--quiet",
            "--universal",
            "--generate-hashes",
            "--no-header",
            "--no-annotate",
            "--python-version",
            _OLDEST,
            "--constraints",
            str(ROOT / "constraints.txt"),
            str(wanted),
        )
        return subprocess.run(call, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    sys.exit(main())
