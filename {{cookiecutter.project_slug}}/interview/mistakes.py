"""Whether a sentence says the common mistake of its question.

A mistake and the truth often have the same words in another order, so what is compared are pairs of
neighboring words, each as it is said or denied.
"""

from __future__ import annotations

import re

from .denials import pairs, refutes

MOST = 0.6  # of the pairs of a mistake: a sentence with so many says it

_QUOTED = re.compile(r"""^(["'])(.+?)\1(?=[:,;. ]|$)""")


def mistake(wrong: str | None) -> str:
    """Return what is said by mistake, which stands in quotes before what is wrong about it.

    >>> mistake("'It cannot leak': it uses the test rows.")
    'It cannot leak'
    """
    found = _QUOTED.match(wrong or "")
    return found[2] if found else ""


def says_mistake(sentence: str, wrong: str | None) -> bool:
    """Say whether a sentence is the common mistake, and does not call it one."""
    told = pairs(mistake(wrong))
    said = told & pairs(sentence)
    return bool(said) and len(said) >= MOST * len(told) and not refutes(sentence)
