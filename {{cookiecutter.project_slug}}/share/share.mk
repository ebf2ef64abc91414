# What is done with a finished project: see `python -m share --help`.
