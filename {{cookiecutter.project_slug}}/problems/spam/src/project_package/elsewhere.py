"""How the chosen model does on mail unlike that it learned from, at the threshold in use.

Training mails only: the test set is scored once, elsewhere. The threshold was chosen on these
mails out of fold, so what is said by thread is a little kind.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.files import plain
from workbench.parallel import run_tasks
from workbench.records import Check, Training
from workbench.statistics import interval

from .crossval import training_table
from .evaluation import Evaluation
from .metrics import average_precision, headline_draws
from .models import build, kept_settings
from .scoring import proportion, rates
from .spam_facts import Elsewhere, HardMail
from .task import predict
from .views import HARD, protocols, training_mails

Rows = NDArray[np.int64]
WAYS = ("later mail", "other source")
TOO_GOOD = 0.98  # F1 on another source that honest work on these mails stays below


def probabilities(
    name: str, candidates: Mapping[str, Any], fit_rows: Rows, rows: Rows
) -> NDArray[np.float64]:
    """Fit a candidate on some training mails and return what it says of others."""
    table, target = training_table()
    model = build(name, candidates).fit(table.iloc[fit_rows], target.iloc[fit_rows])
    return predict(model, table.iloc[rows])


def judged(
    way: str, actual: NDArray[np.int64], said: NDArray[np.float64], data: Evaluation
) -> Elsewhere:
    """Return the scores of probabilities on some mails."""
    seed = data.config.seed
    found = rates(actual, data.rule.acts(said), data.rule.payoff, seed)
    names = ("f1", "recall", "false_alarms", "payoff")
    return Elsewhere(
        way=way,
        mails=len(actual),
        spam=int(actual.sum()),
        average_precision=interval(
            average_precision(actual, said), headline_draws(actual, said, seed)
        ),
        **{name: found[name] for name in names},
    )


def elsewhere(data: Evaluation, trained: Training) -> tuple[list[Elsewhere], HardMail]:
    """Return the scores by thread, on later mail and on another source; and on hard real mail."""
    config, mails = data.config, training_mails()
    ways = protocols(mails, config.folds, config.seed)
    hard = (mails["kind"] == HARD).to_numpy()
    model = trained.search.model, kept_settings(plain(config.candidates), trained.search)
    cuts = [*(ways[way][0] for way in WAYS)]
    unseen = [(fit[~hard[fit]], rows[hard[rows]]) for fit, rows in ways["by thread"]]
    tasks = [(*model, *cut) for cut in (*cuts, *unseen)]
    done = run_tasks(probabilities, tasks, config.compute, "mail from elsewhere")
    found = [judged("by thread", data.known, data.seen, data)]
    for way, (_, rows), said in zip(WAYS, cuts, done, strict=False):
        found.append(judged(way, data.known[rows], said, data))
    flagged = data.rule.acts(np.concatenate(done[len(cuts) :]))
    number = int(hard.sum())
    return found, HardMail(
        rows=number,
        seen=proportion(int(data.rule.acts(data.seen[hard]).sum()), number),
        unseen=proportion(int(flagged.sum()), number),
    )


def check(found: list[Elsewhere]) -> Check:
    """Return whether the score on another source is one that honest work gets."""
    value = next(each.f1.value for each in found if each.way == "other source")
    return Check(
        name="other source",
        question="Is mail from another source told apart better than honest work can?",
        finding="F1 on mail from another source",
        limit=f"below {TOO_GOOD}",
        value=value,
        passed=value < TOO_GOOD,
    )
