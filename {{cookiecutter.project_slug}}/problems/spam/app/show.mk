.PHONY: show

help::
	@echo "make show      print one email, the verdict and its reasons: make show ID=easy-ham-1/00001"

show: $(VENV)/bin/python
	@python -m app.show "$(ID)"
