"""The plots are drawn from the facts and the test rows, and from nothing that changes."""

import joblib
import pandas as pd
from conftest import ROOT

from project_package import drawing, plots
from project_package.evaluation import Evaluation
from project_package.files import MODELS, TEST, TRAIN, load_config
from project_package.fitted import out_of_fold
from project_package.payoff import Rule, payoff_of
from project_package.task import TARGET, predict, read


def test_plots_drawn_again_are_those_of_the_run(facts, tmp_path, monkeypatch):
    config, (table, actual) = load_config(), read(TEST)
    model, train = joblib.load(MODELS / "model.joblib"), pd.read_parquet(TRAIN)
    data = Evaluation(
        config=config,
        train=train,
        test=pd.read_parquet(TEST),
        model=model,
        actual=actual.to_numpy(int),
        probability=predict(model, table),
        known=train[TARGET].to_numpy(int),
        seen=out_of_fold(),
        rule=Rule(facts.chosen.at_chosen.threshold, payoff_of(config)),
    )
    monkeypatch.setattr(drawing, "PLOTS", tmp_path)
    plots.draw(facts, data)
    drawn = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert drawn == {path.name: path.read_bytes() for path in (ROOT / "reports/plots").iterdir()}
