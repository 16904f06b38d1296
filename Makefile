# Two commands matter: `make demo CHECK=1` and `make test`. Both install what they need at their first run.
.DEFAULT_GOAL := help
.PHONY: help setup demo test faults lint types floors ui-check coverage unit features mutants bench ui clean

bin := .venv/bin
npm := $(bin)/python -m sandbox.tools.node
# A candidate must really run (a shim on the PATH may only print advice), be 3.11 or 3.12, and bring venv and ensurepip.
fits := import sys, venv, ensurepip; sys.exit(sys.version_info[:2] not in ((3, 11), (3, 12)))

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */\1\t/' | expand -t 10

setup: .venv/installed .venv/ui-installed  ## all that the other targets need, once; later runs need no network

.venv/installed: pyproject.toml constraints.txt
	@for candidate in python3.12 python3.11 python3; do \
	    if "$$candidate" -c '$(fits)' >/dev/null 2>&1; then python=$$candidate; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	    echo 'Missing: Python 3.11 or 3.12 with the modules venv and ensurepip (on Debian and Ubuntu the package python3-venv).' >&2; \
	    exit 1; \
	fi; \
	echo "Installing into .venv with $$($$python --version) (once; a few minutes) ..." >&2; \
	"$$python" -m venv .venv >&2 && \
	$(bin)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]' >&2 && \
	touch $@

# What the pages are built and tested with. The demo serves the pages as they are committed, and needs none of it.
.venv/ui-installed: .venv/installed ui/package.json ui/package-lock.json sandbox/tools/chromium_package.py
	@echo 'Installing into ui/node_modules (once; a minute) ...' >&2
	@$(npm) ci --loglevel=error >&2
	@$(bin)/python -m sandbox.tools.chromium
	@touch $@

demo: .venv/installed  ## the whole road on this machine: JSON on stdout with CHECK=1, else it keeps running and says where
	@$(bin)/python -m sandbox demo $(if $(CHECK),--check)

test: lint types floors ui-check coverage unit features  ## everything that CI runs

lint: .venv/installed  ## ruff: rules and format
	@echo '== lint' && $(bin)/ruff check --quiet . && $(bin)/ruff format --quiet --check .

types: .venv/installed  ## mypy --strict over product, sandbox and tests
	@echo '== types' && $(bin)/mypy

floors: .venv/installed  ## who may import whom
	@echo '== floors' && $(bin)/lint-imports

ui-check: .venv/ui-installed  ## the pages: vue-tsc and vitest
	@echo '== pages' && $(npm) run --silent check && NO_COLOR=1 $(npm) run --silent test -- --reporter=dot

# Without the plugins of the platform's packages and without the product's other floors: pure code has pure tests.
coverage: .venv/installed  ## every branch of books and work is taken by their own tests
	@echo '== coverage of books and work' && PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 $(bin)/python -m pytest --quiet \
	    -p pytest_cov -p _hypothesis_pytestplugin --hypothesis-profile=few --confcutdir=tests/books \
	    --cov=connect_ext.books --cov=connect_ext.work --cov-branch --cov-report=term-missing:skip-covered \
	    --cov-fail-under=100 tests/books tests/work

# The files are shared out between the cores; coverage has run those of books and work already.
unit: setup  ## pytest: the rest, on SQLite and a real PostgreSQL, through the real runner, and in a browser
	@echo '== tests' && $(bin)/python -m pytest --quiet --numprocesses auto --maxprocesses 4 --dist loadfile \
	    --ignore tests/books --ignore tests/work

features: .venv/installed  ## behave: what the marketplace sees
	@echo '== features' && $(bin)/python -m behave --format progress3 tests/features

faults: .venv/installed  ## everything goes wrong in 10,000 schedules, and the runner is killed 200 times: SEED=, SCHEDULES=, KILLS=
	@$(bin)/python -m tests.faults SEED=$(SEED) SCHEDULES=$(SCHEDULES) KILLS=$(KILLS)

.mutants/installed: .venv/installed sandbox/tools/mutants.txt
	@echo 'Installing into .mutants/venv (once) ...' >&2
	@$(bin)/python -m venv .mutants/venv >&2
	@.mutants/venv/bin/python -m pip install --quiet --disable-pip-version-check -r sandbox/tools/mutants.txt >&2
	@touch $@

mutants: .mutants/installed  ## breaks the arithmetic in a thousand ways: how many breaks the tests of books notice (minutes)
	@$(bin)/python -m sandbox.tools.mutants $(MODULE)

bench: setup  ## how fast, how sparing, how fair: a table, and bench.json (most of an hour; WHAT=drains for a part)
	@$(bin)/python -m tests.bench $(WHAT)

ui: .venv/ui-installed  ## builds the pages into connect_ext/static, after making their types from the API's description
	@$(bin)/python -m sandbox.openapi > ui/openapi.json
	@$(npm) run --silent types >/dev/null
	@$(npm) run --silent build -- --logLevel warn

clean:  ## everything that these targets made
	@rm -rf .venv .mutants ui/node_modules ui/openapi.json dist .coverage bench.json
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find connect_ext sandbox tests -name __pycache__ -type d -prune -exec rm -rf {} +
