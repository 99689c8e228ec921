# Thin over plain commands; README.md shows them for systems without make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What to analyse: files, folders or patterns. Without FILES it is the bundled corpus.
FILES ?=
OUT ?= out
# Of make app: a port other than the first free one from 8501 on, and a library other than your own.
PORT ?=
DATABASE ?=

.PHONY: run app test format schema pages clean

run: $(VENV)/.run
ifeq ($(strip $(FILES)),)
	$(BIN)/docanalyzer analyze corpus/documents --manifest corpus/MANIFEST.csv -o $(OUT)/
else
	$(BIN)/docanalyzer analyze $(FILES) -o $(OUT)/
endif
	@echo
	@echo 'make app shows the example documents with their records in the browser.'

app: $(VENV)/.run
	$(BIN)/docanalyzer app $(if $(PORT),--port $(PORT)) $(if $(DATABASE),--database "$(DATABASE)")

test: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest

format: $(VENV)/.test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

schema: $(VENV)/.run
	$(BIN)/docanalyzer schema > docs/schema.json
	$(BIN)/docanalyzer schema --comparison > docs/comparison-schema.json

# The list of commands, and the pages as a site in build/docs.
pages: $(VENV)/.test
	COLUMNS=80 $(BIN)/python -m typer docanalyzer.cli.app utils docs --name docanalyzer --title "Every command and option" > docs/commands.md
	$(BIN)/python -m mkdocs build --strict

clean:
	rm -rf $(OUT) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "docanalyzer needs Python 3.11 or newer: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

# The stamps keep a second run from installing again; a change of pyproject.toml installs anew.
$(VENV)/.run: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[all]'
	touch $@

$(VENV)/.test: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[all,dev]'
	touch $@ $(VENV)/.run
