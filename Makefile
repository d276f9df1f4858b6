# The two commands are `make run` and `make test`; CONTRIBUTING.md has the rest.
PYTHON ?= python3
ARCHIVE ?= demo
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
DENO := NO_COLOR=1 DENO_NO_UPDATE_CHECK=1 $(BIN)/deno
INSTALL := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.DEFAULT_GOAL := help
.PHONY: help run test quick check format lock texts bench archives screenshots clean

help: ## Show what can be done
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 14

run: $(VENV)/run.stamp ## Build the index of demo/ (or ARCHIVE=path) and serve it (PORT=8000)
	@$(BIN)/backfile build "$(ARCHIVE)" || echo "Serving the index as it was, if there is one."
	@$(BIN)/backfile serve --archive "$(ARCHIVE)" --port "$(PORT)"

test: check ## Check format, lint, types and run every test
	@$(BIN)/python -m pytest -n auto

quick: check ## The same without the slow tests
	@$(BIN)/python -m pytest -n auto -m "not slow"

check: $(VENV)/dev.stamp ## Check format, lint and types
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(DENO) fmt --quiet --check
	@$(DENO) lint --quiet
	@$(DENO) check --quiet --no-remote --no-npm webapp/static/embed/backfile-search.js

format: $(VENV)/dev.stamp ## Format the code and mend what the linter can
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .
	@$(DENO) fmt --quiet

lock: ## Write requirements/*.txt anew from pyproject.toml (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --quiet --no-header \
		--output-file requirements/run.txt pyproject.toml requirements/build.in
	uv pip compile --universal --python-version 3.11 --generate-hashes --quiet --no-header \
		--extra dev --constraint requirements/run.txt \
		--output-file requirements/dev.txt pyproject.toml requirements/build.in
	uv pip compile --universal --python-version 3.11 --generate-hashes --quiet --no-header \
		--extra dev --extra bench --constraint requirements/dev.txt \
		--output-file requirements/bench.txt pyproject.toml requirements/build.in

texts: $(VENV)/dev.stamp ## Bring the catalogues of texts up to date with the code
	@$(BIN)/pybabel --quiet extract --mapping pyproject.toml --keywords message --sort-by-file \
		--no-location --project Backfile --output index_data/texts.pot indexer webapp
	@for catalogue in indexer/locale/*.po; do $(BIN)/pybabel --quiet update --no-fuzzy-matching \
		--ignore-obsolete --omit-header --input-file index_data/texts.pot --output-file $$catalogue \
		--locale $$(basename $$catalogue .po); done

bench: $(VENV)/bench.stamp ## Compare ranking with peers (ARCHIVE=path JUDGED=path)
	@$(BIN)/python -m benchmarks.relevance links "$(ARCHIVE)" "$(JUDGED)"

archives: $(VENV)/dev.stamp ## Survey a folder of archives, as in docs/archives.md (ARCHIVES=path)
	@$(BIN)/python -m benchmarks.archives "$(ARCHIVES)"

screenshots: $(VENV)/dev.stamp ## Take the README's pictures anew (needs Chromium)
	@$(BIN)/python docs/screenshots.py

clean: ## Remove the virtual environment and every generated file
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find index_data -mindepth 1 ! -name README.md -delete

$(VENV)/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Backfile needs Python 3.11 or newer; choose one with: make PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/%.stamp: requirements/%.txt pyproject.toml $(VENV)/python.stamp
	@echo "Installing what $* needs into $(VENV) ..."
	@$(INSTALL) --require-hashes --requirement requirements/$*.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@
