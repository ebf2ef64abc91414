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
export DEMO_FILE := $(if $(filter command,$(origin FILE)),$(value FILE))
export DEMO_TARGET := $(if $(filter command,$(origin TARGET)),$(value TARGET))
export DEMO_USER := $(if $(filter command,$(origin USER)),$(value USER))
export DEMO_ITEM := $(if $(filter command,$(origin ITEM)),$(value ITEM))
export DEMO_RATING := $(if $(filter command,$(origin RATING)),$(value RATING))
export DEMO_TIME := $(if $(filter command,$(origin TIME)),$(value TIME))
export DEMO_TEXT := $(if $(filter command,$(origin TEXT)),$(value TEXT))
export DEMO_LABEL := $(if $(filter command,$(origin LABEL)),$(value LABEL))

# A file of tests stays on one worker, so that what its tests share is made once.
WORKERS = -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

# The environment is made and filled by the code that does it in a project.
SETUP = @PYTHONPATH="{{cookiecutter.project_slug}}" $(PYTHON) -m workbench.setup make $(VENV) --pins

.PHONY: help demo test lint lock problem seal bench example tour clean venv

help: ## print this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1	\2/'

demo: ## make a project and run it: make demo PROBLEM=spam NAME="My mail"
	$(SETUP) requirements/demo.txt
	@$(VENV)/bin/python scripts/demo.py

test: venv ## test the template: one problem run in full, the others on shrunk settings
	$(VENV)/bin/python -m pytest $(WORKERS) -m "not full"

.PHONY: test-all
test-all: venv ## the same, and every problem run in full, verified, and tried by its README
	$(VENV)/bin/python -m pytest $(WORKERS)

lint: venv ## check style and types of the template
	$(VENV)/bin/python -m ruff check --no-cache .
	$(VENV)/bin/python -m ruff format --no-cache --check .
	$(VENV)/bin/python -m mypy

bench: venv ## time the generation and the pipeline, and measure quality on all rows
	$(VENV)/bin/python benchmarks/generation.py
	$(VENV)/bin/python benchmarks/pipeline.py $(PROBLEM)
	$(VENV)/bin/python benchmarks/quality.py $(PROBLEM)
	$(VENV)/bin/python benchmarks/rehearsal.py $(PROBLEM)

lock: venv ## pin the requirements files again, and what follows from them
	@$(VENV)/bin/python scripts/lock.py
	$(SETUP) requirements.txt
	@$(VENV)/bin/python scripts/lock.py names

problem: ## start a new problem from the scaffold: make problem NAME=fuel
	@PROBLEM_NAME="$$DEMO_NAME" $(PYTHON) scripts/problem.py

seal: ## write down the version and the checksums of the workbench
	@$(PYTHON) scripts/seal.py

example: venv ## run a problem and keep what it wrote in examples/: make example PROBLEM=house_prices
	@$(VENV)/bin/python scripts/example.py

tour: venv ## take the pictures of the README from the examples (needs Chromium)
	@$(VENV)/bin/python scripts/tour.py

clean: ## remove the environment and the demo projects
	rm -rf $(VENV) demo

venv:
	$(SETUP) requirements.txt
