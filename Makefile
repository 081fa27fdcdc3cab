# Two commands on a fresh machine: `make demo` runs the main job, `make test` passes the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := .stamps
PROCESSES := $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)')
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: demo test bench check docs outputs pictures faults lock sbom lint typecheck clean

demo: $(STAMPS)/install
	$(BIN)/dragoman code --format text examples/*.html

# Test files go to one process more than there are cores, as browsers are waited for; each computes on one.
test: $(STAMPS)/test $(STAMPS)/chromium lint typecheck docs
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest --numprocesses $(PROCESSES) --dist loadfile

check: $(STAMPS)/test
	$(BIN)/dragoman codebook check

docs: $(STAMPS)/docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

outputs: $(STAMPS)/docs
	$(BIN)/python docs/refresh.py

pictures: $(STAMPS)/test $(STAMPS)/chromium
	$(BIN)/python docs/pictures.py

# The benchmarks whose figures stand in the docs, in small; `make bench FULL=--full` takes hours.
bench: $(STAMPS)/test
	$(BIN)/python benchmarks/run.py $(FULL)

# Hostile input, slow patterns, killed writers and the like, in full: tests/faults/run.py tells how long.
faults: $(STAMPS)/faults
	@mkdir -p dist
	OMP_NUM_THREADS=1 nice -n 15 $(BIN)/python tests/faults/run.py --out dist/faults.json

# What is installed to run Dragoman, with hashes (needs a network), and the list of what it consists of.
lock: $(STAMPS)/supply
	PATH="$(BIN):$$PATH" $(BIN)/python training/lock.py

sbom: $(STAMPS)/install
	$(BIN)/python training/sbom.py

lint: $(STAMPS)/test
	$(BIN)/ruff check src tests training benchmarks docs
	$(BIN)/ruff format --check src tests training benchmarks docs

typecheck: $(STAMPS)/test
	$(BIN)/mypy

clean:
	rm -rf $(VENV) $(STAMPS) site dist build corpus

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Dragoman needs Python 3.11 or newer; give one with PYTHON=")'
	$(PYTHON) -m venv $(VENV)

$(STAMPS)/install: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) --editable .
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/test: $(STAMPS)/install
	$(PIP) --editable '.[test]'
	@touch $@

# atheris has wheels for some systems only; without it the fault scripts say so and do the rest.
$(STAMPS)/faults: $(STAMPS)/test
	$(PIP) --editable '.[faults]' || echo 'atheris could not be installed: the inputs that it makes will be left out.'
	@touch $@

$(STAMPS)/supply: $(STAMPS)/install
	$(PIP) --editable '.[supply]'
	@touch $@

# The browser of the workbench's tests, where it is missing and can be installed; elsewhere those tests skip and say so.
$(STAMPS)/chromium: | $(STAMPS)/install
	@command -v $${DRAGOMAN_CHROMIUM:-chromium} >/dev/null || command -v chromium-browser >/dev/null || \
	  command -v google-chrome >/dev/null || { apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 </dev/null || \
	  echo 'No Chromium here, and none could be installed: the browser tests of the workbench will be skipped.'
	@touch $@

$(STAMPS)/docs: $(STAMPS)/install
	$(PIP) --editable '.[docs]'
	@touch $@
