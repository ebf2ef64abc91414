"""Set the project up: its environment, its pinned packages, its first commit.

Only the standard library is used, because nothing else is there yet. The command is
``python3 -m workbench.setup``; the Makefile is its only caller.
"""
