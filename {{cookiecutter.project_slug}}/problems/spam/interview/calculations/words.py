"""Calculations on the words of emails."""

from __future__ import annotations

import math
import random

from ..facts import Facts
from ..records import lookup
from .core import Calculation


def chance_after_one_word(facts: Facts, draw: random.Random) -> Calculation:
    """The chance of spam after one word, by Bayes' rule."""
    share = round(lookup(facts, "data.spam"), 2)
    in_spam, in_real = draw.randint(5, 40) / 100, draw.randint(1, 12) / 100
    spam, real = share * in_spam, (1 - share) * in_real
    chance = 100 * spam / (spam + real)
    return Calculation(
        category="algorithm",
        covers=("naive bayes",),
        ask=f"{share:.0%} of your emails are spam. Suppose a word stands in {in_spam:.0%} of the "
        f"spam and in {in_real:.0%} of the real email. How likely, in percent, is an email with it "
        "spam?",
        answer=chance,
        digits=0,
        unit="%",
        steps=(
            f"spam {share:.2f} x {in_spam:.2f} = {spam:.4f}",
            f"real {1 - share:.2f} x {in_real:.2f} = {real:.4f}",
            f"{spam:.4f} / {spam + real:.4f} = {chance:.0f}%",
        ),
        why="naive Bayes is this step, once a word, with the words taken as independent.",
    )


def weight_of_a_word(facts: Facts, draw: random.Random) -> Calculation:
    """The TF-IDF weight of a word, before normalizing."""
    emails = int(lookup(facts, "split.train"))
    times, holding = draw.randint(2, 9), draw.choice([3, 9, 45, 120, 454, 1_500])
    rarity = math.log((1 + emails) / (1 + holding)) + 1
    return Calculation(
        category="algorithm",
        covers=("tf-idf",),
        ask=f"A word stands {times} times in an email and in {holding} of your {emails} training "
        "emails. What is its weight times x (ln((1 + emails) / (1 + emails with it)) + 1), before "
        "the email is normalized?",
        answer=times * rarity,
        digits=1,
        unit="",
        steps=(
            f"ln({1 + emails} / {1 + holding}) + 1 = {rarity:.2f}",
            f"{times} x {rarity:.2f} = {times * rarity:.1f}",
        ),
        why="rare words weigh more, but only by a logarithm.",
    )


MAKERS = (chance_after_one_word, weight_of_a_word)
