# Two commands do all the set-up: make serve, make test.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
# Two builds of one commit are the same bytes.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 0)
export NO_MKDOCS_2_WARNING := 1
export PYTHONDONTWRITEBYTECODE := 1

.DEFAULT_GOAL := help
.PHONY: help serve site check test bench lock schema published browser clean

help: ## Explain the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(BIN)/.site: requirements.txt
	@command -v $(PYTHON) >/dev/null || { echo "make: $(PYTHON) is not installed; install Python 3.11 or name another: make PYTHON=python3 …" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(BIN)/.test: requirements-test.txt $(BIN)/.site
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

serve: $(BIN)/.site ## The site, live, at 127.0.0.1:8000
	@$(BIN)/python -m mkdocs serve --dirty --no-strict --dev-addr 127.0.0.1:$(PORT)

site: $(BIN)/.site ## Build the site into site/, all or nothing
	@rm -rf .site-new
	@$(BIN)/python -m mkdocs build --site-dir .site-new || { rm -rf .site-new; exit 1; }
	@rm -rf .site-old; if [ -d site ]; then mv site .site-old; fi; mv .site-new site; rm -rf .site-old
	@echo "built: site/"

check: $(BIN)/.site ## Check the data and the pages' citations, without building
	@$(BIN)/python -m macros check

schema: $(BIN)/.site ## Write data/schema/ from the models
	@$(BIN)/python -m macros schema

published: $(BIN)/.site ## Add new addresses to data/published.txt
	@$(BIN)/python -m macros published

test: $(BIN)/.test browser ## Check everything that the site promises
	@$(BIN)/python -m ruff check macros tests
	@$(BIN)/python -m ruff format --check macros tests
	@$(BIN)/python -m mypy macros
	@$(BIN)/python -m pytest

browser: $(BIN)/.test
	@$(BIN)/python tests/browser/find_chromium.py --install

bench: $(BIN)/.test browser ## Measure builds against plain MkDocs, and the search against Material's
	@$(BIN)/python tests/scale/bench.py
	@$(BIN)/python tests/scale/search_bench.py

lock: ## Write requirements.txt and requirements-test.txt with versions and hashes
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-tools
	@$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --output-file requirements.txt requirements.in
	@$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --output-file requirements-test.txt requirements-test.in

clean: ## Delete what was built and installed
	@rm -rf site .site-new .site-old .cache $(VENV)
