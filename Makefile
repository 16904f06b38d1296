# Two commands matter: `make demo CHECK=1` and `make test`. Both install what they need at their first run.
.DEFAULT_GOAL := help
.PHONY: help setup demo test lint types floors unit features clean

bin := .venv/bin
# A candidate must really run (a shim on the PATH may only print advice), be 3.11 or 3.12, and bring venv and ensurepip.
fits := import sys, venv, ensurepip; sys.exit(sys.version_info[:2] not in ((3, 11), (3, 12)))

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## */\1\t/' | expand -t 10

setup: .venv/installed  ## the virtual environment, once; later runs need no network

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

demo: setup  ## the whole road on this machine: JSON on stdout with CHECK=1, else it keeps running and says where
	@$(bin)/python -m sandbox demo $(if $(CHECK),--check)

test: lint types floors unit features  ## everything that CI runs

lint: setup  ## ruff: rules and format
	@echo '== lint' && $(bin)/ruff check --quiet . && $(bin)/ruff format --quiet --check .

types: setup  ## mypy --strict over product, sandbox and tests
	@echo '== types' && $(bin)/mypy

floors: setup  ## who may import whom
	@echo '== floors' && $(bin)/lint-imports

unit: setup  ## pytest: all of it, on SQLite and a real PostgreSQL, and through the real runner
	@echo '== tests' && $(bin)/python -m pytest --quiet

features: setup  ## behave: what the marketplace sees
	@echo '== features' && $(bin)/python -m behave --format progress3 tests/features

clean:  ## everything that these targets made
	@rm -rf .venv dist .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find connect_ext sandbox tests -name __pycache__ -type d -prune -exec rm -rf {} +
