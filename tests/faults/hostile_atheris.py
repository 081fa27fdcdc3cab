"""Reads inputs that atheris makes, led by what the reading room's code does with them, in a process under watch.

``python hostile_atheris.py KIND RUNS SEED FOLDER``; the parent is ``fault_hostile.py``. atheris ends the process
itself: with status 0 when the runs are over, with another one, and the input in FOLDER, where something was wrong.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["dragoman.reading"], enable_loader_override=False):
    from dragoman.reading import read_path

from mutating import SUFFIX, TOKENS, seeds
from reading_checked import checked, load_libraries
from watched import watch

SECONDS, MEGABYTES = 100, 1_500  # by the clock, of one input; with what the fuzzer itself holds
LONGEST = 40_000


def main(kind: str, runs: str, seed: str, folder: Path) -> None:
    """Run the fuzzer from the examples of a kind."""
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, data in enumerate(seeds(kind)):
        (corpus / str(number)).write_bytes(data[:LONGEST])
    words = folder / "words"
    words.write_text(
        "".join(f'"{"".join(f"{chr(92)}x{byte:02x}" for byte in token)}"\n' for token in TOKENS if len(token) < 60)
    )
    path = folder / f"case{SUFFIX[kind]}"
    load_libraries(folder)
    told: list[str] = []

    def one(data: bytes) -> None:
        path.write_bytes(data)
        for item in read_path(path):
            checked(item)
        assert not told, told

    options = [
        sys.argv[0],
        f"-runs={runs}",
        f"-seed={seed}",
        f"-max_len={LONGEST}",
        f"-timeout={SECONDS}",
        f"-rss_limit_mb={MEGABYTES}",
        f"-artifact_prefix={folder}/",
        f"-dict={words}",
        "-print_final_stats=1",
        "-verbosity=0",
        str(corpus),
    ]
    atheris.Setup(options, one)
    watch(folder, told.append, code_from=(folder,))
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:4], Path(sys.argv[4]))
