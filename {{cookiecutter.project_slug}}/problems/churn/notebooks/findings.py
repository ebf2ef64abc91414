"""Which customers are about to leave, and what will a model have to cope with?"""

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import payoffs
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

COLUMN = "tenure"  # months: what a person would look at first


def features(customers: pd.DataFrame) -> pd.DataFrame:
    """Return what a model may use."""
    return customers.drop(columns=["target", "row"])


def rates(customers: pd.DataFrame, groups: Any) -> pd.DataFrame:
    """Return the churn rate of each group with the half width of its 95% interval."""
    found = customers.target.groupby(groups, observed=True).agg(["mean", "size"])
    return found.assign(wide=1.96 * np.sqrt(found["mean"] * (1 - found["mean"]) / found["size"]))


def spreads(customers: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the rates by level of each category that has common levels, widest spread first."""
    texts = features(customers).select_dtypes(exclude="number")
    found = {name: rates(customers, texts[name].fillna("empty")) for name in texts}
    common = {name: each[each["size"] >= 50] for name, each in found.items()}
    return dict(sorted(common.items(), key=lambda each: -np.ptp(each[1]["mean"])))


def uneven_classes(customers: pd.DataFrame) -> None:
    """Uneven classes make accuracy useless.

    Most customers stay. Predicting "stays" for everyone is right most of the time and finds nobody,
    so accuracy cannot be the metric. The classes are uneven, not rare: there are hundreds of
    churners to learn from.
    """
    churners, rate = customers.target.sum(), customers.target.mean()
    print(f"{churners:,} of {len(customers):,} customers leave: {rate:.1%}")
    print(f"predicting 'stays' for everyone is {1 - rate:.1%} accurate, and finds none")
    assert 0.1 < rate < 0.4
    assert churners > 500


def one_column(customers: pd.DataFrame) -> None:
    """One column already says a lot.

    The baseline in a picture: the churn rate in ten equally large parts of the column that a person
    would look at first. A model has to beat this, not the average rate. The bars are 95% intervals
    of a share.
    """
    parts = rates(customers, pd.qcut(customers[COLUMN], 10, duplicates="drop"))
    ends = [f"{part.left:,.0f} to {part.right:,.0f}" for part in parts.index]
    _, axis = plt.subplots()
    axis.bar(ends, parts["mean"], yerr=parts["wide"], ecolor="C1")
    axis.axhline(customers.target.mean(), color="C1", linestyle="--", label="all")
    axis.set(xlabel=f"{COLUMN.capitalize()} (months)", ylabel="Churn rate")
    axis.tick_params(axis="x", rotation=30)
    axis.legend(frameon=False)
    first, last = parts["mean"].iloc[[0, -1]]
    print(f"from {first:.0%} in the first part to {last:.0%} in the last")
    assert first > 3 * last


def wide_levels(customers: pd.DataFrame) -> None:
    """Some levels stand far from the average.

    Every category against the average, the widest spread first. What stands out here is what the
    model should find by itself; if it leans on something else, ask why.
    """
    rate, widest = customers.target.mean(), list(spreads(customers).items())[:4]
    figure, axes = plt.subplots(2, 2, figsize=(9, 5), sharex=True)
    for axis, (name, found) in zip(axes.flat, widest, strict=False):
        each = found.sort_values("mean")
        axis.barh(each.index, each["mean"], xerr=each["wide"], ecolor="C1")
        axis.axvline(rate, color="C1", linestyle="--")
        axis.set_title(name.replace("_", " "), fontsize=10, loc="left")
        print(f"{name}: {np.ptp(each['mean']):.0%} apart")
    figure.supxlabel("Churn rate", fontsize=10)
    assert np.ptp(widest[0][1]["mean"]) > rate / 2


def nearly_additive(customers: pd.DataFrame) -> None:
    """On the scale of log-odds two columns nearly add up.

    The two widest columns crossed. A linear model adds one number for the row and one for the
    column. Such sums are fitted to the log-odds of the crossed table, and what is left over is
    counted. If it is little, trees have little to find here that a line has not.
    """
    spread = spreads(customers)
    names = list(spread)[:2]
    crossed = customers.groupby(names).target.agg(["mean", "size"])
    crossed = crossed[crossed["size"] >= 50]
    shown = crossed["mean"].unstack().map("{:.0%}".format, na_action="ignore")
    print(shown.fillna("").to_string())
    rate = crossed["mean"].clip(0.005)
    odds = np.log(rate / (1 - rate))
    design = pd.get_dummies(crossed.index.to_frame(), dtype=float).assign(constant=1.0)
    fitted = design @ np.linalg.lstsq(design, odds)[0]
    left = ((odds - fitted) ** 2).sum() / ((odds - odds.mean()) ** 2).sum()
    apart = np.ptp(crossed["mean"])
    print(f"{apart:.0%} between the ends; {left:.1%} of the log-odds is left over by adding up")
    assert apart > np.ptp(spread[names[0]]["mean"])
    assert left < 0.05


def curved_tenure(customers: pd.DataFrame) -> None:
    """A straight line does not follow the first years.

    A linear model draws a straight line through log-odds. The points are the log-odds of equally
    large parts of the column, the lines are fitted to the rows. Does the logarithm add anything to
    the plain number? The likelihood ratio asks that; above 3.84 it is more than luck would give one
    time in twenty.
    """
    known = customers.dropna(subset=COLUMN).sort_values(COLUMN)
    values = known[COLUMN]
    parts = known.groupby(pd.qcut(values, 15, duplicates="drop"), observed=True)
    share = parts.target.mean().clip(0.005, 0.995)
    _, axis = plt.subplots()
    axis.plot(parts[COLUMN].mean(), np.log(share / (1 - share)), "o", label="parts of the table")
    shapes = {
        "the number": np.column_stack([values]),
        "the number and its logarithm": np.column_stack([values, np.log1p(values)]),
    }
    likelihood = []
    for (name, shape), style in zip(shapes.items(), ["--", "-"], strict=True):
        fitted = LogisticRegression(C=np.inf, max_iter=1000).fit(shape, known.target)
        chances = fitted.predict_proba(shape)[:, 1]
        likelihood.append(-log_loss(known.target, chances, normalize=False))
        axis.plot(values, fitted.decision_function(shape), style, color="C1", label=name)
    axis.set(xlabel=f"{COLUMN.capitalize()} (months)", ylabel="Log-odds")
    axis.legend(frameon=False)
    ratio = 2 * (likelihood[1] - likelihood[0])
    print(f"likelihood ratio of adding the logarithm: {ratio:.0f}")
    assert ratio > 3.84


def look_alikes(customers: pd.DataFrame) -> None:
    """Look-alikes end differently.

    However good a model is, two rows that are the same in every column get the same probability.
    The nearest a table comes to such twins are rows with the same categories and nearly the same
    numbers. Where twins end differently, no model of these columns can be right about both. No
    column has a gap after the repairs of the prepare stage, so none can tell them apart either.
    """
    coarse = features(customers).copy()
    assert not coarse.isna().any(axis=None)
    for name in coarse.select_dtypes("number"):
        coarse[name] = pd.qcut(coarse[name], 3, labels=False, duplicates="drop")
    groups = customers.target.groupby([coarse[name].astype(str) for name in coarse])
    twins = groups.agg(["mean", "size"]).query("size > 1")
    mixed = twins["mean"].between(0, 1, inclusive="neither").mean()
    print(f"{len(twins)} groups of look-alikes; in {mixed:.0%} they end differently")
    assert mixed > 0


def what_an_offer_is_worth(customers: pd.DataFrame) -> None:
    """The payoff says how sure one has to be, before any model.

    The payoff of each outcome is an assumption (`conf/data/`). It also says what is at stake
    between an offer to nobody, to everybody, and to exactly the right customers.
    """
    payoffs.show(customers.target.mean(), "an offer to", "customers")


FINDINGS = [
    uneven_classes,
    one_column,
    wide_levels,
    nearly_additive,
    curved_tenure,
    look_alikes,
    what_an_offer_is_worth,
]
CONCLUSIONS = [
    "A metric that looks at the churners.",
    "Calibrated probabilities, because the threshold comes from the payoff and is not one half.",
    "Perhaps no more than a line, with a logarithm beside the tenure: the columns add up.",
    "A baseline that knows one column.",
    "Doubt about the rest: look-alikes end differently, so no score near one is honest.",
]
