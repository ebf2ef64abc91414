"""Tasks on a Dask cluster: a scheduler, workers on other machines, and the run that asks them."""
