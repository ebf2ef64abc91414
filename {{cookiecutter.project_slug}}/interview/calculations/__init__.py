"""Calculations on the run's own numbers: another instance each time, and an exact answer.

Each module of this folder but `core` offers makers in `MAKERS`; a layer or a problem adds a module.
"""

from .core import Calculation, Outcome, check, instance, makers, stated

__all__ = ["Calculation", "Outcome", "check", "instance", "makers", "stated"]
