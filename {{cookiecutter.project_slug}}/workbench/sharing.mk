.PHONY: claim verify ready

help::
	@echo "make claim     record the numbers of this run, for others to check"
	@echo "make verify    rerun everything in a clean clone and compare: make verify DO=--foreign"
	@echo "               or an edit of experiments/: make verify EXPERIMENT=1"
	@echo "make ready     list what is left to do before the project goes public"

claim: with-run
	@python -m workbench.sharing claim

verify: with-run
	@python -m workbench.sharing verify $(if $(EXPERIMENT),--experiment $(EXPERIMENT)) $(DO)

ready: with-run
	@python -m $(PACKAGE) ready
