.PHONY: app model-server space

help::
	@echo "make app       try the model in a browser, with reasons and uncertainty"
	@echo "make model-server  serve the registered model with MLflow, on port 5001"
	@echo "make space     write space/, a folder to publish the demo from as a Docker Space"

app: with-app
	@python -m app --port $(or $(PORT),8000)

space: with-run
	@python -m workbench.space

model-server: with-run
	@python -m workbench.store
	@python -m workbench.port model-server $(or $(PORT),5001) /invocations
	@MLFLOW_TRACKING_URI=sqlite:///mlflow.db python -m mlflow models serve --env-manager local \
	  --model-uri models:/$(PACKAGE)@champion --port $(or $(PORT),5001)
