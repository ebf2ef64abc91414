.PHONY: claim verify ready

help::
	@echo "make claim     record the numbers of this run, for others to check"
	@echo "make verify    rerun everything in a clean clone and compare: make verify DO=--foreign"
	@echo "make ready     list what is left to do before the project goes public"

claim: with-run
	@python -m workbench.sharing claim

verify: with-run
	@python -m workbench.sharing verify $(DO)

ready: with-run
	@python -m $(PACKAGE) ready
