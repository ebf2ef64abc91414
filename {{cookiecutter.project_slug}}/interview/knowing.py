"""Whether a whole answer is that one does not know."""

from __future__ import annotations

import re

LONGEST = 12  # words that such an answer has
NOT_KNOWN = (
    r"(?:dont|do not|didnt|wouldnt) (?:really |actually |honestly )?(?:know|remember|recall)"
    r"|no (?:idea|clue)|not (?:a clue|the faintest)|(?:not|im not) sure|dunno|beats me"
    r"|cant (?:say|tell|remember|recall|answer)|cannot (?:say|tell|remember|recall|answer)"
    r"|never heard of|(?:i )?(?:forgot|pass|give up)|have no idea|idk"
)
AROUND = set(
    """i im am a the that this it one of about what is how honestly really sorry unfortunately
    afraid um uh hm hmm well oh okay ok no so just right now here to be honest answer question yet
    my me have haven ive id to not sure would say do you have in at all anything have which on top
    head off""".split()
)
_CORE = re.compile(rf"\b(?:{NOT_KNOWN})\b")


def unknown(text: str) -> bool:
    """Say whether a whole answer is that one does not know, in whatever words.

    >>> unknown("Don't know that one, sorry."), unknown("I don't know the cause, so I measure it.")
    (True, False)
    """
    plain = text.lower().replace("\u2019", "'").replace("'", "")
    words = re.findall(r"[^\W\d_]+|\d+", plain)
    joined = " ".join(words)
    if len(words) > LONGEST or not _CORE.search(joined):
        return False
    return set(_CORE.sub(" ", joined).split()) <= AROUND
