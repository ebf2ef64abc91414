.PHONY: app model-server space

help::
	@echo "make app       try the model in a browser, with reasons and uncertainty"
	@echo "make model-server  serve the registered model with MLflow, on port 5001"
	@echo "make space     write space/, a folder to publish the demo from as a Docker Space"

app: with-app
	@python -m app

space: with-run
	@python -m workbench.space

model-server: with-run
	@python -m workbench.store
	@echo "http://127.0.0.1:5001/invocations (stop with Ctrl-C)"
	@MLFLOW_TRACKING_URI=sqlite:///mlflow.db python -m mlflow models serve --env-manager local \
	  --model-uri models:/$(PACKAGE)@champion --port 5001
