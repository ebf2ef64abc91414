"""Results that no example has, made from an example's facts so that they agree with each other."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

Facts = dict[str, Any]
PARTS_OF_TEST = ("true_positives", "false_positives", "false_negatives", "true_negatives")


def interval(value: float, low: float, high: float) -> dict[str, float]:
    """Return a figure as the facts hold it."""
    return {"value": value, "low": low, "high": high}


def flipped(figure: dict[str, float]) -> dict[str, float]:
    """Return the same figure seen from the other side."""
    return interval(-figure["value"], -figure["high"], -figure["low"])


def learned(facts: Facts) -> list[Facts]:
    """Return the candidates that are no baseline."""
    return [model for model in facts["models"] if model["family"] != "baseline"]


def chosen_by_hand(facts: Facts, key: str) -> Facts:
    """Let another candidate be in use than the one that the rule picks; nothing is searched."""
    changed = without_search(facts)
    mine = next(model for model in changed["models"] if model["key"] == key)
    kept = {name: mine[name] for name in ("key", "label", "family", "why") if name in mine}
    changed["chosen"].update(
        **kept, cv=mine["cv"], folds=mine["folds"], fold_sd=mine["fold_sd"], train=mine["train"]
    )
    changed["derived"]["gap"] = mine["train"] - mine["cv"]["value"]
    if key == changed["baseline"]["key"]:
        same = {k: v for k, v in changed["baseline"].items() if k in changed["chosen"]}
        changed["chosen"].update(copy.deepcopy(same), to_baseline=interval(0.0, 0.0, 0.0))
        changed["derived"].update(dict.fromkeys(["payoff_gain"], interval(0.0, 0.0, 0.0)))
    return changed


def baseline_ahead(facts: Facts) -> Facts:
    """Let the baseline be better than the model, by as much as it is behind."""
    changed = copy.deepcopy(facts)
    chosen, baseline = changed["chosen"], changed["baseline"]
    for part in ("scores", "at_chosen", "at_half", "beyond"):
        if part in baseline:
            chosen[part], baseline[part] = baseline[part], chosen[part]
    chosen["to_baseline"] = flipped(chosen["to_baseline"])
    for name in ("lift", "payoff_gain", "to_recent"):
        if isinstance(changed["derived"].get(name), dict):
            changed["derived"][name] = flipped(changed["derived"][name])
    return changed


def all_tied(facts: Facts) -> Facts:
    """Let every candidate score the same on every fold."""
    changed = copy.deepcopy(facts)
    best = next(m for m in changed["models"] if m["key"] == changed["pick"]["best"])
    for model in learned(changed):
        model.update(copy.deepcopy({name: best[name] for name in ("cv", "folds", "fold_sd")}))
        model["within_noise"] = True
        if model is not best:
            width = (best["cv"]["high"] - best["cv"]["low"]) / 10
            model["to_best"] = interval(0.0, -width, width)
    for name in ("chosen", "runner_up"):
        same = next(m for m in changed["models"] if m["key"] == changed[name]["key"])
        changed[name].update({k: same[k] for k in ("cv", "to_best", "within_noise") if k in same})
    return changed


def one_candidate(facts: Facts) -> Facts:
    """Let nothing but the chosen model and the baselines have been compared."""
    changed = without_search(facts)
    key = changed["chosen"]["key"]
    models = changed["models"]
    changed["models"] = [m for m in models if m["key"] == key or m["family"] == "baseline"]
    changed["timings"] = [t for t in changed["timings"] if t["key"] == key]
    changed["models"][0].pop("to_best", None)
    changed["pick"].update(key=key, best=key, runner_up=None)
    changed["runner_up"] = None
    return changed


def without_search(facts: Facts) -> Facts:
    """Let no settings have been tried, as `search: none` writes it."""
    changed = copy.deepcopy(facts)
    kept = ("model", "default")
    changed["search"] = {name: facts["search"][name] for name in kept if name in facts["search"]}
    changed["search"].update(method="none", size=0, best=None, trials=[], kept="default", edges=[])
    return changed


def small_test(facts: Facts) -> Facts:
    """Let the test set be so small that no interval says anything."""
    changed = copy.deepcopy(facts)
    for figure in figures(changed["chosen"]):
        figure.update(low=figure["value"] - 1, high=figure["value"] + 1)
    for name in ("lift", "payoff_gain", "test_minus_cv", "to_recent"):
        if isinstance(changed["derived"].get(name), dict):
            value = changed["derived"][name]["value"]
            changed["derived"][name] = interval(value, value - 10**6, value + 10**6)
    if "test_rows" in changed:
        changed.update(test_rows=12, positives=3)
    return changed


def threshold_loses(facts: Facts) -> Facts:
    """Let the tuned threshold be worse than one half, and the payoff behind the baseline's."""
    changed = copy.deepcopy(facts)
    if "threshold" in changed:
        changed["threshold"]["gain"] = interval(-900.0, -1700.0, -100.0)
        changed["derived"]["payoff_gain"] = interval(-300.0, -500.0, -100.0)
        chosen = changed["chosen"]
        chosen["at_chosen"]["payoff"] = interval(-800.0, -900.0, -700.0)
        chosen["at_half"]["payoff"] = interval(100.0, 0.0, 200.0)
    return changed


def acts_on_nobody(facts: Facts) -> Facts:
    """Let no row reach the threshold."""
    changed = copy.deepcopy(facts)
    if "threshold" in changed:
        at = changed["chosen"]["at_chosen"]
        at["false_negatives"] += at["true_positives"]
        at["true_negatives"] += at["false_positives"]
        at.update(true_positives=0, false_positives=0)
        for name in ("precision", "recall", "f1", "false_alarms", "acted_on"):
            at[name] = interval(0.0, 0.0, 0.0)
    return changed


def figures(value: Any) -> Iterator[dict[str, float]]:
    """Yield every figure with an interval, at any depth."""
    if isinstance(value, dict):
        if {"value", "low", "high"} <= set(value):
            yield value
        for inner in value.values():
            yield from figures(inner)


SCENES: dict[str, Callable[[Facts], Facts]] = {
    "as it came out": copy.deepcopy,
    "the first candidate by hand": lambda facts: chosen_by_hand(facts, learned(facts)[0]["key"]),
    "the last candidate by hand": lambda facts: chosen_by_hand(facts, learned(facts)[-1]["key"]),
    "the baseline by hand": lambda facts: chosen_by_hand(facts, facts["baseline"]["key"]),
    "the baseline ahead": baseline_ahead,
    "all candidates tied": all_tied,
    "one candidate": one_candidate,
    "nothing searched": without_search,
    "a small test set": small_test,
    "a threshold that loses": threshold_loses,
    "a threshold that nobody reaches": acts_on_nobody,
}
