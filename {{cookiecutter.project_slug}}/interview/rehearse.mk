.PHONY: rehearse

help::
	@echo "make rehearse  practise the interview on your own numbers: make rehearse DO='walk 3m'"

rehearse: $(VENV)/bin/python
	@python -m interview $(DO)

lock::
	@uv pip compile --quiet interview/requirements.in --constraint requirements.txt \
	  --output-file interview/requirements.txt --universal --python-version 3.11 \
	  --generate-hashes --no-annotate --custom-compile-command "make lock"
