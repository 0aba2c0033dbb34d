# The project's whole vocabulary: each target is one line a person could type.
.DEFAULT_GOAL := help
.PHONY: help nightly test check ui bench soak ocr sbom lock clean

# The first interpreter that will do: 3.11, 3.12 or 3.13.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
LOCKS := requirements requirements-ocr
INSTALLED := .venv/installed
MEASURED := .venv/measured
RECOGNISING := .venv/recognising
export DAGSTER_DISABLE_TELEMETRY := 1
export DO_NOT_TRACK := 1

help: ## say what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

nightly: $(INSTALLED) ## run the whole job once on the bundled sample (INBOX=folder adds documents)
	$(BIN)/zhibiao nightly $(if $(INBOX),--inbox "$(INBOX)")

# a file's tests stay in one process: they share nights; the nights come first, what is quick fills up the end
test: $(RECOGNISING) ## run all tests, two files at a time
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

check: $(INSTALLED) ## lint, types, import contracts, SQL style, advisories
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint dbt_project/models dbt_project/macros
	$(BIN)/python .ci/audit.py requirements.lock requirements-ocr.lock

ocr: $(RECOGNISING) ## add text recognition for scanned pages and pictures (about 260 MB)

ui: $(INSTALLED) ## serve the graph on this machine, with schedule and sensors
	$(BIN)/zhibiao ui

bench: $(MEASURED) ## time, memory and rows of first, unchanged and one-document runs beside their floors; seeded faults caught
	$(BIN)/python -m tests.bench

soak: $(INSTALLED) ## kill nights at random moments under readers (KILLS=200, an hour or more)
	$(BIN)/python -m tests.bench.faults $(or $(KILLS),200)

# the lock and nothing of this machine: the same lock gives the same bytes
sbom: $(INSTALLED) ## write the bills of materials of a release into dist/ (CycloneDX)
	@mkdir -p dist
	@for part in $(LOCKS); do \
	  $(BIN)/python -W ignore -m cyclonedx_py requirements $$part.lock --pyproject pyproject.toml --mc-type application \
	    --output-reproducible --spec-version 1.6 -o dist/zhibiao-$$part.cdx.json || exit 1; \
	done

lock: $(INSTALLED) ## renew requirements.lock from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --extra dev --generate-hashes --no-emit-index-url --universal --python-version 3.11 --no-header --no-strip-extras --upgrade -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev --extra bench --generate-hashes --no-emit-index-url --universal --python-version 3.11 --no-header --no-strip-extras -o requirements-bench.lock
	$(BIN)/uv pip compile pyproject.toml --extra ocr -c requirements.lock --generate-hashes --no-emit-index-url --universal --python-version 3.11 --no-header --no-strip-extras -o requirements-ocr.lock

clean: ## remove the environment and caches; data in var stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis dbt_project/target dbt_project/logs

$(INSTALLED): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "zhibiao needs Python 3.11, 3.12 or 3.13: none was found"; exit 1; }
	@echo "installing into .venv, once: a minute or two"
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

# what the benchmark compares with, beside what everything else needs
$(MEASURED): $(INSTALLED) requirements-bench.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

# text recognition is an extra; the tests read a real picture with it: some ten seconds to install
$(RECOGNISING): $(INSTALLED) requirements-ocr.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-ocr.lock
	@touch $@
