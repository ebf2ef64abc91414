"""A machine-learning project as a pipeline of small stages, from raw data to documents.

``python -m movie_recommendations`` lists them.
"""

import workbench  # noqa: F401 - sets one thread a process, before NumPy is imported
