"""How plots look and are saved, and the charts that every problem draws."""

from ..palette import ACCENT, DEEP, GREY, INK, PALE, SOFT
from .common import candidates, importance, learning_curve, levels, whiskers
from .drawing import dark_copy, key_below, plot, title

__all__ = [
    "ACCENT",
    "DEEP",
    "GREY",
    "INK",
    "PALE",
    "SOFT",
    "candidates",
    "dark_copy",
    "importance",
    "key_below",
    "learning_curve",
    "levels",
    "plot",
    "title",
    "whiskers",
]
