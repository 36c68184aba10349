# make demo         the Gaza 2023 scenario: probabilities, figures and a results folder
# make test         the whole test suite, compiled and then with compilation off
# make lint         style, types, and which part may import which
# make bench        how fast the engines are
# make notebooks    runs the notebooks anew, in place (some minutes)
# make constraints  pins every dependency afresh (commit the result)
# make clean        removes the environment, the results and the caches
#
# PYTHON=python3.12 chooses the interpreter of a new environment, RUNS= the size of the demo,
# WORKERS= the processes of the test suite.

PYTHON  ?= python3
RUNS    ?= 20000
WORKERS ?= 2

VENV := .venv
BIN  := $(VENV)/bin
UV   := uv==0.13.8
# Bytecode is made on every core, and not of other people's tests; pip would take minutes on one.
PIP  := $(BIN)/python -m pip --disable-pip-version-check install --quiet --no-compile
BYTECODE := $(BIN)/python -m compileall -q -j 0 -x '[/\\]tests[/\\]' $(VENV)/lib >/dev/null || true
SPEC := pyproject.toml constraints.txt

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test lint bench notebooks constraints clean

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

demo: $(VENV)/.core
	$(BIN)/sim run scenarios/gaza_2023.yaml --runs $(RUNS) --out results/gaza_2023

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal
	NUMBA_DISABLE_JIT=1 $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m "not compiled_only"

lint: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.core
	$(BIN)/python -m bench

notebooks: $(VENV)/.dev
	$(BIN)/python notebooks/execute.py

# --- the environment: one, made once, brought up to date when the pins or pyproject.toml change

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or later is needed: make PYTHON=python3.12 ..." >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)

$(VENV)/.core: $(SPEC) | $(BIN)/pip
	@echo "Installing the pinned dependencies into $(VENV) (once; some minutes)"
	$(PIP) -c constraints.txt -e .
	@$(BYTECODE)
	@touch $@

$(VENV)/.dev: $(SPEC) | $(BIN)/pip
	@echo "Installing the pinned dependencies and the test tools into $(VENV) (once; some minutes)"
	$(PIP) -c constraints.txt -e '.[dev]'
	@$(BYTECODE)
	@touch $@ $(VENV)/.core

# --- the pins: one file for every Python, with environment markers; no addresses, no hashes

constraints:
	$(PYTHON) -m venv .venv-pins
	.venv-pins/bin/python -m pip --disable-pip-version-check install --quiet '$(UV)'
	.venv-pins/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --all-extras \
		--upgrade --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet --output-file constraints.new
	{ echo '# Made by "make constraints" from pyproject.toml; not edited by hand.'; cat constraints.new; } > constraints.txt
	rm -rf constraints.new .venv-pins

clean:
	rm -rf $(VENV) .venv-pins constraints.new results build dist
	rm -rf .pytest_cache .hypothesis .ruff_cache .mypy_cache .import_linter_cache
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
