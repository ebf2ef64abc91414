# What is said in WHAT, WHY, KEEP_IF and BECAUSE goes through the environment: no shell reads it.
export EXPERIMENT_WHAT := $(value WHAT)
export EXPERIMENT_WHY := $(value WHY)
export EXPERIMENT_KEEP_IF := $(value KEEP_IF)
export EXPERIMENT_BECAUSE := $(value BECAUSE)
unexport WHAT WHY KEEP_IF BECAUSE

.PHONY: try keep drop experiments

help::
	@echo 'make try       measure an edit, out of fold: make try WHAT="..." WHY="..."'
	@echo '               KEEP_IF="at most 0.01 worse" writes your rule down before the result'
	@echo 'make keep      keep what was tried, and finish the run; BECAUSE="..." says why'
	@echo 'make drop      put it back and keep the record: make drop BECAUSE="..."'
	@echo "make experiments  list what was tried, and what it did"

try: with-run
	@python -m workbench.experiments try

keep: with-run
	@python -m workbench.experiments keep

drop: with-run
	@python -m workbench.experiments drop

experiments: with-run
	@python -m workbench.experiments list
