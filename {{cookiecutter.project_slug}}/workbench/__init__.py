"""The machinery behind a project: configuration, files, records, charts, documents, verification.

It comes with the template and knows nothing of the package that it serves: it is given a
``Problem`` and plain data. README.md says which of its functions the package calls.

What is set here must be set before NumPy or MLflow is imported: one thread inside a model
(parallel work is by process, so that results do not depend on the number of cores), and no
telemetry.
"""

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
os.environ.setdefault("DVC_NO_ANALYTICS", "1")
