"""Dictionaries of actors that somebody else wrote: huge, binary, packed, endless."""

import gzip
import os
import time
from contextlib import suppress
from pathlib import Path

import pytest

from dragoman.errors import DataError, DragomanError, InputError
from dragoman.world import load_world, read_dictionary
from dragoman.world.dictionaries import LARGEST

STATES = frozenset({"MLI", "NER"})


@pytest.fixture
def dictionary(tmp_path):
    def write(data, name="actors.txt"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def _bomb():
    return gzip.compress(b"KORO_[MLI]\n" * 10 + b"\x00" * (LARGEST * 2), 9, mtime=0)


@pytest.mark.parametrize(
    ("data", "name", "error", "message"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "actors.txt", DataError, "is no TABARI, PETRARCH or Phoenix"),
        (b"", "actors.txt", DataError, "is no TABARI"),
        (b"\x00" * 100_000, "actors.txt", DataError, "is no TABARI"),
        (b"KORO", "actors.txt.gz", InputError, "cannot be read"),
        (gzip.compress(b"KORO_[MLI]\n" * 99, mtime=0)[:-20], "a.gz", InputError, "cannot be read"),
        (gzip.compress(b"KORO_[MLI]\n" * 99, mtime=0)[:30] + b"\xff" * 40, "a.gz", InputError, "cannot be read"),
        (_bomb(), "a.gz", InputError, "larger than 20,000,000"),
        (b"KORO_[MLI]\n" + b"A" * LARGEST, "actors.txt", InputError, "larger than 20,000,000"),
    ],
)
def test_what_is_no_dictionary_is_told_in_a_line(dictionary, data, name, error, message):
    with pytest.raises(error, match=message):
        read_dictionary(dictionary(data, name), STATES)


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="this system has no /dev/zero")
def test_a_device_is_not_read():
    with pytest.raises(InputError, match="neither a file nor a pipe"):
        read_dictionary(Path("/dev/zero"), STATES)


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 300_000,
        b"{" * 300_000,
        b" " * 300_000 + b";",
        b"A_" * 150_000,
        b"KORO_[" + b"A" * 300_000 + b"]",
        b"KORO_[MLI " + b"1" * 300_000 + b"]",
        b"KORO_[MLI <" + b"9" * 8 + b"]" + b"[MLI 999999-999999]" * 20_000,
        b"+" * 300_000,
        b"KORO_[MLI]\n+KORO_\n" * 20_000,
        b"+A_\n" * 100_000,
    ],
    ids=range(10),
)
def test_a_line_takes_time_as_it_is_long(dictionary, line):
    began = time.process_time()
    with suppress(DragomanError):
        read_dictionary(dictionary(b"TESSABAN_[MLIGOV]\n" + line), STATES)
    assert time.process_time() - began < 5


def test_names_that_name_each_other_are_taken_as_they_are(dictionary):
    found = read_dictionary(dictionary(b"KORORO_[MLI]\n+TESSABAN_\n+KORORO_\nTESSABAN_[NER]\n+KORORO_\n"), STATES)
    world = load_world().with_extra(found.groups, found.agents)
    assert {group.country for group in world.find("Kororo")} >= {"MLI", "NER"}


def test_a_hundred_thousand_actors_are_added_in_time(dictionary):
    data = b"".join(b"KORO_PEOPLE_%d_[MLIREB]\n" % n for n in range(100_000))
    began = time.process_time()
    found = read_dictionary(dictionary(data), STATES)
    world = load_world().with_extra(found.groups, found.agents)
    assert len(world.groups) >= 100_000
    assert time.process_time() - began < 20
