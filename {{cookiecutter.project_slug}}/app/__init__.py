"""The demo: one page on which the model of the last run answers, with reasons and uncertainty.

``demo.py`` is the problem's own: its question, its examples and its answer. The rest is shared.
"""
