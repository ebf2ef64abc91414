"""A machine-learning project as a pipeline of small stages, from raw data to documents.

``python -m project_package`` lists them.

What is set here must be set before NumPy or MLflow is imported: one thread inside a model
(parallel work is by process, so that results do not depend on the number of cores), and no
telemetry.
"""

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
os.environ.setdefault("DVC_NO_ANALYTICS", "1")
