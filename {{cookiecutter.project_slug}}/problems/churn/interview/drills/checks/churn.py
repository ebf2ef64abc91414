"""Checks of the exercises on the churn project."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from ..own_code import Own, hold

ADD_ONS = """
    multiple_lines online_security online_backup device_protection tech_support streaming_tv
    streaming_movies
""".split()
PAYMENTS = ["Electronic check", "Mailed check", "Credit card (automatic)"]


def customers(number: int = 24) -> pd.DataFrame:
    """Return made-up customers, without class and row number."""
    rng = np.random.default_rng(1)
    tenure = rng.integers(0, 60, number).astype(float)
    monthly = rng.integers(20, 110, number).astype(float)
    columns = {
        "tenure": tenure,
        "monthly_charges": monthly,
        "total_charges": tenure * monthly,
        "phone_service": np.arange(number) % 2 * 1.0,
        "internet_service": rng.choice(["Fiber optic", "DSL", "No"], number),
        "contract": rng.choice(["Month-to-month", "Two year"], number),
        "payment_method": rng.choice(PAYMENTS, number),
    }
    columns |= {name: rng.choice(["Yes", "No"], number) for name in ADD_ONS}
    return pd.DataFrame(columns)


def too_good(own: Own) -> None:
    """Models must see neither the class nor the row's number."""
    table = pd.DataFrame({"row": [1, 2], "tenure": [3.0, 4.0], "target": [0, 1]})
    seen = set(own("data").read_table(table))
    bad = sorted(seen & {"row", "target"})
    hold(not bad, f"{len(bad)} column that no model may see is among the features.")
    hold(seen == {"tenure"}, "A column that a model should see is gone.")


def a_coin(own: Own) -> None:
    """Each row keeps its own class."""
    table = pd.DataFrame({"row": range(40), "tenure": np.arange(40.0), "target": 0})
    table["target"] = (table["tenure"] % 3 == 0).astype(int)
    with TemporaryDirectory() as folder:
        path = Path(folder, "some.parquet")
        table.to_parquet(path)
        read, target = own("data").read(path)
    right = (read["tenure"] % 3 == 0).astype(int).to_numpy()
    wrong = int((right != target.to_numpy()).sum())
    hold(not wrong, f"{wrong} of 40 customers have somebody else's class.")


def worse_than_a_coin(own: Own) -> None:
    """The probability that is handed on is that of a churner."""

    class Sure:
        """A model that is sure of class 1."""

        def predict_proba(self, table: pd.DataFrame) -> np.ndarray:
            """Return 90% for class 1."""
            return np.tile([0.1, 0.9], (len(table), 1))

    found = own("models").predict(Sure(), pd.DataFrame({"tenure": [1.0, 2.0]}))
    hold(np.allclose(found, 0.9), f"A sure churner is handed on with {float(found[0]):.0%}.")


def one_customer(own: Own) -> None:
    """The features of a customer do not depend on the other rows of the table."""
    table, add = customers(), own("features").add_features
    together = add(table)
    for row in (0, 7, 16):
        alone = add(table.iloc[[row]]).iloc[0]
        for column in together.select_dtypes("number"):
            one, among = float(alone[column]), float(together.iloc[row][column])
            same = np.isclose(one, among, equal_nan=True)
            hold(same, f"{column} of one customer is {one:.4g} alone, {among:.4g} among others.")
    hold(np.allclose(together["log_tenure"], np.log1p(table["tenure"])), "log_tenure is no log.")


def forty_months_free(own: Own) -> None:
    """Only customers without a month get a total of zero."""
    table = pd.DataFrame({"tenure": [0.0, 40.0, 5.0], "total_charges": [np.nan, np.nan, 99.0]})
    repaired, count = own("cleaning").repair(table)
    total = repaired["total_charges"]
    hold(pd.isna(total[1]), f"40 months with an empty total become ${total[1]:g}.")
    hold(total[0] == 0, "A customer without a month should have a total of zero.")
    hold(total[2] == 99 and count.rows == 1, "Other totals change, or the count is wrong.")


def automatic(own: Own) -> None:
    """The new column says whether the payment is automatic."""
    table = customers()
    table["payment_method"] = pd.Series([*PAYMENTS, None] * 6, dtype=object)
    found = own("features").add_features(table)
    hold("automatic" in found, "There is no column automatic.")
    hold(found["automatic"].tolist() == [0, 0, 1, 0] * 6, "automatic is not 1 where it says so.")
    hold(pd.api.types.is_numeric_dtype(found["automatic"]), "automatic should be a number.")


def recall_at_tenth(own: Own) -> None:
    """The new metric is the share of positives among the tenth with the highest probability."""
    metrics = own("metrics")
    hold(hasattr(metrics, "recall_at_tenth"), "metrics.py has no function recall_at_tenth.")
    actual = np.array([1, 1, 0, 1] + [0] * 15 + [1])
    found = float(metrics.recall_at_tenth(actual, np.linspace(0.9, 0.1, 20)))
    hold(found == 0.5, f"2 of 4 positives are in the first 2 of 20 rows, and it gives {found:g}.")
    turned = float(metrics.recall_at_tenth(actual[::-1], np.linspace(0.1, 0.9, 20)))
    hold(turned == 0.5, "The answer depends on the order of the rows.")


def newest_rows(own: Own) -> None:
    """The test set is the end of the table."""
    table = pd.DataFrame({"row": range(50), "target": np.arange(50) % 4 // 3, "tenure": 1.0})
    mixed = table.sample(frac=1, random_state=3).reset_index(drop=True)
    train, test = own("data").split(mixed, 0.2, 7)
    hold(test["row"].tolist() == list(range(40, 50)), "The test set is not rows 40 to 49 of 50.")
    hold(train["row"].tolist() == list(range(40)), "The training set is not rows 0 to 39 of 50.")
    hold(list(test.index) == list(range(10)), "Rows of a part must count from 0.")
    from workbench.errors import DataError

    try:
        own("data").split(table.assign(target=(table["row"] < 5).astype(int)), 0.2, 7)
    except DataError:
        return
    hold(False, "A part without a positive must raise DataError.")
