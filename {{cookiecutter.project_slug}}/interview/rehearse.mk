.PHONY: rehearse

help::
	@echo "make rehearse  practice the interview on your own numbers: make rehearse DO='walk 3m'"

rehearse: with-interview
	@python -m interview $(DO)
