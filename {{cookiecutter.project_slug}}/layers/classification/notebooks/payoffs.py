"""What acting is worth before any model: the payoff of each outcome, as conf/data/ states it."""

from pathlib import Path

import yaml

CONFIG = Path(__file__).parents[1] / "config.lock.yaml"


def show(rate: float, acting: str, rows: str) -> None:
    """Print from which probability acting pays, and the payoff of acting on none, all, the right.

    Args:
        rate: The share of positives.
        acting: What is done, as in "flagging".
        rows: What a row is, as in "emails".
    """
    worth = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))["data"]["payoff"]
    hit, miss = worth["true_positive"], worth["false_negative"]
    alarm, rest = worth["false_positive"], worth["true_negative"]
    least = (rest - alarm) / (rest - alarm + hit - miss)
    payoff = {
        "none": rate * miss + (1 - rate) * rest,
        "all": rate * hit + (1 - rate) * alarm,
        "the right ones": rate * hit + (1 - rate) * rest,
    }
    print(f"{acting} pays from a probability of {least:.2f} on")
    for name, value in payoff.items():
        print(f"a thousand {rows}, {acting} {name}: {1000 * value:,.0f} {worth['unit']}")
    assert payoff["the right ones"] > max(payoff["none"], payoff["all"])
    assert least != 0.5
