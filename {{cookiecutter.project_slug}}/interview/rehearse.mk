.PHONY: rehearse story

help::
	@echo "make rehearse  practice the interview on your own numbers: make rehearse DO='walk 3m'"
	@echo "make rehearse DO=ideas  five experiments that your results suggest"
	@echo "make story     answer what only you can say; your words go into story.yaml"

rehearse: with-interview
	@python -m interview $(DO)

story: with-interview
	@python -m interview write $(DO)
