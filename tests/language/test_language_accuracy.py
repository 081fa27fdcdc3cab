"""The figures of the shipped model stand above their floors (``benchmarks/language-floors.toml``), and it is not slow.

The robustness sets are in the repository; the treebanks and name corpora are measured where the shared data are.
"""

from __future__ import annotations

import pytest

from cases import files, read_cases
from dragoman.language import load
from figures import form_figures, form_sets, shared_figures, shared_files, shared_sets
from floors import below, check_data, read_floors
from running import measure_speed

MOST = 0.8  # products of two 384 x 384 matrices a word; the first model needed 0.2, the reader 0.15


def test_every_set_has_floors():
    assert read_floors().sets.keys() == form_sets() | shared_sets()


def test_the_forms_of_news_text_are_read_as_well_as_measured():
    check_data(read_floors(), files())
    assert below(read_floors(), form_figures(load())) == []


def test_the_treebanks_and_names_are_read_as_well_as_measured(shared):
    folders = (shared / "data" / "treebanks", shared / "data" / "names")
    check_data(read_floors(), shared_files(*folders))
    assert below(read_floors(), shared_figures(load(), *folders)) == []


@pytest.mark.model
def test_a_word_costs_no_more_than_a_fixed_piece_of_arithmetic():
    speed = measure_speed("", [case.text for path in files() for case in read_cases(path)])
    assert speed.word_s < MOST * speed.yardstick_s
