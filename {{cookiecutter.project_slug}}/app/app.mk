.PHONY: app model-server

help::
	@echo "make app       try the model on a page: with reasons and uncertainty"
	@echo "make model-server  the registered model as MLflow serves it, on port 5001"

app: $(VENV)/bin/python
	@python -m app

model-server: $(VENV)/bin/python
	@echo "http://127.0.0.1:5001/invocations (stop with Ctrl-C)"
	@MLFLOW_TRACKING_URI=sqlite:///mlflow.db mlflow models serve --env-manager local \
	  --model-uri models:/$(PACKAGE)@champion --port 5001

lock::
	@uv pip compile --quiet app/requirements.in --constraint requirements.txt \
	  --output-file app/requirements.txt --universal --python-version 3.11 \
	  --generate-hashes --no-annotate --custom-compile-command "make lock"
