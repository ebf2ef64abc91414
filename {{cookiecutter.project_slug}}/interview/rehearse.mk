.PHONY: rehearse story

help::
	@echo "make rehearse  practice the interview on your own numbers: make rehearse DO='walk 3m'"
	@echo "make rehearse DO=ideas  five experiments that your results suggest"
	@echo "make story     answer what only you can say; your words go into story.yaml"

# Recording needs a group of its own; measuring a WAV file does not.
SPOKEN = $(if $(filter aloud,$(firstword $(DO))),$(if $(filter %.wav %.WAV --list --delete,$(DO)),,yes),$(filter --record,$(DO)))

# Code 3 says that a drill is not solved yet, which is no error of make.
rehearse: with-interview
	@$(if $(SPOKEN),python -m workbench.setup need interview/microphone)
	@python -m interview $(DO) || [ $$? -eq 3 ]

story: with-interview
	@python -m interview write $(DO)
