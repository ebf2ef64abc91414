# Two commands do all: `make demo` shows what the template gives, `make test` tests the template.
VENV := .venv
PROBLEM ?= house_prices

# The first Python on PATH that the pinned packages are made for.
PYTHON ?= $(firstword $(foreach p,python3 python3.13 python3.12 python3.11,\
    $(shell $(p) -c 'import sys; (3, 11) <= sys.version_info < (3, 14) and print("$(p)")' 2>/dev/null)) python3)

# Handed on through the environment, so that no quote or dollar sign in it is read by a shell.
# Only from the command line: some systems have a NAME of their own, the computer's.
export DEMO_NAME := $(if $(filter command,$(origin NAME)),$(value NAME))
export DEMO_PROBLEM := $(PROBLEM)

.PHONY: help demo test lint lock bench example tour clean venv

help: ## print this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1	\2/'

demo: venv ## make a project and run it: make demo PROBLEM=spam NAME="My mail"
	@$(VENV)/bin/python scripts/demo.py

test: venv ## test the template: one problem run in full, the others on shrunk settings
	$(VENV)/bin/python -m pytest -m "not full"

.PHONY: test-all
test-all: venv ## the same, and every problem run in full, verified, and tried by its README
	$(VENV)/bin/python -m pytest

lint: venv ## check style and types of the template
	$(VENV)/bin/ruff check --no-cache .
	$(VENV)/bin/ruff format --no-cache --check .
	$(VENV)/bin/mypy

bench: venv ## time the generation and the pipeline, and measure quality on all rows
	$(VENV)/bin/python benchmarks/generation.py
	$(VENV)/bin/python benchmarks/pipeline.py $(PROBLEM)
	$(VENV)/bin/python benchmarks/quality.py $(PROBLEM)
	$(VENV)/bin/python benchmarks/rehearsal.py $(PROBLEM)

lock: ## pin requirements.in again (needs uv)
	uv pip compile --quiet requirements.in --output-file requirements.txt --universal \
	    --python-version 3.11 --generate-hashes --no-annotate --custom-compile-command "make lock"

example: venv ## run a problem and keep what it wrote in examples/: make example PROBLEM=house_prices
	@$(VENV)/bin/python scripts/example.py

tour: venv ## take the pictures of the README from the examples (needs Chromium)
	@$(VENV)/bin/python scripts/tour.py

clean: ## remove the environment and the demo projects
	rm -rf $(VENV) demo

venv:
	@$(PYTHON) scripts/install.py $(VENV)
