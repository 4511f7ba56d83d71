# make run    makes .venv, installs, opens the window (ARGS="--list" goes to the command line)
# make test   makes .venv, installs with the test extra, lints, checks types, runs the tests
# make test-fast      the same without the slow tests and the long ones
# make translations   collects the window's texts and compiles their translations
# make package        builds wheel and sdist, installs each into a fresh environment and uses it

PYTHON ?= python3
ARGS ?=
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
FRAME := pyproject.toml constraints.txt

.PHONY: run test test-fast lint format translations bench package clean

run: $(VENV)/.installed
	@$(BIN)/playground $(ARGS)

test: lint
	@$(BIN)/python -m mypy
	@$(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

test-fast: lint
	@$(BIN)/python -m mypy
	@$(BIN)/python -m pytest -n auto --dist loadfile -m "not slow and not long" $(ARGS)

lint: $(VENV)/.installed-test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(VENV)/.installed-test
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

translations: $(VENV)/.installed-test
	@$(BIN)/python assets/update_translations.py

bench: $(VENV)/.installed
	@$(BIN)/python -m benchmarks.sampler
	@$(BIN)/python -m benchmarks.training

package: $(VENV)/.installed-test
	@$(BIN)/python tests/check_package.py

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find playground tests benchmarks assets -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(v < (3, 11) and \
	  "The playground needs Python 3.11 or newer, $(PYTHON) is %d.%d: make PYTHON=python3.12" % v[:2])'
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); \
	  echo "Python's venv module is missing (Debian, Ubuntu: apt install python3-venv)" >&2; exit 1; }

$(VENV)/.installed: $(FRAME) | $(BIN)/python
	@echo "Installing into $(VENV); torch is large, so the first time takes some minutes."
	@$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-test: $(FRAME) | $(BIN)/python
	@echo "Installing into $(VENV) with the test extra; the first time takes some minutes."
	@$(PIP) install -c constraints.txt -e '.[test]'
	@touch $@ $(VENV)/.installed
