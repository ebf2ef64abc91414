.PHONY: claim verify ready

help::
	@echo "make claim     record the numbers of this run, for others to check"
	@echo "make verify    run all again in a clean clone and compare: make verify DO=--foreign"

claim: $(VENV)/bin/python
	@python -m workbench.sharing claim

verify: $(VENV)/bin/python
	@python -m workbench.sharing verify $(DO)

help::
	@echo "make ready     list what is still to do before the project goes public"

ready: $(VENV)/bin/python
	@python -m $(PACKAGE) ready
