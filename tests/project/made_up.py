"""A record of an experiment that nobody made."""

from datetime import date

from workbench.experiments.records import Experiment
from workbench.records import Estimate


def experiment(**values):
    """Return an experiment; what is not given is made up."""
    before, now = (Estimate(value=each, low=0, high=1) for each in (0.2, 0.21))
    known = {
        "number": 1,
        "what": "An idea",
        "why": "",
        "day": date(2026, 1, 2),
        "verdict": "open",
        "base": "0" * 40,
        "metric": "rmse",
        "model": "Ridge",
        "reference": before,
        "score": now,
        "gain": Estimate(value=0.01, low=-0.01, high=0.03),
        "apart": [],
        "rows": 9,
        "seconds": 1.5,
        "settings": [],
        "modules": [],
        "python": "3.11.7",
        "versions": {},
        "patch": "diff --git a/x b/x\n",
    }
    return Experiment(**{**known, **values})
