.PHONY: rehearse

help::
	@echo "make rehearse  practise the interview on your own numbers: make rehearse DO='walk 3m'"

rehearse: with-interview
	@python -m interview $(DO)
