"""Speed, load time and size of a language pipeline, each taken in fresh processes that have one thread and one core.

Run as a script it is such a process: ``python running.py load MODEL`` or, with texts as a JSON list on standard input,
``python running.py speed MODEL``.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROUNDS = 3
WARMING = 20  # texts read before the clock starts
SIDE = 384  # rows and columns of the yardstick's matrices
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)


class Running(NamedTuple):
    """Words (as spaCy counts them, marks too) a second over all components; seconds to load; 10^6 bytes on disk."""

    words_a_second: int
    load_s: float
    megabytes: float


class Speed(NamedTuple):
    """Seconds a word, and seconds for the product of two fixed matrices on the same core at the same time."""

    word_s: float
    yardstick_s: float


def measure_running(model: str, texts: Sequence[str]) -> Running:
    """The best of three of each."""
    load = min(float(_child("load", model)) for _ in range(ROUNDS))
    return Running(round(1 / measure_speed(model, texts).word_s), round(load, 2), round(size(model), 1))


def measure_speed(model: str, texts: Sequence[str]) -> Speed:
    """The best of three processes, each of which reads ``texts`` once."""
    rounds = [Speed(*json.loads(_child("speed", model, json.dumps(texts)))) for _ in range(ROUNDS)]
    return Speed(*map(min, zip(*rounds, strict=True)))


def size(model: str) -> float:
    """Megabytes (10^6 bytes) of the files in the model's folder."""
    from dragoman.language import load

    return sum(file.stat().st_size for file in Path(load(model or None).path).rglob("*") if file.is_file()) / 1e6


def machine() -> str:
    """The machine in words: its processor, how many cores, system and versions."""
    import numpy
    import spacy

    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf8").splitlines() if info.exists() else []
    named = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")
    return (
        f"{named or platform.processor() or platform.machine()}, one of {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}, numpy {numpy.__version__}, spaCy {spacy.__version__}"
    )


def _child(task: str, model: str, texts: str = "") -> str:
    """What a process of its own prints, which sees the same modules as this one."""
    environment = {**os.environ, **ONE_THREAD, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, str(Path(__file__)), task, model]
    done = subprocess.run(command, input=texts, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr}")
    return done.stdout


def _load_seconds(model: str) -> float:
    """Seconds until the pipeline stands ready, spaCy itself being imported before."""
    import spacy  # noqa: F401  imported first, so that its time is not counted

    start = time.perf_counter()
    from dragoman.language import load

    load(model or None)
    return time.perf_counter() - start


def _speed(model: str, texts: Sequence[str]) -> Speed:
    """Seconds a word, behind a short start, and the best seconds of the yardstick."""
    import numpy as np

    from dragoman.language import load

    nlp = load(model or None)
    list(nlp.pipe(texts[:WARMING]))
    start = time.perf_counter()
    words = sum(len(doc) for doc in nlp.pipe(texts))
    word = (time.perf_counter() - start) / words
    square = np.random.default_rng(0).standard_normal((SIDE, SIDE)).astype(np.float32)
    return Speed(word, min(_seconds(lambda: square @ square) for _ in range(20)))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _main() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    task, model = sys.argv[1:]
    answer = _load_seconds(model) if task == "load" else _speed(model, json.load(sys.stdin))
    print(json.dumps(answer))


if __name__ == "__main__":
    _main()
